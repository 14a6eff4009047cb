//go:build rgo_free

package raw

import "unsafe"

// This file has the operations that are atomic, in programs whose goroutines run at the same time. All are sequentially consistent.

// Load returns the word at p.
//
//rgo:extern atomic_load
func Load(p unsafe.Pointer) int { panic("translated code only") }

// LoadHalf returns the 32 bits at p.
//
//rgo:extern atomic_load32
func LoadHalf(p unsafe.Pointer) int { panic("translated code only") }

// Swap stores v at p and returns what was there.
//
//rgo:extern atomic_swap
func Swap(p unsafe.Pointer, v int) int { panic("translated code only") }

// SwapHalf is Swap for 32 bits.
//
//rgo:extern atomic_swap32
func SwapHalf(p unsafe.Pointer, v int) int { panic("translated code only") }

// Add adds v to the word at p and returns what was there.
//
//rgo:extern atomic_add
func Add(p unsafe.Pointer, v int) int { panic("translated code only") }

// AddHalf is Add for 32 bits.
//
//rgo:extern atomic_add32
func AddHalf(p unsafe.Pointer, v int) int { panic("translated code only") }

// Or sets the bits of v in the word at p and returns what was there.
//
//rgo:extern atomic_or
func Or(p unsafe.Pointer, v int) int { panic("translated code only") }

// Cas stores v at p if old is there; it returns 1 then, else 0.
//
//rgo:extern atomic_cas
func Cas(p unsafe.Pointer, old, v int) int { panic("translated code only") }

// CasHalf is Cas for 32 bits.
//
//rgo:extern atomic_cas32
func CasHalf(p unsafe.Pointer, old, v int) int { panic("translated code only") }
