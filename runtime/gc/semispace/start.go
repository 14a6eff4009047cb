package semispace

// This file finds the object that an address points to, into, or one past the end of. The cells of a block lie one behind
// the other. Its bitmap says where they start; it is made on demand, and goes on from where it ended the last time.

import (
	"math/bits"

	"rgo/runtime/raw"
)

// An entry of the table of layouts, by type id.
const (
	layoutShift  = 48 // bytes of an entry
	layoutSize   = 0
	layoutStride = 8
	layoutRefs   = 16 // number of references in the fixed part
	layoutOffs   = 24 // address of their offsets
	layoutElems  = 32 // number of references in an element
	layoutEOffs  = 40 // address of their offsets
)

// object returns the object in the cell at c.
//
//rgo:inline
//rgo:nogc
func object(c uintptr) uintptr {
	if raw.LoadWord(c)>>63 != 0 {
		return c + header
	}
	return c + arrayHeader
}

// cellOf returns the cell of object o, and its size without the hash that may follow the object.
//
//rgo:nogc
func cellOf(o uintptr) (c, size uintptr) {
	word := raw.LoadWord(o - header)
	layout := heap.layouts + word&idMask*layoutShift
	if word&fixed != 0 {
		size = (raw.LoadWord(layout+layoutSize) + header + 7) &^ 7
		if size < least {
			size = least
		}
		return o - header, size
	}
	size = (raw.LoadWord(o-arrayHeader)*raw.LoadWord(layout+layoutStride) + arrayHeader + 7) &^ 7
	if size == arrayHeader {
		size += raw.Word
	}
	return o - arrayHeader, size
}

// after returns the address behind the cell of object o.
//
//rgo:nogc
func after(o uintptr) uintptr {
	c, size := cellOf(o)
	if raw.LoadWord(o-header)&carries != 0 {
		size += raw.Word
	}
	return c + size
}

// objectAt returns the object in whose cell address p is. Block b has small objects.
//
//rgo:nogc
func objectAt(p uintptr, b int) uintptr {
	r := record(b)
	base := address(b)
	bitmap := heap.bitmap + uintptr(b)*bitmapSize
	mapped := raw.LoadWord(r + recordMapped)
	if p >= mapped {
		if mapped == base {
			raw.Zero(bitmap, bitmapSize)
		}
		for end := endOf(b); mapped < end; mapped = after(object(mapped)) {
			word := (mapped - base) / raw.Word
			at := bitmap + word>>6<<3
			raw.StoreWord(at, raw.LoadWord(at)|1<<(word&63))
		}
		raw.StoreWord(r+recordMapped, mapped)
	}
	word := (p - base) / raw.Word
	at := bitmap + word>>6<<3
	set := raw.LoadWord(at) << (63 - word&63)
	for set == 0 {
		at -= raw.Word
		word = word&^63 - 1
		set = raw.LoadWord(at)
	}
	word -= uintptr(bits.LeadingZeros64(uint64(set)))
	return object(base + word*raw.Word)
}

// largeAt returns the first block of the large object that goes on in block b.
//
//rgo:nogc
func largeAt(b int) int {
	r := record(b)
	if raw.LoadWord(r+recordKind) == kindRest {
		b -= int(raw.LoadInt(r + recordBlocks))
	}
	return b
}
