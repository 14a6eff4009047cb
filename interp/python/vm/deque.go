package vm

import (
	"strconv"

	"rgo/interp/python/code"
)

// This file is collections.deque: a ring buffer.

// Deque is a deque.
type Deque struct {
	ring  []Object
	first int
	count int
	limit int // -1 is unbounded
	edits int // changes, which iterators notice
}

// Class returns deque.
func (*Deque) Class() *Type { return DequeType }

// DequeType is collections.deque.
var DequeType = newBuiltinType("deque", ObjectType, 0)

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
	d.ring, d.first, d.count = items, 0, len(items)
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
}

// Class returns _deque_iterator.
func (*DequeIter) Class() *Type { return DequeIterType }

// DequeIterType is the type of iterators over deques.
var DequeIterType = newIteratorType("_deque_iterator")

// Next returns the next item.
func (i *DequeIter) Next(t *Thread) Object {
	if i.index >= i.d.count {
		return nil
	}
	if i.edits != i.d.edits {
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
	addContainerMethods(DequeType)
	DequeType.addMutable()
	DequeType.addCompare(true)
	DequeType.addBinary(code.Add, code.Multiply)
	DequeType.addInplace(code.Add)
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
	*d = Deque{limit: -1}
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
	{"copy", 0, 0, func(t *Thread, args []Object) Object {
		d := dequeOf(args[0])
		c := &Deque{limit: d.limit}
		c.setItems(d.items())
		return c
	}, ""},
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
		return sequenceCount(t, []Object{newList(dequeOf(args[0]).items()), args[1]})
	}, ""},
	{"index", 1, 3, func(t *Thread, args []Object) Object {
		all := append([]Object{newList(dequeOf(args[0]).items())}, args[1:]...)
		r := sequenceFind(t, all)
		if r == nil && t.catch(ValueError) {
			return t.valueError(t.displayRepr(args[1]) + " is not in deque")
		}
		return r
	}, ""},
	{"remove", 1, 1, func(t *Thread, args []Object) Object {
		d := dequeOf(args[0])
		for i := 0; i < d.count; i++ {
			same, ok := t.same(d.at(i), args[1])
			if !ok {
				return nil
			}
			if same {
				d.deleteAt(i)
				return None
			}
		}
		return t.valueError("deque.remove(x): x not in deque")
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
		return &DequeIter{d: d, edits: d.edits}
	}, ""},
	{"__reversed__", 0, 0, func(t *Thread, args []Object) Object {
		d := dequeOf(args[0])
		return &DequeIter{d: d, edits: d.edits, reverse: true}
	}, ""},
}

func (t *Thread) reprDeque(d *Deque) (string, bool) {
	if d.limit >= 0 {
		return t.reprItems(d, "deque([", d.items(), "], maxlen="+strconv.Itoa(d.limit)+")")
	}
	return t.reprItems(d, "deque([", d.items(), "])")
}

// dequeOp is the binary operators of deques.
func (t *Thread) dequeOp(op int, d *Deque, b Object) Object {
	c := &Deque{limit: d.limit}
	switch op {
	case code.Add:
		o, ok := b.(*Deque)
		if !ok {
			return NotImplemented
		}
		c.setItems(concatItems(d.items(), o.items()))
		return c
	case code.Multiply:
		n, ok := t.repeatCount(b)
		if !ok {
			return t.orNotImplemented()
		}
		c.setItems(repeatItems(d.items(), n))
		return c
	}
	return NotImplemented
}
