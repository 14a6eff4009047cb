package immix

// This file is the barrier: it notes which old objects may have got references to young ones.
//
// There are three kinds of notes. An object is put in a log once, and its header says that it need not be again. An
// address in the heap puts its line in a second log, and the byte of the line says so: a minor collection looks at the
// references in that line only, however long the object is. An address in static data sets the byte of its card, and the
// list of static objects is searched for those on a card (rarely: most static objects are known when they are modified).
//
// Static objects start as old and not in the log. Those that ever get into it are roots from then on; what the others
// refer to is static.

import (
	"math/bits"

	"rgo/runtime/raw"
)

const (
	logBytes  = 8 << 20
	cardShift = 9
	ahead     = 8 * raw.Word // this far ahead in a log memory is fetched that will be looked at
)

// Notes are a buffer of words.
type notes struct{ base, top, limit uintptr }

//rgo:nogc
func (n *notes) open(p, size uintptr) { n.base, n.top, n.limit = p, p, p+size }

// add appends v. If there is no room, the next collection will be a full one, which needs no log.
//
//rgo:nogc
func (n *notes) add(v uintptr) {
	if n.top == n.limit {
		heap.policy.full = true
		return
	}
	raw.StoreWord(n.top, v)
	n.top += raw.Word
}

// Barrier notes that a reference is stored in the object at an address.
//
//rgo:inline
//rgo:nogc
func Barrier(object uintptr) {
	if raw.LoadInt(object-header) < 0 { // unlogged
		remember(object)
	}
}

//rgo:noinline
//rgo:cold
//rgo:nogc
func remember(object uintptr) {
	raw.StoreWord(object-header, raw.LoadWord(object-header)&^unlogged)
	heap.log.add(object)
}

// BarrierElement notes that a reference is stored in the slot at an address in the array at another.
//
//rgo:inline
//rgo:nogc
func BarrierElement(array, slot uintptr) {
	if raw.LoadInt(array-header) < 0 { // unlogged
		rememberElement(array, slot)
	}
}

// rememberElement puts a large array's lines in the log, and others themselves.
//
//rgo:noinline
//rgo:cold
//rgo:nogc
func rememberElement(array, slot uintptr) {
	off := array - heap.start
	if off >= heap.size || kindOf(int(off>>blockShift)) == kindLines {
		remember(array)
		return
	}
	line := heap.lines + (slot-heap.start)>>lineShift
	if raw.Load8(line)&dirty == 0 {
		rememberLine(line)
	}
}

// BarrierInterior notes that a reference is stored at an address: in the heap, in static data, or on a stack.
//
//rgo:inline
//rgo:nogc
func BarrierInterior(address uintptr) {
	off := address - heap.start
	if off >= heap.size {
		outside(address)
		return
	}
	line := heap.lines + off>>lineShift
	if uint8(raw.Load8(line)-1) < young-1 { // old, and not in the log
		rememberLine(line)
	}
}

// BarrierRange notes that references may be stored in size bytes from address p on.
//
//rgo:nogc
func BarrierRange(p uintptr, size int64) {
	if size <= 0 {
		return
	}
	end := p + uintptr(size)
	off := p - heap.start
	if off >= heap.size {
		for p &^= 1<<cardShift - 1; p < end; p += 1 << cardShift {
			outside(max(p, heap.staticLow))
		}
		return
	}
	line := heap.lines + off>>lineShift
	last := heap.lines + (end-1-heap.start)>>lineShift
	if raw.Load8(line)&^dirty-1 >= young-1 { // young
		return
	}
	for ; line <= last; line++ {
		if uint8(raw.Load8(line)-1) < young-1 {
			rememberLine(line)
		}
	}
}

//rgo:noinline
//rgo:cold
//rgo:nogc
func rememberLine(line uintptr) {
	raw.Store8(line, raw.Load8(line)|dirty)
	heap.dirty.add(line)
}

// outside notes an address outside of the heap.
//
//rgo:noinline
//rgo:cold
//rgo:nogc
func outside(address uintptr) {
	if address >= heap.staticLow && address < heap.staticEnd {
		raw.Store8(heap.cards+(address-heap.staticLow)>>cardShift, 1)
		heap.soiled = true
	}
}

// visitModified visits what modified objects refer to, and makes barriers note them anew from now on. In a full
// collection the objects in the heap are left out: those that live are visited, and marked as new to the log, anyway.
//
//rgo:nogc
func visitModified() {
	if heap.soiled {
		visitCards()
	}
	if heap.minor {
		visitRooted()
	}
	for p := heap.log.base; p < heap.log.top; p += raw.Word {
		raw.Prefetch(raw.LoadWord(p+ahead) - header) // behind the last note that is any address
		object := raw.LoadWord(p)
		static := object-heap.start >= heap.size
		if !static && !heap.minor {
			continue
		}
		h := raw.LoadWord(object-header) | unlogged
		if static && h&listed == 0 {
			h |= listed
			heap.statics.add(object)
		}
		raw.StoreWord(object-header, h)
		if heap.minor {
			trace(object)
		}
	}
	for p := heap.dirty.base; p < heap.dirty.top; p += raw.Word {
		raw.Prefetch(heap.start + (raw.LoadWord(p+ahead)-heap.lines)<<lineShift)
		line := raw.LoadWord(p)
		raw.Store8(line, raw.Load8(line)&^dirty)
		if heap.minor {
			traceLine(heap.start + (line-heap.lines)<<lineShift)
		}
	}
	heap.log.top = heap.log.base
	heap.dirty.top = heap.dirty.base
}

// visitCards puts the static objects on modified cards in the log, and clears the cards.
//
//rgo:nogc
func visitCards() {
	heap.soiled = false
	table := raw.Address(raw.StaticRoots())
	for n := raw.LoadWord(table); n > 0; n-- {
		table += raw.Word
		object := raw.LoadWord(table)
		first := heap.cards + (object-heap.staticLow)>>cardShift
		last := heap.cards + (object-header+sizeFrom(object-header)-heap.staticLow)>>cardShift
		for ; first <= last; first++ {
			if raw.Load8(first) != 0 && raw.LoadInt(object-header) < 0 {
				remember(object)
			}
		}
	}
	raw.Zero(heap.cards, int((heap.staticEnd-heap.staticLow)>>cardShift+1))
}

// visitStatics visits what static objects refer to that have ever been modified.
//
//rgo:nogc
func visitStatics() {
	for p := heap.statics.base; p < heap.statics.top; p += raw.Word {
		trace(raw.LoadWord(p))
	}
}

// traceLine visits the references in the old line at an address.
//
//rgo:nogc
func traceLine(p uintptr) {
	b := int((p - heap.start) >> blockShift)
	end := p + lineSize
	if kindOf(b) != kindLines {
		traceRange(raw.LoadWord(record(b)+recordHeader)+header, p, end)
		return
	}
	if object := find(heap.starts, p); object != 0 && isMarked(raw.LoadWord(object-header)) {
		traceRange(object, p, end)
	}
	starts := uint(raw.Load32(heap.starts + (p-heap.start)>>bitsShift))
	for ; starts != 0; starts &= starts - 1 {
		head := p + uintptr(bits.TrailingZeros(starts))<<3
		if isMarked(raw.LoadWord(head)) {
			traceRange(head+header, p, end)
		}
	}
}
