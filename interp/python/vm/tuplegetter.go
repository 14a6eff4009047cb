package vm

import "rgo/interp/python/code"

// This file is the rest of the module _collections: the descriptors of named
// tuples and the counting of Counter.

// tupleGetter is the descriptor of a field of a named tuple.
type tupleGetter struct {
	index int
	doc   Object
}

// Class returns _tuplegetter.
func (*tupleGetter) Class() *Type { return tupleGetterType }

var tupleGetterType = newBuiltinType("_tuplegetter", ObjectType, final)

//rgo:parallel
func (g *tupleGetter) descrGet(t *Thread, obj Object, cls *Type) Object {
	if obj == nil || obj == None {
		return g
	}
	p := tuplePayload(obj)
	if p == nil {
		return t.typeError("descriptor for index '" + intText(intOf(g.index)) + "' for tuple subclasses doesn't apply to '" +
			obj.Class().name + "' object")
	}
	if g.index < 0 || g.index >= len(p.items) {
		return t.indexError("tuple index out of range")
	}
	return p.items[g.index]
}

func (g *tupleGetter) descrSet(t *Thread, obj, value Object) bool {
	if value == nil {
		t.raise(AttributeError, "can't delete attribute")
	} else {
		t.raise(AttributeError, "can't set attribute")
	}
	return false
}

func init() {
	tupleGetterType.module = newASCII("_collections")
	tupleGetterType.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
		if len(args) != 3 || len(kwNames) > 0 {
			return t.typeError("_tuplegetter expected 2 arguments, got " + intText(intOf(len(args)-1)))
		}
		i, ok := t.index(args[1])
		if !ok {
			return nil
		}
		return &tupleGetter{i, args[2]}
	})
	tupleGetterType.addGetSets([]getset{{"__doc__", func(t *Thread, o Object) Object { return o.(*tupleGetter).doc },
		func(t *Thread, o, v Object) bool {
			o.(*tupleGetter).doc = orNone(v)
			return true
		}}})
	tupleGetterType.addMethods([]method{
		{"__get__", 1, 2, func(t *Thread, args []Object) Object { return args[0].(*tupleGetter).descrGet(t, args[1], nil) }, ""},
		{"__set__", 2, 2, func(t *Thread, args []Object) Object {
			return none(args[0].(*tupleGetter).descrSet(t, args[1], args[2]))
		}, ""},
		{"__delete__", 1, 1, func(t *Thread, args []Object) Object {
			return none(args[0].(*tupleGetter).descrSet(t, args[1], nil))
		}, ""},
		{"__reduce__", 0, 0, func(t *Thread, args []Object) Object {
			g := args[0].(*tupleGetter)
			return tupleOf(tupleGetterType, tupleOf(intOf(g.index), g.doc))
		}, ""},
		{"__repr__", 0, 0, func(t *Thread, args []Object) Object {
			s, ok := args[0].(*tupleGetter).reprText(t)
			if !ok {
				return nil
			}
			return NewStr(s)
		}, ""},
	})
}

func (g *tupleGetter) reprText(t *Thread) (string, bool) {
	doc, ok := t.repr(g.doc)
	return "_tuplegetter(" + intText(intOf(g.index)) + ", " + doc + ")", ok
}

var nameGetMethod = intern("get")

// countElements is _count_elements(mapping, iterable).
//
//rgo:parallel
func countElements(t *Thread, args []Object) Object {
	mapping := args[0]
	d := dictOf(mapping)
	cls := mapping.Class()
	if d != nil && (cls.lookup(nameGetMethod) != DictType.dict.get(nameGetMethod) ||
		cls.lookup(nameSetItem) != DictType.dict.get(nameSetItem)) {
		d = nil
	}
	it := t.iter(args[1])
	if it == nil {
		return nil
	}
	get := Object(nil)
	if d == nil {
		if get = t.getAttr(mapping, nameGetMethod); get == nil {
			return nil
		}
	}
	for {
		key := t.next(it)
		if key == nil {
			if t.exc != nil {
				return nil
			}
			return None
		}
		if d != nil {
			if !t.countKey(d, key) {
				return nil
			}
			continue
		}
		n := t.call2(get, key, newInt(0))
		if n == nil {
			return nil
		}
		if n = t.binaryOp(code.Add, n, newInt(1)); n == nil || !t.setItem(mapping, key, n) {
			return nil
		}
	}
}

// countKey adds one to the number of a key.
//
//rgo:parallel
func (t *Thread) countKey(d *Dict, key Object) bool {
	hash, ok := t.hash(key)
	if !ok {
		return false
	}
	var sum Object // if Python had to compute it
	for {
		i, ok := d.find(t, key, hash)
		switch {
		case !ok:
			return false
		case i < 0 && !d.steady():
			continue
		case i < 0 && sum == nil:
			d.insert(key, hash, newInt(1))
			return true
		case i < 0:
			d.insert(key, hash, sum)
			return true
		case sum != nil:
			d.entries[i].value = sum
			return true
		}
		if n, ok := d.entries[i].value.(Int); ok {
			d.entries[i].value = addInts(n.v, 1)
			return true
		}
		if sum = t.binaryOp(code.Add, d.entries[i].value, newInt(1)); sum == nil {
			return false
		}
	}
}
