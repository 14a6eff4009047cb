package vm

import "rgo/interp/python/code"

// This file lets operators of Python classes run in the interpreter's loop:
// the frame of the method is marked with the operator, and where the method
// returns NotImplemented the rest of the protocol follows.

// operatorMark is kept as what a frame makes.
type operatorMark struct {
	compare bool
	op      int
}

// Class is never asked for: programs do not see marks.
func (*operatorMark) Class() *Type { return ObjectType }

var binaryMarks, compareMarks = makeMarks(false, len(code.BinaryOperators)), makeMarks(true, len(code.CompareOperators))

func makeMarks(compare bool, n int) []*operatorMark {
	marks := make([]*operatorMark, n)
	for i := range marks {
		marks[i] = &operatorMark{compare, i}
	}
	return marks
}

// binaryFrame starts the method for a op b if it is a Python function that
// comes first. Otherwise it returns nil, perhaps with an exception.
//
//rgo:parallel
func (t *Thread) binaryFrame(op int, a *Instance, b Object) *Frame {
	plain := op % code.Inplace
	if op >= code.Inplace && (a.payload != nil || a.cls.lookup(inplaceNames[plain]) != nil) {
		return nil
	}
	return t.operatorFrame(a.cls.lookup(binaryNames[plain]), a, b, binaryMarks[op])
}

// compareFrame is the same for comparisons.
//
//rgo:parallel
func (t *Thread) compareFrame(op int, a *Instance, b Object) *Frame {
	if t.depth >= t.interp.limit {
		t.raise(RecursionError, "maximum recursion depth exceeded in comparison")
		return nil
	}
	return t.operatorFrame(a.cls.lookup(compareNames[op]), a, b, compareMarks[op])
}

//rgo:parallel
func (t *Thread) operatorFrame(method Object, a *Instance, b Object, mark *operatorMark) *Frame {
	fn, ok := method.(*Function)
	if !ok || !fn.code.simple || fn.code.argCount != 2 {
		return nil
	}
	switch y := b.(type) {
	case *Instance:
		if y.cls != a.cls { // the class of b might come first
			return nil
		}
	case Int, Float, *Bool, *Str, *noneObject, *Tuple, *List:
	default:
		return nil
	}
	f := t.pushCall(fn)
	if f == nil {
		return nil
	}
	f.setPair(a, b)
	f.made = mark
	return f
}

// afterOperator goes on where the method of the left operand has returned
// NotImplemented.
func (t *Thread) afterOperator(m *operatorMark, a, b Object) Object {
	if m.compare {
		if r := t.callReflected(compareNames[mirrored[m.op]], b, a); r != NotImplemented {
			return r
		}
		return t.notCompared(m.op, a, b)
	}
	plain := m.op % code.Inplace
	if b.Class() != a.Class() {
		if r := t.callReflected(reflectedNames[plain], b, a); r != NotImplemented {
			return r
		}
	}
	return t.operandError(code.BinaryOperators[m.op], plain, a, b)
}

func (t *Thread) callReflected(name *Str, b, a Object) Object {
	if m := b.Class().lookup(name); m != nil && m != None {
		return t.callMethodObject(m, b, a)
	}
	return NotImplemented
}

// itemFrame starts __getitem__ if it is a Python function.
//
//rgo:parallel
func (t *Thread) itemFrame(o *Instance, key Object) *Frame {
	fn, ok := o.cls.lookup(nameGetItem).(*Function)
	if !ok || !fn.code.simple || fn.code.argCount != 2 {
		return nil
	}
	f := t.pushCall(fn)
	if f != nil {
		f.setPair(o, key)
	}
	return f
}
