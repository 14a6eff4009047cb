package semispace

// This file is a collection from beginning to end.

import (
	"rgo/runtime/gc/handles"
	"rgo/runtime/gc/log"
	"rgo/runtime/raw"
)

// Collect is a collection that the program asks for.
//
//rgo:nogc
func Collect() { collect(log.Request) }

// collect moves what is live and frees everything else.
//
//rgo:noinline
//rgo:nogc
func collect(reason string) {
	log.Begin(log.Full, reason, inUse())
	closeBlock()
	heap.total += heap.held - heap.kept
	heap.collecting = true
	heap.cycle++
	heap.scanBlock, heap.lastBlock, heap.gray = none, none, none
	pinned()
	roots()
	handles.Roots(tracer{}, false)
	drain()
	handles.Process(tracer{}, false)
	sweep()
	raw.Zero(heap.next, int(heap.end-heap.next)) // what is left of the last new block
	heap.collecting = false
	heap.kept = heap.held
	setThreshold()
	log.End(inUse(), heap.held, 0, heap.large, 0)
	if heap.stress > 0 {
		heap.limit = heap.next
		check()
	}
}

// inUse returns the bytes of all objects, dead ones and the ends of blocks included.
//
//rgo:nogc
func inUse() uintptr { return heap.held - (heap.end - heap.next) }

// setThreshold decides how much is held when the next collection comes.
//
//rgo:nogc
func setThreshold() {
	heap.threshold = heap.held + max(heap.held/100*heap.growth, heap.leastRoom)
}

// roots visits everything that static data and the shadow stack refer to.
//
//rgo:nogc
func roots() {
	table := raw.Address(raw.StaticRoots())
	for n := raw.LoadWord(table); n > 0; n-- {
		table += raw.Word
		trace(raw.LoadWord(table))
	}
	visitSlots(raw.Address(raw.ShadowBase()), raw.Address(raw.ShadowTop()))
	if raw.Threads {
		for s := raw.Stacks(); s != 0; s = raw.NextStack(s) {
			if raw.Waits(s) {
				visitSlots(raw.ShadowStack(s))
			}
		}
	}
}

// visitSlots visits the references in the slots from p up to end of a shadow stack.
//
//rgo:nogc
func visitSlots(p, end uintptr) {
	for ; p < end; p += raw.Word {
		visitAt(p)
	}
}

// sweep looks at every block: those of the old space are free, unless a pinned object is in it, and so are large objects
// that have not been reached.
//
//rgo:nogc
func sweep() {
	heap.free, heap.held, heap.large = none, 0, 0
	tail := none                               // the last run of free blocks that is on the list
	first, length, kind := none, 0, uintptr(0) // the run that ends here
	for b := 0; b < heap.used; {
		r := record(b)
		k := raw.LoadWord(r + recordKind)
		n := 1
		if k < kindSmall || k == kindLarge {
			n = int(raw.LoadInt(r + recordBlocks))
		}
		if k >= kindSmall && keep(r, k) {
			heap.held += uintptr(n) << blockShift
			if k == kindLarge {
				heap.large += uintptr(n) << blockShift
			}
			tail = closeRun(tail, first, length, kind)
			first = none
			b += n
			continue
		}
		if heap.stress > 0 && k >= kindSmall {
			poison(address(b), address(b+n))
		}
		if first == none {
			first, length, kind = b, 0, kindClean
		}
		if k != kindClean {
			kind = kindFree
		}
		for i := 0; i < n; i++ { // an address in any of them leads nowhere
			raw.StoreWord(record(b+i)+recordKind, kindFree)
		}
		length += n
		b += n
	}
	closeRun(tail, first, length, kind)
}

// keep reports whether the blocks with record r are still in use.
//
//rgo:nogc
func keep(r, kind uintptr) bool {
	if int(raw.LoadInt(r+recordSpace)) == heap.cycle {
		return true
	}
	if kind == kindLarge || raw.LoadInt(r+recordPinned) == 0 {
		return false
	}
	raw.StoreWord(r+recordKind, kindKept)
	raw.StoreInt(r+recordSpace, int64(heap.cycle))
	return true
}

// closeRun adds n free blocks from b on to the list whose last run is tail, and returns the new last one. Long runs go
// back to the system where they are more than the next collection will need.
//
//rgo:nogc
func closeRun(tail, b, n int, kind uintptr) int {
	if b == none {
		return tail
	}
	if kind == kindFree && n >= releaseBlocks && uintptr(heap.used)<<blockShift > 4*heap.threshold {
		if raw.MadviseFree(raw.Pointer(address(b)), n<<blockShift) == 0 {
			kind = kindClean
		}
	}
	setFree(b, n, none, kind)
	if tail == none {
		heap.free = b
	} else {
		raw.StoreInt(record(tail)+recordNext, int64(b))
	}
	return b
}
