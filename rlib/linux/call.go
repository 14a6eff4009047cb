//go:build rgo && !rgo_threads

package linux

import (
	"unsafe"

	"rgo/runtime/raw"
)

// This file makes a system call in programs that are translated without threads.

//rgo:inline
func call(number int, p *[6]unsafe.Pointer, _ *Buffers, a *[6]int) int {
	return raw.Syscall(number, p[0], p[1], p[2], p[3], p[4], p[5], a[0], a[1], a[2], a[3], a[4], a[5])
}

// forked says that this is a copy of the process.
func forked() {}

// interrupting does nothing: the system interrupts calls that wait.
func interrupting() {}

// signalTaken does nothing.
func signalTaken() {}
