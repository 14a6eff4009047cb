//go:build rgo_threads

// Package sync replaces Go's package sync in a program with goroutines, of which one runs at a time. What has to wait
// does so in a list of its own; who lets go hands over to the first in the list, so that nobody waits for ever.
package sync

// This file has the locks.

import (
	"rgo/runtime/fatal"
	"rgo/runtime/scheduler"
)

// noCopy makes vet complain about copies.
type noCopy struct{}

func (*noCopy) Lock()   {}
func (*noCopy) Unlock() {}

// A Locker can be locked and unlocked.
type Locker interface {
	Lock()
	Unlock()
}

// wait puts the goroutine in l until somebody takes it out and makes it ready.
func wait(l *scheduler.List, why string) {
	l.Put(scheduler.Current())
	scheduler.Park(why)
}

// A Mutex is a lock.
type Mutex struct {
	_       noCopy
	locked  bool
	waiting scheduler.List
}

// Lock locks m.
func (m *Mutex) Lock() {
	if m.locked {
		wait(&m.waiting, "sync.Mutex.Lock") // Unlock hands the lock over
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
		fatal.Throw("sync: unlock of unlocked mutex")
	}
	if g := m.waiting.Take(); g != nil {
		scheduler.Ready(g)
		return
	}
	m.locked = false
}

// A RWMutex is a lock that many readers can share. Writers that wait come before new readers.
type RWMutex struct {
	_       noCopy
	writing bool
	readers int
	writers scheduler.List
	waiting scheduler.List // readers
}

// Lock locks rw for writing.
func (rw *RWMutex) Lock() {
	if rw.writing || rw.readers > 0 {
		wait(&rw.writers, "sync.RWMutex.Lock")
	}
	rw.writing = true
}

// TryLock locks rw for writing if nobody holds it.
func (rw *RWMutex) TryLock() bool {
	if rw.writing || rw.readers > 0 {
		return false
	}
	rw.writing = true
	return true
}

// Unlock ends writing: the readers that wait are next.
func (rw *RWMutex) Unlock() {
	if !rw.writing {
		fatal.Throw("sync: Unlock of unlocked RWMutex")
	}
	rw.writing = false
	if rw.waiting.Empty() {
		rw.next()
		return
	}
	for g := rw.waiting.Take(); g != nil; g = rw.waiting.Take() {
		rw.readers++
		scheduler.Ready(g)
	}
}

// next hands rw, which is free, to a writer that waits.
func (rw *RWMutex) next() {
	if g := rw.writers.Take(); g != nil {
		rw.writing = true
		scheduler.Ready(g)
	}
}

// RLock locks rw for reading.
func (rw *RWMutex) RLock() {
	if rw.writing || !rw.writers.Empty() {
		wait(&rw.waiting, "sync.RWMutex.RLock") // Unlock counts the reader
		return
	}
	rw.readers++
}

// TryRLock locks rw for reading if nobody writes or waits for that.
func (rw *RWMutex) TryRLock() bool {
	if rw.writing || !rw.writers.Empty() {
		return false
	}
	rw.readers++
	return true
}

// RUnlock ends reading.
func (rw *RWMutex) RUnlock() {
	if rw.readers == 0 {
		fatal.Throw("sync: RUnlock of unlocked RWMutex")
	}
	if rw.readers--; rw.readers == 0 {
		rw.next()
	}
}

// RLocker returns a Locker whose methods are rw.RLock and rw.RUnlock.
func (rw *RWMutex) RLocker() Locker { return (*readLocker)(rw) }

type readLocker RWMutex

func (r *readLocker) Lock()   { (*RWMutex)(r).RLock() }
func (r *readLocker) Unlock() { (*RWMutex)(r).RUnlock() }

// A WaitGroup waits for a number of tasks.
type WaitGroup struct {
	_       noCopy
	n       int
	waiting scheduler.List
}

// Add adds delta tasks.
func (wg *WaitGroup) Add(delta int) {
	wg.n += delta
	if wg.n < 0 {
		panic("sync: negative WaitGroup counter")
	}
	if wg.n == 0 {
		wakeAll(&wg.waiting)
	}
}

// wakeAll makes all goroutines in l ready.
func wakeAll(l *scheduler.List) {
	for g := l.Take(); g != nil; g = l.Take() {
		scheduler.Ready(g)
	}
}

// Done ends a task.
func (wg *WaitGroup) Done() { wg.Add(-1) }

// Wait waits until no task is left.
func (wg *WaitGroup) Wait() {
	if wg.n > 0 {
		wait(&wg.waiting, "sync.WaitGroup.Wait")
	}
}

// Go calls f in a new goroutine and adds that task.
func (wg *WaitGroup) Go(f func()) {
	wg.Add(1)
	go func() {
		defer wg.Done()
		f()
	}()
}

// A Cond is a place to wait for an event.
type Cond struct {
	_       noCopy
	L       Locker
	waiting scheduler.List
}

// NewCond returns a Cond with Locker l.
func NewCond(l Locker) *Cond { return &Cond{L: l} }

// Wait unlocks c.L, waits for Signal or Broadcast, and locks c.L again.
func (c *Cond) Wait() {
	c.L.Unlock()
	wait(&c.waiting, "sync.Cond.Wait")
	c.L.Lock()
}

// Signal wakes the goroutine that has waited longest.
func (c *Cond) Signal() {
	if g := c.waiting.Take(); g != nil {
		scheduler.Ready(g)
	}
}

// Broadcast wakes all goroutines that wait.
func (c *Cond) Broadcast() { wakeAll(&c.waiting) }

// A Once runs one function once.
type Once struct {
	_    noCopy
	done bool
	mu   Mutex
}

// Do calls f if o.Do has not been called before. It returns when f has.
func (o *Once) Do(f func()) {
	if o.done {
		return
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.done {
		return
	}
	defer o.finish()
	f()
}

func (o *Once) finish() { o.done = true }
