package rt

// This file is for programs that make system calls by number, that of copying the process among them.

import (
	"syscall"
	"time"

	"translated/procfork"
)

// ExternSyscall makes any system call. Those that wait see signals as interruptions, which are Go's own too.
func ExternSyscall(number int64, p, q, r, s, t, u uintptr, a, b, c, d, e, f int64) int64 {
	if number == syscall.SYS_FORK {
		return int64(procfork.Fork())
	}
	if p == 0 {
		p = uintptr(a)
	}
	if q == 0 {
		q = uintptr(b)
	}
	if r == 0 {
		r = uintptr(c)
	}
	if s == 0 {
		s = uintptr(d)
	}
	if t == 0 {
		t = uintptr(e)
	}
	if u == 0 {
		u = uintptr(f)
	}
	result, _, errno := syscall.RawSyscall6(uintptr(number), p, q, r, s, t, u)
	if errno == syscall.EINTR && watched != nil {
		time.Sleep(time.Millisecond) // the goroutine of ExternWatchSignal may have to run yet
	}
	if errno != 0 {
		return -int64(errno)
	}
	return int64(result)
}
