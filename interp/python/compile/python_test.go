package compile

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"rgo/interp/python/ast"
	"rgo/interp/python/code"
	"rgo/interp/python/parser"
)

const cpython = "/usr/bin/python3"

// context is the number of lines shown around a difference.
const context = 12

func requireCPython(t *testing.T) {
	out, err := exec.Command(cpython, "-c", "import sys; print('%d.%d' % sys.version_info[:2])").Output()
	if err != nil || strings.TrimSpace(string(out)) != "3.11" {
		t.Skip("no CPython 3.11")
	}
}

// libraryFiles is the standard library of CPython; short tests take a part.
func libraryFiles() []string {
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
	local, _ := filepath.Glob("testdata/*.py")
	return append(local, files...)
}

// listScript writes what every code object of the files on standard input
// holds, in the format of listCode.
const listScript = `
import dis, opcode, sys, warnings
warnings.simplefilter('ignore')
sys.setrecursionlimit(100000)
if hasattr(sys, 'set_int_max_str_digits'): sys.set_int_max_str_digits(0)
CACHE, PRECALL, EXTENDED = 0, opcode.opmap['PRECALL'], opcode.opmap['EXTENDED_ARG']
def const(c):
    if type(c) is frozenset: return 'frozenset{' + ', '.join(sorted(map(const, c))) + '}'
    if type(c) is tuple: return '(' + ', '.join(map(const, c)) + ')'
    if hasattr(c, 'co_code'): return 'code ' + c.co_name
    return repr(c)
def show(co, out):
    out.append('code %s flags=%x args=%d,%d,%d line=%d stack=%d' % (co.co_qualname, co.co_flags, co.co_argcount, co.co_posonlyargcount, co.co_kwonlyargcount, co.co_firstlineno, co.co_stacksize))
    out.append('vars %s | %s | %s' % (' '.join(co.co_varnames), ' '.join(co.co_cellvars), ' '.join(co.co_freevars)))
    out.append('names ' + ' '.join(co.co_names))
    raw = co.co_code
    index, instrs, ext, n = {}, [], 0, 0
    positions = list(co.co_positions())
    for u in range(0, len(raw), 2):
        op, arg = raw[u], raw[u+1]
        index[u] = n
        if op in (CACHE, PRECALL): continue
        if op == EXTENDED: ext = (ext | arg) << 8; continue
        arg |= ext; ext = 0
        name = opcode.opname[op]
        if op in opcode.hasjrel:
            arg = -arg if 'BACKWARD' in name else arg
            arg = ('to', u + 2 + 2*arg)
        instrs.append((name, arg, positions[u//2])); n += 1
    index[len(raw)] = n
    for i, (name, arg, p) in enumerate(instrs):
        if type(arg) is tuple: arg = index[arg[1]]
        out.append('  %d %s %d  %s' % (i, name, arg, ','.join('-' if x is None else str(x) for x in p)))
    for e in dis._parse_exception_table(co):
        out.append('  handler %d %d %d %d %d' % (index[e.start], index[e.end], index[e.target], e.depth, e.lasti))
    for i, c in enumerate(co.co_consts): out.append('  const %d %s' % (i, const(c)))
    for c in co.co_consts:
        if hasattr(c, 'co_code'): show(c, out)
for line in sys.stdin:
    name = line.strip()
    with open(name, 'rb') as f: source = f.read()
    out = ['file ' + name]
    try: show(compile(source, name, 'exec', dont_inherit=True), out)
    except SyntaxError as e: out.append('error')
    sys.stdout.write('\n'.join(out).encode('utf-8', 'backslashreplace').decode() + '\n')
`

func listConst(c code.Const) string {
	switch c := c.(type) {
	case code.Tuple:
		return "(" + strings.Join(listConsts(c), ", ") + ")"
	case code.FrozenSet:
		list := listConsts(c)
		sort.Strings(list)
		return "frozenset{" + strings.Join(list, ", ") + "}"
	case *code.Code:
		return "code " + c.Name
	}
	return code.Repr(c)
}

func listConsts(list []code.Const) []string {
	var parts []string
	for _, c := range list {
		parts = append(parts, listConst(c))
	}
	return parts
}

func listCode(c *code.Code, out *[]string) {
	add := func(format string, args ...any) { *out = append(*out, fmt.Sprintf(format, args...)) }
	add("code %s flags=%x args=%d,%d,%d line=%d stack=%d", c.QualName, int(c.Flags), c.ArgCount, c.PosOnlyCount, c.KwOnlyCount, c.FirstLine, c.StackSize)
	add("vars %s | %s | %s", strings.Join(c.VarNames, " "), strings.Join(c.CellVars, " "), strings.Join(c.FreeVars, " "))
	add("names %s", strings.Join(c.Names, " "))
	number := func(n int32) string {
		if n < 0 {
			return "-"
		}
		return fmt.Sprint(n)
	}
	for i, in := range c.Instrs {
		p := c.Positions[i]
		add("  %d %s %d  %s,%s,%s,%s", i, code.Op(in), code.Arg(in), number(p.Line), number(p.EndLine), number(p.Col), number(p.EndCol))
	}
	for _, h := range c.ExceptionTable {
		lasti := 0
		if h.LastI {
			lasti = 1
		}
		add("  handler %d %d %d %d %d", h.Start, h.End, h.Target, h.Depth, lasti)
	}
	for i, k := range c.Consts {
		add("  const %d %s", i, listConst(k))
	}
	for _, k := range c.Consts {
		if inner, ok := k.(*code.Code); ok {
			listCode(inner, out)
		}
	}
}

// TestLibraryCode compares the code of CPython's standard library with what
// CPython makes of it.
func TestLibraryCode(t *testing.T) {
	requireCPython(t)
	files := libraryFiles()
	if pattern := os.Getenv("PYFILE"); pattern != "" {
		files, _ = filepath.Glob(pattern)
	}
	command := exec.Command(cpython, "-c", listScript)
	command.Stdin = strings.NewReader(strings.Join(files, "\n") + "\n")
	pipe, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	defer command.Wait()
	scanner := bufio.NewScanner(pipe)
	scanner.Buffer(make([]byte, 1<<20), 1<<28)
	failures := 0
	var file string
	var want []string
	check := func() {
		if file == "" || failures > 12 || len(want) == 1 && want[0] == "error" {
			return
		}
		if !compareCode(t, file, want) {
			failures++
		}
	}
	for scanner.Scan() {
		if name, ok := strings.CutPrefix(scanner.Text(), "file "); ok {
			check()
			file, want = name, nil
			continue
		}
		want = append(want, scanner.Text())
	}
	check()
	if scanner.Err() != nil {
		t.Fatal(scanner.Err())
	}
}

func compareCode(t *testing.T, file string, want []string) bool {
	src, err := os.ReadFile(file)
	if err != nil {
		t.Error(err)
		return false
	}
	module, syntaxError := parseLibrary(t, file, src)
	var result *code.Code
	if syntaxError == nil {
		result, syntaxError = Module(module, file, Options{})
	}
	if syntaxError != nil {
		t.Error(syntaxError.Error())
		return false
	}
	checkCode(t, result)
	var lines []string
	listCode(result, &lines)
	got := strings.Split(strings.Join(lines, "\n"), "\n")
	for i := range got {
		if i >= len(want) || got[i] != want[i] {
			from := max(0, i-context)
			unit := i
			for unit > 0 && !strings.HasPrefix(got[unit], "code ") {
				unit--
			}
			t.Errorf("%s: %s\ngot:\n%s\nwant:\n%s", file, got[unit], strings.Join(got[from:min(len(got), i+context)], "\n"),
				strings.Join(want[min(from, len(want)):min(len(want), i+context)], "\n"))
			return false
		}
	}
	return true
}

func constString(s string) code.Const { return code.Str(s) }

// parseLibrary parses a file of the library, one of which is not in UTF-8.
func parseLibrary(t *testing.T, file string, src []byte) (*ast.Module, *parser.SyntaxError) {
	if parser.OtherEncoding(src) == "koi8-r" {
		text, err := charmap.KOI8R.NewDecoder().Bytes(src)
		if err != nil {
			t.Fatal(err)
		}
		return parser.ParseText(file, string(text), ast.File)
	}
	return parser.ParseFile(file, src)
}
