package annotator

// This file computes the facts of scalar operations: what can be said about results from facts about operands alone.

import (
	"math"
	"math/bits"

	"rgo/flowgraph"
)

// scalar handles operations whose results depend on their operands only, and those of which nothing is known.
func (s *solver) scalar(fr *frame, op *flowgraph.Op) {
	in := fr.in[:0]
	for _, a := range op.Args {
		f := s.value(fr, a)
		if !f.Some {
			return // not computed yet
		}
		in = append(in, f)
	}
	fr.in = in
	for i, r := range op.Results {
		f := s.top(r.Typ)
		if op.Kind == flowgraph.OpSlice {
			f.Part = !s.isLiteral(op)
		}
		if i == 0 {
			if g, ok := compute(op, in); ok {
				f = g
			}
		}
		s.set(r, f)
	}
}

// compute returns the fact of the first result of a scalar operation.
func compute(op *flowgraph.Op, in []Fact) (Fact, bool) {
	r := op.Results[0]
	number := func(lo, hi int64) (Fact, bool) { return interval(r.Typ, lo, hi), true }
	full := func(t flowgraph.Type, f Fact) bool {
		lo, hi := bounds(t)
		return f.Lo == lo && f.Hi == hi
	}
	// A 64-bit unsigned operand of which nothing is known cannot be computed with.
	for i, a := range op.Args {
		if p, ok := flowgraph.PrimOf(a.Type()); ok && p.IsInt() && !p.IsSigned() && p.Size() == 8 && full(a.Type(), in[i]) {
			if op.Kind != flowgraph.OpIntAnd && op.Kind != flowgraph.OpIntMod && op.Kind != flowgraph.OpIntShr {
				return Fact{}, false
			}
		}
	}
	switch op.Kind {
	case flowgraph.OpLen, flowgraph.OpCap, flowgraph.OpCopy:
		return number(0, math.MaxInt64)
	case flowgraph.OpIntLeadingZeros, flowgraph.OpIntTrailingZeros, flowgraph.OpIntOnesCount:
		return number(0, 64)
	case flowgraph.OpIntAdd:
		lo, o1 := addOverflows(in[0].Lo, in[1].Lo)
		hi, o2 := addOverflows(in[0].Hi, in[1].Hi)
		if o1 || o2 {
			return Fact{}, false
		}
		return number(lo, hi)
	case flowgraph.OpIntSub:
		if in[1].Lo == math.MinInt64 || in[1].Hi == math.MinInt64 {
			return Fact{}, false
		}
		lo, o1 := addOverflows(in[0].Lo, -in[1].Hi)
		hi, o2 := addOverflows(in[0].Hi, -in[1].Lo)
		if o1 || o2 {
			return Fact{}, false
		}
		return number(lo, hi)
	case flowgraph.OpIntMul:
		if in[0].Lo < 0 || in[1].Lo < 0 {
			return Fact{}, false
		}
		if h, _ := bits.Mul64(uint64(in[0].Hi), uint64(in[1].Hi)); h != 0 || uint64(in[0].Hi)*uint64(in[1].Hi) > math.MaxInt64 {
			return Fact{}, false
		}
		return number(in[0].Lo*in[1].Lo, in[0].Hi*in[1].Hi)
	case flowgraph.OpIntAnd:
		switch {
		case in[0].Lo >= 0 && in[1].Lo >= 0:
			return number(0, min(in[0].Hi, in[1].Hi))
		case in[0].Lo >= 0:
			return number(0, in[0].Hi)
		case in[1].Lo >= 0:
			return number(0, in[1].Hi)
		}
	case flowgraph.OpIntMod:
		if in[1].Lo > 0 && in[0].Lo >= 0 {
			return number(0, min(in[0].Hi, in[1].Hi-1))
		}
		if in[1].Lo > 0 && in[0].Lo > math.MinInt64 {
			return number(-(in[1].Hi - 1), in[1].Hi-1)
		}
	case flowgraph.OpIntDiv:
		if in[1].Lo > 0 && in[0].Lo >= 0 {
			return number(in[0].Lo/in[1].Hi, in[0].Hi/in[1].Lo)
		}
	case flowgraph.OpIntShr:
		if in[0].Lo >= 0 {
			lo, hi := int64(0), in[0].Hi
			if in[1].Lo >= 0 {
				hi >>= uint64(min(in[1].Lo, 63))
			}
			return number(lo, hi)
		}
	case flowgraph.OpConvert:
		from, ok1 := flowgraph.PrimOf(op.Args[0].Type())
		to, ok2 := flowgraph.PrimOf(r.Typ)
		if ok1 && ok2 && from.IsInt() && to.IsInt() {
			lo, hi := bounds(r.Typ)
			if to.Size() == 8 && !to.IsSigned() {
				lo = 0 // a negative number becomes a huge one
			}
			if in[0].Lo >= lo && in[0].Hi <= hi {
				return number(in[0].Lo, in[0].Hi)
			}
		}
	case flowgraph.OpIntEq, flowgraph.OpIntNe, flowgraph.OpIntLt, flowgraph.OpIntLe, flowgraph.OpIntGt, flowgraph.OpIntGe:
		return compareRanges(op.Kind, in[0], in[1])
	case flowgraph.OpPtrEq, flowgraph.OpPtrNe:
		if disjointNil(in[0], in[1]) {
			return truth(op.Kind == flowgraph.OpPtrNe), true
		}
	case flowgraph.OpIfaceIsNil, flowgraph.OpFuncIsNil:
		if !in[0].Null {
			return truth(false), true
		}
		if !in[0].Full {
			return truth(true), true
		}
	case flowgraph.OpBoolNot:
		return Fact{Some: true, Lo: 1 - in[0].Hi, Hi: 1 - in[0].Lo}, true
	case flowgraph.OpSelect:
		return in[1].Join(in[2]), true
	}
	return Fact{}, false
}

func truth(b bool) Fact {
	if b {
		return Fact{Some: true, Lo: 1, Hi: 1}
	}
	return Fact{Some: true}
}

// disjointNil reports whether one of two pointers is nil and the other is not.
func disjointNil(a, b Fact) bool {
	return !a.Null && !b.Full || !b.Null && !a.Full
}

func addOverflows(a, b int64) (sum int64, overflow bool) {
	sum = a + b
	return sum, (sum > a) != (b > 0) && b != 0
}

// compareRanges decides comparisons of ranges that do not overlap.
func compareRanges(k flowgraph.OpKind, a, b Fact) (Fact, bool) {
	below, above := a.Hi < b.Lo, a.Lo > b.Hi
	single := a.Lo == a.Hi && b.Lo == b.Hi && a.Lo == b.Lo
	switch k {
	case flowgraph.OpIntEq, flowgraph.OpIntNe:
		if below || above {
			return truth(k == flowgraph.OpIntNe), true
		}
		if single {
			return truth(k == flowgraph.OpIntEq), true
		}
	case flowgraph.OpIntLt:
		return decide(below, a.Lo >= b.Hi)
	case flowgraph.OpIntLe:
		return decide(a.Hi <= b.Lo, above)
	case flowgraph.OpIntGt:
		return decide(above, a.Hi <= b.Lo)
	case flowgraph.OpIntGe:
		return decide(a.Lo >= b.Hi, below)
	}
	return Fact{}, false
}

func decide(yes, no bool) (Fact, bool) {
	switch {
	case yes:
		return truth(true), true
	case no:
		return truth(false), true
	}
	return Fact{}, false
}
