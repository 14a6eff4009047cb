package maps

import (
	"unsafe"

	"rgo/runtime/raw"
)

// This file is the index of a map: linear probing over words. A word is 0 if the slot is free; else its high half is the
// scrambled hash of the entry whose number plus one is the low half, or tombstone for one that has been deleted.

const (
	tombstone  = 1<<32 - 1
	maxEntries = 1 << 31
	low32      = 1<<32 - 1
)

// scramble spreads the bits of a hash. Its top bits are the home slot.
//
//rgo:inline
func scramble(h uintptr) uint32 {
	x := uint64(h)
	x ^= x >> 32
	return uint32(x * 0x9e3779b97f4a7c15 >> 32)
}

// capacityOf returns the number of entries that an index of n slots serves: five eighths, where probes are short.
func capacityOf(slots int) int { return slots>>1 + slots>>3 }

// makeIndex makes an empty index for n entries.
func (m *Map[K, V]) makeIndex(n int) {
	slots, bits := 16, uint8(4)
	for capacityOf(slots) < n {
		slots *= 2
		bits++
	}
	m.index = make([]uint64, slots)
	m.shift = 32 - bits
	m.epoch = uint32(raw.Epoch)
}

// lookup returns the number of the entry of k, whose scrambled hash is h, or -1. m has an index.
func (m *Map[K, V]) lookup(k K, h uint32) int {
	if m.stale() {
		m.reindexOnce()
	}
	index := m.index
	mask := uint(len(index) - 1)
	for at := uint(h >> (m.shift & 31)); ; at++ {
		w := index[at&mask]
		if w == 0 {
			return -1
		}
		if uint32(w>>32) == h && uint32(w) != tombstone {
			if i := int(uint32(w)) - 1; m.entries[i].key == k {
				return i
			}
		}
	}
}

// place enters entry number n with scrambled hash h. There is a free slot.
func (m *Map[K, V]) place(h uint32, n int) {
	mask := uint(len(m.index) - 1)
	at := uint(h >> (m.shift & 31))
	for m.index[at&mask] != 0 {
		at++
	}
	m.index[at&mask] = uint64(h)<<32 | uint64(n+1)
}

// unplace makes the slot of entry number n, which lookup has just found, a tombstone.
func (m *Map[K, V]) unplace(h uint32, n int) {
	mask := uint(len(m.index) - 1)
	at := uint(h >> (m.shift & 31))
	for uint32(m.index[at&mask]) != uint32(n+1) {
		at++
	}
	m.index[at&mask] |= tombstone
}

// reindex builds the index anew from the keys.
func (m *Map[K, V]) reindex() {
	m.makeIndex(cap(m.entries))
	for i := range m.entries {
		if !m.isDead(i) {
			m.place(scramble(hash(m.entries[i].key, 0)), i)
		}
	}
}

// stale reports whether the index has been built in another epoch.
//
//rgo:inline
func (m *Map[K, V]) stale() bool {
	if raw.Free && raw.Collected() != 0 {
		return uintptr(raw.LoadHalf(unsafe.Pointer(&m.epoch))) != raw.Epoch
	}
	return uintptr(m.epoch) != raw.Epoch
}

// reindexOnce is reindex for a map that several goroutines may read at the same time: one of them builds the index, and enters it
// before it says of which epoch it is.
func (m *Map[K, V]) reindexOnce() {
	if !raw.Free {
		m.reindex()
		return
	}
	raw.Lock()
	if m.stale() {
		next := Map[K, V]{entries: m.entries, dead: m.dead}
		next.reindex()
		m.index, m.shift = next.index, next.shift
		if raw.Collected() == 0 {
			m.epoch = next.epoch
		} else {
			raw.SwapHalf(unsafe.Pointer(&m.epoch), int(next.epoch))
		}
	}
	raw.Unlock()
}

// moveIndex builds an index for n entries from the old one, renumbered after the dead entries are gone. It looks at no
// key. Renumber is nil if numbers stay.
func (m *Map[K, V]) moveIndex(n int, renumber []uint32) {
	old := m.index
	m.makeIndex(n)
	for _, w := range old {
		i := uint32(w)
		if w == 0 || i == tombstone {
			continue
		}
		if renumber != nil {
			i = renumber[i-1]
		}
		m.place(uint32(w>>32), int(i)-1)
	}
}
