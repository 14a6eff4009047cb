package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// allocates makes garbage, and ends in the way that its argument names.
const allocates = `package main

import "os"

var sink []byte

func main() {
	for i := 0; i < 100; i++ {
		sink = make([]byte, 1<<20)
	}
	switch os.Args[1] {
	case "exit":
		os.Exit(3)
	case "panic":
		panic("over")
	}
}
`

// TestGCLog makes programs write a log, and reads it.
func TestGCLog(t *testing.T) {
	dir := project(t, map[string]string{"main.go": allocates})
	for _, options := range [][]string{
		{"--backend", "go"},
		{"--backend", "llvm"},
		{"--backend", "go", "--gc", "none"},
	} {
		if r := run(t, dir, nil, rgo, append([]string{"translate", ".", "-o", "x"}, options...)...); r.status != 0 {
			t.Fatalf("%v: %s", options, r.stderr)
		}
		for end, status := range map[string]int{"return": 0, "exit": 3, "panic": 2} {
			log := filepath.Join(t.TempDir(), end)
			if r := run(t, dir, []string{"RGO_GC_LOG=" + log}, "./x", end); r.status != status {
				t.Errorf("%v, %s: exit status %d\n%s", options, end, r.status, r.stderr)
			}
			r := run(t, dir, nil, rgo, "gclog", log)
			if r.status != 0 || !strings.Contains(r.stdout, "allocated") || strings.Contains(r.stdout, "no end") {
				t.Errorf("%v, %s: exit status %d\n%s%s", options, end, r.status, r.stdout, r.stderr)
			}
			collected := !strings.Contains(r.stdout, "no collections")
			if collected == (len(options) > 2) {
				t.Errorf("%v, %s: collections %v\n%s", options, end, collected, r.stdout)
			}
			if svg, err := os.ReadFile(log + ".svg"); err != nil || !strings.HasPrefix(string(svg), "<svg ") {
				t.Errorf("%v, %s: no picture: %v", options, end, err)
			}
		}
	}
	for env, want := range map[string]string{
		"RGO_GC_LOG=" + dir:                      "cannot create this file",
		"RGO_GC_MAX=1":                           "from 1M on",
		"RGO_GC_STRESS=often":                    "want N to collect at every Nth allocation",
		"RGO_GC_LOG=" + dir + "/no/such/dir/log": "cannot create this file",
	} {
		r := run(t, dir, []string{env}, "./x", "return")
		if r.status != 2 || !strings.HasPrefix(r.stderr, env+": ") || !strings.Contains(r.stderr, want) || strings.Count(r.stderr, "\n") != 1 {
			t.Errorf("%s: exit status %d, message %q, want %q", env, r.status, r.stderr, want)
		}
	}
}

func TestBadGCLog(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"bad.log":  "rgo-gc-log 1 collector=c roots=r\nt=1 kind=full\n",
		"good.svg": "rgo-gc-log 1 collector=c roots=r\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		args   []string
		status int
		want   string
	}{
		{[]string{"bad.log"}, statusProgram, "bad.log:2: there is no field pause\n"},
		{[]string{"missing.log"}, statusTool, "missing.log: no such file"},
		{[]string{"good.svg"}, statusUsage, "would replace the log"},
		{[]string{"good.svg", "-o", "no/such/dir.svg"}, statusTool, "no/such/dir.svg: no such file"},
		{nil, statusUsage, "arg"},
	} {
		r := run(t, dir, nil, rgo, append([]string{"gclog"}, c.args...)...)
		if r.status != c.status || !strings.Contains(r.stderr, c.want) {
			t.Errorf("%v: exit status %d, message %q, want %d and %q", c.args, r.status, r.stderr, c.status, c.want)
		}
	}
}
