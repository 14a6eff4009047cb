package vm

import (
	"strconv"

	"rgo/interp/python/code"
)

// This file is collections.deque: a ring buffer.

// Deque is a deque.
type Deque struct {
	weakHolder
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

func (d *Deque) at(i int) Object { return d.ring[(d.first+i)%len(d.ring)] }

func (d *Deque) put(i int, v Object) { d.ring[(d.first+i)%len(d.ring)] = v }

// items returns the items in a new slice.
func (d *Deque) items() []Object {
	c := make([]Object, d.count)
	for i := range c {
		c[i] = d.at(i)
	}
	return c
}

func (d *Deque) grow() {
	size := max(8, 2*len(d.ring))
	ring := make([]Object, size)
	copy(ring, d.items())
	d.ring, d.first = ring, 0
}

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

func (d *Deque) pop() Object {
	v := d.at(d.count - 1)
	d.put(d.count-1, nil)
	d.count--
	d.edits++
	return v
}

func (d *Deque) popLeft() Object {
	v := d.at(0)
	d.put(0, nil)
	d.first = (d.first + 1) % len(d.ring)
	d.count--
	d.edits++
	return v
}

func (d *Deque) setItems(items []Object) {
	d.ring, d.first, d.count = items[:len(items):len(items)], 0, len(items)
	d.edits++
}

func (d *Deque) deleteAt(i int) {
	items := d.items()
	d.setItems(append(items[:i], items[i+1:]...))
}

// extend appends the items of an iterable.
func (d *Deque) extend(t *Thread, o Object) bool {
	items, ok := t.collect(o)
	for _, v := range items {
		d.append(v)
	}
	return ok
}

// DequeIter iterates over a deque.
type DequeIter struct {
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
func (i *DequeIter) Next(t *Thread) Object {
	if i.index >= i.d.count && i.edits == i.d.edits {
		return nil
	}
	if i.edits != i.d.edits {
		i.index = i.d.count
		i.ended = true
		return t.raise(RuntimeError, "deque mutated during iteration")
	}
	i.index++
	if i.reverse {
		return i.d.at(i.d.count - i.index)
	}
	return i.d.at(i.index - 1)
}

func dequeOf(o Object) *Deque { return payloadOf(o).(*Deque) }

func init() {
	DequeType.module = newASCII("collections")
	DequeIterType.module = newASCII("_collections")
	addIteratorMethods(DequeIterType)
	DequeType.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
		c := args[0].(*Type)
		d := &Deque{limit: -1}
		if c != DequeType {
			return newInstance(c, d)
		}
		if !d.init(t, args[1:], kwNames) {
			return nil
		}
		return d
	})
	DequeType.addRaw([]rawMethod{{"__init__", func(t *Thread, args []Object, kwNames []*Str) Object {
		if !dequeOf(args[0]).init(t, args[1:], kwNames) {
			return nil
		}
		return None
	}}})
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

// init fills the deque from the constructor's arguments.
func (d *Deque) init(t *Thread, args []Object, kwNames []*Str) bool {
	var fields [2]Object
	if !t.bindNames("deque", args, kwNames, []string{"iterable", "maxlen"}, fields[:]) {
		return false
	}
	d.setItems(nil)
	d.limit = -1
	if fields[1] != nil && fields[1] != None {
		n, ok := t.index(fields[1])
		if !ok {
			return false
		}
		if n < 0 {
			t.valueError("maxlen must be non-negative")
			return false
		}
		d.limit = n
	}
	return fields[0] == nil || d.extend(t, fields[0])
}

// change wraps a method that returns None.
func dequeChange(fn func(d *Deque, v Object)) BuiltinFunc {
	return func(t *Thread, args []Object) Object {
		fn(dequeOf(args[0]), args[1])
		return None
	}
}

var dequeMethods = []method{
	{"append", 1, 1, dequeChange(func(d *Deque, v Object) { d.append(v) }), ""},
	{"appendleft", 1, 1, dequeChange(func(d *Deque, v Object) { d.appendLeft(v) }), ""},
	{"pop", 0, 0, func(t *Thread, args []Object) Object {
		if d := dequeOf(args[0]); d.count > 0 {
			return d.pop()
		}
		return t.indexError("pop from an empty deque")
	}, ""},
	{"popleft", 0, 0, func(t *Thread, args []Object) Object {
		if d := dequeOf(args[0]); d.count > 0 {
			return d.popLeft()
		}
		return t.indexError("pop from an empty deque")
	}, ""},
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
		for _, v := range items {
			dequeOf(args[0]).appendLeft(v)
		}
		return None
	}, ""},
	{"clear", 0, 0, func(t *Thread, args []Object) Object {
		dequeOf(args[0]).setItems(nil)
		return None
	}, ""},
	{"copy", 0, 0, copyDeque, ""},
	{"__copy__", 0, 0, copyDeque, ""},
	{"__reduce__", 0, 0, func(t *Thread, args []Object) Object {
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
	}, ""},
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
		if d.count > 0 {
			items := d.items()
			k := ((-n)%d.count + d.count) % d.count
			d.setItems(append(append(make([]Object, 0, d.count), items[k:]...), items[:k]...))
		}
		return None
	}, ""},
	{"reverse", 0, 0, func(t *Thread, args []Object) Object {
		d := dequeOf(args[0])
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
		n := d.count
		for i := 0; i < n; i++ {
			same, ok := t.same(d.at(i), args[1])
			if !ok {
				return nil
			}
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
		if d.limit >= 0 && d.count >= d.limit {
			return t.indexError("deque already at its maximum size")
		}
		l := newList(d.items())
		if listInsert(t, []Object{l, args[1], args[2]}) == nil {
			return nil
		}
		d.setItems(l.items)
		return None
	}, ""},
	{"__iter__", 0, 0, func(t *Thread, args []Object) Object {
		d := dequeOf(args[0])
		return &DequeIter{d: d, object: args[0], edits: d.edits}
	}, ""},
	{"__reversed__", 0, 0, func(t *Thread, args []Object) Object {
		d := dequeOf(args[0])
		return &DequeIter{d: d, object: args[0], edits: d.edits, reverse: true}
	}, ""},
}

// find returns the first position of v in [start, stop) for which found is nil
// or true; -1 if there is none. Comparing must not change the deque.
func (d *Deque) find(t *Thread, v Object, start, stop int, found func() bool) (int, bool) {
	edits := d.edits
	if stop < 0 {
		stop = d.count
	}
	for i := start; i < stop; i++ {
		same, ok := t.same(d.at(i), v)
		if !ok {
			return -1, false
		}
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
func copyDeque(t *Thread, args []Object) Object {
	d := dequeOf(args[0])
	if cls := args[0].Class(); cls != DequeType {
		if d.limit < 0 {
			return t.call1(cls, args[0])
		}
		return t.call2(cls, args[0], intOf(d.limit))
	}
	c := &Deque{limit: d.limit}
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
