package transform

import (
	"os"
	"strings"
	"testing"

	"rgo/flowgraph"
)

// TestCompany has functions of testdata/company/in.graph wait until they are alone: slow, which a marked function calls; value, whose address
// is taken; caller behind its call of loop, which offers its turn; and not inner, which only those call that are alone.
func TestCompany(t *testing.T) {
	in, err := os.ReadFile("testdata/company/in.graph")
	if err != nil {
		t.Fatal(err)
	}
	p, err := flowgraph.ParseProgram("in.graph", string(in))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Company(p, []string{"main."}); err != nil {
		t.Fatal(err)
	}
	for _, err := range flowgraph.VerifyProgram(p) {
		t.Error(err)
	}
	var b strings.Builder
	for _, g := range p.Graphs {
		if strings.HasPrefix(g.Name, "main.") {
			b.WriteString(g.String())
			b.WriteByte('\n')
		}
	}
	const out = "testdata/company/out.graph"
	if *update {
		if err := os.WriteFile(out, []byte(b.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if want, err := os.ReadFile(out); err != nil || string(want) != b.String() {
		t.Errorf("%v, got:\n%s", err, b.String())
	}
}
