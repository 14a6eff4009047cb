package vm

import "rgo/interp/python/code"

// This file is the methods of functions, methods, property, classmethod,
// staticmethod, super and code objects.

// wrappedNames returns the attributes that a wrapper takes over from what it
// wraps; those of a function are taken over when somebody asks.
func (t *Thread) wrappedNames(fn Object) *Dict {
	if isFunction(fn) {
		return nil
	}
	d := NewDict()
	for _, name := range []*Str{nameModule, nameName, nameQualname, nameDoc, nameAnnotations} {
		v, ok := t.findAttr(fn, name)
		if !ok {
			t.exc = nil
		} else if v != nil {
			d.setStr(name, v)
		}
	}
	return d
}

//rgo:parallel
func functionDoc(t *Thread, o Object) Object { return o.(*Function).docstring() }

func init() {
	FunctionType.addGetSets([]getset{
		{"__name__", func(t *Thread, o Object) Object { return o.(*Function).name }, func(t *Thread, o, v Object) bool {
			return t.setStrField(&o.(*Function).name, v, "__name__")
		}},
		{"__qualname__", func(t *Thread, o Object) Object { return o.(*Function).qualname }, func(t *Thread, o, v Object) bool {
			return t.setStrField(&o.(*Function).qualname, v, "__qualname__")
		}},
		{"__doc__", functionDoc, func(t *Thread, o, v Object) bool {
			o.(*Function).doc = orNone(v)
			return true
		}},
		{"__module__", func(t *Thread, o Object) Object { return o.(*Function).module }, func(t *Thread, o, v Object) bool {
			o.(*Function).module = orNone(v)
			return true
		}},
		{"__defaults__", func(t *Thread, o Object) Object {
			f := o.(*Function)
			if f.defaults == nil {
				return None
			}
			return newTuple(f.defaults)
		}, func(t *Thread, o, v Object) bool {
			p, _ := v.(*Tuple)
			if p == nil {
				o.(*Function).defaults = nil
			} else {
				o.(*Function).defaults = p.items
			}
			return true
		}},
		{"__kwdefaults__", func(t *Thread, o Object) Object {
			if d := o.(*Function).kwDefaults; d != nil {
				return d
			}
			return None
		}, func(t *Thread, o, v Object) bool {
			o.(*Function).kwDefaults, _ = v.(*Dict)
			return true
		}},
		{"__code__", func(t *Thread, o Object) Object { return o.(*Function).code }, func(t *Thread, o, v Object) bool {
			c, ok := v.(*Code)
			if !ok {
				t.typeError("__code__ must be set to a code object")
				return false
			}
			f := o.(*Function)
			if free := c.src.Frees(); free != len(f.closure) {
				t.valueError(f.name.s + "() requires a code object with " + intText(intOf(len(f.closure))) + " free vars, not " + intText(intOf(free)))
				return false
			}
			f.code = c
			return true
		}},
		{"__globals__", func(t *Thread, o Object) Object { return o.(*Function).globals }, nil},
		{"__closure__", func(t *Thread, o Object) Object {
			f := o.(*Function)
			if f.closure == nil {
				return None
			}
			items := make([]Object, len(f.closure))
			for i, c := range f.closure {
				items[i] = c
			}
			return newTuple(items)
		}, nil},
		{"__builtins__", func(t *Thread, o Object) Object { return o.(*Function).builtins }, nil},
		{"__annotations__", func(t *Thread, o Object) Object { return o.(*Function).annotationDict() }, func(t *Thread, o, v Object) bool {
			o.(*Function).annotations = v
			return true
		}},
	})
	FunctionType.markMembers("__globals__", "__closure__", "__builtins__")
	FunctionType.addMethods([]method{{"__get__", 1, 2, descriptorGet, ""}})
	FunctionType.addRaw([]rawMethod{{"__call__", callSelf}})
	CellType.addGetSets([]getset{{"cell_contents", func(t *Thread, o Object) Object {
		if v := o.(*Cell).v; v != nil {
			return v
		}
		return t.valueError("Cell is empty")
	}, func(t *Thread, o, v Object) bool {
		o.(*Cell).v = v
		return true
	}}})
	initBuiltinFunctions()
	MethodType.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
		if len(args) != 3 {
			return t.typeError("method expected 2 arguments, got " + intText(intOf(len(args)-1)))
		}
		return &BoundMethod{fn: args[1], self: args[2]}
	})
	MethodType.addRaw([]rawMethod{{"__call__", callSelf}})
	MethodType.addGetSets([]getset{
		{"__func__", func(t *Thread, o Object) Object { return o.(*BoundMethod).fn }, nil},
		{"__self__", func(t *Thread, o Object) Object { return o.(*BoundMethod).self }, nil},
	})
	MethodType.addMethods([]method{{"__getattribute__", 1, 1, func(t *Thread, args []Object) Object {
		m := args[0].(*BoundMethod)
		name := t.attrName(args[1])
		if name == nil {
			return nil
		}
		if d := MethodType.lookup(name); d != nil && name != nameDoc {
			return t.bind(d, m, MethodType)
		}
		return t.getAttr(m.fn, name)
	}, ""}})
	initProperty()
	initWrappers()
	SuperType.setNew(newSuper)
	SuperType.construct = constructSuper
	SuperType.addRaw([]rawMethod{{"__init__", func(t *Thread, args []Object, kwNames []*Str) Object {
		return noneIf(t.initSuper(superOf(args[0]), args[1:], kwNames))
	}}})
	typeOrNone := func(c *Type) Object {
		if c == nil {
			return None
		}
		return c
	}
	SuperType.addGetSets([]getset{
		{"__thisclass__", func(t *Thread, o Object) Object { return typeOrNone(superOf(o).start) }, nil},
		{"__self__", func(t *Thread, o Object) Object { return orNone(superOf(o).obj) }, nil},
		{"__self_class__", func(t *Thread, o Object) Object { return typeOrNone(superOf(o).cls) }, nil},
	})
	SuperType.addMethods([]method{
		{"__getattribute__", 1, 1, func(t *Thread, args []Object) Object {
			name := t.attrName(args[1])
			if name == nil {
				return nil
			}
			return t.superGetAttr(args[0], name)
		}, ""},
		{"__get__", 1, 2, func(t *Thread, args []Object) Object { return t.bindSuper(args[0], args[1]) }, ""},
		{"__repr__", 0, 0, func(t *Thread, args []Object) Object { return NewStr(t.reprSuper(superOf(args[0]))) }, ""},
	})
	initCode()
	for _, c := range []*Type{GetSetType, MemberType} {
		c.addMethods([]method{
			{"__get__", 1, 2, descriptorGet, ""},
			{"__set__", 2, 2, descriptorSet, ""},
			{"__delete__", 1, 1, func(t *Thread, args []Object) Object {
				if !t.setDescriptor(args[0], args[1], nameEmpty, nil) {
					return nil
				}
				return None
			}, ""},
		})
		c.addText(false)
		c.addGetSets([]getset{
			{"__name__", func(t *Thread, o Object) Object { name, _ := descriptorOwner(o); return name }, nil},
			{"__objclass__", func(t *Thread, o Object) Object { _, owner := descriptorOwner(o); return owner }, nil},
			{"__qualname__", func(t *Thread, o Object) Object {
				name, owner := descriptorOwner(o)
				return NewStr(owner.qualname + "." + name.s)
			}, nil},
			{"__doc__", func(t *Thread, o Object) Object {
				name, owner := descriptorOwner(o)
				return docIn(memberLine(owner, name.s))
			}, nil},
		})
	}
}

// descriptorOwner returns the name of an attribute descriptor and its class.
func descriptorOwner(o Object) (*Str, *Type) {
	if m, ok := o.(*Member); ok {
		return m.name, m.owner
	}
	g := o.(*GetSet)
	return intern(g.name), g.owner
}

// builtinOf returns the Builtin that o is or binds.
func builtinOf(o Object) *Builtin {
	if m, ok := o.(*BoundMethod); ok {
		o = m.fn
	}
	return o.(*Builtin)
}

// callSelf is __call__ of callable builtin objects.
//
//rgo:parallel
func callSelf(t *Thread, args []Object, kwNames []*Str) Object {
	return t.call(args[0], args[1:], kwNames)
}

// descriptorGet is __get__(obj, cls) of builtin descriptors.
func descriptorGet(t *Thread, args []Object) Object {
	obj := args[1]
	var cls *Type
	if len(args) > 2 {
		cls, _ = args[2].(*Type)
	}
	if cls == nil {
		cls = obj.Class()
	}
	if obj == None && cls != NoneType {
		obj = nil
	}
	return t.bind(args[0], obj, cls)
}

// descriptorSet is __set__(obj, value) of builtin descriptors.
func descriptorSet(t *Thread, args []Object) Object {
	if !t.setDescriptor(args[0], args[1], nameEmpty, args[2]) {
		return nil
	}
	return None
}

// annotationDict makes the dict of annotations when it is first asked for.
func (f *Function) annotationDict() Object {
	if pairs, ok := f.annotations.(*Tuple); ok {
		d := NewDict()
		for i := 0; i+1 < len(pairs.items); i += 2 {
			d.setStr(pairs.items[i].(*Str), pairs.items[i+1])
		}
		f.annotations = d
	}
	if f.annotations == nil || f.annotations == None {
		f.annotations = NewDict()
	}
	return f.annotations
}

// initBuiltinFunctions installs the attributes of builtin functions and of the
// descriptors of builtin methods. Only descriptors bind, and only what is
// bound or stands in a module has __self__.
func initBuiltinFunctions() {
	descriptors := []*Type{MethodDescriptorType, WrapperDescriptorType, ClassMethodDescriptorType}
	for _, c := range append(descriptors, BuiltinFunctionType, MethodWrapperType) {
		c.addGetSets([]getset{
			{"__name__", func(t *Thread, o Object) Object { return NewStr(builtinOf(o).name) }, nil},
			{"__qualname__", func(t *Thread, o Object) Object {
				b := builtinOf(o)
				if b.owner != nil {
					return NewStr(b.owner.name + "." + b.name)
				}
				return NewStr(b.name)
			}, nil},
			{"__doc__", func(t *Thread, o Object) Object { return builtinOf(o).doc() }, nil},
			{"__text_signature__", func(t *Thread, o Object) Object { return builtinOf(o).signature() }, nil},
		})
		c.addRaw([]rawMethod{{"__call__", callSelf}})
	}
	for _, c := range descriptors {
		c.addMethods([]method{{"__get__", 1, 2, descriptorGet, ""}})
	}
	for _, c := range append(descriptors, MethodWrapperType) {
		c.addGetSets([]getset{{"__objclass__", func(t *Thread, o Object) Object {
			if b := builtinOf(o); b.owner != nil {
				return b.owner
			}
			return t.noAttribute(o, intern("__objclass__"))
		}, nil}})
	}
	BuiltinFunctionType.addGetSets([]getset{{"__module__", func(t *Thread, o Object) Object {
		if builtinOf(o).owner != nil && builtinOf(o).module == "" {
			return None
		}
		return NewStr(builtinOf(o).homeModule())
	}, nil}})
	for _, c := range []*Type{BuiltinFunctionType, MethodWrapperType} {
		c.addGetSets([]getset{{"__self__", builtinSelf, nil}})
	}
}

// homeModule is the name of the module that a builtin function stands in.
func (b *Builtin) homeModule() string {
	if b.module != "" {
		return b.module
	}
	return "builtins"
}

// builtinSelf is __self__ of a builtin function: what it is bound to, the
// class of a static method such as __new__, or else its module.
func builtinSelf(t *Thread, o Object) Object {
	if m, ok := o.(*BoundMethod); ok {
		return m.self
	}
	b := builtinOf(o)
	if b.owner != nil {
		return b.owner
	}
	return orNone(t.interp.modules.getStr(intern(b.homeModule())))
}

// noneIf is the result of a method without one: nil after an exception.
func noneIf(ok bool) Object {
	if !ok {
		return nil
	}
	return None
}

func initProperty() {
	PropertyType.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
		return wrapNew(args[0].(*Type), PropertyType, &Property{})
	})
	PropertyType.construct = newProperty
	PropertyType.addRaw([]rawMethod{{"__init__", func(t *Thread, args []Object, kwNames []*Str) Object {
		return noneIf(t.initProperty(args[0], propertyOf(args[0]), args[1:], kwNames))
	}}})
	with := func(pick func(p *Property, fn Object)) BuiltinFunc {
		return func(t *Thread, args []Object) Object {
			p := propertyOf(args[0])
			c := *p
			pick(&c, args[1])
			if args[0].Class() == PropertyType {
				return &c
			}
			doc := orNone(c.doc)
			if doc == None || c.ownDoc {
				doc = None // the getter's
			}
			return t.call(args[0].Class(), []Object{orNone(c.get), orNone(c.set), orNone(c.del), doc}, nil)
		}
	}
	PropertyType.addMethods([]method{
		{"getter", 1, 1, with(func(p *Property, fn Object) { p.get = fn }), ""},
		{"setter", 1, 1, with(func(p *Property, fn Object) { p.set = fn }), ""},
		{"deleter", 1, 1, with(func(p *Property, fn Object) { p.del = fn }), ""},
		{"__get__", 1, 2, func(t *Thread, args []Object) Object {
			if args[1] == None {
				return args[0]
			}
			return t.getProperty(propertyOf(args[0]), args[1])
		}, ""},
		{"__set__", 2, 2, func(t *Thread, args []Object) Object {
			if !t.setProperty(propertyOf(args[0]), args[1], nameEmpty, args[2]) {
				return nil
			}
			return None
		}, ""},
		{"__delete__", 1, 1, func(t *Thread, args []Object) Object {
			if !t.setProperty(propertyOf(args[0]), args[1], nameEmpty, nil) {
				return nil
			}
			return None
		}, ""},
		{"__set_name__", 0, -1, func(t *Thread, args []Object) Object {
			if len(args) != 3 {
				return t.typeError("__set_name__() takes 2 positional arguments but " + intText(intOf(len(args)-1)) + " were given")
			}
			propertyOf(args[0]).name, _ = args[2].(*Str)
			return None
		}, ""},
	})
	PropertyType.addGetSets([]getset{
		{"fget", func(t *Thread, o Object) Object { return orNone(propertyOf(o).get) }, nil},
		{"fset", func(t *Thread, o Object) Object { return orNone(propertyOf(o).set) }, nil},
		{"fdel", func(t *Thread, o Object) Object { return orNone(propertyOf(o).del) }, nil},
		{"__doc__", func(t *Thread, o Object) Object {
			p := propertyOf(o)
			if p.doc == nil || p.doc == None {
				if p.get != nil && p.get != None {
					return t.getAttr(p.get, nameDoc)
				}
				return None
			}
			return p.doc
		}, func(t *Thread, o, v Object) bool {
			propertyOf(o).doc = v
			return true
		}},
		{"__isabstractmethod__", func(t *Thread, o Object) Object {
			p := propertyOf(o)
			for _, f := range []Object{p.get, p.set, p.del} {
				if f == nil || f == None {
					continue
				}
				v, ok := t.findAttr(f, nameIsAbstract)
				if !ok {
					return nil
				}
				if v != nil {
					if is, ok := t.truth(v); !ok {
						return nil
					} else if is {
						return True
					}
				}
			}
			return False
		}, nil},
	})
	PropertyType.markMembers("fget", "fset", "fdel")
}

func propertyOf(o Object) *Property { return payloadOf(o).(*Property) }

// isAbstractMethod reads __isabstractmethod__.
func (t *Thread) isAbstractMethod(f Object) bool {
	v, ok := t.findAttr(f, nameIsAbstract)
	if !ok || v == nil {
		t.exc = nil
		return false
	}
	b, _ := t.truth(v)
	return b
}

// newProperty is property(fget, fset, fdel, doc).
func newProperty(t *Thread, args []Object, kwNames []*Str) Object {
	p := &Property{}
	if !t.initProperty(p, p, args[1:], kwNames) {
		return nil
	}
	return p
}

// initProperty is property.__init__ of p, which o is or carries.
func (t *Thread) initProperty(o Object, p *Property, args []Object, kwNames []*Str) bool {
	var fields [4]Object
	if !t.bindNames("property", args, kwNames, []string{"fget", "fset", "fdel", "doc"}, fields[:]) {
		return false
	}
	*p = Property{get: fields[0], set: fields[1], del: fields[2], doc: fields[3], name: p.name}
	if o == Object(p) {
		return true
	}
	// The class's __doc__ would hide that of the getter.
	doc := p.doc
	if (doc == nil || doc == None) && p.get != nil && p.get != None {
		found, ok := t.findAttr(p.get, nameDoc)
		if !ok {
			return false
		}
		doc, p.ownDoc = found, true
	}
	return doc == nil || doc == None || t.setAttr(o, nameDoc, doc)
}

// bindNames binds arguments, all optional, to names.
//
//rgo:parallel
func (t *Thread) bindNames(fn string, args []Object, kwNames []*Str, names []string, out []Object) bool {
	positional := len(args) - len(kwNames)
	if positional > len(names) {
		t.typeError(fn + "() takes at most " + plural(len(names), "argument") + " (" + intText(intOf(len(args))) + " given)")
		return false
	}
	copy(out, args[:positional])
	for i, k := range kwNames {
		found := false
		for j, name := range names {
			if k.s == name {
				if out[j] != nil {
					t.typeError("argument for " + fn + "() given by name ('" + name + "') and position (" + intText(intOf(j+1)) + ")")
					return false
				}
				out[j] = args[positional+i]
				found = true
			}
		}
		if !found {
			t.typeError("'" + k.s + "' is an invalid keyword argument for " + fn + "()")
			return false
		}
	}
	return true
}

func initWrappers() {
	setWrapper(StaticMethodType, func() Object { return &StaticMethod{fn: None} }, func(t *Thread, o, fn Object) {
		x := o.(*StaticMethod)
		x.fn, x.dict = fn, t.wrappedNames(fn)
	})
	setWrapper(ClassMethodType, func() Object { return &ClassMethod{fn: None} }, func(t *Thread, o, fn Object) {
		x := o.(*ClassMethod)
		x.fn, x.dict = fn, t.wrappedNames(fn)
	})
	wrapped := func(o Object) Object {
		switch x := payloadOf(o).(type) {
		case *StaticMethod:
			return x.fn
		case *ClassMethod:
			return x.fn
		}
		return None
	}
	for _, c := range []*Type{StaticMethodType, ClassMethodType} {
		c.addMethods([]method{{"__get__", 1, 2, func(t *Thread, args []Object) Object {
			all := []Object{payloadOf(args[0]), args[1]}
			return descriptorGet(t, append(all, args[2:]...))
		}, ""}})
		c.addGetSets([]getset{
			{"__func__", func(t *Thread, o Object) Object { return wrapped(o) }, nil},
			{"__wrapped__", func(t *Thread, o Object) Object { return wrapped(o) }, nil},
			{"__isabstractmethod__", func(t *Thread, o Object) Object { return boolOf(t.isAbstractMethod(wrapped(o))) }, nil},
			{"__doc__", func(t *Thread, o Object) Object { return t.getAttr(wrapped(o), nameDoc) }, nil},
			{"__name__", func(t *Thread, o Object) Object { return t.getAttr(wrapped(o), nameName) }, nil},
		})
	}
	StaticMethodType.addRaw([]rawMethod{{"__call__", func(t *Thread, args []Object, kwNames []*Str) Object {
		return t.call(wrapped(args[0]), args[1:], kwNames)
	}}})
}

// setWrapper installs __new__ and __init__ of staticmethod or classmethod:
// empty makes one, fill gives it its function.
func setWrapper(c *Type, empty func() Object, fill func(t *Thread, o, fn Object)) {
	initialise := func(t *Thread, o Object, args []Object, kwNames []*Str) bool {
		if len(kwNames) > 0 {
			t.typeError(c.name + "() takes no keyword arguments")
			return false
		}
		if len(args) != 1 {
			t.typeError(c.name + " expected 1 argument, got " + intText(intOf(len(args))))
			return false
		}
		fill(t, o, args[0])
		return true
	}
	c.setNew(func(t *Thread, args []Object, kwNames []*Str) Object { return wrapNew(args[0].(*Type), c, empty()) })
	c.construct = func(t *Thread, args []Object, kwNames []*Str) Object {
		o := empty()
		if !initialise(t, o, args[1:], kwNames) {
			return nil
		}
		return o
	}
	c.addRaw([]rawMethod{{"__init__", func(t *Thread, args []Object, kwNames []*Str) Object {
		return noneIf(initialise(t, payloadOf(args[0]), args[1:], kwNames))
	}}})
}

// newSuper is super.__new__.
func newSuper(t *Thread, args []Object, kwNames []*Str) Object {
	return newInstance(args[0].(*Type), &Super{})
}

// constructSuper is super() and super(cls, obj).
//
//rgo:parallel
func constructSuper(t *Thread, args []Object, kwNames []*Str) Object {
	s := &Super{}
	if !t.initSuper(s, args[1:], kwNames) {
		return nil
	}
	return s
}

// initSuper is super.__init__.
//
//rgo:parallel
func (t *Thread) initSuper(s *Super, args []Object, kwNames []*Str) bool {
	if len(kwNames) > 0 {
		t.typeError("super() takes no keyword arguments")
		return false
	}
	if len(args) > 2 {
		t.typeError("super() expected at most 2 arguments, got " + intText(intOf(len(args))))
		return false
	}
	if len(args) == 0 {
		x, ok := t.implicitSuper().(*Super)
		if ok {
			*s = *x
		}
		return ok
	}
	start, ok := args[0].(*Type)
	if !ok {
		t.typeError("super() argument 1 must be a type, not " + args[0].Class().name)
		return false
	}
	if len(args) == 1 || args[1] == None {
		*s = Super{start: start}
		return true
	}
	x, ok := t.makeSuper(start, args[1]).(*Super)
	if ok {
		*s = *x
	}
	return ok
}

//rgo:parallel
func (t *Thread) makeSuper(start *Type, obj Object) Object {
	if c, ok := obj.(*Type); ok && c.isSubtype(start) {
		return &Super{start, obj, c}
	}
	if c := obj.Class(); c.isSubtype(start) {
		return &Super{start, obj, c}
	}
	v, ok := t.findAttr(obj, nameClass)
	if !ok {
		return nil
	}
	if c, isType := v.(*Type); isType && c.isSubtype(start) {
		return &Super{start, obj, c}
	}
	return t.typeError("super(type, obj): obj must be an instance or subtype of type")
}

// superOf returns the Super that o is or carries.
//
//rgo:parallel
func superOf(o Object) *Super { return payloadOf(o).(*Super) }

// bindSuper is super.__get__: it binds a super object without an object.
func (t *Thread) bindSuper(self, obj Object) Object {
	s := superOf(self)
	if obj == nil || obj == None || s.obj != nil || s.start == nil {
		return self
	}
	if c := self.Class(); c != SuperType {
		return t.call2(c, s.start, obj)
	}
	return t.makeSuper(s.start, obj)
}

// implicitSuper finds the class and first argument of the calling method.
//
//rgo:parallel
func (t *Thread) implicitSuper() Object {
	f := t.frame
	if f == nil || f.code.argCount == 0 {
		return t.raise(RuntimeError, "super(): no arguments")
	}
	first := f.stack[0]
	if cell, ok := first.(*Cell); ok && f.code.src.LocalKinds[0]&code.Cell != 0 {
		first = cell.v
	}
	if first == nil {
		return t.raise(RuntimeError, "super(): arg[0] deleted")
	}
	for i, name := range f.code.slots {
		if name == nameClass && f.code.src.LocalKinds[i]&code.Free != 0 {
			cell, ok := f.stack[i].(*Cell)
			if !ok || cell.v == nil {
				return t.raise(RuntimeError, "super(): empty __class__ cell")
			}
			cls, ok := cell.v.(*Type)
			if !ok {
				return t.raise(RuntimeError, "super(): __class__ is not a type ("+cell.v.Class().name+")")
			}
			return t.makeSuper(cls, first)
		}
	}
	return t.raise(RuntimeError, "super(): __class__ cell not found")
}

// superGetAttr is attribute access of super objects.
//
//rgo:parallel
func (t *Thread) superGetAttr(o Object, name *Str) Object {
	s := superOf(o)
	if s.obj != nil && name != nameClass {
		if d := s.cls.lookupAfter(s.start, name); d != nil {
			if s.obj == Object(s.cls) {
				return t.bind(d, nil, s.cls)
			}
			return t.bind(d, s.obj, s.cls)
		}
	}
	return t.genericGetAttr(o, o.Class(), name)
}
