package strs

import (
	"math/rand"
	"slices"
	"strings"
	"testing"
)

// samples are byte strings around every boundary of UTF-8.
func samples() []string {
	list := []string{"", "a", "ab", "héllo", "日本語", "\U0010ffff", "\xf4\x90\x80\x80", "\xed\xa0\x80", "\xc0\x80", "\xe0\x80\x80",
		"\xf0\x80\x80\x80", "\x80", "\xff", "\xc3", "\xe6\x97", "\xf0\x9f\x98", "a\xc3b", "\xe6\xe6\x97\xa5", strings.Repeat("xyz", 50)}
	rnd := rand.New(rand.NewSource(1))
	for range 20000 {
		b := make([]byte, rnd.Intn(12))
		for i := range b {
			b[i] = byte(rnd.Intn(256))
			if rnd.Intn(3) == 0 {
				b[i] = "\x80\xbf\xc2\xe0\xed\xef\xf0\xf4a"[rnd.Intn(9)]
			}
		}
		list = append(list, string(b))
	}
	return list
}

func TestRunes(t *testing.T) {
	for _, s := range samples() {
		var want []rune
		at := 0
		for i, r := range s {
			if i != at {
				t.Fatalf("%q: rune at %d, want %d", s, at, i)
			}
			var got rune
			got, at = DecodeRune(s, i)
			if got != r {
				t.Fatalf("%q at %d: %x, want %x", s, i, got, r)
			}
			want = append(want, r)
		}
		if got := ToRunes(s); !slices.Equal(got, want) {
			t.Fatalf("%q: %x, want %x", s, got, want)
		}
		if got := FromRunes(want); got != string(want) {
			t.Fatalf("%x: %q", want, got)
		}
	}
	for _, r := range []int64{-1, 0, 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xd800, 0xdfff, 0xe000, 0xffff, 0x10000, 0x10ffff, 0x110000, 1 << 40} {
		want := "\ufffd"
		if r == int64(rune(r)) {
			want = string(rune(r))
		}
		if got := FromRune(r); got != want {
			t.Errorf("rune %x: %q, want %q", r, got, want)
		}
	}
}

func TestCompareAndConcat(t *testing.T) {
	list := samples()[:2000]
	for i, a := range list {
		b := list[(i*7+3)%len(list)]
		if Compare(a, b) != strings.Compare(a, b) || Compare(a, a) != 0 {
			t.Fatalf("compare %q %q", a, b)
		}
		if Compare(a, a+"x") != -1 || Compare(a+"x", a) != 1 {
			t.Fatalf("compare of prefix %q", a)
		}
		if Equal(a, b) != (a == b) || !Equal(a, strings.Clone(a)) {
			t.Fatalf("equal %q %q", a, b)
		}
		if Concat(a, b) != a+b || ConcatAll([]string{a, "", b, a}) != a+b+a {
			t.Fatalf("concat %q %q", a, b)
		}
		if FromBytes(ToBytes(a)) != a {
			t.Fatalf("bytes %q", a)
		}
	}
}

func TestHash(t *testing.T) {
	seen := map[uintptr]string{}
	for _, s := range samples() {
		for _, v := range []string{s, s + "\x00", "\x00" + s, s + s} {
			h := Hash(v, 0)
			if old, ok := seen[h]; ok && old != v {
				t.Errorf("%q and %q collide", old, v)
			}
			seen[h] = v
			if Hash(strings.Clone(v), 0) != h {
				t.Errorf("%q: not stable", v)
			}
		}
	}
	if Hash("a", 1) == Hash("a", 2) {
		t.Error("seed is ignored")
	}
}
