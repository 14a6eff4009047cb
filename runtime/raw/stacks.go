package raw

// This file is what can be known of a machine stack: each has a control block of words in memory that the collector does
// not manage.

import "unsafe"

// Words of a control block, by offset. Those of the stack that runs are out of date, and its StackPointer is 0.
const (
	stackPointer = 0 * Word // lowest address in use; registers have been saved above it
	stackShadow  = 3 * Word // first free slot of its shadow stack
	stackBase    = 4 * Word // lowest slot of its shadow stack
	stackTop     = 5 * Word // end of the machine stack
	stackNext    = 6 * Word // the next control block, or 0
	stackRan     = 8 * Word // 1 if it has run since the last call of Settle
)

// Waits reports whether stack s is not the one that runs.
//
//rgo:inline
//rgo:nogc
func Waits(s uintptr) bool { return LoadWord(s+stackPointer) != 0 }

// MachineStack returns the addresses that a conservative scan of the waiting stack s goes through.
//
//rgo:inline
//rgo:nogc
func MachineStack(s uintptr) (low, high uintptr) {
	return LoadWord(s + stackPointer), LoadWord(s + stackTop)
}

// ShadowStack returns the slots in use of the shadow stack of the waiting stack s.
//
//rgo:inline
//rgo:nogc
func ShadowStack(s uintptr) (low, high uintptr) {
	return LoadWord(s + stackBase), LoadWord(s + stackShadow)
}

// Ran reports whether s has run since the last call of Settle for it.
//
//rgo:inline
//rgo:nogc
func Ran(s uintptr) bool { return LoadWord(s+stackRan) != 0 }

// Settle notes that a collector has seen all that s refers to.
//
//rgo:inline
//rgo:nogc
func Settle(s uintptr) { StoreWord(s+stackRan, 0) }

// NextStack returns the stack after s in the list of all stacks, or 0.
//
//rgo:inline
//rgo:nogc
func NextStack(s uintptr) uintptr { return LoadWord(s + stackNext) }

// The next functions are what a scheduler is made of. They have no bodies that could run under plain Go.

// StackCurrent returns the control block of the stack that runs.
//
//rgo:extern stack_current
func StackCurrent() uintptr { panic("translated code only") }

// StackNew returns the control block of a new stack of the given class: 0 large, 1 medium, 2 for very many. 0 if there is no memory.
//
//rgo:extern stack_new
func StackNew(class int) uintptr { panic("translated code only") }

// StackDrop gives up stack s, which does not run and never will again.
//
//rgo:extern stack_drop
func StackDrop(s uintptr) { panic("translated code only") }

// The next functions serve a scheduler whose goroutines run on several OS threads, its machines, one at a time: the one that has
// the baton. See runtime/scheduler/machines.go.

// MachinesStart says which stack goes on when a machine takes the baton that nobody had.
//
//rgo:extern machines_start
func MachinesStart(idle uintptr) { panic("translated code only") }

// MachinesIdle, called on that stack, gives up the baton. It returns, on whatever machine, when somebody may be ready or it is
// time, in nanoseconds of ClockMono; 0 is never.
//
//rgo:extern machines_idle
func MachinesIdle(time int) { panic("translated code only") }

// MachinesReturned returns the number of a call of CallOut whose stack waits to go on, or -1.
//
//rgo:extern machines_returned
func MachinesReturned() int { panic("translated code only") }

// CallOut makes a system call, as Syscall does, while another machine may have the baton. If ready is not 0, one is to take it at once;
// if time is not 0, at that time. It returns with the baton: at once if nobody has it, else when somebody has got call from
// MachinesReturned and switches to this stack.
//
//rgo:extern call_out
func CallOut(ready, time, call, number int, p, q, r, s, t, u unsafe.Pointer, a, b, c, d, e, f int) int {
	panic("translated code only")
}

// MachinesOffered says that the program has seen that it is time for somebody else's turn.
//
//rgo:extern machines_offered
func MachinesOffered() { panic("translated code only") }

// MachinesBind says whether the machine that runs is for the stack that runs alone. It returns the machine.
//
//rgo:extern machines_bind
func MachinesBind(bound int) uintptr { panic("translated code only") }

// MachinesHand gives the baton to a machine that is bound, to go on with its stack; or, if machine is 0, to any other. It
// returns when somebody switches to this stack.
//
//rgo:extern machines_hand
func MachinesHand(machine, stack uintptr) { panic("translated code only") }

// MachinesForked says that this is a copy of the process, which has one machine.
//
//rgo:extern machines_forked
func MachinesForked() { panic("translated code only") }

// StackEnded says that what stack s, which does not run, has done is over: it begins anew when somebody switches to it.
//
//rgo:extern stack_ended
func StackEnded(s uintptr) { panic("translated code only") }
