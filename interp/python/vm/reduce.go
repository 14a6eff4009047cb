package vm

// This file is what copy and pickle ask of objects: __reduce_ex__,
// __getstate__ and the arguments from which builtin values are made again.

func init() {
	ObjectType.addMethods([]method{
		{"__reduce__", 0, 0, func(t *Thread, args []Object) Object { return t.reduceObject(args[0], 0) }, ""},
		{"__reduce_ex__", 1, 1, objectReduceEx, ""},
		{"__getstate__", 0, 0, func(t *Thread, args []Object) Object { return t.defaultState(args[0], false) }, ""},
	})
	objectGetState = ObjectType.dict.get(nameGetState)
	objectReduce = ObjectType.dict.get(nameReduce)
	newArguments := func(fn func(o Object) Object) []method {
		return []method{{"__getnewargs__", 0, 0, func(t *Thread, args []Object) Object {
			return tupleOf(fn(args[0]))
		}, ""}}
	}
	IntType.addMethods(newArguments(plainInt))
	FloatType.addMethods(newArguments(func(o Object) Object { return newFloat(floatOf(o)) }))
	StrType.addMethods(newArguments(func(o Object) Object { return strOf(o) }))
	BytesType.addMethods(newArguments(payloadOf))
	TupleType.addMethods(newArguments(func(o Object) Object { return tuplePayload(o) }))
	ComplexType.addMethods([]method{{"__getnewargs__", 0, 0, func(t *Thread, args []Object) Object {
		v := payloadOf(args[0]).(*Complex).v
		return tupleOf(newFloat(real(v)), newFloat(imag(v)))
	}, ""}})
	for _, c := range []*Type{SetType, FrozenSetType} {
		c.addMethods([]method{{"__reduce__", 0, 0, func(t *Thread, args []Object) Object {
			items, ok := t.collect(payloadOf(args[0]))
			state := t.getState(args[0])
			if !ok || state == nil {
				return nil
			}
			return tupleOf(args[0].Class(), tupleOf(newList(items)), state)
		}, ""}})
	}
	RangeType.addMethods([]method{{"__reduce__", 0, 0, func(t *Thread, args []Object) Object {
		start, stop, step := args[0].(*Range).bounds()
		return tupleOf(RangeType, tupleOf(start, stop, step))
	}, ""}})
	SliceType.addMethods([]method{{"__reduce__", 0, 0, func(t *Thread, args []Object) Object {
		s := args[0].(*Slice)
		return tupleOf(SliceType, tupleOf(orNone(s.start), orNone(s.stop), orNone(s.step)))
	}, ""}})
	EllipsisType.addMethods([]method{{"__reduce__", 0, 0, func(t *Thread, args []Object) Object { return newASCII("Ellipsis") }, ""}})
	NotImplementedType.addMethods([]method{{"__reduce__", 0, 0, func(t *Thread, args []Object) Object {
		return newASCII("NotImplemented")
	}, ""}})
	BaseExceptionType.addMethods([]method{
		{"__reduce__", 0, 0, func(t *Thread, args []Object) Object {
			e := args[0].(*Instance)
			if d := e.useDict(); d.live > 0 {
				return tupleOf(e.cls, excData(e).args, d)
			}
			return tupleOf(e.cls, excData(e).args)
		}, ""},
		{"__setstate__", 1, 1, func(t *Thread, args []Object) Object {
			if args[1] == None {
				return None
			}
			d := dictOf(args[1])
			if d == nil {
				return t.typeError("state is not a dictionary")
			}
			for _, e := range d.copy().entries {
				if s, ok := e.key.(*Str); ok && !t.setAttr(args[0], internStr(s), e.value) {
					return nil
				}
			}
			return None
		}, ""},
	})
	for _, c := range []*Type{BuiltinFunctionType, MethodDescriptorType, WrapperDescriptorType, MethodWrapperType, ClassMethodDescriptorType, MethodType} {
		c.addMethods([]method{{"__reduce__", 0, 0, reduceFunction, ""}})
	}
}

var (
	nameReduce       = intern("__reduce__")
	nameGetState     = intern("__getstate__")
	nameGetNewArgs   = intern("__getnewargs__")
	nameGetNewArgsEx = intern("__getnewargs_ex__")
	objectReduce     Object
	objectGetState   Object
)

// reduceFunction is __reduce__ of builtin functions and of methods.
func reduceFunction(t *Thread, args []Object) Object {
	getattr := t.interp.builtins.dict.getStr(intern("getattr"))
	switch x := args[0].(type) {
	case *BoundMethod:
		name := t.getAttr(x, nameName)
		if name == nil {
			return nil
		}
		return tupleOf(getattr, tupleOf(x.self, name))
	case *Builtin:
		if x.self != nil {
			return tupleOf(getattr, tupleOf(x.self, NewStr(x.name)))
		}
		if x.kind == classBuiltin {
			return t.typeError("cannot pickle 'classmethod_descriptor' object")
		}
		if x.owner != nil {
			return tupleOf(getattr, tupleOf(x.owner, NewStr(x.name)))
		}
		return NewStr(x.name)
	}
	return t.reduceObject(args[0], 2)
}

// objectReduceEx is object.__reduce_ex__(protocol).
//
//rgo:parallel
func objectReduceEx(t *Thread, args []Object) Object {
	protocol, ok := t.index(args[1])
	if !ok {
		return nil
	}
	if m := args[0].Class().lookup(nameReduce); m != nil && m != objectReduce {
		return t.callMethod(m, args[0], nil, nil)
	}
	return t.reduceObject(args[0], protocol)
}

// copyregFunction returns a function of the module copyreg.
//
//rgo:parallel
func (t *Thread) copyregFunction(name string) Object {
	m := t.importPath("copyreg")
	if m == nil {
		return nil
	}
	return t.getAttr(m, intern(name))
}

// reduceObject is the reduction of objects without a __reduce__ of their own.
//
//rgo:parallel
func (t *Thread) reduceObject(o Object, protocol int) Object {
	if protocol < 2 {
		fn := t.copyregFunction("_reduce_ex")
		if fn == nil {
			return nil
		}
		return t.call2(fn, o, intOf(protocol))
	}
	cls := o.Class()
	if cls.lookup(nameNew) == nil {
		return t.cannotPickle(cls)
	}
	args, kwArgs, ok := t.newArguments(o)
	if !ok {
		return nil
	}
	list, dict := listOf(o), dictOf(o)
	state := t.getStateRequired(o, args == nil && list == nil && dict == nil)
	if state == nil {
		return nil
	}
	name, newArgs := "__newobj__", []Object{cls}
	if kwArgs != nil && kwArgs.live > 0 {
		name = "__newobj_ex__"
		newArgs = append(newArgs, args, kwArgs)
	} else if args != nil {
		newArgs = append(newArgs, args.items...)
	}
	fn := t.copyregFunction(name)
	if fn == nil {
		return nil
	}
	var items, pairs Object = None, None
	if list != nil {
		if items = t.iter(o); items == nil {
			return nil
		}
	}
	if dict != nil && cls.isSubtype(DictType) {
		view := t.callAttr(o, intern("items"))
		if view == nil {
			return nil
		}
		if pairs = t.iter(view); pairs == nil {
			return nil
		}
	}
	return tupleOf(fn, newTuple(newArgs), state, items, pairs)
}

func (t *Thread) cannotPickle(cls *Type) Object {
	return t.typeError("cannot pickle '" + cls.fullName() + "' object")
}

// newArguments asks for the arguments of __new__; args is nil if there is no
// method that tells them.
//
//rgo:parallel
func (t *Thread) newArguments(o Object) (args *Tuple, kwArgs *Dict, ok bool) {
	if r, found := t.callSpecial(o, nameGetNewArgsEx); found {
		if r == nil {
			return nil, nil, false
		}
		pair := tuplePayload(r)
		if pair == nil {
			t.typeError("__getnewargs_ex__ should return a tuple, not '" + r.Class().name + "'")
			return nil, nil, false
		}
		if len(pair.items) != 2 {
			t.valueError("__getnewargs_ex__ should return a tuple of length 2, not " + intText(intOf(len(pair.items))))
			return nil, nil, false
		}
		if args = tuplePayload(pair.items[0]); args == nil {
			t.typeError("first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '" + pair.items[0].Class().name + "'")
			return nil, nil, false
		}
		if kwArgs = dictOf(pair.items[1]); kwArgs == nil {
			t.typeError("second item of the tuple returned by __getnewargs_ex__ must be a dict, not '" + pair.items[1].Class().name + "'")
			return nil, nil, false
		}
		return args, kwArgs, true
	}
	if r, found := t.callSpecial(o, nameGetNewArgs); found {
		if r == nil {
			return nil, nil, false
		}
		if args = tuplePayload(r); args == nil {
			t.typeError("__getnewargs__ should return a tuple, not '" + r.Class().name + "'")
		}
		return args, nil, args != nil
	}
	return nil, nil, true
}

// getState is o.__getstate__().
//
//rgo:parallel
func (t *Thread) getState(o Object) Object { return t.getStateRequired(o, false) }

// getStateRequired is o.__getstate__(); if required, the state has to be all
// that makes the object.
//
//rgo:parallel
func (t *Thread) getStateRequired(o Object, required bool) Object {
	m := o.Class().lookup(nameGetState)
	_, instance := o.(*Instance)
	if m == objectGetState && (!instance || o.(*Instance).getSlot(nameGetState) == nil) {
		return t.defaultState(o, required)
	}
	fn := t.getAttr(o, nameGetState)
	if fn == nil {
		return nil
	}
	return t.call0(fn)
}

// defaultState is object.__getstate__.
//
//rgo:parallel
func (t *Thread) defaultState(o Object, required bool) Object {
	cls := o.Class()
	i, isInstance := o.(*Instance)
	if required && (!isInstance && o != None || isInstance && i.payload != nil) {
		return t.cannotPickle(cls)
	}
	var state Object = None
	if isInstance && cls.hasDict() {
		if d := i.attributes(); d.live > 0 {
			state = d
		}
	} else if d := attrDict(o, false); d != nil && d.live > 0 {
		state = d
	}
	if !isInstance {
		return state
	}
	fn := t.copyregFunction("_slotnames")
	if fn == nil {
		return nil
	}
	names := t.call1(fn, cls)
	if names == nil {
		return nil
	}
	list, ok := t.collect(names)
	if !ok {
		return nil
	}
	slots := NewDict()
	for _, n := range list {
		s := strOf(n)
		if s == nil {
			continue
		}
		v, ok := t.findAttr(o, internStr(s))
		if !ok {
			return nil
		}
		if v != nil {
			slots.setStr(s, v)
		}
	}
	if slots.live > 0 {
		return tupleOf(state, slots)
	}
	return state
}
