package digest

import (
	"bytes"
	"crypto/sha3"
	"encoding/hex"
	"testing"
)

// TestKeccak compares with Go's package.
func TestKeccak(t *testing.T) {
	message := bytes.Repeat([]byte("0123456789"), 60)
	for n := range message {
		want := sha3.Sum256(message[:n])
		k := NewKeccak(136, 6)
		k.Write(message[:n/3])
		k.Write(message[n/3 : n])
		if got := k.Sum(32); !bytes.Equal(got, want[:]) {
			t.Fatalf("SHA3-256 of %d bytes: %x, want %x", n, got, want)
		}
	}
	k := NewKeccak(168, 0x1f)
	k.Write(message)
	if got, want := k.Sum(500), sha3.SumSHAKE128(message, 500); !bytes.Equal(got, want) {
		t.Errorf("SHAKE128: %x, want %x", got, want)
	}
}

// TestBlake2 has the examples of RFC 7693; more come from CPython, in tests/python/library.
func TestBlake2(t *testing.T) {
	for _, c := range []struct {
		p    Parameters
		want string
	}{
		{Parameters{Size: 64, Fanout: 1, Depth: 1}, "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d17d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923"},
		{Parameters{Size: 32, Fanout: 1, Depth: 1, Small: true}, "508c5e8c327c14e2e1a72ba34eeb452f37458b209ed63a294d999b4c86675982"},
	} {
		b := NewBlake2(c.p)
		b.Write([]byte("abc"))
		if got := hex.EncodeToString(b.Sum()); got != c.want {
			t.Errorf("%+v: %s, want %s", c.p, got, c.want)
		}
	}
}
