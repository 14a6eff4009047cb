package flowgraph

import (
	"fmt"
	"runtime"
	"runtime/debug"
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
