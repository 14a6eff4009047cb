//go:build !rgo

package scheduler

import (
	"sync/atomic"
	"time"
)

// This file is operation switch_stack under plain Go, for tests and for interpreters that are not translated: a stack is a
// goroutine of Go's, and one of them at a time is not waiting for its turn.

// A hostStack is a goroutine.
type hostStack struct {
	turn    chan struct{}
	started bool
}

// host holds the stacks by the numbers that stand for control blocks.
var host struct {
	stacks  map[uintptr]*hostStack
	current uintptr
	last    uintptr
}

// hostNew makes a stack; the first one is that which runs.
func hostNew() uintptr {
	if host.stacks == nil {
		host.stacks = map[uintptr]*hostStack{}
		host.current = hostNew()
		host.stacks[host.current].started = true
	}
	if host.last == 1 {
		go askForTurns()
	}
	host.last++
	host.stacks[host.last] = &hostStack{turn: make(chan struct{})}
	return host.last
}

// swap goes on with another stack. A new one begins in start.
func swap(to uintptr) {
	from, s := host.stacks[host.current], host.stacks[to]
	host.current = to
	if s.started {
		s.turn <- struct{}{}
	} else {
		s.started = true
		go start()
	}
	<-from.turn
}

// currentStack is raw.StackCurrent.
func currentStack() uintptr {
	hostNew()
	return host.current
}

func newStack(class int) uintptr { return hostNew() }

func stackEnded(s uintptr) {}

func dropStack(s uintptr) { delete(host.stacks, s) }

// turnInterval is how long a goroutine may run before it is asked to let others run.
const turnInterval = 5 * time.Millisecond

var turn atomic.Bool

// askForTurns asks for a turn every now and then. Only interpreters look: there are no polls under plain Go.
func askForTurns() {
	for {
		time.Sleep(turnInterval)
		turn.Store(true)
	}
}

// Turn reports whether a turn has been asked for. It is operation poll under plain Go.
func Turn() bool { return turn.Load() }

// Offer lets others run who are ready.
func Offer() {
	turn.Store(false)
	Gosched()
}
