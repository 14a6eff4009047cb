package rt

// This file is for programs that make system calls by number, that of copying the process among them.

import (
	"syscall"
	"time"

	"translated/procfork"
)

func init() { interruptWhile = procfork.InterruptWhile }

// settle waits for the goroutine of ExternWatchSignal if a signal has ended a call: it was interrupted, or it has written less
// than it was to write to a descriptor that waits. That is so that the program handles the signal at once; where the goroutine
// comes later nothing is lost.
func settle(number int64, fd uintptr, result, size int64, errno syscall.Errno) {
	if watched == nil || errno != syscall.EINTR && (errno != 0 || !cutShort(number, fd, result, size)) {
		return
	}
	for end := time.Now().Add(100 * time.Millisecond); !signalWaits() && time.Now().Before(end); {
		time.Sleep(200 * time.Microsecond)
	}
}

func cutShort(number int64, fd uintptr, result, size int64) bool {
	switch number {
	case syscall.SYS_WRITE, syscall.SYS_PWRITE64, syscall.SYS_SENDTO:
		if result >= size {
			return false
		}
		flags, _, _ := syscall.RawSyscall(syscall.SYS_FCNTL, fd, syscall.F_GETFL, 0)
		return flags&syscall.O_NONBLOCK == 0
	}
	return false
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
	call := syscall.RawSyscall6
	if watched != nil {
		call = syscall.Syscall6 // the call may wait for a signal, which other goroutines have to note meanwhile
	}
	result, _, errno := call(uintptr(number), p, q, r, s, t, u)
	settle(number, p, int64(result), int64(r), errno)
	if errno != 0 {
		return -int64(errno)
	}
	return int64(result)
}
