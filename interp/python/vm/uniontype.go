package vm

import "rgo/interp/python/code"

// This file is int | str: unions of types.

// UnionType is a union such as int | str.
type UnionType struct {
	weakHolder
	args   []Object
	params *Tuple
}

// Class returns types.UnionType.
func (*UnionType) Class() *Type { return UnionTypeType }

// UnionTypeType is types.UnionType.
var UnionTypeType = newBuiltinType("UnionType", ObjectType, final|weakrefs|byTable)

func init() {
	UnionTypeType.module = newASCII("types")
	UnionTypeType.addGetSets([]getset{
		{"__module__", func(t *Thread, o Object) Object { return UnionTypeType.module }, nil},
		{"__args__", func(t *Thread, o Object) Object { return copyTuple(o.(*UnionType).args) }, nil},
		{"__parameters__", func(t *Thread, o Object) Object { return tupleOrNil(t.unionParameters(o.(*UnionType))) }, nil},
	})
	UnionTypeType.addMethods([]method{
		{"__getitem__", 1, 1, func(t *Thread, args []Object) Object { return t.unionItem(args[0].(*UnionType), args[1]) }, ""},
		{"__or__", 1, 1, func(t *Thread, args []Object) Object { return t.typeUnion(args[0], args[1]) }, ""},
		{"__ror__", 1, 1, func(t *Thread, args []Object) Object { return t.typeUnion(args[1], args[0]) }, ""},
		{"__instancecheck__", 1, 1, func(t *Thread, args []Object) Object {
			r, ok := t.isInstanceOf(args[1], args[0])
			if !ok {
				return nil
			}
			return boolOf(r)
		}, ""},
		{"__subclasscheck__", 1, 1, func(t *Thread, args []Object) Object {
			if !isTypeObject(args[1]) {
				return t.typeError("issubclass() arg 1 must be a class")
			}
			r, ok := t.isSubclassOf(args[1], args[0])
			if !ok {
				return nil
			}
			return boolOf(r)
		}, ""},
	})
}

func (t *Thread) unionParameters(u *UnionType) *Tuple {
	if u.params == nil {
		u.params = t.typeParameters(u.args)
	}
	return u.params
}

// unionItem is union[item]: the union of the arguments after substitution.
func (t *Thread) unionItem(u *UnionType, item Object) Object {
	params := t.unionParameters(u)
	if params == nil {
		return nil
	}
	args := t.substitute(u, u.args, params.items, item)
	if args == nil {
		return nil
	}
	r := args.items[0]
	for _, o := range args.items[1:] {
		if r = t.binaryOp(code.Or, r, o); r == nil {
			return nil
		}
	}
	return r
}

// typeUnion is a | b of classes.
func (t *Thread) typeUnion(a, b Object) Object {
	if a == None && b == None {
		return NotImplemented
	}
	u := &UnionType{}
	for _, o := range []Object{a, b} {
		members := []Object{o}
		switch x := payloadOf(o).(type) {
		case *UnionType:
			members = x.args
		case *Type, *GenericAlias:
		case *noneObject:
			members = []Object{NoneType}
		default:
			return NotImplemented
		}
		for _, m := range members {
			if !t.addMember(u, m) {
				return nil
			}
		}
	}
	if len(u.args) == 1 {
		return u.args[0]
	}
	return u
}

// addMember adds a class that is not in the union yet. Aliases are compared by
// value, but never with classes.
func (t *Thread) addMember(u *UnionType, o Object) bool {
	_, isAlias := o.(*GenericAlias)
	for _, x := range u.args {
		if x == o {
			return true
		}
		if _, both := x.(*GenericAlias); !both || !isAlias {
			continue
		}
		if same, ok := t.same(x, o); !ok || same {
			return ok
		}
	}
	u.args = append(u.args, o)
	return true
}

// sameUnion compares unions as sets of their members.
func (t *Thread) sameUnion(a, b *UnionType) (same, ok bool) {
	x, ok := t.memberSet(a)
	y, ok2 := t.memberSet(b)
	if !ok || !ok2 {
		return false, false
	}
	r := t.compareRaw(code.Equal, x, y)
	return r == True, r != nil
}

func (t *Thread) memberSet(u *UnionType) (*FrozenSet, bool) {
	s := &FrozenSet{}
	for _, o := range u.args {
		if !s.addObject(t, o) {
			return nil, false
		}
	}
	return s, true
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
