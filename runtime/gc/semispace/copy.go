package semispace

// This file copies: objects to new blocks, and then what they refer to.

import "rgo/runtime/raw"

// visit reaches the object that q points to, into, or one past the end of, if there is one, and returns where q points
// now.
//
//rgo:nogc
func visit(q uintptr) uintptr {
	p := q - 1 // one past the end belongs to what is in front
	if !inHeap(p) {
		return q
	}
	b := blockOf(p)
	r := record(b)
	kind := raw.LoadWord(r + recordKind)
	if kind >= kindLarge {
		reachLarge(largeAt(b))
		return q
	}
	if int(raw.LoadInt(r+recordSpace)) == heap.cycle || kind < kindSmall {
		return q
	}
	o := objectAt(p, b)
	word := raw.LoadWord(o - header)
	if word&forwarded != 0 {
		return q - o + raw.LoadWord(o)
	}
	if word&pins != 0 {
		return q
	}
	return q - o + move(o)
}

// move copies object o to a new block and returns its new address.
//
//rgo:nogc
func move(o uintptr) uintptr {
	c, size := cellOf(o)
	word := raw.LoadWord(o - header)
	all := size
	if word&(hashed|carries) != 0 {
		all += raw.Word
	}
	if heap.end-heap.next < all {
		newBlock()
	}
	to := heap.next
	heap.next = to + all
	raw.Copy(to, c, int(size))
	n := to + (o - c)
	switch {
	case word&carries != 0:
		raw.StoreWord(to+size, raw.LoadWord(c+size))
	case word&hashed != 0:
		raw.StoreWord(to+size, o)
		raw.StoreWord(n-header, word|carries)
	}
	raw.StoreWord(o-header, word|forwarded)
	raw.StoreWord(o, n)
	return n
}

// newBlock goes on to fill a new block, at the end of the list of new ones.
//
//rgo:nogc
func newBlock() {
	closeBlock()
	b := takeSmall()
	if heap.lastBlock == none {
		heap.scanBlock = b
		heap.scan = address(b)
	} else {
		raw.StoreInt(record(heap.lastBlock)+recordNext, int64(b))
	}
	heap.lastBlock = b
	fill(b)
}

// reachLarge notes the large object in block b for tracing, if it has not been reached yet.
//
//rgo:nogc
func reachLarge(b int) {
	r := record(b)
	if int(raw.LoadInt(r+recordSpace)) == heap.cycle {
		return
	}
	raw.StoreInt(r+recordSpace, int64(heap.cycle))
	raw.StoreInt(r+recordNext, int64(heap.gray))
	heap.gray = b
}

// drain traces everything that has been reached.
//
//rgo:nogc
func drain() {
	for {
		scanNew()
		b := heap.gray
		if b == none {
			return
		}
		heap.gray = int(raw.LoadInt(record(b) + recordNext))
		trace(object(address(b)))
	}
}

// scanNew traces the copies that have not been traced, in the order in which they were made.
//
//rgo:nogc
func scanNew() {
	for heap.scanBlock != none {
		for heap.scan < endOf(heap.scanBlock) {
			o := object(heap.scan)
			trace(o)
			heap.scan = after(o)
		}
		next := int(raw.LoadInt(record(heap.scanBlock) + recordNext))
		if next == none {
			return // there can still come more
		}
		heap.scanBlock = next
		heap.scan = address(next)
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

// visitAt visits what the word at address p refers to, and makes it refer to where that is now.
//
//rgo:inline
//rgo:nogc
func visitAt(p uintptr) {
	if q := raw.LoadWord(p); q != 0 {
		if n := visit(q); n != q {
			raw.StoreWord(p, n)
		}
	}
}
