package semispace

// This file is for finding faults: with RGO_GC_STRESS=N in the environment there is a collection at every Nth allocation,
// what it leaves behind is overwritten, and the whole heap is walked.

import (
	"rgo/runtime/raw"
	"rgo/runtime/std/runtime"
)

const poisonWord = 0xdbdbdbdbdbdbdbdb

// poison overwrites memory from p up to end.
//
//rgo:nogc
func poison(p, end uintptr) {
	for ; p < end; p += raw.Word {
		raw.StoreWord(p, poisonWord)
	}
}

// check walks the heap: every object must have a header that makes sense, and every reference in it, in static data and
// on the shadow stack must lead to an object that is there, or out of the heap.
//
//rgo:noinline
//rgo:nogc
func check() {
	for b := 0; b < heap.used; {
		r := record(b)
		kind := raw.LoadWord(r + recordKind)
		n := 1
		switch kind {
		case kindFree, kindClean:
			n = int(raw.LoadInt(r + recordBlocks))
		case kindLarge:
			n = int(raw.LoadInt(r + recordBlocks))
			checkRefs(object(address(b)))
		case kindSmall, kindKept:
			checkBlock(b, kind)
		default:
			fault("a block that is part of nothing")
		}
		b += n
	}
	table := raw.Address(raw.StaticRoots())
	for n := raw.LoadWord(table); n > 0; n-- {
		table += raw.Word
		checkRefs(raw.LoadWord(table))
	}
	checkSlots(raw.Address(raw.ShadowBase()), raw.Address(raw.ShadowTop()))
	if raw.Threads {
		for s := raw.Stacks(); s != 0; s = raw.NextStack(s) {
			if raw.Waits(s) {
				checkSlots(raw.ShadowStack(s))
			}
		}
	}
}

// checkSlots checks the references in the slots from p up to end of a shadow stack.
//
//rgo:nogc
func checkSlots(p, end uintptr) {
	for ; p < end; p += raw.Word {
		checkRef(raw.LoadWord(p))
	}
}

// checkBlock walks a block of small objects. In one that was kept for its pinned objects the others are dead.
//
//rgo:nogc
func checkBlock(b int, kind uintptr) {
	if int(raw.LoadInt(record(b)+recordSpace)) != heap.cycle {
		fault("a block of the old space")
	}
	c, end := address(b), endOf(b)
	pinned := int64(0)
	for c < end {
		o := object(c)
		word := raw.LoadWord(o - header)
		if word&pins != 0 {
			pinned++
		}
		if kind == kindSmall && word&forwarded != 0 {
			fault("an object that has moved away")
		}
		if kind == kindSmall || word&pins != 0 {
			checkRefs(o)
		}
		c = after(o)
	}
	if c != end {
		fault("objects do not end where their block does")
	}
	if pinned != raw.LoadInt(record(b)+recordPinned) {
		fault("wrong number of pinned objects")
	}
}

// checkRefs checks the references of the object at p.
//
//rgo:nogc
func checkRefs(p uintptr) {
	layout := heap.layouts + uintptr(raw.Load32(p-header))*layoutShift
	offs := raw.LoadWord(layout + layoutOffs)
	for n := raw.LoadWord(layout + layoutRefs); n > 0; n-- {
		checkRef(raw.LoadWord(p + raw.LoadWord(offs)))
		offs += raw.Word
	}
	elems := raw.LoadWord(layout + layoutElems)
	if elems == 0 {
		return
	}
	stride := raw.LoadWord(layout + layoutStride)
	end := p + raw.LoadWord(p-arrayHeader)*stride
	for ; p != end; p += stride {
		offs = raw.LoadWord(layout + layoutEOffs)
		for n := elems; n > 0; n-- {
			checkRef(raw.LoadWord(p + raw.LoadWord(offs)))
			offs += raw.Word
		}
	}
}

// checkRef checks one reference.
//
//rgo:nogc
func checkRef(q uintptr) {
	p := q - 1
	if !inHeap(p) {
		return
	}
	b := blockOf(p)
	kind := raw.LoadWord(record(b) + recordKind)
	switch {
	case kind >= kindLarge:
		return
	case kind < kindSmall:
		fault("reference to free memory")
	case p >= endOf(b):
		fault("reference behind the last object")
	}
	o := objectAt(p, b)
	word := raw.LoadWord(o - header)
	switch {
	case word&forwarded != 0:
		fault("reference to where an object was")
	case kind == kindKept && word&pins == 0:
		fault("reference to a dead object")
	case p >= after(o):
		fault("reference between objects")
	}
}

//rgo:cold
//rgo:noinline
//rgo:nogc
func fault(what string) {
	runtime.PrintString("fatal error: collector: ")
	runtime.PrintString(what)
	runtime.PrintString("\n")
	raw.Exit(2)
}
