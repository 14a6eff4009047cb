package channels

// This file is select. The front end makes a Select, adds a case for each communication, and calls Wait or Poll.

import (
	"rgo/runtime/raw"
	"rgo/runtime/scheduler"
	"rgo/runtime/std/runtime"
)

// A Case is a send or a receive.
type Case interface {
	ready() bool              // it can be done without waiting
	do() bool                 // does it then; the result is whether a receive got an element
	enqueue(s *Select, n int) // waits as case n of s
	dequeue()                 // waits no longer
	finish() bool             // ends it after another goroutine served it or closed the channel; the result is that of do
}

// A Select is one select statement while it runs.
type Select struct {
	cases  []Case
	chosen int
	fired  bool
}

// NewSelect returns a Select with room for n cases.
func NewSelect(n int) *Select { return &Select{cases: make([]Case, 0, n)} }

// Add adds a case.
func (s *Select) Add(c Case) { s.cases = append(s.cases, c) }

// Poll does one of the cases that are ready. It returns its number, or -1 if there is none, and whether a receive got
// an element.
func (s *Select) Poll() (index int, ok bool) {
	raw.Lock()
	index, ok = s.poll()
	raw.Unlock()
	return index, ok
}

func (s *Select) poll() (index int, ok bool) {
	n := 0
	for _, c := range s.cases {
		if c.ready() {
			n++
		}
	}
	if n == 0 {
		return -1, false
	}
	if n > 1 {
		n = scheduler.Random(n)
	} else {
		n = 0
	}
	for i, c := range s.cases {
		if !c.ready() {
			continue
		}
		if n == 0 {
			return i, c.do()
		}
		n--
	}
	return -1, false
}

// Wait is Poll, but waits for a case to become ready.
func (s *Select) Wait() (index int, ok bool) {
	raw.Lock()
	if index, ok = s.poll(); index >= 0 {
		raw.Unlock()
		return index, ok
	}
	for i, c := range s.cases {
		c.enqueue(s, i)
	}
	scheduler.Park("select")
	for !s.fired { // every case is on a nil channel
		scheduler.Park("select")
	}
	for _, c := range s.cases {
		c.dequeue()
	}
	raw.Unlock()
	return s.chosen, s.cases[s.chosen].finish()
}

// A SendCase is case c <- v.
type SendCase[T any] struct {
	c *Chan[T]
	v T
	w *waiter[T]
}

// SendCase returns the case c <- v.
func (c *Chan[T]) SendCase(v T) *SendCase[T] { return &SendCase[T]{c: c, v: v} }

func (s *SendCase[T]) ready() bool { return s.c.canSend() }

func (s *SendCase[T]) do() bool {
	s.c.trySend(s.v)
	return false
}

func (s *SendCase[T]) enqueue(set *Select, n int) {
	if s.c != nil {
		s.w = &waiter[T]{g: scheduler.Current(), set: set, index: n, value: s.v}
		s.c.senders.put(s.w)
	}
}

func (s *SendCase[T]) dequeue() {
	if s.w != nil {
		s.c.senders.remove(s.w)
	}
}

func (s *SendCase[T]) finish() bool {
	if !s.w.ok {
		runtime.PanicSendClosed()
	}
	return false
}

// A ReceiveCase is case v, ok = <-c.
type ReceiveCase[T any] struct {
	c *Chan[T]
	v T
	w *waiter[T]
}

// ReceiveCase returns the case <-c.
func (c *Chan[T]) ReceiveCase() *ReceiveCase[T] { return &ReceiveCase[T]{c: c} }

// Value returns the element received, or zero.
func (r *ReceiveCase[T]) Value() T { return r.v }

func (r *ReceiveCase[T]) ready() bool { return r.c.canReceive() }

func (r *ReceiveCase[T]) do() bool {
	v, ok, _ := r.c.tryReceive()
	r.v = v
	return ok
}

func (r *ReceiveCase[T]) enqueue(set *Select, n int) {
	if r.c != nil {
		r.w = &waiter[T]{g: scheduler.Current(), set: set, index: n}
		r.c.receivers.put(r.w)
	}
}

func (r *ReceiveCase[T]) dequeue() {
	if r.w != nil {
		r.c.receivers.remove(r.w)
	}
}

func (r *ReceiveCase[T]) finish() bool {
	r.v = r.w.value
	return r.w.ok
}
