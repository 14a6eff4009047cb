package transform

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"rgo/flowgraph"
	"rgo/flowgraph/eval"
)

var update = flag.Bool("update", false, "rewrite the expected graphs")

// checkGolden compares got with the second file of an archive, or puts it there if asked to.
func checkGolden(t *testing.T, path string, archive *txtar.Archive, got string) {
	t.Helper()
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
}

// TestTransform runs StackChecks, GC and Roots over the programs in testdata/*.txtar: file "in" holds graphs, file "out" what
// becomes of them. The functions of a collector are added from collector.graph. It moves objects if the name of the file
// says so, and nothing has run if it says that.
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
			if strings.Contains(path, "idle") {
				for _, g := range p.Graphs {
					for _, b := range g.Blocks {
						b.Heat = flowgraph.Cool
					}
				}
			}
			if _, err := StackChecks(p, Options{}); err != nil {
				t.Fatal(err)
			}
			var b strings.Builder
			if _, err := GC(p, Options{GC: name, Roots: "shadowstack"}); err != nil {
				b.WriteString("error: " + err.Error() + "\n")
			} else if err := addAllRoots(p, name); err != nil {
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
			checkGolden(t, path, archive, b.String())
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
			checkGolden(t, path, archive, b.String())
		})
	}
}

// TestFrameObjects marks the allocations of the programs in testdata/frames/*.txtar.
func TestFrameObjects(t *testing.T) {
	files, err := filepath.Glob("testdata/frames/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no test data", err)
	}
	for _, path := range files {
		t.Run(filepath.Base(path), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			p, err := flowgraph.ParseProgram(path, "program optimized\nentry main.main\n"+string(archive.Files[0].Data))
			if err != nil {
				t.Fatal(err)
			}
			roots := strings.TrimSuffix(filepath.Base(path), ".txtar")
			var b strings.Builder
			for _, g := range FrameObjects(p, Options{GC: "immix", Roots: roots}) {
				b.WriteString(g.String())
				b.WriteByte('\n')
			}
			for _, err := range flowgraph.VerifyProgram(p) {
				t.Error(err)
			}
			checkGolden(t, path, archive, b.String())
		})
	}
}

// TestSplitLoops runs SplitLoops over the programs in testdata/splitloop/*.txtar, with small loops being worth it; what
// they write must not change.
func TestSplitLoops(t *testing.T) {
	files, err := filepath.Glob("testdata/splitloop/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no test data", err)
	}
	for _, path := range files {
		t.Run(filepath.Base(path), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			p, err := flowgraph.ParseProgram(path, string(archive.Files[0].Data))
			if err != nil {
				t.Fatal(err)
			}
			before := written(t, p)
			var b strings.Builder
			for _, g := range p.Graphs {
				if splitLoops(g, 3, 1) {
					b.WriteString(g.String())
					b.WriteByte('\n')
				}
			}
			if after := written(t, p); after != before || before == "" {
				t.Errorf("writes %x, before %x", after, before)
			}
			for _, err := range flowgraph.VerifyProgram(p) {
				t.Error(err)
			}
			checkGolden(t, path, archive, b.String())
		})
	}
}

// addAllRoots makes roots explicit in all graphs of p.
func addAllRoots(p *flowgraph.Program, collector string) error {
	each, _, err := Roots(p, Options{GC: collector, Roots: "shadowstack"})
	if err != nil || each == nil {
		return err
	}
	for _, g := range p.Graphs {
		if _, err := each(g); err != nil {
			return err
		}
	}
	return nil
}

// written returns what p writes.
func written(t *testing.T, p *flowgraph.Program) string {
	t.Helper()
	var out bytes.Buffer
	if err := eval.New(p, eval.Options{Stdout: &out, Stderr: &out, Steps: 1e7}).Run(p.Entry); err != nil {
		t.Fatal(err)
	}
	return out.String()
}
