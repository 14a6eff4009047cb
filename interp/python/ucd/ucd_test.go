package ucd

import "testing"

// TestNamesRoundTrip looks every name up again.
func TestNamesRoundTrip(t *testing.T) {
	named := 0
	for r := rune(0); r <= 0x10FFFF; r++ {
		name := Name(r)
		if name == "" {
			continue
		}
		named++
		if back, ok := Lookup(name); !ok || back != r {
			t.Fatalf("Lookup(%q) = %#x, %v; want %#x", name, back, ok, r)
		}
		if Category(r) == "Cn" {
			t.Errorf("%#x %q has no category", r, name)
		}
	}
	// CPython 3.11 counts as many.
	if named != 138552 {
		t.Errorf("%d characters have names, want 138552", named)
	}
}

func TestLookup(t *testing.T) {
	for name, want := range map[string]rune{"line feed": '\n', "EURO SIGN": '€', "HANGUL SYLLABLE SSYAELG": 0xC355, "VS17": 0xE0100,
		"CJK UNIFIED IDEOGRAPH-4E00": 0x4E00, "BOM": 0xFEFF} {
		if r, ok := Lookup(name); !ok || r != want {
			t.Errorf("Lookup(%q) = %#x, %v; want %#x", name, r, ok, want)
		}
	}
	for _, name := range []string{"", "NO SUCH NAME", "CJK UNIFIED IDEOGRAPH-0041", "HANGUL SYLLABLE X"} {
		if r, ok := Lookup(name); ok {
			t.Errorf("Lookup(%q) = %#x", name, r)
		}
	}
}
