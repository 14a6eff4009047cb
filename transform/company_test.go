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

// TestCompanyLocks wants a fault for each function of testdata/company/locks.graph but main.good.
func TestCompanyLocks(t *testing.T) {
	in, err := os.ReadFile("testdata/company/locks.graph")
	if err != nil {
		t.Fatal(err)
	}
	p, err := flowgraph.ParseProgram("locks.graph", string(in))
	if err != nil {
		t.Fatal(err)
	}
	_, err = Company(p, []string{"main."})
	if err == nil {
		t.Fatal("no fault")
	}
	want := []string{
		"main.waits calls main.slow",
		"main.reads calls main.slow",
		"main.deep calls main.between",
		"main.through calls main.value",
		"main.twice calls rgo/rlib/thread.(*Bias).Lock",
		"main.forgets returns with",
		"main.some has the lock of a Bias on some paths only",
	}
	for _, w := range want {
		if strings.Count(err.Error(), w) != 1 {
			t.Errorf("not once: %s", w)
		}
	}
	if n := len(strings.Split(err.Error(), "\n")); n != len(want) || t.Failed() {
		t.Errorf("%d faults:\n%v", n, err)
	}
}
