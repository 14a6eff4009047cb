package golang

// This file prints the ends of blocks: branches, switches, jumps with their assignments, returns.

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

func (f *function) exits(n *node) {
	switch len(n.edges) {
	case 0:
		return
	case 1:
		f.follow(&n.edges[0])
		return
	case 2:
		if cond, ok := f.condition(n); ok {
			f.branch(n, cond)
			return
		}
	}
	f.choice(n)
}

// condition returns the condition under which the nested edge of n is taken.
func (f *function) condition(n *node) (string, bool) {
	e := &n.edges[n.nested]
	if prim(n.block.Switch.Type()) == lltype.Bool {
		if c, ok := f.plan.value(n.block.Switch).(*flowgraph.Const); ok {
			yes := (c.Val == true) == isTrue(e)
			return strconv.FormatBool(yes), true
		}
		x := f.operand(n.block.Switch)
		if isTrue(e) {
			return x.text, true
		}
		return x.not(), true
	}
	one, sign := e, " == "
	if e.isDefault() {
		one, sign = &n.edges[1-n.nested], " != "
	}
	if len(one.cases) != 1 || one.isDefault() {
		return "", false
	}
	x := f.typed(n.block.Switch)
	return x.paren(precCompare+1) + sign + f.constant(one.cases[0], false).text, true
}

// isTrue reports whether e is taken if the boolean switch is true.
func isTrue(e *edge) bool { return e.cases[0] != nil && e.cases[0].Val == true }

// branch prints an if with the nested edge in braces and the other edge behind it.
func (f *function) branch(n *node, cond string) {
	f.flush()
	f.print("if ", cond, " {")
	f.depth++
	f.follow(&n.edges[n.nested])
	f.depth--
	f.print("}")
	f.follow(&n.edges[1-n.nested])
}

// choice prints a switch with the default behind it.
func (f *function) choice(n *node) {
	x := f.typed(n.block.Switch)
	f.flush()
	f.print("switch ", x.text, " {")
	var last *edge
	for i := range n.edges {
		e := &n.edges[i]
		if e.isDefault() {
			last = e
			continue
		}
		texts := make([]string, len(e.cases))
		for j, c := range e.cases {
			texts[j] = f.constant(c, false).text
		}
		f.print("case ", strings.Join(texts, ", "), ":")
		f.depth++
		f.follow(e)
		f.depth--
	}
	if last != nil {
		for _, fill := range f.fillers(n) {
			f.print("case ", strings.Join(fill, ", "), ":") // does what the default does
		}
	}
	f.print("}")
	if last == nil {
		f.print("for {")
		f.print("}")
		return
	}
	f.follow(last)
}

// The Go compiler makes a table of a switch with tableCases cases or more if at least one of tableWaste entries is a case. It
// counts neighbours that lead to the same place as one.
const (
	tableCases = 8
	tableWaste = 4
	tableMost  = 16 // entries a case may cost; with fewer cases than that, comparing is as fast
)

// fillers returns values to be added to the cases of the switch of n, so that it becomes a table: even ones and odd ones,
// so that no two of them count as one.
func (f *function) fillers(n *node) (fill [][]string) {
	type entry struct {
		value int64
		edge  int
	}
	var cases []entry
	for i := range n.edges {
		if n.edges[i].isDefault() {
			continue
		}
		for _, c := range n.edges[i].cases {
			bits, ok := c.IntBits()
			if !ok {
				return nil
			}
			cases = append(cases, entry{int64(bits), i})
		}
	}
	if len(cases) < 2*tableCases {
		return nil
	}
	slices.SortFunc(cases, func(a, b entry) int { return cmp.Compare(a.value, b.value) })
	low, high := cases[0].value, cases[len(cases)-1].value
	count := int64(1)
	for i, c := range cases[1:] {
		if p := cases[i]; p.edge != c.edge || p.value+1 != c.value {
			count++
		}
	}
	width := high - low + 1
	typ := n.block.Switch.Type()
	if width <= 0 || width > count*tableMost || low < 0 && !prim(typ).IsSigned() {
		return nil
	}
	fill = make([][]string, 2)
	next := 0
	for v := low; v < high && (count < tableCases || count*tableWaste < width); v++ {
		if v == cases[next].value {
			next++
			continue
		}
		fill[v&1] = append(fill[v&1], f.constant(&flowgraph.Const{Typ: typ, Val: v}, false).text)
		count++
	}
	return slices.DeleteFunc(fill, func(list []string) bool { return len(list) == 0 })
}

// follow prints what happens along e: assignments, and then the jump, the return or the target itself.
func (f *function) follow(e *edge) {
	l := e.link
	if e.to == nil {
		f.giveBack()
		texts := make([]string, len(l.Args))
		for i, a := range l.Args {
			texts[i] = f.operand(a).text
		}
		if len(texts) == 0 {
			f.print("return")
		} else {
			f.print("return ", strings.Join(texts, ", "))
		}
		return
	}
	var to, from []string
	for _, i := range f.plan.live(l.Target) {
		target := l.Target.Args[i]
		if f.plan.value(l.Args[i]) == flowgraph.Value(target) {
			continue
		}
		f.isOuter(target)
		to = append(to, f.name(target))
		from = append(from, f.operand(l.Args[i]).text)
	}
	if len(to) > 0 {
		f.print(strings.Join(to, ", "), " = ", strings.Join(from, ", "))
	}
	if e.to.inline() {
		f.node(e.to)
		return
	}
	f.jump(e.to)
}

// jump goes to the start of a region.
func (f *function) jump(t *node) {
	start := len(f.out)
	t.gotos++
	f.print("goto L", strconv.Itoa(t.order))
	base := 2
	if f.depth <= base {
		f.tail = tail{to: t, start: start}
	}
}

// giveBack returns the side stack to where it was.
func (f *function) giveBack() {
	if f.frame {
		f.gaveBack = true
		f.print("SideTop = frame")
	}
}
