// Package none is the collector that does not collect: it gives out memory from chunks, front to back, and never takes
// any back. It suits short programs, and shows what allocation costs at least.
//
// It has the interface of every collector (the table in transform/collectors.go). Objects have the headers of package
// lltype.
package none

import (
	"rgo/runtime/gc/env"
	"rgo/runtime/gc/log"
	"rgo/runtime/gc/stats"
	"rgo/runtime/raw"
	"rgo/runtime/std/runtime"
)

const (
	header      = 8  // in front of an object
	arrayHeader = 16 // in front of one with a length
	chunk       = 256 << 20
)

// heap is the chunk in use: free memory from next to limit. Fresh chunks are zero.
var heap state

type state struct {
	next, limit uintptr
	mapped      uintptr // bytes of all chunks
}

// Init prepares the heap.
//
//rgo:nogc
func Init() {
	env.Read()
	log.Open("none", "none")
}

// Exit ends the log, which has nothing but its first and its last line.
//
//rgo:nogc
func Exit() { log.Exit(heap.mapped - (heap.limit - heap.next)) }

// Alloc returns a zeroed object of size bytes with type id in its header.
//
//rgo:inline
//rgo:nogc
func Alloc(id uint32, size int64) uintptr {
	p := take(uintptr(size+header+7) &^ 7)
	raw.StoreWord(p, uintptr(id))
	return p + header
}

// AllocArray returns a zeroed object of n elements of stride bytes. The caller has checked that they fit the address
// space, so that the product does not overflow.
//
//rgo:nogc
func AllocArray(id uint32, n, stride int64) uintptr {
	p := take(uintptr(n*stride+arrayHeader+7) &^ 7)
	raw.StoreInt(p, n)
	raw.StoreWord(p+header, uintptr(id))
	return p + arrayHeader
}

// take returns size bytes of zeroed memory.
//
//rgo:inline
//rgo:nogc
func take(size uintptr) uintptr {
	p := heap.next
	if heap.limit-p < size {
		return refill(size)
	}
	heap.next = p + size
	return p
}

// refill takes size bytes from a new chunk.
//
//rgo:noinline
//rgo:cold
//rgo:nogc
func refill(size uintptr) uintptr {
	p := uintptr(0)
	room := uintptr(chunk)
	if env.Max != 0 && room > env.Max-heap.mapped {
		if room = env.Max - heap.mapped; size > room {
			runtime.PanicOutOfMemory()
		}
	}
	if size <= room {
		p = raw.Address(raw.Mmap(int(room)))
	}
	if p == 0 { // too large, or there is no room for a whole chunk: just what is needed
		room = (size + 1<<20) &^ (1<<16 - 1)
		if env.Max != 0 && room > env.Max-heap.mapped {
			runtime.PanicOutOfMemory()
		}
		p = raw.Address(raw.Mmap(int(room)))
	}
	if p == 0 {
		runtime.PanicOutOfMemory()
	}
	heap.next, heap.limit = p+size, p+room
	heap.mapped += room
	return p
}

// Collect does nothing.
//
//rgo:nogc
func Collect() {}

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

// Stats fills s. What was left over at the end of a chunk counts as allocated.
//
//rgo:nogc
func Stats(s *stats.Counters) {
	*s = stats.Counters{}
	s.HeapSys = uint64(heap.mapped)
	s.Limit = uint64(env.Max)
	s.Allocated = uint64(heap.mapped - (heap.limit - heap.next))
	s.HeapInUse = s.Allocated
}
