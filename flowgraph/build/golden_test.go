package build

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "rewrite the expected graphs in testdata")

// TestGolden builds the Go file in each archive below testdata and compares the graphs of package main with those in the
// archive.
func TestGolden(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no test data", err)
	}
	s := NewSession()
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			file := filepath.Join(t.TempDir(), "a.go")
			if err := os.WriteFile(file, archive.Files[0].Data, 0o644); err != nil {
				t.Fatal(err)
			}
			l, err := Load(Config{Patterns: []string{file}, Session: s})
			if err != nil {
				t.Fatal(err)
			}
			p, err := NewProgram(l)
			if err != nil {
				t.Fatal(err)
			}
			graphs, err := reach(p)
			if err != nil {
				t.Fatal(err)
			}
			var got strings.Builder
			for _, g := range graphs {
				if strings.HasPrefix(g.Name, "main.") && g.Name != "main.init" && g.Name != "main.main" {
					got.WriteString(g.String())
				}
			}
			if *update {
				archive.Files = []txtar.File{archive.Files[0], {Name: "graphs", Data: []byte(got.String())}}
				if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if len(archive.Files) < 2 || got.String() != string(archive.Files[1].Data) {
				t.Errorf("graphs differ from %s (go test -update rewrites it):\n%s", name, got.String())
			}
		})
	}
}
