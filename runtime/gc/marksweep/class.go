package marksweep

// This file defines the size classes: every multiple of 8 up to 128 bytes, then four to each power of two.

import "math/bits"

const (
	exact      = 128 // up to here, a class for each multiple of 8
	least      = 16  // smallest cell
	exactSteps = exact/8 - 1
	maxCell    = blockSize / 2
	maxClasses = 64 // a power of two; not all are in use
)

// classOf returns the size class for cells of n bytes, a multiple of 8 not above maxCell, and the size of its cells.
//
//rgo:inline
//rgo:nogc
func classOf(n uintptr) (number int, cell uintptr) {
	if n <= exact {
		if n < least {
			n = least
		}
		return int(n>>3) - 2, n
	}
	e := bits.Len64(uint64(n-1)) - 3 // n-1 has three bits above 2^e: 100 to 111
	quarter := (n - 1) >> (uint(e) & 63)
	return exactSteps + (e-5)*4 + int(quarter) - 4, (quarter + 1) << (uint(e) & 63)
}
