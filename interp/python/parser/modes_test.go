package parser

import (
	"encoding/json"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"rgo/interp/python/ast"
)

// modeScript parses every source of a JSON list in modes eval and single.
const modeScript = `
import ast, json, sys
out = []
for source in json.load(sys.stdin):
    for mode in 'eval', 'single':
        try: out.append(ast.dump(ast.parse(source, mode=mode), include_attributes=True))
        except SyntaxError as e: out.append('%s: %s [%s:%s %s:%s]' % (type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset))
json.dump(out, sys.stdout)
`

var modeSources = []string{
	"\n", "1", "1\n", "1\n\n", "x = 1", "x; y", "x; y\n", "x\ny", "(1,", "1 2", "f(a b)", "x,", "*x", "*x, y",
	"yield x", "x := 1", "(x := 1)", "lambda: x", "if x:\n  y\n", "if x:\n  y", "if x:\n  y\n\n", "if x: y\n", "if x:\n", "def f(): pass\n",
	"@d\ndef f():\n  pass\n", "x = (1,\n2)", "'''a\nb'''", "x\n\n\n", "x # c", "# c", "# c\n", "x\n# c\n", "pass", "for x in y:\n  z\nelse:\n  w\n",
	"1 +", "f(x) -", "lambda", "a.", "\n1 +", "x[1", "a b +", "1 + # c",
	"x\n  y", "if x:\n  y\nz", "x = 'a", "if x:\n  y\nelse:\n", "try:\n  x\n",
}

func TestModes(t *testing.T) {
	requireCPython(t)
	input, err := json.Marshal(modeSources)
	if err != nil {
		t.Fatal(err)
	}
	command := exec.Command(cpython, "-c", modeScript)
	command.Stdin = strings.NewReader(string(input))
	output, err := command.Output()
	if err != nil {
		t.Fatal(err)
	}
	var wants []string
	if err := json.Unmarshal(output, &wants); err != nil {
		t.Fatal(err)
	}
	for i, source := range modeSources {
		for j, mode := range []ast.Mode{ast.Eval, ast.Single} {
			module, syntaxError := Parse("<unknown>", []byte(source), mode)
			got := ""
			if syntaxError != nil {
				e := syntaxError
				got = e.Kind.String() + ": " + e.Message + " [" + itoa(e.Line) + ":" + itoa(e.Col) + " " + itoa(e.EndLine) + ":" + itoa(e.EndCol) + "]"
			} else {
				got = ast.Dump(module)
			}
			if want := wants[2*i+j]; got != want {
				t.Errorf("%q in mode %d\ngot  %s\nwant %s", source, mode, got, want)
			}
		}
	}
}

func TestIncomplete(t *testing.T) {
	for source, want := range map[string]bool{
		"x\n": false, "x = (1,\n": true, "if x:\n": true, "if x:\n  y\n": true, "if x:\n  y\n\n": false, "if x: y\n": true,
		"'''a\n": true, "'a\n": false, "x = \\\n": true, "def f():\n": true, "x y\n": false, "@d\n": true,
		"class C:\n  x = [\n": true, "try:\n  x\n": true, "try:\n  x\n\n": false, "for x in y: z\n\n": false, ")\n": false, "\n": false,
		"def f(:\n": false, "def f(a\n": true, "x = (1 2\n": false, "x = [1,\n": true, "x = [1,\nfor\n": false, "f(x for\n": true,
		"a b '''\n": false, "f('''\n": true, "x = {1: \n": true, "print(f(1)[\n": true, "a = 1 + \\\n": true, "a b \\\n": false,
	} {
		if got := Incomplete([]byte(source)); got != want {
			t.Errorf("Incomplete(%q) = %v", source, got)
		}
	}
}

func itoa(n int) string {
	if n == NoPlace {
		return "None"
	}
	return strconv.Itoa(n)
}
