package vm

// This file leaves frames on exceptions, for the interpreter loop.

// unwind finds the handler of the pending exception, from frame f outwards,
// and returns the frame to go on in; nil if the exception leaves the loop.
//
//rgo:parallel
func (t *Thread) unwind(f *Frame, reraise bool) *Frame {
	if t.exc == collectLater {
		t.exc, t.left = nil, f
		return nil
	}
	for {
		index := f.pc - 1
		if t.rethrow {
			t.rethrow = false
			reraise = true
		}
		if !reraise {
			t.addTraceback(f, index)
			if t.instrumented {
				t.traceRaise(f)
			}
		}
		reraise = false
		if h := f.code.src.FindHandler(index); h != nil {
			sp := f.code.nslots + h.Depth
			if h.LastI {
				if t.raisedAt > 0 {
					index = t.raisedAt - 1
				}
				f.stack[sp] = intOf(index)
				sp++
			}
			f.stack[sp] = t.exc
			f.sp = sp + 1
			f.pc = h.Target
			t.exc = nil
			t.raisedAt = 0
			if t.instrumented {
				t.frameObject(f).handling = index + 1
			}
			return f
		}
		if t.raisedAt > 0 {
			f.pc, t.raisedAt = t.raisedAt, 0
		}
		if t.instrumented {
			t.traceUnwind(f)
		}
		back, entry := f.back, f.entry
		if f.gen != nil {
			t.abandonGenerator(f.gen)
		} else {
			t.popFrame(f)
		}
		if entry {
			return nil
		}
		f = back
		t.surface(f)
		t.frame = f
	}
}
