package build

import (
	"os"
	"strings"
	"testing"
)

// TestShow prints the graphs of RGO_SHOW (a Go file) whose names contain RGO_FUNC. It is a debugging aid.
func TestShow(t *testing.T) {
	file := os.Getenv("RGO_SHOW")
	if file == "" {
		t.Skip("RGO_SHOW is not set")
	}
	l, err := Load(Config{Patterns: strings.Fields(file)})
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
	for _, g := range graphs {
		if strings.Contains(g.Name, os.Getenv("RGO_FUNC")) {
			t.Logf("\n%s", g)
		}
	}
	t.Logf("%d graphs", len(graphs))
}
