// Package corpus runs the programs of Go's own test directory that are marked "// run" on every engine.
//
// The lists T0.txt, T1.txt, T2.txt, T3.txt (of that tier what needs no threads) and goroutines.txt (the rest of it; translated
// with --threads green) name them: path below $(go env GOROOT)/test, flags of the compiler (ignored), arguments or other files
// of the program, and "out" if a file of that ending holds the expected output; own.txt names programs of ours in testdata. A
// program passes if it exits with status 0 and its standard output and standard error together are what is expected: nothing without such a file.
//
// Programs that are not expected to pass stand in xfail.txt, with the engines it is about and the reason. One that
// passes although it stands there is an error too.
//
//	go test ./tests/corpus                                    a spread, on the evaluator at two stages and some builds
//	RGO_ENGINES=eval,rtyped,go,llvm go test ./tests/corpus    a spread on these engines
//	RGO_TEST_FULL=1 go test ./tests/corpus                    all programs, on all engines (builds: see package matrix; and
//	                                                          -O0, -O1, -O3), where the collector can do that also under stress
//	go test ./tests/corpus -run 'Corpus/eval/T0/chan'         some programs: every one that matches runs
package corpus

import (
	"bufio"
	"bytes"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"rgo/tests/matrix"
)

// A program is a line of a list.
type program struct {
	name string
	args []string
	want []byte
	path string
	more []string // other files of the program

	threads string // the threading model
}

var tiers = []string{"T0", "T1", "T2", "T3", "own", "goroutines"}

// spread is the distance between programs that run if not all do.
const spread = 12

func goroot(t testing.TB) string {
	out, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}

// readList reads the list of a tier.
func readList(t testing.TB, root, tier string) []program {
	f, err := os.Open(tier + ".txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var list []program
	for s := bufio.NewScanner(f); s.Scan(); {
		fields := strings.Split(s.Text(), "\t")
		if len(fields) < 4 {
			continue
		}
		p := program{name: fields[0], args: strings.Fields(fields[2]), path: filepath.Join(root, "test", fields[0]), threads: "none"}
		if len(p.args) > 0 && strings.HasSuffix(p.args[0], ".go") {
			for _, name := range p.args {
				p.more = append(p.more, filepath.Join(filepath.Dir(p.path), name))
			}
			p.args = nil
		}
		if tier == "goroutines" {
			p.threads = "green"
		}
		if strings.HasPrefix(p.name, "testdata/") {
			p.path = p.name
		}
		if strings.TrimSpace(fields[3]) == "out" {
			if p.want, err = os.ReadFile(strings.TrimSuffix(p.path, ".go") + ".out"); err != nil {
				t.Fatal(err)
			}
		}
		list = append(list, p)
	}
	return list
}

// files returns the files of the program.
func (p program) files() []string { return append([]string{p.path}, p.more...) }

// readXfail returns the reasons by "engine program"; the engine "*" is all of them.
func readXfail(t testing.TB) map[string]string {
	data, err := os.ReadFile("xfail.txt")
	if err != nil {
		t.Fatal(err)
	}
	reasons := map[string]string{}
	for i, line := range strings.Split(string(data), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.SplitN(line, "\t", 3)
		if len(fields) != 3 {
			t.Fatalf("xfail.txt:%d: want engine, program and reason, separated by tabs", i+1)
		}
		for _, e := range strings.Split(fields[0], ",") {
			reasons[e+" "+fields[1]] = fields[2]
		}
	}
	return reasons
}

// check runs p and says what is wrong.
func check(e engine, w *worker, p program) error {
	var out bytes.Buffer
	status, err := e.run(w, p, &out)
	switch {
	case err != nil:
		return err
	case status != 0:
		return fmt.Errorf("exit status %d, output:\n%s", status, clip(out.Bytes()))
	case !bytes.Equal(out.Bytes(), p.want):
		return fmt.Errorf("output:\n%s\nwant:\n%s", clip(out.Bytes()), clip(p.want))
	}
	return nil
}

func clip(b []byte) string {
	const limit = 1500
	if len(b) > limit {
		return string(b[:limit]) + "..."
	}
	return string(b)
}

func TestCorpus(t *testing.T) {
	root := goroot(t)
	reasons := readXfail(t)
	names := os.Getenv("RGO_ENGINES")
	if names == "" {
		names = "eval,lowered," + matrix.Names(matrix.Spread())
		if os.Getenv("RGO_TEST_FULL") != "" {
			names = "eval,annotated,rtyped,optimized,lowered," + matrix.Names(matrix.Builds()) + "," + levels
		}
	}
	full := os.Getenv("RGO_TEST_FULL") != "" || strings.Count(flagRun(), "/") > 2
	for number, name := range strings.Split(names, ",") {
		e, ok := findEngine(name)
		if !ok {
			t.Fatalf("no engine %q; builds are %s", name, matrix.Names(matrix.Builds()))
		}
		t.Run(name, func(t *testing.T) {
			if b, ok := matrix.Find(name); ok && b.Missing() != "" {
				t.Skip(b.Missing())
			}
			for _, tier := range tiers {
				if b, _ := matrix.Find(name); tier == "goroutines" && b.Options.GC == "boehm" {
					continue // refused
				}
				runs := func(i int) bool { // not the same programs on each engine
					return full || (i+number)%spread == 0 && (number < 4 || (i+number)%(2*spread) == 0)
				}
				t.Run(tier, func(t *testing.T) { runTier(t, e, name, readList(t, root, tier), reasons, runs) })
			}
		})
	}
}

// runTier runs programs of a list, on one worker for each processor: ours, and those of Go that runs says by number.
func runTier(t *testing.T, e engine, name string, list []program, reasons map[string]string, runs func(int) bool) {
	var pool sync.Pool
	pool.New = func() any { return newWorker(t) }
	for i, p := range list {
		if !runs(i) && !strings.HasPrefix(p.name, "testdata/") {
			continue
		}
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			w := pool.Get().(*worker)
			defer pool.Put(w)
			reason, known := reasons[name+" "+p.name]
			if !known {
				reason, known = reasons["* "+p.name]
			}
			err := check(e, w, p)
			switch {
			case err != nil && known:
				t.Skipf("expected to fail: %s", reason)
			case err != nil:
				t.Error(err)
			case known:
				t.Errorf("passes, but xfail.txt says: %s", reason)
			}
		})
	}
}

// flagRun returns the value of -run.
func flagRun() string { return flag.Lookup("test.run").Value.String() }
