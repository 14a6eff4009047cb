//go:build rgo

package linux

// This file is signals in translated programs: handlers cannot run there yet,
// so only the default action and ignoring can be chosen.

func action(n int, handler uint64) bool {
	const sigaction = 13
	b := make([]byte, 32)
	PutWord(b, 0, 8, handler)
	return Call(sigaction, Buffers{1: b}, n, 0, 0, 8) >= 0
}

// WatchSignal is refused.
func WatchSignal(n int) bool { return false }

// IgnoreSignal has the signal do nothing.
func IgnoreSignal(n int) bool { return action(n, 1) }

// DefaultSignal gives the signal back its usual effect.
func DefaultSignal(n int) bool { return action(n, 0) }

// NextSignal is a signal that came since, 0 if there is none.
func NextSignal() int { return 0 }

// SettleSignals has nothing to wait for.
func SettleSignals() {}
