package llvm

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"rgo/flowgraph"
)

// parse reads a program in text form and verifies it.
func parse(t testing.TB, text string) *flowgraph.Program {
	t.Helper()
	p, err := flowgraph.ParseProgram("test.graph", text)
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range flowgraph.VerifyProgram(p) {
		t.Error(err)
	}
	return p
}

// needClang skips tests on machines without clang.
func needClang(t *testing.T) {
	t.Helper()
	if _, err := FindToolchain(); err != nil {
		t.Skip(err)
	}
}

// levels returns the optimization levels to test: without optimization, operations run; with it, LLVM evaluates some.
func levels() []int {
	if testing.Short() {
		return []int{2}
	}
	return []int{0, 2}
}

// result is what a program did.
type result struct {
	stdout, stderr string
	status         int
}

// execute runs the program at path.
func execute(t *testing.T, path string, args ...string) result {
	t.Helper()
	cmd := exec.Command(path, args...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return result{stdout.String(), stderr.String(), cmd.ProcessState.ExitCode()}
}

// buildAndRun compiles p at the given level and runs it.
func buildAndRun(t *testing.T, p *flowgraph.Program, o Options, args ...string) result {
	t.Helper()
	o.Output = filepath.Join(t.TempDir(), "program")
	o.CacheDir = filepath.Join(os.TempDir(), "rgo-llvm-test-cache")
	r, err := Build(p, o)
	if err != nil {
		t.Fatal(err)
	}
	if r.Size > 4<<20 {
		t.Errorf("the program has %d bytes", r.Size)
	}
	return execute(t, o.Output, args...)
}

// TestPrograms runs the programs in testdata. Each begins with comments that say what it prints and its exit status.
func TestPrograms(t *testing.T) {
	needClang(t)
	files, err := filepath.Glob("testdata/*.graph")
	if err != nil || len(files) == 0 {
		t.Fatal("no programs", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		want := result{}
		for line := range strings.Lines(string(text)) {
			if n, ok := strings.CutPrefix(line, "// exit "); ok {
				fmt.Sscan(n, &want.status)
			}
			if s, ok := strings.CutPrefix(line, "// stdout "); ok {
				want.stdout += s
			}
			if s, ok := strings.CutPrefix(line, "// stderr "); ok {
				want.stderr += s
			}
		}
		for _, opt := range levels() {
			t.Run(fmt.Sprintf("%s-O%d", filepath.Base(file), opt), func(t *testing.T) {
				p := parse(t, string(text))
				if got := buildAndRun(t, p, Options{Opt: opt, Debug: opt == 2}); got != want {
					t.Errorf("got %+v, want %+v", got, want)
				}
			})
		}
	}
}
