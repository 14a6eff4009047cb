// Package raw is how runtime code touches memory and the world outside of the program.
//
// Under translation its functions become single operations: loads and stores at an address, and calls of the external
// functions listed in flowgraph/externs.go. Under plain Go the bodies below do the same work, as far as tests of the
// runtime need it. Nothing here allocates. Only runtime packages and replaced standard packages import it.
package raw

import "unsafe"

// Word is the number of bytes in an address.
const Word = 8

// Epoch is 0 while package initialisers run at translation time, and 1 in the translated program (runtime.Init sets it).
// Hashes of pointers and interfaces differ between the two: maps rebuild their index when they meet another epoch.
var Epoch uintptr

// This file reads and writes memory by address. An address is a uintptr, which the collector does not follow.

// Pointer returns the address p as a pointer.
//
//rgo:op int_to_ptr
func Pointer(p uintptr) unsafe.Pointer { return *(*unsafe.Pointer)(unsafe.Pointer(&p)) }

// Address returns the address that p holds.
//
//rgo:op ptr_to_int
func Address(p unsafe.Pointer) uintptr { return uintptr(p) }

// LoadWord returns the word at address p.
//
//rgo:inline
func LoadWord(p uintptr) uintptr { return *(*uintptr)(Pointer(p)) }

// StoreWord stores v at address p.
//
//rgo:inline
func StoreWord(p, v uintptr) { *(*uintptr)(Pointer(p)) = v }

// LoadInt returns the signed word at address p.
//
//rgo:inline
func LoadInt(p uintptr) int64 { return *(*int64)(Pointer(p)) }

// StoreInt stores v at address p.
//
//rgo:inline
func StoreInt(p uintptr, v int64) { *(*int64)(Pointer(p)) = v }

// Load32 returns the 32 bits at address p.
//
//rgo:inline
func Load32(p uintptr) uint32 { return *(*uint32)(Pointer(p)) }

// Store32 stores v at address p.
//
//rgo:inline
func Store32(p uintptr, v uint32) { *(*uint32)(Pointer(p)) = v }

// Load8 returns the byte at address p.
//
//rgo:inline
func Load8(p uintptr) byte { return *(*byte)(Pointer(p)) }

// Store8 stores v at address p.
//
//rgo:inline
func Store8(p uintptr, v byte) { *(*byte)(Pointer(p)) = v }

// Copy moves n bytes from src to dst; they may overlap.
//
//rgo:inline
func Copy(dst, src uintptr, n int) {
	copy(unsafe.Slice((*byte)(Pointer(dst)), n), unsafe.Slice((*byte)(Pointer(src)), n))
}

// Zero clears n bytes from p on.
//
//rgo:inline
func Zero(p uintptr, n int) { clear(unsafe.Slice((*byte)(Pointer(p)), n)) }

// CString returns a copy of the NUL-terminated string at p, or "" if p is nil. It allocates.
func CString(p unsafe.Pointer) string {
	if p == nil {
		return ""
	}
	n := 0
	for *(*byte)(unsafe.Add(p, n)) != 0 {
		n++
	}
	b := make([]byte, n)
	copy(b, unsafe.Slice((*byte)(p), n))
	return unsafe.String(unsafe.SliceData(b), n)
}

// PathBytes returns s with a NUL behind it, for calls that take a path. It allocates.
func PathBytes(s string) unsafe.Pointer {
	b := make([]byte, len(s)+1)
	copy(b, s)
	return unsafe.Pointer(unsafe.SliceData(b))
}
