package marksweep

// This file lets several threads mark (where Helped): while the program waits for a collection there are processors with nothing to do.
//
// Each marker has a stack of its own, of which nobody else takes anything. What does not fit, and the oldest half of it if others have nothing
// to do, goes to a pool under a lock, from which those take pieces whose stack is empty. Long arrays are traced in parts, which are entries of
// their own. Whoever finds nothing in the pool waits; when all wait, marking is over. An object belongs to the marker that is the first to
// change its header. This is the scheme of Endo, Taura and Yonezawa (A Scalable Mark-Sweep Garbage Collector on Large-Scale Shared-Memory
// Machines, 1997), with one pool for what can be stolen, since the processors that it is for are few, like the work packets of Ossia et al. (A
// Parallel, Incremental and Concurrent GC for Servers, 2002).
//
// Threads that help (backends/llvm/support/helpers.c) are woken when one marker has traced for a while and there is more. One that comes late
// finds nothing to do.

import (
	"unsafe"

	"rgo/runtime/raw"
)

// Helped says that other threads can help marking. The translator sets it.
var Helped = false

const (
	mostMarkers = 8
	markerBytes = 1 << 18 // of the stack of a marker
	pieceBytes  = 1 << 12 // taken from the pool at once

	alone      = 8192 // entries that one marker traces before others are woken
	partLength = 1024 // elements of an array that are traced together

	// An entry that is a part of an array has bit isPart, the distance of the array from the start of the heap in words in the next bits, and
	// the number of the part from bit partShift on.
	isPart    = 1
	partShift = 1 + 33 // largestRange is 2^33 words
)

// A pool is what markers share. It changes under its lock; what is looked at without is in the line of the cache that has three flags.
type pool struct {
	_      [8]uintptr
	filled int32 // 1 if there are entries
	hungry int32 // markers that wait for work
	open   int32 // 1 while marking goes on
	_      [8]uintptr
	lock   int32
	joined int32   // markers that take part in this collection
	active int32   // those of them that have work
	inside int32   // those that have not left yet
	start  uintptr // of the entries
	top    uintptr
}

// placeMarkers divides memory for stacks of markers and the pool.
//
//rgo:nogc
func placeMarkers(p, end uintptr) {
	for i := range heap.markers {
		m := &heap.markers[i]
		m.base, m.limit = p, end
		if Helped {
			m.limit = p + markerBytes
			p += markerBytes
		}
		m.bottom, m.top = m.base, m.base
		if !Helped {
			return
		}
	}
	heap.pool.start, heap.pool.top = p, p
}

// markersSize is the memory for the stacks of markers but for the pool.
//
//rgo:nogc
func markersSize() int {
	if Helped {
		return mostMarkers * markerBytes
	}
	return 0
}

//rgo:nogc
func lockPool() {
	at := unsafe.Pointer(&heap.pool.lock)
	for n := 1; raw.LoadHalf(at) != 0 || raw.SwapHalf(at, 1) != 0; n++ {
		raw.Relax(n)
	}
}

//rgo:nogc
func unlockPool() { raw.SwapHalf(unsafe.Pointer(&heap.pool.lock), 0) }

// give moves the oldest entries of a stack, that many bytes of them, to the pool.
//
//rgo:noinline
//rgo:nogc
func (m *marker) give(bytes uintptr) {
	bytes &^= raw.Word - 1
	lockPool()
	raw.Copy(heap.pool.top, m.bottom, int(bytes))
	heap.pool.top += bytes
	raw.SwapHalf(unsafe.Pointer(&heap.pool.filled), 1)
	unlockPool()
	m.bottom += bytes
	if m.top == m.limit { // the rest begins at the base again
		raw.Copy(m.base, m.bottom, int(m.top-m.bottom))
		m.top -= m.bottom - m.base
		m.bottom = m.base
	}
}

// take fills the stack of m, which is empty, from the pool, if there is something. The caller has the lock.
//
//rgo:nogc
func (m *marker) take() bool {
	n := min(heap.pool.top-heap.pool.start, pieceBytes)
	if n == 0 {
		return false
	}
	if heap.pool.top -= n; heap.pool.top == heap.pool.start {
		raw.SwapHalf(unsafe.Pointer(&heap.pool.filled), 0)
	}
	raw.Copy(m.base, heap.pool.top, int(n))
	m.bottom, m.top = m.base, m.base+n
	return true
}

// divide enters all parts of the array at address p, of n elements, but the first, whose length it returns. Static arrays are not divided.
//
//rgo:noinline
//rgo:nogc
func (m *marker) divide(p, n uintptr) uintptr {
	if p-heap.start >= heap.extent {
		return n
	}
	for part := (n - 1) / partLength; part > 0; part-- {
		m.push(part<<partShift | (p-heap.start)/raw.Word<<1 | isPart)
	}
	return partLength
}

// tracePart visits what a part of an array refers to.
//
//rgo:noinline
//rgo:nogc
func (m *marker) tracePart(what uintptr) {
	p := heap.start + what&(1<<partShift-1)>>1*raw.Word
	layout := heap.layouts + uintptr(raw.Load32(p-header))*layoutShift
	from := what >> partShift * partLength
	n := min(raw.LoadWord(p-arrayHeader)-from, partLength)
	m.traceElements(layout, p+from*raw.LoadWord(layout+layoutStride), n)
}

// drainHelped traces until there is nothing left to trace, with the help of others if there is much.
//
//rgo:nogc
func (m *marker) drainHelped() {
	few := alone
	if heap.stress > 0 {
		few = 1
	}
	for {
		for ; m.top != m.bottom; few-- {
			if few <= 0 && heap.helpers > 0 {
				m.drainTogether()
				return
			}
			m.traceNext()
		}
		lockPool()
		more := m.take()
		unlockPool()
		if !more {
			return
		}
	}
}

// drainTogether is the rest of marking: this thread does the same as those that help it.
//
//rgo:noinline
//rgo:nogc
func (m *marker) drainTogether() {
	q := &heap.pool
	m.settle()
	m.give(m.top - m.bottom)
	lockPool()
	q.joined = 0
	raw.SwapHalf(unsafe.Pointer(&q.open), 1)
	unlockPool()
	raw.HelpersWake(heap.helpers)
	Help()
	for n := 1; isInside(); n++ {
		raw.Relax(n)
	}
}

// isInside reports whether there are markers that have not left yet.
//
//rgo:nogc
func isInside() bool {
	lockPool()
	n := heap.pool.inside
	unlockPool()
	return n > 0
}

// Help marks with others until that is over. Threads that help call it.
//
//rgo:noinline
//rgo:nogc
func Help() {
	q := &heap.pool
	lockPool()
	if raw.LoadHalf(unsafe.Pointer(&q.open)) == 0 || q.joined == mostMarkers {
		unlockPool()
		return
	}
	m := &heap.markers[q.joined]
	q.joined++
	q.active++
	q.inside++
	unlockPool()
	m.shares = true
	m.bottom, m.top = m.base, m.base
	m.work()
	m.settle()
	m.shares = false
	lockPool()
	q.inside--
	unlockPool()
}

// work traces what is on the stack of m, and in the pool, until all markers wait.
//
//rgo:nogc
func (m *marker) work() {
	for {
		for m.top != m.bottom {
			if n := m.top - m.bottom; n > 2*raw.Word && isWanted() {
				m.give(min(n/2, pieceBytes))
			}
			m.traceNext()
		}
		if !m.await() {
			return
		}
	}
}

// isWanted reports whether others wait for work, and there is none in the pool.
//
//rgo:inline
//rgo:nogc
func isWanted() bool {
	q := &heap.pool
	return raw.LoadHalf(unsafe.Pointer(&q.hungry)) > 0 && raw.LoadHalf(unsafe.Pointer(&q.filled)) == 0
}

// await waits until there is something in the pool, which it takes, or nobody has work any more.
//
//rgo:nogc
func (m *marker) await() bool {
	q := &heap.pool
	filled, hungry, open := unsafe.Pointer(&q.filled), unsafe.Pointer(&q.hungry), unsafe.Pointer(&q.open)
	lockPool()
	if m.take() {
		unlockPool()
		return true
	}
	if q.active--; q.active == 0 {
		raw.SwapHalf(open, 0)
	}
	raw.AddHalf(hungry, 1)
	more := false
	for !more && raw.LoadHalf(open) != 0 {
		unlockPool()
		for n := 1; raw.LoadHalf(filled) == 0 && raw.LoadHalf(open) != 0; n++ {
			raw.Relax(n)
		}
		lockPool()
		if more = m.take(); more {
			q.active++
		}
	}
	raw.AddHalf(hungry, -1)
	unlockPool()
	return more
}
