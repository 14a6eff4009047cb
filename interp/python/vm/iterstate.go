package vm

// This file lets copy and pickle take builtin iterators apart: __reduce__ and
// __setstate__, with the forms that CPython gives, and __length_hint__.

// builtin returns a name of the builtins module.
func (t *Thread) builtin(name string) Object {
	return orNone(t.interp.builtins.dict.getStr(intern(name)))
}

// restOf collects what a fresh copy of a dict or set iterator would give.
func (t *Thread) restOf(it Iterator) Object {
	items, ok := t.collect(it)
	if !ok {
		return nil
	}
	return tupleOf(t.builtin("iter"), tupleOf(newList(items)))
}

func reduceIterator(t *Thread, args []Object) Object {
	iter, reversed := t.builtin("iter"), t.builtin("reversed")
	over := func(fn, seq Object, index int) Object { return tupleOf(fn, tupleOf(seq), intOf(index)) }
	switch x := args[0].(type) {
	case *ListIter:
		if x.list != nil {
			return over(iter, x.list, x.index)
		}
		return tupleOf(iter, tupleOf(newList(nil)))
	case *ListReverseIter:
		if x.list != nil {
			return over(reversed, x.list, x.index)
		}
		return tupleOf(iter, tupleOf(newList(nil)))
	case *TupleIter:
		return over(iter, newTuple(x.items), 0)
	case *StrIter:
		return over(iter, NewStr(x.s[x.offset:]), 0)
	case *BytesIter:
		if x.array != nil {
			return over(iter, x.array, x.index)
		}
		return over(iter, &Bytes{x.s}, x.index)
	case *RangeIter:
		r := &Range{start: x.next, stop: x.next + x.left*x.step, step: x.step, n: x.left}
		return over(iter, r, 0)
	case *LongRangeIter:
		return tupleOf(iter, tupleOf(x.r), x.next)
	case *DictIter:
		c := *x
		return t.restOf(&c)
	case *SetIter:
		c := *x
		return t.restOf(&c)
	case *SeqIter:
		if x.obj != nil {
			return over(iter, x.obj, x.index)
		}
		return tupleOf(iter, tupleOf(emptyTuple))
	case *CallIter:
		if x.fn != nil {
			return tupleOf(iter, tupleOf(x.fn, x.sentinel))
		}
		return tupleOf(iter, tupleOf(emptyTuple))
	}
	cls := args[0].Class()
	switch x := payloadOf(args[0]).(type) {
	case *ReversedSeq:
		if x.index >= 0 {
			return tupleOf(cls, tupleOf(x.obj), intOf(x.index))
		}
		return tupleOf(cls, tupleOf(emptyTuple))
	case *Enumerate:
		n := x.big
		if n == nil {
			n = newInt(x.next)
		}
		return tupleOf(cls, tupleOf(x.it, n))
	case *Zip:
		if x.strict {
			return tupleOf(cls, copyTuple(x.its), True)
		}
		return tupleOf(cls, copyTuple(x.its))
	case *Map:
		return tupleOf(cls, newTuple(append([]Object{x.fn}, x.its...)))
	case *Filter:
		return tupleOf(cls, tupleOf(orNone(x.fn), x.it))
	}
	return t.cannotPickle(cls)
}

// setIteratorState is __setstate__(index), or of zip __setstate__(strict).
func setIteratorState(t *Thread, args []Object) Object {
	if z, ok := payloadOf(args[0]).(*Zip); ok {
		strict, ok := t.truth(args[1])
		if !ok {
			return nil
		}
		z.strict = strict
		return None
	}
	if r, ok := args[0].(*LongRangeIter); ok {
		r.next = plainInt(args[1])
		return None
	}
	n, ok := t.index(args[1])
	if !ok {
		return nil
	}
	clamp := func(length int) int { return max(0, min(n, length)) }
	switch x := payloadOf(args[0]).(type) {
	case *ListIter:
		if x.list != nil {
			x.index = clamp(len(x.list.items))
		}
	case *ListReverseIter:
		if x.list != nil {
			x.index = max(-1, min(n, len(x.list.items)-1))
		}
	case *TupleIter:
		x.items = x.items[clamp(len(x.items)):]
	case *StrIter:
		for i := clamp(len(x.s)); i > 0 && x.offset < len(x.s); i-- {
			_, size := decodeRune(x.s[x.offset:])
			x.offset += size
		}
	case *BytesIter:
		length := len(x.s)
		if x.array != nil {
			length = len(x.array.b)
		}
		x.index = clamp(length)
	case *RangeIter:
		k := int64(clamp(int(x.left)))
		x.next += k * x.step
		x.left -= k
	case *SeqIter:
		if x.obj != nil {
			x.index = max(n, 0)
		}
	case *ReversedSeq:
		if x.index >= 0 {
			length, ok := t.length(x.obj)
			if !ok {
				return nil
			}
			x.index = max(-1, min(n, length-1))
		}
	}
	return None
}

// iteratorHint is __length_hint__.
func iteratorHint(t *Thread, args []Object) Object {
	n := 0
	switch x := payloadOf(args[0]).(type) {
	case *ListIter:
		if x.list != nil {
			n = len(x.list.items) - x.index
		}
	case *ListReverseIter:
		if x.list != nil && x.index < len(x.list.items) {
			n = x.index + 1
		}
	case *TupleIter:
		n = len(x.items)
	case *StrIter:
		n = countRunes(x.s[x.offset:])
	case *BytesIter:
		n = len(x.s) - x.index
		if x.array != nil {
			n = len(x.array.b) - x.index
		}
	case *RangeIter:
		n = int(x.left)
	case *LongRangeIter:
		if x.r.big != nil {
			return t.binaryOp(10, newBig(x.r.big.n), x.next)
		}
	case *DictIter:
		if x.dict != nil && x.live == x.dict.live {
			n = x.live - x.given
		}
	case *SetIter:
		if x.set != nil && x.live == x.set.live {
			for p := x.set.next(x.index); p >= 0; p = x.set.next(p + 1) {
				n++
			}
		}
	case *SeqIter:
		if x.obj == nil {
			break
		}
		if x.obj.Class().lookup(nameLen) == nil {
			return NotImplemented
		}
		length, ok := t.length(x.obj)
		if !ok {
			return nil
		}
		n = length - x.index
	case *ReversedSeq:
		if x.index < 0 {
			break
		}
		length, ok := t.length(x.obj)
		if !ok {
			return nil
		}
		if x.index < length {
			n = x.index + 1
		}
	}
	return intOf(max(n, 0))
}

func init() {
	reduce := []method{{"__reduce__", 0, 0, reduceIterator, ""}}
	state := []method{{"__setstate__", 1, 1, setIteratorState, ""}}
	hint := []method{{"__length_hint__", 0, 0, iteratorHint, ""}}
	indexed := []*Type{ListIterType, ListReverseIterType, TupleIterType, StrIterType, BytesIterType, ByteArrayIterType,
		RangeIterType, LongRangeIterType, SeqIterType, ReversedType}
	for _, c := range indexed {
		c.addMethods(reduce)
		c.addMethods(state)
		c.addMethods(hint)
	}
	for _, c := range append(append([]*Type{SetIterType}, dictIterTypes...), dictReverseIterTypes...) {
		c.addMethods(reduce)
		c.addMethods(hint)
	}
	for _, c := range []*Type{CallIterType, EnumerateType, ZipType, MapType, FilterType} {
		c.addMethods(reduce)
	}
	ZipType.addMethods(state)
}
