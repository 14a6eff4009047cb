//go:build rgo_free

package sync

// This file has the locks that are not the same where goroutines run at the same time.

import (
	"unsafe"

	"rgo/runtime/fatal"
	"rgo/runtime/raw"
	"rgo/runtime/scheduler"
)

// States of a Mutex.
const (
	unlocked = iota
	locked
	contended // locked, and somebody may wait
)

// A Mutex is a lock. As long as nobody waits, one atomic operation locks it, and one unlocks it.
type Mutex struct {
	_       noCopy
	state   int32
	waiting scheduler.List
}

func (m *Mutex) cas(old, new int32) bool {
	if raw.Collected() == 0 {
		ok := m.state == old
		if ok {
			m.state = new
		}
		return ok
	}
	return raw.CasHalf(unsafe.Pointer(&m.state), int(old), int(new)) != 0
}

func (m *Mutex) swap(new int32) int32 {
	if raw.Collected() == 0 {
		old := m.state
		m.state = new
		return old
	}
	return int32(raw.SwapHalf(unsafe.Pointer(&m.state), int(new)))
}

// Lock locks m.
func (m *Mutex) Lock() {
	if m.cas(unlocked, locked) {
		return
	}
	raw.Lock()
	if m.swap(contended) != unlocked {
		wait(&m.waiting, "sync.Mutex.Lock") // Unlock hands the lock over
	}
	raw.Unlock()
}

// TryLock locks m if it is free.
func (m *Mutex) TryLock() bool { return m.cas(unlocked, locked) }

// Unlock unlocks m.
func (m *Mutex) Unlock() {
	if m.cas(locked, unlocked) {
		return
	}
	raw.Lock()
	if g := m.waiting.Take(); g != nil {
		scheduler.Ready(g) // m stays contended
	} else if m.swap(unlocked) == unlocked {
		fatal.Throw("sync: unlock of unlocked mutex")
	}
	raw.Unlock()
}

// A Cond is a place to wait for an event.
type Cond struct {
	_       noCopy
	L       Locker
	waiting []*scheduler.Waiter
}

// NewCond returns a Cond with Locker l.
func NewCond(l Locker) *Cond { return &Cond{L: l} }

// Wait unlocks c.L, waits for Signal or Broadcast, and locks c.L again. Who signals after the unlocking wakes this goroutine, even
// before it waits.
func (c *Cond) Wait() {
	w := scheduler.NewWaiter()
	raw.Lock()
	c.waiting = append(c.waiting, w)
	raw.Unlock()
	c.L.Unlock()
	w.Wait(-1)
	c.L.Lock()
}

// Signal wakes the goroutine that has waited longest.
func (c *Cond) Signal() {
	raw.Lock()
	var w *scheduler.Waiter
	if len(c.waiting) > 0 {
		w = c.waiting[0]
		c.waiting[0] = nil
		c.waiting = c.waiting[1:]
	}
	raw.Unlock()
	if w != nil {
		w.Wake()
	}
}

// Broadcast wakes all goroutines that wait.
func (c *Cond) Broadcast() {
	raw.Lock()
	list := c.waiting
	c.waiting = nil
	raw.Unlock()
	for _, w := range list {
		w.Wake()
	}
}
