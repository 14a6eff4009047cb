package vm

import "rgo/interp/python/code"

// This file is mappingproxy, the read-only view of a mapping, and the dicts
// that show the attributes of classes.

// MappingProxy shows the mapping m.
type MappingProxy struct{ m Object }

// Class returns mappingproxy.
func (*MappingProxy) Class() *Type { return MappingProxyType }

// MappingProxyType is mappingproxy.
var MappingProxyType = newBuiltinType("mappingproxy", ObjectType, final|byTable)

func (p *MappingProxy) reprText(t *Thread) (string, bool) {
	s, ok := t.repr(p.m)
	return "mappingproxy(" + s + ")", ok
}

// unproxy returns the mapping behind a proxy.
func unproxy(o Object) Object {
	if p, ok := o.(*MappingProxy); ok {
		return p.m
	}
	return o
}

func init() {
	forward := func(names ...string) {
		for _, name := range names {
			MappingProxyType.addMethods([]method{{name, 0, -1, func(t *Thread, args []Object) Object {
				fn := t.getAttr(unproxy(args[0]), intern(name))
				if fn == nil {
					return nil
				}
				return t.call(fn, args[1:], nil)
			}, ""}})
		}
	}
	forward("get", "keys", "values", "items", "copy", "__reversed__")
	MappingProxyType.addMethods([]method{
		{"__len__", 0, 0, func(t *Thread, args []Object) Object {
			n, ok := t.length(unproxy(args[0]))
			if !ok {
				return nil
			}
			return intOf(n)
		}, ""},
		{"__getitem__", 1, 1, func(t *Thread, args []Object) Object { return t.getItem(unproxy(args[0]), args[1]) }, ""},
		{"__contains__", 1, 1, func(t *Thread, args []Object) Object {
			b, ok := t.contains(unproxy(args[0]), args[1])
			if !ok {
				return nil
			}
			return boolOf(b)
		}, ""},
		{"__iter__", 0, 0, func(t *Thread, args []Object) Object { return t.iter(unproxy(args[0])) }, ""},
		{"__hash__", 0, 0, func(t *Thread, args []Object) Object {
			h, ok := t.hash(unproxy(args[0]))
			if !ok {
				return nil
			}
			return newInt(int64(h))
		}, ""},
		{"__str__", 0, 0, func(t *Thread, args []Object) Object { return strObject(t.str(unproxy(args[0]))) }, ""},
		{"__or__", 1, 1, func(t *Thread, args []Object) Object {
			return t.binary(code.Or, unproxy(args[0]), unproxy(args[1]))
		}, ""},
		{"__ror__", 1, 1, func(t *Thread, args []Object) Object {
			return t.binary(code.Or, unproxy(args[1]), unproxy(args[0]))
		}, ""},
		{"__ior__", 1, 1, func(t *Thread, args []Object) Object {
			return t.typeError("'|=' is not supported by mappingproxy; use '|' instead")
		}, ""},
	})
	MappingProxyType.addText(false)
	MappingProxyType.addClassMethods([]method{{"__class_getitem__", 1, 1, makeAlias, ""}})
	for op, name := range compareNames {
		MappingProxyType.addMethods([]method{{name.s, 1, 1, func(t *Thread, args []Object) Object {
			return t.compareRaw(op, unproxy(args[0]), unproxy(args[1]))
		}, ""}})
	}
	MappingProxyType.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
		var fields [1]Object
		if !t.bindNames("mappingproxy", args[1:], kwNames, []string{"mapping"}, fields[:]) {
			return nil
		}
		m := fields[0]
		if m == nil {
			return t.typeError("mappingproxy() missing required argument 'mapping' (pos 1)")
		}
		if c := m.Class(); listOf(m) != nil || tuplePayload(m) != nil || c.lookup(nameGetItem) == nil {
			return t.typeError("mappingproxy() argument must be a mapping, not " + c.name)
		}
		return &MappingProxy{m}
	})
}

// typeDict is __dict__ of a class.
func (t *Thread) typeDict(c *Type) Object {
	if c.mirror == nil {
		d := newDictSize(len(c.dict.values))
		for i, k := range c.dict.index.keys {
			if !k.hidden {
				d.setStr(k, c.dict.values[i])
			}
		}
		if !c.isUser() {
			return &MappingProxy{d} // it may be shared by interpreters
		}
		c.mirror = d
	}
	return &MappingProxy{c.mirror}
}
