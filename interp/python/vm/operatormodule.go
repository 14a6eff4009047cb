package vm

import "rgo/interp/python/code"

// This file is the module _operator.

func init() {
	builtinModules["_operator"] = func(t *Thread) *Module { return makeOperator("_operator") }
}

var operatorNames = []struct {
	name string
	op   int
}{
	{"add", code.Add}, {"and_", code.And}, {"floordiv", code.FloorDivide}, {"lshift", code.LeftShift},
	{"matmul", code.MatrixMultiply}, {"mul", code.Multiply}, {"mod", code.Remainder}, {"or_", code.Or},
	{"pow", code.Power}, {"rshift", code.RightShift}, {"sub", code.Subtract}, {"truediv", code.TrueDivide},
	{"xor", code.Xor}, {"iadd", code.InplaceAdd}, {"isub", code.InplaceSubtract},
	{"imul", code.InplaceMultiply}, {"iand", code.InplaceAnd}, {"ior", code.InplaceOr}, {"ixor", code.InplaceXor},
	{"ifloordiv", code.InplaceFloorDivide}, {"itruediv", code.InplaceTrueDivide}, {"imod", code.InplaceRemainder},
	{"ilshift", code.InplaceLeftShift}, {"irshift", code.InplaceRightShift}, {"imatmul", code.InplaceMatrixMultiply},
	{"ipow", code.InplacePower},
}

var compareFunctionNames = []string{"lt", "le", "eq", "ne", "gt", "ge"}

// makeOperator makes the module.
//
//rgo:parallel
func makeOperator(name string) *Module {
	m := newModule(name)
	for _, row := range operatorNames {
		m.addFunctions([]method{{row.name, 2, 2, func(t *Thread, args []Object) Object {
			return t.binaryOp(row.op, args[0], args[1])
		}, ""}})
	}
	for op, name := range compareFunctionNames {
		m.addFunctions([]method{{name, 2, 2, func(t *Thread, args []Object) Object {
			return t.compare(op, args[0], args[1])
		}, ""}})
	}
	truth := func(want bool) BuiltinFunc {
		return func(t *Thread, args []Object) Object {
			b, ok := t.truth(args[0])
			if !ok {
				return nil
			}
			return boolOf(b == want)
		}
	}
	unary := func(op code.Opcode) BuiltinFunc {
		return func(t *Thread, args []Object) Object { return t.unary(op, args[0]) }
	}
	m.addFunctions([]method{
		{"truth", 1, 1, truth(true), ""},
		{"not_", 1, 1, truth(false), ""},
		{"neg", 1, 1, unary(code.UnaryNegative), ""},
		{"pos", 1, 1, unary(code.UnaryPositive), ""},
		{"invert", 1, 1, unary(code.UnaryInvert), ""},
		{"inv", 1, 1, unary(code.UnaryInvert), ""},
		{"abs", 1, 1, func(t *Thread, args []Object) Object { return t.abs(args[0]) }, ""},
		{"index", 1, 1, func(t *Thread, args []Object) Object { return t.indexObject(args[0]) }, ""},
		{"is_", 2, 2, func(t *Thread, args []Object) Object { return boolOf(args[0] == args[1]) }, ""},
		{"is_not", 2, 2, func(t *Thread, args []Object) Object { return boolOf(args[0] != args[1]) }, ""},
		{"contains", 2, 2, func(t *Thread, args []Object) Object {
			b, ok := t.contains(args[0], args[1])
			if !ok {
				return nil
			}
			return boolOf(b)
		}, ""},
		{"getitem", 2, 2, func(t *Thread, args []Object) Object { return t.getItem(args[0], args[1]) }, ""},
		{"setitem", 3, 3, func(t *Thread, args []Object) Object {
			if !t.setItem(args[0], args[1], args[2]) {
				return nil
			}
			return None
		}, ""},
		{"delitem", 2, 2, func(t *Thread, args []Object) Object {
			if !t.deleteItem(args[0], args[1]) {
				return nil
			}
			return None
		}, ""},
	})
	m.addFunctions(operatorFunctions)
	m.addRaw([]rawMethod{{"call", func(t *Thread, args []Object, kwNames []*Str) Object {
		if len(args) == len(kwNames) {
			return t.typeError("call expected at least 1 argument, got 0")
		}
		return t.call(args[0], copyTuple(args[1:]).items, kwNames)
	}}})
	m.set("itemgetter", itemGetterType)
	m.set("attrgetter", attrGetterType)
	m.set("methodcaller", methodCallerType)
	return m
}

// operatorFunctions work on sequences and iterables.
//
//rgo:parallel
var operatorFunctions = []method{
	{"concat", 2, 2, concatenate(code.Add), ""},
	{"iconcat", 2, 2, concatenate(code.InplaceAdd), ""},
	{"countOf", 2, 2, func(t *Thread, args []Object) Object {
		n := 0
		ok := t.search(args[0], args[1], func(i int) bool {
			n++
			return true
		})
		if !ok {
			return nil
		}
		return intOf(n)
	}, ""},
	{"indexOf", 2, 2, func(t *Thread, args []Object) Object {
		found := -1
		ok := t.search(args[0], args[1], func(i int) bool {
			found = i
			return false
		})
		if !ok {
			return nil
		}
		if found < 0 {
			return t.valueError("sequence.index(x): x not in sequence")
		}
		return intOf(found)
	}, ""},
	{"length_hint", 1, 2, func(t *Thread, args []Object) Object {
		missing := 0
		if len(args) > 1 {
			if !isInt(args[1]) {
				return t.typeError("'" + args[1].Class().name + "' object cannot be interpreted as an integer")
			}
			var ok bool
			if missing, ok = t.index(args[1]); !ok {
				return nil
			}
		}
		n, ok := t.lengthHint(args[0], missing)
		if !ok {
			return nil
		}
		return intOf(n)
	}, ""},
	{"_compare_digest", 2, 2, compareDigest, ""},
}

// concatenate makes concat and iconcat: + of sequences.
//
//rgo:parallel
func concatenate(op int) BuiltinFunc {
	return func(t *Thread, args []Object) Object {
		for _, o := range args {
			if o.Class().lookup(nameGetItem) == nil {
				return t.typeError("'" + o.Class().name + "' object can't be concatenated")
			}
		}
		return t.binaryOp(op, args[0], args[1])
	}
}

// search calls found with the position of each item equal to v, until that
// returns false.
//
//rgo:parallel
func (t *Thread) search(o, v Object, found func(i int) bool) bool {
	it := t.iter(o)
	if it == nil {
		if t.exc.cls == TypeError && !t.isIterable(o) {
			t.exc = nil
			t.typeError("argument of type '" + o.Class().name + "' is not iterable")
		}
		return false
	}
	for i := 0; ; i++ {
		x := t.next(it)
		if x == nil {
			return t.exc == nil
		}
		same, ok := t.same(x, v)
		if !ok {
			return false
		}
		if same && !found(i) {
			return true
		}
	}
}

// lengthHint guesses how many items o has.
//
//rgo:parallel
func (t *Thread) lengthHint(o Object, missing int) (int, bool) {
	if o.Class().lookup(nameLen) != nil {
		n, ok := t.length(o)
		if ok || !t.catch(TypeError) {
			return n, ok
		}
	}
	r, found := t.callSpecial(o, nameLengthHint)
	if !found {
		return missing, true
	}
	if r == nil {
		return missing, t.catch(TypeError)
	}
	if r == NotImplemented {
		return missing, true
	}
	if !isInt(r) {
		t.typeError("__length_hint__ must be an integer, not " + r.Class().name)
		return 0, false
	}
	n, ok := t.index(r)
	if ok && n < 0 {
		t.valueError("__length_hint__() should return >= 0")
		return 0, false
	}
	return n, ok
}

// compareDigest compares in time that does not tell where two values differ.
func compareDigest(t *Thread, args []Object) Object {
	a, b := strOf(args[0]), strOf(args[1])
	x, y := "", ""
	switch {
	case a != nil && b != nil:
		if !a.isASCII() || !b.isASCII() {
			return t.typeError("comparing strings with non-ASCII characters is not supported")
		}
		x, y = a.s, b.s
	case !isBytesLike(args[0]) || !isBytesLike(args[1]):
		return t.typeError("unsupported operand types(s) or combination of types: '" + args[0].Class().name + "' and '" +
			args[1].Class().name + "'")
	default:
		x, _ = t.bytesArg(args[0])
		y, _ = t.bytesArg(args[1])
	}
	different := byte(0)
	if len(x) != len(y) {
		different = 1
		y = x
	}
	for i := 0; i < len(x); i++ {
		different |= x[i] ^ y[i]
	}
	return boolOf(different == 0)
}
