package corpus

import (
	"os"
	"strings"
	"testing"

	"rgo/tests/matrix"
)

// TestParallel runs programs of our own whose goroutines run at the same time (--threads free), each also with a collection at every so
// many allocations.
func TestParallel(t *testing.T) {
	b, ok := matrix.Find("llvm-marksweep")
	if !ok {
		t.Fatal("no build llvm-marksweep")
	}
	if missing := b.Missing(); missing != "" {
		t.Skip(missing)
	}
	e := engine{binary(b.Options, usually, underStress)}
	own := []string{"parallel", "goroutines", "company", "generations", "goroutines_many", "goroutines_places"}
	if os.Getenv("RGO_TEST_FULL") != "" {
		own = append(own, "turns", "finalizers")
	}
	for _, name := range own {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := "testdata/" + name + ".go"
			want, err := os.ReadFile(strings.TrimSuffix(path, ".go") + ".out")
			if err != nil {
				t.Fatal(err)
			}
			if err := check(e, newWorker(t), program{name: name, path: path, want: want, threads: "free"}); err != nil {
				t.Error(err)
			}
		})
	}
}
