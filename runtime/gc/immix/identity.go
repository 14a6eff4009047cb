package immix

// This file is for objects that somebody knows by their address: identity hashes and pins, and what package handles asks
// of a collection.

import "rgo/runtime/raw"

// IdentityHash returns a number that stays with the object that p leads to, plus the offset of p in it. It is the address
// that the object had when it was first asked for.
//
//rgo:noinline
//rgo:nogc
func IdentityHash(p uintptr) uintptr {
	object := located(p)
	if object == 0 {
		return p
	}
	h := raw.LoadWord(object - header)
	if h&carries != 0 {
		return raw.LoadWord(object-header+sizeFrom(object-header)-raw.Word) + p - object
	}
	if h&hashed == 0 {
		raw.StoreWord(object-header, h|hashed)
	}
	return p
}

// Pin keeps the object that p leads to where it is, until Unpin has been called as often. It does not keep it alive.
//
//rgo:noinline
//rgo:nogc
func Pin(p uintptr) {
	object := located(p)
	if object == 0 {
		return
	}
	if at := findPin(object); at != 0 {
		raw.StoreWord(at+raw.Word, raw.LoadWord(at+raw.Word)+1)
		return
	}
	raw.StoreWord(object-header, raw.LoadWord(object-header)|pinned)
	heap.pins.add(object)
	heap.pins.add(1)
}

// Unpin takes back one Pin.
//
//rgo:noinline
//rgo:nogc
func Unpin(p uintptr) {
	object := located(p)
	at := findPin(object)
	if object == 0 || at == 0 {
		return
	}
	n := raw.LoadWord(at+raw.Word) - 1
	raw.StoreWord(at+raw.Word, n)
	if n == 0 {
		raw.StoreWord(object-header, raw.LoadWord(object-header)&^pinned)
		removePin(at)
	}
}

// findPin returns the address of the entry of an object, or 0.
//
//rgo:nogc
func findPin(object uintptr) uintptr {
	for at := heap.pins.top; at > heap.pins.base; {
		at -= 2 * raw.Word
		if raw.LoadWord(at) == object {
			return at
		}
	}
	return 0
}

// removePin puts the last entry in the place of the one at an address.
//
//rgo:nogc
func removePin(at uintptr) {
	heap.pins.top -= 2 * raw.Word
	raw.StoreWord(at, raw.LoadWord(heap.pins.top))
	raw.StoreWord(at+raw.Word, raw.LoadWord(heap.pins.top+raw.Word))
}

// forgetPins removes the entries of objects that this collection has found dead.
//
//rgo:nogc
func forgetPins() {
	for at := heap.pins.base; at < heap.pins.top; {
		if isLive(raw.LoadWord(at)) {
			at += 2 * raw.Word
		} else {
			removePin(at)
		}
	}
}

// isLive reports, at the end of a collection, whether it has found an object that does not move alive, or did not ask.
//
//rgo:nogc
func isLive(object uintptr) bool {
	h := raw.LoadWord(object - header)
	return isMarked(h) || heap.minor && h&epochMask != 0
}

// located returns the object that p leads to, while the program runs, or 0 if that is not in the heap.
//
//rgo:nogc
func located(p uintptr) uintptr {
	off := p - 1 - heap.start
	if off >= uintptr(heap.used)<<blockShift {
		return 0
	}
	line := heap.lines + off>>lineShift
	if raw.Load8(line) == 0 { // in a hole in use
		leave(heap.hole, heap.next)
		leave(heap.spare.start, heap.spare.next)
	}
	if raw.Load8(line)&young == 0 || p&7 == 0 && bit(heap.fresh, p-header) {
		return resolve(p)
	}
	switch {
	case p-1-heap.hole < heap.next-heap.hole:
		walk(heap.walked, heap.next)
		heap.walked = heap.next
	case p-1-heap.spare.start < heap.spare.next-heap.spare.start:
		walk(heap.spare.start, heap.spare.next)
	default:
		return resolve(p)
	}
	return find(heap.fresh, p-1)
}

// A tracer is the collection in progress, for package handles.
type tracer struct{}

// Live reports whether the object that p leads to has been reached, or is none that this collection looks for.
//
//rgo:nogc
func (tracer) Live(p uintptr) bool {
	if p-heap.start-1 >= heap.extent {
		return true
	}
	object := resolve(p)
	if object == 0 {
		return heap.minor
	}
	h := raw.LoadWord(object - header)
	return h&isForwarded != 0 || isMarked(h) || heap.minor && h&epochMask != 0
}

// Where returns the address now of what p leads to.
//
//rgo:nogc
func (tracer) Where(p uintptr) uintptr {
	if p-heap.start-1 >= heap.extent {
		return p
	}
	object := resolve(p)
	if object == 0 {
		return p
	}
	if h := raw.LoadWord(object - header); h&isForwarded != 0 {
		return p + h&addressMask - object
	}
	return p
}

// Reach marks the object that p leads to and returns where that is now.
//
//rgo:nogc
func (tracer) Reach(p uintptr) uintptr {
	if p-heap.start-1 < heap.extent {
		if object := resolve(p); object != 0 {
			return p + visit(object) - object
		}
	}
	return p
}

// ReachFrom visits what the object at p refers to.
//
//rgo:nogc
func (tracer) ReachFrom(p uintptr) {
	if p-heap.start-1 < heap.extent {
		if object := resolve(p); object != 0 {
			trace(object)
		}
	}
}

// Drain traces all that has been marked.
//
//rgo:nogc
func (tracer) Drain() { drain() }
