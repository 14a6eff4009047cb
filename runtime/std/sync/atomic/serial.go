//go:build !rgo_free

package atomic

// This file is for programs whose goroutines, if there are any, run one at a time.

import "unsafe"

//rgo:inline
func load[T any](addr *T) T { return *addr }

//rgo:inline
func store[T any](addr *T, val T) { *addr = val }

//rgo:inline
func swap[T any](addr *T, new T) (old T) {
	old = *addr
	*addr = new
	return old
}

//rgo:inline
func compareAndSwap[T comparable](addr *T, old, new T) (swapped bool) {
	if *addr != old {
		return false
	}
	*addr = new
	return true
}

//rgo:inline
func add[T integer](addr *T, delta T) (new T) {
	*addr += delta
	return *addr
}

//rgo:inline
func and[T integer](addr *T, mask T) (old T) {
	old = *addr
	*addr &= mask
	return old
}

//rgo:inline
func or[T integer](addr *T, mask T) (old T) {
	old = *addr
	*addr |= mask
	return old
}

//rgo:inline
func loadPointer[T any](addr **T) *T { return *addr }

//rgo:inline
func storePointer[T any](addr **T, val *T) { *addr = val }

//rgo:inline
func swapPointer[T any](addr **T, new *T) (old *T) { return swap(addr, new) }

//rgo:inline
func compareAndSwapPointer[T any](addr **T, old, new *T) (swapped bool) {
	return compareAndSwap(addr, old, new)
}

//rgo:inline
func loadAddress(addr *unsafe.Pointer) unsafe.Pointer { return *addr }

//rgo:inline
func storeAddress(addr *unsafe.Pointer, val unsafe.Pointer) { *addr = val }

//rgo:inline
func swapAddress(addr *unsafe.Pointer, new unsafe.Pointer) (old unsafe.Pointer) {
	return swap(addr, new)
}

//rgo:inline
func compareAndSwapAddress(addr *unsafe.Pointer, old, new unsafe.Pointer) (swapped bool) {
	return compareAndSwap(addr, old, new)
}

// A Value holds values of one type.
type Value struct {
	_ noCopy
	v any
}

// Load returns the value, or nil if none has been stored.
func (v *Value) Load() (val any) { return v.v }

// Store sets the value, which has the type of those before.
func (v *Value) Store(val any) {
	check(v.v, val, "store")
	v.v = val
}

// Swap sets the value and returns the one before.
func (v *Value) Swap(new any) (old any) {
	check(v.v, new, "swap")
	return swap(&v.v, new)
}

// CompareAndSwap sets the value to new if it is old.
func (v *Value) CompareAndSwap(old, new any) (swapped bool) {
	check(v.v, new, "compare and swap")
	if old != nil && typeString(old) != typeString(new) {
		panic("sync/atomic: compare and swap of inconsistently typed values")
	}
	return compareAndSwap(&v.v, old, new)
}
