package inspect

// This file answers "why?" about a function: why it is alive, how its calls are made, what was inlined, what allocates,
// which checks stayed. Decisions of passes were recorded by those passes; allocations and checks are read off the graph
// that the backend gets, and traced back to the operations of the source they come from.

import (
	"fmt"
	"go/types"
	"io"
	"sort"
	"strconv"
	"strings"

	"rgo/annotator"
	"rgo/flowgraph"
	"rgo/rtyper/lltype"
	"rgo/translator"
)

// The topics of answers.
const (
	topicAlive  = "alive"
	topicCall   = "call"
	topicInline = "inline"
	topicAlloc  = "alloc"
	topicCheck  = "check"
)

// An Answer is one sentence about a place of a function.
type Answer struct {
	Topic string `json:"topic"`
	Pos   string `json:"pos,omitempty"` // in the function's own source
	Line  int    `json:"line,omitempty"`
	Col   int    `json:"col,omitempty"`
	At    string `json:"at,omitempty"` // in the source of an inlined function, if it is there
	Cost  bool   `json:"cost"`         // it costs something when the program runs
	Text  string `json:"text"`
	Notes []Step `json:"notes"`
}

// Why answers all questions about the function called name; line, if not 0, is the line of it that is asked about.
func (p *Program) Why(name string, line int) []Answer {
	list := p.alive(name)
	var rest []Answer
	rest = append(rest, p.decided(name)...)
	rest = append(rest, p.allocations(name)...)
	rest = append(rest, p.checks(name)...)
	sort.SliceStable(rest, func(i, j int) bool {
		a, b := rest[i], rest[j]
		if a.Line != b.Line {
			return a.Line < b.Line
		}
		return a.Col < b.Col
	})
	if line == 0 {
		return append(list, rest...)
	}
	out := []Answer{}
	for _, a := range rest {
		if a.Line == line {
			out = append(out, a)
		}
	}
	return out
}

func answer(topic string, pos flowgraph.Pos, cost bool, format string, args ...any) Answer {
	a := Answer{Topic: topic, Cost: cost, Text: fmt.Sprintf(format, args...), Notes: []Step{}}
	own := pos.Own()
	if own.Line != 0 {
		a.Pos, a.Line, a.Col = own.String(), own.Line, own.Col
	}
	if pos.In != nil && pos.Line != 0 {
		a.At = pos.String()
		a.Text += " (at " + a.At + " in " + pos.In.Callee + ", inlined here)"
	}
	return a
}

// alive tells who keeps the function: the shortest chain of calls from the program's entry.
func (p *Program) alive(name string) []Answer {
	g := p.Graph(name, flowgraph.Annotated)
	if g == nil {
		a := answer(topicAlive, flowgraph.Pos{}, false, "%s was made by the translator, not by the source", name)
		for st := flowgraph.Rtyped; st <= p.Stage; st++ {
			if g := p.Graph(name, st); g != nil && g.Doc != "" {
				a.Text += ": " + g.Doc
				break
			}
		}
		return []Answer{a}
	}
	a := answer(topicAlive, g.Pos, false, "%s is alive: ", name)
	chain := p.chain(name)
	switch {
	case len(chain) == 0:
		a.Text += "it is the entry of the program, or the runtime needs it"
	default:
		a.Text += fmt.Sprintf("%d calls lead to it from %s", len(chain), chain[0].from)
		if len(chain) == 1 {
			a.Text = fmt.Sprintf("%s is alive: %s %s", name, chain[0].from, chain[0].how)
		}
		for i, s := range chain {
			a.Notes = append(a.Notes, Step{Text: fmt.Sprintf("%s: %s %s", s.to, s.from, s.how), Pos: posText(s.pos), In: s.from, End: i == len(chain)-1})
		}
	}
	list := []Answer{a}
	if _, text := p.instead(name); text != "" {
		list = append(list, answer(topicInline, g.Pos, false, "no code of its own is left: it %s", text))
	} else if p.Stage >= flowgraph.Optimized && p.Graph(name, p.Stage) == nil {
		list = append(list, answer(topicInline, g.Pos, false, "no code of its own is left: every call of it has been inlined, or has been found never to happen"))
	}
	return list
}

// instead returns the function that runs instead of the one called name, and a text that says so, or "" if there is none.
func (p *Program) instead(name string) (other, text string) {
	for _, d := range p.Session.Prog.Decisions.About(name) {
		if d.Question == flowgraph.AskBody {
			return d.Callee, d.Text
		}
	}
	return "", ""
}

func posText(p flowgraph.Pos) string {
	if p.Line == 0 {
		return ""
	}
	return p.String()
}

// chain returns the sites of a shortest way from a root to the function.
func (p *Program) chain(name string) []callSite {
	roots := map[string]bool{p.Session.Prog.Entry.Name: true}
	for _, g := range p.Session.Prog.Roots {
		roots[g.Name] = true
	}
	came := map[string]callSite{}
	seen := map[string]bool{name: true}
	queue := []string{name}
	for len(queue) > 0 {
		n := queue[0]
		queue = queue[1:]
		if roots[n] || len(p.calls.in[n]) == 0 {
			var list []callSite
			for n != name {
				s := came[n]
				list = append(list, s)
				n = s.to
			}
			return list
		}
		for _, s := range p.calls.in[n] {
			if !seen[s.from] {
				seen[s.from] = true
				came[s.from] = s
				queue = append(queue, s.from)
			}
		}
	}
	return nil
}

// decided returns what passes recorded about calls of the function, with the types behind interfaces.
func (p *Program) decided(name string) []Answer {
	var list []Answer
	said := map[string]bool{}
	all := p.Session.Prog.Decisions.About(name)
	// Several passes inline; of a call that stays, the first refusal is the one that counts.
	type call struct {
		pos    flowgraph.Pos
		callee string
	}
	inlined := map[call]bool{}
	for _, d := range all {
		inlined[call{d.Pos, d.Callee}] = inlined[call{d.Pos, d.Callee}] || d.Question == flowgraph.AskInline && d.Done
	}
	refused := map[call]bool{}
	for _, d := range all {
		if d.Question == flowgraph.AskCheck || d.Question == flowgraph.AskBody {
			continue
		}
		if c := (call{d.Pos, d.Callee}); d.Question == flowgraph.AskInline && !d.Done {
			if refused[c] || inlined[c] {
				continue
			}
			refused[c] = true
		}
		a := answer(string(d.Question), d.Pos, !d.Done, "%s", d.Text)
		if d.Question == flowgraph.AskInline && (d.Pos.In != nil && !d.Done || checkOf(d.Callee) != "") {
			continue // calls that came with an inlined function are its business, and checks have answers of their own
		}
		if strings.HasPrefix(d.Callee, "rgo/runtime/gc/") {
			continue // part of an allocation
		}
		if key := a.Pos + a.Text; said[key] {
			continue
		} else {
			said[key] = true
		}
		if d.Question == flowgraph.AskCall && d.Callee == "" { // several callees
			a.Notes = p.typesAt(name, d.Pos)
		}
		list = append(list, a)
	}
	return list
}

// typesAt traces the dynamic types of the interface that is called at pos, one line each.
func (p *Program) typesAt(name string, pos flowgraph.Pos) []Step {
	steps := []Step{}
	g := p.Graph(name, flowgraph.Annotated)
	if g == nil {
		return steps
	}
	facts := p.Session.Facts
	for _, b := range g.Blocks {
		for _, op := range b.Ops {
			if op.Kind != flowgraph.OpInvoke || op.Pos != pos {
				continue
			}
			list := p.typesOf(op.Args[0])
			for i, t := range list {
				if i == 2*maxFlows {
					steps = append(steps, Step{Text: fmt.Sprintf("and %d more types", len(list)-i)})
					break
				}
				n := facts.TypeNumber(t)
				step := Step{Text: typeText(t)}
				for _, s := range p.trace(op.Args[0], func(a annotator.Fact) bool { return n >= 0 && a.Set.Has(n) }) {
					if s.End {
						step.Text += ": " + s.Text
						step.Pos, step.In = s.Pos, s.In
						break
					}
				}
				steps = append(steps, step)
			}
			return steps
		}
	}
	return steps
}

// final returns the graph of the function in which allocations and checks are still operations of their own.
func (p *Program) final(name string) *flowgraph.Graph {
	if other, _ := p.instead(name); other != "" {
		name = other
	}
	for st := min(p.Stage, flowgraph.Optimized); st >= flowgraph.Rtyped; st-- {
		if g := p.Graph(name, st); g != nil {
			return g
		}
	}
	return nil
}

// allocations tells about every allocation that is left, and about those of the source that are gone.
func (p *Program) allocations(name string) []Answer {
	g := p.final(name)
	if g == nil {
		return nil
	}
	var list []Answer
	left := map[flowgraph.Pos]bool{}
	loops := loopBlocks(g)
	frame := p.inFrame(name)
	for _, b := range g.Blocks {
		for _, op := range b.Ops {
			if op.Kind != flowgraph.OpAlloc && op.Kind != flowgraph.OpAllocArray {
				continue
			}
			left[bare(op.Pos)] = true
			if frame[op.Pos] {
				list = append(list, answer(topicAlloc, op.Pos, false, "does not allocate: nothing refers to the object when the call ends, so it is in its frame"))
				continue
			}
			layout := op.Aux.(*lltype.Layout)
			size := fmt.Sprintf("%d bytes", layout.Size)
			if op.Kind == flowgraph.OpAllocArray {
				size = "an array"
			}
			a := answer(topicAlloc, op.Pos, true, "allocates %s (%s): %s", layout.Name, size, p.reason(name, op))
			if loops[b.ID] {
				a.Notes = append(a.Notes, Step{Text: "inside of a loop"})
			}
			a.Notes = append(a.Notes, escapes(g, op.Results[0])...)
			list = append(list, a)
		}
	}
	if flow := p.Graph(name, flowgraph.Annotated); flow != nil {
		for _, b := range flow.Blocks {
			for _, op := range b.Ops {
				if op.Kind.Has(flowgraph.Allocs) && op.Pos.Line != 0 && !left[bare(op.Pos)] {
					list = append(list, answer(topicAlloc, op.Pos, false, "does not allocate: %s", noAllocation(op)))
				}
			}
		}
	}
	return list
}

// inFrame returns where a function makes objects in the frame of its call.
func (p *Program) inFrame(name string) map[flowgraph.Pos]bool {
	found := map[flowgraph.Pos]bool{}
	if g := p.Graph(name, flowgraph.Lowered); g != nil {
		for _, b := range g.Blocks {
			for _, op := range b.Ops {
				if op.Kind == flowgraph.OpStackSpace {
					found[op.Pos] = true
				}
			}
		}
	}
	return found
}

// bare is pos without the calls it was inlined by.
func bare(pos flowgraph.Pos) flowgraph.Pos {
	pos.In = nil
	return pos
}

// noAllocation says why op, which may allocate, does not.
func noAllocation(op *flowgraph.Op) string {
	if op.Kind == flowgraph.OpMakeIface {
		t := op.Args[0].Type().(types.Type)
		if _, ok := t.Underlying().(*types.Pointer); ok {
			return typeText(t) + " is a pointer, and an interface is one word that points to the object itself"
		}
		if _, ok := op.Args[0].(*flowgraph.Const); ok {
			return "the value is constant, and its box is static data"
		}
		return "the box of " + typeText(t) + " is static data, or not needed, as for numbers that stand in the word"
	}
	if t, ok := op.Aux.(types.Type); ok && op.Kind == flowgraph.OpNew && flowgraph.NumLeaves(t) == 0 {
		return "objects of size 0 are all the same one"
	}
	if op.Kind == flowgraph.OpMakeClosure && len(op.Args) == 0 {
		return "a closure that captures nothing is static data"
	}
	return "a pass has removed it, or the code that it was in"
}

// reason says which operation of the source allocates, and why.
func (p *Program) reason(name string, low *flowgraph.Op) string {
	from := name
	if low.Pos.In != nil {
		from = low.Pos.In.Callee
	}
	g := p.Graph(from, flowgraph.Annotated)
	if g == nil {
		return "code of the translator"
	}
	for _, b := range g.Blocks {
		for _, op := range b.Ops {
			if bare(op.Pos) != bare(low.Pos) || !op.Kind.Has(flowgraph.Allocs) && !op.Kind.Has(flowgraph.Calls) {
				continue
			}
			switch op.Kind {
			case flowgraph.OpNew:
				return "a new " + typeText(op.Aux.(types.Type)) + " whose address is used"
			case flowgraph.OpMakeSlice:
				return "make of a slice"
			case flowgraph.OpMakeClosure:
				return "a closure that captures " + strconv.Itoa(len(op.Args)) + " variables"
			case flowgraph.OpMakeIface:
				t := op.Args[0].Type().(types.Type)
				if _, ok := t.Underlying().(*types.Pointer); ok {
					return typeText(t) + " is boxed in an interface, since some pointers of this type lead into objects"
				}
				if y, ok := low.Aux.(*lltype.Layout); ok && y.Immediate {
					return "a " + typeText(t) + " is put in an interface, whose one word has no room for the tag and all numbers: only those that do not fit get a box"
				}
				return "a " + typeText(t) + " is put in an interface, which is one word, so it needs a box"
			}
		}
	}
	return "made by the translator for this line"
}

// escapes tells where the object v goes: what keeps it alive outside of the function.
func escapes(g *flowgraph.Graph, v *flowgraph.Var) []Step {
	const most = 4
	steps := []Step{}
	is := map[*flowgraph.Var]bool{v: true}
	work := []*flowgraph.Var{v}
	add := func(pos flowgraph.Pos, format string, args ...any) {
		if len(steps) < most {
			steps = append(steps, Step{Text: fmt.Sprintf(format, args...), Pos: posText(pos)})
		}
	}
	holds := func(x flowgraph.Value) bool {
		y, ok := x.(*flowgraph.Var)
		return ok && is[y]
	}
	// First everything that is v, then what happens to it.
	for len(work) > 0 {
		work = work[1:]
		for _, b := range g.Blocks {
			for _, l := range b.Exits {
				for i, a := range l.Args {
					if holds(a) && !is[l.Target.Args[i]] && l.Target != g.Return {
						is[l.Target.Args[i]] = true
						work = append(work, l.Target.Args[i])
					}
				}
			}
			for _, op := range b.Ops {
				if op.Kind != flowgraph.OpSelect && op.Kind != flowgraph.OpCastPtr {
					continue
				}
				for _, a := range op.Args {
					if holds(a) && !is[op.Results[0]] {
						is[op.Results[0]] = true
						work = append(work, op.Results[0])
					}
				}
			}
		}
	}
	for _, b := range g.Blocks {
		for _, op := range b.Ops {
			for i, a := range op.Args {
				if !holds(a) {
					continue
				}
				switch {
				case op.Kind == flowgraph.OpMemStore && i == 1:
					add(op.Pos, "it is stored in memory")
				case op.Kind == flowgraph.OpCall || op.Kind == flowgraph.OpTry:
					add(op.Pos, "it is passed to %s", op.Aux.(*flowgraph.Graph).Name)
				case op.Kind == flowgraph.OpCallCode:
					add(op.Pos, "it is passed to a function called through its address")
				}
			}
		}
		for _, l := range b.Exits {
			for _, a := range l.Args {
				if l.Target == g.Return && holds(a) {
					add(b.Pos, "it is returned")
				}
			}
		}
	}
	if len(steps) == 0 {
		steps = append(steps, Step{Text: "nothing outside of the function gets hold of it, but the optimizer did not keep it in variables"})
	}
	return steps
}

// panicChecks are the functions that a failed check calls, and what the check is.
var panicChecks = [...]struct{ prefix, what string }{
	{"runtime.PanicNil", "nil check"},
	{"runtime.PanicIndex", "bounds check"},
	{"runtime.PanicSlice", "bounds check"},
	{"runtime.PanicDivide", "division check"},
	{"runtime.PanicAssert", "type check"},
	{"runtime.PanicMakeSlice", "length check"},
	{"runtime.PanicStackOverflow", "stack check"},
}

// checks tells about the checks that are left in the final graph, with what the rtyper recorded when it made them, and
// about those that it did not make or that are gone.
func (p *Program) checks(name string) []Answer {
	g := p.final(name)
	if g == nil {
		return nil
	}
	decisions := p.Session.Prog.Decisions
	recorded := map[flowgraph.Pos]bool{}
	var list []Answer
	said := map[string]bool{}
	for _, b := range g.Blocks {
		if b.Switch == nil {
			continue
		}
		for _, l := range b.Exits {
			what := checkBehind(l.Target)
			if what == "" {
				continue
			}
			text := what + " stays"
			from := name
			if b.Pos.In != nil {
				from = b.Pos.In.Callee
			}
			for _, d := range decisions.About(from) {
				if d.Question == flowgraph.AskCheck && !d.Done && bare(d.Pos) == bare(b.Pos) && strings.HasPrefix(d.Text, what) {
					text = d.Text
				}
			}
			recorded[bare(b.Pos)] = true
			if a := answer(topicCheck, b.Pos, true, "%s", text); !said[a.Pos+a.Text] {
				said[a.Pos+a.Text] = true
				if what == "nil check" {
					a.Notes = p.nilFrom(from, b.Pos)
				}
				list = append(list, a)
			}
		}
	}
	for _, d := range decisions.About(name) {
		if d.Question != flowgraph.AskCheck || d.Pos.Line == 0 {
			continue
		}
		text := d.Text
		if !d.Done {
			if recorded[bare(d.Pos)] {
				continue
			}
			text = strings.Replace(text, " stays: ", " was made (", 1) + "), and the optimizer has removed it"
		}
		if a := answer(topicCheck, d.Pos, false, "%s", text); !said[a.Pos+a.Text] {
			said[a.Pos+a.Text] = true
			list = append(list, a)
		}
	}
	return list
}

// checkBehind returns which check it is that fails into b, or "".
func checkBehind(b *flowgraph.Block) string {
	for _, op := range b.Ops {
		if h, ok := op.Aux.(*flowgraph.Graph); ok && op.Kind == flowgraph.OpCall {
			if what := checkOf(h.Name); what != "" {
				return what
			}
		}
	}
	return ""
}

// checkOf returns the check whose failure the function called name reports, or "".
func checkOf(name string) string {
	for _, c := range panicChecks {
		if strings.HasPrefix(name, c.prefix) {
			return c.what
		}
	}
	return ""
}

// nilFrom tells where a nil comes from that the check at pos of the function called name is for.
func (p *Program) nilFrom(name string, pos flowgraph.Pos) []Step {
	steps := []Step{}
	g := p.Graph(name, flowgraph.Annotated)
	if g == nil {
		return steps
	}
	for _, b := range g.Blocks {
		for _, op := range b.Ops {
			if bare(op.Pos) != bare(pos) || len(op.Args) == 0 || !op.Kind.Has(flowgraph.Panics) {
				continue
			}
			for _, s := range p.trace(op.Args[0], func(a annotator.Fact) bool { return a.Null }) {
				if s.End && len(steps) < maxNils {
					s.Depth, s.Text = 0, "nil can come from here: "+s.Text
					steps = append(steps, s)
				}
			}
			return steps
		}
	}
	return steps
}

// maxNils is how many origins of a nil an answer names.
const maxNils = 3

// SplitLine takes FUNC or FUNC:LINE apart; line is 0 if there is none.
func SplitLine(what string) (name string, line int, err error) {
	i := strings.LastIndexByte(what, ':')
	if i < 0 {
		return what, 0, nil
	}
	line, err = strconv.Atoi(what[i+1:])
	if err != nil || line < 1 {
		return "", 0, &translator.UsageError{Text: fmt.Sprintf("%q is no line: name FUNC or FUNC:LINE", what[i+1:])}
	}
	return what[:i], line, nil
}

// WriteWhy writes the answers about a function, or about one of its lines, as text; without all, only what costs
// something.
func (p *Program) WriteWhy(w io.Writer, name string, line int, all bool) error {
	full, err := p.FindAny(name)
	if err != nil {
		return err
	}
	var b strings.Builder
	hidden := 0
	for _, a := range p.Why(full, line) {
		if !all && !a.Cost && a.Topic != topicAlive {
			hidden++
			continue
		}
		if a.Pos != "" {
			b.WriteString(a.Pos + ": ")
		}
		b.WriteString(a.Text + "\n")
		stepsText(&b, "\t", a.Notes)
	}
	switch {
	case b.Len() == 0 && hidden == 0 && line != 0:
		fmt.Fprintf(&b, "nothing was decided about line %d of %s\n", line, full)
	case hidden > 0:
		fmt.Fprintf(&b, "%d more answers about what costs nothing: --all\n", hidden)
	}
	_, err = io.WriteString(w, b.String())
	return err
}
