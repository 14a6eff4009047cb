//go:build !rgo_threads

// Package sync replaces Go's package sync in a program with one thread. Waiting for another goroutine can never end
// there: it is the deadlock that Go's runtime reports, and ends the program in the same way.
package sync

// This file has the locks.

import "rgo/runtime/raw"

// noCopy makes vet complain about copies.
type noCopy struct{}

func (*noCopy) Lock()   {}
func (*noCopy) Unlock() {}

// fatal ends the program.
//
//rgo:cold
//rgo:noreturn
func fatal(text string) {
	print("fatal error: ", text, "\n")
	raw.Exit(2)
}

const deadlock = "all goroutines are asleep - deadlock!"

// A Locker can be locked and unlocked.
type Locker interface {
	Lock()
	Unlock()
}

// A Mutex is a lock.
type Mutex struct {
	_      noCopy
	locked bool
}

// Lock locks m.
func (m *Mutex) Lock() {
	if m.locked {
		fatal(deadlock)
	}
	m.locked = true
}

// TryLock locks m if it is free.
func (m *Mutex) TryLock() bool {
	if m.locked {
		return false
	}
	m.locked = true
	return true
}

// Unlock unlocks m.
func (m *Mutex) Unlock() {
	if !m.locked {
		fatal("sync: unlock of unlocked mutex")
	}
	m.locked = false
}

// A RWMutex is a lock that many readers can share.
type RWMutex struct {
	_       noCopy
	writing bool
	readers int
}

// Lock locks rw for writing.
func (rw *RWMutex) Lock() {
	if !rw.TryLock() {
		fatal(deadlock)
	}
}

// TryLock locks rw for writing if nobody holds it.
func (rw *RWMutex) TryLock() bool {
	if rw.writing || rw.readers > 0 {
		return false
	}
	rw.writing = true
	return true
}

// Unlock ends writing.
func (rw *RWMutex) Unlock() {
	if !rw.writing {
		fatal("sync: Unlock of unlocked RWMutex")
	}
	rw.writing = false
}

// RLock locks rw for reading.
func (rw *RWMutex) RLock() {
	if !rw.TryRLock() {
		fatal(deadlock)
	}
}

// TryRLock locks rw for reading if nobody writes.
func (rw *RWMutex) TryRLock() bool {
	if rw.writing {
		return false
	}
	rw.readers++
	return true
}

// RUnlock ends reading.
func (rw *RWMutex) RUnlock() {
	if rw.readers == 0 {
		fatal("sync: RUnlock of unlocked RWMutex")
	}
	rw.readers--
}

// RLocker returns a Locker whose methods are rw.RLock and rw.RUnlock.
func (rw *RWMutex) RLocker() Locker { return (*readLocker)(rw) }

type readLocker RWMutex

func (r *readLocker) Lock()   { (*RWMutex)(r).RLock() }
func (r *readLocker) Unlock() { (*RWMutex)(r).RUnlock() }

// A WaitGroup waits for a number of tasks.
type WaitGroup struct {
	_ noCopy
	n int
}

// Add adds delta tasks.
func (wg *WaitGroup) Add(delta int) {
	wg.n += delta
	if wg.n < 0 {
		panic("sync: negative WaitGroup counter")
	}
}

// Done ends a task.
func (wg *WaitGroup) Done() { wg.Add(-1) }

// Wait waits until no task is left.
func (wg *WaitGroup) Wait() {
	if wg.n > 0 {
		fatal(deadlock)
	}
}

// A Cond is a place to wait for an event.
type Cond struct {
	_ noCopy
	L Locker
}

// NewCond returns a Cond with Locker l.
func NewCond(l Locker) *Cond { return &Cond{L: l} }

// Wait waits for Signal or Broadcast.
func (c *Cond) Wait() { fatal(deadlock) }

// Signal wakes one waiting goroutine: there is none.
func (c *Cond) Signal() {}

// Broadcast wakes all waiting goroutines: there are none.
func (c *Cond) Broadcast() {}

// A Once runs one function once.
type Once struct {
	_       noCopy
	done    bool
	running bool
}

// Do calls f if o.Do has not been called before.
func (o *Once) Do(f func()) {
	if o.done {
		return
	}
	if o.running {
		fatal(deadlock)
	}
	o.running = true
	defer o.finish()
	f()
}

func (o *Once) finish() { o.done, o.running = true, false }
