package vm

import (
	"strconv"

	"rgo/interp/python/code"
	"rgo/rlib/thread"
)

// This file is collections.deque: a ring buffer. The methods of Deque are for who
// has its Bias, or is alone.

// Deque is a deque.
type Deque struct {
	weakHolder
	bias  thread.Bias
	ring  []Object
	first int
	count int
	limit int // -1 is unbounded
	edits int // changes, which iterators notice
}

// Class returns deque.
func (*Deque) Class() *Type { return DequeType }

// DequeType is collections.deque.
var DequeType = newBuiltinType("deque", ObjectType, byTable|weakrefs)

//rgo:parallel
func (d *Deque) at(i int) Object { return d.ring[(d.first+i)%len(d.ring)] }

//rgo:parallel
func (d *Deque) put(i int, v Object) { d.ring[(d.first+i)%len(d.ring)] = v }

// items returns the items in a new slice.
//
//rgo:parallel
func (d *Deque) items() []Object {
	c := make([]Object, d.count)
	for i := range c {
		c[i] = d.at(i)
	}
	return c
}

//rgo:parallel
func (d *Deque) grow() {
	size := max(8, 2*len(d.ring))
	ring := make([]Object, size)
	copy(ring, d.items())
	d.ring, d.first = ring, 0
}

//rgo:parallel
func (d *Deque) append(v Object) {
	if d.limit == 0 {
		return
	}
	if d.count == d.limit {
		d.popLeft()
	}
	if d.count == len(d.ring) {
		d.grow()
	}
	d.edits++
	d.count++
	d.put(d.count-1, v)
}

//rgo:parallel
func (d *Deque) appendLeft(v Object) {
	if d.limit == 0 {
		return
	}
	if d.count == d.limit {
		d.pop()
	}
	if d.count == len(d.ring) {
		d.grow()
	}
	d.edits++
	d.first = (d.first - 1 + len(d.ring)) % len(d.ring)
	d.count++
	d.put(0, v)
}

//rgo:parallel
func (d *Deque) pop() Object {
	if d.count == 0 {
		return nil
	}
	v := d.at(d.count - 1)
	d.put(d.count-1, nil)
	d.count--
	d.edits++
	return v
}

//rgo:parallel
func (d *Deque) popLeft() Object {
	if d.count == 0 {
		return nil
	}
	v := d.at(0)
	d.put(0, nil)
	d.first = (d.first + 1) % len(d.ring)
	d.count--
	d.edits++
	return v
}

//rgo:parallel
func (d *Deque) setItems(items []Object) {
	d.ring, d.first, d.count = items[:len(items):len(items)], 0, len(items)
	d.edits++
}

//rgo:parallel
func (d *Deque) deleteAt(i int) {
	items := d.items()
	d.setItems(append(items[:i], items[i+1:]...))
}

// extend appends the items of an iterable.
//
//rgo:parallel
func (d *Deque) extend(t *Thread, o Object) bool {
	items, ok := t.collect(o)
	locked := d.bias.Lock()
	for _, v := range items {
		d.append(v)
	}
	d.bias.Unlock(locked)
	return ok
}

// item returns an item; nil if that is not for here.
//
//rgo:parallel
func (d *Deque) item(key Object) (v Object) {
	k, ok := key.(Int)
	if !ok {
		return nil
	}
	locked := d.bias.LockToRead()
	if i := d.position(k.v); i >= 0 {
		v = d.at(i)
	}
	d.bias.Unlock(locked)
	return v
}

// setItem stores an item; false if that is not for here.
//
//rgo:parallel
func (d *Deque) setItem(key, value Object) bool {
	k, ok := key.(Int)
	if !ok {
		return false
	}
	locked := d.bias.Lock()
	i := d.position(k.v)
	if i >= 0 {
		d.put(i, value)
	}
	d.bias.Unlock(locked)
	return i >= 0
}

// position is where an index is; -1 if there is no such item.
//
//rgo:parallel
func (d *Deque) position(i int64) int {
	n := int64(d.count)
	if i < 0 {
		i += n
	}
	if uint64(i) >= uint64(n) {
		return -1
	}
	return int(i)
}

// DequeIter iterates over a deque.
type DequeIter struct {
	bias    thread.Bias
	d       *Deque
	index   int
	edits   int
	reverse bool
	ended   bool   // by an error
	object  Object // the deque, or the instance that carries it; nil for d
}

// Class returns _deque_iterator, or _deque_reverse_iterator.
func (i *DequeIter) Class() *Type {
	if i.reverse {
		return DequeReverseIterType
	}
	return DequeIterType
}

// owner is the deque as pickle has to see it.
func (i *DequeIter) owner() Object {
	if i.object != nil {
		return i.object
	}
	return i.d
}

// newDequeIter is _deque_iterator(deque, index).
func newDequeIter(t *Thread, args []Object, kwNames []*Str) Object {
	if len(args) < 2 || len(args) > 3 || len(kwNames) > 0 {
		return t.typeError("_deque_iterator expected 1 or 2 arguments, got " + strconv.Itoa(len(args)-1))
	}
	d, ok := payloadOf(args[1]).(*Deque)
	if !ok {
		return t.typeError("_deque_iterator() argument 1 must be collections.deque, not " + args[1].Class().name)
	}
	i := &DequeIter{d: d, object: args[1], edits: d.edits, reverse: args[0] == Object(DequeReverseIterType)}
	if len(args) == 3 {
		n, ok := t.index(args[2])
		if !ok {
			return nil
		}
		i.index = max(0, min(n, d.count))
	}
	return i
}

// Types of iterators over deques.
var (
	DequeIterType        = newIteratorType("_deque_iterator")
	DequeReverseIterType = newIteratorType("_deque_reverse_iterator")
)

// left is how many items are to come: none after an error.
func (i *DequeIter) left() int {
	if i.ended {
		return 0
	}
	return max(i.d.count-i.index, 0)
}

// Next returns the next item.
//
//rgo:parallel
func (i *DequeIter) Next(t *Thread) Object {
	i.bias.Take()
	locked := i.d.bias.LockToRead()
	v, changed := i.step()
	i.d.bias.Unlock(locked)
	if changed {
		return t.raise(RuntimeError, "deque mutated during iteration")
	}
	return v
}

// step is Next for who has the iterator and the deque.
//
//rgo:parallel
func (i *DequeIter) step() (v Object, changed bool) {
	switch d := i.d; {
	case i.edits != d.edits:
		i.index, i.ended = d.count, true
		return nil, true
	case i.index >= d.count:
		return nil, false
	case i.reverse:
		i.index++
		return d.at(d.count - i.index), false
	default:
		i.index++
		return d.at(i.index - 1), false
	}
}

// iterateDeque makes an iterator over the deque that o is or carries.
//
//rgo:parallel
func iterateDeque(o Object, reverse bool) Object {
	d := dequeOf(o)
	return &DequeIter{bias: thread.Mine(), d: d, object: o, edits: d.edits, reverse: reverse}
}

//rgo:parallel
func dequeOf(o Object) *Deque { return payloadOf(o).(*Deque) }

func init() {
	DequeType.module = newASCII("collections")
	DequeIterType.module = newASCII("_collections")
	addIteratorMethods(DequeIterType)
	DequeType.setNew(newDeque)
	DequeType.addRaw([]rawMethod{{"__init__", initDeque}})
	DequeIterType.setNew(newDequeIter)
	DequeIterType.addMethods([]method{
		{"__length_hint__", 0, 0, func(t *Thread, args []Object) Object {
			return intOf(args[0].(*DequeIter).left())
		}, ""},
		{"__reduce__", 0, 0, func(t *Thread, args []Object) Object {
			i := args[0].(*DequeIter)
			return tupleOf(i.Class(), tupleOf(i.owner(), intOf(i.index)))
		}, ""},
	})
	DequeReverseIterType.setNew(newDequeIter)
	DequeReverseIterType.module = newASCII("_collections")
	addIteratorMethods(DequeReverseIterType)
	DequeReverseIterType.addMethods([]method{
		{"__length_hint__", 0, 0, func(t *Thread, args []Object) Object {
			return intOf(args[0].(*DequeIter).left())
		}, ""},
		{"__reduce__", 0, 0, func(t *Thread, args []Object) Object {
			i := args[0].(*DequeIter)
			return tupleOf(i.Class(), tupleOf(i.owner(), intOf(i.index)))
		}, ""},
	})
	addContainerMethods(DequeType)
	DequeType.addMutable()
	DequeType.addMethods([]method{
		{"__repr__", 0, 0, func(t *Thread, args []Object) Object {
			s, ok := t.reprDequeAs(dequeOf(args[0]), args[0].Class().name)
			if !ok {
				return nil
			}
			return NewStr(s)
		}, ""},
		{"__add__", 1, 1, addDeques, ""},
		{"__mul__", 1, 1, multiplyDeque, ""},
		{"__rmul__", 1, 1, multiplyDeque, ""},
	})
	DequeType.addCompare(true)
	DequeType.addInplace(code.Add)
	DequeType.addMethods([]method{{"__imul__", 1, 1, func(t *Thread, args []Object) Object {
		d := dequeOf(args[0])
		n, ok := t.repeatCount(args[1])
		if !ok {
			return t.orNotImplemented()
		}
		d.setItems(repeatItems(d.items(), n))
		d.trim()
		return args[0]
	}, ""}})
	DequeType.dict.set(nameHash, None)
	DequeType.addMethods(dequeMethods)
	DequeType.addClassMethods([]method{{"__class_getitem__", 1, 1, makeAlias, ""}})
	DequeType.addGetSets([]getset{{"maxlen", func(t *Thread, o Object) Object {
		if d := dequeOf(o); d.limit >= 0 {
			return intOf(d.limit)
		}
		return None
	}, nil}})
}

//rgo:parallel
func newDeque(t *Thread, args []Object, kwNames []*Str) Object {
	c := args[0].(*Type)
	d := &Deque{bias: thread.Mine(), limit: -1}
	if c != DequeType {
		return newInstance(c, d)
	}
	if !d.init(t, args[1:], kwNames) {
		return nil
	}
	return d
}

//rgo:parallel
func initDeque(t *Thread, args []Object, kwNames []*Str) Object {
	if !dequeOf(args[0]).init(t, args[1:], kwNames) {
		return nil
	}
	return None
}

// init fills the deque from the constructor's arguments.
//
//rgo:parallel
func (d *Deque) init(t *Thread, args []Object, kwNames []*Str) bool {
	var fields [2]Object
	if !t.bindNames("deque", args, kwNames, []string{"iterable", "maxlen"}, fields[:]) {
		return false
	}
	limit := -1
	if fields[1] != nil && fields[1] != None {
		n, ok := t.index(fields[1])
		if !ok {
			return false
		}
		if n < 0 {
			t.valueError("maxlen must be non-negative")
			return false
		}
		limit = n
	}
	d.bias.Own()
	d.setItems(nil)
	d.limit = limit
	return fields[0] == nil || d.extend(t, fields[0])
}

//rgo:parallel
func dequeAppend(t *Thread, args []Object) Object {
	d, v := dequeOf(args[0]), args[1]
	locked := d.bias.Lock()
	d.append(v)
	d.bias.Unlock(locked)
	return None
}

//rgo:parallel
func dequeAppendLeft(t *Thread, args []Object) Object {
	d, v := dequeOf(args[0]), args[1]
	locked := d.bias.Lock()
	d.appendLeft(v)
	d.bias.Unlock(locked)
	return None
}

//rgo:parallel
func dequePop(t *Thread, args []Object) Object {
	d := dequeOf(args[0])
	locked := d.bias.Lock()
	v := d.pop()
	d.bias.Unlock(locked)
	if v == nil {
		return t.indexError("pop from an empty deque")
	}
	return v
}

//rgo:parallel
func dequePopLeft(t *Thread, args []Object) Object {
	d := dequeOf(args[0])
	locked := d.bias.Lock()
	v := d.popLeft()
	d.bias.Unlock(locked)
	if v == nil {
		return t.indexError("pop from an empty deque")
	}
	return v
}

//rgo:parallel
var dequeMethods = []method{
	{"append", 1, 1, dequeAppend, ""},
	{"appendleft", 1, 1, dequeAppendLeft, ""},
	{"pop", 0, 0, dequePop, ""},
	{"popleft", 0, 0, dequePopLeft, ""},
	{"extend", 1, 1, func(t *Thread, args []Object) Object {
		if !dequeOf(args[0]).extend(t, args[1]) {
			return nil
		}
		return None
	}, ""},
	{"extendleft", 1, 1, func(t *Thread, args []Object) Object {
		items, ok := t.collect(args[1])
		if !ok {
			return nil
		}
		d := dequeOf(args[0])
		d.bias.Own()
		for _, v := range items {
			d.appendLeft(v)
		}
		return None
	}, ""},
	{"clear", 0, 0, func(t *Thread, args []Object) Object {
		d := dequeOf(args[0])
		d.bias.Own()
		d.setItems(nil)
		return None
	}, ""},
	{"copy", 0, 0, copyDeque, ""},
	{"__copy__", 0, 0, copyDeque, ""},
	{"__reduce__", 0, 0, reduceDeque, ""},
	{"__sizeof__", 0, 0, func(t *Thread, args []Object) Object { return intOf(96 + 8*len(dequeOf(args[0]).ring)) }, ""},
	{"rotate", 0, 1, func(t *Thread, args []Object) Object {
		n := 1
		if len(args) > 1 {
			var ok bool
			if n, ok = t.index(args[1]); !ok {
				return nil
			}
		}
		d := dequeOf(args[0])
		d.bias.Own()
		d.rotate(n)
		return None
	}, ""},
	{"reverse", 0, 0, func(t *Thread, args []Object) Object {
		d := dequeOf(args[0])
		d.bias.Own()
		items := d.items()
		for i, j := 0, len(items)-1; i < j; i, j = i+1, j-1 {
			items[i], items[j] = items[j], items[i]
		}
		d.setItems(items)
		return None
	}, ""},
	{"count", 1, 1, func(t *Thread, args []Object) Object {
		n := 0
		if _, ok := dequeOf(args[0]).find(t, args[1], 0, -1, func() bool { n++; return false }); !ok {
			return nil
		}
		return intOf(n)
	}, ""},
	{"__contains__", 1, 1, func(t *Thread, args []Object) Object {
		i, ok := dequeOf(args[0]).find(t, args[1], 0, -1, nil)
		if !ok {
			return nil
		}
		return boolOf(i >= 0)
	}, ""},
	{"index", 1, 3, func(t *Thread, args []Object) Object {
		d := dequeOf(args[0])
		start, stop, ok := t.searchBounds(args, 2, d.count)
		if !ok {
			return nil
		}
		i, ok := d.find(t, args[1], start, stop, nil)
		if !ok {
			return nil
		}
		if i < 0 {
			return t.valueError(t.displayRepr(args[1]) + " is not in deque")
		}
		return intOf(i)
	}, ""},
	{"remove", 1, 1, func(t *Thread, args []Object) Object {
		d := dequeOf(args[0])
		d.bias.Own()
		n := d.count
		for i := 0; i < n; i++ {
			same, ok := t.same(d.at(i), args[1])
			if !ok {
				return nil
			}
			d.bias.Own()
			if d.count != n {
				return t.indexError("deque mutated during remove().")
			}
			if same {
				d.deleteAt(i)
				return None
			}
		}
		return t.valueError(t.displayRepr(args[1]) + " is not in deque")
	}, ""},
	{"insert", 2, 2, func(t *Thread, args []Object) Object {
		d := dequeOf(args[0])
		at, ok := t.index(args[1])
		if !ok {
			return nil
		}
		d.bias.Own()
		if d.limit >= 0 && d.count >= d.limit {
			return t.indexError("deque already at its maximum size")
		}
		l := newList(d.items())
		if listInsert(t, []Object{l, intOf(at), args[2]}) == nil {
			return nil
		}
		d.setItems(l.items)
		return None
	}, ""},
	{"__iter__", 0, 0, func(t *Thread, args []Object) Object { return iterateDeque(args[0], false) }, ""},
	{"__reversed__", 0, 0, func(t *Thread, args []Object) Object { return iterateDeque(args[0], true) }, ""},
}

// rotate moves n items from the right end to the left, or -n to the right.
//
//rgo:parallel
func (d *Deque) rotate(n int) {
	if d.count <= 1 {
		return
	}
	n %= d.count
	if half := d.count / 2; n > half {
		n -= d.count
	} else if n < -half {
		n += d.count
	}
	d.edits++
	for ; n > 0; n-- {
		d.appendLeft(d.pop())
	}
	for ; n < 0; n++ {
		d.append(d.popLeft())
	}
}

// reduceDeque is __reduce__.
func reduceDeque(t *Thread, args []Object) Object {
	d := dequeOf(args[0])
	state := t.getState(args[0])
	it := t.iter(args[0])
	if state == nil || it == nil {
		return nil
	}
	if d.limit < 0 {
		return tupleOf(args[0].Class(), emptyTuple, state, it)
	}
	return tupleOf(args[0].Class(), tupleOf(emptyTuple, intOf(d.limit)), state, it)
}

// find returns the first position of v in [start, stop) for which found is nil
// or true; -1 if there is none. Comparing must not change the deque.
//
//rgo:parallel
func (d *Deque) find(t *Thread, v Object, start, stop int, found func() bool) (int, bool) {
	d.bias.Own()
	edits := d.edits
	if stop < 0 || stop > d.count {
		stop = d.count
	}
	for i := start; i < stop; i++ {
		same, ok := t.same(d.at(i), v)
		if !ok {
			return -1, false
		}
		d.bias.Own()
		if d.edits != edits {
			t.raise(RuntimeError, "deque mutated during iteration")
			return -1, false
		}
		if same && (found == nil || found()) {
			return i, true
		}
	}
	return -1, true
}

// copyDeque is copy(): of the class of the deque.
//
//rgo:parallel
func copyDeque(t *Thread, args []Object) Object {
	d := dequeOf(args[0])
	if cls := args[0].Class(); cls != DequeType {
		if d.limit < 0 {
			return t.call1(cls, args[0])
		}
		return t.call2(cls, args[0], intOf(d.limit))
	}
	d.bias.Own()
	c := &Deque{bias: thread.Mine(), limit: d.limit}
	c.setItems(d.items())
	return c
}

// trim drops items at the left until the bound holds.
func (d *Deque) trim() {
	for d.limit >= 0 && d.count > d.limit {
		d.popLeft()
	}
}

func (t *Thread) reprDeque(d *Deque) (string, bool) { return t.reprDequeAs(d, "deque") }

// reprDequeAs shows a deque under the name of its class.
func (t *Thread) reprDequeAs(d *Deque, name string) (string, bool) {
	for _, o := range t.building {
		if o == Object(d) {
			return "[...]", true
		}
	}
	if d.limit >= 0 {
		return t.reprItems(d, name+"([", d.items(), "], maxlen="+strconv.Itoa(d.limit)+")")
	}
	return t.reprItems(d, name+"([", d.items(), "])")
}

// addDeques is a + b: of the class of a.
func addDeques(t *Thread, args []Object) Object {
	o, ok := payloadOf(args[1]).(*Deque)
	if !ok {
		return t.typeError("can only concatenate deque (not \"" + args[1].Class().name + "\") to deque")
	}
	r := copyDeque(t, args[:1])
	if r == nil {
		return nil
	}
	d, ok := payloadOf(r).(*Deque)
	if !ok {
		return t.typeError("copy() of a deque must be a deque, not " + r.Class().name)
	}
	for _, v := range o.items() {
		d.append(v)
	}
	return r
}

// multiplyDeque is a * n.
func multiplyDeque(t *Thread, args []Object) Object {
	n, ok := t.repeatCount(args[1])
	if !ok {
		return t.orNotImplemented()
	}
	r := copyDeque(t, args[:1])
	if r == nil {
		return nil
	}
	d, ok := payloadOf(r).(*Deque)
	if !ok {
		return t.typeError("copy() of a deque must be a deque, not " + r.Class().name)
	}
	d.setItems(repeatItems(d.items(), n))
	d.trim()
	return r
}
