package dis

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"rgo/interp/python/code"
	"rgo/interp/python/compile"
	"rgo/interp/python/parser"
)

func compileFile(t *testing.T, file string) *code.Code {
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	module, syntaxError := parser.ParseFile(file, src)
	if syntaxError != nil {
		t.Fatal(syntaxError.Error())
	}
	c, syntaxError := compile.Module(module, file, compile.Options{})
	if syntaxError != nil {
		t.Fatal(syntaxError.Error())
	}
	return c
}

func TestListing(t *testing.T) {
	source := "def f(x):\n    try:\n        return x + 1\n    except E:\n        pass\n"
	module, syntaxError := parser.ParseFile("t.py", []byte(source))
	if syntaxError != nil {
		t.Fatal(syntaxError.Error())
	}
	c, syntaxError := compile.Module(module, "t.py", compile.Options{})
	if syntaxError != nil {
		t.Fatal(syntaxError.Error())
	}
	got := String(c)
	for _, line := range []string{
		"  1           1 LOAD_CONST               0 (<code object f, file \"t.py\", line 1>)\n",
		"\nDisassembly of <code object f, file \"t.py\", line 1>:\n  1           0 RESUME                   0\n",
		"\n  2           1 NOP\n",
		"              4 BINARY_OP                0 (+)\n",
		"        >>    6 PUSH_EXC_INFO\n",
		"ExceptionTable:\n  2 to 4 -> 6 [0]\n",
	} {
		if !strings.Contains(got, line) {
			t.Errorf("no line %q in\n%s", line, got)
		}
	}
}

// offsets matches what differs from CPython: offsets, jumps, addresses, and
// the instructions that we do not have.
var (
	skipped  = regexp.MustCompile(`(?m)^.*\b(CACHE|PRECALL|EXTENDED_ARG)\b.*\n`)
	offset   = regexp.MustCompile(`(?m)^( *\d*  +(?:>> +)?)\d+ ([A-Z])`)
	jump     = regexp.MustCompile(`\d+ \(to \d+\)`)
	address  = regexp.MustCompile(` at 0x[0-9a-f]+`)
	handler  = regexp.MustCompile(`(?m)^  \d+ to \d+ -> \d+`)
	spacing  = regexp.MustCompile(` +`)
	frozen   = regexp.MustCompile(`frozenset\(.*?\)`)
	frozenTo = "frozenset"
)

func normalize(text string) string {
	text = skipped.ReplaceAllString(text, "")
	text = offset.ReplaceAllString(text, "$2") // EXTENDED_ARG may hold line and label
	text = jump.ReplaceAllString(text, "to")
	text = address.ReplaceAllString(text, "")
	text = handler.ReplaceAllString(text, "")
	text = frozen.ReplaceAllString(text, frozenTo)
	return spacing.ReplaceAllString(text, " ")
}

func TestAgainstCPython(t *testing.T) {
	const cpython = "/usr/bin/python3"
	out, err := exec.Command(cpython, "-c", "import sys; print('%d.%d' % sys.version_info[:2])").Output()
	if err != nil || strings.TrimSpace(string(out)) != "3.11" {
		t.Skip("no CPython 3.11")
	}
	file := filepath.Join("..", "compile", "testdata", "language.py")
	output, err := exec.Command(cpython, "-W", "ignore", "-m", "dis", file).Output()
	if err != nil {
		t.Fatal(err)
	}
	wants := strings.Split(normalize(string(output)), "\n")
	gots := strings.Split(normalize(String(compileFile(t, file))), "\n")
	for i := range wants {
		if i >= len(gots) || gots[i] != wants[i] {
			from := max(0, i-3)
			t.Fatalf("line %d differs\ngot\n%s\nwant\n%s", i, strings.Join(gots[from:min(len(gots), i+3)], "\n"), strings.Join(wants[from:i+1], "\n"))
		}
	}
}
