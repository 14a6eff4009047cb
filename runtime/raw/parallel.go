//go:build rgo_free

package raw

import "unsafe"

// This file serves programs whose goroutines run on several OS threads, machines, at the same time (--threads free).

// Free says whether goroutines run at the same time.
const Free = true

// Words of a machine, by offset: the part that code of the program and the runtime looks at. The rest belongs to
// backends/llvm/support/free.c.
const (
	MachineG     = 8 * Word // address of the scheduler's record of the goroutine that runs, 0 for the first one
	MachineState = 9 * Word // address of what package runtime keeps of it, 0 for the first one
	MachineIdle  = 10 * Word
	MachineBound = 11 * Word // address of the goroutine that the machine is for, or 0
	MachineHeap  = 12 * Word // address of what the collector keeps for allocation
	MachineBegun = 14 * Word // for the collector: 0 on a machine that is new

	// HeapBytes is the size of that.
	HeapBytes = 8192

	machinePoll = 7 * Word
	machineNext = 13 * Word
)

// Lock takes the lock of the runtime: who has it sees channels, locks, the scheduler's queues and what else goroutines share by
// no doing of the program alone. It must not be taken twice, and a goroutine that waits hands it over to the one that goes on.
//
//rgo:inline
func Lock() {
	if Collected() != 0 {
		runtimeLock()
	}
}

// Unlock gives the lock of the runtime away.
//
//rgo:inline
func Unlock() {
	if Collected() != 0 {
		runtimeUnlock()
	}
}

//rgo:extern runtime_lock
func runtimeLock() { panic("translated code only") }

//rgo:extern runtime_unlock
func runtimeUnlock() { panic("translated code only") }

// HeapLock takes the lock of the collector, which is the inner one of the two.
//
//rgo:extern heap_lock
func HeapLock() { panic("translated code only") }

// HeapUnlock gives the lock of the collector away.
//
//rgo:extern heap_unlock
func HeapUnlock() { panic("translated code only") }

// StopWorld returns when all other machines wait at places where a collection can happen. The collector calls it, with its lock.
//
//rgo:extern stop_world
func StopWorld() { panic("translated code only") }

// StartWorld lets the other machines go on.
//
//rgo:extern start_world
func StartWorld() { panic("translated code only") }

// Safepoint waits while another machine collects.
//
//rgo:extern safepoint
func Safepoint() { panic("translated code only") }

// Local returns a word of the machine that runs.
//
//rgo:extern machine_load
func Local(offset uintptr) uintptr { panic("translated code only") }

// SetLocal sets a word of the machine that runs.
//
//rgo:extern machine_store
func SetLocal(offset, value uintptr) { panic("translated code only") }

// LocalAddress returns the address of the machine that runs.
//
//rgo:inline
//rgo:nogc
func LocalAddress() uintptr { return Local(0) }

// Answered says that the machine that runs has seen that it is to offer its turn.
//
//rgo:inline
func Answered() { SetLocal(machinePoll, 0) }

// Machines returns the first machine of the list of all.
//
//rgo:extern machines
func Machines() uintptr { panic("translated code only") }

// NextMachine returns the machine after m, or 0.
//
//rgo:inline
//rgo:nogc
func NextMachine(m uintptr) uintptr { return LoadWord(m + machineNext) }

// MachineStart starts an OS thread that goes on with a stack, which waits, as soon as it gets the lock of the runtime. It
// returns 0 if there is none to be had.
//
//rgo:extern machine_start
func MachineStart(stack uintptr) int { panic("translated code only") }

// MachineWait gives the lock of the runtime away until there may be work or it is a time of ClockMono; 0 is never.
//
//rgo:extern machine_wait
func MachineWait(time int) { panic("translated code only") }

// MachineWake has a machine return from MachineWait, or all of them.
//
//rgo:extern machine_wake
func MachineWake(all int) { panic("translated code only") }

// CallApart makes a system call, as Syscall does, while other machines may collect.
//
//rgo:extern call_apart
func CallApart(number int, p, q, r, s, t, u unsafe.Pointer, a, b, c, d, e, f int) int {
	panic("translated code only")
}

// Relax is the nth round of a loop that waits for another thread: it lets the processor, and now and then the system, do something else.
//
//rgo:extern relax
func Relax(n int) { panic("translated code only") }

// HelpersWake has that many threads of the collector call what it has for them.
//
//rgo:extern helpers_wake
func HelpersWake(n int) { panic("translated code only") }

// StackTaken returns 1 if another stack runs in the place of stack s, on another machine. The caller has the lock of the runtime.
//
//rgo:extern stack_taken
func StackTaken(s uintptr) int { panic("translated code only") }

// Processors returns the number of processors that the process may use.
//
//rgo:extern processors
func Processors() int { panic("translated code only") }
