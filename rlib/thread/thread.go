//go:build !rgo || rgo_threads

// Package thread is what an interpreter gives its language threads and coroutines with.
//
// A thread runs until it waits, ends, yields or offers its turn, in every threading model; so nothing that an interpreter does in
// between needs a lock. With --threads gil, and under plain Go, it is asked for a turn after some milliseconds: an interpreter looks
// at Turn where its language lets threads interrupt each other, and calls Offer. A coroutine is a
// stack that runs when another one switches to it, and at no other time. Under plain Go the same scheduler runs on
// goroutines of Go, one at a time. In a program that is translated without threads Enabled is false.
//
// With --threads free, threads run at the same time in the functions that are marked //rgo:parallel, and one at a time everywhere else:
// the translator has a function without the mark wait, before it begins, until its thread is alone (transform/company.go). So an
// interpreter is marked piece by piece, its hot paths first. See parallel.go for what marked functions need.
package thread

import "rgo/runtime/scheduler"

// Enabled says whether there can be threads.
const Enabled = true

// A G is a thread or coroutine.
type G struct{ g *scheduler.G }

// Start starts a thread that calls f.
func Start(f func()) {
	scheduler.GoApart(func() {
		f()
		away()
	})
}

// Yield lets the other threads that are ready run.
func Yield() { yield() }

// Sleep waits for that many nanoseconds, while others run.
func Sleep(nanoseconds int64) {
	before := away()
	scheduler.Sleep(nanoseconds)
	back(before)
}

// Bind keeps the thread that calls it on the thread of the system that it is on, for what the system keeps for each.
func Bind() { scheduler.LockOSThread() }

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
type Queue struct{ waiting []*scheduler.Waiter }

// How a wait ended.
const (
	Interrupted = scheduler.Interrupted
	Late        = scheduler.Late
	Woken       = scheduler.Happened
)

// Wait waits until Wake takes the thread out of q, or until the time is over: then it returns Late. A negative time has
// no end.
func (q *Queue) Wait(nanoseconds int64) int {
	w := q.join()
	before := away()
	how := w.Wait(nanoseconds)
	back(before)
	return q.leave(w, how)
}

func (q *Queue) join() *scheduler.Waiter {
	w := scheduler.NewWaiter()
	q.waiting = append(q.waiting, w)
	return w
}

// leave takes out of q who has not been woken by Wake.
func (q *Queue) leave(w *scheduler.Waiter, how int) int {
	if how == Woken {
		return how
	}
	for i, v := range q.waiting {
		if v == w {
			q.waiting = append(q.waiting[:i], q.waiting[i+1:]...)
			break
		}
	}
	return how
}

// WaitOrSignal is Wait, but returns Interrupted if a signal comes.
func (q *Queue) WaitOrSignal(nanoseconds int64) int {
	w := q.join()
	before := away()
	how := w.Await(nil, nanoseconds)
	back(before)
	return q.leave(w, how)
}

// SleepOrSignal is Sleep, but ends if a signal comes.
func SleepOrSignal(nanoseconds int64) {
	before := away()
	scheduler.Await(nil, max(nanoseconds, 0))
	back(before)
}

// IsAwaited reports whether a thread waits.
//
//rgo:inline
func (q *Queue) IsAwaited() bool { return len(q.waiting) > 0 }

// Wake lets the thread that has waited longest go on. It returns false if there is none.
func (q *Queue) Wake() bool {
	for len(q.waiting) > 0 {
		w := q.waiting[0]
		q.waiting[0] = nil
		q.waiting = q.waiting[1:]
		if w.Wake() {
			return true
		}
	}
	return false
}
