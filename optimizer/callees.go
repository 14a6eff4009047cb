package optimizer

import "rgo/flowgraph"

// Callees returns the graphs that g calls directly, in order of first occurrence.
func Callees(g *flowgraph.Graph) []*flowgraph.Graph {
	var list []*flowgraph.Graph
	seen := map[*flowgraph.Graph]bool{}
	for _, b := range g.Blocks {
		for _, op := range b.Ops {
			if op.Kind != flowgraph.OpCall && op.Kind != flowgraph.OpTry {
				continue
			}
			if h := op.Aux.(*flowgraph.Graph); !seen[h] {
				seen[h] = true
				list = append(list, h)
			}
		}
	}
	return list
}
