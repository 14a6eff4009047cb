package immix

// This file is the part of the interface that concerns objects that move, which none does yet, and what package handles
// asks of a collection.

import "rgo/runtime/raw"

// IdentityHash returns p.
//
//rgo:inline
//rgo:nogc
func IdentityHash(p uintptr) uintptr { return p }

// Pin does nothing.
//
//rgo:nogc
func Pin(p uintptr) {}

// Unpin does nothing.
//
//rgo:nogc
func Unpin(p uintptr) {}

// A tracer is the collection in progress, for package handles.
type tracer struct{}

// Live reports whether the object that p leads to has been marked, or is none that this collection looks for.
//
//rgo:nogc
func (tracer) Live(p uintptr) bool {
	if p-heap.start-1 >= heap.extent {
		return true
	}
	object := resolve(p)
	return object == 0 || isMarked(raw.LoadWord(object-header)) || heap.minor && raw.LoadWord(object-header)&epochMask != 0
}

// Where returns p.
//
//rgo:nogc
func (tracer) Where(p uintptr) uintptr { return p }

// Reach marks the object that p leads to.
//
//rgo:nogc
func (tracer) Reach(p uintptr) uintptr {
	visit(p)
	return p
}

// ReachFrom visits what the object at p refers to.
//
//rgo:nogc
func (tracer) ReachFrom(p uintptr) {
	if object := resolve(p); object != 0 {
		trace(object)
	}
}

// Drain traces all that has been marked.
//
//rgo:nogc
func (tracer) Drain() { drain() }
