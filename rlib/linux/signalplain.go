//go:build !rgo

package linux

import (
	"os"
	"os/signal"
	"runtime"
	"syscall"
	"time"

	"rgo/runtime/procfork"
	"rgo/runtime/scheduler"
)

// This file is signals under plain Go: package os/signal collects them.

var (
	caught   = make(chan os.Signal, 256) // what package os/signal passes on
	arrived  = make(chan os.Signal, 256) // what the program has not looked at
	watching bool                        // some signal was asked for
)

// Signals go to the first thread of the process while it takes them, so the program stays on it.
func init() { runtime.LockOSThread() }

// WatchSignal has NextSignal tell when the signal comes. Go's runtime has the kernel start interrupted calls again; here
// they return.
func WatchSignal(n int) bool {
	signal.Reset(syscall.Signal(n))
	signal.Notify(caught, syscall.Signal(n))
	noteWatched(n, true)
	if !watching {
		watching = true
		go noteSignals()
	}
	scheduler.Signals(SignalWaits)
	const flags, restart = 8, 0x10000000
	action := make([]byte, 32)
	if Call(syscall.SYS_RT_SIGACTION, Buffers{2: action}, int(syscall.SIGURG), 0, 0, 8) < 0 { // the runtime's handler, which is that of every signal
		return false
	}
	PutWord(action, flags, 8, Word(action, flags, 8)&^restart)
	return Call(syscall.SYS_RT_SIGACTION, Buffers{1: action}, n, 0, 0, 8) >= 0
}

// noteSignals passes signals on, and sees to it that the program does not wait in a call that began before.
func noteSignals() {
	for s := range caught {
		NoteSignal(int(s.(syscall.Signal)))
		procfork.InterruptWhile(SignalWaits)
	}
}

// settle waits until package os/signal has passed something on, but not longer than limit: so that the program
// handles it at once. If it comes later nothing is lost.
func settle(limit time.Duration) {
	for end := time.Now().Add(limit); len(arrived) == 0 && time.Now().Before(end); {
		time.Sleep(200 * time.Microsecond)
	}
}

// IgnoreSignal has the signal do nothing.
func IgnoreSignal(n int) bool {
	signal.Reset(syscall.Signal(n))
	signal.Ignore(syscall.Signal(n))
	noteWatched(n, false)
	return true
}

// DefaultSignal gives the signal back its usual effect.
func DefaultSignal(n int) bool {
	signal.Reset(syscall.Signal(n))
	noteWatched(n, false)
	switch syscall.Signal(n) {
	case syscall.SIGSEGV, syscall.SIGBUS, syscall.SIGFPE, syscall.SIGURG, syscall.SIGPROF: // the runtime needs them
		return true
	}
	return Call(syscall.SYS_RT_SIGACTION, Buffers{1: make([]byte, 32)}, n, 0, 0, 8) >= 0
}

// NoteSignal has NextSignal tell of a signal that has not come.
func NoteSignal(n int) {
	select {
	case arrived <- syscall.Signal(n):
	default: // so many wait that one more makes no difference
	}
}

// SignalsCame tells whether NextSignal has something to tell, or package thread that others want a turn.
func SignalsCame() bool { return SignalWaits() || scheduler.Turn() }

// SignalWaits tells whether NextSignal has something to tell.
func SignalWaits() bool { return len(arrived) > 0 }

// NextSignal is a signal that came since, 0 if there is none.
func NextSignal() int {
	select {
	case s := <-arrived:
		scheduler.SignalTaken()
		return int(s.(syscall.Signal))
	default:
		return 0
	}
}

// Sleep waits. It may end early, as it does when a signal comes.
func Sleep(nanoseconds int64) {
	timer := time.NewTimer(time.Duration(nanoseconds))
	defer timer.Stop()
	select {
	case s := <-arrived:
		arrived <- s
	case <-timer.C:
	}
}
