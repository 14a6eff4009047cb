package flowgraph

// This file holds what is known about scalar constants at every stage: their primitive type and the arithmetic on them.
// The optimizer folds with it and the evaluator can check itself against it.

import (
	"go/types"
	"math"
	"math/bits"

	"rgo/rtyper/lltype"
)

var basicPrims = map[types.BasicKind]lltype.Prim{
	types.Bool: lltype.Bool, types.UntypedBool: lltype.Bool,
	types.Int: lltype.Int64, types.Int8: lltype.Int8, types.Int16: lltype.Int16, types.Int32: lltype.Int32, types.Int64: lltype.Int64,
	types.Uint: lltype.Uint64, types.Uint8: lltype.Uint8, types.Uint16: lltype.Uint16, types.Uint32: lltype.Uint32,
	types.Uint64: lltype.Uint64, types.Uintptr: lltype.Uint64,
	types.Float32: lltype.Float32, types.Float64: lltype.Float64,
}

// PrimOf returns the primitive type of a boolean, integer or float type of any stage, or of a low-level pointer; ok is
// false for all other types.
func PrimOf(t Type) (p lltype.Prim, ok bool) {
	switch t := t.(type) {
	case lltype.Prim:
		return t, true
	case types.Type:
		if b, isBasic := t.Underlying().(*types.Basic); isBasic {
			p, ok = basicPrims[b.Kind()]
		}
	}
	return p, ok
}

// NewConst returns a constant of type t; val is as in Const. A nil val of a scalar type becomes the typed zero, and
// integers are brought to the representation that t asks for (int64 or uint64, wrapped to its width).
func NewConst(t Type, val any) *Const {
	p, ok := PrimOf(t)
	if !ok {
		return &Const{Typ: t, Val: val}
	}
	switch {
	case p == lltype.Bool:
		if val == nil {
			val = false
		}
	case p.IsInt():
		switch n := val.(type) {
		case nil:
			val = WrapInt(p, 0)
		case int64:
			val = WrapInt(p, uint64(n))
		case uint64:
			val = WrapInt(p, n)
		case int:
			val = WrapInt(p, uint64(n))
		}
	case p.IsFloat():
		switch x := val.(type) {
		case nil:
			val = float64(0)
		case float64:
			if p == lltype.Float32 {
				val = float64(float32(x))
			}
		}
	}
	return &Const{Typ: t, Val: val}
}

// WrapInt returns the low bits of n as a constant value of integer type p.
func WrapInt(p lltype.Prim, n uint64) any {
	switch p {
	case lltype.Int8:
		return int64(int8(n))
	case lltype.Int16:
		return int64(int16(n))
	case lltype.Int32:
		return int64(int32(n))
	case lltype.Int64:
		return int64(n)
	case lltype.Uint8:
		return uint64(uint8(n))
	case lltype.Uint16:
		return uint64(uint16(n))
	case lltype.Uint32:
		return uint64(uint32(n))
	}
	return n
}

// IntBits returns the value of an integer or boolean constant, sign-extended to 64 bits.
func (c *Const) IntBits() (n uint64, ok bool) {
	switch v := c.Val.(type) {
	case int64:
		return uint64(v), true
	case uint64:
		return v, true
	case bool:
		if v {
			return 1, true
		}
		return 0, true
	case nil:
		if p, isScalar := PrimOf(c.Typ); isScalar && (p.IsInt() || p == lltype.Bool) {
			return 0, true
		}
	}
	return 0, false
}

// IsNil reports whether c is the nil pointer, interface, function, map or slice, or the zero of any type.
func (c *Const) IsNil() bool { return c.Val == nil }

// FoldInt computes an integer operation of the table on operands of primitive type p (the type of the first operand).
// The result is a value for Const.Val, of type Bool for comparisons; ok is false if k is not such an operation or its
// result is not defined (division by zero).
func FoldInt(k OpKind, p lltype.Prim, a, b uint64) (val any, ok bool) {
	width := uint64(p.Size() * 8)
	signed := p.IsSigned()
	switch k {
	case OpIntAdd:
		return WrapInt(p, a+b), true
	case OpIntSub:
		return WrapInt(p, a-b), true
	case OpIntMul:
		return WrapInt(p, a*b), true
	case OpIntAnd:
		return WrapInt(p, a&b), true
	case OpIntOr:
		return WrapInt(p, a|b), true
	case OpIntXor:
		return WrapInt(p, a^b), true
	case OpIntAndNot:
		return WrapInt(p, a&^b), true
	case OpIntNeg:
		return WrapInt(p, -a), true
	case OpIntNot:
		return WrapInt(p, ^a), true
	case OpIntShl:
		if b >= width {
			return WrapInt(p, 0), true
		}
		return WrapInt(p, a<<b), true
	case OpIntShr:
		if signed {
			return WrapInt(p, uint64(int64(a)>>min(b, 63))), true
		}
		if b >= width {
			return WrapInt(p, 0), true
		}
		return WrapInt(p, a>>b), true
	case OpIntDiv, OpIntMod:
		if b == 0 {
			return nil, false
		}
		quo, rem := a, a
		switch {
		case signed && int64(b) == -1:
			quo, rem = -a, 0
		case signed:
			quo, rem = uint64(int64(a)/int64(b)), uint64(int64(a)%int64(b))
		default:
			quo, rem = a/b, a%b
		}
		if k == OpIntDiv {
			return WrapInt(p, quo), true
		}
		return WrapInt(p, rem), true
	case OpIntEq:
		return a == b, true
	case OpIntNe:
		return a != b, true
	case OpIntLt, OpIntLe, OpIntGt, OpIntGe:
		c := 0
		switch {
		case a == b:
		case signed && int64(a) < int64(b), !signed && a < b:
			c = -1
		default:
			c = 1
		}
		switch k {
		case OpIntLt:
			return c < 0, true
		case OpIntLe:
			return c <= 0, true
		case OpIntGt:
			return c > 0, true
		}
		return c >= 0, true
	case OpIntLeadingZeros:
		return int64(bits.LeadingZeros64(a)) - int64(64-width), true
	case OpIntTrailingZeros:
		return int64(min(uint64(bits.TrailingZeros64(a)), width)), true
	case OpIntOnesCount:
		return int64(bits.OnesCount64(a)), true
	}
	return nil, false
}

// FoldFloat computes a float operation on operands of primitive type p, rounding to it.
func FoldFloat(k OpKind, p lltype.Prim, a, b float64) (val any, ok bool) {
	round := func(x float64) (any, bool) {
		if p == lltype.Float32 {
			x = float64(float32(x))
		}
		return x, true
	}
	switch k {
	case OpFloatAdd:
		return round(a + b)
	case OpFloatSub:
		return round(a - b)
	case OpFloatMul:
		return round(a * b)
	case OpFloatDiv:
		return round(a / b)
	case OpFloatNeg:
		return -a, true
	case OpFloatSqrt:
		return round(math.Sqrt(a))
	case OpFloatFloor:
		return math.Floor(a), true
	case OpFloatCeil:
		return math.Ceil(a), true
	case OpFloatTrunc:
		return math.Trunc(a), true
	case OpFloatAbs:
		return math.Abs(a), true
	case OpFloatCopysign:
		return math.Copysign(a, b), true
	case OpFloatEq:
		return a == b, true
	case OpFloatNe:
		return a != b, true
	case OpFloatLt:
		return a < b, true
	case OpFloatLe:
		return a <= b, true
	case OpFloatGt:
		return a > b, true
	case OpFloatGe:
		return a >= b, true
	}
	return nil, false
}
