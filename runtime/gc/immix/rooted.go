package immix

// This file is for arrays that are written to all the time, such as stacks of interpreters. Stores into them have no
// barrier; instead each minor collection looks at all of them.

import "rgo/runtime/raw"

// Root keeps the array that p leads to where it is, and has every collection look at all of it as long as it is alive.
//
//rgo:noinline
//rgo:nogc
func Root(p uintptr) {
	object := located(p)
	if object == 0 {
		return
	}
	Pin(p)
	heap.rooted.add(object)
}

// visitRooted visits what the old arrays refer to. Young ones are visited when they are reached, like others.
//
//rgo:nogc
func visitRooted() {
	for p := heap.rooted.base; p < heap.rooted.top; p += raw.Word {
		if object := raw.LoadWord(p); isMarked(raw.LoadWord(object - header)) {
			trace(object)
		}
	}
}

// forgetRooted removes the arrays that this collection has found dead.
//
//rgo:nogc
func forgetRooted() {
	for p := heap.rooted.base; p < heap.rooted.top; {
		if isLive(raw.LoadWord(p)) {
			p += raw.Word
		} else {
			heap.rooted.top -= raw.Word
			raw.StoreWord(p, raw.LoadWord(heap.rooted.top))
		}
	}
}

// isRooted reports whether an object is one of the arrays.
//
//rgo:nogc
func isRooted(object uintptr) bool {
	for p := heap.rooted.base; p < heap.rooted.top; p += raw.Word {
		if raw.LoadWord(p) == object {
			return true
		}
	}
	return false
}
