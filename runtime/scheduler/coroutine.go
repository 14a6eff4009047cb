package scheduler

// This file has goroutines that run only when one that waits for them says so: iter.Pull, and what interpreters build on.

import (
	"rgo/runtime/fatal"
	"rgo/runtime/raw"
)

// NewCoroutine returns a goroutine that calls f when it is resumed for the first time.
func NewCoroutine(f func()) *G {
	raw.Lock()
	prepare()
	g := take(raw.Free)
	g.run = f
	raw.Unlock()
	return g
}

// Resume lets g run, which NewCoroutine has made, until it calls Yield or ends.
func Resume(g *G) {
	raw.Lock()
	if g.back != nil || g.run == nil {
		fatal.Throw("scheduler: resume of a coroutine that runs or has ended")
	}
	g.back = current()
	handOver(g)
	raw.Unlock()
}

// Yield goes back to the goroutine that resumed the one that runs.
func Yield() {
	raw.Lock()
	g := current()
	back := g.back
	if back == nil {
		fatal.Throw("scheduler: yield of a goroutine that nobody has resumed")
	}
	g.back = nil
	handOver(back)
	raw.Unlock()
}

// SwitchTo goes on with g, which NewCoroutine has made and SwitchTo has left, or which GoApart has started and which called SwitchTo itself. It
// returns when somebody switches back.
func SwitchTo(g *G) {
	raw.Lock()
	handOver(g)
	raw.Unlock()
}

// EndWith says who goes on when the coroutine that runs ends, which must be at once.
func EndWith(g *G) { current().back = g }
