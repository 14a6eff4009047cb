package optimizer

import "rgo/flowgraph"

// CallOrder returns the strongly connected components of the direct-call graph of list, callees before callers.
func CallOrder(list []*flowgraph.Graph) [][]*flowgraph.Graph { return components(list, Callees) }

// components returns the strongly connected components of what begins with list and whose edges next returns,
// those that are led to first (Tarjan's algorithm, iterative: chains can be long).
func components[T comparable](list []T, next func(T) []T) [][]T {
	index := map[T]int{}
	low := map[T]int{}
	onStack := map[T]bool{}
	var stack []T
	var out [][]T
	type frame struct {
		g    T
		todo []T
	}
	var frames []frame
	enter := func(g T) {
		index[g] = len(index) + 1
		low[g] = index[g]
		stack = append(stack, g)
		onStack[g] = true
		frames = append(frames, frame{g, next(g)})
	}
	for _, root := range list {
		if index[root] != 0 {
			continue
		}
		enter(root)
		for len(frames) > 0 {
			f := &frames[len(frames)-1]
			if len(f.todo) > 0 {
				h := f.todo[0]
				f.todo = f.todo[1:]
				if index[h] == 0 {
					enter(h)
				} else if onStack[h] {
					low[f.g] = min(low[f.g], index[h])
				}
				continue
			}
			g := f.g
			frames = frames[:len(frames)-1]
			if len(frames) > 0 {
				up := frames[len(frames)-1].g
				low[up] = min(low[up], low[g])
			}
			if low[g] != index[g] {
				continue
			}
			var scc []T
			for {
				h := stack[len(stack)-1]
				stack = stack[:len(stack)-1]
				onStack[h] = false
				scc = append(scc, h)
				if h == g {
					break
				}
			}
			out = append(out, scc)
		}
	}
	return out
}

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
