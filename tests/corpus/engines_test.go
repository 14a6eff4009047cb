package corpus

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rgo/flowgraph"
	"rgo/flowgraph/build"
	"rgo/flowgraph/eval"
	"rgo/tests/matrix"
	"rgo/translator"
	"rgo/translator/initialise"
)

// timeLimit is what one program may take to run: far more than any needs on a busy machine, one that hangs excepted.
const timeLimit = 4 * time.Minute

// A worker holds what its programs share: the loaded library, by threading model.
type worker struct {
	sessions map[string]*build.Session
	dir      string
}

func newWorker(t testing.TB) *worker {
	return &worker{sessions: map[string]*build.Session{}, dir: t.TempDir()}
}

func (w *worker) session(p program) *build.Session {
	if w.sessions[p.threads] == nil {
		w.sessions[p.threads] = build.NewSession()
	}
	return w.sessions[p.threads]
}

// An engine runs a program and returns its exit status; output goes to out.
type engine struct {
	run func(w *worker, p program, out *bytes.Buffer) (status int, err error)
}

// evaluators are the engines that run graphs. The others are the builds of package matrix.
var evaluators = map[string]engine{
	"eval":      {evalFlow},
	"annotated": {evalAt(flowgraph.Annotated, "0")},
	"rtyped":    {evalAt(flowgraph.Rtyped, "0")},
	"optimized": {evalAt(flowgraph.Optimized, "2")},
	"lowered":   {evalAt(flowgraph.Lowered, "2")},
	"text":      {evalText(flowgraph.Annotated)},
	"textlow":   {evalText(flowgraph.Lowered)},
}

// Settings of the environment of programs.
const (
	usually     = "RGO_GC_STRESS=0"
	underStress = "RGO_GC_STRESS=1009" // rarely enough for any program to end in time
)

// levels are the engines that are builds at other optimization levels than the usual one.
const levels = "llvm-O0,llvm-O1,llvm-O3,go-O0,go-O1,go-O3"

// findEngine returns the engine called name. "llvm" and "go" are those backends with what else is usual, "llvm-O0" is one with that
// optimization level.
func findEngine(name string) (engine, bool) {
	if e, ok := evaluators[name]; ok {
		return e, true
	}
	if name == "llvm" || name == "go" {
		return engine{binary(translator.Options{Backend: name}, usually)}, true
	}
	if backend, level, ok := strings.Cut(name, "-O"); ok {
		return engine{binary(translator.Options{Backend: backend, Opt: level}, usually)}, true
	}
	b, ok := matrix.Find(name)
	if b.Ours() && os.Getenv("RGO_TEST_FULL") != "" {
		return engine{binary(b.Options, usually, underStress)}, ok
	}
	return engine{binary(b.Options, usually)}, ok
}

// evalFlow runs flow graphs right after the package initialisers.
func evalFlow(w *worker, p program, out *bytes.Buffer) (int, error) {
	l, err := build.Load(build.Config{Patterns: p.files(), Session: w.session(p), Threads: p.threads})
	if err != nil {
		return 0, err
	}
	prog, err := build.NewProgram(l)
	if err != nil {
		return 0, err
	}
	if _, err := initialise.Run(prog, 0); err != nil {
		return 0, err
	}
	return evaluate(prog, p, out)
}

func evaluate(prog *flowgraph.Program, p program, out *bytes.Buffer) (int, error) {
	m := eval.New(prog, eval.Options{Args: append([]string{p.path}, p.args...), Env: os.Environ(), Stdout: out, Stderr: out, Stdin: strings.NewReader(""), Steps: 3e9})
	err := m.Run(prog.Entry)
	var exit *eval.Exit
	var fault *eval.Fault
	switch {
	case errors.As(err, &exit):
		return exit.Status, nil
	case errors.As(err, &fault):
		return 0, fmt.Errorf("%s\noutput:\n%s", fault.Text(), clip(out.Bytes()))
	}
	return 0, err
}

// evalAt runs the graphs of a later stage.
func evalAt(stage flowgraph.Stage, level string) func(w *worker, p program, out *bytes.Buffer) (int, error) {
	return func(w *worker, p program, out *bytes.Buffer) (int, error) {
		s := &translator.Session{Patterns: p.files(), Shared: w.session(p), Options: translator.Options{Opt: level, Threads: p.threads}}
		if _, err := s.Options.Resolve(true); err != nil {
			return 0, err
		}
		if err := s.To(stage); err != nil {
			return 0, err
		}
		return evaluate(s.Prog, p, out)
	}
}

// evalText prints the graphs of a stage, parses them, checks that they print the same again, and runs them.
func evalText(stage flowgraph.Stage) func(w *worker, p program, out *bytes.Buffer) (int, error) {
	return func(w *worker, p program, out *bytes.Buffer) (int, error) {
		s := &translator.Session{Patterns: p.files(), Shared: w.session(p), Options: translator.Options{Threads: p.threads}}
		if _, err := s.Options.Resolve(true); err != nil {
			return 0, err
		}
		if err := s.To(stage); err != nil {
			return 0, err
		}
		first := s.Prog.String()
		parsed, err := flowgraph.ParseProgram("first", first)
		if err != nil {
			return 0, fmt.Errorf("%s", clip([]byte(err.Error())))
		}
		second := parsed.String()
		if first != second {
			a, b := strings.Split(first, "\n"), strings.Split(second, "\n")
			for i := range a {
				if i >= len(b) || a[i] != b[i] {
					return 0, fmt.Errorf("line %d of the text: %q, then %q", i+1, a[i], b[min(i, len(b)-1)])
				}
			}
		}
		return evaluate(parsed, p, out)
	}
}

// binary translates a program and runs it: once with each of the settings in its environment, which must not matter.
func binary(o translator.Options, settings ...string) func(w *worker, p program, out *bytes.Buffer) (int, error) {
	return func(w *worker, p program, out *bytes.Buffer) (int, error) {
		o := o
		o.Threads = p.threads
		o.Output = filepath.Join(w.dir, "program")
		s := &translator.Session{Patterns: p.files(), Shared: w.session(p), Options: o}
		if _, err := s.Options.Resolve(translator.HaveClang()); err != nil {
			return 0, err
		}
		os.Remove(o.Output)
		if err := s.Translate(); err != nil {
			return 0, err
		}
		for _, setting := range settings {
			out.Reset()
			status, err := execute(p, o.Output, setting, out)
			if err != nil {
				return 0, fmt.Errorf("%s: %w", setting, err)
			}
			if status != 0 || !bytes.Equal(out.Bytes(), p.want) {
				fmt.Fprintf(out, "\n(with %s)\n", setting)
				return status, nil
			}
		}
		return 0, nil
	}
}

// execute runs the executable of p with a setting in its environment.
func execute(p program, path, setting string, out *bytes.Buffer) (int, error) {
	ctx, cancel := context.WithTimeout(context.Background(), timeLimit)
	defer cancel()
	cmd := exec.CommandContext(ctx, path, p.args...)
	cmd.Env = append(os.Environ(), setting)
	cmd.Stdout, cmd.Stderr = out, out
	err := cmd.Run()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		if ctx.Err() != nil {
			return 0, fmt.Errorf("ran longer than %s", timeLimit)
		}
		if exit.ExitCode() < 0 {
			return 0, fmt.Errorf("%s, output:\n%s", exit, clip(out.Bytes()))
		}
		return exit.ExitCode(), nil
	}
	return 0, err
}
