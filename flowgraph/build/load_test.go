package build

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestImportCycle loads packages that import each other: whoever type-checks ahead must not wait for them.
func TestImportCycle(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"go.mod":  "module cycle\n\ngo 1.26\n",
		"main.go": "package main\n\nimport \"cycle/a\"\n\nfunc main() { println(a.X) }\n",
		"a/a.go":  "package a\n\nimport \"cycle/b\"\n\nvar X = b.Y\n",
		"b/b.go":  "package b\n\nimport \"cycle/a\"\n\nvar Y = a.X\n",
	} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	_, err := Load(Config{Dir: dir, Patterns: []string{"."}})
	if err == nil || !strings.Contains(err.Error(), "import cycle: cycle/a imports cycle/b imports cycle/a ["+codeImportCycle+"]") {
		t.Errorf("got %v, want an import cycle", err)
	}
}
