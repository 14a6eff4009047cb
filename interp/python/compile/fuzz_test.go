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
	if len(c.Positions) != len(c.Instrs) || len(c.LocalsPlus) != len(c.LocalKinds) {
		t.Fatal("tables differ in length")
	}
	depths := make([]int, len(c.Instrs))
	for i := range depths {
		depths[i] = -1
	}
	var todo []int
	reach := func(i, depth int) {
		if i >= len(c.Instrs) {
			t.Fatalf("%s: execution leaves the code", c.QualName)
		}
		if depth < 0 || depth > c.StackSize {
			t.Fatalf("%s: stack depth %d of %d at %d", c.QualName, depth, c.StackSize, i)
		}
		if depths[i] < 0 {
			depths[i] = depth
			todo = append(todo, i)
		} else if depths[i] != depth {
			t.Fatalf("%s: stack depths %d and %d at %d", c.QualName, depths[i], depth, i)
		}
	}
	reach(0, 0)
	for len(todo) > 0 {
		i := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		op, arg := code.Op(c.Instrs[i]), code.Arg(c.Instrs[i])
		row := code.Lookup(op)
		if row == nil {
			t.Fatalf("%s: no opcode %d", c.QualName, op)
		}
		limit := -1
		switch row.Kind {
		case code.ConstArg:
			limit = len(c.Consts)
		case code.NameArg:
			limit = len(c.Names)
		case code.GlobalArg:
			limit = 2 * len(c.Names)
		case code.LocalArg:
			limit = len(c.LocalsPlus)
		}
		if limit >= 0 && arg >= limit {
			t.Fatalf("%s: argument %d of %s is out of range", c.QualName, arg, op)
		}
		if h := c.FindHandler(i); h != nil {
			depth := h.Depth + 1
			if h.LastI {
				depth++
			}
			reach(h.Target, depth)
		}
		if op.HasJump() {
			reach(arg, depths[i]+code.StackEffect(op, arg, true))
		}
		switch op {
		case code.ReturnValue, code.RaiseVarargs, code.Reraise, code.JumpForward, code.JumpBackward, code.JumpBackwardNoInterrupt:
		case code.ReturnGenerator:
			// When the generator starts, the value sent is on the stack.
			reach(i+1, depths[i]+1)
		default:
			reach(i+1, depths[i]+code.StackEffect(op, arg, false))
		}
	}
	for _, value := range c.Consts {
		if inner, ok := value.(*code.Code); ok {
			checkCode(t, inner)
		}
	}
}
