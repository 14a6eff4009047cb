package transform

// This file keeps objects in the frame of the call that makes them, if nothing refers to them any longer when it ends.
// Malloc removal (optimizer/malloc.go) takes those that never leave their function; these may be passed on, as long as
// nobody keeps them (framescape.go). They look like any other object, header and all, so whoever gets one need not know.
//
// An object in a frame is made at the same place whenever its allocation runs again in the same call, so no reference to
// the one before may be left then. What it refers to is found by collectors only if they look at machine stacks; with a
// shadow stack it may not refer to anything. And since it is not forgotten before the call ends, one that holds
// references is not made in a loop: what the last one held would live on.

import (
	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

// Up to so many bytes, with its header, an object may have, and all of those of a function together.
const (
	frameObject = 256
	frameSpace  = 1024
)

// FrameObjects marks the allocations of p that can be made in the frame. It returns the graphs that it changed.
func FrameObjects(p *flowgraph.Program, o Options) []*flowgraph.Graph {
	all := findFlows(p, func(op *flowgraph.Op) bool {
		size, ok := frameSize(op)
		return ok && size <= frameObject && (o.Roots == "conservative" || !op.Aux.(*lltype.Layout).HasRefs())
	})
	var changed []*flowgraph.Graph
	for i, g := range p.Graphs {
		if all[i].mark(g) {
			changed = append(changed, g)
		}
	}
	return changed
}

// mark marks candidates of g and reports whether there are any.
func (f *flows) mark(g *flowgraph.Graph) bool {
	room := int64(frameSpace)
	for i, op := range f.candidates {
		size, _ := frameSize(op)
		if f.escaping&f.candidate(g, i) != 0 || size > room || f.comesBack(g, i) || op.Aux.(*lltype.Layout).HasRefs() && inLoop(f.blocks[i]) {
			continue
		}
		op.Into = flowgraph.InFrame
		room -= size
	}
	return room < frameSpace
}

// comesBack reports whether a candidate may still be there when its allocation runs again.
func (f *flows) comesBack(g *flowgraph.Graph, candidate int) bool {
	for _, a := range f.blocks[candidate].Args {
		if f.of(a)&f.candidate(g, candidate) != 0 {
			return true
		}
	}
	return false
}

// frameSize returns how many bytes the object that op makes has, with what is in front of it, and whether that is known.
func frameSize(op *flowgraph.Op) (int64, bool) {
	layout := op.Aux.(*lltype.Layout)
	if op.Kind == flowgraph.OpAlloc {
		return lltype.HeaderSize + layout.Size, true
	}
	c, ok := op.Args[0].(*flowgraph.Const)
	if !ok {
		return 0, false
	}
	n, _ := c.IntBits()
	if n > frameObject {
		return 0, false
	}
	return lltype.ArrayHeader + int64(n)*layout.Stride, true
}

// inLoop reports whether control can come from b back to b.
func inLoop(b *flowgraph.Block) bool {
	seen := map[*flowgraph.Block]bool{}
	work := []*flowgraph.Block{b}
	for len(work) > 0 {
		x := work[len(work)-1]
		work = work[:len(work)-1]
		for _, l := range x.Exits {
			if l.Target == b {
				return true
			}
			if !seen[l.Target] {
				seen[l.Target] = true
				work = append(work, l.Target)
			}
		}
	}
	return false
}

// inFrame returns the operations that make the object of op in the frame.
func inFrame(g *flowgraph.Graph, op *flowgraph.Op) []*flowgraph.Op {
	size, _ := frameSize(op)
	front := int64(lltype.HeaderSize)
	space, start := g.NewVar("", lltype.Addr), g.NewVar("", lltype.Addr)
	integer := func(t lltype.Prim, n int64) *flowgraph.Const { return flowgraph.NewConst(t, n) }
	ops := []*flowgraph.Op{
		{Kind: flowgraph.OpStackSpace, Aux: size, Results: []*flowgraph.Var{space}},
		{Kind: flowgraph.OpMemZero, Args: []flowgraph.Value{space, integer(lltype.Int64, size)}, Into: flowgraph.NoRefs},
	}
	if op.Kind == flowgraph.OpAllocArray {
		front = lltype.ArrayHeader
		ops = append(ops, &flowgraph.Op{Kind: flowgraph.OpMemStore, Aux: front + lltype.LengthOffset, Args: []flowgraph.Value{space, op.Args[0]}})
	}
	id := flowgraph.NewConst(lltype.Uint64, uint64(op.Aux.(*lltype.Layout).ID))
	ops = append(ops,
		&flowgraph.Op{Kind: flowgraph.OpMemStore, Aux: front + lltype.HeaderOffset, Args: []flowgraph.Value{space, id}},
		&flowgraph.Op{Kind: flowgraph.OpPtrAdd, Args: []flowgraph.Value{space, integer(lltype.Int64, front)}, Results: []*flowgraph.Var{start}},
		&flowgraph.Op{Kind: flowgraph.OpCastPtr, Args: []flowgraph.Value{start}, Results: op.Results})
	for _, o := range ops {
		o.Pos = op.Pos
	}
	return ops
}
