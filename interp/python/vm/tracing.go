package vm

import "rgo/interp/python/code"

// This file is sys.settrace and sys.setprofile. While one of them is set,
// frames run a copy of their code in which every instruction is tracedOp; the
// loop then calls traceInstr and runs the instruction itself from the copy,
// where it stands until the next one is traced. Without tracing nothing is
// paid but a test when a frame starts or goes on.

// tracedOp is the opcode in instrumented code.
const tracedOp code.Opcode = 0xff

// tracer is the state of tracing of a thread.
type tracer struct {
	trace    Object // nil if not set
	profile  Object
	profiler *Profiler // what profile is, if it is one of _lsprof
	event    string    // what is being traced
	inside   int       // calls of trace functions under way
	instrs   []uint32  // tracedOp everywhere, but at patched
	patched  int
}

// instrumented sets whether frames run instrumented code.
func (t *Thread) updateTracing() {
	t.instrumented = t.tracer.inside == 0 && (t.tracer.trace != nil || t.tracer.profile != nil)
}

// restore takes the instruction that ran last out of the instrumented code. It
// is also called when a run of the loop ends, for the sake of the run around it.
func (tr *tracer) restore() {
	if tr.patched < len(tr.instrs) {
		tr.instrs[tr.patched] = uint32(tracedOp)
	}
}

// used reports whether instrumented code has run, and may still: tracing can
// have ended in a run of the loop within another one that goes on with it.
//
//rgo:inline
//rgo:parallel
func (tr *tracer) used() bool { return len(tr.instrs) > 0 }

// tracedInstrs returns instrumented code for a frame that starts or goes on.
func (t *Thread) tracedInstrs(f *Frame) []uint32 {
	tr, c, o := &t.tracer, f.code, t.frameObject(f)
	o.last = f.pc - 1
	if o.handling > 0 {
		o.last = o.handling - 1
		o.handling = 0
	}
	if len(tr.instrs) < len(c.instrs) {
		// Few programs have longer code, so that frames keep the same copy.
		tr.instrs = make([]uint32, max(1<<15, 2*len(c.instrs)))
		for i := range tr.instrs {
			tr.instrs[i] = uint32(tracedOp)
		}
	}
	tr.restore()
	return tr.instrs[:len(c.instrs):len(c.instrs)]
}

// traceInstr is called before instruction f.pc-1. It may change f.pc, where to
// go on, and f.sp. It returns false with an exception pending.
func (t *Thread) traceInstr(f *Frame) bool {
	tr := &t.tracer
	tr.restore()
	if t.instrumented && !t.traceEvents(f) {
		return false
	}
	tr.patched = f.pc - 1
	tr.instrs[tr.patched] = f.code.instrs[tr.patched]
	return true
}

// traceEvents reports what happens at instruction f.pc-1.
func (t *Thread) traceEvents(f *Frame) bool {
	first := f.code.firstTraceable()
	index := f.pc - 1
	if index < first {
		return true
	}
	o := t.frameObject(f)
	previous := o.last
	o.last = index
	if !t.endNativeCall(o, "c_return") {
		return false
	}
	instr := f.code.instrs[index]
	op := code.Op(instr)
	if op == code.Resume {
		if !t.callTrace(o, "call", nil) {
			return false
		}
		return t.callProfile(o, "call", nil)
	}
	if t.tracer.trace != nil {
		if !t.traceLine(f, o, previous, first) {
			return false
		}
		index = f.pc - 1
		o.last = index
		op = code.Op(f.code.instrs[index])
	}
	switch op {
	case code.ReturnValue, code.YieldValue:
		v := f.stack[f.sp-1]
		if !t.callTrace(o, "return", v) || !t.callProfile(o, "return", v) {
			return false
		}
	case code.Call:
		if t.tracer.profile != nil {
			return t.startNativeCall(f, o, code.Arg(instr))
		}
	case code.CallFunctionEx:
		if t.tracer.profile != nil {
			return t.startSpreadCall(f, o, code.Arg(instr))
		}
	}
	return true
}

// firstTraceable is the index of the first RESUME.
func (c *Code) firstTraceable() int {
	for i, instr := range c.instrs {
		if code.Op(instr) == code.Resume {
			return i
		}
	}
	return 0
}

// traceLine reports a new line, or a jump backwards, and opcodes.
func (t *Thread) traceLine(f *Frame, o *FrameObject, previous, first int) bool {
	if o.trace == nil {
		return true
	}
	index := f.pc - 1
	line := f.code.src.Line(index)
	if line != code.NoLine && !o.skipLines {
		last := code.NoLine
		if previous > first {
			last = f.code.src.Line(previous)
		}
		if line != last || index < previous && code.Op(f.code.instrs[index]) != code.Send {
			if !t.callTrace(o, "line", nil) {
				return false
			}
		}
	}
	if o.everyOpcode {
		return t.callTrace(o, "opcode", nil)
	}
	return true
}

// callTrace calls the trace function of the thread for a call event, else that
// of the frame.
func (t *Thread) callTrace(o *FrameObject, event string, arg Object) bool {
	if t.tracer.trace == nil || t.tracer.inside > 0 {
		return true
	}
	fn := o.trace
	if event == "call" {
		fn = t.tracer.trace
	}
	if fn == nil {
		return true
	}
	r := t.callHook(o, fn, event, arg)
	if r == nil {
		t.tracer.trace = nil
		o.trace = nil
		t.updateTracing()
		return false
	}
	if r != None {
		o.trace = r
	}
	return true
}

// callProfile calls the profile function.
func (t *Thread) callProfile(o *FrameObject, event string, arg Object) bool {
	if t.tracer.profile == nil || t.tracer.inside > 0 {
		return true
	}
	if p := t.tracer.profiler; p != nil {
		p.event(t, o, event, arg)
		return true
	}
	if t.callHook(o, t.tracer.profile, event, arg) == nil {
		t.tracer.profile = nil
		t.updateTracing()
		return false
	}
	return true
}

// callHook calls a trace or profile function. The exception that is pending,
// if any, stays pending if the function returns.
func (t *Thread) callHook(o *FrameObject, fn Object, event string, arg Object) Object {
	pending := t.exc
	t.exc = nil
	t.tracer.inside++
	t.updateTracing()
	o.shown = false
	if o.locals != nil {
		o.localNamespace()
	}
	saved := t.tracer.event
	t.tracer.event = event
	r := t.call3(fn, o, intern(event), orNone(arg))
	t.tracer.event = saved
	if o.shown {
		o.storeLocals()
	}
	t.tracer.inside--
	t.updateTracing()
	if r != nil {
		t.exc = pending
	}
	return r
}

// traceRaise reports the exception that is raised in f.
func (t *Thread) traceRaise(f *Frame) {
	o := t.frameObject(f)
	if o.calling != nil && !t.endNativeCall(o, "c_exception") {
		return
	}
	if o.trace == nil || t.tracer.trace == nil || t.tracer.inside > 0 {
		return
	}
	e := t.exc
	var tb Object = None
	if x := excData(e).tb; x != nil {
		tb = x
	}
	if !t.callTrace(o, "exception", tupleOf(e.cls, e, tb)) {
		t.addTraceback(f, f.pc-1)
	}
}

// traceEnd reports the StopIteration that ends a coroutine to the trace function
// of the frame that awaits it.
func (t *Thread) traceEnd(result Object) bool {
	e := newException(StopIteration, result)
	t.exc = e
	t.traceRaise(t.frame)
	if t.exc != e {
		return false
	}
	t.exc = nil
	return true
}

// traceUnwind reports that the pending exception leaves f.
func (t *Thread) traceUnwind(f *Frame) {
	if f.pc-1 < f.code.firstTraceable() {
		return
	}
	o := t.frameObject(f)
	if t.callTrace(o, "return", nil) {
		t.callProfile(o, "return", nil)
	}
}

// startNativeCall reports the call of a builtin to the profile function.
func (t *Thread) startNativeCall(f *Frame, o *FrameObject, count int) bool {
	base := f.sp - count - 2
	callee := f.stack[base]
	if callee == nil {
		callee = f.stack[base+1]
	} else if b, ok := callee.(*Builtin); ok && (b.kind == methodBuiltin || b.kind == slotBuiltin) {
		callee = &BoundMethod{fn: b, self: f.stack[base+1]}
	}
	var first Object
	if count > 0 {
		first = f.stack[base+2]
	}
	return t.reportNativeCall(o, callee, first)
}

// startSpreadCall is startNativeCall for f(*args, **kwargs).
func (t *Thread) startSpreadCall(f *Frame, o *FrameObject, arg int) bool {
	args := f.sp - 1 - arg&1
	var first Object
	if a, ok := f.stack[args].(*Tuple); ok && len(a.items) > 0 {
		first = a.items[0]
	}
	return t.reportNativeCall(o, f.stack[args-1], first)
}

// reportNativeCall reports the call of a builtin with a first argument, or nil. Other calls are none of its business.
func (t *Thread) reportNativeCall(o *FrameObject, callee, first Object) bool {
	switch x := callee.(type) {
	case *Builtin:
		if x.kind == methodBuiltin && first != nil {
			callee = &BoundMethod{fn: x, self: first}
		} else if x.kind == slotBuiltin || x.kind == methodBuiltin {
			return true
		}
	case *BoundMethod:
		if b, ok := x.fn.(*Builtin); !ok || b.kind == slotBuiltin {
			return true
		}
	default:
		return true
	}
	if !t.callProfile(o, "c_call", callee) {
		return false
	}
	o.calling = callee
	return true
}

// endNativeCall reports that the builtin returned or raised.
func (t *Thread) endNativeCall(o *FrameObject, event string) bool {
	callee := o.calling
	if callee == nil {
		return true
	}
	o.calling = nil
	return t.callProfile(o, event, callee)
}

// hookOrNil turns None into nil.
func hookOrNil(o Object) Object {
	if o == None {
		return nil
	}
	return o
}

var traceFunctions = []method{
	{"settrace", 1, 1, func(t *Thread, args []Object) Object {
		t.tracer.trace = hookOrNil(args[0])
		t.updateTracing()
		return None
	}, ""},
	{"gettrace", 0, 0, func(t *Thread, args []Object) Object { return orNone(t.tracer.trace) }, ""},
	{"setprofile", 1, 1, func(t *Thread, args []Object) Object {
		t.tracer.profile, t.tracer.profiler = hookOrNil(args[0]), nil
		t.updateTracing()
		return None
	}, ""},
	{"getprofile", 0, 0, func(t *Thread, args []Object) Object { return orNone(t.tracer.profile) }, ""},
	{"call_tracing", 2, 2, func(t *Thread, args []Object) Object {
		p, ok := args[1].(*Tuple)
		if !ok {
			return t.typeError("call_tracing() argument 2 must be tuple, not " + args[1].Class().name)
		}
		saved := t.tracer.inside
		t.tracer.inside = 0
		t.updateTracing()
		r := t.call(args[0], p.items, nil)
		t.tracer.inside = saved
		t.updateTracing()
		return r
	}, ""},
	{"_getframe", 0, 1, func(t *Thread, args []Object) Object {
		depth := 0
		if len(args) > 0 {
			var ok bool
			if depth, ok = t.index(args[0]); !ok {
				return nil
			}
		}
		f := t.frame
		for ; depth > 0 && f != nil; depth-- {
			f = f.back
		}
		if f == nil {
			return t.valueError("call stack is not deep enough")
		}
		return t.frameObject(f)
	}, ""},
}
