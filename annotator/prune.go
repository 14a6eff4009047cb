package annotator

// This file cuts what the value analysis found out never to run, and computes reachability anew: fewer blocks, fewer
// graphs, fewer dynamic types, so fewer cases in every dispatch.

import (
	"go/types"

	"golang.org/x/tools/go/types/typeutil"

	"rgo/flowgraph"
)

// prune cuts blocks that were never entered, and what follows operations that never finish.
func (s *solver) prune() {
	for _, g := range s.f.reached {
		changed := false
		for _, b := range g.Blocks {
			n := s.nodes[b]
			switch {
			case b == g.Return || n != nil && n.visited && !n.stopped:
				continue
			case n == nil || !n.visited:
				b.Ops = nil
			default:
				b.Ops = b.Ops[:n.last+1]
			}
			if n := len(b.Ops); n == 0 || b.Ops[n-1].Kind != flowgraph.OpUnreachable {
				b.Ops = append(b.Ops, &flowgraph.Op{Kind: flowgraph.OpUnreachable, Pos: b.Pos})
			}
			b.Switch, b.Exits = nil, nil
			changed = true
		}
		if changed {
			g.Relink()
			s.f.pruned = append(s.f.pruned, g)
		}
	}
	s.f.again()
}

// again computes what is reached, now that interfaces and function values are known better.
func (f *Facts) again() {
	old := *f
	f.reached, f.objects, f.taken = nil, nil, nil
	f.isLive = map[*flowgraph.Graph]bool{}
	f.isObject = map[*flowgraph.Object]bool{}
	f.isTaken = map[*flowgraph.Graph]bool{}
	f.dyn = &TypeSet{}
	f.shapes.Iterate(func(_ types.Type, v any) { v.(*shape).taken = nil })
	f.impls = typeutil.Map{}
	r := &reacher{f: f, precise: true, known: map[[2]types.Type]bool{}}
	r.reach(f.prog.Entry, old.reason[f.prog.Entry])
	for _, g := range f.prog.Roots {
		r.reach(g, old.reason[g])
	}
	for r.next < len(f.reached) {
		g := f.reached[r.next]
		r.next++
		r.scan(g)
	}
	f.values.made = make([]bool, len(f.values.order))
	for i, t := range f.values.order {
		f.values.made[i] = f.dyn.Has(t)
	}
	for g, why := range old.reason {
		if f.isLive[g] {
			f.reason[g] = why
		}
	}
}
