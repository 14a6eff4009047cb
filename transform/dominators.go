package transform

// This file computes dominators and loop depths (Cooper, Harvey and Kennedy, "A simple, fast dominance algorithm").

import "rgo/flowgraph"

// A flow is the control flow of one graph; blocks are numbered in reverse postorder, the return block is left out.
type flow struct {
	blocks []*flowgraph.Block
	number map[*flowgraph.Block]int
	preds  [][]int
	idom   []int // of block 0: 0
	depth  []int // number of loops around a block
}

func newFlow(g *flowgraph.Graph) *flow {
	g.Relink()
	f := &flow{number: map[*flowgraph.Block]int{}}
	for _, b := range g.Blocks {
		if b != g.Return {
			f.number[b] = len(f.blocks)
			f.blocks = append(f.blocks, b)
		}
	}
	f.preds = make([][]int, len(f.blocks))
	for i, b := range f.blocks {
		for _, l := range b.Exits {
			if l.Target != g.Return {
				t := f.number[l.Target]
				f.preds[t] = append(f.preds[t], i)
			}
		}
	}
	f.findDominators()
	f.findLoops()
	return f
}

func (f *flow) findDominators() {
	f.idom = make([]int, len(f.blocks))
	for i := range f.idom {
		f.idom[i] = -1
	}
	f.idom[0] = 0
	for changed := true; changed; {
		changed = false
		for i := 1; i < len(f.blocks); i++ {
			d := -1
			for _, p := range f.preds[i] {
				if f.idom[p] < 0 {
					continue
				}
				if d < 0 {
					d = p
				} else {
					d = f.common(d, p)
				}
			}
			if f.idom[i] != d {
				f.idom[i] = d
				changed = true
			}
		}
	}
}

// common returns the nearest block that dominates both.
func (f *flow) common(a, b int) int {
	for a != b {
		for a > b {
			a = f.idom[a]
		}
		for b > a {
			b = f.idom[b]
		}
	}
	return a
}

// dominates reports whether every path to b goes through a.
func (f *flow) dominates(a, b int) bool {
	for b > a {
		b = f.idom[b]
	}
	return a == b
}

// findLoops counts for each block the natural loops that it is in; a cycle with several entries is no natural loop and
// does not count.
func (f *flow) findLoops() {
	f.depth = make([]int, len(f.blocks))
	inside := make([]int, len(f.blocks)) // last header whose loop the block was put in, plus one
	for header := range f.blocks {
		var work []int
		for _, p := range f.preds[header] {
			if p >= header && f.dominates(header, p) {
				work = append(work, p)
			}
		}
		if len(work) == 0 {
			continue
		}
		inside[header] = header + 1
		f.depth[header]++
		for len(work) > 0 {
			b := work[len(work)-1]
			work = work[:len(work)-1]
			if inside[b] == header+1 {
				continue
			}
			inside[b] = header + 1
			f.depth[b]++
			work = append(work, f.preds[b]...)
		}
	}
}
