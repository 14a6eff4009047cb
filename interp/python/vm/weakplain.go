//go:build !rgo

package vm

import (
	"runtime"
	"time"
	"weak"

	"rgo/rlib/linux"
)

// This file is weak pointers under plain Go.

type weakTo[T any, P interface {
	*T
	Object
}] struct{ p weak.Pointer[T] }

func (w weakTo[T, P]) value() Object {
	if x := w.p.Value(); x != nil {
		return P(x)
	}
	return nil
}

func weakTyped[T any, P interface {
	*T
	Object
}](x *T) weakPointer {
	return weakTo[T, P]{weak.Make(x)}
}

// strongPointer is for the kinds of objects that have no weak pointers: they
// live as long as the reference.
type strongPointer struct{ o Object }

func (s strongPointer) value() Object { return s.o }

// makeWeak makes a weak pointer to an object.
func makeWeak(o Object) weakPointer {
	switch x := o.(type) {
	case *Instance:
		return weakTyped[Instance, *Instance](x)
	case *WeakRef:
		return weakTyped[WeakRef, *WeakRef](x)
	case *Type:
		return weakTyped[Type, *Type](x)
	case *Function:
		return weakTyped[Function, *Function](x)
	case *BoundMethod:
		return weakTyped[BoundMethod, *BoundMethod](x)
	case *Generator:
		return weakTyped[Generator, *Generator](x)
	case *Set:
		return weakTyped[Set, *Set](x)
	case *FrozenSet:
		return weakTyped[FrozenSet, *FrozenSet](x)
	case *Module:
		return weakTyped[Module, *Module](x)
	case *Lock:
		return weakTyped[Lock, *Lock](x)
	}
	return strongPointer{o}
}

// collectGarbage runs the collector.
func collectGarbage() {
	runtime.GC()
	runtime.GC()
}

// fileGuard closes the descriptor of a file that nobody can reach any more.
type fileGuard struct{ cleanup *runtime.Cleanup }

// guardFile makes a guard.
func guardFile(f *fileIO, fd int) fileGuard {
	c := runtime.AddCleanup(f, func(fd int) { linux.Int(sysClose, fd) }, fd)
	return fileGuard{&c}
}

// drop ends the guard: the descriptor is closed or somebody else's.
func (g *fileGuard) drop() {
	if g.cleanup != nil {
		g.cleanup.Stop()
		g.cleanup = nil
	}
}

// waitForGuards gives the guards of collected files time to close them.
func waitForGuards() { time.Sleep(2 * time.Millisecond) }
