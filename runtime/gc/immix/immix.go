// Package immix is the default collector: mark-region, with bump allocation into free lines, and generational.
//
// Memory is one reserved range of address space, cut into blocks of 32 KiB, and those into lines of 256 bytes (Blackburn
// and McKinley, "Immix: a mark-region garbage collector with space efficiency, fast collection, and mutator performance",
// PLDI 2008). A collection marks objects, and the lines that they touch. What allocation fills afterwards are holes, runs
// of unmarked lines, by bumping a pointer: load, add, compare, two stores. An object that does not fit into the rest of
// a hole goes to a second, the spare one, if it is longer than a line (overflow allocation), and one of more than 8 KiB
// has a run of blocks of its own.
//
// It is generational by sticky mark bits (Demers, Weiser, Hayes, Boehm, Bobrow and Shenker, "Combining generational and
// conservative garbage collection", POPL 1990): what a collection has marked stays marked and is old from then on. A
// minor collection starts at the roots and at old objects that have been modified, and visits young objects only. Whole
// holes are young, so a byte for each line tells young from old, without a look at the object. Modified objects are
// found in a log: the barrier looks at one bit in the header of the object, or, where only the address of the field is
// known, at the byte of its line, and so large arrays are looked at again only where they have been written to.
//
// What survives a minor collection is copied into holes between what is old, and a full collection also empties blocks of
// which little is in use. Objects that a machine stack refers to stay, and so do pinned ones, and all if there is no memory
// to copy to: evacuation is opportunistic, as in Immix, and mostly copying, as in Shahriyar, Blackburn, Yang and McKinley,
// "Taking off the gloves with reference counting Immix" (OOPSLA 2013). docs/rationale.md has the measurement against
// marking in place.
//
// Roots may be ambiguous, and even precise references may lead into an object or to its end. Two bitmaps, with a bit for
// each word, say where objects start: one for old objects, written when they are marked, and one for young ones. The
// latter is what makes allocation short: nothing writes it there (except for arrays, which are not so many). Young
// objects stand behind each other in their holes, so it is filled by walking through a block, once somebody asks for an
// address in that block. Shahriyar, Blackburn and McKinley ("Fast conservative garbage collection", OOPSLA 2014) keep
// such a map at each allocation.
//
// It has the interface of every collector (the table in transform/collectors.go). Nothing here allocates in the heap it
// manages.
package immix

import (
	"rgo/runtime/gc/env"
	"rgo/runtime/gc/log"
	"rgo/runtime/raw"
)

// Conservative says that roots are on the machine stack; else they are on the shadow stack. The translator sets it.
var Conservative = true

const (
	header      = 8  // bytes in front of an object
	arrayHeader = 16 // bytes in front of an object with a length

	blockShift = 15
	blockSize  = 1 << blockShift
	lineShift  = 8
	lineSize   = 1 << lineShift
	blockLines = blockSize / lineSize

	least   = 8       // bytes of the smallest object, without its header
	largest = 8 << 10 // objects longer than this have blocks of their own
	none    = -1      // no block
)

// The upper half of a header. A young object has nothing there, so that allocation stores a constant. An object that has
// been marked has the number of the last full collection that it has survived.
const (
	epochShift  = 32
	epochOne    = 1 << epochShift
	epochMask   = (1<<24 - 1) << epochShift
	lastEpoch   = 0xfe0000 << epochShift // beyond are the headers of objects that have moved
	unlogged    = 1 << 63                // old, and not in the log of modified objects
	listed      = 1 << 62                // a static object that is in the list of roots
	hashed      = 1 << 61                // somebody knows the identity hash of the object: its address, unless it carries it
	carries     = 1 << 60                // the object has moved since: the hash is behind its end
	pinned      = 1 << 59                // the object must not move
	forwarded   = 0xff<<48 | 1<<58       // the object has moved to where the lower bits say
	isForwarded = 1 << 58

	idMask      = 1<<32 - 1
	addressMask = 1<<48 - 1
	kept        = idMask | listed | hashed | carries | pinned // what marking leaves alone
)

// heap is the state of the collector.
var heap state

type state struct {
	next  uintptr // where the next object goes
	limit uintptr // end of the room for it, as the fast path knows it
	start uintptr // of the first block
	size  uintptr // of all blocks in the range
	lines uintptr // table of a byte for each line

	hole    uintptr // start of the hole in use
	cleared uintptr // up to here it is zero
	end     uintptr // of the hole
	walked  uintptr // up to here the bitmap of young objects is complete
	spare   region  // for what is longer than a line and does not fit

	old      region // where copies go
	oldSpare region // where copies longer than a line go that do not fit there
	staying  bool   // this collection moves no young objects

	byFill [blockSize/fillStep + 1]uintptr // bytes in blocks that hold so many steps, while blocks to empty are chosen

	blocks  int // in the range
	used    int // blocks in front of this one have been used at some time
	free    int // first free block
	idle    int // number of free blocks
	partly  int // first block with free lines
	nearly  int // first block of which only few lines are not free
	touched int // first block with young lines
	young   int // first block of the young large objects
	cursor  int // where the last search for a run of free blocks ended

	records uintptr // of blocks; see block.go
	kinds   uintptr // a byte for each block
	starts  uintptr // bitmap of the starts of old objects
	fresh   uintptr // bitmap of the starts of young objects
	layouts uintptr
	wholes  uintptr // for each layout, how many references lead to starts of objects

	stamp    uintptr // upper half of a header, of an object that is marked now
	previous uintptr // number of the cycle in headers that have not been marked yet
	mark     uintptr // of a line that is marked now: markOdd or markEven
	minor    bool    // a minor collection is going on
	extent   uintptr // bytes in the blocks in use, during a collection
	live     uintptr // bytes that have been marked in this collection
	promoted uintptr // those that were young

	queue       uintptr // slots that wait to be visited: a ring
	first, last uintptr // offsets of the one that waits for longest, and of where the next one goes

	stack      uintptr // mark stack: its lowest address
	top        uintptr // first free slot
	stackLimit uintptr

	log       notes   // modified objects
	dirty     notes   // modified lines
	pins      notes   // objects that are pinned, each followed by how often
	rooted    notes   // pinned arrays that every collection looks at
	statics   notes   // modified static objects
	cards     uintptr // a byte for each 512 bytes of static data
	staticLow uintptr
	staticEnd uintptr
	soiled    bool // one of them is set

	policy policy
	stress stress
}

// A region is free memory, all zero.
type region struct{ start, next, end uintptr }

// Init reserves memory. The program has not allocated yet.
//
//rgo:nogc
func Init() {
	env.Read()
	if Conservative {
		log.Open("immix", "conservative")
	} else {
		log.Open("immix", "shadowstack")
	}
	heap.layouts = raw.Address(raw.LayoutTable())
	heap.wholes = raw.Address(raw.WholeRefs())
	heap.free, heap.partly, heap.nearly, heap.touched, heap.young = none, none, none, none, none
	heap.stamp = unlogged | epochOne
	heap.previous = epochOne
	heap.mark = markOdd
	reserve()
	initPolicy()
}

// Alloc returns a zeroed object of size bytes with type id in its header. For a constant size little is left of it.
//
//rgo:inline
//rgo:nogc
func Alloc(id uint32, size int64) uintptr {
	need := uintptr(max(size, least)+header+7) &^ 7
	p := heap.next
	if next := p + need; need <= largest && next <= heap.limit {
		heap.next = next
	} else {
		p = slowly(need)
	}
	raw.StoreWord(p, uintptr(id))
	return p + header
}

// AllocArray returns a zeroed object of n elements of stride bytes. The caller has checked that they fit the address
// space, so that the product does not overflow.
//
//rgo:nogc
func AllocArray(id uint32, n, stride int64) uintptr {
	need := uintptr(n*stride+arrayHeader+7) &^ 7
	if need > largest {
		return allocLarge(id, need, n, true)
	}
	p := heap.next
	if next := p + need; next <= heap.limit {
		heap.next = next
	} else {
		p = slowly(need)
	}
	raw.StoreInt(p, n)
	raw.StoreWord(p+header, uintptr(id))
	setBit(heap.fresh, p+header)
	return p + arrayHeader
}
