package compile

import (
	"encoding/json"
	"os"
	"os/exec"
	"strings"
	"testing"

	"rgo/interp/python/ast"
	"rgo/interp/python/parser"
)

// optionScript lists the code of [source, mode, optimize] triples of a JSON
// list, in the format of listCode; it goes after the functions of listScript.
const optionScript = `
import json
result = []
for source, mode, optimize in json.load(sys.stdin):
    out = []
    show(compile(source, 'source', mode, dont_inherit=True, optimize=optimize), out)
    result.append('\n'.join(out))
json.dump(result, sys.stdout)
`

// TestOptions compares code in all modes and at all levels of optimization.
func TestOptions(t *testing.T) {
	requireCPython(t)
	language, err := os.ReadFile("testdata/language.py")
	if err != nil {
		t.Fatal(err)
	}
	type triple struct {
		source, mode string
		optimize     int
	}
	var list []triple
	for optimize := 0; optimize <= 2; optimize++ {
		list = append(list, triple{string(language), "exec", optimize})
		for _, source := range []string{
			"x\n", "x = 1\n", "1\n", "'doc'\n", "x; 1; y\n", "if x:\n  1\n  y\n", "def f():\n  'doc'\n  assert x\n  return __debug__\n",
			"for x in y: z\nelse: w\n", "x: int\n", "class C:\n  'doc'\n  x: int = 1\n", "with a as b: c\n", "match x:\n  case y: y\n",
		} {
			list = append(list, triple{source, "single", optimize}, triple{source, "exec", optimize})
		}
		for _, source := range []string{
			"x", "1 + 2", "lambda: (yield)", "[x for x in y]", "a if b else c", "a and b", "x[1:2]", "(x := 1)", "f'{x}'", "()", "(a, b)",
			"not a", "a < b < c", "{**a}", "__debug__", "[(y := x) for x in z]",
		} {
			list = append(list, triple{source, "eval", optimize})
		}
	}
	var input [][]any
	for _, one := range list {
		input = append(input, []any{one.source, one.mode, one.optimize})
	}
	data, err := json.Marshal(input)
	if err != nil {
		t.Fatal(err)
	}
	functions, _, _ := strings.Cut(listScript, "for line in sys.stdin")
	command := exec.Command(cpython, "-c", functions+optionScript)
	command.Stdin = strings.NewReader(string(data))
	output, err := command.Output()
	if err != nil {
		t.Fatal(err)
	}
	var wants []string
	if err := json.Unmarshal(output, &wants); err != nil {
		t.Fatal(err)
	}
	modes := map[string]ast.Mode{"exec": ast.File, "eval": ast.Eval, "single": ast.Single}
	for i, one := range list {
		module, syntaxError := parser.Parse("source", []byte(one.source), modes[one.mode])
		if syntaxError != nil {
			t.Errorf("%v: %s", one, syntaxError.Error())
			continue
		}
		c, syntaxError := Module(module, "source", Options{Optimize: one.optimize})
		if syntaxError != nil {
			t.Errorf("%v: %s", one, syntaxError.Error())
			continue
		}
		var lines []string
		listCode(c, &lines)
		gotLines, wantLines := strings.Split(strings.Join(lines, "\n"), "\n"), strings.Split(wants[i], "\n")
		for j := range gotLines {
			if j >= len(wantLines) || gotLines[j] != wantLines[j] {
				t.Errorf("%.80q %s %d: line %d\ngot  %s\nwant %s", one.source, one.mode, one.optimize, j, gotLines[j], wantLines[min(j, len(wantLines)-1)])
				break
			}
		}
	}
}
