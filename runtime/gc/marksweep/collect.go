package marksweep

// This file is a collection from beginning to end.

import (
	"rgo/runtime/gc/handles"
	"rgo/runtime/gc/log"
	"rgo/runtime/raw"
)

// Collect is a collection that the program asks for.
//
//rgo:nogc
func Collect() {
	raw.HeapLock()
	collect(log.Request, false)
	raw.HeapUnlock()
}

// collectIfDue collects if it is time to, before size bytes are allocated. An object larger than the threshold is no
// reason if nothing else has been allocated.
//
//rgo:nogc
func collectIfDue(size uintptr) {
	if heap.stress > 0 {
		heap.wait--
		if heap.wait == 0 {
			heap.wait = heap.stress
			collect(log.Stress, Generational && heap.cycles%stressRounds != 0)
		}
	} else if n := heap.allocated; n+size > heap.threshold && n > 0 {
		collect(log.Threshold, minorIsEnough())
	}
}

// collect marks what is live and prepares the rest for reuse. If minor is set, what is old counts as live.
//
//rgo:noinline
//rgo:nogc
func collect(reason string, minor bool) {
	raw.StopWorld()
	minor = minor && !notesAreLost()
	kind := log.Full
	if minor {
		kind = log.Minor
	}
	log.Begin(kind, reason, heap.live+heap.allocated)
	heap.cycles++
	heap.total += heap.allocated
	if !minor {
		heap.live = 0
	}
	before := heap.live
	heap.extent = uintptr(heap.used) << blockShift
	advance(minor)
	heap.markers[0].roots(minor)
	handles.Roots(tracer{}, minor)
	drain()
	handles.Process(tracer{}, minor)
	if Generational && heap.stress > 0 {
		checkHeap()
	}
	heap.allocated = 0
	promoted := settle(minor, heap.live-before)
	small := finish(minor)
	fragmentation := uintptr(0)
	if small > 0 {
		fragmentation = 100 - 100*(heap.live-heap.large)/small
	}
	log.End(heap.live, uintptr(heap.used)<<blockShift, promoted, heap.large, fragmentation)
	raw.StartWorld()
}

// roots visits everything that static data and stacks refer to.
//
//rgo:nogc
func (m *marker) roots(minor bool) {
	if Generational {
		m.visitNotes(minor)
	}
	if !minor {
		m.visitStatics()
	}
	if Conservative {
		m.scan(raw.Address(raw.StackPointer()), raw.Address(raw.StackTop()))
		if raw.Threads {
			for s := raw.Stacks(); s != 0; s = raw.NextStack(s) {
				if mustScan(s, minor) {
					m.scan(raw.MachineStack(s))
				}
			}
		}
	} else {
		m.visitRange(raw.Address(raw.ShadowBase()), raw.Address(raw.ShadowTop()))
		if raw.Threads {
			for s := raw.Stacks(); s != 0; s = raw.NextStack(s) {
				if mustScan(s, minor) {
					m.visitRange(raw.ShadowStack(s))
				}
			}
		}
	}
}

// mustScan reports whether stack s, unless it is the one that runs, can refer to objects that are collected, and notes that it is going to be
// looked at. What has survived a collection is old, and a stack that has not run since refers to nothing else.
//
//rgo:nogc
func mustScan(s uintptr, minor bool) bool {
	if !raw.Waits(s) || minor && !raw.Ran(s) {
		return false
	}
	if Generational {
		raw.Settle(s)
	}
	return true
}

// visitStatics visits what static objects refer to.
//
//rgo:nogc
func (m *marker) visitStatics() {
	table := raw.Address(raw.StaticRoots())
	for n := raw.LoadWord(table); n > 0; n-- {
		table += raw.Word
		object := raw.LoadWord(table)
		if Generational {
			forgetNote(object)
		}
		m.trace(object)
	}
}

// finish looks at every block: those without marks are free; small ones with free cells wait for their size class.
// It returns the number of bytes in small blocks that hold something.
// After a minor collection blocks that are more than half full do not wait: runs in them are short.
//
//rgo:nogc
func finish(minor bool) (small uintptr) {
	heap.large = 0
	for i := range heap.classes {
		c := &heap.classes[i]
		c.next, c.limit = 0, 0
		c.block, c.rest, c.last = none, none, none
	}
	resetMachines()
	heap.free = none
	lastFree, lengthFree, kindOfFree := none, 0, uintptr(kindFree) // the run of free blocks that ends here
	tail := none                                                   // the last finished run
	for b := 0; b < heap.used; {
		r := record(b)
		n := 1
		kind := raw.LoadWord(r + recordKind)
		marked := raw.LoadInt(r + recordMarked)
		if kind < kindSmall {
			n = int(raw.LoadInt(r + recordCells))
		}
		if heap.stress > 0 && kind >= kindLarge {
			poison(r)
		}
		if kind >= kindLarge && marked != 0 {
			if !Generational {
				raw.StoreInt(r+recordMarked, 0)
			}
			if kind == kindLarge {
				heap.large += uintptr(n) << blockShift
			} else {
				small += blockSize
			}
			if kind >= kindSmall && hasRoom(marked, raw.LoadInt(r+recordCells), minor) {
				enlist(int(kind-kindSmall), b)
			}
			if lastFree != none {
				tail = closeRun(tail, lastFree, lengthFree, kindOfFree, minor)
				lastFree = none
			}
			b += n
			continue
		}
		if lastFree == none {
			lastFree, lengthFree, kindOfFree = b, 0, kindClean
		}
		if kind != kindClean {
			kindOfFree = kindFree
		}
		hide(b, n, kind)
		lengthFree += n
		b += n
	}
	if lastFree != none {
		closeRun(tail, lastFree, lengthFree, kindOfFree, minor)
	}
	return small
}

// hasRoom reports whether a block with so many marked cells is worth looking through for free ones.
//
//rgo:inline
//rgo:nogc
func hasRoom(marked, cells int64, minor bool) bool {
	if minor {
		return marked <= cells/2
	}
	return marked < cells
}

// enlist appends block b to those that size class number sweeps.
//
//rgo:nogc
func enlist(number, b int) {
	c := &heap.classes[number]
	raw.StoreInt(record(b)+recordNext, none)
	if c.last == none {
		c.rest = b
	} else {
		raw.StoreInt(record(c.last)+recordNext, int64(b))
	}
	c.last = b
}

// hide makes the records of n blocks that were of a kind say that there is no object.
//
//rgo:nogc
func hide(b, n int, kind uintptr) {
	if kind < kindLarge {
		return
	}
	for i := 0; i < n; i++ {
		setFree(record(b+i), 1, none, kindFree)
		raw.StoreInt(record(b+i)+recordMarked, 0)
	}
}

// closeRun adds n free blocks from b on to the list whose last run is tail, and returns the new last one. Long runs go
// back to the system where the heap is far larger than what is live and what will be allocated until the next
// collection: pages given back only to be touched again cost more than the collection. So a minor collection gives nothing back.
//
//rgo:nogc
func closeRun(tail, b, n int, kind uintptr, minor bool) int {
	if !minor && kind == kindFree && n >= releaseBlocks && uintptr(heap.used)<<blockShift > 4*(heap.live+heap.threshold) {
		if raw.MadviseFree(raw.Pointer(address(b)), n<<blockShift) == 0 {
			kind = kindClean
		}
	}
	setFree(record(b), n, none, kind)
	if tail == none {
		heap.free = b
	} else {
		raw.StoreInt(record(tail)+recordNext, int64(b))
	}
	return b
}
