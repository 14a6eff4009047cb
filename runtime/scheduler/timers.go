package scheduler

// This file keeps what is to happen at a time: a binary heap of timers, the next one first.

import "rgo/runtime/raw"

// A Timer calls a function at a time, once or again and again. The function is called by whatever goroutine hands over
// then: it must not wait.
type Timer struct {
	f      func()
	when   int64 // monotonic nanoseconds
	period int64 // until the next time; 0 is once
	at     int   // its place in the heap plus 1; 0 if it is not set
	fires  bool  // its function is being called
}

type heap struct{ list []*Timer }

var timers heap

// NewTimer returns a timer for f, not set.
func NewTimer(f func()) *Timer { return &Timer{f: f} }

// Set sets t to call its function after d nanoseconds, and from then on every period nanoseconds if that is above 0.
// It reports whether t had been set before.
func (t *Timer) Set(d, period int64) bool {
	raw.Lock()
	t.settle()
	was := t.set(d, period)
	raw.Unlock()
	return was
}

func (t *Timer) set(d, period int64) bool {
	was := t.drop()
	now := int64(raw.ClockMono())
	t.when = now + d
	if d < 0 {
		t.when = now
	} else if t.when < now {
		t.when = 1<<63 - 1
	}
	t.period = period
	timers.add(t)
	if t.at == 1 {
		sooner()
	}
	return was
}

// Stop takes back Set, and reports whether t was set.
func (t *Timer) Stop() bool {
	raw.Lock()
	t.settle()
	was := t.drop()
	raw.Unlock()
	return was
}

// settle waits until nobody calls the function of t: what it does is done when Stop and Set return. The caller has the lock.
func (t *Timer) settle() {
	for raw.Free && t.fires {
		raw.Unlock()
		raw.Safepoint()
		raw.Lock()
	}
}

func (t *Timer) drop() bool {
	if t.at == 0 {
		return false
	}
	timers.remove(t)
	return true
}

// Sleep waits for d nanoseconds.
func Sleep(d int64) {
	if d <= 0 {
		Gosched()
		return
	}
	g := current()
	t := NewTimer(func() {
		raw.Lock()
		makeReady(g)
		raw.Unlock()
	})
	raw.Lock()
	t.set(d, 0)
	Park("sleep")
	raw.Unlock()
}

// fire calls the functions of the timers whose time has come. The caller has the lock and nobody waits for it to hand over: they
// are called without the lock.
func fire() {
	now := int64(raw.ClockMono())
	for len(timers.list) > 0 && timers.list[0].when <= now {
		t := timers.list[0]
		timers.remove(t)
		if t.period > 0 {
			t.when += t.period * (1 + (now-t.when)/t.period)
			timers.add(t)
		}
		t.fires = true
		raw.Unlock()
		t.f()
		raw.Lock()
		t.fires = false
	}
}

func (h *heap) count() int { return len(h.list) }

func (h *heap) add(t *Timer) {
	h.list = append(h.list, t)
	t.at = len(h.list)
	h.up(len(h.list) - 1)
}

func (h *heap) remove(t *Timer) {
	i, last := t.at-1, len(h.list)-1
	if i != last {
		h.swap(i, last)
	}
	h.list[last] = nil
	h.list = h.list[:last]
	t.at = 0
	if i != last {
		h.up(i)
		h.down(i)
	}
}

func (h *heap) swap(i, j int) {
	h.list[i], h.list[j] = h.list[j], h.list[i]
	h.list[i].at, h.list[j].at = i+1, j+1
}

func (h *heap) up(i int) {
	for i > 0 {
		parent := (i - 1) / 2
		if h.list[parent].when <= h.list[i].when {
			return
		}
		h.swap(i, parent)
		i = parent
	}
}

func (h *heap) down(i int) {
	for {
		child := 2*i + 1
		if child >= len(h.list) {
			return
		}
		if child+1 < len(h.list) && h.list[child+1].when < h.list[child].when {
			child++
		}
		if h.list[i].when <= h.list[child].when {
			return
		}
		h.swap(i, child)
		i = child
	}
}
