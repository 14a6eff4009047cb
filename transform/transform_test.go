package transform

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

// TestTransform runs StackChecks, GC and Roots over the programs in testdata/*.txtar: file "in" holds graphs, file "out" what
// becomes of them. The functions of a collector are added from collector.graph. It moves objects if the name of the file
// says so.
func TestTransform(t *testing.T) {
	collector, err := os.ReadFile("testdata/collector.graph")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no test data", err)
	}
	for _, path := range files {
		t.Run(filepath.Base(path), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			in := string(archive.Files[0].Data)
			name, collector := "marksweep", string(collector)
			if strings.HasPrefix(filepath.Base(path), "moving") {
				name, collector = "semispace", strings.ReplaceAll(collector, "marksweep", "semispace")
			}
			p, err := flowgraph.ParseProgram(path, "program optimized\nentry main.main\n"+in+"\n"+collector)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := StackChecks(p); err != nil {
				t.Fatal(err)
			}
			var b strings.Builder
			if _, err := GC(p, Options{GC: name, Roots: "shadowstack"}); err != nil {
				b.WriteString("error: " + err.Error() + "\n")
			} else if _, err := Roots(p, Options{GC: name, Roots: "shadowstack"}); err != nil {
				b.WriteString("error: " + err.Error() + "\n")
			} else {
				for _, err := range flowgraph.VerifyProgram(p) {
					t.Error(err)
				}
				for _, g := range p.Graphs {
					if strings.HasPrefix(g.Name, "main.") || strings.HasSuffix(g.Name, ".AllocArray") {
						b.WriteString(g.String())
						b.WriteByte('\n')
					}
				}
			}
			got := b.String()
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

// TestBarriers runs Barriers over the programs in testdata/barriers/*.txtar, with the functions in collector.graph there.
func TestBarriers(t *testing.T) {
	collector, err := os.ReadFile("testdata/barriers/collector.graph")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("testdata/barriers/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no test data", err)
	}
	for _, path := range files {
		t.Run(filepath.Base(path), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			p, err := flowgraph.ParseProgram(path, "program optimized\nentry main.main\n"+string(archive.Files[0].Data)+"\n"+string(collector))
			if err != nil {
				t.Fatal(err)
			}
			changed, err := Barriers(p, Options{GC: "immix", Roots: "conservative"})
			if err != nil {
				t.Fatal(err)
			}
			for _, err := range flowgraph.VerifyProgram(p) {
				t.Error(err)
			}
			var b strings.Builder
			for _, g := range changed {
				b.WriteString(g.String())
				b.WriteByte('\n')
			}
			got := b.String()
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
