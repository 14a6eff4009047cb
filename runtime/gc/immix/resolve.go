package immix

// This file finds the object that an address leads into, by the bitmaps of where objects start. The bit of an object is
// that of its header word. The word in front of an array's header, its length, belongs to the array.

import (
	"math/bits"

	"rgo/runtime/raw"
)

//rgo:inline
//rgo:nogc
func setBit(bitmap, p uintptr) {
	off := p - heap.start
	b := bitmap + off>>bitsShift
	raw.Store8(b, raw.Load8(b)|1<<(off>>3&7))
}

//rgo:inline
//rgo:nogc
func bit(bitmap, p uintptr) bool {
	off := p - heap.start
	return raw.Load8(bitmap+off>>bitsShift)>>(off>>3&7)&1 != 0
}

// resolve returns the object that address q in the heap leads to, into, or to the end of, or 0. In a minor collection it may return
// 0 for an old object.
//
//rgo:nogc
func resolve(q uintptr) uintptr {
	p := q - 1 // one past the end belongs to what is in front
	off := p - heap.start
	b := int(off >> blockShift)
	kind := kindOf(b)
	if kind < kindLines {
		if kind < kindLarge {
			return 0
		}
		return raw.LoadWord(record(b)+recordHeader) + header
	}
	line := raw.Load8(heap.lines + off>>lineShift)
	bitmap := heap.starts
	if line&young != 0 {
		bitmap = heap.fresh
	} else if line == 0 || heap.minor {
		return 0
	}
	if q&7 == 0 && bit(bitmap, q-header) {
		return q
	}
	if line&young != 0 && raw.LoadWord(record(b)+recordBuilt) == 0 {
		build(b)
	}
	return find(bitmap, p)
}

// find returns the object whose memory has the address p, by a bitmap in which there is everything around p, or 0.
//
//rgo:nogc
func find(bitmap, p uintptr) uintptr {
	word := p &^ 7
	if (word+header-heap.start)&(blockSize-1) != 0 && // no object is in two blocks, and a large one behind leaves old bits as they are
		bit(bitmap, word+header) && lineOf(word+header) != 0 && isArray(word+header) && isPresent(headerOf(word+header)) {
		return word + arrayHeader // p is in the length
	}
	off := p - heap.start
	at := off >> (bitsShift + 3) << 3 // of a word of the bitmap
	first := off >> blockShift << blockShift >> bitsShift
	have := raw.LoadWord(bitmap+at) & (^uintptr(0) >> (63 - off>>3&63))
	for have == 0 {
		if at == first {
			return 0
		}
		at -= raw.Word
		have = raw.LoadWord(bitmap + at)
	}
	head := heap.start + at<<bitsShift + uintptr(63-bits.LeadingZeros64(uint64(have)))<<3
	if lineOf(head) == 0 || p-head >= sizeFrom(head) {
		return 0 // that one is dead, and its memory free, or it ends before
	}
	return head + header
}

// lineOf returns the byte of the line at p.
//
//rgo:inline
//rgo:nogc
func lineOf(p uintptr) byte { return raw.Load8(heap.lines + (p-heap.start)>>lineShift) }

// isPresent reports whether an object with header h has not been found dead. The headers of dead objects stay where
// they are in lines that also hold live ones.
//
//rgo:inline
//rgo:nogc
func isPresent(h uintptr) bool {
	h &= epochMask
	return h == 0 || h == heap.stamp&epochMask || h == heap.previous
}

// headerOf returns the header at head, or that of the copy if the object has moved.
//
//rgo:inline
//rgo:nogc
func headerOf(head uintptr) uintptr {
	h := raw.LoadWord(head)
	if h&isForwarded != 0 {
		h = raw.LoadWord(h&addressMask - header)
	}
	return h
}

// isArray reports whether the object with its header at head has a length.
//
//rgo:inline
//rgo:nogc
func isArray(head uintptr) bool {
	return raw.LoadWord(heap.layouts+headerOf(head)&idMask*layoutSize+layoutStride) != 0
}

// layoutOf returns the row of the table of layouts for the object with its header at head, which has not moved.
//
//rgo:inline
//rgo:nogc
func layoutOf(head uintptr) uintptr { return heap.layouts + uintptr(raw.Load32(head))*layoutSize }

// sizeFrom returns the number of bytes from the header at head to the end of the object. If the object has moved it is
// that of the memory it has left.
//
//rgo:inline
//rgo:nogc
func sizeFrom(head uintptr) uintptr {
	layout := heap.layouts + headerOf(head)&idMask*layoutSize
	size := max(raw.LoadWord(layout), least)
	if stride := raw.LoadWord(layout + layoutStride); stride != 0 {
		size = raw.LoadWord(head-header) * stride
	}
	size = (size + header + 7) &^ 7
	if raw.LoadWord(head)&carries != 0 {
		size += raw.Word
	}
	return size
}

// build completes the bitmap of young objects for block b. Its holes are filled from their first line on, without gaps,
// and what follows in the last line is zero.
//
//rgo:noinline
//rgo:nogc
func build(b int) {
	raw.StoreWord(record(b)+recordBuilt, 1)
	p := address(b)
	line := heap.lines + (p-heap.start)>>lineShift
	for end := line + blockLines; line < end; {
		if raw.Load8(line)&young == 0 {
			line++
			p += lineSize
			continue
		}
		q := p
		for line < end && raw.Load8(line)&young != 0 {
			line++
			p += lineSize
		}
		walk(q, p)
	}
}

// walk sets the bits of the objects from p to end.
//
//rgo:nogc
func walk(p, end uintptr) {
	for p < end {
		if bit(heap.fresh, p+header) && p+header < end { // set by AllocArray
			p += header
		} else if raw.LoadWord(p) == 0 {
			return
		} else {
			setBit(heap.fresh, p)
		}
		p += sizeFrom(p)
	}
}
