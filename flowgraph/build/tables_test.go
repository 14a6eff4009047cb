package build

import (
	"bytes"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"testing"
)

// TestWithoutTables shortens declarations: only what mentions nothing goes, and arrays stay as long as they are.
func TestWithoutTables(t *testing.T) {
	for _, c := range []struct{ old, new string }{
		{"var a = []int{1, 2, 3, -4, 5, 6, 7, 1 << 3}", "var a = []int{}"},
		{"var a = [...]int{1, 2, 3, 4, 5, 6, 7, 8, 9}", "var a = [9]int{}"},
		{"var a = [n]int{1, 2, 3, 4, 5, 6, 7, 8}", "var a = [n]int{}"},
		{"var a, b = []p{{1, 2}, {1, 2}, {1, 2}, {1, 2}, {1, 2}, {1, 2}, {1, 2}, {(1), 2}}, f()", "var a, b = []p{}, f()"},
		{"var a = &t{x: []int{1, 2, 3, 4, 5, 6, 7, 8}, y: f()}", "var a = &t{x: []int{}, y: f()}"},
		{"var a = []int{1, 2, 3, 4, 5, 6, 7, x}", ""},
		{"var a = []int{1, 2, 3, 4, 5, 6, 7, len(\"\")}", ""},
		{"var a = [...]int{1, 2, 3, 4, 5, 6, 7, 9: 8}", ""},
		{"var a = []any{1, 2, 3, 4, 5, 6, 7, t{}}", ""},
		{"var a = list{1, 2, 3, 4, 5, 6, 7, 8}", ""},
		{"var a = []int{1, 2, 3}", ""},
	} {
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, "", "package p\n\n"+c.old+"\n", 0)
		if err != nil {
			t.Fatal(err)
		}
		short, saved := withoutTables(f.Decls[0].(*ast.GenDecl))
		if c.new == "" {
			if saved != 0 {
				t.Errorf("%s is shortened", c.old)
			}
			continue
		}
		var b bytes.Buffer
		if err := format.Node(&b, fset, short); err != nil {
			t.Fatal(err)
		}
		if got := b.String(); got != c.new || saved == 0 {
			t.Errorf("%s becomes %s, %d bytes less, want %s", c.old, got, saved, c.new)
		}
	}
}
