package corpus

import (
	"os"
	"testing"

	"rgo/tests/matrix"
)

// TestTurns runs a program whose goroutines have to be interrupted. Polls are there from stage rtyped on.
func TestTurns(t *testing.T) {
	const name = "testdata/turns.go"
	want, err := os.ReadFile("testdata/turns.out")
	if err != nil {
		t.Fatal(err)
	}
	p := program{name: name, path: name, want: want, threads: "gil"}
	engines := []string{"lowered", "llvm-immix", "go-immix"}
	if os.Getenv("RGO_TEST_FULL") != "" {
		engines = append(engines, "llvm-semispace", "llvm-immix-shadowstack", "go-marksweep")
	}
	for _, engine := range engines {
		t.Run(engine, func(t *testing.T) {
			if b, ok := matrix.Find(engine); ok && b.Missing() != "" {
				t.Skip(b.Missing())
			}
			e, ok := findEngine(engine)
			if !ok {
				t.Fatal("no such engine")
			}
			if err := check(e, newWorker(t), p); err != nil {
				t.Error(err)
			}
		})
	}
}
