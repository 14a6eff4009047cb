// Package fatal ends the program after an error of the runtime that no program can recover from. It stands below package
// runtime and the collectors, and allocates nothing.
package fatal

import (
	"unsafe"

	"rgo/runtime/raw"
)

const (
	stderr = 2
	status = 2
)

// Throw prints text as Go's runtime does and ends the program.
//
//rgo:cold
//rgo:noinline
//rgo:noreturn
//rgo:nogc
func Throw(text string) {
	write("fatal error: ")
	write(text)
	write("\n")
	raw.Exit(status)
}

// OutOfMemory ends the program: the system or the limit of the heap gives no more.
//
//rgo:cold
//rgo:noinline
//rgo:noreturn
//rgo:nogc
func OutOfMemory() { Throw("runtime: out of memory") }

//rgo:nogc
func write(s string) {
	for len(s) > 0 {
		n := raw.Write(stderr, unsafe.Pointer(unsafe.StringData(s)), len(s))
		if n <= 0 {
			return
		}
		s = s[n:]
	}
}
