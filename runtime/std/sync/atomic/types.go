package atomic

// This file has the types whose values are only used atomically.

// noCopy makes vet complain about copies.
type noCopy struct{}

func (*noCopy) Lock()   {}
func (*noCopy) Unlock() {}

// A Bool is an atomic boolean.
type Bool struct {
	_ noCopy
	v uint32 // 0 or 1
}

//rgo:inline
func bit(b bool) uint32 {
	if b {
		return 1
	}
	return 0
}

// Load returns the value.
func (x *Bool) Load() bool { return load(&x.v) != 0 }

// Store sets the value.
func (x *Bool) Store(val bool) { store(&x.v, bit(val)) }

// Swap sets the value and returns the one before.
func (x *Bool) Swap(new bool) (old bool) { return swap(&x.v, bit(new)) != 0 }

// CompareAndSwap sets the value to new if it is old.
func (x *Bool) CompareAndSwap(old, new bool) (swapped bool) {
	return compareAndSwap(&x.v, bit(old), bit(new))
}

// A Pointer is an atomic *T.
type Pointer[T any] struct {
	_ [0]*T
	_ noCopy
	v *T
}

// Load returns the pointer.
func (x *Pointer[T]) Load() *T { return loadPointer(&x.v) }

// Store sets the pointer.
func (x *Pointer[T]) Store(val *T) { storePointer(&x.v, val) }

// Swap sets the pointer and returns the one before.
func (x *Pointer[T]) Swap(new *T) (old *T) { return swapPointer(&x.v, new) }

// CompareAndSwap sets the pointer to new if it is old.
func (x *Pointer[T]) CompareAndSwap(old, new *T) (swapped bool) {
	return compareAndSwapPointer(&x.v, old, new)
}

// typeString returns the text of the dynamic type of x.
//
//rgo:op type_string
func typeString(x any) string { return "" }

// check reports a value that cannot come after now.
func check(now, val any, what string) {
	if val == nil {
		panic("sync/atomic: " + what + " of nil value into Value")
	}
	if now != nil && typeString(now) != typeString(val) {
		panic("sync/atomic: " + what + " of inconsistently typed value into Value")
	}
}

// An Int32 is an atomic int32.
type Int32 struct {
	_ noCopy
	v int32
}

// Load returns the value.
func (x *Int32) Load() int32 { return load(&x.v) }

// Store sets the value.
func (x *Int32) Store(val int32) { store(&x.v, val) }

// Swap sets the value and returns the one before.
func (x *Int32) Swap(new int32) (old int32) { return swap(&x.v, new) }

// CompareAndSwap sets the value to new if it is old.
func (x *Int32) CompareAndSwap(old, new int32) (swapped bool) { return compareAndSwap(&x.v, old, new) }

// Add adds delta and returns the sum.
func (x *Int32) Add(delta int32) (new int32) { return add(&x.v, delta) }

// And clears the bits that mask lacks and returns the value before.
func (x *Int32) And(mask int32) (old int32) { return and(&x.v, mask) }

// Or sets the bits of mask and returns the value before.
func (x *Int32) Or(mask int32) (old int32) { return or(&x.v, mask) }

// An Int64 is an atomic int64.
type Int64 struct {
	_ noCopy
	v int64
}

// Load returns the value.
func (x *Int64) Load() int64 { return load(&x.v) }

// Store sets the value.
func (x *Int64) Store(val int64) { store(&x.v, val) }

// Swap sets the value and returns the one before.
func (x *Int64) Swap(new int64) (old int64) { return swap(&x.v, new) }

// CompareAndSwap sets the value to new if it is old.
func (x *Int64) CompareAndSwap(old, new int64) (swapped bool) { return compareAndSwap(&x.v, old, new) }

// Add adds delta and returns the sum.
func (x *Int64) Add(delta int64) (new int64) { return add(&x.v, delta) }

// And clears the bits that mask lacks and returns the value before.
func (x *Int64) And(mask int64) (old int64) { return and(&x.v, mask) }

// Or sets the bits of mask and returns the value before.
func (x *Int64) Or(mask int64) (old int64) { return or(&x.v, mask) }

// A Uint32 is an atomic uint32.
type Uint32 struct {
	_ noCopy
	v uint32
}

// Load returns the value.
func (x *Uint32) Load() uint32 { return load(&x.v) }

// Store sets the value.
func (x *Uint32) Store(val uint32) { store(&x.v, val) }

// Swap sets the value and returns the one before.
func (x *Uint32) Swap(new uint32) (old uint32) { return swap(&x.v, new) }

// CompareAndSwap sets the value to new if it is old.
func (x *Uint32) CompareAndSwap(old, new uint32) (swapped bool) {
	return compareAndSwap(&x.v, old, new)
}

// Add adds delta and returns the sum.
func (x *Uint32) Add(delta uint32) (new uint32) { return add(&x.v, delta) }

// And clears the bits that mask lacks and returns the value before.
func (x *Uint32) And(mask uint32) (old uint32) { return and(&x.v, mask) }

// Or sets the bits of mask and returns the value before.
func (x *Uint32) Or(mask uint32) (old uint32) { return or(&x.v, mask) }

// A Uint64 is an atomic uint64.
type Uint64 struct {
	_ noCopy
	v uint64
}

// Load returns the value.
func (x *Uint64) Load() uint64 { return load(&x.v) }

// Store sets the value.
func (x *Uint64) Store(val uint64) { store(&x.v, val) }

// Swap sets the value and returns the one before.
func (x *Uint64) Swap(new uint64) (old uint64) { return swap(&x.v, new) }

// CompareAndSwap sets the value to new if it is old.
func (x *Uint64) CompareAndSwap(old, new uint64) (swapped bool) {
	return compareAndSwap(&x.v, old, new)
}

// Add adds delta and returns the sum.
func (x *Uint64) Add(delta uint64) (new uint64) { return add(&x.v, delta) }

// And clears the bits that mask lacks and returns the value before.
func (x *Uint64) And(mask uint64) (old uint64) { return and(&x.v, mask) }

// Or sets the bits of mask and returns the value before.
func (x *Uint64) Or(mask uint64) (old uint64) { return or(&x.v, mask) }

// A Uintptr is an atomic uintptr.
type Uintptr struct {
	_ noCopy
	v uintptr
}

// Load returns the value.
func (x *Uintptr) Load() uintptr { return load(&x.v) }

// Store sets the value.
func (x *Uintptr) Store(val uintptr) { store(&x.v, val) }

// Swap sets the value and returns the one before.
func (x *Uintptr) Swap(new uintptr) (old uintptr) { return swap(&x.v, new) }

// CompareAndSwap sets the value to new if it is old.
func (x *Uintptr) CompareAndSwap(old, new uintptr) (swapped bool) {
	return compareAndSwap(&x.v, old, new)
}

// Add adds delta and returns the sum.
func (x *Uintptr) Add(delta uintptr) (new uintptr) { return add(&x.v, delta) }

// And clears the bits that mask lacks and returns the value before.
func (x *Uintptr) And(mask uintptr) (old uintptr) { return and(&x.v, mask) }

// Or sets the bits of mask and returns the value before.
func (x *Uintptr) Or(mask uintptr) (old uintptr) { return or(&x.v, mask) }
