package vm

import "testing"

// hashedEarly counts the texts that initialisers have hashed: the key of hashes is not known then.
var hashedEarly int

func init() {
	for _, s := range interned.byText {
		if s.hash != 0 {
			hashedEarly++
		}
	}
	for _, s := range latin {
		if s.hash != 0 {
			hashedEarly++
		}
	}
}

func TestInitialisersHashNothing(t *testing.T) {
	if hashedEarly != 0 {
		t.Errorf("%d texts have a hash after initialisation", hashedEarly)
	}
}

// TestSipHash compares with CPython 3.11 under PYTHONHASHSEED=42.
func TestSipHash(t *testing.T) {
	old := hashKey
	defer func() { hashKey = old }()
	seedHashes("42")
	for _, x := range []struct {
		text string
		hash int64
	}{
		{"", 0}, {"abc", 3869580338025362921}, {"abcdefghijklmnop", -8666121773944120556}, {"\u00e4\u00df", -1735902305781167550},
		{"\u0130ab", -7247500595447775050}, {"\U0001f600x", -7412435959675129227},
	} {
		if h := int64(NewStr(x.text).Hash()); h != x.hash {
			t.Errorf("hash(%q) = %d, want %d", x.text, h, x.hash)
		}
	}
}
