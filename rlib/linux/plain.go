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
		} else if watching && cutShort(number, r, &c.Integers) {
			settle(100 * time.Millisecond)
		}
		return r
	}
}

// cutShort tells whether a call has written less than it was to write to a descriptor that waits, as it does when a signal comes.
func cutShort(number, r int, args *[6]int) bool {
	switch number {
	case syscall.SYS_WRITE, syscall.SYS_PWRITE64, syscall.SYS_SENDTO:
		if r < 0 || r >= args[2] {
			return false
		}
		flags, _, _ := syscall.RawSyscall(syscall.SYS_FCNTL, uintptr(args[0]), syscall.F_GETFL, 0)
		return flags&syscall.O_NONBLOCK == 0
	}
	return false
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
