package scheduler

// This file is a system call that may wait: calls.go and machines.go have two ways to make it while others run.

import (
	"unsafe"

	"rgo/runtime/raw"
)

// A Call is a system call: each argument is the address, or, where that is nil, the integer.
type Call struct {
	Number   int
	Pointers [6]unsafe.Pointer
	Integers [6]int
}

// now makes the call.
func (c *Call) now() int {
	p, i := &c.Pointers, &c.Integers
	return raw.Syscall(c.Number, p[0], p[1], p[2], p[3], p[4], p[5], i[0], i[1], i[2], i[3], i[4], i[5])
}

// alone reports whether nobody has anything to do while the goroutine waits.
func alone() bool { return sched.live == 1 && timers.count() == 0 }
