package semispace

// This file is for objects that somebody knows by their address: pins and identity hashes.

import "rgo/runtime/raw"

// find returns the object that p points into and its block, or 0 if it cannot move: it is large, or not in the heap.
//
//rgo:nogc
func find(p uintptr) (o uintptr, b int) {
	p--
	if !inHeap(p) {
		return 0, 0
	}
	b = blockOf(p)
	if kind := raw.LoadWord(record(b) + recordKind); kind < kindSmall || kind >= kindLarge {
		return 0, 0
	}
	return objectAt(p, b), b
}

// Pin keeps the object that p points into where it is, until Unpin has been called as often. It does not keep the object
// alive beyond that: who pins it refers to it. After some million pins an object stays pinned.
//
//rgo:nogc
func Pin(p uintptr) {
	o, b := find(p)
	if o == 0 {
		return
	}
	word := raw.LoadWord(o - header)
	if word&pins == 0 {
		r := record(b) + recordPinned
		raw.StoreInt(r, raw.LoadInt(r)+1)
	}
	if word&pins != pins {
		raw.StoreWord(o-header, word+onePin)
	}
}

// Unpin takes back one Pin.
//
//rgo:nogc
func Unpin(p uintptr) {
	o, b := find(p)
	if o == 0 {
		return
	}
	word := raw.LoadWord(o - header)
	if word&pins == 0 || word&pins == pins {
		return
	}
	word -= onePin
	raw.StoreWord(o-header, word)
	if word&pins == 0 {
		r := record(b) + recordPinned
		raw.StoreInt(r, raw.LoadInt(r)-1)
	}
}

// Root keeps the array that p points to where it is. There are no barriers.
//
//rgo:nogc
func Root(p uintptr) { Pin(p) }

// pinned traces all pinned objects: they are in no new block. They count as live, reached or not.
//
//rgo:nogc
func pinned() {
	for b := 0; b < heap.used; b++ {
		r := record(b)
		kind := raw.LoadWord(r + recordKind)
		if kind != kindSmall && kind != kindKept || raw.LoadInt(r+recordPinned) == 0 {
			continue
		}
		for c, end := address(b), endOf(b); c < end; {
			o := object(c)
			if raw.LoadWord(o-header)&pins != 0 {
				trace(o)
			}
			c = after(o)
		}
	}
}

// IdentityHash returns a number that stays with the object that p points into, plus the offset in it: the address that
// the object had when it was first asked for.
//
//rgo:nogc
func IdentityHash(p uintptr) uintptr {
	o, _ := find(p)
	if o == 0 {
		return p
	}
	word := raw.LoadWord(o - header)
	if word&carries != 0 {
		c, size := cellOf(o)
		return raw.LoadWord(c+size) + (p - o)
	}
	if word&hashed == 0 {
		raw.StoreWord(o-header, word|hashed)
	}
	return p
}
