//go:build !rgo_gil && !rgo_free

package scheduler

// This file makes system calls that may wait without keeping the other goroutines waiting: the call is made when it will not
// wait, or in a form that does not, again and again.
//
// Not so are those that the system gives no such form of: open of a FIFO, calls on disks, and locks of files that another
// process holds (which are asked for every few milliseconds).

import (
	"unsafe"

	"rgo/runtime/raw"
)

// with makes the call with another integer.
func (c *Call) with(i, value int) int {
	before := c.Integers[i]
	c.Integers[i] = value
	r := c.now()
	c.Integers[i] = before
	return r
}

// Results of calls, and flags.
const (
	wouldBlock, accessDenied, notSocket, inProgress = -11, -13, -88, -115

	getFlags, setFlags, nonBlocking = 3, 4, 0x800
	dontWait                        = 0x40 // of calls that send and receive
)

// Do makes the call while others run.
func (c *Call) Do() int {
	if alone() {
		return c.now()
	}
	i := &c.Integers
	switch c.Number {
	case sysRead, sysReadv, sysAccept, sysAccept4:
		return c.when(Readable, false)
	case sysRecvfrom:
		return c.when(Readable, i[3]&dontWait != 0)
	case sysRecvmsg:
		return c.when(Readable, i[2]&dontWait != 0)
	case sysWrite:
		return c.write()
	case sysWritev:
		return c.when(Writable, false)
	case sysSendto:
		return c.send(3)
	case sysSendmsg:
		return c.send(2)
	case sysConnect:
		return c.connect()
	case sysPoll:
		return c.poll()
	case sysPpoll:
		return c.ppoll()
	case sysEpollWait, sysEpollPwait:
		return c.epoll()
	case sysWait4:
		return c.wait4()
	case sysWaitid:
		return c.waitid()
	case sysFlock:
		const noWait = 4
		return c.again(func() int { return c.with(1, i[1]|noWait) }, i[1]&noWait != 0)
	case sysFcntl:
		const lock, lockWait, openLock, openLockWait = 6, 7, 37, 38
		switch i[1] {
		case lockWait:
			return c.again(func() int { return c.with(1, lock) }, false)
		case openLockWait:
			return c.again(func() int { return c.with(1, openLock) }, false)
		}
	}
	return c.now()
}

// system makes a call of integers.
func system(number, a, b, c int) int {
	return raw.Syscall(number, nil, nil, nil, nil, nil, nil, a, b, c, 0, 0, 0)
}

// await waits until descriptor fd is ready, unless it is one whose calls do not wait. It returns Interrupted if a signal came.
func await(fd, events int) int {
	entry := []uint64{Pollable(fd, events)}
	if ppoll(entry, 0) > 0 { // less than 0: a signal came, if only the one by which Go's runtime takes turns
		return Happened
	}
	if flags := system(sysFcntl, fd, getFlags, 0); flags < 0 || flags&nonBlocking != 0 {
		return Happened
	}
	return Await(entry, -1)
}

// when makes the call when its descriptor is ready.
func (c *Call) when(events int, atOnce bool) int {
	if !atOnce && await(c.Integers[0], events) == Interrupted {
		return Interrupted
	}
	return c.now()
}

// send makes a call that sends; flags is the index of its flags. What is ready to take something may not take all, and then
// some has been sent.
func (c *Call) send(flags int) int {
	i := &c.Integers
	if i[flags]&dontWait != 0 {
		return c.now()
	}
	for {
		r := c.with(flags, i[flags]|dontWait)
		if r != wouldBlock {
			return r
		}
		if f := system(sysFcntl, i[0], getFlags, 0); f < 0 || f&nonBlocking != 0 {
			return r
		}
		if Await([]uint64{Pollable(i[0], Writable)}, -1) == Interrupted {
			return Interrupted
		}
	}
}

// write writes all, as a call that waits does: a pipe or terminal that is ready takes at least atomic bytes, a socket says what it took.
func (c *Call) write() int {
	const (
		atomic   = 4096
		modeWord = 3 // of struct stat, its lower half

		typeMask, pipe, characterDevice, socket = 0o170000, 0o010000, 0o020000, 0o140000
	)
	fd, n := c.Integers[0], c.Integers[2]
	if flags := system(sysFcntl, fd, getFlags, 0); flags < 0 || flags&nonBlocking != 0 {
		return c.now()
	}
	if n <= atomic {
		return c.when(Writable, false)
	}
	var stat [18]uint64
	if r := raw.Fstat(fd, unsafe.Pointer(&stat)); r < 0 {
		return r
	}
	part := Call{Number: sysWrite}
	step := atomic
	switch stat[modeWord] & typeMask {
	case pipe, characterDevice:
	case socket:
		part.Number, step = sysSendto, n
	default:
		return c.now()
	}
	for done := 0; ; {
		r := await(fd, Writable)
		if r == Happened {
			part.Pointers[1] = unsafe.Add(c.Pointers[1], done)
			part.Integers = [6]int{fd, 0, min(step, n-done), dontWait}
			r = part.now()
		}
		switch {
		case r == wouldBlock:
		case r < 0 && done > 0:
			return done
		case r < 0:
			return r
		default:
			if done += r; done >= n {
				return done
			}
		}
	}
}

// connect connects as a socket that does not wait does.
func (c *Call) connect() int {
	const socketLevel, pendingError = 1, 4
	fd := c.Integers[0]
	flags := system(sysFcntl, fd, getFlags, 0)
	if flags < 0 || flags&nonBlocking != 0 {
		return c.now()
	}
	system(sysFcntl, fd, setFlags, flags|nonBlocking)
	r := c.now()
	for pause := int64(shortPause); r == wouldBlock; { // the queue of a local socket is full
		pause = doze(pause)
		r = c.now()
	}
	if r == inProgress || r == Interrupted {
		if Await([]uint64{Pollable(fd, Writable)}, -1) == Interrupted {
			r = Interrupted
		} else {
			result, size := [1]int32{}, [1]int32{4}
			r = raw.Syscall(sysGetsockopt, nil, nil, nil, unsafe.Pointer(&result), unsafe.Pointer(&size), nil, fd, socketLevel, pendingError, 0, 0, 0)
			if r >= 0 {
				r = -int(result[0])
			}
		}
	}
	system(sysFcntl, fd, setFlags, flags)
	return r
}

// entries are those of poll and ppoll.
func (c *Call) entries() []uint64 {
	return append([]uint64{}, unsafe.Slice((*uint64)(c.Pointers[0]), c.Integers[1])...)
}

func (c *Call) poll() int {
	const timeoutAt = 2
	return c.until(int64(c.Integers[timeoutAt])*1e6, func() int { return c.with(timeoutAt, 0) }, c.entries)
}

func (c *Call) ppoll() int {
	if c.Pointers[3] != nil {
		return c.now() // with a mask of signals
	}
	timeout := int64(-1)
	if t := c.Pointers[2]; t != nil {
		timeout = *(*int64)(t)*1e9 + *(*int64)(unsafe.Add(t, 8))
	}
	var zero [2]int64
	at := *c
	at.Pointers[2] = unsafe.Pointer(&zero)
	return c.until(timeout, at.now, c.entries)
}

func (c *Call) epoll() int {
	const timeoutAt = 3
	if c.Pointers[4] != nil {
		return c.now()
	}
	timeout := int64(c.Integers[timeoutAt]) * 1e6
	return c.until(timeout, func() int { return c.with(timeoutAt, 0) }, func() []uint64 { return []uint64{Pollable(c.Integers[0], Readable)} })
}

// until makes a call that tells of events until it tells of one, or the time is over. entries says what to wait for in between.
func (c *Call) until(timeout int64, try func() int, entries func() []uint64) int {
	end := int64(raw.ClockMono()) + timeout
	for {
		r := try()
		if r != 0 || timeout == 0 {
			return r
		}
		if timeout > 0 {
			if timeout = end - int64(raw.ClockMono()); timeout <= 0 {
				return 0
			}
		}
		if Await(entries(), timeout) == Interrupted {
			return Interrupted
		}
	}
}

const noHang = 1 // WNOHANG

// wait4 waits for a child.
func (c *Call) wait4() int {
	i := &c.Integers
	if i[2]&noHang != 0 {
		return c.now()
	}
	pause := int64(shortPause)
	for {
		if r := c.with(2, i[2]|noHang); r != 0 {
			return r
		}
		if i[0] > 0 && i[2] == 0 {
			r := awaitProcess(i[0])
			if r == Interrupted {
				return r
			}
			if r == Happened {
				continue
			}
		}
		if pause = doze(pause); pause < 0 {
			return Interrupted
		}
	}
}

// awaitProcess waits for the end of a process. It returns Late if it cannot.
func awaitProcess(pid int) int {
	fd := system(sysPidfdOpen, pid, 0, 0)
	if fd < 0 {
		return Late
	}
	r := Await([]uint64{Pollable(fd, Readable)}, -1)
	raw.Close(fd)
	return r
}

// waitid waits for a child; a struct siginfo whose signal stays 0 says that there is none.
func (c *Call) waitid() int {
	i, info := &c.Integers, c.Pointers[2]
	if i[3]&noHang != 0 || info == nil {
		return c.now()
	}
	pause := int64(shortPause)
	for {
		*(*int32)(info) = 0
		if r := c.with(3, i[3]|noHang); r < 0 || *(*int32)(info) != 0 {
			return r
		}
		if pause = doze(pause); pause < 0 {
			return Interrupted
		}
	}
}

// Pauses between two questions, in nanoseconds.
const shortPause, longPause = 500 * 1000, 20 * 1000 * 1000

// doze waits for that long, and returns for how long to wait next; a negative number if a signal came.
func doze(pause int64) int64 {
	if Await(nil, pause) == Interrupted {
		return -1
	}
	return min(2*pause, longPause)
}

// again makes a call that says that it would wait, until it does not.
func (c *Call) again(try func() int, atOnce bool) int {
	pause := int64(shortPause)
	for {
		r := try()
		if atOnce || r != wouldBlock && r != accessDenied {
			return r
		}
		if pause = doze(pause); pause < 0 {
			return Interrupted
		}
	}
}
