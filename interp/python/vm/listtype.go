package vm

import (
	"rgo/interp/python/code"
	"rgo/rlib/thread"
)

// This file is the methods of list and tuple.

//rgo:parallel
func init() {
	ListType.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
		c := args[0].(*Type)
		if c != ListType {
			return newInstance(c, &List{})
		}
		if len(kwNames) > 0 {
			return t.typeError("list() takes no keyword arguments")
		}
		l := &List{}
		if len(args) > 2 {
			return t.typeError("list expected at most 1 argument, got " + intText(intOf(len(args)-1)))
		}
		if len(args) == 2 {
			items, ok := t.collect(args[1])
			if !ok {
				return nil
			}
			l.items = items
		}
		return l
	})
	ListType.addRaw([]rawMethod{{"__init__", listInit}})
	ListType.addMethods([]method{
		{"append", 1, 1, listAppend, ""},
		{"extend", 1, 1, func(t *Thread, args []Object) Object {
			if _, ok := args[1].(*Instance); ok { // whose length may be an error
				if _, ok := t.lengthHint(args[1], 0); !ok {
					return nil
				}
			}
			if !t.extendList(listOf(args[0]), args[1]) {
				return nil
			}
			return None
		}, ""},
		{"insert", 2, 2, listInsert, ""},
		{"pop", 0, 1, listPop, ""},
		{"remove", 1, 1, listRemove, ""},
		{"clear", 0, 0, func(t *Thread, args []Object) Object {
			l := listOf(args[0])
			l.bias.Own()
			l.items = nil
			return None
		}, ""},
		{"copy", 0, 0, func(t *Thread, args []Object) Object { return copyList(itemsOf(args[0])) }, ""},
		{"reverse", 0, 0, func(t *Thread, args []Object) Object {
			items := itemsOf(args[0])
			for i, j := 0, len(items)-1; i < j; i, j = i+1, j-1 {
				items[i], items[j] = items[j], items[i]
			}
			return None
		}, ""},
		{"index", 1, 3, sequenceFind, ""},
		{"count", 1, 1, sequenceCount, ""},
		{"__reversed__", 0, 0, func(t *Thread, args []Object) Object {
			l := listOf(args[0])
			return &ListReverseIter{list: l, index: len(l.items) - 1}
		}, ""},
	})
	ListType.addRaw([]rawMethod{{"sort", listSort}})
	TupleType.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
		c := args[0].(*Type)
		args, ok := t.dropKeywords(TupleType, args, kwNames)
		if !ok {
			return nil
		}
		if len(args) > 2 {
			return t.typeError("tuple expected at most 1 argument, got " + intText(intOf(len(args)-1)))
		}
		if len(args) == 1 {
			return wrapNew(c, TupleType, emptyTuple)
		}
		if x, ok := args[1].(*Tuple); ok {
			return wrapNew(c, TupleType, x)
		}
		items, ok := t.collect(args[1])
		if !ok {
			return nil
		}
		return wrapNew(c, TupleType, newTuple(items))
	})
	TupleType.addMethods([]method{
		{"index", 1, 3, sequenceFind, ""},
		{"count", 1, 1, sequenceCount, ""},
		{"__getnewargs__", 0, 0, func(t *Thread, args []Object) Object { return tupleOf(tuplePayload(args[0])) }, ""},
	})
	for _, c := range []*Type{ListType, TupleType} {
		addContainerMethods(c)
		c.addBinary(code.Add)
		c.addRepeat()
		c.addCompare(true)
	}
	ListType.addMutable()
	ListType.addInplace(0, 5)
	ListType.dict.set(nameHash, None)
	TupleType.addHash()
}

// extendList appends the items of an iterable.
//
//rgo:parallel
func (t *Thread) extendList(l *List, o Object) bool {
	l.bias.Own()
	if items, ok := sequenceItems(o); ok {
		l.items = append(l.items, items...)
		return true
	}
	it := t.iter(o)
	if it == nil {
		return false
	}
	for {
		v := t.next(it)
		if v == nil {
			return t.exc == nil
		}
		l.bias.Own()
		l.items = append(l.items, v)
	}
}

//rgo:parallel
func listAppend(t *Thread, args []Object) Object {
	l, ok := args[0].(*List)
	switch {
	case !ok:
		return listAppendTo(args[0], args[1])
	case thread.Parallel && thread.Together():
		l.appendTogether(args[1])
	default:
		l.push(args[1])
	}
	return None
}

// listAppendTo appends to the list that o carries.
//
//rgo:parallel
func listAppendTo(o, v Object) Object {
	l := listOf(o)
	l.bias.Own()
	l.push(v)
	return None
}

//rgo:parallel
func listInsert(t *Thread, args []Object) Object {
	l := listOf(args[0])
	i, ok := t.index(args[1])
	if !ok {
		return nil
	}
	l.bias.Own()
	n := len(l.items)
	if i < 0 {
		i += n
	}
	i = max(0, min(i, n))
	l.items = append(l.items, nil)
	copy(l.items[i+1:], l.items[i:])
	l.items[i] = args[2]
	return None
}

//rgo:parallel
func listPop(t *Thread, args []Object) Object {
	if l, ok := args[0].(*List); ok && len(args) == 1 && thread.Parallel && thread.Together() {
		if v := l.popTogether(); v != nil {
			return v
		}
	}
	return listPopAt(t, args)
}

//rgo:parallel
func listPopAt(t *Thread, args []Object) Object {
	l := listOf(args[0])
	l.bias.Own()
	n := len(l.items)
	if len(args) == 1 && n > 0 {
		v := l.items[n-1]
		l.items[n-1] = nil
		l.items = l.items[:n-1]
		return v
	}
	if n == 0 {
		return t.indexError("pop from empty list")
	}
	i := n - 1
	if len(args) > 1 {
		var ok bool
		if i, ok = t.index(args[1]); !ok {
			return nil
		}
		l.bias.Own()
		n = len(l.items)
		if i < 0 {
			i += n
		}
		if i < 0 || i >= n {
			return t.indexError("pop index out of range")
		}
	}
	v := l.items[i]
	l.removeAt(i)
	return v
}

//rgo:parallel
func listRemove(t *Thread, args []Object) Object {
	l := listOf(args[0])
	l.bias.Own()
	for i := 0; i < len(l.items); i++ {
		same, ok := t.same(l.items[i], args[1])
		if !ok {
			return nil
		}
		l.bias.Own()
		if same {
			if i < len(l.items) {
				l.removeAt(i)
			}
			return None
		}
	}
	return t.valueError("list.remove(x): x not in list")
}

// itemsOf returns the items of a list or tuple, or of what o carries.
//
//rgo:parallel
func itemsOf(o Object) []Object {
	items, _ := sequenceItems(payloadOf(o))
	return items
}

// sequenceFind is index(value, start, stop).
//
//rgo:parallel
func sequenceFind(t *Thread, args []Object) Object {
	n := len(itemsOf(args[0]))
	start, stop := 0, n
	var ok bool
	if len(args) > 2 {
		if start, ok = t.sliceIndex(args[2]); !ok {
			return nil
		}
		start = clampBound(start, n, 0, n)
	}
	if len(args) > 3 {
		if stop, ok = t.sliceIndex(args[3]); !ok {
			return nil
		}
		stop = clampBound(stop, n, 0, n)
	}
	for i := start; i < stop && i < len(itemsOf(args[0])); i++ {
		same, ok := t.same(itemsOf(args[0])[i], args[1])
		if !ok {
			return nil
		}
		if same {
			return intOf(i)
		}
	}
	if _, isTuple := payloadOf(args[0]).(*Tuple); isTuple {
		return t.valueError("tuple.index(x): x not in tuple")
	}
	s, ok := t.repr(args[1])
	if !ok {
		return nil
	}
	return t.valueError(s + " is not in list")
}

// sequenceCount is count(value).
//
//rgo:parallel
func sequenceCount(t *Thread, args []Object) Object {
	n := 0
	for i := 0; i < len(itemsOf(args[0])); i++ {
		same, ok := t.same(itemsOf(args[0])[i], args[1])
		if !ok {
			return nil
		}
		if same {
			n++
		}
	}
	return intOf(n)
}

// listInit is list.__init__; keywords are for a __new__ of the subclass, if it
// has one.
func listInit(t *Thread, args []Object, kwNames []*Str) Object {
	if len(kwNames) > 0 {
		if args[0].Class().lookup(nameNew) == ListType.lookup(nameNew) {
			return t.typeError("list() takes no keyword arguments")
		}
		args = args[:len(args)-len(kwNames)]
	}
	if len(args) > 2 {
		return t.typeError("list expected at most 1 argument, got " + intText(intOf(len(args)-1)))
	}
	l := listOf(args[0])
	l.items = nil
	if len(args) > 1 && !t.extendList(l, args[1]) {
		return nil
	}
	return None
}
