package vm

import (
	"rgo/interp/python/code"
	"rgo/rlib/gc"
)

// This file is the module gc. The collector is the VM's own: its generations
// and thresholds are numbers that a program can set and read.

// gcState is what a program set.
type gcState struct {
	disabled  bool
	debug     int
	threshold [3]int
	garbage   *List
	callbacks *List
	runs      int
	collect   *Builtin // the function of that name
}

func init() {
	builtinModules["gc"] = func(t *Thread) *Module {
		m := newModule("gc")
		s := &gcState{threshold: [3]int{700, 10, 10}, garbage: newList(nil), callbacks: newList(nil)}
		m.set("garbage", s.garbage)
		m.set("callbacks", s.callbacks)
		for i, name := range []string{"DEBUG_STATS", "DEBUG_COLLECTABLE", "DEBUG_UNCOLLECTABLE", "", "", "DEBUG_SAVEALL"} {
			if name != "" {
				m.set(name, intOf(1<<i))
			}
		}
		m.set("DEBUG_LEAK", newInt(38))
		m.addFunctions(gcFunctions(s))
		s.collect = shortWay(m)
		return m
	}
}

// shortWay has the interpreter call gc.collect without functions in between unless it is called with a keyword: their frames would
// show the collector what lies forgotten in them, see runtime/raw.ForgetStack.
func shortWay(m *Module) *Builtin {
	named := m.dict.getStr(intern("collect")).(*Builtin)
	short := *named
	short.params, short.raw = nil, named.callSlow
	m.set("collect", &short)
	return &short
}

// gcInfo tells the callbacks.
func (t *Thread) gcInfo(s *gcState, phase string, generation int) bool {
	for _, cb := range append([]Object{}, s.callbacks.items...) {
		d := NewDict()
		d.setStr(intern("generation"), intOf(generation))
		d.setStr(intern("collected"), newInt(0))
		d.setStr(intern("uncollectable"), newInt(0))
		if t.call2(cb, newASCII(phase), d) == nil {
			t.writeUnraisable(cb)
		}
	}
	return true
}

func gcFunctions(s *gcState) []method {
	return []method{
		{"collect", 0, 1, func(t *Thread, args []Object) Object {
			generation := 2
			if len(args) > 0 && args[0] != nil {
				var ok bool
				if generation, ok = t.cInt(args[0]); !ok {
					return nil
				}
				if generation < 0 || generation > 2 {
					return t.valueError("invalid generation")
				}
			}
			s.runs++
			if t.leaveToCollect(s) {
				return nil
			}
			t.gcInfo(s, "start", generation)
			t.collectGarbage()
			t.gcInfo(s, "stop", generation)
			return newInt(0)
		}, "generation"},
		{"enable", 0, 0, func(t *Thread, args []Object) Object {
			s.disabled = false
			return None
		}, ""},
		{"disable", 0, 0, func(t *Thread, args []Object) Object {
			s.disabled = true
			return None
		}, ""},
		{"isenabled", 0, 0, func(t *Thread, args []Object) Object { return boolOf(!s.disabled) }, ""},
		{"set_debug", 1, 1, func(t *Thread, args []Object) Object {
			n, ok := t.cInt(args[0])
			if !ok {
				return nil
			}
			s.debug = n
			return None
		}, ""},
		{"get_debug", 0, 0, func(t *Thread, args []Object) Object { return intOf(s.debug) }, ""},
		{"set_threshold", 1, 3, func(t *Thread, args []Object) Object {
			list, ok := t.ints(args)
			if !ok {
				return nil
			}
			copy(s.threshold[:], list)
			return None
		}, ""},
		{"get_threshold", 0, 0, func(t *Thread, args []Object) Object {
			return tupleOf(intOf(s.threshold[0]), intOf(s.threshold[1]), intOf(s.threshold[2]))
		}, ""},
		{"get_count", 0, 0, func(t *Thread, args []Object) Object { return tupleOf(newInt(0), newInt(0), newInt(0)) }, ""},
		{"get_stats", 0, 0, func(t *Thread, args []Object) Object {
			var items []Object
			for i := range 3 {
				d := NewDict()
				n := 0
				if i == 2 {
					n = s.runs
				}
				d.setStr(intern("collections"), intOf(n))
				d.setStr(intern("collected"), newInt(0))
				d.setStr(intern("uncollectable"), newInt(0))
				items = append(items, d)
			}
			return newList(items)
		}, ""},
		{"is_tracked", 1, 1, func(t *Thread, args []Object) Object { return boolOf(isContainer(args[0])) }, ""},
		{"is_finalized", 1, 1, func(t *Thread, args []Object) Object { return False }, ""},
		{"get_objects", 0, 1, func(t *Thread, args []Object) Object { return newList(nil) }, "generation"},
		{"get_referrers", 0, -1, func(t *Thread, args []Object) Object { return newList(nil) }, ""},
		{"get_referents", 0, -1, func(t *Thread, args []Object) Object {
			var items []Object
			for _, o := range args {
				switch x := payloadOf(o).(type) {
				case *Tuple:
					items = append(items, x.items...)
				case *List:
					items = append(items, x.items...)
				case *Dict:
					for _, e := range x.entries {
						if e.key != nil {
							items = append(items, e.key, e.value)
						}
					}
				}
				if i, ok := o.(*Instance); ok {
					items = append(items, i.slots...)
					items = append(items, i.cls)
				}
			}
			return newList(items)
		}, ""},
		{"freeze", 0, 0, func(t *Thread, args []Object) Object { return None }, ""},
		{"unfreeze", 0, 0, func(t *Thread, args []Object) Object { return None }, ""},
		{"get_freeze_count", 0, 0, func(t *Thread, args []Object) Object { return newInt(0) }, ""},
	}
}

// collectGarbage runs the collector and what is due for the objects that it finds
// dead. What they kept is garbage after that, and found in a second round.
func (t *Thread) collectGarbage() {
	t.clearStack()
	for range 2 {
		gc.Collect()
		if !finalizers.due() {
			return
		}
		t.runFinalizers()
	}
}

// isContainer reports whether an object can refer to others.
func isContainer(o Object) bool {
	switch o.(type) {
	case Int, *BigInt, Float, *Complex, *Bool, *Str, *Bytes, *ByteArray, *noneObject, *Range, *notImplementedObject, *ellipsisObject:
		return false
	}
	return true
}

// clearStack empties the unused part of the value stack, so that what lies
// there does not keep objects alive. How much of its part a function uses is
// known where it is calling another.
func (t *Thread) clearStack() {
	for _, f := range t.frames[:t.used] {
		if f.code == nil || f.pc == 0 {
			continue
		}
		if instr := f.code.instrs[f.pc-1]; code.Opcode(instr&0xff) == code.Call {
			if sp := f.sp + 2 + int(instr>>8); sp < len(f.stack) {
				clear(f.stack[sp:])
			}
		}
	}
	clear(t.stack[t.top:])
	for _, f := range t.frames[t.used:] {
		*f = Frame{}
	}
}
