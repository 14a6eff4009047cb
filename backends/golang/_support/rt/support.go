// Package rt is what the functions of every program of the Go backend share: the tops of the stacks, unwinding, memory
// blocks, external functions. It is the same for all programs. Functions import it under no name.
package rt

import (
	"os"
	"syscall"
	"unsafe"
)

// StaticStart is where static data begins.
const StaticStart uintptr = 0x4000_0000

// StaticEnd is where static data ends.
var StaticEnd uintptr

// StackLimit is the lowest address at which a call still has room.
var StackLimit uintptr

var (
	ShadowBase, ShadowTop uintptr // shadow stack: roots of the collector
	SideTop               uintptr // side stack: memory that lives as long as a call
)

// Unwinding is what a throw panics with; the runtime of the program keeps the panic value.
type Unwinding struct{}

// Catch ends an unwinding: it is deferred by functions that try a call. shadow and side are the tops of the stacks to
// return to.
func Catch(shadow, side uintptr) {
	r := recover()
	if r == nil {
		return
	}
	if _, ok := r.(Unwinding); !ok {
		panic(r)
	}
	ShadowTop, SideTop = shadow, side
}

// Enter reserves n bytes on the shadow stack and returns where they are.
func Enter(n uintptr) uintptr {
	p := ShadowTop
	ShadowTop = p + n
	MemZero(p, int64(n))
	return p
}

// SideAlloc takes n bytes of zeroed memory from the side stack.
func SideAlloc(n int64) uintptr {
	p := SideTop
	SideTop = p + uintptr(n)
	MemZero(p, n)
	return p
}

// MemCopy copies n bytes; the places may overlap.
func MemCopy(to, from uintptr, n int64) {
	copy(unsafe.Slice((*byte)(unsafe.Pointer(to)), n), unsafe.Slice((*byte)(unsafe.Pointer(from)), n))
}

// MemZero sets n bytes to zero.
func MemZero(p uintptr, n int64) {
	clear(unsafe.Slice((*byte)(unsafe.Pointer(p)), n))
}

// MemEqual compares n bytes.
func MemEqual(p, q uintptr, n int64) bool {
	return unsafe.String((*byte)(unsafe.Pointer(p)), n) == unsafe.String((*byte)(unsafe.Pointer(q)), n)
}

// Fatal reports that the program cannot run at all.
func Fatal(message string) {
	os.Stderr.WriteString("fatal error: " + message + "\n")
	syscall.Exit(3)
}

// Reserve returns the address of n bytes, fewer if the system does not give that much.
func Reserve(n uintptr) uintptr {
	for ; n >= 1<<20; n /= 2 {
		p, _, errno := syscall.RawSyscall6(syscall.SYS_MMAP, 0, n, syscall.PROT_READ|syscall.PROT_WRITE,
			syscall.MAP_PRIVATE|syscall.MAP_ANON|syscall.MAP_NORESERVE, ^uintptr(0), 0)
		if errno == 0 {
			return p
		}
	}
	Fatal("cannot reserve memory for the shadow stack")
	return 0
}

// CodeStart is where the table of functions is whose address is taken.
const CodeStart uintptr = 0x3f00_0000

// MakeCodeTable makes a table of n slots.
func MakeCodeTable(n uintptr) { MapAt(CodeStart, n*8, "functions") }

// MapAt makes memory at an address. If the system does not give it, the program ends and says for what it was.
func MapAt(at, n uintptr, what string) {
	const mapFixedNoReplace = 0x100000
	p, _, errno := syscall.RawSyscall6(syscall.SYS_MMAP, at, n, syscall.PROT_READ|syscall.PROT_WRITE,
		syscall.MAP_PRIVATE|syscall.MAP_ANON|syscall.MAP_FIXED|mapFixedNoReplace, ^uintptr(0), 0)
	if errno != 0 || p != at {
		Fatal("the address range of " + what + " is taken: " + errno.Error())
	}
}

// AddCode puts what the function values at functions refer to, addresses of machine code, in the slots that are given.
func AddCode(functions unsafe.Pointer, slots []uint32) {
	for i, slot := range slots {
		*(*uintptr)(unsafe.Add(nil, CodeStart+uintptr(slot)*8)) = **(**uintptr)(unsafe.Add(functions, i*8))
	}
}
