package compile_test

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"rgo/interp/python/ast"
	"rgo/interp/python/code"
	"rgo/interp/python/compile"
	"rgo/interp/python/parser"
)

// TestEncode writes and reads the code of the test programs, and every cut of one of them.
func TestEncode(t *testing.T) {
	files, _ := filepath.Glob("../../../tests/python/*.py")
	more, _ := filepath.Glob("../../../tests/python/lang/*.py")
	files = append(files, more...)
	if len(files) == 0 {
		t.Fatal("no programs")
	}
	var shortest []byte
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		tree, fault := parser.Parse(file, source, ast.File)
		if fault != nil {
			t.Fatal(fault)
		}
		c, fault := compile.Module(tree, file, compile.Options{})
		if fault != nil {
			t.Fatal(fault)
		}
		data := code.Encode(c)
		back, ok := code.Decode(string(data))
		tidy(c)
		tidy(back)
		if !ok || !reflect.DeepEqual(c, back) {
			t.Errorf("%s: read as something else", file)
		}
		if shortest == nil || len(data) < len(shortest) {
			shortest = data
		}
	}
	for i := range shortest {
		if _, ok := code.Decode(string(shortest[:i])); ok {
			t.Fatalf("the first %d of %d bytes are accepted", i, len(shortest))
		}
	}
}

// TestBroken reads code of which one byte is wrong: what is accepted can be run, and nothing panics.
func TestBroken(t *testing.T) {
	const text = "def f(a, *b, c=(1, 'x'), **d):\n  'doc'\n  def g(): return a + len(b)\n  try:\n    return g()\n  except ValueError: return {1, 2.5}\n"
	tree, fault := parser.Parse("x.py", []byte(text), ast.File)
	if fault != nil {
		t.Fatal(fault)
	}
	c, fault := compile.Module(tree, "x.py", compile.Options{})
	if fault != nil {
		t.Fatal(fault)
	}
	data := code.Encode(c)
	refused := 0
	for i := range data {
		for _, with := range []byte{0, 1, 0x7f, 0x80, 0xff, data[i] ^ 1, data[i] ^ 0x40} {
			broken := append([]byte(nil), data...)
			broken[i] = with
			back, ok := code.Decode(string(broken))
			if !ok || !complete(t, back) {
				refused++
			}
		}
	}
	if refused < 2*len(data) {
		t.Errorf("only %d of %d are refused", refused, 7*len(data))
	}
}

// complete completes all code of c. It is false if some is broken, and fails the test if what is accepted is at fault.
func complete(t *testing.T, c *code.Code) bool {
	if !c.Complete() {
		return false
	}
	c.Places()
	if fault := c.Fault(); fault != "" || c.Pending() {
		t.Error("accepted: " + fault)
	}
	for _, k := range c.Consts {
		if inner, ok := k.(*code.Code); ok && !complete(t, inner) {
			return false
		}
	}
	return true
}

// tidy replaces empty slices by nil ones, in the code objects among the constants too, which it completes.
func tidy(c *code.Code) {
	c.Complete()
	c.Places()
	v := reflect.ValueOf(c).Elem()
	for i := range v.NumField() {
		switch f := v.Field(i); {
		case f.Kind() == reflect.Slice && f.Len() == 0:
			f.SetZero()
		case !f.CanSet(): // how it came here
			reflect.NewAt(f.Type(), f.Addr().UnsafePointer()).Elem().SetZero()
		}
	}
	for _, k := range c.Consts {
		if inner, ok := k.(*code.Code); ok {
			tidy(inner)
		}
	}
}
