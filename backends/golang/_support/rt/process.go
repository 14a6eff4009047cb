package rt

// This file is for programs that make system calls by number, that of copying the process among them.

import (
	"syscall"
	"time"

	"translated/procfork"
)

// settle lets the goroutine of ExternWatchSignal run if a signal may have ended a call, which then was interrupted, or has written
// less than it was to write.
func settle(number, result, size int64, errno syscall.Errno) {
	if watched == nil {
		return
	}
	switch number {
	case syscall.SYS_WRITE, syscall.SYS_PWRITE64, syscall.SYS_SENDTO:
		if errno == 0 && result < size {
			time.Sleep(time.Millisecond)
		}
	}
	if errno == syscall.EINTR {
		time.Sleep(time.Millisecond)
	}
}

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
	settle(number, int64(result), int64(r), errno)
	if errno != 0 {
		return -int64(errno)
	}
	return int64(result)
}
