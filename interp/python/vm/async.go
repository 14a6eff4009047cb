package vm

import "rgo/interp/python/code"

// This file runs the instructions of async functions. Coroutines are run by
// whoever sends to them; there is no event loop here.

// executeAsync runs one of them.
//
//rgo:parallel
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
		return f.replace(1, t.awaitableAt(f.peek(1), arg))
	case code.GetAiter:
		o := f.peek(1)
		r, found := t.callSpecial(o, nameAiter)
		if !found {
			t.typeError("'async for' requires an object with __aiter__ method, got " + o.Class().name)
			return false
		}
		if r != nil && r.Class().lookup(nameAnext) == nil {
			t.typeError("'async for' received an object from __aiter__ that does not implement __anext__: " + r.Class().name)
			return false
		}
		return f.replace(1, r)
	case code.GetAnext:
		o := f.peek(1)
		if g, ok := o.(*Generator); ok && g.kind == asyncGenerator {
			if !t.initHooks(g) {
				return false
			}
			return f.replace(0, &asyncSend{g: g, value: None})
		}
		r, found := t.callSpecial(o, nameAnext)
		if !found {
			t.typeError("'async for' requires an iterator with __anext__ method, got " + o.Class().name)
			return false
		}
		if r != nil {
			from := r
			if r = t.awaitable(r); r == nil {
				cause := t.take()
				t.typeError("'async for' received an invalid object from __anext__: " + from.Class().name)
				excData(t.exc).cause, excData(t.exc).context, excData(t.exc).suppress = cause, cause, true
			}
		}
		return f.replace(0, r)
	case code.BeforeAsyncWith:
		manager := f.peek(1)
		cls := manager.Class()
		enter, exit := cls.lookup(nameAenter), cls.lookup(nameAexit)
		if enter == nil || exit == nil {
			text := "'" + cls.name + "' object does not support the asynchronous context manager protocol"
			if enter != nil {
				text += " (missed __aexit__ method)"
			}
			t.typeError(text)
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

// awaitableAt is awaitable for an await in the source; where is 1 for what
// __aenter__ returned and 2 for __aexit__.
func (t *Thread) awaitableAt(o Object, where int) Object {
	if _, isGenerator := o.(*Generator); !isGenerator && where > 0 && o.Class().lookup(nameAwait) == nil {
		name := "__aenter__"
		if where == 2 {
			name = "__aexit__"
		}
		return t.typeError("'async with' received an object from " + name + " that does not implement __await__: " + o.Class().name)
	}
	r := t.awaitable(o)
	if g, ok := r.(*Generator); ok && g.kind == coroutine && g.delegate() != nil {
		return t.raise(RuntimeError, "coroutine is being awaited already")
	}
	return r
}

// awaitable returns the iterator that await o drives.
func (t *Thread) awaitable(o Object) Object {
	if isCoroutine(o) {
		return o
	}
	r, found := t.callSpecial(o, nameAwait)
	switch {
	case !found:
		return t.typeError("object " + o.Class().name + " can't be used in 'await' expression")
	case r == nil:
		return nil
	case isCoroutine(r):
		return t.typeError("__await__() returned a coroutine")
	}
	if _, ok := r.(Iterator); !ok && r.Class().lookup(nameNext) == nil {
		return t.typeError("__await__() returned non-iterator of type '" + r.Class().name + "'")
	}
	return r
}

// isCoroutine reports whether o is a coroutine or a generator that is one by
// types.coroutine.
func isCoroutine(o Object) bool {
	g, ok := o.(*Generator)
	return ok && (g.kind == coroutine || g.kind == plainGenerator && g.code.flags&code.IterableCoroutine != 0)
}
