package vm

// This file is list[int]: generic aliases, and the substitution of type
// variables in them.

// GenericAlias is a parametrised class such as list[int].
type GenericAlias struct {
	weakHolder
	origin  Object
	args    *Tuple
	params  *Tuple // the type variables in args, once asked for
	starred bool   // *tuple[int, ...]
}

// Class returns types.GenericAlias.
func (*GenericAlias) Class() *Type { return GenericAliasType }

// GenericAliasType is types.GenericAlias.
var GenericAliasType = newBuiltinType("GenericAlias", ObjectType, weakrefs|byTable)

// genericClasses are builtin classes that can be parametrised.
var genericClasses = []*Type{ListType, TupleType, DictType, SetType, FrozenSetType, TypeType, EnumerateType}

var (
	nameParameters   = intern("__parameters__")
	nameSubst        = intern("__typing_subst__")
	namePrepareSubst = intern("__typing_prepare_subst__")
	nameUnpacked     = intern("__typing_is_unpacked_typevartuple__")
	nameUnpackedArgs = intern("__typing_unpacked_tuple_args__")
)

func init() {
	GenericAliasType.module = newASCII("types")
	for _, c := range genericClasses {
		c.addClassMethods([]method{{"__class_getitem__", 1, 1, makeAlias, ""}})
	}
	GenericAliasType.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
		if len(kwNames) > 0 {
			return t.typeError("GenericAlias() takes no keyword arguments")
		}
		if len(args) != 3 {
			return t.typeError("GenericAlias expected 2 arguments, got " + intText(intOf(len(args)-1)))
		}
		return wrapNew(args[0].(*Type), GenericAliasType, t.newAlias(args[1], args[2]))
	})
	GenericAliasType.addGetSets([]getset{
		{"__origin__", func(t *Thread, o Object) Object { return aliasOf(o).origin }, nil},
		{"__args__", func(t *Thread, o Object) Object { return aliasOf(o).args }, nil},
		{"__parameters__", func(t *Thread, o Object) Object { return tupleOrNil(t.aliasParameters(aliasOf(o))) }, nil},
		{"__unpacked__", func(t *Thread, o Object) Object { return boolOf(aliasOf(o).starred) }, nil},
		{"__typing_unpacked_tuple_args__", func(t *Thread, o Object) Object {
			if a := aliasOf(o); a.starred && a.origin == Object(TupleType) {
				return a.args
			}
			return None
		}, nil},
	})
	GenericAliasType.addRaw([]rawMethod{{"__call__", func(t *Thread, args []Object, kwNames []*Str) Object {
		return t.call(aliasOf(args[0]), args[1:], kwNames)
	}}})
	GenericAliasType.addMethods([]method{
		{"__getattribute__", 1, 1, func(t *Thread, args []Object) Object {
			name := t.attrName(args[1])
			if name == nil {
				return nil
			}
			if !ownAliasName(name.s) {
				return t.getAttr(aliasOf(args[0]).origin, name)
			}
			return t.genericGetAttr(args[0], args[0].Class(), name)
		}, ""},
		{"__dir__", 0, 0, func(t *Thread, args []Object) Object {
			names := listOf(t.dirOf(aliasOf(args[0]).origin))
			if names == nil {
				return nil
			}
			for _, name := range ownAliasNames {
				if found, _ := t.contains(names, intern(name)); !found {
					names.items = append(names.items, intern(name))
				}
			}
			return names
		}, ""},
	})
	GenericAliasType.addMethods([]method{
		{"__mro_entries__", 1, 1, func(t *Thread, args []Object) Object { return tupleOf(aliasOf(args[0]).origin) }, ""},
		{"__or__", 1, 1, func(t *Thread, args []Object) Object { return t.typeUnion(args[0], args[1]) }, ""},
		{"__ror__", 1, 1, func(t *Thread, args []Object) Object { return t.typeUnion(args[1], args[0]) }, ""},
		{"__getitem__", 1, 1, func(t *Thread, args []Object) Object { return t.aliasItem(aliasOf(args[0]), args[1]) }, ""},
		{"__instancecheck__", 1, 1, func(t *Thread, args []Object) Object {
			return t.typeError("isinstance() argument 2 cannot be a parameterized generic")
		}, ""},
		{"__subclasscheck__", 1, 1, func(t *Thread, args []Object) Object {
			return t.typeError("issubclass() argument 2 cannot be a parameterized generic")
		}, ""},
		{"__reduce__", 0, 0, func(t *Thread, args []Object) Object {
			a := aliasOf(args[0])
			if a.starred {
				plain := *a
				plain.starred = false
				it := t.iter(&plain)
				if it == nil {
					return nil
				}
				return tupleOf(t.builtin("next"), tupleOf(it))
			}
			return tupleOf(GenericAliasType, tupleOf(a.origin, a.args))
		}, ""},
		{"__iter__", 0, 0, func(t *Thread, args []Object) Object {
			starred := *aliasOf(args[0])
			starred.starred = true
			return &TupleIter{items: []Object{&starred}, cls: genericIterType}
		}, ""},
	})
}

var genericIterType = newBuiltinType("generic_alias_iterator", ObjectType, final)

func init() {
	addIteratorMethods(genericIterType)
	genericIterType.addMethods([]method{{"__reduce__", 0, 0, func(t *Thread, args []Object) Object {
		rest := args[0].(*TupleIter).items
		if len(rest) == 0 {
			return tupleOf(t.builtin("iter"), tupleOf(emptyTuple))
		}
		plain := *rest[0].(*GenericAlias)
		plain.starred = false
		return tupleOf(t.builtin("iter"), tupleOf(&plain))
	}, ""}})
}

// ownAliasNames are the attributes that an alias has itself; all others are
// those of its class.
var ownAliasNames = []string{"__class__", "__origin__", "__args__", "__unpacked__", "__parameters__",
	"__typing_unpacked_tuple_args__", "__mro_entries__", "__reduce_ex__", "__reduce__", "__copy__", "__deepcopy__"}

func ownAliasName(name string) bool {
	for _, own := range ownAliasNames {
		if own == name {
			return true
		}
	}
	return false
}

func aliasOf(o Object) *GenericAlias { return payloadOf(o).(*GenericAlias) }

func tupleOrNil(p *Tuple) Object {
	if p == nil {
		return nil
	}
	return p
}

// callNative makes an instance of the origin and tells it what made it.
func (a *GenericAlias) callNative(t *Thread, args []Object, kwNames []*Str) Object {
	o := t.call(a.origin, args, kwNames)
	if o == nil {
		return nil
	}
	if !t.setAttr(o, intern("__orig_class__"), a) && !t.catch(AttributeError) && !t.catch(TypeError) {
		return nil
	}
	return o
}

// makeAlias is __class_getitem__ of builtin generic classes.
func makeAlias(t *Thread, args []Object) Object { return t.newAlias(args[0], args[1]) }

func (t *Thread) newAlias(origin, key Object) Object {
	args, ok := key.(*Tuple)
	if !ok {
		args = tupleOf(key)
	}
	return &GenericAlias{origin: origin, args: args}
}

// aliasParameters are the type variables of an alias.
func (t *Thread) aliasParameters(a *GenericAlias) *Tuple {
	if a.params == nil {
		a.params = t.typeParameters(a.args.items)
	}
	return a.params
}

// typeParameters collects the type variables in arguments, each once.
func (t *Thread) typeParameters(args []Object) *Tuple {
	var found []Object
	add := func(o Object) {
		for _, x := range found {
			if x == o {
				return
			}
		}
		found = append(found, o)
	}
	for _, o := range args {
		if isTypeObject(o) {
			continue
		}
		subst, ok := t.findAttr(o, nameSubst)
		if !ok {
			return nil
		}
		if subst != nil {
			add(o)
			continue
		}
		inner, ok := t.findAttr(o, nameParameters)
		if !ok {
			return nil
		}
		if p, isTuple := inner.(*Tuple); isTuple {
			for _, x := range p.items {
				add(x)
			}
		}
	}
	return newTuple(found)
}

// aliasItem is alias[item].
func (t *Thread) aliasItem(a *GenericAlias, item Object) Object {
	params := t.aliasParameters(a)
	if params == nil {
		return nil
	}
	args := t.substitute(a, a.args.items, params.items, item)
	if args == nil {
		return nil
	}
	return &GenericAlias{origin: a.origin, args: args, starred: a.starred}
}

// substitute puts the types of item in place of the type variables params in
// args, the arguments of o.
func (t *Thread) substitute(o Object, args, params []Object, item Object) *Tuple {
	if len(params) == 0 {
		if s, ok := t.repr(o); ok {
			t.typeError(s + " is not a generic class")
		}
		return nil
	}
	item = t.unpackStarred(item)
	for _, p := range params {
		if item == nil {
			return nil
		}
		prepare, ok := t.findAttr(p, namePrepareSubst)
		if !ok {
			return nil
		}
		if prepare != nil && prepare != None {
			if _, isTuple := item.(*Tuple); !isTuple {
				item = tupleOf(item)
			}
			item = t.call2(prepare, o, item)
		}
	}
	if item == nil {
		return nil
	}
	given := []Object{item}
	if tuple, ok := item.(*Tuple); ok {
		given = tuple.items
	}
	if len(given) != len(params) {
		word := "many"
		if len(given) < len(params) {
			word = "few"
		}
		if s, ok := t.repr(o); ok {
			t.typeError("Too " + word + " arguments for " + s + "; actual " + intText(intOf(len(given))) + ", expected " + intText(intOf(len(params))))
		}
		return nil
	}
	var out []Object
	for _, arg := range args {
		if isTypeObject(arg) {
			out = append(out, arg)
			continue
		}
		var ok bool
		if out, ok = t.substituteOne(out, arg, params, given); !ok {
			return nil
		}
	}
	return newTuple(out)
}

// substituteOne appends an argument after substitution, or its items if it
// stands for several.
func (t *Thread) substituteOne(out []Object, arg Object, params, given []Object) ([]Object, bool) {
	several, ok := t.findAttr(arg, nameUnpacked)
	if !ok {
		return nil, false
	}
	unpack := false
	if several != nil {
		if unpack, ok = t.truth(several); !ok {
			return nil, false
		}
	}
	subst, ok := t.findAttr(arg, nameSubst)
	if !ok {
		return nil, false
	}
	var r Object
	if subst != nil {
		i := indexOfObject(params, arg)
		if i < 0 {
			return append(out, arg), true
		}
		r = t.call1(subst, given[i])
	} else {
		r = t.substituteInner(arg, params, given)
	}
	if r == nil {
		return nil, false
	}
	if tuple, isTuple := r.(*Tuple); unpack && isTuple {
		return append(out, tuple.items...), true
	}
	return append(out, r), true
}

func indexOfObject(items []Object, o Object) int {
	for i, x := range items {
		if x == o {
			return i
		}
	}
	return -1
}

// substituteInner substitutes in an argument that is generic itself.
func (t *Thread) substituteInner(arg Object, params, given []Object) Object {
	v, ok := t.findAttr(arg, nameParameters)
	if !ok {
		return nil
	}
	inner, isTuple := v.(*Tuple)
	if !isTuple || len(inner.items) == 0 {
		return arg
	}
	var items []Object
	for _, p := range inner.items {
		i := indexOfObject(params, p)
		if i < 0 {
			items = append(items, p)
			continue
		}
		several, isTuple := given[i].(*Tuple)
		if isTuple && params[i].Class().lookup(nameIter) != nil {
			items = append(items, several.items...)
		} else {
			items = append(items, given[i])
		}
	}
	return t.getItem(arg, newTuple(items))
}

// unpackStarred replaces starred tuples in an item by what they hold.
func (t *Thread) unpackStarred(item Object) Object {
	items := []Object{item}
	if tuple, ok := item.(*Tuple); ok {
		items = tuple.items
	}
	var out []Object
	changed := false
	for _, o := range items {
		if isTypeObject(o) {
			out = append(out, o)
			continue
		}
		v, ok := t.findAttr(o, nameUnpackedArgs)
		if !ok {
			return nil
		}
		inner, isTuple := v.(*Tuple)
		if isTuple && (len(inner.items) == 0 || inner.items[len(inner.items)-1] != Ellipsis) {
			out, changed = append(out, inner.items...), true
			continue
		}
		out = append(out, o)
	}
	if !changed {
		return item
	}
	return newTuple(out)
}

// classGetItem is C[key].
//
//rgo:parallel
func (t *Thread) classGetItem(c *Type, key Object) Object {
	if c.meta != nil {
		if m := c.meta.lookup(nameGetItem); m != nil {
			return t.callMethodObject(m, c, key)
		}
	}
	if m := c.lookup(nameClassGetItem); m != nil {
		bound := t.bind(m, nil, c)
		if bound == nil {
			return nil
		}
		return t.call1(bound, key)
	}
	return t.typeError("type '" + c.name + "' is not subscriptable")
}

// typeText is how aliases and unions show a class.
func (t *Thread) typeText(o Object) (string, bool) {
	switch x := o.(type) {
	case *Type:
		if x == NoneType {
			return "None", true
		}
		return x.fullName(), true
	case *ellipsisObject:
		return "...", true
	}
	return t.repr(o)
}

func (t *Thread) reprAlias(a *GenericAlias) (string, bool) {
	s, ok := t.typeText(a.origin)
	if !ok {
		return "", false
	}
	if a.starred {
		s = "*" + s
	}
	s += "["
	for i, o := range a.args.items {
		if i > 0 {
			s += ", "
		}
		part, ok := t.typeText(o)
		if !ok {
			return "", false
		}
		s += part
	}
	if len(a.args.items) == 0 {
		s += "()"
	}
	return s + "]", true
}
