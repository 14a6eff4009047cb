package marksweep

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

	largestRange  = 64 << 30
	smallestRange = 64 << 20

	releaseBlocks = 32 // a run of free blocks from this length on can be given back to the system
)

// Offsets in the record of a block. For a free block, every address leads to the word heap.null, which is no header.
const (
	recordBase   = 0  // address of the first cell; for a large object, of the object's first block
	recordRecip  = 8  // 2^32 divided by the size of cells, rounded up; 0 if there is only one
	recordSizeOf = 16 // bytes of a cell; for a large object, of all its blocks
	recordOffset = 24 // of the header in a cell
	recordMarked = 32 // cells marked in this cycle
	recordNext   = 40 // next block of the size class, or next run of free blocks
	recordCells  = 48 // number of cells; blocks of a large object or of a free run (in its first block)
	recordKind   = 56
)

// Kinds of blocks.
const (
	kindFree  = iota // dirty
	kindClean        // free, and all zero
	kindLarge
	kindSmall // and above: kindSmall plus the size class
)

// reserve gets the range, the table of its blocks and the stacks of markers.
//
//rgo:nogc
func reserve() {
	for size := largestRange; size >= smallestRange; size /= 2 {
		blocks := size >> blockShift
		table := blocks << recordShift
		stack := size / 2 // enough for an object in every smallest cell
		p := raw.Address(raw.Mmap(size + table + markersSize() + stack + notesSize(size) + 2*blockSize))
		if p == 0 {
			continue
		}
		heap.null = p
		heap.table = p + recordSize
		heap.start = (heap.table + uintptr(table) + blockSize - 1) &^ (blockSize - 1)
		heap.blocks = blocks
		if env.Max != 0 && env.Max>>blockShift < uintptr(blocks) {
			heap.blocks = int(env.Max >> blockShift)
		}
		heap.size = uintptr(size)
		env.LargePages(heap.start, heap.size)
		markers := heap.start + uintptr(size)
		end := markers + uintptr(markersSize()+stack)
		placeMarkers(markers, end)
		placeNotes(end)
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

// take returns the number of the first of n free blocks, or none. Their records are the caller's to fill. If they are dirty, so is it
// to zero their memory, which is best done without the lock of the heap.
//
//rgo:nogc
func take(n int) (first int, dirty bool) {
	before := none
	for b := heap.free; b != none; b = int(raw.LoadInt(record(b) + recordNext)) {
		r := record(b)
		length := int(raw.LoadInt(r + recordCells))
		if length < n {
			before = b
			continue
		}
		next := int(raw.LoadInt(r + recordNext))
		kind := raw.LoadWord(r + recordKind)
		if length > n {
			rest := record(b + n)
			setFree(rest, length-n, next, kind)
			next = b + n
		}
		if before == none {
			heap.free = next
		} else {
			raw.StoreInt(record(before)+recordNext, int64(next))
		}
		return b, kind != kindClean
	}
	if n > heap.blocks-heap.used {
		return none, false
	}
	b := heap.used
	heap.used += n
	return b, false
}

// setFree makes the block with record r the first of a run of n free ones.
//
//rgo:nogc
func setFree(r uintptr, n, next int, kind uintptr) {
	raw.StoreWord(r+recordBase, heap.null)
	raw.StoreWord(r+recordRecip, 0)
	raw.StoreWord(r+recordOffset, 0)
	raw.StoreInt(r+recordNext, int64(next))
	raw.StoreInt(r+recordCells, int64(n))
	raw.StoreWord(r+recordKind, kind)
}

// takeOrCollect is take, with a collection if there is not enough.
//
//rgo:nogc
func takeOrCollect(n int) (first int, dirty bool) {
	b, dirty := take(n)
	if b == none {
		collect(log.Limit, false)
		if b, dirty = take(n); b == none {
			runtime.PanicOutOfMemory()
		}
	}
	return b, dirty
}

// allocLarge returns the cell of a large object of need bytes, with its header at offset.
//
//rgo:noinline
//rgo:nogc
func allocLarge(need, offset uintptr) uintptr {
	n := int((need + blockSize - 1) >> blockShift)
	size := uintptr(n) << blockShift
	raw.HeapLock()
	collectIfDue(size)
	b, dirty := takeOrCollect(n)
	heap.allocated += size
	base := address(b)
	for i := 0; i < n; i++ {
		r := record(b + i)
		raw.StoreWord(r+recordBase, base)
		raw.StoreWord(r+recordRecip, 0)
		raw.StoreWord(r+recordSizeOf, size)
		raw.StoreWord(r+recordOffset, offset)
		raw.StoreInt(r+recordMarked, 0)
		raw.StoreInt(r+recordCells, int64(n))
		raw.StoreWord(r+recordKind, kindLarge)
	}
	raw.HeapUnlock()
	if dirty {
		raw.Zero(base, n<<blockShift)
	}
	return base
}
