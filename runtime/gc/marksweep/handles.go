package marksweep

// This file is what package handles asks of a collection in progress.

import "rgo/runtime/raw"

// A tracer is the collection in progress.
type tracer struct{}

// Live reports whether the object that p points to, into, or one past the end of has been marked, or is not in the heap.
//
//rgo:nogc
func (tracer) Live(p uintptr) bool {
	p--
	if p-heap.start >= heap.extent {
		return true
	}
	r := record(int((p - heap.start) >> blockShift))
	base := raw.LoadWord(r + recordBase)
	cell := base
	if recip := raw.LoadWord(r + recordRecip); recip != 0 {
		cell += (p - base) * recip >> 32 * raw.LoadWord(r+recordSizeOf)
	}
	return isMarked(raw.Load32(cell + raw.LoadWord(r+recordOffset) + half))
}

// Where returns p: nothing moves.
//
//rgo:nogc
func (tracer) Where(p uintptr) uintptr { return p }

// Reach marks the object that p points into.
//
//rgo:nogc
func (tracer) Reach(p uintptr) uintptr {
	heap.markers[0].visit(p)
	return p
}

// ReachFrom marks what the object at p refers to.
//
//rgo:nogc
func (tracer) ReachFrom(p uintptr) { heap.markers[0].trace(p) }

// Drain traces all that has been marked.
//
//rgo:nogc
func (tracer) Drain() { drain() }
