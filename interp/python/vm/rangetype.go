package vm

import (
	"math/big"
	"strconv"
)

// This file is range and slice.

// newRange makes a range of machine words; step is not 0.
func newRange(start, stop, step int64) *Range {
	return &Range{start: start, stop: stop, step: step, n: rangeLength(start, stop, step)}
}

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
func (r *Range) bounds() (start, stop, step Object) {
	if r.big != nil {
		return newBig(r.big.start), newBig(r.big.stop), newBig(r.big.step)
	}
	return newInt(r.start), newInt(r.stop), newInt(r.step)
}

func (r *Range) bigItem(i *big.Int) Object {
	v := new(big.Int).Mul(i, r.big.step)
	return newBig(v.Add(v, r.big.start))
}

func (r *Range) iter() Object {
	if r.big != nil {
		return &LongRangeIter{r, newInt(0)}
	}
	return &RangeIter{r.start, r.step, r.n}
}

func (r *Range) text() string {
	start, stop, step := r.bounds()
	s := "range(" + intText(start) + ", " + intText(stop)
	if v, ok := smallValue(step); !ok || v != 1 {
		s += ", " + intText(step)
	}
	return s + ")"
}

func (r *Range) equal(o *Range) bool {
	if r.big != nil || o.big != nil {
		return r.text() == o.text()
	}
	return r.n == o.n && (r.n == 0 || r.start == o.start && (r.n == 1 || r.step == o.step))
}

// indexOf returns the index of v, or -1.
func (r *Range) indexOf(v int64) int64 {
	if r.n == 0 {
		return -1
	}
	d := v - r.start
	if d%r.step != 0 || d/r.step < 0 || d/r.step >= r.n {
		return -1
	}
	return d / r.step
}

func (t *Thread) hashRange(r *Range) (uint64, bool) {
	start, _, step := r.bounds()
	if r.n == 0 {
		start, step = None, None
	} else if r.n == 1 {
		step = None
	}
	return t.hashTuple([]Object{newInt(r.n), start, step})
}

// rangeGetItem is r[key].
func (t *Thread) rangeGetItem(r *Range, key Object) Object {
	if r.big != nil {
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
		return newRange(r.start+int64(start)*r.step, r.start+int64(stop)*r.step, int64(step)*r.step)
	}
	i, ok := t.sequenceIndex(key, int(r.n), "range", " object")
	if !ok {
		return nil
	}
	return newInt(r.start + int64(i)*r.step)
}

func init() {
	RangeType.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
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
	})
	addContainerMethods(RangeType)
	RangeType.addCompare(false)
	RangeType.addHash()
	RangeType.addMethods([]method{
		{"index", 1, 1, func(t *Thread, args []Object) Object {
			r := args[0].(*Range)
			if v, ok := smallValue(args[1]); ok && r.big == nil {
				if i := r.indexOf(v); i >= 0 {
					return newInt(i)
				}
			}
			s, ok := t.repr(args[1])
			if !ok {
				return nil
			}
			return t.valueError(s + " is not in range")
		}, ""},
		{"count", 1, 1, func(t *Thread, args []Object) Object {
			b, ok := t.contains(args[0], args[1])
			if !ok {
				return nil
			}
			return newInt(boolInt(b))
		}, ""},
		{"__reversed__", 0, 0, func(t *Thread, args []Object) Object {
			r := args[0].(*Range)
			if r.big != nil {
				last := new(big.Int).Sub(r.big.n, big.NewInt(1))
				rev := &Range{big: &bigRange{bigValue(r.bigItem(last)), r.big.start, new(big.Int).Neg(r.big.step), r.big.n}}
				return rev.iter()
			}
			return &RangeIter{r.start + (r.n-1)*r.step, -r.step, r.n}
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
		n, ok := t.index(args[1])
		if !ok {
			return nil
		}
		if n < 0 {
			return t.valueError("length should not be negative")
		}
		start, stop, step, ok := t.sliceBounds(args[0].(*Slice), n)
		if !ok {
			return nil
		}
		return tupleOf(intOf(start), intOf(stop), intOf(step))
	}, ""}})
}
