package vm

import "rgo/rlib/thread"

// This file is bytearrays and who may use them while threads run at the same
// time (--threads free): one that a thread uses is that thread's, and is handed
// over to another one that uses it as a whole. Once several have looked at or
// stored single bytes it is shared: single bytes all may use then, without a
// lock, and who uses it as a whole is alone.

// ByteArray is a bytearray.
type ByteArray struct {
	b      []byte
	bias   thread.Bias
	shared bool // single bytes are used by several threads, none of which bias names
	moved  bool // from the thread that has made it to another one that uses single bytes
}

// newByteArray makes a bytearray that keeps b.
//
//rgo:parallel
func newByteArray(b []byte) *ByteArray { return &ByteArray{b: b, bias: thread.Mine()} }

// Class returns bytearray.
//
//rgo:parallel
func (*ByteArray) Class() *Type { return ByteArrayType }

// own keeps others from the bytearray until the thread offers its turn.
//
//rgo:inline
//rgo:parallel
func (x *ByteArray) own() {
	if thread.Parallel && !x.bias.IsMine() {
		x.takeOver()
	}
}

//rgo:parallel
func (x *ByteArray) takeOver() {
	thread.BeAlone()
	if !x.shared {
		x.bias.Take()
	}
}

// touch is called before a single byte is looked at or stored.
//
//rgo:inline
//rgo:parallel
func (x *ByteArray) touch() {
	if thread.Parallel && !x.shared && !x.bias.IsMine() {
		x.share()
	}
}

//rgo:parallel
func (x *ByteArray) share() {
	thread.BeAlone()
	switch {
	case x.shared:
	case !x.moved:
		x.moved = true
		x.bias.Take()
	default:
		locked := x.bias.Lock() // whoever had it is not the owner any more
		x.shared = true
		x.bias.Unlock(locked)
	}
}

// ownBytes has nobody else use the memory of bytearrays, arrays and views among
// args until the thread offers its turn: who needs the content of several gets
// them all as they are at the same time.
//
//rgo:parallel
func ownBytes(args []Object) {
	if !thread.Parallel {
		return
	}
	for _, o := range args {
		switch x := o.(type) {
		case *Bytes, *Str, Int:
		case *ByteArray:
			x.own()
		case *Instance:
			ownMemory(x.payload)
		default:
			ownMemory(o)
		}
	}
}

// ownOperands is ownBytes of two.
//
//rgo:parallel
func ownOperands(a, b Object) {
	if thread.Parallel {
		ownMemory(payloadOf(a))
		ownMemory(payloadOf(b))
	}
}

// ownMemory is ownBytes of one object, which may be nil.
//
//rgo:parallel
func ownMemory(o Object) {
	switch x := o.(type) {
	case *ByteArray:
		x.own()
	case *Array:
		x.bias.Own()
	case *MemoryView:
		if v := x.view; v != nil {
			v.own()
		}
	}
}

// own keeps others from the memory that b shows.
//
//rgo:parallel
func (b *buffer) own() {
	if !thread.Parallel {
		return
	}
	switch x := payloadOf(b.obj).(type) {
	case *Bytes:
	case *ByteArray:
		x.own()
	case *Array:
		x.bias.Own()
	default:
		thread.BeAlone()
	}
}

// appendByte adds a byte at the end.
//
//rgo:parallel
func (x *ByteArray) appendByte(b byte) {
	x.own()
	x.b = append(x.b, b)
}

// extend appends bytes.
//
//rgo:parallel
func (x *ByteArray) extend(s string) {
	x.own()
	x.b = append(x.b, s...)
}

// text returns the content.
//
//rgo:parallel
func (x *ByteArray) text() string {
	x.own()
	return string(x.b)
}
