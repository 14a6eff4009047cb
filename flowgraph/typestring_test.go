package flowgraph_test

// This file compares the text of types with what Go's runtime says of the same types.

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"reflect"
	"testing"

	"rgo/flowgraph"
)

type plain struct{}

type pair[A, B any] struct {
	_ A
	_ B
}

type one[A any] struct{ _ A }

type byteAlias = byte

type methods interface {
	M(int) string
	n()
}

// ofTypes are values whose types are compared: reflect sees them in this program, go/types in its source.
var ofTypes = []any{
	int(0), []byte(nil), map[string]rune(nil), &plain{}, [3]byteAlias{}, complex64(0), uintptr(0), struct{}{}, func() {},
	func(int, ...string) (bool, error) { return false, nil },
	(*interface {
		M(int) string
		n()
	})(nil),
	(*any)(nil), (*error)(nil), (*methods)(nil),
	struct {
		A int
		b string `key:"tag"`
		plain
	}{},
	make(chan<- (<-chan int)), make(chan (<-chan int)), make(<-chan (<-chan int)), make(<-chan (chan<- int)),
	pair[int, plain]{}, pair[*int, pair[string, bool]]{}, pair[*plain, []plain]{},
	pair[map[string]plain, func(plain) *plain]{},
	pair[struct {
		A plain
		b int
	}, interface{ n() }]{},
	one[one[plain]]{}, one[chan plain]{}, one[any]{}, one[[]byteAlias]{}, one[rune]{}, one[error]{}, one[struct{}]{},
	one[[3]*plain]{}, one[<-chan int]{}, one[chan (<-chan int)]{}, one[interface{ M(int) string }]{},
}

func TestRuntimeTypeString(t *testing.T) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "typestring_test.go", nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	info := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}}
	config := types.Config{Importer: importer.ForCompiler(fset, "source", nil), Error: func(error) {}}
	path := reflect.TypeOf(plain{}).PkgPath()
	config.Check(path, fset, []*ast.File{file}, info) // its own imports of this module may be missing
	var list []ast.Expr
	ast.Inspect(file, func(n ast.Node) bool {
		if v, ok := n.(*ast.ValueSpec); ok && v.Names[0].Name == "ofTypes" {
			list = v.Values[0].(*ast.CompositeLit).Elts
		}
		return true
	})
	if len(list) != len(ofTypes) {
		t.Fatalf("%d types in the source, %d in the program", len(list), len(ofTypes))
	}
	for i, e := range list {
		want := reflect.TypeOf(ofTypes[i]).String()
		if got := flowgraph.RuntimeTypeString(info.Types[e].Type); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

// TestTypeName spells the same types differently.
func TestTypeName(t *testing.T) {
	const source = `package p

type short = struct{ b byte; e error }

type pair[A, B any] struct { a A; b B }

var (
	a map[rune][]byte
	b map[int32][]uint8
	c pair[any, short]
	d pair[interface{}, struct{ b uint8; e error }]
	e func(...byte) (short, any)
	f func(...uint8) (struct { b byte; e error }, interface{})
)
`
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", source, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	pkg, err := new(types.Config).Check("example.com/p", fset, []*ast.File{file}, nil)
	if err != nil {
		t.Fatal(err)
	}
	name := func(v string) string {
		return flowgraph.TypeName(pkg.Scope().Lookup(v).Type(), (*types.Package).Path)
	}
	for _, test := range [][3]string{
		{"a", "b", "map[int32][]uint8"},
		{"c", "d", "example.com/p.pair[interface {},struct { example.com/p.b uint8; example.com/p.e error }]"},
		{"e", "f", "func(...uint8) (struct { example.com/p.b uint8; example.com/p.e error }, interface {})"},
	} {
		for _, v := range test[:2] {
			if got := name(v); got != test[2] {
				t.Errorf("type of %s is %s, want %s", v, got, test[2])
			}
		}
	}
}
