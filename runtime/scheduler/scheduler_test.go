package scheduler_test

import (
	"testing"

	_ "rgo/runtime/raw/host"
	. "rgo/runtime/scheduler"
)

// The scheduler's own rules: first come first served, timers in the order of their times, coroutines run when resumed.
func TestOrder(t *testing.T) {
	var seen []int
	var wait List
	for i := range 3 {
		Go(func() {
			seen = append(seen, i)
			Gosched()
			seen = append(seen, 10+i)
			wait.Put(Current())
			Park("test")
			seen = append(seen, 20+i)
		})
	}
	for !equal(seen, 0, 1, 2, 10, 11, 12) {
		if len(seen) > 6 {
			t.Fatal(seen)
		}
		Gosched()
	}
	second := func() *G { wait.Take(); return wait.Take() }()
	Ready(second)
	Gosched()
	if !equal(seen, 0, 1, 2, 10, 11, 12, 21) {
		t.Fatal(seen)
	}
}

func equal(list []int, want ...int) bool {
	if len(list) != len(want) {
		return false
	}
	for i := range want {
		if list[i] != want[i] {
			return false
		}
	}
	return true
}

func TestTimers(t *testing.T) {
	var seen []int
	me := Current()
	for _, d := range []int64{5, 1, 9000, 3, 7} {
		NewTimer(func() {
			if seen = append(seen, int(d)); len(seen) == 4 {
				Ready(me)
			}
		}).Set(d*1e6, 0)
	}
	stopped := NewTimer(func() { t.Error("called after Stop") })
	stopped.Set(2e6, 0)
	if !stopped.Stop() || stopped.Stop() {
		t.Error("Stop")
	}
	Park("test")
	if !equal(seen, 1, 3, 5, 7) {
		t.Error(seen)
	}
	ticks := 0
	var tick *Timer
	tick = NewTimer(func() {
		if ticks++; ticks == 3 {
			tick.Stop()
			Ready(me)
		}
	})
	tick.Set(1e6, 1e6)
	Park("test")
	Sleep(1e6)
}

func TestCoroutine(t *testing.T) {
	var seen []int
	c := NewCoroutine(func() {
		for i := range 3 {
			seen = append(seen, i)
			Yield()
		}
	})
	for i := range 3 {
		Resume(c)
		seen = append(seen, 10+i)
	}
	if !equal(seen, 0, 10, 1, 11, 2, 12) {
		t.Error(seen)
	}
	Resume(c) // it ends
}
