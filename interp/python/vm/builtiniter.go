package vm

import (
	"math"

	"rgo/interp/python/code"
	"rgo/rlib/thread"
)

// This file is the builtin functions and classes about iterables.

// Enumerate is an enumerate object.
type Enumerate struct {
	bias thread.Bias
	it   Object
	next int64
	big  Object // the count once it does not fit a machine word
}

// Class returns enumerate.
func (*Enumerate) Class() *Type { return EnumerateType }

// Next returns the next pair.
//
//rgo:parallel
func (e *Enumerate) Next(t *Thread) Object {
	e.bias.Take()
	v := t.next(e.it)
	if v == nil {
		return nil
	}
	e.bias.Take()
	if e.big != nil {
		n := e.big
		e.big = t.binaryOp(code.Add, n, newInt(1))
		return &Tuple{[]Object{n, v}}
	}
	n := newInt(e.next)
	if e.next == math.MaxInt64 {
		e.big = addInts(e.next, 1)
	}
	e.next++
	return &Tuple{[]Object{n, v}}
}

// Zip is a zip object.
type Zip struct {
	bias   thread.Bias
	its    []Object
	strict bool
}

// Class returns zip.
func (*Zip) Class() *Type { return ZipType }

// Next returns the next tuple.
//
//rgo:parallel
func (z *Zip) Next(t *Thread) Object {
	if len(z.its) == 0 {
		return nil
	}
	z.bias.Take()
	items := make([]Object, len(z.its))
	for i, it := range z.its {
		v := t.next(it)
		if v == nil {
			if t.exc == nil && z.strict {
				z.checkStrict(t, i)
			}
			return nil
		}
		items[i] = v
	}
	return &Tuple{items}
}

// checkStrict raises ValueError if argument i ended before or after others.
func (z *Zip) checkStrict(t *Thread, i int) {
	others := func(n int) string {
		if n == 1 {
			return " 1"
		}
		return "s 1-" + intText(intOf(n))
	}
	if i > 0 {
		t.valueError("zip() argument " + intText(intOf(i+1)) + " is shorter than argument" + others(i))
		return
	}
	for j := 1; j < len(z.its); j++ {
		if t.next(z.its[j]) != nil {
			t.valueError("zip() argument " + intText(intOf(j+1)) + " is longer than argument" + others(j))
			return
		}
		if t.exc != nil {
			return
		}
	}
}

// Map is a map object.
type Map struct {
	bias thread.Bias // of several iterators
	fn   Object
	its  []Object
}

// Class returns map.
func (*Map) Class() *Type { return MapType }

// Next returns the next result.
//
//rgo:parallel
func (m *Map) Next(t *Thread) Object {
	if len(m.its) == 1 {
		v := t.next(m.its[0])
		if v == nil {
			return nil
		}
		return t.call1(m.fn, v)
	}
	m.bias.Take()
	args := make([]Object, len(m.its))
	for i, it := range m.its {
		if args[i] = t.next(it); args[i] == nil {
			return nil
		}
	}
	return t.call(m.fn, args, nil)
}

// Filter is a filter object.
type Filter struct {
	fn Object // nil means truth
	it Object
}

// Class returns filter.
func (*Filter) Class() *Type { return FilterType }

// Next returns the next accepted item.
//
//rgo:parallel
func (f *Filter) Next(t *Thread) Object {
	for {
		v := t.next(f.it)
		if v == nil {
			return nil
		}
		r := v
		if f.fn != nil {
			if r = t.call1(f.fn, v); r == nil {
				return nil
			}
		}
		ok, good := t.truth(r)
		if !good {
			return nil
		}
		if ok {
			return v
		}
	}
}

// ReversedSeq is reversed() of an object with __len__ and __getitem__.
type ReversedSeq struct {
	bias  thread.Bias
	obj   Object // nil once it ended
	index int
}

// Class returns reversed.
func (*ReversedSeq) Class() *Type { return ReversedType }

// Next returns the next item.
//
//rgo:parallel
func (r *ReversedSeq) Next(t *Thread) Object {
	r.bias.Take()
	if r.index >= 0 {
		v := t.getItem(r.obj, intOf(r.index))
		r.bias.Take()
		r.index--
		if v != nil || !t.catch(IndexError) && !t.catch(StopIteration) {
			return v
		}
	}
	r.obj, r.index = nil, -1
	return nil
}

// Classes of iterating builtins.
var (
	EnumerateType = newBuiltinType("enumerate", ObjectType, 0)
	ZipType       = newBuiltinType("zip", ObjectType, 0)
	MapType       = newBuiltinType("map", ObjectType, 0)
	FilterType    = newBuiltinType("filter", ObjectType, 0)
)

//rgo:parallel
func init() {
	addIteratorMethods(EnumerateType, ZipType, MapType, FilterType)
	EnumerateType.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
		var fields [2]Object
		if !t.bindNames("enumerate", args[1:], kwNames, []string{"iterable", "start"}, fields[:]) {
			return nil
		}
		if fields[0] == nil {
			return t.typeError("enumerate() missing required argument 'iterable'")
		}
		e := &Enumerate{bias: thread.Mine()}
		if fields[1] != nil {
			n := t.indexObject(fields[1])
			if n == nil {
				return nil
			}
			if v, ok := smallValue(n); ok {
				e.next = v
			} else {
				e.big = n
			}
		}
		if e.it = t.iter(fields[0]); e.it == nil {
			return nil
		}
		return wrapNew(args[0].(*Type), EnumerateType, e)
	})
	ZipType.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
		args, kwNames = withoutKeywords(ZipType, args, kwNames)
		z := &Zip{bias: thread.Mine()}
		positional := len(args) - len(kwNames)
		for i, k := range kwNames {
			if k.s != "strict" {
				return t.typeError("zip() got an unexpected keyword argument '" + k.s + "'")
			}
			z.strict, _ = t.truth(args[positional+i])
		}
		for _, o := range args[1:positional] {
			it := t.iter(o)
			if it == nil {
				return nil
			}
			z.its = append(z.its, it)
		}
		return wrapNew(args[0].(*Type), ZipType, z)
	})
	MapType.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
		args, _ = withoutKeywords(MapType, args, kwNames)
		if len(args) < 3 {
			return t.typeError("map() must have at least two arguments.")
		}
		m := &Map{bias: thread.Mine(), fn: args[1]}
		for _, o := range args[2:] {
			it := t.iter(o)
			if it == nil {
				return nil
			}
			m.its = append(m.its, it)
		}
		return wrapNew(args[0].(*Type), MapType, m)
	})
	FilterType.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
		args, _ = withoutKeywords(FilterType, args, kwNames)
		if len(args) != 3 {
			return t.typeError("filter expected 2 arguments, got " + intText(intOf(len(args)-1)))
		}
		f := &Filter{}
		if args[1] != None && args[1] != Object(BoolType) {
			f.fn = args[1]
		}
		if f.it = t.iter(args[2]); f.it == nil {
			return nil
		}
		return wrapNew(args[0].(*Type), FilterType, f)
	})
	ReversedType.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
		if len(args) != 2 {
			return t.typeError("reversed expected 1 argument, got " + intText(intOf(len(args)-1)))
		}
		return t.reversed(args[1])
	})
}

// withoutKeywords drops the keywords that an __init__ of a subclass takes.
//
//rgo:parallel
func withoutKeywords(c *Type, args []Object, kwNames []*Str) ([]Object, []*Str) {
	if cls := args[0].(*Type); cls.lookup(nameInit) == c.lookup(nameInit) {
		return args, kwNames
	}
	return args[:len(args)-len(kwNames)], nil
}

// reversed is reversed(o).
//
//rgo:parallel
func (t *Thread) reversed(o Object) Object {
	switch x := o.(type) {
	case *List:
		return &ListReverseIter{bias: thread.Mine(), list: x, index: len(x.items) - 1}
	case *Tuple, *Str:
	default:
		switch m := o.Class().lookup(nameReversed); m {
		case nil:
		case None:
			return t.typeError("'" + o.Class().name + "' object is not reversible")
		default:
			return t.callMethod(m, o, nil, nil)
		}
	}
	if o.Class().lookup(nameGetItem) == nil || dictOf(o) != nil {
		return t.typeError("'" + o.Class().name + "' object is not reversible")
	}
	n, ok := t.length(o)
	if !ok {
		return nil
	}
	return &ReversedSeq{thread.Mine(), o, n - 1}
}

// iterFunctions are builtin functions on iterables.
//
//rgo:parallel
var iterFunctions = []method{
	{"all", 1, 1, builtinAll, ""},
	{"any", 1, 1, builtinAny, ""},
	{"sum", 1, 2, builtinSum, "iterable,start"},
	{"iter", 1, 2, func(t *Thread, args []Object) Object {
		if len(args) == 1 {
			return t.iter(args[0])
		}
		if !isCallable(args[0]) {
			return t.typeError("iter(v, w): v must be callable")
		}
		return &CallIter{thread.Mine(), args[0], args[1]}
	}, ""},
	{"next", 1, 2, func(t *Thread, args []Object) Object {
		if len(args) == 1 {
			return t.nextRaw(args[0])
		}
		if _, ok := args[0].(Iterator); !ok && args[0].Class().lookup(nameNext) == nil {
			return t.typeError("'" + args[0].Class().name + "' object is not an iterator")
		}
		v := t.next(args[0])
		if v == nil && t.exc == nil {
			return args[1]
		}
		return v
	}, ""},
	{"aiter", 1, 1, func(t *Thread, args []Object) Object {
		r, found := t.callSpecial(args[0], nameAiter)
		if !found {
			return t.typeError("'" + args[0].Class().name + "' object is not an async iterable")
		}
		return r
	}, ""},
	{"anext", 1, 1, func(t *Thread, args []Object) Object {
		r, found := t.callSpecial(args[0], nameAnext)
		if !found {
			return t.typeError("'" + args[0].Class().name + "' object is not an async iterator")
		}
		return r
	}, ""},
}

// anyAll is any (stop == true) and all (stop == false).
//
//rgo:parallel
func (t *Thread) anyAll(o Object, stop bool) Object {
	it := t.iter(o)
	if it == nil {
		return nil
	}
	for {
		v := t.next(it)
		if v == nil {
			if t.exc != nil {
				return nil
			}
			return boolOf(!stop)
		}
		b, ok := t.truth(v)
		if !ok {
			return nil
		}
		if b == stop {
			return boolOf(stop)
		}
	}
}

//rgo:parallel
func builtinAll(t *Thread, args []Object) Object { return t.anyAll(args[0], false) }

//rgo:parallel
func builtinAny(t *Thread, args []Object) Object { return t.anyAll(args[0], true) }

//rgo:parallel
func builtinMin(t *Thread, args []Object, kwNames []*Str) Object {
	return t.extreme("min", args, kwNames, code.Less)
}

//rgo:parallel
func builtinMax(t *Thread, args []Object, kwNames []*Str) Object {
	return t.extreme("max", args, kwNames, code.Greater)
}

// builtinSum is sum(iterable, start).
//
//rgo:parallel
func builtinSum(t *Thread, args []Object) Object {
	total := newInt(0)
	if len(args) > 1 && args[1] != nil {
		total = args[1]
		switch payloadOf(total).(type) {
		case *Str:
			return t.typeError("sum() can't sum strings [use ''.join(seq) instead]")
		case *Bytes:
			return t.typeError("sum() can't sum bytes [use b''.join(seq) instead]")
		case *ByteArray:
			return t.typeError("sum() can't sum bytearray [use b''.join(seq) instead]")
		}
	}
	it := t.iter(args[0])
	if it == nil {
		return nil
	}
	for {
		v := t.next(it)
		if v == nil {
			if t.exc != nil {
				return nil
			}
			return total
		}
		if total = t.binaryOp(code.Add, total, v); total == nil {
			return nil
		}
	}
}

// extreme is min and max; op is the comparison that a better item wins.
//
//rgo:parallel
func (t *Thread) extreme(name string, args []Object, kwNames []*Str, op int) Object {
	positional := len(args) - len(kwNames)
	var key, fallback Object
	for i, k := range kwNames {
		switch k.s {
		case "key":
			if args[positional+i] != None {
				key = args[positional+i]
			}
		case "default":
			fallback = args[positional+i]
		default:
			return t.typeError("'" + k.s + "' is an invalid keyword argument for " + name + "()")
		}
	}
	if positional == 0 {
		return t.typeError(name + " expected at least 1 argument, got 0")
	}
	var it Object
	if positional == 1 {
		it = t.iter(args[0])
	} else {
		if fallback != nil {
			return t.typeError("Cannot specify a default for " + name + "() with multiple positional arguments")
		}
		it = t.iter(copyTuple(args[:positional]))
	}
	if it == nil {
		return nil
	}
	var best, bestKey Object
	for {
		v := t.next(it)
		if v == nil {
			break
		}
		k := v
		if key != nil {
			if k = t.call1(key, v); k == nil {
				return nil
			}
		}
		if best == nil {
			best, bestKey = v, k
			continue
		}
		if thread.Parallel {
			if order := fastOrder(k, bestKey, ordersOf[op]); order != 0 {
				if order&ordersOf[op] != 0 {
					best, bestKey = v, k
				}
				continue
			}
		}
		r := t.compare(op, k, bestKey)
		if r == nil {
			return nil
		}
		better, ok := t.truth(r)
		if !ok {
			return nil
		}
		if better {
			best, bestKey = v, k
		}
	}
	if t.exc != nil {
		return nil
	}
	if best == nil {
		if fallback != nil {
			return fallback
		}
		return t.valueError(name + "() arg is an empty sequence")
	}
	return best
}
