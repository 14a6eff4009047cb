//go:build rgo && rgo_threads

package linux

import (
	"unsafe"

	"rgo/runtime/scheduler"
)

// This file makes a system call in programs with threads, so that the others run while it waits.

func call(number int, p *[6]unsafe.Pointer, a *[6]int) int {
	c := scheduler.Call{Number: number, Pointers: *p, Integers: *a}
	return c.Do()
}

// interrupting says that signals interrupt threads that wait.
func interrupting() { scheduler.Signals(SignalsCame) }
