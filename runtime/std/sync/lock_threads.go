//go:build rgo_threads

// Package sync replaces Go's package sync in a program with goroutines. What has to wait
// does so in a list of its own; who lets go hands over to the first in the list, so that nobody waits for ever. All of it happens
// under the lock of the runtime, which is nothing where goroutines run one at a time.
package sync

// This file has the locks.

import (
	"rgo/runtime/fatal"
	"rgo/runtime/raw"
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
	raw.Lock()
	if rw.writing || rw.readers > 0 {
		wait(&rw.writers, "sync.RWMutex.Lock")
	}
	rw.writing = true
	raw.Unlock()
}

// TryLock locks rw for writing if nobody holds it.
func (rw *RWMutex) TryLock() bool {
	raw.Lock()
	free := !rw.writing && rw.readers == 0
	if free {
		rw.writing = true
	}
	raw.Unlock()
	return free
}

// Unlock ends writing: the readers that wait are next.
func (rw *RWMutex) Unlock() {
	raw.Lock()
	if !rw.writing {
		fatal.Throw("sync: Unlock of unlocked RWMutex")
	}
	rw.writing = false
	if rw.waiting.Empty() {
		rw.next()
	}
	for g := rw.waiting.Take(); g != nil; g = rw.waiting.Take() {
		rw.readers++
		scheduler.Ready(g)
	}
	raw.Unlock()
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
	raw.Lock()
	if rw.writing || !rw.writers.Empty() {
		wait(&rw.waiting, "sync.RWMutex.RLock") // Unlock counts the reader
	} else {
		rw.readers++
	}
	raw.Unlock()
}

// TryRLock locks rw for reading if nobody writes or waits for that.
func (rw *RWMutex) TryRLock() bool {
	raw.Lock()
	free := !rw.writing && rw.writers.Empty()
	if free {
		rw.readers++
	}
	raw.Unlock()
	return free
}

// RUnlock ends reading.
func (rw *RWMutex) RUnlock() {
	raw.Lock()
	if rw.readers == 0 {
		fatal.Throw("sync: RUnlock of unlocked RWMutex")
	}
	if rw.readers--; rw.readers == 0 {
		rw.next()
	}
	raw.Unlock()
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
	raw.Lock()
	wg.n += delta
	if wg.n < 0 {
		raw.Unlock()
		panic("sync: negative WaitGroup counter")
	}
	if wg.n == 0 {
		wakeAll(&wg.waiting)
	}
	raw.Unlock()
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
	raw.Lock()
	if wg.n > 0 {
		wait(&wg.waiting, "sync.WaitGroup.Wait")
	}
	raw.Unlock()
}

// Go calls f in a new goroutine and adds that task.
func (wg *WaitGroup) Go(f func()) {
	wg.Add(1)
	go func() {
		defer wg.Done()
		f()
	}()
}

// A Once runs one function once.
type Once struct {
	_    noCopy
	done int32 // 1 when f has returned
	mu   Mutex
}

// Do calls f if o.Do has not been called before. It returns when f has.
func (o *Once) Do(f func()) {
	if load(&o.done) != 0 {
		return
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.done != 0 {
		return
	}
	defer o.finish()
	f()
}

func (o *Once) finish() { swap(&o.done, 1) }
