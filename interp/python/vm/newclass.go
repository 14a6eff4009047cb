package vm

import (
	"slices"
	"strings"
)

// This file makes classes from a name, bases and a namespace: the layout of
// instances, __slots__, and the hooks that run when a class is made.

// newClass makes a user class.
func (t *Thread) newClass(meta *Type, name *Str, bases *Tuple, ns *Dict, kwArgs []Object, kwNames []*Str) Object {
	if strings.IndexByte(name.s, 0) >= 0 {
		return t.valueError("type name must not contain null characters")
	}
	c := &Type{name: name.s, qualname: name.s, meta: meta, flags: userClass, module: None}
	if meta == TypeType {
		c.meta = nil
	}
	if c.bases = t.checkBases(bases); c.bases == nil {
		return nil
	}
	if !t.setLayout(c) {
		return nil
	}
	c.initShapes()
	for _, e := range ns.entries {
		if s := strOf(e.key); e.key != nil && s != nil {
			c.dict.set(internStr(s), e.value)
		}
	}
	if q := c.dict.get(nameQualname); q != nil {
		s, ok := q.(*Str)
		if !ok {
			return t.typeError("type __qualname__ must be a str, not " + q.Class().name)
		}
		c.qualname = s.s
	}
	classCell := c.dict.get(nameClassCell)
	if !t.addSlots(c) {
		return nil
	}
	if q := c.dict.get(nameQualname); q != nil && strOf(q) != nil {
		c.dict.remove(nameQualname)
	}
	if c.dict.get(nameModule) == nil && t.frame != nil {
		if m := t.frame.globals.getStr(nameName); m != nil {
			c.dict.set(nameModule, m)
		}
	}
	for _, special := range []*Str{nameNew, nameInitSubclass, nameClassGetItem} {
		if fn, ok := c.dict.get(special).(*Function); ok {
			if special == nameNew {
				c.dict.set(special, &StaticMethod{fn: fn})
			} else {
				c.dict.set(special, &ClassMethod{fn: fn})
			}
		}
	}
	if c.flags&heapDict != 0 && !c.base.hasDict() && c.dict.get(nameDict) == nil {
		c.dict.set(nameDict, &GetSet{name: "__dict__", owner: c, get: getDict, set: setDict})
	}
	if c.flags&weakrefs != 0 && c.base.flags&weakrefs == 0 && c.dict.get(nameWeakref) == nil {
		c.dict.set(nameWeakref, &GetSet{name: "__weakref__", owner: c, get: getWeakref})
	}
	if c.dict.get(nameDoc) == nil {
		c.dict.set(nameDoc, None)
	}
	if c.dict.get(nameEq) != nil && c.dict.get(nameHash) == nil {
		c.dict.set(nameHash, None)
	}
	if classCell != nil {
		cell, ok := classCell.(*Cell)
		if !ok {
			return t.typeError("__classcell__ must be a nonlocal cell, not " + t.classText(classCell.Class()))
		}
		cell.v = c
		if c.dict.get(nameClassCell) == classCell {
			c.dict.remove(nameClassCell)
		}
	}
	c.mro = []*Type{c}
	c.version = versions.take()
	c.flags |= noMRO
	mro := t.makeMRO(c)
	c.flags &^= noMRO
	if mro == nil {
		return nil
	}
	c.mro = mro
	c.changed()
	for _, b := range c.bases {
		b.subclasses = append(b.subclasses, c)
	}
	if !t.setNames(c) {
		return nil
	}
	init := c.lookupAfter(c, nameInitSubclass)
	if init != nil && init != objectInitSubclass || len(kwNames) > 0 {
		bound := t.bind(init, nil, c)
		if bound == nil || t.call(bound, kwArgs, kwNames) == nil {
			return nil
		}
	}
	return c
}

func (t *Thread) classText(c *Type) string { return "<class '" + c.fullName() + "'>" }

// checkBases returns the classes of a tuple of bases; object if it is empty.
func (t *Thread) checkBases(bases *Tuple) []*Type {
	if len(bases.items) == 0 {
		return []*Type{ObjectType}
	}
	var classes []*Type
	for _, o := range bases.items {
		b, ok := o.(*Type)
		if !ok {
			t.typeError("bases must be types")
			return nil
		}
		if b.flags&final != 0 {
			t.typeError("type '" + b.name + "' is not an acceptable base type")
			return nil
		}
		if slices.Contains(classes, b) {
			t.typeError("duplicate base class " + b.name)
			return nil
		}
		classes = append(classes, b)
	}
	return classes
}

// solidBase is the class that decides what instances hold beside a dict: the
// last one on the way to object that adds slots, or is builtin and carries a
// value of its own.
func (c *Type) solidBase() *Type {
	for ; c != nil; c = c.base {
		if len(c.slotNames) > 0 || !c.isUser() && c.layout == c {
			return c
		}
	}
	return ObjectType
}

// bestBase is the base whose layout instances have.
func (t *Thread) bestBase(bases []*Type) *Type {
	best := bases[0]
	winner := best.solidBase()
	for _, b := range bases[1:] {
		s := b.solidBase()
		switch {
		case winner.derivesFrom(s):
		case s.derivesFrom(winner):
			best, winner = b, s
		default:
			t.typeError("multiple bases have instance lay-out conflict")
			return nil
		}
	}
	return best
}

// derivesFrom follows the bases that decide the layout.
func (c *Type) derivesFrom(other *Type) bool {
	for ; c != nil; c = c.base {
		if c == other {
			return true
		}
	}
	return other == ObjectType
}

// setLayout picks the base whose layout instances have.
func (t *Thread) setLayout(c *Type) bool {
	if c.base = t.bestBase(c.bases); c.base == nil {
		return false
	}
	c.layout = c.base.layout
	c.flags |= c.base.flags & (heapDict | weakrefs)
	return true
}

// isVariableSized reports whether CPython stores items inside instances of the
// class, so that they can have neither slots nor weak references.
func (c *Type) isVariableSized() bool {
	switch c.layout {
	case IntType, TupleType, BytesType, TypeType:
		return true
	}
	return false
}

// addSlots handles __slots__: it makes the member descriptors.
func (t *Thread) addSlots(c *Type) bool {
	mayDict := c.flags&heapDict == 0
	mayWeak := c.flags&weakrefs == 0 && !c.isVariableSized()
	slots := c.dict.get(nameSlots)
	if slots == nil {
		c.flags |= heapDict
		if mayWeak {
			c.flags |= weakrefs
		}
		return true
	}
	var names []Object
	if s := strOf(slots); s != nil {
		names = []Object{s}
	} else {
		items, ok := t.collect(slots)
		if !ok {
			return false
		}
		names = items
	}
	if len(names) > 0 && c.isVariableSized() {
		t.typeError("nonempty __slots__ not supported for subtype of '" + c.base.name + "'")
		return false
	}
	for _, o := range names {
		if !t.addSlot(c, o, mayDict, mayWeak) {
			return false
		}
	}
	slices.SortFunc(c.slotNames, func(a, b *Str) int { return strings.Compare(a.s, b.s) })
	for _, b := range c.bases {
		if mayDict && b.hasDict() {
			c.flags |= heapDict
		}
		if mayWeak {
			c.flags |= b.flags & weakrefs
		}
	}
	for _, name := range c.slotNames {
		key := &Str{s: name.s, n: name.n, place: name.place, hidden: true}
		m := &Member{name: name, owner: c, key: key}
		c.dict.set(name, m)
		c.members = append(c.members, m)
	}
	return true
}

// addSlot checks one entry of __slots__ and notes it.
func (t *Thread) addSlot(c *Type, o Object, mayDict, mayWeak bool) bool {
	s := strOf(o)
	if s == nil {
		t.typeError("__slots__ items must be strings, not '" + o.Class().name + "'")
		return false
	}
	if !isIdentifier(s) {
		t.typeError("__slots__ must be identifiers")
		return false
	}
	switch s.s {
	case "__dict__":
		if !mayDict || c.flags&heapDict != 0 {
			t.typeError("__dict__ slot disallowed: we already got one")
			return false
		}
		c.flags |= heapDict
		return true
	case "__weakref__":
		if !mayWeak || c.flags&weakrefs != 0 {
			t.typeError("__weakref__ slot disallowed: either we already got one, or __itemsize__ != 0")
			return false
		}
		c.flags |= weakrefs
		return true
	}
	name := internStr(mangle(c.name, s))
	if name != nameQualname && name != nameClassCell && c.dict.get(name) != nil {
		t.valueError("'" + s.s + "' in __slots__ conflicts with class variable")
		return false
	}
	c.slotNames = append(c.slotNames, name)
	return true
}

// setNames calls __set_name__ of what is in the class body.
func (t *Thread) setNames(c *Type) bool {
	keys := slices.Clone(c.dict.index.keys) // __set_name__ may change the class
	for i, v := range slices.Clone(c.dict.values) {
		if p, ok := v.(*Property); ok {
			p.name = keys[i]
			continue
		}
		switch v.(type) {
		case *Function, *Builtin, *Str, Int, *noneObject:
			continue
		}
		m := v.Class().lookup(nameSetName)
		if m == nil {
			continue
		}
		if t.callMethodArgs(m, v, c, keys[i]) == nil {
			cause := t.take()
			name, ok := t.repr(keys[i])
			if !ok {
				return false
			}
			t.raise(RuntimeError, "Error calling __set_name__ on '"+v.Class().name+"' instance "+name+" in '"+c.name+"'")
			excData(t.exc).cause = cause
			excData(t.exc).context = cause
			excData(t.exc).suppress = true
			return false
		}
	}
	return true
}

// getWeakref is __weakref__: the first weak reference to o, or None.
func getWeakref(t *Thread, o Object) Object {
	if firstWeakref == nil {
		return None
	}
	return orNone(firstWeakref(t, o))
}

// firstWeakref is set by the module _weakref.
var firstWeakref func(t *Thread, o Object) Object

var nameWeakref = intern("__weakref__")
