package vm

// This file is what copy and pickle ask of the builtin iterators.

// builtin returns a name of the module builtins.
func (t *Thread) builtin(name string) Object { return t.interp.builtins.dict.getStr(intern(name)) }

// iterOver is the reduction to iter(over), with a state if that is not nil.
func (t *Thread) iterOver(over Object, state Object) Object {
	if state == nil {
		return tupleOf(t.builtin("iter"), tupleOf(over))
	}
	return tupleOf(t.builtin("iter"), tupleOf(over), state)
}

// reduceIterator is __reduce__ of the iterators of containers.
func reduceIterator(t *Thread, args []Object) Object {
	switch x := payloadOf(args[0]).(type) {
	case *ListIter:
		if x.list == nil {
			return t.iterOver(newList(nil), nil)
		}
		return t.iterOver(x.list, intOf(x.index))
	case *ListReverseIter:
		if x.index < 0 {
			return t.iterOver(newList(nil), nil)
		}
		return tupleOf(t.builtin("reversed"), tupleOf(x.list), intOf(x.index))
	case *TupleIter:
		return t.iterOver(copyTuple(x.items), newInt(0))
	case *StrIter:
		if x.offset >= len(x.s) {
			return t.iterOver(emptyStr, nil)
		}
		return t.iterOver(NewStr(x.s[x.offset:]), newInt(0))
	case *RangeIter:
		return t.iterOver(newRange(x.next, x.next+x.step*x.left, x.step), newInt(0))
	case *SeqIter:
		if x.obj == nil {
			return t.iterOver(emptyTuple, nil)
		}
		return t.iterOver(x.obj, intOf(x.index))
	case *CallIter:
		if x.fn == nil {
			return t.iterOver(emptyTuple, nil)
		}
		return tupleOf(t.builtin("iter"), tupleOf(x.fn, x.sentinel))
	case *DictIter:
		return t.reduceByCopy(&DictIter{dict: x.dict, index: x.index, live: x.live, view: x.view, reverse: x.reverse})
	case *SetIter:
		return t.reduceByCopy(&SetIter{set: x.set, owner: x.owner, index: x.index, live: x.live})
	case *Enumerate:
		n := x.big
		if n == nil {
			n = newInt(x.next)
		}
		return tupleOf(args[0].Class(), tupleOf(x.it, n))
	case *Zip:
		if x.strict {
			return tupleOf(args[0].Class(), copyTuple(x.its), True)
		}
		return tupleOf(args[0].Class(), copyTuple(x.its))
	case *Map:
		return tupleOf(args[0].Class(), newTuple(concatItems([]Object{x.fn}, x.its)))
	case *Filter:
		return tupleOf(args[0].Class(), tupleOf(orNone(x.fn), x.it))
	case *ReversedSeq:
		if x.index < 0 {
			return tupleOf(args[0].Class(), tupleOf(emptyTuple))
		}
		return tupleOf(args[0].Class(), tupleOf(x.obj), intOf(x.index))
	case *BytesIter:
		if x.array != nil {
			return t.iterOver(x.array, intOf(x.index))
		}
		return t.iterOver(&Bytes{s: x.s[min(x.index, len(x.s)):]}, newInt(0))
	}
	return t.cannotPickle(args[0].Class())
}

// reduceByCopy reduces an iterator to one over a list of what is left of it.
func (t *Thread) reduceByCopy(rest Iterator) Object {
	var items []Object
	for {
		v := rest.Next(t)
		if v == nil {
			if t.exc != nil {
				return nil
			}
			return t.iterOver(newList(items), nil)
		}
		items = append(items, v)
	}
}

// setIteratorState is __setstate__(index) of the iterators of containers.
func setIteratorState(t *Thread, args []Object) Object {
	n, ok := t.index(args[1])
	if !ok {
		return nil
	}
	switch x := payloadOf(args[0]).(type) {
	case *ListIter:
		if x.list != nil {
			x.index = max(0, min(n, len(x.list.items)))
		}
	case *ListReverseIter:
		x.index = max(-1, min(n, len(x.list.items)-1))
	case *TupleIter:
		x.items = x.items[max(0, min(n, len(x.items))):]
	case *StrIter:
		for ; n > 0 && x.offset < len(x.s); n-- {
			_, size := decodeRune(x.s[x.offset:])
			x.offset += size
		}
	case *RangeIter:
		n := max(0, min(int64(n), x.left))
		x.next += n * x.step
		x.left -= n
	case *SeqIter:
		x.index = max(n, 0)
	case *ReversedSeq:
		length, ok := t.length(x.obj)
		if !ok {
			return nil
		}
		x.index = max(-1, min(n, length-1))
	case *BytesIter:
		x.index = max(n, 0)
	case *Zip:
		x.strict = n != 0
	}
	return None
}

func init() {
	reduce := method{"__reduce__", 0, 0, reduceIterator, ""}
	state := method{"__setstate__", 1, 1, setIteratorState, ""}
	for _, c := range []*Type{ListIterType, ListReverseIterType, TupleIterType, StrIterType, BytesIterType, ByteArrayIterType,
		RangeIterType, SeqIterType, ReversedType, ZipType} {
		c.addMethods([]method{reduce, state})
	}
	for _, c := range append([]*Type{CallIterType, SetIterType, EnumerateType, MapType, FilterType}, append(dictIterTypes, dictReverseIterTypes...)...) {
		c.addMethods([]method{reduce})
	}
}
