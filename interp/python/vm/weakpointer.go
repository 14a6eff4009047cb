package vm

import (
	"runtime"

	"rgo/rlib/gc"
	"rgo/rlib/linux"
)

// This file is what the garbage collector knows of objects: weak pointers, and
// the end of files that nobody closed.

// weakPointer refers to an object weakly: value is nil when that is gone.
type weakPointer interface{ value() Object }

type weakTo[T any, P interface {
	*T
	Object
}] struct{ p gc.Weak[T] }

func (w weakTo[T, P]) value() Object {
	if x := w.p.Value(); x != nil {
		return P(x)
	}
	return nil
}

// weakTyped makes a weak pointer to x. If died is not nil it is called when x
// is gone.
func weakTyped[T any, P interface {
	*T
	Object
}](x *T, died func()) weakPointer {
	if died != nil {
		gc.Watch(x, died)
	}
	return weakTo[T, P]{gc.MakeWeak(x)}
}

// strongPointer is for the kinds of objects that have no weak pointers: they
// live as long as the reference.
type strongPointer struct{ o Object }

func (s strongPointer) value() Object { return s.o }

// makeWeak makes a weak pointer to an object, see weakTyped.
func makeWeak(o Object, died func()) weakPointer {
	switch x := o.(type) {
	case *Instance:
		return weakTyped[Instance, *Instance](x, died)
	case *WeakRef:
		return weakTyped[WeakRef, *WeakRef](x, died)
	case *Type:
		return weakTyped[Type, *Type](x, died)
	case *Function:
		return weakTyped[Function, *Function](x, died)
	case *BoundMethod:
		return weakTyped[BoundMethod, *BoundMethod](x, died)
	case *Generator:
		return weakTyped[Generator, *Generator](x, died)
	case *Set:
		return weakTyped[Set, *Set](x, died)
	case *FrozenSet:
		return weakTyped[FrozenSet, *FrozenSet](x, died)
	case *Module:
		return weakTyped[Module, *Module](x, died)
	case *Lock:
		return weakTyped[Lock, *Lock](x, died)
	case *Array:
		return weakTyped[Array, *Array](x, died)
	case *Deque:
		return weakTyped[Deque, *Deque](x, died)
	case *PickleBuffer:
		return weakTyped[PickleBuffer, *PickleBuffer](x, died)
	case *Code:
		return weakTyped[Code, *Code](x, died)
	case *MemoryView:
		return weakTyped[MemoryView, *MemoryView](x, died)
	case *Pattern:
		return weakTyped[Pattern, *Pattern](x, died)
	case *GenericAlias:
		return weakTyped[GenericAlias, *GenericAlias](x, died)
	case *UnionType:
		return weakTyped[UnionType, *UnionType](x, died)
	case *lruCache:
		return weakTyped[lruCache, *lruCache](x, died)
	case *partial:
		return weakTyped[partial, *partial](x, died)
	case *StructObject:
		return weakTyped[StructObject, *StructObject](x, died)
	case *tee:
		return weakTyped[tee, *tee](x, died)
	case *Greenlet:
		return weakTyped[Greenlet, *Greenlet](x, died)
	case *Tasklet:
		return weakTyped[Tasklet, *Tasklet](x, died)
	case *Channel:
		return weakTyped[Channel, *Channel](x, died)
	}
	return strongPointer{o}
}

// fileGuard closes the descriptor of a file that nobody can reach any more.
type fileGuard struct{ cleanup *runtime.Cleanup }

// guardFile makes a guard.
func guardFile(f *fileIO, fd int) fileGuard {
	if !gc.Watches() {
		return fileGuard{}
	}
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
