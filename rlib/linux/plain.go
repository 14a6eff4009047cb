//go:build !rgo

package linux

import (
	"syscall"
	"time"
	"unsafe"

	"rgo/runtime/procfork"
	_ "rgo/runtime/raw/host" // makes the calls
	"rgo/runtime/scheduler"
)

// This file makes the calls under plain Go.

// Call makes a system call.
func Call(number int, buffers Buffers, args ...int) int {
	c := scheduler.Call{Number: number}
	copy(c.Integers[:], args)
	for i, b := range buffers {
		if b != nil {
			c.Pointers[i] = unsafe.Pointer(unsafe.SliceData(b))
		}
	}
	for {
		r := c.Do()
		if r == -int(syscall.EINTR) && !isClose(number) {
			if !watching {
				continue // Go's own signals interrupt calls
			}
			settle(100 * time.Millisecond)
		}
		return r
	}
}

func isClose(number int) bool { return number == syscall.SYS_CLOSE }

// copyProcess copies Go's runtime, too.
func copyProcess() int { return procfork.Fork() }

func forked() { scheduler.Forked() }

// Exec replaces the program of this process; it returns on failure only.
func Exec(path string, argv, env []string) int {
	err := syscall.Exec(path, argv, env)
	if errno, ok := err.(syscall.Errno); ok {
		return -int(errno)
	}
	return -int(syscall.EINVAL)
}
