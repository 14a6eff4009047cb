package vm

import "rgo/rlib/thread"

// This file is indexing and slicing.

// index converts an object with __index__ to a machine word.
//
//rgo:parallel
func (t *Thread) index(o Object) (int, bool) {
	switch x := o.(type) {
	case Int:
		return int(x.v), true
	case *Bool:
		return int(boolInt(x.v)), true
	}
	v := t.indexObject(o)
	if v == nil {
		return 0, false
	}
	if i, ok := v.(Int); ok {
		return int(i.v), true
	}
	t.raise(OverflowError, "Python int too large to convert to C ssize_t")
	return 0, false
}

// itemIndex is index for subscripts, to which ints that are too large are
// an IndexError.
//
//rgo:parallel
func (t *Thread) itemIndex(o Object) (int, bool) {
	i, ok := t.index(o)
	if !ok && t.catch(OverflowError) {
		t.raise(IndexError, "cannot fit '"+o.Class().name+"' into an index-sized integer")
	}
	return i, ok
}

// indexObject is operator.index: an exact int.
//
//rgo:parallel
func (t *Thread) indexObject(o Object) Object {
	switch x := o.(type) {
	case Int, *BigInt:
		return x
	case *Bool:
		return newInt(boolInt(x.v))
	case *Instance:
		if isInt(o) {
			return plainInt(o)
		}
		if m := x.cls.lookup(nameIndex); m != nil {
			r := t.callMethod(m, o, nil, nil)
			if r == nil {
				return nil
			}
			return t.strictInt(nameIndex, r)
		}
	case *WeakRef:
		if x.proxy {
			p := t.unproxy(x)
			if p == nil {
				return nil
			}
			return t.indexObject(p)
		}
	}
	return t.typeError("'" + o.Class().name + "' object cannot be interpreted as an integer")
}

// hasIndex reports whether o can be an index.
//
//rgo:parallel
func hasIndex(o Object) bool {
	switch x := o.(type) {
	case Int, *BigInt, *Bool:
		return true
	case *Instance:
		return x.cls.lookup(nameIndex) != nil
	}
	return false
}

// sequenceIndex converts key to an index in [0, n).
//
//rgo:parallel
func (t *Thread) sequenceIndex(key Object, n int, kind, verb string) (int, bool) {
	if !hasIndex(key) {
		if kind == "string" {
			t.typeError("string indices must be integers, not '" + key.Class().name + "'")
		} else if kind == "byte" {
			t.typeError("byte indices must be integers or slices, not " + key.Class().name)
		} else {
			t.typeError(kind + " indices must be integers or slices, not " + key.Class().name)
		}
		return 0, false
	}
	i, ok := t.itemIndex(key)
	if !ok {
		return 0, false
	}
	if i < 0 {
		i += n
	}
	if i < 0 || i >= n {
		if kind == "byte" {
			kind = "index"
			t.indexError("index out of range")
		} else {
			t.indexError(kind + verb + " index out of range")
		}
		return 0, false
	}
	return i, true
}

// plainKey calls the __index__ methods in a key, which may change the sequence
// that it is used on, before the length of that is taken. Keys of other types
// are left alone. It returns nil with an exception.
//
//rgo:parallel
func (t *Thread) plainKey(key Object) Object {
	switch k := key.(type) {
	case *Instance:
		if k.cls.lookup(nameIndex) != nil {
			return t.indexObject(k)
		}
	case *Slice:
		if !isInstanceObject(k.start) && !isInstanceObject(k.stop) && !isInstanceObject(k.step) {
			return k
		}
		plain := *k
		for _, place := range []*Object{&plain.start, &plain.stop, &plain.step} {
			if x, ok := (*place).(*Instance); ok && x.cls.lookup(nameIndex) != nil {
				if *place = t.indexObject(x); *place == nil {
					return nil
				}
			}
		}
		return &plain
	}
	return key
}

func isInstanceObject(o Object) bool {
	_, ok := o.(*Instance)
	return ok
}

// getItem is o[key].
//
//rgo:parallel
func (t *Thread) getItem(o, key Object) Object {
	switch x := o.(type) {
	case *Dict:
		return t.dictGetItem(x, key)
	case *List:
		if key = t.plainKey(key); key == nil {
			return nil
		}
		if i, ok := key.(Int); ok {
			if v := x.itemTogether(i.v); v != nil {
				return v
			}
		}
		items := x.stable()
		if s, ok := key.(*Slice); ok {
			items, ok := t.sliceItems(items, s)
			if !ok {
				return nil
			}
			return newList(items)
		}
		i, ok := t.sequenceIndex(key, len(items), "list", "")
		if !ok {
			return nil
		}
		return items[i]
	case *Tuple:
		if s, ok := key.(*Slice); ok {
			start, stop, step, ok := t.sliceBounds(s, len(x.items))
			if !ok {
				return nil
			}
			if start == 0 && stop == len(x.items) && step == 1 {
				return x
			}
			return newTuple(pickItems(x.items, start, stop, step))
		}
		i, ok := t.sequenceIndex(key, len(x.items), "tuple", "")
		if !ok {
			return nil
		}
		return x.items[i]
	case *Str:
		return t.strGetItem(x, key)
	case *Bytes, *ByteArray:
		return t.bytesGetItem(o, key)
	case *Range:
		return t.rangeGetItem(x, key)
	case *Instance:
		if m := x.cls.lookup(nameGetItem); m != nil {
			return t.callMethodObject(m, x, key)
		}
	case *Type:
		return t.classGetItem(x, key)
	case *Deque:
		if v := x.item(key); v != nil {
			return v
		}
		if thread.Parallel {
			thread.BeAlone()
		}
		i, ok := t.sequenceIndex(key, x.count, "deque", "")
		if !ok {
			return nil
		}
		return x.at(i)
	default:
		if m := operatorSlot(o, nameGetItem); m != nil {
			return t.callMethodObject(m, o, key)
		}
	}
	return t.typeError("'" + o.Class().name + "' object is not subscriptable")
}

// dictGetItem is d[key] of an exact dict.
//
//rgo:parallel
func (t *Thread) dictGetItem(d *Dict, key Object) Object {
	v := d.get(t, key)
	if v == nil && t.exc == nil {
		return t.keyError(key)
	}
	return v
}

// strGetItem is s[key].
//
//rgo:parallel
func (t *Thread) strGetItem(s *Str, key Object) Object {
	if x, ok := key.(*Slice); ok {
		start, stop, step, ok := t.sliceBounds(x, s.n)
		if !ok {
			return nil
		}
		if step == 1 {
			return s.slice(start, stop)
		}
		n := sliceLength(start, stop, step)
		if s.isASCII() {
			b := make([]byte, n)
			for i := range b {
				b[i] = s.s[start+i*step]
			}
			return newASCII(string(b))
		}
		runes := make([]rune, n)
		wide := s.runes()
		for i := range runes {
			runes[i] = wide[start+i*step]
		}
		return runesStr(runes)
	}
	i, ok := t.sequenceIndex(key, s.n, "string", "")
	if !ok {
		return nil
	}
	return s.at(i)
}

// setItem is o[key] = value.
//
//rgo:parallel
func (t *Thread) setItem(o, key, value Object) bool {
	switch x := o.(type) {
	case *Dict:
		return x.set(t, key, value)
	case *List:
		if key = t.plainKey(key); key == nil {
			return false
		}
		if s, ok := key.(*Slice); ok {
			return t.setSlice(x, s, value)
		}
		x.bias.Own()
		i, ok := t.sequenceIndex(key, len(x.items), "list", " assignment")
		if !ok {
			return false
		}
		x.items[i] = value
		return true
	case *ByteArray:
		return t.setByte(x, key, value)
	case *Instance:
		if m := x.cls.lookup(nameSetItem); m != nil {
			return t.callMethodArgs(m, x, key, value) != nil
		}
	case *Type:
		if x.meta != nil {
			if m := x.meta.lookup(nameSetItem); m != nil {
				return t.callMethodArgs(m, x, key, value) != nil
			}
		}
	case *Deque:
		if x.setItem(key, value) {
			return true
		}
		if thread.Parallel {
			thread.BeAlone()
		}
		i, ok := t.sequenceIndex(key, x.count, "deque", "")
		if !ok {
			return false
		}
		x.put(i, value)
		return true
	default:
		if m := operatorSlot(o, nameSetItem); m != nil {
			return t.callMethodArgs(m, o, key, value) != nil
		}
	}
	t.typeError("'" + o.Class().name + "' object does not support item assignment")
	return false
}

// deleteItem is del o[key].
//
//rgo:parallel
func (t *Thread) deleteItem(o, key Object) bool {
	switch x := o.(type) {
	case *Dict:
		v := x.remove(t, key)
		if v == nil && t.exc == nil {
			t.keyError(key)
		}
		return v != nil
	case *List:
		if key = t.plainKey(key); key == nil {
			return false
		}
		if s, ok := key.(*Slice); ok {
			return t.deleteSlice(x, s)
		}
		x.bias.Own()
		i, ok := t.sequenceIndex(key, len(x.items), "list", " assignment")
		if !ok {
			return false
		}
		x.removeAt(i)
		return true
	case *ByteArray:
		return t.deleteByte(x, key)
	case *Instance:
		if m := x.cls.lookup(nameDelItem); m != nil {
			return t.callMethodObject(m, x, key) != nil
		}
	case *Deque:
		if thread.Parallel {
			thread.BeAlone()
		}
		i, ok := t.sequenceIndex(key, x.count, "deque", "")
		if !ok {
			return false
		}
		x.deleteAt(i)
		return true
	default:
		if m := operatorSlot(o, nameDelItem); m != nil {
			return t.callMethodObject(m, o, key) != nil
		}
	}
	cannot := "does not"
	if _, ok := key.(Int); ok && o.Class().lookup(nameLen) != nil {
		cannot = "doesn't" // CPython says it so of sequences
	}
	t.typeError("'" + o.Class().name + "' object " + cannot + " support item deletion")
	return false
}

// removeAt deletes an item.
//
//rgo:parallel
func (l *List) removeAt(i int) {
	copy(l.items[i:], l.items[i+1:])
	l.items[len(l.items)-1] = nil
	l.items = l.items[:len(l.items)-1]
}

// sliceIndex converts a bound of a slice, clamping big ints.
//
//rgo:parallel
func (t *Thread) sliceIndex(o Object) (int, bool) {
	if i, ok := o.(Int); ok {
		return int(i.v), true
	}
	if !hasIndex(o) {
		t.typeError("slice indices must be integers or None or have an __index__ method")
		return 0, false
	}
	v := t.indexObject(o)
	switch x := v.(type) {
	case Int:
		return int(x.v), true
	case *BigInt:
		if x.v.Sign() < 0 {
			return -1 << 62, true
		}
		return 1 << 62, true
	}
	return 0, false
}

// sliceBounds resolves a slice for a sequence of n items.
//
//rgo:parallel
func (t *Thread) sliceBounds(s *Slice, n int) (start, stop, step int, ok bool) {
	step = 1
	if s.step != None {
		if step, ok = t.sliceIndex(s.step); !ok {
			return 0, 0, 0, false
		}
		if step == 0 {
			t.valueError("slice step cannot be zero")
			return 0, 0, 0, false
		}
	}
	low, high := 0, n
	if step < 0 {
		low, high = -1, n-1
	}
	start, stop = low, high
	if step < 0 {
		start, stop = high, low
	}
	if s.start != None {
		if start, ok = t.sliceIndex(s.start); !ok {
			return 0, 0, 0, false
		}
		start = clampBound(start, n, low, high)
	}
	if s.stop != None {
		if stop, ok = t.sliceIndex(s.stop); !ok {
			return 0, 0, 0, false
		}
		stop = clampBound(stop, n, low, high)
	}
	return start, stop, step, true
}

//rgo:parallel
func clampBound(i, n, low, high int) int {
	if i < 0 {
		i += n
	}
	return max(low, min(i, high))
}

// sliceLength is the number of items of a resolved slice.
//
//rgo:parallel
func sliceLength(start, stop, step int) int {
	switch {
	case step > 0 && start < stop:
		return (stop-start-1)/step + 1
	case step < 0 && stop < start:
		return (start-stop-1)/(-step) + 1
	}
	return 0
}

// sliceItems returns the selected items in a new slice.
//
//rgo:parallel
func (t *Thread) sliceItems(items []Object, s *Slice) ([]Object, bool) {
	start, stop, step, ok := t.sliceBounds(s, len(items))
	if !ok {
		return nil, false
	}
	return pickItems(items, start, stop, step), true
}

//rgo:parallel
func pickItems(items []Object, start, stop, step int) []Object {
	n := sliceLength(start, stop, step)
	c := make([]Object, n)
	if step == 1 {
		copy(c, items[start:start+n])
		return c
	}
	for i := range c {
		c[i] = items[start+i*step]
	}
	return c
}

// setSlice is list[slice] = values.
func (t *Thread) setSlice(l *List, s *Slice, value Object) bool {
	if !t.isIterable(value) {
		if s.step == None {
			t.typeError("can only assign an iterable")
		} else {
			t.typeError("must assign iterable to extended slice")
		}
		return false
	}
	values, ok := t.collect(value)
	if !ok {
		return false
	}
	start, stop, step, ok := t.sliceBounds(s, len(l.items))
	if !ok {
		return false
	}
	if step == 1 {
		stop = max(start, stop)
		l.splice(start, stop, values)
		return true
	}
	n := sliceLength(start, stop, step)
	if n != len(values) {
		t.valueError("attempt to assign sequence of size " + intText(intOf(len(values))) +
			" to extended slice of size " + intText(intOf(n)))
		return false
	}
	for i, v := range values {
		l.items[start+i*step] = v
	}
	return true
}

// splice replaces items [start, stop) by values.
//
//rgo:parallel
func (l *List) splice(start, stop int, values []Object) {
	tail := len(l.items) - stop
	n := start + len(values) + tail
	if n <= cap(l.items) {
		old := l.items
		l.items = l.items[:n]
		copy(l.items[start+len(values):], old[stop:])
		copy(l.items[start:], values)
		if n < len(old) {
			clear(old[n:])
		}
		return
	}
	items := make([]Object, n, n+n/8)
	copy(items, l.items[:start])
	copy(items[start:], values)
	copy(items[start+len(values):], l.items[stop:])
	l.items = items
}

// deleteSlice is del list[slice].
//
//rgo:parallel
func (t *Thread) deleteSlice(l *List, s *Slice) bool {
	l.bias.Own()
	start, stop, step, ok := t.sliceBounds(s, len(l.items))
	if !ok {
		return false
	}
	n := sliceLength(start, stop, step)
	if n == 0 {
		return true
	}
	if step < 0 {
		start, step = start+(n-1)*step, -step
	}
	kept := l.items[:start]
	next := start
	for i := start; i < len(l.items); i++ {
		if i == next && n > 0 {
			next += step
			n--
			continue
		}
		kept = append(kept, l.items[i])
	}
	clear(l.items[len(kept):])
	l.items = kept
	return true
}

// length is len(o).
//
//rgo:parallel
func (t *Thread) length(o Object) (int, bool) {
	switch x := o.(type) {
	case *List:
		return len(x.items), true
	case *Str:
		return x.n, true
	case *Dict:
		return x.live, true
	case *Tuple:
		return len(x.items), true
	case *Set:
		return x.live, true
	case *FrozenSet:
		return x.live, true
	case *Bytes:
		return len(x.s), true
	case *ByteArray:
		return len(x.b), true
	case *Range:
		if x.big != nil {
			if x.big.n.IsInt64() {
				return int(x.big.n.Int64()), true
			}
			t.raise(OverflowError, "Python int too large to convert to C ssize_t")
			return 0, false
		}
		return int(x.n), true
	case *DictView:
		return x.dict.live, true
	case *Deque:
		return x.count, true
	}
	if m := o.Class().lookup(nameLen); m != nil && (usesClass(o) || o.Class().flags&byTable != 0) {
		r := t.callMethod(m, o, nil, nil)
		if r == nil {
			return 0, false
		}
		if !hasIndex(r) {
			t.typeError("'" + r.Class().name + "' object cannot be interpreted as an integer")
			return 0, false
		}
		n, ok := t.index(r)
		if !ok {
			if t.catch(OverflowError) {
				if i := t.indexObject(r); i == nil {
					return 0, false
				} else if bigValue(i).Sign() < 0 {
					t.valueError("__len__() should return >= 0")
					return 0, false
				}
				t.raise(OverflowError, "cannot fit 'int' into an index-sized integer")
			}
			return 0, false
		}
		if n < 0 {
			t.valueError("__len__() should return >= 0")
			return 0, false
		}
		return n, true
	}
	t.typeError("object of type '" + o.Class().name + "' has no len()")
	return 0, false
}
