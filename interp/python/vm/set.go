package vm

import (
	"rgo/rlib/thread"
	"rgo/rlib/unchecked"
)

// This file defines the hash table of set and frozenset. It probes in the
// order in which CPython probes, so that iteration gives the same order. Its
// size is a power of two, and a hash is masked by it before it is an index.

type setEntry struct {
	hash uint64
	key  Object // nil if empty, deletedKey if removed
}

// setTable is the table of a set.
type setTable struct {
	bias   thread.Bias
	table  []setEntry
	fill   int // used and removed entries
	live   int
	finger int // where pop goes on
}

// Set is a set.
type Set struct {
	setTable
	weakHolder
}

// Class returns set.
func (*Set) Class() *Type { return SetType }

// FrozenSet is a frozenset.
type FrozenSet struct {
	setTable
	weakHolder
	hash int64 // or 0: not known yet
}

// Class returns frozenset.
func (*FrozenSet) Class() *Type { return FrozenSetType }

// SetType is set.
var SetType = newBuiltinType("set", ObjectType, 0)

// FrozenSetType is frozenset.
var FrozenSetType = newBuiltinType("frozenset", ObjectType, 0)

// deletedKey marks removed entries.
var deletedKey Object = &Cell{}

const (
	setMinSize    = 8
	linearProbes  = 9
	perturbShift  = 5
	setGrowLimit  = 50000
	setFillFactor = 5 // the table grows when 3/5 is full
)

// setOf returns the table of a set or frozenset, or nil.
//
//rgo:parallel
func setOf(o Object) *setTable {
	switch x := o.(type) {
	case *Set:
		return &x.setTable
	case *FrozenSet:
		return &x.setTable
	case *Instance:
		if x.payload != nil {
			return setOf(x.payload)
		}
	}
	return nil
}

// stableSet is setOf for who looks at the set, and changes nothing.
//
//rgo:parallel
func stableSet(o Object) *setTable {
	s := setOf(o)
	if !thread.Parallel || !thread.Together() || s.bias.IsMine() {
		return s
	}
	if _, fixed := payloadOf(o).(*FrozenSet); fixed {
		return s
	}
	c := &setTable{bias: thread.Mine()}
	locked := s.bias.LockToRead()
	c.table = append([]setEntry{}, s.table...)
	c.live, c.fill = s.live, s.fill
	s.bias.Unlock(locked)
	return c
}

// ownedSet is setOf for who looks at the set at once: see thread.Bias.
//
//rgo:parallel
func ownedSet(o Object) *setTable {
	switch x := o.(type) {
	case *Set:
		x.bias.Own()
		return &x.setTable
	case *Instance:
		if x.payload != nil {
			return ownedSet(x.payload)
		}
	}
	return setOf(o)
}

// What follows changes or searches a table that the thread may use: that of a
// frozenset, or one whose bias it owns. It is the thread's behind it, too, whatever
// Python code has been asked meanwhile.

// find returns the position of key or -1.
//
//rgo:parallel
func (s *setTable) find(t *Thread, key Object, hash uint64) (position int, ok bool) {
restart:
	if len(s.table) == 0 {
		return -1, true
	}
	table := s.table
	mask := uint64(len(table) - 1)
	i, perturb := hash&mask, hash
	for {
		group := table[i : i+probes(i, mask)+1]
		for k := range group {
			e := &group[k]
			if e.key == nil {
				return -1, true
			}
			if e.hash != hash || e.key == deletedKey {
				continue
			}
			j := i + uint64(k)
			candidate := e.key
			if identical(candidate, key) {
				return int(j), true
			}
			asked := t.asked
			equal, good := t.equalKeys(candidate, key)
			if !good {
				return -1, false
			}
			if t.asked != asked {
				s.bias.Own()
			}
			if len(table) != len(s.table) || &table[0] != &s.table[0] || s.table[j].key != candidate {
				goto restart
			}
			if equal {
				return int(j), true
			}
		}
		perturb >>= perturbShift
		i = (i*5 + 1 + perturb) & mask
	}
}

// probes is how many places are looked at behind place i of a table with a mask.
//
//rgo:parallel
func probes(i, mask uint64) uint64 {
	if i+linearProbes <= mask {
		return linearProbes
	}
	return 0
}

// findInt returns the position of an integer; or -1, or askKeys.
//
//rgo:parallel
func (s *setTable) findInt(v int64) int {
	table := unchecked.Slice[setEntry](s.table)
	if len(table) == 0 {
		return -1
	}
	absent := -1
	hash := uint64(hashInt(v))
	mask := uint64(len(table) - 1)
	i, perturb := hash&mask, hash
	for {
		for j, last := i, i+probes(i, mask); j <= last; j++ {
			e := &table[j]
			if e.hash == hash {
				if x, ok := e.key.(Int); ok {
					if x.v == v {
						return int(j)
					}
				} else if e.key != nil && e.key != deletedKey {
					absent = askKeys
				}
			}
			if e.key == nil {
				return absent
			}
		}
		perturb >>= perturbShift
		i = (i*5 + 1 + perturb) & mask
	}
}

// findStr returns the position of a text; or -1, or askKeys.
//
//rgo:parallel
func (s *setTable) findStr(key *Str) int {
	table := unchecked.Slice[setEntry](s.table)
	if len(table) == 0 {
		return -1
	}
	absent := -1
	hash := key.Hash()
	mask := uint64(len(table) - 1)
	i, perturb := hash&mask, hash
	for {
		for j, last := i, i+probes(i, mask); j <= last; j++ {
			e := &table[j]
			if e.hash == hash {
				if x, ok := e.key.(*Str); !ok {
					absent = askKeys
				} else if x == key || equalStr(x, key) {
					return int(j)
				}
			}
			if e.key == nil {
				return absent
			}
		}
		perturb >>= perturbShift
		i = (i*5 + 1 + perturb) & mask
	}
}

// findInstance returns the position of an instance of a class that hashes by
// identity; or -1, or askKeys.
//
//rgo:parallel
func (s *setTable) findInstance(key *Instance, hash uint64) int {
	table := unchecked.Slice[setEntry](s.table)
	if len(table) == 0 {
		return -1
	}
	absent := -1
	mask := uint64(len(table) - 1)
	i, perturb := hash&mask, hash
	for {
		for j, last := i, i+probes(i, mask); j <= last; j++ {
			e := &table[j]
			if e.hash == hash {
				if x, ok := e.key.(*Instance); ok && x == key {
					return int(j)
				} else if e.key != nil {
					absent = askKeys
				}
			}
			if e.key == nil {
				return absent
			}
		}
		perturb >>= perturbShift
		i = (i*5 + 1 + perturb) & mask
	}
}

// lookup returns the position of key, negative if absent, and its hash. ok is
// false if hashing or comparing raised.
//
//rgo:parallel
func (s *setTable) lookup(t *Thread, key Object) (position int, hash uint64, ok bool) {
	switch k := key.(type) {
	case Int:
		if p := s.findInt(k.v); p != askKeys {
			return p, uint64(hashInt(k.v)), true
		}
	case *Str:
		if p := s.findStr(k); p != askKeys {
			return p, k.Hash(), true
		}
	case *Instance:
		if k.ext != nil && k.ext.id != 0 && k.cls.hashesByIdentity() {
			hash = hashID(k.ext.id)
			if p := s.findInstance(k, hash); p != askKeys {
				return p, hash, true
			}
		}
	}
	asked := t.asked
	if hash, ok = t.hash(key); !ok {
		return -1, 0, false
	}
	if t.asked != asked {
		s.bias.Own()
	}
	position, ok = s.find(t, key, hash)
	return position, hash, ok
}

// insertClean adds a key that is not there to a table without removed entries.
//
//rgo:parallel
func insertClean(table []setEntry, key Object, hash uint64) {
	mask := uint64(len(table) - 1)
	i, perturb := hash&mask, hash
	for {
		for j, last := i, i+probes(i, mask); j <= last; j++ {
			if table[j].key == nil {
				table[j] = setEntry{hash, key}
				return
			}
		}
		perturb >>= perturbShift
		i = (i*5 + 1 + perturb) & mask
	}
}

// add adds a key; added is false if it was there.
//
//rgo:parallel
func (s *setTable) add(t *Thread, key Object, hash uint64) (added, ok bool) {
	p, ok := s.find(t, key, hash)
	if !ok {
		return false, false
	}
	if p >= 0 {
		return false, true
	}
	s.insert(key, hash)
	return true, true
}

// insert adds a key that is not there.
//
//rgo:parallel
func (s *setTable) insert(key Object, hash uint64) {
	if len(s.table) == 0 {
		s.table = make([]setEntry, setMinSize)
	}
	table := unchecked.Slice[setEntry](s.table)
	mask := uint64(len(table) - 1)
	i, perturb := hash&mask, hash
	for {
		for j, last := i, i+probes(i, mask); j <= last; j++ {
			if table[j].key == nil {
				table[j] = setEntry{hash, key}
				s.fill++
				s.live++
				if uint64(s.fill)*setFillFactor >= mask*3 {
					s.grow()
				}
				return
			}
		}
		perturb >>= perturbShift
		i = (i*5 + 1 + perturb) & mask
	}
}

// grow makes the table as large as CPython would.
//
//rgo:parallel
func (s *setTable) grow() {
	if s.live > setGrowLimit {
		s.resize(s.live * 2)
	} else {
		s.resize(s.live * 4)
	}
}

//rgo:parallel
func (s *setTable) resize(minimum int) {
	size := setMinSize
	for size <= minimum {
		size *= 2
	}
	table := make([]setEntry, size)
	for i := range s.table {
		if e := &s.table[i]; e.key != nil && e.key != deletedKey {
			insertClean(table, e.key, e.hash)
		}
	}
	s.table = table
	s.fill = s.live
}

// removeAt removes the entry at a position.
//
//rgo:parallel
func (s *setTable) removeAt(position int) {
	s.table[position] = setEntry{0, deletedKey}
	s.live--
}

//rgo:parallel
func (s *setTable) clear() { *s = setTable{bias: s.bias} }

// addObject hashes and adds.
//
//rgo:parallel
func (s *setTable) addObject(t *Thread, key Object) bool {
	s.bias.Own()
	p, hash, ok := s.lookup(t, key)
	if ok && p < 0 {
		s.insert(key, hash)
	}
	return ok
}

// contains reports membership.
//
//rgo:parallel
func (s *setTable) contains(t *Thread, key Object) (found, ok bool) {
	p, _, ok := s.lookup(t, key)
	return p >= 0, ok
}

// discard removes key if it is there.
//
//rgo:parallel
func (s *setTable) discard(t *Thread, key Object) (found, ok bool) {
	s.bias.Own()
	p, _, ok := s.lookup(t, key)
	if !ok || p < 0 {
		return false, ok
	}
	s.removeAt(p)
	return true, true
}

// next returns the position of the first used entry from position i on, or -1.
//
//rgo:parallel
func (s *setTable) next(i int) int {
	for ; i < len(s.table); i++ {
		if k := s.table[i].key; k != nil && k != deletedKey {
			return i
		}
	}
	return -1
}

// mergeFrom adds all keys of other.
//
//rgo:parallel
func (s *setTable) mergeFrom(t *Thread, other *setTable) bool {
	s.bias.Own()
	other.bias.Own()
	if other.live == 0 {
		return true
	}
	if len(s.table) == 0 {
		s.table = make([]setEntry, setMinSize)
	}
	if (s.fill+other.live)*setFillFactor >= (len(s.table)-1)*3 {
		s.resize((s.live + other.live) * 2)
	}
	if s.live == 0 && s.fill == 0 && len(s.table) == len(other.table) && other.fill == other.live {
		copy(s.table, other.table)
		s.fill, s.live = other.fill, other.live
		return true
	}
	for i := other.next(0); i >= 0; i = other.next(i + 1) {
		e := other.table[i]
		if _, ok := s.add(t, e.key, e.hash); !ok {
			return false
		}
		other.bias.Own()
	}
	return true
}

// copyTable returns a table with the same keys.
//
//rgo:parallel
func (s *setTable) copyTable(t *Thread) setTable {
	var c setTable
	c.mergeFrom(t, s)
	return c
}
