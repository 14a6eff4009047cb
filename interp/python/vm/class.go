package vm

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
	if strOf(name) == nil {
		return t.typeError("__build_class__: name is not a string")
	}
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
			if dictOf(ns) == nil && (listOf(ns) != nil || tuplePayload(ns) != nil || ns.Class().lookup(nameGetItem) == nil) {
				what := "<metaclass>"
				if m, ok := meta.(*Type); ok {
					what = m.name
				}
				return t.typeError(what + ".__prepare__() must return a mapping, not " + ns.Class().name)
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
	if x, ok := cell.(*Cell); ok && isTypeObject(cls) && x.v != cls {
		clsText, ok := t.repr(cls)
		if !ok {
			return nil
		}
		nameText, ok := t.repr(name)
		if !ok {
			return nil
		}
		if x.v == nil {
			return t.raise(RuntimeError, "__class__ not set defining "+nameText+" as "+clsText+
				". Was __classcell__ propagated to type.__new__?")
		}
		was, ok := t.repr(x.v)
		if !ok {
			return nil
		}
		return t.typeError("__class__ set to " + was + " defining " + nameText + " as " + clsText)
	}
	return cls
}

func isTypeObject(o Object) bool {
	_, ok := o.(*Type)
	return ok
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
//
//rgo:parallel
func typeNew(t *Thread, args []Object, kwNames []*Str) Object {
	if len(args) == 2 && len(kwNames) == 0 && args[0] == Object(TypeType) {
		return args[1].Class()
	}
	return makeType(t, args, kwNames)
}

// makeType is type.__new__.
func makeType(t *Thread, args []Object, kwNames []*Str) Object {
	positional := len(args) - len(kwNames)
	meta, ok := args[0].(*Type)
	if !ok {
		return t.typeError("type.__new__(X): X is not a type object (" + args[0].Class().name + ")")
	}
	if !meta.isSubtype(TypeType) {
		return t.typeError("type.__new__(" + meta.name + "): " + meta.name + " is not a subtype of type")
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
	if args[3].Class() != DictType {
		// A subclass may have an order of its own.
		if ns = NewDict(); !t.updateDict(ns, args[3]) {
			return nil
		}
	}
	for _, b := range bases.items {
		if _, isType := b.(*Type); isType {
			continue
		}
		m, ok := t.findAttr(b, nameMroEntries)
		if !ok {
			return nil
		}
		if m != nil {
			return t.typeError("type() doesn't support MRO entry resolution; use types.new_class()")
		}
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

// callType calls a class: makes an instance.
//
//rgo:parallel
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
//
//rgo:parallel
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
//
//rgo:parallel
func (t *Thread) makeInstance(c *Type, args []Object, kwNames []*Str) Object {
	if c == TypeType && len(args) == 1 && len(kwNames) == 0 {
		return args[0].Class()
	}
	newFn := c.lookup(nameNew)
	if newFn == nil {
		return t.typeError("cannot create '" + c.fullName() + "' instances")
	}
	var o Object
	switch x := newFn.(type) {
	case *StaticMethod:
		newFn = x.fn
	case *Builtin:
	default:
		if newFn = t.bind(newFn, nil, c); newFn == nil {
			return nil
		}
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
//
//rgo:parallel
func (c *Type) plainConstruct() (*Type, *Function) {
	if c.ctorVersion != c.version {
		c.findInit()
	}
	return c, c.ctorInit
}

// findInit finds out what plainConstruct tells.
func (c *Type) findInit() {
	c.ctorVersion = c.version
	c.ctorInit = nil
	if c.Class() == TypeType && c.layout == ObjectType && c.flags&abstract == 0 && c.lookup(nameNew) == objectNew {
		c.ctorInit, _ = c.lookup(nameInit).(*Function)
	} else if c.Class().lookup(nameCall) == typeCall && c.layout == ObjectType && c.lookup(nameNew) == objectNew &&
		!c.hasAbstract() {
		c.ctorInit, _ = c.lookup(nameInit).(*Function)
	}
}

// hasAbstract reports whether abstract methods are left.
func (c *Type) hasAbstract() bool {
	s := setOrNil(c.dict.get(nameAbstractMethods))
	return s != nil && s.live > 0
}

//rgo:parallel
func setOrNil(o Object) *setTable {
	if o == nil {
		return nil
	}
	return setOf(o)
}

// bindWithSelf starts a call of fn(self, *args).
//
//rgo:parallel
func (t *Thread) bindWithSelf(fn *Function, self Object, args []Object, kwNames []*Str) *Frame {
	all := make([]Object, len(args)+1)
	all[0] = self
	copy(all[1:], args)
	return t.bindCall(fn, all, kwNames)
}
