package flowgraph

import (
	"bytes"
	"reflect"
	"testing"

	"rgo/rtyper/lltype"
)

// codeSample returns a graph where every field is in use.
func codeSample() *Graph {
	callee := &Graph{Name: "main.callee"}
	g := &Graph{Name: "main.f", Pos: Pos{File: "f.go", Line: 3, Col: 1}, Attr: Cold, Doc: "sample"}
	x, y := g.NewVar("x", lltype.Int64), g.NewVar("", lltype.Ref)
	start, end := g.NewBlock(x), g.NewBlock(g.NewVar("", lltype.Int64))
	g.Start, g.Return, g.Blocks = start, end, []*Block{start, end}
	start.Heat, start.Pos = Warm, g.Pos
	start.Switch = x
	start.Ops = []*Op{{Kind: OpCall, Args: []Value{x, NewConst(lltype.Int64, int64(7))}, Results: []*Var{y}, Aux: callee, Into: Whole, Pos: g.Pos}}
	start.Exits = []*Link{
		{Target: end, Args: []Value{NewConst(lltype.Int64, int64(1))}, Case: NewConst(lltype.Int64, int64(5)), Weight: 3},
		{Target: end, Args: []Value{x}, Weight: 2},
	}
	return g
}

func codeOf(t *testing.T, g *Graph) []byte {
	t.Helper()
	f := &Coder{Graph: func(g *Graph) string { return g.Name }, Static: func(s *Static) string { return s.Name }}
	b, err := f.Append(nil, g)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestCodeFields changes one field after the other of a graph and what it consists of: the code must change
// with each but those that are listed here. A new field fails until somebody has thought about it.
func TestCodeFields(t *testing.T) {
	unseen := map[string]string{
		"Graph.Pos": "position", "Block.Pos": "position", "Op.Pos": "position",
		"Graph.Results": "Go types; parameters and results are those of Start and Return", "Graph.Params": "as Results", "Graph.Captures": "as Results",
		"Graph.Deferred": "of stage flow", "Graph.Doc": "for people", "Var.Fact": "of stage annotated",
	}
	parts := map[string]func(g *Graph) any{
		"Graph": func(g *Graph) any { return g },
		"Block": func(g *Graph) any { return g.Start },
		"Link":  func(g *Graph) any { return g.Start.Exits[0] },
		"Op":    func(g *Graph) any { return g.Start.Ops[0] },
		"Var":   func(g *Graph) any { return g.Start.Args[0] },
		"Const": func(g *Graph) any { return g.Start.Exits[0].Args[0] },
	}
	want := codeOf(t, codeSample())
	for name, part := range parts {
		for i := range reflect.TypeOf(part(codeSample())).Elem().NumField() {
			g := codeSample()
			value := reflect.ValueOf(part(g)).Elem()
			field := name + "." + value.Type().Field(i).Name
			if !alter(value.Field(i), g) {
				if unseen[field] == "" {
					t.Errorf("%s: this test does not know how to change it", field)
				}
				continue
			}
			if got := codeOf(t, g); bytes.Equal(got, want) == (unseen[field] == "") {
				t.Errorf("%s: changed, and the code is the same: %v", field, bytes.Equal(got, want))
			}
		}
	}
}

// alter gives a field of g another value, and reports whether it could.
func alter(v reflect.Value, g *Graph) bool {
	switch x := v.Addr().Interface().(type) {
	case *string:
		*x += "'"
	case *int:
		*x += 10
	case *int32:
		*x += 10
	case *uint32:
		*x += 10
	case *GraphAttr:
		*x ^= NoInline
	case *Heat:
		*x = Hot
	case *Into:
		*x = Rooted
	case *OpKind:
		*x = OpTry
	case *Pos:
		x.Line++
	case *Type:
		*x = lltype.Uint64
	case *Value:
		*x = NewConst(lltype.Int64, int64(99))
	case **Const:
		*x = NewConst(lltype.Int64, int64(99))
	case **Block:
		if *x == g.Start {
			*x = g.Return
		} else {
			*x = g.Start
		}
	case *[]*Block:
		*x = append(*x, g.NewBlock())
	case *[]*Var:
		*x = append(*x, g.NewVar("", lltype.Ref))
	case *[]*Op:
		*x = append(*x, &Op{Kind: OpUnreachable})
	case *[]*Link:
		*x = (*x)[:1]
	case *[]Value:
		*x = append(*x, NewConst(lltype.Int64, int64(99)))
	case *any:
		switch old := (*x).(type) {
		case *Graph:
			*x = &Graph{Name: "main.other"}
		case int64:
			*x = old + 1
		}
	default:
		return false
	}
	return true
}

// TestCodeRefuses: what has no bytes is an error, not something left out.
func TestCodeRefuses(t *testing.T) {
	f := &Coder{Graph: func(g *Graph) string { return g.Name }, Static: func(s *Static) string { return s.Name }}
	for _, aux := range []any{&lltype.Layout{Name: "T"}, &Method{Name: "m"}} {
		g := codeSample()
		g.Start.Ops[0].Aux = aux
		if _, err := f.Append(nil, g); err == nil {
			t.Errorf("aux %T: no error", aux)
		}
	}
	g := codeSample()
	g.Start.Exits[0].Args[0] = &Const{Typ: lltype.Int64, Val: "text"}
	if _, err := f.Append(nil, g); err == nil {
		t.Error("string constant: no error")
	}
}
