package vm

import "rgo/rlib/thread"

// This file holds the tables keyed by interned names: nameTable, the attribute
// table of classes, and shapes, the maps (hidden classes) of instances.

// smallIndex is the largest number of keys that is searched without hashing.
const smallIndex = 8

// nameTable finds the position of an interned name in a list of names.
type nameTable struct {
	keys  []*Str
	table []int32 // open addressing: position+1, 0 is empty; nil while small
}

// find returns the position of name, or -1.
//
//rgo:parallel
func (x *nameTable) find(name *Str) int {
	if x.table == nil {
		for i, k := range x.keys {
			if k == name {
				return i
			}
		}
		return -1
	}
	mask := len(x.table) - 1
	for i := int(name.place) & mask; ; i = (i + 1) & mask {
		p := x.table[i]
		if p == 0 {
			return -1
		}
		if x.keys[p-1] == name {
			return int(p - 1)
		}
	}
}

// add appends a name that is not there yet.
func (x *nameTable) add(name *Str) {
	x.keys = append(x.keys, name)
	if len(x.keys) <= smallIndex {
		return
	}
	if len(x.keys)*2 > len(x.table) {
		x.rebuild()
		return
	}
	x.put(name, int32(len(x.keys)))
}

func (x *nameTable) put(name *Str, position int32) {
	mask := len(x.table) - 1
	i := int(name.place) & mask
	for x.table[i] != 0 {
		i = (i + 1) & mask
	}
	x.table[i] = position
}

func (x *nameTable) rebuild() {
	if len(x.keys) <= smallIndex {
		x.table = nil
		return
	}
	size := 32
	for size < len(x.keys)*4 {
		size *= 2
	}
	x.table = make([]int32, size)
	for i, k := range x.keys {
		x.put(k, int32(i+1))
	}
}

// attrTable maps interned names to objects, in insertion order.
type attrTable struct {
	index  nameTable
	values []Object
}

// get returns the value of name, or nil.
//
//rgo:parallel
func (a *attrTable) get(name *Str) Object {
	if i := a.index.find(name); i >= 0 {
		return a.values[i]
	}
	return nil
}

// set adds or replaces name.
func (a *attrTable) set(name *Str, value Object) {
	if i := a.index.find(name); i >= 0 {
		a.values[i] = value
		return
	}
	a.index.add(name)
	a.values = append(a.values, value)
}

// remove deletes name; it reports whether it was there.
func (a *attrTable) remove(name *Str) bool {
	i := a.index.find(name)
	if i < 0 {
		return false
	}
	keys := make([]*Str, 0, len(a.values))
	values := make([]Object, 0, len(a.values))
	for j, k := range a.index.keys {
		if j != i {
			keys = append(keys, k)
			values = append(values, a.values[j])
		}
	}
	a.index.keys, a.values = keys, values
	a.index.rebuild()
	return true
}

// clear empties the table.
func (a *attrTable) clear() { *a = attrTable{} }

// Shape tells in which slot of an instance each attribute lives. Instances
// that got the same attributes in the same order share a shape. A shape
// belongs to one class: equal shapes mean equal classes.
type Shape struct {
	cls      *Type     `rgo:"immutable"`
	index    nameTable `rgo:"immutable"`
	next     []*Shape  // shapes with one more name
	dictMode bool      // visible attributes are in Instance.dict
}

// maxShape is the number of attributes above which an instance uses a dict.
const maxShape = 64

// find returns the slot of name, or -1.
//
//rgo:elidable
//rgo:parallel
func (s *Shape) find(name *Str) int { return s.index.find(name) }

// known returns the shape that has name after the names of s, if there is one.
//
//rgo:parallel
func (s *Shape) known(name *Str) *Shape {
	n := len(s.index.keys)
	for _, x := range s.next {
		if x.index.keys[n] == name {
			return x
		}
	}
	return nil
}

// with returns the shape that has name after the names of s.
func (s *Shape) with(name *Str) *Shape {
	if x := s.known(name); x != nil {
		return x
	}
	n := len(s.index.keys)
	x := &Shape{cls: s.cls, dictMode: s.dictMode}
	x.index.keys = make([]*Str, n, n+1)
	copy(x.index.keys, s.index.keys)
	x.index.keys = append(x.index.keys, name)
	x.index.rebuild()
	s.next = append(s.next, x)
	return x
}

// getSlot returns the attribute name stored in the instance itself, or nil.
//
//rgo:parallel
func (i *Instance) getSlot(name *Str) Object {
	if n := i.shape.find(name); n >= 0 {
		return i.slots[n]
	}
	if i.dict != nil {
		return i.dict.getStr(name)
	}
	return nil
}

// setSlot stores an attribute in the instance itself.
func (i *Instance) setSlot(name *Str, value Object) {
	if n := i.shape.find(name); n >= 0 {
		i.slots[n] = value
		return
	}
	if i.dict != nil && !name.hidden {
		i.dict.setStr(name, value)
		return
	}
	if len(i.slots) >= maxShape && !name.hidden {
		i.useDict().setStr(name, value)
		return
	}
	i.addSlot(i.shape.with(name), value)
}

// addSlot appends value and moves the instance to the shape next.
//
//rgo:parallel
func (i *Instance) addSlot(next *Shape, value Object) {
	n := len(i.slots)
	if thread.Parallel && thread.Together() && (n > 0 && n == cap(i.slots) || !i.bias.IsMine()) {
		i.addSlotAlone(next, value)
		return
	}
	if n == cap(i.slots) {
		room := i.cls.slotHint
		if room <= n {
			room = n + 4
			if n == 0 {
				room = 3
			}
		}
		slots := make([]Object, n, room)
		if n > 0 {
			copy(slots, i.slots)
		}
		i.slots = slots
	}
	i.slots = i.slots[:n+1]
	i.slots[n] = value
	i.shape = next
	if n >= i.cls.slotHint {
		i.cls.slotHint = n + 1
	}
}

// addSlotAlone is addSlot where others may store into slots that would be left,
// or add one too.
func (i *Instance) addSlotAlone(next *Shape, value Object) {
	i.bias.Take()
	i.setSlot(next.index.keys[len(next.index.keys)-1], value)
}

// deleteSlot removes an attribute from the instance itself.
func (i *Instance) deleteSlot(name *Str) bool {
	n := i.shape.find(name)
	if n < 0 {
		return i.dict != nil && i.dict.deleteStr(name)
	}
	keys, slots := i.shape.index.keys, i.slots
	shape := i.cls.rootShape
	if i.shape.dictMode {
		shape = i.cls.dictShape
	}
	kept := make([]Object, 0, len(slots))
	for j, k := range keys {
		if j != n {
			shape = shape.with(k)
			kept = append(kept, slots[j])
		}
	}
	i.shape, i.slots = shape, kept
	return true
}

// attributes returns the dict of the instance, which then has the visible attributes.
//
//rgo:parallel
func (i *Instance) attributes() *Dict {
	if i.dict == nil && len(i.slots) == 0 && thread.Parallel && i.bias.IsMine() {
		i.dict = NewDict() // there is nothing to move that others could be reading
		i.shape = i.cls.dictShape
	}
	if d := i.dict; d != nil {
		return d
	}
	return i.useDict()
}

// useDict moves the visible attributes into a dict and returns it.
func (i *Instance) useDict() *Dict {
	if i.dict != nil {
		return i.dict
	}
	d := NewDict()
	shape := i.cls.dictShape
	var hidden []Object
	for j, k := range i.shape.index.keys {
		if k.hidden {
			shape = shape.with(k)
			hidden = append(hidden, i.slots[j])
		} else {
			d.setStr(k, i.slots[j])
		}
	}
	i.shape, i.slots, i.dict = shape, hidden, d
	return d
}
