package fuzz

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"rgo/flowgraph"
	"rgo/flowgraph/build"
	"rgo/flowgraph/eval"
	"rgo/translator"
)

// stages are compared with plain Go by default: the evaluator on flow graphs and on what the backends take.
var stages = []flowgraph.Stage{flowgraph.Flow, flowgraph.Lowered}

// levels are those of -O. Each program is translated by both backends, at one of them.
var levels = []string{"0", "1", "2", "3"}

// fullTime is how long programs are made with RGO_TEST_FULL.
const fullTime = time.Hour

// TestRandomPrograms compares programs made at random, from seed RGO_FUZZ_SEED on: RGO_FUZZ of them, or as many as
// RGO_FUZZ_TIME allows.
func TestRandomPrograms(t *testing.T) {
	seed, count := number("RGO_FUZZ_SEED", 1), number("RGO_FUZZ", 2)
	limit, err := time.ParseDuration(os.Getenv("RGO_FUZZ_TIME"))
	if err != nil && os.Getenv("RGO_TEST_FULL") != "" && os.Getenv("RGO_FUZZ") == "" {
		limit = fullTime
	}
	begin := time.Now()
	session := build.NewSession()
	failed := 0
	for s := seed; limit > 0 && time.Since(begin) < limit && failed < 10 || limit <= 0 && s < seed+count; s++ {
		if !t.Run(strconv.Itoa(s), func(t *testing.T) { compare(t, session, s) }) {
			failed++
		}
	}
}

// compare compares the program of one seed.
func compare(t *testing.T, session *build.Session, seed int) {
	file := filepath.Join(t.TempDir(), "main.go")
	if err := os.WriteFile(file, []byte(Generate(int64(seed), 12)), 0o644); err != nil {
		t.Fatal(err)
	}
	binary := strings.TrimSuffix(file, ".go")
	if out, err := exec.Command("go", "build", "-o", binary, file).CombinedOutput(); err != nil {
		t.Fatalf("the program is wrong: %v\n%s", err, out)
	}
	want, err := output(exec.Command(binary), filepath.Join(filepath.Dir(file), "want"))
	if err != nil {
		t.Fatalf("%v\n%s", err, want)
	}
	check := func(how, got string, err error) {
		if err != nil {
			t.Errorf("%s: %v", how, err)
		}
		if line, a, b := difference(string(want), got); line > 0 {
			t.Errorf("%s: line %d is %q, plain Go prints %q", how, line, b, a)
		}
	}
	for _, stage := range stages {
		got, err := evaluate(session, file, stage)
		check(stage.String(), got, err)
	}
	for i, backend := range []string{"go", "llvm"} {
		if backend == "llvm" && !translator.HaveClang() {
			continue
		}
		o := translator.Options{Backend: backend, Opt: levels[(seed+2*i)%len(levels)], Output: filepath.Join(filepath.Dir(file), backend)}
		got, err := translateAndRun(session, file, o)
		check(backend+" -O"+o.Opt, got, err)
	}
}

// translateAndRun returns what the program prints, translated with o.
func translateAndRun(session *build.Session, file string, o translator.Options) (string, error) {
	s := &translator.Session{Patterns: []string{file}, Shared: session, Options: o}
	if _, err := s.Options.Resolve(translator.HaveClang()); err != nil {
		return "", err
	}
	if err := s.Translate(); err != nil {
		return "", err
	}
	got, err := output(exec.Command(o.Output), o.Output+".out")
	return string(got), err
}

// output runs a command and returns what it prints, by way of a file: gc's println drops what a pipe does not take at once.
func output(cmd *exec.Cmd, file string) ([]byte, error) {
	f, err := os.Create(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	cmd.Stdout, cmd.Stderr = f, f
	failed := cmd.Run()
	text, err := os.ReadFile(file)
	return text, errors.Join(failed, err)
}

func number(name string, otherwise int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil {
		return n
	}
	return otherwise
}

// evaluate runs the graphs of a stage and returns what the program prints.
func evaluate(session *build.Session, file string, stage flowgraph.Stage) (string, error) {
	s := &translator.Session{Patterns: []string{file}, Shared: session}
	if _, err := s.Options.Resolve(true); err != nil {
		return "", err
	}
	if err := s.To(stage); err != nil {
		return "", err
	}
	var out bytes.Buffer
	m := eval.New(s.Prog, eval.Options{Args: []string{"main"}, Stdout: &out, Stderr: &out, Steps: 1e9})
	err := m.Run(s.Prog.Entry)
	var exit *eval.Exit
	if errors.As(err, &exit) && exit.Status == 0 {
		err = nil
	}
	return out.String(), err
}

// difference returns the first line that differs, counted from 1, and both versions of it; 0 if there is none.
func difference(want, got string) (line int, a, b string) {
	wl, gl := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range max(len(wl), len(gl)) {
		a, b := "(nothing)", "(nothing)"
		if i < len(wl) {
			a = wl[i]
		}
		if i < len(gl) {
			b = gl[i]
		}
		if a != b {
			return i + 1, a, b
		}
	}
	return 0, "", ""
}
