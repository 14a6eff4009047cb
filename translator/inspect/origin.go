package inspect

// This file traces a fact back to the lines that it comes from. A fact holds of a variable because it holds of what flows
// into it: over links, from callers, out of memory, out of calls. A trace follows those flows that matter to a question
// (can it be nil? can it be an *Int? what makes it that large?) until it finds values that are so by themselves.

import (
	"fmt"
	"go/types"
	"strings"

	"rgo/annotator"
	"rgo/flowgraph"
)

// A Step is one flow in a trace.
type Step struct {
	Depth int    `json:"depth"`
	Text  string `json:"text"`
	Pos   string `json:"pos,omitempty"`
	In    string `json:"in,omitempty"`  // the function
	End   bool   `json:"end,omitempty"` // here the fact is made
}

// Limits of a trace.
const (
	maxDepth = 12
	maxSteps = 40
	maxFlows = 6 // of one value
)

// A source is one place whose value flows into a memory.
type source struct {
	g     *flowgraph.Graph
	op    *flowgraph.Op
	value flowgraph.Value // nil: zero, or frozen content
	what  string
	fact  annotator.Fact
}

// stores knows what is stored where.
type stores struct {
	into  map[annotator.Memory][]source
	where map[*flowgraph.Var]*flowgraph.Block // blocks of variables
	defs  map[*flowgraph.Var]*flowgraph.Op
	graph map[*flowgraph.Block]*flowgraph.Graph
	preds map[*flowgraph.Block][]flowgraph.Pred
}

// findStores reads all stores of the program, once.
func (p *Program) findStores() *stores {
	if p.stored != nil {
		return p.stored
	}
	s := &stores{into: map[annotator.Memory][]source{}, where: map[*flowgraph.Var]*flowgraph.Block{}, defs: map[*flowgraph.Var]*flowgraph.Op{},
		graph: map[*flowgraph.Block]*flowgraph.Graph{}, preds: map[*flowgraph.Block][]flowgraph.Pred{}}
	p.stored = s
	for _, name := range p.names {
		g := p.stages[flowgraph.Annotated][name]
		if g == nil {
			continue
		}
		preds := g.Preds()
		for _, b := range g.Blocks {
			s.preds[b] = preds.Of(b)
		}
		for _, b := range g.Blocks {
			s.graph[b] = g
			for _, a := range b.Args {
				s.where[a] = b
			}
			for _, op := range b.Ops {
				for _, r := range op.Results {
					s.where[r], s.defs[r] = b, op
				}
			}
			for _, op := range b.Ops {
				p.storesOf(s, g, op)
			}
		}
	}
	facts := p.Session.Facts
	for _, o := range facts.Objects() {
		for i := range o.Leaves {
			if m, f := facts.LeafMemory(o, i); m.Known() {
				name := o.Name
				if name == "" {
					name = "an object of type " + typeText(o.Type)
				}
				s.into[m] = append(s.into[m], source{what: "content of " + name + " that package initialisers left", fact: f})
			}
		}
	}
	return s
}

func (p *Program) storesOf(s *stores, g *flowgraph.Graph, op *flowgraph.Op) {
	facts := p.Session.Facts
	add := func(m annotator.Memory, v flowgraph.Value, what string) {
		if m.Known() {
			s.into[m] = append(s.into[m], source{g, op, v, what, facts.FactOf(v)})
		}
	}
	switch op.Kind {
	case flowgraph.OpStore:
		m, what := p.memoryAt(s, op.Args[0])
		add(m, op.Args[1], "stored in "+what)
	case flowgraph.OpMakeStruct:
		t := op.Results[0].Typ.(types.Type)
		st := t.Underlying().(*types.Struct)
		for i, a := range op.Args {
			add(facts.FieldMemory(t, i), a, "stored in "+fieldText(t, st, i))
		}
	case flowgraph.OpMakeIface:
		t := op.Args[0].Type().(types.Type)
		if !types.IsInterface(t) {
			add(facts.BoxMemory(t), op.Args[0], "put in an interface")
		}
	}
}

// memoryAt returns the memory that address a leads to, and what to call it.
func (p *Program) memoryAt(s *stores, a flowgraph.Value) (annotator.Memory, string) {
	facts := p.Session.Facts
	elem := a.Type().(types.Type).Underlying().(*types.Pointer).Elem()
	switch x := a.(type) {
	case *flowgraph.Var:
		if d := s.defs[x]; d != nil && d.Kind == flowgraph.OpFieldAddr {
			t := d.Args[0].Type().(types.Type).Underlying().(*types.Pointer).Elem()
			i := int(d.Aux.(int64))
			return facts.FieldMemory(t, i), fieldText(t, t.Underlying().(*types.Struct), i)
		}
	case *flowgraph.Const:
		if ptr, ok := x.Val.(flowgraph.Pointer); ok && ptr.Obj != nil {
			if m := facts.GlobalMemory(ptr); m.Known() {
				return m, ptr.Obj.Name
			}
		}
	}
	return facts.MemoryOf(elem), "memory of type " + typeText(elem)
}

func fieldText(t types.Type, st *types.Struct, i int) string {
	return "field " + typeText(t) + "." + st.Field(i).Name()
}

// A tracer is one trace.
type tracer struct {
	p     *Program
	s     *stores
	match func(annotator.Fact) bool
	seen  map[any]bool
	steps []Step
}

// typesOf returns the dynamic types that interface v can have. The annotator keeps what it has found out, so that only
// one may ask at a time.
func (p *Program) typesOf(v flowgraph.Value) []types.Type {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.Session.Facts.TypesOf(v)
}

func (p *Program) trace(v flowgraph.Value, match func(annotator.Fact) bool) []Step {
	p.mu.Lock()
	defer p.mu.Unlock()
	t := &tracer{p: p, s: p.findStores(), match: match, seen: map[any]bool{}}
	t.value(v, 0, nil, flowgraph.Pos{})
	return t.steps
}

func (t *tracer) step(depth int, end bool, g *flowgraph.Graph, pos flowgraph.Pos, format string, args ...any) {
	if len(t.steps) >= maxSteps {
		return
	}
	s := Step{Depth: depth, Text: fmt.Sprintf(format, args...), End: end}
	if pos.Line != 0 {
		s.Pos = pos.String()
	}
	if g != nil {
		s.In = g.Name
	}
	t.steps = append(t.steps, s)
}

// value traces v, which is used in g at pos.
func (t *tracer) value(v flowgraph.Value, depth int, g *flowgraph.Graph, pos flowgraph.Pos) {
	facts := t.p.Session.Facts
	if len(t.steps) >= maxSteps || !t.match(facts.FactOf(v)) {
		return
	}
	x, ok := v.(*flowgraph.Var)
	if !ok {
		t.step(depth, true, g, pos, "the constant %s", v)
		return
	}
	if t.seen[x] {
		return
	}
	t.seen[x] = true
	if depth > maxDepth {
		t.step(depth, false, g, pos, "and so on")
		return
	}
	b := t.s.where[x]
	if b == nil {
		return
	}
	if op := t.s.defs[x]; op != nil {
		t.result(x, op, depth, t.s.graph[b])
		return
	}
	for i, a := range b.Args {
		if a != x {
			continue
		}
		g := t.s.graph[b]
		if b == g.Start {
			t.parameter(g, i, depth)
		}
		for _, pred := range t.s.preds[b] {
			t.value(pred.Link.Args[i], depth, g, pred.From.Pos)
		}
	}
}

// parameter traces what callers pass as argument i of g.
func (t *tracer) parameter(g *flowgraph.Graph, i, depth int) {
	n := 0
	name := "argument"
	if v := g.Start.Args[i]; v.Name != "" {
		name = "argument " + v.Name
	}
	for _, s := range t.p.calls.in[g.Name] {
		if s.op == nil {
			continue
		}
		k := i
		switch s.op.Kind {
		case flowgraph.OpCall, flowgraph.OpTry:
		case flowgraph.OpInvoke:
			if i == 0 {
				continue // what was in the interface: its type is the method's
			}
		case flowgraph.OpCallIndirect:
			k = i + 1
		case flowgraph.OpMakeClosure:
			k = i - (len(g.Start.Args) - len(s.op.Args))
		default:
			continue
		}
		if k < 0 || k >= len(s.op.Args) || !t.match(t.p.Session.Facts.FactOf(s.op.Args[k])) {
			continue
		}
		if n++; n > maxFlows {
			t.step(depth, false, nil, flowgraph.Pos{}, "and from other callers")
			return
		}
		caller := t.p.stages[flowgraph.Annotated][s.from]
		t.step(depth, false, caller, s.pos, "%s of %s", name, g.Name)
		t.value(s.op.Args[k], depth+1, caller, s.pos)
	}
	if n == 0 && len(t.p.calls.in[g.Name]) == 0 {
		t.step(depth, true, g, g.Pos, "%s of %s, which the runtime calls", name, g.Name)
	}
}

// result traces x, a result of op.
func (t *tracer) result(x *flowgraph.Var, op *flowgraph.Op, depth int, g *flowgraph.Graph) {
	index := 0
	for i, r := range op.Results {
		if r == x {
			index = i
		}
	}
	switch op.Kind {
	case flowgraph.OpMakeIface:
		if types.IsInterface(op.Args[0].Type().(types.Type)) {
			t.value(op.Args[0], depth, g, op.Pos)
			return
		}
		t.step(depth, true, g, op.Pos, "%s is put in an interface", describe(op.Args[0]))
	case flowgraph.OpRetype, flowgraph.OpAssert, flowgraph.OpAssertOk, flowgraph.OpDeferredVariant:
		t.value(op.Args[0], depth, g, op.Pos)
	case flowgraph.OpSelect:
		t.value(op.Args[1], depth, g, op.Pos)
		t.value(op.Args[2], depth, g, op.Pos)
	case flowgraph.OpLoad:
		m, what := t.p.memoryAt(t.s, op.Args[0])
		t.memory(m, what, depth, g, op.Pos)
	case flowgraph.OpField:
		st := op.Args[0].Type().(types.Type)
		i := int(op.Aux.(int64))
		t.memory(t.p.Session.Facts.FieldMemory(st, i), fieldText(st, st.Underlying().(*types.Struct), i), depth, g, op.Pos)
	case flowgraph.OpIndex:
		elem := op.Args[0].Type().(types.Type).Underlying().(*types.Array).Elem()
		t.memory(t.p.Session.Facts.MemoryOf(elem), "memory of type "+typeText(elem), depth, g, op.Pos)
	case flowgraph.OpCall, flowgraph.OpTry:
		if op.Kind == flowgraph.OpTry {
			index--
		}
		if index >= 0 {
			t.returned(op.Aux.(*flowgraph.Graph).Name, index, depth, g, op.Pos)
		}
	case flowgraph.OpInvoke, flowgraph.OpCallIndirect:
		for _, s := range t.p.calls.out[g.Name] {
			if s.op == op {
				t.returned(s.to, index, depth, g, op.Pos)
			}
		}
	default:
		t.step(depth, true, g, op.Pos, "made by %s", flowgraph.OpString(op))
	}
}

// returned traces result i of the function called name.
func (t *tracer) returned(name string, i, depth int, g *flowgraph.Graph, pos flowgraph.Pos) {
	h := t.p.stages[flowgraph.Annotated][name]
	if h == nil || h.Return == nil || i >= len(h.Return.Args) || !t.match(t.p.Session.Facts.FactOf(h.Return.Args[i])) || t.seen[h.Return.Args[i]] {
		return
	}
	t.step(depth, false, g, pos, "returned by %s", name)
	t.value(h.Return.Args[i], depth+1, h, h.Pos)
}

// memory traces what is stored in m.
func (t *tracer) memory(m annotator.Memory, what string, depth int, g *flowgraph.Graph, pos flowgraph.Pos) {
	if !m.Known() || m.Pinned() {
		t.step(depth, true, g, pos, "read from %s, about which nothing is known", what)
		return
	}
	if t.seen[m] {
		return
	}
	t.seen[m] = true
	t.step(depth, false, g, pos, "read from %s", what)
	n := 0
	for _, s := range t.s.into[m] {
		if !t.match(s.fact) {
			continue
		}
		if n++; n > maxFlows {
			t.step(depth+1, false, nil, flowgraph.Pos{}, "and stored at other places")
			return
		}
		if s.value == nil {
			t.step(depth+1, true, nil, flowgraph.Pos{}, "%s", s.what)
			continue
		}
		t.step(depth+1, false, s.g, s.op.Pos, "%s", s.what)
		t.value(s.value, depth+2, s.g, s.op.Pos)
	}
	if n == 0 {
		t.step(depth+1, true, nil, flowgraph.Pos{}, "it is zero where nothing has been stored yet")
	}
}

// describe is what people call v.
func describe(v flowgraph.Value) string {
	t := ""
	if gt, ok := v.Type().(types.Type); ok {
		t = typeText(gt)
	}
	if x, ok := v.(*flowgraph.Var); ok && x.Name != "" {
		return x.Name + ", a value of type " + t + ","
	}
	if c, ok := v.(*flowgraph.Const); ok {
		return "the constant " + c.String() + " of type " + t
	}
	return "a value of type " + t
}

// A Fact is what is known about a variable, and where that comes from.
type Fact struct {
	Var    string `json:"var"`
	Type   string `json:"type"`
	Text   string `json:"text"`
	Origin []Part `json:"origin"`
}

// A Part is one half of a fact, for example one of the types that a value can have.
type Part struct {
	Title string `json:"title"`
	Steps []Step `json:"steps"`
}

// FactOf tells what is known about a variable of an annotated graph, and why not more. ok is false if there is no such
// variable.
func (p *Program) FactOf(name, variable string) (f Fact, ok bool) {
	g := p.Graph(name, flowgraph.Annotated)
	if g == nil {
		return f, false
	}
	v := findVar(g, variable)
	if v == nil {
		return f, false
	}
	facts := p.Session.Facts
	f = Fact{Var: v.String(), Type: v.Typ.String(), Text: facts.Describe(v), Origin: []Part{}}
	fact := facts.FactOf(v)
	add := func(title string, match func(annotator.Fact) bool) {
		if steps := p.trace(v, match); len(steps) > 0 {
			f.Origin = append(f.Origin, Part{title, steps})
		}
	}
	switch u := v.Typ.(types.Type).Underlying().(type) {
	case *types.Interface, *types.Signature, *types.Pointer, *types.Map:
		if fact.Null {
			add("can be nil", func(a annotator.Fact) bool { return a.Null })
		} else if fact.Some && fact.Set.Len() == 0 {
			add("never nil", func(a annotator.Fact) bool { return a.Full })
		}
		if _, isIface := u.(*types.Interface); isIface {
			list := p.typesOf(v)
			for i, t := range list {
				if i == maxFlows {
					f.Origin = append(f.Origin, Part{Title: fmt.Sprintf("and %d more types", len(list)-i), Steps: []Step{}})
					break
				}
				n := facts.TypeNumber(t)
				add("can be "+typeText(t), func(a annotator.Fact) bool { return n >= 0 && a.Set.Has(n) })
			}
		}
		if _, isFunc := u.(*types.Signature); isFunc {
			for i, h := range facts.Callees(v) {
				if i == maxFlows {
					break
				}
				n := facts.GraphNumber(h)
				add("can be "+h.Name, func(a annotator.Fact) bool { return n >= 0 && a.Set.Has(n) })
			}
		}
	case *types.Basic:
		if u.Info()&(types.IsInteger|types.IsBoolean) != 0 {
			add(fmt.Sprintf("at least %d", fact.Lo), func(a annotator.Fact) bool { return a.Some && a.Lo <= fact.Lo })
			add(fmt.Sprintf("at most %d", fact.Hi), func(a annotator.Fact) bool { return a.Some && a.Hi >= fact.Hi })
		}
	}
	if f.Text == "" {
		f.Text = "nothing is known beyond its type"
	}
	return f, true
}

// findVar returns the variable of g that is called name in the text form, or the first with that name in the source.
func findVar(g *flowgraph.Graph, name string) *flowgraph.Var {
	var first *flowgraph.Var
	for _, b := range g.Blocks {
		look := func(v *flowgraph.Var) *flowgraph.Var {
			if v.String() == name {
				return v
			}
			if first == nil && v.Name == name {
				first = v
			}
			return nil
		}
		for _, a := range b.Args {
			if v := look(a); v != nil {
				return v
			}
		}
		for _, op := range b.Ops {
			for _, r := range op.Results {
				if v := look(r); v != nil {
					return v
				}
			}
		}
	}
	return first
}

// stepsText writes steps as indented lines.
func stepsText(b *strings.Builder, indent string, steps []Step) {
	for _, s := range steps {
		b.WriteString(indent + strings.Repeat("  ", s.Depth))
		if s.Pos != "" {
			b.WriteString(s.Pos + ": ")
		}
		b.WriteString(s.Text + "\n")
	}
}
