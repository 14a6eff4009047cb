// Package collector is what runtime code asks of the collector that was chosen.
//
// Calls of its functions become calls of the functions of the same name in the collector's package (transform/gc.go).
// The bodies here serve where no collector has been chosen: under plain Go, and in graphs evaluated before that.
package collector

import (
	"unsafe"

	"rgo/runtime/gc/stats"
	"rgo/runtime/raw"
)

// used stands for the effects that the functions have.
//
//rgo:op keep_alive
func used(p unsafe.Pointer) {}

// Watches says that the collector tells of the death of objects. The translator sets it, and nobody else.
var Watches = true

// Chosen reports whether there is a collector.
//
//rgo:inline
//rgo:nogc
func Chosen() bool { return raw.Collected() != 0 }

// Collect runs a full collection.
//
//rgo:noinline
func Collect() { used(nil) }

// IdentityHash returns a number that stays with the object that p points into, plus the offset in it.
//
//rgo:noinline
//rgo:nogc
func IdentityHash(p uintptr) uintptr { return p }

// Pin keeps the object that p points into where it is, until Unpin has been called as often.
//
//rgo:noinline
//rgo:nogc
func Pin(p uintptr) { used(raw.Pointer(p)) }

// Unpin takes back one Pin.
//
//rgo:noinline
//rgo:nogc
func Unpin(p uintptr) { used(raw.Pointer(p)) }

// Root keeps the array that p points to where it is, and has every collection look at all of it as long as it is alive.
//
//rgo:noinline
//rgo:nogc
func Root(p uintptr) { used(raw.Pointer(p)) }

// BarrierInterior tells a collector with barriers that a reference is stored at an address, next to a store that the translator does not
// see as one: an atomic operation on the bits of the address.
//
//rgo:noinline
//rgo:nogc
func BarrierInterior(address uintptr) { used(raw.Pointer(address)) }

// Stats fills s with what the collector counts.
//
//rgo:noinline
//rgo:nogc
func Stats(s *stats.Counters) { used(unsafe.Pointer(s)) }
