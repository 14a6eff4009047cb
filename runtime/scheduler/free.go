//go:build rgo_free

package scheduler

// This file is what is particular to goroutines that run on several OS threads at the same time.
//
// A machine is an OS thread. It runs one goroutine after the other, from the queue that all machines share. One that finds nobody goes
// on with a goroutine of its own, the idle one, and waits for work. A goroutine stays on its machine while it is in a call of the
// system; another machine takes its place, which is started if there is none. So there are as many machines as calls that wait,
// plus as many as there are processors.
//
// All that goroutines share is seen under one lock (raw.Lock), which is handed over together with the machine: a goroutine that
// has put itself in the queue of a channel cannot be found there before its stack has been left.

import (
	"unsafe"

	"rgo/runtime/raw"
)

// machines counts.
var machines struct {
	count  int  // that there are, from the first go statement on
	idle   int  // that wait for work
	kept   int  // that wait for the goroutine that is bound to them
	calls  int  // that are in calls of the system
	bound  int  // that are for one goroutine only
	limit  int  // that may run at the same time, calls apart
	waking bool // one has been told of work and has not come yet
}

// current returns the goroutine that runs on this machine.
//
//rgo:inline
func current() *G {
	if p := raw.Local(raw.MachineG); p != 0 {
		return (*G)(raw.Pointer(p))
	}
	return &mainG
}

func makeCurrent(me, g *G) { become(g) }

// become has this machine know that it runs g.
func become(g *G) {
	if g == &mainG {
		raw.SetLocal(raw.MachineG, 0)
		raw.SetLocal(raw.MachineState, 0)
		return
	}
	raw.SetLocal(raw.MachineG, addressOf(g))
	raw.SetLocal(raw.MachineState, raw.Address(unsafe.Pointer(&g.state)))
}

func addressOf(g *G) uintptr { return raw.Address(unsafe.Pointer(g)) }

// prepare makes ready for more than one goroutine.
func prepare() {
	if machines.count > 0 {
		return
	}
	machines.count = 1
	if machines.limit == 0 {
		machines.limit = raw.Processors()
	}
	raw.SetLocal(raw.MachineIdle, addressOf(newIdle()))
}

// newIdle returns a goroutine that is as far as where it looks for others to run.
func newIdle() *G {
	g := take(true)
	sched.live--
	sched.last--
	g.idle = true
	g.back = current()
	handOver(g)
	return g
}

// idleLoop is what the idle goroutine of a machine does. It has the lock.
func idleLoop(g *G) {
	back := g.back
	g.back = nil
	handOver(back)
	become(g) // it may be a machine that has just begun
	raw.SetLocal(raw.MachineIdle, addressOf(g))
	machines.waking = false
	for {
		serve(g)
		handOver(await())
	}
}

// await waits for a goroutine to run.
func await() *G {
	for {
		if timers.count() > 0 {
			fire()
		}
		lookAtSignals()
		if g := next(); g != nil {
			if !sched.ready.Empty() {
				wake()
			}
			return g
		}
		counter := &machines.idle
		if raw.Local(raw.MachineBound) != 0 {
			counter = &machines.kept
		}
		*counter++
		if someoneHasPlace() {
			wake() // this machine may not run who is ready
		}
		if machines.idle+machines.kept == machines.count && sched.ready.Empty() && timers.count() == 0 && len(waiting.owners) == 0 {
			deadlock()
		}
		raw.MachineWait(nextTime())
		*counter--
		machines.waking = false
	}
}

// next takes who is to run on this machine out of the queue. Nil if there is nobody, or if enough machines run.
func next() *G {
	if sched.ready.Empty() {
		return nil
	}
	mine := raw.Local(raw.MachineBound)
	if mine == 0 && running() > machines.limit {
		return nil
	}
	var before *G
	for g := sched.ready.first; g != nil; before, g = g, g.next {
		if (mine == 0 && g.machine == 0 || mine == addressOf(g)) && hasPlace(g) {
			sched.ready.remove(before, g)
			return g
		}
	}
	return nil
}

// remove takes out g, which comes after before.
func (l *List) remove(before, g *G) {
	if before == nil {
		l.first = g.next
	} else {
		before.next = g.next
	}
	if l.last == g {
		l.last = before
	}
	g.next = nil
}

// running returns the number of machines that run goroutines.
func running() int { return machines.count - machines.idle - machines.kept - machines.calls }

// pick returns the goroutine to run next: the idle one of this machine if there is none.
func pick() *G {
	if g := next(); g != nil {
		return g
	}
	prepare()
	return (*G)(raw.Pointer(raw.Local(raw.MachineIdle)))
}

// look does nothing: Offer and await do.
func look() {}

// makeReady puts g in the queue, and has a machine look there if one has nothing to do.
func makeReady(g *G) {
	sched.ready.Put(g)
	if g.machine != 0 {
		raw.MachineWake(1)
	} else {
		wake()
	}
}

// wake has one more machine look for work, if there may be more of them. When it has some it calls the next.
func wake() {
	if machines.waking || machines.count == 0 || running() >= machines.limit {
		return
	}
	machines.waking = true
	if machines.idle > 0 {
		raw.MachineWake(machines.kept) // one that is bound may be the one to hear it
		return
	}
	g := newIdle()
	machines.count++
	if raw.MachineStart(g.stack) == 0 {
		machines.count--
		machines.waking = false // those that there are go on; the stack is lost
	}
}

// sooner has a machine look when the next timer is due.
func sooner() {
	if machines.idle > 0 {
		raw.MachineWake(1)
	}
}

// nextTime is when the next timer is due, 0 if there is none.
func nextTime() int {
	if timers.count() == 0 {
		return 0
	}
	return int(timers.list[0].when)
}

// Offer lets others run who are ready, or collect. Polls call it.
//
//rgo:cold
//rgo:noinline
func Offer() {
	raw.Answered()
	raw.Safepoint()
	raw.Lock()
	if timers.count() > 0 {
		fire()
	}
	lookAtSignals()
	if !sched.ready.Empty() {
		sched.ready.Put(current())
		handOver(pick())
	}
	raw.Unlock()
}

// Do makes the call while others run.
func (c *Call) Do() int {
	if !mayWait(c.Number) {
		return c.now()
	}
	raw.Lock()
	if machines.count == 0 {
		raw.Unlock()
		return c.now()
	}
	if current().class == shared {
		raw.Unlock()
		return c.elsewhere()
	}
	machines.calls++
	if !sched.ready.Empty() {
		wake()
	}
	raw.Unlock()
	before := raw.Company()
	if before != raw.Away {
		raw.BeAway()
	}
	r := c.apart(&c.Pointers)
	raw.Return(before)
	raw.Lock()
	machines.calls--
	raw.Unlock()
	return r
}

// apart makes the call with these addresses, while other machines may collect.
func (c *Call) apart(p *[6]unsafe.Pointer) int {
	i := &c.Integers
	return raw.CallApart(c.Number, p[0], p[1], p[2], p[3], p[4], p[5], i[0], i[1], i[2], i[3], i[4], i[5])
}

// LockOSThread keeps the goroutine on its machine, and all others away from it.
func LockOSThread() {
	raw.Lock()
	prepare()
	me := current()
	if me.locks++; me.locks == 1 {
		me.machine = raw.LocalAddress()
		raw.SetLocal(raw.MachineBound, addressOf(me))
		machines.bound++
	}
	raw.Unlock()
}

// UnlockOSThread takes back one LockOSThread.
func UnlockOSThread() {
	raw.Lock()
	if me := current(); me.locks > 1 {
		me.locks--
	} else {
		unlockAll(me)
	}
	raw.Unlock()
}

// unlockAll lets g, which runs, leave its machine.
func unlockAll(g *G) {
	if g.locks > 0 {
		g.machine, g.locks = 0, 0
		raw.SetLocal(raw.MachineBound, 0)
		machines.bound--
	}
}

// swapMachines goes on with g where one of the two is kept on a machine: it is this one.
func swapMachines(me, g *G) { swap(g.stack) }

// Forked tells the scheduler that it runs in a copy of the process, which has this machine only.
func Forked() {
	raw.Lock()
	if machines.count > 0 {
		machines.count, machines.idle, machines.kept, machines.calls, machines.bound = 1, 0, 0, 0, 0
		if raw.Local(raw.MachineBound) != 0 {
			machines.bound = 1
		}
		machines.waking = false
	}
	forgetOthers()
	raw.Unlock()
}

// NumCPU returns the number of processors that the program may use.
func NumCPU() int {
	if raw.Collected() == 0 {
		return 1
	}
	return raw.Processors()
}

// GOMAXPROCS sets how many machines run goroutines at the same time, if n is above 0. It returns how many did.
func GOMAXPROCS(n int) int {
	if raw.Collected() == 0 {
		return 1
	}
	raw.Lock()
	before := machines.limit
	if before == 0 {
		before = raw.Processors()
	}
	if n > 0 {
		machines.limit = n
	}
	raw.Unlock()
	return before
}
