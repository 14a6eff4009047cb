package linux

// This file is what is common to signals in all programs.

// watched are the signals that NextSignal tells of.
var watched [65]bool

func noteWatched(n int, is bool) {
	if n > 0 && n < len(watched) {
		watched[n] = is
	}
}

// SettleSignal waits until a signal that this process has sent itself has come: where another thread takes signals, that is
// not at once. A signal that is blocked does not come; so there is an end to the waiting.
func SettleSignal(n int) {
	if n <= 0 || n >= len(watched) || !watched[n] {
		return
	}
	const millisecond, tries = 1000000, 50
	for i := 0; i < tries && !SignalWaits(); i++ {
		Sleep(millisecond)
	}
}

// Die has a signal kill the process by its usual effect, whatever handler the program or its runtime has for it.
func Die(n int) {
	const sigaction, getpid, kill = 13, 39, 62
	Call(sigaction, Buffers{1: make([]byte, 32)}, n, 0, 0, 8)
	Int(kill, Int(getpid), n)
}
