package vm

import "rgo/interp/python/code"

// This file installs the special methods that builtin types have in common, so
// that programs can call and inherit them. They apply the VM's own operations
// to the value that self carries.

// addBinary installs the special methods of binary operators, and reflected
// ones, by the operator numbers of package code.
//
//rgo:parallel
func (c *Type) addBinary(ops ...int) {
	for _, op := range ops {
		forward := func(t *Thread, args []Object) Object { return t.builtinBinary(op, args[0], args[1]) }
		c.addMethods([]method{{binaryName(op).s, 1, 1, forward, ""}})
	}
}

// addRepeat installs repetition of sequences, which asks for an integer.
//
//rgo:parallel
func (c *Type) addRepeat() {
	for _, name := range []string{"__mul__", "__rmul__"} {
		c.addMethods([]method{{name, 1, 1, func(t *Thread, args []Object) Object {
			r := t.builtinBinary(code.Multiply, args[0], args[1])
			if r == NotImplemented {
				return t.typeError("'" + args[1].Class().name + "' object cannot be interpreted as an integer")
			}
			return r
		}, ""}})
	}
}

// addReflected installs the special methods of right operands.
//
//rgo:parallel
func (c *Type) addReflected(ops ...int) {
	for _, op := range ops {
		backward := func(t *Thread, args []Object) Object { return t.builtinBinary(op, args[1], args[0]) }
		c.addMethods([]method{{reflectedName(op).s, 1, 1, backward, ""}})
	}
}

// addInplace installs the special methods of in-place operators.
//
//rgo:parallel
func (c *Type) addInplace(ops ...int) {
	for _, op := range ops {
		fn := func(t *Thread, args []Object) Object { return t.builtinInplace(op, args[0], args[1]) }
		c.addMethods([]method{{inplaceNames[op].s, 1, 1, fn, ""}})
	}
}

// addCompare installs the comparisons: all six, or only == and !=.
//
//rgo:parallel
func (c *Type) addCompare(order bool) {
	for op, name := range compareNames {
		if !order && op != code.Equal && op != code.NotEqual {
			continue
		}
		fn := func(t *Thread, args []Object) Object { return t.builtinCompare(op, args[0], args[1]) }
		c.addMethods([]method{{name.s, 1, 1, fn, ""}})
	}
}

// addUnary installs the special methods of unary operators and abs.
//
//rgo:parallel
func (c *Type) addUnary(invert bool) {
	rows := []struct {
		name string
		op   code.Opcode
	}{{"__neg__", code.UnaryNegative}, {"__pos__", code.UnaryPositive}, {"__invert__", code.UnaryInvert}}
	for _, row := range rows {
		if row.op == code.UnaryInvert && !invert {
			continue
		}
		op := row.op
		c.addMethods([]method{{row.name, 0, 0, func(t *Thread, args []Object) Object { return builtinUnary(op, args[0]) }, ""}})
	}
	c.addMethods([]method{{"__abs__", 0, 0, func(t *Thread, args []Object) Object { return t.abs(payloadOf(args[0])) }, ""}})
	c.addTruth()
}

// addTruth installs __bool__.
//
//rgo:parallel
func (c *Type) addTruth() {
	c.addMethods([]method{{"__bool__", 0, 0, func(t *Thread, args []Object) Object {
		b, ok := t.truth(payloadOf(args[0]))
		if !ok {
			return nil
		}
		return boolOf(b)
	}, ""}})
}

// addHash installs __hash__.
//
//rgo:parallel
func (c *Type) addHash() {
	c.addMethods([]method{{"__hash__", 0, 0, func(t *Thread, args []Object) Object {
		h, ok := t.hash(payloadOf(args[0]))
		if !ok {
			return nil
		}
		return newInt(int64(h))
	}, ""}})
}

// addText installs __repr__ (and __str__ where it differs).
//
//rgo:parallel
func (c *Type) addText(str bool) {
	c.addMethods([]method{{"__repr__", 0, 0, func(t *Thread, args []Object) Object {
		s, ok := t.builtinRepr(payloadOf(args[0]))
		if !ok {
			return nil
		}
		return NewStr(s)
	}, ""}})
	if str {
		c.addMethods([]method{{"__str__", 0, 0, func(t *Thread, args []Object) Object {
			return strObject(t.str(payloadOf(args[0])))
		}, ""}})
	}
}

// addFormat installs __format__.
//
//rgo:parallel
func (c *Type) addFormat() {
	c.addMethods([]method{{"__format__", 1, 1, func(t *Thread, args []Object) Object {
		spec := strOf(args[1])
		if spec == nil {
			return t.typeError("__format__() argument must be str, not " + args[1].Class().name)
		}
		return t.formatBuiltin(args[0], spec.s)
	}, ""}})
}

// addContainerMethods installs __len__, __getitem__, __contains__, __iter__
// and __repr__.
//
//rgo:parallel
func addContainerMethods(c *Type) {
	c.addMethods([]method{
		{"__len__", 0, 0, func(t *Thread, args []Object) Object {
			n, ok := t.length(payloadOf(args[0]))
			if !ok {
				return nil
			}
			return intOf(n)
		}, ""},
		{"__getitem__", 1, 1, func(t *Thread, args []Object) Object { return t.getItem(payloadOf(args[0]), args[1]) }, ""},
		{"__contains__", 1, 1, func(t *Thread, args []Object) Object {
			b, ok := t.contains(payloadOf(args[0]), args[1])
			if !ok {
				return nil
			}
			return boolOf(b)
		}, ""},
		{"__iter__", 0, 0, func(t *Thread, args []Object) Object { return t.iter(payloadOf(args[0])) }, ""},
	})
	c.addText(false)
}

// addMutable installs __setitem__ and __delitem__.
//
//rgo:parallel
func (c *Type) addMutable() {
	c.addMethods([]method{
		{"__setitem__", 2, 2, func(t *Thread, args []Object) Object {
			if !t.setItem(payloadOf(args[0]), args[1], args[2]) {
				return nil
			}
			return None
		}, ""},
		{"__delitem__", 1, 1, func(t *Thread, args []Object) Object {
			if !t.deleteItem(payloadOf(args[0]), args[1]) {
				return nil
			}
			return None
		}, ""},
	})
}
