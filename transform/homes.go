package transform

// This file gives references that many paths bring back from the shadow stack a home there, for the Go backend.
//
// With a collector that moves objects whoever calls something loads what it needs again from its slots, and where all
// paths of an interpreter's loop meet they pass on what they have loaded:
//
//	b7:  call f(...); t2 = root_load 0; g2 = root_load 1; jump b2(t2, g2, v)
//	b8:  call h(...); t3 = root_load 0; g3 = root_load 1; jump b2(t3, g3, w)
//	b2(t, g, x): ...
//
// To the Go compiler t and g are new variables then: each path moves them to where b2 wants them, b2 saves them, and who
// needs them loads them a third time. But slot 0 holds t whatever path control took. So t is no argument any more; it is
// loaded from its slot where it is used, or in b2 if much of an inner loop uses it.
//
// The same goes for the head of any loop, for those of its arguments that each turn brings back from the shadow stack.

import (
	"slices"

	"rgo/backends/ssaform"
	"rgo/flowgraph"
	"rgo/optimizer"
	"rgo/rtyper/lltype"
)

// minJoin is from how many paths on a block is worth it.
const minJoin = 16

// Homes returns what works on one graph after Roots, from which known is, and SplitLoops, and reports whether it changed it;
// nil if there is nothing to do.
func Homes(o Options, known *Collecting) func(g *flowgraph.Graph) bool {
	if o.Roots != "shadowstack" || o.GC == "none" || !FindCollector(o.GC).Moving {
		return nil
	}
	return func(g *flowgraph.Graph) bool { return homes(g, minJoin, known) }
}

func homes(g *flowgraph.Graph, least int, collects *Collecting) bool {
	if !g.Built() {
		return false
	}
	did := false
	if slots, one := frameSlots(g); one {
		for _, b := range joins(g, least) {
			did = giveHomes(g, b, least, slots, collects.during) || did
		}
		for _, b := range loopHeads(g) {
			did = giveHomes(g, b, least, slots, collects.during) || did
		}
	}
	return did
}

// loopHeads returns the blocks where loops begin each turn of which loads something from the shadow stack.
func loopHeads(g *flowgraph.Graph) (list []*flowgraph.Block) {
	if !slices.ContainsFunc(g.Blocks, func(b *flowgraph.Block) bool {
		return slices.ContainsFunc(b.Ops, func(op *flowgraph.Op) bool { return op.Kind == flowgraph.OpRootLoad })
	}) {
		return nil
	}
	f := newFlow(g)
	for i, b := range f.blocks {
		if b != g.Start && b.Heat != flowgraph.Cool && slices.ContainsFunc(f.preds[i], func(p int) bool { return f.dominates(i, p) }) {
			list = append(list, b)
		}
	}
	return list
}

// frameSlots returns how many slots g reserves, and whether it does in one place, so that a number always means the same.
func frameSlots(g *flowgraph.Graph) (slots int64, one bool) {
	n := 0
	for _, b := range g.Blocks {
		for _, op := range b.Ops {
			if op.Kind == flowgraph.OpRootEnter {
				slots = op.Aux.(int64)
				n++
			}
		}
	}
	return slots, n == 1
}

// joins returns the blocks that at least so many links lead to.
func joins(g *flowgraph.Graph, least int) (list []*flowgraph.Block) {
	count := make([]int, g.NextBlock+1)
	for _, b := range g.Blocks {
		for _, l := range b.Exits {
			count[l.Target.ID]++
		}
	}
	for _, b := range g.Blocks {
		if count[b.ID] >= least && b != g.Return && b != g.Start {
			list = append(list, b)
		}
	}
	return list
}

// A holding says which values lie in each slot.
type holding [][]*flowgraph.Var

// A homer works on one graph.
type homer struct {
	g      *flowgraph.Graph
	least  int   // paths that are worth it
	slots  int64 // that g reserves
	form   *ssaform.Form
	flow   *flow
	during func(op *flowgraph.Op) bool // whether a collection can happen
	held   []holding                   // at the start of each block; nil where control never comes
	homes  map[*flowgraph.Var]int64    // the slots of the arguments that are given up
	loads  map[*flowgraph.Var]bool     // results of root_load
}

// giveHomes takes arguments from block join and reports whether there are any that it could take.
func giveHomes(g *flowgraph.Graph, join *flowgraph.Block, least int, slots int64, during func(op *flowgraph.Op) bool) bool {
	h := &homer{g: g, least: least, slots: slots, flow: newFlow(g), during: during, homes: map[*flowgraph.Var]int64{},
		loads: map[*flowgraph.Var]bool{}}
	h.form = ssaform.New(g)
	h.findHeld()
	at := h.flow.number[join]
	for _, i := range h.form.Merges(join) {
		v := join.Args[i]
		if len(h.flow.preds[at]) < least && !h.reloaded(join, i) {
			continue
		}
		if slot := slices.IndexFunc(h.held[at], func(list []*flowgraph.Var) bool { return slices.Contains(list, v) }); slot >= 0 {
			h.homes[v] = int64(slot)
		}
	}
	if len(h.homes) == 0 {
		return false
	}
	h.take(join)
	optimizer.RemoveDead(g)
	g.Relink()
	return true
}

// reloaded reports whether each turn of the loop that begins with head passes on argument number i as it has loaded it from its slot.
func (h *homer) reloaded(head *flowgraph.Block, i int) bool {
	at := h.flow.number[head]
	for n, b := range h.flow.blocks {
		for _, l := range b.Exits {
			if l.Target != head || !h.flow.dominates(at, n) {
				continue
			}
			if v, ok := h.form.Value(l.Args[i]).(*flowgraph.Var); !ok || !h.loads[v] {
				return false
			}
		}
	}
	return true
}

// findHeld computes what the slots hold, forward; where paths meet a slot holds what it holds on all of them.
func (h *homer) findHeld() {
	h.held = make([]holding, len(h.flow.blocks))
	h.held[0] = make(holding, h.slots)
	changed := make([]bool, len(h.held)) // blocks that have to be walked
	changed[0] = true
	for again := true; again; {
		again = false
		for i, b := range h.flow.blocks {
			if !changed[i] {
				continue
			}
			changed[i] = false
			held := slices.Clone(h.held[i])
			h.walk(b, held)
			for _, l := range b.Exits {
				if l.Target == h.g.Return {
					continue
				}
				if to := h.flow.number[l.Target]; h.meet(to, h.along(l, held)) {
					changed[to], again = true, true
				}
			}
		}
	}
}

// walk goes through b with held, what the slots hold.
func (h *homer) walk(b *flowgraph.Block, held holding) {
	for _, op := range b.Ops {
		switch op.Kind {
		case flowgraph.OpRootEnter, flowgraph.OpRootLeave:
			clear(held)
		case flowgraph.OpRootSave:
			held[op.Aux.(int64)] = nil
			if v, ok := h.form.Value(op.Args[0]).(*flowgraph.Var); ok {
				held[op.Aux.(int64)] = []*flowgraph.Var{v}
			}
		case flowgraph.OpRootLoad:
			h.loads[op.Results[0]] = true
			held.forget(op.Results[0])
			held[op.Aux.(int64)] = append([]*flowgraph.Var{op.Results[0]}, held[op.Aux.(int64)]...)
		default:
			if h.during(op) {
				clear(held) // what was there may have moved
			}
			for _, v := range op.Results {
				if v.Typ == flowgraph.Type(lltype.Ref) {
					held.forget(v)
				}
			}
		}
	}
}

// forget removes v: what it meant in an earlier round.
func (held holding) forget(v *flowgraph.Var) {
	for s, list := range held {
		if slices.Contains(list, v) {
			held[s] = slices.DeleteFunc(slices.Clone(list), func(w *flowgraph.Var) bool { return w == v })
		}
	}
}

// along returns what the slots hold after following l: also the arguments that values are merged into.
func (h *homer) along(l *flowgraph.Link, held holding) holding {
	var merges []int
	for _, i := range h.form.Merges(l.Target) {
		if l.Target.Args[i].Typ == flowgraph.Type(lltype.Ref) {
			merges = append(merges, i)
		}
	}
	out := slices.Clone(held)
	for _, i := range merges {
		out.forget(l.Target.Args[i])
	}
	for _, i := range merges {
		from, ok := h.form.Value(l.Args[i]).(*flowgraph.Var)
		if !ok {
			continue
		}
		for s, list := range held {
			if slices.Contains(list, from) {
				out[s] = append(slices.Clone(out[s]), l.Target.Args[i])
			}
		}
	}
	return out
}

// meet joins held with what is known of the start of block b and reports whether that changed.
func (h *homer) meet(b int, held holding) bool {
	if h.held[b] == nil {
		h.held[b] = held
		return true
	}
	changed := false
	for s, list := range h.held[b] {
		gone := func(v *flowgraph.Var) bool { return !slices.Contains(held[s], v) }
		if slices.ContainsFunc(list, gone) {
			h.held[b][s] = slices.DeleteFunc(slices.Clone(list), gone)
			changed = true
		}
	}
	return changed
}

// take has values loaded where they are used.
func (h *homer) take(join *flowgraph.Block) {
	near := map[*flowgraph.Var]bool{} // loaded in join
	for v := range h.homes {
		near[v] = h.usedInside(v, join)
	}
	out := make([]map[*flowgraph.Var]bool, len(h.flow.blocks)) // loaded by the block or a block before it
	for i, b := range h.flow.blocks {
		out[i] = map[*flowgraph.Var]bool{}
		if preds := h.flow.preds[i]; len(preds) == 1 && b != h.g.Start {
			for v := range out[preds[0]] {
				out[i][v] = true
			}
		}
		names := h.local(b)
		var loads []*flowgraph.Op
		for _, a := range b.Args {
			v := names[a]
			if v == nil || out[i][v] || h.held[i] == nil || !slices.Contains(h.held[i][h.homes[v]], v) {
				continue
			}
			if b != join && (near[v] || !h.uses(b, v, names)) {
				continue
			}
			out[i][v] = true
			n := h.g.NewVar(a.Name, lltype.Ref)
			loads = append(loads, &flowgraph.Op{Kind: flowgraph.OpRootLoad, Results: []*flowgraph.Var{n}, Aux: h.homes[v], Pos: b.Pos})
			rename(b, names, v, n)
			if b == join && !near[v] {
				delete(out[i], v) // only for blocks that cannot load it themselves
			}
		}
		b.Ops = append(loads, b.Ops...)
	}
}

// local returns the arguments of b that stand for a value with a home, with the value.
func (h *homer) local(b *flowgraph.Block) map[*flowgraph.Var]*flowgraph.Var {
	names := map[*flowgraph.Var]*flowgraph.Var{}
	for _, a := range b.Args {
		if v, ok := h.form.Value(a).(*flowgraph.Var); ok {
			if _, ok := h.homes[v]; ok {
				names[a] = v
			}
		}
	}
	return names
}

// uses reports whether b does more with v than to pass it on under its name.
func (h *homer) uses(b *flowgraph.Block, v *flowgraph.Var, names map[*flowgraph.Var]*flowgraph.Var) bool {
	is := func(a flowgraph.Value) bool {
		x, ok := a.(*flowgraph.Var)
		return ok && names[x] == v
	}
	for _, op := range b.Ops {
		for _, a := range op.Args {
			if is(a) {
				return true
			}
		}
	}
	for _, l := range b.Exits {
		for i, a := range l.Args {
			if is(a) && (l.Target == h.g.Return || h.form.Value(l.Target.Args[i]) != flowgraph.Value(v)) {
				return true
			}
		}
	}
	return false
}

// usedInside reports whether v is used by a block that branches as widely as paths meet in join, or by as many blocks of
// loops inside of the one that join is in.
func (h *homer) usedInside(v *flowgraph.Var, join *flowgraph.Block) bool {
	depth := h.flow.depth[h.flow.number[join]]
	count := 0
	for i, b := range h.flow.blocks {
		if h.flow.depth[i] > depth && h.uses(b, v, h.local(b)) {
			if count++; len(b.Exits) >= h.least {
				return true
			}
		}
	}
	return count >= len(h.flow.preds[h.flow.number[join]])
}

// rename has b use n in place of arguments that stand for v.
func rename(b *flowgraph.Block, names map[*flowgraph.Var]*flowgraph.Var, v, n *flowgraph.Var) {
	change := func(args []flowgraph.Value) []flowgraph.Value {
		args = append([]flowgraph.Value(nil), args...)
		for i, a := range args {
			if x, ok := a.(*flowgraph.Var); ok && names[x] == v {
				args[i] = n
			}
		}
		return args
	}
	for _, op := range b.Ops {
		op.Args = change(op.Args)
	}
	for _, l := range b.Exits {
		l.Args = change(l.Args)
	}
}
