package vm

import "rgo/rlib/unchecked"

// This file is what the interpreter loop does to objects that other threads may
// use at the same time (--threads free): functions marked rgo:parallel call it
// where thread.Together says so. Each operation here is one step for the others.
// What is not for these fast paths they leave to code that runs alone.

// itemTogether returns an item, or nil.
//
//rgo:parallel
func (l *List) itemTogether(i int64) Object {
	if seen, ok := l.bias.Peek(); ok {
		items := l.items
		if l.bias.Unchanged(seen) {
			return itemOf(items, i)
		}
	}
	return l.itemLocked(i)
}

//rgo:parallel
func (l *List) itemLocked(i int64) Object {
	locked := l.bias.LockToRead()
	v := itemOf(l.items, i)
	l.bias.Unlock(locked)
	return v
}

//rgo:inline
//rgo:parallel
func itemOf(items []Object, i int64) Object {
	n := int64(len(items))
	if i < 0 {
		i += n
	}
	if uint64(i) < uint64(n) {
		return items[i]
	}
	return nil
}

// itemTogether returns the value of a text or an integer, or nil.
//
//rgo:parallel
func (d *Dict) itemTogether(key Object) Object {
	if seen, ok := d.bias.Peek(); ok {
		if p, v := d.peek(key, seen); p != askKeys && d.bias.Unchanged(seen) {
			return v
		}
	}
	return d.itemLocked(key)
}

//rgo:parallel
func (d *Dict) itemLocked(key Object) (v Object) {
	locked := d.bias.LockToRead()
	if p := d.quick(key); p >= 0 {
		v = d.entries[p].value
	}
	d.bias.Unlock(locked)
	return v
}

// peek is quick, and the value, for who has not locked the dict: see thread.Bias.
//
//rgo:parallel
func (d *Dict) peek(key Object, seen int) (position int, v Object) {
	c := Dict{index: d.index, entries: d.entries}
	if !d.bias.Unchanged(seen) {
		return askKeys, nil
	}
	if position = c.quick(key); position >= 0 {
		v = c.entries[position].value
	}
	return position, v
}

// getTogether is get of a dict that is another thread's.
//
//rgo:parallel
func (d *Dict) getTogether(t *Thread, key Object) (v Object) {
	hash, ok := t.hash(key)
	if !ok {
		return nil
	}
	v, known := d.plainItem(key, hash)
	if !known {
		if p, _ := d.find(t, key, hash); p >= 0 {
			v = d.entries[p].value
		}
	}
	return v
}

// plainItem returns the value of a key, or nil; known is false if it takes asking
// keys.
//
//rgo:parallel
func (d *Dict) plainItem(key Object, hash uint64) (v Object, known bool) {
	locked := d.bias.LockToRead()
	p := d.findPlain(key, hash)
	if p >= 0 {
		v = d.entries[p].value
	}
	d.bias.Unlock(locked)
	return v, p != askKeys
}

// setTogether is set of a dict that is another thread's.
//
//rgo:parallel
func (d *Dict) setTogether(t *Thread, key, value Object) bool {
	hash, ok := t.hash(key)
	if !ok {
		return false
	}
	if d.setPlain(key, hash, value) {
		return true
	}
	for {
		p, ok := d.find(t, key, hash)
		switch {
		case !ok:
			return false
		case p >= 0:
			d.entries[p].value = value
			return true
		case d.steady():
			d.insert(key, hash, value)
			return true
		}
	}
}

// setPlain stores a pair; false if it takes asking keys, or inline caches know the
// layout.
//
//rgo:parallel
func (d *Dict) setPlain(key Object, hash uint64, value Object) bool {
	locked := d.bias.Lock()
	p := d.findPlain(key, hash)
	ok := p >= 0 || p != askKeys && d.version == 0
	if p >= 0 {
		d.entries[p].value = value
	} else if ok {
		d.insert(key, hash, value)
	}
	d.bias.Unlock(locked)
	return ok
}

// findPlain is find that asks no keys: it returns askKeys where that would have to
// be done.
//
//rgo:parallel
func (d *Dict) findPlain(key Object, hash uint64) int {
	if p := d.quick(key); p != askKeys || len(d.index) == 0 {
		return max(p, -1)
	}
	absent := -1
	index, entries := unchecked.Slice[int32](d.index), unchecked.Slice[dictEntry](d.entries)
	mask := uint64(len(index) - 1)
	i, perturb := hash&mask, hash
	for {
		p := index[i]
		if p == 0 {
			return absent
		}
		if p > 0 {
			if e := &entries[p-1]; e.hash == hash {
				switch same, known := plainlySame(e.key, key); {
				case same:
					return int(p - 1)
				case !known:
					absent = askKeys
				}
			}
		}
		perturb >>= 5
		i = (i*5 + perturb + 1) & mask
	}
}

// plainlySame compares keys; known is false if that takes asking them.
//
//rgo:parallel
func plainlySame(a, b Object) (same, known bool) {
	if identical(a, b) {
		return true, true
	}
	if x, ok := a.(*Tuple); ok {
		if y, ok := b.(*Tuple); ok {
			return equalPlain(x.items, y.items)
		}
	}
	return false, false
}

// unpackTogether puts the items of a list in to, the last first, if there are
// that many.
//
//rgo:parallel
func (l *List) unpackTogether(to []Object) bool {
	locked := l.bias.LockToRead()
	n := len(l.items)
	ok := n == len(to)
	if ok {
		for i, v := range l.items {
			to[n-1-i] = v
		}
	}
	l.bias.Unlock(locked)
	return ok
}

// storeTogether is o[key] = value; false if that is not for here.
//
//rgo:parallel
func storeTogether(o, key, value Object) bool {
	switch x := o.(type) {
	case *List:
		if i, ok := key.(Int); ok {
			return x.storeTogether(i.v, value)
		}
	case *Dict:
		return x.storeTogether(key, value)
	case *ByteArray:
		x.touch()
		i, isIndex := key.(Int)
		v, isByte := value.(Int)
		if isIndex && isByte && uint64(i.v) < uint64(len(x.b)) && uint64(v.v) < 256 {
			x.b[i.v] = byte(v.v)
			return true
		}
	}
	return false
}

//rgo:parallel
func (l *List) storeTogether(i int64, value Object) bool {
	locked := l.bias.Lock()
	n := int64(len(l.items))
	if i < 0 {
		i += n
	}
	ok := uint64(i) < uint64(n)
	if ok {
		l.items[i] = value
	}
	l.bias.Unlock(locked)
	return ok
}

// storeTogether stores under a text or an integer. Dicts whose layout inline
// caches know stay as they are.
//
//rgo:parallel
func (d *Dict) storeTogether(key, value Object) bool {
	if seen, ok := d.bias.Peek(); ok {
		d.peek(key, seen) // what Lock keeps others from takes less time then
	}
	locked := d.bias.Lock()
	p := d.quick(key)
	ok := p >= 0 || p != askKeys && d.version == 0
	if p >= 0 {
		d.entries[p].value = value
	} else if ok {
		d.insertQuick(key, value)
	}
	d.bias.Unlock(locked)
	return ok
}

// insertQuick is insert for a text or an integer.
//
//rgo:parallel
func (d *Dict) insertQuick(key, value Object) {
	switch k := key.(type) {
	case *Str:
		d.insert(key, k.Hash(), value)
	case Int:
		d.insert(key, uint64(hashInt(k.v)), value)
	}
}

// appendTogether is l.append(v).
//
//rgo:parallel
func (l *List) appendTogether(v Object) {
	locked := l.bias.Lock()
	l.push(v)
	l.bias.Unlock(locked)
}

// popTogether is l.pop(); nil if l is empty.
//
//rgo:parallel
func (l *List) popTogether() (v Object) {
	locked := l.bias.Lock()
	if n := len(l.items); n > 0 {
		v = l.items[n-1]
		l.items[n-1] = nil
		l.items = l.items[:n-1]
	}
	l.bias.Unlock(locked)
	return v
}

// stable returns the items of a list that nobody changes until the thread runs
// Python code; they are not to be changed.
//
//rgo:parallel
func (l *List) stable() []Object {
	locked := l.bias.LockToRead()
	items := l.items
	if locked {
		items = append([]Object{}, items...)
	}
	l.bias.Unlock(locked)
	return items
}

// sliceTogether is a piece between integers, or nil.
//
//rgo:parallel
func (l *List) sliceTogether(low, high Object) (v Object) {
	locked := l.bias.LockToRead()
	n := len(l.items)
	i, j := sliceEnd(low, 0, n), sliceEnd(high, n, n)
	if i >= 0 && j >= 0 {
		v = pieceOf(l.items[i:max(i, j)])
	}
	l.bias.Unlock(locked)
	return v
}

// hasTogether is 1 if a text or an integer is a key, else 0, or askKeys.
//
//rgo:parallel
func (d *Dict) hasTogether(key Object) int {
	if seen, ok := d.bias.Peek(); ok {
		if p, _ := d.peek(key, seen); p != askKeys && d.bias.Unchanged(seen) {
			return found(p)
		}
	}
	return d.hasLocked(key)
}

//rgo:parallel
func (d *Dict) hasLocked(key Object) int {
	locked := d.bias.LockToRead()
	p := d.quick(key)
	d.bias.Unlock(locked)
	return found(p)
}

//rgo:parallel
func found(position int) int {
	switch {
	case position >= 0:
		return 1
	case position == askKeys:
		return askKeys
	}
	return 0
}

// quick returns the position of a text or an integer; or -1, or askKeys, as for
// all other keys.
//
//rgo:parallel
func (s *setTable) quick(key Object) int {
	switch k := key.(type) {
	case *Str:
		return s.findStr(k)
	case Int:
		return s.findInt(k.v)
	}
	return askKeys
}

// hasTogether is 1 if a text or an integer is in the set, else 0, or askKeys.
//
//rgo:parallel
func (s *Set) hasTogether(key Object) int {
	if seen, ok := s.bias.Peek(); ok {
		c := setTable{table: s.table}
		if s.bias.Unchanged(seen) {
			if p := c.quick(key); s.bias.Unchanged(seen) {
				return found(p)
			}
		}
	}
	return s.hasLocked(key)
}

//rgo:parallel
func (s *Set) hasLocked(key Object) int {
	locked := s.bias.LockToRead()
	p := s.quick(key)
	s.bias.Unlock(locked)
	return found(p)
}

// addTogether adds a text or an integer; false if that is not for here.
//
//rgo:parallel
func (s *Set) addTogether(key Object) bool {
	locked := s.bias.Lock()
	p := s.quick(key)
	if p == -1 {
		switch k := key.(type) {
		case *Str:
			s.insert(key, k.Hash())
		case Int:
			s.insert(key, uint64(hashInt(k.v)))
		}
	}
	s.bias.Unlock(locked)
	return p != askKeys
}
