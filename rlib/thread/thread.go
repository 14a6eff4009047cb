//go:build !rgo || rgo_threads

// Package thread is what an interpreter gives its language threads and coroutines with.
//
// A thread runs until it waits, ends or yields; so nothing that an interpreter does in between needs a lock. A coroutine is a
// stack that runs when another one switches to it, and at no other time. Under plain Go the same scheduler runs on
// goroutines of Go, one at a time. In a program that is translated without threads Enabled is false.
package thread

import "rgo/runtime/scheduler"

// Enabled says whether there can be threads.
const Enabled = true

// A G is a thread or coroutine.
type G struct{ g *scheduler.G }

// Start starts a thread that calls f.
func Start(f func()) { scheduler.Go(f) }

// Yield lets the other threads that are ready run.
func Yield() { scheduler.Gosched() }

// Sleep waits for that many nanoseconds, while others run.
func Sleep(nanoseconds int64) { scheduler.Sleep(nanoseconds) }

// Count returns the number of threads and coroutines that have not ended.
func Count() int { return scheduler.NumGoroutine() }

// Current returns the thread or coroutine that runs.
func Current() *G { return &G{scheduler.Current()} }

// New returns a coroutine that calls f when something switches to it for the first time. When f returns, its result
// goes on.
func New(f func() *G) *G {
	c := &G{}
	c.g = scheduler.NewCoroutine(func() { scheduler.EndWith(f().g) })
	return c
}

// Switch goes on with g, which has been left by Switch or has not run yet. It returns when something switches back to the
// one that runs now.
func (g *G) Switch() { scheduler.SwitchTo(g.g) }

// A Queue is a queue of threads that wait, first come first served. The zero Queue is empty.
type Queue struct{ waiting []*waiter }

type waiter struct {
	g     *scheduler.G
	awake bool
	late  bool
}

// Wait waits until Wake takes the thread out of q, or until the time is over: then it returns false. A negative time has
// no end.
func (q *Queue) Wait(nanoseconds int64) bool {
	w := &waiter{g: scheduler.Current()}
	q.waiting = append(q.waiting, w)
	var t *scheduler.Timer
	if nanoseconds >= 0 {
		t = scheduler.NewTimer(func() {
			if !w.awake {
				w.awake, w.late = true, true
				scheduler.Ready(w.g)
			}
		})
		t.Set(nanoseconds, 0)
	}
	scheduler.Park("lock")
	if t != nil {
		t.Stop()
	}
	return !w.late
}

// Wake lets the thread that has waited longest go on. It returns false if there is none.
func (q *Queue) Wake() bool {
	for len(q.waiting) > 0 {
		w := q.waiting[0]
		q.waiting[0] = nil
		q.waiting = q.waiting[1:]
		if !w.awake {
			w.awake = true
			scheduler.Ready(w.g)
			return true
		}
	}
	return false
}
