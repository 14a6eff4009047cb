package translator

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

// spoil uses a variable in a block that does not define it.
func spoil(s *Session) ([]*flowgraph.Graph, error) {
	g := s.Prog.Entry
	stray, sum := g.NewVar("stray", lltype.Int64), g.NewVar("sum", lltype.Int64)
	add := &flowgraph.Op{Kind: flowgraph.OpIntAdd, Args: []flowgraph.Value{stray, stray}, Results: []*flowgraph.Var{sum}}
	g.Start.Ops = append([]*flowgraph.Op{add}, g.Start.Ops...)
	return []*flowgraph.Graph{g}, nil
}

// TestVerifyStages has a pass break a graph: also where graphs are verified at the end of a stage only, the pass is named.
func TestVerifyStages(t *testing.T) {
	for _, stages := range []bool{false, true} {
		table := Passes()
		at := slices.IndexFunc(table, func(p Pass) bool { return p.Name == "roots" })
		table = slices.Insert(table, at, whole("spoil", flowgraph.Lowered, flowgraph.Lowered, "gc", 0, "", spoil))
		o := Options{Backend: "go"}
		if _, err := o.Resolve(true); err != nil {
			t.Fatal(err)
		}
		o.VerifyStages = stages
		s := &Session{Options: o, Patterns: []string{"inspect/testdata/shapes/main.go"}, passes: table}
		err := s.To(flowgraph.Lowered)
		var internal *InternalError
		if !errors.As(err, &internal) {
			t.Fatalf("stages %t: error is %v", stages, err)
		}
		if internal.Pass != "spoil" || !strings.Contains(internal.Error(), "rgo.entry") {
			t.Errorf("stages %t: error is %v", stages, err)
		}
		if internal.Dump == "" {
			t.Errorf("stages %t: no dump", stages)
		} else if text, err := os.ReadFile(internal.Dump); err != nil || !strings.Contains(string(text), "stray") {
			t.Errorf("stages %t: dump %q, %v", stages, text, err)
		} else if err := os.Remove(internal.Dump); err != nil {
			t.Error(err)
		}
	}
}
