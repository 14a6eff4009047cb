package vm

import (
	"strconv"

	"rgo/interp/python/code"
)

// This file is frames as programs see them. A FrameObject shows the frame of a
// call as long as that is under way; when the call ends it keeps what the
// frame's slots held, because Frames are used again.

// FrameObject is a frame object.
type FrameObject struct {
	frame    *Frame // nil once the call has ended
	code     *Code
	globals  *Dict
	builtins *Dict
	locals   Object   // the namespace of module and class bodies, or the dict that shows the slots
	slots    []Object // what the slots held when the call ended
	back     *FrameObject
	index    int // the last instruction, once the call has ended

	trace       Object // f_trace, nil for none
	skipLines   bool   // f_trace_lines is false
	everyOpcode bool   // f_trace_opcodes
	last        int    // the instruction traced before, or -1
	shown       bool   // f_locals was asked for while tracing
	handling    int    // one more than the instruction that raised, where a handler starts
	calling     Object // the builtin whose call is being profiled
}

// Class returns frame.
func (*FrameObject) Class() *Type { return FrameType }

// FrameType is the type of frames.
var FrameType = newBuiltinType("frame", ObjectType, final)

// frameObject returns the frame object of f.
//
//rgo:parallel
func (t *Thread) frameObject(f *Frame) *FrameObject {
	if f.object == nil {
		f.object = &FrameObject{frame: f, code: f.code, globals: f.globals, builtins: f.builtins, locals: f.locals, last: -1}
	}
	return f.object
}

// detachFrame is called when the call of a frame that has an object ends.
//
//rgo:parallel
func (t *Thread) detachFrame(f *Frame) {
	o := f.object
	f.object = nil
	o.frame = nil
	o.index = f.pc - 1
	o.slots = make([]Object, f.code.nslots)
	copy(o.slots, f.values())
	if f.back != nil {
		o.back = t.frameObject(f.back)
	}
}

// at is the index of the instruction that the frame is at.
func (o *FrameObject) at() int {
	if o.frame != nil {
		return o.frame.pc - 1
	}
	return o.index
}

// line is f_lineno; 0 if it is not known.
func (o *FrameObject) line() int {
	i := o.at()
	if i < 0 {
		return o.code.src.FirstLine
	}
	return o.code.src.Line(i)
}

// caller is f_back, or nil.
func (t *Thread) caller(o *FrameObject) *FrameObject {
	f := o.frame
	if f == nil {
		return o.back
	}
	if f.back == nil {
		return nil
	}
	return t.frameObject(f.back)
}

// fastSlots returns the slots of the frame.
//
//rgo:parallel
func (o *FrameObject) fastSlots() []Object {
	if o.frame != nil {
		return o.frame.values()[:o.code.nslots]
	}
	return o.slots
}

// localNamespace is f_locals: the mapping of a module or class body, or a dict
// that is made to show the current values of the variables.
//
//rgo:parallel
func (o *FrameObject) localNamespace() Object {
	if o.locals != nil && o.code.flags&code.Optimized == 0 {
		return o.locals
	}
	d, _ := o.locals.(*Dict)
	if d == nil {
		d = NewDict()
		o.locals = d
	}
	slots := o.fastSlots()
	for i, name := range o.code.slots {
		var v Object
		if i < len(slots) {
			v = slots[i]
		}
		if o.code.src.LocalKinds[i]&(code.Cell|code.Free) != 0 {
			if cell, ok := v.(*Cell); ok {
				v = cell.v
			}
		}
		if v != nil {
			d.setStr(name, v)
		} else {
			d.deleteStr(name)
		}
	}
	return d
}

// storeLocals puts what a trace function changed in f_locals into the slots.
func (o *FrameObject) storeLocals() {
	d, ok := o.locals.(*Dict)
	if !ok || o.code.flags&code.Optimized == 0 || o.frame == nil {
		return
	}
	slots := o.fastSlots()
	for i, name := range o.code.slots {
		v := d.getStr(name)
		if o.code.src.LocalKinds[i]&(code.Cell|code.Free) != 0 {
			if cell, ok := slots[i].(*Cell); ok {
				cell.v = v
				continue
			}
		}
		slots[i] = v
	}
}

// running reports whether the frame's call is on the stack of calls.
func (o *FrameObject) running() bool {
	f := o.frame
	return f != nil && (f.gen == nil || f.gen.running)
}

func (o *FrameObject) reprText(t *Thread) (string, bool) {
	return "<frame at " + t.address(o) + ", file '" + o.code.src.FileName + "', line " + strconv.Itoa(o.line()) +
		", code " + o.code.name.s + ">", true
}

// clearFrame is frame.clear().
func clearFrame(t *Thread, args []Object) Object {
	o := args[0].(*FrameObject)
	if o.running() {
		return t.raise(RuntimeError, "cannot clear an executing frame")
	}
	if o.frame != nil {
		g := o.frame.gen
		if t.closeGenerator(g) == nil {
			t.exc = nil
		}
		if g.frame != nil {
			g.frame = nil
			t.detachFrame(o.frame)
		}
	}
	o.slots = nil
	o.trace = nil
	if o.code.flags&code.Optimized != 0 {
		o.locals = nil
	}
	return None
}

func init() {
	frame := func(o Object) *FrameObject { return o.(*FrameObject) }
	FrameType.addGetSets([]getset{
		{"f_code", func(t *Thread, o Object) Object { return frame(o).code }, nil},
		{"f_globals", func(t *Thread, o Object) Object { return frame(o).globals }, nil},
		{"f_builtins", func(t *Thread, o Object) Object { return frame(o).builtins }, nil},
		{"f_locals", func(t *Thread, o Object) Object {
			frame(o).shown = true
			return frame(o).localNamespace()
		}, nil},
		{"f_lineno", func(t *Thread, o Object) Object {
			if n := frame(o).line(); n != code.NoLine {
				return intOf(n)
			}
			return None
		}, setFrameLine},
		{"f_lasti", func(t *Thread, o Object) Object { return intOf(frame(o).code.byteOffset(frame(o).at())) }, nil},
		{"f_back", func(t *Thread, o Object) Object {
			if b := t.caller(frame(o)); b != nil {
				return b
			}
			return None
		}, nil},
		{"f_trace", func(t *Thread, o Object) Object { return orNone(frame(o).trace) }, func(t *Thread, o, v Object) bool {
			if v == None {
				v = nil
			}
			frame(o).trace = v
			return true
		}},
		{"f_trace_lines", func(t *Thread, o Object) Object { return boolOf(!frame(o).skipLines) }, func(t *Thread, o, v Object) bool {
			b, ok := orNone(v).(*Bool)
			if !ok {
				t.typeError("attribute value type must be bool")
				return false
			}
			frame(o).skipLines = !b.v
			return true
		}},
		{"f_trace_opcodes", func(t *Thread, o Object) Object { return boolOf(frame(o).everyOpcode) }, func(t *Thread, o, v Object) bool {
			b, ok := orNone(v).(*Bool)
			if !ok {
				t.typeError("attribute value type must be bool")
				return false
			}
			frame(o).everyOpcode = b.v
			return true
		}},
	})
	FrameType.addMethods([]method{{"clear", 0, 0, clearFrame, ""}})
}
