package vm

import "slices"

// This file changes classes that exist: __bases__ and __mro__, and the class of
// instances.

// makeMRO computes the MRO of c, by the metaclass's mro() if that is overridden.
func (t *Thread) makeMRO(c *Type) []*Type {
	if c.meta != nil {
		if m := c.meta.lookup(nameMro); m != nil && m != typeMro {
			return t.customMRO(c, m)
		}
	}
	return t.defaultMRO(c)
}

func (t *Thread) defaultMRO(c *Type) []*Type {
	mro := computeMRO(c, c.bases)
	if mro == nil {
		list := ""
		for i, b := range c.bases {
			if i > 0 {
				list += ", "
			}
			list += b.name
		}
		t.typeError("Cannot create a consistent method resolution\norder (MRO) for bases " + list)
	}
	return mro
}

// customMRO calls an overridden mro().
func (t *Thread) customMRO(c *Type, m Object) []*Type {
	r := t.callMethod(m, c, nil, nil)
	if r == nil {
		return nil
	}
	items, ok := t.collect(r)
	if !ok {
		return nil
	}
	mro := make([]*Type, 0, len(items))
	solid := c.solidBase()
	for _, o := range items {
		k, ok := o.(*Type)
		if !ok {
			t.typeError("mro() returned a non-class ('" + o.Class().name + "')")
			return nil
		}
		if !solid.derivesFrom(k.solidBase()) {
			t.typeError("mro() returned base with unsuitable layout ('" + k.name + "')")
			return nil
		}
		mro = append(mro, k)
	}
	if len(mro) == 0 {
		t.typeError("type MRO must not be empty")
		return nil
	}
	return mro
}

var nameMro = intern("mro")

// typeMro is type.mro, set by the initialiser of type.
var typeMro Object

// setBases assigns __bases__.
func setBases(t *Thread, o, value Object) bool {
	c := o.(*Type)
	if !c.isUser() || value == nil {
		what := "set"
		if value == nil {
			what = "delete"
		}
		t.typeError("cannot " + what + " '__bases__' attribute of immutable type '" + c.name + "'")
		return false
	}
	p, ok := value.(*Tuple)
	if !ok {
		t.typeError("can only assign tuple to " + c.name + ".__bases__, not " + value.Class().name)
		return false
	}
	if len(p.items) == 0 {
		t.typeError("can only assign non-empty tuple to " + c.name + ".__bases__, not ()")
		return false
	}
	for _, x := range p.items {
		b, ok := x.(*Type)
		if !ok {
			t.typeError(c.name + ".__bases__ must be tuple of classes, not '" + x.Class().name + "'")
			return false
		}
		if b.isSubtype(c) || b.derivesFrom(c) && c != ObjectType {
			t.typeError("a __bases__ item causes an inheritance cycle")
			return false
		}
	}
	bases := t.checkBases(p)
	if bases == nil {
		return false
	}
	base := t.bestBase(bases)
	if base == nil {
		return false
	}
	if !sameLayout(c.base, base) {
		t.typeError("__bases__ assignment: '" + base.name + "' object layout differs from '" + c.base.name + "'")
		return false
	}
	oldBases, oldBase := c.bases, c.base
	c.bases, c.base = bases, base
	undo := map[*Type][]*Type{}
	if !t.updateMROs(c, undo) {
		for k, mro := range undo {
			k.mro = mro
		}
		if slices.Equal(c.bases, bases) { // a reentrant assignment stands
			c.bases, c.base = oldBases, oldBase
		}
		c.changed()
		return false
	}
	if slices.Equal(c.bases, bases) {
		for _, b := range oldBases {
			b.subclasses = slices.DeleteFunc(slices.Clone(b.subclasses), func(k *Type) bool { return k == c })
		}
		for _, b := range bases {
			b.subclasses = append(b.subclasses, c)
		}
	}
	c.changed()
	return true
}

// updateMROs computes the MROs of c and its subclasses anew, noting old ones.
func (t *Thread) updateMROs(c *Type, undo map[*Type][]*Type) bool {
	bases := c.bases
	mro := t.makeMRO(c)
	if mro == nil {
		return false
	}
	if !slices.Equal(c.bases, bases) {
		return true // mro() assigned other bases, which stand
	}
	if _, known := undo[c]; !known {
		undo[c] = c.mro
	}
	c.mro = mro
	c.changed()
	for _, k := range slices.Clone(c.subclasses) {
		if slices.Contains(k.bases, c) && !t.updateMROs(k, undo) {
			return false
		}
	}
	return true
}

// sameLayout reports whether instances of two classes hold the same: where
// both add something to their bases, it is the same to the same base.
func sameLayout(a, b *Type) bool {
	const both = heapDict | weakrefs
	if a.layout != b.layout || a.flags&both != b.flags&both {
		return false
	}
	a, b = a.lastAddition(), b.lastAddition()
	return a == b || a.base == b.base && a.isUser() && b.isUser() && slices.Equal(a.slotNames, b.slotNames)
}

// lastAddition is the class nearest to c, along the bases that decide the
// layout, whose instances hold more than those of its base.
func (c *Type) lastAddition() *Type {
	const both = heapDict | weakrefs
	for c.isUser() && len(c.slotNames) == 0 && c.flags&both == c.base.flags&both {
		c = c.base
	}
	return c
}

// allMembers lists the slots of instances, those of base classes first.
func (c *Type) allMembers() []*Member {
	var all []*Member
	for ; c != nil; c = c.base {
		all = append(slices.Clone(c.members), all...)
	}
	return all
}

// setClass assigns __class__.
func setClass(t *Thread, o, value Object) bool {
	if value == nil {
		t.typeError("can't delete __class__ attribute")
		return false
	}
	c, ok := value.(*Type)
	if !ok {
		t.typeError("__class__ must be set to a class, not '" + value.Class().name + "' object")
		return false
	}
	old := o.Class()
	if m, isModule := o.(*Module); isModule && c.layout == ModuleType {
		m.cls = c
		return true
	}
	i, isInstance := o.(*Instance)
	x, isType := o.(*Type)
	if !isInstance && !isType || !c.isUser() || !old.isUser() {
		t.typeError("__class__ assignment only supported for mutable types or ModuleType subclasses")
		return false
	}
	if !sameLayout(old, c) {
		t.typeError("__class__ assignment: '" + c.name + "' object layout differs from '" + old.name + "'")
		return false
	}
	if isType {
		x.meta = c
		x.changed()
		return true
	}
	i.setClass(c)
	return true
}

// setClass gives the instance another class, keeping its attributes.
func (i *Instance) setClass(cls *Type) {
	shape := cls.rootShape
	if i.shape.dictMode {
		shape = cls.dictShape
	}
	from, to := i.cls.allMembers(), cls.allMembers()
	for _, k := range i.shape.index.keys {
		for n, m := range from {
			if m.key == k {
				k = to[n].key
				break
			}
		}
		shape = shape.with(k)
	}
	i.cls, i.shape = cls, shape
}
