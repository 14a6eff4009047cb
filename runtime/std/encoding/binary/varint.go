package binary

// This file encodes integers in as many bytes as they need, seven bits in each, low ones first; the high bit says that more
// follow. A signed integer is twice its magnitude, with the sign in the lowest bit.

import (
	"errors"
	"io"
)

// Numbers of bytes that an integer takes at most.
const (
	MaxVarintLen16 = 3
	MaxVarintLen32 = 5
	MaxVarintLen64 = 10
)

const more = 0x80 // bytes follow

var errOverflow = errors.New("binary: varint overflows a 64-bit integer")

// folded returns x with its sign in the lowest bit, unfolded what that was.
func folded(x int64) uint64 { return uint64(x)<<1 ^ uint64(x>>63) }

func unfolded(u uint64) int64 { return int64(u>>1) ^ -int64(u&1) }

// AppendUvarint appends x.
func AppendUvarint(b []byte, x uint64) []byte {
	for ; x >= more; x >>= 7 {
		b = append(b, byte(x)|more)
	}
	return append(b, byte(x))
}

// AppendVarint appends x.
func AppendVarint(b []byte, x int64) []byte { return AppendUvarint(b, folded(x)) }

// PutUvarint writes x to b and returns how many bytes that took. It panics if b is too short.
func PutUvarint(b []byte, x uint64) int {
	n := 0
	for ; x >= more; x >>= 7 {
		b[n] = byte(x) | more
		n++
	}
	b[n] = byte(x)
	return n + 1
}

// PutVarint writes x to b and returns how many bytes that took. It panics if b is too short.
func PutVarint(b []byte, x int64) int { return PutUvarint(b, folded(x)) }

// Uvarint reads an integer from b, and returns how many bytes it took: 0 if b is too short, less if it has more than 64 bits,
// and then that many bytes were read.
func Uvarint(b []byte) (uint64, int) {
	x := uint64(0)
	for i, c := range b {
		if i == MaxVarintLen64 || i == MaxVarintLen64-1 && c > 1 && c < more {
			return 0, -(i + 1)
		}
		x |= uint64(c&^more) << (7 * i)
		if c < more {
			return x, i + 1
		}
	}
	return 0, 0
}

// Varint is Uvarint for signed integers.
func Varint(b []byte) (int64, int) {
	u, n := Uvarint(b)
	return unfolded(u), n
}

// ReadUvarint reads an integer. The error is io.EOF only if there was no byte at all.
func ReadUvarint(r io.ByteReader) (uint64, error) {
	x := uint64(0)
	for i := range MaxVarintLen64 {
		c, err := r.ReadByte()
		if err != nil {
			if err == io.EOF && i > 0 {
				err = io.ErrUnexpectedEOF
			}
			return x, err
		}
		if i == MaxVarintLen64-1 && c > 1 && c < more {
			return x, errOverflow
		}
		x |= uint64(c&^more) << (7 * i)
		if c < more {
			return x, nil
		}
	}
	return x, errOverflow
}

// ReadVarint is ReadUvarint for signed integers.
func ReadVarint(r io.ByteReader) (int64, error) {
	u, err := ReadUvarint(r)
	return unfolded(u), err
}
