package vm

import (
	"math/big"
	"math/bits"
	"strconv"
)

// This file defines int: machine words that overflow into math/big. A value
// that fits a machine word is always an Int, so equal ints have equal forms.

// Int is an int that fits a machine word.
type Int struct {
	v int64 `rgo:"immutable"`
}

// Class returns int.
func (Int) Class() *Type { return IntType }

// BigInt is an int that does not fit a machine word. v is never changed.
type BigInt struct {
	v *big.Int `rgo:"immutable"`
}

// Class returns int.
func (*BigInt) Class() *Type { return IntType }

// IntType is int.
var IntType = newBuiltinType("int", ObjectType, 0)

// BoolType is bool.
var BoolType = newBuiltinType("bool", IntType, final)

// newInt returns the int v.
//
//rgo:parallel
func newInt(v int64) Object { return Int{v} }

// intOf returns the int v.
//
//rgo:parallel
func intOf(v int) Object { return newInt(int64(v)) }

// newBig returns the int v, as a machine word if it fits. It keeps v.
//
//rgo:parallel
func newBig(v *big.Int) Object {
	if v.IsInt64() {
		return newInt(v.Int64())
	}
	return &BigInt{v}
}

// addInts adds machine words.
//
//rgo:parallel
func addInts(a, b int64) Object {
	c := a + b
	if (a^c)&(b^c) < 0 {
		return &BigInt{new(big.Int).Add(big.NewInt(a), big.NewInt(b))}
	}
	return newInt(c)
}

// subInts subtracts machine words.
//
//rgo:parallel
func subInts(a, b int64) Object {
	c := a - b
	if (a^b)&(a^c) < 0 {
		return &BigInt{new(big.Int).Sub(big.NewInt(a), big.NewInt(b))}
	}
	return newInt(c)
}

// mulInts multiplies machine words.
//
//rgo:parallel
func mulInts(a, b int64) Object {
	if int64(int32(a)) == a && int64(int32(b)) == b {
		return newInt(a * b)
	}
	negative := (a < 0) != (b < 0)
	high, low := bits.Mul64(magnitude(a), magnitude(b))
	if high == 0 && low < 1<<63 {
		if negative {
			return newInt(-int64(low))
		}
		return newInt(int64(low))
	}
	v := new(big.Int).SetBits([]big.Word{big.Word(low), big.Word(high)})
	if negative {
		v.Neg(v)
	}
	return newBig(v)
}

//rgo:parallel
func magnitude(a int64) uint64 {
	if a < 0 {
		return -uint64(a)
	}
	return uint64(a)
}

// floorDiv divides rounding down; b is neither 0, nor -1 if a is the least int.
//
//rgo:parallel
func floorDiv(a, b int64) int64 {
	q := a / b
	if (a%b != 0) && ((a < 0) != (b < 0)) {
		q--
	}
	return q
}

// floorMod is the remainder with the sign of b.
//
//rgo:parallel
func floorMod(a, b int64) int64 {
	r := a % b
	if r != 0 && (r < 0) != (b < 0) {
		r += b
	}
	return r
}

// bigValue returns the value of an int or bool as a big.Int that the caller
// must not change; nil for other objects.
//
//rgo:parallel
func bigValue(o Object) *big.Int {
	switch x := o.(type) {
	case Int:
		return big.NewInt(x.v)
	case *BigInt:
		return x.v
	case *Bool:
		return big.NewInt(boolInt(x.v))
	case *Instance:
		if x.payload != nil {
			return bigValue(x.payload)
		}
	}
	return nil
}

//rgo:parallel
func boolInt(v bool) int64 {
	if v {
		return 1
	}
	return 0
}

// smallValue returns the value of an int or bool that fits a machine word.
//
//rgo:parallel
func smallValue(o Object) (int64, bool) {
	switch x := o.(type) {
	case Int:
		return x.v, true
	case *Bool:
		return boolInt(x.v), true
	case *Instance:
		if x.payload != nil {
			return smallValue(x.payload)
		}
	}
	return 0, false
}

// isInt reports whether o is an int (or bool, or instance of a subclass).
//
//rgo:parallel
func isInt(o Object) bool {
	switch x := o.(type) {
	case Int, *BigInt, *Bool:
		return true
	case *Instance:
		return x.payload != nil && isInt(x.payload)
	}
	return false
}

// plainInt strips subclasses and bool.
//
//rgo:parallel
func plainInt(o Object) Object {
	switch x := o.(type) {
	case *Bool:
		return newInt(boolInt(x.v))
	case *Instance:
		return plainInt(x.payload)
	}
	return o
}

// shiftLeft computes a << n for n >= 0.
//
//rgo:parallel
func shiftLeft(a Object, n int) Object {
	if x, ok := a.(Int); ok {
		if x.v == 0 {
			return a
		}
		if n < 63 && x.v<<n>>n == x.v {
			return newInt(x.v << n)
		}
	}
	return newBig(new(big.Int).Lsh(bigValue(a), uint(n)))
}

// hashModulus is the Mersenne prime by which numbers are hashed.
const hashModulus = 1<<61 - 1

// hashInt hashes a machine word as CPython does.
//
//rgo:parallel
func hashInt(v int64) int64 {
	if -hashModulus < v && v < hashModulus && v != -1 {
		return v
	}
	m := magnitude(v)
	h := int64(m % hashModulus)
	if v < 0 {
		h = -h
	}
	if h == -1 {
		return -2
	}
	return h
}

// hashBig hashes a big int as CPython does.
//
//rgo:parallel
func hashBig(v *big.Int) int64 {
	r := new(big.Int).Rem(v, big.NewInt(hashModulus)).Int64()
	if r == -1 {
		return -2
	}
	return r
}

// intDigits is the absolute value of an int in a base, and whether the int is
// negative.
//
//rgo:parallel
func intDigits(o Object, base int) (digits string, negative bool) {
	if v, ok := smallValue(o); ok {
		n := uint64(v)
		if v < 0 {
			n = -n
		}
		return strconv.FormatUint(n, base), v < 0
	}
	v := bigValue(o)
	return new(big.Int).Abs(v).Text(base), v.Sign() < 0
}

// intText is the decimal text of an int.
//
//rgo:parallel
func intText(o Object) string {
	switch x := o.(type) {
	case Int:
		return strconv.FormatInt(x.v, 10)
	case *BigInt:
		return x.v.String()
	case *Bool:
		if x.v {
			return "1"
		}
		return "0"
	case *Instance:
		return intText(x.payload)
	}
	return ""
}
