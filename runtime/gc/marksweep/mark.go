package marksweep

// This file marks: from roots, through an explicit stack, by the layouts in the headers. See share.go for markers that work together.

import (
	"unsafe"

	"rgo/runtime/raw"
	"rgo/runtime/std/runtime"
)

// An entry of the table of layouts, by type id.
const (
	layoutShift  = 48 // bytes of an entry
	layoutStride = 8
	layoutRefs   = 16 // number of references in the fixed part
	layoutOffs   = 24 // address of their offsets
	layoutElems  = 32 // number of references in an element
	layoutEOffs  = 40 // address of their offsets
)

// A marker is one thread's part in marking.
type marker struct {
	base, limit uintptr // of its stack
	bottom, top uintptr // the oldest entry of that, and the first free slot: addresses of objects to trace, and parts of arrays

	record uintptr // the block of the object marked last, or 0
	marked int64   // objects marked in it that its record does not count yet
	live   uintptr // bytes marked, but for those
	shares bool    // others mark at the same time
	_      [8]uintptr
}

// visit marks the object that address p points to, into, or one past the end of, if there is one, and notes it for
// tracing if it can hold references.
//
//rgo:nogc
func (m *marker) visit(p uintptr) {
	p-- // one past the end belongs to what is in front
	if p-heap.start >= heap.extent {
		return
	}
	r := record(int((p - heap.start) >> blockShift))
	base := raw.LoadWord(r + recordBase)
	cell := base
	recip := raw.LoadWord(r + recordRecip)
	if recip != 0 {
		size := raw.LoadWord(r + recordSizeOf)
		cell += (p - base) * recip >> 32 * size
		if cell >= base+blockSize-size+1 { // behind the last cell
			return
		}
	}
	head := cell + raw.LoadWord(r+recordOffset)
	h := highHalf(head)
	if !isCandidate(uintptr(h)) {
		return // marked already, or free
	}
	if Helped && m.shares {
		if raw.CasHalf(raw.Pointer(head+half), int(int32(h)), int(int32(heap.mark>>32))) == 0 {
			return // another marker was faster
		}
	} else {
		raw.Store32(head+half, uint32(heap.mark>>32))
	}
	if recip == 0 { // count in the first block
		r = record(int((base - heap.start) >> blockShift))
	}
	if r != m.record {
		m.count()
		m.record = r
	}
	m.marked++
	layout := heap.layouts + uintptr(raw.Load32(head))*layoutShift
	if raw.LoadWord(layout+layoutRefs)|raw.LoadWord(layout+layoutElems) != 0 {
		m.push(head + header)
	}
}

// highHalf returns the mark or stamp of a header, which another marker may be changing.
//
//rgo:inline
//rgo:nogc
func highHalf(head uintptr) uint32 {
	if Helped {
		return uint32(raw.LoadHalf(raw.Pointer(head + half)))
	}
	return raw.Load32(head + half)
}

// count has the record of the block know how many objects m has marked in it.
//
//rgo:nogc
func (m *marker) count() {
	r := m.record
	if r == 0 {
		return
	}
	if Helped && m.shares {
		raw.Add(raw.Pointer(r+recordMarked), int(m.marked))
	} else {
		raw.StoreInt(r+recordMarked, raw.LoadInt(r+recordMarked)+m.marked)
	}
	m.live += uintptr(m.marked) * raw.LoadWord(r+recordSizeOf)
	m.record, m.marked = 0, 0
}

// settle adds what m has marked to the whole.
//
//rgo:nogc
func (m *marker) settle() {
	m.count()
	if Helped && m.shares {
		raw.Add(unsafe.Pointer(&heap.live), int(m.live))
	} else {
		heap.live += m.live
	}
	m.live = 0
}

// push enters an object, or a part of one, that is to be traced.
//
//rgo:inline
//rgo:nogc
func (m *marker) push(what uintptr) {
	if m.top == m.limit {
		m.spill()
	}
	raw.StoreWord(m.top, what)
	m.top += raw.Word
}

// spill makes room on the stack.
//
//rgo:noinline
//rgo:cold
//rgo:nogc
func (m *marker) spill() {
	if !Helped {
		runtime.PanicOutOfMemory()
	}
	m.give((m.top - m.bottom) / 2)
}

// drain traces until there is nothing left to trace.
//
//rgo:nogc
func drain() {
	m := &heap.markers[0]
	if Helped {
		m.drainHelped()
	} else {
		m.drainOwn()
	}
	m.settle()
}

// drainOwn traces until the stack is empty.
//
//rgo:nogc
func (m *marker) drainOwn() {
	for m.top != m.bottom {
		m.traceNext()
	}
}

// traceNext traces the newest entry of the stack.
//
//rgo:inline
//rgo:nogc
func (m *marker) traceNext() {
	m.top -= raw.Word
	what := raw.LoadWord(m.top)
	if Helped && what&isPart != 0 {
		m.tracePart(what)
	} else {
		m.trace(what)
	}
}

// trace visits what the object at address p, which has a header, refers to.
//
//rgo:nogc
func (m *marker) trace(p uintptr) {
	layout := heap.layouts + uintptr(raw.Load32(p-header))*layoutShift
	offs := raw.LoadWord(layout + layoutOffs)
	for n := raw.LoadWord(layout + layoutRefs); n > 0; n-- {
		m.visitAt(p + raw.LoadWord(offs))
		offs += raw.Word
	}
	if raw.LoadWord(layout+layoutElems) == 0 {
		return
	}
	n := raw.LoadWord(p - arrayHeader)
	if Helped && n >= 2*partLength {
		n = m.divide(p, n)
	}
	m.traceElements(layout, p, n)
}

// traceElements visits what the n elements from address p on refer to.
//
//rgo:inline
//rgo:nogc
func (m *marker) traceElements(layout, p, n uintptr) {
	elems := raw.LoadWord(layout + layoutElems)
	stride := raw.LoadWord(layout + layoutStride)
	first := raw.LoadWord(layout + layoutEOffs)
	for end := p + n*stride; p != end; p += stride {
		offs := first
		for k := elems; k > 0; k-- {
			m.visitAt(p + raw.LoadWord(offs))
			offs += raw.Word
		}
	}
}

// visitAt visits what the word at address p refers to.
//
//rgo:inline
//rgo:nogc
func (m *marker) visitAt(p uintptr) {
	if q := raw.LoadWord(p); q != 0 {
		m.visit(q)
		if heap.stress > 0 {
			verify(q)
		}
	}
}

// visitRange visits what the words from p up to end refer to.
//
//rgo:nogc
func (m *marker) visitRange(p, end uintptr) {
	for ; p < end; p += raw.Word {
		m.visitAt(p)
	}
}

// scan visits what the words from p up to end may refer to. Compiled code also keeps the address of a cell instead of
// that of the object in it, to which it then adds the size of the header. That is one past the end of the cell in front
// too: both are visited.
//
//rgo:nogc
func (m *marker) scan(p, end uintptr) {
	for p = (p + raw.Word - 1) &^ (raw.Word - 1); p+raw.Word <= end; p += raw.Word {
		q := raw.LoadWord(p)
		if q-heap.start <= heap.extent {
			m.visit(q)
			m.visit(q + 1)
		}
	}
}
