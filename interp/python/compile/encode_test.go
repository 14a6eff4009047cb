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
		tidy(reflect.ValueOf(c).Elem())
		tidy(reflect.ValueOf(back).Elem())
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

// tidy replaces empty slices by nil ones, in the code objects among the constants too.
func tidy(v reflect.Value) {
	for i := range v.NumField() {
		if f := v.Field(i); f.Kind() == reflect.Slice && f.Len() == 0 {
			f.SetZero()
		}
	}
	for _, k := range v.FieldByName("Consts").Interface().([]code.Const) {
		if c, ok := k.(*code.Code); ok {
			tidy(reflect.ValueOf(c).Elem())
		}
	}
}
