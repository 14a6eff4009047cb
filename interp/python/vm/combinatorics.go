package vm

import "rgo/rlib/thread"

// This file is the combinatoric iterators of itertools: product, permutations,
// combinations and combinations_with_replacement.

// pickState is where a combinatoric iterator is.
type pickState uint8

const (
	pickFresh pickState = iota
	pickRunning
	pickEnded
)

// pick makes the tuple of the items at positions.
//
//rgo:parallel
func pick(pool []Object, indexes []int) Object {
	items := make([]Object, len(indexes))
	for i, x := range indexes {
		items[i] = pool[x]
	}
	return newTuple(items)
}

// sequence counts from 0 to n-1.
//
//rgo:parallel
func sequence(n int) []int {
	s := make([]int, n)
	for i := range s {
		s[i] = i
	}
	return s
}

// producter is product(*iterables, repeat=1).
type producter struct {
	bias    thread.Bias
	pools   [][]Object
	indexes []int
	state   pickState
}

// Class returns product.
func (*producter) Class() *Type { return productType }

// Next returns the next tuple.
//
//rgo:parallel
func (p *producter) Next(t *Thread) Object {
	p.bias.Take()
	switch p.state {
	case pickEnded:
		return nil
	case pickFresh:
		p.state = pickRunning
		for _, pool := range p.pools {
			if len(pool) == 0 {
				p.state = pickEnded
				return nil
			}
		}
	default:
		i := len(p.indexes) - 1
		for ; i >= 0; i-- {
			if p.indexes[i]++; p.indexes[i] < len(p.pools[i]) {
				break
			}
			p.indexes[i] = 0
		}
		if i < 0 {
			p.state = pickEnded
			return nil
		}
	}
	items := make([]Object, len(p.pools))
	for i, pool := range p.pools {
		items[i] = pool[p.indexes[i]]
	}
	return newTuple(items)
}

func (p *producter) reduce(t *Thread, cls Object) Object {
	if p.state == pickEnded {
		return tupleOf(cls, tupleOf(emptyTuple))
	}
	pools := make([]Object, len(p.pools))
	for i, pool := range p.pools {
		pools[i] = copyTuple(pool)
	}
	if p.state == pickFresh {
		return tupleOf(cls, newTuple(pools))
	}
	return tupleOf(cls, newTuple(pools), intItems(p.indexes))
}

func (p *producter) setState(t *Thread, state Object) bool {
	for _, pool := range p.pools {
		if len(pool) == 0 {
			p.state = pickEnded
			return true
		}
	}
	indexes := t.positionsOf(state, len(p.pools), func(i int) int { return len(p.pools[i]) - 1 })
	if indexes == nil && len(p.pools) > 0 || t.exc != nil {
		return false
	}
	p.indexes, p.state = indexes, pickRunning
	return true
}

//rgo:parallel
func itProduct(t *Thread, args []Object, kwNames []*Str) itertool {
	repeat := 1
	positional := len(args) - len(kwNames)
	for i, k := range kwNames {
		if k.s != "repeat" {
			t.typeError("product() got an unexpected keyword argument '" + k.s + "'")
			return nil
		}
		var ok bool
		if repeat, ok = t.index(args[positional+i]); !ok {
			return nil
		}
		if repeat < 0 {
			t.valueError("repeat argument cannot be negative")
			return nil
		}
	}
	var pools [][]Object
	if repeat > 0 {
		if positional > 0 && repeat > 1<<40/positional {
			t.raise(OverflowError, "repeat argument too large")
			return nil
		}
		for _, o := range args[:positional] {
			items, ok := t.collect(o)
			if !ok {
				return nil
			}
			pools = append(pools, items)
		}
	}
	p := &producter{bias: thread.Mine()}
	for i := 0; i < repeat && len(pools) > 0; i++ {
		p.pools = append(p.pools, pools...)
	}
	p.indexes = make([]int, len(p.pools))
	return p
}

// poolArgs binds (iterable, r); r is -1 if it is None or missing.
//
//rgo:parallel
func (t *Thread) poolArgs(fn string, args []Object, kwNames []*Str, required int) (pool []Object, r int, ok bool) {
	f := t.itArgs(fn, args, kwNames, required, "iterable", "r")
	if f == nil {
		return nil, 0, false
	}
	pool, ok = t.collect(f[0])
	if !ok {
		return nil, 0, false
	}
	r = -1
	if f[1] != nil && (f[1] != None || required == 2) {
		if required < 2 && !isInt(f[1]) {
			t.typeError("Expected int as r")
			return nil, 0, false
		}
		if r, ok = t.index(f[1]); !ok {
			return nil, 0, false
		}
		if r < 0 {
			t.valueError("r must be non-negative")
			return nil, 0, false
		}
	}
	return pool, r, true
}

// permuter is permutations(iterable, r).
type permuter struct {
	bias    thread.Bias
	pool    []Object
	r       int
	indexes []int
	cycles  []int
	state   pickState
}

// Class returns permutations.
func (*permuter) Class() *Type { return permutationType }

// Next returns the next permutation.
//
//rgo:parallel
func (p *permuter) Next(t *Thread) Object {
	p.bias.Take()
	switch p.state {
	case pickEnded:
		return nil
	case pickFresh:
		p.state = pickRunning
		return pick(p.pool, p.indexes[:p.r])
	}
	n := len(p.pool)
	for i := p.r - 1; i >= 0; i-- {
		p.cycles[i]--
		if p.cycles[i] == 0 {
			first := p.indexes[i]
			copy(p.indexes[i:], p.indexes[i+1:])
			p.indexes[n-1] = first
			p.cycles[i] = n - i
			continue
		}
		j := n - p.cycles[i]
		p.indexes[i], p.indexes[j] = p.indexes[j], p.indexes[i]
		return pick(p.pool, p.indexes[:p.r])
	}
	p.state = pickEnded
	return nil
}

func (p *permuter) reduce(t *Thread, cls Object) Object {
	switch p.state {
	case pickEnded:
		return tupleOf(cls, tupleOf(emptyTuple, intOf(p.r)))
	case pickFresh:
		return tupleOf(cls, tupleOf(copyTuple(p.pool), intOf(p.r)))
	}
	return tupleOf(cls, tupleOf(copyTuple(p.pool), intOf(p.r)), tupleOf(intItems(p.indexes), intItems(p.cycles)))
}

func (p *permuter) setState(t *Thread, state Object) bool {
	parts := t.stateTuple(state, 2)
	if parts == nil {
		return false
	}
	n := len(p.pool)
	indexes := t.positionsOf(parts[0], n, func(i int) int { return n - 1 })
	if indexes == nil && n > 0 {
		return false
	}
	cycles := t.positionsOf(parts[1], p.r, func(i int) int { return n - i })
	if t.exc != nil {
		return false
	}
	for i := range cycles {
		cycles[i] = max(cycles[i], 1)
	}
	p.indexes, p.cycles, p.state = indexes, cycles, pickRunning
	return true
}

//rgo:parallel
func itPermutations(t *Thread, args []Object, kwNames []*Str) itertool {
	pool, r, ok := t.poolArgs("permutations", args, kwNames, 1)
	if !ok {
		return nil
	}
	n := len(pool)
	if r < 0 {
		r = n
	}
	p := &permuter{bias: thread.Mine(), pool: pool, r: r}
	if r > n {
		p.state = pickEnded
		return p
	}
	p.indexes, p.cycles = sequence(n), make([]int, r)
	for i := range p.cycles {
		p.cycles[i] = n - i
	}
	return p
}

// combiner is combinations(iterable, r) and combinations_with_replacement.
type combiner struct {
	bias    thread.Bias
	cls     *Type
	pool    []Object
	r       int
	indexes []int
	state   pickState
}

// Class returns the class of the iterator.
func (c *combiner) Class() *Type { return c.cls }

// last is the greatest position at place i.
//
//rgo:parallel
func (c *combiner) last(i int) int {
	if c.cls == multisetType {
		return len(c.pool) - 1
	}
	return len(c.pool) - c.r + i
}

// Next returns the next combination.
//
//rgo:parallel
func (c *combiner) Next(t *Thread) Object {
	c.bias.Take()
	switch c.state {
	case pickEnded:
		return nil
	case pickFresh:
		c.state = pickRunning
		return pick(c.pool, c.indexes)
	}
	i := c.r - 1
	for i >= 0 && c.indexes[i] == c.last(i) {
		i--
	}
	if i < 0 {
		c.state = pickEnded
		return nil
	}
	c.indexes[i]++
	for j := i + 1; j < c.r; j++ {
		c.indexes[j] = c.indexes[j-1]
		if c.cls != multisetType {
			c.indexes[j]++
		}
	}
	return pick(c.pool, c.indexes)
}

func (c *combiner) reduce(t *Thread, cls Object) Object {
	switch c.state {
	case pickEnded:
		return tupleOf(cls, tupleOf(emptyTuple, intOf(c.r)))
	case pickFresh:
		return tupleOf(cls, tupleOf(copyTuple(c.pool), intOf(c.r)))
	}
	return tupleOf(cls, tupleOf(copyTuple(c.pool), intOf(c.r)), intItems(c.indexes))
}

func (c *combiner) setState(t *Thread, state Object) bool {
	indexes := t.positionsOf(state, c.r, c.last)
	if t.exc != nil {
		return false
	}
	c.indexes, c.state = indexes, pickRunning
	return true
}

//rgo:parallel
func itCombinations(t *Thread, args []Object, kwNames []*Str) itertool {
	pool, r, ok := t.poolArgs("combinations", args, kwNames, 2)
	if !ok {
		return nil
	}
	c := &combiner{bias: thread.Mine(), cls: combinationType, pool: pool, r: r}
	if r > len(pool) {
		c.state = pickEnded
		return c
	}
	c.indexes = sequence(r)
	return c
}

//rgo:parallel
func itMultisets(t *Thread, args []Object, kwNames []*Str) itertool {
	pool, r, ok := t.poolArgs("combinations_with_replacement", args, kwNames, 2)
	if !ok {
		return nil
	}
	c := &combiner{bias: thread.Mine(), cls: multisetType, pool: pool, r: r}
	if r > 0 && len(pool) == 0 {
		c.state = pickEnded
		return c
	}
	c.indexes = make([]int, r)
	return c
}
