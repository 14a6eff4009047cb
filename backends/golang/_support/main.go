// Package main starts every program of the Go backend: it makes the stacks and puts static data in its place. The backend
// copies this file beside the files that it prints, which declare imageSize, readOnlySize, image and entry.
//
// References are integers and point to memory that Go's runtime does not know. Go's collector has nothing to do and is
// off. The stack of the main goroutine is made large once, so that it never moves again and its end can be compared with.
package main

import (
	"os"
	"runtime/debug"
	"syscall"
	"unsafe"

	. "translated/rt"
)

const (
	stackSize   = 512 << 20 // of the main goroutine: what Go allows at most by default
	stackMargin = 2 << 20   // for functions that do not check, since no cycle of calls goes through them
	shadowSize  = 4 << 30   // address range of the shadow stack; memory is committed as it is used
	sideSize    = 1 << 30   // address range of the side stack
)

func main() {
	debug.SetGCPercent(-1)
	debug.SetMaxStack(stackSize + 1)
	grow(nil, len(os.Args) < 0)
	run()
	ExternExit(0)
}

//go:noinline
func run() {
	var here byte
	StackLimit = uintptr(unsafe.Pointer(&here)) - stackSize + stackMargin
	ShadowBase = Reserve(shadowSize)
	ShadowTop = ShadowBase
	SideTop = Reserve(sideSize)
	StaticEnd = StaticStart + imageSize
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

// placeImage maps static data at its address.
func placeImage() {
	if imageSize == 0 {
		return
	}
	MapAt(StaticStart, imageSize, "static data")
	MemCopy(StaticStart, uintptr(unsafe.Pointer(unsafe.StringData(image))), int64(len(image)))
	if readOnlySize > 0 {
		syscall.RawSyscall(syscall.SYS_MPROTECT, StaticStart, readOnlySize, syscall.PROT_READ)
	}
}
