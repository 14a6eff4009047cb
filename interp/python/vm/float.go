package vm

import (
	"math"
	"math/big"
	"strconv"
	"strings"
)

// This file defines float: its text, hash and exact comparison with int.

// Float is a float.
type Float struct {
	v float64 `rgo:"immutable"`
}

// Class returns float.
func (Float) Class() *Type { return FloatType }

// FloatType is float.
var FloatType = newBuiltinType("float", ObjectType, 0)

//rgo:parallel
func newFloat(v float64) Object { return Float{v} }

// floatText is repr of a float: the shortest text that reads back.
//
//rgo:parallel
func floatText(v float64) string {
	switch {
	case math.IsNaN(v):
		return "nan"
	case math.IsInf(v, 1):
		return "inf"
	case math.IsInf(v, -1):
		return "-inf"
	}
	if a := math.Abs(v); a != 0 && (a < 1e-4 || a >= 1e16) {
		return fixExponent(strconv.FormatFloat(v, 'e', -1, 64))
	}
	s := strconv.FormatFloat(v, 'f', -1, 64)
	if !strings.Contains(s, ".") {
		s += ".0"
	}
	return s
}

// fixExponent makes the exponent as C prints it; Go already writes two digits.
//
//rgo:parallel
func fixExponent(s string) string { return s }

// hashFloat hashes so that equal ints and floats have equal hashes.
//
//rgo:parallel
func hashFloat(v float64) int64 {
	if math.IsNaN(v) {
		return 0
	}
	if math.IsInf(v, 1) {
		return 314159
	}
	if math.IsInf(v, -1) {
		return -314159
	}
	if v == math.Trunc(v) && math.Abs(v) < 1<<62 {
		return hashInt(int64(v))
	}
	m, e := math.Frexp(v)
	sign := int64(1)
	if m < 0 {
		sign, m = -1, -m
	}
	x := uint64(0)
	for m != 0 {
		x = (x<<28)&hashModulus | x>>(61-28)
		m *= 268435456
		e -= 28
		y := uint64(m)
		m -= float64(y)
		x += y
		if x >= hashModulus {
			x -= hashModulus
		}
	}
	if e >= 0 {
		e %= 61
	} else {
		e = 61 - 1 - ((-1 - e) % 61)
	}
	x = (x<<uint(e))&hashModulus | x>>uint(61-e)
	h := int64(x) * sign
	if h == -1 {
		return -2
	}
	return h
}

// compareFloatInt compares exactly: -1, 0 or 1; v is not NaN.
//
//rgo:parallel
func compareFloatInt(v float64, o Object) int {
	if math.IsInf(v, 1) {
		return 1
	}
	if math.IsInf(v, -1) {
		return -1
	}
	if x, ok := o.(Int); ok && x.v > -1<<53 && x.v < 1<<53 {
		f := float64(x.v)
		switch {
		case v < f:
			return -1
		case v > f:
			return 1
		}
		return 0
	}
	i := bigValue(o)
	f := new(big.Float).SetFloat64(v)
	g := new(big.Float).SetPrec(uint(i.BitLen()) + 64).SetInt(i)
	return f.Cmp(g)
}

// bigToFloat rounds to nearest even; ok is false on overflow.
//
//rgo:parallel
func bigToFloat(v *big.Int) (f float64, ok bool) {
	f, _ = new(big.Float).SetInt(v).Float64()
	return f, !math.IsInf(f, 0)
}

// floatToInt truncates; v is finite.
//
//rgo:parallel
func floatToInt(v float64) Object {
	if math.Abs(v) < 1<<62 {
		return newInt(int64(v))
	}
	i, _ := new(big.Float).SetFloat64(math.Trunc(v)).Int(nil)
	return newBig(i)
}

// floatValue returns the value of a float, int or bool as a float64.
//
//rgo:parallel
func (t *Thread) floatValue(o Object) (float64, bool) {
	switch x := o.(type) {
	case Float:
		return x.v, true
	case Int:
		return float64(x.v), true
	case *Bool:
		return float64(boolInt(x.v)), true
	case *BigInt:
		f, ok := bigToFloat(x.v)
		if !ok {
			t.raise(OverflowError, "int too large to convert to float")
			return 0, false
		}
		return f, true
	case *Instance:
		m := x.cls.lookup(nameFloat)
		if _, own := m.(*Builtin); own && x.payload != nil {
			switch x.payload.(type) {
			case Float, Int, *BigInt:
				return t.floatValue(x.payload)
			}
		}
		if m != nil {
			r := t.callMethodObject(m, o, nil)
			if r == nil {
				return 0, false
			}
			if f, ok := r.(Float); ok {
				return f.v, true
			}
			if f, ok := payloadOf(r).(Float); ok {
				return f.v, t.warn(DeprecationWarning, x.cls.name+".__float__ returned non-float (type "+r.Class().name+
					").  The ability to return an instance of a strict subclass of float is deprecated, "+
					"and may be removed in a future version of Python.", 1)
			}
			t.typeError(x.cls.name + ".__float__ returned non-float (type " + r.Class().name + ")")
			return 0, false
		}
		if m := x.cls.lookup(nameIndex); m != nil {
			r := t.callMethodObject(m, o, nil)
			if r == nil {
				return 0, false
			}
			if isInt(r) {
				return t.floatValue(plainInt(r))
			}
		}
	}
	t.typeError("must be real number, not " + o.Class().name)
	return 0, false
}

// floatFloorDiv and floatMod follow CPython's float_divmod.
//
//rgo:parallel
func floatDivmod(a, b float64) (float64, float64) {
	mod := math.Mod(a, b)
	div := (a - mod) / b
	if mod != 0 {
		if (b < 0) != (mod < 0) {
			mod += b
			div--
		}
	} else {
		mod = math.Copysign(0, b)
	}
	if div != 0 {
		floor := math.Floor(div)
		if div-floor > 0.5 {
			floor++
		}
		return floor, mod
	}
	return math.Copysign(0, a/b), mod
}
