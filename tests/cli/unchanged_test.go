package cli

// This file checks that what has not changed is not translated again, and that nothing else is taken for unchanged.

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestUnchanged translates the same program again and again.
func TestUnchanged(t *testing.T) {
	dir := project(t, map[string]string{"main.go": hello, "other.go": "package main\n\nconst word = \"a\"\n"})
	env := []string{"XDG_CACHE_HOME=" + t.TempDir()}
	translate := func(unchanged bool, options ...string) string {
		t.Helper()
		out := filepath.Join(dir, "x")
		os.Remove(out)
		r := run(t, dir, env, rgo, append([]string{"translate", ".", "-o", out}, options...)...)
		if r.status != 0 || strings.Contains(r.stderr, "unchanged") != unchanged {
			t.Errorf("with %v, unchanged %v wanted: exit status %d, message:\n%s", options, unchanged, r.status, r.stderr)
		}
		if got := run(t, dir, nil, out); got.stderr == "" {
			t.Errorf("the program printed nothing: exit status %d", got.status)
		}
		text, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	first := translate(false, "--backend", "go")
	if translate(true, "--backend", "go") != first {
		t.Error("an unchanged program gave another binary")
	}
	translate(false, "--backend", "go", "--gc", "none")
	write("main.go", strings.Replace(hello, "hello", "other", 1))
	if translate(false, "--backend", "go") == first {
		t.Error("a changed program gave the same binary")
	}
	write("main.go", hello)
	translate(true, "--backend", "go")
	write("third.go", "package main\n\nfunc init() { println(word) }\n")
	translate(false, "--backend", "go")
	r := run(t, dir, env, rgo, "translate", ".", "--backend", "go", "-o", filepath.Join(dir, "y"), "--stats")
	if r.status != 0 || !strings.Contains(r.stderr+r.stdout, "annotate") {
		t.Errorf("--stats of a kept program: exit status %d\n%s%s", r.status, r.stdout, r.stderr)
	}
}
