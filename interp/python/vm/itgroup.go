package vm

import "rgo/rlib/thread"

// This file is groupby and tee of itertools.

// groupBy is groupby(iterable, key).
type groupBy struct {
	bias             thread.Bias // of the grouper, too
	it, key          Object      // never change; key is None for identity
	target, now, val Object      // key of the group given last, key and value at hand
	group            *grouper
}

// Class returns groupby.
func (*groupBy) Class() *Type { return groupByType }

// step reads the next value and its key.
//
//rgo:parallel
func (g *groupBy) step(t *Thread) bool {
	v := t.next(g.it)
	if v == nil {
		return false
	}
	k := v
	if g.key != None {
		if k = t.call1(g.key, v); k == nil {
			return false
		}
	}
	g.bias.Take()
	g.val, g.now = v, k
	return true
}

// Next returns (key, group).
//
//rgo:parallel
func (g *groupBy) Next(t *Thread) Object {
	g.bias.Take()
	g.group = nil
	for {
		g.bias.Take()
		if g.now != nil {
			if g.target == nil {
				break
			}
			same, ok := t.same(g.target, g.now)
			if !ok {
				return nil
			}
			if !same {
				break
			}
		}
		if !g.step(t) {
			return nil
		}
	}
	g.bias.Take()
	g.target = g.now
	g.group = &grouper{g, g.target}
	return tupleOf(g.now, g.group)
}

func (g *groupBy) reduce(t *Thread, cls Object) Object {
	if g.now != nil && g.target != nil && g.val != nil {
		return tupleOf(cls, tupleOf(g.it, g.key), tupleOf(g.now, g.val, g.target))
	}
	return tupleOf(cls, tupleOf(g.it, g.key))
}

func (g *groupBy) setState(t *Thread, state Object) bool {
	p := t.stateTuple(state, 3)
	if p == nil {
		return false
	}
	g.now, g.val, g.target = p[0], p[1], p[2]
	return true
}

//rgo:parallel
func itGroupBy(t *Thread, args []Object, kwNames []*Str) itertool {
	f := t.itArgs("groupby", args, kwNames, 1, "iterable", "key")
	if f == nil {
		return nil
	}
	it := t.iter(f[0])
	if it == nil {
		return nil
	}
	return &groupBy{bias: thread.Mine(), it: it, key: orNone(f[1])}
}

// grouper gives the values of one group.
type grouper struct {
	parent *groupBy
	key    Object
}

// Class returns _grouper.
func (*grouper) Class() *Type { return grouperType }

// Next returns the next value of the group.
//
//rgo:parallel
func (x *grouper) Next(t *Thread) Object {
	g := x.parent
	g.bias.Take()
	if g.group != x {
		return nil
	}
	if g.val == nil && !g.step(t) {
		return nil
	}
	same, ok := t.same(x.key, g.now)
	if !ok || !same {
		return nil
	}
	g.bias.Take()
	v := g.val
	g.val = nil
	return v
}

func (x *grouper) reduce(t *Thread, cls Object) Object {
	if x.parent.group != x {
		return tupleOf(t.interp.builtins.dict.getStr(intern("iter")), tupleOf(emptyTuple))
	}
	return tupleOf(cls, tupleOf(x.parent, x.key))
}

func (*grouper) setState(t *Thread, state Object) bool { return noState{}.setState(t, state) }

var (
	grouperType = newItertoolType("_grouper")
	teeType     = newItertoolType("_tee")
	teeDataType = newItertoolType("_tee_dataobject")
)

// teeBlock is the number of values in a part of what tee keeps.
const teeBlock = 57

// teeSource is what the iterators of a tee read from. Its Bias is that of all parts.
// Who reads a value takes both that and the iterator, so the thread that has the one
// has the other: else it would wait for the iterator while others see it running.
type teeSource struct {
	bias    thread.Bias
	it      Object // never changes
	running bool
	settled bool // it was so when this was made, or somebody has read a value
}

// teeData is a part of the values that the iterators of a tee share.
type teeData struct {
	source *teeSource // never changes
	values []Object
	next   *teeData
}

// newTeeData makes the first part. fresh says that nobody else knows the iterator.
//
//rgo:parallel
func newTeeData(it Object, fresh bool) *teeData {
	return &teeData{source: &teeSource{bias: thread.Mine(), it: it, settled: fresh}}
}

// Class returns _tee_dataobject.
func (*teeData) Class() *Type { return teeDataType }

// value returns value i, which may have to be read.
//
//rgo:parallel
func (d *teeData) value(t *Thread, i int) Object {
	if v := d.known(i); v != nil {
		return v
	}
	s := d.source
	if thread.Parallel && !s.settled {
		thread.BeAlone()
		s.settled = true
	}
	s.bias.Own()
	if i < len(d.values) { // another thread has read it
		return d.values[i]
	}
	if s.running {
		return t.raise(RuntimeError, "cannot re-enter the tee iterator")
	}
	s.bias.Take()
	s.running = true
	v := t.next(s.it)
	s.bias.Take()
	s.running = false
	if v != nil {
		d.values = append(d.values, v)
	}
	return v
}

// known returns value i if it has been read.
//
//rgo:parallel
func (d *teeData) known(i int) (v Object) {
	s := d.source
	locked := s.bias.LockToRead()
	if i < len(d.values) {
		v = d.values[i]
	}
	s.bias.Unlock(locked)
	return v
}

// following returns the next part.
//
//rgo:parallel
func (d *teeData) following() *teeData {
	d.source.bias.Own()
	if d.next == nil {
		d.next = &teeData{source: d.source}
	}
	return d.next
}

// tee is one of the iterators.
type tee struct {
	weakHolder
	bias thread.Bias
	data *teeData
	at   int
}

// Class returns _tee.
func (*tee) Class() *Type { return teeType }

// Next returns the next value.
//
//rgo:parallel
func (x *tee) Next(t *Thread) Object {
	x.bias.Take()
	if x.at >= teeBlock {
		x.data, x.at = x.data.following(), 0
	}
	v := x.data.value(t, x.at)
	x.bias.Take()
	if v != nil {
		x.at++
	}
	return v
}

func (x *tee) reduce(t *Thread, cls Object) Object {
	return tupleOf(cls, tupleOf(emptyTuple), tupleOf(x.data, intOf(x.at)))
}

func (x *tee) setState(t *Thread, state Object) bool {
	p := t.stateTuple(state, 2)
	if p == nil {
		return false
	}
	d, ok := p[0].(*teeData)
	if !ok {
		t.typeError("state is not a tuple")
		return false
	}
	i, ok := t.index(p[1])
	if !ok {
		return false
	}
	if i < 0 || i > teeBlock {
		t.valueError("Index out of range")
		return false
	}
	x.data, x.at = d, i
	return true
}

// teeOf makes a tee iterator of an iterable.
func (t *Thread) teeOf(o Object) *tee {
	it := t.iter(o)
	if it == nil {
		return nil
	}
	if x, ok := it.(*tee); ok {
		return &tee{data: x.data, at: x.at}
	}
	return &tee{data: newTeeData(it, it != o)}
}

// itTee is tee(iterable, n).
//
//rgo:parallel
func itTee(t *Thread, args []Object) Object {
	n := 2
	if len(args) > 1 {
		var ok bool
		if n, ok = t.index(args[1]); !ok {
			return nil
		}
	}
	if n < 0 {
		return t.valueError("n must be >= 0")
	}
	if n == 0 {
		return emptyTuple
	}
	it := t.iter(args[0])
	if it == nil {
		return nil
	}
	copier, ok := t.findAttr(it, nameCopy)
	if !ok {
		return nil
	}
	items := make([]Object, n)
	if copier == nil {
		data := newTeeData(it, it != args[0])
		for i := range items {
			items[i] = &tee{data: data}
		}
		return newTuple(items)
	}
	items[0] = it
	for i := 1; i < n; i++ {
		if items[i] = t.call0(copier); items[i] == nil {
			return nil
		}
	}
	return newTuple(items)
}

func init() {
	for _, c := range []*Type{grouperType, teeType} {
		addItertoolMethods(c)
	}
	teeType.flags |= weakrefs
	grouperType.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
		if len(args) != 3 || len(kwNames) > 0 {
			return t.typeError("_grouper expected 2 arguments, got " + intText(intOf(len(args)-1)))
		}
		g, ok := payloadOf(args[1]).(*groupBy)
		if !ok {
			return t.typeError("_grouper() argument 1 must be itertools.groupby, not " + args[1].Class().name)
		}
		x := &grouper{g, args[2]}
		g.group = x
		return x
	})
	teeType.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
		if len(args) != 2 || len(kwNames) > 0 {
			return t.typeError("_tee expected 1 argument, got " + intText(intOf(len(args)-1)))
		}
		x := t.teeOf(args[1])
		if x == nil {
			return nil
		}
		return wrapNew(args[0].(*Type), teeType, x)
	})
	teeType.addMethods([]method{{"__copy__", 0, 0, func(t *Thread, args []Object) Object {
		x := payloadOf(args[0]).(*tee)
		return &tee{data: x.data, at: x.at}
	}, ""}})
	teeDataType.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
		if len(args) != 4 || len(kwNames) > 0 {
			return t.typeError("teedataobject expected 3 arguments, got " + intText(intOf(len(args)-1)))
		}
		l := listOf(args[2])
		if l == nil {
			return t.typeError("teedataobject() argument 2 must be list, not " + args[2].Class().name)
		}
		if len(l.items) > teeBlock {
			return t.valueError("Invalid arguments")
		}
		d := newTeeData(args[1], false)
		d.values = copyList(l.items).items
		if args[3] != None {
			next, ok := args[3].(*teeData)
			if !ok || len(l.items) != teeBlock {
				return t.valueError("Invalid arguments")
			}
			d.next = next
		}
		return d
	})
	teeDataType.addMethods([]method{{"__reduce__", 0, 0, func(t *Thread, args []Object) Object {
		d := args[0].(*teeData)
		var next Object = None
		if d.next != nil {
			next = d.next
		}
		return tupleOf(teeDataType, tupleOf(d.source.it, copyList(d.values), next))
	}, ""}})
}
