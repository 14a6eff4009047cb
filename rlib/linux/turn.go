//go:build rgo && (rgo_gil || rgo_free)

package linux

// turn tells whether the thread has run for a while and others want a turn: rlib/thread.Turn.
//
//rgo:op poll
func turn() bool { return false }
