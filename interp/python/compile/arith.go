package compile

import (
	"math"
	"math/big"
	"math/cmplx"
	"strings"
	"unicode/utf8"

	"rgo/interp/python/ast"
	"rgo/interp/python/code"
	"rgo/interp/python/libm"
)

// This file computes with constants. A nil result means that there is none,
// or that it is better not to fold.

// The limits of folded values.
const (
	maxIntBits        = 128
	maxCollectionSize = 256
	maxStringSize     = 4096
)

// truth is bool(value).
func truth(value code.Const) bool {
	switch v := value.(type) {
	case code.None:
		return false
	case code.Bool:
		return bool(v)
	case code.Int:
		return v != 0
	case code.Float:
		return v != 0
	case code.Complex:
		return v != 0
	case code.Str:
		return v != ""
	case code.Bytes:
		return v != ""
	case code.Tuple:
		return len(v) > 0
	case code.FrozenSet:
		return len(v) > 0
	}
	return true
}

// toInt is the integer that an int or bool is.
func toInt(value code.Const) (*big.Int, bool) {
	switch v := value.(type) {
	case code.Bool:
		if v {
			return big.NewInt(1), true
		}
		return big.NewInt(0), true
	case code.Int:
		return big.NewInt(int64(v)), true
	case code.BigInt:
		return v.Value, true
	}
	return nil, false
}

// smallInt is the integer that a value is, if it fits an int.
func smallInt(value code.Const) (int, bool) {
	n, ok := toInt(value)
	if !ok || !n.IsInt64() {
		return 0, false
	}
	return int(n.Int64()), true
}

func fromInt(n *big.Int) code.Const {
	if n.IsInt64() {
		return code.Int(n.Int64())
	}
	return code.BigInt{Value: n}
}

// hashKey is a text that equal constants share, whatever their types.
func hashKey(value code.Const) string {
	if n, ok := toInt(value); ok {
		return "n" + n.String()
	}
	switch v := value.(type) {
	case code.Float:
		if f := float64(v); f == math.Trunc(f) && !math.IsInf(f, 0) {
			n, _ := big.NewFloat(f).Int(nil)
			return "n" + n.String()
		}
	case code.Complex:
		if imag(complex128(v)) == 0 {
			return hashKey(code.Float(real(complex128(v))))
		}
	case code.Tuple:
		var out strings.Builder
		out.WriteByte('(')
		for _, item := range v {
			out.WriteString(hashKey(item))
			out.WriteByte(',')
		}
		return out.String()
	}
	return constKey(value)
}

// itemAt is value[n].
func itemAt(value code.Const, n int) code.Const {
	switch v := value.(type) {
	case code.Tuple:
		if n < 0 {
			n += len(v)
		}
		if n >= 0 && n < len(v) {
			return v[n]
		}
	case code.Bytes:
		if n < 0 {
			n += len(v)
		}
		if n >= 0 && n < len(v) {
			return code.Int(v[n])
		}
	case code.Str:
		if !utf8.ValidString(string(v)) {
			return nil
		}
		characters := []rune(string(v))
		if n < 0 {
			n += len(characters)
		}
		if n >= 0 && n < len(characters) {
			return code.Str(string(characters[n]))
		}
	}
	return nil
}

func unary(op ast.UnaryOperator, value code.Const) code.Const {
	if op == ast.Not {
		return code.Bool(!truth(value))
	}
	if n, ok := toInt(value); ok {
		switch op {
		case ast.UAdd:
			return fromInt(n)
		case ast.USub:
			return fromInt(new(big.Int).Neg(n))
		default:
			return fromInt(new(big.Int).Not(n))
		}
	}
	switch v := value.(type) {
	case code.Float:
		switch op {
		case ast.UAdd:
			return v
		case ast.USub:
			return code.Float(-float64(v))
		}
	case code.Complex:
		switch op {
		case ast.UAdd:
			return v
		case ast.USub:
			c := complex128(v)
			return code.Complex(complex(-real(c), -imag(c)))
		}
	}
	return nil
}

func binary(op int, left, right code.Const) code.Const {
	leftInt, leftIsInt := toInt(left)
	rightInt, rightIsInt := toInt(right)
	if leftIsInt && rightIsInt {
		return binaryInt(op, leftInt, rightInt, left, right)
	}
	leftFloat, leftIsFloat := toFloat(left)
	rightFloat, rightIsFloat := toFloat(right)
	if leftIsFloat && rightIsFloat {
		return binaryFloat(op, leftFloat, rightFloat)
	}
	leftComplex, leftIsComplex := toComplex(left)
	rightComplex, rightIsComplex := toComplex(right)
	if leftIsComplex && rightIsComplex {
		switch op {
		case code.Add:
			return code.Complex(leftComplex + rightComplex)
		case code.Subtract:
			return code.Complex(leftComplex - rightComplex)
		case code.Multiply:
			a, b, c, d := real(leftComplex), imag(leftComplex), real(rightComplex), imag(rightComplex)
			return code.Complex(complex(a*c-b*d, a*d+b*c))
		case code.TrueDivide:
			if rightComplex != 0 {
				return code.Complex(libm.Quotient(leftComplex, rightComplex))
			}
		case code.Power:
			switch r := libm.Power(leftComplex, rightComplex); {
			case rightComplex == 0:
				return code.Complex(1)
			case leftComplex == 0 && imag(rightComplex) == 0 && real(rightComplex) > 0:
				return code.Complex(0)
			case leftComplex != 0 && !cmplx.IsNaN(r) && !cmplx.IsInf(r):
				return code.Complex(r)
			}
		}
		return nil
	}
	switch op {
	case code.Add:
		return concatenate(left, right)
	case code.Multiply:
		if leftIsInt {
			return repeat(right, leftInt)
		}
		if rightIsInt {
			return repeat(left, rightInt)
		}
	}
	return nil
}

func toFloat(value code.Const) (float64, bool) {
	switch v := value.(type) {
	case code.Float:
		return float64(v), true
	case code.Bool:
		if v {
			return 1, true
		}
		return 0, true
	case code.Int:
		return float64(v), true
	case code.BigInt:
		f, _ := new(big.Float).SetInt(v.Value).Float64()
		return f, !math.IsInf(f, 0)
	}
	return 0, false
}

func toComplex(value code.Const) (complex128, bool) {
	if c, ok := value.(code.Complex); ok {
		return complex128(c), true
	}
	f, ok := toFloat(value)
	return complex(f, 0), ok
}
