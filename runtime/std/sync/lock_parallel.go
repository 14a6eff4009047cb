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

const (
	spins    = 200     // looks at a Mutex before waiting
	patience = 1000000 // nanoseconds that a goroutine waits until it is handed a Mutex
)

// A Mutex is a lock. As long as nobody waits, one atomic operation locks it, and one unlocks it. Whoever comes first when it is
// unlocked gets it; but to one that has waited long it is handed over, so that nobody waits for ever.
type Mutex struct {
	_       noCopy
	state   int32
	urgent  bool // the first that waits has waited long
	handed  bool // it has been handed over to the one that has just been made ready
	waiting scheduler.List
}

//rgo:inline
func load(p *int32) int32 {
	if raw.Collected() == 0 {
		return *p
	}
	return int32(raw.LoadHalf(unsafe.Pointer(p)))
}

//rgo:inline
func cas(p *int32, old, new int32) bool {
	if raw.Collected() == 0 {
		ok := *p == old
		if ok {
			*p = new
		}
		return ok
	}
	return raw.CasHalf(unsafe.Pointer(p), int(old), int(new)) != 0
}

//rgo:inline
func swap(p *int32, new int32) (old int32) {
	if raw.Collected() == 0 {
		old = *p
		*p = new
		return old
	}
	return int32(raw.SwapHalf(unsafe.Pointer(p), int(new)))
}

// Lock locks m.
func (m *Mutex) Lock() {
	if !cas(&m.state, unlocked, locked) {
		m.wait()
	}
}

func (m *Mutex) wait() {
	for range spins {
		if load(&m.state) == unlocked && cas(&m.state, unlocked, locked) {
			return
		}
	}
	raw.Lock()
	start, again := 0, false
	for swap(&m.state, contended) != unlocked {
		if start == 0 {
			start = raw.ClockMono()
		}
		if again {
			m.urgent = raw.ClockMono()-start > patience
			m.waiting.PutFirst(scheduler.Current())
		} else {
			m.waiting.Put(scheduler.Current())
		}
		scheduler.Park("sync.Mutex.Lock")
		again = true
		if m.handed {
			m.handed = false
			break
		}
	}
	raw.Unlock()
}

// TryLock locks m if it is free.
func (m *Mutex) TryLock() bool { return cas(&m.state, unlocked, locked) }

// Unlock unlocks m.
func (m *Mutex) Unlock() {
	if cas(&m.state, locked, unlocked) {
		return
	}
	raw.Lock()
	g := m.waiting.Take()
	if g != nil && m.urgent {
		m.urgent, m.handed = false, true // m stays contended
	} else if swap(&m.state, unlocked) == unlocked {
		fatal.Throw("sync: unlock of unlocked mutex")
	}
	if g != nil {
		scheduler.Ready(g)
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
