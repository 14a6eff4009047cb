// Package python_test runs the Python programs of this directory on a Python
// VM and compares what they print with what CPython 3.11 printed.
//
// Programs beside this file, in lang/ and in library/ have their output in NAME.out. Those
// in errors/ end with an exception: NAME.out, and NAME.err for the standard
// error and the exit status, in which DIR stands for the directory. Programs packages/use_X use Debian's
// package python3-X, and are skipped where it is not installed.
//
// The VM is the interpreter built by plain `go build`, or the binary that the
// environment variable PYGO names. With -update the expected output is made
// anew by /usr/bin/python3, which must be 3.11.
package python_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "make the expected output with CPython 3.11")

// notPrograms are modules that programs import.
var notPrograms = map[string]bool{"text_tools.py": true}

// result is what a program did.
type result struct {
	out, err []byte
	status   int
}

// run runs a program; dir is its directory.
func run(t *testing.T, interpreter []string, dir, file string) result {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 120*time.Second)
	defer cancel()
	command := exec.CommandContext(ctx, interpreter[0], append(interpreter[1:], filepath.Join(dir, file))...)
	var out, errs bytes.Buffer
	command.Stdout, command.Stderr = &out, &errs
	err := command.Run()
	status := 0
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		status = exit.ExitCode()
	} else if err != nil {
		t.Fatal(err)
	}
	return result{out.Bytes(), bytes.ReplaceAll(errs.Bytes(), []byte(dir), []byte("DIR")), status}
}

// machine returns the command of the VM under test.
func machine(t *testing.T) []string {
	t.Helper()
	if path := os.Getenv("PYGO"); path != "" {
		return []string{path}
	}
	path := filepath.Join(t.TempDir(), "pygo")
	build := exec.Command("go", "build", "-o", path, "rgo/interp/python")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return []string{path}
}

// reference returns the command of CPython 3.11.
func reference(t *testing.T) []string {
	t.Helper()
	const path = "/usr/bin/python3"
	out, err := exec.Command(path, "--version").Output()
	if err != nil || !strings.HasPrefix(string(out), "Python 3.11.") {
		t.Fatalf("%s is not CPython 3.11: %s", path, out)
	}
	return []string{path, "-B"}
}

// check compares with a file, or writes it.
func check(t *testing.T, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, got, 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Equal(got, want) {
		return
	}
	gotLines, wantLines := strings.Split(string(got), "\n"), strings.Split(string(want), "\n")
	for i := range max(len(gotLines), len(wantLines)) {
		g, w := "(end)", "(end)"
		if i < len(gotLines) {
			g = gotLines[i]
		}
		if i < len(wantLines) {
			w = wantLines[i]
		}
		if g != w {
			t.Fatalf("%s:%d:\n got %s\nwant %s", path, i+1, g, w)
		}
	}
}

func TestPrograms(t *testing.T) {
	vm := machine(t)
	if *update {
		vm = reference(t)
	}
	programs(t, func(t *testing.T, dir, file string) result { return run(t, vm, dir, file) })
}

// programs runs every program and checks what it does.
func programs(t *testing.T, run func(t *testing.T, dir, file string) result) {
	for _, pattern := range []string{"*.py", "lang/*.py", "library/*.py", "packages/*.py", "errors/*.py"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatal(pattern, err)
		}
		for _, file := range files {
			if notPrograms[file] {
				continue
			}
			name := strings.TrimSuffix(file, ".py")
			t.Run(name, func(t *testing.T) {
				if wanted, ok := strings.CutPrefix(name, "packages/use_"); ok {
					if _, err := os.Stat(filepath.Join("/usr/lib/python3/dist-packages", wanted)); err != nil {
						t.Skip("Debian's package python3-" + wanted + " is not installed")
					}
				}
				dir, err := filepath.Abs(filepath.Dir(file))
				if err != nil {
					t.Fatal(err)
				}
				r := run(t, dir, filepath.Base(file))
				if !strings.HasPrefix(pattern, "errors/") {
					if r.status != 0 || len(r.err) > 0 {
						t.Fatalf("exit status %d\n%s", r.status, r.err)
					}
				} else {
					check(t, name+".err", append(r.err, "exit status "+strconv.Itoa(r.status)+"\n"...))
				}
				check(t, name+".out", r.out)
			})
		}
	}
}
