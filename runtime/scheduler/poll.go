package scheduler

// This file lets goroutines wait for descriptors while others run: who has nothing to do asks the system (ppoll) which of
// them are ready, until the next timer is due; who is busy asks now and then.

import (
	"unsafe"

	"rgo/runtime/raw"
)

// Events of a descriptor, for Pollable.
const (
	Readable = 1
	Writable = 4
)

// What Await returns.
const (
	Interrupted = -4
	Late        = 0
	Happened    = 1
)

// Pollable returns an entry for Await, and for the system's poll: a struct pollfd.
func Pollable(fd, events int) uint64 { return uint64(uint32(fd)) | uint64(events&0xffff)<<32 }

// resultOf is the part of an entry in which the system says what happened.
const resultOf = 0xffff << 48

// A Waiter is a goroutine that waits, once.
type Waiter struct {
	g      *G
	result int
	awake  bool
	parked bool
}

// NewWaiter returns a Waiter for the goroutine that runs.
func NewWaiter() *Waiter { return &Waiter{g: current()} }

// waiting holds the entries of those that wait for files or signals.
var waiting struct {
	entries []uint64
	owners  []*Waiter   // owners[i] waits for entries[i]
	signal  func() bool // see Signals
	taken   int         // calls of SignalTaken, plus 1
}

// Signals says who knows whether a signal came that the program has not handled yet: then who waits is interrupted once.
func Signals(came func() bool) {
	waiting.signal = came
	if waiting.taken == 0 {
		waiting.taken = 1
	}
}

// SignalTaken says that the program is about to handle a signal: another one interrupts again who waits.
func SignalTaken() { waiting.taken++ }

// signalled reports whether a signal came that has not yet interrupted g. From then on it has.
func (g *G) signalled() bool {
	if waiting.signal == nil || g.interrupted == waiting.taken || !waiting.signal() {
		return false
	}
	g.interrupted = waiting.taken
	return true
}

// Await waits until the system has something to tell about one of the entries, a signal comes or timeout nanoseconds have
// passed; a negative timeout has no end.
func Await(entries []uint64, timeout int64) int { return NewWaiter().Await(entries, timeout) }

// Await is function Await, and ends with Happened if somebody calls Wake, too.
func (w *Waiter) Await(entries []uint64, timeout int64) int {
	raw.Lock()
	if w.awake {
		raw.Unlock()
		return w.result // somebody was faster
	}
	if w.g.signalled() {
		raw.Unlock()
		return Interrupted // it came after the program had looked and before it waited
	}
	t := w.limit(timeout)
	if len(entries) == 0 {
		entries = []uint64{Pollable(-1, 0)} // the system passes over it
	}
	for _, e := range entries {
		waiting.entries = append(waiting.entries, e&^resultOf)
		waiting.owners = append(waiting.owners, w)
	}
	w.parked = true
	Park("IO wait")
	if t != nil {
		t.drop()
	}
	dropAwake()
	raw.Unlock()
	return w.result
}

// Wait waits until somebody calls Wake, which is Happened, or timeout nanoseconds have passed. A negative timeout has no end.
func (w *Waiter) Wait(timeout int64) int {
	raw.Lock()
	if !w.awake {
		t := w.limit(timeout)
		w.parked = true
		Park("lock")
		if t != nil {
			t.drop()
		}
	}
	raw.Unlock()
	return w.result
}

// limit returns a timer that wakes w after that long, or nil.
func (w *Waiter) limit(timeout int64) *Timer {
	if timeout < 0 {
		return nil
	}
	t := NewTimer(func() {
		raw.Lock()
		w.wake(Late)
		raw.Unlock()
	})
	t.set(timeout, 0)
	return t
}

// Wake lets the goroutine of w go on. It returns false if it does already.
func (w *Waiter) Wake() bool {
	raw.Lock()
	first := w.wake(Happened)
	raw.Unlock()
	return first
}

func (w *Waiter) wake(result int) bool {
	if w.awake {
		return false
	}
	w.awake, w.result = true, result
	if w.parked {
		makeReady(w.g)
	}
	return true
}

// dropAwake removes the entries of those that do not wait any more.
func dropAwake() {
	if len(waiting.owners) == 0 {
		return
	}
	kept := 0
	for i, w := range waiting.owners {
		if !w.awake {
			waiting.entries[kept], waiting.owners[kept] = waiting.entries[i], w
			kept++
		}
	}
	clear(waiting.owners[kept:])
	waiting.entries, waiting.owners = waiting.entries[:kept], waiting.owners[:kept]
}

// lookAtFiles waits until something has happened to an entry, but at most timeout nanoseconds, and wakes who waits for it. A negative
// timeout has no end.
func lookAtFiles(timeout int64) {
	r := ppoll(waiting.entries, timeout)
	if r == Interrupted {
		interruptAll()
		return
	}
	if r == 0 {
		return
	}
	for i, w := range waiting.owners {
		// A failure is for the calls to report that the entries are about.
		if r < 0 || waiting.entries[i]&resultOf != 0 {
			w.wake(Happened)
		}
	}
	dropAwake()
}

// lookAtSignals interrupts who waits if a signal has come that has not interrupted them yet.
func lookAtSignals() {
	if waiting.signal == nil || !waiting.signal() {
		return
	}
	for _, w := range waiting.owners {
		if w.g.signalled() {
			w.wake(Interrupted)
		}
	}
	dropAwake()
}

func interruptAll() {
	for _, w := range waiting.owners {
		w.g.interrupted = waiting.taken
		w.wake(Interrupted)
	}
	dropAwake()
}

// ppoll is the system call. Where the system does not know it, everything is ready.
func ppoll(entries []uint64, timeout int64) int {
	const number, notThere, maskSize = 271, -38, 8
	time := [2]int64{timeout / 1e9, timeout % 1e9}
	var limit unsafe.Pointer
	if timeout >= 0 {
		limit = unsafe.Pointer(&time)
	}
	r := raw.Syscall(number, unsafe.Pointer(unsafe.SliceData(entries)), nil, limit, nil, nil, nil, 0, len(entries), 0, 0, maskSize, 0)
	if r == notThere {
		for i := range entries {
			entries[i] |= resultOf
		}
		return len(entries)
	}
	return r
}
