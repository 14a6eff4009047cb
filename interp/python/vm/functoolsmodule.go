package vm

// This file is the module _functools without lru_cache: partial, reduce and
// cmp_to_key.

func init() { builtinModules["_functools"] = makeFunctools }

// partial is functools.partial.
type partial struct {
	weakHolder
	fn       Object
	args     []Object
	keywords *Dict
	dict     *Dict
}

// Class returns partial.
func (*partial) Class() *Type { return partialType }

var partialType = newBuiltinType("partial", ObjectType, heapDict|weakrefs)

//rgo:parallel
func partialOf(o Object) *partial { return payloadOf(o).(*partial) }

func (p *partial) attributeDict() **Dict { return &p.dict }

// callNative calls the function with the arguments of both.
//
//rgo:parallel
func (p *partial) callNative(t *Thread, args []Object, kwNames []*Str) Object {
	positional := len(args) - len(kwNames)
	all := make([]Object, 0, len(p.args)+len(args)+p.keywords.live)
	all = append(append(all, p.args...), args[:positional]...)
	if p.keywords.live == 0 {
		return t.call(p.fn, append(all, args[positional:]...), kwNames)
	}
	own := p.ownKeywords()
	names := make([]*Str, 0, len(own)+len(kwNames))
	for _, e := range own {
		k := strOf(e.key)
		if k == nil {
			return t.typeError("keywords must be strings")
		}
		v := e.value
		if j := indexOfName(kwNames, k); j >= 0 {
			v = args[positional+j]
		}
		names = append(names, internStr(k))
		all = append(all, v)
	}
	n := len(names)
	for j, name := range kwNames {
		if indexOfName(names[:n], name) < 0 {
			names = append(names, name)
			all = append(all, args[positional+j])
		}
	}
	return t.call(p.fn, all, names)
}

// ownKeywords returns the keyword arguments that p has.
//
//rgo:parallel
func (p *partial) ownKeywords() []dictEntry {
	d := p.keywords
	own := make([]dictEntry, 0, d.live)
	locked := d.bias.LockToRead()
	for i := range d.entries {
		if d.entries[i].key != nil {
			own = append(own, d.entries[i])
		}
	}
	d.bias.Unlock(locked)
	return own
}

// indexOfName returns where name is among names, or -1.
//
//rgo:parallel
func indexOfName(names []*Str, name *Str) int {
	for i, s := range names {
		if equalStr(s, name) {
			return i
		}
	}
	return -1
}

func (p *partial) reprText(t *Thread) (string, bool) { return t.reprPartial(p, p) }

// reprPartial shows a partial, o is itself or the instance that carries it.
func (t *Thread) reprPartial(o Object, p *partial) (string, bool) {
	name := o.Class().name
	if o.Class() == partialType {
		name = "functools.partial"
	}
	for _, x := range t.building {
		if x == Object(p) {
			return "...", true
		}
	}
	t.building = append(t.building, p)
	text, ok := t.repr(p.fn)
	for _, a := range p.args {
		if ok {
			var s string
			s, ok = t.repr(a)
			text += ", " + s
		}
	}
	for _, e := range p.keywords.copy().entries {
		if e.key != nil && ok {
			var s string
			s, ok = t.repr(e.value)
			text += ", " + t.displayText(e.key) + "=" + s
		}
	}
	t.endRepr()
	return name + "(" + text + ")", ok
}

// makeFunctools makes the module.
func makeFunctools(t *Thread) *Module {
	m := newModule("_functools")
	m.set("partial", partialType)
	m.set("_lru_cache_wrapper", lruCacheType)
	m.addFunctions([]method{
		{"reduce", 2, 3, functoolsReduce, ""},
		{"cmp_to_key", 1, 1, cmpToKey, "mycmp"},
	})
	return m
}

//rgo:parallel
func functoolsReduce(t *Thread, args []Object) Object {
	it := t.iter(args[1])
	if it == nil {
		if t.exc.cls == TypeError && !t.isIterable(args[1]) {
			t.exc = nil
			return t.typeError("reduce() arg 2 must support iteration")
		}
		return nil
	}
	var total Object
	if len(args) > 2 {
		total = args[2]
	} else if total = t.next(it); total == nil {
		if t.exc == nil {
			t.typeError("reduce() of empty iterable with no initial value")
		}
		return nil
	}
	for {
		v := t.next(it)
		if v == nil {
			if t.exc != nil {
				return nil
			}
			return total
		}
		if total = t.call2(args[0], total, v); total == nil {
			return nil
		}
	}
}

// keyWrapper is what cmp_to_key returns, and what that returns for a value.
type keyWrapper struct{ cmp, obj Object }

// Class returns functools.KeyWrapper.
func (*keyWrapper) Class() *Type { return keyWrapperType }

var keyWrapperType = newBuiltinType("KeyWrapper", ObjectType, final|byTable)

//rgo:parallel
func cmpToKey(t *Thread, args []Object) Object { return &keyWrapper{cmp: args[0]} }

// callNative wraps a value.
//
//rgo:parallel
func (k *keyWrapper) callNative(t *Thread, args []Object, kwNames []*Str) Object {
	var fields [1]Object
	if !t.bindNames("K", args, kwNames, []string{"obj"}, fields[:]) {
		return nil
	}
	if fields[0] == nil {
		return t.typeError("K() missing required argument 'obj' (pos 1)")
	}
	return &keyWrapper{k.cmp, fields[0]}
}

func init() {
	keyWrapperType.module = newASCII("functools")
	keyWrapperType.dict.set(nameHash, None)
	keyWrapperType.addRaw([]rawMethod{{"__call__", callSelf}})
	keyWrapperType.addGetSets([]getset{{"obj", func(t *Thread, o Object) Object {
		if v := o.(*keyWrapper).obj; v != nil {
			return v
		}
		return t.noAttribute(o, intern("obj"))
	}, func(t *Thread, o, v Object) bool {
		o.(*keyWrapper).obj = v
		return true
	}}})
	for op, name := range compareNames {
		keyWrapperType.addMethods([]method{{name.s, 1, 1, compareKeys(op), ""}})
	}
	partialType.module = newASCII("functools")
	partialType.setNew(newPartial)
	partialType.addRaw([]rawMethod{{"__call__", callPartial}})
	partialType.addClassMethods([]method{{"__class_getitem__", 1, 1, makeAlias, ""}})
	partialType.addGetSets([]getset{
		{"func", func(t *Thread, o Object) Object { return partialOf(o).fn }, nil},
		{"args", func(t *Thread, o Object) Object { return copyTuple(partialOf(o).args) }, nil},
		{"keywords", func(t *Thread, o Object) Object { return partialOf(o).keywords }, nil},
	})
	partialType.addMethods([]method{
		{"__repr__", 0, 0, func(t *Thread, args []Object) Object {
			s, ok := t.reprPartial(args[0], partialOf(args[0]))
			if !ok {
				return nil
			}
			return NewStr(s)
		}, ""},
		{"__reduce__", 0, 0, func(t *Thread, args []Object) Object {
			p := partialOf(args[0])
			var dict Object = None
			if i, ok := args[0].(*Instance); ok {
				dict = i.useDict()
			} else if p.dict != nil {
				dict = p.dict
			}
			return tupleOf(args[0].Class(), tupleOf(p.fn), tupleOf(p.fn, copyTuple(p.args), p.keywords, dict))
		}, ""},
		{"__setstate__", 1, 1, setPartialState, ""},
	})
}

// compareKeys makes a comparison of what cmp_to_key wraps.
//
//rgo:parallel
func compareKeys(op int) BuiltinFunc {
	return func(t *Thread, args []Object) Object {
		a := args[0].(*keyWrapper)
		b, ok := args[1].(*keyWrapper)
		if !ok {
			return t.typeError("other argument must be K instance")
		}
		x, y := a.obj, b.obj
		if x == nil || y == nil {
			return t.raise(AttributeError, "object")
		}
		r := t.call2(a.cmp, x, y)
		if r == nil {
			return nil
		}
		return t.compare(op, r, newInt(0))
	}
}

//rgo:parallel
func callPartial(t *Thread, args []Object, kwNames []*Str) Object {
	return partialOf(args[0]).callNative(t, args[1:], kwNames)
}

// newPartial is partial(func, *args, **keywords).
//
//rgo:parallel
func newPartial(t *Thread, args []Object, kwNames []*Str) Object {
	positional := len(args) - len(kwNames)
	if positional < 2 {
		return t.typeError("type 'partial' takes at least one argument")
	}
	if !isCallable(args[1]) {
		return t.typeError("the first argument must be callable")
	}
	p := &partial{fn: args[1], args: copyTuple(args[2:positional]).items}
	if inner, ok := p.fn.(*partial); ok && inner.dict == nil {
		p.fn, p.args, p.keywords = inner.fn, concatItems(inner.args, p.args), inner.keywords.copy()
	} else {
		p.keywords = NewDict()
	}
	for i, k := range kwNames {
		p.keywords.set(t, k, args[positional+i])
	}
	return wrapNew(args[0].(*Type), partialType, p)
}

func setPartialState(t *Thread, args []Object) Object {
	p := partialOf(args[0])
	state := tuplePayload(args[1])
	if state == nil || len(state.items) != 4 || !isCallable(state.items[0]) || tuplePayload(state.items[1]) == nil ||
		state.items[2] != None && dictOf(state.items[2]) == nil {
		return t.typeError("invalid partial state")
	}
	p.fn, p.args = state.items[0], copyTuple(tuplePayload(state.items[1]).items).items
	if d := dictOf(state.items[2]); d == nil {
		p.keywords = NewDict()
	} else if _, exact := state.items[2].(*Dict); exact {
		p.keywords = d
	} else {
		p.keywords = d.copy()
	}
	if state.items[3] != None {
		if i, ok := args[0].(*Instance); ok {
			return none(setDict(t, i, state.items[3]))
		}
		if p.dict = dictOf(state.items[3]); p.dict == nil {
			return t.typeError("invalid partial state")
		}
	} else if _, ok := args[0].(*Instance); !ok {
		p.dict = nil
	}
	return None
}
