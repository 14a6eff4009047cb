// Package log writes a line of text for each collection to the file that RGO_GC_LOG names, measures pauses, and is the
// same for every collector. `rgo gclog` reads the file.
//
// A collector calls Open from Init, after env.Read; Begin and End around every collection; Exit from its own Exit, which
// closes the log; Count from its Stats. A line goes to the file with one call of the system, after the pause that it reports, from
// a buffer that is static data: nothing is lost when the program ends, in whatever way. Without RGO_GC_LOG a collection
// costs two looks at the clock more. Nothing here allocates in the managed heap.
//
// # The file
//
// The first line says what made it:
//
//	rgo-gc-log 1 collector=immix roots=conservative
//
// Then each line is about one collection: fields NAME=VALUE, one space between them. Sizes are bytes, times microseconds.
//
//	t=15321 kind=minor pause=240 cpu=233 before=8388608 after=4718592 held=12582912 promoted=524288 large=65536 frag=12 reason=nursery
//
//	t         when it began, since the start of the program
//	kind      minor, full, …: a word of the collector's
//	pause     for how long the program stood still
//	cpu       how much of that the processor worked for this program: without what others took. 0 if the system does not say
//	before    the heap when it began: objects, dead ones included, and what allocation has wasted between them
//	after     the heap when it ended, in the same sense: so before − after of the line in front is what was allocated
//	held      memory that the collector keeps from the system for objects (not its tables)
//	promoted  of what survived, what was young
//	large     objects with memory of their own, in bytes: their part of after
//	frag      percent of the memory that holds live objects, large ones left out, that is free but between them
//	filled    of what was allocated since the collection in front, memory between old objects (of collectors that say so)
//	partly    blocks that such memory will be found in next (likewise)
//	reason    why: threshold, nursery, limit, stress, request, …: a word of the collector's
//
// The last line is there if the program has ended in an orderly way (return, exit, panic, fatal error), not if it was
// killed:
//
//	t=812345 end collections=31 pause=5210 before=9437184
//
// before is the heap at the end. A reader must ignore fields that it does not know.
package log

import (
	"unsafe"

	"rgo/runtime/gc/env"
	"rgo/runtime/gc/stats"
	"rgo/runtime/raw"
	"rgo/runtime/std/runtime"
)

// Words for kinds of collections and for reasons. Collectors may use others: of letters, digits and '-' only.
const (
	Minor  = "minor"  // of young objects only
	Full   = "full"   // of everything
	Defrag = "defrag" // of everything, and objects moved to gather free memory

	Threshold = "threshold" // as much was allocated as the growth policy allows
	Nursery   = "nursery"   // the space for young objects is full
	Limit     = "limit"     // RGO_GC_MAX, or what there is of memory, is reached
	Stress    = "stress"    // RGO_GC_STRESS asks for it
	Request   = "request"   // the program asks for it: runtime.GC
)

// counts is what Begin and End have seen, with or without a file.
var counts struct {
	collections, minor int
	pauses, longest    int // nanoseconds
}

// state is the log of this program.
var state struct {
	fd     int    // of the file, or 0
	start  int    // monotonic clock, in nanoseconds, when the program started
	began  int    // and when the collection in progress did
	worked int    // nanoseconds of processor time before that
	time   [2]int // seconds and nanoseconds: what the system fills in
	kind   string
	reason string
	before uintptr
	filled uintptr
	partly uintptr
	holes  bool // filled and partly are known
	length int
	buffer [512]byte // the line: longer than any
}

const stderr = 2

// Constants of Linux for open.
const (
	writeOnly = 0x1
	create    = 0x40
	truncate  = 0x200
	closeExec = 0x80000
	mode      = 0o666
)

// Open starts the log if there is to be one. Collector is the name of the package, roots is how it finds them. If the
// file cannot be made the program ends.
//
//rgo:nogc
func Open(collector, roots string) {
	counts.collections, counts.minor, counts.pauses, counts.longest = 0, 0, 0, 0
	state.fd = 0
	if env.Log == 0 {
		return
	}
	fd := raw.Open(raw.Pointer(env.Log), writeOnly|create|truncate|closeExec, mode)
	if fd < 0 {
		runtime.PrintString("RGO_GC_LOG=")
		env.PrintCString(env.Log)
		complain(": cannot create this file: error ", -fd)
		raw.Exit(2)
	}
	state.fd = fd
	state.start = raw.ClockMono()
	state.length = 0
	text("rgo-gc-log 1 collector=")
	text(collector)
	text(" roots=")
	text(roots)
	flush()
}

// Begin is the start of a collection. Before is the size of the heap, dead objects included.
//
//rgo:nogc
func Begin(kind, reason string, before uintptr) {
	state.kind, state.reason, state.before = kind, reason, before
	if state.fd != 0 {
		state.worked = processorTime()
	}
	state.began = raw.ClockMono()
}

// processorTime returns how many nanoseconds processors have worked for this program, or 0.
//
//rgo:nogc
func processorTime() int {
	const clockGettime, process = 228, 2
	if raw.Syscall(clockGettime, nil, unsafe.Pointer(&state.time), nil, nil, nil, nil, process, 0, 0, 0, 0, 0) != 0 {
		return 0
	}
	return state.time[0]*1e9 + state.time[1]
}

// SetKind changes the kind of the collection in progress, which its collector may find out only on the way.
//
//rgo:nogc
func SetKind(kind string) { state.kind = kind }

// Enabled reports whether there is a log.
//
//rgo:nogc
func Enabled() bool { return state.fd != 0 }

// Holes adds to the line of the collection in progress how many bytes between old objects were given to allocation since the
// collection in front, and in how many blocks there are such bytes now.
//
//rgo:nogc
func Holes(filled, partly uintptr) { state.filled, state.partly, state.holes = filled, partly, true }

// End is the end of the collection that Begin began: the program goes on. After is the size of the heap; held the memory
// that the collector keeps for it; promoted what was young and survived; large the size of objects with memory of their
// own. All of them are bytes. Fragmentation is a percentage.
//
//rgo:nogc
func End(after, held, promoted, large, fragmentation uintptr) {
	pause := raw.ClockMono() - state.began
	counts.collections++
	if state.kind == Minor {
		counts.minor++
	}
	counts.pauses += pause
	counts.longest = max(counts.longest, pause)
	if state.fd == 0 {
		return
	}
	worked := processorTime() - state.worked
	moment(state.began)
	text(" kind=")
	text(state.kind)
	field(" pause=", uintptr(pause)/1000)
	field(" cpu=", uintptr(worked)/1000)
	field(" before=", state.before)
	field(" after=", after)
	field(" held=", held)
	field(" promoted=", promoted)
	field(" large=", large)
	field(" frag=", fragmentation)
	if state.holes {
		field(" filled=", state.filled)
		field(" partly=", state.partly)
		state.holes = false
	}
	text(" reason=")
	text(state.reason)
	flush()
}

// Count fills in the number of collections and the length of pauses.
//
//rgo:nogc
func Count(s *stats.Counters) {
	s.Collections = uint64(counts.collections)
	s.Minor = uint64(counts.minor)
	s.PauseTotal = uint64(counts.pauses)
	s.PauseMax = uint64(counts.longest)
}

// Exit writes the last line. The program is about to end; heap is the size of the heap, dead objects included.
//
//rgo:nogc
func Exit(heap uintptr) {
	if state.fd == 0 {
		return
	}
	moment(raw.ClockMono())
	field(" end collections=", uintptr(counts.collections))
	field(" pause=", uintptr(counts.pauses)/1000)
	field(" before=", heap)
	flush()
	raw.Close(state.fd)
	state.fd = 0
}

// moment starts a line about what happened at a time of the clock.
//
//rgo:nogc
func moment(clock int) {
	state.length = 0
	field("t=", uintptr(clock-state.start)/1000)
}

// text appends s to the line.
//
//rgo:nogc
func text(s string) {
	for i := 0; i < len(s) && state.length < len(state.buffer)-1; i++ {
		state.buffer[state.length] = s[i]
		state.length++
	}
}

// field appends a name and a number.
//
//rgo:nogc
func field(name string, n uintptr) {
	text(name)
	digits := 1
	for m := n; m >= 10; m /= 10 {
		digits++
	}
	if state.length+digits >= len(state.buffer) {
		return
	}
	state.length += digits
	for i := state.length - 1; digits > 0; digits-- {
		state.buffer[i] = byte('0' + n%10)
		n /= 10
		i--
	}
}

// flush writes the line. If the file takes no more, there is no log from here on, and the program goes on.
//
//rgo:nogc
func flush() {
	state.buffer[state.length] = '\n'
	for done, end := 0, state.length+1; done < end; {
		n := raw.Write(state.fd, unsafe.Pointer(&state.buffer[done]), end-done)
		if n <= 0 {
			raw.Close(state.fd)
			state.fd = 0
			complain("RGO_GC_LOG: cannot write any more: error ", -n)
			return
		}
		done += n
	}
}

// complain ends a line on standard error with a text and an error number of the system.
//
//rgo:cold
//rgo:noinline
//rgo:nogc
func complain(what string, number int) {
	state.length = 0
	field(what, uintptr(number))
	state.buffer[state.length] = '\n'
	raw.Write(stderr, unsafe.Pointer(&state.buffer[0]), state.length+1)
}
