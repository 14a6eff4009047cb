package immix

// This file marks: from roots, through an explicit stack, by the layouts in the headers.

import (
	"rgo/runtime/raw"
	"rgo/runtime/std/runtime"
)

// An entry of the table of layouts, by type id.
const (
	layoutSize   = 48 // bytes of an entry
	layoutStride = 8
	layoutRefs   = 16 // number of references in the fixed part
	layoutOffs   = 24 // address of their offsets
	layoutElems  = 32 // number of references in an element
	layoutEOffs  = 40 // address of their offsets
)

// portion is how many references of an array are visited before those that they lead to, so that the mark stack holds
// no more of them at a time. The rest of an array waits on the stack: its address plus one, and under it the place.
const portion = 256

// isMarked reports whether the object with header h has been marked in this cycle.
//
//rgo:inline
//rgo:nogc
func isMarked(h uintptr) bool { return (h^heap.stamp)&epochMask == 0 }

// visit marks the object that address q leads to, into, or to the end of, if there is one.
//
//rgo:inline
//rgo:nogc
func visit(q uintptr) {
	if q-heap.start-1 < heap.extent {
		if object := resolve(q); object != 0 {
			visitWhole(object)
		}
	}
}

// visitWhole marks an object that may have been marked before, or, if its address was ambiguous, be dead.
//
//rgo:inline
//rgo:nogc
func visitWhole(object uintptr) {
	h := raw.LoadWord(object - header)
	if isMarked(h) || heap.minor && h&epochMask != 0 || !isPresent(h) {
		return
	}
	mark(object, h)
}

// mark marks an object with header h and the lines that it touches, and notes it for tracing if it can hold references.
//
//rgo:nogc
func mark(object, h uintptr) {
	raw.StoreWord(object-header, h&kept|heap.stamp)
	layout := heap.layouts + h&idMask*layoutSize
	size := max(raw.LoadWord(layout), least)
	cell := object - header
	if stride := raw.LoadWord(layout + layoutStride); stride != 0 {
		size = raw.LoadWord(object-arrayHeader)*stride + header
		cell -= header
	}
	size = (size + header + 7) &^ 7
	if size <= largest {
		heap.live += size
		setBit(heap.starts, object-header)
		line := heap.lines + (cell-heap.start)>>lineShift
		last := heap.lines + (cell+size-1-heap.start)>>lineShift
		for ; line <= last; line++ {
			raw.Store8(line, raw.Load8(line)&young|byte(heap.mark))
		}
	} else {
		heap.live += (size + blockSize - 1) &^ (blockSize - 1)
	}
	if raw.LoadWord(layout+layoutRefs)|raw.LoadWord(layout+layoutElems) != 0 {
		push(object)
	}
}

//rgo:inline
//rgo:nogc
func push(v uintptr) {
	if heap.top >= heap.stackLimit {
		runtime.PanicOutOfMemory()
	}
	raw.StoreWord(heap.top, v)
	heap.top += raw.Word
}

// drain traces until the mark stack is empty.
//
//rgo:nogc
func drain() {
	for heap.top != heap.stack {
		heap.top -= raw.Word
		object := raw.LoadWord(heap.top)
		if object&1 == 0 {
			trace(object)
			continue
		}
		heap.top -= raw.Word
		traceArray(object-1, raw.LoadWord(heap.top))
	}
}

// trace visits what the object at an address refers to.
//
//rgo:nogc
func trace(object uintptr) {
	layout := layoutOf(object - header)
	offs := raw.LoadWord(layout + layoutOffs)
	for n := raw.LoadWord(layout + layoutRefs); n > 0; n-- {
		visitAt(object + raw.LoadWord(offs))
		offs += raw.Word
	}
	if raw.LoadWord(layout+layoutElems) != 0 {
		traceArray(object, object)
	}
}

// traceArray visits what the elements of an array refer to, from the one at p on: a portion of them.
//
//rgo:nogc
func traceArray(object, p uintptr) {
	layout := layoutOf(object - header)
	elems := raw.LoadWord(layout + layoutElems)
	stride := raw.LoadWord(layout + layoutStride)
	first := raw.LoadWord(layout + layoutEOffs)
	end := object + raw.LoadWord(object-arrayHeader)*stride
	if n := (portion + elems - 1) / elems * stride; end-p > n {
		end = p + n
		push(end)
		push(object + 1)
	}
	if stride == raw.Word {
		for ; p != end; p += raw.Word {
			visitAt(p)
		}
		return
	}
	for ; p != end; p += stride {
		offs := first
		for n := elems; n > 0; n-- {
			visitAt(p + raw.LoadWord(offs))
			offs += raw.Word
		}
	}
}

// traceRange visits those references of an object that lie from one address up to another.
//
//rgo:nogc
func traceRange(object, from, to uintptr) {
	layout := layoutOf(object - header)
	offs := raw.LoadWord(layout + layoutOffs)
	for n := raw.LoadWord(layout + layoutRefs); n > 0; n-- {
		if p := object + raw.LoadWord(offs); p >= from && p < to {
			visitAt(p)
		}
		offs += raw.Word
	}
	elems := raw.LoadWord(layout + layoutElems)
	if elems == 0 {
		return
	}
	stride := raw.LoadWord(layout + layoutStride)
	first := raw.LoadWord(layout + layoutEOffs)
	end := min(to, object+raw.LoadWord(object-arrayHeader)*stride)
	p := object
	if from > p {
		p += (from - p) / stride * stride
	}
	for ; p < end; p += stride {
		offs = first
		for n := elems; n > 0; n-- {
			if q := p + raw.LoadWord(offs); q >= from && q < to {
				visitAt(q)
			}
			offs += raw.Word
		}
	}
}

// visitAt visits what the word at address p refers to.
//
//rgo:inline
//rgo:nogc
func visitAt(p uintptr) { visit(raw.LoadWord(p)) }

// visitRange visits what the words from p up to end refer to.
//
//rgo:nogc
func visitRange(p, end uintptr) {
	for ; p < end; p += raw.Word {
		visitAt(p)
	}
}

// scan visits what the words from p up to end may refer to. Compiled code also keeps the address of a header, or of the
// length in front of it, instead of that of the object, and adds the difference later. That is one past the end of the
// object in front too: both are visited.
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
