package marksweep

// This file finds free cells: in blocks of the size class that have some, else in a new block.

import "rgo/runtime/raw"

// refill gives size class number a run of free cells and returns the first. The cells are zero.
//
//rgo:noinline
//rgo:nogc
func refill(number int, cell, offset uintptr) uintptr {
	beginMachine()
	c := classAt(number)
	if !raw.Free || heap.stress > 0 {
		raw.HeapLock()
		collectIfDue(1)
		raw.HeapUnlock()
	}
	for {
		// A block belongs to one machine from one collection to the next: looking through it needs no lock.
		if c.block != none {
			if run := nextRun(c, cell, offset); run != 0 {
				return run
			}
			c.block = none
		}
		raw.HeapLock()
		run, dirty := nextBlock(number, cell, offset)
		raw.HeapUnlock()
		if dirty { // there is no collection before the object has its header
			raw.Zero(run, blockSize)
		}
		if run != 0 {
			return run
		}
	}
}

// nextBlock gives size class number another block: one of those that the last collection has found cells in, or a new one, of which
// it returns the first cell, and whether its cells are dirty. It returns 0 if there may be cells.
//
//rgo:nogc
func nextBlock(number int, cell, offset uintptr) (first uintptr, dirty bool) {
	if raw.Free {
		collectIfDue(1)
	}
	c, all := classAt(number), &heap.classes[number]
	if all.rest != none {
		c.block, c.scan = all.rest, 0
		r := record(c.block)
		all.rest = int(raw.LoadInt(r + recordNext))
		if Generational { // they are counted all at once, under the lock
			heap.allocated += (raw.LoadWord(r+recordCells) - raw.LoadWord(r+recordMarked)) * cell
		}
		return 0, false
	}
	b, dirty := takeOrCollect(1)
	if all.rest != none { // that was a collection, and there are cells again
		kind := uintptr(kindClean)
		if dirty {
			kind = kindFree
		}
		setFree(record(b), 1, heap.free, kind)
		heap.free = b
		return 0, false
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
	return base, dirty
}

// nextRun looks for free cells in the block of c from c.scan on. It returns the first, or 0.
//
//rgo:nogc
func nextRun(c *class, cell, offset uintptr) uintptr {
	r := record(c.block)
	p := raw.LoadWord(r+recordBase) + uintptr(c.scan)*cell
	end := raw.LoadWord(r+recordBase) + raw.LoadWord(r+recordCells)*cell
	for p != end && isMarked(highHalf(p+offset)) {
		p += cell
	}
	if p == end {
		return 0
	}
	run := p
	for p != end && !isMarked(highHalf(p+offset)) {
		p += cell
		if heap.stress > 0 {
			break
		}
	}
	c.scan = int((p - raw.LoadWord(r+recordBase)) / cell)
	c.next, c.limit = run, p
	raw.Zero(run, int(p-run))
	if !Generational {
		heap.allocated += p - run
	}
	return run
}
