// Command translate measures how long a translation of interp/python takes, with either backend: cold, once more after a
// change of one file, and once more without any. It works on a copy of the tree and with caches of its own, so that
// nothing but Go's compiled standard library is there beforehand.
//
//	go run ./tests/bench/translate                     3 rounds, a table in markdown
//	go run ./tests/bench/translate -rounds 1 -backends llvm
//	go run ./tests/bench/translate -write              the table goes to docs/translation-speed.md too
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"
)

// What is translated, and the change: a function gets one more test, with a string that is not in the program yet.
// %d is different each time.
const (
	program = "./interp/python"
	edited  = "interp/python/vm/posixfile.go"
	before  = "	list := make([]int, len(args))\n"
	after   = before + "	if len(args) > %d {\n		t.typeError(\"more than %[1]d integers\")\n		return nil, false\n	}\n"
)

// cases are what is measured, in this order.
var cases = []string{"cold", "one file changed", "unchanged"}

// A sample is one translation.
type sample struct {
	wall, user time.Duration
	peak       int64 // bytes, of all processes together
}

func main() {
	rounds := flag.Int("rounds", 3, "how often everything is measured")
	backends := flag.String("backends", "llvm,go", "what is measured, separated by commas")
	rgo := flag.String("rgo", "", "the translator; the default is to build it")
	write := flag.Bool("write", false, "also write the table to docs/translation-speed.md")
	flag.Parse()
	table, err := run(*rounds, strings.Split(*backends, ","), *rgo)
	if err == nil {
		fmt.Print(table)
		if *write {
			err = os.WriteFile(filepath.Join("docs", "translation-speed.md"), []byte(page+table), 0o644)
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench: "+err.Error())
		os.Exit(1)
	}
}

const page = `# How long does a translation take?

Printed by ` + "`go run ./tests/bench/translate`" + `: ` + "`rgo translate ./interp/python`" + ` with empty caches but for Go's compiled
standard library, again after one function got one more test and one more string, and again without a change. Times are in
seconds; user CPU and peak memory are those of all processes together. Of wall time only the ratios mean something elsewhere.

`

func run(rounds int, backends []string, rgo string) (string, error) {
	dir, err := os.MkdirTemp("", "rgo-bench-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(dir)
	b := &bench{dir: dir, tree: filepath.Join(dir, "tree"), rgo: filepath.Join(dir, "rgo")}
	if rgo != "" {
		if b.rgo, err = filepath.Abs(rgo); err != nil {
			return "", err
		}
	} else if out, err := exec.Command("go", "build", "-o", b.rgo, "./cmd/rgo").CombinedOutput(); err != nil {
		return "", fmt.Errorf("go build ./cmd/rgo: %w\n%s", err, out)
	}
	if err := b.copyTree(); err != nil {
		return "", err
	}
	samples := map[string][]sample{}
	for round := range rounds {
		for _, backend := range backends {
			list, err := b.round(backend, round)
			if err != nil {
				return "", err
			}
			for i, s := range list {
				fmt.Fprintf(os.Stderr, "%s, %s: %.1f s, user CPU %.1f s, %d MB\n", backend, cases[i], s.wall.Seconds(), s.user.Seconds(), s.peak>>20)
				samples[backend+cases[i]] = append(samples[backend+cases[i]], s)
			}
		}
	}
	return render(rounds, backends, samples), nil
}

// render makes the table of medians.
func render(rounds int, backends []string, samples map[string][]sample) string {
	var t strings.Builder
	fmt.Fprintf(&t, "Median of %d, %d processors, %s.\n\n", rounds, runtime.NumCPU(), runtime.Version())
	t.WriteString("| backend | | time | of cold | user CPU | peak memory, MB |\n|---|---|---|---|---|---|\n")
	for _, backend := range backends {
		cold := median(samples[backend+cases[0]], func(s sample) float64 { return s.wall.Seconds() })
		for _, c := range cases {
			list := samples[backend+c]
			wall := median(list, func(s sample) float64 { return s.wall.Seconds() })
			fmt.Fprintf(&t, "| %s | %s | %.1f | %.2f | %.1f | %.0f |\n", backend, c, wall, wall/cold,
				median(list, func(s sample) float64 { return s.user.Seconds() }),
				median(list, func(s sample) float64 { return float64(s.peak) / (1 << 20) }))
		}
	}
	return t.String()
}

func median(list []sample, of func(sample) float64) float64 {
	var values []float64
	for _, s := range list {
		values = append(values, of(s))
	}
	slices.Sort(values)
	return values[len(values)/2]
}
