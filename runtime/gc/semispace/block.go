package semispace

// This file manages blocks: the range of address space, the record of each block, runs of free blocks.

import (
	"rgo/runtime/gc/env"
	"rgo/runtime/gc/log"
	"rgo/runtime/raw"
	"rgo/runtime/std/runtime"
)

const (
	blockShift  = 15
	blockSize   = 1 << blockShift
	recordShift = 6
	recordSize  = 1 << recordShift
	bitmapSize  = blockSize / raw.Word / 8 // bytes for a block
	maxCell     = blockSize / 2

	largestRange  = 64 << 30
	smallestRange = 64 << 20

	releaseBlocks = 32 // a run of free blocks from this length on can be given back to the system
)

// Offsets in the record of a block.
const (
	recordKind   = 0
	recordSpace  = 8  // the cycle whose space the block belongs to; of a large object: in which it was reached
	recordEnd    = 16 // behind the last cell of small objects; heap.next knows it for the block being filled
	recordMapped = 24 // cells in front of this address are in the bitmap
	recordPinned = 32 // pinned objects
	recordNext   = 40 // the next new block, large object with old references, or run of free blocks
	recordBlocks = 48 // number of blocks of a large object or a free run, in its first block; in others of a large object, how far that is
)

// Kinds of blocks. Those in front of kindSmall are free.
const (
	kindFree  = iota // dirty
	kindClean        // free, and all zero
	kindSmall
	kindKept  // small, and only pinned objects are left in it
	kindLarge // a large object starts here
	kindRest  // and goes on here
)

// reserve gets the range, the records of its blocks and the bitmaps.
//
//rgo:nogc
func reserve() {
	for size := largestRange; size >= smallestRange; size /= 2 {
		blocks := size >> blockShift
		table, bitmap := blocks<<recordShift, blocks*bitmapSize
		p := raw.Address(raw.Mmap(size + table + bitmap + blockSize))
		if p == 0 {
			continue
		}
		heap.start = (p + blockSize - 1) &^ (blockSize - 1)
		heap.table = heap.start + uintptr(size)
		heap.bitmap = heap.table + uintptr(table)
		heap.blocks = blocks
		env.LargePages(heap.start, uintptr(size))
		return
	}
	runtime.PanicOutOfMemory()
}

// record returns the address of the record of block number b.
//
//rgo:inline
//rgo:nogc
func record(b int) uintptr { return heap.table + uintptr(b)<<recordShift }

// address returns the address of block number b.
//
//rgo:inline
//rgo:nogc
func address(b int) uintptr { return heap.start + uintptr(b)<<blockShift }

// inHeap reports whether address p is in a block that has a record.
//
//rgo:inline
//rgo:nogc
func inHeap(p uintptr) bool { return p-heap.start < uintptr(heap.used)<<blockShift }

// blockOf returns the number of the block that address p is in.
//
//rgo:inline
//rgo:nogc
func blockOf(p uintptr) int { return int((p - heap.start) >> blockShift) }

// take returns the number of the first of n blocks, and whether they are zero; or none. They count as held, and their
// records are the caller's to fill.
//
//rgo:nogc
func take(n int) (first int, zero bool) {
	before := none
	for b := heap.free; b != none; b = int(raw.LoadInt(record(b) + recordNext)) {
		r := record(b)
		length := int(raw.LoadInt(r + recordBlocks))
		if length < n {
			before = b
			continue
		}
		next := int(raw.LoadInt(r + recordNext))
		kind := raw.LoadWord(r + recordKind)
		if length > n {
			setFree(b+n, length-n, next, kind)
			next = b + n
		}
		if before == none {
			heap.free = next
		} else {
			raw.StoreInt(record(before)+recordNext, int64(next))
		}
		heap.held += uintptr(n) << blockShift
		return b, kind == kindClean
	}
	if n > heap.blocks-heap.used {
		return none, false
	}
	b := heap.used
	heap.used += n
	heap.held += uintptr(n) << blockShift
	return b, true
}

// setFree makes block b the first of a run of n free ones.
//
//rgo:nogc
func setFree(b, n, next int, kind uintptr) {
	r := record(b)
	raw.StoreInt(r+recordNext, int64(next))
	raw.StoreInt(r+recordBlocks, int64(n))
	raw.StoreWord(r+recordKind, kind)
}

// takeSmall takes a block for small objects of the space in use. It is zero, unless the collector is to fill it.
//
//rgo:nogc
func takeSmall() int {
	b, zero := take(1)
	if b == none {
		runtime.PanicOutOfMemory()
	}
	base := address(b)
	if !zero && !heap.collecting {
		raw.Zero(base, blockSize)
	}
	r := record(b)
	raw.StoreWord(r+recordKind, kindSmall)
	raw.StoreInt(r+recordSpace, int64(heap.cycle))
	raw.StoreWord(r+recordEnd, base)
	raw.StoreWord(r+recordMapped, base)
	raw.StoreInt(r+recordPinned, 0)
	raw.StoreInt(r+recordNext, none)
	return b
}

// nextBlock starts to fill a new block.
//
//rgo:nogc
func nextBlock() {
	if heap.held+blockSize > limit() {
		collect(log.Limit)
		if heap.held+blockSize > limit() {
			runtime.PanicOutOfMemory()
		}
	}
	closeBlock()
	fill(takeSmall())
}

// fill makes b the block being filled.
//
//rgo:nogc
func fill(b int) {
	heap.block = b
	heap.next = address(b)
	heap.end = heap.next + blockSize
	heap.limit = heap.end
}

// closeBlock ends the filling of a block.
//
//rgo:nogc
func closeBlock() {
	if heap.block != none {
		raw.StoreWord(record(heap.block)+recordEnd, heap.next)
	}
	heap.block = none
	heap.next, heap.end, heap.limit = 0, 0, 0
}

// endOf returns the end of the cells in block b, which has small objects.
//
//rgo:nogc
func endOf(b int) uintptr {
	if b == heap.block {
		return heap.next
	}
	return raw.LoadWord(record(b) + recordEnd)
}

// allocLarge returns the cell of a large object of need bytes. It is zero.
//
//rgo:noinline
//rgo:nogc
func allocLarge(need uintptr) uintptr {
	n := int((need + blockSize - 1) >> blockShift)
	size := uintptr(n) << blockShift
	due := false
	if heap.stress > 0 {
		heap.wait--
		due = heap.wait == 0
	}
	switch {
	case due:
		heap.wait = heap.stress
		collect(log.Stress)
	case heap.stress == 0 && heap.held+size > heap.threshold && heap.held > heap.kept:
		collect(log.Threshold)
	}
	if heap.held+size > limit() {
		collect(log.Limit)
		if heap.held+size > limit() {
			runtime.PanicOutOfMemory()
		}
	}
	b, zero := take(n)
	if b == none {
		collect(log.Limit)
		if b, zero = take(n); b == none {
			runtime.PanicOutOfMemory()
		}
	}
	heap.large += size
	base := address(b)
	if !zero {
		raw.Zero(base, int(size))
	}
	for i := 0; i < n; i++ {
		r := record(b + i)
		raw.StoreWord(r+recordKind, kindRest)
		raw.StoreInt(r+recordBlocks, int64(i))
	}
	r := record(b)
	raw.StoreWord(r+recordKind, kindLarge)
	raw.StoreInt(r+recordSpace, int64(heap.cycle))
	raw.StoreInt(r+recordBlocks, int64(n))
	return base
}

// limit returns how many bytes of blocks there may be while the program runs: in a collection there can be twice as many
// small ones, if everything is live.
//
//rgo:nogc
func limit() uintptr {
	all := uintptr(heap.blocks) << blockShift
	if heap.most != 0 && heap.most < all {
		all = heap.most
	}
	return heap.large + (all-heap.large)/2
}
