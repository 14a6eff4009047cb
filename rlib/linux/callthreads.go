//go:build rgo && rgo_threads

package linux

import (
	"unsafe"

	"rgo/runtime/scheduler"
)

// This file makes a system call in programs with threads, so that the others run while it waits.

func call(number int, p *[6]unsafe.Pointer, buffers *Buffers, a *[6]int) int {
	c := scheduler.Call{Number: number, Pointers: *p, Integers: *a}
	for i, b := range buffers {
		c.Lengths[i] = len(b)
	}
	return c.Do()
}

// forked says that this is a copy of the process.
func forked() { scheduler.Forked() }

// interrupting says that signals interrupt threads that wait.
func interrupting() { scheduler.Signals(SignalWaits) }

// signalTaken says that the next signal is to interrupt threads again.
func signalTaken() { scheduler.SignalTaken() }
