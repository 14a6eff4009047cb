package vm

import (
	"strconv"

	"rgo/interp/python/code"
	"rgo/rlib/thread"
)

// This file is count, cycle, repeat, accumulate, chain and islice.

// counter is count(start, step).
type counter struct {
	noState
	bias  thread.Bias
	value Object
	step  Object // never changes
}

// Class returns count.
func (*counter) Class() *Type { return countType }

// Next returns the next number. Threads that share a count use it to number
// things.
//
//rgo:parallel
func (c *counter) Next(t *Thread) Object {
	locked := c.bias.Lock()
	v := c.value
	next := c.following()
	if next != nil {
		c.value = next
	}
	c.bias.Unlock(locked)
	if next == nil {
		return c.nextSum(t)
	}
	return v
}

// following is the number after the next one, nil if only Python's + can tell.
//
//rgo:parallel
func (c *counter) following() Object {
	x, isInt := c.value.(Int)
	step, isIntStep := c.step.(Int)
	if isInt && isIntStep {
		return addInts(x.v, step.v)
	}
	y, isFloat := c.value.(Float)
	floatStep, isFloatStep := c.step.(Float)
	switch {
	case isFloat && isFloatStep:
		return newFloat(y.v + floatStep.v)
	case isFloat && isIntStep:
		return newFloat(y.v + float64(step.v))
	case isInt && isFloatStep:
		return newFloat(float64(x.v) + floatStep.v)
	}
	return nil
}

func (c *counter) nextSum(t *Thread) Object {
	v := c.value
	next := t.binaryOp(code.Add, v, c.step)
	if next == nil {
		return nil
	}
	c.value = next
	return v
}

func (c *counter) plain() bool {
	s, ok := c.step.(Int)
	return ok && s.v == 1
}

func (c *counter) reduce(t *Thread, cls Object) Object {
	if c.plain() {
		return tupleOf(cls, tupleOf(c.value))
	}
	return tupleOf(cls, tupleOf(c.value, c.step))
}

func (c *counter) reprText(t *Thread) (string, bool) { return c.reprAs(t, "count") }

func (c *counter) reprAs(t *Thread, name string) (string, bool) {
	s, ok := t.repr(c.value)
	if !ok || c.plain() {
		return name + "(" + s + ")", ok
	}
	step, ok := t.repr(c.step)
	return name + "(" + s + ", " + step + ")", ok
}

//rgo:parallel
func itCount(t *Thread, args []Object, kwNames []*Str) itertool {
	f := t.itArgs("count", args, kwNames, 0, "start", "step")
	if f == nil {
		return nil
	}
	c := &counter{bias: thread.Mine(), value: newInt(0), step: newInt(1)}
	for i, place := range []*Object{&c.value, &c.step} {
		if f[i] == nil {
			continue
		}
		if !isNumber(payloadOf(f[i])) && f[i].Class().lookup(nameFloat) == nil && f[i].Class().lookup(nameIndex) == nil {
			if _, ok := payloadOf(f[i]).(*Complex); !ok {
				t.typeError("a number is required")
				return nil
			}
		}
		*place = f[i]
	}
	return c
}

// cycler is cycle(iterable).
type cycler struct {
	bias  thread.Bias
	it    Object // nil once it ended
	saved []Object
	at    int
	first bool // saved is not to grow: it came from a pickled state
}

// Class returns cycle.
func (*cycler) Class() *Type { return cycleType }

// Next returns the next item.
//
//rgo:parallel
func (c *cycler) Next(t *Thread) Object {
	c.bias.Take()
	if c.it != nil {
		v := t.next(c.it)
		c.bias.Take()
		if v != nil {
			if !c.first {
				c.saved = append(c.saved, v)
			}
			return v
		}
		if t.exc != nil {
			return nil
		}
		c.it = nil
	}
	if len(c.saved) == 0 {
		return nil
	}
	v := c.saved[c.at]
	if c.at++; c.at >= len(c.saved) {
		c.at = 0
	}
	return v
}

func (c *cycler) reduce(t *Thread, cls Object) Object {
	saved := copyList(c.saved)
	if c.it == nil {
		it := &ListIter{list: saved, index: c.at}
		return tupleOf(cls, tupleOf(it), tupleOf(saved, True))
	}
	return tupleOf(cls, tupleOf(c.it), tupleOf(saved, boolOf(c.first)))
}

func (c *cycler) setState(t *Thread, state Object) bool {
	p := tuplePayload(state)
	if p == nil {
		t.typeError("state is not a tuple")
		return false
	}
	if len(p.items) != 2 || listOf(p.items[0]) == nil || !isInt(p.items[1]) {
		t.typeError("invalid state")
		return false
	}
	first, ok := t.truth(p.items[1])
	if !ok {
		return false
	}
	c.saved, c.first, c.at = copyList(listOf(p.items[0]).items).items, first, 0
	return true
}

//rgo:parallel
func itCycle(t *Thread, args []Object, kwNames []*Str) itertool {
	if !t.itPositional("cycle", args, kwNames, 1) {
		return nil
	}
	it := t.iter(args[0])
	if it == nil {
		return nil
	}
	return &cycler{bias: thread.Mine(), it: it}
}

// repeater is repeat(object, times).
type repeater struct {
	noState
	bias thread.Bias
	v    Object // never changes
	left int    // -1 is unbounded, and stays so
}

// Class returns repeat.
func (*repeater) Class() *Type { return repeatType }

// Next returns the object.
//
//rgo:parallel
func (r *repeater) Next(t *Thread) Object {
	if r.left < 0 {
		return r.v
	}
	locked := r.bias.Lock()
	left := r.left
	if left > 0 {
		r.left--
	}
	r.bias.Unlock(locked)
	if left == 0 {
		return nil
	}
	return r.v
}

func (r *repeater) reduce(t *Thread, cls Object) Object {
	if r.left >= 0 {
		return tupleOf(cls, tupleOf(r.v, intOf(r.left)))
	}
	return tupleOf(cls, tupleOf(r.v))
}

func (r *repeater) reprText(t *Thread) (string, bool) { return r.reprAs(t, "repeat") }

func (r *repeater) reprAs(t *Thread, name string) (string, bool) {
	s, ok := t.repr(r.v)
	if r.left >= 0 {
		s += ", " + strconv.Itoa(r.left)
	}
	return name + "(" + s + ")", ok
}

//rgo:parallel
func itRepeat(t *Thread, args []Object, kwNames []*Str) itertool {
	f := t.itArgs("repeat", args, kwNames, 1, "object", "times")
	if f == nil {
		return nil
	}
	r := &repeater{bias: thread.Mine(), v: f[0], left: -1}
	if f[1] != nil {
		n, ok := t.index(f[1])
		if !ok {
			return nil
		}
		r.left = max(n, 0)
	}
	return r
}

// accumulator is accumulate(iterable, func, initial=...).
type accumulator struct {
	bias           thread.Bias
	it, fn         Object // never change; fn is nil for addition
	total, initial Object
}

// Class returns accumulate.
func (*accumulator) Class() *Type { return accumulateType }

// Next returns the next total.
//
//rgo:parallel
func (a *accumulator) Next(t *Thread) Object {
	a.bias.Take()
	if a.initial != nil {
		a.total, a.initial = a.initial, nil
		return a.total
	}
	v := t.next(a.it)
	if v == nil {
		return nil
	}
	a.bias.Take()
	if a.total == nil {
		a.total = v
		return v
	}
	var r Object
	if a.fn == nil {
		r = t.binaryOp(code.Add, a.total, v)
	} else {
		r = t.call2(a.fn, a.total, v)
	}
	a.bias.Take()
	if r != nil {
		a.total = r
	}
	return r
}

func (a *accumulator) reduce(t *Thread, cls Object) Object {
	chained := func(first Object) Object {
		return &chain{source: &TupleIter{items: []Object{tupleOf(first), a.it}, cls: TupleIterType}}
	}
	switch {
	case a.initial != nil:
		return tupleOf(cls, tupleOf(chained(a.initial), orNone(a.fn)), None)
	case a.total == None:
		it := &accumulator{it: chained(None), fn: a.fn}
		return tupleOf(isliceType, tupleOf(it, newInt(1), None))
	}
	return tupleOf(cls, tupleOf(a.it, orNone(a.fn)), orNone(a.total))
}

func (a *accumulator) setState(t *Thread, state Object) bool {
	a.total = state
	if state == None {
		a.total = nil
	}
	return true
}

//rgo:parallel
func itAccumulate(t *Thread, args []Object, kwNames []*Str) itertool {
	if n := len(args) - len(kwNames); n > 2 {
		t.typeError("accumulate() takes at most 2 positional arguments (" + strconv.Itoa(n) + " given)")
		return nil
	}
	f := t.itArgs("accumulate", args, kwNames, 1, "iterable", "func", "initial")
	if f == nil {
		return nil
	}
	it := t.iter(f[0])
	if it == nil {
		return nil
	}
	a := &accumulator{bias: thread.Mine(), it: it, fn: f[1], initial: f[2]}
	if a.fn == None {
		a.fn = nil
	}
	if a.initial == None {
		a.initial = nil
	}
	return a
}

// chain is chain(*iterables).
type chain struct {
	bias    thread.Bias
	source  Object // iterates over the iterables; nil once it ended
	current Object
	shared  bool // several threads have used it
}

// Class returns chain.
func (*chain) Class() *Type { return ChainType }

// Next returns the next item.
//
//rgo:parallel
func (c *chain) Next(t *Thread) Object {
	for {
		if thread.Parallel && !c.bias.IsMine() {
			c.bias.Take()
			c.shared = true
		}
		current := c.current
		switch {
		case c.source == nil:
			return nil
		case current == nil:
			c.open(t)
			continue
		}
		v := t.next(current)
		if v != nil || t.exc != nil {
			return v
		}
		c.bias.Take()
		if c.current == current { // else another thread has gone on
			c.current = nil
		}
	}
}

// open goes on to the next iterable, if there is one.
//
//rgo:parallel
func (c *chain) open(t *Thread) {
	if thread.Parallel && c.shared { // others must not use it while this thread waits for what it is made of
		thread.BeAlone()
		if c.source == nil || c.current != nil {
			return
		}
	}
	o := t.next(c.source)
	var it Object
	if o != nil {
		it = t.iter(o)
	}
	c.bias.Take()
	if it == nil {
		c.source = nil
	} else {
		c.current = it
	}
}

func (c *chain) reduce(t *Thread, cls Object) Object {
	switch {
	case c.source == nil:
		return tupleOf(cls, emptyTuple)
	case c.current != nil:
		return tupleOf(cls, emptyTuple, tupleOf(c.source, c.current))
	}
	return tupleOf(cls, emptyTuple, tupleOf(c.source))
}

func (c *chain) setState(t *Thread, state Object) bool {
	p := tuplePayload(state)
	if p == nil {
		t.typeError("state is not a tuple")
		return false
	}
	if len(p.items) < 1 || len(p.items) > 2 {
		t.typeError("function takes at most 2 arguments (" + strconv.Itoa(len(p.items)) + " given)")
		return false
	}
	for _, o := range p.items {
		if _, ok := o.(Iterator); !ok && o.Class().lookup(nameNext) == nil {
			t.typeError("Arguments must be iterators.")
			return false
		}
	}
	c.source, c.current = p.items[0], nil
	if len(p.items) == 2 {
		c.current = p.items[1]
	}
	return true
}

//rgo:parallel
func itChain(t *Thread, args []Object, kwNames []*Str) itertool {
	if len(kwNames) > 0 {
		t.typeError("chain() takes no keyword arguments")
		return nil
	}
	return &chain{bias: thread.Mine(), source: &TupleIter{bias: thread.Mine(), items: args, cls: TupleIterType}}
}

// slicer is islice(iterable, start, stop, step).
type slicer struct {
	bias             thread.Bias
	it               Object // nil once it ended
	next, stop, step int    // stop -1 is no end
	at               int
}

// Class returns islice.
func (*slicer) Class() *Type { return isliceType }

// Next returns the next item of the slice.
//
//rgo:parallel
func (s *slicer) Next(t *Thread) Object {
	s.bias.Take()
	for s.it != nil && s.at < s.next {
		v := t.next(s.it)
		s.bias.Take()
		if v == nil {
			s.it = nil
			return nil
		}
		s.at++
	}
	if s.it == nil || s.stop >= 0 && s.at >= s.stop {
		s.it = nil
		return nil
	}
	v := t.next(s.it)
	s.bias.Take()
	if v == nil {
		s.it = nil
		return nil
	}
	s.at++
	old := s.next
	s.next += s.step
	if s.next < old || s.stop >= 0 && s.next > s.stop {
		s.next = s.stop
	}
	return v
}

func (s *slicer) reduce(t *Thread, cls Object) Object {
	if s.it == nil {
		return tupleOf(cls, tupleOf(&ListIter{list: newList(nil)}, newInt(0)), newInt(0))
	}
	var stop Object = None
	if s.stop >= 0 {
		stop = intOf(s.stop)
	}
	return tupleOf(cls, tupleOf(s.it, intOf(s.next), stop, intOf(s.step)), intOf(s.at))
}

func (s *slicer) setState(t *Thread, state Object) bool {
	n, ok := t.index(state)
	s.at = n
	return ok
}

//rgo:parallel
func itSlice(t *Thread, args []Object, kwNames []*Str) itertool {
	if len(kwNames) > 0 {
		t.typeError("islice() takes no keyword arguments")
		return nil
	}
	if len(args) < 2 || len(args) > 4 {
		word := "at least 2 arguments"
		if len(args) > 4 {
			word = "at most 4 arguments"
		}
		t.typeError("islice expected " + word + ", got " + strconv.Itoa(len(args)))
		return nil
	}
	bounds := []int{0, -1, 1}
	for i, o := range args[1:] {
		place := i
		if len(args) == 2 {
			place = 1
		}
		if o == None {
			continue
		}
		n, ok := 0, hasIndex(o)
		if ok {
			n, ok = t.index(o)
		}
		if !ok || n < 0 || place == 2 && n == 0 {
			t.exc = nil
			switch {
			case place == 2:
				t.valueError("Step for islice() must be a positive integer or None.")
			case len(args) == 2:
				t.valueError("Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
			default:
				t.valueError("Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
			}
			return nil
		}
		bounds[place] = n
	}
	it := t.iter(args[0])
	if it == nil {
		return nil
	}
	return &slicer{bias: thread.Mine(), it: it, next: bounds[0], stop: bounds[1], step: bounds[2]}
}
