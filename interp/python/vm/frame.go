package vm

import (
	"rgo/rlib/gc"
	"rgo/rlib/unchecked"
)

// This file defines frames. A frame's slots and operand stack are a window of
// the thread's value stack; frame objects are used again after they return,
// so nothing that outlives a call may keep one. Generators own their frames,
// and keep the values while they do not run.

// Frame is a function call under way.
type Frame struct {
	code     *Code
	fn       *Function
	globals  *Dict
	builtins *Dict
	locals   Object   // namespace of module and class bodies, else nil
	stack    []Object `rgo:"rooted"` // slots, then operands; nil while a generator does not run
	saved    []Object // the same of a generator that does not run
	kept     int      // how many of them are old values, while it runs
	sp       int
	pc       int // next instruction
	keywords int // of the CALL that comes next: index of their names in the code, plus 1; 0 for none
	back     *Frame
	gen      *Generator   // whose frame this is, or nil
	made     Object       // the instance that this __init__ call makes, or nil
	entry    bool         // returning from it leaves the interpreter loop
	object   *FrameObject // what programs see of it, or nil
	jump     int          // generators driven by the loop: where to go on when they have ended,
	sending  bool         // by SEND: what they return goes on the stack there; else by FOR_ITER
}

// pushFrame starts a call of code; slots from `used` on are emptied by the
// caller. It returns nil with RecursionError if calls are too deep, and with
// ValueError if the code is broken.
//
//rgo:parallel
func (t *Thread) pushFrame(c *Code) *Frame {
	if t.depth >= t.interp.limit {
		return t.tooDeep()
	}
	if t.used == len(t.frames) {
		t.moreFrames()
	}
	low := t.top
	top := low + c.size
	if top > len(t.stack) {
		if !t.makeRoom(c) {
			return nil
		}
		top = low + c.size
	}
	f := unchecked.Slice[*Frame](t.frames)[t.used]
	t.depth++
	t.used++
	t.top = top
	f.stack = unchecked.Slice[Object](t.stack)[low:top:top]
	f.code = c
	f.sp = c.nslots
	f.pc = c.entry
	if t.instrumented || gc.Waiting() {
		f.pc = 0
	}
	f.locals = nil
	f.made = nil
	f.entry = false
	return f
}

// makeRoom makes the stack large enough for a frame of c, which it fills.
//
//rgo:noinline
//rgo:cold
func (t *Thread) makeRoom(c *Code) bool {
	if !c.fill(t) {
		return false
	}
	if t.top+c.size > len(t.stack) {
		t.newChunk(c.size)
	}
	return true
}

//rgo:noinline
//rgo:cold
//rgo:parallel
func (t *Thread) moreFrames() { t.frames = append(t.frames, &Frame{}) }

//rgo:noinline
//rgo:cold
func (t *Thread) tooDeep() *Frame {
	t.raise(RecursionError, "maximum recursion depth exceeded")
	return nil
}

// pushCall starts a call of a function.
//
//rgo:parallel
func (t *Thread) pushCall(fn *Function) *Frame {
	f := t.pushFrame(fn.code)
	if f != nil {
		f.fn = fn
		f.globals = fn.globals
		f.builtins = fn.builtins
	}
	return f
}

// setSelf gives a new frame its only argument.
//
//rgo:inline
//rgo:parallel
func (f *Frame) setSelf(self Object) {
	slots := unchecked.Slice[Object](f.stack)
	slots[0] = self
	f.clearFrom(1)
}

// give pushes what a call that the loop made returned.
//
//rgo:inline
//rgo:parallel
func (f *Frame) give(v Object) {
	unchecked.Slice[Object](f.stack)[f.sp] = v
	f.sp++
}

// setPair gives a new frame two arguments.
//
//rgo:parallel
func (f *Frame) setPair(a, b Object) {
	slots := unchecked.Slice[Object](f.stack)
	slots[0], slots[1] = a, b
	f.clearFrom(2)
}

// setArgs gives a new frame its arguments, for all of its parameters.
//
//rgo:inline
//rgo:parallel
func (f *Frame) setArgs(args []Object) {
	slots := unchecked.Slice[Object](f.stack) // a piece of the value stack: stores need no barrier
	switch len(args) {
	case 0:
	case 1:
		slots[0] = args[0]
	case 2:
		slots[0], slots[1] = args[0], args[1]
	case 3:
		slots[0], slots[1], slots[2] = args[0], args[1], args[2]
	default:
		copy(slots, args)
	}
	f.clearFrom(len(args))
}

// clearFrom empties the slots of a new frame from one on; there are often none.
//
//rgo:inline
//rgo:parallel
func (f *Frame) clearFrom(first int) {
	slots := unchecked.Slice[Object](f.stack)
	for n := f.code.nslots; first < n; first++ {
		slots[first] = nil
	}
}

// popFrame ends the call of a frame that pushFrame made.
//
//rgo:parallel
func (t *Thread) popFrame(f *Frame) {
	if f.object != nil {
		t.detachFrame(f)
	}
	t.depth--
	t.used--
	t.top -= len(f.stack)
}

// resumeFrame puts the values of a generator's frame on the value stack. What
// was saved stays as it is until the next yield.
//
//rgo:parallel
func (t *Thread) resumeFrame(f *Frame) {
	f.stack = t.window(f.code.size)
	copy(f.stack, f.saved[:f.sp])
	f.kept = f.sp
}

// saveFrame takes them off, at a yield.
//
//rgo:parallel
func (t *Thread) saveFrame(f *Frame) {
	copy(f.saved, f.stack[:f.sp])
	if f.kept > f.sp {
		clear(f.saved[f.sp:f.kept])
	}
	t.dropFrame(f)
}

// dropFrame gives the place of a generator's frame on the value stack back.
//
//rgo:parallel
func (t *Thread) dropFrame(f *Frame) {
	t.top -= len(f.stack)
	f.stack = nil
}

// values returns the slots and operands of a frame, running or not.
//
//rgo:parallel
func (f *Frame) values() []Object {
	if f.stack == nil {
		return f.saved
	}
	return f.stack
}

// runFunction calls a Python function from native code.
//
//rgo:parallel
func (t *Thread) runFunction(fn *Function, args []Object, kwNames []*Str) Object {
	f := t.bindCall(fn, args, kwNames)
	if f == nil {
		return nil
	}
	return t.runFrame(f)
}

// runFrame runs a new frame to its end.
//
//rgo:parallel
func (t *Thread) runFrame(f *Frame) Object {
	if !t.enter() {
		t.popFrame(f)
		return nil
	}
	f.entry = true
	f.back = t.frame
	saved := t.frame
	r := t.runLoop(f, false)
	if t.tracer.used() {
		t.tracer.restore()
	}
	t.frame = saved
	t.leave()
	return r
}

// runCode runs module, class or exec code in namespaces.
func (t *Thread) runCode(c *Code, globals *Dict, locals Object, closure []*Cell) Object {
	f := t.pushFrame(c)
	if f == nil {
		return nil
	}
	builtins := t.builtinsOf(globals)
	f.fn = &Function{code: c, globals: globals, builtins: builtins, closure: closure}
	f.globals = globals
	f.builtins = builtins
	f.locals = locals
	clear(f.stack[:c.nslots])
	return t.runFrame(f)
}

// line is the source line that the frame is at.
func (f *Frame) line() int { return f.code.src.Line(f.pc - 1) }

// localsDict returns the namespace that locals() shows: the mapping of a
// module or class body, or the dict of the current values of the variables.
//
//rgo:parallel
func (t *Thread) localsDict(f *Frame) Object {
	if f.locals != nil {
		return f.locals
	}
	return t.frameObject(f).localNamespace()
}
