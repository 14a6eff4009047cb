//go:build rgo_threads

package time

import "rgo/runtime/scheduler"

// Sleep pauses the goroutine for at least the duration d.
func Sleep(d Duration) { scheduler.Sleep(int64(d)) }

// A Timer represents a single event.
type Timer struct {
	C <-chan Time
	c chan Time // the same; nil for AfterFunc
	t *scheduler.Timer
}

// A Ticker holds a channel that delivers ticks at intervals.
type Ticker struct {
	C <-chan Time
	c chan Time
	t *scheduler.Timer
}

// deliver returns a function that sends the time to c, if there is room.
func deliver(c chan Time) func() {
	return func() {
		select {
		case c <- Now():
		default:
		}
	}
}

// drain takes out what was sent and not received: after Stop and Reset nobody sees an old value.
func drain(c chan Time) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

// NewTimer creates a new Timer that sends the current time on its channel after at least duration d.
func NewTimer(d Duration) *Timer {
	c := make(chan Time, 1)
	t := &Timer{C: c, c: c, t: scheduler.NewTimer(deliver(c))}
	t.t.Set(int64(d), 0)
	return t
}

// Stop prevents the Timer from firing.
func (t *Timer) Stop() bool {
	if t.t == nil {
		panic("time: Stop called on uninitialized Timer")
	}
	was := t.t.Stop()
	return drain(t.c) || was
}

// Reset changes the timer to expire after duration d.
func (t *Timer) Reset(d Duration) bool {
	if t.t == nil {
		panic("time: Reset called on uninitialized Timer")
	}
	was := t.t.Set(int64(d), 0)
	return drain(t.c) || was
}

// After waits for the duration to elapse and then sends the current time on the returned channel.
func After(d Duration) <-chan Time { return NewTimer(d).C }

// AfterFunc waits for the duration to elapse and then calls f in its own goroutine.
func AfterFunc(d Duration, f func()) *Timer {
	t := &Timer{t: scheduler.NewTimer(func() { go f() })}
	t.t.Set(int64(d), 0)
	return t
}

// NewTicker returns a new Ticker whose channel gets the current time every d.
func NewTicker(d Duration) *Ticker {
	if d <= 0 {
		panic("non-positive interval for NewTicker")
	}
	c := make(chan Time, 1)
	t := &Ticker{C: c, c: c, t: scheduler.NewTimer(deliver(c))}
	t.t.Set(int64(d), int64(d))
	return t
}

// Stop turns off a ticker.
func (t *Ticker) Stop() {
	if t.t != nil {
		t.t.Stop()
		drain(t.c)
	}
}

// Reset stops a ticker and resets its period to d.
func (t *Ticker) Reset(d Duration) {
	if d <= 0 {
		panic("non-positive interval for Ticker.Reset")
	}
	if t.t == nil {
		panic("time: Reset called on uninitialized Ticker")
	}
	t.t.Set(int64(d), int64(d))
	drain(t.c)
}

// Tick is NewTicker for those who need the channel only.
func Tick(d Duration) <-chan Time {
	if d <= 0 {
		return nil
	}
	return NewTicker(d).C
}

// What the original is made of and nobody calls here.

func sendTime()   {}
func goFunc()     {}
func syncTimer()  {}
func newTimer()   {}
func stopTimer()  {}
func resetTimer() {}
