package vm

import (
	"rgo/interp/python/code"
	"rgo/rlib/thread"
)

// This file is the methods of dict and of its views.

// DictView is d.keys(), d.values() or d.items().
type DictView struct {
	dict  *Dict
	owner Object
	view  dictView
}

// Class returns dict_keys, dict_values or dict_items.
func (v *DictView) Class() *Type { return dictViewTypes[v.view] }

var (
	dictViewTypes = []*Type{
		newBuiltinType("dict_keys", ObjectType, final),
		newBuiltinType("dict_values", ObjectType, final),
		newBuiltinType("dict_items", ObjectType, final),
	}
)

// dictGetItemMethod is dict.__getitem__; instances of classes that do not
// override it are indexed directly.
var dictGetItemMethod Object = builtinSlot(DictType, "__getitem__", 1, 1, nil)

// dictSubscript is d[key], asking __missing__ of subclasses.
//
//rgo:parallel
func dictSubscript(t *Thread, args []Object) Object {
	d := dictOf(args[0])
	v := d.get(t, args[1])
	if v != nil || t.exc != nil {
		return v
	}
	if i, ok := args[0].(*Instance); ok {
		if thread.Parallel && thread.Together() && !d.bias.IsMine() { // __missing__ has to know that it still is
			thread.BeAlone()
			if v = d.get(t, args[1]); v != nil || t.exc != nil {
				return v
			}
		}
		if m := i.cls.lookup(nameMissing); m != nil {
			return t.callMethodObject(m, i, args[1])
		}
	}
	return t.keyError(args[1])
}

// dictGetOr is d.get(key, default).
//
//rgo:parallel
func dictGetOr(t *Thread, args []Object) Object {
	if d, ok := args[0].(*Dict); ok && thread.Parallel && thread.Together() {
		if v := d.itemTogether(args[1]); v != nil {
			return v
		}
	}
	v := t.dictGet(args[0], args[1])
	if v == nil && t.exc == nil {
		if len(args) > 2 {
			return args[2]
		}
		return None
	}
	return v
}

// dictGet returns the value of key in the dict that o is or carries.
//
//rgo:parallel
func (t *Thread) dictGet(o, key Object) Object { return dictOf(o).get(t, key) }

//rgo:parallel
func init() {
	DictType.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
		c := args[0].(*Type)
		d := NewDict()
		if c != DictType {
			return newInstance(c, d)
		}
		if !t.fillDict(d, args[1:], kwNames) {
			return nil
		}
		return d
	})
	addContainerMethods(DictType)
	DictType.addMutable()
	dictGetItemMethod.(*Builtin).fn = dictSubscript
	DictType.dict.set(nameGetItem, dictGetItemMethod)
	DictType.addRaw([]rawMethod{
		{"__init__", func(t *Thread, args []Object, kwNames []*Str) Object {
			if !t.fillDict(dictOf(args[0]), args[1:], kwNames) {
				return nil
			}
			return None
		}},
		{"update", func(t *Thread, args []Object, kwNames []*Str) Object {
			if !t.fillDict(dictOf(args[0]), args[1:], kwNames) {
				return nil
			}
			return None
		}},
	})
	view := func(kind dictView) BuiltinFunc {
		return func(t *Thread, args []Object) Object { return &DictView{dictOf(args[0]), args[0], kind} }
	}
	readers := []method{
		{"get", 1, 2, dictGetOr, ""},
		{"keys", 0, 0, view(viewKeys), ""},
		{"values", 0, 0, view(viewValues), ""},
		{"items", 0, 0, view(viewItems), ""},
		{"copy", 0, 0, func(t *Thread, args []Object) Object { return dictOf(args[0]).copy() }, ""},
		{"__reversed__", 0, 0, func(t *Thread, args []Object) Object {
			d := dictOf(args[0])
			d.bias.Own()
			return &DictIter{dict: d, live: d.live, index: len(d.entries), reverse: true}
		}, ""},
	}
	DictType.addMethods(readers)
	DictType.addMethods([]method{
		{"pop", 1, 2, func(t *Thread, args []Object) Object {
			v := dictOf(args[0]).remove(t, args[1])
			if v == nil && t.exc == nil {
				if len(args) > 2 {
					return args[2]
				}
				return t.keyError(args[1])
			}
			return v
		}, ""},
		{"setdefault", 1, 2, func(t *Thread, args []Object) Object {
			d := dictOf(args[0])
			hash, ok := t.hash(args[1])
			if !ok {
				return nil
			}
			for {
				at, ok := d.find(t, args[1], hash)
				if !ok {
					return nil
				}
				if at >= 0 {
					return d.entries[at].value
				}
				if d.steady() {
					break
				}
			}
			var v Object = None
			if len(args) > 2 {
				v = args[2]
			}
			d.insert(args[1], hash, v)
			return v
		}, ""},
		{"popitem", 0, 0, dictPopItem, ""},
		{"clear", 0, 0, func(t *Thread, args []Object) Object {
			dictOf(args[0]).clear()
			return None
		}, ""},
	})
	DictType.addClassMethods([]method{{"fromkeys", 1, 2, dictFromKeys, ""}})
	DictType.addBinary(code.Or)
	DictType.addReflected(code.Or)
	DictType.addInplace(code.Or)
	DictType.addCompare(false)
	DictType.dict.set(nameHash, None)
	DictType.addClassMethods([]method{{"__class_getitem__", 1, 1, makeAlias, ""}})
	initViews()
	DictType.changed()
}

func initViews() {
	for i, c := range dictViewTypes {
		kind := dictView(i)
		c.addMethods([]method{
			{"__len__", 0, 0, func(t *Thread, args []Object) Object { return intOf(args[0].(*DictView).dict.live) }, ""},
			{"__iter__", 0, 0, func(t *Thread, args []Object) Object { return t.iter(args[0]) }, ""},
			{"__contains__", 1, 1, func(t *Thread, args []Object) Object {
				b, ok := t.contains(args[0], args[1])
				if !ok {
					return nil
				}
				return boolOf(b)
			}, ""},
			{"__reversed__", 0, 0, func(t *Thread, args []Object) Object {
				d := args[0].(*DictView).dict
				return &DictIter{dict: d, live: d.live, index: len(d.entries), view: kind, reverse: true}
			}, ""},
		})
		c.addText(false)
		c.addGetSets([]getset{{"mapping", func(t *Thread, o Object) Object {
			return &MappingProxy{o.(*DictView).dict}
		}, nil}})
		if kind != viewValues {
			c.addCompare(true)
			c.addBinary(code.And, code.Or, code.Subtract, code.Xor)
			c.addMethods([]method{{"isdisjoint", 1, 1, func(t *Thread, args []Object) Object {
				s := &Set{}
				if !t.updateSet(&s.setTable, args[0]) {
					return nil
				}
				return setIsDisjoint(t, []Object{s, args[1]})
			}, ""}})
		}
	}
}

// fillDict is the constructor's and update's argument handling.
//
//rgo:parallel
func (t *Thread) fillDict(d *Dict, args []Object, kwNames []*Str) bool {
	positional := len(args) - len(kwNames)
	if positional > 1 {
		t.typeError("dict expected at most 1 argument, got " + intText(intOf(positional)))
		return false
	}
	if positional == 1 && !t.updateDict(d, args[0]) {
		return false
	}
	for i, k := range kwNames {
		d.setStr(k, args[positional+i])
	}
	return true
}

// isMapping reports whether o has keys().
//
//rgo:parallel
func (t *Thread) isMapping(o Object) bool {
	if dictOf(o) != nil {
		return true
	}
	return o.Class().lookup(nameKeys) != nil
}

// updateDict merges a mapping, or an iterable of pairs.
//
//rgo:parallel
func (t *Thread) updateDict(d *Dict, o Object) bool {
	if other, ok := o.(*Dict); ok {
		return d.merge(t, other)
	}
	if i, ok := o.(*Instance); ok && dictOf(i) != nil && i.cls.lookup(nameIter) == DictType.dict.get(nameIter) &&
		i.cls.lookup(nameGetItem) == dictGetItemMethod {
		return d.merge(t, dictOf(i))
	}
	keys, ok := t.findAttr(o, nameKeys)
	if !ok {
		return false
	}
	if keys == nil {
		return t.updatePairs(d, o)
	}
	list := t.call0(keys)
	if list == nil {
		return false
	}
	items, ok := t.collect(list)
	if !ok {
		return false
	}
	for _, k := range items {
		v := t.getItem(o, k)
		if v == nil || !d.set(t, k, v) {
			return false
		}
	}
	return true
}

// updatePairs merges an iterable of pairs.
//
//rgo:parallel
func (t *Thread) updatePairs(d *Dict, o Object) bool {
	it := t.iter(o)
	if it == nil {
		return false
	}
	for n := 0; ; n++ {
		pair := t.next(it)
		if pair == nil {
			return t.exc == nil
		}
		items, ok := t.collect(pair)
		if !ok {
			if t.catch(TypeError) {
				t.typeError("cannot convert dictionary update sequence element #" + intText(intOf(n)) + " to a sequence")
			}
			return false
		}
		if len(items) != 2 {
			t.valueError("dictionary update sequence element #" + intText(intOf(n)) + " has length " +
				intText(intOf(len(items))) + "; 2 is required")
			return false
		}
		if !d.set(t, items[0], items[1]) {
			return false
		}
	}
}

//rgo:parallel
func dictPopItem(t *Thread, args []Object) Object {
	d := dictOf(args[0])
	d.bias.Own()
	d.steady()
	if d.live == 0 {
		return t.raise(KeyError, "popitem(): dictionary is empty")
	}
	last := len(d.entries) - 1
	for d.entries[last].key == nil {
		last--
	}
	e := d.entries[last]
	d.removeAt(last)
	d.trim()
	return tupleOf(e.key, e.value)
}

//rgo:parallel
func dictFromKeys(t *Thread, args []Object) Object {
	var value Object = None
	if len(args) > 2 {
		value = args[2]
	}
	o := t.call0(args[0])
	if o == nil {
		return nil
	}
	if d, exact := o.(*Dict); exact && d.live == 0 && isAnySet(args[1]) && (args[1].Class() == SetType || args[1].Class() == FrozenSetType) {
		// The hashes are known, and the keys differ.
		s := stableSet(args[1])
		d.bias.Own()
		for i := s.next(0); i >= 0; i = s.next(i + 1) {
			d.insert(s.table[i].key, uint64(s.table[i].hash), value)
		}
		return d
	}
	it := t.iter(args[1])
	if it == nil {
		return nil
	}
	for {
		k := t.next(it)
		if k == nil {
			if t.exc != nil {
				return nil
			}
			return o
		}
		if !t.setItem(o, k, value) {
			return nil
		}
	}
}

// viewContains is membership in a view.
func (t *Thread) viewContains(v *DictView, item Object) (result, ok bool) {
	switch v.view {
	case viewKeys:
		return t.dictHas(v.dict, item)
	case viewItems:
		pair, isTuple := item.(*Tuple)
		if !isTuple || len(pair.items) != 2 {
			return false, true
		}
		value := v.dict.get(t, pair.items[0])
		if value == nil {
			return false, t.exc == nil
		}
		return t.same(value, pair.items[1])
	}
	for i := 0; i < len(v.dict.entries); i++ {
		e := v.dict.entries[i]
		if e.key == nil {
			continue
		}
		if same, ok := t.same(e.value, item); !ok || same {
			return same, ok
		}
	}
	return false, true
}

// viewOp is the set operators of keys and items views.
//
//rgo:parallel
func (t *Thread) viewOp(op int, v *DictView, b Object) Object {
	if v.view == viewValues {
		return NotImplemented
	}
	left := &Set{}
	if !t.updateSet(&left.setTable, v) {
		return nil
	}
	if !t.isIterable(b) {
		return NotImplemented
	}
	return t.viewOpOf(op, left, b)
}

// reflectedViewOp is an operation of a view on the right.
func (t *Thread) reflectedViewOp(op int, a Object, v *DictView) Object {
	switch op {
	case code.And, code.Or, code.Subtract, code.Xor:
		if !t.isIterable(a) {
			return NotImplemented
		}
		left := &Set{}
		if !t.updateSet(&left.setTable, a) {
			return nil
		}
		return t.viewOpOf(op, left, v)
	}
	return NotImplemented
}

// viewOpOf is an operation of a set and an iterable.
//
//rgo:parallel
func (t *Thread) viewOpOf(op int, left *Set, b Object) Object {
	right := &Set{}
	if !t.updateSet(&right.setTable, b) {
		return nil
	}
	return t.setOp(op, left, right)
}

// compareView compares keys and items views as sets.
func (t *Thread) compareView(op int, v *DictView, b Object) Object {
	if v.view == viewValues {
		return NotImplemented
	}
	if w, ok := b.(*DictView); !ok && !isAnySet(b) || ok && w.view == viewValues {
		return NotImplemented
	}
	n, ok := t.length(v)
	if !ok {
		return nil
	}
	m, ok := t.length(b)
	if !ok {
		return nil
	}
	result := false
	switch op {
	case code.Equal, code.NotEqual:
		result = n == m
	case code.Less:
		result = n < m
	case code.LessEqual:
		result = n <= m
	case code.Greater:
		result = n > m
	case code.GreaterEqual:
		result = n >= m
	}
	if result {
		small, large := Object(v), b
		if op == code.Greater || op == code.GreaterEqual {
			small, large = b, v
		}
		if result, ok = t.containsAll(large, small); !ok {
			return nil
		}
	}
	return boolOf(result == (op != code.NotEqual))
}

// containsAll reports whether everything in b is in a.
func (t *Thread) containsAll(a, b Object) (result, ok bool) {
	items, ok := t.collect(b)
	if !ok {
		return false, false
	}
	for _, o := range items {
		if result, ok = t.contains(a, o); !result || !ok {
			return false, ok
		}
	}
	return true, true
}

func (t *Thread) reprView(v *DictView) (string, bool) {
	items, ok := t.collect(v)
	if !ok {
		return "", false
	}
	return t.reprItems(v, v.Class().name+"([", items, "])")
}
