package vm

import "rgo/interp/python/code"

// This file has gc.collect() collect outside of the interpreter's loop.
//
// Where roots lie on a shadow stack, slots of the loop hold what they held last, used or not, and so keep an object alive that the
// program has just let go of. So if the loop calls gc.collect itself, it is left as by an exception; its caller collects
// then, and goes on where it stopped.

// collectLater is pending where the loop is to be left so that its caller collects.
var collectLater = newException(BaseExceptionType)

// leaveToCollect reports whether gc.collect, which is about to collect, can have it done outside of the loop: it then returns nil. That is
// so where the instruction of the innermost frame calls it, without profilers and callbacks that would see the order of things.
func (t *Thread) leaveToCollect(s *gcState) bool {
	f := t.frame
	if f == nil || f.pc == 0 || f.code == nil || t.instrumented || finalizers.running || len(s.callbacks.items) > 0 || t.exc != nil {
		return false
	}
	if code.Opcode(f.code.instrs[f.pc-1]&0xff) != code.Call || f.sp+1 >= len(f.stack) || f.stack[f.sp] != nil {
		return false
	}
	if b, ok := f.stack[f.sp+1].(*Builtin); !ok || b != s.collect {
		return false
	}
	t.exc = collectLater
	return true
}

// runLoop is run, and collects where the loop was left for that.
//
//rgo:parallel
func (t *Thread) runLoop(f *Frame, throwing bool) Object {
	r := t.run(f, throwing)
	for t.left != nil {
		r = t.collectAndGoOn()
	}
	return r
}

// collectAndGoOn collects, and has the loop go on behind the call of gc.collect, which returns 0.
//
//rgo:noinline
//rgo:cold
func (t *Thread) collectAndGoOn() Object {
	f := t.left
	t.left = nil
	t.collectGarbage()
	f.stack[f.sp] = intOf(0)
	f.sp++
	return t.run(f, false)
}
