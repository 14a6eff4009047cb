package immix

// This file manages blocks: the range of address space and its tables, the record of each block, free blocks.

import (
	"rgo/runtime/gc/env"
	"rgo/runtime/raw"
	"rgo/runtime/std/runtime"
)

const (
	largestRange  = 64 << 30
	smallestRange = 64 << 20

	recordShift = 5
	bitsShift   = 6 // bytes of memory for each byte of a bitmap: a bit for a word
)

// Offsets in the record of a block.
const (
	recordNext   = 0  // next block of a list, or none
	recordPrev   = 8  // in the list of free blocks: the one in front, or none
	recordFree   = 8  // of a block with lines: those that were free at the end of the last collection
	recordPages  = 8  // of a large object's first block: bytes in the pages that it touches
	recordHeader = 16 // of a block with a large object: address of its header
	recordBuilt  = 16 // of a block with lines: whether the bitmap of young objects is complete
	recordBlocks = 24 // of a large object's first block: number of blocks
	recordYoung  = 24 // of a block with lines: whether it is in the list of those with young lines (32 bits)
	recordLive   = 28 // of a block with lines: bytes of old objects, as far as known from when they were marked (32 bits)
)

// Kinds of blocks.
const (
	kindFree   = iota // holds garbage
	kindClean         // free, and all zero
	kindLarge         // first block of a large object
	kindRest          // the other blocks of a large object
	kindLines         // small objects
	kindSparse        // small objects, which are about to move
)

// reserve gets the range and the tables for it.
//
//rgo:nogc
func reserve() {
	statics := raw.LoadWord(raw.Address(raw.StaticRoots())) * raw.Word
	heap.staticLow = raw.Address(raw.StaticStart())
	heap.staticEnd = raw.Address(raw.StaticEnd())
	cards := (heap.staticEnd-heap.staticLow)>>cardShift + 8
	for size := uintptr(largestRange); size >= smallestRange; size /= 2 {
		blocks := size >> blockShift
		p := raw.Address(raw.Mmap(int(size + blocks<<recordShift + blocks + size>>lineShift + 2*(size>>bitsShift) +
			size/4 + 4*logBytes + statics + cards + 15*pageSize + blockSize)))
		if p == 0 {
			continue
		}
		heap.start = p
		heap.records = heap.take(blocks << recordShift)
		heap.kinds = heap.take(blocks)
		heap.lines = heap.take(size >> lineShift)
		heap.starts = heap.take(size >> bitsShift)
		heap.fresh = heap.take(size >> bitsShift)
		heap.queue = heap.take(queueSize)
		heap.stack = heap.take(size / 4)
		heap.top = heap.stack
		heap.stackLimit = heap.stack + size/4 - 2*raw.Word
		heap.log.open(heap.take(logBytes), logBytes)
		heap.dirty.open(heap.take(logBytes), logBytes)
		heap.pins.open(heap.take(logBytes), logBytes)
		heap.rooted.open(heap.take(logBytes), logBytes)
		heap.statics.open(heap.take(statics), statics)
		heap.cards = heap.take(cards)
		heap.start = (heap.start + blockSize - 1) &^ (blockSize - 1)
		heap.size = size
		heap.blocks = int(blocks)
		env.LargePages(heap.start, size)
		return
	}
	runtime.PanicOutOfMemory()
}

const pageSize = 4096

// take returns the address of n bytes of the range, before the blocks have their place. (It is no function in reserve:
// without optimizations that would be an object.)
//
//rgo:nogc
func (s *state) take(n uintptr) uintptr {
	p := s.start
	s.start += (n + pageSize - 1) &^ (pageSize - 1)
	return p
}

// record returns the address of the record of block number b.
//
//rgo:inline
//rgo:nogc
func record(b int) uintptr { return heap.records + uintptr(b)<<recordShift }

// address returns the address of block number b.
//
//rgo:inline
//rgo:nogc
func address(b int) uintptr { return heap.start + uintptr(b)<<blockShift }

//rgo:inline
//rgo:nogc
func kindOf(b int) byte { return raw.Load8(heap.kinds + uintptr(b)) }

//rgo:inline
//rgo:nogc
func setKind(b int, kind byte) { raw.Store8(heap.kinds+uintptr(b), kind) }

// release puts block b at the front of the free ones.
//
//rgo:nogc
func release(b int, kind byte) {
	setKind(b, kind)
	r := record(b)
	raw.StoreInt(r+recordNext, int64(heap.free))
	raw.StoreInt(r+recordPrev, none)
	if heap.free != none {
		raw.StoreInt(record(heap.free)+recordPrev, int64(b))
	}
	heap.free = b
	heap.idle++
}

// unlink takes block b out of the list of free ones.
//
//rgo:nogc
func unlink(b int) {
	r := record(b)
	next, prev := int(raw.LoadInt(r+recordNext)), int(raw.LoadInt(r+recordPrev))
	if prev == none {
		heap.free = next
	} else {
		raw.StoreInt(record(prev)+recordNext, int64(next))
	}
	if next != none {
		raw.StoreInt(record(next)+recordPrev, int64(prev))
	}
	heap.idle--
}

// take returns a free block, or none. Of several it is the one that became free last: it may still be in a cache.
//
//rgo:nogc
func take() (b int, clean bool) {
	b = heap.free
	if b != none {
		unlink(b)
		return b, kindOf(b) == kindClean
	}
	if !mayGrow(1) {
		return none, false
	}
	b = heap.used
	heap.used++
	return b, true
}

// takeRun returns the first of n free blocks behind each other, or none. They need not be zero.
//
//rgo:nogc
func takeRun(n int) int {
	if n <= heap.idle {
		b := findRun(heap.cursor, heap.used, n)
		if b == none {
			b = findRun(0, min(heap.cursor+n, heap.used), n)
		}
		if b != none {
			for i := range n {
				unlink(b + i)
			}
			heap.cursor = b + n
			return b
		}
	}
	b := heap.used
	for b > 0 && kindOf(b-1) <= kindClean && heap.used-b < n {
		b--
	}
	if !mayGrow(b + n - heap.used) {
		return none
	}
	for i := b; i < heap.used; i++ {
		unlink(i)
	}
	for i := heap.used; i < b+n; i++ {
		setKind(i, kindClean)
	}
	heap.used = b + n
	return b
}

// findRun looks for n free blocks behind each other from block b on, up to end.
//
//rgo:nogc
func findRun(b, end, n int) int {
	length := 0
	for ; b < end; b++ {
		if kindOf(b) > kindClean {
			length = 0
			continue
		}
		if length++; length == n {
			return b - n + 1
		}
	}
	return none
}

// mayGrow reports whether n blocks can be used that have never been.
//
//rgo:nogc
func mayGrow(n int) bool {
	return n <= heap.blocks-heap.used && uintptr(heap.used-heap.idle+n)<<blockShift <= heap.policy.most
}
