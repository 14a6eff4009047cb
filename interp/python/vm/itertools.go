package vm

import (
	"strconv"

	"rgo/rlib/thread"
)

// This file is the module itertools: the table of its iterators. What they do
// is in itinfinite.go, itfilter.go, combinatorics.go, itgroup.go and ittee.go.

func init() { builtinModules["itertools"] = makeItertools }

// itertool is an iterator of the module.
type itertool interface {
	Iterator
	// reduce tells copy and pickle how to make the iterator again; nil stands
	// for the rule of object. cls is the class of the instance.
	reduce(t *Thread, cls Object) Object
	// setState takes what reduce gave.
	setState(t *Thread, state Object) bool
}

// itertoolRow describes one iterator type; make binds the arguments. Plain types
// take no keywords.
type itertoolRow struct {
	cls   *Type
	make  func(t *Thread, args []Object, kwNames []*Str) itertool
	plain bool
}

func newItertoolType(name string) *Type {
	c := newBuiltinType(name, ObjectType, 0)
	c.module = newASCII("itertools")
	return c
}

// Types of the module.
var (
	countType       = newItertoolType("count")
	cycleType       = newItertoolType("cycle")
	repeatType      = newItertoolType("repeat")
	accumulateType  = newItertoolType("accumulate")
	isliceType      = newItertoolType("islice")
	starmapType     = newItertoolType("starmap")
	takeWhileType   = newItertoolType("takewhile")
	dropWhileType   = newItertoolType("dropwhile")
	filterFalseType = newItertoolType("filterfalse")
	compressType    = newItertoolType("compress")
	pairwiseType    = newItertoolType("pairwise")
	zipLongestType  = newItertoolType("zip_longest")
	productType     = newItertoolType("product")
	permutationType = newItertoolType("permutations")
	combinationType = newItertoolType("combinations")
	multisetType    = newItertoolType("combinations_with_replacement")
	groupByType     = newItertoolType("groupby")
	// ChainType is itertools.chain.
	ChainType = newItertoolType("chain")
)

//rgo:parallel
func init() {
	rows := []itertoolRow{
		{countType, itCount, false}, {cycleType, itCycle, true}, {repeatType, itRepeat, false},
		{accumulateType, itAccumulate, false}, {isliceType, itSlice, true}, {starmapType, itStarmap, true},
		{takeWhileType, itTakeWhile, true}, {dropWhileType, itDropWhile, true}, {filterFalseType, itFilterFalse, true},
		{compressType, itCompress, false}, {pairwiseType, itPairwise, true}, {zipLongestType, itZipLongest, false},
		{productType, itProduct, false}, {permutationType, itPermutations, false}, {combinationType, itCombinations, false},
		{multisetType, itMultisets, false}, {groupByType, itGroupBy, false}, {ChainType, itChain, true},
	}
	for _, row := range rows {
		c := row.cls
		c.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
			cls := args[0].(*Type)
			if row.plain {
				args, kwNames = withoutKeywords(c, args, kwNames)
			}
			it := row.make(t, copyTuple(args[1:]).items, kwNames)
			if it == nil || t.exc != nil {
				return nil
			}
			return wrapNew(cls, c, it)
		})
		addItertoolMethods(c)
	}
	ChainType.addClassMethods([]method{
		{"from_iterable", 1, 1, func(t *Thread, args []Object) Object {
			it := t.iter(args[1])
			if it == nil {
				return nil
			}
			return wrapNew(args[0].(*Type), ChainType, &chain{bias: thread.Mine(), source: it})
		}, ""},
		{"__class_getitem__", 1, 1, makeAlias, ""},
	})
	for _, c := range []*Type{countType, repeatType} {
		c.addMethods([]method{{"__repr__", 0, 0, reprItertool, ""}})
	}
	repeatType.addMethods([]method{{"__length_hint__", 0, 0, repeaterHint, ""}})
}

// reprItertool is __repr__ of count and repeat.
func reprItertool(t *Thread, args []Object) Object {
	s, ok := payloadOf(args[0]).(namedRepr).reprAs(t, args[0].Class().name)
	if !ok {
		return nil
	}
	return NewStr(s)
}

// repeaterHint is __length_hint__ of repeat.
func repeaterHint(t *Thread, args []Object) Object {
	r := payloadOf(args[0]).(*repeater)
	if r.left < 0 {
		return t.typeError("len() of unsized object")
	}
	return intOf(r.left)
}

// namedRepr is implemented by iterators whose repr shows the class's name.
type namedRepr interface {
	reprAs(t *Thread, name string) (string, bool)
}

// addItertoolMethods installs the protocol of iterators, copy and pickle.
func addItertoolMethods(c *Type) {
	c.addMethods([]method{
		{"__iter__", 0, 0, returnSelf, ""},
		{"__next__", 0, 0, itertoolNext, ""},
		{"__reduce__", 0, 0, func(t *Thread, args []Object) Object {
			r := payloadOf(args[0]).(itertool).reduce(t, args[0].Class())
			if r == nil && t.exc == nil {
				return t.cannotPickle(args[0].Class())
			}
			return r
		}, ""},
		{"__setstate__", 1, 1, func(t *Thread, args []Object) Object {
			return none(payloadOf(args[0]).(itertool).setState(t, args[1]))
		}, ""},
	})
}

// itertoolNext is __next__.
//
//rgo:parallel
func itertoolNext(t *Thread, args []Object) Object { return t.nextRaw(payloadOf(args[0])) }

// makeItertools makes the module.
func makeItertools(t *Thread) *Module {
	m := newModule("itertools")
	for _, c := range []*Type{countType, cycleType, repeatType, accumulateType, isliceType, starmapType, takeWhileType,
		dropWhileType, filterFalseType, compressType, pairwiseType, zipLongestType, productType, permutationType,
		combinationType, multisetType, groupByType, ChainType} {
		m.set(c.name, c)
	}
	m.set("_grouper", grouperType)
	m.set("_tee", teeType)
	m.set("_tee_dataobject", teeDataType)
	m.addFunctions([]method{{"tee", 1, 2, itTee, ""}})
	return m
}

// itArgs binds arguments to names, of which the first `required` must be there.
//
//rgo:parallel
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

// itPositional checks the number of arguments of a type that takes no keywords;
// it returns false with an exception.
//
//rgo:parallel
func (t *Thread) itPositional(fn string, args []Object, kwNames []*Str, n int) bool {
	if len(kwNames) > 0 {
		t.typeError(fn + "() takes no keyword arguments")
		return false
	}
	if len(args) != n {
		t.typeError(fn + " expected " + plural(n, "argument") + ", got " + strconv.Itoa(len(args)))
		return false
	}
	return true
}

// noState is embedded in iterators that have nothing but their arguments.
type noState struct{}

func (noState) setState(t *Thread, state Object) bool {
	t.raise(AttributeError, "__setstate__")
	return false
}

// stateTuple takes a tuple of n items that a __setstate__ got.
func (t *Thread) stateTuple(state Object, n int) []Object {
	p := tuplePayload(state)
	if p == nil {
		t.typeError("state is not a tuple")
		return nil
	}
	if len(p.items) != n {
		t.typeError("function takes exactly " + strconv.Itoa(n) + " arguments (" + strconv.Itoa(len(p.items)) + " given)")
		return nil
	}
	return p.items
}

// intItems makes a tuple of positions; positionsOf takes one of n, clamped by
// limit.
func intItems(values []int) *Tuple {
	items := make([]Object, len(values))
	for i, v := range values {
		items[i] = intOf(v)
	}
	return newTuple(items)
}

func (t *Thread) positionsOf(state Object, n int, limit func(i int) int) []int {
	p := tuplePayload(state)
	if p == nil || len(p.items) != n {
		t.valueError("invalid arguments")
		return nil
	}
	out := make([]int, n)
	for i, o := range p.items {
		v, ok := t.index(o)
		if !ok {
			return nil
		}
		out[i] = max(0, min(v, limit(i)))
	}
	return out
}
