package flowgraph

import (
	"cmp"
	"fmt"
	"runtime"
	"runtime/debug"
	"slices"
	"sync"
	"sync/atomic"
)

// Parallel calls f for 0 to n-1, begun in that order, on all processors. A panic of f becomes one of the caller.
func Parallel(n int, f func(i int)) {
	var next atomic.Int64
	var failed atomic.Value
	var group sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		group.Go(func() {
			defer func() {
				if e := recover(); e != nil {
					failed.CompareAndSwap(nil, fmt.Sprintf("%v\n%s", e, debug.Stack()))
				}
			}()
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				f(i)
			}
		})
	}
	group.Wait()
	if e := failed.Load(); e != nil {
		panic(e)
	}
}

// LargestFirst returns list, for Parallel, with the graphs in front that would keep everybody waiting if they came last.
func LargestFirst(list []*Graph) []*Graph {
	const large = 500 // blocks
	var front, rest []*Graph
	for _, g := range list {
		if len(g.Blocks) >= large {
			front = append(front, g)
		} else {
			rest = append(rest, g)
		}
	}
	slices.SortStableFunc(front, func(a, b *Graph) int { return cmp.Compare(len(b.Blocks), len(a.Blocks)) })
	return append(front, rest...)
}
