package vm

// This file is list[int] and int | str: generic aliases and unions of types.

// GenericAlias is a parametrised class such as list[int].
type GenericAlias struct {
	origin Object
	args   *Tuple
}

// Class returns types.GenericAlias.
func (*GenericAlias) Class() *Type { return GenericAliasType }

// UnionType is a union such as int | str.
type UnionType struct{ args []Object }

// Class returns types.UnionType.
func (*UnionType) Class() *Type { return UnionTypeType }

// Types of aliases and unions.
var (
	GenericAliasType = newBuiltinType("GenericAlias", ObjectType, 0)
	UnionTypeType    = newBuiltinType("UnionType", ObjectType, final)
)

// genericClasses are builtin classes that can be parametrised.
var genericClasses = []*Type{ListType, TupleType, DictType, SetType, FrozenSetType, TypeType, EnumerateType}

func init() {
	GenericAliasType.module = newASCII("types")
	UnionTypeType.module = newASCII("types")
	for _, c := range genericClasses {
		c.addClassMethods([]method{{"__class_getitem__", 1, 1, makeAlias, ""}})
	}
	GenericAliasType.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
		if len(args) != 3 {
			return t.typeError("GenericAlias expected 2 arguments, got " + intText(intOf(len(args)-1)))
		}
		return t.newAlias(args[1], args[2])
	})
	GenericAliasType.addGetSets([]getset{
		{"__origin__", func(t *Thread, o Object) Object { return o.(*GenericAlias).origin }, nil},
		{"__args__", func(t *Thread, o Object) Object { return o.(*GenericAlias).args }, nil},
		{"__parameters__", func(t *Thread, o Object) Object { return emptyTuple }, nil},
	})
	GenericAliasType.addMethods([]method{
		{"__mro_entries__", 1, 1, func(t *Thread, args []Object) Object { return tupleOf(args[0].(*GenericAlias).origin) }, ""},
		{"__or__", 1, 1, func(t *Thread, args []Object) Object { return t.typeUnion(args[0], args[1]) }, ""},
	})
	UnionTypeType.addGetSets([]getset{{"__args__", func(t *Thread, o Object) Object {
		return copyTuple(o.(*UnionType).args)
	}, nil}})
}

// callNative makes an instance of the origin.
func (a *GenericAlias) callNative(t *Thread, args []Object, kwNames []*Str) Object {
	return t.call(a.origin, args, kwNames)
}

// makeAlias is __class_getitem__ of builtin generic classes.
func makeAlias(t *Thread, args []Object) Object { return t.newAlias(args[0], args[1]) }

func (t *Thread) newAlias(origin, key Object) Object {
	args, ok := key.(*Tuple)
	if !ok {
		args = tupleOf(key)
	}
	return &GenericAlias{origin, args}
}

// classGetItem is C[key].
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

// typeUnion is a | b of classes.
func (t *Thread) typeUnion(a, b Object) Object {
	u := &UnionType{}
	for _, o := range []Object{a, b} {
		switch x := o.(type) {
		case *UnionType:
			for _, m := range x.args {
				u.add(m)
			}
		case *Type, *GenericAlias:
			u.add(x)
		case *noneObject:
			u.add(NoneType)
		default:
			return NotImplemented
		}
	}
	if len(u.args) == 1 {
		return u.args[0]
	}
	return u
}

func (u *UnionType) add(o Object) {
	for _, x := range u.args {
		if x == o {
			return
		}
	}
	u.args = append(u.args, o)
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

func (t *Thread) reprUnion(u *UnionType) (string, bool) {
	s := ""
	for i, o := range u.args {
		if i > 0 {
			s += " | "
		}
		part, ok := t.typeText(o)
		if !ok {
			return "", false
		}
		s += part
	}
	return s, true
}
