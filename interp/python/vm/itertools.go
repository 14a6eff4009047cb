package vm

import "rgo/interp/python/code"

// This file is the module itertools: an iterator type and its constructor for
// each name.

func init() { builtinModules["itertools"] = makeItertools }

// stepIter is an iterator whose step function holds its state.
type stepIter struct {
	cls  *Type
	step func(t *Thread) Object
}

// Class returns the class of the iterator.
func (i *stepIter) Class() *Type { return i.cls }

// Next runs the step.
func (i *stepIter) Next(t *Thread) Object { return i.step(t) }

// itertool is a row of the table of itertools: make binds the arguments and
// returns the step function, or nil with an exception.
type itertool struct {
	name string
	make func(t *Thread, args []Object, kwNames []*Str) func(t *Thread) Object
}

var itertools = []itertool{
	{"count", itCount}, {"cycle", itCycle}, {"repeat", itRepeat}, {"accumulate", itAccumulate},
	{"islice", itSlice}, {"starmap", itStarmap}, {"takewhile", itTakeWhile}, {"dropwhile", itDropWhile},
	{"filterfalse", itFilterFalse}, {"compress", itCompress}, {"pairwise", itPairwise},
	{"zip_longest", itZipLongest}, {"product", itProduct}, {"permutations", itPermutations},
	{"combinations", itCombinations}, {"combinations_with_replacement", itCombinationsR}, {"groupby", itGroupBy},
}

var itertoolTypes = makeItertoolTypes()

func makeItertoolTypes() []*Type {
	names := []string{"count", "cycle", "repeat", "accumulate", "islice", "starmap", "takewhile", "dropwhile",
		"filterfalse", "compress", "pairwise", "zip_longest", "product", "permutations", "combinations",
		"combinations_with_replacement", "groupby"}
	types := make([]*Type, len(names))
	for i, n := range names {
		types[i] = newIteratorType(n)
		types[i].module = newASCII("itertools")
	}
	return types
}

// ChainType is itertools.chain, which also has a class method.
var ChainType = newIteratorType("chain")

func init() {
	for i, c := range itertoolTypes {
		addIteratorMethods(c)
		row := itertools[i]
		c.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
			step := row.make(t, copyTuple(args[1:]).items, kwNames)
			if step == nil {
				return nil
			}
			return &stepIter{c, step}
		})
	}
	ChainType.module = newASCII("itertools")
	addIteratorMethods(ChainType)
	ChainType.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
		return chainOf(&TupleIter{copyTuple(args[1:]).items, TupleIterType})
	})
	ChainType.addClassMethods([]method{{"from_iterable", 1, 1, func(t *Thread, args []Object) Object {
		it := t.iter(args[1])
		if it == nil {
			return nil
		}
		return chainOf(it)
	}, ""}})
}

// chainOf iterates over the items of the iterables that source gives.
func chainOf(source Object) Object {
	var current Object
	return &stepIter{ChainType, func(t *Thread) Object {
		for {
			if current == nil {
				o := t.next(source)
				if o == nil {
					return nil
				}
				if current = t.iter(o); current == nil {
					return nil
				}
			}
			v := t.next(current)
			if v != nil || t.exc != nil {
				return v
			}
			current = nil
		}
	}}
}

// makeItertools makes the module.
func makeItertools(t *Thread) *Module {
	m := newModule("itertools")
	for i, row := range itertools {
		m.set(row.name, itertoolTypes[i])
	}
	m.set("chain", ChainType)
	m.addFunctions([]method{{"tee", 1, 2, itTee, ""}})
	return m
}

// itArgs binds arguments to names, of which the first `required` must be there.
func (t *Thread) itArgs(fn string, args []Object, kwNames []*Str, required int, names ...string) []Object {
	out := make([]Object, len(names))
	if !t.bindNames(fn, args, kwNames, names, out) {
		return nil
	}
	for i := 0; i < required; i++ {
		if out[i] == nil {
			t.typeError(fn + "() missing required argument '" + names[i] + "' (pos " + intText(intOf(i+1)) + ")")
			return nil
		}
	}
	return out
}

func itCount(t *Thread, args []Object, kwNames []*Str) func(t *Thread) Object {
	f := t.itArgs("count", args, kwNames, 0, "start", "step")
	if f == nil {
		return nil
	}
	value, step := f[0], f[1]
	if value == nil {
		value = newInt(0)
	}
	if step == nil {
		step = newInt(1)
	}
	return func(t *Thread) Object {
		v := value
		if value = t.binaryOp(code.Add, value, step); value == nil {
			return nil
		}
		return v
	}
}

func itCycle(t *Thread, args []Object, kwNames []*Str) func(t *Thread) Object {
	f := t.itArgs("cycle", args, kwNames, 1, "iterable")
	if f == nil {
		return nil
	}
	it := t.iter(f[0])
	if it == nil {
		return nil
	}
	var saved []Object
	at := -1
	return func(t *Thread) Object {
		if at < 0 {
			v := t.next(it)
			if v != nil {
				saved = append(saved, v)
				return v
			}
			if t.exc != nil {
				return nil
			}
			at = 0
		}
		if len(saved) == 0 {
			return nil
		}
		v := saved[at]
		at = (at + 1) % len(saved)
		return v
	}
}

func itRepeat(t *Thread, args []Object, kwNames []*Str) func(t *Thread) Object {
	f := t.itArgs("repeat", args, kwNames, 1, "object", "times")
	if f == nil {
		return nil
	}
	left := -1
	if f[1] != nil {
		n, ok := t.index(f[1])
		if !ok {
			return nil
		}
		left = max(n, 0)
	}
	return func(t *Thread) Object {
		if left == 0 {
			return nil
		}
		if left > 0 {
			left--
		}
		return f[0]
	}
}

func itAccumulate(t *Thread, args []Object, kwNames []*Str) func(t *Thread) Object {
	f := t.itArgs("accumulate", args, kwNames, 1, "iterable", "func", "initial")
	if f == nil {
		return nil
	}
	it := t.iter(f[0])
	if it == nil {
		return nil
	}
	total, fn := f[2], f[1]
	if total == None {
		total = nil
	}
	first := total != nil
	return func(t *Thread) Object {
		if first {
			first = false
			return total
		}
		v := t.next(it)
		if v == nil {
			return nil
		}
		switch {
		case total == nil:
			total = v
		case fn == nil || fn == None:
			total = t.binaryOp(code.Add, total, v)
		default:
			total = t.call2(fn, total, v)
		}
		return total
	}
}

func itSlice(t *Thread, args []Object, kwNames []*Str) func(t *Thread) Object {
	if len(args) < 2 || len(args) > 4 || len(kwNames) > 0 {
		t.typeError("islice expected at least 2 arguments, got " + intText(intOf(len(args))))
		return nil
	}
	it := t.iter(args[0])
	if it == nil {
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
		n, ok := t.index(o)
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
	next, stop, step := bounds[0], bounds[1], bounds[2]
	at := 0
	return func(t *Thread) Object {
		if stop >= 0 && next >= stop {
			for ; at < stop; at++ {
				if t.next(it) == nil {
					return nil
				}
			}
			return nil
		}
		for {
			v := t.next(it)
			if v == nil {
				return nil
			}
			at++
			if at > next {
				next += step
				return v
			}
		}
	}
}

func itStarmap(t *Thread, args []Object, kwNames []*Str) func(t *Thread) Object {
	f := t.itArgs("starmap", args, kwNames, 2, "function", "iterable")
	if f == nil {
		return nil
	}
	it := t.iter(f[1])
	if it == nil {
		return nil
	}
	return func(t *Thread) Object {
		v := t.next(it)
		if v == nil {
			return nil
		}
		items, ok := t.collect(v)
		if !ok {
			return nil
		}
		return t.call(f[0], items, nil)
	}
}

// itTest makes iterators that ask a predicate. accept gets the answer and the
// state so far and returns whether to give the item and whether to stop.
func itTest(name string, accept func(yes bool, started *bool) (give, stop bool)) func(*Thread, []Object, []*Str) func(*Thread) Object {
	return func(t *Thread, args []Object, kwNames []*Str) func(t *Thread) Object {
		f := t.itArgs(name, args, kwNames, 2, "predicate", "iterable")
		if f == nil {
			return nil
		}
		it := t.iter(f[1])
		if it == nil {
			return nil
		}
		started, ended := false, false
		return func(t *Thread) Object {
			for !ended {
				v := t.next(it)
				if v == nil {
					return nil
				}
				yes := true
				if !started || name != "dropwhile" {
					r := v
					if f[0] != None {
						if r = t.call1(f[0], v); r == nil {
							return nil
						}
					}
					var ok bool
					if yes, ok = t.truth(r); !ok {
						return nil
					}
				}
				give, stop := accept(yes, &started)
				ended = stop
				if give {
					return v
				}
			}
			return nil
		}
	}
}

var (
	itTakeWhile = itTest("takewhile", func(yes bool, started *bool) (bool, bool) { return yes, !yes })
	itDropWhile = itTest("dropwhile", func(yes bool, started *bool) (bool, bool) {
		if *started {
			return true, false
		}
		*started = !yes
		return *started, false
	})
	itFilterFalse = itTest("filterfalse", func(yes bool, started *bool) (bool, bool) { return !yes, false })
)

func itCompress(t *Thread, args []Object, kwNames []*Str) func(t *Thread) Object {
	f := t.itArgs("compress", args, kwNames, 2, "data", "selectors")
	if f == nil {
		return nil
	}
	data, selectors := t.iter(f[0]), Object(nil)
	if data != nil {
		selectors = t.iter(f[1])
	}
	if selectors == nil {
		return nil
	}
	return func(t *Thread) Object {
		for {
			v := t.next(data)
			if v == nil {
				return nil
			}
			s := t.next(selectors)
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
}

func itPairwise(t *Thread, args []Object, kwNames []*Str) func(t *Thread) Object {
	f := t.itArgs("pairwise", args, kwNames, 1, "iterable")
	if f == nil {
		return nil
	}
	it := t.iter(f[0])
	if it == nil {
		return nil
	}
	var previous Object
	return func(t *Thread) Object {
		if previous == nil {
			if previous = t.next(it); previous == nil {
				return nil
			}
		}
		v := t.next(it)
		if v == nil {
			return nil
		}
		pair := tupleOf(previous, v)
		previous = v
		return pair
	}
}

func itZipLongest(t *Thread, args []Object, kwNames []*Str) func(t *Thread) Object {
	var fill Object = None
	positional := len(args) - len(kwNames)
	for i, k := range kwNames {
		if k.s != "fillvalue" {
			t.typeError("zip_longest() got an unexpected keyword argument")
			return nil
		}
		fill = args[positional+i]
	}
	its := make([]Object, positional)
	for i, o := range args[:positional] {
		if its[i] = t.iter(o); its[i] == nil {
			return nil
		}
	}
	left := len(its)
	return func(t *Thread) Object {
		if left == 0 {
			return nil
		}
		items := make([]Object, len(its))
		for i, it := range its {
			items[i] = fill
			if it == nil {
				continue
			}
			v := t.next(it)
			if v == nil {
				if t.exc != nil {
					return nil
				}
				its[i] = nil
				if left--; left == 0 {
					return nil
				}
				continue
			}
			items[i] = v
		}
		return newTuple(items)
	}
}
