// Package profile writes what a program has counted that was translated with --instrument. It allocates nothing, since a
// program can end anywhere.
//
// The environment variable RGO_PROFILE names the file; %p in it is the number of the process. Without it the file is
// called like the program, in the current directory, with .rgoprof behind it.
package profile

import (
	"unsafe"

	"rgo/runtime/raw"
)

const (
	variable = "RGO_PROFILE="
	suffix   = ".rgoprof"

	writeOnly, create, truncate, closeExec = 1, 0o100, 0o1000, 0o2000000

	mode   = 0o666
	stderr = 2

	getpid = 39 // number of the system call on linux/amd64
)

var state struct {
	written bool
	path    [4096]byte
	length  int
}

// Write writes the profile, unless it has been written. A failure is told on standard error; the program ends as it
// would have ended without it.
//
//rgo:nogc
//rgo:cold
//rgo:noinline
func Write() {
	if state.written {
		return
	}
	state.written = true
	choosePath()
	fd := raw.Open(unsafe.Pointer(&state.path), writeOnly|create|truncate|closeExec, mode)
	if fd < 0 {
		complain("cannot create this profile: error ", -fd)
		return
	}
	sizes := raw.Address(raw.ProfileSizes())
	failed := put(fd, raw.Address(raw.ProfileText()), raw.LoadInt(sizes))
	if failed == 0 {
		failed = put(fd, raw.Address(raw.ProfileCounters()), raw.LoadInt(sizes+raw.Word))
	}
	raw.Close(fd)
	if failed != 0 {
		complain("cannot write this profile: error ", failed)
	}
}

// put writes n bytes at p and returns 0 or the number of an error.
//
//rgo:nogc
func put(fd int, p uintptr, n int64) int {
	for n > 0 {
		done := raw.Write(fd, raw.Pointer(p), int(n))
		if done <= 0 {
			return -done
		}
		p += uintptr(done)
		n -= int64(done)
	}
	return 0
}

// choosePath finds the name of the file.
//
//rgo:nogc
func choosePath() {
	state.length = 0
	for i := 0; ; i++ {
		entry := raw.Address(raw.Envp(i))
		if entry == 0 {
			break
		}
		if begins(entry, variable) && raw.Load8(entry+uintptr(len(variable))) != 0 {
			addPattern(entry + uintptr(len(variable)))
			return
		}
	}
	name := uintptr(0)
	if raw.Argc() > 0 {
		name = raw.Address(raw.Argv(0))
	}
	if name == 0 {
		addText("program")
	} else {
		for p := name; raw.Load8(p) != 0; p++ {
			if raw.Load8(p) == '/' {
				name = p + 1
			}
		}
		addString(name)
	}
	addText(suffix)
}

//rgo:nogc
func begins(p uintptr, s string) bool {
	for i := 0; i < len(s); i++ {
		if raw.Load8(p+uintptr(i)) != s[i] {
			return false
		}
	}
	return true
}

// add appends a byte to the path; a zero stays behind it.
//
//rgo:nogc
func add(c byte) {
	if state.length < len(state.path)-1 {
		state.path[state.length] = c
		state.length++
		state.path[state.length] = 0
	}
}

//rgo:nogc
func addText(s string) {
	for i := 0; i < len(s); i++ {
		add(s[i])
	}
}

//rgo:nogc
func addString(p uintptr) {
	for raw.Load8(p) != 0 {
		add(raw.Load8(p))
		p++
	}
}

// addPattern appends the NUL-terminated string at p with the number of the process for each %p.
//
//rgo:nogc
func addPattern(p uintptr) {
	for raw.Load8(p) != 0 {
		if raw.Load8(p) == '%' && raw.Load8(p+1) == 'p' {
			addNumber(raw.Syscall(getpid, nil, nil, nil, nil, nil, nil, 0, 0, 0, 0, 0, 0))
			p += 2
			continue
		}
		add(raw.Load8(p))
		p++
	}
}

//rgo:nogc
func addNumber(n int) {
	unit := 1
	for n/unit >= 10 {
		unit *= 10
	}
	for unit > 0 {
		add(byte('0' + n/unit%10))
		unit /= 10
	}
}

// complain tells about a failure.
//
//rgo:nogc
func complain(what string, err int) {
	addText(": ")
	addText(what)
	addNumber(err)
	addText("\n")
	raw.Write(stderr, unsafe.Pointer(&state.path), state.length)
}
