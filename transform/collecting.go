package transform

// This file finds out during which operations a collection can happen.
//
// What counts is whether control comes back afterwards. A function that allocates only on its way to a panic collects
// for nobody who calls it, since no caller goes on; it does for one who tries it.

import (
	"slices"

	"rgo/flowgraph"
)

// Collecting says which graphs can collect. That stays true while passes move code inside of graphs.
type Collecting struct {
	calls     *callGraph
	atAll     map[*flowgraph.Graph]bool // at any time
	returning map[*flowgraph.Graph]bool // before a return
	classes   map[*class]bool           // some member does
}

// findCollecting looks at the whole program. Allocations that have not been lowered collect, and so do the functions
// that collector names.
func findCollecting(p *flowgraph.Program, calls *callGraph, collector func(*flowgraph.Graph) bool) *Collecting {
	c := &Collecting{calls: calls, returning: map[*flowgraph.Graph]bool{}}
	c.atAll = calls.reaching(func(g *flowgraph.Graph) bool { return collector(g) || allocates(g) })
	called, first := make([]called, len(p.Graphs)), make([]bool, len(p.Graphs))
	flowgraph.Parallel(len(p.Graphs), func(i int) {
		g := p.Graphs[i]
		called[i], first[i] = c.beforeReturns(g)
		first[i] = first[i] || collector(g)
	})
	callers := newCallers(calls)
	var work []*flowgraph.Graph
	for i, g := range p.Graphs {
		callers.add(g, called[i])
		if first[i] {
			c.returning[g] = true
			work = append(work, g)
		}
	}
	callers.spread(c.returning, work)
	c.classes = make(map[*class]bool, len(calls.classes))
	for _, k := range calls.classes {
		c.classes[k] = slices.ContainsFunc(k.members, func(g *flowgraph.Graph) bool { return c.returning[g] })
	}
	return c
}

// beforeReturns returns what g can call and then return, and whether it collects itself and can then return.
func (c *Collecting) beforeReturns(g *flowgraph.Graph) (calls called, collects bool) {
	returns := reachingReturn(g)
	for _, b := range g.Blocks {
		if !returns[b.ID] {
			continue
		}
		for _, op := range b.Ops {
			switch {
			case asksCollector(op):
				collects = true
			case op.LetsOthersRun(): // what other stacks do meanwhile
				collects = true
			case op.Kind == flowgraph.OpTry:
				collects = collects || c.atAll[op.Aux.(*flowgraph.Graph)]
			default:
				calls.add(c.calls, op)
			}
		}
	}
	return calls, collects
}

// asksCollector reports whether op makes an object that is not in the frame of the call.
func asksCollector(op *flowgraph.Op) bool {
	return op.Kind.Has(flowgraph.Allocs) && op.Into != flowgraph.InFrame
}

// during reports whether a collection can happen during op and control can come to the operation after it.
func (c *Collecting) during(op *flowgraph.Op) bool {
	if asksCollector(op) || op.LetsOthersRun() {
		return true
	}
	if op.Kind == flowgraph.OpTry {
		return c.atAll[op.Aux.(*flowgraph.Graph)]
	}
	if h, ok := c.calls.only(op); ok {
		return c.returning[h]
	}
	return c.classes[c.calls.class(op)]
}

// Of says in a byte all that passes ask of graph g.
func (c *Collecting) Of(g *flowgraph.Graph) byte { return bit(c != nil && c.atAll[g]) }

// During says in a byte all that passes ask of operation op.
func (c *Collecting) During(op *flowgraph.Op) byte { return bit(c != nil && c.during(op)) }

func bit(x bool) byte {
	if x {
		return 1
	}
	return 0
}

// readsShadowStack reports whether g looks for roots. This is what makes a collection, whatever the collector calls it:
// only then must the references of those who called be on the shadow stack.
func readsShadowStack(g *flowgraph.Graph) bool {
	for _, b := range g.Blocks {
		for _, op := range b.Ops {
			if name, _ := op.Extern(); name == "shadow_top" {
				return true
			}
		}
	}
	return false
}

// allocates reports whether g itself has an operation that allocates, or that lets others run who may.
func allocates(g *flowgraph.Graph) bool {
	for _, b := range g.Blocks {
		for _, op := range b.Ops {
			if asksCollector(op) || op.LetsOthersRun() {
				return true
			}
		}
	}
	return false
}

// reachingReturn returns the blocks from which g can return, by ID.
func reachingReturn(g *flowgraph.Graph) []bool {
	preds := g.Preds()
	returns := make([]bool, g.NextBlock+1)
	returns[g.Return.ID] = true
	work := append(make([]*flowgraph.Block, 0, len(g.Blocks)), g.Return)
	for len(work) > 0 {
		b := work[len(work)-1]
		work = work[:len(work)-1]
		for _, p := range preds.Of(b) {
			if !returns[p.From.ID] {
				returns[p.From.ID] = true
				work = append(work, p.From)
			}
		}
	}
	return returns
}
