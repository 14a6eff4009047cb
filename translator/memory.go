package translator

// This file is about the translator's own memory. Nothing is collected until all is printed, if the memory limit allows that:
// more than a gigabyte of fresh memory for a large program. The system gives it out page by page, each at the first use, and
// that was a tenth of the time of the first half, in which much is done on one processor only.

import (
	"runtime"
	"runtime/debug"
	"syscall"
	"unsafe"
)

const (
	heapPerByte  = 240       // bytes of heap that a byte of source needs; measured, and a fifth less
	worthAhead   = 512 << 20 // from how much heap on another processor is asked to help
	populateStep = 256 << 10 // bytes asked of the system at a time: meanwhile it maps nothing else for this process
	populate     = 23        // MADV_POPULATE_WRITE, Linux 5.14: as if each page were written, without changing it
	aheadOfLimit = 5.0 / 6   // never more than this part of the memory limit
)

// memoryAhead has the system give out the memory that translating so many bytes of source will need, on another processor
// and ahead of the translation, when that leaves it the time. Only time depends on it: a system that cannot do this says so, and that is the end of it.
func memoryAhead(sourceBytes int) {
	size := min(sourceBytes*heapPerByte, int(float64(debug.SetMemoryLimit(-1))*aheadOfLimit))
	if size < worthAhead || runtime.GOMAXPROCS(0) == 1 || collects() {
		return
	}
	start := freeHeap(size)
	go func() {
		inBackground()
		for at := start; at < start+uintptr(size); at += populateStep {
			n := min(populateStep, start+uintptr(size)-at)
			if _, _, err := syscall.Syscall(syscall.SYS_MADVISE, at, n, populate); err != 0 {
				return
			}
		}
	}()
}

// collects reports whether garbage is collected long before the memory limit, which gives back what is not used yet.
func collects() bool {
	percent := debug.SetGCPercent(-1)
	debug.SetGCPercent(percent)
	return percent >= 0
}

// freeHeap makes the heap so large, and returns where that memory begins. It belongs to Go's allocator, which takes what has
// the lowest address first.
func freeHeap(size int) uintptr {
	block := make([]byte, size)
	start := uintptr(unsafe.Pointer(unsafe.SliceData(block)))
	runtime.KeepAlive(block) // to here and no longer
	runtime.GC()             // there is next to nothing yet
	return start
}
