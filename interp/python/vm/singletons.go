package vm

import "rgo/interp/python/code"

// This file is the constructors of small types: the singletons, which their
// classes return, and cells; and the special methods of types whose values the
// VM's own operations know.

func init() {
	for _, one := range []Object{None, NotImplemented, Ellipsis} {
		one.Class().setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
			if len(args) > 1 {
				return t.typeError(one.Class().name + " takes no arguments")
			}
			return one
		})
	}
	CellType.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
		switch n := len(args) - 1; {
		case len(kwNames) > 0:
			return t.typeError("cell() takes no keyword arguments")
		case n > 1:
			return t.typeError("cell expected at most 1 argument, got " + intText(intOf(n)))
		case n == 1:
			return &Cell{args[1]}
		}
		return &Cell{}
	})
	for op, name := range compareNames {
		CellType.addMethods([]method{{name.s, 1, 1, func(t *Thread, args []Object) Object {
			a, ok := args[0].(*Cell)
			b, ok2 := args[1].(*Cell)
			if !ok || !ok2 {
				return NotImplemented
			}
			if a.v != nil && b.v != nil {
				return t.compareRaw(op, a.v, b.v)
			}
			// An empty cell is less than any other.
			return t.compareRaw(op, newInt(boolInt(a.v != nil)), newInt(boolInt(b.v != nil)))
		}, ""}})
	}
	for _, c := range []*Type{NoneType, NotImplementedType, EllipsisType, FunctionType, MethodType, BuiltinFunctionType,
		MethodDescriptorType, WrapperDescriptorType, ClassMethodDescriptorType, MethodWrapperType, CodeType, FrameType,
		StaticMethodType, ClassMethodType, GenericAliasType, UnionTypeType, CellType} {
		c.addText(false)
	}
	for _, c := range []*Type{GenericAliasType, UnionTypeType, MethodType} {
		c.addCompare(false)
		c.addHash()
	}
	for _, c := range []*Type{NoneType, RangeType, NotImplementedType} {
		c.addTruth()
	}
	BoolType.addReflected(code.And, code.Or, code.Xor)
	CellType.dict.set(nameHash, None)
	CellType.flags |= byTable
}
