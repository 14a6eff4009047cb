package maps

import "rgo/runtime/raw"

// This file makes room: it drops dead entries, or doubles the sequence of entries.

// isDead reports whether entry i has been deleted.
//
//rgo:inline
func (m *Map[K, V]) isDead(i int) bool {
	return m.dead != nil && m.dead[uint(i)>>6]>>(uint(i)&63)&1 != 0
}

// bury marks entry i dead and lets go of what it holds. The index has forgotten it already.
func (m *Map[K, V]) bury(i int) {
	if m.dead == nil {
		m.dead = make([]uint64, (cap(m.entries)+63)>>6)
	}
	m.dead[uint(i)>>6] |= 1 << (uint(i) & 63)
	m.entries[i] = entry[K, V]{}
	m.live--
	for m.first < len(m.entries) && m.isDead(m.first) {
		m.first++
	}
}

// makeRoom makes room for one more entry at least. The sequence is full.
func (m *Map[K, V]) makeRoom() {
	used, room := len(m.entries), cap(m.entries)
	if used >= maxEntries {
		panic("map has too many entries")
	}
	if m.index != nil && uintptr(m.epoch) != raw.Epoch {
		m.reindex()
	}
	if m.live > used>>1 || used < linear {
		room = nextRoom(room)
	}
	var renumber []uint32
	if m.dead != nil {
		renumber = m.compact(room)
	} else {
		fresh := make([]entry[K, V], used, room)
		copy(fresh, m.entries)
		m.entries = fresh
	}
	switch {
	case m.index != nil:
		m.moveIndex(room, renumber)
	case room > linear:
		m.reindex()
	}
}

// nextRoom returns the capacity that follows room.
func nextRoom(room int) int {
	switch {
	case room < 4:
		return 4
	case room < linear:
		return linear
	case room < capacityOf(16):
		return capacityOf(16)
	}
	return 2 * room
}

// compact drops the dead entries, in memory of its own if room is new. For the index it returns each live entry's new
// number plus one.
func (m *Map[K, V]) compact(room int) []uint32 {
	old, fresh := m.entries, m.entries
	if room > cap(old) {
		fresh = make([]entry[K, V], len(old), room)
	}
	renumber := make([]uint32, len(old))
	at := 0
	for i := range old {
		if !m.isDead(i) {
			fresh[at] = old[i]
			at++
			renumber[i] = uint32(at)
		}
	}
	clear(fresh[at:])
	m.entries = fresh[:at]
	m.first = 0
	m.retire(false)
	return renumber
}
