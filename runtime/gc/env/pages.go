package env

import "rgo/runtime/raw"

// Large pages save most misses of the address cache, and nearly all page faults. The last one is on average half used, so
// that a small heap does without. And a system that has none ready (a virtual machine whose host takes free ones back)
// takes milliseconds for each, so that a limit keeps that to a fraction of a second.
const (
	smallHeap  = 16 << 20
	usualLarge = 128 << 20
)

// LargePages asks for large pages for a heap of size bytes at start, which is filled from its start, as far as Large says.
// A system that has none goes on with small ones.
//
//rgo:nogc
func LargePages(start, size uintptr) {
	if end := min(size, Large); end > smallHeap {
		raw.MadviseHuge(raw.Pointer(start+smallHeap), int(end-smallHeap))
	}
}
