package scheduler

// This file is the public API of package runtime that is about goroutines: package runtime links to it.

import (
	"rgo/runtime/raw"
	"rgo/runtime/std/runtime"
)

// Gosched lets the others that are ready run first.
func Gosched() {
	runtime.CallFinalizers()
	raw.Lock()
	if timers.count() > 0 {
		fire()
	}
	if sched.ready.Empty() {
		look()
	}
	if !sched.ready.Empty() {
		sched.ready.Put(current())
		handOver(pick())
	}
	raw.Unlock()
}

// Goexit ends the goroutine, after its deferred calls.
func Goexit() { runtime.StartExit() }

// NumGoroutine returns the number of goroutines.
func NumGoroutine() int { return sched.live }

// seed is the state of Random.
var seed uint64 = 0x9e3779b97f4a7c15

// Random returns a number from 0 up to, not including, n. The caller has the lock.
func Random(n int) int {
	seed ^= seed << 13
	seed ^= seed >> 7
	seed ^= seed << 17
	return int(seed >> 33 % uint64(n))
}
