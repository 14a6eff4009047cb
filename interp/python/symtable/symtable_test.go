package symtable

import (
	"testing"

	"rgo/interp/python/parser"
)

func build(t *testing.T, source string) *Table {
	module, err := parser.ParseFile("test", []byte(source))
	if err == nil {
		var table *Table
		if table, err = Build(module, "test", 0); err == nil {
			return table
		}
	}
	t.Fatal(err.Error())
	return nil
}

func scopeNamed(t *testing.T, table *Table, name string) *Scope {
	for _, s := range table.Scopes {
		if s.Name == name {
			return s
		}
	}
	t.Fatalf("no scope %s", name)
	return nil
}

func TestMeanings(t *testing.T) {
	table := build(t, `
def outer(a, b):
    c = a
    def inner():
        nonlocal b
        global g
        b = c + g + h
        return [i + c for i in d]
    d = 1
class K:
    x = 1
    def m(self):
        return super().m() + x
    y = x
`)
	tests := []struct {
		scope, name string
		want        Meaning
	}{
		{"outer", "a", Local}, {"outer", "b", Cell}, {"outer", "c", Cell}, {"outer", "d", Cell}, {"outer", "inner", Local},
		{"inner", "b", Free}, {"inner", "c", Free}, {"inner", "d", Free}, {"inner", "g", GlobalExplicit}, {"inner", "h", GlobalImplicit},
		{"listcomp", "i", Local}, {"listcomp", "c", Free}, {"listcomp", ".0", Local}, {"listcomp", "d", Unknown},
		{"K", "x", Local}, {"m", "x", GlobalImplicit}, {"m", "__class__", Free}, {"m", "self", Local},
		{"top", "outer", Local}, {"top", "g", GlobalExplicit},
	}
	for _, test := range tests {
		if got := scopeNamed(t, table, test.scope).MeaningOf(test.name); got != test.want {
			t.Errorf("%s in %s has meaning %d, want %d", test.name, test.scope, got, test.want)
		}
	}
	if !scopeNamed(t, table, "K").NeedsClassClosure {
		t.Error("super needs the cell of the class")
	}
}

func TestMangle(t *testing.T) {
	for _, test := range [][3]string{
		{"C", "__x", "_C__x"}, {"_C", "__x", "_C__x"}, {"C", "__x__", "__x__"}, {"C", "_x", "_x"}, {"", "__x", "__x"},
		{"__", "__x", "__x"}, {"C", "__a.b", "__a.b"}, {"C", "__", "__"},
	} {
		if got := Mangle(test[0], test[1]); got != test[2] {
			t.Errorf("Mangle(%q, %q) = %q, want %q", test[0], test[1], got, test[2])
		}
	}
}
