// Package scheduler runs goroutines: those of a translated program that has a threading model with goroutines.
//
// A goroutine is a stack of its own (package raw) and what package runtime keeps of panics in progress. One runs at a
// time; it goes on until it waits, ends or yields, and then hands over to the next that is ready, first come first
// served. What waits is known only to what it waits for: a channel, a lock, a timer. If nobody is ready and no timer is
// set, nobody ever will be: that is the deadlock that Go's runtime reports.
//
// Where nothing runs at the same time, raw.Lock is nothing. Else (--threads free, see free.go) it makes the same of what is here:
// who has the lock is alone, a goroutine that hands over hands the lock over, too, and has it again when it goes on.
package scheduler

import (
	"rgo/runtime/fatal"
	"rgo/runtime/raw"
	"rgo/runtime/std/runtime"
)

// A G is a goroutine.
type G struct {
	run   func() // what it was started with; nil for main
	back  *G     // who resumed it, for a coroutine that runs
	next  *G     // in a list: one goroutine is in one list at most
	why   string // it waits, in the words of Go's reports
	state runtime.Machine
	stack uintptr // control block
	id    int
	class int // of the stack

	machine uintptr // the only one that may run it, or 0: see machines.go
	locks   int     // calls of LockOSThread
	idle    bool    // it looks for others to run: see free.go

	interrupted int // what waiting.taken was when a signal last ended its waiting
}

// main is the goroutine that the program starts with.
var mainG = G{id: 1}

// sched is the state of the scheduler.
var sched = state{current: &mainG, live: 1, last: 1}

type state struct {
	current *G
	ready   List    // who can run
	idle    [2]*G   // ended ones, which keep their stacks for new ones: places of their own, and shared ones
	idles   int     // number of them
	dead    uintptr // a stack that has been left for good and is still to be dropped
	ended   uintptr // a stack that has been left and will begin anew
	live    int     // goroutines that have not ended
	stacks  [classes]int
	last    int // number of the last goroutine started
	ticks   int // goroutines picked, to look at the clock now and then
	exited  bool
}

// Classes of stacks: the first goroutines get large ones, of which only what is used takes memory; where there are many,
// address space and page tables count. Those of the last class share places: of the ones in the same place one can run.
const (
	classes = 3
	shared  = classes - 1
)

var classLimit = [classes]int{512, 1 << 14, 1 << 40}

// idleLimit bounds the number of stacks kept for new goroutines.
const idleLimit = 4096

// clockInterval is the number of goroutines picked between two looks at the clock.
const clockInterval = 64

// A List is a queue of goroutines.
type List struct{ first, last *G }

// Put appends g.
func (l *List) Put(g *G) {
	g.next = nil
	if l.last == nil {
		l.first = g
	} else {
		l.last.next = g
	}
	l.last = g
}

// PutFirst puts g in front of all others.
func (l *List) PutFirst(g *G) {
	g.next = l.first
	l.first = g
	if l.last == nil {
		l.last = g
	}
}

// Take removes the first goroutine and returns it, or nil.
func (l *List) Take() *G {
	g := l.first
	if g != nil {
		l.first = g.next
		if l.first == nil {
			l.last = nil
		}
		g.next = nil
	}
	return g
}

// Empty reports whether nobody is in l.
func (l *List) Empty() bool { return l.first == nil }

// start is what every stack but the first runs: one goroutine after the other.
func start() {
	for {
		dropDead()
		g := current()
		if raw.Free && g.idle {
			idleLoop(g)
		}
		raw.Unlock()
		returned := runtime.Try(g.run)
		if !returned && !runtime.Exiting() {
			runtime.FatalIn(g.id)
		}
		runtime.Reset()
		raw.Lock()
		end(g)
	}
}

// end leaves the stack of g, whose function has ended. It returns when the stack is used for another goroutine.
func end(g *G) {
	g.run = nil
	unlockAll(g)
	sched.live--
	next := g.back
	if g.back = nil; next == nil {
		next = pick()
	}
	if next == g {
		fatal.Throw("scheduler: an ended goroutine is ready")
	}
	if sched.idles < idleLimit {
		sched.idles++
		list := &sched.idle[sharing(g)]
		g.next = *list
		*list = g
		sched.ended = g.stack
	} else {
		sched.dead = g.stack
		sched.stacks[g.class]--
	}
	handOver(next)
}

// dropDead gives up what the stacks hold that were left for good or until another goroutine begins, now that another one is in use.
func dropDead() {
	if s := sched.ended; s != 0 {
		sched.ended = 0
		stackEnded(s)
	}
	if s := sched.dead; s != 0 {
		sched.dead = 0
		dropStack(s)
	}
}

// handOver lets g run, and returns when somebody hands over to the goroutine that runs now.
func handOver(g *G) {
	me := current()
	if g == me {
		return
	}
	if raw.Free {
		if g = placed(g); g == me {
			return
		}
		leavePlace(me)
	}
	makeCurrent(me, g)
	if me.machine|g.machine != 0 {
		swapMachines(me, g)
	} else {
		swap(g.stack)
	}
	dropDead()
}

// Go starts a goroutine that calls f.
func Go(f func()) { begin(f, false) }

// GoApart starts a goroutine that SwitchTo can go on with: it has a place of its own where it matters.
func GoApart(f func()) { begin(f, raw.Free) }

func begin(f func(), apart bool) {
	raw.Lock()
	prepare()
	g := take(apart)
	g.run = f
	makeReady(g)
	raw.Unlock()
}

// take returns a new goroutine: if apart is set, one whose stack has a place of its own.
func take(apart bool) *G {
	list := &sched.idle[0]
	if *list == nil && !apart {
		list = &sched.idle[1]
	}
	g := *list
	if g != nil {
		*list = g.next
		sched.idles--
		g.next = nil
	} else {
		g = newG(apart)
	}
	sched.last++
	g.id = sched.last
	sched.live++
	return g
}

// sharing returns 1 if the stack of g shares its place with others, else 0.
func sharing(g *G) int {
	if g.class == shared {
		return 1
	}
	return 0
}

func newG(apart bool) *G {
	if mainG.stack == 0 {
		mainG.stack = currentStack()
	}
	class := 0
	for sched.stacks[class] >= classLimit[class] {
		class++
	}
	if apart {
		class = min(class, shared-1)
	}
	s := newStack(class)
	if s == 0 {
		fatal.Throw("no memory for the stack of a goroutine")
	}
	sched.stacks[class]++
	return &G{stack: s, class: class}
}

// forgetOthers drops all goroutines but the one that runs, and those that only that one resumes.
func forgetOthers() {
	sched.ready = List{}
	for _, t := range timers.list {
		t.at = 0
	}
	timers.list = nil
	waiting.entries, waiting.owners = nil, nil
}

// Current returns the goroutine that runs.
func Current() *G { return current() }

// Ready lets g, which waits, run when it is its turn. The caller has the lock.
func Ready(g *G) { makeReady(g) }

// Park waits until somebody calls Ready for the goroutine. why is what it waits for, in the words of Go's reports. The caller has the
// lock, and has it again afterwards.
func Park(why string) {
	current().why = why
	handOver(pick())
}

// Forever waits for nothing.
func Forever(why string) {
	raw.Lock()
	for {
		Park(why)
	}
}

// deadlock ends the program: nobody is ready and nobody will be.
func deadlock() {
	if sched.exited {
		fatal.Throw("no goroutines (main called runtime.Goexit) - deadlock!")
	}
	runtime.PrintString("fatal error: all goroutines are asleep - deadlock!\n")
	runtime.Goroutine(mainG.id, mainG.why)
	raw.Exit(2)
}

// MainFailed is called when main.main did not return.
func MainFailed() {
	if !runtime.Exiting() {
		runtime.Fatal()
	}
	runtime.Reset()
	raw.Lock()
	sched.exited = true
	sched.live--
	raw.Unlock()
	Forever("goroutine exited")
}
