// Package atomic replaces sync/atomic. Where goroutines run one at a time every operation is a plain one (serial.go), else one of
// the machine (parallel.go).
package atomic

import "unsafe"

// integer is what the functions on integers take.
type integer interface {
	int32 | int64 | uint32 | uint64 | uintptr
}

// SwapInt32 stores new in *addr and returns what was there.
func SwapInt32(addr *int32, new int32) (old int32) { return swap(addr, new) }

// CompareAndSwapInt32 stores new in *addr if old is there.
func CompareAndSwapInt32(addr *int32, old, new int32) (swapped bool) {
	return compareAndSwap(addr, old, new)
}

// AddInt32 adds delta to *addr and returns the sum.
func AddInt32(addr *int32, delta int32) (new int32) { return add(addr, delta) }

// AndInt32 clears the bits of *addr that mask lacks and returns what was there.
func AndInt32(addr *int32, mask int32) (old int32) { return and(addr, mask) }

// OrInt32 sets the bits of mask in *addr and returns what was there.
func OrInt32(addr *int32, mask int32) (old int32) { return or(addr, mask) }

// LoadInt32 returns *addr.
func LoadInt32(addr *int32) (val int32) { return load(addr) }

// StoreInt32 stores val in *addr.
func StoreInt32(addr *int32, val int32) { store(addr, val) }

// SwapInt64 stores new in *addr and returns what was there.
func SwapInt64(addr *int64, new int64) (old int64) { return swap(addr, new) }

// CompareAndSwapInt64 stores new in *addr if old is there.
func CompareAndSwapInt64(addr *int64, old, new int64) (swapped bool) {
	return compareAndSwap(addr, old, new)
}

// AddInt64 adds delta to *addr and returns the sum.
func AddInt64(addr *int64, delta int64) (new int64) { return add(addr, delta) }

// AndInt64 clears the bits of *addr that mask lacks and returns what was there.
func AndInt64(addr *int64, mask int64) (old int64) { return and(addr, mask) }

// OrInt64 sets the bits of mask in *addr and returns what was there.
func OrInt64(addr *int64, mask int64) (old int64) { return or(addr, mask) }

// LoadInt64 returns *addr.
func LoadInt64(addr *int64) (val int64) { return load(addr) }

// StoreInt64 stores val in *addr.
func StoreInt64(addr *int64, val int64) { store(addr, val) }

// SwapUint32 stores new in *addr and returns what was there.
func SwapUint32(addr *uint32, new uint32) (old uint32) { return swap(addr, new) }

// CompareAndSwapUint32 stores new in *addr if old is there.
func CompareAndSwapUint32(addr *uint32, old, new uint32) (swapped bool) {
	return compareAndSwap(addr, old, new)
}

// AddUint32 adds delta to *addr and returns the sum.
func AddUint32(addr *uint32, delta uint32) (new uint32) { return add(addr, delta) }

// AndUint32 clears the bits of *addr that mask lacks and returns what was there.
func AndUint32(addr *uint32, mask uint32) (old uint32) { return and(addr, mask) }

// OrUint32 sets the bits of mask in *addr and returns what was there.
func OrUint32(addr *uint32, mask uint32) (old uint32) { return or(addr, mask) }

// LoadUint32 returns *addr.
func LoadUint32(addr *uint32) (val uint32) { return load(addr) }

// StoreUint32 stores val in *addr.
func StoreUint32(addr *uint32, val uint32) { store(addr, val) }

// SwapUint64 stores new in *addr and returns what was there.
func SwapUint64(addr *uint64, new uint64) (old uint64) { return swap(addr, new) }

// CompareAndSwapUint64 stores new in *addr if old is there.
func CompareAndSwapUint64(addr *uint64, old, new uint64) (swapped bool) {
	return compareAndSwap(addr, old, new)
}

// AddUint64 adds delta to *addr and returns the sum.
func AddUint64(addr *uint64, delta uint64) (new uint64) { return add(addr, delta) }

// AndUint64 clears the bits of *addr that mask lacks and returns what was there.
func AndUint64(addr *uint64, mask uint64) (old uint64) { return and(addr, mask) }

// OrUint64 sets the bits of mask in *addr and returns what was there.
func OrUint64(addr *uint64, mask uint64) (old uint64) { return or(addr, mask) }

// LoadUint64 returns *addr.
func LoadUint64(addr *uint64) (val uint64) { return load(addr) }

// StoreUint64 stores val in *addr.
func StoreUint64(addr *uint64, val uint64) { store(addr, val) }

// SwapUintptr stores new in *addr and returns what was there.
func SwapUintptr(addr *uintptr, new uintptr) (old uintptr) { return swap(addr, new) }

// CompareAndSwapUintptr stores new in *addr if old is there.
func CompareAndSwapUintptr(addr *uintptr, old, new uintptr) (swapped bool) {
	return compareAndSwap(addr, old, new)
}

// AddUintptr adds delta to *addr and returns the sum.
func AddUintptr(addr *uintptr, delta uintptr) (new uintptr) { return add(addr, delta) }

// AndUintptr clears the bits of *addr that mask lacks and returns what was there.
func AndUintptr(addr *uintptr, mask uintptr) (old uintptr) { return and(addr, mask) }

// OrUintptr sets the bits of mask in *addr and returns what was there.
func OrUintptr(addr *uintptr, mask uintptr) (old uintptr) { return or(addr, mask) }

// LoadUintptr returns *addr.
func LoadUintptr(addr *uintptr) (val uintptr) { return load(addr) }

// StoreUintptr stores val in *addr.
func StoreUintptr(addr *uintptr, val uintptr) { store(addr, val) }

// SwapPointer stores new in *addr and returns what was there.
func SwapPointer(addr *unsafe.Pointer, new unsafe.Pointer) (old unsafe.Pointer) {
	return swapAddress(addr, new)
}

// CompareAndSwapPointer stores new in *addr if old is there.
func CompareAndSwapPointer(addr *unsafe.Pointer, old, new unsafe.Pointer) (swapped bool) {
	return compareAndSwapAddress(addr, old, new)
}

// LoadPointer returns *addr.
func LoadPointer(addr *unsafe.Pointer) (val unsafe.Pointer) { return loadAddress(addr) }

// StorePointer stores val in *addr.
func StorePointer(addr *unsafe.Pointer, val unsafe.Pointer) { storeAddress(addr, val) }
