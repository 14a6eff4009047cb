package rtyper_test

import (
	"flag"
	"go/types"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"rgo/annotator"
	"rgo/flowgraph"
	"rgo/rtyper"
)

var update = flag.Bool("update", false, "rewrite the expected output")

// fakeSource answers for a program that was parsed: its runtime functions are declarations, methods are found by name.
type fakeSource struct {
	graphs map[string]*flowgraph.Graph
}

func newFakeSource(p *flowgraph.Program) *fakeSource {
	s := &fakeSource{graphs: map[string]*flowgraph.Graph{}}
	for _, g := range p.Graphs {
		s.graphs[g.Name] = g
	}
	return s
}

// Build gives a declaration a body that returns zeroes.
func (s *fakeSource) Build(g *flowgraph.Graph) error {
	if g.Built() {
		return nil
	}
	g.Start, g.Return = g.NewBlock(), g.NewBlock()
	for _, p := range g.Params {
		g.Start.Args = append(g.Start.Args, g.NewVar("", p))
	}
	link := &flowgraph.Link{Target: g.Return}
	for _, r := range g.Results {
		g.Return.Args = append(g.Return.Args, g.NewVar("", r))
		link.Args = append(link.Args, flowgraph.NewConst(r, nil))
	}
	g.Start.Exits = []*flowgraph.Link{link}
	g.Blocks = []*flowgraph.Block{g.Start, g.Return}
	return nil
}

func (s *fakeSource) Method(t types.Type, pkg *types.Package, name string, deferred bool) *flowgraph.Graph {
	text := types.TypeString(t, nil)
	if strings.HasPrefix(text, "*") {
		text = "(" + text + ")"
	}
	return s.graphs[text+"."+name]
}

// The parameters of the functions in rtyper.RuntimeRoots; those of the rest are i, unsigned and n.
var runtimeParams = map[string][]types.BasicKind{
	"runtime.PanicNil": {}, "runtime.PanicDivide": {}, "runtime.PanicMakeSliceLen": {}, "runtime.PanicMakeSliceCap": {},
	"runtime.PanicStackOverflow": {}, "runtime.PanicOutOfMemory": {},
	"runtime.PanicSliceConvert": {types.Int, types.Int},
	"runtime.PanicUnhashable":   {types.String}, "runtime.PanicUncomparable": {types.String},
	"runtime.PanicAssert":   {types.String, types.String, types.String, types.String},
	"rgo/runtime/strs.Hash": {types.String, types.Uintptr},
}

func (s *fakeSource) Ahead() (stop func()) { return func() {} }

func (s *fakeSource) Runtime(name string) *flowgraph.Graph {
	if g := s.graphs[name]; g != nil {
		return g
	}
	kinds, ok := runtimeParams[name]
	if !ok {
		kinds = []types.BasicKind{types.Int64, types.Bool, types.Int}
	}
	g := &flowgraph.Graph{Name: name}
	for _, k := range kinds {
		g.Params = append(g.Params, types.Typ[k])
	}
	if strings.HasSuffix(name, "Hash") {
		g.Results = []flowgraph.Type{types.Typ[types.Uintptr]}
	}
	s.graphs[name] = g
	return g
}

// TestText lowers the programs in testdata: each file has a section "flow" and a section "rtyped".
func TestText(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.txt")
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			ar, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			p, err := flowgraph.ParseProgram(file, string(ar.Files[0].Data))
			if err != nil {
				t.Fatal(err)
			}
			p.Source = newFakeSource(p)
			facts, err := annotator.Run(p, annotator.Options{RuntimeRoots: rtyper.RuntimeRoots(), NoValues: true})
			if err != nil {
				t.Fatal(err)
			}
			if err := rtyper.Run(p, facts); err != nil {
				t.Fatal(err)
			}
			for _, err := range flowgraph.VerifyProgram(p) {
				t.Error(err)
			}
			text := withoutRuntime(p.String())
			if *update {
				ar.Files = append(ar.Files[:1], txtar.File{Name: "rtyped", Data: []byte(text)})
				if err := os.WriteFile(file, txtar.Format(ar), 0o666); err != nil {
					t.Fatal(err)
				}
				return
			}
			if len(ar.Files) < 2 || string(ar.Files[1].Data) != text {
				t.Errorf("output differs; rewrite it with -update and look at the change\n%s", text)
			}
		})
	}
}

// withoutRuntime leaves out the stand-ins for runtime functions.
func withoutRuntime(text string) string {
	parts := strings.Split(text, "\n\n")
	var keep []string
	for _, part := range parts {
		if !strings.HasPrefix(part, "graph runtime.") && !strings.HasPrefix(part, "graph rgo/runtime/") {
			keep = append(keep, part)
		}
	}
	return strings.TrimRight(strings.Join(keep, "\n\n"), "\n") + "\n"
}
