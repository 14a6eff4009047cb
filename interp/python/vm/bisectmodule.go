package vm

import "rgo/interp/python/code"

// This file is the module _bisect.

//rgo:parallel
func init() {
	builtinModules["_bisect"] = func(t *Thread) *Module {
		m := newModule("_bisect")
		const params = "a,x,lo,hi,key"
		find := func(right bool) BuiltinFunc {
			return func(t *Thread, args []Object) Object {
				i := t.bisect(args, right, args[1])
				if i < 0 {
					return nil
				}
				return intOf(i)
			}
		}
		insert := func(right bool) BuiltinFunc {
			return func(t *Thread, args []Object) Object {
				x := args[1]
				if args[4] != nil && args[4] != None {
					if x = t.call1(args[4], x); x == nil {
						return nil
					}
				}
				i := t.bisect(args, right, x)
				if i < 0 {
					return nil
				}
				if l, ok := args[0].(*List); ok {
					return listInsert(t, []Object{l, intOf(i), args[1]})
				}
				if t.callAttr(args[0], nameInsert, intOf(i), args[1]) == nil {
					return nil
				}
				return None
			}
		}
		m.addFunctions([]method{
			{"bisect_left", 2, 5, find(false), params},
			{"bisect_right", 2, 5, find(true), params},
			{"insort_left", 2, 5, insert(false), params},
			{"insort_right", 2, 5, insert(true), params},
		})
		return m
	}
}

var nameInsert = intern("insert")

// bisect returns where x belongs in args[0]; -1 with an exception.
//
//rgo:parallel
func (t *Thread) bisect(args []Object, right bool, x Object) int {
	if t.exc != nil {
		return -1
	}
	low := 0
	var ok bool
	if args[2] != nil {
		if low, ok = t.index(args[2]); !ok {
			return -1
		}
		if low < 0 {
			t.valueError("lo must be non-negative")
			return -1
		}
	}
	high := -1
	if args[3] != nil && args[3] != None {
		if high, ok = t.index(args[3]); !ok {
			return -1
		}
	}
	if high < 0 && (args[3] == nil || args[3] == None || high == -1) {
		if high, ok = t.length(args[0]); !ok {
			return -1
		}
	}
	key := args[4]
	if key == None {
		key = nil
	}
	for low < high {
		middle := int(uint(low+high) >> 1)
		item := t.getItem(args[0], intOf(middle))
		if item == nil {
			return -1
		}
		if key != nil {
			if item = t.call1(key, item); item == nil {
				return -1
			}
		}
		a, b := item, x
		if right {
			a, b = x, item
		}
		r := t.compare(code.Less, a, b)
		if r == nil {
			return -1
		}
		less, ok := t.truth(r)
		if !ok {
			return -1
		}
		if less != right {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return low
}
