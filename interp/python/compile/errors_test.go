package compile

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"rgo/interp/python/code"
	"rgo/interp/python/parser"
)

// errorScript writes what CPython says about each source of a JSON list:
// the error, or the code. It goes after the functions of listScript.
const errorScript = `
import json
out = []
for source in json.load(sys.stdin):
    try:
        listing = ['no error']
        show(compile(source, '<test>', 'exec', dont_inherit=True), listing)
        out.append('\n'.join(listing))
    except SyntaxError as e:
        out.append('%s: %s [%s:%s %s:%s] %r' % (type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, e.text and e.text.rstrip('\n')))
    except Exception as e:
        out.append('%s: %s' % (type(e).__name__, e))
json.dump(out, sys.stdout)
`

// cpythonErrors is what CPython says about the sources.
func cpythonErrors(t *testing.T, sources []string) []string {
	input, err := json.Marshal(sources)
	if err != nil {
		t.Fatal(err)
	}
	functions, _, _ := strings.Cut(listScript, "for line in sys.stdin")
	command := exec.Command(cpython, "-c", functions+errorScript)
	command.Stdin = strings.NewReader(string(input))
	output, err := command.Output()
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	if err := json.Unmarshal(output, &list); err != nil {
		t.Fatal(err)
	}
	return list
}

// describeError is what we make of a source, in the same form.
func describeError(source string) string {
	module, err := parser.ParseFile("<test>", []byte(source))
	var result *code.Code
	if err == nil {
		result, err = Module(module, "<test>", Options{})
	}
	if err == nil {
		lines := []string{"no error"}
		listCode(result, &lines)
		return strings.Join(lines, "\n")
	}
	if err.Kind == parser.Recursion {
		return fmt.Sprintf("%s: %s", err.Kind, err.Message)
	}
	text := "None"
	if err.HasText {
		text = listConst(constString(strings.TrimRight(err.Text, "\n")))
	}
	number := func(n int) string {
		if n == parser.NoPlace {
			return "None"
		}
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%s: %s [%s:%s %s:%s] %s", err.Kind, err.Message, number(err.Line), number(err.Col), number(err.EndLine), number(err.EndCol), text)
}

// TestErrors compares the errors for bad sources with CPython's.
func TestErrors(t *testing.T) {
	requireCPython(t)
	data, err := os.ReadFile(filepath.Join("testdata", "errors.txt"))
	if err != nil {
		t.Fatal(err)
	}
	sources := strings.Split(strings.TrimSuffix(string(data), "\n"), "\n---\n")
	wants := cpythonErrors(t, sources)
	for i, source := range sources {
		if got := describeError(source); got != wants[i] {
			t.Errorf("source:\n%s\ngot  %s\nwant %s", source, got, wants[i])
		}
	}
}
