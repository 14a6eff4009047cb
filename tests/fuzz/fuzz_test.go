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

	"rgo/flowgraph"
	"rgo/flowgraph/build"
	"rgo/flowgraph/eval"
	"rgo/translator"
)

// stages are compared with plain Go by default: the evaluator on flow graphs and on what the backends take.
var stages = []flowgraph.Stage{flowgraph.Flow, flowgraph.Lowered}

// TestRandomPrograms compares programs made at random: RGO_FUZZ of them, from seed RGO_FUZZ_SEED on.
func TestRandomPrograms(t *testing.T) {
	count, seed := number("RGO_FUZZ", 2), number("RGO_FUZZ_SEED", 1)
	session := build.NewSession()
	for i := range count {
		s := seed + i
		t.Run(strconv.Itoa(s), func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "main.go")
			if err := os.WriteFile(file, []byte(Generate(int64(s), 12)), 0o644); err != nil {
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
			for _, stage := range stages {
				got, err := evaluate(session, file, stage)
				if err != nil {
					t.Errorf("%v: %v", stage, err)
				}
				if line, a, b := difference(string(want), got); line > 0 {
					t.Errorf("%v: line %d is %q, plain Go prints %q", stage, line, b, a)
				}
			}
		})
	}
}

// output runs a command and returns what it prints, by way of a file: gc's println drops what a pipe does not take at once.
func output(cmd *exec.Cmd, file string) ([]byte, error) {
	f, err := os.Create(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	cmd.Stdout, cmd.Stderr = f, f
	if err := cmd.Run(); err != nil {
		return nil, err
	}
	return os.ReadFile(file)
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
