package immix

// This file is for finding faults: with RGO_GC_STRESS=N in the environment there is a collection at every Nth allocation,
// in turn a full one and some minor ones, dead objects are overwritten, and the whole heap is checked. What then holds:
//
//  1. Before a collection, an old object refers to a young one only if it is in the log, or the line of the field is,
//     or it is looked at in every collection.
//     A static object refers to one only if it is in the log, or its card is.
//  2. Afterwards nothing is young: no line, no object, and the bitmap of young objects is empty.
//  3. Every object that its bit and its header call live ends in its block, and its lines are marked.
//  4. Every reference in one leads out of the heap, or to an object that is live; to its start where the layout says so.
//  5. Every object that is live will be put in the log when it is modified.

import (
	"math/bits"

	"rgo/runtime/gc/log"
	"rgo/runtime/raw"
	"rgo/runtime/std/runtime"
)

const (
	poisonByte = 0xdb
	roundsPer  = 4 // collections, the last of which is a full one
)

type stress struct {
	every int // allocations for each collection, or 0
	left  int // until the next one
	round int
}

// beforeAllocation collects when it is time to, in stress mode.
//
//rgo:nogc
func beforeAllocation() {
	s := &heap.stress
	if s.every == 0 {
		return
	}
	if s.left--; s.left > 0 {
		return
	}
	s.left = s.every
	s.round++
	collect(s.round%roundsPer == 0, log.Stress)
}

// poison overwrites n bytes at p.
//
//rgo:nogc
func poison(p, n uintptr) {
	for ; n > 0; n -= raw.Word {
		raw.StoreWord(p, poisonByte*eachByte)
		p += raw.Word
	}
}

// poisonLines overwrites the free lines of block b.
//
//rgo:nogc
func poisonLines(b int) {
	p := address(b)
	for i := uintptr(0); i < blockLines; i++ {
		if lineOf(p) == 0 {
			poison(p, lineSize)
		}
		p += lineSize
	}
}

// fault ends the program.
//
//rgo:noinline
//rgo:cold
//rgo:noreturn
func fault(what string, object uintptr) {
	runtime.PrintString("fatal error: collector: ")
	runtime.PrintString(what)
	runtime.PrintString(": object of type ")
	runtime.PrintInt(int64(raw.Load32(object - header)))
	runtime.PrintString("\n")
	raw.Exit(2)
}

// check checks the whole heap after a collection.
//
//rgo:noinline
//rgo:nogc
func check() {
	heap.extent = uintptr(heap.used) << blockShift
	for b := range heap.used {
		switch kindOf(b) {
		case kindLarge:
			object := raw.LoadWord(record(b)+recordHeader) + header
			size := sizeFrom(object-header) + object - header - address(b)
			if size <= largest || int((size+blockSize-1)>>blockShift) != int(raw.LoadInt(record(b)+recordBlocks)) {
				fault("a large object has the wrong number of blocks", object)
			}
			checkObject(object, leadsToLive)
		case kindLines:
			checkBlock(b)
		}
	}
}

//rgo:nogc
func checkBlock(b int) {
	p := address(b)
	for i := uintptr(0); i < blockLines; i++ {
		line := lineOf(p)
		if line&(young|dirty) != 0 || raw.Load32(heap.fresh+(p-heap.start)>>bitsShift) != 0 {
			fault("a line is young or modified after a collection", p+header)
		}
		if line != 0 {
			checkLine(p, false)
		}
		p += lineSize
	}
}

// checkLine checks the live old objects whose headers are in the line at p, after a collection or before. (Functions are
// not passed as values here: any function of the program might be meant.)
//
//rgo:nogc
func checkLine(p uintptr, before bool) {
	starts := uint(raw.Load32(heap.starts + (p-heap.start)>>bitsShift))
	for ; starts != 0; starts &= starts - 1 {
		head := p + uintptr(bits.TrailingZeros(starts))<<3
		switch {
		case !isMarked(raw.LoadWord(head)):
		case before:
			checkObject(head+header, notesComplete)
		default:
			checkPlace(head + header)
		}
	}
}

// checkPlace checks where a live object is.
//
//rgo:nogc
func checkPlace(object uintptr) {
	p := object - header
	end := p + sizeFrom(p)
	if p&^(blockSize-1) != (end-1)&^(blockSize-1) {
		fault("an object goes beyond its block", object)
	}
	if isArray(p) {
		p -= header
	}
	for ; p < end; p += raw.Word {
		if lineOf(p) == 0 {
			fault("a line of a live object is free", object)
		}
	}
	checkObject(object, leadsToLive)
}

// What to check of each reference in an object.
const (
	leadsToLive = iota
	notesComplete
	staticNotesComplete
)

// checkObject checks the references in an object.
//
//rgo:nogc
func checkObject(object uintptr, what int) {
	h := raw.LoadWord(object - header)
	switch {
	case what != leadsToLive:
		if h&unlogged == 0 || isRooted(object) { // in the log, or young, or always looked at
			return
		}
	case !isMarked(h):
		fault("a large object is not marked", object)
	case h&unlogged == 0:
		fault("an old object is in the log after a collection", object)
	}
	layout := layoutOf(object - header)
	offs := raw.LoadWord(layout + layoutOffs)
	whole := offs + wholeRefs(object)<<3
	for n := raw.LoadWord(layout + layoutRefs); n > 0; n-- {
		checkSlot(object, object+raw.LoadWord(offs), what, offs < whole)
		offs += raw.Word
	}
	elems := raw.LoadWord(layout + layoutElems)
	if elems == 0 {
		return
	}
	stride := raw.LoadWord(layout + layoutStride)
	p := object
	for end := p + raw.LoadWord(object-arrayHeader)*stride; p < end; p += stride {
		offs = raw.LoadWord(layout + layoutEOffs)
		whole = offs + wholeElems(object)<<3
		for n := elems; n > 0; n-- {
			checkSlot(object, p+raw.LoadWord(offs), what, offs < whole)
			offs += raw.Word
		}
	}
}

// checkSlot checks the reference at p in an object. Whole means that it must lead to the start of one.
//
//rgo:nogc
func checkSlot(object, p uintptr, what int, whole bool) {
	q := raw.LoadWord(p)
	if q-heap.start-1 >= uintptr(heap.used)<<blockShift {
		return
	}
	switch what {
	case leadsToLive:
		to := resolve(q)
		if to == 0 || !isMarked(raw.LoadWord(to-header)) {
			fault("a reference to free memory", object)
		}
		if whole && to != q {
			fault("a reference into the middle of an object, from where there is none", object)
		}
	case notesComplete:
		if isYoung(q-1) && lineOf(p)&dirty == 0 {
			fault("an old object was modified without a barrier", object)
		}
	case staticNotesComplete:
		known := raw.LoadWord(object-header)&listed != 0 && !isYoung(q-1)
		if !known && raw.Load8(heap.cards+(p-heap.staticLow)>>cardShift) == 0 {
			fault("a static object was modified without a barrier", object)
		}
	}
}

// checkNotes checks what barriers have noted, before a collection. Lines of the holes in use count as young.
//
//rgo:nogc
func checkNotes() {
	leave(heap.hole, heap.next)
	leave(heap.spare.start, heap.spare.next)
	for b := range heap.used {
		switch kindOf(b) {
		case kindLarge:
			checkObject(raw.LoadWord(record(b)+recordHeader)+header, notesComplete)
		case kindLines:
			p := address(b)
			for i := uintptr(0); i < blockLines; i++ {
				if line := lineOf(p); line != 0 && line&young == 0 {
					checkLine(p, true)
				}
				p += lineSize
			}
		}
	}
	table := raw.Address(raw.StaticRoots())
	for n := raw.LoadWord(table); n > 0; n-- {
		table += raw.Word
		checkObject(raw.LoadWord(table), staticNotesComplete)
	}
}

//rgo:nogc
func isYoung(p uintptr) bool { return lineOf(p)&young != 0 }
