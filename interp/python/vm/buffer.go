package vm

import (
	"math"
	"math/big"
	"strconv"
)

// This file is the buffer protocol: how builtin objects show their memory to
// memoryview and to functions that take bytes-like objects, and the formats of
// single items.

// buffer is a view of memory that an object exports. Its items have the format
// of package struct with one letter; an item's bytes start at offset plus the
// sum of index times stride over the dimensions.
type buffer struct {
	obj      Object // the exporter
	data     []byte
	readonly bool
	format   string
	itemSize int
	offset   int
	shape    []int
	strides  []int
}

// bufferExporter is implemented by builtin objects that show their memory.
type bufferExporter interface {
	Object
	exportBuffer(t *Thread) (*buffer, bool)
}

// newBuffer makes a one-dimensional view of data.
//
//rgo:parallel
func newBuffer(obj Object, data []byte, readonly bool, format string, itemSize int) *buffer {
	n := len(data) / itemSize
	return &buffer{obj: obj, data: data, readonly: readonly, format: format, itemSize: itemSize,
		shape: []int{n}, strides: []int{itemSize}}
}

// bufferOf returns the memory that o shows; nil without exception if it shows
// none.
//
//rgo:parallel
func (t *Thread) bufferOf(o Object) (*buffer, bool) {
	switch x := payloadOf(o).(type) {
	case *Bytes:
		return newBuffer(o, []byte(x.s), true, "B", 1), true
	case *ByteArray:
		x.own()
		return newBuffer(o, x.b, false, "B", 1), true
	case bufferExporter:
		return x.exportBuffer(t)
	}
	return nil, true
}

// isBytesLike reports whether o shows memory.
//
//rgo:parallel
func isBytesLike(o Object) bool {
	switch payloadOf(o).(type) {
	case *Bytes, *ByteArray, bufferExporter:
		return true
	}
	return false
}

// count is the number of items.
//
//rgo:parallel
func (b *buffer) count() int {
	n := 1
	for _, k := range b.shape {
		n *= k
	}
	return n
}

// contiguous reports whether the items follow each other in C order, or in
// Fortran order.
//
//rgo:parallel
func (b *buffer) contiguous(fortran bool) bool {
	want := b.itemSize
	for i := range b.shape {
		d := len(b.shape) - 1 - i
		if fortran {
			d = i
		}
		if b.shape[d] > 1 && b.strides[d] != want {
			return b.count() == 0
		}
		want *= b.shape[d]
	}
	return true
}

// bytes returns the content in C order: the memory itself if it is contiguous.
//
//rgo:parallel
func (b *buffer) bytes() []byte {
	if b.contiguous(false) {
		if b.count() == 0 {
			return nil
		}
		return b.data[b.offset : b.offset+b.count()*b.itemSize]
	}
	out := make([]byte, 0, b.count()*b.itemSize)
	return b.appendItems(out, 0, b.offset)
}

//rgo:parallel
func (b *buffer) appendItems(out []byte, dim, offset int) []byte {
	if dim == len(b.shape) {
		return append(out, b.data[offset:offset+b.itemSize]...)
	}
	for i := 0; i < b.shape[dim]; i++ {
		out = b.appendItems(out, dim+1, offset+i*b.strides[dim])
	}
	return out
}

// fortranBytes returns the content in Fortran order.
//
//rgo:parallel
func (b *buffer) fortranBytes() []byte {
	out := make([]byte, 0, b.count()*b.itemSize)
	n := b.count()
	index := make([]int, len(b.shape))
	for k := 0; k < n; k++ {
		at := b.offset
		for d, i := range index {
			at += i * b.strides[d]
		}
		out = append(out, b.data[at:at+b.itemSize]...)
		for d := range index {
			index[d]++
			if index[d] < b.shape[d] {
				break
			}
			index[d] = 0
		}
	}
	return out
}

// formatLetter is the letter of a native format, or 0 if it is none.
//
//rgo:parallel
func formatLetter(format string) byte {
	if len(format) == 2 && format[0] == '@' {
		format = format[1:]
	}
	if len(format) != 1 || formatSize(format[0]) == 0 {
		return 0
	}
	return format[0]
}

// formatSize is the size of an item with native alignment; 0 if there is no
// such format.
//
//rgo:parallel
func formatSize(letter byte) int {
	switch letter {
	case 'c', 'b', 'B', '?':
		return 1
	case 'h', 'H', 'e':
		return 2
	case 'i', 'I', 'f':
		return 4
	case 'l', 'L', 'q', 'Q', 'n', 'N', 'd', 'P':
		return 8
	}
	return 0
}

// isByteFormat reports whether a format is that of single bytes.
//
//rgo:parallel
func isByteFormat(letter byte) bool { return letter == 'b' || letter == 'B' || letter == 'c' }

// littleEndian reads an unsigned number.
//
//rgo:parallel
func littleEndian(data []byte) uint64 {
	v := uint64(0)
	for i, b := range data {
		v |= uint64(b) << uint(8*i)
	}
	return v
}

// unpackItem converts the bytes of an item to an object.
//
//rgo:parallel
func (t *Thread) unpackItem(letter byte, data []byte) Object {
	v := littleEndian(data)
	switch letter {
	case 'c':
		return &Bytes{string(data)}
	case 'b':
		return newInt(int64(int8(v)))
	case 'h':
		return newInt(int64(int16(v)))
	case 'i':
		return newInt(int64(int32(v)))
	case 'l', 'q', 'n':
		return newInt(int64(v))
	case 'B', 'H', 'I':
		return newInt(int64(v))
	case 'L', 'Q', 'N', 'P':
		if v>>63 != 0 {
			return newBig(new(big.Int).SetUint64(v))
		}
		return newInt(int64(v))
	case 'f':
		return newFloat(float64(math.Float32frombits(uint32(v))))
	case 'd':
		return newFloat(math.Float64frombits(v))
	case 'e':
		return newFloat(halfFloat(uint16(v)))
	case '?':
		return boolOf(v != 0)
	}
	return t.raise(NotImplementedError, "memoryview: format "+string(letter)+" not supported")
}

// halfFloat converts a number of the 16-bit format.
//
//rgo:parallel
func halfFloat(bits uint16) float64 {
	exponent := int(bits>>10) & 31
	fraction := float64(bits & 1023)
	v := 0.0
	switch exponent {
	case 0:
		v = math.Ldexp(fraction, -24)
	case 31:
		v = math.Inf(1)
		if fraction != 0 {
			v = math.NaN()
		}
	default:
		v = math.Ldexp(fraction+1024, exponent-25)
	}
	if bits>>15 != 0 {
		return math.Copysign(v, -1)
	}
	return v
}

// toHalf rounds to the 16-bit format, to even; ok is false if v is too large.
//
//rgo:parallel
func toHalf(v float64) (bits uint16, ok bool) {
	if math.Signbit(v) {
		bits = 1 << 15
		v = -v
	}
	switch {
	case math.IsNaN(v):
		return bits | 0x7e00, true
	case math.IsInf(v, 0):
		return bits | 0x7c00, true
	case v == 0:
		return bits, true
	}
	_, e := math.Frexp(v)
	exponent := max(e-1, -14)
	m := math.RoundToEven(math.Ldexp(v, 10-exponent))
	if m >= 2048 {
		m /= 2
		exponent++
	}
	if exponent > 15 {
		return 0, false
	}
	if m < 1024 {
		return bits | uint16(m), true
	}
	return bits | uint16(exponent+15)<<10 | uint16(m-1024), true
}

// packItem converts an object to the bytes of an item.
//
//rgo:parallel
func (t *Thread) packItem(letter byte, value Object, out []byte) bool {
	v := uint64(0)
	switch letter {
	case 'c':
		b, ok := payloadOf(value).(*Bytes)
		if !ok {
			return t.packTypeError(letter)
		}
		if len(b.s) != 1 {
			return t.packValueError(letter)
		}
		v = uint64(b.s[0])
	case 'f', 'd', 'e':
		f, ok := t.floatValue(value)
		if !ok {
			if t.catch(TypeError) {
				return t.packTypeError(letter)
			}
			return false
		}
		switch letter {
		case 'd':
			v = math.Float64bits(f)
		case 'f':
			single := float32(f)
			if math.IsInf(float64(single), 0) && !math.IsInf(f, 0) {
				t.raise(OverflowError, "float too large to pack with f format")
				return false
			}
			v = uint64(math.Float32bits(single))
		default:
			half, ok := toHalf(f)
			if !ok {
				t.raise(OverflowError, "float too large to pack with e format")
				return false
			}
			v = uint64(half)
		}
	case '?':
		b, ok := t.truth(value)
		if !ok {
			return false
		}
		v = uint64(boolInt(b))
	default:
		i := t.indexObject(value)
		if i == nil {
			if t.catch(TypeError) {
				return t.packTypeError(letter)
			}
			return false
		}
		bits := uint(8 * len(out))
		n := bigValue(i)
		if letter >= 'a' { // signed, except that no unsigned format is lower case
			limit := new(big.Int).Lsh(big.NewInt(1), bits-1)
			if n.Cmp(limit) >= 0 || n.Cmp(new(big.Int).Neg(limit)) < 0 {
				return t.packValueError(letter)
			}
			v = uint64(n.Int64())
		} else {
			if n.Sign() < 0 || uint(n.BitLen()) > bits {
				return t.packValueError(letter)
			}
			v = n.Uint64()
		}
	}
	for k := range out {
		out[k] = byte(v >> uint(8*k))
	}
	return true
}

//rgo:parallel
func (t *Thread) packTypeError(letter byte) bool {
	t.typeError("memoryview: invalid type for format '" + string(letter) + "'")
	return false
}

//rgo:parallel
func (t *Thread) packValueError(letter byte) bool {
	t.valueError("memoryview: invalid value for format '" + string(letter) + "'")
	return false
}

// intTuple makes a tuple of ints.
//
//rgo:parallel
func intTuple(values []int) Object {
	items := make([]Object, len(values))
	for i, v := range values {
		items[i] = intOf(v)
	}
	return newTuple(items)
}

// dimensionText is how error messages count dimensions.
//
//rgo:parallel
func dimensionText(n int) string { return strconv.Itoa(n) + "-dim" }
