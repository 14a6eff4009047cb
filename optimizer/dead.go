package optimizer

// This file removes what has no effect: operations whose results nobody uses and block arguments that feed only such
// operations, or each other.

import "rgo/flowgraph"

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
				if live[a] {
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
			if live[a] {
				kept = append(kept, a)
			}
		}
		changed = changed || len(kept) < len(b.Args)
		b.Args = kept
	}
	return changed
}

func anyLive(vars []*flowgraph.Var, live map[*flowgraph.Var]bool) bool {
	for _, v := range vars {
		if live[v] {
			return true
		}
	}
	return false
}

// liveVars returns the variables that some effect, branch or result depends on.
func liveVars(g *flowgraph.Graph) map[*flowgraph.Var]bool {
	live := map[*flowgraph.Var]bool{}
	var work []*flowgraph.Var
	use := func(v flowgraph.Value) {
		if x, ok := v.(*flowgraph.Var); ok && !live[x] {
			live[x] = true
			work = append(work, x)
		}
	}
	type arg struct {
		block *flowgraph.Block
		index int
	}
	defs := map[*flowgraph.Var]*flowgraph.Op{}
	args := map[*flowgraph.Var]arg{}
	preds := g.Preds()
	for _, b := range g.Blocks {
		for i, a := range b.Args {
			args[a] = arg{b, i}
		}
		for _, op := range b.Ops {
			for _, r := range op.Results {
				defs[r] = op
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
	for len(work) > 0 {
		v := work[len(work)-1]
		work = work[:len(work)-1]
		if op, ok := defs[v]; ok {
			for _, a := range op.Args {
				use(a)
			}
		} else if at, ok := args[v]; ok {
			for _, p := range preds[at.block] {
				use(p.Link.Args[at.index])
			}
		}
	}
	return live
}
