package optimizer

// This file orders graphs so that many can be worked on at the same time.

import (
	"slices"

	"rgo/flowgraph"
)

// turns divides the graphs of a program: what a graph calls directly has an earlier turn, but for recursion, whose
// members share one. So has, where that is no contradiction, what it mentions the address of: the calls of it may become
// direct ones.
type turns struct {
	list [][]*flowgraph.Graph // callees before callers
	of   map[*flowgraph.Graph]int
}

func callTurns(graphs []*flowgraph.Graph) *turns {
	calls := map[*flowgraph.Graph][]*flowgraph.Graph{}
	mentions := map[*flowgraph.Graph][]*flowgraph.Graph{}
	callees, all := make([][]*flowgraph.Graph, len(graphs)), make([][]*flowgraph.Graph, len(graphs))
	flowgraph.Parallel(len(graphs), func(i int) {
		callees[i] = Callees(graphs[i])
		all[i] = slices.Concat(callees[i], addresses(graphs[i]))
	})
	for i, g := range graphs {
		calls[g], mentions[g] = callees[i], all[i]
	}
	order := flowgraph.Components(graphs, func(g *flowgraph.Graph) []*flowgraph.Graph { return calls[g] })
	outer := depths(flowgraph.Components(graphs, func(g *flowgraph.Graph) []*flowgraph.Graph { return mentions[g] }), mentions)
	inner := depths(order, calls)
	type key struct{ outer, inner int }
	members := map[key][]*flowgraph.Graph{}
	var keys []key
	for _, scc := range order {
		for _, g := range scc {
			k := key{outer[g], inner[g]}
			if members[k] == nil {
				keys = append(keys, k)
			}
			members[k] = append(members[k], g)
		}
	}
	slices.SortFunc(keys, func(a, b key) int {
		if a.outer != b.outer {
			return a.outer - b.outer
		}
		return a.inner - b.inner
	})
	t := &turns{of: map[*flowgraph.Graph]int{}}
	for i, k := range keys {
		t.list = append(t.list, members[k])
		for _, g := range members[k] {
			t.of[g] = i
		}
	}
	return t
}

// markedTurns divides the marked graphs among graphs, and those that call such: a marked one comes after those that it calls.
func markedTurns(graphs []*flowgraph.Graph) *turns {
	calls := make([][]*flowgraph.Graph, len(graphs))
	flowgraph.Parallel(len(graphs), func(i int) {
		calls[i] = slices.DeleteFunc(Callees(graphs[i]), func(h *flowgraph.Graph) bool { return h.Attr&flowgraph.Inline == 0 })
	})
	var marked, others []*flowgraph.Graph
	next := map[*flowgraph.Graph][]*flowgraph.Graph{}
	for i, g := range graphs {
		switch {
		case g.Attr&flowgraph.Inline != 0:
			marked, next[g] = append(marked, g), calls[i]
		case len(calls[i]) > 0:
			others = append(others, g)
		}
	}
	list := flowgraph.Components(marked, func(g *flowgraph.Graph) []*flowgraph.Graph { return next[g] })
	t := &turns{list: append(list, others), of: map[*flowgraph.Graph]int{}}
	for i, turn := range t.list {
		for _, g := range turn {
			t.of[g] = i
		}
	}
	return t
}

// depths tells how many components a chain from each graph leads through at most.
func depths(order [][]*flowgraph.Graph, next map[*flowgraph.Graph][]*flowgraph.Graph) map[*flowgraph.Graph]int {
	depth := map[*flowgraph.Graph]int{}
	for _, scc := range order {
		d := 1
		for _, g := range scc {
			for _, h := range next[g] {
				d = max(d, depth[h]+1) // 0 if h is of this component
			}
		}
		for _, g := range scc {
			depth[g] = d
		}
	}
	return depth
}

// addresses returns the graphs whose addresses g mentions.
func addresses(g *flowgraph.Graph) []*flowgraph.Graph {
	var list []*flowgraph.Graph
	for _, b := range g.Blocks {
		b.Constants(func(c *flowgraph.Const) {
			if h, ok := c.Val.(*flowgraph.Graph); ok {
				list = append(list, h)
			}
		})
	}
	return list
}
