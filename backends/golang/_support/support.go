// Package main is the part of every program of the Go backend that does not depend on the program: start-up, the fixed
// place of static data, unwinding, memory blocks. The backend copies these files beside the files that it prints, which declare
// staticStart, staticEnd, imageSize, readOnlySize, image and entry.
//
// References are integers and point to memory that Go's runtime does not know. Go's collector has nothing to do and is
// off. The stack of the main goroutine is made large once, so that it never moves again and its end can be compared with.
package main

import (
	"os"
	"runtime/debug"
	"syscall"
	"unsafe"
)

const (
	stackSize   = 512 << 20 // of the main goroutine: what Go allows at most by default
	stackMargin = 2 << 20   // for functions that do not check, since no cycle of calls goes through them
	shadowSize  = 4 << 30   // address range of the shadow stack; memory is committed as it is used
	sideSize    = 1 << 30   // address range of the side stack
)

var (
	stackLimit uintptr // lowest address at which a call still has room

	shadowBase, shadowTop uintptr // shadow stack: roots of the collector
	sideTop               uintptr // side stack: memory that lives as long as a call
)

func main() {
	debug.SetGCPercent(-1)
	debug.SetMaxStack(stackSize + 1)
	grow(nil, len(os.Args) < 0)
	run()
	externExit(0)
}

//go:noinline
func run() {
	var here byte
	stackLimit = uintptr(unsafe.Pointer(&here)) - stackSize + stackMargin
	shadowBase = reserve(shadowSize)
	shadowTop = shadowBase
	sideTop = reserve(sideSize)
	placeImage()
	entry()
}

// grow has a frame of half the stack, so that calling it makes the runtime enlarge the stack in one step. Its body never
// runs.
//
//go:noinline
func grow(p *[stackSize/2 - 1<<20]byte, do bool) byte {
	if do {
		return sink(*p)
	}
	return 0
}

//go:noinline
func sink(b [stackSize/2 - 1<<20]byte) byte { return b[0] }

// reserve returns the address of n bytes, fewer if the system does not give that much.
func reserve(n uintptr) uintptr {
	for ; n >= 1<<20; n /= 2 {
		p, _, errno := syscall.RawSyscall6(syscall.SYS_MMAP, 0, n, syscall.PROT_READ|syscall.PROT_WRITE,
			syscall.MAP_PRIVATE|syscall.MAP_ANON|syscall.MAP_NORESERVE, ^uintptr(0), 0)
		if errno == 0 {
			return p
		}
	}
	fatal("cannot reserve memory for the shadow stack")
	return 0
}

const mapFixedNoReplace = 0x100000

// placeImage maps static data at its address.
func placeImage() {
	if imageSize == 0 {
		return
	}
	p, _, errno := syscall.RawSyscall6(syscall.SYS_MMAP, staticStart, imageSize, syscall.PROT_READ|syscall.PROT_WRITE,
		syscall.MAP_PRIVATE|syscall.MAP_ANON|syscall.MAP_FIXED|mapFixedNoReplace, ^uintptr(0), 0)
	if errno != 0 || p != staticStart {
		fatal("the address range of static data is taken: " + errno.Error())
	}
	memCopy(staticStart, uintptr(unsafe.Pointer(unsafe.StringData(image))), int64(len(image)))
	if readOnlySize > 0 {
		syscall.RawSyscall(syscall.SYS_MPROTECT, staticStart, readOnlySize, syscall.PROT_READ)
	}
}

// fatal reports that the program cannot run at all.
func fatal(message string) {
	os.Stderr.WriteString("fatal error: " + message + "\n")
	syscall.Exit(3)
}

// unwinding is what a throw panics with; the runtime of the program keeps the panic value.
type unwinding struct{}

// catch ends an unwinding: it is deferred by functions that try a call. shadow and side are the tops of the stacks to
// return to.
func catch(shadow, side uintptr) {
	r := recover()
	if r == nil {
		return
	}
	if _, ok := r.(unwinding); !ok {
		panic(r)
	}
	shadowTop, sideTop = shadow, side
}

// sideAlloc takes n bytes of zeroed memory from the side stack.
func sideAlloc(n int64) uintptr {
	p := sideTop
	sideTop = p + uintptr(n)
	memZero(p, n)
	return p
}

func memCopy(to, from uintptr, n int64) {
	copy(unsafe.Slice((*byte)(unsafe.Pointer(to)), n), unsafe.Slice((*byte)(unsafe.Pointer(from)), n))
}

func memZero(p uintptr, n int64) {
	clear(unsafe.Slice((*byte)(unsafe.Pointer(p)), n))
}

func memEqual(p, q uintptr, n int64) bool {
	return unsafe.String((*byte)(unsafe.Pointer(p)), n) == unsafe.String((*byte)(unsafe.Pointer(q)), n)
}
