// Package env reads the settings of collectors from the environment. Every collector's Init calls Read before anything
// else; then the variables below hold what the user asked for, and 0 where they asked for nothing. A value that makes no
// sense ends the program with status 2 and one line on standard error that names the variable and says what is expected.
// Nothing here allocates in the managed heap.
//
//	RGO_GC_MIN     bytes: no collection before the heap has this size
//	RGO_GC_MAX     bytes: the heap does not grow beyond this size
//	RGO_GC_GROWTH  percent: the heap grows by this much of what is live before the next full collection
//	RGO_GC_LARGE   bytes: a heap up to this size asks for large pages; see pages.go
//	RGO_GC_STRESS  N: collect at every Nth allocation, and check the heap
//	RGO_GC_LOG     path of a file: a line for each collection; see package log
//
// Sizes are numbers with K, M or G behind them for units of 1024, 1024² or 1024³ bytes. An empty value is none.
package env

import (
	"unsafe"

	"rgo/runtime/raw"
	"rgo/runtime/std/runtime"
)

// What the environment says.
var (
	Min    uintptr // bytes
	Max    uintptr // bytes
	Growth uintptr // percent
	Large  uintptr // bytes; usualLarge unless something else was asked for
	Stress int     // distance between allocations that collect
	Log    uintptr // address of the path, NUL-terminated
)

const (
	prefix = "RGO_GC_"
	status = 2 // of the program, if a value is bad

	leastMax      = 1 << 20
	largestSize   = 1 << 46 // no machine has more address space
	largestGrowth = 10000
)

const (
	wantSize   = "want a number of bytes, with K, M or G behind it for larger units: RGO_GC_MIN=64M"
	wantMax    = "want a number of bytes from 1M on, with K, M or G behind it for larger units: RGO_GC_MAX=2G"
	wantGrowth = "want a percentage from 1 to 10000: RGO_GC_GROWTH=100 lets the heap double between collections"
	wantLarge  = "want a number of bytes, with K, M or G behind it for larger units, or 0 for no large pages: RGO_GC_LARGE=1G"
	wantStress = "want N to collect at every Nth allocation: RGO_GC_STRESS=1 does so at each, 0 never"
	wantOrder  = "want no more than RGO_GC_MAX"
)

// Read looks through the environment. Where a variable is there twice, the first one counts.
//
//rgo:nogc
func Read() {
	Min, Max, Growth, Stress, Log = 0, 0, 0, 0, 0
	Large = usualLarge
	entryOfMin, large := uintptr(0), false
	for i := 0; ; i++ {
		entry := raw.Address(raw.Envp(i))
		if entry == 0 {
			break
		}
		if !begins(entry, prefix) {
			continue
		}
		name := entry + uintptr(len(prefix))
		switch {
		case begins(name, "MIN="):
			if Min == 0 {
				Min, entryOfMin = size(entry, name+4, 0, wantSize), entry
			}
		case begins(name, "MAX="):
			if Max == 0 {
				Max = size(entry, name+4, leastMax, wantMax)
			}
		case begins(name, "GROWTH="):
			if Growth == 0 {
				Growth = count(entry, name+7, 1, largestGrowth, wantGrowth)
			}
		case begins(name, "LARGE="):
			if !large && raw.Load8(name+6) != 0 {
				Large, large = size(entry, name+6, 0, wantLarge), true
			}
		case begins(name, "STRESS="):
			if Stress == 0 {
				Stress = int(count(entry, name+7, 0, 1<<31, wantStress))
			}
		case begins(name, "LOG="):
			if Log == 0 && raw.Load8(name+4) != 0 {
				Log = name + 4
			}
		}
	}
	if Max != 0 && Min > Max {
		fail(entryOfMin, wantOrder)
	}
}

// begins reports whether the NUL-terminated string at p begins with s.
//
//rgo:nogc
func begins(p uintptr, s string) bool {
	for i := 0; i < len(s); i++ {
		if raw.Load8(p+uintptr(i)) != s[i] {
			return false
		}
	}
	return true
}

// number returns the decimal number at p and the address behind it. A number beyond largestSize is largestSize+1.
//
//rgo:nogc
func number(p uintptr) (n, end uintptr) {
	for {
		d := raw.Load8(p) - '0'
		if d > 9 {
			return n, p
		}
		n = n*10 + uintptr(d)
		if n > largestSize {
			n = largestSize + 1
		}
		p++
	}
}

// size returns the size in bytes at p, the value in entry. An empty one is 0.
//
//rgo:nogc
func size(entry, p, least uintptr, want string) uintptr {
	if raw.Load8(p) == 0 {
		return 0
	}
	n, end := number(p)
	empty := end == p
	switch raw.Load8(end) {
	case 'k', 'K':
		n, end = scale(n, 10), end+1
	case 'm', 'M':
		n, end = scale(n, 20), end+1
	case 'g', 'G':
		n, end = scale(n, 30), end+1
	}
	if empty || raw.Load8(end) != 0 || n < least || n > largestSize {
		fail(entry, want)
	}
	return n
}

// scale returns n << bits, or a number above largestSize where that is more.
//
//rgo:nogc
func scale(n uintptr, bits uint) uintptr {
	if n > largestSize>>bits {
		return largestSize + 1
	}
	return n << bits
}

// count returns the number at p, the value in entry. An empty one is 0.
//
//rgo:nogc
func count(entry, p, least, most uintptr, want string) uintptr {
	if raw.Load8(p) == 0 {
		return 0
	}
	n, end := number(p)
	if end == p || raw.Load8(end) != 0 || n < least || n > most {
		fail(entry, want)
	}
	return n
}

// fail ends the program because of the NUL-terminated entry.
//
//rgo:cold
//rgo:noinline
//rgo:nogc
func fail(entry uintptr, want string) {
	PrintCString(entry)
	runtime.PrintString(": ")
	runtime.PrintString(want)
	runtime.PrintString("\n")
	raw.Exit(status)
}

// PrintCString writes the NUL-terminated string at p to standard error.
//
//rgo:nogc
func PrintCString(p uintptr) {
	n := 0
	for raw.Load8(p+uintptr(n)) != 0 {
		n++
	}
	runtime.PrintString(unsafe.String((*byte)(raw.Pointer(p)), n))
}
