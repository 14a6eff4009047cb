package vm

import (
	"rgo/interp/python/code"
	"rgo/rlib/thread"
)

// This file is the parts of the interpreter loop that may start a frame, which
// the loop then runs, or do all of the work themselves. They return the frame,
// or the result; neither with an exception pending.

// callOther calls what is neither a Python function nor a builtin one. all is
// args behind one free place if the callee was pushed without self.
//
//rgo:parallel
func (t *Thread) callOther(callee Object, all, args []Object, kwNames []*Str) (*Frame, Object) {
	cls, ok := callee.(*Type)
	if !ok {
		return nil, t.call(callee, args, kwNames)
	}
	if cls.isUser() {
		if made, init := cls.plainConstruct(); init != nil {
			// A user class with a Python __init__ runs in the loop.
			self := newInstance(made, nil)
			var f *Frame
			if len(all) > len(args) {
				all[0] = self
				f = t.bindCall(init, all, kwNames)
			} else {
				f = t.bindWithSelf(init, self, args, kwNames)
			}
			if f != nil {
				f.made = self
			}
			return f, nil
		}
	}
	return nil, t.callType(cls, args, kwNames)
}

// madeBy is the result of a call of a class whose __init__, in f, returned v.
//
//rgo:parallel
func (t *Thread) madeBy(f *Frame, v Object) Object {
	if v != None {
		return t.typeError("__init__() should return None, not '" + v.Class().name + "'")
	}
	return f.made
}

// finishInLoop ends the generator of f, which returned v, and tells the frame
// that the loop goes on with, if it does.
//
//rgo:parallel
func (t *Thread) finishInLoop(f *Frame, v Object) {
	jump, sending, back, entry := f.jump, f.sending, f.back, f.entry
	t.finishGenerator(f.gen, v)
	if entry {
		return
	}
	t.surface(back)
	if sending {
		back.stack[back.sp-1] = v
	} else {
		back.sp--
	}
	back.pc = jump
}

// startOperator computes a op b for a BINARY_OP or COMPARE_OP.
//
//rgo:parallel
func (t *Thread) startOperator(instr uint32, a, b Object) (*Frame, Object) {
	if code.Op(instr) == code.CompareOp {
		return t.startCompare(code.Arg(instr), a, b)
	}
	return t.startBinary(code.Arg(instr), a, b)
}

// startBinary computes a op b.
//
//rgo:parallel
func (t *Thread) startBinary(op int, a, b Object) (*Frame, Object) {
	if x, ok := a.(*Instance); ok {
		if f := t.binaryFrame(op, x, b); f != nil || t.exc != nil {
			return f, nil
		}
	}
	return nil, t.binaryOp(op, a, b)
}

// startCompare compares a and b.
//
//rgo:parallel
func (t *Thread) startCompare(op int, a, b Object) (*Frame, Object) {
	if x, ok := a.(*Instance); ok {
		if f := t.compareFrame(op, x, b); f != nil || t.exc != nil {
			return f, nil
		}
	}
	return nil, t.compare(op, a, b)
}

// startNext takes the next value of an iterator for a loop in frame f that ends
// at instruction end. At the end of the iterator there may be no exception.
//
//rgo:parallel
func (t *Thread) startNext(iterator Object, f *Frame, end int) (*Frame, Object) {
	switch x := iterator.(type) {
	case *Generator:
		if (!thread.Parallel || x.bias.IsMine()) && x.frame != nil && !x.running && x.kind == plainGenerator {
			x.frame.jump, x.frame.sending = end, false
			return t.startInner(x, f, None, false), nil
		}
		return nil, x.Next(t)
	case Iterator:
		return nil, x.Next(t)
	}
	return nil, t.next(iterator)
}
