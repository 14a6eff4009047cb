package runtime

// This file calls functions of the program for objects that have died: finalizers and cleanups. A collection only puts
// them in a queue (package handles); they are called when the program calls GC or Gosched, or sleeps.
//
// Where no collector has been chosen, which is in graphs that are evaluated, nothing dies and nothing is called.

import (
	"unsafe"

	"rgo/runtime/fatal"
	"rgo/runtime/gc/collector"
	"rgo/runtime/gc/handles"
	"rgo/runtime/raw"
)

// A callback is what the table of handles holds for a function to call.
type callback struct{ run func(target unsafe.Pointer) }

// SetFinalizer sets the finalizer of obj. The front end makes calls of it calls of the types below.
func SetFinalizer(obj any, finalizer any) {
	fatal.Throw("runtime.SetFinalizer: the types of its arguments are not known")
}

// A Finalizer is SetFinalizer for objects of type T, where the finalizer takes a P: *T itself, or what *T can be assigned
// to.
type Finalizer[T, P any] struct{}

// Set sets finalizer f.
func (Finalizer[T, P]) Set(p *T, f func(P)) {
	setFinalizer(unsafe.Pointer(p), func(target unsafe.Pointer) { f(any((*T)(target)).(P)) })
}

// A FinalizerResult is a Finalizer for functions with a result, which is ignored.
type FinalizerResult[T, P, R any] struct{}

// Set sets finalizer f.
func (FinalizerResult[T, P, R]) Set(p *T, f func(P) R) {
	setFinalizer(unsafe.Pointer(p), func(target unsafe.Pointer) { f(any((*T)(target)).(P)) })
}

// A NoFinalizer is SetFinalizer with a nil finalizer.
type NoFinalizer[T any] struct{}

// Clear removes the finalizer of p.
func (NoFinalizer[T]) Clear(p *T) {
	if p == nil {
		fatal.Throw("runtime.SetFinalizer: pointer not in allocated block")
	}
	if collector.Chosen() {
		raw.Lock()
		handles.ClearFinalizer(unsafe.Pointer(p))
		raw.Unlock()
	}
}

func setFinalizer(p unsafe.Pointer, run func(target unsafe.Pointer)) {
	if p == nil {
		fatal.Throw("runtime.SetFinalizer: pointer not in allocated block")
	}
	if !collector.Chosen() {
		return
	}
	c := &callback{run}
	raw.Lock()
	ok := handles.SetFinalizer(p, unsafe.Pointer(c))
	raw.Unlock()
	if !ok {
		fatal.Throw("runtime.SetFinalizer: finalizer already set")
	}
}

// SetAnyOrder sets a finalizer that is called even if its target leads back to itself, for package rlib/gc.
func SetAnyOrder(p unsafe.Pointer, run func(target unsafe.Pointer)) {
	if collector.Chosen() {
		c := &callback{run}
		raw.Lock()
		handles.SetAnyOrder(p, unsafe.Pointer(c))
		raw.Unlock()
	}
}

// FinalizeAll makes everything due that SetAnyOrder has set, for package rlib/gc.
func FinalizeAll() {
	if collector.Chosen() {
		raw.Lock()
		handles.QueueAll()
		raw.Unlock()
	}
}

// Waiting reports whether functions wait to be called, for package rlib/gc.
func Waiting() bool { return handles.Waiting() }

// Watches reports whether the collector tells of the death of objects, for package rlib/gc.
func Watches() bool { return collector.Watches }

// A Cleanup is a handle to a cleanup call for a specific object.
type Cleanup struct{ id uint64 }

// Stop cancels the cleanup call, unless it has been queued.
func (c Cleanup) Stop() {
	if c.id != 0 {
		raw.Lock()
		handles.StopCleanup(c.id)
		raw.Unlock()
	}
}

// AddCleanup attaches a cleanup function to ptr: cleanup(arg) is called some time after ptr is no longer reachable.
func AddCleanup[T, S any](ptr *T, cleanup func(S), arg S) Cleanup {
	if ptr == nil {
		panic("runtime.AddCleanup: ptr is nil")
	}
	if q, ok := any(arg).(*T); ok && q == ptr {
		panic("runtime.AddCleanup: ptr is equal to arg, cleanup will never run")
	}
	if !collector.Chosen() {
		return Cleanup{}
	}
	c := &callback{func(unsafe.Pointer) { cleanup(arg) }}
	raw.Lock()
	id := handles.AddCleanup(unsafe.Pointer(ptr), unsafe.Pointer(c))
	raw.Unlock()
	return Cleanup{id}
}

// finalizing says that functions of the queue are being called: one that calls GC does not call the others.
var finalizing bool

// callFinalizers calls what waits in the queue. A panic in one of them ends the program, as in a goroutine of its own.
func callFinalizers() {
	raw.Lock()
	busy := !handles.Waiting() || finalizing
	if !busy {
		finalizing = true
	}
	raw.Unlock()
	if busy {
		return
	}
	call := own().call
	own().call = nil // recover in a finalizer has nothing to do with the panic that may be in progress here
	for {
		raw.Lock()
		function, target := handles.Take()
		if function == nil {
			finalizing = false
		}
		raw.Unlock()
		if function == nil {
			break
		}
		c := (*callback)(function)
		if !tryCall(func() { c.run(target) }) {
			Fatal()
		}
	}
	own().call = call
}
