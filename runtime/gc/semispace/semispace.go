// Package semispace is a copying collector: all that is live moves to fresh memory, and what is left behind is free.
//
// The method is that of Cheney, "A nonrecursive list compacting algorithm" (CACM 13(11), 1970): objects that have been
// copied and whose references still point to the old space lie between two addresses, so that the new space is its own
// list of work. The two spaces are no halves of memory but sets of blocks of 32 KiB, and a block knows by a number which
// one it belongs to, as in Bartlett, "Compacting garbage collection with ambiguous roots" (WRL 88/2). So an object that
// is pinned stays where it is together with its block, which changes its number only. Objects of more than half a block
// have blocks of their own and do not move.
//
// References point into objects too. In a block objects lie one behind the other; a bitmap of where they start is made
// when somebody asks, block by block, and leads from an address to its object (start.go).
//
// Roots are the static objects that the program can write to and the shadow stack: all must be known exactly, because
// they are changed. The collector's half of a header holds the bits below.
//
// It has the interface of every collector (the table in transform/collectors.go). Nothing here allocates in the heap it
// manages.
package semispace

import (
	"rgo/runtime/gc/env"
	"rgo/runtime/gc/log"
	"rgo/runtime/raw"
)

// Conservative says that roots are on the machine stack. They never are.
var Conservative = false

const (
	header      = 8  // bytes in front of an object
	arrayHeader = 16 // bytes in front of an object with a length
	least       = 16 // bytes of the smallest cell: a header, and room for the new address

	firstThreshold = 16 << 20 // bytes to allocate before the first collection, and at least between two, by default
	usualGrowth    = 100      // percent
)

// Bits of a header, above the type id.
const (
	fixed     = 1 << 63 // no length in front. The word there is the first of a cell, and no length has this bit
	hashed    = 1 << 62 // somebody knows the identity hash: the address
	carries   = 1 << 61 // the object has moved since, and its hash follows it
	forwarded = 1 << 60 // the object has been copied to the address in its first word
	pinShift  = 32      // a counter of pins
	pinBits   = 20
	onePin    = 1 << pinShift
	pins      = (1<<pinBits - 1) << pinShift
	idMask    = 1<<32 - 1
)

// heap is the state of the collector.
var heap state

type state struct {
	next, limit uintptr // free and zero memory in the block being filled
	end         uintptr // of that block; limit is less where every allocation has to come to refill
	block       int     // its number, or none

	start  uintptr // of the first block
	blocks int     // in the range
	used   int     // blocks in front of this one have records; those behind have never been used
	table  uintptr // records of blocks; see block.go
	bitmap uintptr // a bit for every word of every block: an object's cell starts there
	free   int     // first run of free blocks, or none

	cycle     int     // collections so far; the number of the space in use
	held      uintptr // bytes of blocks that are not free
	large     uintptr // bytes of blocks of large objects: their part of held
	kept      uintptr // held, when the last collection ended
	total     uintptr // bytes of blocks filled before the last collection
	threshold uintptr // of held, for the next collection
	leastRoom uintptr // that the threshold leaves
	growth    uintptr // percent of what is live to allocate before the next collection
	most      uintptr // bytes that blocks may take, RGO_GC_MAX

	collecting bool
	scan       uintptr // the first object in new blocks whose references are old
	scanBlock  int     // is in this one
	lastBlock  int     // the last one of the list of new blocks
	gray       int     // list of large objects whose references are old

	layouts uintptr
	stress  int // RGO_GC_STRESS; see stress.go
	wait    int // allocations until it collects
}

const none = -1

// Init reserves memory. The program has not allocated yet.
//
//rgo:nogc
func Init() {
	env.Read()
	log.Open("semispace", "shadowstack")
	heap.most, heap.growth, heap.leastRoom = env.Max, env.Growth, env.Min
	if env.Growth == 0 {
		heap.growth = usualGrowth
	}
	if env.Min == 0 {
		heap.leastRoom = firstThreshold
	}
	heap.layouts = raw.Address(raw.LayoutTable())
	heap.stress, heap.wait = env.Stress, env.Stress
	heap.free, heap.block, heap.gray = none, none, none
	reserve()
	setThreshold()
}

// Alloc returns a zeroed object of size bytes with type id in its header. For a constant size little is left of it.
//
//rgo:inline
//rgo:nogc
func Alloc(id uint32, size int64) uintptr {
	need := uintptr(size+header+7) &^ 7
	if need < least {
		need = least
	}
	if need > maxCell {
		p := allocLarge(need)
		raw.StoreWord(p, uintptr(id)|fixed)
		return p + header
	}
	p := heap.next
	if heap.limit-p < need {
		p = refill(need)
	}
	heap.next = p + need
	raw.StoreWord(p, uintptr(id)|fixed)
	return p + header
}

// AllocArray returns a zeroed object of n elements of stride bytes. The caller has checked that they fit the address
// space, so that the product does not overflow.
//
//rgo:nogc
func AllocArray(id uint32, n, stride int64) uintptr {
	need := uintptr(n*stride+arrayHeader+7) &^ 7
	if need == arrayHeader {
		need += raw.Word // for the new address
	}
	var p uintptr
	if need > maxCell {
		p = allocLarge(need)
	} else {
		p = heap.next
		if heap.limit-p < need {
			p = refill(need)
		}
		heap.next = p + need
	}
	raw.StoreInt(p, n)
	raw.StoreWord(p+header, uintptr(id))
	return p + arrayHeader
}

// refill returns need bytes of zeroed memory at heap.next, which the caller moves.
//
//rgo:cold
//rgo:noinline
//rgo:nogc
func refill(need uintptr) uintptr {
	due := heap.end-heap.next < need
	if heap.stress > 0 {
		heap.wait--
		if heap.wait == 0 {
			heap.wait = heap.stress
			collect(log.Stress)
		}
	} else if due && heap.held >= heap.threshold {
		collect(log.Threshold)
	}
	if heap.end-heap.next < need {
		nextBlock()
	}
	heap.limit = heap.end
	if heap.stress > 0 {
		heap.limit = heap.next + need
	}
	return heap.next
}
