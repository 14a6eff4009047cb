package immix

// This file decides when to collect, and what; and it counts.
//
// A minor collection comes after as much allocation as stays in a cache. A full one comes when the heap, garbage
// included, has grown by RGO_GC_GROWTH percent of what was live at the last one, and is at least RGO_GC_MIN: minor ones
// come more often before, so that it never becomes much larger. Where a full one finds nearly everything alive, the
// program seems to be building something, and the heap may grow by twice as much. A small heap that fills up with large objects is
// collected very often for what it is worth, so each such collection adds a little to the size below which there is none.
//
// Minor collections are worth their while if most young objects die young. Where much of what they look at survives, they
// are left out until the next full collection has come and gone, and the next one is early, for a trial: with less to
// copy if it fails again. Each failure in a row lets one more trial out. Where they are worth it, the distance between them
// doubles as long as enough survives for a longer wait to be worth its memory and too little to make pauses long, and is
// halved where they are. In a small heap they are cheap whatever survives, and keep it small.

import (
	"rgo/runtime/gc/env"
	"rgo/runtime/gc/log"
	"rgo/runtime/gc/stats"
	"rgo/runtime/raw"
	"rgo/runtime/std/runtime"
)

const (
	nursery       = 4 << 20   // bytes to allocate between two collections, at most
	trial         = 512 << 10 // the same at first, and after a time without minor collections
	bearable      = 1 << 20   // work for which a pause is short enough, in bytes of survivors
	perNote       = 64        // work for a modified object or line, in the same measure: it is somewhere in the heap, and in no cache
	worthwhile    = 16        // a longer wait is worth its memory if more than this part survives
	building      = 8         // a full collection has found little if less than this part of the heap was dead
	modest        = 8 << 20   // bytes of old objects up to which minor collections are never left out
	maxPatience   = 4         // full collections between two trials, at most
	defaultLeast  = 4 << 20
	mostLeast     = 16 << 20  // what that becomes at most
	haste         = 128 << 10 // what a full collection adds to it
	defaultGrowth = 100
)

type policy struct {
	allocated uintptr // bytes of holes and blocks given to allocation since the last collection
	filled    uintptr // those of holes between old objects
	budget    uintptr // of allocated, for a minor collection, if threshold is far
	next      uintptr // of allocated, for the next collection
	held      uintptr // bytes of old lines and large objects
	large     uintptr // the large objects among them
	small     uintptr // bytes of other objects that were live at the last full collection
	enough    uintptr // bytes of blocks: beyond, free lines are used before new blocks
	threshold uintptr // of held, for the next full collection
	full      bool    // the next collection is a full one
	alone     bool    // there are no minor collections in between
	failures  int     // of minor collections in a row
	patience  int     // full collections until the next trial
	minorRate uintptr // percent of what was young that survived the last minor collection
	fullRate  uintptr // and the last full one
	least     uintptr // threshold is not below
	rushed    uintptr // what may still be added to that
	most      uintptr // bytes of blocks
	growth    uintptr // percent
	before    uintptr // bytes of the heap when the collection in progress began
	noted     uintptr // bytes of the notes of modified objects and lines then
	total     uintptr // bytes allocated before the last collection
}

//rgo:nogc
func initPolicy() {
	p := &heap.policy
	p.least, p.most, p.growth = defaultLeast, heap.size, defaultGrowth
	p.rushed = mostLeast - defaultLeast
	if env.Min != 0 {
		p.least, p.rushed = env.Min, 0
	}
	if env.Max != 0 {
		p.most = env.Max
	}
	if env.Growth != 0 {
		p.growth = env.Growth
	}
	p.threshold = p.least
	p.enough = p.least + trial
	heap.stress.every, heap.stress.left = env.Stress, env.Stress
	p.budget, p.next = trial, trial
}

// begin is the start of a collection.
//
//rgo:nogc
func begin(full bool, reason string) {
	kind := log.Minor
	if full {
		kind = log.Full
	}
	heap.policy.before = heap.policy.held + heap.policy.allocated
	heap.policy.noted = heap.log.top - heap.log.base + heap.dirty.top - heap.dirty.base
	log.Begin(kind, reason, heap.policy.before)
	if heap.stress.every > 0 {
		checkNotes()
	}
}

// stays reports whether a collection that is about to begin leaves young objects where they are, since most of them will
// survive: more than three fifths did so last time.
//
//rgo:nogc
func (p *policy) stays(full bool) bool {
	if full {
		return p.fullRate > 60
	}
	return p.minorRate > 60
}

// end is the end of a collection. It decides when the next one will be.
//
//rgo:nogc
func end(full bool) {
	p := &heap.policy
	p.total += p.allocated
	rate := uintptr(0)
	if p.allocated > 100 {
		rate = min(heap.promoted/(p.allocated/100), 100)
	}
	if log.Enabled() {
		log.Holes(p.filled, blocksOf(heap.nearly)+blocksOf(heap.partly))
	}
	p.allocated, p.filled = 0, 0
	gaps := uintptr(0)
	if full {
		p.fullRate = rate
		if runtime.Growth != 0 && env.Growth == 0 {
			p.growth = runtime.Growth
		}
		p.small = heap.live - p.large
		growth := p.growth
		if heap.live > p.before-p.before/building && p.held > modest {
			growth *= 2
		}
		if p.full && p.rushed > 0 { // it was due, nobody asked for it
			p.least += haste
			p.rushed -= haste
		}
		p.threshold = max(p.least, heap.live+heap.live/100*growth, p.held+heap.live/4)
		p.enough = p.threshold + trial
		if small := p.held - p.large; small > 0 {
			gaps = 100 - 100*p.small/small
		}
		p.afterFull()
		giveBack()
	} else {
		p.afterMinor(rate)
	}
	log.End(p.held, uintptr(heap.used-heap.idle)<<blockShift, heap.promoted, p.large, gaps)
	if heap.stress.every > 0 {
		check()
	}
}

// blocksOf returns the length of the list of blocks that begins with block b.
//
//rgo:nogc
func blocksOf(b int) uintptr {
	n := uintptr(0)
	for ; b != none; n++ {
		b = int(raw.LoadInt(record(b) + recordNext))
	}
	return n
}

// afterMinor decides whether minor collections go on: at a given percentage of survivors.
//
//rgo:nogc
func (p *policy) afterMinor(rate uintptr) {
	p.minorRate = rate
	if rate > 40 && p.held > modest {
		p.patience = min(p.failures, maxPatience)
		p.failures++
		p.wait()
		return
	}
	p.failures = 0
	work := heap.promoted + p.noted/raw.Word*perNote
	switch {
	case work > bearable:
		p.budget = max(p.budget/2, trial)
	case heap.promoted > p.budget/worthwhile && 2*work <= bearable:
		p.budget = min(2*p.budget, nursery)
	}
	p.fit()
}

// fit makes the next collection come no later than when threshold is reached, and a full one if that is soon.
//
//rgo:nogc
func (p *policy) fit() {
	p.next = p.budget
	left := p.left()
	p.full = left < trial
	if left < p.next {
		p.next = max(left, trial)
	}
}

// left is how much can be allocated until threshold is reached.
//
//rgo:nogc
func (p *policy) left() uintptr { return p.threshold - min(p.held, p.threshold) }

// afterFull decides whether minor collections come next.
//
//rgo:nogc
func (p *policy) afterFull() {
	if p.alone {
		if p.patience > 0 {
			p.patience--
			p.wait()
			return
		}
		p.alone = false
		p.budget = trial
	}
	p.fit()
}

// wait leaves out minor collections until the next full one.
//
//rgo:nogc
func (p *policy) wait() {
	p.alone, p.full = true, true
	p.next = max(p.left(), nursery)
}

// giveBack gives free blocks back to the system, if there are far more of them than will be used until the next full
// collection: pages given back only to be touched again cost more than they are worth.
//
//rgo:nogc
func giveBack() {
	p := &heap.policy
	keep := int((p.threshold - p.held + nursery) >> blockShift)
	for b := heap.used - 1; b >= 0 && heap.idle > 2*keep; b-- {
		end := b + 1
		for b >= 0 && kindOf(b) == kindFree {
			b--
		}
		n := end - (b + 1)
		if n < releaseBlocks || raw.MadviseFree(raw.Pointer(address(b+1)), n<<blockShift) != 0 {
			continue
		}
		keep += n / 2
		for i := b + 1; i < end; i++ {
			setKind(i, kindClean)
		}
	}
}

const releaseBlocks = 8 // shorter runs of free blocks are not given back

// Stats fills s. Holes that have been given to allocation count as allocated.
//
//rgo:nogc
func Stats(s *stats.Counters) {
	*s = stats.Counters{}
	p := &heap.policy
	s.HeapInUse = uint64(p.held + p.allocated)
	s.HeapSys = uint64(heap.used) << blockShift
	s.Limit = uint64(min(p.most, heap.size))
	s.Allocated = uint64(p.total + p.allocated)
	log.Count(s)
}

// Exit ends the log.
//
//rgo:nogc
func Exit() { log.Exit(heap.policy.held + heap.policy.allocated) }
