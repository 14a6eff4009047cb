package gc

// This file is about the death of objects: weak pointers and finalizers, for languages that have them. All functions are
// called by Run, in the goroutine that calls it, under plain Go too.

import "weak"

// Watches reports whether the collector tells of the death of objects. Where it does not, weak pointers keep what they
// point to, and finalizers are never called.
func Watches() bool { return watches() }

// Collect collects all of the heap. Whose death it has found is in the queue of Run then, or has been told.
func Collect() { collect() }

// Waiting reports whether there is something for Run to call. It costs one load.
func Waiting() bool { return waiting() }

// A Weak is a pointer that does not keep what it points to.
type Weak[T any] struct {
	p      weak.Pointer[T]
	strong *T
}

// MakeWeak returns a weak pointer to *p.
func MakeWeak[T any](p *T) Weak[T] {
	if !Watches() {
		return Weak[T]{strong: p}
	}
	return Weak[T]{p: weak.Make(p)}
}

// Value returns the pointer, or nil if what it points to has died.
func (w Weak[T]) Value() *T {
	if w.strong != nil {
		return w.strong
	}
	return w.p.Value()
}

// Finalize has Run call f(p) when nothing but finalizers leads to p any more, once. Until then f must not lead to p. Objects
// that lead to one another are finalized in any order, those of a cycle too (under plain Go those of a cycle are not).
// Weak pointers to p are cleared before. p must point to the start of an object.
func Finalize[T any](p *T, f func(*T)) {
	if Watches() {
		finalizeTyped(p, f)
	}
}

// FinalizeAll has Run call the finalizers of all objects that Finalize was called for, though they are alive: at the end of
// a program.
func FinalizeAll() {
	if Watches() {
		finalizeAll()
	}
}

// Watch has Run call f when p is dead for good. Until then f must not lead to p.
func Watch[T any](p *T, f func()) {
	if Watches() {
		watch(p, f)
	}
}

// The translator makes this a call of the runtime.
func watches() bool { return true }
