package optimizer

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"rgo/flowgraph"
)

var update = flag.Bool("update", false, "rewrite the expected graphs")

// TestPasses runs one pass, named like the file, over testdata/PASS.txtar: file "in" holds graphs, file "out" what becomes
// of them.
func TestPasses(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no test data", err)
	}
	for _, path := range files {
		name := strings.TrimSuffix(filepath.Base(path), ".txtar")
		t.Run(name, func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			p := parse(t, path, string(archive.Files[0].Data))
			find(t, name).Run(p)
			got := text(t, p)
			if *update {
				archive.Files = append(archive.Files[:1], txtar.File{Name: "out", Data: []byte(got)})
				if err := os.WriteFile(path, txtar.Format(archive), 0o666); err != nil {
					t.Fatal(err)
				}
				return
			}
			if len(archive.Files) < 2 || string(archive.Files[1].Data) != got {
				t.Errorf("got:\n%s", got)
			}
		})
	}
}

func find(t *testing.T, name string) *Pass {
	t.Helper()
	for i := range passes {
		if passes[i].Name == name {
			return &passes[i]
		}
	}
	t.Fatalf("no pass is called %s", name)
	return nil
}

// parse returns the graphs of text as a program with main.f as its only root.
func parse(t *testing.T, path, text string) *flowgraph.Program {
	t.Helper()
	p, err := flowgraph.ParseGraphs(path, text, flowgraph.Rtyped)
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range p.Graphs {
		if g.Name == "main.f" {
			p.Roots = append(p.Roots, g)
			p.Entry = g
		}
	}
	return p
}

func text(t *testing.T, p *flowgraph.Program) string {
	t.Helper()
	var b strings.Builder
	for _, g := range p.Graphs {
		if faults := flowgraph.Verify(p, g); len(faults) > 0 {
			t.Error(flowgraph.FaultText(g, faults))
		}
		b.WriteString(g.String())
		b.WriteByte('\n')
	}
	return b.String()
}
