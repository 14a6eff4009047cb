// Package gc is what an interpreter says to and asks of the garbage collector.
//
// Under plain Go the functions do the same with Go's collector, as far as there is anything to do: nothing moves there.
package gc

import (
	"runtime"
	"unsafe"
)

// Pin keeps the object that p points into where it is until Unpin has been called as often. It does not keep it alive.
func Pin[T any](p *T) { pin(unsafe.Pointer(p)) }

// Unpin takes back one Pin.
func Unpin[T any](p *T) { unpin(unsafe.Pointer(p)) }

// Stack returns an array for a stack of an interpreter: n zero values, or some more. It stays where it is, and every
// collection looks at all of it as long as it is alive. So a store into it has nothing to tell the collector: where a
// slice comes from a field with the tag rgo:"rooted", all slices in which must be pieces of such arrays, there is no write
// barrier. That pays for what is written to all the time, and costs each collection the time to read the array.
func Stack[T any](n int) []T {
	s := make([]T, max(n, 2048))
	root(unsafe.Pointer(unsafe.SliceData(s)))
	return s
}

// The translator makes these calls of the collector.
func pin(p unsafe.Pointer)   {}
func unpin(p unsafe.Pointer) {}
func root(p unsafe.Pointer)  {}

// Fits reports whether the heap has room for an object of n bytes. An interpreter asks before it makes a large object for
// its user, since there is no way to go on after an allocation that fails; it takes a while.
func Fits(n int) bool { return fits(n) }

func fits(n int) bool { return 0 <= n && n < 1<<36 }

// Stats says how the heap is doing.
type Stats struct {
	HeapBytes       uint64 // of objects: live at the last collection, or allocated since
	SystemBytes     uint64 // of memory taken from the system
	TotalBytes      uint64 // allocated so far
	Collections     uint64
	PauseTotalNanos uint64
}

// Read returns the counters as they are now.
func Read() Stats {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return Stats{m.HeapAlloc, m.Sys, m.TotalAlloc, uint64(m.NumGC), m.PauseTotalNs}
}

// Growth tells the collector by how many percent of what is live the heap may grow until all of it is collected: fewer make a
// smaller and a slower program. RGO_GC_GROWTH has the last word, and plain Go has GOGC.
func Growth(percent int) { growth(percent) }

// The translator makes this a call of the runtime.
func growth(int) {}
