package semispace

// This file is counters, and the end of the program.

import (
	"rgo/runtime/gc/log"
	"rgo/runtime/gc/stats"
)

// Stats fills s. The rest of a block counts as allocated once another one is filled.
//
//rgo:nogc
func Stats(s *stats.Counters) {
	*s = stats.Counters{}
	s.HeapInUse = uint64(inUse())
	s.HeapSys = uint64(heap.used) << blockShift
	s.Limit = uint64(limit())
	s.Allocated = uint64(heap.total + inUse() - heap.kept)
	log.Count(s)
}

// Exit ends the log.
//
//rgo:nogc
func Exit() { log.Exit(inUse()) }
