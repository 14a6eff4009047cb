package parser

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"rgo/interp/python/ast"
)

const cpython = "/usr/bin/python3"

// requireCPython skips the test unless CPython 3.11 is there.
func requireCPython(t *testing.T) {
	out, err := exec.Command(cpython, "-c", "import sys; print('%d.%d' % sys.version_info[:2])").Output()
	if err != nil || strings.TrimSpace(string(out)) != "3.11" {
		t.Skip("no CPython 3.11")
	}
}

// libraryFiles is the standard library of CPython; short tests take a part.
func libraryFiles(t *testing.T) []string {
	files, _ := filepath.Glob("/usr/lib/python3.11/*.py")
	more, _ := filepath.Glob("/usr/lib/python3.11/*/*.py")
	files = append(files, more...)
	sort.Strings(files)
	if testing.Short() {
		var part []string
		for i := 0; i < len(files); i += 10 {
			part = append(part, files[i])
		}
		files = part
	}
	if len(files) == 0 {
		t.Skip("no standard library")
	}
	return files
}

const dumpScript = `
import ast, sys
sys.setrecursionlimit(100000)
for line in sys.stdin:
    name = line.strip()
    with open(name, 'rb') as f: source = f.read()
    try:
        out = ast.dump(ast.parse(source, name), include_attributes=True)
    except SyntaxError as e:
        out = 'error %s' % (e.args,)
    sys.stdout.write(out + '\n')
`

// firstDifference shows where two texts part.
func firstDifference(got, want string) string {
	i := 0
	for i < len(got) && i < len(want) && got[i] == want[i] {
		i++
	}
	cut := func(s string) string { return s[max(0, min(i-200, len(s))):min(len(s), i+120)] }
	return "got  ..." + cut(got) + "\nwant ..." + cut(want)
}

func TestLibraryTrees(t *testing.T) {
	requireCPython(t)
	files := append(libraryFiles(t), localFiles(t)...)
	command := exec.Command(cpython, "-c", dumpScript)
	command.Stdin = strings.NewReader(strings.Join(files, "\n") + "\n")
	output, err := command.Output()
	if err != nil {
		t.Fatal(err)
	}
	wants := bytes.Split(bytes.TrimSuffix(output, []byte("\n")), []byte("\n"))
	if len(wants) != len(files) {
		t.Fatalf("%d trees for %d files", len(wants), len(files))
	}
	failures := 0
	for i, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		want := string(wants[i])
		if strings.HasPrefix(want, "error ") {
			continue
		}
		module, syntaxError := parseLibrary(t, file, src)
		if syntaxError != nil {
			t.Errorf("%s", syntaxError.Error())
			failures++
		} else if got := ast.Dump(module); got != want {
			t.Errorf("%s: trees differ\n%s", file, firstDifference(got, want))
			failures++
		}
		if failures > 10 {
			t.Fatal("too many failures")
		}
	}
}

func localFiles(t *testing.T) []string {
	files, _ := filepath.Glob("testdata/*.py")
	var list []string
	for _, file := range files {
		path, err := filepath.Abs(file)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, path)
	}
	return list
}

// parseLibrary parses a file of the library, one of which is not in UTF-8.
func parseLibrary(t *testing.T, file string, src []byte) (*ast.Module, *SyntaxError) {
	if OtherEncoding(src) == "koi8-r" {
		text, err := charmap.KOI8R.NewDecoder().Bytes(src)
		if err != nil {
			t.Fatal(err)
		}
		return ParseText(file, string(text), ast.File)
	}
	return ParseFile(file, src)
}
