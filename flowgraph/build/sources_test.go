package build

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// TestSourcesHash changes files of a program one by one and looks whether its hash does.
func TestSourcesHash(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	hash := func() string {
		t.Helper()
		src, err := Locate(Config{Dir: dir, Patterns: []string{"."}})
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range []string{"runtime", "strings", "unicode/utf8", "m/used"} {
			if p := src.packages[path]; p == nil || p.source == nil {
				t.Fatalf("package %s is missing", path)
			}
		}
		var b bytes.Buffer
		src.Hash(&b)
		return b.String()
	}
	write("go.mod", "module m\n\ngo 1.26\n")
	write("main.go", "package main\n\nimport \"m/used\"\n\nfunc main() { println(used.F()) }\n")
	write("used/used.go", "package used\n\nimport \"strings\"\n\nfunc F() string { return strings.ToUpper(\"a\") }\n")
	write("unused/unused.go", "package unused\n")
	first := hash()
	for _, c := range []struct {
		name, file, text string
		changes          bool
	}{
		{"nothing", "go.mod", "module m\n\ngo 1.26\n", false},
		{"a package that nobody imports", "unused/unused.go", "package unused\n\nvar X int\n", false},
		{"a test", "used/used_test.go", "package used\n", false},
		{"a function of an imported package", "used/used.go", "package used\n\nimport \"strings\"\n\nfunc F() string { return strings.ToUpper(\"b\") }\n", true},
		{"a new file", "used/more.go", "package used\n", true},
		{"the main package", "main.go", "package main\n\nimport \"m/used\"\n\nfunc main() { print(used.F()) }\n", true},
	} {
		before := hash()
		write(c.file, c.text)
		if after := hash(); (after != before) != c.changes {
			t.Errorf("after a change of %s the hash is another: %v, want %v", c.name, after != before, c.changes)
		}
	}
	if hash() == first {
		t.Error("the program has changed, its hash has not")
	}
}

// TestDirectory asks for the directory of the main package from inside and outside of it.
func TestDirectory(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "cmd"), 0o777); err != nil {
		t.Fatal(err)
	}
	main := filepath.Join(dir, "cmd", "main.go")
	for name, text := range map[string]string{filepath.Join(dir, "go.mod"): "module m\n\ngo 1.26\n", main: "package main\n\nfunc main() {}\n"} {
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for _, cfg := range []Config{
		{Dir: dir, Patterns: []string{"./cmd"}},
		{Dir: filepath.Join(dir, "cmd"), Patterns: []string{"."}},
		{Patterns: []string{main}},
	} {
		src, err := Locate(cfg)
		if err != nil {
			t.Fatal(err)
		}
		if got := src.Dir(); got != filepath.Dir(main) {
			t.Errorf("main package of %q in %q: directory %s, want %s", cfg.Patterns, cfg.Dir, got, filepath.Dir(main))
		}
	}
}
