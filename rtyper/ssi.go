package rtyper

// This file finishes a graph that was emitted: it drops what nobody uses, and brings variables, which may have been used
// in any block their definition dominates, into single information form: each block gets as arguments what it uses of
// others.

import (
	"slices"

	"rgo/flowgraph"
)

// finish brings g into the form that the verifier demands.
func finish(g *flowgraph.Graph) {
	g.Relink()
	dropUnused(g)
	localize(g)
}

// dropUnused removes operations that have no effect and whose results nobody uses.
func dropUnused(g *flowgraph.Graph) {
	def := make([]*flowgraph.Op, g.NextVar+1)
	live := map[*flowgraph.Op]bool{}
	var queue []*flowgraph.Op
	use := func(v value) {
		if x, ok := v.(*flowgraph.Var); ok {
			if op := def[x.ID]; op != nil && !live[op] {
				live[op] = true
				queue = append(queue, op)
			}
		}
	}
	for _, b := range g.Blocks {
		for _, op := range b.Ops {
			for _, r := range op.Results {
				def[r.ID] = op
			}
		}
	}
	for _, b := range g.Blocks {
		for _, op := range b.Ops {
			if op.Kind.Has(flowgraph.Writes|flowgraph.Calls|flowgraph.IO) && !live[op] {
				live[op] = true
				queue = append(queue, op)
			}
		}
		use(b.Switch)
		for _, l := range b.Exits {
			for _, a := range l.Args {
				use(a)
			}
		}
	}
	for len(queue) > 0 {
		op := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		for _, a := range op.Args {
			use(a)
		}
	}
	for _, b := range g.Blocks {
		b.Ops = slices.DeleteFunc(b.Ops, func(op *flowgraph.Op) bool { return !live[op] })
	}
}

// localize passes variables along links to the blocks that use them.
func localize(g *flowgraph.Graph) {
	home := make([]*block, g.NextVar+1) // of each variable's definition
	for _, b := range g.Blocks {
		for _, a := range b.Args {
			home[a.ID] = b
		}
		for _, op := range b.Ops {
			for _, r := range op.Results {
				home[r.ID] = b
			}
		}
	}
	type need struct {
		b *block
		v *flowgraph.Var
	}
	needs := map[need]bool{}
	foreign := map[*block][]*flowgraph.Var{} // what each block needs from others
	var queue []need
	want := func(b *block, v *flowgraph.Var) {
		if n := (need{b, v}); home[v.ID] != b && !needs[n] {
			needs[n] = true
			foreign[b] = append(foreign[b], v)
			queue = append(queue, n)
		}
	}
	for _, b := range g.Blocks {
		b.Operands(func(p *value) {
			if v, ok := (*p).(*flowgraph.Var); ok {
				want(b, v)
			}
		})
	}
	if len(queue) == 0 {
		return
	}
	preds := g.Preds()
	for len(queue) > 0 {
		n := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		for _, p := range preds.Of(n.b) {
			want(p.From, n.v)
		}
	}
	for _, b := range g.Blocks {
		slices.SortFunc(foreign[b], func(x, y *flowgraph.Var) int { return x.ID - y.ID })
		for _, p := range preds.Of(b) {
			for _, v := range foreign[b] {
				p.Link.Args = append(p.Link.Args, v)
			}
		}
	}
	for _, b := range g.Blocks {
		if len(foreign[b]) == 0 {
			continue
		}
		rename := make(map[*flowgraph.Var]value, len(foreign[b]))
		for _, v := range foreign[b] {
			n := g.NewVar(v.Name, v.Typ)
			b.Args = append(b.Args, n)
			rename[v] = n
		}
		b.Substitute(rename)
	}
}
