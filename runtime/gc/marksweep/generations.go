package marksweep

// This file decides, where there are generations, what is collected and what counts as live.
//
// Headers tell the generations apart: an object is young if it has the stamp of new objects, old if it has the mark of the last full
// collection. A minor collection gives that mark to the young objects that it reaches, and new objects another stamp; a full one begins with
// another mark. So what has neither is free, and between collections nothing is both live and unmarked but what is young.

import (
	"rgo/runtime/gc/env"
	"rgo/runtime/raw"
)

const (
	nursery      = 8 << 20 // bytes to allocate before a minor collection, for each processor
	unlogged     = 1 << 31 // in the high half of a header: an old or static object of which there is no note
	half         = 4       // bytes of half a header
	stressRounds = 4       // of which the last is a full one
)

type generations struct {
	last     uintptr // stamp or mark
	young    uintptr // stamp of objects that were young when the collection in progress began
	old      uintptr // the mark of those that a full collection may find live
	settled  uintptr // bytes that the last full collection marked
	distance uintptr // bytes to allocate before a collection
	soiled   int     // a card of static data is dirty

	notes, top, limit    uintptr // see barrier.go
	cards                uintptr // of the heap
	staticCards          uintptr
	staticLow, staticEnd uintptr
	rooted, rootedTop    uintptr
}

//rgo:nogc
func initGenerations() {
	if !Generational {
		return
	}
	g := &heap.generations
	g.last = 1
	heap.mark = 0 // of no object yet
	g.distance = nursery * processors()
	if env.Min != 0 {
		g.distance = min(g.distance, env.Min)
	}
	heap.threshold = g.distance
}

// isMarked reports whether the high half of a header is that of an object that was reached.
//
//rgo:inline
//rgo:nogc
func isMarked(h uint32) bool {
	if Generational {
		return h|unlogged == uint32(heap.mark>>32)
	}
	return uintptr(h) == heap.mark>>32
}

// isCandidate reports whether the high half of a header is that of an object that the collection in progress has not reached, but may.
//
//rgo:inline
//rgo:nogc
func isCandidate(h uintptr) bool {
	if Generational {
		return h == heap.generations.young || h|unlogged == heap.generations.old
	}
	return h == heap.stamp>>32-1
}

// advance begins a cycle.
//
//rgo:nogc
func advance(minor bool) {
	if !Generational {
		heap.stamp += 1 << 32
		heap.mark = heap.stamp
		return
	}
	g := &heap.generations
	g.young, g.old = heap.stamp>>32, 0 // what is old already is no candidate
	if !minor || heap.mark == 0 {
		g.old = heap.mark >> 32
		g.last++
		heap.mark = (g.last | unlogged) << 32
		for b := range heap.used {
			raw.StoreInt(record(b)+recordMarked, 0)
		}
	}
	g.last++
	heap.stamp = g.last << 32
}

// minorIsEnough reports whether the next collection need not look at old objects: they have not become many since the last that did.
//
//rgo:nogc
func minorIsEnough() bool {
	g := &heap.generations
	return Generational && heap.live-g.settled < max(heap.least, g.settled/100*heap.growth)
}

// settle is the end of marking: it decides when the next collection comes, and returns what has become old.
//
//rgo:nogc
func settle(minor bool, marked uintptr) (promoted uintptr) {
	if !Generational {
		heap.threshold = max(heap.live/100*heap.growth, heap.least)
		return 0
	}
	g := &heap.generations
	forgetRooted()
	heap.threshold = g.distance
	if minor {
		return marked
	}
	g.settled = heap.live
	return 0
}
