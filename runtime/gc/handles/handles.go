// Package handles keeps what a program wants to know about the death of objects: weak pointers, finalizers, cleanups.
//
// In come entries from the runtime, each with a target, an address in some object that the entry does not keep, and an
// object that belongs to the entry: for a weak pointer the word through which the program finds the target, for the
// others the function to call. They lie in a table outside of the heap. A collector calls Roots while it visits roots,
// and Process when all that roots lead to has been reached. Then holds: words of weak pointers are zero where the target
// is dead, else say where it is; functions whose time has come wait in a queue, from which the runtime takes them; every
// address in the table is that of an object that lives.
//
// The rules are those of Go. A finalizer brings its target back to life, once, together with what the target refers to;
// of finalizers whose targets lead to one another, the one of the target that no other leads to comes first. Weak
// pointers are cleared before the finalizer is queued. A cleanup waits until its target is dead for good.
//
// Nothing here allocates in the heap. Young entries, those made since the last collection, are on a list of their own:
// a collection of young objects needs to look at no other, provided that what survives it is not young any more.
package handles

import (
	"unsafe"

	"rgo/runtime/raw"
)

// Kinds of entries.
const (
	free             = iota // on the free list
	removed                 // free, but on the list of young entries
	weak                    // the object is a word: the address of the target
	finalizer               // the object is a function to call with the target
	cleanup                 // the object is a function to call
	queuedFinalizer         // both target and object are kept
	queuedCleanup           // the object is kept
	anyOrder         = 7    // a finalizer that does not wait for those of what leads to its target
	kindMask         = 7    // of the kind in field fieldKind
	young            = 8    // on the list of young entries
	generationShift  = 32   // the high half of fieldKind counts the uses of an entry
	generationWeight = 1 << generationShift
)

// Fields of an entry, and its size. Entries are numbered from 1.
const (
	fieldTarget = 0
	fieldObject = 8
	fieldKind   = 16
	fieldLink   = 24 // next entry on the list that this one is on
	fieldChain  = 32 // next entry with the same hash of the target, or in the queue
	entrySize   = 40
)

// table is the state of the package. Numbers are those of entries; 0 is none.
var table state

type state struct {
	entries uintptr // address of entry 0, which is not used
	room    int     // number of entries that there is memory for
	used    int     // entries up to this one have been in use
	count   int     // entries that are not free
	free    int     // list of free entries
	young   int     // list of young entries
	first   int     // the queue
	last    int
	buckets uintptr // heads of chains, as many as a power of two says
	shift   uint    // of a hash, to get its bucket
}

// Reset forgets everything. It is for tests.
func Reset() { table = state{} }

// Weak enters a weak pointer to target: object, whose first word is not a reference, holds target's address from now on.
//
//rgo:nogc
func Weak(target, object unsafe.Pointer) {
	add(weak, raw.Address(target), raw.Address(object))
	raw.StoreWord(raw.Address(object), raw.Address(target))
}

// FindWeak returns the object that was entered as a weak pointer to target, or nil.
//
//rgo:nogc
func FindWeak(target unsafe.Pointer) unsafe.Pointer {
	if i := find(weak, raw.Address(target)); i != 0 {
		return raw.Pointer(get(i, fieldObject))
	}
	return nil
}

// SetFinalizer enters a function to call with target when target is dead. It reports false if there is one already.
//
//rgo:nogc
func SetFinalizer(target, function unsafe.Pointer) bool {
	if find(finalizer, raw.Address(target)) != 0 {
		return false
	}
	add(finalizer, raw.Address(target), raw.Address(function))
	return true
}

// SetAnyOrder enters a function to call with target when target is dead, even if what target refers to leads back to it:
// finalizers of objects that lead to one another are called in any order. That of a cycle would never be by SetFinalizer's.
// It is for languages whose objects are finalized so (Python: PEP 442). It reports false if there is one already.
//
//rgo:nogc
func SetAnyOrder(target, function unsafe.Pointer) bool {
	if find(anyOrder, raw.Address(target)) != 0 {
		return false
	}
	add(anyOrder, raw.Address(target), raw.Address(function))
	return true
}

// QueueAll makes the functions of SetAnyOrder due, though their targets are alive.
//
//rgo:nogc
func QueueAll() {
	for i := 1; i <= table.used; i++ {
		if kind(i) == anyOrder {
			enqueue(i, queuedFinalizer)
		}
	}
}

// ClearFinalizer removes the finalizer of target, if there is one.
//
//rgo:nogc
func ClearFinalizer(target unsafe.Pointer) {
	if i := find(finalizer, raw.Address(target)); i != 0 {
		remove(i)
	}
}

// AddCleanup enters a function to call when target is dead and returns a number for StopCleanup.
//
//rgo:nogc
func AddCleanup(target, function unsafe.Pointer) uint64 {
	i := add(cleanup, raw.Address(target), raw.Address(function))
	return uint64(get(i, fieldKind))>>generationShift<<generationShift | uint64(i)
}

// StopCleanup removes a cleanup, unless it has been queued already.
//
//rgo:nogc
func StopCleanup(id uint64) {
	i := int(id & (generationWeight - 1))
	if i > 0 && i <= table.used && kind(i) == cleanup && uint64(get(i, fieldKind))>>generationShift == id>>generationShift {
		remove(i)
	}
}

// Waiting reports whether a function waits in the queue.
//
//rgo:nogc
func Waiting() bool { return table.first != 0 }

// Take takes the next function out of the queue, and the target to call it with: nil for a cleanup. The function is nil
// if the queue is empty.
//
//rgo:nogc
func Take() (function, target unsafe.Pointer) {
	i := table.first
	if i == 0 {
		return nil, nil
	}
	table.first = int(get(i, fieldChain))
	if table.first == 0 {
		table.last = 0
	}
	function, target = raw.Pointer(get(i, fieldObject)), nil
	if kind(i) == queuedFinalizer {
		target = raw.Pointer(get(i, fieldTarget))
	}
	release(i)
	return function, target
}
