// Finalizers, cleanups and weak pointers as far as their effect does not depend on when objects die.
package main

import (
	"runtime"
	"runtime/debug"
	"time"
	"weak"
)

type node struct {
	value int
	left  *node
	name  [3]string
}

// Close has a result, which is ignored.
func (n *node) Close() error { panic("closed while in use") }

type closer interface{ Close() error }

type key struct{ w weak.Pointer[node] }

var root = &node{value: 7}

var early weak.Pointer[node]

func init() { early = weak.Make(root) }

func main() {
	n := &node{value: 1, left: &node{value: 2}}
	runtime.SetFinalizer(n, (*node).Close)
	runtime.SetFinalizer(n, nil)
	runtime.SetFinalizer(n, nil)
	runtime.SetFinalizer(n, func(c closer) { c.Close() })
	m := &node{value: 3}
	runtime.SetFinalizer(m, func(*node) { panic("m") })
	stopped := runtime.AddCleanup(m, func(text string) { panic(text) }, "stopped")
	stopped.Stop()
	stopped.Stop()
	runtime.Cleanup{}.Stop()

	// Weak pointers are equal if their targets are.
	w, v := weak.Make(n), weak.Make(n.left)
	println(w == weak.Make(n), w == v, v == weak.Make(n.left), weak.Make[node](nil) == weak.Pointer[node]{})
	println(early == weak.Make(root), early.Value() == root, early.Value().value)
	table := map[key]int{{w}: 10, {v}: 20}
	runtime.GC()
	debug.FreeOSMemory()
	garbage := 0
	for i := range 10000 {
		garbage += len(make([]*node, i%100))
	}
	println(garbage, w.Value() == n, v.Value().value, table[key{weak.Make(n)}], table[key{weak.Make(n.left)}])

	// Into an object.
	field := weak.Make(&n.name[1])
	n.name[1] = "field"
	println(*field.Value(), field == weak.Make(&n.name[1]), field == weak.Make(&n.name[2]))

	time.Sleep(time.Nanosecond)
	runtime.Gosched()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	runtime.GC()
	runtime.ReadMemStats(&after)
	println(after.NumForcedGC - before.NumForcedGC)

	for _, f := range []func(){
		func() { runtime.AddCleanup((*node)(nil), func(int) {}, 1) },
		func() { runtime.AddCleanup(n, func(*node) {}, n) },
	} {
		func() {
			defer func() { println(recover().(string)) }()
			f()
		}()
	}
	runtime.KeepAlive(n)
	runtime.KeepAlive(m)
	println(n.value, m.value)
}
