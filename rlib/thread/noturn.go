//go:build rgo && !rgo_gil && !rgo_free

package thread

// This file is for programs whose threads run as long as they want.

// Turn reports whether the thread has run for a while and should call Offer.
func Turn() bool { return false }

// Offer lets others run who are ready.
func Offer() {}
