package optimizer

// This file threads jumps: where a link brings a block a constant that decides which way the block goes, the link gets a
// copy of the block of its own, which goes there at once.
//
//	b1: if p is no object -> b3(false, p) else -> b2        b1: if p is no object -> b5(p) else -> b2
//	b2: ok = its type is T; jump b3(ok, p)                  b2: ok = its type is T; if ok -> b4(p) else -> b5(p)
//	b3(ok, p): if ok -> b4(p) else -> b5(p)
//
// So the outcome of a test is not put into a variable to be tested again. LLVM does that too, Go's compiler does not.

import "rgo/flowgraph"

const (
	threadOps    = 8  // operations of a block that is copied, at most
	threadGrowth = 16 // copied operations, at most, are this many and a quarter of the graph
)

// ThreadJumps reports whether it changed g. The copies get the constants as arguments: Simplify and Fold do the rest.
func ThreadJumps(g *flowgraph.Graph) bool {
	left := threadGrowth + g.Size()/4
	heads := loopHeads(g)
	changed := false
	for _, p := range append([]*flowgraph.Block(nil), g.Blocks...) {
		for _, l := range p.Exits {
			t := l.Target
			if len(t.Exits) < 2 || len(t.Ops) > min(threadOps, left) || heads[t] || t == g.Start || !decides(l, t) {
				continue
			}
			left -= len(t.Ops)
			l.Target = copyBlock(g, t)
			changed = true
		}
	}
	if changed {
		g.Relink()
	}
	return changed
}

// loopHeads returns the blocks that a loop is entered by. Those are left alone: a loop with two entries is no loop for what
// comes later.
func loopHeads(g *flowgraph.Graph) map[*flowgraph.Block]bool {
	number := make(map[*flowgraph.Block]int, len(g.Blocks))
	for i, b := range g.Blocks {
		number[b] = i
	}
	heads := map[*flowgraph.Block]bool{}
	for i, b := range g.Blocks {
		for _, l := range b.Exits {
			if number[l.Target] <= i {
				heads[l.Target] = true
			}
		}
	}
	return heads
}

// decides reports whether the switch of t, the target of l, can be computed from constants that l brings.
func decides(l *flowgraph.Link, t *flowgraph.Block) bool {
	brings := func(v flowgraph.Value) bool {
		for i, a := range t.Args {
			if v == flowgraph.Value(a) {
				return isKnown(l.Args[i])
			}
		}
		return isKnown(v)
	}
	v, ok := t.Switch.(*flowgraph.Var)
	if !ok {
		return false
	}
	if brings(v) {
		return true
	}
	for _, op := range t.Ops {
		if len(op.Results) != 1 || op.Results[0] != v {
			continue
		}
		switch op.Kind {
		case flowgraph.OpBoolNot, flowgraph.OpPtrEq, flowgraph.OpPtrNe, flowgraph.OpIntEq, flowgraph.OpIntNe,
			flowgraph.OpIntLt, flowgraph.OpIntLe, flowgraph.OpIntGt, flowgraph.OpIntGe:
			for _, a := range op.Args {
				if !brings(a) {
					return false
				}
			}
			return true
		}
	}
	return false
}

// isKnown reports whether v is a constant that comparisons fold.
func isKnown(v flowgraph.Value) bool {
	c, ok := v.(*flowgraph.Const)
	if !ok {
		return false
	}
	if _, ok := c.Val.(flowgraph.StaticRef); ok {
		return true
	}
	_, ok = c.IntBits()
	return ok || c.IsNil()
}

// copyBlock returns a copy of b that goes where b goes.
func copyBlock(g *flowgraph.Graph, b *flowgraph.Block) *flowgraph.Block {
	c := flowgraph.NewCloner(g)
	for _, l := range b.Exits {
		c.Blocks[l.Target] = l.Target
	}
	delete(c.Blocks, b)
	n := c.Block(b)
	c.Exits(b)
	return n
}
