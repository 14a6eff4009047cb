package maps

import (
	"unsafe"

	"rgo/runtime/gc/collector"
	"rgo/runtime/raw"
)

// This file iterates. An iterator is a position in the sequence of entries. When dead entries are dropped, or the map is
// cleared, entry numbers change: a generation of them ends. What iterators need to follow is left in a record that they
// and the map share, so that maps know nothing of their iterators.

// A generation is a period in which entry numbers do not change.
type generation struct {
	dead    []uint64 // the entries that were dropped at its end
	cleared bool     // it ended with clear
	next    *generation
}

// Iter is the state of a range loop over a map.
type Iter[K comparable, V any] struct {
	m    *Map[K, V]
	gen  *generation
	next int // entry to look at next
}

// Iter returns an iterator at the first entry.
func (m *Map[K, V]) Iter() *Iter[K, V] {
	it := &Iter[K, V]{m: m}
	if m != nil {
		it.gen = m.generation()
		it.next = m.first
	}
	return it
}

// generation returns the generation of m, which begins to count them if it has not. Who only reads a map may do so together with
// others.
func (m *Map[K, V]) generation() *generation {
	if raw.Free && raw.Collected() != 0 {
		at := unsafe.Pointer(&m.gen)
		if raw.Load(at) == 0 {
			g := int(raw.Address(unsafe.Pointer(new(generation))))
			collector.BarrierInterior(raw.Address(at))
			raw.Cas(at, 0, g)
		}
		return (*generation)(raw.Pointer(uintptr(raw.Load(at))))
	}
	if m.gen == nil {
		m.gen = new(generation)
	}
	return m.gen
}

// Next returns the next entry, or false if there is none.
func (it *Iter[K, V]) Next() (bool, K, V) {
	m := it.m
	if m != nil {
		if it.gen != m.gen {
			it.follow()
		}
		for i := it.next; i < len(m.entries); i++ {
			if m.isDead(i) {
				continue
			}
			it.next = i + 1
			e := &m.entries[i]
			return true, e.key, e.value
		}
		it.next = len(m.entries)
	}
	var k K
	var v V
	return false, k, v
}

// follow moves the iterator through the generations that ended since it last looked.
func (it *Iter[K, V]) follow() {
	for it.gen.next != nil {
		if it.gen.cleared {
			it.next = 0
		} else {
			it.next -= countBelow(it.gen.dead, it.next)
		}
		it.gen = it.gen.next
	}
}

// retire ends the generation: entries marked dead are gone, or all of them are. The marks start anew.
func (m *Map[K, V]) retire(cleared bool) {
	if old := m.gen; old != nil {
		old.dead, old.cleared = m.dead, cleared
		old.next = new(generation)
		m.gen = old.next
	}
	m.dead = nil
}

// countBelow returns how many of the first n bits are set.
func countBelow(bits []uint64, n int) int {
	count := 0
	for i := 0; i < n; i++ {
		count += int(bits[uint(i)>>6] >> (uint(i) & 63) & 1)
	}
	return count
}
