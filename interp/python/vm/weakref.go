package vm

import (
	"slices"

	"rgo/interp/python/code"
)

// This file is weak references and the module _weakref. What "weak" is, the
// file weakpointer.go says.

// weakHolder is embedded in the objects that can be referenced weakly.
type weakHolder struct{ refs []weakPointer }

func (h *weakHolder) holder() *weakHolder { return h }

// weakable is implemented by such objects.
type weakable interface {
	Object
	holder() *weakHolder
}

func (i *Instance) holder() *weakHolder { return &i.extension().weakHolder }

// weakRegistry knows the weak references with callbacks.
type weakRegistry struct {
	refs []weakPointer
}

// WeakRef is a weak reference or proxy.
type WeakRef struct {
	weakHolder
	target   weakPointer
	callback Object // nil if there is none, or it has run
	self     Object // the object that programs see: this, or an instance of a subclass
	hash     uint64
	hashed   bool
	proxy    bool
	callable bool
}

// Class returns the class of the reference.
//
//rgo:parallel
func (w *WeakRef) Class() *Type {
	switch {
	case !w.proxy:
		return ReferenceType
	case w.callable:
		return CallableProxyType
	}
	return ProxyType
}

// Classes of weak references.
var (
	ReferenceType     = newBuiltinType("ReferenceType", ObjectType, byTable)
	ProxyType         = newBuiltinType("ProxyType", ObjectType, final|byTable)
	CallableProxyType = newBuiltinType("CallableProxyType", ObjectType, final|byTable)
)

// weakHolderOf returns where the weak references to o are, nil if o cannot
// have any.
func weakHolderOf(o Object) *weakHolder {
	if i, ok := o.(*Instance); ok {
		if !i.cls.hasWeak() {
			return nil
		}
		return i.holder()
	}
	if w, ok := o.(weakable); ok {
		return w.holder()
	}
	return nil
}

// hasWeak reports whether instances of a class can be referenced weakly.
func (c *Type) hasWeak() bool { return c.flags&weakrefs != 0 }

// liveRefs returns the references to o that are there.
func (h *weakHolder) liveRefs() []*WeakRef {
	var list []*WeakRef
	kept := h.refs[:0]
	for _, p := range h.refs {
		if w, ok := p.value().(*WeakRef); ok {
			kept = append(kept, p)
			list = append(list, w)
		}
	}
	h.refs = kept
	return list
}

// newWeakRef makes a reference to o of class cls.
func (t *Thread) newWeakRef(cls *Type, o, callback Object, proxy bool) Object {
	h := weakHolderOf(o)
	if h == nil {
		return t.typeError("cannot create weak reference to '" + o.Class().name + "' object")
	}
	if callback == None {
		callback = nil
	}
	if callback == nil && (cls == ReferenceType || proxy) {
		for _, w := range h.liveRefs() {
			if w.callback == nil && w.proxy == proxy && w.self == Object(w) {
				return w
			}
		}
	}
	var died func()
	if callback != nil {
		died = referentDies
	}
	w := &WeakRef{target: makeWeak(o, died), callback: callback, proxy: proxy, callable: proxy && isCallable(o)}
	w.self = w
	if !proxy && cls != ReferenceType {
		w.self = newInstance(cls, w)
	}
	p := makeWeak(w, nil)
	if callback == nil && w.self == Object(w) { // the ones to use again come first
		at := 0
		if proxy && len(h.refs) > 0 {
			if first, ok := h.refs[0].value().(*WeakRef); ok && first.callback == nil && !first.proxy && first.self == Object(first) {
				at = 1
			}
		}
		h.refs = slices.Insert(h.refs, at, p)
	} else {
		h.refs = append(h.refs, p)
	}
	if callback != nil {
		t.interp.weak.refs = append(t.interp.weak.refs, p)
	}
	return w.self
}

// runWeakCallbacks calls the callbacks of references whose objects are gone.
func (t *Thread) runWeakCallbacks() {
	r := t.interp.weak
	var due []*WeakRef
	kept := r.refs[:0]
	for _, p := range r.refs {
		w, ok := p.value().(*WeakRef)
		switch {
		case !ok || w.callback == nil:
		case w.target.value() == nil:
			due = append(due, w)
		default:
			kept = append(kept, p)
		}
	}
	r.refs = kept
	for _, w := range slices.Backward(due) { // the newest first, as in CPython
		callback := w.callback
		w.callback = nil
		if t.call1(callback, w.self) == nil {
			t.writeUnraisable(callback)
		}
	}
}

func weakOf(o Object) *WeakRef {
	w, _ := payloadOf(o).(*WeakRef)
	return w
}

// referent returns what a reference refers to, nil if that is gone.
func (w *WeakRef) referent() Object { return w.target.value() }

// callNative calls a reference, or what a proxy stands for.
func (w *WeakRef) callNative(t *Thread, args []Object, kwNames []*Str) Object {
	o := w.referent()
	if w.proxy {
		if o == nil {
			return t.goneError()
		}
		return t.call(o, args, kwNames)
	}
	if len(args) > 0 {
		return t.typeError("__call__ expected 0 arguments, got " + intText(intOf(len(args))))
	}
	return orNone(o)
}

// reprText asks the __repr__ below.
func (w *WeakRef) reprText(t *Thread) (string, bool) { return t.reprBy(w) }

func (t *Thread) goneError() Object {
	return t.raise(ReferenceError, "weakly-referenced object no longer exists")
}

// unproxy returns what a proxy stands for, other objects themselves.
func (t *Thread) unproxy(o Object) Object {
	w, ok := o.(*WeakRef)
	if !ok || !w.proxy {
		return o
	}
	if r := w.referent(); r != nil {
		return r
	}
	return t.goneError()
}

func init() {
	for _, c := range []*Type{ReferenceType, ProxyType, CallableProxyType} {
		c.module = newASCII("weakref")
	}
	ReferenceType.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
		n := len(args) - len(kwNames)
		if len(kwNames) > 0 && args[0] == Object(ReferenceType) {
			return t.typeError("ref() takes no keyword arguments")
		}
		if n < 2 || n > 3 && args[0] == Object(ReferenceType) {
			return t.typeError("__new__ expected at least 1 argument, got " + intText(intOf(n-1)))
		}
		var callback Object
		if n > 2 {
			callback = args[2]
		}
		return t.newWeakRef(args[0].(*Type), args[1], callback, false)
	})
	ReferenceType.addRaw([]rawMethod{
		{"__init__", func(t *Thread, args []Object, kwNames []*Str) Object {
			if n := len(args) - len(kwNames) - 1; n > 2 {
				return t.typeError("__init__ expected at most 2 arguments, got " + intText(intOf(n)))
			}
			return None
		}},
		{"__call__", func(t *Thread, args []Object, kwNames []*Str) Object {
			return weakOf(args[0]).callNative(t, args[1:], kwNames)
		}},
	})
	ReferenceType.addClassMethods([]method{{"__class_getitem__", 1, 1, makeAlias, ""}})
	ReferenceType.addGetSets([]getset{{"__callback__", func(t *Thread, o Object) Object { return orNone(weakOf(o).callback) }, nil}})
	equal := func(op int) BuiltinFunc {
		return func(t *Thread, args []Object) Object {
			a, b := weakOf(args[0]), weakOf(args[1])
			if b == nil || b.proxy {
				return NotImplemented
			}
			x, y := a.referent(), b.referent()
			if x == nil || y == nil {
				return boolOf((a == b) == (op == code.Equal))
			}
			return t.compare(op, x, y)
		}
	}
	ReferenceType.addMethods([]method{
		{"__hash__", 0, 0, func(t *Thread, args []Object) Object {
			w := weakOf(args[0])
			if !w.hashed {
				o := w.referent()
				if o == nil {
					return t.typeError("weak object has gone away")
				}
				h, ok := t.hash(o)
				if !ok {
					return nil
				}
				w.hash, w.hashed = h, true
			}
			return newInt(int64(w.hash))
		}, ""},
		{"__eq__", 1, 1, equal(code.Equal), ""},
		{"__ne__", 1, 1, equal(code.NotEqual), ""},
		{"__repr__", 0, 0, func(t *Thread, args []Object) Object {
			w := weakOf(args[0])
			head := "<weakref at " + t.address(args[0]) + "; "
			o := w.referent()
			if o == nil {
				return NewStr(head + "dead>")
			}
			text := head + "to '" + o.Class().name + "' at " + t.address(o)
			if name, ok := t.findAttr(o, nameName); ok && name != nil && strOf(name) != nil {
				text += " (" + strOf(name).s + ")"
			}
			t.exc = nil
			return NewStr(text + ">")
		}, ""},
	})
	initProxies()
	localType.flags |= weakrefs
	firstWeakref = func(t *Thread, o Object) Object {
		if h := weakHolderOf(o); h != nil {
			if list := h.liveRefs(); len(list) > 0 {
				return list[0].self
			}
		}
		return nil
	}
	builtinModules["_weakref"] = func(t *Thread) *Module {
		m := newModule("_weakref")
		m.set("ref", ReferenceType)
		m.set("ReferenceType", ReferenceType)
		m.set("ProxyType", ProxyType)
		m.set("CallableProxyType", CallableProxyType)
		m.addFunctions(weakrefFunctions)
		return m
	}
}

var weakrefFunctions = []method{
	{"getweakrefcount", 1, 1, func(t *Thread, args []Object) Object {
		h := weakHolderOf(args[0])
		if h == nil {
			return newInt(0)
		}
		return intOf(len(h.liveRefs()))
	}, ""},
	{"getweakrefs", 1, 1, func(t *Thread, args []Object) Object {
		h := weakHolderOf(args[0])
		if h == nil {
			return newList(nil)
		}
		var items []Object
		for _, w := range h.liveRefs() {
			items = append(items, w.self)
		}
		return newList(items)
	}, ""},
	{"_remove_dead_weakref", 2, 2, func(t *Thread, args []Object) Object {
		d := dictOf(args[0])
		if d == nil {
			return t.typeError("_remove_dead_weakref() argument 1 must be dict, not " + args[0].Class().name)
		}
		v := d.get(t, args[1])
		if v == nil {
			if t.exc != nil {
				return nil
			}
			return None
		}
		w := weakOf(v)
		if w == nil {
			return t.typeError("not a weakref")
		}
		if w.referent() == nil && d.remove(t, args[1]) == nil {
			return nil
		}
		return None
	}, ""},
	{"proxy", 1, 2, func(t *Thread, args []Object) Object {
		var callback Object
		if len(args) > 1 {
			callback = args[1]
		}
		return t.newWeakRef(ProxyType, args[0], callback, true)
	}, ""},
}

// proxyMethods are the special methods that proxies pass on by name.
var proxyMethods = []string{"__len__", "__getitem__", "__setitem__", "__delitem__", "__contains__", "__iter__", "__next__", "__str__",
	"__bytes__", "__reversed__", "__int__", "__float__", "__index__", "__abs__", "__neg__", "__pos__", "__invert__", "__enter__", "__exit__"}

// initProxies gives proxies their special methods.
func initProxies() {
	for _, c := range []*Type{ProxyType, CallableProxyType} {
		for _, name := range proxyMethods {
			key := intern(name)
			c.addRaw([]rawMethod{{name, func(t *Thread, args []Object, kwNames []*Str) Object {
				o := t.unproxy(args[0])
				if o == nil {
					return nil
				}
				m := o.Class().lookup(key)
				if m == nil {
					if key.s == "__next__" {
						return t.typeError("Weakref proxy referenced a non-iterator '" + o.Class().name + "' object")
					}
					if key.s == "__iter__" {
						return t.iter(o)
					}
					if key.s == "__contains__" && len(args) == 2 {
						b, ok := t.contains(o, args[1])
						if !ok {
							return nil
						}
						return boolOf(b)
					}
					return t.raise(TypeError, "'"+o.Class().name+"' object has no "+key.s)
				}
				return t.callMethod(m, o, args[1:], kwNames)
			}}})
		}
		c.addMethods([]method{
			{"__bool__", 0, 0, func(t *Thread, args []Object) Object {
				o := t.unproxy(args[0])
				if o == nil {
					return nil
				}
				b, ok := t.truth(o)
				if !ok {
					return nil
				}
				return boolOf(b)
			}, ""},
			{"__repr__", 0, 0, func(t *Thread, args []Object) Object {
				o := args[0].(*WeakRef).referent()
				name := "NoneType"
				if o != nil {
					name = o.Class().name
				}
				return NewStr("<weakproxy at " + t.address(args[0]) + " to " + name + " at " + t.address(orNone(o)) + ">")
			}, ""},
			{"__getattribute__", 1, 1, func(t *Thread, args []Object) Object {
				o := t.unproxy(args[0])
				if o == nil {
					return nil
				}
				return t.getAttr(o, t.attrName(args[1]))
			}, ""},
			{"__setattr__", 2, 2, func(t *Thread, args []Object) Object {
				o := t.unproxy(args[0])
				if o == nil || !t.setAttr(o, t.attrName(args[1]), args[2]) {
					return nil
				}
				return None
			}, ""},
			{"__delattr__", 1, 1, func(t *Thread, args []Object) Object {
				o := t.unproxy(args[0])
				if o == nil || !t.setAttr(o, t.attrName(args[1]), nil) {
					return nil
				}
				return None
			}, ""},
		})
		c.dict.set(nameHash, None)
		for op, name := range compareNames {
			c.addMethods([]method{{name.s, 1, 1, func(t *Thread, args []Object) Object {
				a, b := t.unproxy(args[0]), t.unproxy(args[1])
				if a == nil || b == nil {
					return nil
				}
				return t.compare(op, a, b)
			}, ""}})
		}
		for op := 0; op <= code.Xor; op++ {
			binary := func(swap bool) BuiltinFunc {
				return func(t *Thread, args []Object) Object {
					a, b := t.unproxy(args[0]), t.unproxy(args[1])
					if a == nil || b == nil {
						return nil
					}
					if swap {
						a, b = b, a
					}
					return t.binary(op, a, b)
				}
			}
			inplace := func(t *Thread, args []Object) Object {
				a, b := t.unproxy(args[0]), t.unproxy(args[1])
				if a == nil || b == nil {
					return nil
				}
				if r := t.inplace(op, a, b); r != NotImplemented {
					return r
				}
				return t.binary(op, a, b)
			}
			c.addMethods([]method{{binaryName(op).s, 1, 1, binary(false), ""}, {reflectedName(op).s, 1, 1, binary(true), ""},
				{inplaceNames[op].s, 1, 1, inplace, ""}})
		}
		c.changed()
	}
}
