package vm

import (
	"math/bits"

	"rgo/rlib/unchecked"
)

// This file has threads that run at the same time look into inline caches of
// their own, as CPython 3.14 without GIL has instructions of their own
// (Python/index_pool.c). Threads that run the same code often run it with other
// globals and classes; in common caches the lookups of one would stand behind
// those of the other, and filling them would take the lines of memory from who
// reads them.
//
// Caches have numbers, of which a thread takes the lowest that is free and gives
// it back in the end: the next thread goes on with what is there. Most code is
// run by one thread, whose caches are in the code object itself. Threads of which
// there are too many use caches in common, and so do greenlets and tasklets,
// which may go on in another thread.

// sharedCaches is the number of the caches in common, and how many others there
// are.
const sharedCaches = 16

// takeCaches gives a new thread the number of its caches.
func (t *Thread) takeCaches() {
	t.caches = min(bits.TrailingZeros(^t.interp.cachesTaken), sharedCaches)
	if t.caches != sharedCaches {
		t.interp.cachesTaken |= 1 << t.caches
	}
}

// giveCaches is for a thread that ends.
func (t *Thread) giveCaches() {
	if t.caches != sharedCaches {
		t.interp.cachesTaken &^= 1 << t.caches
	}
	t.caches = sharedCaches
}

// ownCaches returns the caches that t uses, if they are not those in the code
// object.
//
//rgo:parallel
func (t *Thread) ownCaches(c *Code) unchecked.Slice[*inlineCache] {
	if c.cold > 0 {
		return c.caches
	}
	if c.others != nil {
		if caches := c.others[t.caches]; caches != nil {
			return caches
		}
	}
	return t.moreCaches(c)
}

// moreCaches makes them.
func (t *Thread) moreCaches(c *Code) unchecked.Slice[*inlineCache] {
	if c.owner == t.caches { // since the thread has waited to be alone
		return c.caches
	}
	if c.others == nil {
		c.others = &[sharedCaches + 1][]*inlineCache{}
	}
	if c.others[t.caches] == nil {
		c.others[t.caches] = c.makeCaches()
	}
	return c.others[t.caches]
}
