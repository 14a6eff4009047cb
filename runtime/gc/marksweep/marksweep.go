// Package marksweep is the simple reference collector: mark and sweep over size classes.
//
// Memory is one reserved range of address space, cut into blocks of 32 KiB. A block holds cells of one size, or a large
// object has a run of blocks of its own. Each block has a record in a table in front of the range, with which any
// address, interior or one past the end, leads to the cell that it points into: by one multiplication.
//
// The header of an object carries the number of the cycle in which it was marked or allocated, in its high half. An
// object is live if that is the current cycle, so that nothing has to be cleared between cycles, and sweeping is looking
// for headers of the past when memory is needed (lazily, block by block). Allocation takes a run of free cells, clears
// it, and then bumps a pointer through it.
//
// Roots are the static objects that the program can write, and either every word of the machine stack (Conservative)
// or the shadow stack. Objects in the heap are traced precisely, by the table of layouts. Nothing moves.
//
// Where goroutines run at the same time (Generational) there are collections of young objects between those of all. An object that has been
// marked counts as old until the next full collection and is not looked at again: only what is new, what the roots lead to of that,
// and what old objects have been given since the last collection, which barriers note (barrier.go). So machines can collect as often as what
// they allocate in between stays in a cache.
//
// It has the interface of every collector (the table in transform/collectors.go). Nothing here allocates in the heap it
// manages.
package marksweep

import (
	"rgo/runtime/gc/env"
	"rgo/runtime/gc/log"
	"rgo/runtime/raw"
)

// Conservative says that roots are on the machine stack; else they are on the shadow stack. The translator sets it.
var Conservative = true

// Generational says that there are collections of young objects. The translator sets it; elsewhere nobody has barriers to pay for.
var Generational = false

const (
	header      = 8  // bytes in front of an object
	arrayHeader = 16 // bytes in front of an object with a length

	firstThreshold = 16 << 20 // bytes to allocate before the first collection, and at least between two, by default
	usualGrowth    = 100      // percent
)

// heap is the state of the collector.
var heap state

type state struct {
	start  uintptr // of the first block
	size   uintptr // bytes of the range
	blocks int     // in the range
	used   int     // blocks in front of this one have records; those behind have never been used
	extent uintptr // bytes in the blocks in use, during a collection
	table  uintptr // records of blocks; see block.go
	null   uintptr // a word that is 0: what the cells of free blocks seem to have as header
	free   int     // first run of free blocks, or none

	stamp     uintptr // the current cycle, shifted into the high half of a header: that of new objects
	mark      uintptr // that of objects that have been marked: the same, if not Generational
	allocated uintptr // bytes given to allocation since the last collection
	live      uintptr // bytes that the last collection marked
	threshold uintptr // of allocated, for the next collection
	least     uintptr // of threshold
	growth    uintptr // percent of live to allocate before the next collection
	large     uintptr // bytes of large objects that the last collection marked
	cycles    int     // collections so far
	total     uintptr // bytes given to allocation before the last collection

	markers [mostMarkers]marker // only the first, if not Helped
	pool    pool
	helpers int // threads that can be woken to help

	generations generations

	layouts uintptr
	stress  int // RGO_GC_STRESS; see stress.go
	wait    int // allocations until it collects

	classes [classCount]class
}

// A class is the state of allocation in one size class. Those of arrays follow those of other objects. Where goroutines run at the same
// time every machine has its own (see machines.go), of which the list of blocks to sweep is not used.
type class struct {
	next, limit uintptr // the run of free cells in use; cells are whole: next meets limit exactly
	block       int     // the block that the run is in, or none
	scan        int     // the cell of that block to look at next
	rest        int     // the next block to sweep, or none
	last        int     // the last one of them, while the list is made
}

const none = -1

// Init reserves memory. The program has not allocated yet.
//
//rgo:nogc
func Init() {
	env.Read()
	if Conservative {
		log.Open("marksweep", "conservative")
	} else {
		log.Open("marksweep", "shadowstack")
	}
	reserve()
	heap.stamp, heap.mark = 1<<32, 1<<32
	heap.least, heap.growth = env.Min, env.Growth
	if env.Min == 0 {
		heap.least = firstThreshold
	}
	if env.Growth == 0 {
		heap.growth = usualGrowth
	}
	heap.threshold = heap.least
	initGenerations()
	if Helped {
		heap.helpers = min(raw.Processors(), mostMarkers) - 1
	}
	heap.layouts = raw.Address(raw.LayoutTable())
	heap.free = none
	heap.stress, heap.wait = env.Stress, env.Stress
	for i := range heap.classes {
		c := &heap.classes[i]
		c.block, c.rest = none, none
	}
}

// Alloc returns a zeroed object of size bytes with type id in its header. For a constant size little is left of it.
//
//rgo:inline
//rgo:nogc
func Alloc(id uint32, size int64) uintptr {
	need := uintptr(size+header+7) &^ 7
	if need > maxCell {
		p := allocLarge(need, 0)
		raw.StoreWord(p, uintptr(id)|heap.stamp)
		return p + header
	}
	number, cell := classOf(need)
	c := classAddress(number)
	p := raw.LoadWord(c + classNext)
	if p == raw.LoadWord(c+classLimit) {
		p = refill(number, cell, 0)
	}
	raw.StoreWord(c+classNext, p+cell)
	raw.StoreWord(p, uintptr(id)|heap.stamp)
	return p + header
}

// AllocArray returns a zeroed object of n elements of stride bytes. The caller has checked that they fit the address
// space, so that the product does not overflow. What is not here is elsewhere so that this needs to save no registers.
//
//rgo:nogc
func AllocArray(id uint32, n, stride int64) uintptr {
	need := uintptr(n*stride+arrayHeader+7) &^ 7
	if need > exact {
		return allocLong(id, n, need)
	}
	number := maxClasses + int(need>>3) - least/8
	c := classAddress(number)
	p := raw.LoadWord(c + classNext)
	if p == raw.LoadWord(c+classLimit) {
		return allocRefilled(id, n, number, need)
	}
	raw.StoreWord(c+classNext, p+need)
	raw.StoreInt(p, n)
	raw.StoreWord(p+header, uintptr(id)|heap.stamp)
	return p + arrayHeader
}

// allocRefilled is AllocArray where size class number has no run of free cells.
//
//rgo:noinline
//rgo:nogc
func allocRefilled(id uint32, n int64, number int, cell uintptr) uintptr {
	p := refill(number, cell, header)
	raw.StoreWord(classAddress(number)+classNext, p+cell)
	raw.StoreInt(p, n)
	raw.StoreWord(p+header, uintptr(id)|heap.stamp)
	return p + arrayHeader
}

// allocLong is AllocArray for need bytes, more than exact.
//
//rgo:noinline
//rgo:nogc
func allocLong(id uint32, n int64, need uintptr) uintptr {
	var p uintptr
	if need > maxCell {
		p = allocLarge(need, header)
	} else {
		number, cell := classOf(need)
		number += maxClasses
		c := classAddress(number)
		p = raw.LoadWord(c + classNext)
		if p == raw.LoadWord(c+classLimit) {
			return allocRefilled(id, n, number, cell)
		}
		raw.StoreWord(c+classNext, p+cell)
	}
	raw.StoreInt(p, n)
	raw.StoreWord(p+header, uintptr(id)|heap.stamp)
	return p + arrayHeader
}
