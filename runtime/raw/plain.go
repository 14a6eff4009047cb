//go:build !rgo_free

package raw

import "unsafe"

// This file stands for atomic.go in programs whose goroutines run one at a time: nobody calls what is here but code that a constant
// leaves out, and plain Go's tests.

// Load returns the word at p.
func Load(p unsafe.Pointer) int { return *(*int)(p) }

// LoadHalf returns the 32 bits at p.
func LoadHalf(p unsafe.Pointer) int { return int(*(*int32)(p)) }

// Swap stores v at p and returns what was there.
func Swap(p unsafe.Pointer, v int) int {
	old := *(*int)(p)
	*(*int)(p) = v
	return old
}

// SwapHalf is Swap for 32 bits.
func SwapHalf(p unsafe.Pointer, v int) int {
	old := *(*int32)(p)
	*(*int32)(p) = int32(v)
	return int(old)
}

// Add adds v to the word at p and returns what was there.
func Add(p unsafe.Pointer, v int) int { return Swap(p, *(*int)(p)+v) }

// AddHalf is Add for 32 bits.
func AddHalf(p unsafe.Pointer, v int) int { return SwapHalf(p, int(*(*int32)(p))+v) }

// Cas stores v at p if old is there; it returns 1 then, else 0.
func Cas(p unsafe.Pointer, old, v int) int {
	if *(*int)(p) != old {
		return 0
	}
	*(*int)(p) = v
	return 1
}

// CasHalf is Cas for 32 bits.
func CasHalf(p unsafe.Pointer, old, v int) int {
	if *(*int32)(p) != int32(old) {
		return 0
	}
	*(*int32)(p) = int32(v)
	return 1
}
