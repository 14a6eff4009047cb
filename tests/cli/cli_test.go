// Package cli tests what the rgo command does with bad input and bad surroundings: one clear message, the right exit
// status, and nothing half-written.
package cli

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

const (
	statusProgram = 1
	statusUsage   = 2
	statusTool    = 3
)

// rgo is the path of the command under test.
var rgo string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "rgo-cli-")
	if err != nil {
		panic(err)
	}
	rgo = filepath.Join(dir, "rgo")
	if out, err := exec.Command("go", "build", "-o", rgo, "rgo/cmd/rgo").CombinedOutput(); err != nil {
		os.Stderr.Write(out)
		os.Exit(1)
	}
	status := m.Run()
	os.RemoveAll(dir)
	os.Exit(status)
}

// result is what one run of a command did.
type result struct {
	status         int
	stdout, stderr string
}

func run(t *testing.T, dir string, env []string, name string, args ...string) result {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), env...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return result{cmd.ProcessState.ExitCode(), stdout.String(), stderr.String()}
}

// project makes a module with the given files.
func project(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	if files["go.mod"] == "" {
		files["go.mod"] = "module example\n\ngo 1.26\n"
	}
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// leftovers lists files in dir that were not there before.
func leftovers(t *testing.T, dir string, known ...string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, e := range entries {
		found := false
		for _, k := range known {
			found = found || k == e.Name()
		}
		if !found {
			list = append(list, e.Name())
		}
	}
	return list
}

const hello = "package main\n\nfunc main() { println(\"hello\") }\n"

func TestBadPrograms(t *testing.T) {
	for _, c := range []struct {
		name, source, want string
	}{
		{"syntax error", "package main\n\nfunc main() { x := }\n", "main.go:3:20: "},
		{"type error", "package main\n\nfunc main() { var x int = \"a\"; _ = x }\n", "main.go:3:27: "},
		{"missing import", "package main\n\nimport \"example/nothere\"\n\nfunc main() { nothere.F() }\n", "main.go:3:8: "},
		{"goroutine", "package main\n\nfunc main() {\n\tgo println(1)\n}\n", "main.go:4:2: goroutine"},
		{"channel", "package main\n\nfunc main() {\n\tc := make(chan int, 1)\n\tc <- 1\n}\n", "main.go:4:"},
		{"json", "package main\n\nimport \"encoding/json\"\n\nfunc main() { println(json.Valid(nil)) }\n", "main.go:3:8: "},
		{"reflect", "package main\n\nimport \"reflect\"\n\nfunc main() { println(reflect.TypeOf(1).String()) }\n", "main.go:3:8: "},
		{"unsafe", "package main\n\nimport \"unsafe\"\n\nfunc main() { var x int; println(*(*uint)(unsafe.Pointer(&x))) }\n", "main.go:"},
		{"no main", "package main\n\nfunc run() {}\n", "no function main"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := project(t, map[string]string{"main.go": c.source})
			for _, verb := range []string{"check", "translate"} {
				r := run(t, dir, nil, rgo, verb, ".")
				if r.status != statusProgram {
					t.Errorf("%s: exit status %d, want %d\n%s", verb, r.status, statusProgram, r.stderr)
				}
				if !strings.Contains(r.stderr, c.want) || !strings.Contains(r.stderr, " [SUB") {
					t.Errorf("%s: message is\n%s\nwant %q and a code", verb, r.stderr, c.want)
				}
			}
			if extra := leftovers(t, dir, "main.go", "go.mod"); len(extra) > 0 {
				t.Errorf("left behind: %v", extra)
			}
		})
	}
}

func TestAllErrorsAtOnce(t *testing.T) {
	dir := project(t, map[string]string{"main.go": "package main\n\nimport \"fmt\"\n\nfunc main() {\n\tgo println(1)\n\tc := make(chan int)\n\tclose(c)\n\tfmt.Println()\n}\n"})
	r := run(t, dir, nil, rgo, "check", ".")
	if n := strings.Count(r.stderr, " [SUB"); n < 3 {
		t.Errorf("%d messages, want at least 3:\n%s", n, r.stderr)
	}
}

func TestUsage(t *testing.T) {
	dir := project(t, map[string]string{"main.go": hello})
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"translate"}, "no package given"},
		{[]string{"translate", ".", "--gc", "mark"}, "unknown value \"mark\" for --gc"},
		{[]string{"translate", ".", "--gc", "go"}, "--gc go is not there yet"},
		{[]string{"translate", ".", "--backend", "go", "--roots", "conservative"}, "needs --roots shadowstack"},
		{[]string{"translate", ".", "--emit", "go", "--backend", "llvm"}, "needs --backend go"},
		{[]string{"translate", ".", "--nonsense"}, "unknown flag"},
		{[]string{"frobnicate"}, "unknown command"},
		{[]string{"graph", ".", "main.nothere"}, "no function \"main.nothere\""},
		{[]string{"graph", ".", "main.main", "--stage", "late"}, "unknown stage"},
		{[]string{"graph", ".", "main.main", "--format", "png"}, "unknown format"},
		{[]string{"graph", ".", "--format", "svg"}, "need the name of a function"},
		{[]string{"graph", ".", "main.main", "--calls", "--depth", "0"}, "--depth must be at least 1"},
		{[]string{"why", "."}, "name a package and a function"},
		{[]string{"why", ".", "main.main:none"}, "\"none\" is no line"},
		{[]string{"view", ".", "--samples", "perf.txt"}, "--samples needs --binary"},
		{[]string{"view", ".", "--addr", "nowhere.invalid:1"}, "cannot listen on nowhere.invalid:1"},
		{[]string{"stats", ".", "--format", "dot"}, "unknown format"},
		{[]string{"stats", ".", "--of", "space"}, "unknown treemap"},
	} {
		r := run(t, dir, nil, rgo, c.args...)
		if r.status != statusUsage || !strings.Contains(r.stderr, c.want) || strings.Count(strings.TrimSpace(r.stderr), "\n") > 3 {
			t.Errorf("rgo %s: exit status %d, message:\n%s\nwant status %d and %q", strings.Join(c.args, " "), r.status, r.stderr, statusUsage, c.want)
		}
	}
	r := run(t, dir, nil, rgo, "graph", ".", "main.mian")
	if !strings.Contains(r.stderr, "did you mean main.main") {
		t.Errorf("no suggestion for a misspelt name:\n%s", r.stderr)
	}
}

func TestMissingPackage(t *testing.T) {
	r := run(t, project(t, map[string]string{"main.go": hello}), nil, rgo, "translate", "./nothere")
	if r.status != statusProgram || !strings.Contains(r.stderr, "nothere") {
		t.Errorf("exit status %d, message:\n%s", r.status, r.stderr)
	}
}

func TestUnwritableOutput(t *testing.T) {
	dir := project(t, map[string]string{"main.go": hello})
	for _, out := range []string{filepath.Join(dir, "no", "such", "dir", "x"), dir} {
		r := run(t, dir, nil, rgo, "translate", ".", "-o", out)
		if r.status != statusTool || !strings.Contains(r.stderr, "cannot write "+out) {
			t.Errorf("-o %s: exit status %d, message:\n%s", out, r.status, r.stderr)
		}
	}
	r := run(t, dir, nil, rgo, "translate", ".", "-o", "main.go")
	if data, _ := os.ReadFile(filepath.Join(dir, "main.go")); string(data) != hello {
		t.Errorf("the output replaced a source file; exit status %d, message:\n%s", r.status, r.stderr)
	}
}

// TestClang checks what happens when clang is missing, or is there and fails.
func TestClang(t *testing.T) {
	dir := project(t, map[string]string{"main.go": hello})
	goTool, err := exec.LookPath("go")
	if err != nil {
		t.Fatal(err)
	}
	bin := t.TempDir()
	if err := os.Symlink(goTool, filepath.Join(bin, "go")); err != nil {
		t.Fatal(err)
	}
	path := "PATH=" + bin
	r := run(t, dir, []string{path}, rgo, "translate", ".", "--backend", "llvm", "-o", "x")
	if r.status != statusTool || !strings.Contains(r.stderr, "clang") {
		t.Errorf("without clang: exit status %d, message:\n%s", r.status, r.stderr)
	}
	r = run(t, dir, []string{path}, rgo, "translate", ".", "-o", "x")
	if r.status != 0 || !strings.Contains(r.stderr, "using the Go backend") {
		t.Errorf("without clang and --backend: exit status %d, message:\n%s", r.status, r.stderr)
	} else if r := run(t, dir, nil, "./x"); r.stderr != "hello\n" {
		t.Errorf("program printed %q", r.stderr)
	}
	os.Remove(filepath.Join(dir, "x"))
	fake := "#!/bin/sh\nif [ \"$1\" = --version ]; then echo clang version 19.1.7; exit 0; fi\necho 'fake.ll:1:1: error: this clang always fails' >&2\nexit 1\n"
	if err := os.WriteFile(filepath.Join(bin, "clang-19"), []byte(fake), 0o755); err != nil {
		t.Fatal(err)
	}
	r = run(t, dir, []string{path + ":/bin:/usr/bin", "XDG_CACHE_HOME=" + t.TempDir()}, rgo, "translate", ".", "--backend", "llvm", "-o", "x")
	if r.status != statusTool || !strings.Contains(r.stderr, "always fails") {
		t.Errorf("with a failing clang: exit status %d, message:\n%s", r.status, r.stderr)
	}
	if extra := leftovers(t, dir, "main.go", "go.mod"); len(extra) > 0 {
		t.Errorf("left behind: %v", extra)
	}
}

// TestFullDisk writes to a file system of one page.
func TestFullDisk(t *testing.T) {
	dir := project(t, map[string]string{"main.go": hello})
	small := t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", small).CombinedOutput(); err != nil {
		t.Skipf("cannot mount a small file system: %v %s", err, out)
	}
	defer exec.Command("umount", small).Run()
	for _, backend := range []string{"llvm", "go"} {
		r := run(t, dir, nil, rgo, "translate", ".", "--backend", backend, "-o", filepath.Join(small, "x"))
		if r.status != statusTool || !strings.Contains(r.stderr, "no space left") {
			t.Errorf("%s: exit status %d, message:\n%s", backend, r.status, r.stderr)
		}
		if extra := leftovers(t, small); len(extra) > 0 {
			t.Errorf("%s: left behind: %v", backend, extra)
		}
	}
}
