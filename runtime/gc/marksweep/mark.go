package marksweep

// This file marks: from roots, through an explicit stack, by the layouts in the headers.

import (
	"rgo/runtime/raw"
	"rgo/runtime/std/runtime"
)

// An entry of the table of layouts, by type id.
const (
	layoutShift  = 48 // bytes of an entry
	layoutStride = 8
	layoutRefs   = 16 // number of references in the fixed part
	layoutOffs   = 24 // address of their offsets
	layoutElems  = 32 // number of references in an element
	layoutEOffs  = 40 // address of their offsets
)

// visit marks the object that address p points to, into, or one past the end of, if there is one, and notes it for
// tracing if it can hold references.
//
//rgo:nogc
func visit(p uintptr) {
	p-- // one past the end belongs to what is in front
	if p-heap.start >= heap.extent {
		return
	}
	r := record(int((p - heap.start) >> blockShift))
	base := raw.LoadWord(r + recordBase)
	cell := base
	recip := raw.LoadWord(r + recordRecip)
	if recip != 0 {
		size := raw.LoadWord(r + recordSizeOf)
		cell += (p - base) * recip >> 32 * size
		if cell >= base+blockSize-size+1 { // behind the last cell
			return
		}
	}
	offset := raw.LoadWord(r + recordOffset)
	word := raw.LoadWord(cell + offset)
	if !isCandidate(word >> 32) {
		return // marked already, or free
	}
	id := word & (1<<32 - 1)
	raw.StoreWord(cell+offset, id|heap.mark)
	heap.live += raw.LoadWord(r + recordSizeOf)
	if recip == 0 { // count in the first block
		r = record(int((base - heap.start) >> blockShift))
	}
	raw.StoreInt(r+recordMarked, raw.LoadInt(r+recordMarked)+1)
	layout := heap.layouts + id*layoutShift
	if raw.LoadWord(layout+layoutRefs)|raw.LoadWord(layout+layoutElems) != 0 {
		if heap.top == heap.limit {
			runtime.PanicOutOfMemory()
		}
		raw.StoreWord(heap.top, cell+offset+header)
		heap.top += raw.Word
	}
}

// drain traces until the mark stack is empty.
//
//rgo:nogc
func drain() {
	for heap.top != heap.stack {
		heap.top -= raw.Word
		trace(raw.LoadWord(heap.top))
	}
}

// trace visits what the object at address p, which has a header, refers to.
//
//rgo:nogc
func trace(p uintptr) {
	layout := heap.layouts + uintptr(raw.Load32(p-header))*layoutShift
	offs := raw.LoadWord(layout + layoutOffs)
	for n := raw.LoadWord(layout + layoutRefs); n > 0; n-- {
		visitAt(p + raw.LoadWord(offs))
		offs += raw.Word
	}
	elems := raw.LoadWord(layout + layoutElems)
	if elems == 0 {
		return
	}
	stride := raw.LoadWord(layout + layoutStride)
	first := raw.LoadWord(layout + layoutEOffs)
	end := p + raw.LoadWord(p-arrayHeader)*stride
	for ; p != end; p += stride {
		offs = first
		for n := elems; n > 0; n-- {
			visitAt(p + raw.LoadWord(offs))
			offs += raw.Word
		}
	}
}

// visitAt visits what the word at address p refers to.
//
//rgo:inline
//rgo:nogc
func visitAt(p uintptr) {
	if q := raw.LoadWord(p); q != 0 {
		visit(q)
		if heap.stress > 0 {
			verify(q)
		}
	}
}

// visitRange visits what the words from p up to end refer to.
//
//rgo:nogc
func visitRange(p, end uintptr) {
	for ; p < end; p += raw.Word {
		visitAt(p)
	}
}

// scan visits what the words from p up to end may refer to. Compiled code also keeps the address of a cell instead of
// that of the object in it, to which it then adds the size of the header. That is one past the end of the cell in front
// too: both are visited.
//
//rgo:nogc
func scan(p, end uintptr) {
	for p = (p + raw.Word - 1) &^ (raw.Word - 1); p+raw.Word <= end; p += raw.Word {
		q := raw.LoadWord(p)
		if q-heap.start <= heap.extent {
			visit(q)
			visit(q + 1)
		}
	}
}
