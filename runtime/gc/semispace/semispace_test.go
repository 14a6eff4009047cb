package semispace

import (
	"rgo/runtime/gc/handles"
	"testing"
	"unsafe"

	"rgo/runtime/raw"
)

// fakeTables gives the collector one layout, of two references, no static data, and a shadow stack of one slot, whose
// address it returns.
func fakeTables(t *testing.T) uintptr {
	p := raw.Address(raw.Mmap(4096))
	table, offsets, slot := p, p+256, p+512
	row := table + layoutShift
	raw.StoreInt(row+layoutSize, 16)
	raw.StoreInt(row+layoutRefs, 2)
	raw.StoreWord(row+layoutOffs, offsets)
	raw.StoreInt(offsets+8, 8)
	host := raw.HostMemory
	t.Cleanup(func() { raw.HostMemory = host })
	raw.HostMemory = func(name string, a int) unsafe.Pointer {
		switch name {
		case "layout_table":
			return raw.Pointer(table)
		case "static_roots":
			return raw.Pointer(p + 1024)
		case "shadow_base":
			return raw.Pointer(slot)
		case "shadow_top":
			return raw.Pointer(slot + 8)
		}
		return host(name, a)
	}
	return slot
}

// TestLimit keeps a list in a heap of limited size beside much garbage. Every collection is there because of the limit.
func TestLimit(t *testing.T) {
	t.Setenv("RGO_GC_MAX", "4M")
	t.Setenv("RGO_GC_MIN", "4M")
	slot := fakeTables(t)
	heap = state{}
	handles.Reset()
	Init()
	const length = 20000
	for i := range length {
		for range 20 {
			Alloc(1, 16)
		}
		p := Alloc(1, 16)
		raw.StoreWord(p, raw.LoadWord(slot))
		raw.StoreWord(slot, p)
		if heap.held > 2<<20 {
			t.Fatalf("%d bytes are held after %d objects", heap.held, i)
		}
	}
	n := 0
	for p := raw.LoadWord(slot); p != 0; p = raw.LoadWord(p) {
		n++
	}
	if n != length || heap.cycle < 5 {
		t.Errorf("list has %d objects after %d collections", n, heap.cycle)
	}
	raw.StoreWord(slot, 0)
	Collect()
	if heap.held != 0 {
		t.Errorf("%d bytes are held when everything is dead", heap.held)
	}
}
