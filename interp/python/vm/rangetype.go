package vm

import (
	"math/big"
	"strconv"

	"rgo/rlib/thread"
)

// This file is range and slice.

// newRange makes a range of machine words; step is not 0.
//
//rgo:parallel
func newRange(start, stop, step int64) *Range {
	return &Range{start: start, stop: stop, step: step, n: rangeLength(start, stop, step)}
}

//rgo:parallel
func rangeLength(start, stop, step int64) int64 {
	switch {
	case step > 0 && start < stop:
		return int64((uint64(stop)-uint64(start)-1)/uint64(step)) + 1
	case step < 0 && stop < start:
		return int64((uint64(start)-uint64(stop)-1)/(-uint64(step))) + 1
	}
	return 0
}

// makeRange makes a range of any ints.
//
//rgo:parallel
func (t *Thread) makeRange(start, stop, step Object) Object {
	const limit = 1 << 61
	a, ok := smallValue(start)
	b, ok2 := smallValue(stop)
	c, ok3 := smallValue(step)
	if ok3 && c == 0 {
		return t.valueError("range() arg 3 must not be zero")
	}
	if ok && ok2 && ok3 && a > -limit && a < limit && b > -limit && b < limit && c > -limit && c < limit {
		return newRange(a, b, c)
	}
	x, y, z := bigValue(start), bigValue(stop), bigValue(step)
	n := new(big.Int)
	if z.Sign() > 0 {
		n.Sub(y, x)
		n.Sub(n, big.NewInt(1))
	} else {
		n.Sub(y, x)
		n.Add(n, big.NewInt(1))
	}
	q, _ := floorDivBig(n, z)
	q.Add(q, big.NewInt(1))
	if q.Sign() < 0 {
		q.SetInt64(0)
	}
	return &Range{big: &bigRange{x, y, z, q}}
}

// bounds returns start, stop and step as objects.
//
//rgo:parallel
func (r *Range) bounds() (start, stop, step Object) {
	if r.big != nil {
		return newBig(r.big.start), newBig(r.big.stop), newBig(r.big.step)
	}
	return newInt(r.start), newInt(r.stop), newInt(r.step)
}

//rgo:parallel
func (r *Range) bigItem(i *big.Int) Object {
	v := new(big.Int).Mul(i, r.big.step)
	return newBig(v.Add(v, r.big.start))
}

//rgo:parallel
func (r *Range) iter() Object {
	if r.big != nil {
		return &LongRangeIter{r, newInt(0)}
	}
	return &RangeIter{bias: thread.Mine(), next: r.start, step: r.step, left: r.n}
}

//rgo:parallel
func (r *Range) text() string {
	start, stop, step := r.bounds()
	s := "range(" + intText(start) + ", " + intText(stop)
	if v, ok := smallValue(step); !ok || v != 1 {
		s += ", " + intText(step)
	}
	return s + ")"
}

//rgo:parallel
func (r *Range) equal(o *Range) bool {
	if r.big != nil || o.big != nil {
		n := bigValue(r.length())
		if n.Cmp(bigValue(o.length())) != 0 {
			return false
		}
		a, _, c := r.bounds()
		x, _, z := o.bounds()
		return n.Sign() == 0 || bigValue(a).Cmp(bigValue(x)) == 0 && (n.IsInt64() && n.Int64() == 1 || bigValue(c).Cmp(bigValue(z)) == 0)
	}
	return r.n == o.n && (r.n == 0 || r.start == o.start && (r.n == 1 || r.step == o.step))
}

// length is the number of items, an int of any size.
//
//rgo:parallel
func (r *Range) length() Object {
	if r.big != nil {
		return newBig(r.big.n)
	}
	return newInt(r.n)
}

// bigIndexOf returns the index of an int, or nil.
//
//rgo:parallel
func (r *Range) bigIndexOf(v *big.Int) Object {
	start, _, step := r.bounds()
	q, m := floorDivBig(new(big.Int).Sub(v, bigValue(start)), bigValue(step))
	if m.Sign() != 0 || q.Sign() < 0 || q.Cmp(bigValue(r.length())) >= 0 {
		return nil
	}
	return newBig(q)
}

//rgo:parallel
func (t *Thread) hashRange(r *Range) (uint64, bool) {
	start, _, step := r.bounds()
	n := r.length()
	if v, small := smallValue(n); small && v == 0 {
		start, step = None, None
	} else if small && v == 1 {
		step = None
	}
	return t.hashTuple([]Object{n, start, step})
}

// rangeGetItem is r[key].
//
//rgo:parallel
func (t *Thread) rangeGetItem(r *Range, key Object) Object {
	if r.big != nil {
		if s, ok := key.(*Slice); ok {
			return t.sliceBigRange(r, s)
		}
		i := t.indexObject(key)
		if i == nil {
			return nil
		}
		v := new(big.Int).Set(bigValue(i))
		if v.Sign() < 0 {
			v.Add(v, r.big.n)
		}
		if v.Sign() < 0 || v.Cmp(r.big.n) >= 0 {
			return t.indexError("range object index out of range")
		}
		return r.bigItem(v)
	}
	if s, ok := key.(*Slice); ok {
		start, stop, step, ok := t.sliceBounds(s, int(r.n))
		if !ok {
			return nil
		}
		if step > maxRangeStep || step < -maxRangeStep {
			return t.sliceBigRange(r, s)
		}
		return newRange(r.start+int64(start)*r.step, r.start+int64(stop)*r.step, int64(step)*r.step)
	}
	i, ok := t.sequenceIndex(key, int(r.n), "range", " object")
	if !ok {
		return nil
	}
	return newInt(r.start + int64(i)*r.step)
}

// maxRangeStep is the largest step of a slice that newRange's arithmetic holds.
const maxRangeStep = 1 << 30

// exactInt is the value of an int whose class compares as int does; else nil.
//
//rgo:parallel
func exactInt(o Object) *big.Int {
	switch o.(type) {
	case Int, *BigInt, *Bool:
		return bigValue(o)
	}
	return nil
}

// searchRange is the index of the first item that equals v, or -1.
//
//rgo:parallel
func (t *Thread) searchRange(r *Range, v Object) (int, bool) {
	it := r.iter()
	n := 0
	for x := t.next(it); x != nil; x = t.next(it) {
		if same, ok := t.same(x, v); !ok || same {
			return n, ok
		}
		n++
	}
	return -1, t.exc == nil
}

// sliceBigRange is r[s] for bounds of any size.
//
//rgo:parallel
func (t *Thread) sliceBigRange(r *Range, s *Slice) Object {
	b := t.bigSliceBounds(s, bigValue(r.length()))
	if b == nil {
		return nil
	}
	first, _, unit := r.bounds()
	place := func(i *big.Int) Object {
		v := new(big.Int).Mul(i, bigValue(unit))
		return newBig(v.Add(v, bigValue(first)))
	}
	return t.makeRange(place(b[0]), place(b[1]), newBig(new(big.Int).Mul(b[2], bigValue(unit))))
}

// bigSliceBounds resolves a slice for a sequence of any length; nil with an
// exception.
//
//rgo:parallel
func (t *Thread) bigSliceBounds(s *Slice, n *big.Int) []*big.Int {
	part := func(o Object) *big.Int {
		if !hasIndex(o) {
			t.typeError("slice indices must be integers or None or have an __index__ method")
			return nil
		}
		i := t.indexObject(o)
		if i == nil {
			return nil
		}
		return bigValue(i)
	}
	step := big.NewInt(1)
	if s.step != None {
		if step = part(s.step); step == nil {
			return nil
		}
		if step.Sign() == 0 {
			t.valueError("slice step cannot be zero")
			return nil
		}
	}
	low, high := new(big.Int), new(big.Int).Set(n)
	if step.Sign() < 0 {
		low.SetInt64(-1)
		high.Sub(n, big.NewInt(1))
	}
	bounds := []*big.Int{low, high, step}
	if step.Sign() < 0 {
		bounds[0], bounds[1] = high, low
	}
	for i, o := range []Object{s.start, s.stop} {
		if o == None {
			continue
		}
		v := part(o)
		if v == nil {
			return nil
		}
		if v.Sign() < 0 {
			v = new(big.Int).Add(v, n)
		}
		if v.Cmp(low) < 0 {
			v = low
		} else if v.Cmp(high) > 0 {
			v = high
		}
		bounds[i] = v
	}
	return bounds
}

// newRangeObject is range(...), with the class first.
//
//rgo:parallel
func newRangeObject(t *Thread, args []Object, kwNames []*Str) Object {
	if len(kwNames) > 0 {
		return t.typeError("range() takes no keyword arguments")
	}
	switch n := len(args) - 1; {
	case n == 0:
		return t.typeError("range expected at least 1 argument, got 0")
	case n > 3:
		return t.typeError("range expected at most 3 arguments, got " + strconv.Itoa(n))
	}
	if len(args) == 2 {
		if x, ok := args[1].(Int); ok && x.v < 1<<61 {
			return newRange(0, x.v, 1)
		}
	}
	var bounds [3]Object
	for i, o := range args[1:] {
		if bounds[i] = t.indexObject(o); bounds[i] == nil {
			return nil
		}
	}
	if len(args) == 2 {
		return t.makeRange(newInt(0), bounds[0], newInt(1))
	}
	if len(args) == 3 {
		bounds[2] = newInt(1)
	}
	return t.makeRange(bounds[0], bounds[1], bounds[2])
}

//rgo:parallel
func init() {
	RangeType.setNew(newRangeObject)
	addContainerMethods(RangeType)
	RangeType.addCompare(false)
	RangeType.addHash()
	RangeType.addMethods([]method{
		{"index", 1, 1, func(t *Thread, args []Object) Object {
			r := args[0].(*Range)
			if v := exactInt(args[1]); v != nil {
				if i := r.bigIndexOf(v); i != nil {
					return i
				}
			} else if i, ok := t.searchRange(r, args[1]); !ok {
				return nil
			} else if i >= 0 {
				return intOf(i)
			}
			s, ok := t.repr(args[1])
			if !ok {
				return nil
			}
			return t.valueError(s + " is not in range")
		}, ""},
		{"count", 1, 1, func(t *Thread, args []Object) Object {
			if exactInt(args[1]) != nil {
				b, ok := t.contains(args[0], args[1])
				if !ok {
					return nil
				}
				return newInt(boolInt(b))
			}
			n := 0
			it := args[0].(*Range).iter()
			for v := t.next(it); v != nil; v = t.next(it) {
				same, ok := t.same(v, args[1])
				if !ok {
					return nil
				}
				n += int(boolInt(same))
			}
			if t.exc != nil {
				return nil
			}
			return intOf(n)
		}, ""},
		{"__reversed__", 0, 0, func(t *Thread, args []Object) Object {
			r := args[0].(*Range)
			if r.big != nil {
				last := new(big.Int).Sub(r.big.n, big.NewInt(1))
				rev := &Range{big: &bigRange{bigValue(r.bigItem(last)), r.big.start, new(big.Int).Neg(r.big.step), r.big.n}}
				return rev.iter()
			}
			return &RangeIter{next: r.start + (r.n-1)*r.step, step: -r.step, left: r.n}
		}, ""},
	})
	field := func(i int) func(t *Thread, o Object) Object {
		return func(t *Thread, o Object) Object {
			start, stop, step := o.(*Range).bounds()
			return []Object{start, stop, step}[i]
		}
	}
	RangeType.addGetSets([]getset{{"start", field(0), nil}, {"stop", field(1), nil}, {"step", field(2), nil}})
	SliceType.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
		switch len(args) {
		case 2:
			return &Slice{None, args[1], None}
		case 3:
			return &Slice{args[1], args[2], None}
		case 4:
			return &Slice{args[1], args[2], args[3]}
		case 1:
			return t.typeError("slice expected at least 1 argument, got 0")
		}
		return t.typeError("slice expected at most 3 arguments, got " + strconv.Itoa(len(args)-1))
	})
	SliceType.addGetSets([]getset{
		{"start", func(t *Thread, o Object) Object { return o.(*Slice).start }, nil},
		{"stop", func(t *Thread, o Object) Object { return o.(*Slice).stop }, nil},
		{"step", func(t *Thread, o Object) Object { return o.(*Slice).step }, nil},
	})
	SliceType.addCompare(true)
	SliceType.addText(false)
	SliceType.dict.set(nameHash, None)
	SliceType.addMethods([]method{{"indices", 1, 1, func(t *Thread, args []Object) Object {
		n := t.indexObject(args[1])
		if n == nil {
			return nil
		}
		if bigValue(n).Sign() < 0 {
			return t.valueError("length should not be negative")
		}
		b := t.bigSliceBounds(args[0].(*Slice), bigValue(n))
		if b == nil {
			return nil
		}
		return tupleOf(newBig(b[0]), newBig(b[1]), newBig(b[2]))
	}, ""}})
}
