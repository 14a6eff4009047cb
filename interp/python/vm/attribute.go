package vm

import "rgo/rlib/thread"

// This file is attribute access: the protocol, descriptors, and the filling of
// inline caches.

// bind applies the descriptor protocol to d, found in a class, for obj of
// class cls. obj is nil if the class itself was asked.
//
//rgo:parallel
func (t *Thread) bind(d, obj Object, cls *Type) Object {
	switch x := d.(type) {
	case *Function:
		if obj == nil {
			return x
		}
		return &BoundMethod{fn: x, self: obj}
	case *Builtin:
		switch x.kind {
		case methodBuiltin, slotBuiltin:
			if obj != nil {
				if x.owner != nil && !t.applies(x.name, x.owner, obj) {
					return nil
				}
				return &BoundMethod{fn: x, self: obj}
			}
		case classBuiltin:
			if !cls.isSubtype(x.owner) {
				return t.typeError("descriptor '" + x.name + "' requires a subtype of '" + x.owner.name + "' but received '" + cls.name + "'")
			}
			return &BoundMethod{fn: x, self: cls}
		}
		return x
	case *Property:
		if obj == nil {
			return x
		}
		return t.getProperty(x, obj)
	case *GetSet:
		if obj == nil {
			return x
		}
		if !t.applies(x.name, x.owner, obj) {
			return nil
		}
		return x.get(t, obj)
	case *Member:
		if obj == nil {
			return x
		}
		return t.getMember(x, obj)
	case *StaticMethod:
		return x.fn
	case *ClassMethod:
		if !isFunction(x.fn) {
			if g := x.fn.Class().lookup(nameGet); g != nil {
				return t.callMethodArgs(g, x.fn, cls, cls)
			}
			if _, isProperty := x.fn.(*Property); isProperty {
				return t.bind(x.fn, cls, cls)
			}
		}
		return &BoundMethod{fn: x.fn, self: cls}
	case *Instance:
		g := x.cls.lookup(nameGet)
		if g == nil {
			return x
		}
		var owner Object = cls
		if obj == nil {
			return t.callMethodArgs(g, x, None, owner)
		}
		return t.callMethodArgs(g, x, obj, owner)
	case nativeDescriptor:
		return x.descrGet(t, obj, cls)
	case *Super:
		return t.bindSuper(x, obj)
	}
	return d
}

// nativeDataDescriptor is implemented by those that come before the attributes
// of the instance. A nil value deletes.
type nativeDataDescriptor interface {
	nativeDescriptor
	descrSet(t *Thread, obj, value Object) bool
}

// nativeDescriptor is implemented by other builtin objects that bind.
type nativeDescriptor interface {
	Object
	descrGet(t *Thread, obj Object, cls *Type) Object
}

//rgo:parallel
func isFunction(o Object) bool {
	switch o.(type) {
	case *Function, *Builtin:
		return true
	}
	return false
}

//rgo:parallel
func isDescriptor(o Object) bool {
	switch o.(type) {
	case *Function, *Builtin, *Property, *GetSet, *Member, *StaticMethod, *ClassMethod, *Super, nativeDescriptor:
		return true
	}
	return false
}

// callMethodArgs calls m as a method of self with two arguments.
//
//rgo:parallel
func (t *Thread) callMethodArgs(m, self, a, b Object) Object {
	args := t.window(2)
	args[0], args[1] = a, b
	r := t.callMethod(m, self, args, nil)
	t.top -= 2
	return r
}

// isData reports whether d is a data descriptor: one that comes before the
// attributes of the instance.
//
//rgo:parallel
func isData(d Object) bool {
	switch x := d.(type) {
	case *Property, *GetSet, *Member, nativeDataDescriptor:
		return true
	case *Instance:
		return x.cls.lookup(nameSet) != nil || x.cls.lookup(nameDelete) != nil
	}
	return false
}

// getAttr returns o.name, or nil with AttributeError.
//
//rgo:parallel
func (t *Thread) getAttr(o Object, name *Str) Object {
	cls := o.Class()
	custom, _, hook := cls.attrHooks()
	var v Object
	if _, isSuper := o.(*Super); isSuper {
		return t.superGetAttr(o, name)
	}
	if custom {
		v = t.callMethodObject(cls.lookup(nameGetAttribute), o, name)
	} else {
		v = t.genericGetAttr(o, cls, name)
	}
	if v == nil && hook != nil && t.exc.cls.isSubtype(AttributeError) {
		if _, isInstance := o.(*Instance); isInstance || cls.isUser() {
			t.exc = nil
			return t.callMethodObject(hook, o, name)
		}
	}
	return v
}

// genericGetAttr is object.__getattribute__ (and type's and module's).
//
//rgo:parallel
func (t *Thread) genericGetAttr(o Object, cls *Type, name *Str) Object {
	d := cls.lookup(name)
	if d != nil && isData(d) {
		if i, ok := d.(*Instance); !ok || i.cls.lookup(nameGet) != nil {
			return t.bind(d, o, cls)
		}
	}
	switch x := o.(type) {
	case *Instance:
		if v := x.getSlot(name); v != nil {
			return v
		}
	case *Type:
		if v := x.lookup(name); v != nil {
			return t.bind(v, nil, x)
		}
	default:
		if ns := attrDict(o, false); ns != nil {
			if v := ns.getStr(name); v != nil {
				return v
			}
		}
	}
	if d != nil {
		return t.bind(d, o, cls)
	}
	if m, ok := o.(*Module); ok {
		return t.moduleGetAttr(m, name)
	}
	return t.noAttribute(o, name)
}

// attrDict returns the attribute dict of builtin objects that have one; with
// create an absent one is made.
//
//rgo:parallel
func attrDict(o Object, create bool) *Dict {
	var place **Dict
	switch x := o.(type) {
	case *Module:
		return x.dict
	case *Function:
		place = &x.dict
	case *StaticMethod:
		place, create = &x.dict, true
	case *ClassMethod:
		place, create = &x.dict, true
	case dictHolder:
		place = x.attributeDict()
	default:
		return nil
	}
	if d := *place; d != nil || !create {
		return d
	}
	return makeAttrDict(o, place)
}

// makeAttrDict makes the attribute dict of o, which is kept at place.
func makeAttrDict(o Object, place **Dict) *Dict {
	if *place == nil {
		*place = NewDict()
		switch x := o.(type) {
		case *StaticMethod:
			copyFunctionAttrs(x.dict, x.fn)
		case *ClassMethod:
			copyFunctionAttrs(x.dict, x.fn)
		}
	}
	return *place
}

// copyFunctionAttrs gives the dict of a wrapper the attributes of the function.
func copyFunctionAttrs(d *Dict, fn Object) {
	f, ok := fn.(*Function)
	if !ok {
		return
	}
	d.setStr(nameModule, orNone(f.module))
	d.setStr(nameName, f.name)
	d.setStr(nameQualname, f.qualname)
	d.setStr(nameDoc, f.docstring())
	d.setStr(nameAnnotations, f.annotationDict())
}

// dictHolder is implemented by other builtin objects that have attributes.
type dictHolder interface {
	Object
	attributeDict() **Dict
}

// noAttribute raises AttributeError for o.name.
//
//rgo:parallel
func (t *Thread) noAttribute(o Object, name *Str) Object {
	text := "'" + o.Class().name + "' object has no attribute '" + name.s + "'"
	if c, ok := o.(*Type); ok {
		text = "type object '" + c.name + "' has no attribute '" + name.s + "'"
	}
	e := newException(AttributeError, NewStr(text))
	if s := &attributeErrors; e.shape == s.empty && s.full != nil {
		e.slots, e.shape = []Object{name, o}, s.full
	} else {
		s.fill(e, name, o)
	}
	return t.raiseInstance(e)
}

// attributeErrors holds the shapes of an AttributeError before and after it
// knows what has not been found, once there has been one.
var attributeErrors attributeErrorShapes

type attributeErrorShapes struct{ empty, full *Shape }

// fill stores in e what has not been found, and notes the shapes.
func (s *attributeErrorShapes) fill(e *Instance, name *Str, o Object) {
	before := e.shape
	e.setSlot(intern("name"), name)
	e.setSlot(intern("obj"), o)
	if len(e.slots) == 2 {
		s.empty, s.full = before, e.shape
	}
}

// findAttr is getAttr that returns nil without exception if there is no such
// attribute; ok is false if something else was raised.
//
//rgo:parallel
func (t *Thread) findAttr(o Object, name *Str) (v Object, ok bool) {
	v = t.getAttr(o, name)
	if v == nil && !t.catch(AttributeError) {
		return nil, false
	}
	return v, true
}

// setAttr stores o.name = value; a nil value deletes.
//
//rgo:parallel
func (t *Thread) setAttr(o Object, name *Str, value Object) bool {
	if x, ok := o.(*Instance); ok && value != nil && thread.Parallel && thread.Together() {
		if p := x.cls.settable(name); p != nil {
			return t.setProperty(p, o, name, value)
		}
		if x.storeTogether(name, value) {
			return true
		}
	}
	if thread.Parallel {
		thread.BeAlone()
	}
	cls := o.Class()
	if _, custom, _ := cls.attrHooks(); custom {
		if value == nil {
			return t.callMethodObject(cls.lookup(nameDelAttr), o, name) != nil
		}
		return t.callMethodArgs(cls.lookup(nameSetAttr), o, name, value) != nil
	}
	return t.genericSetAttr(o, cls, name, value)
}

// genericSetAttr is object.__setattr__ and __delattr__.
//
//rgo:parallel
func (t *Thread) genericSetAttr(o Object, cls *Type, name *Str, value Object) bool {
	if x, ok := o.(*Instance); ok && value != nil && x.cls == cls && thread.Parallel && thread.Together() && x.storeSlot(name, value) {
		return true
	}
	if thread.Parallel {
		thread.BeAlone()
	}
	d := cls.lookup(name)
	if d != nil && isData(d) {
		return t.setDescriptor(d, o, name, value)
	}
	switch x := o.(type) {
	case *Instance:
		if value == nil {
			if x.deleteSlot(name) {
				return true
			}
		} else if cls.hasDict() {
			x.setSlot(name, value)
			return true
		}
	case *Type:
		return t.setTypeAttr(x, name, value)
	default:
		ns := attrDict(o, value != nil)
		if ns != nil {
			if value != nil {
				ns.setStr(name, value)
				return true
			}
			if ns.deleteStr(name) {
				return true
			}
		}
	}
	if d != nil && !cls.hasDict() {
		t.raise(AttributeError, "'"+cls.name+"' object attribute '"+name.s+"' is read-only")
		return false
	}
	if _, ok := o.(*Module); ok && value == nil {
		t.raise(AttributeError, "'module' object has no attribute '"+name.s+"'")
		return false
	}
	t.noAttribute(o, name)
	return false
}

// applies tests that o has the class that the descriptor name belongs to:
// programs can put descriptors into other classes.
//
//rgo:parallel
func (t *Thread) applies(name string, owner *Type, o Object) bool {
	c := o.Class()
	if c == owner || c.isSubtype(owner) {
		return true
	}
	t.doesNotApply(name, owner, c)
	return false
}

// doesNotApply raises the TypeError for a descriptor of owner and an object of
// class c.
func (t *Thread) doesNotApply(name string, owner, c *Type) {
	t.typeError("descriptor '" + name + "' for '" + owner.name + "' objects doesn't apply to a '" + c.name + "' object")
}

// setDescriptor stores through a data descriptor.
func (t *Thread) setDescriptor(d, o Object, name *Str, value Object) bool {
	switch x := d.(type) {
	case nativeDataDescriptor:
		return x.descrSet(t, o, value)
	case *Property:
		return t.setProperty(x, o, name, value)
	case *GetSet:
		if !t.applies(x.name, x.owner, o) {
			return false
		}
		if x.set == nil && x.member {
			t.raise(AttributeError, "readonly attribute")
			return false
		}
		if x.set == nil {
			t.raise(AttributeError, "attribute '"+x.name+"' of '"+x.owner.name+"' objects is not writable")
			return false
		}
		return x.set(t, o, value)
	case *Member:
		return t.applies(x.name.s, x.owner, o) && t.setMember(x, o, value)
	case *Instance:
		if value == nil {
			m := x.cls.lookup(nameDelete)
			if m == nil {
				t.raise(AttributeError, "__delete__")
				return false
			}
			return t.callMethodObject(m, x, o) != nil
		}
		m := x.cls.lookup(nameSet)
		if m == nil {
			t.raise(AttributeError, "__set__")
			return false
		}
		return t.callMethodArgs(m, x, o, value) != nil
	}
	return false
}

// getMember reads a __slots__ entry.
func (t *Thread) getMember(m *Member, o Object) Object {
	if !t.applies(m.name.s, m.owner, o) {
		return nil
	}
	var value Object
	switch x := o.(type) {
	case *Instance:
		if n := x.shape.find(m.key); n >= 0 {
			value = x.slots[n]
		}
	case *Module:
		value = x.member(m.key)
	}
	if value == nil {
		return t.noAttribute(o, m.name)
	}
	return value
}

// setMember writes a __slots__ entry, or deletes it if value is nil.
func (t *Thread) setMember(m *Member, o, value Object) bool {
	there := true
	switch x := o.(type) {
	case *Instance:
		if value != nil {
			x.setSlot(m.key, value)
		} else {
			there = x.deleteSlot(m.key)
		}
	case *Module:
		there = x.setMember(m.key, value)
	}
	if !there {
		t.raise(AttributeError, m.name.s)
	}
	return there
}

// getProperty calls the getter of a property.
//
//rgo:parallel
func (t *Thread) getProperty(p *Property, o Object) Object {
	if p.get == nil || p.get == None {
		name := ""
		if p.name != nil {
			name = " '" + p.name.s + "'"
		}
		return t.raise(AttributeError, "property"+name+" of '"+o.Class().qualname+"' object has no getter")
	}
	return t.call1(p.get, o)
}

// setProperty calls the setter, or the deleter if value is nil.
//
//rgo:parallel
func (t *Thread) setProperty(p *Property, o Object, name *Str, value Object) bool {
	fn, what := p.set, "setter"
	if value == nil {
		fn, what = p.del, "deleter"
	}
	if fn == nil || fn == None {
		label := ""
		if p.name != nil {
			label = " '" + p.name.s + "'"
		}
		t.raise(AttributeError, "property"+label+" of '"+o.Class().qualname+"' object has no "+what)
		return false
	}
	if value == nil {
		return t.call1(fn, o) != nil
	}
	return t.call2(fn, o, value) != nil
}
