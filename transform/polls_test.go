package transform

import (
	"os"
	"strings"
	"testing"

	"rgo/flowgraph"
)

// TestPolls places polls in main.* of testdata/polls/in.graph: in loops, at entries that break cycles, and nowhere in what the
// runtime consists of.
func TestPolls(t *testing.T) {
	in, err := os.ReadFile("testdata/polls/in.graph")
	if err != nil {
		t.Fatal(err)
	}
	p, err := flowgraph.ParseProgram("in.graph", string(in))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := LoopPolls(p); err != nil {
		t.Fatal(err)
	}
	checked, err := StackChecks(p, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := EntryPolls(p, checked); err != nil {
		t.Fatal(err)
	}
	for _, err := range flowgraph.VerifyProgram(p) {
		t.Error(err)
	}
	var b strings.Builder
	for _, g := range p.Graphs {
		if strings.HasPrefix(g.Name, "main.") || strings.HasPrefix(g.Name, "sync.") {
			b.WriteString(g.String())
			b.WriteByte('\n')
		}
	}
	const out = "testdata/polls/out.graph"
	if *update {
		if err := os.WriteFile(out, []byte(b.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if want, err := os.ReadFile(out); err != nil || string(want) != b.String() {
		t.Errorf("%v, got:\n%s", err, b.String())
	}
}
