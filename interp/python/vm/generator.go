package vm

import (
	"rgo/interp/python/code"
	"rgo/rlib/thread"
)

// This file defines generators and coroutines: frames that stop and go on.

type generatorKind uint8

const (
	plainGenerator generatorKind = iota
	coroutine
	asyncGenerator
)

// Generator is a generator, coroutine or asynchronous generator. frame is nil
// once it has ended.
type Generator struct {
	weakHolder
	bias     thread.Bias // whose thread resumes it
	frame    *Frame
	code     *Code
	name     *Str
	qualname *Str
	kind     generatorKind
	running  bool
	started  bool

	asyncRunning bool   // an asend, athrow or aclose is under way
	asyncClosed  bool   // aclose was called, or the generator ended by an exception for that
	hooked       bool   // the firstiter hook was called
	finalizer    Object // the hook of sys.set_asyncgen_hooks at that time
	origin       Object // cr_origin, nil if not tracked

	result   Object // what the last return gave
	handling handlingState
}

// Class returns the type for the kind.
//
//rgo:parallel
func (g *Generator) Class() *Type {
	switch g.kind {
	case coroutine:
		return CoroutineType
	case asyncGenerator:
		return AsyncGeneratorType
	}
	return GeneratorType
}

// Types of generators.
var (
	GeneratorType      = newBuiltinType("generator", ObjectType, final)
	CoroutineType      = newBuiltinType("coroutine", ObjectType, final)
	AsyncGeneratorType = newBuiltinType("async_generator", ObjectType, final)
)

// newGenerator makes a generator of a running frame, moving its slots off the
// thread's stack.
//
//rgo:parallel
func (t *Thread) newGenerator(f *Frame) *Generator {
	own := &Frame{
		code: f.code, fn: f.fn, globals: f.globals, builtins: f.builtins, locals: f.locals,
		sp: f.sp, pc: f.pc,
	}
	if own.object = f.object; own.object != nil {
		own.object.frame = own
		f.object = nil
	}
	own.saved = make([]Object, f.code.size)
	copy(own.saved, f.stack[:f.sp])
	g := &Generator{bias: thread.Mine(), frame: own, code: f.code, name: f.fn.name, qualname: f.fn.qualname}
	switch {
	case f.code.flags&code.Coroutine != 0:
		g.kind = coroutine
		g.origin = t.origin()
	case f.code.flags&code.AsyncGenerator != 0:
		g.kind = asyncGenerator
	}
	own.gen = g
	if len(f.code.src.ExceptionTable) > 0 || g.kind == coroutine {
		finalizers.watchGenerator(g)
	}
	return g
}

// start makes the generator's frame the running one, called from back. Its
// values are not on the value stack yet.
//
//rgo:parallel
func (t *Thread) start(g *Generator, back *Frame) *Frame {
	g.bias.Take()
	if t.depth >= t.interp.limit {
		t.raise(RecursionError, "maximum recursion depth exceeded")
		return nil
	}
	t.depth++
	f := g.frame
	f.back = back
	g.running, g.started = true, true
	g.handling.previous = t.handling
	t.handling = &g.handling
	return f
}

// stop undoes start, but for what becomes of the values.
//
//rgo:parallel
func (t *Thread) stop(g *Generator) {
	t.depth--
	g.frame.back = nil
	g.running = false
	t.handling = g.handling.previous
	g.handling.previous = nil
}

// canSend reports whether the loop can resume g by startInner with a value.
//
//rgo:parallel
func (g *Generator) canSend(value Object) bool {
	return (!thread.Parallel || g.bias.IsMine()) && g.frame != nil && !g.running && g.kind != asyncGenerator && (g.started || value == None)
}

// startInner starts a generator that gets value from its yield; if that is a
// yield from, the generator that it gets its values from is started at once, and
// so on. The result is the innermost one's frame. Those on the way would only
// pass on what comes, so they stay off the value stack until one of them has
// something to do: see surface and passOn.
//
//rgo:parallel
func (t *Thread) startInner(g *Generator, back *Frame, value Object, entry bool) *Frame {
	inner := t.innerOf(g, value)
	f := t.start(g, back)
	if f == nil {
		return nil
	}
	f.entry = entry
	for inner != nil {
		g, back = inner, f
		inner = t.innerOf(g, value)
		back.pc-- // from RESUME to behind SEND
		f = t.start(g, back)
		f.entry = false
		f.jump, f.sending = code.Arg(back.code.instrs[back.pc-1]), true
	}
	t.resumeFrame(f)
	f.give(value)
	return f
}

// innerOf returns the generator that g, once resumed with value, would do
// nothing but send it to; nil if there is none, or somebody is watching.
//
//rgo:parallel
func (t *Thread) innerOf(g *Generator, value Object) *Generator {
	if t.instrumented || t.depth+1 >= t.interp.limit || g.kind == asyncGenerator {
		return nil
	}
	inner, ok := g.delegate().(*Generator)
	if !ok || !inner.canSend(value) {
		return nil
	}
	return inner
}

// surface puts the values of a frame on the value stack if startInner left them
// off.
//
//rgo:inline
//rgo:parallel
func (t *Thread) surface(f *Frame) {
	if f.stack == nil {
		t.resumeFrame(f)
	}
}

// passOn is for what the generator started by f, a frame that startInner left
// off the value stack, has yielded: f and those around it that are like it stop
// again. It returns the frame that gets the value; nil if that is whoever entered
// the loop.
//
//rgo:parallel
func (t *Thread) passOn(f *Frame) *Frame {
	for f.stack == nil && !t.instrumented {
		entry, back := f.entry, f.back
		f.pc++ // back to RESUME
		t.stop(f.gen)
		if entry {
			return nil
		}
		f = back
	}
	t.surface(f)
	return f
}

// detach lets the frame object, if there is one, keep the state of the ending
// frame.
//
//rgo:parallel
func (g *Generator) detach(t *Thread) {
	if g.frame.object != nil {
		t.detachFrame(g.frame)
	}
}

// suspend is called when the generator yields.
//
//rgo:parallel
func (t *Thread) suspend(g *Generator) {
	t.saveFrame(g.frame)
	t.stop(g)
}

// finishGenerator is called when the generator's frame returns.
//
//rgo:parallel
func (t *Thread) finishGenerator(g *Generator, result Object) {
	g.detach(t)
	t.dropFrame(g.frame)
	t.stop(g)
	g.frame = nil
	g.result = result
}

// abandonGenerator is called when an exception leaves the generator's frame.
//
//rgo:parallel
func (t *Thread) abandonGenerator(g *Generator) {
	g.detach(t)
	t.dropFrame(g.frame)
	t.stop(g)
	g.frame = nil
	g.result = nil
	if t.exc.cls.isSubtype(StopIteration) {
		kind := "generator"
		switch g.kind {
		case coroutine:
			kind = "coroutine"
		case asyncGenerator:
			kind = "async generator"
		}
		t.replaceError(kind + " raised StopIteration")
	} else if g.kind == asyncGenerator && t.exc.cls.isSubtype(StopAsyncIteration) {
		t.replaceError("async generator raised StopAsyncIteration")
	}
}

// replaceError raises RuntimeError from the pending exception.
//
//rgo:parallel
func (t *Thread) replaceError(message string) {
	cause := t.take()
	e := newException(RuntimeError, newASCII(message))
	data := excData(e)
	data.cause, data.context, data.suppress = cause, cause, true
	t.exc = e
}

// resume runs the generator until it yields. At the end it returns nil, with
// the result in g.result unless an exception is pending. If throwing is set
// the pending exception is raised inside; else value is what yield gives.
//
//rgo:parallel
func (t *Thread) resume(g *Generator, value Object, throwing bool) Object {
	g.bias.Take()
	if g.running {
		return t.valueError(g.kindName() + " already executing")
	}
	if g.frame == nil {
		g.result = nil
		if g.kind == coroutine && !throwing {
			return t.raise(RuntimeError, "cannot reuse already awaited coroutine")
		}
		return nil
	}
	if !throwing && !g.started && value != None {
		return t.typeError("can't send non-None value to a just-started " + g.kindName())
	}
	if !t.enter() {
		return nil
	}
	saved := t.frame
	pending := t.exc
	if throwing {
		t.exc = nil
	}
	var f *Frame
	if !throwing {
		f = t.startInner(g, saved, value, true)
	} else if f = t.start(g, saved); f != nil {
		t.resumeFrame(f)
		f.entry = true
	}
	if f == nil {
		t.leave()
		return nil
	}
	if throwing {
		t.exc = pending
		if h := g.handling.previous; h != nil && t.handled() != nil && t.handled() != pending {
			setContext(pending, t.handled())
		}
	}
	r := t.runLoop(f, throwing)
	if t.tracer.used() {
		t.tracer.restore()
	}
	t.frame = saved
	t.leave()
	return r
}

func (g *Generator) kindName() string {
	switch g.kind {
	case coroutine:
		return "coroutine"
	case asyncGenerator:
		return "async generator"
	}
	return "generator"
}

// Next returns the next value; nil at the end or with an exception.
//
//rgo:parallel
func (g *Generator) Next(t *Thread) Object {
	return t.resume(g, None, false)
}

// send gives value to a receiver of yield from or await. When the receiver
// has ended it returns nil and takeResult has the result.
//
//rgo:parallel
func (t *Thread) send(receiver, value Object) Object {
	t.sendResult = None
	switch x := receiver.(type) {
	case *Generator:
		v := t.resume(x, value, false)
		if v == nil && t.exc == nil && x.result != nil {
			if t.instrumented && (x.kind == coroutine || value != None || x.result != None) && !t.traceEnd(x.result) {
				return nil
			}
			t.sendResult = x.result
			x.result = nil
		}
		return v
	case Iterator:
		if value == None {
			return t.nextOrStop(x)
		}
	}
	var v Object
	if value == None {
		v = t.nextRaw(receiver)
	} else {
		v = t.callAttr(receiver, nameSend, value)
	}
	if v == nil && t.exc != nil && t.exc.cls.isSubtype(StopIteration) {
		t.sendResult = stopValue(t.take())
	}
	return v
}

// nextOrStop takes the next item of a builtin iterator for send.
//
//rgo:parallel
func (t *Thread) nextOrStop(x Iterator) Object {
	v := x.Next(t)
	if v == nil && t.exc != nil && t.exc.cls.isSubtype(StopIteration) {
		if t.instrumented {
			e := t.exc
			if t.traceRaise(t.frame); t.exc != e {
				return nil
			}
		}
		t.sendResult = stopValue(t.take())
	}
	return v
}

// takeResult returns the result of the receiver that send found ended.
//
//rgo:parallel
func (t *Thread) takeResult() Object {
	v := t.sendResult
	t.sendResult = nil
	return v
}

// stopValue is the value that a StopIteration carries.
//
//rgo:parallel
func stopValue(e *Instance) Object {
	if args := excData(e).args.items; len(args) > 0 {
		return args[0]
	}
	return None
}

// delegate returns the iterator that the suspended generator delegates to by
// yield from or await, or nil.
//
//rgo:parallel
func (g *Generator) delegate() Object {
	f := g.frame
	if f == nil || g.running || !g.started {
		return nil
	}
	next := f.code.instrs[f.pc]
	if code.Op(next) == code.Resume && code.Arg(next) >= code.ResumeAfterYieldFrom {
		return f.saved[f.sp-1]
	}
	return nil
}

// throwInto raises the pending exception where the generator stopped.
// GeneratorExit closes what the generator delegates to, if closeOnExit is set.
//
//rgo:parallel
func (t *Thread) throwInto(g *Generator, closeOnExit bool) Object {
	if d := g.delegate(); d != nil {
		f, saved := g.frame, t.frame
		f.back, t.frame = saved, f // what runs meanwhile is called from g
		v, again := t.throwDelegate(g, d, closeOnExit)
		f.back, t.frame = nil, saved
		if !again {
			return v
		}
		return t.resume(g, v, v == nil)
	}
	if g.frame == nil {
		g.result = nil
		if g.kind == coroutine {
			t.exc = nil
			return t.raise(RuntimeError, "cannot reuse already awaited coroutine")
		}
		return nil
	}
	return t.resume(g, nil, true)
}

// throwDelegate passes the pending exception on to d, to which g delegates. If
// again is set g is to be resumed: with value v, or by raising the pending
// exception if v is nil.
func (t *Thread) throwDelegate(g *Generator, d Object, closeOnExit bool) (v Object, again bool) {
	e := t.take()
	if closeOnExit && e.cls.isSubtype(GeneratorExit) {
		g.running = true
		ok := t.closeIterator(d)
		g.running = false
		if ok {
			t.exc = e
		}
		return nil, true
	}
	g.running = true
	if sub, ok := d.(*Generator); ok {
		t.exc = e
		v = t.throwInto(sub, closeOnExit)
		g.running = false
		if v == nil && t.exc == nil {
			return t.afterDelegate(g, orNone(sub.result)), true
		}
	} else {
		throw, ok := t.findAttr(d, nameThrow)
		if !ok || throw == nil {
			g.running = false
			if ok {
				t.exc = e
			}
			return nil, true
		}
		v = t.call1(throw, e)
		g.running = false
	}
	if v != nil {
		return v, false
	}
	if t.exc.cls.isSubtype(StopIteration) {
		return t.afterDelegate(g, stopValue(t.take())), true
	}
	return nil, true
}

// afterDelegate makes g go on after a yield from whose iterator ended with
// result.
func (t *Thread) afterDelegate(g *Generator, result Object) Object {
	f := g.frame
	f.sp--
	// The instructions are SEND, YIELD_VALUE, RESUME; pc is at RESUME.
	f.pc = code.Arg(f.code.instrs[f.pc-2])
	return result
}

// closeIterator calls close on what a generator delegates to.
func (t *Thread) closeIterator(d Object) bool {
	if sub, ok := d.(*Generator); ok {
		return t.closeGenerator(sub) != nil
	}
	fn, ok := t.findAttr(d, nameClose)
	if !ok {
		return false
	}
	return fn == nil || t.call0(fn) != nil
}

// closeGenerator is generator.close().
//
//rgo:parallel
func (t *Thread) closeGenerator(g *Generator) Object {
	g.bias.Own()
	if g.frame == nil {
		return None
	}
	if !g.started {
		g.detach(t)
		g.frame = nil
		return None
	}
	t.exc = newException(GeneratorExit)
	v := t.throwInto(g, true)
	if v != nil {
		return t.raise(RuntimeError, g.kindName()+" ignored GeneratorExit")
	}
	if t.exc == nil || t.catch(GeneratorExit) || t.catch(StopIteration) {
		t.exc = nil
		return None
	}
	return nil
}

func init() {
	methods := []method{
		{"send", 1, 1, generatorSend, ""},
		{"throw", 1, 3, generatorThrow, ""},
		{"close", 0, 0, generatorClose, ""},
	}
	GeneratorType.addMethods(methods)
	CoroutineType.addMethods(methods)
	GeneratorType.addMethods([]method{
		{"__iter__", 0, 0, returnSelf, ""},
		{"__next__", 0, 0, iteratorNext, ""},
	})
	CoroutineType.addMethods([]method{{"__await__", 0, 0, func(t *Thread, args []Object) Object {
		return &coroutineWrapper{args[0].(*Generator)}
	}, ""}})
	CoroutineType.addGetSets([]getset{{"cr_origin", func(t *Thread, o Object) Object {
		return orNone(o.(*Generator).origin)
	}, nil}})
	for _, c := range []*Type{GeneratorType, CoroutineType, AsyncGeneratorType} {
		prefix, awaited := "gi_", "gi_yieldfrom"
		if c == CoroutineType {
			prefix, awaited = "cr_", "cr_await"
		} else if c == AsyncGeneratorType {
			prefix, awaited = "ag_", "ag_await"
		}
		c.addGetSets([]getset{
			{"__name__", func(t *Thread, o Object) Object { return o.(*Generator).name }, func(t *Thread, o, v Object) bool {
				return t.setStrField(&o.(*Generator).name, v, "__name__")
			}},
			{"__qualname__", func(t *Thread, o Object) Object { return o.(*Generator).qualname }, func(t *Thread, o, v Object) bool {
				return t.setStrField(&o.(*Generator).qualname, v, "__qualname__")
			}},
			{prefix + "running", func(t *Thread, o Object) Object {
				g := o.(*Generator)
				return boolOf(g.running || g.asyncRunning)
			}, nil},
			{prefix + "code", func(t *Thread, o Object) Object { return o.(*Generator).code }, nil},
			{awaited, func(t *Thread, o Object) Object { return orNone(o.(*Generator).delegate()) }, nil},
			{prefix + "frame", func(t *Thread, o Object) Object {
				g := o.(*Generator)
				if g.frame == nil {
					return None
				}
				return t.frameObject(g.frame)
			}, nil},
		})
		c.markMembers(prefix+"code", prefix+"running")
		if c != AsyncGeneratorType {
			c.addGetSets([]getset{{prefix + "suspended", func(t *Thread, o Object) Object {
				g := o.(*Generator)
				return boolOf(g.frame != nil && g.started && !g.running)
			}, nil}})
		}
		c.addText(false)
		c.addMethods([]method{{"__del__", 0, 0, func(t *Thread, args []Object) Object {
			g := args[0].(*Generator)
			if g.frame == nil || !g.started || g.running || g.kind == asyncGenerator {
				return None
			}
			return t.closeGenerator(g)
		}, ""}})
	}
}

// setStrField stores a str attribute such as __name__.
func (t *Thread) setStrField(field **Str, value Object, name string) bool {
	s, ok := value.(*Str)
	if !ok {
		t.typeError(name + " must be set to a string object")
		return false
	}
	*field = s
	return true
}

// orNone replaces a nil object by None.
//
//rgo:parallel
func orNone(o Object) Object {
	if o == nil {
		return None
	}
	return o
}

//rgo:parallel
func returnSelf(t *Thread, args []Object) Object { return args[0] }

// iteratorNext is __next__ of builtin iterators.
//
//rgo:parallel
func iteratorNext(t *Thread, args []Object) Object {
	return t.nextRaw(payloadOf(args[0]))
}

//rgo:parallel
func generatorClose(t *Thread, args []Object) Object { return t.closeGenerator(args[0].(*Generator)) }

//rgo:parallel
func generatorSend(t *Thread, args []Object) Object {
	g := args[0].(*Generator)
	v := t.resume(g, args[1], false)
	if v == nil && t.exc == nil {
		return t.stopIteration(g.result)
	}
	return v
}

func generatorThrow(t *Thread, args []Object) Object {
	return t.throwArgs(args[0].(*Generator), args[1:], true)
}

// makeThrown makes the exception for throw(type, value, traceback).
func (t *Thread) makeThrown(args []Object) *Instance {
	var value Object
	if len(args) > 1 && args[1] != None {
		value = args[1]
	}
	var tb *Traceback
	if len(args) > 2 && args[2] != None {
		var ok bool
		if tb, ok = args[2].(*Traceback); !ok {
			t.typeError("throw() third argument must be a traceback object")
			return nil
		}
	}
	e := exceptionOf(args[0])
	switch {
	case e != nil && value != nil:
		t.typeError("instance exception may not have a separate value")
		return nil
	case e == nil && isExceptionClass(args[0]) == nil:
		t.typeError("exceptions must be classes or instances deriving from BaseException, not " + args[0].Class().name)
		return nil
	case e == nil:
		if e = t.makeException(args[0], value); e == nil {
			return nil
		}
	}
	if tb != nil {
		excData(e).tb = tb
	}
	return e
}
