package vm

// This file is the combinatoric iterators of itertools, groupby and tee.

// picker gives tuples of pool items by an array of indexes, which advance
// changes to the next ones.
func picker(pool []Object, indexes []int, advance func() bool) func(t *Thread) Object {
	first, ended := true, false
	return func(t *Thread) Object {
		if ended {
			return nil
		}
		if !first && !advance() {
			ended = true
			return nil
		}
		first = false
		items := make([]Object, len(indexes))
		for i, x := range indexes {
			items[i] = pool[x]
		}
		return newTuple(items)
	}
}

func ended(t *Thread) Object { return nil }

func itProduct(t *Thread, args []Object, kwNames []*Str) func(t *Thread) Object {
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
	for _, o := range args[:positional] {
		items, ok := t.collect(o)
		if !ok {
			return nil
		}
		pools = append(pools, items)
	}
	all := [][]Object{}
	for i := 0; i < repeat; i++ {
		all = append(all, pools...)
	}
	for _, p := range all {
		if len(p) == 0 {
			return ended
		}
	}
	at := make([]int, len(all))
	first, done := true, false
	return func(t *Thread) Object {
		if done {
			return nil
		}
		if !first {
			i := len(all) - 1
			for ; i >= 0; i-- {
				if at[i]++; at[i] < len(all[i]) {
					break
				}
				at[i] = 0
			}
			if i < 0 {
				done = true
				return nil
			}
		}
		first = false
		items := make([]Object, len(all))
		for i, p := range all {
			items[i] = p[at[i]]
		}
		return newTuple(items)
	}
}

// poolArgs reads an iterable and r.
func (t *Thread) poolArgs(fn string, args []Object, kwNames []*Str, required int) (pool []Object, r int, ok bool) {
	f := t.itArgs(fn, args, kwNames, required, "iterable", "r")
	if f == nil {
		return nil, 0, false
	}
	if pool, ok = t.collect(f[0]); !ok {
		return nil, 0, false
	}
	r = len(pool)
	if f[1] != nil && f[1] != None {
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

func itPermutations(t *Thread, args []Object, kwNames []*Str) func(t *Thread) Object {
	pool, r, ok := t.poolArgs("permutations", args, kwNames, 1)
	if !ok {
		return nil
	}
	n := len(pool)
	if r > n {
		return ended
	}
	indexes := make([]int, n)
	for i := range indexes {
		indexes[i] = i
	}
	cycles := make([]int, r)
	for i := range cycles {
		cycles[i] = n - i
	}
	return picker(pool, indexes[:r], func() bool {
		for i := r - 1; i >= 0; i-- {
			cycles[i]--
			if cycles[i] > 0 {
				j := n - cycles[i]
				indexes[i], indexes[j] = indexes[j], indexes[i]
				return true
			}
			moved := indexes[i]
			copy(indexes[i:], indexes[i+1:])
			indexes[n-1] = moved
			cycles[i] = n - i
		}
		return false
	})
}

func itCombinations(t *Thread, args []Object, kwNames []*Str) func(t *Thread) Object {
	pool, r, ok := t.poolArgs("combinations", args, kwNames, 2)
	if !ok {
		return nil
	}
	n := len(pool)
	if r > n {
		return ended
	}
	indexes := make([]int, r)
	for i := range indexes {
		indexes[i] = i
	}
	return picker(pool, indexes, func() bool {
		i := r - 1
		for i >= 0 && indexes[i] == i+n-r {
			i--
		}
		if i < 0 {
			return false
		}
		indexes[i]++
		for j := i + 1; j < r; j++ {
			indexes[j] = indexes[j-1] + 1
		}
		return true
	})
}

func itCombinationsR(t *Thread, args []Object, kwNames []*Str) func(t *Thread) Object {
	pool, r, ok := t.poolArgs("combinations_with_replacement", args, kwNames, 2)
	if !ok {
		return nil
	}
	n := len(pool)
	if n == 0 && r > 0 {
		return ended
	}
	indexes := make([]int, r)
	return picker(pool, indexes, func() bool {
		i := r - 1
		for i >= 0 && indexes[i] == n-1 {
			i--
		}
		if i < 0 {
			return false
		}
		v := indexes[i] + 1
		for j := i; j < r; j++ {
			indexes[j] = v
		}
		return true
	})
}

// itGroupBy gives pairs of a key and an iterator over the items with that key.
func itGroupBy(t *Thread, args []Object, kwNames []*Str) func(t *Thread) Object {
	f := t.itArgs("groupby", args, kwNames, 1, "iterable", "key")
	if f == nil {
		return nil
	}
	it := t.iter(f[0])
	if it == nil {
		return nil
	}
	var value, key, target Object // the item read last, its key, the group's key
	group := 0
	advance := func(t *Thread) bool {
		if value = t.next(it); value == nil {
			return false
		}
		key = value
		if f[1] != nil && f[1] != None {
			if key = t.call1(f[1], value); key == nil {
				return false
			}
		}
		return true
	}
	return func(t *Thread) Object {
		group++
		mine := group
		for value == nil || target != nil {
			if value != nil {
				same, ok := t.same(target, key)
				if !ok {
					return nil
				}
				if !same {
					break
				}
			}
			if !advance(t) {
				return nil
			}
			if target == nil {
				break
			}
		}
		target = key
		groupKey := key
		fresh := true
		return tupleOf(groupKey, &stepIter{grouperType, func(t *Thread) Object {
			if mine != group {
				return nil
			}
			if !fresh && !advance(t) {
				value = nil
				return nil
			}
			fresh = false
			same, ok := t.same(groupKey, key)
			if !ok || !same {
				mine = -1
				return nil
			}
			return value
		}})
	}
}

var grouperType = newIteratorType("_grouper")

var teeType = newIteratorType("_tee")

func init() { addIteratorMethods(grouperType, teeType) }

// teeLink is an item that a tee read, before the next one.
type teeLink struct {
	value Object
	next  *teeLink
}

// itTee is tee(iterable, n): iterators that share what was read.
func itTee(t *Thread, args []Object) Object {
	n := 2
	if len(args) > 1 {
		var ok bool
		if n, ok = t.index(args[1]); !ok {
			return nil
		}
		if n < 0 {
			return t.valueError("n must be >= 0")
		}
	}
	it := t.iter(args[0])
	if it == nil {
		return nil
	}
	first := &teeLink{}
	items := make([]Object, n)
	for i := range items {
		at := first
		items[i] = &stepIter{teeType, func(t *Thread) Object {
			if at.next == nil {
				v := t.next(it)
				if v == nil {
					return nil
				}
				at.next = &teeLink{value: v}
			}
			at = at.next
			return at.value
		}}
	}
	return newTuple(items)
}
