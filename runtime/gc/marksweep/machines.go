package marksweep

// This file is for goroutines that run at the same time, on machines (--threads free): each machine allocates from runs of free cells of
// its own, and takes new ones under the lock of the heap. Who collects stops all others. Where there is one machine all of it is
// gone: raw.Free is a constant.

import (
	"unsafe"

	"rgo/runtime/raw"
)

const (
	classCount = 2 * maxClasses
	classSize  = unsafe.Sizeof(class{})
	classNext  = unsafe.Offsetof(class{}.next)
	classLimit = unsafe.Offsetof(class{}.limit)
)

const (
	mostProcessors = 8 // counted for what is allocated between two collections
)

// processors is how many there are: while one machine collects all others wait, so each of them pays for what all have allocated, and it is to
// be rarer the more there are.
//
//rgo:nogc
func processors() uintptr {
	if raw.Free {
		return uintptr(min(raw.Processors(), mostProcessors))
	}
	return 1
}

// classAt returns a size class of this machine.
//
//rgo:inline
//rgo:nogc
func classAt(number int) *class {
	if raw.Free {
		return (*class)(raw.Pointer(raw.Local(raw.MachineHeap) + uintptr(number)*classSize))
	}
	return &heap.classes[number]
}

// classAddress is the address of classAt, which cannot be nil.
//
//rgo:inline
//rgo:nogc
func classAddress(number int) uintptr {
	if raw.Free {
		return raw.Local(raw.MachineHeap) + uintptr(number)*classSize
	}
	return raw.Address(unsafe.Pointer(&heap.classes[number]))
}

// beginMachine makes the classes of this machine empty if it has not allocated yet.
//
//rgo:nogc
func beginMachine() {
	if raw.Free && raw.Local(raw.MachineBegun) == 0 {
		resetClasses(raw.Local(raw.MachineHeap))
		raw.SetLocal(raw.MachineBegun, 1)
	}
}

// resetMachines makes the classes of all machines empty.
//
//rgo:nogc
func resetMachines() {
	for m := raw.Machines(); m != 0; m = raw.NextMachine(m) {
		resetClasses(raw.LoadWord(m + raw.MachineHeap))
	}
}

//rgo:nogc
func resetClasses(at uintptr) {
	for range classCount {
		c := (*class)(raw.Pointer(at))
		c.next, c.limit, c.block = 0, 0, none
		at += classSize
	}
}
