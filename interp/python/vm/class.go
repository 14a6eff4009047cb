package vm

import "slices"

// This file makes classes: __build_class__, type(name, bases, dict), __slots__
// and the calls that make instances.

// buildClass is builtins.__build_class__(body, name, *bases, **keywords).
func buildClass(t *Thread, args []Object, kwNames []*Str) Object {
	positional := len(args) - len(kwNames)
	if positional < 2 {
		return t.typeError("__build_class__: not enough arguments")
	}
	body, ok := args[0].(*Function)
	if !ok {
		return t.typeError("__build_class__: func must be a function")
	}
	name := args[1]
	bases := copyTuple(args[2:positional])
	resolved := t.resolveBases(bases)
	if resolved == nil {
		return nil
	}
	var meta Object
	var kwKeep []Object
	var namesKeep []*Str
	for i, k := range kwNames {
		if k == nameMetaclass {
			meta = args[positional+i]
		} else {
			namesKeep = append(namesKeep, k)
			kwKeep = append(kwKeep, args[positional+i])
		}
	}
	if meta == nil {
		meta = TypeType
		if len(resolved.items) > 0 {
			meta = resolved.items[0].Class()
		}
	}
	if m, ok := meta.(*Type); ok {
		winner := t.winnerMeta(m, resolved.items)
		if winner == nil {
			return nil
		}
		meta = winner
	}
	var ns Object = NewDict()
	callArgs := append([]Object{name, resolved}, kwKeep...)
	if meta != TypeType {
		prepare, ok := t.findAttr(meta, namePrepare)
		if !ok {
			return nil
		}
		if prepare != nil {
			if ns = t.call(prepare, callArgs, namesKeep); ns == nil {
				return nil
			}
		}
	}
	cell := t.runCode(body.code, body.globals, ns, body.closure)
	if cell == nil {
		return nil
	}
	if bases != resolved {
		if !t.setItem(ns, intern("__orig_bases__"), bases) {
			return nil
		}
	}
	callArgs = append([]Object{name, resolved, ns}, kwKeep...)
	cls := t.call(meta, callArgs, namesKeep)
	if cls == nil {
		return nil
	}
	if c, ok := cell.(*Cell); ok && c.v == nil {
		c.v = cls
	}
	return cls
}

// resolveBases replaces bases that are no classes by what their
// __mro_entries__ returns.
func (t *Thread) resolveBases(bases *Tuple) *Tuple {
	var items []Object
	for i, b := range bases.items {
		if _, ok := b.(*Type); !ok {
			m, ok := t.findAttr(b, nameMroEntries)
			if !ok {
				return nil
			}
			if m != nil {
				r := t.call1(m, bases)
				if r == nil {
					return nil
				}
				entries, ok := r.(*Tuple)
				if !ok {
					t.typeError("__mro_entries__ must return a tuple")
					return nil
				}
				if items == nil {
					items = append(items, bases.items[:i]...)
					if items == nil {
						items = []Object{}
					}
				}
				items = append(items, entries.items...)
				continue
			}
		}
		if items != nil {
			items = append(items, b)
		}
	}
	if items == nil {
		return bases
	}
	return newTuple(items)
}

// winnerMeta is the most derived metaclass.
func (t *Thread) winnerMeta(meta *Type, bases []Object) *Type {
	for _, b := range bases {
		m := b.Class()
		if meta.isSubtype(m) {
			continue
		}
		if m.isSubtype(meta) {
			meta = m
			continue
		}
		t.typeError("metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases")
		return nil
	}
	return meta
}

// typeNew is type.__new__ and type(x).
func typeNew(t *Thread, args []Object, kwNames []*Str) Object {
	positional := len(args) - len(kwNames)
	meta, ok := args[0].(*Type)
	if !ok {
		return t.typeError("type.__new__(X): X is not a type object (" + args[0].Class().name + ")")
	}
	if positional == 2 && meta == TypeType && len(kwNames) == 0 {
		return args[1].Class()
	}
	if positional != 4 {
		if meta == TypeType {
			return t.typeError("type() takes 1 or 3 arguments")
		}
		return t.typeError("type.__new__() takes exactly 3 arguments (" + intText(intOf(positional-1)) + " given)")
	}
	name, ok := args[1].(*Str)
	if !ok {
		return t.typeError("type.__new__() argument 1 must be str, not " + args[1].Class().name)
	}
	bases, ok := args[2].(*Tuple)
	if !ok {
		return t.typeError("type.__new__() argument 2 must be tuple, not " + args[2].Class().name)
	}
	ns := dictOf(args[3])
	if ns == nil {
		return t.typeError("type.__new__() argument 3 must be dict, not " + args[3].Class().name)
	}
	winner := t.winnerMeta(meta, bases.items)
	if winner == nil {
		return nil
	}
	if newFn := winner.lookup(nameNew); winner != meta && newFn != TypeType.dict.get(nameNew) {
		all := append([]Object{winner}, args[1:]...)
		if s, ok := newFn.(*StaticMethod); ok {
			newFn = s.fn
		}
		return t.call(newFn, all, kwNames)
	}
	meta = winner
	return t.newClass(meta, name, bases, ns, args[positional:], kwNames)
}

// newClass makes a user class.
func (t *Thread) newClass(meta *Type, name *Str, bases *Tuple, ns *Dict, kwArgs []Object, kwNames []*Str) Object {
	c := &Type{name: name.s, qualname: name.s, meta: meta, flags: userClass, module: None}
	if meta == TypeType {
		c.meta = nil
	}
	if len(bases.items) == 0 {
		c.bases = []*Type{ObjectType}
	}
	for _, o := range bases.items {
		b, ok := o.(*Type)
		if !ok {
			return t.typeError("bases must be types")
		}
		if b.flags&final != 0 {
			return t.typeError("type '" + b.name + "' is not an acceptable base type")
		}
		for _, earlier := range c.bases {
			if earlier == b {
				return t.typeError("duplicate base class " + b.name)
			}
		}
		c.bases = append(c.bases, b)
	}
	if !t.setLayout(c) {
		return nil
	}
	if c.mro = computeMRO(c, c.bases); c.mro == nil {
		list := ""
		for i, b := range c.bases {
			if i > 0 {
				list += ", "
			}
			list += b.name
		}
		return t.typeError("Cannot create a consistent method resolution\norder (MRO) for bases " + list)
	}
	c.initShapes()
	for _, e := range ns.entries {
		if s := strOf(e.key); e.key != nil && s != nil {
			c.dict.set(internStr(s), e.value)
		}
	}
	if q, ok := c.dict.get(nameQualname).(*Str); ok {
		c.qualname = q.s
		c.dict.remove(nameQualname)
	}
	if c.dict.get(nameModule) == nil && t.frame != nil {
		if m := t.frame.globals.getStr(nameName); m != nil {
			c.dict.set(nameModule, m)
		}
	}
	if c.dict.get(nameDoc) == nil {
		c.dict.set(nameDoc, None)
	}
	if !t.addSlots(c) {
		return nil
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
	if c.dict.get(nameEq) != nil && c.dict.get(nameHash) == nil {
		c.dict.set(nameHash, None)
	}
	cell, hasCell := c.dict.get(nameClassCell).(*Cell)
	c.dict.remove(nameClassCell)
	c.version = versions.take()
	for _, b := range c.bases {
		b.subclasses = append(b.subclasses, c)
	}
	if hasCell {
		cell.v = c
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

// setLayout picks the base whose payload instances carry.
func (t *Thread) setLayout(c *Type) bool {
	c.base = c.bases[0]
	c.layout = ObjectType
	hasDict := false
	for _, b := range c.bases {
		hasDict = hasDict || b.hasDict()
		l := b.layout
		switch {
		case l == ObjectType || c.layout == l || c.layout.isSubtype(l):
		case c.layout == ObjectType || l.isSubtype(c.layout):
			c.layout = l
			c.base = b
		default:
			t.typeError("multiple bases have instance lay-out conflict")
			return false
		}
	}
	if hasDict {
		c.flags |= heapDict
	}
	return true
}

// addSlots handles __slots__: it makes the member descriptors.
func (t *Thread) addSlots(c *Type) bool {
	slots := c.dict.get(nameSlots)
	if slots == nil {
		c.flags |= heapDict
		return true
	}
	var names []Object
	if s, ok := slots.(*Str); ok {
		names = []Object{s}
	} else {
		items, ok := t.collect(slots)
		if !ok {
			return false
		}
		names = items
	}
	taken := append([]*Str{}, c.dict.index.keys...)
	for _, o := range names {
		s, ok := o.(*Str)
		if !ok {
			t.typeError("__slots__ items must be strings, not '" + o.Class().name + "'")
			return false
		}
		if s.s == "__dict__" {
			c.flags |= heapDict
			continue
		}
		if s.s == "__weakref__" {
			continue
		}
		name := internStr(mangle(c.name, s))
		if slices.Contains(taken, name) {
			t.valueError("'" + s.s + "' in __slots__ conflicts with class variable")
			return false
		}
		key := &Str{s: name.s, n: name.n, hash: name.Hash(), hidden: true}
		c.dict.set(name, &Member{name: name, owner: c, key: key})
	}
	return true
}

// mangle applies private name mangling.
func mangle(class string, name *Str) *Str {
	s := name.s
	if len(s) < 3 || s[:2] != "__" || s[len(s)-2:] == "__" {
		return name
	}
	for len(class) > 0 && class[0] == '_' {
		class = class[1:]
	}
	if class == "" {
		return name
	}
	return NewStr("_" + class + s)
}

// setNames calls __set_name__ of what is in the class body.
func (t *Thread) setNames(c *Type) bool {
	keys := slices.Clone(c.dict.index.keys) // __set_name__ may change the class
	for i, v := range slices.Clone(c.dict.values) {
		if p, ok := v.(*Property); ok {
			p.name = keys[i]
			continue
		}
		x, ok := v.(*Instance)
		if !ok {
			continue
		}
		m := x.cls.lookup(nameSetName)
		if m == nil {
			continue
		}
		name := keys[i]
		if t.callMethodArgs(m, x, c, name) == nil {
			cause := t.take()
			t.raise(RuntimeError, "Error calling __set_name__ on '"+x.cls.name+"' instance '"+name.s+"' in '"+c.name+"'")
			excData(t.exc).cause = cause
			excData(t.exc).suppress = true
			return false
		}
	}
	return true
}

// callType calls a class: makes an instance.
func (t *Thread) callType(c *Type, args []Object, kwNames []*Str) Object {
	if c.construct != nil && !c.isUser() {
		return t.construct(c, args, kwNames)
	}
	if m := c.Class(); m != TypeType {
		if f := m.lookup(nameCall); f != nil && f != typeCall {
			return t.callMethod(f, c, args, kwNames)
		}
	}
	return t.makeInstance(c, args, kwNames)
}

// construct calls the constructor of an exact builtin class.
func (t *Thread) construct(c *Type, args []Object, kwNames []*Str) Object {
	n := len(args) + 1
	all := t.window(n)
	all[0] = c
	copy(all[1:], args)
	r := c.construct(t, all, kwNames)
	t.top -= n
	return r
}

// makeInstance is type.__call__: __new__, then __init__.
func (t *Thread) makeInstance(c *Type, args []Object, kwNames []*Str) Object {
	if c == TypeType && len(args) == 1 && len(kwNames) == 0 {
		return args[0].Class()
	}
	newFn := c.lookup(nameNew)
	if newFn == nil {
		return t.typeError("cannot create '" + c.fullName() + "' instances")
	}
	var o Object
	if s, ok := newFn.(*StaticMethod); ok {
		newFn = s.fn
	}
	o = t.callWithSelf(newFn, c, args, kwNames)
	if o == nil {
		return nil
	}
	cls := o.Class()
	if cls != c && !cls.isSubtype(c) {
		return o
	}
	init := cls.lookup(nameInit)
	if init == nil || init == objectInit && newFn != objectNew {
		return o
	}
	r := t.callMethod(init, o, args, kwNames)
	if r == nil {
		return nil
	}
	if r != None {
		return t.typeError("__init__() should return None, not '" + r.Class().name + "'")
	}
	return o
}

// plainConstruct tells whether calling the class only makes a plain instance
// and calls a Python __init__, which is then returned.
func (c *Type) plainConstruct() (*Type, *Function) {
	if c.ctorVersion != c.version {
		c.ctorVersion = c.version
		c.ctorInit = nil
		if c.Class() == TypeType && c.layout == ObjectType && c.flags&abstract == 0 && c.lookup(nameNew) == objectNew {
			c.ctorInit, _ = c.lookup(nameInit).(*Function)
		} else if c.Class().lookup(nameCall) == typeCall && c.layout == ObjectType && c.lookup(nameNew) == objectNew &&
			!c.hasAbstract() {
			c.ctorInit, _ = c.lookup(nameInit).(*Function)
		}
	}
	return c, c.ctorInit
}

// hasAbstract reports whether abstract methods are left.
func (c *Type) hasAbstract() bool {
	s := setOrNil(c.dict.get(nameAbstractMethods))
	return s != nil && s.live > 0
}

func setOrNil(o Object) *setTable {
	if o == nil {
		return nil
	}
	return setOf(o)
}

// bindWithSelf starts a call of fn(self, *args).
func (t *Thread) bindWithSelf(fn *Function, self Object, args []Object, kwNames []*Str) *Frame {
	all := make([]Object, len(args)+1)
	all[0] = self
	copy(all[1:], args)
	return t.bindCall(fn, all, kwNames)
}
