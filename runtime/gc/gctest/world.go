package gctest

// This file is the memory outside of the heap, in the place of what the translator and the start-up code make: the tables
// of layouts and static objects, and the stack of roots.

import (
	"unsafe"

	"rgo/runtime/gc/handles"
	"rgo/runtime/raw"
	_ "rgo/runtime/raw/host"
)

// Headers as in package lltype, and the table of layouts as transform builds it.
const (
	header      = 8
	arrayHeader = 16

	layoutShift  = 48
	layoutStride = 8
	layoutRefs   = 16
	layoutOffs   = 24
	layoutElems  = 32
	layoutEOffs  = 40
)

// A layout is a row of the table of layouts.
type layout struct {
	size, stride int64
	refs, elems  []int64
}

// The layouts of the tests. The first one is that of no object.
var layouts = []layout{
	0:            {},
	1:            {size: 8},
	pair:         {size: 16, refs: []int64{0, 8}},
	3:            {size: 120, refs: []int64{0, 64, 112}},
	4:            {size: 700, refs: []int64{8}},
	5:            {size: 20000, refs: []int64{19992}},
	6:            {stride: 1},
	referenceRow: {stride: 8, elems: []int64{0}},
	8:            {stride: 24, elems: []int64{8}},
	9:            {size: 121},
	10:           {size: 0},
	11:           {stride: 16, elems: []int64{0, 8}},
	12:           {size: 40, refs: []int64{32}},
	13:           {stride: 3},
	hidden:       {size: 8},
	callback:     {size: 16, refs: []int64{8}},
}

const (
	pair         = 2  // two references
	huge         = 5  // 20000 bytes
	referenceRow = 7  // array of references
	hidden       = 14 // the word of a weak pointer
	callback     = 15 // the function of a finalizer or cleanup: its number, and something that it refers to
)

const (
	stackSlots  = 64
	pinSlots    = 20 // behind them, for what is pinned: to pin an object does not keep it
	staticSlots = 6
)

// world is the memory outside of the heap.
type world struct {
	*Collector
	conservative                             bool
	table, whole, static, staticRoots, stack uintptr
	arena                                    uintptr
	maps                                     map[uintptr]int // memory that the collector has from the system
	output                                   []byte          // what it has printed

	host       func(name string, p, q unsafe.Pointer, a, b int) int
	hostMemory func(name string, a int) unsafe.Pointer
}

const arenaSize = 1 << 16

// newWorld makes tables and an empty stack, and starts the collector.
func newWorld(c *Collector, conservative bool) *world {
	p := raw.Address(raw.Mmap(arenaSize))
	if p == 0 {
		panic("no memory")
	}
	w := &world{Collector: c, conservative: conservative, arena: p, maps: map[uintptr]int{}}
	take := func(n int64) uintptr {
		q := p
		p += uintptr(n+7) &^ 7
		return q
	}
	w.table = take(int64(len(layouts)) * layoutShift)
	offsets := func(list []int64) uintptr {
		q := take(int64(len(list)) * 8)
		for i, o := range list {
			raw.StoreInt(q+uintptr(i)*8, o)
		}
		return q
	}
	for id, l := range layouts {
		row := w.table + uintptr(id)*layoutShift
		raw.StoreInt(row, l.size)
		raw.StoreInt(row+layoutStride, l.stride)
		raw.StoreInt(row+layoutRefs, int64(len(l.refs)))
		raw.StoreWord(row+layoutOffs, offsets(l.refs))
		raw.StoreInt(row+layoutElems, int64(len(l.elems)))
		raw.StoreWord(row+layoutEOffs, offsets(l.elems))
	}
	w.whole = take(int64(len(layouts)) * 8) // no reference is known to lead to starts of objects
	w.static = take(arrayHeader+staticSlots*8) + arrayHeader
	raw.StoreInt(w.static-arrayHeader, staticSlots)
	raw.StoreWord(w.static-header, referenceRow|uintptr(c.StaticHeader)<<32)
	w.staticRoots = take(16)
	raw.StoreInt(w.staticRoots, 1)
	raw.StoreWord(w.staticRoots+8, w.static)
	w.stack = take((stackSlots + pinSlots) * 8)
	w.host, w.hostMemory = raw.Host, raw.HostMemory
	raw.Host, raw.HostMemory = w.call, w.memory
	c.Reset(conservative)
	handles.Reset()
	c.Init()
	return w
}

// close gives everything back.
func (w *world) close() {
	raw.Host, raw.HostMemory = w.host, w.hostMemory
	for p, n := range w.maps {
		raw.Munmap(raw.Pointer(p), n)
	}
	raw.Munmap(raw.Pointer(w.arena), arenaSize)
	w.Reset(w.conservative) // so that nobody uses what is gone
}

// call carries out external functions: those of the host, except that the end of the program ends only the run.
func (w *world) call(name string, p, q unsafe.Pointer, a, b int) int {
	switch {
	case name == "exit":
		failf("exit %d: %s", a, w.output)
	case name == "write" && a == 2:
		w.output = append(w.output, unsafe.Slice((*byte)(p), b)...)
		return b
	case name == "munmap":
		delete(w.maps, raw.Address(p))
	}
	return w.host(name, p, q, a, b)
}

func (w *world) memory(name string, a int) unsafe.Pointer {
	switch name {
	case "layout_table":
		return raw.Pointer(w.table)
	case "whole_refs":
		return raw.Pointer(w.whole)
	case "static_roots":
		return raw.Pointer(w.staticRoots)
	case "stack_pointer", "shadow_base":
		return raw.Pointer(w.stack)
	case "stack_top", "shadow_top":
		return raw.Pointer(w.stack + (stackSlots+pinSlots)*8)
	case "static_start":
		return raw.Pointer(w.arena)
	case "static_end":
		return raw.Pointer(w.arena + arenaSize)
	case "mmap":
		p := w.hostMemory(name, a)
		if p != nil {
			w.maps[raw.Address(p)] = a
		}
		return p
	}
	return w.hostMemory(name, a)
}
