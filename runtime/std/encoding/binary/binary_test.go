package binary

import (
	"bytes"
	real "encoding/binary"
	"math/rand/v2"
	"testing"
)

// TestOrders compares with the package of Go.
func TestOrders(t *testing.T) {
	b := []byte{1, 2, 3, 4, 0xf5, 0xf6, 0xf7, 0xf8}
	for _, pair := range [][2]ByteOrder{{LittleEndian, real.LittleEndian}, {BigEndian, real.BigEndian}} {
		ours, theirs := pair[0], pair[1]
		if ours.Uint16(b) != theirs.Uint16(b) || ours.Uint32(b) != theirs.Uint32(b) || ours.Uint64(b) != theirs.Uint64(b) || ours.String() != theirs.String() {
			t.Errorf("%s reads otherwise", theirs)
		}
		x, y := make([]byte, 14), make([]byte, 14)
		for i, o := range []ByteOrder{ours, theirs} {
			to := [][]byte{x, y}[i]
			o.PutUint16(to, 0xfedc)
			o.PutUint32(to[2:], 0xfedcba98)
			o.PutUint64(to[6:], 0xfedcba9876543210)
		}
		if string(x) != string(y) {
			t.Errorf("%s writes otherwise: %x, %x", theirs, x, y)
		}
	}
}

// TestAppend compares with the package of Go.
func TestAppend(t *testing.T) {
	for _, pair := range [][2]AppendByteOrder{{LittleEndian, real.LittleEndian}, {BigEndian, real.BigEndian}, {NativeEndian, real.NativeEndian}} {
		var got [2][]byte
		for i, o := range pair {
			got[i] = o.AppendUint64(o.AppendUint32(o.AppendUint16([]byte{9}, 0xfedc), 0xfedcba98), 0xfedcba9876543210)
		}
		if !bytes.Equal(got[0], got[1]) || pair[0].String() != pair[1].String() {
			t.Errorf("%s appends otherwise: %x, %x", pair[1], got[0], got[1])
		}
	}
}

// TestVarint compares with the package of Go: what is written, and what is read of that and of random bytes.
func TestVarint(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 20000 {
		x := r.Uint64() >> r.IntN(64)
		ours, theirs := make([]byte, MaxVarintLen64), make([]byte, MaxVarintLen64)
		if n, m := PutVarint(ours, int64(x)), real.PutVarint(theirs, int64(x)); n != m || !bytes.Equal(ours, theirs) {
			t.Fatalf("%d is %x, want %x", int64(x), ours[:n], theirs[:m])
		}
		if got, want := AppendUvarint(nil, x), real.AppendUvarint(nil, x); !bytes.Equal(got, want) {
			t.Fatalf("%d is %x, want %x", x, got, want)
		}
		b := make([]byte, r.IntN(13))
		for i := range b {
			b[i] = byte(r.Uint32() | uint32(r.IntN(4)/3^1)<<7)
		}
		for _, data := range [][]byte{b, ours, AppendVarint(nil, int64(x))} {
			u, n := Uvarint(data)
			wu, wn := real.Uvarint(data)
			v, k := Varint(data)
			wv, wk := real.Varint(data)
			if u != wu || n != wn || v != wv || k != wk {
				t.Fatalf("%x is %d, %d and %d, %d, want %d, %d and %d, %d", data, u, n, v, k, wu, wn, wv, wk)
			}
			v, err := ReadVarint(bytes.NewReader(data))
			wv, werr := real.ReadVarint(bytes.NewReader(data))
			if v != wv || (err == nil) != (werr == nil) || err != nil && err.Error() != werr.Error() {
				t.Fatalf("%x reads as %d, %v, want %d, %v", data, v, err, wv, werr)
			}
		}
	}
}
