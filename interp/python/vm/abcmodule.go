package vm

// This file is the module _abc: what makes ABCMeta fast.

func init() {
	builtinModules["_abc"] = makeABC
	abcDataType.module = newASCII("_abc")
}

// abcData is what an abstract base class knows of its virtual subclasses.
type abcData struct {
	registry classSet
	cache    classSet // classes known to be subclasses
	negative classSet // classes known not to be, as of version
	version  uint64
}

// Class returns _abc._abc_data.
func (*abcData) Class() *Type { return abcDataType }

var abcDataType = newBuiltinType("_abc_data", ObjectType, final)

// classSet is a set of classes that remembers the order of insertion.
type classSet struct {
	members map[*Type]bool
	list    []*Type
}

//rgo:parallel
func (s *classSet) has(c *Type) bool { return s.members[c] }

func (s *classSet) add(c *Type) {
	if s.members[c] {
		return
	}
	if s.members == nil {
		s.members = map[*Type]bool{}
	}
	s.members[c] = true
	s.list = append(s.list, c)
}

func (s *classSet) clear() { s.members, s.list = nil, nil }

// abcVersion counts registrations: negative answers of an older version are
// void.
var abcVersion = &versionCounter{}

var nameAbcImpl = intern("_abc_impl")

// makeABC makes the module.
func makeABC(t *Thread) *Module {
	m := newModule("_abc")
	m.addFunctions([]method{
		{"get_cache_token", 0, 0, func(t *Thread, args []Object) Object { return newInt(int64(abcVersion.last)) }, ""},
		{"_abc_init", 1, 1, abcInit, ""},
		{"_abc_register", 2, 2, abcRegister, ""},
		{"_abc_instancecheck", 2, 2, abcInstanceCheck, ""},
		{"_abc_subclasscheck", 2, 2, abcSubclassCheck, ""},
		{"_get_dump", 1, 1, func(t *Thread, args []Object) Object {
			d := t.abcDataOf(args[0])
			if d == nil {
				return nil
			}
			items := make([]Object, 3)
			for i, s := range []*classSet{&d.registry, &d.cache, &d.negative} {
				set := &Set{}
				for _, c := range s.list {
					if !set.addObject(t, c) {
						return nil
					}
				}
				items[i] = set
			}
			return tupleOf(items[0], items[1], items[2], newInt(int64(d.version)))
		}, ""},
		{"_reset_registry", 1, 1, func(t *Thread, args []Object) Object {
			d := t.abcDataOf(args[0])
			if d == nil {
				return nil
			}
			d.registry.clear()
			return None
		}, ""},
		{"_reset_caches", 1, 1, func(t *Thread, args []Object) Object {
			d := t.abcDataOf(args[0])
			if d == nil {
				return nil
			}
			d.cache.clear()
			d.negative.clear()
			return None
		}, ""},
	})
	return m
}

// abcDataOf returns the data of an abstract base class.
//
//rgo:parallel
func (t *Thread) abcDataOf(o Object) *abcData {
	v := t.getAttr(o, nameAbcImpl)
	if v == nil {
		return nil
	}
	d, ok := v.(*abcData)
	if !ok {
		t.typeError("_abc_impl is set to a wrong type")
	}
	return d
}

// abcInit is _abc_init(cls): it finds the abstract methods of a new class.
func abcInit(t *Thread, args []Object) Object {
	c, ok := args[0].(*Type)
	if !ok {
		return t.typeError("_abc_init() argument must be a class")
	}
	abstract := &FrozenSet{}
	for i, v := range c.dict.values {
		is, ok := t.isAbstract(v)
		if !ok {
			return nil
		}
		if is && !abstract.addObject(t, c.dict.index.keys[i]) {
			return nil
		}
	}
	for _, b := range c.bases {
		s := setOrNil(b.dict.get(nameAbstractMethods))
		if s == nil {
			continue
		}
		for i := s.next(0); i >= 0; i = s.next(i + 1) {
			name := strOf(s.table[i].key)
			if name == nil {
				continue
			}
			v, ok := t.findAttr(c, internStr(name))
			if !ok {
				return nil
			}
			if v == nil {
				continue
			}
			is, ok := t.isAbstract(v)
			if !ok || is && !abstract.addObject(t, name) {
				return nil
			}
		}
	}
	if !t.setAttr(c, nameAbstractMethods, abstract) || !t.setAttr(c, nameAbcImpl, &abcData{version: abcVersion.last}) {
		return nil
	}
	const sequence, mapping = 1 << 5, 1 << 6
	if v, ok := smallValue(orNone(c.dict.get(nameAbcFlags))); ok {
		c.dict.remove(nameAbcFlags)
		if v&sequence != 0 {
			c.dict.set(nameMatchSequence, True)
		}
		if v&mapping != 0 {
			c.dict.set(nameMatchMapping, True)
		}
		c.changed()
	}
	return None
}

var (
	nameAbcFlags      = intern("__abc_tpflags__")
	nameMatchSequence = intern("__match_sequence__")
	nameMatchMapping  = intern("__match_mapping__")
)

// isAbstract is bool(o.__isabstractmethod__), false if there is none.
func (t *Thread) isAbstract(o Object) (result, ok bool) {
	switch x := o.(type) {
	case *Function:
		if x.dict == nil {
			return false, true
		}
	case *Builtin, *Str, Int:
		return false, true
	}
	v, ok := t.findAttr(o, nameIsAbstract)
	if !ok || v == nil {
		return false, ok
	}
	return t.truth(v)
}

// abcRegister is _abc_register(cls, subclass).
func abcRegister(t *Thread, args []Object) Object {
	sub, ok := args[1].(*Type)
	if !ok {
		return t.typeError("Can only register classes")
	}
	is, ok := t.isSubclassOf(sub, args[0])
	if !ok {
		return nil
	}
	if is {
		return sub
	}
	if is, ok = t.isSubclassOf(args[0], sub); !ok {
		return nil
	}
	if is {
		return t.raise(RuntimeError, "Refusing to create an inheritance cycle")
	}
	d := t.abcDataOf(args[0])
	if d == nil {
		return nil
	}
	d.registry.add(sub)
	abcVersion.take()
	if c, ok := args[0].(*Type); ok && sub.isUser() {
		for _, name := range []*Str{nameMatchSequence, nameMatchMapping} {
			if c.lookup(name) != nil {
				sub.dict.set(name, True)
				sub.changed()
			}
		}
	}
	return sub
}

// abcInstanceCheck is _abc_instancecheck(cls, instance).
//
//rgo:parallel
func abcInstanceCheck(t *Thread, args []Object) Object {
	d := t.abcDataOf(args[0])
	if d == nil {
		return nil
	}
	claimed := t.getAttr(args[1], nameClass)
	if claimed == nil {
		return nil
	}
	cls := args[1].Class()
	if c, ok := claimed.(*Type); ok && d.cache.has(c) {
		return True
	}
	if claimed == Object(cls) {
		if d.version == abcVersion.last && d.negative.has(cls) {
			return False
		}
		return t.callAttr(args[0], nameSubclassCheck, claimed)
	}
	r := t.callAttr(args[0], nameSubclassCheck, claimed)
	if r == nil {
		return nil
	}
	if yes, ok := t.truth(r); !ok || yes {
		if !ok {
			return nil
		}
		return r
	}
	return t.callAttr(args[0], nameSubclassCheck, cls)
}

var (
	nameSubclassHook = intern("__subclasshook__")
	nameSubclasses   = intern("__subclasses__")
)

// abcSubclassCheck is _abc_subclasscheck(cls, subclass).
//
//rgo:parallel
func abcSubclassCheck(t *Thread, args []Object) Object {
	sub, ok := args[1].(*Type)
	if !ok {
		return t.typeError("issubclass() arg 1 must be a class")
	}
	d := t.abcDataOf(args[0])
	if d == nil {
		return nil
	}
	if d.cache.has(sub) {
		return True
	}
	if d.version == abcVersion.last && d.negative.has(sub) {
		return False
	}
	return t.abcFindSubclass(d, args, sub)
}

// abcFindSubclass finds out what abcSubclassCheck does not know yet.
func (t *Thread) abcFindSubclass(d *abcData, args []Object, sub *Type) Object {
	if d.version < abcVersion.last {
		d.negative.clear()
		d.version = abcVersion.last
	}
	r := t.callAttr(args[0], nameSubclassHook, sub)
	switch r {
	case nil:
		return nil
	case True:
		d.cache.add(sub)
		return True
	case False:
		d.negative.add(sub)
		return False
	case NotImplemented:
	default:
		return t.raise(AssertionError, "__subclasshook__ must return either False, True, or NotImplemented")
	}
	for _, c := range sub.mro {
		if Object(c) == args[0] {
			d.cache.add(sub)
			return True
		}
	}
	for _, c := range copyTypes(d.registry.list) {
		is, ok := t.isSubclassOf(sub, c)
		if !ok {
			return nil
		}
		if is {
			d.cache.add(sub)
			return True
		}
	}
	subclasses := t.callAttr(args[0], nameSubclasses)
	if subclasses == nil {
		return nil
	}
	items, ok := t.collect(subclasses)
	if !ok {
		return nil
	}
	for _, c := range items {
		is, ok := t.isSubclassOf(sub, c)
		if !ok {
			return nil
		}
		if is {
			d.cache.add(sub)
			return True
		}
	}
	d.negative.add(sub)
	return False
}

// copyTypes copies a list of classes.
func copyTypes(list []*Type) []*Type { return append([]*Type(nil), list...) }
