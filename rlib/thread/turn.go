//go:build rgo && rgo_gil

package thread

import "rgo/runtime/scheduler"

// This file is for programs whose threads are asked to let others run.

// Turn reports whether the thread has run for a while and should call Offer.
//
//rgo:op poll
func Turn() bool { return false }

// Offer lets others run who are ready.
func Offer() { scheduler.Offer() }
