package vm

// This file is the module _lsprof: a profiler that counts and times calls without running Python code for each, for
// cProfile. It is what sys.setprofile has set while it is enabled.

// Profiler is _lsprof.Profiler.
type Profiler struct {
	timer    Object  // nil is the monotonic clock
	unit     float64 // seconds of a tick of the timer if that gives integers; 0 is whole seconds
	subcalls bool
	builtins bool
	enabled  bool
	timing   bool // the timer runs: its calls are not counted
	codes    map[*Code]*profileEntry
	natives  map[*Builtin]*profileEntry
	order    []*profileEntry
	current  *profiledCall
}

// callCounts is what is known of calls: all, those inside of calls of the same function, and their times in seconds with
// and without what they call.
type callCounts struct {
	calls, recursive int
	total, inline    float64
	level            int // calls under way
}

// profileEntry is a function; calls is by what it has called.
type profileEntry struct {
	callCounts
	code  Object // or str for functions that are not Python's
	calls map[*profileEntry]*callCounts
	order []*profileEntry
}

// profiledCall is a call under way.
type profiledCall struct {
	entry   *profileEntry
	caller  *profiledCall
	started float64
	inner   float64 // time in calls from this one
}

// Class returns _lsprof.Profiler.
func (*Profiler) Class() *Type { return ProfilerType }

// ProfilerType is _lsprof.Profiler.
var ProfilerType = newBuiltinType("Profiler", ObjectType, byTable|weakrefs)

var (
	profiledType    = newRecordType("_lsprof.profiler_entry", 6, "code", "callcount", "reccallcount", "totaltime", "inlinetime", "calls")
	profiledSubType = newRecordType("_lsprof.profiler_subentry", 5, "code", "callcount", "reccallcount", "totaltime", "inlinetime")
)

func newProfiler() *Profiler {
	return &Profiler{subcalls: true, builtins: true, codes: map[*Code]*profileEntry{}, natives: map[*Builtin]*profileEntry{}}
}

func profilerOf(o Object) *Profiler { p, _ := payloadOf(o).(*Profiler); return p }

func init() {
	finishRecord(profiledType)
	finishRecord(profiledSubType)
	builtinModules["_lsprof"] = func(t *Thread) *Module {
		m := newModule("_lsprof")
		m.set("Profiler", ProfilerType)
		m.set("profiler_entry", profiledType)
		m.set("profiler_subentry", profiledSubType)
		return m
	}
	ProfilerType.module = newASCII("_lsprof")
	ProfilerType.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
		p := newProfiler()
		if c := args[0].(*Type); c != ProfilerType {
			return newInstance(c, p) // __init__ comes
		}
		all := append([]Object{p}, args[1:]...)
		if t.call(ProfilerType.lookup(nameInit), all, kwNames) == nil {
			return nil
		}
		return p
	})
	ProfilerType.addMethods([]method{
		{"__init__", 0, 4, initProfiler, "timer,timeunit,subcalls,builtins"},
		{"enable", 0, 2, func(t *Thread, args []Object) Object {
			p := profilerOf(args[0])
			if !t.setFlag(&p.subcalls, args[1]) || !t.setFlag(&p.builtins, args[2]) {
				return nil
			}
			p.enabled = true
			t.tracer.profile, t.tracer.profiler = args[0], p
			t.updateTracing()
			return None
		}, "subcalls,builtins"},
		{"disable", 0, 0, func(t *Thread, args []Object) Object {
			p := profilerOf(args[0])
			if t.tracer.profiler == p {
				t.tracer.profile, t.tracer.profiler = nil, nil
				t.updateTracing()
			}
			p.enabled = false
			for p.current != nil {
				p.leave(t)
			}
			if t.exc != nil {
				return nil
			}
			return None
		}, ""},
		{"clear", 0, 0, func(t *Thread, args []Object) Object {
			p := profilerOf(args[0])
			fresh := newProfiler()
			p.codes, p.natives, p.order, p.current = fresh.codes, fresh.natives, nil, nil
			return None
		}, ""},
		{"getstats", 0, 0, func(t *Thread, args []Object) Object { return profilerOf(args[0]).stats() }, ""},
	})
}

// setFlag sets a flag to the truth of o, if there is o; false with an exception.
func (t *Thread) setFlag(flag *bool, o Object) bool {
	if o == nil {
		return true
	}
	var ok bool
	*flag, ok = t.truth(o)
	return ok
}

// initProfiler is __init__(timer=None, timeunit=0.0, subcalls=True, builtins=True).
func initProfiler(t *Thread, args []Object) Object {
	p := profilerOf(args[0])
	if args[1] != nil && args[1] != None {
		p.timer = args[1]
	}
	if args[2] != nil {
		var ok bool
		if p.unit, ok = t.floatValue(args[2]); !ok {
			return nil
		}
	}
	if !t.setFlag(&p.subcalls, args[3]) || !t.setFlag(&p.builtins, args[4]) {
		return nil
	}
	return None
}

// now returns seconds. An exception of the timer is reported, and the time is 0 then.
func (p *Profiler) now(t *Thread) float64 {
	if p.timer == nil {
		ns, _ := readClock(sysClockGettime, clockMonotonic)
		return float64(ns) / 1e9
	}
	p.timing = true
	pending := t.exc
	t.exc = nil
	v := 0.0
	if o := t.call(p.timer, nil, nil); o != nil {
		v, _ = t.floatValue(o)
		if isInt(o) && p.unit > 0 {
			v *= p.unit
		}
	}
	if t.exc != nil {
		t.writeUnraisable(p.timer)
		v = 0
	}
	t.exc = pending
	p.timing = false
	return v
}

// event counts what the profile hook would be told: of a frame, or of the builtin function arg.
func (p *Profiler) event(t *Thread, o *FrameObject, event string, arg Object) {
	if p.timing {
		return
	}
	switch event {
	case "call":
		e := p.codes[o.code]
		if e == nil {
			e = p.add(o.code)
			p.codes[o.code] = e
		}
		p.enter(t, e)
	case "return":
		p.leaveFrom(t, p.codes[o.code])
	case "c_call":
		if p.builtins {
			fn, self := calledBuiltin(arg)
			e := p.natives[fn]
			if e == nil {
				e = p.add(NewStr(profiledName(fn, self)))
				p.natives[fn] = e
			}
			p.enter(t, e)
		}
	case "c_return", "c_exception":
		if p.builtins {
			fn, _ := calledBuiltin(arg)
			p.leaveFrom(t, p.natives[fn])
		}
	}
}

// calledBuiltin returns the function that a hook is told of, and what it is bound to or nil.
func calledBuiltin(o Object) (fn *Builtin, self Object) {
	fn = builtinOf(o)
	if m, ok := o.(*BoundMethod); ok {
		return fn, m.self
	}
	return fn, fn.self
}

// add makes the entry of a code object, or of a builtin function by its name.
func (p *Profiler) add(code Object) *profileEntry {
	e := &profileEntry{code: code}
	p.order = append(p.order, e)
	return e
}

// profiledName is what profiles call a builtin function.
func profiledName(b *Builtin, self Object) string {
	if b.kind == methodBuiltin && self != nil {
		return "<method '" + b.name + "' of '" + b.owner.fullName() + "' objects>"
	}
	if b.module != "" && b.owner == nil {
		return "<built-in method " + b.module + "." + b.name + ">"
	}
	return "<built-in method " + b.name + ">"
}

func (p *Profiler) enter(t *Thread, e *profileEntry) {
	if p.subcalls && p.current != nil {
		p.current.entry.to(e).level++
	}
	e.level++
	p.current = &profiledCall{entry: e, caller: p.current}
	p.current.started = p.now(t)
}

// leaveFrom ends the call under way. The call that was going on when profiling began has no entry.
func (p *Profiler) leaveFrom(t *Thread, e *profileEntry) {
	if p.current != nil && e != nil {
		p.current.entry = e
		p.leave(t)
	}
}

// leave ends the call under way.
func (p *Profiler) leave(t *Thread) {
	c := p.current
	total := p.now(t) - c.started
	inline := total - c.inner
	p.current = c.caller
	c.entry.end(total, inline)
	if c.caller != nil {
		c.caller.inner += total
		if p.subcalls {
			c.caller.entry.to(c.entry).end(total, inline)
		}
	}
}

// to returns the counts of calls of e from this function.
func (e *profileEntry) to(callee *profileEntry) *callCounts {
	c := e.calls[callee]
	if c == nil {
		if e.calls == nil {
			e.calls = map[*profileEntry]*callCounts{}
		}
		c = &callCounts{}
		e.calls[callee] = c
		e.order = append(e.order, callee)
	}
	return c
}

// end counts a call that has ended.
func (c *callCounts) end(total, inline float64) {
	c.calls++
	c.inline += inline
	if c.level--; c.level <= 0 {
		c.level = 0
		c.total += total
	} else {
		c.recursive++
	}
}

// record makes the fields that entries and subentries have.
func (c *callCounts) record(code Object) []Object {
	return []Object{code, intOf(c.calls), intOf(c.recursive), newFloat(c.total), newFloat(c.inline)}
}

// stats is getstats().
func (p *Profiler) stats() Object {
	list := newList(nil)
	for _, e := range p.order {
		if e.callCounts.calls == 0 {
			continue
		}
		var calls Object = None
		if len(e.order) > 0 {
			l := newList(nil)
			for _, callee := range e.order {
				if c := e.calls[callee]; c.calls > 0 {
					l.items = append(l.items, makeRecord(profiledSubType, c.record(callee.code)...))
				}
			}
			calls = l
		}
		list.items = append(list.items, makeRecord(profiledType, append(e.record(e.code), calls)...))
	}
	return list
}
