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
	return true
}

// IgnoreSignal has the signal do nothing.
func IgnoreSignal(n int) bool {
	signal.Reset(syscall.Signal(n))
	signal.Ignore(syscall.Signal(n))
	return true
}

// DefaultSignal gives the signal back its usual effect.
func DefaultSignal(n int) bool {
	signal.Reset(syscall.Signal(n))
	return true
}

// NextSignal is a signal that came since, 0 if there is none.
func NextSignal() int {
	select {
	case s := <-arrived:
		return int(s.(syscall.Signal))
	default:
		return 0
	}
}

// SettleSignals waits until a signal that this process sent itself has come.
func SettleSignals() { time.Sleep(time.Millisecond) }
