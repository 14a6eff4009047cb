package semispace

// This file is what package handles asks of a collection in progress.

import "rgo/runtime/raw"

// A tracer is the collection in progress.
type tracer struct{}

// Live reports whether the object that p points into has been reached, or is not in the heap.
//
//rgo:nogc
func (tracer) Live(p uintptr) bool {
	p--
	if !inHeap(p) {
		return true
	}
	b := blockOf(p)
	r := record(b)
	kind := raw.LoadWord(r + recordKind)
	if kind >= kindLarge {
		return int(raw.LoadInt(record(largeAt(b))+recordSpace)) == heap.cycle
	}
	return int(raw.LoadInt(r+recordSpace)) == heap.cycle || raw.LoadWord(objectAt(p, b)-header)&(forwarded|pins) != 0
}

// Where returns where p points now. Its object has been reached.
//
//rgo:nogc
func (tracer) Where(p uintptr) uintptr { return visit(p) }

// Reach reaches the object that p points into, and returns where p points now.
//
//rgo:nogc
func (tracer) Reach(p uintptr) uintptr { return visit(p) }

// ReachFrom reaches what the object at p refers to.
//
//rgo:nogc
func (tracer) ReachFrom(p uintptr) { trace(p) }

// Drain traces all that has been reached.
//
//rgo:nogc
func (tracer) Drain() { drain() }
