package vm

import "rgo/rlib/thread"

// This file is starmap, takewhile, dropwhile, filterfalse, compress, pairwise
// and zip_longest.

// starMapper is starmap(function, iterable).
type starMapper struct {
	noState
	fn, it Object
}

// Class returns starmap.
func (*starMapper) Class() *Type { return starmapType }

// Next returns the next result.
//
//rgo:parallel
func (s *starMapper) Next(t *Thread) Object {
	v := t.next(s.it)
	if v == nil {
		return nil
	}
	if p, ok := v.(*Tuple); ok {
		return t.call(s.fn, p.items, nil)
	}
	items, ok := t.collect(v)
	if !ok {
		return nil
	}
	return t.call(s.fn, items, nil)
}

func (s *starMapper) reduce(t *Thread, cls Object) Object { return tupleOf(cls, tupleOf(s.fn, s.it)) }

// itPair binds (function, iterable).
//
//rgo:parallel
func (t *Thread) itPair(name string, args []Object, kwNames []*Str) (fn, it Object) {
	if !t.itPositional(name, args, kwNames, 2) {
		return nil, nil
	}
	return args[0], t.iter(args[1])
}

//rgo:parallel
func itStarmap(t *Thread, args []Object, kwNames []*Str) itertool {
	fn, it := t.itPair("starmap", args, kwNames)
	if it == nil {
		return nil
	}
	return &starMapper{fn: fn, it: it}
}

// holds asks a predicate; None is truth itself.
//
//rgo:parallel
func (t *Thread) holds(fn, v Object) (yes, ok bool) {
	if fn == None {
		return t.truth(v)
	}
	r := t.call1(fn, v)
	if r == nil {
		return false, false
	}
	return t.truth(r)
}

// whileTaker is takewhile(predicate, iterable), whileDropper dropwhile.
type whileTaker struct {
	bias    thread.Bias
	fn, it  Object // never change
	stopped bool
}

// Class returns takewhile.
func (*whileTaker) Class() *Type { return takeWhileType }

// Next returns the next item.
//
//rgo:parallel
func (w *whileTaker) Next(t *Thread) Object {
	w.bias.Take()
	if w.stopped {
		return nil
	}
	v := t.next(w.it)
	if v == nil {
		return nil
	}
	yes, ok := t.holds(w.fn, v)
	if !ok {
		return nil
	}
	if !yes {
		w.stopped = true
		return nil
	}
	return v
}

func (w *whileTaker) reduce(t *Thread, cls Object) Object {
	return tupleOf(cls, tupleOf(w.fn, w.it), boolOf(w.stopped))
}

func (w *whileTaker) setState(t *Thread, state Object) bool {
	v, ok := t.truth(state)
	w.stopped = v
	return ok
}

//rgo:parallel
func itTakeWhile(t *Thread, args []Object, kwNames []*Str) itertool {
	fn, it := t.itPair("takewhile", args, kwNames)
	if it == nil {
		return nil
	}
	return &whileTaker{bias: thread.Mine(), fn: fn, it: it}
}

type whileDropper struct {
	bias    thread.Bias
	fn, it  Object // never change
	started bool
}

// Class returns dropwhile.
func (*whileDropper) Class() *Type { return dropWhileType }

// Next returns the next item.
//
//rgo:parallel
func (w *whileDropper) Next(t *Thread) Object {
	for {
		w.bias.Take()
		v := t.next(w.it)
		if v == nil || w.started {
			return v
		}
		yes, ok := t.holds(w.fn, v)
		if !ok {
			return nil
		}
		if !yes {
			w.started = true
			return v
		}
	}
}

func (w *whileDropper) reduce(t *Thread, cls Object) Object {
	return tupleOf(cls, tupleOf(w.fn, w.it), boolOf(w.started))
}

func (w *whileDropper) setState(t *Thread, state Object) bool {
	v, ok := t.truth(state)
	w.started = v
	return ok
}

//rgo:parallel
func itDropWhile(t *Thread, args []Object, kwNames []*Str) itertool {
	fn, it := t.itPair("dropwhile", args, kwNames)
	if it == nil {
		return nil
	}
	return &whileDropper{bias: thread.Mine(), fn: fn, it: it}
}

// falseFilter is filterfalse(predicate, iterable).
type falseFilter struct {
	noState
	fn, it Object
}

// Class returns filterfalse.
func (*falseFilter) Class() *Type { return filterFalseType }

// Next returns the next item that the predicate refuses.
//
//rgo:parallel
func (f *falseFilter) Next(t *Thread) Object {
	for {
		v := t.next(f.it)
		if v == nil {
			return nil
		}
		yes, ok := t.holds(f.fn, v)
		if !ok {
			return nil
		}
		if !yes {
			return v
		}
	}
}

func (f *falseFilter) reduce(t *Thread, cls Object) Object { return tupleOf(cls, tupleOf(f.fn, f.it)) }

//rgo:parallel
func itFilterFalse(t *Thread, args []Object, kwNames []*Str) itertool {
	fn, it := t.itPair("filterfalse", args, kwNames)
	if it == nil {
		return nil
	}
	return &falseFilter{fn: fn, it: it}
}

// compressor is compress(data, selectors).
type compressor struct {
	noState
	bias            thread.Bias
	data, selectors Object // never change
}

// Class returns compress.
func (*compressor) Class() *Type { return compressType }

// Next returns the next selected item.
//
//rgo:parallel
func (c *compressor) Next(t *Thread) Object {
	for {
		c.bias.Take()
		v := t.next(c.data)
		if v == nil {
			return nil
		}
		s := t.next(c.selectors)
		if s == nil {
			return nil
		}
		yes, ok := t.truth(s)
		if !ok {
			return nil
		}
		if yes {
			return v
		}
	}
}

func (c *compressor) reduce(t *Thread, cls Object) Object {
	return tupleOf(cls, tupleOf(c.data, c.selectors))
}

//rgo:parallel
func itCompress(t *Thread, args []Object, kwNames []*Str) itertool {
	f := t.itArgs("compress", args, kwNames, 2, "data", "selectors")
	if f == nil {
		return nil
	}
	c := &compressor{bias: thread.Mine(), data: t.iter(f[0])}
	if c.data == nil {
		return nil
	}
	if c.selectors = t.iter(f[1]); c.selectors == nil {
		return nil
	}
	return c
}

// pairer is pairwise(iterable).
type pairer struct {
	noState
	bias         thread.Bias
	it, previous Object
}

// Class returns pairwise.
func (*pairer) Class() *Type { return pairwiseType }

// Next returns the next pair.
//
//rgo:parallel
func (p *pairer) Next(t *Thread) Object {
	p.bias.Take()
	if p.it == nil {
		return nil
	}
	if p.previous == nil {
		v := t.next(p.it)
		p.bias.Take()
		if v == nil {
			p.it = nil
			return nil
		}
		p.previous = v
		if p.it == nil { // the iterator ran this one
			return nil
		}
	}
	before := p.previous
	v := t.next(p.it)
	p.bias.Take()
	if v == nil {
		p.it, p.previous = nil, nil
		return nil
	}
	p.previous = v
	return tupleOf(before, v)
}

func (p *pairer) reduce(t *Thread, cls Object) Object { return nil }

//rgo:parallel
func itPairwise(t *Thread, args []Object, kwNames []*Str) itertool {
	if !t.itPositional("pairwise", args, kwNames, 1) {
		return nil
	}
	it := t.iter(args[0])
	if it == nil {
		return nil
	}
	return &pairer{bias: thread.Mine(), it: it}
}

// longZip is zip_longest(*iterables, fillvalue=None).
type longZip struct {
	bias thread.Bias
	its  []Object // nil where one ended
	left int
	fill Object
}

// Class returns zip_longest.
func (*longZip) Class() *Type { return zipLongestType }

// Next returns the next tuple.
//
//rgo:parallel
func (z *longZip) Next(t *Thread) Object {
	z.bias.Take()
	if z.left == 0 {
		return nil
	}
	items := make([]Object, len(z.its))
	for i := range items {
		items[i] = z.fill
		if z.its[i] == nil {
			continue
		}
		v := t.next(z.its[i])
		z.bias.Take()
		if v != nil {
			items[i] = v
		} else if !z.end(t, i) {
			return nil
		}
	}
	return newTuple(items)
}

// end notes that iterable i has ended, and reports whether there are others.
//
//rgo:parallel
func (z *longZip) end(t *Thread, i int) bool {
	switch {
	case t.exc != nil:
		z.left = 0
	case z.left > 0 && z.its[i] != nil: // else another thread has noted it
		if z.left--; z.left > 0 {
			z.its[i] = nil
		}
	}
	return z.left > 0
}

func (z *longZip) reduce(t *Thread, cls Object) Object {
	items := make([]Object, len(z.its))
	for i, it := range z.its {
		if items[i] = it; it == nil {
			items[i] = emptyTuple
		}
	}
	return tupleOf(cls, newTuple(items), z.fill)
}

func (z *longZip) setState(t *Thread, state Object) bool {
	z.fill = state
	return true
}

//rgo:parallel
func itZipLongest(t *Thread, args []Object, kwNames []*Str) itertool {
	z := &longZip{bias: thread.Mine(), fill: None}
	positional := len(args) - len(kwNames)
	for i, k := range kwNames {
		if k.s != "fillvalue" {
			t.typeError("zip_longest() got an unexpected keyword argument")
			return nil
		}
		z.fill = args[positional+i]
	}
	for _, o := range args[:positional] {
		it := t.iter(o)
		if it == nil {
			return nil
		}
		z.its = append(z.its, it)
	}
	z.left = len(z.its)
	return z
}
