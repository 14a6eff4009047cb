package transform

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"rgo/flowgraph"
)

// TestHomes gives homes in the programs in testdata/homes/*.txtar, where two paths are worth it, but for head.txtar, which is about the
// head of a loop; what they write must not change.
func TestHomes(t *testing.T) {
	files, err := filepath.Glob("testdata/homes/*.txtar")
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
			least := 2
			if filepath.Base(path) == "head.txtar" {
				least = minJoin
			}
			var b strings.Builder
			known := findCollecting(p, newCallGraph(p), readsShadowStack)
			for _, g := range p.Graphs {
				if homes(g, least, known) {
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
