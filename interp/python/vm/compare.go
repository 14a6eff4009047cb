package vm

import (
	"math"
	"strings"

	"rgo/interp/python/code"
	"rgo/rlib/thread"
)

// This file is comparison, truth, hashing and membership.

// compareNames are the special methods of the comparisons, by code's numbering.
var compareNames = []*Str{nameLt, nameLe, nameEq, nameNe, nameGt, nameGe}

// mirrored is the comparison with exchanged operands.
var mirrored = []int{code.Greater, code.GreaterEqual, code.Equal, code.NotEqual, code.Less, code.LessEqual}

func compareInts(a, b int64, op int) bool {
	switch op {
	case code.Less:
		return a < b
	case code.LessEqual:
		return a <= b
	case code.Equal:
		return a == b
	case code.NotEqual:
		return a != b
	case code.Greater:
		return a > b
	}
	return a >= b
}

func compareFloats(a, b float64, op int) bool {
	switch op {
	case code.Less:
		return a < b
	case code.LessEqual:
		return a <= b
	case code.Equal:
		return a == b
	case code.NotEqual:
		return a != b
	case code.Greater:
		return a > b
	}
	return a >= b
}

// ordered turns a three-way result into that of op.
//
//rgo:parallel
func ordered(c, op int) Object { return boolOf(compareInts(int64(c), 0, op)) }

// compare computes a op b.
//
//rgo:parallel
func (t *Thread) compare(op int, a, b Object) Object {
	r := t.compareRaw(op, a, b)
	if r != NotImplemented {
		return r
	}
	return t.notCompared(op, a, b)
}

// notCompared is the result where neither operand has a method.
//
//rgo:parallel
func (t *Thread) notCompared(op int, a, b Object) Object {
	switch op {
	case code.Equal:
		return boolOf(identical(a, b))
	case code.NotEqual:
		return boolOf(!identical(a, b))
	}
	return t.typeError("'" + code.CompareOperators[op] + "' not supported between instances of '" +
		a.Class().name + "' and '" + b.Class().name + "'")
}

// compareRaw is compare that may give NotImplemented. A method that is None is called, and fails.
//
//rgo:parallel
func (t *Thread) compareRaw(op int, a, b Object) Object {
	if !usesClass(a) && !usesClass(b) {
		if r := t.builtinCompare(op, a, b); r != NotImplemented {
			return r
		}
		return t.tableCompare(op, a, b)
	}
	ca, cb := a.Class(), b.Class()
	reversedFirst := ca != cb && cb.isSubtype(ca)
	if reversedFirst {
		if m := cb.lookup(compareNames[mirrored[op]]); m != nil {
			if r := t.callMethodObject(m, b, a); r != NotImplemented {
				return r
			}
		}
	}
	if m := ca.lookup(compareNames[op]); m != nil {
		if r := t.callMethodObject(m, a, b); r != NotImplemented {
			return r
		}
	}
	if !reversedFirst {
		if m := cb.lookup(compareNames[mirrored[op]]); m != nil {
			return t.callMethodObject(m, b, a)
		}
	}
	return NotImplemented
}

// builtinCompare compares builtin values and those that instances carry.
//
//rgo:parallel
func (t *Thread) builtinCompare(op int, a, b Object) Object {
	if _, is := b.(*Complex); is && (op == code.Equal || op == code.NotEqual) {
		a, b = b, a
	}
	a, b = payloadOf(a), payloadOf(b)
	switch x := a.(type) {
	case Int, *Bool, Float, *BigInt:
		return t.compareNumbers(op, a, b)
	case *Str:
		if y, ok := b.(*Str); ok {
			if op == code.Equal {
				return boolOf(equalStr(x, y))
			}
			if op == code.NotEqual {
				return boolOf(!equalStr(x, y))
			}
			return ordered(strings.Compare(x.s, y.s), op)
		}
	case *Tuple:
		if y, ok := b.(*Tuple); ok {
			return t.compareItems(op, nil, nil, x.items, y.items)
		}
	case *List:
		if y, ok := b.(*List); ok {
			if thread.Parallel && thread.Together() && !(x.bias.IsMine() && y.bias.IsMine()) {
				return t.compareItems(op, nil, nil, x.stable(), y.stable())
			}
			return t.compareItems(op, x, y, x.items, y.items)
		}
	case *Bytes, *ByteArray:
		ownOperands(a, b)
		s, _ := bytesText(a)
		if u, ok := bytesText(b); ok {
			return ordered(strings.Compare(s, u), op)
		}
	case *Dict:
		if y, ok := b.(*Dict); ok && (op == code.Equal || op == code.NotEqual) {
			same, ok := t.equalDicts(x, y)
			if !ok {
				return nil
			}
			return boolOf(same == (op == code.Equal))
		}
	case *Set, *FrozenSet:
		if isAnySet(b) {
			return t.compareSets(op, stableSet(a), stableSet(b))
		}
		if v, ok := b.(*DictView); ok {
			return t.compareView(mirrored[op], v, a)
		}
	case *DictView:
		return t.compareView(op, x, b)
	case *Range:
		if y, ok := b.(*Range); ok && (op == code.Equal || op == code.NotEqual) {
			return boolOf(x.equal(y) == (op == code.Equal))
		}
	case *Slice:
		if y, ok := b.(*Slice); ok {
			return t.compareItems(op, nil, nil, []Object{x.start, x.stop, x.step}, []Object{y.start, y.stop, y.step})
		}
	case *Complex:
		if op == code.Equal || op == code.NotEqual {
			switch y := payloadOf(b).(type) {
			case *Complex:
				return boolOf((x.v == y.v) == (op == code.Equal))
			case Int, *BigInt, *Bool, Float:
				same := imag(x.v) == 0 && t.builtinCompare(code.Equal, newFloat(real(x.v)), y) == True
				return boolOf(same == (op == code.Equal))
			}
			return NotImplemented
		}
	case *BoundMethod:
		if y, ok := b.(*BoundMethod); ok && (op == code.Equal || op == code.NotEqual) {
			return boolOf((x.self == y.self && x.fn == y.fn) == (op == code.Equal))
		}
	case *Deque:
		if y, ok := b.(*Deque); ok {
			x.bias.Own()
			y.bias.Own()
			return t.compareItems(op, nil, nil, x.items(), y.items())
		}
	case *UnionType:
		if y, ok := b.(*UnionType); ok && (op == code.Equal || op == code.NotEqual) {
			same, ok := t.sameUnion(x, y)
			if !ok {
				return nil
			}
			return boolOf(same == (op == code.Equal))
		}
	case *GenericAlias:
		if y, ok := b.(*GenericAlias); ok && (op == code.Equal || op == code.NotEqual) && x.origin == y.origin && x.starred == y.starred {
			return t.compareItems(op, nil, nil, x.args.items, y.args.items)
		}
	}
	if identical(a, b) && op == code.Equal {
		return True
	}
	return NotImplemented
}

// compareNumbers compares an int, bool or float with anything.
//
//rgo:parallel
func (t *Thread) compareNumbers(op int, a, b Object) Object {
	switch x := a.(type) {
	case Float:
		switch y := b.(type) {
		case Float:
			return boolOf(compareFloats(x.v, y.v, op))
		case Int, *BigInt, *Bool:
			if math.IsNaN(x.v) {
				return boolOf(op == code.NotEqual)
			}
			return ordered(compareFloatInt(x.v, plainInt(y)), op)
		}
		return NotImplemented
	default:
		if y, ok := b.(Float); ok {
			return t.compareNumbers(mirrored[op], y, a)
		}
		if v, ok := smallValue(a); ok {
			if w, ok := smallValue(b); ok {
				return boolOf(compareInts(v, w, op))
			}
		}
		v, w := bigValue(a), bigValue(b)
		if w == nil {
			return NotImplemented
		}
		return ordered(v.Cmp(w), op)
	}
}

// compareItems compares sequences item by item. Lists may change meanwhile: they
// are x and y, which are nil for other sequences.
//
//rgo:parallel
func (t *Thread) compareItems(op int, x, y *List, a, b []Object) Object {
	if (op == code.Equal || op == code.NotEqual) && len(a) != len(b) {
		return boolOf(op == code.NotEqual)
	}
	if !t.enterDeep("in comparison") {
		return nil
	}
	r := t.compareItemsDeep(op, x, y, a, b)
	t.leave()
	return r
}

//rgo:parallel
func (t *Thread) compareItemsDeep(op int, x, y *List, a, b []Object) Object {
	for i := 0; ; i++ {
		if x != nil {
			x.bias.Own()
			y.bias.Own()
			a, b = x.items, y.items
		}
		if i >= len(a) || i >= len(b) {
			break
		}
		v, w := a[i], b[i]
		same, ok := t.same(v, w)
		if !ok {
			return nil
		}
		if same {
			continue
		}
		if x != nil {
			x.bias.Own()
			y.bias.Own()
			if i >= len(x.items) || i >= len(y.items) {
				a, b = x.items, y.items
				break
			}
		}
		switch op {
		case code.Equal:
			return False
		case code.NotEqual:
			return True
		}
		return t.compare(op, v, w)
	}
	return boolOf(compareInts(int64(len(a)), int64(len(b)), op))
}

// enterDeep is enter with the rest of CPython's message.
//
//rgo:parallel
func (t *Thread) enterDeep(what string) bool {
	t.native++
	if t.native > nativeLimit || t.native+t.depth > t.interp.limit {
		t.native--
		t.raise(RecursionError, "maximum recursion depth exceeded "+what)
		return false
	}
	return true
}

// identical is `a is b`. Numbers have no identity but their value, which for a
// float is its bits: each zero and each nan is itself.
//
//rgo:parallel
func identical(a, b Object) bool {
	switch x := a.(type) {
	case Int:
		y, ok := b.(Int)
		return ok && x.v == y.v
	case *Str:
		y, ok := b.(*Str)
		return ok && x == y
	case *Instance:
		y, ok := b.(*Instance)
		return ok && x == y
	case Float:
		y, ok := b.(Float)
		return ok && math.Float64bits(x.v) == math.Float64bits(y.v)
	}
	return a == b
}

// same is `a is b or a == b`.
//
//rgo:parallel
func (t *Thread) same(a, b Object) (result, ok bool) {
	if identical(a, b) {
		return true, true
	}
	return t.equal(a, b)
}

// equal is a == b.
//
//rgo:parallel
func (t *Thread) equal(a, b Object) (result, ok bool) {
	switch x := a.(type) {
	case *Str:
		if y, isStr := b.(*Str); isStr {
			return equalStr(x, y), true
		}
	case Int:
		if y, isInt := b.(Int); isInt {
			return x.v == y.v, true
		}
	}
	r := t.compare(code.Equal, a, b)
	if r == nil {
		return false, false
	}
	return t.truth(r)
}

// equalKeys compares keys of equal hash that are not identical.
//
//rgo:parallel
func (t *Thread) equalKeys(a, b Object) (result, ok bool) {
	if x, isStr := a.(*Str); isStr {
		if y, isStr := b.(*Str); isStr {
			return equalStr(x, y), true
		}
	}
	if x, isTuple := a.(*Tuple); isTuple {
		if y, isTuple := b.(*Tuple); isTuple {
			if same, known := equalPlain(x.items, y.items); known {
				return same, true
			}
		}
	}
	t.asked++
	return t.equal(a, b)
}

// equalPlain compares tuples of strings, numbers that fit a machine word, such
// tuples, and what is identical; known is false if there are other items to be
// asked.
//
//rgo:parallel
func equalPlain(a, b []Object) (same, known bool) {
	if len(a) != len(b) {
		return false, true
	}
	for i, v := range a {
		switch x := v.(type) {
		case *Str:
			y, ok := b[i].(*Str)
			if !ok {
				return false, false
			}
			if !equalStr(x, y) {
				return false, true
			}
		case Int:
			y, ok := b[i].(Int)
			if !ok {
				return false, false
			}
			if x.v != y.v {
				return false, true
			}
		case *Tuple:
			y, ok := b[i].(*Tuple)
			if !ok {
				return false, false
			}
			if same, known := equalPlain(x.items, y.items); !known || !same {
				return false, known
			}
		default:
			if !identical(v, b[i]) {
				return false, false
			}
		}
	}
	return true, true
}

// equalDicts compares dicts.
//
//rgo:parallel
func (t *Thread) equalDicts(a, b *Dict) (same, ok bool) {
	if thread.Parallel && thread.Together() {
		if !a.bias.IsMine() {
			a = a.copy()
		}
		if !b.bias.IsMine() {
			b = b.copy()
		}
	}
	if a.live != b.live {
		return false, true
	}
	if !t.enterDeep("in comparison") {
		return false, false
	}
	same, ok = t.equalEntries(a, b)
	t.leave()
	return same, ok
}

//rgo:parallel
func (t *Thread) equalEntries(a, b *Dict) (same, ok bool) {
	for i := 0; ; i++ {
		a.bias.Own()
		b.bias.Own()
		if i >= len(a.entries) {
			return true, true
		}
		e := a.entries[i]
		if e.key == nil {
			continue
		}
		p, ok := b.find(t, e.key, e.hash)
		if !ok || p < 0 {
			return false, ok
		}
		same, ok := t.same(e.value, b.entries[p].value)
		if !ok || !same {
			return false, ok
		}
	}
}

// truth is bool(o).
//
//rgo:parallel
func (t *Thread) truth(o Object) (result, ok bool) {
	switch x := o.(type) {
	case *Bool:
		return x.v, true
	case *noneObject:
		return false, true
	case Int:
		return x.v != 0, true
	case Float:
		return x.v != 0, true
	case *Str:
		return len(x.s) != 0, true
	case *List:
		return len(x.items) != 0, true
	case *Tuple:
		return len(x.items) != 0, true
	case *Dict:
		return x.live != 0, true
	case *Set:
		return x.live != 0, true
	case *FrozenSet:
		return x.live != 0, true
	case *Bytes:
		return len(x.s) != 0, true
	case *ByteArray:
		return len(x.b) != 0, true
	case *Complex:
		return x.v != 0, true
	case *Instance:
		return t.truthOfInstance(x)
	case *Type:
		if x.meta == nil {
			return true, true
		}
	case *Range:
		return x.n != 0 || x.big != nil && x.big.n.Sign() != 0, true
	case *DictView:
		return x.dict.live != 0, true
	case *Deque:
		return x.count != 0, true
	case *Greenlet:
		return x.active(), true
	case *notImplementedObject:
		return true, t.warn(DeprecationWarning, "NotImplemented should not be used in a boolean context", 1)
	}
	if m := operatorSlot(o, nameBool); m != nil {
		r := t.callMethod(m, o, nil, nil)
		return r == True, r != nil
	}
	if operatorSlot(o, nameLen) != nil {
		n, ok := t.length(o)
		return n != 0, ok
	}
	return true, true
}

// truthOfInstance asks __bool__ or __len__.
//
//rgo:parallel
func (t *Thread) truthOfInstance(x *Instance) (result, ok bool) {
	if m := x.cls.lookup(nameBool); m != nil {
		r := t.callMethod(m, x, nil, nil)
		if r == nil {
			return false, false
		}
		b, ok := r.(*Bool)
		if !ok {
			t.typeError("__bool__ should return bool, returned " + r.Class().name)
			return false, false
		}
		return b.v, true
	}
	if m := x.cls.lookup(nameLen); m != nil {
		n, ok := t.length(x)
		return n != 0, ok
	}
	if x.payload != nil {
		if _, isException := x.payload.(*ExcData); !isException {
			return t.truth(x.payload)
		}
	}
	return true, true
}

// hash is hash(o), as the bits of CPython's result where that is defined.
//
//rgo:parallel
func (t *Thread) hash(o Object) (uint64, bool) {
	switch x := o.(type) {
	case *Str:
		return x.Hash(), true
	case Int:
		return uint64(hashInt(x.v)), true
	case *Bool:
		return uint64(boolInt(x.v)), true
	case Float:
		return uint64(hashFloat(x.v)), true
	case *BigInt:
		return uint64(hashBig(x.v)), true
	case *Tuple:
		return t.hashTuple(x.items)
	case *Instance:
		return t.hashInstance(x)
	case *FrozenSet:
		if x.hash == 0 {
			x.hash = hashSet(&x.setTable)
		}
		return uint64(x.hash), true
	case *Bytes:
		return hashBytes(x.s), true
	case *Complex:
		h := uint64(hashFloat(real(x.v))) + 1000003*uint64(hashFloat(imag(x.v)))
		if h == math.MaxUint64 {
			h--
		}
		return h, true
	case *Range:
		return t.hashRange(x)
	case *BoundMethod:
		h, ok := t.hash(x.fn)
		return h ^ uint64(t.identity(x.self)), ok
	case *GenericAlias:
		h, ok := t.hash(x.origin)
		g, ok2 := t.hash(x.args)
		return h ^ g, ok && ok2
	case *UnionType:
		s, ok := t.memberSet(x)
		if !ok {
			return 0, false
		}
		return t.hash(s)
	case *Type:
		if x.meta != nil {
			if m := x.meta.lookup(nameHash); m != nil && m != objectHash {
				return t.hashBy(m, x)
			}
		}
	case *List, *Dict, *Set, *ByteArray, *Slice, *Deque:
		return t.unhashable(o)
	case *DictView:
		if x.view != viewValues {
			return t.unhashable(o)
		}
	}
	if m := operatorSlot(o, nameHash); m != nil && m != objectHash {
		if m == None {
			return t.unhashable(o)
		}
		return t.hashBy(m, o)
	}
	return hashID(t.identity(o)), true
}

// hashID spreads an identity over the bits.
func hashID(id int) uint64 {
	return uint64(id)>>4 | uint64(id)<<60
}

func (t *Thread) unhashable(o Object) (uint64, bool) {
	t.typeError("unhashable type: '" + o.Class().name + "'")
	return 0, false
}

// hashInstance asks __hash__.
//
//rgo:parallel
func (t *Thread) hashInstance(x *Instance) (uint64, bool) {
	if x.cls.hashesByIdentity() {
		if x.ext != nil && x.ext.id != 0 {
			return hashID(x.ext.id), true
		}
		return hashID(t.identity(x)), true
	}
	m := x.cls.lookup(nameHash)
	if m == nil || m == None {
		return t.unhashable(x)
	}
	return t.hashBy(m, x)
}

// hashBy calls a __hash__ method.
//
//rgo:parallel
func (t *Thread) hashBy(m, x Object) (uint64, bool) {
	t.asked++
	r := t.callMethod(m, x, nil, nil)
	if r == nil {
		return 0, false
	}
	switch v := payloadOf(r).(type) {
	case Int:
		if v.v == -1 {
			return math.MaxUint64 - 1, true
		}
		return uint64(v.v), true
	case *Bool:
		return uint64(boolInt(v.v)), true
	case *BigInt:
		return uint64(hashBig(v.v)), true
	}
	t.typeError("__hash__ method should return an integer")
	return 0, false
}

// hashLimit bounds how deep tuples may nest for hashing; nothing but the stack
// limits them in CPython.
const hashLimit = 20000

// hashTuple is CPython's xxHash-like mix.
//
//rgo:parallel
func (t *Thread) hashTuple(items []Object) (uint64, bool) {
	const prime1, prime2, prime5 = 11400714785074694791, 14029467366897019727, 2870177450012600261
	acc := uint64(prime5)
	t.hashing++
	if t.hashing > hashLimit {
		t.hashing = 0
		t.raise(RecursionError, "maximum recursion depth exceeded while hashing a tuple")
		return 0, false
	}
	for _, o := range items {
		var lane uint64
		switch x := o.(type) {
		case *Str:
			lane = x.Hash()
		case Int:
			lane = uint64(hashInt(x.v))
		default:
			var ok bool
			if lane, ok = t.hash(o); !ok {
				t.hashing = 0
				return 0, false
			}
		}
		acc += lane * prime2
		acc = acc<<31 | acc>>33
		acc *= prime1
	}
	t.hashing = max(t.hashing-1, 0)
	acc += uint64(len(items)) ^ (prime5 ^ 3527539)
	if acc == math.MaxUint64 {
		return 1546275796, true
	}
	return acc, true
}

// shortText is how long a text is at most that is searched for a character
// without the machine's instructions for it.
const shortText = 16

// contains is item in o.
//
//rgo:parallel
func (t *Thread) contains(o, item Object) (result, ok bool) {
	switch x := o.(type) {
	case *Dict:
		if thread.Parallel && thread.Together() {
			if has := x.hasTogether(item); has != askKeys {
				return has > 0, true
			}
		}
		return t.dictHas(x, item)
	case *Set:
		if thread.Parallel && thread.Together() {
			if has := x.hasTogether(item); has != askKeys {
				return has > 0, true
			}
		}
		x.bias.Own()
		return t.setHas(&x.setTable, item)
	case *FrozenSet:
		return t.setHas(&x.setTable, item)
	case *List:
		return t.containsItem(x, nil, item)
	case *Tuple:
		return t.containsItem(nil, x.items, item)
	case *Str:
		s := strOf(item)
		if s == nil {
			t.typeError("'in <string>' requires string as left operand, not " + item.Class().name)
			return false, false
		}
		if len(s.s) == 1 && len(x.s) <= shortText {
			for i := 0; i < len(x.s); i++ {
				if x.s[i] == s.s[0] {
					return true, true
				}
			}
			return false, true
		}
		return strings.Contains(x.s, s.s), true
	case *Range:
		if v := exactInt(item); v != nil {
			return x.bigIndexOf(v) != nil, true
		}
	case *Bytes:
		return t.bytesContain(x.s, item)
	case *ByteArray:
		if _, isBytes := bytesText(item); !isBytes && hasIndex(item) {
			if item = t.indexObject(item); item == nil {
				return false, false
			}
		}
		ownOperands(x, item)
		return t.bytesContain(x.text(), item)
	case *DictView:
		return t.viewContains(x, item)
	case *Instance:
		if m := x.cls.lookup(nameContains); m != nil {
			if m == None {
				t.typeError("'" + x.cls.name + "' object is not a container")
				return false, false
			}
			r := t.callMethodObject(m, x, item)
			if r == nil {
				return false, false
			}
			return t.truth(r)
		}
	case *Type:
		if x.meta != nil {
			if r, found := t.callSpecial(x, nameContains, item); found {
				if r == nil {
					return false, false
				}
				return t.truth(r)
			}
		}
	default:
		if m := operatorSlot(o, nameContains); m != nil {
			r := t.callMethodObject(m, o, item)
			if r == nil {
				return false, false
			}
			return t.truth(r)
		}
	}
	if !t.isIterable(o) {
		t.typeError("argument of type '" + o.Class().name + "' is not iterable")
		return false, false
	}
	it := t.iter(o)
	if it == nil {
		return false, false
	}
	for {
		v := t.next(it)
		if v == nil {
			return false, t.exc == nil
		}
		if same, ok := t.same(v, item); !ok || same {
			return same, ok
		}
	}
}

// containsItem searches a list, which may change meanwhile, or fixed items.
//
//rgo:parallel
func (t *Thread) containsItem(l *List, items []Object, item Object) (result, ok bool) {
	if l != nil && thread.Parallel && thread.Together() && !l.bias.IsMine() {
		l, items = nil, l.stable()
	}
	for i := 0; ; i++ {
		if l != nil {
			l.bias.Own()
			items = l.items
		}
		if i >= len(items) {
			return false, true
		}
		if same, ok := t.same(items[i], item); !ok || same {
			return same, ok
		}
	}
}

//rgo:parallel
func (t *Thread) dictHas(d *Dict, key Object) (result, ok bool) {
	if thread.Parallel && thread.Together() && !d.bias.IsMine() {
		v := d.getTogether(t, key)
		return v != nil, v != nil || t.exc == nil
	}
	d.bias.Own()
	if p := d.quick(key); p != askKeys {
		return p >= 0, true
	}
	p, _, ok := d.lookup(t, key)
	return p >= 0, ok
}

// setHas is membership; a set is looked for as a frozenset.
//
//rgo:parallel
func (t *Thread) setHas(s *setTable, key Object) (result, ok bool) {
	return s.contains(t, t.setKey(key))
}

// setKey is what a set is looked for by: its value as a frozenset.
//
//rgo:parallel
func (t *Thread) setKey(key Object) Object {
	switch x := key.(type) {
	case Int, *Str, *Tuple, *Bool, Float:
		return key
	case *Instance:
		if x.payload == nil {
			return key
		}
	}
	x, isSet := payloadOf(key).(*Set)
	if isSet && key.Class().lookup(nameHash) == None {
		return &FrozenSet{setTable: x.copyTable(t)}
	}
	return key
}
