package optimizer

// This file removes what has no effect: operations whose results nobody uses and block arguments that feed only such
// operations, or each other.

import (
	"slices"
	"sync"

	"rgo/flowgraph"
)

// removable are the effects that an unused operation may have and still be removed: at low level nothing panics, a read
// changes nothing, and an allocation that nobody sees did not happen.
const removable = flowgraph.Panics | flowgraph.Reads | flowgraph.Allocs

// keep reports whether op must stay even if its results are unused.
func keep(op *flowgraph.Op) bool {
	if op.Kind == flowgraph.OpExtern {
		return !flowgraph.FindExtern(op.Aux.(string)).Pure
	}
	return op.Kind.Info().Effects&^removable != 0
}

// RemoveDead reports whether it changed g.
func RemoveDead(g *flowgraph.Graph) bool {
	live := liveVars(g)
	changed := false
	for _, b := range g.Blocks {
		kept := b.Ops[:0]
		for _, op := range b.Ops {
			if keep(op) || anyLive(op.Results, live) {
				kept = append(kept, op)
			} else {
				changed = true
			}
		}
		clear(b.Ops[len(kept):])
		b.Ops = kept
	}
	for _, b := range g.Blocks {
		for _, l := range b.Exits {
			if l.Target == g.Start || l.Target == g.Return {
				continue
			}
			kept := l.Args[:0]
			for i, a := range l.Target.Args {
				if live[a.ID] {
					kept = append(kept, l.Args[i])
				}
			}
			l.Args = kept
		}
	}
	for _, b := range g.Blocks {
		if b == g.Start || b == g.Return {
			continue
		}
		kept := b.Args[:0]
		for _, a := range b.Args {
			if live[a.ID] {
				kept = append(kept, a)
			}
		}
		changed = changed || len(kept) < len(b.Args)
		b.Args = kept
	}
	return changed
}

func anyLive(vars []*flowgraph.Var, live []bool) bool {
	for _, v := range vars {
		if live[v.ID] {
			return true
		}
	}
	return false
}

// A definition is what defines a variable: an operation, or an argument of a block.
type definition struct {
	op           *flowgraph.Op
	block, index int32 // which of the graph's blocks, which of its arguments
}

// definitions has slices of definition, which would be a fair part of all garbage.
var definitions sync.Pool

// liveVars tells, by ID, which variables some effect, branch or result depends on.
func liveVars(g *flowgraph.Graph) []bool {
	live := make([]bool, g.NextVar+1)
	room, _ := definitions.Get().(*[]definition)
	if room == nil {
		room = new([]definition)
	}
	defer definitions.Put(room)
	*room = slices.Grow((*room)[:0], g.NextVar+1)
	defs := (*room)[:g.NextVar+1]
	clear(defs)
	var work []*flowgraph.Var
	use := func(v flowgraph.Value) {
		if x, ok := v.(*flowgraph.Var); ok && !live[x.ID] {
			live[x.ID] = true
			work = append(work, x)
		}
	}
	for k, b := range g.Blocks {
		for i, a := range b.Args {
			defs[a.ID] = definition{block: int32(k), index: int32(i)}
		}
		for _, op := range b.Ops {
			for _, r := range op.Results {
				defs[r.ID] = definition{op: op}
			}
			if keep(op) {
				for _, a := range op.Args {
					use(a)
				}
			}
		}
		if b.Switch != nil {
			use(b.Switch)
		}
	}
	for _, a := range g.Return.Args {
		use(a)
	}
	preds := g.Preds()
	for len(work) > 0 {
		v := work[len(work)-1]
		work = work[:len(work)-1]
		d := defs[v.ID]
		if d.op != nil {
			for _, a := range d.op.Args {
				use(a)
			}
			continue
		}
		for _, p := range preds.Of(g.Blocks[d.block]) {
			use(p.Link.Args[d.index])
		}
	}
	return live
}
