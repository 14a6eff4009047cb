package corpus

import (
	"os"
	"strings"
	"testing"

	"rgo/tests/matrix"
)

// TestManyGoroutines runs the own programs with more goroutines than have stacks of their own, without and with
// collections all the time. The evaluator would take minutes.
func TestManyGoroutines(t *testing.T) {
	for _, name := range []string{"goroutines_many", "goroutines_slots"} {
		t.Run(name, func(t *testing.T) { manyGoroutines(t, "testdata/"+name+".go") })
	}
}

func manyGoroutines(t *testing.T, name string) {
	builds := matrix.Spread()
	if os.Getenv("RGO_TEST_FULL") != "" {
		builds = matrix.Builds()
	}
	want, err := os.ReadFile(strings.TrimSuffix(name, ".go") + ".out")
	if err != nil {
		t.Fatal(err)
	}
	p := program{name: name, path: name, want: want, threads: "green"}
	for _, b := range builds {
		if !b.Ours() || b.Options.GC == "none" {
			continue
		}
		if strings.Contains(name, "slots") && b.Options.Backend != "llvm" {
			continue // stacks have no common places there
		}
		t.Run(b.Name, func(t *testing.T) {
			if missing := b.Missing(); missing != "" {
				t.Skip(missing)
			}
			w := newWorker(t)
			for _, stress := range []string{"", "50021"} {
				e := engine{binary(b.Options, "RGO_GC_STRESS="+stress)}
				if err := check(e, w, p); err != nil {
					t.Errorf("RGO_GC_STRESS=%s: %v", stress, err)
				}
			}
		})
	}
}
