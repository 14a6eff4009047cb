package vm

import "rgo/rlib/thread"

// This file is the iterator protocol and the iterators of builtin containers.

// Iterator is a builtin iterator. Next returns nil when there are no more
// items, or with an exception pending.
type Iterator interface {
	Object
	Next(t *Thread) Object
}

// ListIter iterates over a list; list is nil once it ended.
type ListIter struct {
	bias  thread.Bias
	list  *List
	index int
}

// Class returns list_iterator.
func (*ListIter) Class() *Type { return ListIterType }

// Next returns the next item.
//
//rgo:parallel
func (i *ListIter) Next(t *Thread) Object { return i.step() }

//rgo:parallel
func (i *ListIter) step() (v Object) {
	i.bias.Take()
	l := i.list
	if l == nil {
		return nil
	}
	locked := l.bias.LockToRead()
	switch {
	case i.list != l: // another thread has ended it while this one waited to be alone
	case i.index < len(l.items):
		v = l.items[i.index]
		i.index++
	default:
		i.list = nil
	}
	l.bias.Unlock(locked)
	return v
}

// ListReverseIter iterates over a list from its end.
type ListReverseIter struct {
	bias  thread.Bias
	list  *List
	index int
}

// Class returns list_reverseiterator.
func (*ListReverseIter) Class() *Type { return ListReverseIterType }

// Next returns the next item.
//
//rgo:parallel
func (i *ListReverseIter) Next(t *Thread) (v Object) {
	i.bias.Take()
	l := i.list
	if l == nil {
		return nil
	}
	locked := l.bias.LockToRead()
	switch {
	case i.list != l: // another thread has ended it while this one waited to be alone
	case i.index < 0 || i.index >= len(l.items):
		i.list, i.index = nil, -1
	default:
		v = l.items[i.index]
		i.index--
	}
	l.bias.Unlock(locked)
	return v
}

// TupleIter iterates over fixed items: those of a tuple or a snapshot.
type TupleIter struct {
	bias  thread.Bias
	items []Object
	cls   *Type
}

// Class returns the class that the iterator shows.
func (i *TupleIter) Class() *Type { return i.cls }

// Next returns the next item.
//
//rgo:parallel
func (i *TupleIter) Next(t *Thread) Object {
	i.bias.Take()
	if len(i.items) == 0 {
		return nil
	}
	v := i.items[0]
	i.items = i.items[1:]
	return v
}

// StrIter iterates over the code points of a str.
type StrIter struct {
	bias   thread.Bias
	s      string
	offset int
}

// Class returns str_iterator.
func (*StrIter) Class() *Type { return StrIterType }

// Next returns the next character.
//
//rgo:parallel
func (i *StrIter) Next(t *Thread) Object {
	i.bias.Take()
	if i.offset >= len(i.s) {
		return nil
	}
	if c := i.s[i.offset]; c < 0x80 {
		i.offset++
		return latin[c]
	}
	r, size := decodeRune(i.s[i.offset:])
	i.offset += size
	return runeStr(r)
}

// BytesIter iterates over bytes; array is set for a bytearray.
type BytesIter struct {
	bias  thread.Bias
	s     string
	array *ByteArray
	index int
}

// Class returns bytes_iterator.
//
//rgo:parallel
func (i *BytesIter) Class() *Type {
	if i.array != nil {
		return ByteArrayIterType
	}
	return BytesIterType
}

// Next returns the next byte.
//
//rgo:parallel
func (i *BytesIter) Next(t *Thread) Object {
	i.bias.Take()
	if i.array != nil {
		i.array.touch()
		if i.index >= len(i.array.b) {
			return nil
		}
		i.index++
		return newInt(int64(i.array.b[i.index-1]))
	}
	if i.index >= len(i.s) {
		return nil
	}
	i.index++
	return newInt(int64(i.s[i.index-1]))
}

// RangeIter iterates over a range of machine words.
type RangeIter struct {
	bias             thread.Bias
	next, step, left int64
}

// Class returns range_iterator.
func (*RangeIter) Class() *Type { return RangeIterType }

// Next returns the next number.
//
//rgo:parallel
func (i *RangeIter) Next(t *Thread) Object {
	i.bias.Take()
	if i.left <= 0 {
		return nil
	}
	v := newInt(i.next)
	i.next += i.step
	i.left--
	return v
}

// LongRangeIter iterates over a range beyond machine words.
type LongRangeIter struct {
	r    *Range
	next Object
}

// Class returns longrange_iterator.
func (*LongRangeIter) Class() *Type { return LongRangeIterType }

// Next returns the next number.
func (i *LongRangeIter) Next(t *Thread) Object {
	b := i.r.big
	n := bigValue(i.next)
	if n.Cmp(b.n) >= 0 {
		return nil
	}
	v := i.r.bigItem(n)
	i.next = t.binaryOp(0, i.next, newInt(1))
	return v
}

// dictView selects what a view or iterator of a dict gives.
type dictView uint8

const (
	viewKeys dictView = iota
	viewValues
	viewItems
)

// DictIter iterates over a dict.
type DictIter struct {
	bias    thread.Bias
	dict    *Dict
	index   int
	live    int
	view    dictView
	reverse bool
	given   int // items given so far
}

// Class returns the iterator type of the view.
func (i *DictIter) Class() *Type {
	if i.reverse {
		return dictReverseIterTypes[i.view]
	}
	return dictIterTypes[i.view]
}

// Next returns the next key, value or pair.
//
//rgo:parallel
func (i *DictIter) Next(t *Thread) (v Object) {
	i.bias.Take()
	d := i.dict
	if d == nil {
		return nil
	}
	wrong := ""
	locked := d.bias.LockToRead()
	switch {
	case i.dict != d: // another thread has ended it while this one waited to be alone
	case d.live != i.live:
		wrong = "changed size"
	default:
		switch e := i.seek(d); {
		case e == nil:
			i.dict = nil
		case i.given == i.live:
			wrong = "keys changed"
		default:
			i.given++
			v = i.item(e)
		}
	}
	d.bias.Unlock(locked)
	if wrong != "" {
		i.live = -1
		return t.raise(RuntimeError, "dictionary "+wrong+" during iteration")
	}
	return v
}

// seek goes to the next entry, and returns nil at the end.
//
//rgo:parallel
func (i *DictIter) seek(d *Dict) *dictEntry {
	if i.reverse {
		for i.index = min(i.index, len(d.entries)) - 1; i.index >= 0; i.index-- {
			if e := &d.entries[i.index]; e.key != nil {
				return e
			}
		}
		return nil
	}
	for i.index < len(d.entries) {
		e := &d.entries[i.index]
		i.index++
		if e.key != nil {
			return e
		}
	}
	return nil
}

//rgo:parallel
func (i *DictIter) item(e *dictEntry) Object {
	switch i.view {
	case viewKeys:
		return e.key
	case viewValues:
		return e.value
	}
	return &Tuple{[]Object{e.key, e.value}}
}

// SetIter iterates over a set.
type SetIter struct {
	bias  thread.Bias
	set   *setTable
	owner Object // keeps the set itself alive and visible
	index int
	live  int
}

// Class returns set_iterator.
func (*SetIter) Class() *Type { return SetIterType }

// Next returns the next element.
//
//rgo:parallel
func (i *SetIter) Next(t *Thread) Object {
	i.bias.Take()
	ownedSet(i.owner)
	if i.set == nil {
		return nil
	}
	if i.set.live != i.live {
		i.live = -1
		return t.raise(RuntimeError, "Set changed size during iteration")
	}
	p := i.set.next(i.index)
	if p < 0 {
		i.set = nil
		return nil
	}
	i.index = p + 1
	return i.set.table[p].key
}

// SeqIter iterates over an object by __getitem__ with 0, 1, 2, ...
type SeqIter struct {
	bias  thread.Bias
	obj   Object
	index int
}

// Class returns iterator.
func (*SeqIter) Class() *Type { return SeqIterType }

// Next returns the next item.
//
//rgo:parallel
func (i *SeqIter) Next(t *Thread) Object {
	i.bias.Take()
	if i.obj == nil {
		return nil
	}
	v := t.getItem(i.obj, intOf(i.index))
	i.bias.Take()
	if v == nil {
		if t.catch(IndexError) || t.catch(StopIteration) {
			i.obj = nil
		}
		return nil
	}
	i.bias.Take()
	i.index++
	return v
}

// CallIter is iter(callable, sentinel).
type CallIter struct {
	bias         thread.Bias
	fn, sentinel Object // fn is nil once it ended
}

// Class returns callable_iterator.
//
//rgo:parallel
func (*CallIter) Class() *Type { return CallIterType }

// Next returns the next item.
//
//rgo:parallel
func (i *CallIter) Next(t *Thread) Object {
	i.bias.Take()
	fn := i.fn
	if fn == nil {
		return nil
	}
	v := t.call0(fn)
	if v == nil {
		if t.catch(StopIteration) {
			i.fn = nil
		}
		return nil
	}
	same, ok := t.equal(v, i.sentinel)
	if !ok {
		return nil
	}
	if same {
		i.fn = nil
		return nil
	}
	return v
}

// newIteratorType makes the type of builtin iterators.
func newIteratorType(name string) *Type {
	return newBuiltinType(name, ObjectType, final)
}

// Types of iterators.
var (
	ListIterType        = newIteratorType("list_iterator")
	ListReverseIterType = newIteratorType("list_reverseiterator")
	TupleIterType       = newIteratorType("tuple_iterator")
	StrIterType         = newIteratorType("str_iterator")
	BytesIterType       = newIteratorType("bytes_iterator")
	ByteArrayIterType   = newIteratorType("bytearray_iterator")
	RangeIterType       = newIteratorType("range_iterator")
	LongRangeIterType   = newIteratorType("longrange_iterator")
	SetIterType         = newIteratorType("set_iterator")
	SeqIterType         = newIteratorType("iterator")
	CallIterType        = newIteratorType("callable_iterator")
	ReversedType        = newIteratorType("reversed")

	dictIterTypes = []*Type{
		newIteratorType("dict_keyiterator"), newIteratorType("dict_valueiterator"), newIteratorType("dict_itemiterator"),
	}
	dictReverseIterTypes = []*Type{
		newIteratorType("dict_reversekeyiterator"), newIteratorType("dict_reversevalueiterator"),
		newIteratorType("dict_reverseitemiterator"),
	}
)

// addIteratorMethods installs __iter__ and __next__.
func addIteratorMethods(types ...*Type) {
	for _, c := range types {
		c.addMethods([]method{
			{"__iter__", 0, 0, returnSelf, ""},
			{"__next__", 0, 0, iteratorNext, ""},
		})
	}
}

func init() {
	addIteratorMethods(ListIterType, ListReverseIterType, TupleIterType, StrIterType, BytesIterType, ByteArrayIterType,
		RangeIterType, LongRangeIterType, SetIterType, SeqIterType, CallIterType, ReversedType)
	addIteratorMethods(dictIterTypes...)
	addIteratorMethods(dictReverseIterTypes...)
}

// iter is iter(o).
//
//rgo:parallel
func (t *Thread) iter(o Object) Object {
	switch x := o.(type) {
	case *List:
		return &ListIter{bias: thread.Mine(), list: x}
	case *Tuple:
		return &TupleIter{bias: thread.Mine(), items: x.items, cls: TupleIterType}
	case *Range:
		return x.iter()
	case *Generator:
		if x.kind == plainGenerator {
			return x
		}
	case *Str:
		return &StrIter{bias: thread.Mine(), s: x.s}
	case *Dict:
		return &DictIter{bias: thread.Mine(), dict: x, live: x.live}
	case *DictView:
		return &DictIter{bias: thread.Mine(), dict: x.dict, live: x.dict.live, view: x.view}
	case *Set:
		return &SetIter{bias: thread.Mine(), set: &x.setTable, owner: x, live: x.live}
	case *FrozenSet:
		return &SetIter{bias: thread.Mine(), set: &x.setTable, owner: x, live: x.live}
	case *Bytes:
		return &BytesIter{bias: thread.Mine(), s: x.s}
	case *ByteArray:
		return &BytesIter{bias: thread.Mine(), array: x}
	case Iterator:
		return x
	}
	cls := o.Class()
	m := cls.lookup(nameIter)
	if m == nil {
		if cls.lookup(nameGetItem) != nil && dictOf(o) == nil {
			return &SeqIter{bias: thread.Mine(), obj: o}
		}
		return t.typeError("'" + cls.name + "' object is not iterable")
	}
	if m == None {
		return t.typeError("'" + cls.name + "' object is not iterable")
	}
	if b, ok := m.(*Builtin); ok {
		if i, ok := o.(*Instance); ok && i.payload != nil && b.owner == i.cls.layout {
			return t.iter(i.payload)
		}
	}
	it := t.callMethod(m, o, nil, nil)
	if it == nil {
		return nil
	}
	if _, ok := it.(Iterator); !ok && it.Class().lookup(nameNext) == nil {
		return t.typeError("iter() returned non-iterator of type '" + it.Class().name + "'")
	}
	return it
}

// isIterable reports whether iter(o) would work.
//
//rgo:parallel
func (t *Thread) isIterable(o Object) bool {
	switch o.(type) {
	case *List, *Tuple, *Range, *Generator, *Str, *Dict, Iterator:
		return true
	}
	cls := o.Class()
	return cls.lookup(nameIter) != nil || cls.lookup(nameGetItem) != nil
}

// next returns the next item of an iterator; nil at the end, without an
// exception, or with one.
//
//rgo:parallel
func (t *Thread) next(it Object) Object {
	if x, ok := it.(Iterator); ok {
		v := x.Next(t)
		if v == nil && t.exc != nil {
			t.catch(StopIteration)
		}
		return v
	}
	if x, ok := it.(*Instance); ok {
		if line := nextLine(x); line != nil {
			return line
		}
	}
	v := t.nextRaw(it)
	if v == nil {
		if t.instrumented && t.exc.cls.isSubtype(StopIteration) && t.frame != nil {
			t.traceRaise(t.frame)
		}
		t.catch(StopIteration)
	}
	return v
}

// nextRaw is next(it): the end is a StopIteration.
//
//rgo:parallel
func (t *Thread) nextRaw(it Object) Object {
	if x, ok := it.(Iterator); ok {
		g, isGenerator := it.(*Generator)
		if isGenerator && g.kind != plainGenerator {
			return t.typeError("'" + it.Class().name + "' object is not an iterator")
		}
		v := x.Next(t)
		if v == nil && t.exc == nil {
			if isGenerator {
				return t.stopIteration(g.result)
			}
			return t.stopIteration(nil)
		}
		return v
	}
	m := it.Class().lookup(nameNext)
	if m == nil {
		return t.typeError("'" + it.Class().name + "' object is not an iterator")
	}
	return t.callMethod(m, it, nil, nil)
}

// collect returns the items of an iterable as a new slice.
//
//rgo:parallel
func (t *Thread) collect(o Object) (items []Object, ok bool) {
	if fixed, ok := sequenceItems(o); ok {
		c := make([]Object, len(fixed))
		copy(c, fixed)
		return c, true
	}
	it := t.iter(o)
	if it == nil {
		return nil, false
	}
	if i, ok := o.(*Instance); ok && i.payload == nil && !t.checkLengthHint(i) {
		return nil, false
	}
	items = make([]Object, 0, 8)
	for {
		v := t.next(it)
		if v == nil {
			return items, t.exc == nil
		}
		items = append(items, v)
	}
}

// checkLengthHint asks an instance for its length or a hint, for the sake of
// the exceptions that raises; the room for the items grows anyway.
//
//rgo:parallel
func (t *Thread) checkLengthHint(x *Instance) bool {
	var r Object
	if x.cls.lookup(nameLen) != nil {
		if _, ok := t.length(x); ok {
			return true
		}
		return t.catch(TypeError)
	}
	m := x.cls.lookup(nameLengthHint)
	if m == nil {
		return true
	}
	if r = t.callMethod(m, x, nil, nil); r == nil {
		return t.catch(TypeError)
	}
	if r == NotImplemented {
		return true
	}
	if !isInt(r) {
		t.typeError("__length_hint__ must be an integer, not " + r.Class().name)
		return false
	}
	if bigValue(plainInt(r)).Sign() < 0 {
		t.valueError("__length_hint__() should return >= 0")
		return false
	}
	return true
}

var nameLengthHint = intern("__length_hint__")

// view returns the items of an iterable, without a copy if it is a list or
// tuple; the caller must not change them nor run Python code meanwhile.
//
//rgo:parallel
func (t *Thread) view(o Object) (items []Object, ok bool) {
	if fixed, ok := sequenceItems(o); ok {
		return fixed, true
	}
	return t.collect(o)
}

// unpack stores the items of an iterable in out, the first one last.
//
//rgo:parallel
func (t *Thread) unpack(o Object, out []Object) bool {
	n := len(out)
	if items, ok := sequenceItems(o); ok && len(items) != n {
		t.unpackCount(n, len(items), true)
		return false
	}
	it := t.iter(o)
	if it == nil {
		if t.exc.cls == TypeError && !t.isIterable(o) {
			t.exc = nil
			t.typeError("cannot unpack non-iterable " + o.Class().name + " object")
		}
		return false
	}
	for i := n - 1; i >= 0; i-- {
		v := t.next(it)
		if v == nil {
			if t.exc == nil {
				t.unpackCount(n, n-1-i, false)
			}
			return false
		}
		out[i] = v
	}
	if v := t.next(it); v != nil || t.exc != nil {
		if t.exc == nil {
			t.valueError("too many values to unpack (expected " + intText(intOf(n)) + ")")
		}
		return false
	}
	return true
}

// unpackCount raises ValueError for a wrong number of values.
//
//rgo:parallel
func (t *Thread) unpackCount(want, got int, known bool) {
	if got > want {
		t.valueError("too many values to unpack (expected " + intText(intOf(want)) + ")")
		return
	}
	t.valueError("not enough values to unpack (expected " + intText(intOf(want)) + ", got " + intText(intOf(got)) + ")")
}

// unpackEx runs UNPACK_EX.
//
//rgo:parallel
func (t *Thread) unpackEx(f *Frame, arg int) bool {
	before, after := arg&0xff, arg>>8
	o := f.pop()
	items, ok := t.collect(o)
	if !ok {
		if t.exc.cls == TypeError && !t.isIterable(o) {
			t.exc = nil
			t.typeError("cannot unpack non-iterable " + o.Class().name + " object")
		}
		return false
	}
	if len(items) < before+after {
		t.valueError("not enough values to unpack (expected at least " + intText(intOf(before+after)) +
			", got " + intText(intOf(len(items))) + ")")
		return false
	}
	for i := len(items) - 1; i >= len(items)-after; i-- {
		f.push(items[i])
	}
	middle := items[before : len(items)-after]
	f.push(pieceOf(middle))
	for i := before - 1; i >= 0; i-- {
		f.push(items[i])
	}
	return true
}
