package runtime

// This file is the part of the API that tells about memory.

import (
	"rgo/runtime/gc/collector"
	"rgo/runtime/gc/stats"
)

// A MemStats records statistics about the memory allocator. What the collectors do not count is 0.
type MemStats struct {
	Alloc         uint64 // bytes of heap objects, the same as HeapAlloc
	TotalAlloc    uint64 // cumulative bytes allocated for heap objects
	Sys           uint64 // bytes obtained from the system
	Lookups       uint64
	Mallocs       uint64 // cumulative count of objects allocated, where it is counted
	Frees         uint64
	HeapAlloc     uint64 // bytes of heap objects: live at the last collection, or allocated since
	HeapSys       uint64
	HeapIdle      uint64
	HeapInuse     uint64
	HeapReleased  uint64
	HeapObjects   uint64
	StackInuse    uint64
	StackSys      uint64
	MSpanInuse    uint64
	MSpanSys      uint64
	MCacheInuse   uint64
	MCacheSys     uint64
	BuckHashSys   uint64
	GCSys         uint64
	OtherSys      uint64
	NextGC        uint64
	LastGC        uint64
	PauseTotalNs  uint64 // cumulative nanoseconds in collections
	PauseNs       [256]uint64
	PauseEnd      [256]uint64
	NumGC         uint32 // collections
	NumForcedGC   uint32 // those of them that the program asked for
	GCCPUFraction float64
	EnableGC      bool
	DebugGC       bool
	BySize        [61]struct {
		Size    uint32
		Mallocs uint64
		Frees   uint64
	}
}

// forced counts calls of GC.
var forced uint32

// ReadMemStats populates m.
func ReadMemStats(m *MemStats) {
	var s stats.Counters
	collector.Stats(&s)
	*m = MemStats{
		Alloc:        s.HeapInUse,
		TotalAlloc:   s.Allocated,
		Sys:          s.HeapSys,
		Mallocs:      s.Objects,
		HeapAlloc:    s.HeapInUse,
		HeapSys:      s.HeapSys,
		HeapIdle:     s.HeapSys - min(s.HeapSys, s.HeapInUse),
		HeapInuse:    s.HeapInUse,
		PauseTotalNs: s.PauseTotal,
		NumGC:        uint32(s.Collections),
		NumForcedGC:  forced,
		EnableGC:     true,
	}
}

// mostUnknown is how large a request may be where the limit of the heap is not known.
const mostUnknown = 1 << 36

// Fits reports whether the heap has room for n more bytes, after a collection if need be: for package rlib/gc.
func Fits(n int) bool {
	var s stats.Counters
	collector.Stats(&s)
	if s.Limit == 0 {
		return 0 <= n && n < mostUnknown
	}
	limit := s.Limit - s.Limit/64 // for headers and rounding
	switch size := uint64(n); {
	case size > limit:
		return false
	case s.HeapInUse+size > limit:
		collector.Collect()
		collector.Stats(&s)
		return s.HeapInUse+size <= limit
	}
	return true
}
