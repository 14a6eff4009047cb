package vm

// This file is asynchronous generators: the awaitables that asend, athrow,
// aclose and __anext__ return, and the hooks of sys.set_asyncgen_hooks. The
// states and texts are those of CPython's genobject.c.

type awaitState uint8

const (
	awaitInit awaitState = iota
	awaitIter
	awaitClosed
)

// asyncSend is the awaitable of __anext__() and asend(value).
type asyncSend struct {
	g     *Generator
	value Object
	state awaitState
}

// Class returns async_generator_asend.
func (*asyncSend) Class() *Type { return asyncSendType }

// asyncThrow is the awaitable of athrow(...), or of aclose() if args is nil.
type asyncThrow struct {
	g     *Generator
	args  []Object
	state awaitState
}

// Class returns async_generator_athrow.
func (*asyncThrow) Class() *Type { return asyncThrowType }

var (
	asyncSendType  = newIteratorType("async_generator_asend")
	asyncThrowType = newIteratorType("async_generator_athrow")
)

// asyncValue marks what an asynchronous generator yields to its user, to tell
// it from what an await inside yields to the loop.
type asyncValue struct{ v Object }

// Class returns async_generator_wrapped_value; no program sees one.
func (*asyncValue) Class() *Type { return asyncValueType }

var asyncValueType = newBuiltinType("async_generator_wrapped_value", ObjectType, final)

// resumeAsync is resume that raises StopAsyncIteration at the end.
func (t *Thread) resumeAsync(g *Generator, value Object) Object {
	v := t.resume(g, value, false)
	if v == nil && t.exc == nil {
		return t.raiseInstance(newException(StopAsyncIteration))
	}
	return v
}

// unwrapAsync turns what the generator did into what the awaiter sees.
func (t *Thread) unwrapAsync(g *Generator, v Object) Object {
	if v == nil {
		if t.exc == nil {
			t.raiseInstance(newException(StopAsyncIteration))
		}
		if t.exc.cls.isSubtype(StopAsyncIteration) || t.exc.cls.isSubtype(GeneratorExit) {
			g.asyncClosed = true
		}
		g.asyncRunning = false
		return nil
	}
	if w, ok := v.(*asyncValue); ok {
		g.asyncRunning = false
		return t.raiseInstance(newException(StopIteration, w.v))
	}
	return v
}

// initHooks calls the firstiter hook when the generator is first used.
func (t *Thread) initHooks(g *Generator) bool {
	if g.hooked {
		return true
	}
	g.hooked = true
	g.finalizer = t.interp.asyncgenHooks[1]
	first := t.interp.asyncgenHooks[0]
	return first == nil || t.call1(first, g) != nil
}

// Next drives the generator with None.
func (s *asyncSend) Next(t *Thread) Object { return s.send(t, None) }

func (s *asyncSend) send(t *Thread, value Object) Object {
	switch s.state {
	case awaitClosed:
		return t.raise(RuntimeError, "cannot reuse already awaited __anext__()/asend()")
	case awaitInit:
		if s.g.asyncRunning {
			s.state = awaitClosed
			return t.raise(RuntimeError, "anext(): asynchronous generator is already running")
		}
		if value == None {
			value = s.value
		}
		s.state = awaitIter
	}
	s.g.asyncRunning = true
	v := t.unwrapAsync(s.g, t.resumeAsync(s.g, value))
	if v == nil {
		s.state = awaitClosed
	}
	return v
}

func (s *asyncSend) throw(t *Thread, args []Object) Object {
	if s.state == awaitClosed {
		return t.raise(RuntimeError, "cannot reuse already awaited __anext__()/asend()")
	}
	v := t.unwrapAsync(s.g, t.throwArgs(s.g, args, true))
	if v == nil {
		s.state = awaitClosed
	}
	return v
}

// throwArgs is generator.throw(*args).
func (t *Thread) throwArgs(g *Generator, args []Object, closeOnExit bool) Object {
	e := t.makeThrown(args)
	if e == nil {
		return nil
	}
	if g.running {
		return t.valueError(g.kindName() + " already executing")
	}
	t.exc = e
	v := t.throwInto(g, closeOnExit)
	if v == nil && t.exc == nil {
		if g.kind == asyncGenerator {
			return t.raiseInstance(newException(StopAsyncIteration))
		}
		return t.stopIteration(g.result)
	}
	return v
}

// Next drives the generator with None.
func (s *asyncThrow) Next(t *Thread) Object { return s.send(t, None) }

func (s *asyncThrow) send(t *Thread, value Object) Object {
	g := s.g
	if s.state == awaitClosed {
		return t.raise(RuntimeError, "cannot reuse already awaited aclose()/athrow()")
	}
	if g.frame == nil {
		s.state = awaitClosed
		return t.raiseInstance(newException(StopIteration))
	}
	var v Object
	if s.state == awaitInit {
		switch {
		case g.asyncRunning:
			s.state = awaitClosed
			if s.args == nil {
				return t.raise(RuntimeError, "aclose(): asynchronous generator is already running")
			}
			return t.raise(RuntimeError, "athrow(): asynchronous generator is already running")
		case g.asyncClosed:
			s.state = awaitClosed
			return t.raiseInstance(newException(StopAsyncIteration))
		case value != None:
			return t.raise(RuntimeError, "can't send non-None value to a just-started coroutine")
		}
		s.state = awaitIter
		g.asyncRunning = true
		if s.args == nil {
			g.asyncClosed = true
			v = t.throwArgs(g, []Object{GeneratorExit}, false)
		} else {
			v = t.unwrapAsync(g, t.throwArgs(g, s.args, false))
		}
	} else {
		v = t.resumeAsync(g, value)
		if s.args != nil {
			return t.unwrapAsync(g, v)
		}
	}
	if s.args == nil {
		return s.closing(t, v)
	}
	if v == nil {
		g.asyncRunning = false
		s.state = awaitClosed
	}
	return v
}

// closing is what aclose() makes of what the generator did.
func (s *asyncThrow) closing(t *Thread, v Object) Object {
	if _, ok := v.(*asyncValue); ok {
		s.g.asyncRunning = false
		s.state = awaitClosed
		return t.raise(RuntimeError, "async generator ignored GeneratorExit")
	}
	if v != nil {
		return v
	}
	s.g.asyncRunning = false
	s.state = awaitClosed
	if t.exc.cls.isSubtype(StopAsyncIteration) || t.exc.cls.isSubtype(GeneratorExit) {
		t.exc = nil
		return t.raiseInstance(newException(StopIteration))
	}
	return nil
}

func (s *asyncThrow) throw(t *Thread, args []Object) Object {
	if s.state == awaitClosed {
		return t.raise(RuntimeError, "cannot reuse already awaited aclose()/athrow()")
	}
	v := t.throwArgs(s.g, args, true)
	if s.args != nil {
		return t.unwrapAsync(s.g, v)
	}
	state := s.state
	if v = s.closing(t, v); v == nil && !t.exc.cls.isSubtype(RuntimeError) {
		s.state = state
	}
	return v
}

func init() {
	addIteratorMethods(asyncSendType, asyncThrowType)
	asyncSendType.addMethods([]method{
		{"__await__", 0, 0, returnSelf, ""},
		{"send", 1, 1, func(t *Thread, args []Object) Object { return args[0].(*asyncSend).send(t, args[1]) }, ""},
		{"throw", 1, 3, func(t *Thread, args []Object) Object { return args[0].(*asyncSend).throw(t, args[1:]) }, ""},
		{"close", 0, 0, func(t *Thread, args []Object) Object {
			args[0].(*asyncSend).state = awaitClosed
			return None
		}, ""},
	})
	asyncThrowType.addMethods([]method{
		{"__await__", 0, 0, returnSelf, ""},
		{"send", 1, 1, func(t *Thread, args []Object) Object { return args[0].(*asyncThrow).send(t, args[1]) }, ""},
		{"throw", 1, 3, func(t *Thread, args []Object) Object { return args[0].(*asyncThrow).throw(t, args[1:]) }, ""},
		{"close", 0, 0, func(t *Thread, args []Object) Object {
			args[0].(*asyncThrow).state = awaitClosed
			return None
		}, ""},
	})
	// with makes a method that calls the hooks first.
	with := func(fn func(g *Generator, args []Object) Object) BuiltinFunc {
		return func(t *Thread, args []Object) Object {
			g := args[0].(*Generator)
			if !t.initHooks(g) {
				return nil
			}
			return fn(g, args[1:])
		}
	}
	AsyncGeneratorType.addMethods([]method{
		{"__aiter__", 0, 0, returnSelf, ""},
		{"__anext__", 0, 0, with(func(g *Generator, args []Object) Object { return &asyncSend{g: g, value: None} }), ""},
		{"asend", 1, 1, with(func(g *Generator, args []Object) Object { return &asyncSend{g: g, value: args[0]} }), ""},
		{"athrow", 1, 3, with(func(g *Generator, args []Object) Object {
			return &asyncThrow{g: g, args: append([]Object{}, args...)}
		}), ""},
		{"aclose", 0, 0, with(func(g *Generator, args []Object) Object { return &asyncThrow{g: g} }), ""},
	})
	AsyncGeneratorType.addClassMethods([]method{{"__class_getitem__", 1, 1, makeAlias, ""}})
}

// coroutineWrapper is what coroutine.__await__() returns: the coroutine as an
// iterator.
type coroutineWrapper struct{ g *Generator }

// Class returns coroutine_wrapper.
func (*coroutineWrapper) Class() *Type { return coroutineWrapperType }

var coroutineWrapperType = newIteratorType("coroutine_wrapper")

// Next resumes the coroutine.
func (w *coroutineWrapper) Next(t *Thread) Object { return w.send(t, None) }

func (w *coroutineWrapper) send(t *Thread, value Object) Object {
	v := t.resume(w.g, value, false)
	if v == nil && t.exc == nil {
		return t.stopIteration(w.g.result)
	}
	return v
}

func init() {
	addIteratorMethods(coroutineWrapperType)
	coroutineWrapperType.addMethods([]method{
		{"send", 1, 1, func(t *Thread, args []Object) Object { return args[0].(*coroutineWrapper).send(t, args[1]) }, ""},
		{"throw", 1, 3, func(t *Thread, args []Object) Object {
			return t.throwArgs(args[0].(*coroutineWrapper).g, args[1:], true)
		}, ""},
		{"close", 0, 0, func(t *Thread, args []Object) Object { return t.closeGenerator(args[0].(*coroutineWrapper).g) }, ""},
	})
}

// origin is cr_origin: the calls that led to a coroutine.
func (t *Thread) origin() Object {
	if t.interp.originDepth == 0 {
		return nil
	}
	var items []Object
	for f := t.frame; f != nil && len(items) < t.interp.originDepth; f = f.back {
		items = append(items, tupleOf(NewStr(f.code.src.FileName), intOf(f.line()), f.code.name))
	}
	return newTuple(items)
}
