package vm

import "rgo/interp/python/code"

// This file runs the instructions of async functions. Coroutines are run by
// whoever sends to them; there is no event loop here.

// executeAsync runs one of them.
func (t *Thread) executeAsync(f *Frame, op code.Opcode, arg int) bool {
	switch op {
	case code.GetYieldFromIter:
		o := f.peek(1)
		if g, ok := o.(*Generator); ok {
			if g.kind == plainGenerator {
				return true
			}
			if g.kind == coroutine && f.code.flags&(code.Coroutine|code.IterableCoroutine) != 0 {
				return true
			}
			t.typeError("cannot 'yield from' a coroutine object in a non-coroutine generator")
			return false
		}
		return f.replace(1, t.iter(o))
	case code.GetAwaitable:
		return f.replace(1, t.awaitable(f.peek(1), arg))
	case code.GetAiter:
		o := f.peek(1)
		r, found := t.callSpecial(o, nameAiter)
		if !found {
			t.typeError("'async for' requires an object with __aiter__ method, got " + o.Class().name)
			return false
		}
		return f.replace(1, r)
	case code.GetAnext:
		o := f.peek(1)
		r, found := t.callSpecial(o, nameAnext)
		if !found {
			t.typeError("'async for' requires an iterator with __anext__ method, got " + o.Class().name)
			return false
		}
		if r != nil {
			r = t.awaitable(r, 0)
		}
		return f.replace(0, r)
	case code.BeforeAsyncWith:
		manager := f.peek(1)
		cls := manager.Class()
		enter, exit := cls.lookup(nameAenter), cls.lookup(nameAexit)
		if enter == nil || exit == nil {
			t.typeError("'" + cls.fullName() + "' object does not support the asynchronous context manager protocol")
			return false
		}
		bound := t.bind(exit, manager, cls)
		if bound == nil {
			return false
		}
		f.stack[f.sp-1] = bound
		return f.replace(0, t.callMethod(enter, manager, nil, nil))
	case code.EndAsyncFor:
		e := f.pop().(*Instance)
		f.sp--
		if !e.cls.isSubtype(StopAsyncIteration) {
			t.exc = e
			return false
		}
	case code.AsyncGenWrap:
		f.stack[f.sp-1] = &asyncValue{f.peek(1)}
	}
	return true
}

// asyncValue marks what an asynchronous generator yields to its user, to tell
// it from what an await inside yields to the loop.
type asyncValue struct{ v Object }

// Class returns async_generator_wrapped_value; no program sees one.
func (*asyncValue) Class() *Type { return asyncValueType }

var asyncValueType = newBuiltinType("async_generator_wrapped_value", ObjectType, final)

// awaitable returns the iterator that await o drives.
func (t *Thread) awaitable(o Object, where int) Object {
	if g, ok := o.(*Generator); ok {
		if g.kind == coroutine {
			if g.delegate() != nil {
				return t.raise(RuntimeError, "coroutine is being awaited already")
			}
			return g
		}
		if g.kind == plainGenerator && g.code.flags&code.IterableCoroutine != 0 {
			return g
		}
	}
	r, found := t.callSpecial(o, nameAwait)
	if !found {
		switch where {
		case 1:
			return t.typeError("'async with' received an object from __aenter__ that does not implement __await__: " + o.Class().name)
		case 2:
			return t.typeError("'async with' received an object from __aexit__ that does not implement __await__: " + o.Class().name)
		}
		return t.typeError("object " + o.Class().name + " can't be used in 'await' expression")
	}
	return r
}

// asyncStep is the awaitable that __anext__ and asend of asynchronous
// generators return: driving it runs the generator to its next yield.
type asyncStep struct {
	g     *Generator
	value Object
	throw *Instance
	done  bool
}

// Class returns async_generator_asend.
func (*asyncStep) Class() *Type { return asyncStepType }

var asyncStepType = newIteratorType("async_generator_asend")

// Next drives the generator with None.
func (s *asyncStep) Next(t *Thread) Object { return s.send(t, None) }

// send drives the generator. What it yields to its user ends the step.
func (s *asyncStep) send(t *Thread, value Object) Object {
	if s.done {
		return t.raise(RuntimeError, "cannot reuse already awaited __anext__()/asend()")
	}
	var v Object
	if s.throw != nil {
		t.exc = s.throw
		s.throw = nil
		v = t.throwInto(s.g)
	} else {
		if s.value != nil {
			value, s.value = s.value, nil
		}
		v = t.resume(s.g, value, false)
	}
	return s.settle(t, v)
}

// settle turns what the generator did into what the awaiter sees.
func (s *asyncStep) settle(t *Thread, v Object) Object {
	if v == nil {
		s.done = true
		if t.exc == nil {
			return t.raiseInstance(newException(StopAsyncIteration))
		}
		return nil
	}
	if w, ok := v.(*asyncValue); ok {
		s.done = true
		return t.endStep(w.v)
	}
	return v
}

// endStep raises StopIteration with a value, None included.
func (t *Thread) endStep(value Object) Object {
	return t.raiseInstance(newException(StopIteration, value))
}

func init() {
	addIteratorMethods(asyncStepType)
	asyncStepType.addMethods([]method{
		{"__await__", 0, 0, returnSelf, ""},
		{"send", 1, 1, func(t *Thread, args []Object) Object { return args[0].(*asyncStep).send(t, args[1]) }, ""},
		{"throw", 1, 3, func(t *Thread, args []Object) Object {
			s := args[0].(*asyncStep)
			e := t.makeThrown(args[1:])
			if e == nil {
				return nil
			}
			t.exc = e
			return s.settle(t, t.throwInto(s.g))
		}, ""},
		{"close", 0, 0, func(t *Thread, args []Object) Object {
			args[0].(*asyncStep).done = true
			return None
		}, ""},
	})
	step := func(t *Thread, args []Object) Object {
		s := &asyncStep{g: args[0].(*Generator)}
		if len(args) > 1 {
			s.value = args[1]
		}
		return s
	}
	AsyncGeneratorType.addMethods([]method{
		{"__aiter__", 0, 0, returnSelf, ""},
		{"__anext__", 0, 0, step, ""},
		{"asend", 1, 1, step, ""},
		{"athrow", 1, 3, func(t *Thread, args []Object) Object {
			e := t.makeThrown(args[1:])
			if e == nil {
				return nil
			}
			return &asyncStep{g: args[0].(*Generator), throw: e}
		}, ""},
		{"aclose", 0, 0, func(t *Thread, args []Object) Object {
			return &asyncClose{g: args[0].(*Generator)}
		}, ""},
	})
	addIteratorMethods(asyncCloseType)
	asyncCloseType.addMethods([]method{
		{"__await__", 0, 0, returnSelf, ""},
		{"send", 1, 1, func(t *Thread, args []Object) Object { return t.nextRaw(args[0]) }, ""},
	})
}

// asyncClose is the awaitable of aclose().
type asyncClose struct{ g *Generator }

// Class returns async_generator_athrow.
func (*asyncClose) Class() *Type { return asyncCloseType }

var asyncCloseType = newIteratorType("async_generator_athrow")

// Next closes the generator, which may await meanwhile.
func (c *asyncClose) Next(t *Thread) Object {
	g := c.g
	if g.frame == nil || !g.started {
		g.frame = nil
		return nil
	}
	t.exc = newException(GeneratorExit)
	v := t.throwInto(g)
	if v != nil {
		if _, ok := v.(*asyncValue); ok {
			return t.raise(RuntimeError, "async generator ignored GeneratorExit")
		}
		return v
	}
	if t.exc != nil && (t.catch(GeneratorExit) || t.catch(StopAsyncIteration)) {
		return nil
	}
	return nil
}
