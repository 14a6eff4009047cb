package vm

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
func (t *Thread) itPair(name string, args []Object, kwNames []*Str) (fn, it Object) {
	if !t.itPositional(name, args, kwNames, 2) {
		return nil, nil
	}
	return args[0], t.iter(args[1])
}

func itStarmap(t *Thread, args []Object, kwNames []*Str) itertool {
	fn, it := t.itPair("starmap", args, kwNames)
	if it == nil {
		return nil
	}
	return &starMapper{fn: fn, it: it}
}

// holds asks a predicate; None is truth itself.
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
	fn, it  Object
	stopped bool
}

// Class returns takewhile.
func (*whileTaker) Class() *Type { return takeWhileType }

// Next returns the next item.
func (w *whileTaker) Next(t *Thread) Object {
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

func itTakeWhile(t *Thread, args []Object, kwNames []*Str) itertool {
	fn, it := t.itPair("takewhile", args, kwNames)
	if it == nil {
		return nil
	}
	return &whileTaker{fn: fn, it: it}
}

type whileDropper struct {
	fn, it  Object
	started bool
}

// Class returns dropwhile.
func (*whileDropper) Class() *Type { return dropWhileType }

// Next returns the next item.
func (w *whileDropper) Next(t *Thread) Object {
	for {
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

func itDropWhile(t *Thread, args []Object, kwNames []*Str) itertool {
	fn, it := t.itPair("dropwhile", args, kwNames)
	if it == nil {
		return nil
	}
	return &whileDropper{fn: fn, it: it}
}

// falseFilter is filterfalse(predicate, iterable).
type falseFilter struct {
	noState
	fn, it Object
}

// Class returns filterfalse.
func (*falseFilter) Class() *Type { return filterFalseType }

// Next returns the next item that the predicate refuses.
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
	data, selectors Object
}

// Class returns compress.
func (*compressor) Class() *Type { return compressType }

// Next returns the next selected item.
func (c *compressor) Next(t *Thread) Object {
	for {
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

func itCompress(t *Thread, args []Object, kwNames []*Str) itertool {
	f := t.itArgs("compress", args, kwNames, 2, "data", "selectors")
	if f == nil {
		return nil
	}
	c := &compressor{data: t.iter(f[0])}
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
	it, previous Object
}

// Class returns pairwise.
func (*pairer) Class() *Type { return pairwiseType }

// Next returns the next pair.
func (p *pairer) Next(t *Thread) Object {
	if p.it == nil {
		return nil
	}
	if p.previous == nil {
		v := t.next(p.it)
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
	if v == nil {
		p.it, p.previous = nil, nil
		return nil
	}
	p.previous = v
	return tupleOf(before, v)
}

func (p *pairer) reduce(t *Thread, cls Object) Object { return nil }

func itPairwise(t *Thread, args []Object, kwNames []*Str) itertool {
	if !t.itPositional("pairwise", args, kwNames, 1) {
		return nil
	}
	it := t.iter(args[0])
	if it == nil {
		return nil
	}
	return &pairer{it: it}
}

// longZip is zip_longest(*iterables, fillvalue=None).
type longZip struct {
	its  []Object // nil where one ended
	left int
	fill Object
}

// Class returns zip_longest.
func (*longZip) Class() *Type { return zipLongestType }

// Next returns the next tuple.
func (z *longZip) Next(t *Thread) Object {
	if z.left == 0 {
		return nil
	}
	items := make([]Object, len(z.its))
	for i, it := range z.its {
		items[i] = z.fill
		if it == nil {
			continue
		}
		v := t.next(it)
		if v == nil {
			z.left--
			if t.exc != nil || z.left == 0 {
				z.left = 0
				return nil
			}
			z.its[i] = nil
			continue
		}
		items[i] = v
	}
	return newTuple(items)
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

func itZipLongest(t *Thread, args []Object, kwNames []*Str) itertool {
	z := &longZip{fill: None}
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
