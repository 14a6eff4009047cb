package python_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rgo/flowgraph"
	"rgo/flowgraph/eval"
	"rgo/tests/matrix"
	"rgo/translator"
)

// A vm is a translation that runs every program. Those that are not in the short list run with RGO_TEST_FULL.
type vm struct {
	matrix.Build
	short bool
}

// builds are those of package matrix, the first of each backend in the short list, and one without optimization.
func builds() []vm {
	var list []vm
	seen := map[string]bool{}
	for _, b := range matrix.Builds() {
		list = append(list, vm{b, !seen[b.Options.Backend]})
		seen[b.Options.Backend] = true
	}
	slow := matrix.Build{Name: "llvm-O0", Options: translator.Options{Backend: "llvm", Opt: "0"}}
	return append(list, vm{slow, false})
}

const interpreterPackage = "rgo/interp/python"

// TestBuilds runs every program, and the prompt, on translated VMs.
func TestBuilds(t *testing.T) {
	for _, b := range builds() {
		t.Run(b.Name, func(t *testing.T) {
			pygo := b.translate(t)
			programs(t, func(t *testing.T, dir, file string) result {
				return run(t, []string{pygo}, dir, file)
			})
			t.Run("prompt", func(t *testing.T) { prompts(t, pygo) })
		})
	}
}

// translate makes the VM and returns its path, or skips the test.
func (b vm) translate(t *testing.T) string {
	t.Helper()
	if !b.short && os.Getenv("RGO_TEST_FULL") == "" {
		t.Skip("runs with RGO_TEST_FULL=1")
	}
	if missing := b.Missing(); missing != "" {
		t.Skip(missing)
	}
	s := &translator.Session{Patterns: []string{interpreterPackage}, Options: b.Options}
	s.Options.Output = filepath.Join(t.TempDir(), "pygo")
	if _, err := s.Options.Resolve(true); err != nil {
		t.Fatal(err)
	}
	if err := s.Translate(); err != nil {
		t.Fatal(err)
	}
	return s.Options.Output
}

// smallArgs are sizes for programs whose own default is too large for the evaluator.
var smallArgs = map[string]string{"fannkuch": "5", "nbody": "50", "queens": "5", "spectral": "6", "tasks": "20", "json_text": "5", "words": "50", "expressions": "20"}

// TestEvaluator runs the large programs, with small inputs, on the graph evaluator, and compares with the interpreter as a
// plain Go program.
func TestEvaluator(t *testing.T) {
	s := &translator.Session{Patterns: []string{interpreterPackage}}
	if _, err := s.Options.Resolve(true); err != nil {
		t.Fatal(err)
	}
	if err := s.To(flowgraph.Flow); err != nil {
		t.Fatal(err)
	}
	plain := machine(t)
	for name, size := range smallArgs {
		t.Run(name, func(t *testing.T) {
			dir, err := filepath.Abs(".")
			if err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(dir, name+".py")
			want := run(t, append(plain, path), "", size)
			var out, errs bytes.Buffer
			m := eval.New(s.Prog, eval.Options{Args: []string{"pygo", "-S", path, size}, Stdout: &out, Stderr: &errs, Stdin: strings.NewReader("")})
			err = m.Run(s.Prog.Entry)
			var exit *eval.Exit
			if err != nil && !(errors.As(err, &exit) && exit.Status == 0) {
				t.Fatalf("%v\n%s", err, errs.Bytes())
			}
			if !bytes.Equal(out.Bytes(), want.out) {
				t.Errorf("the evaluator printed\n%s\nplain Go\n%s", out.Bytes(), want.out)
			}
		})
	}
}
