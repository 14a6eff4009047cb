package os

import (
	real "os"
	"path/filepath"
	"testing"
)

func TestExpand(t *testing.T) {
	mapping := func(s string) string { return "<" + s + ">" }
	for _, s := range []string{"", "a", "$", "a$", "$a", "${a}", "${a", "x$a.b${c}d$$e$1f${1}", "${}", "$ {", "${ }", "$-x", "${*}", "a $b_1-c", "${", "$}"} {
		if got, want := Expand(s, mapping), real.Expand(s, mapping); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}

func TestTemporary(t *testing.T) {
	dir := t.TempDir()
	f, err := CreateTemp(dir, "a*b")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if ok, _ := filepath.Match(filepath.Join(dir, "a*b"), f.Name()); !ok {
		t.Errorf("name is %q", f.Name())
	}
	if name, err := MkdirTemp(dir, "d"); err != nil {
		t.Error(err)
	} else if info, err := Stat(name); err != nil || !info.IsDir() {
		t.Errorf("%q: %v", name, err)
	}
	if _, err := CreateTemp(dir, "a/b"); err == nil {
		t.Error("separator is accepted")
	}
	if _, err := MkdirTemp(filepath.Join(dir, "missing"), "d"); !IsNotExist(err) {
		t.Errorf("missing directory: %v", err)
	}
}
