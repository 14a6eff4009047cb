// Package boehm is the external collector of Boehm, Demers and Weiser (libgc), for comparison: H. Boehm and M. Weiser,
// "Garbage collection in an uncooperative environment" (Software: Practice and Experience, 1988).
//
// Objects have the headers of package lltype, which mean nothing to libgc: it scans every object word by word but those
// without references, and finds roots on the machine stack and in static data by itself. Nothing moves. It knows nothing
// of package handles; programs with finalizers or weak pointers are refused when they are translated.
//
// It has the interface of every collector (the table in transform/collectors.go).
package boehm

import (
	"rgo/runtime/fatal"
	"rgo/runtime/gc/env"
	"rgo/runtime/gc/stats"
	"rgo/runtime/raw"
)

// Conservative says that roots are on the machine stack, which is the only way here.
var Conservative = true

const (
	header      = 8  // bytes in front of an object
	arrayHeader = 16 // bytes in front of an object with a length

	layoutShift = 48 // bytes of an entry of the table of layouts
	layoutRefs  = 16 // number of references in the fixed part
	layoutElems = 32 // number of references in an element
)

// Numbers of libgc's counters.
const (
	statHeap = iota
	statFree
	statTotal
	statCollections
)

// Init starts libgc.
//
//rgo:nogc
func Init() {
	env.Read()
	raw.BoehmInit(raw.StackTop(), raw.StaticStart(), raw.StaticEnd(), int(env.Max))
}

// Alloc returns a zeroed object of size bytes with type id in its header.
//
//rgo:nogc
func Alloc(id uint32, size int64) uintptr {
	p := take(id, size+header)
	raw.StoreWord(p, uintptr(id))
	return p + header
}

// AllocArray returns a zeroed object of n elements of stride bytes. The caller has checked that they fit the address
// space, so that the product does not overflow.
//
//rgo:nogc
func AllocArray(id uint32, n, stride int64) uintptr {
	p := take(id, n*stride+arrayHeader)
	raw.StoreInt(p, n)
	raw.StoreWord(p+header, uintptr(id))
	return p + arrayHeader
}

// take returns size bytes of zeroed memory for an object of layout id.
//
//rgo:nogc
func take(id uint32, size int64) uintptr {
	layout := raw.Address(raw.LayoutTable()) + uintptr(id)*layoutShift
	scanned := 0
	if raw.LoadWord(layout+layoutRefs)|raw.LoadWord(layout+layoutElems) != 0 {
		scanned = 1
	}
	p := raw.Address(raw.BoehmAlloc(int(size), scanned))
	if p == 0 {
		fatal.OutOfMemory()
	}
	return p
}

// Collect runs a full collection.
//
//rgo:noinline
//rgo:nogc
func Collect() { raw.BoehmCollect() }

// Exit does nothing: libgc keeps no log of ours.
//
//rgo:nogc
func Exit() {}

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

// Root does nothing: nothing moves, and there are no barriers.
//
//rgo:nogc
func Root(p uintptr) {}

// Stats fills s with libgc's counters.
//
//rgo:nogc
func Stats(s *stats.Counters) {
	*s = stats.Counters{}
	s.HeapSys = uint64(raw.BoehmStat(statHeap))
	s.HeapInUse = s.HeapSys - uint64(raw.BoehmStat(statFree))
	s.Limit = uint64(env.Max)
	s.Allocated = uint64(raw.BoehmStat(statTotal))
	s.Collections = uint64(raw.BoehmStat(statCollections))
}
