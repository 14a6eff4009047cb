//go:build rgo_free

package atomic

// This file is for programs whose goroutines run at the same time. While package initialisers run, which is at translation time, there
// is one goroutine, and operations are plain ones; so the annotator sees what is stored, too.

import (
	"unsafe"

	"rgo/runtime/gc/collector"
	"rgo/runtime/raw"
)

//rgo:inline
func load[T integer](addr *T) T {
	if raw.Collected() == 0 {
		return *addr
	}
	if unsafe.Sizeof(*addr) == 4 {
		return T(raw.LoadHalf(unsafe.Pointer(addr)))
	}
	return T(raw.Load(unsafe.Pointer(addr)))
}

//rgo:inline
func store[T integer](addr *T, val T) { swap(addr, val) }

//rgo:inline
func swap[T integer](addr *T, new T) (old T) {
	if raw.Collected() == 0 {
		old = *addr
		*addr = new
		return old
	}
	if unsafe.Sizeof(new) == 4 {
		return T(raw.SwapHalf(unsafe.Pointer(addr), int(new)))
	}
	return T(raw.Swap(unsafe.Pointer(addr), int(new)))
}

//rgo:inline
func compareAndSwap[T integer](addr *T, old, new T) (swapped bool) {
	if raw.Collected() == 0 {
		if *addr != old {
			return false
		}
		*addr = new
		return true
	}
	if unsafe.Sizeof(new) == 4 {
		return raw.CasHalf(unsafe.Pointer(addr), int(old), int(new)) != 0
	}
	return raw.Cas(unsafe.Pointer(addr), int(old), int(new)) != 0
}

//rgo:inline
func add[T integer](addr *T, delta T) (new T) {
	if raw.Collected() == 0 {
		*addr += delta
		return *addr
	}
	if unsafe.Sizeof(delta) == 4 {
		return T(raw.AddHalf(unsafe.Pointer(addr), int(delta))) + delta
	}
	return T(raw.Add(unsafe.Pointer(addr), int(delta))) + delta
}

func and[T integer](addr *T, mask T) (old T) {
	for {
		old = load(addr)
		if compareAndSwap(addr, old, old&mask) {
			return old
		}
	}
}

func or[T integer](addr *T, mask T) (old T) {
	for {
		old = load(addr)
		if compareAndSwap(addr, old, old|mask) {
			return old
		}
	}
}

// word returns the bits of an address.
//
//rgo:inline
func word(p unsafe.Pointer) int { return int(raw.Address(p)) }

//rgo:inline
func loadPointer[T any](addr **T) *T {
	if raw.Collected() == 0 {
		return *addr
	}
	return (*T)(raw.Pointer(uintptr(raw.Load(unsafe.Pointer(addr)))))
}

//rgo:inline
func storePointer[T any](addr **T, val *T) { swapPointer(addr, val) }

//rgo:inline
func swapPointer[T any](addr **T, new *T) (old *T) {
	if raw.Collected() == 0 {
		old = *addr
		*addr = new
		return old
	}
	collector.BarrierInterior(raw.Address(unsafe.Pointer(addr)))
	return (*T)(raw.Pointer(uintptr(raw.Swap(unsafe.Pointer(addr), word(unsafe.Pointer(new))))))
}

//rgo:inline
func compareAndSwapPointer[T any](addr **T, old, new *T) (swapped bool) {
	if raw.Collected() == 0 {
		if *addr != old {
			return false
		}
		*addr = new
		return true
	}
	collector.BarrierInterior(raw.Address(unsafe.Pointer(addr)))
	return raw.Cas(unsafe.Pointer(addr), word(unsafe.Pointer(old)), word(unsafe.Pointer(new))) != 0
}

//rgo:inline
func loadAddress(addr *unsafe.Pointer) unsafe.Pointer {
	if raw.Collected() == 0 {
		return *addr
	}
	return raw.Pointer(uintptr(raw.Load(unsafe.Pointer(addr))))
}

//rgo:inline
func storeAddress(addr *unsafe.Pointer, val unsafe.Pointer) { swapAddress(addr, val) }

//rgo:inline
func swapAddress(addr *unsafe.Pointer, new unsafe.Pointer) (old unsafe.Pointer) {
	if raw.Collected() == 0 {
		old = *addr
		*addr = new
		return old
	}
	collector.BarrierInterior(raw.Address(unsafe.Pointer(addr)))
	return raw.Pointer(uintptr(raw.Swap(unsafe.Pointer(addr), word(new))))
}

//rgo:inline
func compareAndSwapAddress(addr *unsafe.Pointer, old, new unsafe.Pointer) (swapped bool) {
	if raw.Collected() == 0 {
		if *addr != old {
			return false
		}
		*addr = new
		return true
	}
	collector.BarrierInterior(raw.Address(unsafe.Pointer(addr)))
	return raw.Cas(unsafe.Pointer(addr), word(old), word(new)) != 0
}

// A Value holds values of one type: what it points to does not change.
type Value struct {
	_ noCopy
	v *any
}

// Load returns the value, or nil if none has been stored.
func (v *Value) Load() (val any) { return contents(loadPointer(&v.v)) }

func contents(box *any) any {
	if box == nil {
		return nil
	}
	return *box
}

// Store sets the value, which has the type of those before.
func (v *Value) Store(val any) { v.exchange(val, "store") }

// Swap sets the value and returns the one before.
func (v *Value) Swap(new any) (old any) { return v.exchange(new, "swap") }

func (v *Value) exchange(val any, what string) any {
	box := &val
	for {
		old := loadPointer(&v.v)
		check(contents(old), val, what)
		if compareAndSwapPointer(&v.v, old, box) {
			return contents(old)
		}
	}
}

// CompareAndSwap sets the value to new if it is old.
func (v *Value) CompareAndSwap(old, new any) (swapped bool) {
	if old != nil && new != nil && typeString(old) != typeString(new) {
		panic("sync/atomic: compare and swap of inconsistently typed values")
	}
	box := &new
	for {
		now := loadPointer(&v.v)
		check(contents(now), new, "compare and swap")
		if contents(now) != old {
			return false
		}
		if compareAndSwapPointer(&v.v, now, box) {
			return true
		}
	}
}
