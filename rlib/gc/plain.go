//go:build !rgo

package gc

// This file is for plain Go, whose collector calls finalizers in goroutines of their own: they put what they should do in
// a queue for Run.

import (
	"maps"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"weak"
)

// queue is what waits for Run.
var queue struct {
	some atomic.Bool
	mu   sync.Mutex
	list []func()
	last int            // number of the last finalizer
	all  map[int]func() // calls those that have not been called, by number
}

func enqueue(f func()) {
	queue.mu.Lock()
	queue.list = append(queue.list, f)
	queue.mu.Unlock()
	queue.some.Store(true)
}

// collect collects twice: goroutines of Go's runtime have called the functions of the first collection when the second has
// ended.
func collect() {
	runtime.GC()
	runtime.GC()
}

func waiting() bool { return queue.some.Load() }

// Run calls the finalizers and cleanups of objects that the collector has found dead. A translated program calls them
// nowhere else but in runtime.GC, runtime.Gosched and time.Sleep: an interpreter calls Run where it is safe to run code
// of its user. It costs one test if there are none.
func Run() {
	if !waiting() {
		runtime.Gosched()
		return
	}
	queue.mu.Lock()
	list := queue.list
	queue.list = nil
	queue.some.Store(false)
	queue.mu.Unlock()
	for _, f := range list {
		f()
	}
}

func finalizeTyped[T any](p *T, f func(*T)) {
	weakly := weak.Make(p)
	queue.mu.Lock()
	defer queue.mu.Unlock()
	if queue.all == nil {
		queue.all = map[int]func(){}
	}
	queue.last++
	n := queue.last
	queue.all[n] = func() {
		if p := weakly.Value(); p != nil {
			runtime.SetFinalizer(p, nil)
			f(p)
		}
	}
	runtime.SetFinalizer(p, func(p *T) {
		enqueue(func() { f(p) })
		queue.mu.Lock()
		delete(queue.all, n)
		queue.mu.Unlock()
	})
}

func finalizeAll() {
	queue.mu.Lock()
	all := queue.all
	queue.all = nil
	queue.mu.Unlock()
	for _, n := range slices.Sorted(maps.Keys(all)) {
		enqueue(all[n])
	}
}

func watch[T any](p *T, f func()) { runtime.AddCleanup(p, enqueue, f) }
