//go:build rgo_threads && !rgo_free

package sync

// This file has the locks that are not the same where goroutines run at the same time.

import (
	"rgo/runtime/fatal"
	"rgo/runtime/scheduler"
)

//rgo:inline
func load(p *int32) int32 { return *p }

//rgo:inline
func swap(p *int32, v int32) { *p = v }

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
