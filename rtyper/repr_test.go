package rtyper

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"testing"

	"rgo/annotator"
	"rgo/flowgraph"
)

// checkSource type-checks a source file without imports and returns its package.
func checkSource(t *testing.T, source string) *types.Package {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "x.go", source, 0)
	if err != nil {
		t.Fatal(err)
	}
	pkg, err := (&types.Config{Importer: importer.Default()}).Check("example.com/path/x", fset, []*ast.File{f}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return pkg
}

const memorySource = `package x
type (
	A struct { a bool; b int16; c bool; d int64; e uint8 }
	B struct { a string; b []int; c map[int]int; d func(); e *int; f complex64; g chan int }
	C struct { a int32; b struct{} }
	D struct { a [3]A; b [0]int; c [2][2]int8 }
	E struct { _ int8; a float32; _ struct{}; b uintptr }
	F [4]struct { a byte; b C }
	G struct{}
	H [5]G
	I struct { a [0]int64; b int8 }
	J struct { a complex128; b [1]string; c float64 }
)
`

// TestMemory compares sizes and offsets with those of the Go compiler, which differ in interfaces only.
func TestMemory(t *testing.T) {
	pkg := checkSource(t, memorySource)
	gc := types.SizesFor("gc", "amd64")
	ty := newTyper(&flowgraph.Program{}, &annotator.Facts{})
	for _, name := range pkg.Scope().Names() {
		typ := pkg.Scope().Lookup(name).Type()
		r := ty.repr(typ)
		if r.Size != gc.Sizeof(typ) || r.Align != gc.Alignof(typ) {
			t.Errorf("%s: size %d align %d, gc has %d and %d", name, r.Size, r.Align, gc.Sizeof(typ), gc.Alignof(typ))
		}
		if s, ok := typ.Underlying().(*types.Struct); ok {
			var fields []*types.Var
			for f := range s.Fields() {
				fields = append(fields, f)
			}
			if want := gc.Offsetsof(fields); !slices.Equal(r.offsets, want) {
				t.Errorf("%s: offsets %v, gc has %v", name, r.offsets, want)
			}
		}
		if got, want := ty.numFlowLeaves(typ), flowgraph.NumLeaves(typ); got != want {
			t.Errorf("%s: %d leaves, want %d", name, got, want)
		}
		last := int64(-1)
		for i := range flowgraph.NumLeaves(typ) {
			off := ty.flowOffset(typ, i)
			if off <= last || off >= r.Size {
				t.Errorf("%s: leaf %d at %d, after %d", name, i, off, last)
			}
			last = off
		}
		if n := flowgraph.NumLeaves(typ); n > 0 && ty.flowOffset(typ, n) != r.Size {
			t.Errorf("%s: end at %d, want %d", name, ty.flowOffset(typ, n), r.Size)
		}
	}
	if len(ty.errs) > 0 {
		t.Error(ty.errs)
	}
}

func TestReferences(t *testing.T) {
	pkg := checkSource(t, memorySource)
	ty := newTyper(&flowgraph.Program{}, &annotator.Facts{})
	for name, want := range map[string][]int64{
		"A": nil, "B": {0, 16, 40, 48, 56, 72}, "D": nil, "E": nil, "J": {16},
	} {
		typ := pkg.Scope().Lookup(name).Type()
		if got := ty.refs(typ); !slices.Equal(got, want) {
			t.Errorf("%s: references at %v, want %v", name, got, want)
		}
		if ty.hasRefs(typ) != (len(want) > 0) {
			t.Errorf("%s: hasRefs is wrong", name)
		}
	}
}

func TestIDRanges(t *testing.T) {
	for _, test := range []struct {
		list []candidate
		want [][2]uint32
		all  bool
	}{
		{nil, nil, true},
		{[]candidate{{2, true}, {3, true}, {9, true}}, [][2]uint32{{2, 9}}, true},
		{[]candidate{{2, true}, {3, false}, {4, true}, {8, true}}, [][2]uint32{{2, 2}, {4, 8}}, false},
		{[]candidate{{2, false}}, nil, false},
	} {
		got, all := idRanges(test.list)
		if !slices.Equal(got, test.want) || all != test.all {
			t.Errorf("%v: %v %v, want %v %v", test.list, got, all, test.want, test.all)
		}
	}
}
