package corpus

import (
	"os"
	"testing"

	"rgo/tests/matrix"
)

// models are the threading models that TestCorpus does not run Go's programs with: it has those of T3 in none, and those with goroutines
// in green. Where goroutines are interrupted or run at the same time each program runs twice, the second time with a collection at every
// so many allocations.
var models = []struct{ build, threads, tier string }{
	{"llvm-marksweep", "free", "goroutines"},
	{"llvm-marksweep", "free", "T3"},
	{"llvm-immix", "gil", "goroutines"},
	{"llvm-immix", "gil", "T3"},
	{"go-immix", "gil", "goroutines"},
	{"go-immix", "gil", "T3"},
	{"llvm-immix", "green", "T3"},
	{"go-immix", "green", "T3"},
}

// TestModels runs Go's programs of some tiers with the other threading models.
//
//	RGO_TEST_FULL=1 go test ./tests/corpus -run 'TestModels/llvm-marksweep/free/T3'
func TestModels(t *testing.T) {
	if os.Getenv("RGO_TEST_FULL") == "" {
		t.Skip("runs with RGO_TEST_FULL=1")
	}
	root, reasons := goroot(t), readXfail(t)
	for _, m := range models {
		t.Run(m.build+"/"+m.threads+"/"+m.tier, func(t *testing.T) {
			b, ok := matrix.Find(m.build)
			if !ok {
				t.Fatal("no build " + m.build)
			}
			if missing := b.Missing(); missing != "" {
				t.Skip(missing)
			}
			list := readList(t, root, m.tier)
			for i := range list {
				list[i].threads = m.threads
			}
			e := engine{binary(b.Options, usually, "RGO_GC_STRESS=20011")}
			runTier(t, e, m.build+"-"+m.threads, list, reasons, func(int) bool { return true })
		})
	}
}
