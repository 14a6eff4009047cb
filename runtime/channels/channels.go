// Package channels is Go's chan, monomorphised for each element type of a program, and select.
//
// A channel has a ring of elements and two queues of goroutines that wait, of which one is empty. What a goroutine waits
// with, a waiter, also is where an element is handed over: a send finds a waiting receiver and gives it the element,
// without the ring. A goroutine in a select waits at several channels; the first that serves it fires the select, and
// its other waiters are passed over, and taken out of the queues when it runs again. All of it happens under the lock of the runtime.
package channels

import (
	"unsafe"

	"rgo/runtime/raw"
	"rgo/runtime/scheduler"
	"rgo/runtime/std/runtime"
)

// maxBytes bounds the memory of a channel's ring.
const maxBytes = 1 << 40

// A Chan is a channel; a pointer to one is what chan T, chan<- T and <-chan T are.
type Chan[T any] struct {
	ring   []T // all of its room
	first  int // oldest element
	count  int
	closed bool

	receivers, senders queue[T]
}

// A waiter is a goroutine that waits at a channel.
type waiter[T any] struct {
	g          *scheduler.G
	set        *Select // of which it is a case, or nil
	index      int     // number of the case
	value      T       // to send, or received
	ok         bool    // served by another goroutine, rather than by a close
	queued     bool
	next, prev *waiter[T]
}

// Make returns a new channel with room for size elements.
func (*Chan[T]) Make(size int) *Chan[T] {
	var v T
	if size < 0 || uintptr(size) > maxBytes/max(unsafe.Sizeof(v), 1) {
		runtime.PanicMakeChan()
	}
	c := new(Chan[T])
	if size > 0 {
		c.ring = make([]T, size)
	}
	return c
}

// Len returns the number of elements in the ring.
func (c *Chan[T]) Len() int {
	if c == nil {
		return 0
	}
	return c.count
}

// Cap returns the room of the ring.
func (c *Chan[T]) Cap() int {
	if c == nil {
		return 0
	}
	return len(c.ring)
}

// Send is c <- v.
func (c *Chan[T]) Send(v T) {
	if c == nil {
		scheduler.Forever("chan send (nil chan)")
	}
	raw.Lock()
	if c.trySend(v) {
		raw.Unlock()
		return
	}
	w := &waiter[T]{g: scheduler.Current(), value: v}
	c.senders.put(w)
	scheduler.Park("chan send")
	raw.Unlock()
	if !w.ok {
		runtime.PanicSendClosed()
	}
}

// trySend sends v if that needs no waiting. A panic gives the lock away.
func (c *Chan[T]) trySend(v T) bool {
	if c.closed {
		raw.Unlock()
		runtime.PanicSendClosed()
	}
	if w := c.receivers.take(); w != nil {
		w.value = v
		w.wake(true)
		return true
	}
	if c.count == len(c.ring) {
		return false
	}
	c.push(v)
	return true
}

// canSend reports whether a send needs no waiting.
func (c *Chan[T]) canSend() bool {
	return c != nil && (c.closed || c.count < len(c.ring) || c.receivers.waits())
}

func (c *Chan[T]) push(v T) {
	i := c.first + c.count
	if i >= len(c.ring) {
		i -= len(c.ring)
	}
	c.ring[i] = v
	c.count++
}

// Receive is <-c.
func (c *Chan[T]) Receive() T {
	v, _ := c.ReceiveOk()
	return v
}

// ReceiveOk is v, ok = <-c.
func (c *Chan[T]) ReceiveOk() (v T, ok bool) {
	if c == nil {
		scheduler.Forever("chan receive (nil chan)")
	}
	raw.Lock()
	v, ok, done := c.tryReceive()
	if done {
		raw.Unlock()
		return v, ok
	}
	w := &waiter[T]{g: scheduler.Current()}
	c.receivers.put(w)
	scheduler.Park("chan receive")
	raw.Unlock()
	return w.value, w.ok
}

// tryReceive receives if that needs no waiting: then done is true.
func (c *Chan[T]) tryReceive() (v T, ok, done bool) {
	if c.count > 0 {
		p := &c.ring[c.first]
		v = *p
		var zero T
		*p = zero
		if c.first++; c.first == len(c.ring) {
			c.first = 0
		}
		c.count--
		if w := c.senders.take(); w != nil {
			c.push(w.value)
			w.wake(true)
		}
		return v, true, true
	}
	if w := c.senders.take(); w != nil {
		v = w.value
		w.wake(true)
		return v, true, true
	}
	return v, false, c.closed
}

// canReceive reports whether a receive needs no waiting.
func (c *Chan[T]) canReceive() bool {
	return c != nil && (c.count > 0 || c.closed || c.senders.waits())
}

// Close is close(c).
func (c *Chan[T]) Close() {
	if c == nil {
		runtime.PanicCloseNil()
	}
	raw.Lock()
	if c.closed {
		raw.Unlock()
		runtime.PanicCloseClosed()
	}
	c.closed = true
	for w := c.receivers.take(); w != nil; w = c.receivers.take() {
		w.wake(false)
	}
	for w := c.senders.take(); w != nil; w = c.senders.take() {
		w.wake(false)
	}
	raw.Unlock()
}

// wake lets the goroutine of w, which has been taken from its queue, run.
func (w *waiter[T]) wake(ok bool) {
	w.ok = ok
	scheduler.Ready(w.g)
}

// A queue holds the waiters of one direction, first come first served.
type queue[T any] struct{ first, last *waiter[T] }

func (q *queue[T]) put(w *waiter[T]) {
	w.queued = true
	w.prev = q.last
	if q.last == nil {
		q.first = w
	} else {
		q.last.next = w
	}
	q.last = w
}

func (q *queue[T]) remove(w *waiter[T]) {
	if !w.queued {
		return
	}
	if w.prev == nil {
		q.first = w.next
	} else {
		w.prev.next = w.next
	}
	if w.next == nil {
		q.last = w.prev
	} else {
		w.next.prev = w.prev
	}
	w.queued = false
	w.next, w.prev = nil, nil
}

// take removes and returns the first waiter that is still to be served, and fires its select. Nil if there is none.
func (q *queue[T]) take() *waiter[T] {
	for w := q.first; w != nil; w = q.first {
		q.remove(w)
		if s := w.set; s == nil {
			return w
		} else if !s.fired {
			s.fired = true
			s.chosen = w.index
			return w
		}
	}
	return nil
}

// waits reports whether there is a waiter to be served.
func (q *queue[T]) waits() bool {
	for w := q.first; w != nil; w = w.next {
		if w.set == nil || !w.set.fired {
			return true
		}
	}
	return false
}
