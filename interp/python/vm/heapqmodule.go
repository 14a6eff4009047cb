package vm

import "rgo/interp/python/code"

// This file is the module _heapq. Comparisons run Python code that may change
// the list, which is an error where it changes its size. Other threads may do so, too:
// behind each of them the list has to be the thread's own again.

//rgo:parallel
func init() {
	builtinModules["_heapq"] = func(t *Thread) *Module {
		m := newModule("_heapq")
		m.set("__about__", emptyStr)
		m.addFunctions([]method{
			{"heappush", 2, 2, func(t *Thread, args []Object) Object {
				l := t.heapList(args[0])
				if l == nil {
					return nil
				}
				l.bias.Own()
				l.items = append(l.items, args[1])
				return none(t.siftDown(l, 0, len(l.items)-1, code.Less))
			}, ""},
			{"heappop", 1, 1, heapPop(code.Less), ""},
			{"_heappop_max", 1, 1, heapPop(code.Greater), ""},
			{"heapreplace", 2, 2, heapReplace(code.Less), ""},
			{"_heapreplace_max", 2, 2, heapReplace(code.Greater), ""},
			{"heappushpop", 2, 2, func(t *Thread, args []Object) Object {
				l := t.heapList(args[0])
				if l == nil {
					return nil
				}
				l.bias.Own()
				if len(l.items) == 0 {
					return args[1]
				}
				top := l.items[0]
				less, ok := t.before(code.Less, top, args[1])
				if !ok {
					return nil
				}
				if !less {
					return args[1]
				}
				l.bias.Own()
				if len(l.items) == 0 {
					return t.indexError("index out of range")
				}
				top = l.items[0]
				l.items[0] = args[1]
				if !t.siftUp(l, 0, code.Less) {
					return nil
				}
				return top
			}, ""},
			{"heapify", 1, 1, heapify(code.Less), ""},
			{"_heapify_max", 1, 1, heapify(code.Greater), ""},
		})
		return m
	}
}

// heapList takes the list of a heap.
//
//rgo:parallel
func (t *Thread) heapList(o Object) *List {
	l := listOf(o)
	if l == nil {
		t.typeError("heap argument must be a list, not " + o.Class().name)
	}
	return l
}

// before compares two items: a op b. A heap with the largest item first uses
// b < a, as CPython does.
//
//rgo:parallel
func (t *Thread) before(op int, a, b Object) (result, ok bool) {
	if op == code.Greater {
		a, b = b, a
	}
	if x, isInt := a.(Int); isInt {
		if y, isInt := b.(Int); isInt {
			return x.v < y.v, true
		}
	}
	r := t.compare(code.Less, a, b)
	if r == nil {
		return false, false
	}
	return t.truth(r)
}

func (t *Thread) heapChanged() bool {
	t.raise(RuntimeError, "list changed size during iteration")
	return false
}

// siftDown moves the item at pos towards the root.
//
//rgo:parallel
func (t *Thread) siftDown(l *List, start, pos, op int) bool {
	size := len(l.items)
	if pos >= size {
		t.indexError("index out of range")
		return false
	}
	item := l.items[pos]
	for pos > start {
		parent := (pos - 1) >> 1
		first, ok := t.before(op, item, l.items[parent])
		if !ok {
			return false
		}
		l.bias.Own()
		if len(l.items) != size {
			return t.heapChanged()
		}
		if !first {
			break
		}
		item = l.items[pos]
		l.items[pos], l.items[parent] = l.items[parent], item
		pos = parent
	}
	return true
}

// siftUp moves the item at pos to a leaf and then towards the root.
//
//rgo:parallel
func (t *Thread) siftUp(l *List, pos, op int) bool {
	size := len(l.items)
	start := pos
	if pos >= size {
		t.indexError("index out of range")
		return false
	}
	for limit := size >> 1; pos < limit; {
		child := 2*pos + 1
		if child+1 < size {
			first, ok := t.before(op, l.items[child], l.items[child+1])
			if !ok {
				return false
			}
			l.bias.Own()
			if len(l.items) != size {
				return t.heapChanged()
			}
			if !first {
				child++
			}
		}
		l.items[pos], l.items[child] = l.items[child], l.items[pos]
		pos = child
	}
	return t.siftDown(l, start, pos, op)
}

//rgo:parallel
func heapPop(op int) BuiltinFunc {
	return func(t *Thread, args []Object) Object {
		l := t.heapList(args[0])
		if l == nil {
			return nil
		}
		l.bias.Own()
		n := len(l.items)
		if n == 0 {
			return t.indexError("index out of range")
		}
		last := l.items[n-1]
		l.items[n-1] = nil
		l.items = l.items[:n-1]
		if n == 1 {
			return last
		}
		top := l.items[0]
		l.items[0] = last
		if !t.siftUp(l, 0, op) {
			return nil
		}
		return top
	}
}

//rgo:parallel
func heapReplace(op int) BuiltinFunc {
	return func(t *Thread, args []Object) Object {
		l := t.heapList(args[0])
		if l == nil {
			return nil
		}
		l.bias.Own()
		if len(l.items) == 0 {
			return t.indexError("index out of range")
		}
		top := l.items[0]
		l.items[0] = args[1]
		if !t.siftUp(l, 0, op) {
			return nil
		}
		return top
	}
}

//rgo:parallel
func heapify(op int) BuiltinFunc {
	return func(t *Thread, args []Object) Object {
		l := t.heapList(args[0])
		if l == nil {
			return nil
		}
		l.bias.Own()
		for i := len(l.items)/2 - 1; i >= 0; i-- {
			if !t.siftUp(l, i, op) {
				return nil
			}
		}
		return None
	}
}
