//go:build rgo

package linux

import (
	"unsafe"

	"rgo/runtime/raw"
)

// This file is signals in translated programs: an external function stores that they came.

// signals has 1 at the number of each signal that came, and at 0 if any did. The handler of a signal writes it between any
// two instructions of the program.
var signals [65]byte

func action(n int, handler uint64) bool {
	const sigaction = 13
	b := make([]byte, 32)
	PutWord(b, 0, 8, handler)
	return Call(sigaction, Buffers{1: b}, n, 0, 0, 8) >= 0
}

// WatchSignal has NextSignal tell when the signal comes.
func WatchSignal(n int) bool {
	interrupting()
	ok := raw.WatchSignal(n, unsafe.Pointer(&signals[0])) >= 0
	noteWatched(n, ok)
	return ok
}

// IgnoreSignal has the signal do nothing.
func IgnoreSignal(n int) bool {
	noteWatched(n, false)
	return action(n, 1)
}

// DefaultSignal gives the signal back its usual effect.
func DefaultSignal(n int) bool {
	noteWatched(n, false)
	return action(n, 0)
}

// NoteSignal has NextSignal tell of a signal that has not come.
func NoteSignal(n int) { signals[n], signals[0] = 1, 1 }

// SignalsCame tells whether NextSignal has something to tell, or package thread that others want a turn.
func SignalsCame() bool { return SignalWaits() || turn() }

// SignalWaits tells whether NextSignal has something to tell.
func SignalWaits() bool { return signals[0] != 0 }

// NextSignal is a signal that came since, 0 if there is none. Nothing is left of it: what waits next is interrupted by the next signal.
func NextSignal() int {
	if signals[0] == 0 {
		return 0
	}
	signals[0] = 0
	signalTaken()
	found := 0
	for n := 1; n < len(signals); n++ {
		if signals[n] == 0 {
			continue
		}
		if found != 0 {
			signals[0] = 1
			break
		}
		found = n
		signals[n] = 0
	}
	return found
}

// Sleep waits. It may end early, as it does when a signal comes.
func Sleep(nanoseconds int64) {
	const nanosleep = 35
	b := make([]byte, 16)
	PutWord(b, 0, 8, uint64(nanoseconds/1e9))
	PutWord(b, 8, 8, uint64(nanoseconds%1e9))
	Call(nanosleep, Buffers{b})
}
