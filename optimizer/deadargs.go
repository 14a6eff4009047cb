package optimizer

// This file removes parameters and results that do not matter, over the whole program. A graph is a candidate if every
// use of it is a direct call: nobody has its address, no try runs it, and it is not a root.

import (
	"slices"

	"rgo/flowgraph"
)

// RemoveDeadArgs returns the graphs that it changed: callees and their callers.
func RemoveDeadArgs(p *flowgraph.Program) []*flowgraph.Graph {
	n := &inliner{sites: map[*flowgraph.Graph]int{}, pinned: map[*flowgraph.Graph]bool{}}
	n.count(p)
	calls := map[*flowgraph.Graph][]site{}
	usedResult := map[*flowgraph.Graph][]bool{}
	sites, params := make([][]site, len(p.Graphs)), make([][]bool, len(p.Graphs))
	flowgraph.Parallel(len(p.Graphs), func(i int) {
		live := liveVars(p.Graphs[i])
		sites[i], params[i] = callSites(p.Graphs[i], live), usedParams(p.Graphs[i], live)
	})
	for _, list := range sites {
		for _, c := range list {
			h := c.op.Aux.(*flowgraph.Graph)
			calls[h] = append(calls[h], c)
			used := usedResult[h]
			if used == nil {
				used = make([]bool, len(h.Results))
				usedResult[h] = used
			}
			for i, u := range c.used {
				used[i] = used[i] || u
			}
		}
	}
	changed := map[*flowgraph.Graph]bool{}
	for i, h := range p.Graphs {
		if !removableSignature(h, n, calls[h]) {
			continue
		}
		dropResults(h, usedResult[h], calls[h], changed)
		if changed[h] { // by this, or because of what it calls
			params[i] = usedParams(h, liveVars(h))
		}
		dropParams(h, params[i], calls[h], changed)
	}
	var list []*flowgraph.Graph
	for _, g := range p.Graphs {
		if changed[g] {
			list = append(list, g)
		}
	}
	return list
}

// A site is a direct call of some graph.
type site struct {
	in   *flowgraph.Graph
	op   *flowgraph.Op
	used []bool // the results of the callee that matter
}

// callSites returns the direct calls in g, of which live matters.
func callSites(g *flowgraph.Graph, live []bool) (list []site) {
	for _, b := range g.Blocks {
		for _, op := range b.Ops {
			if op.Kind != flowgraph.OpCall && op.Kind != flowgraph.OpTry {
				continue
			}
			results := callResults(op)
			used := make([]bool, len(results))
			for i, r := range results {
				used[i] = live[r.ID]
			}
			list = append(list, site{g, op, used})
		}
	}
	return list
}

// callResults returns the results of the callee at a call or a try.
func callResults(op *flowgraph.Op) []*flowgraph.Var {
	if op.Kind == flowgraph.OpTry {
		return op.Results[1:]
	}
	return op.Results
}

// removableSignature reports whether every use of h is a direct call.
func removableSignature(h *flowgraph.Graph, n *inliner, calls []site) bool {
	return len(calls) > 0 && h.Built() && !n.pinned[h]
}

func dropResults(h *flowgraph.Graph, used []bool, calls []site, changed map[*flowgraph.Graph]bool) {
	all := true
	for _, u := range used {
		all = all && u
	}
	if all {
		return
	}
	for _, p := range h.Preds().Of(h.Return) {
		p.Link.Args = keepWhere(p.Link.Args, used)
	}
	h.Return.Args = keepWhere(h.Return.Args, used)
	h.Results = keepWhere(h.Results, used)
	changed[h] = true
	for _, c := range calls {
		at := len(c.op.Results) - len(callResults(c.op))
		c.op.Results = append(c.op.Results[:at:at], keepWhere(callResults(c.op), used)...)
		changed[c.in] = true
	}
}

// usedParams returns which arguments of the start block matter.
func usedParams(g *flowgraph.Graph, live []bool) []bool {
	if !g.Built() {
		return nil
	}
	used := make([]bool, len(g.Start.Args))
	for i, a := range g.Start.Args {
		used[i] = live[a.ID]
	}
	return used
}

func dropParams(h *flowgraph.Graph, used []bool, calls []site, changed map[*flowgraph.Graph]bool) {
	if !slices.Contains(used, false) || len(h.Preds().Of(h.Start)) > 0 {
		return // a loop to the start block keeps its arguments
	}
	RemoveDead(h)
	captures := len(h.Captures)
	params := len(h.Start.Args) - captures
	h.Start.Args = keepWhere(h.Start.Args, used)
	if len(h.Params) == params {
		h.Params = keepWhere(h.Params, used[:params])
	}
	if captures > 0 {
		h.Captures = keepWhere(h.Captures, used[params:])
	}
	changed[h] = true
	for _, c := range calls {
		c.op.Args = keepWhere(c.op.Args, used)
		changed[c.in] = true
	}
}

// keepWhere returns the elements of list for which used is true, in a new slice.
func keepWhere[T any](list []T, used []bool) []T {
	out := make([]T, 0, len(list))
	for i, x := range list {
		if used[i] {
			out = append(out, x)
		}
	}
	return out
}
