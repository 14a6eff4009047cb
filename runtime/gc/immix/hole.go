package immix

// This file is the slow path of allocation: it finds holes, marks the lines of those that have been left as young, and
// clears memory a piece at a time, ahead of the objects that come there.

import (
	"rgo/runtime/gc/log"
	"rgo/runtime/raw"
	"rgo/runtime/std/runtime"
)

// The byte of a line. Old lines have one of two marks, so that a full collection does not have to clear them first.
const (
	markOdd  = 1
	markEven = 2
	young    = 4 // holds young objects; with a mark: some of them are live
	dirty    = 8 // a reference may have been stored into an object here; see barrier.go
)

const (
	piece    = 8 << 10 // bytes to clear at once
	eachByte = 0x0101010101010101
)

// slowly returns need bytes of zeroed memory if the room that the fast path knows is not enough.
//
//rgo:noinline
//rgo:cold
//rgo:nogc
func slowly(need uintptr) uintptr {
	if need > largest {
		return allocLarge(0, need, 0, false) - header
	}
	beforeAllocation()
	for tries := 0; tries < 3; {
		if p := heap.next; need <= heap.end-p {
			heap.next = p + need
			if heap.next > heap.cleared {
				to := min(heap.end, (heap.next+piece)&^(lineSize-1))
				raw.Zero(heap.cleared, int(to-heap.cleared))
				heap.cleared = to
			}
			heap.limit = heap.cleared
			if heap.stress.every > 0 {
				heap.limit = heap.next
			}
			return p
		}
		if need > lineSize && tries == 0 {
			if p := overflow(need); p != 0 {
				return p
			}
			if heap.end == 0 { // there has been a collection: look into the holes
				tries++
			}
			continue
		}
		if heap.policy.allocated >= heap.policy.next {
			collectSome()
		}
		if !nextHole(max(need, lineSize)) {
			tries++
		}
	}
	runtime.PanicOutOfMemory()
	return 0
}

// nextHole leaves the hole in use and takes another one: a long hole in the same block or in one that is nearly free, or a
// free block, or else any hole in the same block or one with free lines. New memory comes last if there is much already. It
// returns false if it had to collect for want of memory. The hole has room for so many bytes, at most a block. (In stress mode
// all holes come before free blocks.)
//
// What a machine stack refers to stays where it was young, and its block is not free as a whole. Such blocks come first, since
// otherwise each collection leaves some behind in other places, until no large object finds room between them.
//
//rgo:nogc
func nextHole(least uintptr) bool {
	leave(heap.hole, heap.next)
	start, end := holeAfter(&heap.nearly, heap.end, max(least, long))
	if start == 0 {
		if heap.stress.every == 0 && mayUseBlock() && useBlock() {
			return true
		}
		start, end = holeAfter(&heap.partly, heap.end, least)
	}
	if start != 0 {
		heap.policy.filled += end - start
		useHole(start, end)
		return true
	}
	if useBlock() {
		return true
	}
	forget()
	collect(true, log.Limit)
	return false
}

// long is how many bytes a hole has at least that is better than a free block.
const long = 4 << 10

// mayUseBlock reports whether there is a free block, or not so much memory in use yet that holes come before new blocks.
//
//rgo:nogc
func mayUseBlock() bool {
	return heap.free != none || uintptr(heap.used)<<blockShift < heap.policy.enough
}

// holeAfter returns the next hole of at least so many bytes: after the hole that ends at an address, unless that is 0, in the
// same block, or else in the next block of a list. Shorter ones are passed over. It returns 0 if there is none.
//
//rgo:nogc
func holeAfter(list *int, end, least uintptr) (uintptr, uintptr) {
	b := none
	if end != 0 {
		b = int((end - 1 - heap.start) >> blockShift)
	}
	for {
		if b != none {
			for p, q := freeLines(b, end); p != 0; p, q = freeLines(b, q) {
				if q-p >= least {
					raw.StoreWord(record(b)+recordBuilt, 0)
					return p, q
				}
			}
		}
		b = *list
		if b == none {
			return 0, 0
		}
		*list = int(raw.LoadInt(record(b) + recordNext))
		touch(b)
		end = address(b)
	}
}

// useBlock makes a free block the hole in use, if there is one.
//
//rgo:nogc
func useBlock() bool {
	b, clean := take()
	if b == none {
		return false
	}
	openBlock(b)
	touch(b)
	p := address(b)
	useHole(p, p+blockSize)
	if clean {
		heap.cleared = heap.end
	}
	return true
}

// useHole makes the free lines from start up to end the hole in use.
//
//rgo:nogc
func useHole(start, end uintptr) {
	heap.hole, heap.next, heap.cleared, heap.limit, heap.end = start, start, start, start, end
	heap.walked = start
	heap.policy.allocated += end - start
}

// forget makes the allocator have no hole.
//
//rgo:nogc
func forget() {
	heap.hole, heap.next, heap.end, heap.limit, heap.cleared, heap.walked = 0, 0, 0, 0, 0, 0
}

// freeLines returns the first run of free lines of block b from an address on, or 0. There are no objects in it any more,
// whatever the bitmap said.
//
//rgo:nogc
func freeLines(b int, from uintptr) (start, end uintptr) {
	last := heap.lines + uintptr(b+1)<<blockShift>>lineShift
	line := heap.lines + (from-heap.start)>>lineShift
	for line < last && raw.Load8(line) != 0 {
		line++
	}
	if line >= last {
		return 0, 0
	}
	after := line + 1
	for after < last && raw.Load8(after) == 0 {
		after++
	}
	n := after - line
	start = heap.start + (line-heap.lines)<<lineShift
	raw.Zero(heap.starts+(start-heap.start)>>bitsShift, int(n<<(lineShift-bitsShift)))
	return start, start + n<<lineShift
}

// touch puts block b in the list of blocks with young lines.
//
//rgo:nogc
func touch(b int) {
	r := record(b)
	raw.StoreInt(r+recordNext, int64(heap.touched))
	raw.StoreWord(r+recordBuilt, 0)
	raw.Store32(r+recordYoung, 1)
	heap.touched = b
}

// leave marks the lines from start up to next as young. Their block's bitmap of young objects may have been completed while the
// hole was in use, for the sake of an object in another hole of the block: it lacks what has come since.
//
//rgo:nogc
func leave(start, next uintptr) {
	if start == next {
		return
	}
	first := heap.lines + (start-heap.start)>>lineShift
	last := heap.lines + (next-heap.start+lineSize-1)>>lineShift
	raw.StoreWord(record(int((start-heap.start)>>blockShift))+recordBuilt, 0)
	for ; first < last; first++ {
		raw.Store8(first, young)
	}
}

// overflow allocates from the spare hole, which is a whole block at first. It returns 0 if there has been a collection
// instead.
//
//rgo:nogc
func overflow(need uintptr) uintptr {
	s := &heap.spare
	if p := s.next; need <= s.end-p {
		s.next = p + need
		return p
	}
	if heap.policy.allocated >= heap.policy.next {
		collectSome()
	}
	leave(s.start, s.next)
	p, end := holeAfter(&heap.nearly, s.end, largest)
	if p == 0 {
		p, end = holeAfter(&heap.partly, s.end, min(largest, 4*need))
	}
	if p != 0 {
		raw.Zero(p, int(end-p))
		s.start, s.next, s.end = p, p+need, end
		heap.policy.allocated += end - p
		heap.policy.filled += end - p
		return p
	}
	s.start, s.next, s.end = 0, 0, 0
	b, clean := take()
	if b == none {
		collect(true, log.Limit)
		return 0
	}
	openBlock(b)
	touch(b)
	p = address(b)
	if !clean {
		raw.Zero(p, blockSize)
	}
	s.start, s.next, s.end = p, p+need, p+blockSize
	heap.policy.allocated += blockSize
	return p
}

// openBlock makes block b, which was free, one with lines.
//
//rgo:nogc
func openBlock(b int) {
	setKind(b, kindLines)
	raw.StoreInt(record(b)+recordFree, blockLines)
	raw.StoreWord(record(b)+recordYoung, 0) // and recordLive
	raw.Zero(heap.starts+uintptr(b)<<blockShift>>bitsShift, blockSize>>bitsShift)
}
