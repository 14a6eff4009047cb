package compile

import (
	"math"
	"math/big"
	"rgo/interp/python/libm"
	"strings"
	"unicode/utf8"

	"rgo/interp/python/code"
)

// This file computes with constant ints and floats, and joins constant
// sequences.

func binaryInt(op int, a, b *big.Int, left, right code.Const) code.Const {
	result := new(big.Int)
	_, leftIsBool := left.(code.Bool)
	_, rightIsBool := right.(code.Bool)
	bools := leftIsBool && rightIsBool
	switch op {
	case code.Add:
		result.Add(a, b)
	case code.Subtract:
		result.Sub(a, b)
	case code.Multiply:
		if a.BitLen()+b.BitLen() > maxIntBits && a.Sign() != 0 && b.Sign() != 0 {
			return nil
		}
		result.Mul(a, b)
	case code.TrueDivide:
		if b.Sign() == 0 {
			return nil
		}
		f, _ := new(big.Rat).SetFrac(a, b).Float64()
		if math.IsInf(f, 0) {
			return nil
		}
		if f == 0 && b.Sign() < 0 && a.Sign() == 0 {
			f = math.Copysign(0, -1)
		}
		return code.Float(f)
	case code.FloorDivide, code.Remainder:
		if b.Sign() == 0 {
			return nil
		}
		remainder := new(big.Int)
		result.QuoRem(a, b, remainder)
		if remainder.Sign() != 0 && remainder.Sign() != b.Sign() {
			result.Sub(result, big.NewInt(1))
			remainder.Add(remainder, b)
		}
		if op == code.Remainder {
			result = remainder
		}
	case code.Power:
		if b.Sign() < 0 {
			return negativePower(a, b)
		}
		if !b.IsInt64() || a.Sign() != 0 && b.Int64() > maxIntBits/int64(max(a.BitLen(), 1)) {
			return nil
		}
		result.Exp(a, b, nil)
	case code.LeftShift:
		if b.Sign() < 0 || a.Sign() != 0 && (!b.IsInt64() || b.Int64() > maxIntBits || int64(a.BitLen()) > maxIntBits-b.Int64()) {
			return nil
		}
		if a.Sign() != 0 {
			result.Lsh(a, uint(b.Int64()))
		}
	case code.RightShift:
		if b.Sign() < 0 || !b.IsInt64() {
			return nil
		}
		result.Rsh(a, uint(min(b.Int64(), 1<<30)))
	case code.And:
		if result.And(a, b); bools {
			return code.Bool(result.Sign() != 0)
		}
	case code.Or:
		if result.Or(a, b); bools {
			return code.Bool(result.Sign() != 0)
		}
	case code.Xor:
		if result.Xor(a, b); bools {
			return code.Bool(result.Sign() != 0)
		}
	default:
		return nil
	}
	return fromInt(result)
}

// negativePower is a ** b for integers, b negative: a power of floats. It is nil if one is too large for a float.
func negativePower(a, b *big.Int) code.Const {
	x, _ := new(big.Float).SetInt(a).Float64()
	y, _ := new(big.Float).SetInt(b).Float64()
	if !libm.Finite(x) || !libm.Finite(y) {
		return nil
	}
	return binaryFloat(code.Power, x, y)
}

func binaryFloat(op int, a, b float64) code.Const {
	switch op {
	case code.Add:
		return code.Float(a + b)
	case code.Subtract:
		return code.Float(a - b)
	case code.Multiply:
		return code.Float(a * b)
	case code.TrueDivide:
		if b == 0 {
			return nil
		}
		return code.Float(a / b)
	case code.FloorDivide, code.Remainder:
		if b == 0 {
			return nil
		}
		quotient, remainder := floorDivide(a, b)
		if op == code.Remainder {
			return code.Float(remainder)
		}
		return code.Float(quotient)
	case code.Power:
		if a == 0 && b < 0 {
			return nil
		}
		if a < 0 && b != math.Trunc(b) && !math.IsInf(b, 0) {
			return code.Complex(libm.Power(complex(a, 0), complex(b, 0)))
		}
		if r := libm.Pow(a, b); libm.Finite(r) || !libm.Finite(a) || !libm.Finite(b) {
			return code.Float(r)
		}
	}
	return nil
}

// floorDivide is Python's divmod of floats.
func floorDivide(a, b float64) (quotient, remainder float64) {
	remainder = math.Mod(a, b)
	quotient = (a - remainder) / b
	if remainder != 0 {
		if (b < 0) != (remainder < 0) {
			remainder += b
			quotient--
		}
	} else {
		remainder = math.Copysign(0, b)
	}
	if quotient != 0 {
		floor := math.Floor(quotient)
		if quotient-floor > 0.5 {
			floor++
		}
		return floor, remainder
	}
	return math.Copysign(0, a/b), remainder
}

func concatenate(left, right code.Const) code.Const {
	switch a := left.(type) {
	case code.Str:
		if b, ok := right.(code.Str); ok {
			return a + b
		}
	case code.Bytes:
		if b, ok := right.(code.Bytes); ok {
			return a + b
		}
	case code.Tuple:
		if b, ok := right.(code.Tuple); ok {
			return append(append(code.Tuple{}, a...), b...)
		}
	}
	return nil
}

// repeat is value * count.
func repeat(value code.Const, count *big.Int) code.Const {
	size, limit := 0, maxStringSize
	switch v := value.(type) {
	case code.Str:
		size = utf8.RuneCountInString(string(v))
	case code.Bytes:
		size = len(v)
	case code.Tuple:
		size, limit = len(v), maxCollectionSize
	default:
		return nil
	}
	n := 0
	if size > 0 {
		if !count.IsInt64() || count.Int64() < 0 || count.Int64() > int64(limit/size) {
			return nil
		}
		n = int(count.Int64())
	}
	switch v := value.(type) {
	case code.Str:
		return code.Str(strings.Repeat(string(v), n))
	case code.Bytes:
		return code.Bytes(strings.Repeat(string(v), n))
	case code.Tuple:
		if n > 0 && itemCount(v) > 1024 {
			return nil
		}
		result := code.Tuple{}
		for ; n > 0; n-- {
			result = append(result, v...)
		}
		return result
	}
	return nil
}

// itemCount is the number of items in a tuple and the tuples in it.
func itemCount(t code.Tuple) int {
	n := len(t)
	for _, item := range t {
		if inner, ok := item.(code.Tuple); ok {
			n += itemCount(inner)
		}
	}
	return n
}
