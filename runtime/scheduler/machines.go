//go:build rgo_gil

package scheduler

// This file is what is particular to goroutines on several OS threads, of which one at a time runs the program.
//
// A machine is an OS thread. The one that runs the program has the baton. A goroutine is bound to no machine: whoever has the
// baton switches from stack to stack, as if there were one thread. Only in a call of the system that may wait does a goroutine stay
// on its machine, without the baton, which another one can take. A machine that took it goes on with the stack of the idle
// goroutine, which looks for somebody to run. When the call has returned and the baton is somewhere else, the goroutine is
// one of those that drain makes ready, and its machine waits for work like all others.
//
// So turns are fair among goroutines, which wait in one queue, and need not be among machines.

import (
	"rgo/runtime/raw"
	"rgo/runtime/std/runtime"
)

// idleG runs when nobody is ready. There is one from the first go statement on.
var idleG *G

// calls holds the goroutines that are in calls of the system, by the number that raw.CallOut gets.
var calls struct {
	list  []*G
	free  []int
	count int
}

// started says whether machines have been started in this process.
var started bool

// prepare makes ready for more than one goroutine.
func prepare() {
	if started {
		return
	}
	started = true
	if idleG != nil {
		raw.MachinesStart(idleG.stack)
		return
	}
	me := sched.current
	g := take(false)
	sched.live--
	sched.last--
	idleG = g
	g.run = func() {
		handOver(me)
		goesOn(idleG)
		for {
			idle()
		}
	}
	handOver(g)
	raw.MachinesStart(g.stack)
}

// pick returns the goroutine to run next: the idle one if nobody is ready.
func pick() *G {
	look()
	if g := sched.ready.Take(); g != nil {
		return g
	}
	prepare()
	return idleG
}

// look sees who has become ready without anybody's doing.
func look() {
	drain()
	if sched.ticks++; sched.ticks%clockInterval == 0 {
		if timers.count() > 0 {
			fire()
		}
		lookAtSignals()
	}
}

// drain makes those ready whose calls have returned.
func drain() {
	for {
		n := raw.MachinesReturned()
		if n < 0 {
			return
		}
		sched.ready.Put(calls.list[n])
	}
}

// idle lets somebody run who is ready, or gives up the baton until somebody may be.
func idle() {
	drain()
	if timers.count() > 0 {
		fire()
	}
	lookAtSignals()
	if g := sched.ready.Take(); g != nil {
		handOver(g)
		goesOn(idleG)
		return
	}
	if timers.count() == 0 && len(waiting.owners) == 0 && calls.count == 0 {
		deadlock()
	}
	runtime.Leave(&idleG.state)
	raw.MachinesIdle(nextTime())
	goesOn(idleG)
}

// nextTime is when the next timer is due, 0 if there is none.
func nextTime() int {
	if timers.count() == 0 {
		return 0
	}
	return int(timers.list[0].when)
}

// sooner does nothing: the thread that waits for the next time is one of those that look.
func sooner() {}

// Offer lets others run who are ready. Polls call it when a goroutine has run for a while.
//
//rgo:cold
//rgo:noinline
func Offer() {
	raw.MachinesOffered()
	drain()
	if timers.count() > 0 {
		fire()
	}
	lookAtSignals()
	if !sched.ready.Empty() {
		Ready(sched.current)
		handOver(pick())
	}
}

// Do makes the call while others run.
func (c *Call) Do() int {
	if alone() || !mayWait(c.Number) {
		return c.now()
	}
	prepare()
	me := sched.current
	n := enterCall(me)
	runtime.Leave(&me.state)
	ready := 0
	if !sched.ready.Empty() {
		ready = 1
	}
	i := &c.Integers
	if !movesAll {
		p := &c.Pointers
		r := raw.CallOut(ready, nextTime(), n, c.Number, p[0], p[1], p[2], p[3], p[4], p[5], i[0], i[1], i[2], i[3], i[4], i[5])
		goesOn(me)
		leaveCall(n)
		return r
	}
	var b outside
	p := b.take(c)
	r := raw.CallOut(ready, nextTime(), n, c.Number, p[0], p[1], p[2], p[3], p[4], p[5], i[0], i[1], i[2], i[3], i[4], i[5])
	goesOn(me)
	b.give(c)
	leaveCall(n)
	return r
}

// goesOn makes g the goroutine that runs, on a machine that has just taken the baton.
func goesOn(g *G) {
	sched.current = g
	runtime.Enter(&g.state)
	dropDead()
}

func enterCall(g *G) int {
	calls.count++
	if k := len(calls.free) - 1; k >= 0 {
		n := calls.free[k]
		calls.free = calls.free[:k]
		calls.list[n] = g
		return n
	}
	calls.list = append(calls.list, g)
	return len(calls.list) - 1
}

func leaveCall(n int) {
	calls.count--
	calls.list[n] = nil
	calls.free = append(calls.free, n)
}

// LockOSThread keeps the goroutine on its machine, and all others away from it.
func LockOSThread() {
	prepare()
	me := sched.current
	if me.locks++; me.locks == 1 {
		me.machine = raw.MachinesBind(1)
	}
}

// UnlockOSThread takes back one LockOSThread.
func UnlockOSThread() {
	me := sched.current
	if me.locks > 1 {
		me.locks--
	} else {
		unlockAll(me)
	}
}

// unlockAll lets g, which runs, leave its machine.
func unlockAll(g *G) {
	if g.locks > 0 {
		g.machine, g.locks = 0, 0
		raw.MachinesBind(0)
	}
}

// swapMachines goes on with g, where it or the goroutine that has been running is kept on a machine.
func swapMachines(me, g *G) {
	switch {
	case g.machine != 0:
		raw.MachinesHand(g.machine, g.stack)
	case g == idleG:
		raw.MachinesHand(0, 0)
	default:
		// Another machine has to go on, and does so with the idle goroutine, which takes the first that is ready.
		sched.ready.PutFirst(g)
		raw.MachinesHand(0, 0)
	}
}

// Forked tells the scheduler that it runs in a copy of the process, which has this thread only.
func Forked() {
	raw.MachinesForked()
	started = false
	clear(calls.list)
	calls.list, calls.free, calls.count = nil, nil, 0
	forgetOthers()
}
