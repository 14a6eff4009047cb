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

// visitAt visits the object that the word at address p leads to, into, or to the end of, and corrects the word if the
// object has moved.
//
//rgo:inline
//rgo:nogc
func visitAt(p uintptr) {
	if q := raw.LoadWord(p); q-heap.start-1 < heap.extent {
		visitInside(p, q)
	}
}

// visitInside is visitAt for a word q that leads into the heap.
//
//rgo:nogc
func visitInside(p, q uintptr) {
	if object := resolve(q); object != 0 {
		if to := visit(object); to != object {
			raw.StoreWord(p, q+to-object)
		}
	}
}

// visitWholeAt is visitAt where the word never leads into the middle of an object.
//
//rgo:inline
//rgo:nogc
func visitWholeAt(p uintptr) {
	object := raw.LoadWord(p)
	off := object - heap.start - header
	if off >= heap.extent {
		return
	}
	if heap.minor && raw.Load8(heap.lines+off>>lineShift)&young == 0 {
		return
	}
	if h := raw.LoadWord(object - header); !isMarked(h) {
		if to := reach(object, h); to != object {
			raw.StoreWord(p, to)
		}
	}
}

// visit marks an object that may have been marked or moved before, or, if its address was ambiguous, may be dead. It
// returns where the object is now.
//
//rgo:nogc
func visit(object uintptr) uintptr {
	h := raw.LoadWord(object - header)
	if isMarked(h) || h&isForwarded == 0 && (heap.minor && h&epochMask != 0 || !isPresent(h)) {
		return object
	}
	return reach(object, h)
}

// reach marks an object that has not been marked, with header h. It returns where the object is now.
//
//rgo:nogc
func reach(object, h uintptr) uintptr {
	if h&isForwarded != 0 {
		return h & addressMask
	}
	layout := heap.layouts + h&idMask*layoutSize
	size := max(raw.LoadWord(layout), least) + header
	cell := object - header
	if stride := raw.LoadWord(layout + layoutStride); stride != 0 {
		size = raw.LoadWord(object-arrayHeader)*stride + arrayHeader
		cell -= header
	}
	size = (size + 7) &^ 7
	if h&carries != 0 {
		size += raw.Word
	}
	hasRefs := raw.LoadWord(layout+layoutRefs)|raw.LoadWord(layout+layoutElems) != 0
	if size > largest {
		heap.live += (size + blockSize - 1) &^ (blockSize - 1)
		raw.StoreWord(object-header, h&kept|heap.stamp)
	} else {
		if isLeaving(object) && h&pinned == 0 {
			if to := move(cell, size, object, h); to != 0 {
				if hasRefs {
					push(to)
				}
				return to
			}
		}
		heap.live += size
		raw.StoreWord(object-header, h&kept|heap.stamp)
		setBit(heap.starts, object-header)
		markLines(cell, size)
	}
	if hasRefs {
		push(object)
	}
	return object
}

// markLines marks the lines that size bytes at p touch.
//
//rgo:inline
//rgo:nogc
func markLines(p, size uintptr) {
	line := heap.lines + (p-heap.start)>>lineShift
	last := heap.lines + (p+size-1-heap.start)>>lineShift
	for ; line <= last; line++ {
		raw.Store8(line, raw.Load8(line)&young|byte(heap.mark))
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
	end := offs + raw.LoadWord(layout+layoutRefs)<<3
	for whole := offs + wholeRefs(object)<<3; offs < whole; offs += raw.Word {
		visitWholeAt(object + raw.LoadWord(offs))
	}
	for ; offs < end; offs += raw.Word {
		visitAt(object + raw.LoadWord(offs))
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
	whole := first + wholeElems(object)<<3
	last := first + elems<<3
	if stride == raw.Word && whole == last {
		for ; p != end; p += raw.Word {
			visitWholeAt(p)
		}
		return
	}
	for ; p != end; p += stride {
		offs := first
		for ; offs < whole; offs += raw.Word {
			visitWholeAt(p + raw.LoadWord(offs))
		}
		for ; offs < last; offs += raw.Word {
			visitAt(p + raw.LoadWord(offs))
		}
	}
}

// wholeRefs returns how many of the references in the fixed part of an object never lead into the middle of an object.
//
//rgo:inline
//rgo:nogc
func wholeRefs(object uintptr) uintptr {
	return uintptr(raw.Load32(heap.wholes + uintptr(raw.Load32(object-header))<<3))
}

// wholeElems is wholeRefs for elements.
//
//rgo:inline
//rgo:nogc
func wholeElems(object uintptr) uintptr {
	return uintptr(raw.Load32(heap.wholes + uintptr(raw.Load32(object-header))<<3 + 4))
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
	whole := first + wholeElems(object)<<3
	for ; p < end; p += stride {
		offs = first
		for n := elems; n > 0; n-- {
			if q := p + raw.LoadWord(offs); q < from || q >= to {
			} else if offs < whole {
				visitWholeAt(q)
			} else {
				visitAt(q)
			}
			offs += raw.Word
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

// scan marks what the words from p up to end may refer to, where it is: nobody can correct those words. Compiled code
// also keeps the address of a header, or of the length in front of it, instead of that of the object, and adds the
// difference later. That is one past the end of the object in front too: both are marked.
//
//rgo:nogc
func scan(p, end uintptr) {
	for p = (p + raw.Word - 1) &^ (raw.Word - 1); p+raw.Word <= end; p += raw.Word {
		q := raw.LoadWord(p)
		if q-heap.start > heap.extent {
			continue
		}
		for i := uintptr(0); i < 2; i++ {
			if q+i-heap.start-1 < heap.extent {
				if object := resolve(q + i); object != 0 {
					hold(object)
				}
			}
		}
	}
}

// hold visits an object and keeps it where it is. It comes before anything has moved.
//
//rgo:nogc
func hold(object uintptr) {
	h := raw.LoadWord(object - header)
	raw.StoreWord(object-header, h|pinned)
	visit(object)
	raw.StoreWord(object-header, raw.LoadWord(object-header)&^pinned|h&pinned)
}
