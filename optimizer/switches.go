package optimizer

// This file turns chains of comparisons of one variable with constants into one switch:
//
//	b1(x): if x == 1 -> A else -> b2(x)        b1(x): switch x: 1 -> A, 2 -> B, default -> C
//	b2(y): if y == 2 -> B else -> C
//
// where b2 does nothing but compare. Type switches are such chains after the rtyper: comparisons of a type id.

import (
	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

// Switches reports whether it changed g.
func Switches(g *flowgraph.Graph) bool {
	changed := false
	for _, b := range g.Blocks {
		for extendSwitch(g, b) {
			changed = true
		}
	}
	if changed {
		g.Relink()
		RemoveDead(g)
		g.Relink()
	}
	return changed
}

// comparison describes a block that ends in a branch on "x == constant".
type comparison struct {
	x         flowgraph.Value
	value     *flowgraph.Const
	same, not *flowgraph.Link
}

// compares returns the comparison that b branches on.
func compares(b *flowgraph.Block) (c comparison, ok bool) {
	v, isVar := b.Switch.(*flowgraph.Var)
	if !isVar || v.Typ != flowgraph.Type(lltype.Bool) || len(b.Exits) != 2 {
		return c, false
	}
	for _, op := range b.Ops {
		if len(op.Results) != 1 || op.Results[0] != v {
			continue
		}
		if op.Kind != flowgraph.OpIntEq && op.Kind != flowgraph.OpIntNe {
			return c, false
		}
		k, isConst := op.Args[1].(*flowgraph.Const)
		c.x, c.value = op.Args[0], k
		if !isConst {
			k, isConst = op.Args[0].(*flowgraph.Const)
			c.x, c.value = op.Args[1], k
		}
		p, _ := flowgraph.PrimOf(c.x.Type())
		if _, xConst := c.x.(*flowgraph.Const); !isConst || xConst || !p.IsInt() {
			return c, false
		}
		c.same, c.not = b.Exits[0], b.Exits[1]
		if op.Kind == flowgraph.OpIntNe {
			c.same, c.not = c.not, c.same
		}
		return c, true
	}
	return c, false
}

// extendSwitch merges the next comparison of the chain into b.
func extendSwitch(g *flowgraph.Graph, b *flowgraph.Block) bool {
	var x flowgraph.Value
	var cases []*flowgraph.Link
	var last *flowgraph.Link
	if first, ok := compares(b); ok {
		x, last = first.x, first.not
		l := *first.same
		l.Case = &flowgraph.Const{Typ: x.Type(), Val: first.value.Val}
		cases = []*flowgraph.Link{&l}
	} else if v, ok := b.Switch.(*flowgraph.Var); ok && v.Typ != flowgraph.Type(lltype.Bool) {
		x, last = v, b.Exits[len(b.Exits)-1]
		cases = b.Exits[:len(b.Exits)-1]
	} else {
		return false
	}
	t := last.Target
	if t == g.Return || t == b || t == g.Start || len(t.Ops) == 0 {
		return false
	}
	next, ok := nextComparison(t, last, x)
	if !ok {
		return false
	}
	value := func(v flowgraph.Value) flowgraph.Value {
		for i, a := range t.Args {
			if v == flowgraph.Value(a) {
				return last.Args[i]
			}
		}
		return v
	}
	through := func(l *flowgraph.Link) *flowgraph.Link {
		n := &flowgraph.Link{Target: l.Target, Weight: l.Weight}
		for _, a := range l.Args {
			n.Args = append(n.Args, value(a))
		}
		return n
	}
	exits := append([]*flowgraph.Link(nil), cases...)
	sum := uint64(next.same.Weight) + uint64(next.not.Weight)
	share := func(l *flowgraph.Link) *flowgraph.Link {
		n := through(l)
		switch {
		case last.Weight > 0 && sum > 0:
			n.Weight = uint32(max(1, uint64(last.Weight)*uint64(l.Weight)/sum))
		case last.Weight > 0:
			n.Weight = max(1, last.Weight/2)
		}
		return n
	}
	n, _ := next.value.IntBits()
	known := false
	for _, l := range cases {
		if k, _ := l.Case.IntBits(); k == n {
			known = true
		}
	}
	if !known {
		l := share(next.same)
		l.Case = &flowgraph.Const{Typ: x.Type(), Val: next.value.Val}
		exits = append(exits, l)
	}
	b.Exits = append(exits, share(next.not))
	b.Switch = x
	return true
}

// nextComparison checks that block t, reached by link from the chain, only compares the same value with a constant.
func nextComparison(t *flowgraph.Block, link *flowgraph.Link, x flowgraph.Value) (comparison, bool) {
	c, ok := compares(t)
	if !ok || len(t.Ops) != 1 {
		return c, false
	}
	v, ok := c.x.(*flowgraph.Var)
	if !ok {
		return c, false
	}
	for i, a := range t.Args {
		if a == v {
			if link.Args[i] != x {
				return c, false
			}
			// The comparison itself must not be passed on.
			for _, l := range t.Exits {
				for _, arg := range l.Args {
					if arg == flowgraph.Value(t.Ops[0].Results[0]) {
						return c, false
					}
				}
			}
			return c, true
		}
	}
	return c, false
}
