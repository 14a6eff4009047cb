package immix

// This file decides when to collect, and what; and it counts.
//
// A minor collection comes after as much allocation as stays in a cache. A full one comes when what is held by old
// objects, garbage included, has grown by RGO_GC_GROWTH percent since the last one, and is at least RGO_GC_MIN.

import (
	"rgo/runtime/gc/env"
	"rgo/runtime/gc/log"
	"rgo/runtime/gc/stats"
	"rgo/runtime/raw"
)

const (
	nursery       = 4 << 20 // bytes to allocate between two collections
	defaultLeast  = 8 << 20
	defaultGrowth = 100
)

type policy struct {
	allocated uintptr // bytes of holes and blocks given to allocation since the last collection
	budget    uintptr // of allocated, for the next collection
	held      uintptr // bytes of old lines and large objects
	large     uintptr // the large objects among them
	threshold uintptr // of held, for the next full collection
	full      bool    // the next collection is a full one
	least     uintptr // threshold is not below
	most      uintptr // bytes of blocks
	growth    uintptr // percent
	total     uintptr // bytes allocated before the last collection
}

//rgo:nogc
func initPolicy() {
	p := &heap.policy
	p.least, p.most, p.growth = defaultLeast, heap.size, defaultGrowth
	if env.Min != 0 {
		p.least = env.Min
	}
	if env.Max != 0 {
		p.most = env.Max
	}
	if env.Growth != 0 {
		p.growth = env.Growth
	}
	p.threshold = p.least
	heap.stress.every, heap.stress.left = env.Stress, env.Stress
	p.budget = nursery
}

// begin is the start of a collection.
//
//rgo:nogc
func begin(full bool, reason string) {
	kind := log.Minor
	if full {
		kind = log.Full
	}
	log.Begin(kind, reason, heap.policy.held+heap.policy.allocated)
	if heap.stress.every > 0 {
		checkNotes()
	}
}

// end is the end of a collection. It decides when the next one will be.
//
//rgo:nogc
func end(full bool) {
	p := &heap.policy
	p.total += p.allocated
	p.allocated = 0
	if full {
		p.threshold = max(p.least, p.held+p.held/100*p.growth)
	}
	p.full = p.held > p.threshold
	promoted, gaps := heap.live, uintptr(0)
	if full {
		promoted = 0
		if small := p.held - p.large; small > 0 {
			gaps = 100 - 100*(heap.live-p.large)/small
		}
	}
	log.End(p.held, uintptr(heap.used-heap.idle)<<blockShift, promoted, p.large, gaps)
	if heap.stress.every > 0 {
		check()
	}
}

// giveBack gives free blocks back to the system, if there are far more of them than will be used until the next full
// collection: pages given back only to be touched again cost more than they are worth.
//
//rgo:nogc
func giveBack() {
	p := &heap.policy
	keep := int((p.held/100*p.growth + p.least + nursery) >> blockShift)
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
