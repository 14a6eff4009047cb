package golang

// This file prints one graph as a Go function: its frame, its variables and its regions.

import (
	"sort"
	"strconv"
	"strings"

	"rgo/flowgraph"
)

// maxExpression is the length from which an expression gets a variable of its own.
const maxExpression = 110

// A function is a graph being printed.
type function struct {
	program *program
	plan    *plan
	graph   *flowgraph.Graph

	out      []byte
	depth    int
	pending  map[int]expr // by Var.ID: expressions that stand where their value is used
	loads    []int        // those of pending that read memory
	reads    bool         // an operand taken since this was last cleared reads memory
	temps    int
	names    map[int]string
	outer    map[int]*flowgraph.Var // variables declared at the top
	tail     tail
	line     flowgraph.Pos
	here     bool             // stack_check needs a variable to take the address of
	code     bool             // calls through an address: see callCode
	roots    bool             // has slots on the shadow stack
	frame    bool             // has raw memory on the side stack
	gaveBack bool             // and returns
	mayFall  bool             // the statement printed last can be followed by another one
	idle     bool             // never ran in a profile
	block    *flowgraph.Block // at hand
}

// A tail is a jump at the end of a region, which can be left out if its target comes next.
type tail struct {
	to    *node
	start int // of the statement in out
}

func (g *program) printFunction(graph *flowgraph.Graph) []byte {
	f := &function{program: g, graph: graph, plan: newPlan(graph), pending: map[int]expr{}, names: map[int]string{},
		outer: map[int]*flowgraph.Var{}, idle: graph.Idle()}
	var regions []*node
	for _, n := range f.plan.nodes {
		if n.root == n {
			regions = append(regions, n)
		}
	}
	base := 1
	if len(regions) > 1 {
		base = 2
	}
	bodies := make([][]byte, len(regions))
	for i, n := range regions {
		f.out, f.tail = nil, tail{}
		f.depth = base
		f.node(n)
		if t := f.tail.to; t != nil && f.tail.start >= 0 && i+1 < len(regions) && regions[i+1] == t {
			f.out = f.out[:f.tail.start]
			t.gotos--
		}
		bodies[i] = f.out
	}
	return f.assemble(regions, bodies)
}

// assemble puts the parts of the function together.
func (f *function) assemble(regions []*node, bodies [][]byte) []byte {
	var b []byte
	text := func(parts ...string) {
		for _, s := range parts {
			b = append(b, s...)
		}
	}
	g := f.graph
	if o := f.program.options; o.Lines != NoLines || o.EmitGo != "" || o.Keep { // for people: a line number is no reason to compile a part again
		text("// ", f.program.names[g], " is ", oneLine(g.Name))
		if g.Pos.Line != 0 {
			text(" at ", g.Pos.String())
		}
		text(".\n")
	}
	if g.Attr&(flowgraph.Cold|flowgraph.NoInline) != 0 {
		text("//\n//go:noinline\n")
	}
	if f.program.options.Lines == LineDirectives && g.Pos.Line != 0 {
		text("//line ", g.Pos.File, ":", strconv.Itoa(g.Pos.Line), "\n") // its prologue is no part of the function before it
	}
	text("func ", f.program.names[g], f.signature(), " {\n")
	f.declare(text)
	if f.frame && f.gaveBack {
		text("\tframe := SideTop\n")
	}
	for i, n := range regions {
		if n.gotos > 0 {
			text("L", strconv.Itoa(n.order), ":\n")
		}
		if len(regions) > 1 {
			text("\t{\n")
		}
		b = append(b, bodies[i]...)
		if len(regions) > 1 {
			text("\t}\n")
		}
	}
	text("}\n\n")
	return b
}

// signature returns parameters and results of the function.
func (f *function) signature() string {
	var b strings.Builder
	b.WriteByte('(')
	for i, v := range f.graph.Start.Args {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(f.name(v))
		if i+1 == len(f.graph.Start.Args) || goType(f.graph.Start.Args[i+1].Typ) != goType(v.Typ) {
			b.WriteByte(' ')
			b.WriteString(goType(v.Typ))
		}
	}
	b.WriteByte(')')
	b.WriteString(resultList(varTypes(f.graph.Return.Args)))
	return b.String()
}

func varTypes(vars []*flowgraph.Var) []flowgraph.Type {
	out := make([]flowgraph.Type, len(vars))
	for i, v := range vars {
		out[i] = v.Typ
	}
	return out
}

// resultList returns the results of a function type, with a space in front.
func resultList(types []flowgraph.Type) string {
	switch len(types) {
	case 0:
		return ""
	case 1:
		return " " + goType(types[0])
	}
	return " (" + typeList(types) + ")"
}

func typeList(types []flowgraph.Type) string {
	names := make([]string, len(types))
	for i, t := range types {
		names[i] = goType(t)
	}
	return strings.Join(names, ", ")
}

// declare prints the variables that live in several regions, by type.
func (f *function) declare(text func(...string)) {
	byType := map[string][]int{}
	var types []string
	for id, v := range f.outer {
		t := goType(v.Typ)
		if byType[t] == nil {
			types = append(types, t)
		}
		byType[t] = append(byType[t], id)
	}
	sort.Strings(types)
	for _, t := range types {
		ids := byType[t]
		sort.Ints(ids)
		width := 0
		for i, id := range ids {
			name := f.name(f.outer[id])
			switch {
			case i == 0:
				text("\tvar ", name)
			case width > 100:
				text(" ", t, "\n\tvar ", name)
				width = 0
			default:
				text(", ", name)
			}
			width += len(name) + 2
		}
		text(" ", t, "\n")
	}
	if f.here {
		text("\tvar here byte\n")
	}
	if f.code {
		text("\tvar code Pointer\n")
	}
	if f.roots {
		text("\tvar roots uintptr\n")
	}
}

// name returns the Go name of v: letters of the source name and the number.
func (f *function) name(v *flowgraph.Var) string {
	if n, ok := f.names[v.ID]; ok {
		return n
	}
	n := localName(v)
	f.names[v.ID] = n
	return n
}

// node prints the operations of n and where it goes from there.
func (f *function) node(n *node) {
	f.mayFall = true
	f.block = n.block
	for _, op := range n.block.Ops {
		if f.plan.printed(op) {
			f.operation(n, op)
		}
	}
	f.position(n.block.Pos)
	f.exits(n)
}

// print writes a line made of parts.
func (f *function) print(parts ...string) {
	for range f.depth {
		f.out = append(f.out, '\t')
	}
	for _, s := range parts {
		f.out = append(f.out, s...)
	}
	f.out = append(f.out, '\n')
	f.tail.start = -1
}

// position notes the source line of what follows.
func (f *function) position(p flowgraph.Pos) {
	if f.program.options.Lines == NoLines || p.Line == 0 || p.Line == f.line.Line && p.File == f.line.File {
		return
	}
	f.line = p
	if f.program.options.Lines == LineDirectives {
		f.out = append(f.out, "//line "+p.File+":"+strconv.Itoa(p.Line)+"\n"...)
		return
	}
	f.print("// ", p.File, ":", strconv.Itoa(p.Line))
}

// operand returns the expression for v and uses it up.
func (f *function) operand(v flowgraph.Value) expr { return f.take(v, false) }

// typed is operand for places that do not give a constant its type.
func (f *function) typed(v flowgraph.Value) expr { return f.take(v, true) }

func (f *function) take(v flowgraph.Value, typed bool) expr {
	switch v := f.plan.value(v).(type) {
	case *flowgraph.Const:
		return f.constant(v, typed)
	case *flowgraph.Var:
		if e, ok := f.pending[v.ID]; ok {
			delete(f.pending, v.ID)
			for i, id := range f.loads {
				if id == v.ID {
					f.loads = append(f.loads[:i], f.loads[i+1:]...)
					f.reads = true
					break
				}
			}
			return e
		}
		if d := &f.plan.vars[v.ID]; d.again {
			return f.computeAgain(d.op)
		}
		return primary(f.name(v))
	}
	panic("unknown kind of value")
}

// simple returns v as a name or constant, for templates that mention it more than once.
func (f *function) simple(v flowgraph.Value) string {
	e := f.operand(v)
	if e.constant || isName(e.text) {
		return e.paren(precPrimary)
	}
	t := f.temp()
	f.print(t, " := ", e.text)
	return t
}

// variable returns v as the name of a variable, also if it is a constant.
func (f *function) variable(v flowgraph.Value) string {
	e := f.typed(v)
	if isName(e.text) && !e.constant {
		return e.text
	}
	t := f.temp()
	f.print(t, " := ", e.text)
	return t
}

func isName(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c != '_' && (c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') {
			return false
		}
	}
	return true
}

// temp returns the name of a new variable.
func (f *function) temp() string {
	f.temps++
	return "t_" + strconv.Itoa(f.temps)
}

// flush gives a variable to every pending expression that reads memory, because memory is about to change.
func (f *function) flush() {
	if len(f.loads) == 0 {
		return
	}
	ids := f.loads
	f.loads = nil
	sort.Ints(ids)
	for _, id := range ids {
		e := f.pending[id]
		delete(f.pending, id)
		f.print(f.names[id], " := ", e.text)
	}
}

// set gives v the value e: at once, or where it is used if that is the same.
func (f *function) set(n *node, v *flowgraph.Var, e expr, reads bool) {
	d := &f.plan.vars[v.ID]
	if d.uses == 0 {
		return
	}
	near := !d.far && !d.merges && len(e.text) < maxExpression
	if d.uses == 1 && near && d.user != nil && (d.user == n || !reads && d.user.root == n.root) {
		f.name(v)
		f.pending[v.ID] = e
		if reads {
			f.loads = append(f.loads, v.ID)
		}
		return
	}
	f.assign(v, e)
}

// assign prints the statement that gives v its value.
func (f *function) assign(v *flowgraph.Var, e expr) {
	if f.isOuter(v) {
		f.print(f.name(v), " = ", e.text)
		return
	}
	if e.constant {
		e.text = goType(v.Typ) + "(" + e.text + ")"
	}
	f.print(f.name(v), " := ", e.text)
}

// isOuter reports whether v is declared at the top of the function, and sees to it that it is.
func (f *function) isOuter(v *flowgraph.Var) bool {
	d := &f.plan.vars[v.ID]
	if !d.far && !d.merges {
		return false
	}
	if d.op == nil && d.home.block == f.graph.Start {
		return true // a parameter
	}
	f.outer[v.ID] = v
	return true
}

// results prints a call and gives its results to vars.
func (f *function) results(vars []*flowgraph.Var, call string) {
	used, outer := 0, 0
	for _, v := range vars {
		if f.plan.vars[v.ID].uses > 0 {
			used++
			if f.isOuter(v) {
				outer++
			}
		}
	}
	if used == 0 {
		f.print(call)
		return
	}
	names := make([]string, len(vars))
	for i, v := range vars {
		names[i] = "_"
		if f.plan.vars[v.ID].uses > 0 {
			names[i] = f.name(v)
			if outer > 0 && !f.isOuter(v) {
				f.print("var ", names[i], " ", goType(v.Typ))
			}
		}
	}
	sign := " := "
	if outer > 0 {
		sign = " = "
	}
	f.print(strings.Join(names, ", "), sign, call)
}

func oneLine(s string) string { return strings.ReplaceAll(s, "\n", " ") }
