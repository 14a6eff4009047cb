package parser

import (
	"os"
	"path/filepath"
	"sort"
	"testing"

	"rgo/interp/python/ast"
)

// seedSize is how much of a file of the library is a seed: fuzzing long
// sources is slow.
const seedSize = 4 << 10

// addLibrary adds the beginnings of some of the library's files as seeds, and
// of its tests of syntax.
func addLibrary(f *testing.F) {
	files, _ := filepath.Glob("/usr/lib/python3.11/*.py")
	sort.Strings(files)
	more, _ := filepath.Glob("/usr/lib/python3.11/test/test_[fgps][srya]*.py")
	for i, name := range append(files, more...) {
		if i%8 != 0 && i < len(files) {
			continue
		}
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data[:min(len(data), seedSize)])
	}
	for _, source := range []string{"", "\\", "f'{x!r:{y}}'", "0x", "1_", "'''", "\t x\n  y", "(\n", "\xef\xbb\xbfx", "# coding: latin-1\n\xe9", "match x:\n case {**r}: 1"} {
		f.Add([]byte(source))
	}
}

// FuzzLex looks for sources that make the lexer panic or lose its place.
func FuzzLex(f *testing.F) {
	addLibrary(f)
	f.Fuzz(func(t *testing.T, source []byte) {
		text, err := decode("fuzz", source)
		if err != nil {
			err.Report()
			return
		}
		l := lex(text, 1, 0)
		end := int32(0)
		for _, k := range l.tokens {
			if k.start < end || k.finish < k.start || int(k.finish) > len(l.src) {
				t.Fatalf("token %d at %d to %d, after one that ends at %d, in %d bytes", k.kind, k.start, k.finish, end, len(l.src))
			}
			end = k.finish
		}
	})
}

// FuzzParse looks for sources that make the parser panic, or give it positions
// outside of the source.
func FuzzParse(f *testing.F) {
	addLibrary(f)
	f.Fuzz(func(t *testing.T, source []byte) {
		for _, mode := range []ast.Mode{ast.File, ast.Eval, ast.Single} {
			module, err := Parse("fuzz", source, mode)
			if err != nil {
				err.Report()
				for _, w := range err.Warnings {
					WarningError(w, "fuzz", source, true).Report()
				}
				continue
			}
			for _, w := range module.Warnings {
				WarningError(w, "fuzz", source, true).Report()
			}
			IncompleteError("fuzz", source, mode, true)
		}
		if _, err := ParseTyped("fuzz", source); err != nil {
			err.Report()
		}
	})
}
