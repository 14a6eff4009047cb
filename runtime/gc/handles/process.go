package handles

// This file is what a collection does with the table.

import "rgo/runtime/raw"

// A Tracer is a collection in progress, of some collector. Addresses may point into objects or one past their ends; what
// is not in the part of the heap that is collected is reached.
type Tracer interface {
	Live(p uintptr) bool      // the object has been reached
	Where(p uintptr) uintptr  // the address now, of an object that has been reached
	Reach(p uintptr) uintptr  // reaches the object, and says where it is now
	ReachFrom(object uintptr) // reaches what an object refers to that has not been reached itself
	Drain()                   // reaches what objects that have been reached refer to
}

// Roots reaches the objects that the table keeps. If minor is set, only young objects are collected.
//
//rgo:nogc
func Roots[T Tracer](t T, minor bool) {
	for i := begin(minor); i != 0; i = next(i, minor) {
		switch kind(i) {
		case finalizer, anyOrder, cleanup, queuedCleanup:
			set(i, fieldObject, t.Reach(get(i, fieldObject)))
		case queuedFinalizer:
			set(i, fieldObject, t.Reach(get(i, fieldObject)))
			set(i, fieldTarget, t.Reach(get(i, fieldTarget)))
		}
	}
}

// begin returns the first entry that a collection has to look at, or 0.
//
//rgo:nogc
func begin(minor bool) int {
	if minor {
		return table.young
	}
	return next(0, false)
}

// next returns the entry that comes after entry i, or 0. It must be called before entry i changes lists.
//
//rgo:nogc
func next(i int, minor bool) int {
	if minor {
		return int(get(i, fieldLink))
	}
	if i == table.used {
		return 0
	}
	return i + 1
}

// Process decides what happens to each entry, when everything has been reached that roots lead to.
//
//rgo:nogc
func Process[T Tracer](t T, minor bool) {
	if table.count == 0 && table.young == 0 {
		return
	}
	for i := begin(minor); i != 0; i = next(i, minor) {
		if kind(i) == finalizer && !t.Live(get(i, fieldTarget)) {
			t.ReachFrom(get(i, fieldTarget))
		}
	}
	t.Drain()
	for i := begin(minor); i != 0; i = next(i, minor) {
		if k := kind(i); (k == finalizer || k == anyOrder) && !t.Live(get(i, fieldTarget)) {
			enqueue(i, queuedFinalizer)
		}
	}
	clearWeak(t, minor)
	for i := begin(minor); i != 0; i = next(i, minor) {
		if kind(i) == queuedFinalizer && !t.Live(get(i, fieldTarget)) { // queued just now
			set(i, fieldTarget, t.Reach(get(i, fieldTarget)))
		}
	}
	t.Drain()
	for i := begin(minor); i != 0; i = next(i, minor) {
		if kind(i) == cleanup && !t.Live(get(i, fieldTarget)) {
			enqueue(i, queuedCleanup)
		}
	}
	forgetWeak(t, minor)
	update(t, minor)
	age()
}

// clearWeak clears the words of weak pointers to dead targets. A word that nothing leads to is cleared too: what a finalizer
// brings back to life may lead to it.
//
//rgo:nogc
func clearWeak[T Tracer](t T, minor bool) {
	for i := begin(minor); i != 0; i = next(i, minor) {
		if kind(i) == weak && !t.Live(get(i, fieldTarget)) {
			raw.StoreWord(t.Where(get(i, fieldObject)), 0)
			remove(i)
		}
	}
}

// forgetWeak forgets the weak pointers that the program has forgotten. It is the time for that when finalizers have brought
// back to life what they do.
//
//rgo:nogc
func forgetWeak[T Tracer](t T, minor bool) {
	for i := begin(minor); i != 0; i = next(i, minor) {
		if kind(i) == weak && !t.Live(get(i, fieldObject)) {
			remove(i)
		}
	}
}

// update makes entries and the words of weak pointers say where everything is now.
//
//rgo:nogc
func update[T Tracer](t T, minor bool) {
	for i := begin(minor); i != 0; i = next(i, minor) {
		if !linked(i) {
			continue
		}
		target := get(i, fieldTarget)
		now := t.Where(target)
		if now != target {
			unlink(i)
			set(i, fieldTarget, now)
			link(i)
		}
		if kind(i) == weak {
			object := t.Where(get(i, fieldObject))
			set(i, fieldObject, object)
			raw.StoreWord(object, now)
		}
	}
}

// enqueue puts the function of entry i at the end of the queue. A queued entry is on no chain, so that the field is free.
//
//rgo:nogc
func enqueue(i int, k uintptr) {
	unlink(i)
	setKind(i, k)
	set(i, fieldChain, 0)
	if table.first == 0 {
		table.first = i
	} else {
		set(table.last, fieldChain, uintptr(i))
	}
	table.last = i
}

// age makes young entries old.
//
//rgo:nogc
func age() {
	for i := table.young; i != 0; {
		after := int(get(i, fieldLink))
		set(i, fieldKind, get(i, fieldKind)&^young)
		if kind(i) == removed {
			setKind(i, free)
			set(i, fieldLink, uintptr(table.free))
			table.free = i
		}
		i = after
	}
	table.young = 0
}
