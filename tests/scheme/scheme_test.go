// Package scheme_test runs the programs of interp/scheme/testdata on the Scheme interpreter in all its forms: built by
// plain `go build`, its graphs on the evaluator, and translated by the builds of package matrix. NAME.out is what
// NAME.scm prints; of programs in errors/, which end with a fault, that and the message behind it. -update makes the
// files anew with plain Go.
package scheme_test

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"rgo/flowgraph"
	"rgo/flowgraph/eval"
	"rgo/tests/matrix"
	"rgo/translator"
)

var update = flag.Bool("update", false, "make the expected output with plain Go")

const interpreter = "rgo/interp/scheme"

// testdata is absolute: the evaluator's programs look from the working directory.
var testdata = absolute("../../interp/scheme/testdata")

func absolute(path string) string {
	path, err := filepath.Abs(path)
	if err != nil {
		panic(err)
	}
	return path
}

// outcome runs a program, with its arguments, and returns what it prints on both outputs, and the status if it is not 0.
type outcome func(t *testing.T, args ...string) string

// binary is the outcome on an executable.
func binary(path string) outcome {
	return func(t *testing.T, args ...string) string {
		command := exec.Command(path, args...)
		command.Dir = testdata
		out, err := command.CombinedOutput()
		var exit *exec.ExitError
		if errors.As(err, &exit) && exit.ExitCode() == 1 {
			return string(out) + "status 1\n"
		} else if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		return string(out)
	}
}

// programs compares the outcome of every program with its file.
func programs(t *testing.T, run outcome) {
	files, err := filepath.Glob(testdata + "/*.scm")
	if err != nil {
		t.Fatal(err)
	}
	wrong, err := filepath.Glob(testdata + "/errors/*.scm")
	if err != nil || len(wrong) == 0 {
		t.Fatal("no programs", err)
	}
	for _, file := range append(files, wrong...) {
		name, _ := filepath.Rel(testdata, file)
		t.Run(strings.TrimSuffix(name, ".scm"), func(t *testing.T) {
			got := run(t, name)
			expected := strings.TrimSuffix(file, ".scm") + ".out"
			if *update {
				if err := os.WriteFile(expected, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(expected)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("%s printed\n%s\nbut should have\n%s", name, got, want)
			}
		})
	}
}

// TestPlain runs the programs on the interpreter as an ordinary Go program.
func TestPlain(t *testing.T) {
	path := filepath.Join(t.TempDir(), "scheme")
	if out, err := exec.Command("go", "build", "-o", path, interpreter).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	programs(t, binary(path))
}

// TestEvaluator runs them on the graph evaluator.
func TestEvaluator(t *testing.T) {
	s := &translator.Session{Patterns: []string{interpreter}}
	if _, err := s.Options.Resolve(true); err != nil {
		t.Fatal(err)
	}
	if err := s.To(flowgraph.Flow); err != nil {
		t.Fatal(err)
	}
	before, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chdir(testdata); err != nil {
		t.Fatal(err)
	}
	defer os.Chdir(before)
	programs(t, func(t *testing.T, args ...string) string {
		var out bytes.Buffer
		m := eval.New(s.Prog, eval.Options{Args: append([]string{"scheme"}, args...), Stdout: &out, Stderr: &out, Stdin: strings.NewReader("")})
		err := m.Run(s.Prog.Entry)
		var exit *eval.Exit
		if errors.As(err, &exit) && exit.Status == 1 {
			out.WriteString("status 1\n")
		} else if err != nil && !(exit != nil && exit.Status == 0) {
			t.Fatalf("%v\n%s", err, out.Bytes())
		}
		return out.String()
	})
}

// TestBuilds runs them on translated interpreters: a spread of the matrix, or all of it with RGO_TEST_FULL.
func TestBuilds(t *testing.T) {
	builds := matrix.Spread()
	if os.Getenv("RGO_TEST_FULL") != "" {
		builds = matrix.Builds()
	}
	for i, b := range builds {
		t.Run(b.Name, func(t *testing.T) {
			if testing.Short() && i > 1 {
				t.Skip("the usual collector on each backend is enough in short mode")
			}
			if missing := b.Missing(); missing != "" {
				t.Skip(missing)
			}
			s := &translator.Session{Patterns: []string{interpreter}, Options: b.Options}
			s.Options.Output = filepath.Join(t.TempDir(), "scheme")
			if _, err := s.Options.Resolve(true); err != nil {
				t.Fatal(err)
			}
			if err := s.Translate(); err != nil {
				t.Fatal(err)
			}
			programs(t, binary(s.Options.Output))
		})
	}
}
