package marksweep

// This file is the barrier, where there are generations: it notes which old and static objects may have got references to young ones.
//
// An object is noted once, and its header says that it need not be again. Of a large one only the card is noted, 512 bytes of it, which
// has a word in a table. A minor collection looks at what is noted, and the notes begin anew. Several machines may note at the same time;
// no machine collects meanwhile, since there is nothing in a barrier that it could wait for.
//
// A store to static data of which only the address is known makes its card dirty; then all static objects are looked at that are on
// dirty cards. Most static objects are known when they are modified.

import (
	"unsafe"

	"rgo/runtime/raw"
)

const (
	cardShift = 9
	cardWord  = 4 // bytes of a card's word
	notesRoom = 8 << 20
	rootsRoom = 8 << 20
)

//rgo:nogc
func cardsOf(bytes uintptr) uintptr { return (bytes>>cardShift + 8) * cardWord }

// notesSize is the memory for notes of a heap of size bytes.
//
//rgo:nogc
func notesSize(size int) int {
	if !Generational {
		return 0
	}
	statics := raw.Address(raw.StaticEnd()) - raw.Address(raw.StaticStart())
	return int(cardsOf(uintptr(size))+cardsOf(statics)) + notesRoom + rootsRoom
}

// placeNotes divides that memory, which begins at p.
//
//rgo:nogc
func placeNotes(p uintptr) {
	if !Generational {
		return
	}
	g := &heap.generations
	g.staticLow, g.staticEnd = raw.Address(raw.StaticStart()), raw.Address(raw.StaticEnd())
	g.notes, g.top, g.limit = p, p, p+notesRoom
	g.rooted, g.rootedTop = g.limit, g.limit
	g.cards = g.limit + rootsRoom
	g.staticCards = g.cards + cardsOf(heap.size)
}

// isUnlogged reports whether an object is old or static and there is no note of it.
//
//rgo:inline
//rgo:nogc
func isUnlogged(object uintptr) bool { return raw.LoadHalf(raw.Pointer(object-half)) < 0 }

// Barrier notes that a reference is stored in the object at an address.
//
//rgo:inline
//rgo:nogc
func Barrier(object uintptr) {
	if isUnlogged(object) {
		remember(object)
	}
}

// BarrierElement notes that a reference is stored in the slot at an address in the array at another.
//
//rgo:inline
//rgo:nogc
func BarrierElement(array, slot uintptr) {
	if isUnlogged(array) {
		rememberSlot(array, slot)
	}
}

// BarrierInterior notes that a reference is stored at an address: in the heap, in static data, or on a stack.
//
//rgo:noinline
//rgo:nogc
func BarrierInterior(address uintptr) {
	if address-heap.start >= heap.size {
		soilStatic(address)
		return
	}
	if isAllYoung(address) {
		return
	}
	if object := objectAround(address); isUnlogged(object) {
		rememberSlot(object, address)
	}
}

// BarrierRange notes that references may be stored in size bytes from address p on.
//
//rgo:noinline
//rgo:nogc
func BarrierRange(p uintptr, size int64) {
	if size <= 0 {
		return
	}
	end := p + uintptr(size)
	if p-heap.start >= heap.size {
		for p &^= 1<<cardShift - 1; p < end; p += 1 << cardShift {
			soilStatic(max(p, heap.generations.staticLow))
		}
		return
	}
	if isAllYoung(p) {
		return
	}
	object := objectAround(p)
	switch {
	case !isUnlogged(object):
	case isLarge(object):
		for p &^= 1<<cardShift - 1; p < end; p += 1 << cardShift {
			soil(max(p, object))
		}
	default:
		remember(object)
	}
}

//rgo:noinline
//rgo:cold
//rgo:nogc
func rememberSlot(object, slot uintptr) {
	if isLarge(object) {
		soil(slot)
	} else {
		remember(object)
	}
}

//rgo:noinline
//rgo:cold
//rgo:nogc
func remember(object uintptr) {
	at := raw.Pointer(object - half)
	if h := raw.LoadHalf(at); h < 0 && raw.CasHalf(at, h, h&(unlogged-1)) != 0 {
		note(object)
	}
}

// soil notes the card of an address in a large object.
//
//rgo:nogc
func soil(address uintptr) {
	card := heap.generations.cards + (address-heap.start)>>cardShift*cardWord
	at := raw.Pointer(card)
	if raw.LoadHalf(at) == 0 && raw.SwapHalf(at, 1) == 0 {
		note(card)
	}
}

//rgo:nogc
func soilStatic(address uintptr) {
	g := &heap.generations
	if address < g.staticLow || address >= g.staticEnd {
		return // a stack
	}
	at := raw.Pointer(g.staticCards + (address-g.staticLow)>>cardShift*cardWord)
	if raw.LoadHalf(at) == 0 {
		raw.SwapHalf(at, 1)
		raw.Swap(unsafe.Pointer(&g.soiled), 1)
	}
}

// note enters an object, or a card. If there is no room any more, the next collection will be a full one, which needs no notes.
//
//rgo:nogc
func note(what uintptr) {
	g := &heap.generations
	if at := uintptr(raw.Add(unsafe.Pointer(&g.top), raw.Word)); at < g.limit {
		raw.StoreWord(at, what)
	}
}

// notesAreLost reports whether there was no room for some.
//
//rgo:nogc
func notesAreLost() bool { return heap.generations.top > heap.generations.limit }

// isAllYoung reports whether an address of the heap is in a block of small objects none of which is old.
//
//rgo:inline
//rgo:nogc
func isAllYoung(p uintptr) bool {
	r := record(int((p - heap.start) >> blockShift))
	return raw.LoadInt(r+recordMarked) == 0 && raw.LoadWord(r+recordRecip) != 0
}

// objectAround returns the object in whose memory an address of the heap is.
//
//rgo:inline
//rgo:nogc
func objectAround(p uintptr) uintptr {
	r := record(int((p - heap.start) >> blockShift))
	cell := raw.LoadWord(r + recordBase)
	if recip := raw.LoadWord(r + recordRecip); recip != 0 {
		cell += (p - cell) * recip >> 32 * raw.LoadWord(r+recordSizeOf)
	}
	return cell + raw.LoadWord(r+recordOffset) + header
}

//rgo:nogc
func isLarge(object uintptr) bool {
	return object-heap.start < heap.size && raw.LoadWord(record(int((object-heap.start)>>blockShift))+recordKind) == kindLarge
}

// visitNotes begins notes anew and, in a minor collection, visits what they lead to.
//
//rgo:nogc
func (m *marker) visitNotes(minor bool) {
	g := &heap.generations
	if minor {
		m.visitRooted()
	}
	for p := g.notes; p < min(g.top, g.limit); p += raw.Word {
		what := raw.LoadWord(p)
		if card := what - g.cards; card < cardsOf(heap.size) {
			raw.Store32(what, 0)
			if minor {
				m.visitCard(heap.start + card/cardWord<<cardShift)
			}
		} else if minor {
			forgetNote(what)
			m.trace(what)
		}
	}
	if notesAreLost() {
		raw.Zero(g.cards, int(cardsOf(heap.extent)))
	}
	g.top = g.notes
	if g.soiled != 0 {
		if minor {
			m.visitSoiled()
		}
		raw.Zero(g.staticCards, int(cardsOf(g.staticEnd-g.staticLow)))
		g.soiled = 0
	}
}

// forgetNote has the next barrier note an old or static object again.
//
//rgo:nogc
func forgetNote(object uintptr) { raw.Store32(object-half, raw.Load32(object-half)|unlogged) }

// visitCard visits the references in the part of a large object that is on the card that begins at an address.
//
//rgo:nogc
func (m *marker) visitCard(from uintptr) {
	object := objectAround(from)
	layout := heap.layouts + uintptr(raw.Load32(object-header))*layoutShift
	end := from + 1<<cardShift
	m.visitBetween(object, layout+layoutRefs, from, end)
	elems := layout + layoutElems
	if raw.LoadWord(elems) == 0 {
		return
	}
	stride := raw.LoadWord(layout + layoutStride)
	last := object + raw.LoadWord(object-arrayHeader)*stride
	p := object
	if from > object {
		p += (from - object) / stride * stride
	}
	for ; p < min(end, last); p += stride {
		m.visitBetween(p, elems, from, end)
	}
}

// visitBetween visits the references of the part of an object that begins at p which lie between two addresses. How many there are says
// the layout at an address, and behind that where.
//
//rgo:nogc
func (m *marker) visitBetween(p, layout, from, end uintptr) {
	offs := raw.LoadWord(layout + raw.Word)
	for n := raw.LoadWord(layout); n > 0; n-- {
		if at := p + raw.LoadWord(offs); at >= from && at < end {
			m.visitAt(at)
		}
		offs += raw.Word
	}
}

// visitSoiled visits what the static objects on dirty cards refer to.
//
//rgo:nogc
func (m *marker) visitSoiled() {
	g := &heap.generations
	table := raw.Address(raw.StaticRoots())
	for n := raw.LoadWord(table); n > 0; n-- {
		table += raw.Word
		object := raw.LoadWord(table)
		card := g.staticCards + (object-g.staticLow)>>cardShift*cardWord
		last := g.staticCards + (object+sizeOf(object)-g.staticLow)>>cardShift*cardWord
		for ; card <= last; card += cardWord {
			if raw.Load32(card) != 0 {
				m.trace(object)
				break
			}
		}
	}
}

// sizeOf returns the size of an object without its header.
//
//rgo:nogc
func sizeOf(object uintptr) uintptr {
	layout := heap.layouts + uintptr(raw.Load32(object-header))*layoutShift
	if stride := raw.LoadWord(layout + layoutStride); stride != 0 {
		return raw.LoadWord(object-arrayHeader) * stride
	}
	return raw.LoadWord(layout)
}

// Root has every collection look at all of the array that p leads to, as long as it is alive: stores into it have no barriers.
//
//rgo:noinline
//rgo:nogc
func Root(p uintptr) {
	if !Generational || p-heap.start >= heap.size {
		return
	}
	g := &heap.generations
	raw.HeapLock()
	if g.rootedTop == g.rooted+rootsRoom {
		fault("too many arrays that are always looked at")
	}
	raw.StoreWord(g.rootedTop, objectAround(p))
	g.rootedTop += raw.Word
	raw.HeapUnlock()
}

// visitRooted visits what those arrays refer to which are old. Young ones are visited when they are reached, like others.
//
//rgo:nogc
func (m *marker) visitRooted() {
	g := &heap.generations
	for p := g.rooted; p < g.rootedTop; p += raw.Word {
		if object := raw.LoadWord(p); isMarked(raw.Load32(object - half)) {
			m.trace(object)
		}
	}
}

// forgetRooted removes the arrays that this collection has found dead, and has barriers take no notes of the others.
//
//rgo:nogc
func forgetRooted() {
	g := &heap.generations
	for p := g.rooted; p < g.rootedTop; {
		at := raw.LoadWord(p) - half
		if h := raw.Load32(at); isMarked(h) {
			raw.Store32(at, h&^unlogged)
			p += raw.Word
		} else {
			g.rootedTop -= raw.Word
			raw.StoreWord(p, raw.LoadWord(g.rootedTop))
		}
	}
}
