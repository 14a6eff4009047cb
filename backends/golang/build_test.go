package golang

import (
	"bytes"
	"go/format"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"rgo/flowgraph"
)

const tiny = `program lowered
entry rgo.entry
static text size 3 align 1 readonly data "hi\n"

graph rgo.entry()  // tiny.go:3:6
b1():
    w_1: Signed = extern write(1, $text: Addr, 3)  // 4:2
    c_2 = int_eq(w_1, 3)  // 5:2
    if c_2 -> ret() else b2()
b2():
    extern exit(7)  // 6:2
    unreachable
`

func parse(t *testing.T, text string) *flowgraph.Program {
	t.Helper()
	p, err := flowgraph.ParseProgram("test", text)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestEmitted checks what is left in the directory that the user asked for: formatted Go that mentions the source, the
// same at every run, and nothing of an earlier program.
func TestEmitted(t *testing.T) {
	for _, lines := range []Lines{NoLines, LineComments, LineDirectives} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "code_999.go"), []byte("package other\n"), 0o666); err != nil {
			t.Fatal(err)
		}
		read := func() map[string]string {
			if _, err := Build(parse(t, tiny), Options{EmitGo: dir, NoBuild: true, Lines: lines}); err != nil {
				t.Fatal(err)
			}
			files := map[string]string{}
			err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
				if err != nil || e.IsDir() {
					return err
				}
				text, err := os.ReadFile(path)
				files[strings.TrimPrefix(path, dir+"/")] = string(text)
				if err != nil || filepath.Ext(path) != ".go" {
					return err
				}
				if formatted, err := format.Source(text); err != nil || !bytes.Equal(formatted, text) {
					t.Errorf("%s is not formatted (%v)", path, err)
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			return files
		}
		first, second := read(), read()
		for name, text := range first {
			if second[name] != text {
				t.Errorf("%s differs between two runs", name)
			}
		}
		if _, ok := first["code_999.go"]; ok {
			t.Error("a file of an earlier program is still there")
		}
		want := map[Lines]string{NoLines: "rgo.entry at tiny.go:3:6", LineComments: "// tiny.go:5\n", LineDirectives: "\n//line tiny.go:5\n"}[lines]
		if !strings.Contains(first["code_000.go"], want) {
			t.Errorf("no %q in\n%s", want, first["code_000.go"])
		}
		out, err := exec.Command("go", "run", "-C", dir, ".").CombinedOutput()
		if err != nil || string(out) != "hi\n" {
			t.Errorf("plain go run: %v\n%s", err, out)
		}
	}
}

// TestErrors checks that failures are reported in one clear message and leave no file behind.
func TestErrors(t *testing.T) {
	dir := t.TempDir()
	t.Run("no go command", func(t *testing.T) {
		t.Setenv("PATH", dir)
		_, err := Build(parse(t, tiny), Options{Output: filepath.Join(dir, "out")})
		if err == nil || !strings.Contains(err.Error(), "needs the go command, which is not in PATH") {
			t.Error(err)
		}
	})
	t.Run("no such directory", func(t *testing.T) {
		_, err := Build(parse(t, tiny), Options{Output: filepath.Join(dir, "none", "out")})
		if err == nil || !strings.HasPrefix(err.Error(), "cannot write ") || strings.Contains(err.Error(), ".out") {
			t.Error(err)
		}
	})
	t.Run("output is a directory", func(t *testing.T) {
		_, err := Build(parse(t, tiny), Options{Output: dir})
		if err == nil || !strings.HasPrefix(err.Error(), "cannot write ") {
			t.Error(err)
		}
	})
	t.Run("full disk", func(t *testing.T) {
		small := filepath.Join(dir, "small")
		if err := os.Mkdir(small, 0o777); err != nil {
			t.Fatal(err)
		}
		if err := exec.Command("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", small).Run(); err != nil {
			t.Skip("cannot mount a small file system")
		}
		defer exec.Command("umount", small).Run()
		_, err := Build(parse(t, tiny), Options{Output: filepath.Join(small, "out")})
		if err == nil || !strings.Contains(err.Error(), "no space left on device") {
			t.Error(err)
		}
		if entries, _ := os.ReadDir(small); len(entries) != 0 {
			t.Errorf("%s was left behind", entries[0].Name())
		}
	})
	t.Run("what it cannot print", func(t *testing.T) {
		p := parse(t, `program lowered
entry rgo.entry
graph rgo.entry()  // t.go:1:1
b1():
    r_1: Float32 = float_fma(1.5: Float32, 2.5: Float32, 3.5: Float32)  // 2:3
    mem_store[0](nil: Addr, r_1)
    jump ret()
`)
		_, err := Build(p, Options{Output: filepath.Join(dir, "out")})
		if err == nil || !strings.HasPrefix(err.Error(), "t.go:2:3: float_fma") {
			t.Error(err)
		}
	})
	if entries, _ := os.ReadDir(dir); len(entries) > 1 {
		t.Errorf("files were left behind: %v", entries)
	}
}
