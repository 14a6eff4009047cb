package scheduler

// This file is a system call that may wait: calls.go and machines.go have two ways to make it while others run.

import (
	"unsafe"

	"rgo/runtime/raw"
)

// A Call is a system call: each argument is the address, or, where that is nil, the integer. What is at an address has no addresses
// of objects in it.
type Call struct {
	Number   int
	Pointers [6]unsafe.Pointer
	Lengths  [6]int // bytes at each address
	Integers [6]int
}

// now makes the call.
func (c *Call) now() int {
	p, i := &c.Pointers, &c.Integers
	return raw.Syscall(c.Number, p[0], p[1], p[2], p[3], p[4], p[5], i[0], i[1], i[2], i[3], i[4], i[5])
}

// alone reports whether nobody has anything to do while the goroutine waits.
func alone() bool { return sched.live == 1 && timers.count() == 0 }

// Numbers of the calls that may wait, and of those that serve them.
const (
	sysRead, sysWrite, sysOpen, sysFstat, sysPoll, sysPread, sysPwrite, sysReadv, sysWritev, sysSelect = 0, 1, 2, 5, 7, 17, 18, 19, 20, 23

	sysPause, sysNanosleep, sysSendfile, sysConnect, sysAccept, sysSendto, sysRecvfrom, sysSendmsg, sysRecvmsg = 34, 35, 40, 42, 43, 44, 45, 46, 47

	sysGetsockopt, sysWait4, sysFcntl, sysFlock, sysFsync, sysFdatasync, sysSigtimedwait, sysSigsuspend, sysSync = 55, 61, 72, 73, 74, 75, 128, 130, 162

	sysFutex, sysClockNanosleep, sysEpollWait, sysWaitid, sysOpenat, sysPselect, sysPpoll, sysEpollPwait, sysFallocate = 202, 230, 232, 247, 257, 270, 271, 281, 285

	sysAccept4, sysPreadv, sysPwritev, sysRecvmmsg, sysSendmmsg, sysCopyFileRange, sysPidfdOpen = 288, 295, 296, 299, 307, 326, 434
)
