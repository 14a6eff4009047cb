package marksweep

// This file is the rest of the interface: what collectors that move objects have to do something for, and counters.

import (
	"rgo/runtime/gc/log"
	"rgo/runtime/gc/stats"
	"rgo/runtime/raw"
)

// IdentityHash returns p: nothing moves.
//
//rgo:inline
//rgo:nogc
func IdentityHash(p uintptr) uintptr { return p }

// Pin does nothing: nothing moves.
//
//rgo:nogc
func Pin(p uintptr) {}

// Unpin does nothing.
//
//rgo:nogc
func Unpin(p uintptr) {}

// Stats fills s. Runs of cells that have been given to a size class count as allocated.
//
//rgo:nogc
func Stats(s *stats.Counters) {
	*s = stats.Counters{}
	raw.HeapLock()
	s.HeapInUse = uint64(heap.live + heap.allocated)
	s.HeapSys = uint64(heap.used) << blockShift
	s.Limit = uint64(heap.blocks) << blockShift
	s.Allocated = uint64(heap.total + heap.allocated)
	log.Count(s)
	raw.HeapUnlock()
}

// Exit ends the log.
//
//rgo:nogc
func Exit() { log.Exit(heap.live + heap.allocated) }
