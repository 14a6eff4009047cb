// Package binary is what standard packages in a translated program use of encoding/binary: the byte orders. Programs may not
// import it: without reflection it has no Read and Write.
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

func (bigEndian) String() string { return "BigEndian" }
