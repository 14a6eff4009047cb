package vm

import (
	"math"
	"math/big"
	"math/bits"

	"rgo/interp/python/code"
	"rgo/interp/python/libm"
)

// This file is the arithmetic of int, float and complex.

// intOp computes a op b for machine words.
//
//rgo:parallel
func (t *Thread) intOp(op int, a, b int64) Object {
	switch op {
	case code.Add:
		return addInts(a, b)
	case code.Subtract:
		return subInts(a, b)
	case code.Multiply:
		return mulInts(a, b)
	case code.FloorDivide, code.Remainder, divmodOp:
		if b == 0 {
			if op == code.Remainder {
				return t.raise(ZeroDivisionError, "integer modulo by zero")
			}
			return t.raise(ZeroDivisionError, "integer division or modulo by zero")
		}
		if b == -1 {
			switch op {
			case code.Remainder:
				return newInt(0)
			case code.FloorDivide:
				return subInts(0, a)
			}
			return tupleOf(subInts(0, a), newInt(0))
		}
		switch op {
		case code.FloorDivide:
			return newInt(floorDiv(a, b))
		case code.Remainder:
			return newInt(floorMod(a, b))
		}
		return tupleOf(newInt(floorDiv(a, b)), newInt(floorMod(a, b)))
	case code.TrueDivide:
		if b == 0 {
			return t.raise(ZeroDivisionError, "division by zero")
		}
		if exactFloat(a) && exactFloat(b) {
			return newFloat(float64(a) / float64(b))
		}
		return t.bigTrueDivide(big.NewInt(a), big.NewInt(b))
	case code.Power:
		return t.intPower(a, b)
	case code.LeftShift:
		if b < 0 {
			return t.valueError("negative shift count")
		}
		if a != 0 && b > 1<<33 {
			return t.raise(OverflowError, "too many digits in integer")
		}
		return shiftLeft(newInt(a), int(b))
	case code.RightShift:
		if b < 0 {
			return t.valueError("negative shift count")
		}
		return newInt(a >> uint(min(b, 63)))
	case code.And:
		return newInt(a & b)
	case code.Or:
		return newInt(a | b)
	case code.Xor:
		return newInt(a ^ b)
	}
	return NotImplemented
}

func exactFloat(v int64) bool { return v >= -1<<53 && v <= 1<<53 }

// intPower computes a ** b.
//
//rgo:parallel
func (t *Thread) intPower(a, b int64) Object {
	if b < 0 {
		if a == 0 {
			return t.raise(ZeroDivisionError, "0.0 cannot be raised to a negative power")
		}
		return t.floatPower(float64(a), float64(b))
	}
	switch {
	case b == 0 || a == 1:
		return newInt(1)
	case a == 0:
		return newInt(0)
	case a == -1:
		return newInt(1 - 2*(b&1))
	case a == 2 && b < 62:
		return newInt(1 << uint(b))
	}
	// Square and multiply in machine words while they are enough.
	result, base, e := int64(1), a, b
	for {
		if e&1 != 0 {
			if !mulFits(result, base) {
				break
			}
			result *= base
		}
		e >>= 1
		if e == 0 {
			return newInt(result)
		}
		if !mulFits(base, base) {
			break
		}
		base *= base
	}
	return newBig(new(big.Int).Exp(big.NewInt(a), big.NewInt(b), nil))
}

// mulFits reports whether a*b certainly fits a machine word.
//
//rgo:parallel
func mulFits(a, b int64) bool {
	return magnitude(a) < 1<<31 && magnitude(b) < 1<<31
}

// numberOp computes a op b for any numbers.
//
//rgo:parallel
func (t *Thread) numberOp(op int, a, b Object) Object {
	if x, ok := a.(*Complex); ok {
		y, ok := t.complexOperand(b)
		if !ok {
			return t.orNotImplemented()
		}
		return t.complexOp(op, x.v, y)
	}
	if y, ok := b.(*Complex); ok {
		x, ok := t.complexOperand(a)
		if !ok {
			return t.orNotImplemented()
		}
		return t.complexOp(op, x, y.v)
	}
	_, leftFloat := a.(Float)
	_, rightFloat := b.(Float)
	if leftFloat || rightFloat {
		if !isNumber(a) || !isNumber(b) {
			return NotImplemented
		}
		x, ok := t.floatValue(a)
		if !ok {
			return nil
		}
		y, ok := t.floatValue(b)
		if !ok {
			return nil
		}
		return t.floatOp(op, x, y)
	}
	if x, ok := smallValue(a); ok {
		if y, ok := smallValue(b); ok {
			return t.intOp(op, x, y)
		}
	}
	x, y := bigValue(a), bigValue(b)
	if x == nil || y == nil {
		return NotImplemented
	}
	return t.bigOp(op, x, y)
}

//rgo:parallel
func (t *Thread) orNotImplemented() Object {
	if t.exc != nil {
		return nil
	}
	return NotImplemented
}

//rgo:parallel
func isNumber(o Object) bool {
	switch o.(type) {
	case Int, *BigInt, *Bool, Float:
		return true
	}
	return false
}

// bigOp computes a op b for big ints.
//
//rgo:parallel
func (t *Thread) bigOp(op int, a, b *big.Int) Object {
	z := new(big.Int)
	switch op {
	case code.Add:
		return newBig(z.Add(a, b))
	case code.Subtract:
		return newBig(z.Sub(a, b))
	case code.Multiply:
		return newBig(z.Mul(a, b))
	case code.FloorDivide, code.Remainder, divmodOp:
		if b.Sign() == 0 {
			return t.intOp(op, 0, 0)
		}
		if op == code.Remainder && a.Sign() > 0 && b.Sign() > 0 {
			if b.IsUint64() && len(a.Bits()) <= 4 { // of more words QuoRem is faster
				return newBig(z.SetUint64(remainderWord(a, b.Uint64())))
			}
			if k := b.BitLen() - 1; int(b.TrailingZeroBits()) == k && k == 64 {
				return newBig(z.SetUint64(uint64(a.Bits()[0])))
			}
		}
		q, r := floorDivBig(a, b)
		switch op {
		case code.FloorDivide:
			return newBig(q)
		case code.Remainder:
			return newBig(r)
		}
		return tupleOf(newBig(q), newBig(r))
	case code.TrueDivide:
		if b.Sign() == 0 {
			return t.raise(ZeroDivisionError, "division by zero")
		}
		return t.bigTrueDivide(a, b)
	case code.Power:
		if b.Sign() < 0 {
			x, ok := bigToFloat(a)
			y, ok2 := bigToFloat(b)
			if !ok || !ok2 {
				return t.raise(OverflowError, "int too large to convert to float")
			}
			return t.floatPower(x, y)
		}
		if !b.IsInt64() {
			return t.raiseInstance(newException(MemoryError))
		}
		return newBig(z.Exp(a, b, nil))
	case code.LeftShift, code.RightShift:
		if b.Sign() < 0 {
			return t.valueError("negative shift count")
		}
		if a.Sign() == 0 {
			return newInt(0)
		}
		if !b.IsInt64() || b.Int64() > 1<<33 {
			if op == code.RightShift {
				if a.Sign() < 0 {
					return newInt(-1)
				}
				return newInt(0)
			}
			return t.raise(OverflowError, "too many digits in integer")
		}
		if op == code.LeftShift {
			return newBig(z.Lsh(a, uint(b.Int64())))
		}
		return newBig(z.Rsh(a, uint(b.Int64())))
	case code.And:
		return newBig(z.And(a, b))
	case code.Or:
		return newBig(z.Or(a, b))
	case code.Xor:
		return newBig(z.Xor(a, b))
	}
	return NotImplemented
}

// remainderWord is the remainder of a positive number.
//
//rgo:parallel
func remainderWord(a *big.Int, d uint64) uint64 {
	r := uint64(0)
	words := a.Bits()
	for i := len(words) - 1; i >= 0; i-- {
		r = bits.Rem64(r, uint64(words[i]), d)
	}
	return r
}

// floorDivBig divides rounding down.
//
//rgo:parallel
func floorDivBig(a, b *big.Int) (*big.Int, *big.Int) {
	q, r := new(big.Int).QuoRem(a, b, new(big.Int))
	if r.Sign() != 0 && (r.Sign() < 0) != (b.Sign() < 0) {
		q.Sub(q, big.NewInt(1))
		r.Add(r, b)
	}
	return q, r
}

// bigTrueDivide divides ints, correctly rounded.
//
//rgo:parallel
func (t *Thread) bigTrueDivide(a, b *big.Int) Object {
	if a.Sign() == 0 {
		return newFloat(math.Copysign(0, float64(b.Sign())))
	}
	f, _ := new(big.Rat).SetFrac(a, b).Float64()
	if math.IsInf(f, 0) {
		return t.raise(OverflowError, "integer division result too large for a float")
	}
	return newFloat(f)
}

// floatOp computes a op b for floats.
//
//rgo:parallel
func (t *Thread) floatOp(op int, a, b float64) Object {
	switch op {
	case code.Add:
		return newFloat(a + b)
	case code.Subtract:
		return newFloat(a - b)
	case code.Multiply:
		return newFloat(a * b)
	case code.TrueDivide:
		if b == 0 {
			return t.raise(ZeroDivisionError, "float division by zero")
		}
		return newFloat(a / b)
	case code.FloorDivide, code.Remainder, divmodOp:
		if b == 0 {
			switch op {
			case code.FloorDivide:
				return t.raise(ZeroDivisionError, "float floor division by zero")
			case code.Remainder:
				return t.raise(ZeroDivisionError, "float modulo")
			}
			return t.raise(ZeroDivisionError, "float divmod()")
		}
		q, r := floatDivmod(a, b)
		switch op {
		case code.FloorDivide:
			return newFloat(q)
		case code.Remainder:
			return newFloat(r)
		}
		return tupleOf(newFloat(q), newFloat(r))
	case code.Power:
		return t.floatPower(a, b)
	}
	return NotImplemented
}

// floatPower computes a ** b.
//
//rgo:parallel
func (t *Thread) floatPower(a, b float64) Object {
	if a == 0 && b < 0 && !math.IsInf(b, 0) {
		return t.raise(ZeroDivisionError, "0.0 cannot be raised to a negative power")
	}
	if a < 0 && b != math.Trunc(b) && !math.IsInf(a, 0) && !math.IsInf(b, 0) && !math.IsNaN(b) {
		return &Complex{libm.Power(complex(a, 0), complex(b, 0))}
	}
	r := libm.Pow(a, b)
	if math.IsInf(r, 0) && !math.IsInf(a, 0) && !math.IsInf(b, 0) {
		e := newException(OverflowError, newInt(34), newASCII("Numerical result out of range"))
		return t.raiseInstance(e)
	}
	return newFloat(r)
}

// complexOperand converts a number to complex.
func (t *Thread) complexOperand(o Object) (complex128, bool) {
	switch x := o.(type) {
	case *Complex:
		return x.v, true
	case Int, *BigInt, *Bool, Float:
		f, ok := t.floatValue(o)
		return complex(f, 0), ok
	}
	return 0, false
}

// complexOp computes a op b for complex numbers.
func (t *Thread) complexOp(op int, a, b complex128) Object {
	switch op {
	case code.Add:
		return &Complex{a + b}
	case code.Subtract:
		return &Complex{a - b}
	case code.Multiply:
		return &Complex{complex(real(a)*real(b)-imag(a)*imag(b), real(a)*imag(b)+imag(a)*real(b))}
	case code.TrueDivide:
		if b == 0 {
			return t.raise(ZeroDivisionError, "complex division by zero")
		}
		return &Complex{libm.Quotient(a, b)}
	case code.Power:
		if a == 0 {
			if b == 0 {
				return &Complex{1}
			}
			if imag(b) != 0 || real(b) < 0 {
				return t.raise(ZeroDivisionError, "0.0 to a negative or complex power")
			}
			return &Complex{0}
		}
		r := libm.Power(a, b)
		if isInfComplex(r) && !isInfComplex(a) && !isInfComplex(b) {
			return t.raise(OverflowError, "complex exponentiation")
		}
		return &Complex{r}
	case code.FloorDivide:
		return t.typeError("unsupported operand type(s) for //: 'complex' and 'complex'")
	}
	return NotImplemented
}
