//go:build !rgo_free

package raw

// This file stands for parallel.go in programs whose goroutines, if there are any, run one at a time: nothing is locked.

// Free says whether goroutines run at the same time.
const Free = false

// Words of a machine: there is none.
const (
	MachineG, MachineState, MachineIdle, MachineBound, MachineHeap, MachineBegun = 0, 0, 0, 0, 0, 0
	HeapBytes                                                                    = 0
)

// Lock does nothing.
//
//rgo:inline
//rgo:nogc
func Lock() {}

// Unlock does nothing.
//
//rgo:inline
//rgo:nogc
func Unlock() {}

// HeapLock does nothing.
//
//rgo:inline
//rgo:nogc
func HeapLock() {}

// HeapUnlock does nothing.
//
//rgo:inline
//rgo:nogc
func HeapUnlock() {}

// StopWorld does nothing.
//
//rgo:inline
//rgo:nogc
func StopWorld() {}

// StartWorld does nothing.
//
//rgo:inline
//rgo:nogc
func StartWorld() {}

// Relax does nothing.
//
//rgo:inline
//rgo:nogc
func Relax(n int) {}

// HelpersWake does nothing.
//
//rgo:inline
//rgo:nogc
func HelpersWake(n int) {}

// Local returns 0.
//
//rgo:inline
//rgo:nogc
func Local(offset uintptr) uintptr { return 0 }

// SetLocal does nothing.
//
//rgo:inline
//rgo:nogc
func SetLocal(offset, value uintptr) {}

// LocalAddress returns 0.
//
//rgo:inline
//rgo:nogc
func LocalAddress() uintptr { return 0 }

// Machines returns 0.
//
//rgo:inline
//rgo:nogc
func Machines() uintptr { return 0 }

// Processors returns the number of processors that the program uses.
//
//rgo:nogc
func Processors() int { return 1 }

// NextMachine returns 0.
//
//rgo:inline
//rgo:nogc
func NextMachine(m uintptr) uintptr { return 0 }

// Safepoint does nothing.
//
//rgo:inline
//rgo:nogc
func Safepoint() {}
