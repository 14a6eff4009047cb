package vm

import "rgo/interp/python/code"

// This file sorts lists: a stable merge sort that uses runs which are already
// in order (a natural merge sort with insertion of short runs).

// minRun is the length up to which runs are made by binary insertion.
const minRun = 24

// sorter sorts items by keys; both move together. values is nil if the items
// are their own keys.
type sorter struct {
	t      *Thread
	keys   []Object
	values []Object
	kind   sortKind
	failed bool
	spareK []Object
	spareV []Object
}

// sortKind tells what all keys are, to compare them without dispatch.
type sortKind uint8

const (
	sortAny sortKind = iota
	sortInts
	sortFloats
	sortStrs
)

// less is a < b.
//
//rgo:parallel
func (s *sorter) less(a, b Object) bool {
	switch s.kind {
	case sortInts:
		return a.(Int).v < b.(Int).v
	case sortFloats:
		return a.(Float).v < b.(Float).v
	case sortStrs:
		return a.(*Str).s < b.(*Str).s
	}
	if s.failed {
		return false
	}
	r := s.t.compare(code.Less, a, b)
	if r == nil {
		s.failed = true
		return false
	}
	if r == True {
		return true
	}
	if r == False {
		return false
	}
	v, ok := s.t.truth(r)
	if !ok {
		s.failed = true
	}
	return v
}

// classify finds out whether all keys are of one simple kind.
//
//rgo:parallel
func classify(keys []Object) sortKind {
	ints, floats, strs := true, true, true
	for _, k := range keys {
		switch k.(type) {
		case Int:
			floats, strs = false, false
		case Float:
			ints, strs = false, false
		case *Str:
			ints, floats = false, false
		default:
			return sortAny
		}
		if !ints && !floats && !strs {
			return sortAny
		}
	}
	switch {
	case ints:
		return sortInts
	case floats:
		return sortFloats
	}
	return sortStrs
}

// sortItems sorts items in place by an optional key function.
//
//rgo:parallel
func (t *Thread) sortItems(items []Object, key Object, reverse bool) bool {
	s := &sorter{t: t, keys: items}
	if key != nil && key != None {
		s.keys = make([]Object, len(items))
		s.values = items
		for i, v := range items {
			k := t.call1(key, v)
			if k == nil {
				return false
			}
			s.keys[i] = k
		}
	}
	s.kind = classify(s.keys)
	if reverse {
		s.reverse(0, len(items))
	}
	s.sort()
	if reverse {
		s.reverse(0, len(items))
	}
	return !s.failed
}

// reverse reverses [low, high).
//
//rgo:parallel
func (s *sorter) reverse(low, high int) {
	for i, j := low, high-1; i < j; i, j = i+1, j-1 {
		s.keys[i], s.keys[j] = s.keys[j], s.keys[i]
		if s.values != nil {
			s.values[i], s.values[j] = s.values[j], s.values[i]
		}
	}
}

// run is a sorted stretch.
type run struct{ start, length int }

// sort finds runs and merges them, keeping their lengths balanced.
//
//rgo:parallel
func (s *sorter) sort() {
	n := len(s.keys)
	var runs []run
	for low := 0; low < n && !s.failed; {
		length := s.countRun(low, n)
		if length < minRun {
			forced := min(minRun, n-low)
			s.insertion(low, low+length, low+forced)
			length = forced
		}
		runs = append(runs, run{low, length})
		low += length
		for len(runs) > 1 {
			k := len(runs) - 2
			if k > 0 && runs[k-1].length <= runs[k].length+runs[k+1].length {
				if runs[k-1].length < runs[k+1].length {
					k--
				}
			} else if runs[k].length > runs[k+1].length {
				break
			}
			runs = s.mergeAt(runs, k)
		}
	}
	for len(runs) > 1 && !s.failed {
		k := len(runs) - 2
		if k > 0 && runs[k-1].length < runs[k+1].length {
			k--
		}
		runs = s.mergeAt(runs, k)
	}
}

// countRun finds the run that starts at low; a strictly descending one is
// reversed.
//
//rgo:parallel
func (s *sorter) countRun(low, high int) int {
	i := low + 1
	if i >= high {
		return high - low
	}
	if s.less(s.keys[i], s.keys[low]) {
		for i++; i < high && s.less(s.keys[i], s.keys[i-1]); i++ {
		}
		s.reverse(low, i)
	} else {
		for i++; i < high && !s.less(s.keys[i], s.keys[i-1]); i++ {
		}
	}
	return i - low
}

// insertion sorts [low, high), of which [low, start) is sorted.
//
//rgo:parallel
func (s *sorter) insertion(low, start, high int) {
	for ; start < high; start++ {
		pivot := s.keys[start]
		l, r := low, start
		for l < r {
			m := int(uint(l+r) >> 1)
			if s.less(pivot, s.keys[m]) {
				r = m
			} else {
				l = m + 1
			}
		}
		copy(s.keys[l+1:start+1], s.keys[l:start])
		s.keys[l] = pivot
		if s.values != nil {
			v := s.values[start]
			copy(s.values[l+1:start+1], s.values[l:start])
			s.values[l] = v
		}
	}
}

// mergeAt merges runs k and k+1.
//
//rgo:parallel
func (s *sorter) mergeAt(runs []run, k int) []run {
	a, b := runs[k], runs[k+1]
	s.merge(a.start, b.start, b.start+b.length)
	runs[k].length = a.length + b.length
	copy(runs[k+1:], runs[k+2:])
	return runs[:len(runs)-1]
}

// merge merges [low, middle) and [middle, high).
//
//rgo:parallel
func (s *sorter) merge(low, middle, high int) {
	if !s.less(s.keys[middle], s.keys[middle-1]) {
		return
	}
	n := middle - low
	if cap(s.spareK) < n {
		s.spareK = make([]Object, n, len(s.keys)/2+n)
		if s.values != nil {
			s.spareV = make([]Object, n, len(s.keys)/2+n)
		}
	}
	left := s.spareK[:n]
	copy(left, s.keys[low:middle])
	var leftV []Object
	if s.values != nil {
		leftV = s.spareV[:n]
		copy(leftV, s.values[low:middle])
	}
	i, j, out := 0, middle, low
	for i < n && j < high {
		if s.less(s.keys[j], left[i]) {
			s.keys[out] = s.keys[j]
			if leftV != nil {
				s.values[out] = s.values[j]
			}
			j++
		} else {
			s.keys[out] = left[i]
			if leftV != nil {
				s.values[out] = leftV[i]
			}
			i++
		}
		out++
	}
	for ; i < n; i, out = i+1, out+1 {
		s.keys[out] = left[i]
		if leftV != nil {
			s.values[out] = leftV[i]
		}
	}
}

// sortOptions reads the key and reverse arguments.
//
//rgo:parallel
func (t *Thread) sortOptions(fn string, args []Object, kwNames []*Str) (key Object, reverse, ok bool) {
	positional := len(args) - len(kwNames)
	for i, k := range kwNames {
		v := args[positional+i]
		switch k.s {
		case "key":
			key = v
		case "reverse":
			if reverse, ok = t.truth(v); !ok {
				return nil, false, false
			}
		default:
			t.typeError("'" + k.s + "' is an invalid keyword argument for " + fn + "()")
			return nil, false, false
		}
	}
	return key, reverse, true
}

// listSort is list.sort.
//
//rgo:parallel
func listSort(t *Thread, args []Object, kwNames []*Str) Object {
	if len(args)-len(kwNames) > 1 {
		return t.typeError("sort() takes no positional arguments")
	}
	key, reverse, ok := t.sortOptions("sort", args, kwNames)
	if !ok {
		return nil
	}
	l := listOf(args[0])
	l.bias.Own()
	items := l.items
	l.items = nil
	ok = t.sortItems(items, key, reverse)
	l.bias.Own()
	changed := l.items != nil
	l.items = items
	if !ok {
		return nil
	}
	if changed {
		return t.valueError("list modified during sort")
	}
	return None
}

// sorted is sorted(iterable, key, reverse).
//
//rgo:parallel
func sorted(t *Thread, args []Object, kwNames []*Str) Object {
	if n := len(args) - len(kwNames); n != 1 {
		return t.typeError("sorted expected 1 argument, got " + intText(intOf(n)))
	}
	items, ok := t.collect(args[0])
	if !ok {
		return nil
	}
	key, reverse, ok := t.sortOptions("sort", args, kwNames)
	if !ok || !t.sortItems(items, key, reverse) {
		return nil
	}
	return newList(items)
}
