package transform

// This file is the table of collectors: what each is, what it can work with and what it asks of the code around it. The
// rules between options, the functions that a collector's package must have, the barriers and the hash of pointers all
// come from its rows.

import "rgo/rtyper/lltype"

// A Collector is a row of the table.
type Collector struct {
	Name     string
	What     string
	Backends []string // the first is the usual one
	Roots    []string // ways to find roots that it works with; the first is the usual one
	Why      string   // why there are no other backends and roots, if there are not
	Moving   bool     // objects change their addresses: pointers are hashed by IdentityHash
	Barriers bool     // it has to know which objects are modified
	Elements bool     // and which elements of arrays
	OnlyFree bool     // that only where goroutines run at the same time: elsewhere it knows no young objects
	Foreign  bool     // it knows nothing of package handles: there are no finalizers, cleanups and weak pointers

	// StaticBits is the collector's half of the header of static objects that can hold references: for a collector with
	// barriers, "not modified yet", so that the first barrier sees it and makes the object a root.
	StaticBits uint32
}

// Collectors returns the table. The first is the one that is taken if nobody says otherwise.
func Collectors() []Collector {
	both := []string{"llvm", "go"}
	either := []string{"conservative", "shadowstack"}
	return []Collector{
		{Name: "immix", What: "mark-region: bump allocation into free lines, generational", Backends: both, Roots: either, Moving: true, Barriers: true, Elements: true, StaticBits: 1 << 31},
		{Name: "marksweep", What: "size-class free lists with mark and sweep, the simple reference; generational with `--threads free`", Backends: both, Roots: either, Barriers: true, Elements: true, OnlyFree: true, StaticBits: 1 << 31},
		{Name: "none", What: "bump allocation that never frees", Backends: both, Roots: either},
		{Name: "semispace", What: "copying between two halves: proves that moving works", Backends: both, Roots: []string{"shadowstack"}, Moving: true,
			Why: "it moves every object, so it must know every reference exactly"},
		{Name: "boehm", What: "the external libgc, for comparison", Foreign: true, Backends: []string{"llvm"}, Roots: []string{"conservative"},
			Why: "libgc is linked by clang and scans the machine stack"},
	}
}

// FindCollector returns the row called name, or nil.
func FindCollector(name string) *Collector {
	for _, c := range Collectors() {
		if c.Name == name {
			return &c
		}
	}
	return nil
}

// collector returns the row that o names, as it is for the threading model.
func (o Options) collector() *Collector {
	c := FindCollector(o.GC)
	if c.OnlyFree && !o.Parallel {
		c.Barriers, c.Elements, c.StaticBits = false, false, 0
	}
	return c
}

// A collectorFunction is a function that the package of a collector has.
type collectorFunction struct {
	name            string
	params, results []lltype.Prim
	needed          func(*Collector) bool // nil: always
}

func hasBarriers(c *Collector) bool { return c.Barriers }
func hasElements(c *Collector) bool { return c.Elements }

// collectorFunctions is the interface of a collector, as generated code and the runtime call it. All of them are leaves:
// none allocates in the heap that the collector manages.
var collectorFunctions = []collectorFunction{
	// Init prepares the heap, before anything is allocated.
	{name: "Init"},
	// Alloc(id, size) and AllocArray(id, n, stride) return a zeroed object with its header.
	{name: "Alloc", params: []lltype.Prim{lltype.Uint32, lltype.Int64}, results: []lltype.Prim{lltype.Uint64}},
	{name: "AllocArray", params: []lltype.Prim{lltype.Uint32, lltype.Int64, lltype.Int64}, results: []lltype.Prim{lltype.Uint64}},
	// Collect runs a full collection.
	{name: "Collect"},
	// Exit is called when the program is about to end, in whatever way: it ends the log (package log).
	{name: "Exit"},
	// IdentityHash(p) is a number that stays with the object and the offset that p, which may be interior, points to.
	{name: "IdentityHash", params: []lltype.Prim{lltype.Uint64}, results: []lltype.Prim{lltype.Uint64}},
	// Pin(p) keeps the object that p points into where it is, until Unpin has been called as often.
	{name: "Pin", params: []lltype.Prim{lltype.Uint64}},
	{name: "Unpin", params: []lltype.Prim{lltype.Uint64}},
	// Root(p) keeps the array that p points to where it is, and has every collection look at all of it, modified or not, as
	// long as it is alive: stores into it have no barriers.
	{name: "Root", params: []lltype.Prim{lltype.Uint64}},
	// Stats(s) fills the counters of package rgo/runtime/gc/stats.
	{name: "Stats", params: []lltype.Prim{lltype.Ref}},
	// Barrier(object) is called in front of a store of a reference into the object that starts there. There is none, nor
	// any other barrier, for an object allocated by the same function since the last collection: such objects count as
	// young until then, whatever their size. Nor is there a second one until the next operation that can collect: one
	// barrier covers all of the object. There is none where what is stored was loaded from the same place. So what survives a
	// collection must not be young any more. Static objects are objects like others.
	{name: "Barrier", params: []lltype.Prim{lltype.Uint64}, needed: hasBarriers},
	// BarrierInterior(slot) is Barrier where only the address of the slot is known: in the heap, static data or a stack.
	{name: "BarrierInterior", params: []lltype.Prim{lltype.Uint64}, needed: hasBarriers},
	// BarrierRange(p, size) is called next to a copy of size bytes to p that can hold references.
	{name: "BarrierRange", params: []lltype.Prim{lltype.Uint64, lltype.Int64}, needed: hasBarriers},
	// BarrierElement(array, slot) takes the place of Barrier(array) for elements of arrays, if the collector wants that.
	{name: "BarrierElement", params: []lltype.Prim{lltype.Uint64, lltype.Uint64}, needed: hasElements},
}

// functionsOf returns the functions that the package of c must have.
func functionsOf(c *Collector) []collectorFunction {
	var list []collectorFunction
	for _, f := range collectorFunctions {
		if f.needed == nil || f.needed(c) {
			list = append(list, f)
		}
	}
	return list
}
