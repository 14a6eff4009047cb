package golang

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"rgo/flowgraph"
)

// runText builds the program in text and returns what it prints and its exit status.
func runText(t *testing.T, name, text string, options Options) (output string, status int) {
	t.Helper()
	p, err := flowgraph.ParseProgram(name, text)
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range flowgraph.VerifyProgram(p) {
		t.Error(err)
	}
	if t.Failed() {
		t.FailNow()
	}
	options.Output = filepath.Join(t.TempDir(), "program")
	if dir := os.Getenv("RGO_EMIT"); dir != "" {
		options.EmitGo = dir
	}
	if _, err := Build(p, options); err != nil {
		t.Fatal(err)
	}
	return runBinary(t, options.Output)
}

func runBinary(t *testing.T, path string, args ...string) (output string, status int) {
	t.Helper()
	c := exec.Command(path, args...)
	var out bytes.Buffer
	c.Stdout, c.Stderr = &out, &out
	if err := c.Run(); err != nil && c.ProcessState == nil {
		t.Fatal(err)
	}
	return out.String(), c.ProcessState.ExitCode()
}

// TestPrograms runs testdata/*.graph; the output must be that of the .out file beside each.
func TestPrograms(t *testing.T) {
	files, err := filepath.Glob("testdata/*.graph")
	if err != nil || len(files) == 0 {
		t.Fatal("no test programs", err)
	}
	for _, path := range files {
		t.Run(filepath.Base(path), func(t *testing.T) {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			want, err := os.ReadFile(strings.TrimSuffix(path, ".graph") + ".out")
			if err != nil {
				t.Fatal(err)
			}
			for _, weight := range []int{0, 1, 40} { // one package, one for each function, several functions in one
				got, status := runText(t, path, string(text), Options{PartWeight: weight})
				if got != string(want) || status != 0 {
					t.Errorf("status %d, output:\n%s\nwant:\n%s", status, got, want)
				}
			}
		})
	}
}

// TestIdle runs a program of which a profile says that nothing ran: its parts are printed and compiled in another way.
func TestIdle(t *testing.T) {
	text, err := os.ReadFile("testdata/basic.graph")
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile("testdata/basic.out")
	if err != nil {
		t.Fatal(err)
	}
	p := parse(t, string(text))
	for _, g := range p.Graphs {
		for _, b := range g.Blocks {
			b.Heat = flowgraph.Cool
		}
	}
	for _, flags := range []string{"", "-d=ssa/no_such_pass/off", "-d=nosuchkey=1"} { // the last two as other compilers see ours
		dir := t.TempDir()
		options := Options{PartWeight: 40, Output: filepath.Join(dir, "program"), EmitGo: filepath.Join(dir, "go"), idleFlags: flags}
		if _, err := Build(p, options); err != nil {
			t.Fatal(err)
		}
		if list, err := filepath.Glob(filepath.Join(options.EmitGo, idlePrefix+"*")); err != nil || len(list) < 2 {
			t.Errorf("%d idle parts, %v", len(list), err)
		}
		if got, status := runBinary(t, options.Output); got != string(want) || status != 0 {
			t.Errorf("status %d, output:\n%s\nwant:\n%s", status, got, want)
		}
	}
}
