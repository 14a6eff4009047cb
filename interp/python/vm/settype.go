package vm

import (
	"rgo/interp/python/code"
	"rgo/rlib/thread"
)

// This file is the methods and operators of set and frozenset.

//rgo:parallel
func isAnySet(o Object) bool {
	switch x := o.(type) {
	case *Set, *FrozenSet:
		return true
	case *DictView:
		return false
	case *Instance:
		return setOf(x) != nil
	}
	return false
}

// newSetLike makes a set of the kind of model with the given table.
//
//rgo:parallel
func newSetLike(model Object, table setTable) Object {
	if _, ok := payloadOf(model).(*FrozenSet); ok {
		table.bias = thread.Frozen()
		return &FrozenSet{setTable: table}
	}
	return &Set{setTable: table}
}

// updateSet adds the items of an iterable.
//
//rgo:parallel
func (t *Thread) updateSet(s *setTable, o Object) bool {
	switch x := o.(type) {
	case *Set:
		return s.mergeFrom(t, stableSet(x))
	case *FrozenSet:
		return s.mergeFrom(t, &x.setTable)
	case *Dict:
		s.bias.Own()
		x.bias.Own()
		for _, e := range x.entries {
			if e.key != nil {
				if _, ok := s.add(t, e.key, e.hash); !ok {
					return false
				}
				x.bias.Own()
			}
		}
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
		if !s.addObject(t, v) {
			return false
		}
	}
}

// tableFrom returns the table of a set, or a new one of an iterable's items.
//
//rgo:parallel
func (t *Thread) tableFrom(o Object) *setTable {
	if isAnySet(o) {
		return stableSet(o)
	}
	s := &setTable{}
	if !t.updateSet(s, o) {
		return nil
	}
	return s
}

// setOp computes a op b; NotImplemented if there is no such operator.
//
//rgo:parallel
func (t *Thread) setOp(op int, a, b Object) Object {
	x, y := stableSet(a), stableSet(b)
	var r setTable
	ok := true
	switch op {
	case code.Or:
		r = x.copyTable(t)
		ok = r.mergeFrom(t, y)
	case code.And:
		r, ok = t.intersect(x, y)
	case code.Subtract:
		r, ok = t.difference(x, y)
	case code.Xor:
		r, ok = t.symmetric(x, y)
	default:
		return NotImplemented
	}
	if !ok {
		return nil
	}
	return newSetLike(a, r)
}

//rgo:parallel
func (t *Thread) intersect(x, y *setTable) (r setTable, ok bool) {
	if y.live > x.live {
		x, y = y, x
	}
	for i := y.next(0); i >= 0; i = y.next(i + 1) {
		e := y.table[i]
		p, ok := x.find(t, e.key, e.hash)
		if !ok {
			return r, false
		}
		if p >= 0 {
			if _, ok := r.add(t, e.key, e.hash); !ok {
				return r, false
			}
		}
		x.bias.Own()
		y.bias.Own()
	}
	return r, true
}

//rgo:parallel
func (t *Thread) difference(x, y *setTable) (r setTable, ok bool) {
	for i := x.next(0); i >= 0; i = x.next(i + 1) {
		e := x.table[i]
		p, ok := y.find(t, e.key, e.hash)
		if !ok {
			return r, false
		}
		if p < 0 {
			if _, ok := r.add(t, e.key, e.hash); !ok {
				return r, false
			}
		}
		x.bias.Own()
		y.bias.Own()
	}
	return r, true
}

//rgo:parallel
func (t *Thread) symmetric(x, y *setTable) (r setTable, ok bool) {
	r = x.copyTable(t)
	y.bias.Own()
	for i := y.next(0); i >= 0; i = y.next(i + 1) {
		e := y.table[i]
		p, ok := r.find(t, e.key, e.hash)
		if !ok {
			return r, false
		}
		if p >= 0 {
			r.removeAt(p)
		} else if _, ok := r.add(t, e.key, e.hash); !ok {
			return r, false
		}
		y.bias.Own()
	}
	return r, true
}

// inplaceSet computes a op= b for a set.
func (t *Thread) inplaceSet(op int, a Object, x *Set, b Object) Object {
	if op == code.Or {
		if !x.mergeFrom(t, setOf(b)) {
			return nil
		}
		return a
	}
	r := t.setOp(op, x, b)
	if r == nil || r == NotImplemented {
		return r
	}
	x.setTable = setOf(r).copyTable(t)
	return a
}

// subset reports whether all of x is in y.
//
//rgo:parallel
func (t *Thread) subset(x, y *setTable) (result, ok bool) {
	if x.live > y.live {
		return false, true
	}
	for i := x.next(0); i >= 0; i = x.next(i + 1) {
		e := x.table[i]
		p, ok := y.find(t, e.key, e.hash)
		x.bias.Own()
		y.bias.Own()
		if !ok || p < 0 {
			return false, ok
		}
	}
	return true, true
}

// compareSets compares by inclusion.
//
//rgo:parallel
func (t *Thread) compareSets(op int, x, y *setTable) Object {
	var r, ok bool
	switch op {
	case code.Less:
		r, ok = t.subset(x, y)
		r = r && x.live < y.live
	case code.LessEqual:
		r, ok = t.subset(x, y)
	case code.Greater:
		r, ok = t.subset(y, x)
		r = r && x.live > y.live
	case code.GreaterEqual:
		r, ok = t.subset(y, x)
	default:
		r, ok = t.subset(x, y)
		r = (r && x.live == y.live) == (op == code.Equal)
	}
	if !ok {
		return nil
	}
	return boolOf(r)
}

// hashSet is CPython's order-independent hash.
//
//rgo:parallel
func hashSet(s *setTable) int64 {
	h := uint64(0)
	for i := s.next(0); i >= 0; i = s.next(i + 1) {
		x := s.table[i].hash
		h ^= ((x ^ 89869747) ^ (x << 16)) * 3644798167
	}
	if (s.fill-s.live)&1 != 0 {
		h ^= 0
	}
	h ^= (uint64(s.live) + 1) * 1927868237
	h ^= (h >> 11) ^ (h >> 25)
	h = h*69069 + 907133923
	if int64(h) == -1 {
		return 590923713
	}
	return int64(h)
}

// setAdd is s.add(item).
//
//rgo:parallel
func setAdd(t *Thread, args []Object) Object {
	if s, ok := args[0].(*Set); ok && thread.Parallel && thread.Together() && s.addTogether(args[1]) {
		return None
	}
	if !t.addToSet(args[0], args[1]) {
		return nil
	}
	return None
}

// addToSet adds to the set that o is or carries.
//
//rgo:parallel
func (t *Thread) addToSet(o, item Object) bool { return setOf(o).addObject(t, item) }

//rgo:parallel
func init() {
	SetType.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
		c := args[0].(*Type)
		s := &Set{}
		if c != SetType {
			return newInstance(c, s)
		}
		if len(kwNames) > 0 {
			return t.typeError("set() takes no keyword arguments")
		}
		if len(args) > 2 {
			return t.typeError("set expected at most 1 argument, got " + intText(intOf(len(args)-1)))
		}
		if len(args) == 2 && !t.updateSet(&s.setTable, args[1]) {
			return nil
		}
		return s
	})
	FrozenSetType.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
		c := args[0].(*Type)
		args, ok := t.dropKeywords(FrozenSetType, args, kwNames)
		if !ok {
			return nil
		}
		if len(args) > 2 {
			return t.typeError(c.name + " expected at most 1 argument, got " + intText(intOf(len(args)-1)))
		}
		if len(args) == 2 && c == FrozenSetType {
			if x, ok := args[1].(*FrozenSet); ok {
				return x
			}
		}
		s := &FrozenSet{}
		if len(args) > 1 && !t.updateSet(&s.setTable, args[1]) {
			return nil
		}
		s.bias = thread.Frozen()
		return wrapNew(c, FrozenSetType, s)
	})
	combine := func(op int) BuiltinFunc {
		return func(t *Thread, args []Object) Object {
			var result Object = newSetLike(args[0], stableSet(args[0]).copyTable(t))
			for _, o := range args[1:] {
				table := t.tableFrom(o)
				if table == nil {
					return nil
				}
				if result = t.setOp(op, result, &Set{setTable: *table}); result == nil {
					return nil
				}
			}
			return result
		}
	}
	relation := func(op int) BuiltinFunc {
		return func(t *Thread, args []Object) Object {
			table := t.tableFrom(args[1])
			if table == nil {
				return nil
			}
			return t.compareSets(op, stableSet(args[0]), table)
		}
	}
	for _, c := range []*Type{SetType, FrozenSetType} {
		addContainerMethods(c)
		c.dict.remove(nameGetItem)
		c.addCompare(true)
		c.addBinary(code.Or, code.And, code.Subtract, code.Xor)
		c.addReflected(code.Or, code.And, code.Subtract, code.Xor)
		c.addMethods([]method{
			{"union", 0, -1, combine(code.Or), ""},
			{"intersection", 0, -1, combine(code.And), ""},
			{"difference", 0, -1, combine(code.Subtract), ""},
			{"symmetric_difference", 1, 1, combine(code.Xor), ""},
			{"issubset", 1, 1, relation(code.LessEqual), ""},
			{"issuperset", 1, 1, relation(code.GreaterEqual), ""},
			{"isdisjoint", 1, 1, setIsDisjoint, ""},
			{"copy", 0, 0, func(t *Thread, args []Object) Object {
				if f, exact := args[0].(*FrozenSet); exact {
					return f
				}
				return newSetLike(args[0], setOf(args[0]).copyTable(t))
			}, ""},
			{"__contains__", 1, 1, func(t *Thread, args []Object) Object {
				b, ok := t.setHas(ownedSet(args[0]), args[1])
				if !ok {
					return nil
				}
				return boolOf(b)
			}, ""},
		})
		c.addClassMethods([]method{{"__class_getitem__", 1, 1, makeAlias, ""}})
	}
	FrozenSetType.addHash()
	for _, c := range []*Type{SetType, FrozenSetType} {
		c.addMethods([]method{{"__repr__", 0, 0, func(t *Thread, args []Object) Object {
			s, ok := t.reprSet(args[0], setOf(args[0]))
			if !ok {
				return nil
			}
			return NewStr(s)
		}, ""}})
	}
	SetType.dict.set(nameHash, None)
	SetType.addInplace(code.Or, code.And, code.Subtract, code.Xor)
	change := func(op int) BuiltinFunc {
		return func(t *Thread, args []Object) Object {
			s := payloadOf(args[0]).(*Set)
			if thread.Parallel {
				thread.BeAlone() // what table is a copy of is not to change
			}
			for _, o := range args[1:] {
				table := t.tableFrom(o)
				if table == nil || t.inplaceSet(op, s, s, &Set{setTable: *table}) == nil {
					return nil
				}
			}
			return None
		}
	}
	SetType.addRaw([]rawMethod{{"__init__", setInit}})
	SetType.addMethods([]method{
		{"add", 1, 1, setAdd, ""},
		{"discard", 1, 1, func(t *Thread, args []Object) Object {
			if _, ok := setOf(args[0]).discard(t, t.setKey(args[1])); !ok {
				return nil
			}
			return None
		}, ""},
		{"remove", 1, 1, func(t *Thread, args []Object) Object {
			found, ok := setOf(args[0]).discard(t, t.setKey(args[1]))
			if !ok {
				return nil
			}
			if !found {
				return t.keyError(args[1])
			}
			return None
		}, ""},
		{"pop", 0, 0, setPop, ""},
		{"clear", 0, 0, func(t *Thread, args []Object) Object {
			ownedSet(args[0]).clear()
			return None
		}, ""},
		{"update", 0, -1, func(t *Thread, args []Object) Object {
			for _, o := range args[1:] {
				if !t.updateSet(setOf(args[0]), o) {
					return nil
				}
			}
			return None
		}, ""},
		{"intersection_update", 0, -1, change(code.And), ""},
		{"difference_update", 0, -1, change(code.Subtract), ""},
		{"symmetric_difference_update", 1, 1, change(code.Xor), ""},
	})
}

// setInit is set.__init__; keywords are for a __new__ of the subclass, if it has
// one.
//
//rgo:parallel
func setInit(t *Thread, args []Object, kwNames []*Str) Object {
	if len(kwNames) > 0 {
		return t.typeError("set() takes no keyword arguments")
	}
	if len(args) > 2 {
		return t.typeError("set expected at most 1 argument, got " + intText(intOf(len(args)-1)))
	}
	s := ownedSet(args[0])
	s.clear()
	if len(args) > 1 && !t.updateSet(s, args[1]) {
		return nil
	}
	return None
}

//rgo:parallel
func setPop(t *Thread, args []Object) Object {
	s := ownedSet(args[0])
	if s.live == 0 {
		return t.raise(KeyError, "pop from an empty set")
	}
	i := s.next(min(s.finger, len(s.table)))
	if i < 0 {
		i = s.next(0)
	}
	k := s.table[i].key
	s.removeAt(i)
	s.finger = i + 1
	return k
}

//rgo:parallel
func setIsDisjoint(t *Thread, args []Object) Object {
	table := t.tableFrom(args[1])
	if table == nil {
		return nil
	}
	r, ok := t.intersect(stableSet(args[0]), table)
	if !ok {
		return nil
	}
	return boolOf(r.live == 0)
}
