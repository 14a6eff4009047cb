package marksweep

// This file is for finding faults: with RGO_GC_STRESS=N in the environment there is a collection at every Nth allocation,
// dead objects are overwritten, and every reference that is followed must lead to a live object or out of the heap.

import (
	"rgo/runtime/raw"
	"rgo/runtime/std/runtime"
)

const poisonByte = 0xdb

// verify ends the program if q, which a live object or the shadow stack holds, points to memory that is free.
//
//rgo:noinline
//rgo:nogc
func verify(q uintptr) {
	p := q - 1
	if p-heap.start >= heap.extent {
		return
	}
	r := record(int((p - heap.start) >> blockShift))
	base := raw.LoadWord(r + recordBase)
	cell := base
	if recip := raw.LoadWord(r + recordRecip); recip != 0 {
		cell += (p - base) * recip >> 32 * raw.LoadWord(r+recordSizeOf)
	}
	if !isMarked(highHalf(cell + raw.LoadWord(r+recordOffset))) {
		fault("reference to free memory")
	}
}

// fault ends the program.
//
//rgo:noinline
//rgo:cold
//rgo:nogc
func fault(what string) {
	runtime.PrintString("fatal error: collector: ")
	runtime.PrintString(what)
	runtime.PrintString("\n")
	raw.Exit(2)
}

// checkHeap looks at all that is live once more, when marking has ended: if that finds something new, an object that is not young got a reference
// to it that no barrier has noted.
//
//rgo:noinline
//rgo:nogc
func checkHeap() {
	m, live := &heap.markers[0], heap.live
	for b := range heap.used {
		r := record(b)
		kind := raw.LoadWord(r + recordKind)
		cell := raw.LoadWord(r + recordBase)
		size, cells := raw.LoadWord(r+recordSizeOf), raw.LoadInt(r+recordCells)
		if kind == kindLarge {
			cells = 1
		}
		if kind < kindLarge || cell != address(b) {
			continue
		}
		for head := cell + raw.LoadWord(r+recordOffset); cells > 0; cells-- {
			if isMarked(raw.Load32(head + half)) {
				m.trace(head + header)
			}
			head += size
		}
	}
	m.visitStatics()
	drain()
	if heap.live != live {
		fault("an object was modified without a barrier")
	}
}

// poison overwrites the dead objects in the block with record r.
//
//rgo:nogc
func poison(r uintptr) {
	base := raw.LoadWord(r + recordBase)
	size := raw.LoadWord(r + recordSizeOf)
	offset := raw.LoadWord(r + recordOffset)
	cells := raw.LoadWord(r + recordCells)
	if raw.LoadWord(r+recordKind) == kindLarge {
		cells = 1
	}
	for ; cells > 0; cells-- {
		if !isMarked(raw.Load32(base + offset + half)) {
			for p := base + offset + header; p < base+size; p++ {
				raw.Store8(p, poisonByte)
			}
		}
		base += size
	}
}
