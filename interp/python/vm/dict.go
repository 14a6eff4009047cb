package vm

import (
	"rgo/rlib/thread"
	"rgo/rlib/unchecked"
)

// This file defines the hash table of dict: an array of entries in insertion
// order and an index of positions, as CPython's. The size of the index is a
// power of two, and a hash is masked by it before it is an index.

// dictEntry is a pair; a deleted entry has a nil key.
type dictEntry struct {
	hash  uint64
	key   Object
	value Object
}

// Dict is a dict. The text-keyed operations never raise; the others may call
// Python code (__hash__, __eq__).
type Dict struct {
	bias    thread.Bias
	index   []int32 // position+1; 0 is empty, -1 deleted
	entries []dictEntry
	live    int
	fill    int // index places that are not empty
	// version identifies the layout of keys; 0 until someone asks. It changes
	// when a key is added or removed, not when a value is replaced.
	version uint64
}

// Class returns dict.
func (*Dict) Class() *Type { return DictType }

// DictType is dict.
var DictType = newBuiltinType("dict", ObjectType, 0)

const dictDeleted = -1

// NewDict makes an empty dict.
//
//rgo:parallel
func NewDict() *Dict { return &Dict{} }

// newDictSize makes an empty dict with room for n pairs.
//
//rgo:parallel
func newDictSize(n int) *Dict {
	d := &Dict{}
	if n > 0 {
		size := 8
		for size*2 < n*3 {
			size *= 2
		}
		d.index = make([]int32, size)
		d.entries = make([]dictEntry, 0, n)
	}
	return d
}

// layoutVersion returns the version tag of the keys.
func (d *Dict) layoutVersion() uint64 {
	if d.version == 0 {
		d.version = versions.take()
	}
	return d.version
}

// askKeys is the position of a key that can be in a table only as a key of
// another type that is equal to it: the keys have to be asked.
const askKeys = -2

// findStr returns the entry position of a text key; or -1, or askKeys.
//
//rgo:parallel
func (d *Dict) findStr(key *Str) int {
	if len(d.index) == 0 {
		return -1
	}
	absent := -1
	hash := key.Hash()
	index, entries := unchecked.Slice[int32](d.index), unchecked.Slice[dictEntry](d.entries)
	mask := uint64(len(index) - 1)
	i, perturb := hash&mask, hash
	for {
		p := index[i]
		if p == 0 {
			return absent
		}
		if uint32(p-1) < uint32(len(entries)) { // else it is deleted, or of a dict that somebody changes: see peek
			e := &entries[p-1]
			if e.hash == hash {
				if k, ok := e.key.(*Str); !ok {
					absent = askKeys
				} else if k == key || equalStr(k, key) {
					return int(p - 1)
				}
			}
		}
		perturb >>= 5
		i = (i*5 + perturb + 1) & mask
	}
}

// findInt returns the entry position of an integer; or -1, or askKeys.
//
//rgo:parallel
func (d *Dict) findInt(v int64) int {
	if len(d.index) == 0 {
		return -1
	}
	absent := -1
	hash := uint64(hashInt(v))
	index, entries := unchecked.Slice[int32](d.index), unchecked.Slice[dictEntry](d.entries)
	mask := uint64(len(index) - 1)
	i, perturb := hash&mask, hash
	for {
		p := index[i]
		if p == 0 {
			return absent
		}
		if uint32(p-1) < uint32(len(entries)) { // else it is deleted, or of a dict that somebody changes: see peek
			e := &entries[p-1]
			if e.hash == hash {
				if k, ok := e.key.(Int); !ok {
					absent = askKeys
				} else if k.v == v {
					return int(p - 1)
				}
			}
		}
		perturb >>= 5
		i = (i*5 + perturb + 1) & mask
	}
}

// quick returns the entry position of a text or an integer; or -1, or askKeys,
// as for all other keys.
//
//rgo:inline
//rgo:parallel
func (d *Dict) quick(key Object) int {
	switch k := key.(type) {
	case *Str:
		return d.findStr(k)
	case Int:
		return d.findInt(k.v)
	}
	return askKeys
}

// lookup returns the position of key, negative if absent, and its hash. ok is
// false if hashing or comparing raised.
//
//rgo:parallel
func (d *Dict) lookup(t *Thread, key Object) (position int, hash uint64, ok bool) {
	d.bias.Own()
	switch k := key.(type) {
	case *Str:
		if p := d.findStr(k); p != askKeys {
			return p, k.Hash(), true
		}
	case Int:
		if p := d.findInt(k.v); p != askKeys {
			return p, uint64(hashInt(k.v)), true
		}
	}
	if hash, ok = t.hash(key); !ok {
		return -1, 0, false
	}
	position, ok = d.find(t, key, hash)
	return position, hash, ok
}

// getStr returns the value of a text key, or nil.
//
//rgo:parallel
func (d *Dict) getStr(key *Str) (v Object) {
	locked := d.bias.LockToRead()
	if i := d.findStr(key); i >= 0 {
		v = d.entries[i].value
	}
	d.bias.Unlock(locked)
	return v
}

// setStr stores under a text key.
//
//rgo:parallel
func (d *Dict) setStr(key *Str, value Object) {
	if thread.Parallel && thread.Together() && d.storeTogether(key, value) {
		return
	}
	for {
		d.bias.Own()
		if i := d.findStr(key); i >= 0 {
			d.entries[i].value = value
			return
		}
		if d.steady() {
			d.insert(key, key.Hash(), value)
			return
		}
	}
}

// deleteStr removes a text key.
//
//rgo:parallel
func (d *Dict) deleteStr(key *Str) bool {
	d.bias.Own()
	d.steady()
	i := d.findStr(key)
	if i < 0 {
		return false
	}
	d.removeAt(i)
	return true
}

// find returns the position of key, -1 if absent; ok is false if comparing
// raised.
//
//rgo:parallel
func (d *Dict) find(t *Thread, key Object, hash uint64) (position int, ok bool) {
restart:
	d.bias.Own()
	if len(d.index) == 0 {
		return -1, true
	}
	index, entries := unchecked.Slice[int32](d.index), d.entries
	mask := uint64(len(index) - 1)
	i, perturb := hash&mask, hash
	for {
		p := index[i]
		if p == 0 {
			return -1, true
		}
		if p > 0 {
			e := &entries[p-1]
			if e.hash == hash {
				if identical(e.key, key) {
					return int(p - 1), true
				}
				candidate := e.key
				equal, good := t.equalKeys(candidate, key)
				if !good {
					return -1, false
				}
				d.bias.Own()
				if len(d.entries) != len(entries) || len(d.index) != len(index) ||
					d.entries[p-1].key != candidate {
					goto restart // the comparison changed the dict
				}
				if equal {
					return int(p - 1), true
				}
			}
		}
		perturb >>= 5
		i = (i*5 + perturb + 1) & mask
	}
}

// insert adds a key that is not there.
//
//rgo:parallel
func (d *Dict) insert(key Object, hash uint64, value Object) {
	if (d.fill+1)*3 > len(d.index)*2 {
		d.resize()
	}
	mask := uint64(len(d.index) - 1)
	i, perturb := hash&mask, hash
	for d.index[i] > 0 {
		perturb >>= 5
		i = (i*5 + perturb + 1) & mask
	}
	if d.index[i] == 0 {
		d.fill++
	}
	d.entries = append(d.entries, dictEntry{hash, key, value})
	d.index[i] = int32(len(d.entries))
	d.live++
	d.version = 0
}

// resize drops deleted entries and makes room.
//
//rgo:parallel
func (d *Dict) resize() {
	size := 8
	for size*2 < (d.live+1)*4 {
		size *= 2
	}
	if d.live != len(d.entries) {
		kept := make([]dictEntry, 0, size*2/3)
		for i := range d.entries {
			if d.entries[i].key != nil {
				kept = append(kept, d.entries[i])
			}
		}
		d.entries = kept
	}
	index := make([]int32, size)
	mask := uint64(size - 1)
	for p := range d.entries {
		hash := d.entries[p].hash
		i, perturb := hash&mask, hash
		for index[i] != 0 {
			perturb >>= 5
			i = (i*5 + perturb + 1) & mask
		}
		index[i] = int32(p + 1)
	}
	d.index = index
	d.fill = len(d.entries)
}

// removeAt deletes the entry at a position.
//
//rgo:parallel
func (d *Dict) removeAt(position int) {
	mask := uint64(len(d.index) - 1)
	hash := d.entries[position].hash
	i, perturb := hash&mask, hash
	for d.index[i] != int32(position+1) {
		perturb >>= 5
		i = (i*5 + perturb + 1) & mask
	}
	d.index[i] = dictDeleted
	d.entries[position] = dictEntry{}
	d.live--
	d.version = 0
}

// trim drops deleted entries at the end. Only popitem does it: iterators
// find keys that are deleted and stored again in a new place.
//
//rgo:parallel
func (d *Dict) trim() {
	n := len(d.entries)
	for n > 0 && d.entries[n-1].key == nil {
		n--
	}
	d.entries = d.entries[:n]
	if d.live == 0 {
		d.clear()
	}
}

// clear removes everything.
//
//rgo:parallel
func (d *Dict) clear() {
	d.bias.Own()
	d.steady()
	*d = Dict{bias: d.bias}
}

// get returns the value of key; nil without exception if absent.
//
//rgo:parallel
func (d *Dict) get(t *Thread, key Object) Object {
	if thread.Parallel && thread.Together() && !d.bias.IsMine() {
		return d.getTogether(t, key)
	}
	d.bias.Own()
	i := d.quick(key)
	if i == askKeys {
		i, _, _ = d.lookup(t, key)
	}
	if i >= 0 {
		return d.entries[i].value
	}
	return nil
}

// set stores a pair.
//
//rgo:parallel
func (d *Dict) set(t *Thread, key, value Object) bool {
	if thread.Parallel && thread.Together() && !d.bias.IsMine() {
		return d.setTogether(t, key, value)
	}
	for {
		i, hash, ok := d.lookup(t, key)
		if !ok {
			return false
		}
		if i >= 0 {
			d.entries[i].value = value
			return true
		}
		if d.steady() {
			d.insert(key, hash, value)
			return true
		}
	}
}

// steady reports whether the thread may add or remove keys, as it may unless inline
// caches know where they are, which other threads read at the same time. If not,
// it is alone now, and has to look once more.
//
//rgo:inline
//rgo:parallel
func (d *Dict) steady() bool {
	if !thread.Parallel || d.version == 0 || !thread.Together() {
		return true
	}
	thread.BeAlone()
	return false
}

// remove deletes key and returns its value; nil without exception if absent.
//
//rgo:parallel
func (d *Dict) remove(t *Thread, key Object) Object {
	for {
		i, _, ok := d.lookup(t, key)
		if !ok || i < 0 {
			return nil
		}
		if d.steady() {
			v := d.entries[i].value
			d.removeAt(i)
			return v
		}
	}
}

// copy returns a dict with the same pairs.
//
//rgo:parallel
func (d *Dict) copy() *Dict {
	locked := d.bias.LockToRead()
	c := newDictSize(d.live)
	for i := range d.entries {
		if e := &d.entries[i]; e.key != nil {
			c.insert(e.key, e.hash, e.value)
		}
	}
	d.bias.Unlock(locked)
	return c
}

// merge stores all pairs of other.
//
//rgo:parallel
func (d *Dict) merge(t *Thread, other *Dict) bool {
	if thread.Parallel && thread.Together() && !other.bias.IsMine() {
		other = other.copy()
	}
	d.bias.Own()
	other.bias.Own()
	n := len(other.entries)
	for i := 0; i < n; i++ {
		e := other.entries[i]
		if e.key == nil {
			continue
		}
		p, ok := d.find(t, e.key, e.hash)
		if !ok {
			return false
		}
		if p >= 0 {
			d.entries[p].value = e.value
		} else if d.steady() {
			d.insert(e.key, e.hash, e.value)
		} else {
			i-- // once more
		}
		other.bias.Own()
		if len(other.entries) != n {
			t.raise(RuntimeError, "dict mutated during update")
			return false
		}
	}
	return true
}
