package flowgraph

// Components returns the strongly connected components of what begins with list and whose edges next returns,
// those that are led to first (Tarjan's algorithm, iterative: chains can be long).
func Components[T comparable](list []T, next func(T) []T) [][]T {
	type frame struct {
		at   int32
		todo []T
	}
	var (
		number  = make(map[T]int32, len(list)) // in the order in which they are entered, from 1
		nodes   = make([]T, 1, len(list)+1)    // by number
		low     = make([]int32, 1, len(list)+1)
		onStack = make([]bool, 1, len(list)+1)
		stack   []int32
		frames  []frame
		out     [][]T
	)
	enter := func(x T) {
		n := int32(len(nodes))
		number[x] = n
		nodes, low, onStack = append(nodes, x), append(low, n), append(onStack, true)
		stack = append(stack, n)
		frames = append(frames, frame{n, next(x)})
	}
	for _, root := range list {
		if number[root] != 0 {
			continue
		}
		enter(root)
		for len(frames) > 0 {
			f := &frames[len(frames)-1]
			if len(f.todo) > 0 {
				x := f.todo[0]
				f.todo = f.todo[1:]
				if n := number[x]; n == 0 {
					enter(x)
				} else if onStack[n] {
					low[f.at] = min(low[f.at], n)
				}
				continue
			}
			n := f.at
			frames = frames[:len(frames)-1]
			if len(frames) > 0 {
				up := frames[len(frames)-1].at
				low[up] = min(low[up], low[n])
			}
			if low[n] != n {
				continue
			}
			var scc []T
			for {
				m := stack[len(stack)-1]
				stack = stack[:len(stack)-1]
				onStack[m] = false
				scc = append(scc, nodes[m])
				if m == n {
					break
				}
			}
			out = append(out, scc)
		}
	}
	return out
}
