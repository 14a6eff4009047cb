package immix

// This file allocates and frees large objects. Each has a run of blocks of its own. All their lines are young until a
// collection finds the object alive, and old from then on.

import (
	"rgo/runtime/gc/log"
	"rgo/runtime/raw"
	"rgo/runtime/std/runtime"
)

// inPages returns what a large object of so many bytes counts as. It does not touch the rest of its last block.
//
//rgo:inline
//rgo:nogc
func inPages(bytes uintptr) uintptr { return (bytes + pageSize - 1) &^ (pageSize - 1) }

// allocLarge returns a zeroed object of need bytes, headers included: an array of n elements, or not.
//
//rgo:noinline
//rgo:cold
//rgo:nogc
func allocLarge(id uint32, need uintptr, n int64, array bool) uintptr {
	beforeAllocation()
	blocks := int((need + blockSize - 1) >> blockShift)
	size := inPages(need)
	if heap.policy.allocated > 0 && heap.policy.allocated+size > heap.policy.next {
		collectSome()
	}
	b := takeRun(blocks)
	if b == none {
		collect(true, log.Limit)
		if b = takeRun(blocks); b == none {
			runtime.PanicOutOfMemory()
		}
	}
	heap.policy.allocated += size
	clear(b, need)
	head := address(b)
	if array {
		raw.StoreInt(head, n)
		head += header
	}
	for i := range blocks {
		setKind(b+i, kindRest)
		raw.StoreWord(record(b+i)+recordHeader, head)
	}
	setKind(b, kindLarge)
	raw.StoreInt(record(b)+recordBlocks, int64(blocks))
	raw.StoreWord(record(b)+recordPages, size)
	raw.StoreInt(record(b)+recordNext, int64(heap.young))
	heap.young = b
	setLines(b, blocks, young*eachByte)
	raw.StoreWord(head, uintptr(id))
	return head + header
}

// clear zeroes need bytes from free block b on, where they are not zero yet. It touches no page that the object does not
// need.
//
//rgo:nogc
func clear(b int, need uintptr) {
	for ; need > 0; b++ {
		n := min(need, blockSize)
		if kindOf(b) != kindClean {
			raw.Zero(address(b), int(n))
		}
		need -= n
	}
}

// setLines sets eight lines at a time of n blocks to v.
//
//rgo:nogc
func setLines(b, n int, v uintptr) {
	p := heap.lines + uintptr(b)<<blockShift>>lineShift
	for end := p + uintptr(n)<<blockShift>>lineShift; p < end; p += raw.Word {
		raw.StoreWord(p, v)
	}
}

// finishLarge makes the young large objects that are live old, and frees the others.
//
//rgo:nogc
func finishLarge() {
	for b := heap.young; b != none; {
		next := int(raw.LoadInt(record(b) + recordNext))
		if !freeIfDead(b) {
			setLines(b, int(raw.LoadInt(record(b)+recordBlocks)), markOdd*eachByte)
			size := raw.LoadWord(record(b) + recordPages)
			heap.policy.held += size
			heap.policy.large += size
		}
		b = next
	}
	heap.young = none
}

// freeIfDead frees the blocks of the large object in block b on, unless it has been marked in this cycle.
//
//rgo:nogc
func freeIfDead(b int) bool {
	r := record(b)
	if isMarked(raw.LoadWord(raw.LoadWord(r + recordHeader))) {
		return false
	}
	n := int(raw.LoadInt(r + recordBlocks))
	if heap.stress.every > 0 {
		poison(address(b), uintptr(n)<<blockShift)
	}
	setLines(b, n, 0)
	for i := b + n - 1; i >= b; i-- {
		release(i, kindFree)
	}
	return true
}
