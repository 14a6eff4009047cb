package vm

// This file is PickleBuffer: memory that is pickled beside the stream.

// PickleBuffer wraps the memory of an object; view is nil after release.
type PickleBuffer struct {
	weakHolder
	view *buffer
}

// Class returns pickle.PickleBuffer.
func (*PickleBuffer) Class() *Type { return PickleBufferType }

// PickleBufferType is pickle.PickleBuffer.
var PickleBufferType = newBuiltinType("PickleBuffer", ObjectType, final|byTable|weakrefs)

// open returns the view, or nil with ValueError.
func (p *PickleBuffer) open(t *Thread) *buffer {
	if p.view == nil {
		t.valueError("operation forbidden on released PickleBuffer object")
	}
	return p.view
}

func (p *PickleBuffer) exportBuffer(t *Thread) (*buffer, bool) {
	b := p.open(t)
	return b, b != nil
}

func init() {
	PickleBufferType.module = newASCII("pickle")
	PickleBufferType.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
		if len(kwNames) > 0 || len(args) != 2 {
			return t.typeError("PickleBuffer expected 1 argument, got " + intText(intOf(len(args)-1)))
		}
		b, ok := t.bufferOf(args[1])
		if !ok {
			return nil
		}
		if b == nil {
			return t.typeError("a bytes-like object is required, not '" + args[1].Class().name + "'")
		}
		return &PickleBuffer{view: b}
	})
	PickleBufferType.addMethods([]method{
		{"raw", 0, 0, func(t *Thread, args []Object) Object {
			b := args[0].(*PickleBuffer).open(t)
			if b == nil {
				return nil
			}
			if !b.contiguous(false) && !b.contiguous(true) {
				return t.raise(BufferError, "cannot extract raw buffer from non-contiguous buffer")
			}
			return newView(newBuffer(b.obj, b.memory(), b.readonly, "B", 1))
		}, ""},
		{"release", 0, 0, func(t *Thread, args []Object) Object {
			args[0].(*PickleBuffer).view = nil
			return None
		}, ""},
	})
}

// memory is the memory of a view whose items follow each other in C or in
// Fortran order.
func (b *buffer) memory() []byte {
	if b.count() == 0 {
		return nil
	}
	return b.data[b.offset : b.offset+b.count()*b.itemSize]
}
