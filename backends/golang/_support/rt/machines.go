package rt

// This file is for programs whose goroutines run on several OS threads, of which one at a time has the baton: the external
// functions machines_*, as runtime/raw/stacks.go in the translator's tree has them. A stack is a goroutine of Go's, so a call
// of the system is one that Go's runtime knows to wait, and all that has to be done is to see who has the baton.

import (
	"runtime"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"translated/procfork"
)

// turn is after how long a stack is asked to let others run.
const turn = 5 * time.Millisecond

var (
	// baton is 1 more while somebody has it than while nobody has it; and 2 more for each time that the process was copied, so that in
	// a copy nobody takes it who does so for the original.
	baton = func() *atomic.Int64 { b := new(atomic.Int64); b.Store(1); return b }()

	poll     atomic.Int64
	returned struct {
		sync.Mutex
		calls []int64
	}
	idleStack uintptr
	work      = make(chan struct{}, 1) // somebody should take the baton if nobody has it
	alarm     = make(chan struct{}, 1) // keeperTime is new
	keeper    atomic.Int64             // until when the program waits, if that is not 0

	startMachines sync.Once
)

// Polled reports whether the stack that runs should let others run.
func Polled() bool { return poll.Load() != 0 }

func ExternMachinesStart(idle uint64) {
	idleStack = uintptr(idle)
	startMachines.Do(func() {
		go lookForWork()
		go askForTurns()
	})
}

// tell sends on a channel that holds one message, which says it all.
func tell(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// lookForWork goes on with the idle stack when there is something to do, or it is time.
func lookForWork() {
	timer := time.NewTimer(time.Hour)
	for {
		select {
		case <-work:
		case <-timer.C:
			if until := keeper.Swap(0); until == 0 || until > ExternClockMono() {
				set(timer, until)
				continue
			}
		case <-alarm:
			set(timer, keeper.Load())
			continue
		}
		if takeBaton(procfork.Copies()) {
			enterStack(idleStack)
			currentMachine.wake <- struct{}{}
		}
	}
}

func set(timer *time.Timer, until int64) {
	if until != 0 {
		keeper.CompareAndSwap(0, until)
		timer.Reset(time.Duration(until - ExternClockMono()))
	}
}

// askForTurns sets the flag of polls whenever a stack has been running for a while.
func askForTurns() {
	for last := int64(-1); ; {
		time.Sleep(turn)
		now := turns.Load()
		if baton.Load()&1 != 0 && now == last {
			poll.Store(1)
		}
		last = now
	}
}

// takeBaton takes the baton in the copy of that number if nobody has it.
func takeBaton(number int64) bool { return baton.CompareAndSwap(2*number, 2*number+1) }

// giveBaton lets go of the baton.
func giveBaton(thereIsWork bool) {
	baton.Store(2 * procfork.Copies())
	returned.Lock()
	thereIsWork = thereIsWork || len(returned.calls) > 0
	returned.Unlock()
	if thereIsWork {
		tell(work)
	}
}

func ExternMachinesIdle(until int64) {
	p, me := current, currentMachine
	leaveStack(p, me)
	keeper.Store(until)
	if until != 0 {
		tell(alarm)
	}
	giveBaton(false)
	<-me.wake
}

func ExternMachinesReturned() int64 {
	returned.Lock()
	defer returned.Unlock()
	if len(returned.calls) == 0 {
		return -1
	}
	n := returned.calls[0]
	returned.calls = returned.calls[1:]
	return n
}

func ExternCallOut(ready, until, number0, number int64, p, q, r, s, t, u uintptr, a, b, c, d, e, f int64) int64 {
	words := [6]uintptr{p, q, r, s, t, u}
	for i, v := range [6]int64{a, b, c, d, e, f} {
		if words[i] == 0 {
			words[i] = uintptr(v)
		}
	}
	here, me := current, currentMachine
	leaveStack(here, me)
	k, process := keeper.Load(), procfork.Copies()
	giveBaton(ready != 0 || until != 0 && (k == 0 || k > until))
	result, _, errno := syscall.Syscall6(uintptr(number), words[0], words[1], words[2], words[3], words[4], words[5])
	settle(number, words[0], int64(result), int64(words[2]), errno)
	if errno != 0 {
		result = -uintptr(errno)
	}
	if takeBaton(process) {
		enterStack(here)
		return int64(result)
	}
	returned.Lock()
	if process == procfork.Copies() {
		returned.calls = append(returned.calls, number0)
	}
	returned.Unlock()
	if baton.Load()&1 == 0 {
		tell(work)
	}
	<-me.wake // for ever, if this is a copy of the process that made the call
	return int64(result)
}

func ExternMachinesOffered() { poll.Store(0) }

// ExternMachinesBind keeps the goroutine on its thread. So no switch has to know of it: there is no machine to hand over to.
func ExternMachinesBind(bound int64) uint64 {
	if bound != 0 {
		runtime.LockOSThread()
	} else {
		runtime.UnlockOSThread()
	}
	return 0
}

func ExternMachinesHand(machine, stack uint64) { Fatal("there is no machine to hand over to") }

// ExternMachinesForked forgets who was in calls. The baton is that of this process from now on.
func ExternMachinesForked() {
	returned.Lock()
	returned.calls = nil
	returned.Unlock()
	baton.Store(2*procfork.Copies() + 1)
	keeper.Store(0)
}

func init() { onSignal = signalCame }

// signalCame lets the scheduler look at signals soon.
func signalCame() {
	poll.Store(1)
	tell(work)
}
