package corpus

import (
	"os"
	"strings"
	"testing"

	"rgo/tests/matrix"
)

// TestParallel runs programs whose goroutines run at the same time (--threads free): some of our own, and with RGO_TEST_FULL=1 all of Go's
// that have goroutines, each also with a collection at every so many allocations.
func TestParallel(t *testing.T) {
	b, ok := matrix.Find("llvm-marksweep")
	if !ok {
		t.Fatal("no build llvm-marksweep")
	}
	if missing := b.Missing(); missing != "" {
		t.Skip(missing)
	}
	e := engine{binary(b.Options, usually, underStress)}
	full := os.Getenv("RGO_TEST_FULL") != ""
	own := []string{"parallel", "goroutines", "company", "generations"}
	if full {
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
	if !full {
		return
	}
	list := readList(t, goroot(t), "goroutines")
	for i := range list {
		list[i].threads = "free"
	}
	rarely := engine{binary(b.Options, usually, "RGO_GC_STRESS=20011")}
	runTier(t, rarely, "llvm-free", list, readXfail(t), func(int) bool { return true })
}
