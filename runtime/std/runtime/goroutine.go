package runtime

// This file is what package scheduler needs of the state of a goroutine.

import (
	"rgo/runtime/gc/handles"
	"rgo/runtime/raw"
)

// Switch puts the state of the goroutine that runs in from, and takes to in its place.
//
//rgo:inline
func Switch(from, to *Machine) {
	*from = state
	state = *to
}

// Leave puts the state of the goroutine that runs in m, where others may run until Enter.
func Leave(m *Machine) { *m = state }

// Enter takes back what Leave has put in m.
func Enter(m *Machine) { state = *m }

// Reset forgets what was being thrown.
func Reset() { *own() = Machine{} }

// Try calls f and reports whether it returned, rather than threw.
func Try(f func()) bool { return tryCall(f) }

// StartExit begins Goexit: it unwinds the goroutine, running its deferred calls.
//
//rgo:noreturn
func StartExit() { start(&panicking{exit: true}) }

// Exiting reports whether what has been thrown is Goexit.
func Exiting() bool {
	p := own().panics
	return p != nil && p.exit
}

// exitBelow returns the Goexit that was in progress when p, or a panic below it, started, if it is above limit.
func exitBelow(p, limit *panicking) *panicking {
	for p = p.under; p != nil && p != limit; p = p.under {
		if p.exit {
			return p
		}
	}
	return nil
}

// FatalIn is Fatal for goroutine number id.
//
//rgo:noreturn
func FatalIn(id int) {
	report()
	Goroutine(id, "running")
	raw.Exit(statusPanic)
}

// Goroutine prints the heading of a goroutine in a report.
func Goroutine(id int, state string) {
	PrintString("\ngoroutine ")
	PrintInt(int64(id))
	PrintString(" [")
	PrintString(state)
	PrintString("]:\n")
}

// GoNil is a go statement with a nil function.
//
//rgo:cold
//rgo:noinline
//rgo:noreturn
func GoNil() {
	PrintString("fatal error: go of nil func value\n")
	raw.Exit(statusPanic)
}

// PanicSendClosed is a send on a closed channel.
//
//rgo:cold
//rgo:noinline
//rgo:noreturn
func PanicSendClosed() { raise(plainError("send on closed channel")) }

// PanicCloseClosed is a close of a closed channel.
//
//rgo:cold
//rgo:noinline
//rgo:noreturn
func PanicCloseClosed() { raise(plainError("close of closed channel")) }

// PanicCloseNil is a close of a nil channel.
//
//rgo:cold
//rgo:noinline
//rgo:noreturn
func PanicCloseNil() { raise(plainError("close of nil channel")) }

// PanicMakeChan is make with a bad size.
//
//rgo:cold
//rgo:noinline
//rgo:noreturn
func PanicMakeChan() { raise(plainError("makechan: size out of range")) }

// CallFinalizers calls the finalizers and cleanups that wait.
func CallFinalizers() {
	if handles.Waiting() {
		callFinalizers()
	}
}
