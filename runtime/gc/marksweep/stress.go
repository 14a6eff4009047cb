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
	if uintptr(raw.Load32(cell+raw.LoadWord(r+recordOffset)+4)) != heap.stamp>>32 {
		runtime.PrintString("fatal error: collector: reference to free memory\n")
		raw.Exit(2)
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
		if uintptr(raw.Load32(base+offset+4)) != heap.stamp>>32 {
			for p := base + offset + header; p < base+size; p++ {
				raw.Store8(p, poisonByte)
			}
		}
		base += size
	}
}
