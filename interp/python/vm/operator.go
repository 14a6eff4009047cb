package vm

import (
	"math"
	"math/big"

	"rgo/interp/python/code"
	"rgo/rlib/gc"
	"rgo/rlib/thread"
)

// This file is binary and unary operators: the dispatch between the builtin
// types (arith.go) and the special methods of classes.

// binaryNames are the special methods of the operators, by code's numbering.
var binaryNames = []*Str{
	intern("__add__"), intern("__and__"), intern("__floordiv__"), intern("__lshift__"), intern("__matmul__"),
	intern("__mul__"), intern("__mod__"), intern("__or__"), intern("__pow__"), intern("__rshift__"),
	intern("__sub__"), intern("__truediv__"), intern("__xor__"),
}

// reflectedNames are the special methods of the right operand.
var reflectedNames = []*Str{
	intern("__radd__"), intern("__rand__"), intern("__rfloordiv__"), intern("__rlshift__"), intern("__rmatmul__"),
	intern("__rmul__"), intern("__rmod__"), intern("__ror__"), intern("__rpow__"), intern("__rrshift__"),
	intern("__rsub__"), intern("__rtruediv__"), intern("__rxor__"),
}

// inplaceNames are the special methods of the in-place operators.
var inplaceNames = []*Str{
	intern("__iadd__"), intern("__iand__"), intern("__ifloordiv__"), intern("__ilshift__"), intern("__imatmul__"),
	intern("__imul__"), intern("__imod__"), intern("__ior__"), intern("__ipow__"), intern("__irshift__"),
	intern("__isub__"), intern("__itruediv__"), intern("__ixor__"),
}

// divmodOp stands for divmod() beside the operators.
const divmodOp = 100

// binaryOp computes a op b; op is the argument of BINARY_OP.
//
//rgo:parallel
func (t *Thread) binaryOp(op int, a, b Object) Object {
	plain := op
	if op >= code.Inplace {
		plain = op - code.Inplace
		if r := t.inplace(plain, a, b); r != NotImplemented {
			return r
		}
	}
	r := t.binary(plain, a, b)
	if r != NotImplemented {
		return r
	}
	return t.operandError(code.BinaryOperators[op], plain, a, b)
}

// operandError raises the TypeError for operands that do not fit.
func (t *Thread) operandError(symbol string, op int, a, b Object) Object {
	if op == code.Power {
		if symbol == "**" {
			symbol = "** or pow()"
		}
	}
	if op == code.Add {
		switch payloadOf(a).(type) {
		case *Str:
			return t.typeError(`can only concatenate str (not "` + b.Class().name + `") to str`)
		case *List:
			return t.typeError(`can only concatenate list (not "` + b.Class().name + `") to list`)
		case *Tuple:
			return t.typeError(`can only concatenate tuple (not "` + b.Class().name + `") to tuple`)
		case *Bytes, *ByteArray:
			return t.typeError("can't concat " + b.Class().name + " to " + a.Class().name)
		}
	}
	if op == code.Multiply {
		if isSequence(payloadOf(a)) {
			return t.typeError("can't multiply sequence by non-int of type '" + b.Class().name + "'")
		}
		if isSequence(payloadOf(b)) {
			return t.typeError("can't multiply sequence by non-int of type '" + a.Class().name + "'")
		}
	}
	text := "unsupported operand type(s) for " + symbol + ": '" + a.Class().name + "' and '" + b.Class().name + "'"
	if op == code.RightShift {
		if f, ok := a.(*Builtin); ok && f.name == "print" {
			text += `. Did you mean "print(<message>, file=<output_stream>)"?`
		}
	}
	return t.typeError(text)
}

//rgo:parallel
func isSequence(o Object) bool {
	switch o.(type) {
	case *Str, *List, *Tuple, *Bytes, *ByteArray:
		return true
	}
	return false
}

// usesClass reports whether operators have to look special methods up in the
// class of o.
//
//rgo:parallel
func usesClass(o Object) bool {
	switch x := o.(type) {
	case *Instance:
		return true
	case *Type:
		return x.meta != nil
	case *Module:
		return x.cls != nil
	}
	return false
}

// inplace tries a op= b; NotImplemented means that a op b is to be used.
//
//rgo:parallel
func (t *Thread) inplace(op int, a, b Object) Object {
	if thread.Parallel {
		switch a.(type) {
		case Int, Float, *BigInt, *Str, *Tuple:
			return NotImplemented
		}
	}
	if usesClass(a) {
		m := a.Class().lookup(inplaceNames[op])
		if m == nil {
			return NotImplemented
		}
		return t.callMethodObject(m, a, b)
	}
	if m := operatorSlot(a, inplaceNames[op]); m != nil {
		return t.callMethodObject(m, a, b)
	}
	return t.builtinInplace(op, a, b)
}

// builtinInplace is the in-place operators of builtin types.
//
//rgo:parallel
func (t *Thread) builtinInplace(op int, a, b Object) Object {
	switch x := payloadOf(a).(type) {
	case *List:
		switch op {
		case code.Add:
			if !t.extendList(x, b) {
				return nil
			}
			return a
		case code.Multiply:
			n, ok := t.repeatCount(b)
			if !ok {
				if t.exc != nil {
					return nil
				}
				return NotImplemented
			}
			x.bias.Own()
			if !t.itemsFit(len(x.items), n) {
				return nil
			}
			x.items = repeatItems(x.items, n)
			return a
		}
	case *Dict:
		if op == code.Or {
			if !t.updateDict(x, b) {
				return nil
			}
			return a
		}
	case *Set:
		if !isAnySet(b) {
			return NotImplemented
		}
		return t.inplaceSet(op, a, x, b)
	case *ByteArray:
		switch op {
		case code.Add:
			ownOperands(x, b)
			s, ok := bytesText(b)
			if !ok {
				return t.typeError("can't concat " + b.Class().name + " to bytearray")
			}
			x.extend(s)
			return a
		case code.Multiply:
			n, ok := t.repeatCount(b)
			if !ok {
				if t.exc != nil {
					return nil
				}
				return NotImplemented
			}
			x.own()
			if !t.fits(len(x.b), n) {
				return nil
			}
			x.b = []byte(repeatText(string(x.b), n))
			return a
		}
	case *Deque:
		if op == code.Add {
			if !x.extend(t, b) {
				return nil
			}
			return a
		}
	}
	return NotImplemented
}

// binary computes a op b, or NotImplemented.
//
//rgo:parallel
func (t *Thread) binary(op int, a, b Object) Object {
	if !usesClass(a) && !usesClass(b) {
		if r := t.builtinBinary(op, a, b); r != NotImplemented {
			return r
		}
		return t.tableBinary(op, a, b)
	}
	ca, cb := a.Class(), b.Class()
	left := ca.lookup(binaryName(op))
	var right Object
	if ca != cb {
		right = cb.lookup(reflectedName(op))
		if right != nil && cb.isSubtype(ca) && right != ca.lookup(reflectedName(op)) {
			if r := t.callMethodObject(right, b, a); r != NotImplemented {
				return r
			}
			right = nil
		}
	}
	if left != nil {
		if r := t.callMethodObject(left, a, b); r != NotImplemented {
			return r
		}
	}
	if right != nil {
		return t.callMethodObject(right, b, a)
	}
	return NotImplemented
}

//rgo:parallel
func binaryName(op int) *Str {
	if op == divmodOp {
		return nameDivmod
	}
	return binaryNames[op]
}

//rgo:parallel
func reflectedName(op int) *Str {
	if op == divmodOp {
		return nameRdivmod
	}
	return reflectedNames[op]
}

var nameRdivmod = intern("__rdivmod__")

// builtinBinary computes a op b for builtin types and the values that
// instances of their subclasses carry.
//
//rgo:parallel
func (t *Thread) builtinBinary(op int, a, b Object) Object {
	switch x := a.(type) {
	case Int:
		switch y := b.(type) {
		case Int:
			return t.intOp(op, x.v, y.v)
		case Float:
			return t.floatOp(op, float64(x.v), y.v)
		case *Bool:
			return t.intOp(op, x.v, boolInt(y.v))
		}
	case Float:
		switch y := b.(type) {
		case Float:
			return t.floatOp(op, x.v, y.v)
		case Int:
			return t.floatOp(op, x.v, float64(y.v))
		}
	case *BigInt:
		switch y := b.(type) {
		case *BigInt:
			return t.bigOp(op, x.v, y.v)
		case Int:
			return t.bigOp(op, x.v, t.word.SetInt64(y.v))
		}
	}
	if s := strOf(a); s != nil && op == code.Remainder {
		return t.percentFormat(s, b, false)
	}
	return t.builtinBinarySlow(op, payloadOf(a), payloadOf(b))
}

// builtinBinarySlow is the general case.
//
//rgo:parallel
func (t *Thread) builtinBinarySlow(op int, a, b Object) Object {
	switch x := a.(type) {
	case *Bool:
		if y, ok := b.(*Bool); ok {
			switch op {
			case code.And:
				return boolOf(x.v && y.v)
			case code.Or:
				return boolOf(x.v || y.v)
			case code.Xor:
				return boolOf(x.v != y.v)
			}
		}
		if op == code.Multiply && isSequence(b) {
			return t.repeat(b, a)
		}
		return t.numberOp(op, a, b)
	case Int, *BigInt, Float, *Complex:
		if op == code.Multiply && isSequence(b) {
			return t.repeat(b, a)
		}
		return t.numberOp(op, a, b)
	case *Str:
		switch op {
		case code.Add:
			if y, ok := b.(*Str); ok {
				return concatStr(x, y)
			}
		case code.Multiply:
			return t.repeat(a, b)
		}
	case *List:
		switch op {
		case code.Add:
			if y, ok := b.(*List); ok {
				return newList(concatItems(x.stable(), y.stable()))
			}
		case code.Multiply:
			return t.repeat(a, b)
		}
	case *Tuple:
		switch op {
		case code.Add:
			if y, ok := b.(*Tuple); ok {
				return newTuple(concatItems(x.items, y.items))
			}
		case code.Multiply:
			return t.repeat(a, b)
		}
	case *Bytes, *ByteArray:
		return t.bytesOp(op, a, b)
	case *Dict:
		if y, ok := b.(*Dict); ok && op == code.Or {
			c := x.copy()
			if !c.merge(t, y) {
				return nil
			}
			return c
		}
	case *Set, *FrozenSet:
		if isAnySet(b) {
			return t.setOp(op, a, b)
		}
	case *DictView:
		return t.viewOp(op, x, b)
	case *Type, *noneObject, *UnionType, *GenericAlias:
		if op == code.Or {
			return t.typeUnion(a, b)
		}
	}
	if v, ok := b.(*DictView); ok && v.view != viewValues {
		return t.reflectedViewOp(op, a, v)
	}
	return NotImplemented
}

//rgo:parallel
func concatItems(a, b []Object) []Object {
	c := make([]Object, 0, len(a)+len(b))
	return append(append(c, a...), b...)
}

// repeatCount returns the number of repetitions that o asks for; ok is false
// if o is no int, or with an exception.
//
//rgo:parallel
func (t *Thread) repeatCount(o Object) (int, bool) {
	switch x := o.(type) {
	case *BigInt:
		if x.v.Sign() < 0 {
			return 0, true
		}
		t.raise(OverflowError, "cannot fit 'int' into an index-sized integer")
		return 0, false
	case *Instance:
		if x.cls.lookup(nameIndex) != nil {
			i, ok := t.index(o)
			return max(i, 0), ok
		}
	}
	v, ok := smallValue(o)
	if v < 0 {
		v = 0
	}
	return int(v), ok
}

// repeat computes sequence * count.
//
//rgo:parallel
func (t *Thread) repeat(seq, count Object) Object {
	n, ok := t.repeatCount(count)
	if !ok {
		if t.exc != nil {
			return nil
		}
		return NotImplemented
	}
	switch x := seq.(type) {
	case *Str:
		if !t.fits(len(x.s), n) {
			return nil
		}
		return &Str{s: repeatText(x.s, n), n: x.n * n}
	case *List:
		items := x.stable()
		if !t.itemsFit(len(items), n) {
			return nil
		}
		return newList(repeatItems(items, n))
	case *Tuple:
		if !t.itemsFit(len(x.items), n) {
			return nil
		}
		if n == 1 {
			return x
		}
		return newTuple(repeatItems(x.items, n))
	case *Bytes:
		if !t.fits(len(x.s), n) {
			return nil
		}
		return &Bytes{repeatText(x.s, n)}
	case *ByteArray:
		x.own()
		if !t.fits(len(x.b), n) {
			return nil
		}
		return newByteArray([]byte(repeatText(string(x.b), n)))
	}
	return NotImplemented
}

// maxSize is the size of a single object above which MemoryError is raised
// without asking for the memory: failing to get it would end the process.
// From askSize on the heap is asked whether it has room.
const (
	maxSize = 1 << 32
	askSize = 1 << 20
)

// fits raises MemoryError for n pieces of text of size bytes that there is no
// room for: twice, since texts are put together from buffers.
//
//rgo:parallel
func (t *Thread) fits(size, n int) bool {
	if size > 0 && (n > maxSize/size || size*n >= askSize && !gc.Fits(2*size*n)) {
		t.raiseInstance(newException(MemoryError))
		return false
	}
	return true
}

// itemsFit is fits for n sequences of count items.
//
//rgo:parallel
func (t *Thread) itemsFit(count, n int) bool {
	const word = 8
	if count > 0 && (n > maxSize/count || count*n >= askSize/word && !gc.Fits(word*count*n)) {
		t.raiseInstance(newException(MemoryError))
		return false
	}
	return true
}

//rgo:parallel
func repeatItems(items []Object, n int) []Object {
	c := make([]Object, len(items)*n)
	if len(items) == 1 {
		v := items[0]
		for i := range c {
			c[i] = v
		}
		return c
	}
	for i := 0; i < n; i++ {
		copy(c[i*len(items):], items)
	}
	return c
}

//rgo:parallel
func repeatText(s string, n int) string {
	if n <= 0 || len(s) == 0 {
		return ""
	}
	b := make([]byte, 0, len(s)*n)
	for i := 0; i < n; i++ {
		b = append(b, s...)
	}
	return string(b)
}

// unary computes op o for the unary instructions.
//
//rgo:parallel
func (t *Thread) unary(op code.Opcode, o Object) Object {
	name := nameNeg
	symbol := "-"
	switch op {
	case code.UnaryPositive:
		name, symbol = namePos, "+"
	case code.UnaryInvert:
		name, symbol = nameInvert, "~"
	}
	if usesClass(o) {
		if r, found := t.callSpecial(o, name); found {
			return r
		}
	} else if r := builtinUnary(op, o); r != nil {
		return r
	} else if m := operatorSlot(o, name); m != nil {
		return t.callMethod(m, o, nil, nil)
	}
	return t.typeError("bad operand type for unary " + symbol + ": '" + o.Class().name + "'")
}

// builtinUnary computes op o for builtin numbers; nil if there is no such
// operator.
//
//rgo:parallel
func builtinUnary(op code.Opcode, o Object) Object {
	switch x := payloadOf(o).(type) {
	case Int:
		switch op {
		case code.UnaryNegative:
			if x.v == math.MinInt64 {
				return newBig(new(big.Int).Neg(big.NewInt(x.v)))
			}
			return newInt(-x.v)
		case code.UnaryInvert:
			return newInt(^x.v)
		}
		return x
	case *Bool:
		return builtinUnary(op, newInt(boolInt(x.v)))
	case *BigInt:
		switch op {
		case code.UnaryNegative:
			return newBig(new(big.Int).Neg(x.v))
		case code.UnaryInvert:
			return newBig(new(big.Int).Not(x.v))
		}
		return x
	case Float:
		switch op {
		case code.UnaryNegative:
			return newFloat(-x.v)
		case code.UnaryPositive:
			return x
		}
	case *Complex:
		switch op {
		case code.UnaryNegative:
			return &Complex{-x.v}
		case code.UnaryPositive:
			return x
		}
	}
	return nil
}
