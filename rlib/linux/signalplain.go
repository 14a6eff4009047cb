//go:build !rgo

package linux

import (
	"os"
	"os/signal"
	"syscall"
	"time"
)

// This file is signals under plain Go: package os/signal collects them.

var arrived = make(chan os.Signal, 256)

// WatchSignal has NextSignal tell when the signal comes.
func WatchSignal(n int) bool {
	signal.Reset(syscall.Signal(n))
	signal.Notify(arrived, syscall.Signal(n))
	noteWatched(n, true)
	return true
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
	return true
}

// SignalsCame tells whether NextSignal has something to tell.
func SignalsCame() bool { return len(arrived) > 0 }

// NextSignal is a signal that came since, 0 if there is none.
func NextSignal() int {
	select {
	case s := <-arrived:
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
