// Package maps is Go's map, monomorphised for each key and value type of a program.
//
// A map is a sequence of entries in insertion order, and above a few entries an index into it: an open-addressing table
// of words, each with 32 bits of hash and 32 bits of entry number. Looking up touches one word of the index in the common
// case, then the entry. Growing the index never looks at keys. Deleting marks the entry dead; dead entries go when the
// sequence is full. Iteration follows the sequence, so that its order is that of insertion.
//
// All of Go's rules hold: NaN keys, a key updated together with its value, insertion, deletion and clear during
// iteration, a panic for a key whose dynamic type has no hash, nil maps.
package maps

import (
	"rgo/runtime/raw"
	"rgo/runtime/std/runtime"
)

// HostHash is the hash under plain Go; tests set it. A translated program has none.
var HostHash func(k any, seed uintptr) uintptr

// hash is the hash of every comparable type: equal keys have equal hashes. It panics for a dynamic type without ==.
//
//rgo:op hash
func hash[K comparable](k K, seed uintptr) uintptr { return HostHash(k, seed) }

// An entry is a key with its value.
type entry[K comparable, V any] struct {
	key   K
	value V
}

// Map is a map[K]V. The zero Map is empty and ready for use.
type Map[K comparable, V any] struct {
	entries []entry[K, V] // in insertion order, dead ones included; len is the number of them
	index   []uint64      // nil while there is room for linear entries at most; see index.go
	dead    []uint64      // a bit for each dead entry; nil if there are none
	live    int           // entries that are not dead
	first   int           // every entry before this one is dead
	shift   uint8         // of a hash, to get its home slot in index
	epoch   uint32        // in which index was built
	gen     *generation   // of entry numbers, if an iterator may depend on them
}

// linear is the capacity up to which a map has no index.
const linear = 8

// Make returns a new map with room for hint entries. A hint below zero counts as zero.
func (*Map[K, V]) Make(hint int) *Map[K, V] {
	m := new(Map[K, V])
	if hint > 0 {
		if hint > maxEntries {
			hint = 0 // gc ignores an absurd hint too
		}
		m.entries = make([]entry[K, V], 0, hint)
		if hint > linear {
			m.makeIndex(hint)
		}
	}
	return m
}

// Len returns the number of entries.
//
//rgo:inline
func (m *Map[K, V]) Len() int {
	if m == nil {
		return 0
	}
	return m.live
}

// find returns the entry of key k, or nil.
func (m *Map[K, V]) find(k K) *entry[K, V] {
	if m == nil {
		hash(k, 0) // panics if k has no hash
		return nil
	}
	if m.index == nil {
		for i := range m.entries {
			if e := &m.entries[i]; e.key == k && !m.isDead(i) {
				return e
			}
		}
		hash(k, 0)
		return nil
	}
	if i := m.lookup(k, scramble(hash(k, 0))); i >= 0 {
		return &m.entries[i]
	}
	return nil
}

// Get returns m[k].
func (m *Map[K, V]) Get(k K) V {
	if e := m.find(k); e != nil {
		return e.value
	}
	var zero V
	return zero
}

// GetOk returns the two results of m[k].
func (m *Map[K, V]) GetOk(k K) (V, bool) {
	if e := m.find(k); e != nil {
		return e.value, true
	}
	var zero V
	return zero, false
}

// Find returns m[k] and the entry that it is in, or nil. The entry stays in its place until m is changed.
func (m *Map[K, V]) Find(k K) (V, *entry[K, V]) {
	e := m.find(k)
	if e != nil {
		return e.value, e
	}
	var zero V
	return zero, nil
}

// Set is m[k] = v. The key is stored too: equal keys can differ, as 0 and -0 do.
func (m *Map[K, V]) Set(k K, v V) {
	if i := m.locate(k, v); i >= 0 {
		e := &m.entries[i]
		e.key, e.value = k, v
	}
}

// SetValue is m[k] = v where equal keys do not differ.
func (m *Map[K, V]) SetValue(k K, v V) {
	if i := m.locate(k, v); i >= 0 {
		m.entries[i].value = v
	}
}

// Update is Set after Find has returned e, and nothing has changed m since.
func (m *Map[K, V]) Update(k K, v V, e *entry[K, V]) {
	if e == nil {
		m.Set(k, v)
		return
	}
	e.key, e.value = k, v
}

// UpdateValue is SetValue after Find has returned e, and nothing has changed m since.
//
//rgo:inline
func (m *Map[K, V]) UpdateValue(k K, v V, e *entry[K, V]) {
	if e == nil {
		m.SetValue(k, v)
		return
	}
	e.value = v
}

// locate returns the number of the entry of k. If there is none, it adds one with value v, and returns -1.
//
//rgo:inline
func (m *Map[K, V]) locate(k K, v V) int {
	if m == nil {
		runtime.PanicNilMap()
	}
	h := scramble(hash(k, 0))
	if m.index == nil {
		for i := range m.entries {
			if m.entries[i].key == k && !m.isDead(i) {
				return i
			}
		}
	} else if i := m.lookup(k, h); i >= 0 {
		return i
	}
	m.insert(k, v, h)
	return -1
}

// insert appends an entry for k, which m does not have.
func (m *Map[K, V]) insert(k K, v V, h uint32) {
	if len(m.entries) == cap(m.entries) {
		m.makeRoom()
	}
	n := len(m.entries)
	m.entries = m.entries[:n+1]
	e := &m.entries[n]
	e.key, e.value = k, v
	m.live++
	if m.index != nil {
		m.place(h, n)
	}
}

// Delete is delete(m, k).
func (m *Map[K, V]) Delete(k K) {
	if m == nil || m.live == 0 {
		hash(k, 0)
		return
	}
	i := -1
	if m.index == nil {
		for j := range m.entries {
			if m.entries[j].key == k && !m.isDead(j) {
				i = j
				break
			}
		}
		if i < 0 {
			hash(k, 0)
			return
		}
	} else {
		h := scramble(hash(k, 0))
		if i = m.lookup(k, h); i < 0 {
			return
		}
		m.unplace(h, i)
	}
	m.bury(i)
}

// Clear is clear(m).
func (m *Map[K, V]) Clear() {
	if m == nil || len(m.entries) == 0 {
		return
	}
	m.retire(true)
	clear(m.entries)
	m.entries = m.entries[:0]
	clear(m.index)
	m.live, m.first, m.epoch = 0, 0, uint32(raw.Epoch)
}
