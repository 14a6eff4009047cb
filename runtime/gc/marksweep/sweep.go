package marksweep

// This file finds free cells: in blocks of the size class that have some, else in a new block.

import "rgo/runtime/raw"

// refill gives size class number a run of free cells and returns the first. The cells are zero.
//
//rgo:noinline
//rgo:nogc
func refill(number int, cell, offset uintptr) uintptr {
	raw.HeapLock()
	run := newRun(number, cell, offset)
	raw.HeapUnlock()
	return run
}

// newRun is refill with the lock of the heap.
//
//rgo:nogc
func newRun(number int, cell, offset uintptr) uintptr {
	beginMachine()
	collectIfDue(1)
	c, all := classAt(number), &heap.classes[number]
	for {
		if c.block == none {
			c.block = all.rest
			if c.block == none {
				break
			}
			all.rest = int(raw.LoadInt(record(c.block) + recordNext))
			c.scan = 0
		}
		if run := nextRun(c, cell, offset); run != 0 {
			return run
		}
		c.block = none
	}
	b := takeOrCollect(1)
	if all.rest != none { // that was a collection, and there are cells again
		r := record(b)
		setFree(r, 1, heap.free, kindClean)
		heap.free = b
		return newRun(number, cell, offset)
	}
	cells := blockSize / cell
	base := address(b)
	r := record(b)
	raw.StoreWord(r+recordBase, base)
	raw.StoreWord(r+recordRecip, (1<<32+cell-1)/cell)
	raw.StoreWord(r+recordSizeOf, cell)
	raw.StoreWord(r+recordOffset, offset)
	raw.StoreInt(r+recordMarked, 0)
	raw.StoreWord(r+recordCells, cells)
	raw.StoreWord(r+recordKind, kindSmall+uintptr(number))
	c.block = b
	if heap.stress > 0 {
		cells = 1
	}
	c.scan = int(cells)
	c.next = base
	c.limit = base + cells*cell
	heap.allocated += cells * cell
	return base
}

// nextRun looks for free cells in the block of c from c.scan on. It returns the first, or 0.
//
//rgo:nogc
func nextRun(c *class, cell, offset uintptr) uintptr {
	r := record(c.block)
	p := raw.LoadWord(r+recordBase) + uintptr(c.scan)*cell
	end := raw.LoadWord(r+recordBase) + raw.LoadWord(r+recordCells)*cell
	cycle := heap.stamp >> 32
	for p != end && uintptr(raw.Load32(p+offset+4)) == cycle {
		p += cell
	}
	if p == end {
		return 0
	}
	run := p
	for p != end && uintptr(raw.Load32(p+offset+4)) != cycle {
		p += cell
		if heap.stress > 0 {
			break
		}
	}
	c.scan = int((p - raw.LoadWord(r+recordBase)) / cell)
	c.next, c.limit = run, p
	raw.Zero(run, int(p-run))
	heap.allocated += p - run
	return run
}
