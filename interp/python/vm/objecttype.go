package vm

import (
	"sort"
	"strings"
)

// This file is the methods of object and type.

func builtinSlot(owner *Type, name string, min, max int, fn BuiltinFunc) *Builtin {
	return &Builtin{name: name, owner: owner, kind: slotBuiltin, min: min + 1, max: max + 1, fn: fn}
}

// Methods of object and type that lookups are compared with, to tell
// overridden ones. Their functions are set by the initialiser below, because
// they use these variables in turn.
var (
	objectGetAttribute Object = builtinSlot(ObjectType, "__getattribute__", 1, 1, nil)
	objectSetAttr      Object = builtinSlot(ObjectType, "__setattr__", 2, 2, nil)
	objectDelAttr      Object = builtinSlot(ObjectType, "__delattr__", 1, 1, nil)
	objectRepr         Object = builtinSlot(ObjectType, "__repr__", 0, 0, nil)
	objectStr          Object = builtinSlot(ObjectType, "__str__", 0, 0, nil)
	objectHash         Object = builtinSlot(ObjectType, "__hash__", 0, 0, nil)
	objectInit         Object = &Builtin{name: "__init__", owner: ObjectType, kind: slotBuiltin, min: 1, max: -1}
	objectNew          Object = &Builtin{name: "__new__", owner: ObjectType, kind: staticBuiltin, min: 1, max: -1}
	objectInitSubclass Object = &Builtin{name: "__init_subclass__", owner: ObjectType, kind: classBuiltin, min: 1, max: 1}
	typeSetAttr        Object = builtinSlot(TypeType, "__setattr__", 2, 2, nil)
	typeDelAttr        Object = builtinSlot(TypeType, "__delattr__", 1, 1, nil)
	typeCall           Object = &Builtin{name: "__call__", owner: TypeType, kind: slotBuiltin, min: 1, max: -1}
	typeRepr           Object = builtinSlot(TypeType, "__repr__", 0, 0, nil)
)

// setFunctions gives the methods above their functions.
//
//rgo:parallel
func setFunctions() {
	objectGetAttribute.(*Builtin).fn = func(t *Thread, args []Object) Object {
		name := t.attrName(args[1])
		if name == nil {
			return nil
		}
		return t.genericGetAttr(args[0], args[0].Class(), name)
	}
	objectSetAttr.(*Builtin).fn = func(t *Thread, args []Object) Object {
		name := t.attrName(args[1])
		if name == nil || !t.genericSetAttr(args[0], args[0].Class(), name, args[2]) {
			return nil
		}
		return None
	}
	typeSetAttr.(*Builtin).fn = objectSetAttr.(*Builtin).fn
	objectSetAttr.(*Builtin).fn = func(t *Thread, args []Object) Object {
		if _, isType := args[0].(*Type); isType {
			return t.typeError("can't apply this __setattr__ to " + args[0].Class().name + " object")
		}
		return typeSetAttr.(*Builtin).fn(t, args)
	}
	objectDelAttr.(*Builtin).fn = func(t *Thread, args []Object) Object {
		name := t.attrName(args[1])
		if name == nil || !t.genericSetAttr(args[0], args[0].Class(), name, nil) {
			return nil
		}
		return None
	}
	typeDelAttr.(*Builtin).fn = objectDelAttr.(*Builtin).fn
	objectDelAttr.(*Builtin).fn = func(t *Thread, args []Object) Object {
		if _, isType := args[0].(*Type); isType {
			return t.typeError("can't apply this __delattr__ to " + args[0].Class().name + " object")
		}
		return typeDelAttr.(*Builtin).fn(t, args)
	}
	objectRepr.(*Builtin).fn = func(t *Thread, args []Object) Object {
		return NewStr("<" + args[0].Class().fullName() + " object at " + t.address(args[0]) + ">")
	}
	objectStr.(*Builtin).fn = func(t *Thread, args []Object) Object { return strObject(t.reprStr(args[0])) }
	objectHash.(*Builtin).fn = func(t *Thread, args []Object) Object {
		return newInt(int64(hashID(t.identity(args[0]))))
	}
	objectInit.(*Builtin).raw = initObject
	objectNew.(*Builtin).raw = newObject
	objectInitSubclass.(*Builtin).fn = func(t *Thread, args []Object) Object { return None }
	typeCall.(*Builtin).raw = func(t *Thread, args []Object, kwNames []*Str) Object {
		c := args[0].(*Type)
		if c.construct != nil && !c.isUser() {
			return c.construct(t, args, kwNames)
		}
		return t.makeInstance(c, args[1:], kwNames)
	}
	typeRepr.(*Builtin).fn = func(t *Thread, args []Object) Object {
		return NewStr("<class '" + args[0].(*Type).fullName() + "'>")
	}
}

//rgo:parallel
func getTypeName(t *Thread, o Object) Object { return NewStr(o.(*Type).name) }

//rgo:parallel
func getClass(t *Thread, o Object) Object { return o.Class() }

// strObject converts a str to an Object, keeping nil.
//
//rgo:parallel
func strObject(s *Str) Object {
	if s == nil {
		return nil
	}
	return s
}

// attrName checks that an attribute name is a str and interns it.
//
//rgo:parallel
func (t *Thread) attrName(o Object) *Str {
	s := strOf(o)
	if s == nil {
		t.typeError("attribute name must be string, not '" + o.Class().name + "'")
		return nil
	}
	return internStr(s)
}

// newObject is object.__new__.
//
//rgo:parallel
func newObject(t *Thread, args []Object, kwNames []*Str) Object {
	if !t.checkNew(ObjectType, args, kwNames) {
		return nil
	}
	c := args[0].(*Type)
	if len(args) > 1 {
		if c.lookup(nameNew) != objectNew {
			return t.typeError("object.__new__() takes exactly one argument (the type to instantiate)")
		}
		if c.lookup(nameInit) == objectInit {
			return t.typeError(c.name + "() takes no arguments")
		}
	}
	if c.layout != ObjectType || !c.isUser() && c != ObjectType {
		owner := c.layout
		if b, ok := c.lookup(nameNew).(*Builtin); ok && b != objectNew {
			owner = b.owner
		}
		return t.typeError("object.__new__(" + c.name + ") is not safe, use " + owner.name + ".__new__()")
	}
	if s := setOrNil(c.lookup(nameAbstractMethods)); s != nil && s.live > 0 {
		return t.abstractError(c, s)
	}
	return newInstance(c, nil)
}

// abstractError raises the TypeError for making an instance of an abstract
// class.
func (t *Thread) abstractError(c *Type, s *setTable) Object {
	var names []string
	for i := s.next(0); i >= 0; i = s.next(i + 1) {
		names = append(names, strOf(s.table[i].key).s)
	}
	sort.Strings(names)
	list := ""
	for i, n := range names {
		if i > 0 {
			list += ", "
		}
		list += n
	}
	return t.typeError("Can't instantiate abstract class " + c.name + " with abstract " +
		pluralWord(len(names), "method") + " " + list)
}

// initObject is object.__init__.
//
//rgo:parallel
func initObject(t *Thread, args []Object, kwNames []*Str) Object {
	if len(args) > 1 {
		c := args[0].Class()
		if c.lookup(nameInit) != objectInit {
			return t.typeError("object.__init__() takes exactly one argument (the instance to initialize)")
		}
		if c.lookup(nameNew) == objectNew {
			return t.typeError(c.name + ".__init__() takes exactly one argument (the instance to initialize)")
		}
	}
	return None
}

// objectEqual is object.__eq__.
//
//rgo:parallel
func objectEqual(t *Thread, args []Object) Object {
	if args[0] == args[1] {
		return True
	}
	return NotImplemented
}

func init() {
	setFunctions()
	for _, b := range []Object{objectGetAttribute, objectSetAttr, objectDelAttr, objectRepr, objectStr, objectHash,
		objectInit, objectNew, objectInitSubclass} {
		x := b.(*Builtin)
		ObjectType.dict.set(intern(x.name), x)
	}
	ObjectType.construct = newObject
	TypeType.dict.set(nameCall, typeCall)
	TypeType.dict.set(nameRepr, typeRepr)
	TypeType.dict.set(nameSetAttr, typeSetAttr)
	TypeType.dict.set(nameDelAttr, typeDelAttr)
	ObjectType.addMethods([]method{
		{"__eq__", 1, 1, objectEqual, ""},
		{"__ne__", 1, 1, func(t *Thread, args []Object) Object {
			m := args[0].Class().lookup(nameEq)
			r := t.callMethodObject(m, args[0], args[1])
			if r == nil || r == NotImplemented {
				return r
			}
			b, ok := t.truth(r)
			if !ok {
				return nil
			}
			return boolOf(!b)
		}, ""},
		{"__lt__", 1, 1, notImplemented, ""},
		{"__le__", 1, 1, notImplemented, ""},
		{"__gt__", 1, 1, notImplemented, ""},
		{"__ge__", 1, 1, notImplemented, ""},
		{"__format__", 1, 1, objectFormat, ""},
		{"__dir__", 0, 0, func(t *Thread, args []Object) Object { return t.dirOf(args[0]) }, ""},
		{"__sizeof__", 0, 0, func(t *Thread, args []Object) Object { return newInt(16) }, ""},
	})
	ObjectType.addClassMethods([]method{{"__subclasshook__", 1, 1, notImplemented, ""}})
	ObjectType.addGetSets([]getset{
		{"__class__", getClass, setClass},
	})
	ObjectType.dict.set(nameDoc, None)
	TypeType.setNew(typeNew)
	TypeType.addRaw([]rawMethod{{"__init__", func(t *Thread, args []Object, kwNames []*Str) Object { return None }}})
	TypeType.addMethods([]method{
		{"mro", 0, 0, func(t *Thread, args []Object) Object {
			mro := t.defaultMRO(args[0].(*Type))
			if mro == nil {
				return nil
			}
			return newList(typeItems(mro))
		}, ""},
		{"__subclasses__", 0, 0, func(t *Thread, args []Object) Object {
			return newList(typeItems(args[0].(*Type).subclasses))
		}, ""},
		{"__instancecheck__", 1, 1, func(t *Thread, args []Object) Object {
			return boolOf(isInstance(args[1], args[0].(*Type)))
		}, ""},
		{"__subclasscheck__", 1, 1, func(t *Thread, args []Object) Object {
			c, ok := args[1].(*Type)
			return boolOf(ok && c.isSubtype(args[0].(*Type)))
		}, ""},
		{"__or__", 1, 1, func(t *Thread, args []Object) Object { return t.typeUnion(args[0], args[1]) }, ""},
	})
	TypeType.addClassMethods([]method{{"__prepare__", 0, -1, func(t *Thread, args []Object) Object { return NewDict() }, ""}})
	TypeType.dict.set(namePrepare, &Builtin{name: "__prepare__", owner: TypeType, kind: classBuiltin, min: 1, max: -1,
		raw: func(t *Thread, args []Object, kwNames []*Str) Object { return NewDict() }})
	TypeType.addGetSets([]getset{
		{"__name__", getTypeName, func(t *Thread, o, v Object) bool {
			c := o.(*Type)
			s, ok := t.newTypeName(c, v, "__name__")
			if !ok {
				return false
			}
			if strings.IndexByte(s.s, 0) >= 0 {
				t.valueError("type name must not contain null characters")
				return false
			}
			c.name = s.s
			return true
		}},
		{"__qualname__", func(t *Thread, o Object) Object { return NewStr(o.(*Type).qualname) }, func(t *Thread, o, v Object) bool {
			c := o.(*Type)
			s, ok := t.newTypeName(c, v, "__qualname__")
			if ok {
				c.qualname = s.s
			}
			return ok
		}},
		{"__module__", func(t *Thread, o Object) Object {
			if m := o.(*Type).dict.get(nameModule); m != nil && !isData(m) {
				return m
			}
			return NewStr(o.(*Type).moduleName())
		}, func(t *Thread, o, v Object) bool {
			if !t.checkMutable(o.(*Type), v, "__module__") {
				return false
			}
			o.(*Type).setAttr(nameModule, v)
			return true
		}},
		{"__bases__", func(t *Thread, o Object) Object { return newTuple(typeItems(o.(*Type).bases)) }, setBases},
		{"__base__", func(t *Thread, o Object) Object {
			if b := o.(*Type).base; b != nil {
				return b
			}
			return None
		}, nil},
		{"__mro__", func(t *Thread, o Object) Object {
			if o.(*Type).flags&noMRO != 0 {
				return None
			}
			return newTuple(typeItems(o.(*Type).mro))
		}, nil},
		{"__dict__", func(t *Thread, o Object) Object { return t.typeDict(o.(*Type)) }, nil},
		{"__doc__", func(t *Thread, o Object) Object {
			c := o.(*Type)
			d := c.dict.get(nameDoc)
			if d == nil || c == ObjectType { // whose own is for instances
				if c.isUser() {
					return None
				}
				return c.docOf()
			}
			return t.bind(d, nil, c)
		}, func(t *Thread, o, v Object) bool {
			if !t.checkMutable(o.(*Type), v, "__doc__") {
				return false
			}
			o.(*Type).setAttr(nameDoc, v)
			return true
		}},
		{"__text_signature__", func(t *Thread, o Object) Object { return o.(*Type).signature() }, nil},
		{"__annotations__", func(t *Thread, o Object) Object {
			c := o.(*Type)
			if a := c.dict.get(nameAnnotations); a != nil {
				return a
			}
			if !c.isUser() {
				return t.noAttribute(o, nameAnnotations)
			}
			d := NewDict()
			c.setAttr(nameAnnotations, d)
			return d
		}, func(t *Thread, o, v Object) bool {
			c := o.(*Type)
			if !c.isUser() {
				t.typeError("cannot set '__annotations__' attribute of immutable type '" + c.name + "'")
				return false
			}
			if v != nil {
				c.setAttr(nameAnnotations, v)
				return true
			}
			if !c.removeAttr(nameAnnotations) {
				t.raise(AttributeError, "__annotations__")
				return false
			}
			return true
		}},
		{"__abstractmethods__", func(t *Thread, o Object) Object {
			if a := o.(*Type).dict.get(nameAbstractMethods); a != nil && o != Object(TypeType) {
				return a
			}
			return t.raise(AttributeError, "__abstractmethods__")
		}, func(t *Thread, o, v Object) bool {
			if v != nil {
				o.(*Type).setAttr(nameAbstractMethods, v)
				return true
			}
			if !o.(*Type).removeAttr(nameAbstractMethods) {
				t.raise(AttributeError, "__abstractmethods__")
				return false
			}
			return true
		}},
	})
	typeMro = TypeType.dict.get(nameMro)
	addInstanceDicts(ObjectType)
	for _, c := range []*Type{TypeType, FunctionType, SetType, FrozenSetType, GeneratorType, CoroutineType, AsyncGeneratorType,
		CodeType, MethodType, BuiltinFunctionType, ModuleType, MemoryViewType, DequeType} {
		c.flags |= weakrefs
	}
	typeInstanceCheck = TypeType.dict.get(nameInstanceCheck)
	typeSubclassCheck = TypeType.dict.get(nameSubclassCheck)
	objectClass = ObjectType.dict.get(nameClass)
}

// addInstanceDicts installs __dict__ in the builtin classes below c whose
// instances have one.
func addInstanceDicts(c *Type) {
	for _, k := range c.subclasses {
		if k.hasDict() && !k.base.hasDict() && k != TypeType {
			k.dict.set(nameDict, &GetSet{name: "__dict__", owner: k, get: getDict, set: setDict})
		}
		addInstanceDicts(k)
	}
}

func notImplemented(t *Thread, args []Object) Object { return NotImplemented }

func typeItems(types []*Type) []Object {
	items := make([]Object, len(types))
	for i, c := range types {
		items[i] = c
	}
	return items
}

// checkMutable tests that an attribute of a class may be set; deleting is
// never possible.
func (t *Thread) checkMutable(c *Type, v Object, name string) bool {
	if v == nil {
		t.typeError("cannot delete '" + name + "' attribute of immutable type '" + c.name + "'")
	} else if !c.isUser() {
		t.typeError("cannot set '" + name + "' attribute of immutable type '" + c.name + "'")
	} else {
		return true
	}
	return false
}

// newTypeName checks a new name of a class.
func (t *Thread) newTypeName(c *Type, v Object, name string) (*Str, bool) {
	if !t.checkMutable(c, v, name) {
		return nil, false
	}
	s := strOf(v)
	if s == nil {
		t.typeError("can only assign string to " + c.name + "." + name + ", not '" + v.Class().name + "'")
		return nil, false
	}
	return s, true
}

// objectFormat is object.__format__.
func objectFormat(t *Thread, args []Object) Object {
	spec := strOf(args[1])
	if spec == nil {
		return t.typeError("__format__() argument must be str, not " + args[1].Class().name)
	}
	if spec.s != "" {
		return t.typeError("unsupported format string passed to " + args[0].Class().name + ".__format__")
	}
	return strObject(t.str(args[0]))
}

// getDict is __dict__.
//
//rgo:parallel
func getDict(t *Thread, o Object) Object {
	if i, ok := o.(*Instance); ok && i.cls.hasDict() {
		return i.attributes()
	}
	if d := attrDict(o, true); d != nil {
		return d
	}
	return t.noAttribute(o, nameDict)
}

// setDict assigns __dict__.
func setDict(t *Thread, o, value Object) bool {
	d := (*Dict)(nil)
	if value != nil {
		d = dictOf(value)
	} else if i, ok := o.(*Instance); ok && i.cls.hasDict() {
		d = NewDict()
	} else {
		t.typeError("cannot delete __dict__")
		return false
	}
	if d == nil {
		t.typeError("__dict__ must be set to a dictionary, not a '" + orNone(value).Class().name + "'")
		return false
	}
	if i, ok := o.(*Instance); ok && i.cls.hasDict() {
		i.useDict()
		i.dict = d
		return true
	}
	if f, ok := o.(*Function); ok {
		f.dict = d
		return true
	}
	t.noAttribute(o, nameDict)
	return false
}

// setTypeAttr stores or deletes an attribute of a class.
func (t *Thread) setTypeAttr(c *Type, name *Str, value Object) bool {
	if !c.isUser() {
		t.typeError("cannot set '" + name.s + "' attribute of immutable type '" + c.fullName() + "'")
		return false
	}
	if value == nil {
		if !c.removeAttr(name) {
			t.noAttribute(c, name)
			return false
		}
		return true
	}
	if name == nameNew {
		if f, ok := value.(*Function); ok {
			value = &StaticMethod{fn: f}
		}
	}
	c.setAttr(name, value)
	return true
}

// isPlainDict reports whether __dict__ of instances is not overridden.
func isPlainDict(c *Type) bool {
	if custom, _, _ := c.attrHooks(); custom {
		return false
	}
	d := c.lookup(nameDict)
	_, plain := d.(*GetSet)
	return d == nil || plain
}

// dirOf is the sorted list of attribute names.
func (t *Thread) dirOf(o Object) Object {
	names := map[string]bool{}
	var list []string
	add := func(s string) {
		if !names[s] {
			names[s] = true
			list = append(list, s)
		}
	}
	addDict := func(d *Dict) {
		for _, e := range d.entries {
			if s, ok := e.key.(*Str); ok {
				add(s.s)
			}
		}
	}
	classes := o.Class().mro
	if m, ok := o.(*BoundMethod); ok {
		if d := attrDict(m.fn, false); d != nil {
			addDict(d)
		}
	}
	if c, ok := o.(*Type); ok {
		classes = c.mro
	}
	if m, ok := o.(*Module); ok {
		v := t.getAttr(m, nameDict)
		if v == nil {
			return nil
		}
		d := dictOf(v)
		if d == nil {
			return t.typeError(t.moduleText(m) + ".__dict__ is not a dictionary")
		}
		if hook := d.getStr(nameDir); hook != nil {
			return t.call0(hook)
		}
		addDict(d)
		classes = nil
	} else if i, ok := o.(*Instance); ok && (!isPlainDict(i.cls) || i.cls.fakesClass()) {
		shown, ok := t.findAttr(o, nameClass)
		if !ok {
			return nil
		}
		classes = nil
		if k, isType := shown.(*Type); isType {
			classes = k.mro
		}
		v, ok := t.findAttr(o, nameDict)
		if !ok {
			return nil
		}
		if v != nil {
			d := dictOf(v)
			if d == nil {
				return t.typeError(i.cls.name + ".__dict__ is not a dictionary")
			}
			addDict(d)
		}
	} else if i, ok := o.(*Instance); ok {
		for _, k := range i.shape.index.keys {
			if !k.hidden {
				add(k.s)
			}
		}
		if i.dict != nil {
			addDict(i.dict)
		}
	} else if d := attrDict(o, false); d != nil {
		addDict(d)
	}
	for _, c := range classes {
		for _, k := range c.dict.index.keys {
			if !k.hidden {
				add(k.s)
			}
		}
	}
	sort.Strings(list)
	items := make([]Object, len(list))
	for i, s := range list {
		items[i] = intern(s)
	}
	return newList(items)
}
