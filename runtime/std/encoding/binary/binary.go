// Package binary is encoding/binary of a translated program: byte orders and numbers of variable length. Without reflection it
// has no Read, Write, Size, Append, Encode and Decode.
package binary

// ByteOrder reads and writes unsigned integers.
type ByteOrder interface {
	Uint16(b []byte) uint16
	Uint32(b []byte) uint32
	Uint64(b []byte) uint64
	PutUint16(b []byte, v uint16)
	PutUint32(b []byte, v uint32)
	PutUint64(b []byte, v uint64)
	String() string
}

// AppendByteOrder appends unsigned integers.
type AppendByteOrder interface {
	AppendUint16(b []byte, v uint16) []byte
	AppendUint32(b []byte, v uint32) []byte
	AppendUint64(b []byte, v uint64) []byte
	String() string
}

type littleEndian struct{}
type bigEndian struct{}

// LittleEndian has the least significant byte first.
var LittleEndian littleEndian

// BigEndian has the most significant byte first.
var BigEndian bigEndian

func (littleEndian) Uint16(b []byte) uint16 { return uint16(b[1])<<8 | uint16(b[0]) }

func (o littleEndian) Uint32(b []byte) uint32 {
	return uint32(o.Uint16(b[2:]))<<16 | uint32(o.Uint16(b))
}

func (o littleEndian) Uint64(b []byte) uint64 {
	return uint64(o.Uint32(b[4:]))<<32 | uint64(o.Uint32(b))
}

func (littleEndian) PutUint16(b []byte, v uint16) { b[0], b[1] = byte(v), byte(v>>8) }

func (o littleEndian) PutUint32(b []byte, v uint32) {
	o.PutUint16(b[2:], uint16(v>>16))
	o.PutUint16(b, uint16(v))
}

func (o littleEndian) PutUint64(b []byte, v uint64) {
	o.PutUint32(b[4:], uint32(v>>32))
	o.PutUint32(b, uint32(v))
}

func (o littleEndian) AppendUint16(b []byte, v uint16) []byte {
	o.PutUint16(tail(&b, 2), v)
	return b
}

func (o littleEndian) AppendUint32(b []byte, v uint32) []byte {
	o.PutUint32(tail(&b, 4), v)
	return b
}

func (o littleEndian) AppendUint64(b []byte, v uint64) []byte {
	o.PutUint64(tail(&b, 8), v)
	return b
}

func (littleEndian) String() string { return "LittleEndian" }

func (bigEndian) Uint16(b []byte) uint16 { return uint16(b[0])<<8 | uint16(b[1]) }

func (o bigEndian) Uint32(b []byte) uint32 { return uint32(o.Uint16(b))<<16 | uint32(o.Uint16(b[2:])) }

func (o bigEndian) Uint64(b []byte) uint64 { return uint64(o.Uint32(b))<<32 | uint64(o.Uint32(b[4:])) }

func (bigEndian) PutUint16(b []byte, v uint16) { b[0], b[1] = byte(v>>8), byte(v) }

func (o bigEndian) PutUint32(b []byte, v uint32) {
	o.PutUint16(b, uint16(v>>16))
	o.PutUint16(b[2:], uint16(v))
}

func (o bigEndian) PutUint64(b []byte, v uint64) {
	o.PutUint32(b, uint32(v>>32))
	o.PutUint32(b[4:], uint32(v))
}

func (o bigEndian) AppendUint16(b []byte, v uint16) []byte {
	o.PutUint16(tail(&b, 2), v)
	return b
}

func (o bigEndian) AppendUint32(b []byte, v uint32) []byte {
	o.PutUint32(tail(&b, 4), v)
	return b
}

func (o bigEndian) AppendUint64(b []byte, v uint64) []byte {
	o.PutUint64(tail(&b, 8), v)
	return b
}

func (bigEndian) String() string { return "BigEndian" }

// GoString returns the name of the variable.
func (littleEndian) GoString() string { return "binary.LittleEndian" }

// GoString returns the name of the variable.
func (bigEndian) GoString() string { return "binary.BigEndian" }

// NativeEndian is the order of the machine.
var NativeEndian nativeEndian

type nativeEndian struct{ littleEndian }

func (nativeEndian) String() string { return "NativeEndian" }

// GoString returns the name of the variable.
func (nativeEndian) GoString() string { return "binary.NativeEndian" }

// tail makes *b longer by n bytes, and returns those.
func tail(b *[]byte, n int) []byte {
	*b = append(*b, make([]byte, n)...)
	return (*b)[len(*b)-n:]
}
