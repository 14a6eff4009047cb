// Package weak replaces Go's package weak: pointers that do not keep what they point to.
//
// A weak pointer is the address of a word, one for all weak pointers to the same place. The collector keeps the word up
// to date and sets it to 0 when the object dies (package handles). Where no collector has been chosen, which is in
// package initialisers and in graphs that are evaluated, nothing dies: words hold their targets then.
package weak

import (
	"unsafe"

	"rgo/runtime/gc/collector"
	"rgo/runtime/gc/handles"
	"rgo/runtime/raw"
)

// Pointer is a weak pointer to a value of type T.
type Pointer[T any] struct {
	_ [0]*T
	w *word
}

// A word is what the weak pointers to one place share.
type word struct {
	address uintptr        // the place, known to the collector; only read and written as raw memory
	kept    unsafe.Pointer // the place, if there was no collector
}

// kept holds the words made without a collector, by their places.
var kept map[unsafe.Pointer]*word

// Make creates a weak pointer from a pointer to some value of type T.
func Make[T any](ptr *T) Pointer[T] {
	if ptr == nil {
		return Pointer[T]{}
	}
	return Pointer[T]{w: find(unsafe.Pointer(ptr))}
}

// Value returns the original pointer, or nil if what it points to has died.
func (p Pointer[T]) Value() *T {
	w := p.w
	if w == nil {
		return nil
	}
	if w.kept != nil {
		return (*T)(w.kept)
	}
	return (*T)(raw.Pointer(raw.LoadWord(raw.Address(unsafe.Pointer(w)))))
}

// find returns the word of place p, made if need be.
func find(p unsafe.Pointer) *word {
	if kept != nil {
		if w := kept[p]; w != nil {
			return w
		}
	}
	if !collector.Chosen() {
		w := &word{kept: p}
		if kept == nil {
			kept = map[unsafe.Pointer]*word{}
		}
		kept[p] = w
		return w
	}
	raw.Lock()
	w := (*word)(handles.FindWeak(p))
	if w == nil {
		w = new(word)
		handles.Weak(p, unsafe.Pointer(w))
	}
	raw.Unlock()
	return w
}
