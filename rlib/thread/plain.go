//go:build !rgo

package thread

import (
	_ "rgo/runtime/raw/host" // the scheduler's clock under plain Go
	"rgo/runtime/scheduler"
)

// Turn reports whether the thread has run for a while and should call Offer.
func Turn() bool { return scheduler.Turn() }

// Offer lets others run who are ready.
func Offer() { scheduler.Offer() }
