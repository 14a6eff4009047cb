package eval

// This file is arithmetic on scalars.

import (
	"math"
	"math/bits"

	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

// norm cuts x to the width of p and extends it again.
func norm(p lltype.Prim, x uint64) uint64 {
	switch p {
	case lltype.Int8:
		return uint64(int8(x))
	case lltype.Int16:
		return uint64(int16(x))
	case lltype.Int32:
		return uint64(int32(x))
	case lltype.Uint8:
		return uint64(uint8(x))
	case lltype.Uint16:
		return uint64(uint16(x))
	case lltype.Uint32:
		return uint64(uint32(x))
	}
	return x
}

func divide(op opcode, a, b uint64) uint64 {
	switch op {
	case opDivS:
		return uint64(int64(a) / int64(b))
	case opDivU:
		return a / b
	case opModS:
		return uint64(int64(a) % int64(b))
	}
	return a % b
}

// intOp computes the integer operations that have no opcode of their own.
func intOp(k flowgraph.OpKind, p lltype.Prim, a, b uint64) (uint64, bool) {
	width := int(p.Size() * 8)
	switch k {
	case flowgraph.OpIntNeg:
		return norm(p, -a), true
	case flowgraph.OpIntNot:
		return norm(p, ^a), true
	case flowgraph.OpIntMulHigh:
		hi, _ := bits.Mul64(a, b)
		if p.IsSigned() {
			if int64(a) < 0 {
				hi -= b
			}
			if int64(b) < 0 {
				hi -= a
			}
		}
		return hi, p.Size() == 8
	case flowgraph.OpIntLeadingZeros:
		return uint64(bits.LeadingZeros64(unsigned(p, a)) - (64 - width)), true
	case flowgraph.OpIntTrailingZeros:
		return uint64(min(bits.TrailingZeros64(a), width)), true
	case flowgraph.OpIntOnesCount:
		return uint64(bits.OnesCount64(unsigned(p, a))), true
	case flowgraph.OpIntReverseBytes:
		return norm(p, bits.ReverseBytes64(a)>>(64-width)), true
	}
	return 0, false
}

// unsigned returns the bits of a value of p without its sign extension.
func unsigned(p lltype.Prim, a uint64) uint64 {
	n := 64 - p.Size()*8
	return a << n >> n
}

// overflowing computes a + b, a - b or a * b and whether the exact result differs.
func overflowing(k flowgraph.OpKind, p lltype.Prim, a, b uint64) (uint64, bool) {
	if p.Size() < 8 {
		var r uint64
		switch k {
		case flowgraph.OpIntAddOvf:
			r = a + b
		case flowgraph.OpIntSubOvf:
			r = a - b
		default:
			r = a * b
		}
		return norm(p, r), norm(p, r) != r
	}
	signed := p.IsSigned()
	switch k {
	case flowgraph.OpIntAddOvf:
		r := a + b
		if signed {
			return r, int64((a^r)&(b^r)) < 0
		}
		return r, r < a
	case flowgraph.OpIntSubOvf:
		r := a - b
		if signed {
			return r, int64((a^b)&(a^r)) < 0
		}
		return r, a < b
	}
	hi, _ := intOp(flowgraph.OpIntMulHigh, p, a, b)
	r := a * b
	if signed {
		return r, hi != uint64(int64(r)>>63)
	}
	return r, hi != 0
}

func toFloat(p lltype.Prim, b uint64) float64 {
	if p == lltype.Float32 {
		return float64(math.Float32frombits(uint32(b)))
	}
	return math.Float64frombits(b)
}

func fromFloat(p lltype.Prim, f float64) uint64 {
	if p == lltype.Float32 {
		return uint64(math.Float32bits(float32(f)))
	}
	return math.Float64bits(f)
}

func floatOp(k flowgraph.OpKind, p lltype.Prim, x, y uint64) uint64 {
	a, b := toFloat(p, x), toFloat(p, y)
	switch k {
	case flowgraph.OpFloatAdd:
		return fromFloat(p, a+b)
	case flowgraph.OpFloatSub:
		return fromFloat(p, a-b)
	case flowgraph.OpFloatMul:
		return fromFloat(p, a*b)
	case flowgraph.OpFloatDiv:
		return fromFloat(p, a/b)
	case flowgraph.OpFloatNeg:
		return fromFloat(p, -a)
	case flowgraph.OpFloatSqrt:
		return fromFloat(p, math.Sqrt(a))
	case flowgraph.OpFloatFloor:
		return fromFloat(p, math.Floor(a))
	case flowgraph.OpFloatCeil:
		return fromFloat(p, math.Ceil(a))
	case flowgraph.OpFloatTrunc:
		return fromFloat(p, math.Trunc(a))
	case flowgraph.OpFloatAbs:
		return fromFloat(p, math.Abs(a))
	case flowgraph.OpFloatCopysign:
		return fromFloat(p, math.Copysign(a, b))
	case flowgraph.OpFloatEq:
		return b2u(a == b)
	case flowgraph.OpFloatNe:
		return b2u(a != b)
	case flowgraph.OpFloatLt:
		return b2u(a < b)
	case flowgraph.OpFloatLe:
		return b2u(a <= b)
	case flowgraph.OpFloatGt:
		return b2u(a > b)
	}
	return b2u(a >= b) // OpFloatGe
}

func fma(p lltype.Prim, x, y, z uint64) uint64 {
	if p == lltype.Float32 {
		// The product of two float32 is exact in float64; one rounding to odd would be needed for the sum. FMA in
		// float64 followed by a rounding can be off only where the float64 result lies exactly between two float32.
		return fromFloat(p, math.FMA(toFloat(p, x), toFloat(p, y), toFloat(p, z)))
	}
	return math.Float64bits(math.FMA(math.Float64frombits(x), math.Float64frombits(y), math.Float64frombits(z)))
}

// convert is Go's numeric conversion as gc does it on amd64.
func convert(from, to lltype.Prim, b uint64) uint64 {
	switch {
	case from.IsFloat() && to.IsFloat():
		return fromFloat(to, toFloat(from, b))
	case from.IsFloat():
		f := toFloat(from, b)
		switch to {
		case lltype.Uint64:
			return floatToUint64(f)
		case lltype.Int64, lltype.Uint32:
			return norm(to, truncate(f))
		}
		return norm(to, truncate32(f))
	case to == lltype.Float32 && from.IsSigned():
		return uint64(math.Float32bits(float32(int64(b))))
	case to == lltype.Float32:
		return uint64(math.Float32bits(float32(b)))
	case to == lltype.Float64 && from.IsSigned():
		return math.Float64bits(float64(int64(b)))
	case to == lltype.Float64:
		return math.Float64bits(float64(b))
	}
	return norm(to, b)
}

// truncate is the instruction cvttsd2si: the least integer for everything out of range.
func truncate(f float64) uint64 {
	if f >= -(1<<63) && f < 1<<63 {
		return uint64(int64(f))
	}
	return 1 << 63
}

// truncate32 is its form for 32 bits, which serves int32 and all narrower types.
func truncate32(f float64) uint64 {
	if f > -(1<<31)-1 && f < 1<<31 {
		return uint64(int32(f))
	}
	return 1 << 31
}

// floatToUint64 is the sequence that gc emits for a conversion to uint64.
func floatToUint64(f float64) uint64 {
	if f < 1<<63 {
		return truncate(f)
	}
	return truncate(f-(1<<63)) | 1<<63
}
