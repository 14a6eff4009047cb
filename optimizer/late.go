package optimizer

// This file makes objects late: just before they are used first.
//
// `&frame{make([]value, n), up}` makes the frame, then the slots, then stores both. While the slots are made a collection can happen,
// after which the frame may be old: each store needs a write barrier then, and the frame a place on the shadow stack. Nobody can tell
// when an object was made that nobody has seen, so it is made after the slots. If only one successor of a block uses it, it is made
// there, and on other paths not at all.

import (
	"slices"

	"rgo/flowgraph"
)

// AllocateLate reports whether it changed g.
func AllocateLate(g *flowgraph.Graph) bool {
	if !allocates(g) {
		return false
	}
	l := &lateness{g: g, preds: make([]int, g.NextBlock+1)}
	for _, b := range g.Blocks {
		for _, link := range b.Exits {
			l.preds[link.Target.ID]++
		}
	}
	for _, b := range g.Blocks {
		l.block(b)
	}
	return l.changed
}

type lateness struct {
	g       *flowgraph.Graph
	preds   []int // links to each block, by its ID
	changed bool
}

// block moves the allocations of b, and those that it moves to successors.
func (l *lateness) block(b *flowgraph.Block) {
	for i := len(b.Ops) - 1; i >= 0; i-- {
		op := b.Ops[i]
		if op.Kind != flowgraph.OpAlloc {
			continue
		}
		v := op.Results[0]
		first := i + 1
		for first < len(b.Ops) && !slices.Contains(b.Ops[first].Args, flowgraph.Value(v)) {
			first++
		}
		if to := l.onlyUser(b, v); first == len(b.Ops) && to != nil {
			b.Ops = slices.Delete(b.Ops, i, i+1)
			l.move(op, to)
		} else if slices.ContainsFunc(b.Ops[i+1:first], disturbs) {
			copy(b.Ops[i:], b.Ops[i+1:first])
			b.Ops[first-1] = op
			l.changed = true
		}
	}
}

// disturbs reports whether an object made before op is better made behind it: a collection can happen there.
func disturbs(op *flowgraph.Op) bool { return op.Kind.Has(flowgraph.Calls | flowgraph.Allocs) }

// onlyUser returns the link by which v leaves b, if that is just one, to a block that nothing else leads to.
func (l *lateness) onlyUser(b *flowgraph.Block, v *flowgraph.Var) *flowgraph.Link {
	var only *flowgraph.Link
	for _, link := range b.Exits {
		for _, a := range link.Args {
			if a != flowgraph.Value(v) {
				continue
			}
			if only != nil {
				return nil
			}
			only = link
		}
	}
	if only == nil || only.Target == l.g.Return || only.Target == l.g.Start || l.preds[only.Target.ID] != 1 {
		return nil
	}
	return only
}

// move has the block behind link make the object that op, which is in no block any more, made.
func (l *lateness) move(op *flowgraph.Op, link *flowgraph.Link) {
	i := slices.Index(link.Args, flowgraph.Value(op.Results[0]))
	b := link.Target
	op.Results = []*flowgraph.Var{b.Args[i]}
	link.Args = slices.Delete(slices.Clone(link.Args), i, i+1)
	b.Args = slices.Delete(slices.Clone(b.Args), i, i+1)
	b.Ops = slices.Insert(b.Ops, 0, op)
	l.changed = true
	l.block(b)
}
