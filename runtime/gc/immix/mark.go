package immix

// This file marks: from roots, through an explicit stack, by the layouts in the headers.
//
// On the way to the stack a reference waits in a short queue for the header of its object to come from memory, which
// takes as long as everything else together (Cher, Hosking and Vitek, "Software prefetching for mark-sweep garbage
// collection: hardware analysis and software redesign", ASPLOS 2004). What waits are the slots, not the objects (Garner,
// Blackburn and Frampton, "Effective prefetch for mark-sweep garbage collection", ISMM 2007): so objects can move.

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

// queueSize is how many bytes of slots wait at most.
const queueSize = 16 * raw.Word

// inside is added to a slot in the queue that may lead into the middle of an object.
const inside = 1

// visitAt visits the object that the word at address p leads to, into, or to the end of, and corrects the word if the
// object has moved: soon, at the latest in drain.
//
//rgo:inline
//rgo:nogc
func visitAt(p uintptr) {
	q := raw.LoadWord(p)
	off := q - 1 - heap.start
	if off >= heap.extent {
		return
	}
	if heap.minor {
		if raw.Load8(heap.lines+off>>lineShift)&young == 0 {
			return
		}
	} else {
		raw.Prefetch(heap.starts + off>>bitsShift)
	}
	enqueue(p+inside, q-header)
}

// visitWholeAt is visitAt where the word never leads into the middle of an object.
//
//rgo:inline
//rgo:nogc
func visitWholeAt(p uintptr) {
	q := raw.LoadWord(p)
	off := q - heap.start - header
	if off >= heap.extent {
		return
	}
	if heap.minor && raw.Load8(heap.lines+off>>lineShift)&young == 0 {
		return
	}
	enqueue(p, q-header)
}

// enqueue puts a slot in the queue. If that is full then, the one that has waited for longest is visited. The address
// of the header is a guess, and at worst not worth fetching.
//
//rgo:nogc
func enqueue(slot, head uintptr) {
	raw.Prefetch(head)
	raw.StoreWord(heap.queue+heap.last, slot)
	heap.last = (heap.last + raw.Word) & (queueSize - 1)
	if heap.last == heap.first {
		dequeue()
	}
}

// dequeue visits what the slot that has waited for longest refers to.
//
//rgo:nogc
func dequeue() {
	p := raw.LoadWord(heap.queue + heap.first)
	heap.first = (heap.first + raw.Word) & (queueSize - 1)
	if p&inside != 0 {
		p -= inside
		q := raw.LoadWord(p)
		if object := resolve(q); object != 0 {
			if to := visit(object); to != object {
				raw.StoreWord(p, q+to-object)
			}
		}
		return
	}
	object := raw.LoadWord(p)
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
		size = inPages(size)
		raw.StoreWord(object-header, h&kept|heap.stamp)
	} else {
		if isLeaving(object, h) && h&pinned == 0 {
			if to := move(cell, size, object, h); to != 0 {
				if hasRefs {
					push(to)
				}
				return to
			}
		}
		raw.StoreWord(object-header, h&kept|heap.stamp)
		if h&epochMask == 0 {
			setBit(heap.starts, object-header)
		}
		markLines(cell, size)
		fill(cell, size)
	}
	count(h, size)
	if hasRefs {
		push(object)
	}
	return object
}

// count counts size bytes that are live, and belong to an object that had header h before it was marked.
//
//rgo:inline
//rgo:nogc
func count(h, size uintptr) {
	heap.live += size
	if h&epochMask == 0 {
		heap.promoted += size
	}
}

// fill counts size bytes at p as in use in their block.
//
//rgo:inline
//rgo:nogc
func fill(p, size uintptr) {
	at := record(int((p-heap.start)>>blockShift)) + recordLive
	raw.Store32(at, raw.Load32(at)+uint32(size))
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

// drain traces until nothing waits any more.
//
//rgo:nogc
func drain() {
	for {
		if heap.top == heap.stack {
			if heap.first == heap.last {
				return
			}
			dequeue()
			continue
		}
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
