package annotator

// This file learns from branches: on each exit of a block, the condition is known.

import (
	"go/types"
	"math"

	"rgo/flowgraph"
)

// learn returns facts that hold about variables of the block when l is taken; possible is false if it cannot be.
func (s *solver) learn(fr *frame, l *flowgraph.Link) (learned []known, possible bool) {
	b := fr.n.b
	if b.Switch == nil {
		return nil, true
	}
	f := s.value(fr, b.Switch)
	if !f.Some {
		return nil, false
	}
	x, isVar := b.Switch.(*flowgraph.Var)
	if l.Case == nil {
		return nil, s.defaultPossible(b, f)
	}
	n, _ := l.Case.IntBits()
	if int64(n) < f.Lo || int64(n) > f.Hi {
		return nil, false
	}
	if !isVar {
		return nil, true
	}
	s.learned = append(s.learned[:0], known{x, Fact{Some: true, Lo: int64(n), Hi: int64(n)}})
	if kindOf(x.Typ) == kindInt {
		s.condition(fr, x, n != 0)
	}
	return s.learned, true
}

// defaultPossible reports whether some value of f is not a case of b.
func (s *solver) defaultPossible(b *flowgraph.Block, f Fact) bool {
	if f.Hi-f.Lo < 0 || f.Hi-f.Lo > 64 {
		return true
	}
	cases := map[int64]bool{}
	for _, l := range b.Exits {
		if l.Case != nil {
			n, _ := l.Case.IntBits()
			cases[int64(n)] = true
		}
	}
	for n := f.Lo; n <= f.Hi; n++ {
		if !cases[n] {
			return true
		}
	}
	return false
}

// condition adds to s.learned what follows from variable x being true or false.
func (s *solver) condition(fr *frame, x *flowgraph.Var, is bool) {
	op := s.defs[x.Fact]
	if op == nil {
		return
	}
	narrow := func(v flowgraph.Value, f Fact) {
		if y, ok := v.(*flowgraph.Var); ok {
			s.learned = append(s.learned, known{y, f})
		}
	}
	switch op.Kind {
	case flowgraph.OpBoolNot:
		if y, ok := op.Args[0].(*flowgraph.Var); ok {
			s.learned = append(s.learned, known{y, truth(!is)})
			s.condition(fr, y, !is)
		}
	case flowgraph.OpPtrEq, flowgraph.OpPtrNe:
		equal := is == (op.Kind == flowgraph.OpPtrEq)
		for i, a := range op.Args {
			other := s.value(fr, op.Args[1-i])
			f := s.value(fr, a)
			switch {
			case equal && !other.Full:
				f.Full = false
				narrow(a, f)
			case equal && !other.Null, !equal && !other.Full && other.Null:
				f.Null = false
				narrow(a, f)
			}
		}
	case flowgraph.OpIfaceIsNil, flowgraph.OpFuncIsNil:
		f := s.value(fr, op.Args[0])
		if is {
			f.Full, f.Set = false, nil
		} else {
			f.Null = false
		}
		narrow(op.Args[0], f)
	case flowgraph.OpAssertOk:
		if len(op.Results) < 2 || op.Results[1] != x {
			return
		}
		s.asserted(fr, op, is, narrow)
	case flowgraph.OpIntEq, flowgraph.OpIntNe, flowgraph.OpIntLt, flowgraph.OpIntLe, flowgraph.OpIntGt, flowgraph.OpIntGe:
		if kindOf(op.Args[0].Type()) == kindInt && signedLike(op.Args[0].Type()) {
			a, b := narrowRanges(op.Kind, is, s.value(fr, op.Args[0]), s.value(fr, op.Args[1]))
			narrow(op.Args[0], a)
			narrow(op.Args[1], b)
		}
	}
}

// asserted handles x, ok := i.(T) when ok is known.
func (s *solver) asserted(fr *frame, op *flowgraph.Op, is bool, narrow func(flowgraph.Value, Fact)) {
	t := op.Aux.(types.Type)
	x := s.value(fr, op.Args[0])
	if types.IsInterface(t) {
		impl := s.implementers(t)
		if !is {
			var rest Set = x.Set
			impl.Each(func(i int) { rest = rest.Without(i) })
			x.Set = rest
			x.Full = rest.Len() > 0
			narrow(op.Args[0], x)
			return
		}
		x.Null, x.Set = false, x.Set.Intersect(impl)
		narrow(op.Args[0], x)
		narrow(op.Results[0], x)
		return
	}
	i := s.dynIndex(t)
	if i < 0 {
		return
	}
	if !is {
		x.Set = x.Set.Without(i)
		x.Full = x.Set.Len() > 0
		narrow(op.Args[0], x)
		return
	}
	x.Null, x.Set = false, Set(nil).With(i)
	narrow(op.Args[0], x)
	if !compound(t) {
		narrow(op.Results[0], s.content(s.mem.box(t))) // assert_ok has made the block depend on it
	}
}

// signedLike reports whether comparisons of type t agree with those of the int64 bounds of its facts.
func signedLike(t flowgraph.Type) bool {
	p, _ := flowgraph.PrimOf(t)
	return p.IsSigned() || p.Size() < 8
}

// narrowRanges returns the ranges of a and b when "a k b" is known to be is.
func narrowRanges(k flowgraph.OpKind, is bool, a, b Fact) (Fact, Fact) {
	if !is {
		switch k {
		case flowgraph.OpIntEq:
			k = flowgraph.OpIntNe
		case flowgraph.OpIntNe:
			k = flowgraph.OpIntEq
		case flowgraph.OpIntLt:
			k = flowgraph.OpIntGe
		case flowgraph.OpIntLe:
			k = flowgraph.OpIntGt
		case flowgraph.OpIntGt:
			k = flowgraph.OpIntLe
		case flowgraph.OpIntGe:
			k = flowgraph.OpIntLt
		}
	}
	switch k {
	case flowgraph.OpIntEq:
		lo, hi := max(a.Lo, b.Lo), min(a.Hi, b.Hi)
		a.Lo, a.Hi, b.Lo, b.Hi = lo, hi, lo, hi
	case flowgraph.OpIntNe:
		if b.Lo == b.Hi {
			a = exclude(a, b.Lo)
		}
		if a.Lo == a.Hi {
			b = exclude(b, a.Lo)
		}
	case flowgraph.OpIntLt:
		if b.Hi > math.MinInt64 {
			a.Hi = min(a.Hi, b.Hi-1)
		}
		if a.Lo < math.MaxInt64 {
			b.Lo = max(b.Lo, a.Lo+1)
		}
	case flowgraph.OpIntLe:
		a.Hi, b.Lo = min(a.Hi, b.Hi), max(b.Lo, a.Lo)
	case flowgraph.OpIntGt:
		b, a = narrowRanges(flowgraph.OpIntLt, true, b, a)
	case flowgraph.OpIntGe:
		b, a = narrowRanges(flowgraph.OpIntLe, true, b, a)
	}
	return nonEmpty(a), nonEmpty(b)
}

// nonEmpty turns an empty range, which means that the branch is not taken, into bottom.
func nonEmpty(f Fact) Fact {
	if f.Lo > f.Hi {
		return Fact{}
	}
	return f
}

func exclude(f Fact, n int64) Fact {
	if f.Lo == n && f.Lo < f.Hi {
		f.Lo++
	}
	if f.Hi == n && f.Lo < f.Hi {
		f.Hi--
	}
	return f
}
