package compile

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rgo/interp/python/ast"
	"rgo/interp/python/code"
	"rgo/interp/python/dis"
	"rgo/interp/python/parser"
)

// FuzzCompile looks for sources that make the front end panic or emit code
// that breaks the promises of package code.
func FuzzCompile(f *testing.F) {
	data, err := os.ReadFile(filepath.Join("testdata", "errors.txt"))
	if err != nil {
		f.Fatal(err)
	}
	for _, source := range strings.Split(string(data), "\n---\n") {
		f.Add(source)
	}
	data, err = os.ReadFile(filepath.Join("testdata", "language.py"))
	if err != nil {
		f.Fatal(err)
	}
	for _, source := range strings.Split(string(data), "\n\n\n") {
		f.Add(source)
	}
	f.Fuzz(func(t *testing.T, source string) {
		for _, mode := range []ast.Mode{ast.File, ast.Eval, ast.Single} {
			module, err := parser.Parse("fuzz", []byte(source), mode)
			if err != nil {
				err.Report()
				continue
			}
			c, err := Module(module, "fuzz", Options{})
			if err != nil {
				err.Report()
				continue
			}
			dis.String(c)
			checkCode(t, c)
		}
		parser.Incomplete([]byte(source))
	})
}

// TestDeepNesting feeds sources that nest deeply: they compile or fail with an
// error.
func TestDeepNesting(t *testing.T) {
	const n = 20000
	for _, source := range []string{
		strings.Repeat("(", n), strings.Repeat("(", 150) + "1" + strings.Repeat(")", 150), strings.Repeat("-", n) + "1",
		strings.Repeat("not ", n) + "1", "1" + strings.Repeat("+1", n), "x" + strings.Repeat("[1]", n), "x" + strings.Repeat(".y", n),
		"x" + strings.Repeat("()", n), strings.Repeat("lambda: ", n) + "1", "1" + strings.Repeat(" if x else 1", n),
		"1" + strings.Repeat("**1", n), strings.Repeat("[", n), "if x: y\n" + strings.Repeat("elif x: y\n", n), strings.Repeat("x = ", n) + "1",
		strings.Repeat("x, ", n) + "= y", strings.Repeat("f'{", n), strings.Repeat("await ", n) + "x", "x" + strings.Repeat(" and x", n),
		"x" + strings.Repeat(" < x", n), strings.Repeat("*", n), strings.Repeat("{", 200), strings.Repeat("a(", 199) + strings.Repeat(")", 199),
		"[" + strings.Repeat("x for x in ", n), "match x:\n case " + strings.Repeat("a|", n) + "b: pass\n", "match x:\n case " + strings.Repeat("[", 150) + strings.Repeat("]", 150) + ": pass\n",
		strings.Repeat("@d\n", n) + "def f(): pass\n", strings.Repeat("class C:", n), strings.Repeat("'a' ", n), strings.Repeat("a: ", n),
		"print " + strings.Repeat("a - ", 300) + "b c", "x = (" + strings.Repeat("a (b ", 60),
	} {
		module, err := parser.ParseFile("deep", []byte(source))
		if err == nil {
			_, err = Module(module, "deep", Options{})
		}
		_ = err
	}
}

// checkCode checks the invariants of package code.
func checkCode(t *testing.T, c *code.Code) {
	if fault := c.Fault(); fault != "" {
		t.Fatalf("%s: %s", c.QualName, fault)
	}
	for _, value := range c.Consts {
		if inner, ok := value.(*code.Code); ok {
			checkCode(t, inner)
		}
	}
}
