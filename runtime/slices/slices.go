// Package slices is the slice part of the runtime: append.
//
// Ops is instantiated for each element type that a program appends. Copying and clearing are operations of their own.
package slices

import (
	"unsafe"

	"rgo/runtime/std/runtime"
)

// Ops carries the functions on slices of T. It has no state.
type Ops[T any] struct{}

// Append returns append(s, t...). The common case, where t fits behind s, is small enough to inline.
//
//rgo:inline
func (Ops[T]) Append(s, t []T) []T {
	n := len(s)
	total := n + len(t)
	if uint(total) > uint(cap(s)) {
		s = grow(s, total)
	}
	s = s[:total]
	copy(s[n:], t)
	return s
}

// AppendOne returns append(s, x).
//
//rgo:inline
func (Ops[T]) AppendOne(s []T, x T) []T {
	n := len(s)
	if n == cap(s) {
		s = grow(s, n+1)
	}
	s = s[:n+1]
	s[n] = x
	return s
}

// grow returns s with room for total elements, and length at least len(s).
//
//rgo:noinline
func grow[T any](s []T, total int) []T {
	var element T
	size := unsafe.Sizeof(element)
	if total < 0 || size > 0 && uintptr(total) > 1<<47/size {
		runtime.PanicGrowSlice()
	}
	bigger := make([]T, len(s), capacity(cap(s), total, size))
	copy(bigger, s)
	return bigger
}

// AppendString returns append(s, t...) for a string t.
func AppendString(s []byte, t string) []byte {
	n := len(s)
	total := n + len(t)
	if uint(total) > uint(cap(s)) {
		s = grow(s, total)
	}
	s = s[:total]
	copy(s[n:], t)
	return s
}
