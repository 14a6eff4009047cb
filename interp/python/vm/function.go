package vm

// This file defines callables: Python functions, builtin functions, bound
// methods and the small descriptor types around them.

// Function is a Python function.
type Function struct {
	weakHolder
	code        *Code `rgo:"quasiimmutable"`
	globals     *Dict `rgo:"immutable"`
	builtins    *Dict
	defaults    []Object
	kwDefaults  *Dict
	closure     []*Cell
	name        *Str
	qualname    *Str
	doc         Object // nil for that of the code
	module      Object
	annotations Object // *Dict, or the *Tuple of names and values it is made of
	dict        *Dict
	id          int
}

// Class returns the function type.
func (*Function) Class() *Type { return FunctionType }

// BuiltinFunc is a builtin with positional arguments. args is only valid
// during the call. A nil argument is one that was not given.
type BuiltinFunc func(t *Thread, args []Object) Object

// RawFunc is a builtin that takes keyword arguments by itself: the last
// len(kwNames) of args are their values.
type RawFunc func(t *Thread, args []Object, kwNames []*Str) Object

// builtinKind tells how a Builtin behaves as a class attribute.
type builtinKind uint8

const (
	plainBuiltin  builtinKind = iota // a function
	methodBuiltin                    // a method: binds self
	classBuiltin                     // a class method
	staticBuiltin                    // a static method, __new__
	slotBuiltin                      // a special method: "slot wrapper"
)

// Builtin is a function written in Go. Counts include self.
type Builtin struct {
	name   string
	owner  *Type
	module string
	kind   builtinKind
	min    int
	max    int // -1 is unbounded
	fn     BuiltinFunc
	raw    RawFunc
	params []*Str // names of parameters if keywords are accepted; "" is positional-only
	self   Object // for functions bound to a module or class
}

// Class returns the type of builtin functions, or the descriptor type.
//
//rgo:parallel
func (b *Builtin) Class() *Type {
	switch b.kind {
	case methodBuiltin:
		return MethodDescriptorType
	case slotBuiltin:
		return WrapperDescriptorType
	case classBuiltin:
		return ClassMethodDescriptorType
	}
	return BuiltinFunctionType
}

// docstring is __doc__ of a function.
//
//rgo:parallel
func (f *Function) docstring() Object {
	if f.doc == nil {
		return f.code.docstring()
	}
	return f.doc
}

// BoundMethod is a function with its first argument.
type BoundMethod struct {
	fn   Object
	self Object
	weakHolder
}

// Class returns method, or the builtin function type for builtin methods.
//
//rgo:parallel
func (m *BoundMethod) Class() *Type {
	if b, ok := m.fn.(*Builtin); ok {
		if b.kind == slotBuiltin {
			return MethodWrapperType
		}
		return BuiltinFunctionType
	}
	return MethodType
}

// StaticMethod is a staticmethod object.
type StaticMethod struct {
	fn   Object
	dict *Dict
}

// Class returns staticmethod.
func (*StaticMethod) Class() *Type { return StaticMethodType }

// ClassMethod is a classmethod object.
type ClassMethod struct {
	fn   Object
	dict *Dict
}

// Class returns classmethod.
func (*ClassMethod) Class() *Type { return ClassMethodType }

// Property is a property object.
type Property struct {
	get, set, del, doc Object // nil if not given
	name               *Str
	ownDoc             bool // doc is that of the getter
}

// Class returns property.
func (*Property) Class() *Type { return PropertyType }

// GetSet is a computed attribute of a builtin type.
type GetSet struct {
	name  string
	owner *Type
	get   func(t *Thread, self Object) Object
	set   func(t *Thread, self, value Object) bool // value nil deletes; nil is read-only

	member bool // shown as a member descriptor, which CPython makes for C fields
}

// Class returns the getset descriptor type, or that of members.
//
//rgo:parallel
func (g *GetSet) Class() *Type {
	if g.member {
		return MemberType
	}
	return GetSetType
}

// Member is the descriptor of a __slots__ entry.
type Member struct {
	name  *Str
	owner *Type
	key   *Str // the hidden name under which shapes know the slot
}

// Class returns the member descriptor type.
func (*Member) Class() *Type { return MemberType }

// Super is a super object.
type Super struct {
	start *Type // lookup goes on after this class
	obj   Object
	cls   *Type // the class whose MRO is used
}

// Class returns super.
func (*Super) Class() *Type { return SuperType }

// Callable and descriptor types.
var (
	FunctionType              = newBuiltinType("function", ObjectType, final|heapDict)
	BuiltinFunctionType       = newBuiltinType("builtin_function_or_method", ObjectType, final)
	MethodDescriptorType      = newBuiltinType("method_descriptor", ObjectType, final)
	WrapperDescriptorType     = newBuiltinType("wrapper_descriptor", ObjectType, final)
	MethodWrapperType         = newBuiltinType("method-wrapper", ObjectType, final)
	ClassMethodDescriptorType = newBuiltinType("classmethod_descriptor", ObjectType, final)
	MethodType                = newBuiltinType("method", ObjectType, final)
	StaticMethodType          = newBuiltinType("staticmethod", ObjectType, heapDict)
	ClassMethodType           = newBuiltinType("classmethod", ObjectType, heapDict)
	PropertyType              = newBuiltinType("property", ObjectType, 0)
	GetSetType                = newBuiltinType("getset_descriptor", ObjectType, final)
	MemberType                = newBuiltinType("member_descriptor", ObjectType, final)
	SuperType                 = newBuiltinType("super", ObjectType, 0)
)

// method is a row of a table of builtin methods. Counts exclude self.
type method struct {
	name     string
	min, max int
	fn       BuiltinFunc
	params   string // comma-separated names of parameters, if keywords are accepted
}

// rawMethod is a row of a table of methods that take keywords by themselves.
type rawMethod struct {
	name string
	fn   RawFunc
}

// plainMethods are the names of the form __x__ that stand for no operation of
// the language itself; types have them as ordinary methods.
var plainMethods = [...]string{"__length_hint__", "__reduce__", "__reduce_ex__", "__getstate__", "__setstate__", "__enter__",
	"__exit__", "__reversed__", "__complex__", "__bytes__", "__getnewargs__", "__sizeof__", "__format__", "__dir__", "__copy__",
	"__deepcopy__", "__missing__", "__fspath__", "__subclasses__", "__instancecheck__", "__subclasscheck__", "__trunc__",
	"__floor__", "__ceil__", "__round__", "__mro_entries__", "__set_name__", "__alloc__"}

// isSlot reports whether name is that of an operation of the language.
func isSlot(name string) bool {
	for _, plain := range plainMethods {
		if name == plain {
			return false
		}
	}
	return len(name) > 4 && name[:2] == "__" && name[len(name)-2:] == "__"
}

// addMethods installs methods in a builtin type.
func (c *Type) addMethods(rows []method) {
	for _, m := range rows {
		b := &Builtin{name: m.name, owner: c, kind: methodBuiltin, min: m.min + 1, max: m.max + 1, fn: m.fn}
		if m.max < 0 {
			b.max = -1
		}
		if isSlot(m.name) {
			b.kind = slotBuiltin
		}
		if m.params != "" {
			b.params = paramNames("," + m.params)
		}
		c.dict.set(intern(m.name), b)
	}
	c.changed()
}

// addRaw installs methods that take keywords by themselves.
func (c *Type) addRaw(rows []rawMethod) {
	for _, m := range rows {
		b := &Builtin{name: m.name, owner: c, kind: methodBuiltin, min: 1, max: -1, raw: m.fn}
		if isSlot(m.name) {
			b.kind = slotBuiltin
		}
		c.dict.set(intern(m.name), b)
	}
	c.changed()
}

// addStatic installs static methods; addClassMethods class methods.
func (c *Type) addStatic(rows []method) {
	for _, m := range rows {
		b := &Builtin{name: m.name, owner: c, kind: staticBuiltin, min: m.min, max: m.max, fn: m.fn}
		if m.params != "" {
			b.params = paramNames(m.params)
		}
		c.dict.set(intern(m.name), &StaticMethod{fn: b})
	}
	c.changed()
}

func (c *Type) addClassMethods(rows []method) {
	for _, m := range rows {
		b := &Builtin{name: m.name, owner: c, kind: classBuiltin, min: m.min + 1, max: m.max + 1, fn: m.fn}
		if m.max < 0 {
			b.max = -1
		}
		if m.params != "" {
			b.params = paramNames("," + m.params)
		}
		c.dict.set(intern(m.name), b)
	}
	c.changed()
}

// setNew installs __new__; calling the exact builtin class calls fn directly.
//
//rgo:parallel
func (c *Type) setNew(fn RawFunc) {
	c.construct = fn
	checked := func(t *Thread, args []Object, kwNames []*Str) Object {
		if !t.checkNew(c, args, kwNames) {
			return nil
		}
		return fn(t, args, kwNames)
	}
	c.dict.set(nameNew, &Builtin{name: "__new__", owner: c, kind: staticBuiltin, min: 1, max: -1, raw: checked})
	c.changed()
}

// checkNew tests that the first argument of owner.__new__ is owner or a
// subclass of it.
//
//rgo:parallel
func (t *Thread) checkNew(owner *Type, args []Object, kwNames []*Str) bool {
	if len(args) == len(kwNames) {
		t.typeError(owner.name + ".__new__(): not enough arguments")
		return false
	}
	c, ok := args[0].(*Type)
	if !ok {
		t.typeError(owner.name + ".__new__(X): X is not a type object (" + args[0].Class().name + ")")
		return false
	}
	if !c.isSubtype(owner) {
		t.typeError(owner.name + ".__new__(" + c.name + "): " + c.name + " is not a subtype of " + owner.name)
		return false
	}
	return true
}

// getset is a row of a table of computed attributes.
type getset struct {
	name string
	get  func(t *Thread, self Object) Object
	set  func(t *Thread, self, value Object) bool
}

// addGetSets installs computed attributes.
func (c *Type) addGetSets(rows []getset) {
	for _, g := range rows {
		c.dict.set(intern(g.name), &GetSet{name: g.name, owner: c, get: g.get, set: g.set})
	}
	c.changed()
}

// paramNames splits a comma-separated list of names.
func paramNames(list string) []*Str {
	var names []*Str
	start := 0
	for i := 0; i <= len(list); i++ {
		if i == len(list) || list[i] == ',' {
			names = append(names, intern(list[start:i]))
			start = i + 1
		}
	}
	return names
}

// dropKeywords is for the __new__ of builtin classes that take no keywords:
// those that a subclass gives are for its __init__, if it has one.
//
//rgo:parallel
func (t *Thread) dropKeywords(exact *Type, args []Object, kwNames []*Str) ([]Object, bool) {
	if len(kwNames) == 0 {
		return args, true
	}
	c := args[0].(*Type)
	if init := c.lookup(nameInit); c == exact || init == objectInit || init == exact.lookup(nameInit) {
		t.typeError(exact.name + "() takes no keyword arguments")
		return nil, false
	}
	return args[:len(args)-len(kwNames)], true
}
