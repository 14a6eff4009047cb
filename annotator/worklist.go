package annotator

// This file keeps the worklist: graphs with blocks to be executed. A graph stays at the head of the list until none of
// its blocks is left, the first of them in order always next, so that what a loop or a chain of blocks contributes has
// settled before others see it.

import (
	"math/bits"

	"rgo/flowgraph"
)

// A node is a block of a graph on the worklist.
type node struct {
	body    *body
	b       *flowgraph.Block
	index   int // in body.nodes
	queued  bool
	visited bool
	stopped bool // operation number last never finishes, as far as is known
	last    int
	callers []*node   // of the return block: blocks that use the results
	ops     []opState // for b.Ops
	exits   []*node   // the targets of b.Exits, as far as they have been entered
}

// A body is a graph on the worklist.
type body struct {
	g          *flowgraph.Graph
	start, ret *node
	nodes      []*node
	queued     bool
	dirty      []uint64 // indexes of the queued nodes
	groups     []*group // that it is in
	lowest     int      // no word of dirty before this one has been set since it was last looked at
}

// body returns the body of g.
func (s *solver) body(g *flowgraph.Graph) *body {
	if h := s.bodies[g]; h != nil {
		return h
	}
	h := &body{g: g, nodes: make([]*node, len(g.Blocks)), dirty: make([]uint64, (len(g.Blocks)+63)/64)}
	all := make([]node, len(g.Blocks))
	for i, b := range g.Blocks {
		n := &all[i]
		n.body, n.b, n.index = h, b, i
		h.nodes[i] = n
		s.nodes[b] = n
	}
	h.start, h.ret = s.nodes[g.Start], s.nodes[g.Return]
	s.bodies[g] = h
	return h
}

// enter makes the start block of h run.
func (s *solver) enter(h *body) {
	if !h.start.visited {
		s.enqueue(h.start)
	}
}

func (s *solver) enqueue(n *node) {
	if n.queued {
		return
	}
	n.queued = true
	h := n.body
	h.dirty[n.index/64] |= 1 << (n.index % 64)
	h.lowest = min(h.lowest, n.index/64)
	if !h.queued {
		h.queued = true
		s.queue = append(s.queue, h)
	}
}

// drain executes blocks until nothing changes any more.
func (s *solver) drain() {
	for len(s.queue) > 0 {
		h := s.queue[0]
		s.queue = s.queue[1:]
		for k := 0; k < len(h.dirty); {
			if h.dirty[k] == 0 {
				k++
				continue
			}
			bit := bits.TrailingZeros64(h.dirty[k])
			h.dirty[k] &^= 1 << bit
			h.lowest = k
			n := h.nodes[k*64+bit]
			n.queued = false
			s.visit(n)
			k = h.lowest
		}
		h.queued = false
	}
}
