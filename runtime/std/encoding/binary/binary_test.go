package binary

import (
	real "encoding/binary"
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
