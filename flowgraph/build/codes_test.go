package build

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// writeExample writes the files of an example into a new module and returns its directory.
func writeExample(t *testing.T, text string) string {
	t.Helper()
	if !strings.HasPrefix(text, "-- ") {
		text = "-- main.go --\n" + text
	}
	archive := txtar.Parse([]byte(text))
	archive.Files = append([]txtar.File{{Name: "go.mod", Data: []byte("module example\n\ngo 1.26\n")}}, archive.Files...)
	dir := t.TempDir()
	for _, f := range archive.Files {
		name := filepath.Join(dir, f.Name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// loadAll loads the program in dir and builds everything it reaches.
func loadAll(dir string) error {
	l, err := Load(Config{Dir: dir, Patterns: []string{"."}})
	if err != nil {
		return err
	}
	p, err := NewProgram(l)
	if err != nil {
		return err
	}
	_, err = reach(p)
	return err
}

// TestCodes loads the example of every code: it is refused with exactly that code.
func TestCodes(t *testing.T) {
	if len(codes) < 20 {
		t.Errorf("%d codes", len(codes))
	}
	for _, c := range codes {
		t.Run(c.Code, func(t *testing.T) {
			err := loadAll(writeExample(t, c.Example))
			var list Errors
			if !errors.As(err, &list) {
				t.Fatalf("not refused: %v", err)
			}
			for _, e := range list {
				if e.Code != c.Code {
					t.Errorf("refused with %v", e)
				}
				if e.Pos.File == "" || filepath.IsAbs(e.Pos.File) {
					t.Errorf("no short place: %v", e)
				}
				if e.Msg == "" || e.Msg[0] >= 'A' && e.Msg[0] <= 'Z' || strings.HasSuffix(e.Msg, ".") {
					t.Errorf("message in bad style: %v", e)
				}
			}
			t.Log(list)
		})
	}
}
