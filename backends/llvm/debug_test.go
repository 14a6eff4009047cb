package llvm

import (
	"debug/dwarf"
	"debug/elf"
	"errors"
	"io"
	"path/filepath"
	"testing"
)

// TestLines looks up the source line of an instruction in the debug information.
func TestLines(t *testing.T) {
	needClang(t)
	p := parse(t, `program lowered
entry main.main

graph main.main()  // dir/a.go:3:6
b1():
    r_1: Signed = call main.f(7)  // 4:9
    extern exit(r_1)  // 5:2
    unreachable()

graph main.f(x_1: Signed) Signed {noinline}  // dir/a.go:10:6
b1(x_1):
    y_2: Signed = extern close(x_1)  // dir/b.go:77:4
    z_3 = int_sub(y_2, y_2)  // 11:3
    jump ret(z_3)  // 12:2
`)
	out := filepath.Join(t.TempDir(), "program")
	if _, err := Build(p, Options{Output: out, Debug: true, SourceDir: "/src"}); err != nil {
		t.Fatal(err)
	}
	if got := execute(t, out); got.status != 0 {
		t.Errorf("%+v", got)
	}
	file, err := elf.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	info, err := file.DWARF()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]map[int]bool{}
	for r := info.Reader(); ; {
		e, err := r.Next()
		if err != nil {
			t.Fatal(err)
		}
		if e == nil {
			break
		}
		if e.Tag != dwarf.TagCompileUnit {
			continue
		}
		lines, err := info.LineReader(e)
		if err != nil || lines == nil {
			continue
		}
		var l dwarf.LineEntry
		for {
			if err := lines.Next(&l); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatal(err)
			}
			if seen[l.File.Name] == nil {
				seen[l.File.Name] = map[int]bool{}
			}
			seen[l.File.Name][l.Line] = true
		}
	}
	for _, want := range []struct {
		file string
		line int
	}{{"/src/dir/a.go", 4}, {"/src/dir/a.go", 10}, {"/src/dir/b.go", 77}, {"/src/dir/a.go", 11}} {
		if !seen[want.file][want.line] {
			t.Errorf("no code for %s:%d; there is %v", want.file, want.line, seen)
		}
	}
}
