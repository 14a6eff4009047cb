package build

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rgo/flowgraph"
)

// keptSource is a program of several packages with all that graphs can mention.
var keptSource = map[string]string{
	"go.mod": "module example.com/kept\n\ngo 1.26\n",
	"main.go": `package main

import (
	"errors"
	"fmt"
	"os"
	"sort"

	"example.com/kept/primes"
	"example.com/kept/shapes"
	"example.com/kept/util"
)

type counter struct {
	shapes.Named
	n int
}

func (c *counter) add(n int) { c.n += n }

func (c counter) String() string { return fmt.Sprint(c.Name(), c.n) }

type adder interface{ add(n int) }

type noter interface{ note() string }

func (c *counter) note() string { return "note" }

func asNoter(c *counter) noter { return c }

var table = []func(int) int{
	func(n int) int { return n + 1 },
	double,
}

var errNone = errors.New("none")

var total = sum(1, 2)

func init() { total++ }

func double(n int) int { return 2 * n }

func sum(list ...int) (n int) {
	for _, x := range list {
		n += x
	}
	return n
}

func try(f func()) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("caught %v", r)
		}
	}()
	defer caught("try")
	f()
	return nil
}

func caught(name string) {
	if r := recover(); r != nil {
		println(name)
		panic(r)
	}
}

func local() fmt.Stringer {
	type own struct{ counter }
	return own{counter: counter{n: 3}}
}

func failed(err error) bool {
	var path *os.PathError
	return errors.As(err, &path) || err == errNone
}

func main() {
	c := &counter{n: util.Limit}
	var a adder = c
	fmt.Println(asNoter(c), primes.Nth(c.n), primes.All())
	a.add(table[1](total))
	bound, method := c.add, (*counter).add
	bound(1)
	method(c, 2)
	words := map[string]int{"a": 1, "b": 2}
	words["c"]++
	keys := util.Keys(words)
	sort.Slice(keys, func(i, j int) bool { return keys[i] < keys[j] })
	for i, r := range "año" {
		fmt.Println(i, r, keys, c, local())
	}
	fmt.Println(try(func() { fmt.Println(util.Map(keys, shapes.Upper)) }), failed(errNone))
	for n := range shapes.Count(3) {
		if n == 2 {
			break
		}
		defer fmt.Println(n)
	}
}
`,
	"util/util.go": `// Package util is generic.
package util

// Limit is a number.
const Limit = 10

// Keys returns keys.
func Keys[K comparable, V any](m map[K]V) []K {
	var list []K
	for k := range m {
		list = append(list, k)
	}
	return list
}

// Map maps.
func Map[T, U any](list []T, f func(T) U) []U {
	var s stack[U]
	for _, x := range list {
		s.push(f(x))
	}
	return s.list
}

type stack[T any] struct{ list []T }

func (s *stack[T]) push(x T) { s.list = append(s.list, x) }
`,
	"primes/primes.go": `// Package primes has tables.
package primes

var primes = [...]uint16{2, 3, 5, 7, 11, 13, 17, 19, 23}

type span struct{ from, to int }

var sets = []struct {
	name  string
	spans []span
}{
	{"few", []span{{1, 2}, {3, -4}, {5, 6}, {7, 8}, {9, 10}, {11, 12}, {13, 14}, {15, 1 << 4}}},
	{"last", []span{{int(primes[8]), len(primes)}}},
}

// Nth returns a prime.
func Nth(i int) int { return int(primes[i%len(primes)]) }

// All returns everything.
func All() (n int) {
	for _, s := range sets {
		for _, x := range s.spans {
			n += x.to - x.from
		}
	}
	return n
}
`,
	"shapes/shapes.go": `// Package shapes has types.
package shapes

import "strings"

// Named has a name.
type Named struct{ name string }

// Name returns it.
func (n Named) Name() string { return n.name + suffix() }

func suffix() string { return "!" }

// Upper converts.
func Upper(s string) string { return strings.ToUpper(s) }

// Lower is not used.
func Lower(s string) string { return strings.ToLower(s) }

// Count counts.
func Count(n int) func(yield func(int) bool) {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}
`,
}

// A keptEdit replaces a text in a file, the first time that it occurs.
type keptEdit struct{ name, file, old, new string }

var keptEdits = []keptEdit{
	{"nothing", "main.go", "package main", "package main"},
	{"body", "main.go", "n += x", "n -= -x"},
	{"lines", "shapes/shapes.go", "func suffix", "// suffix returns what\n// comes last.\nfunc suffix"},
	{"new function: wrong", "main.go", "return 2 * n", "return twice(n)"},
	{"new function", "main.go", "func sum", "func twice(n int) int { return n + n }\n\nfunc sum"},
	{"function not used before", "main.go", "shapes.Upper)", "shapes.Lower)"},
	{"library function not used before", "shapes/shapes.go", "strings.ToLower(s)", "strings.ToLower(strings.TrimSpace(s))"},
	{"new import: wrong", "shapes/shapes.go", `import "strings"`, "import (\n\t\"strconv\"\n\t\"strings\"\n)"},
	{"new import", "shapes/shapes.go", `return "!"`, `return strconv.Itoa(len("!"))`},
	{"changed signature", "shapes/shapes.go", "func suffix() string", "func suffix() (text string)"},
	{"changed signature", "main.go", "twice(n int) int { return n + n }", "twice(n int, more ...string) int { return n + n }"},
	{"changed constant", "util/util.go", "Limit = 10", "Limit = 11"},
	{"changed type", "main.go", "\tn int\n}", "\tmore string\n\tn int\n}"},
	{"changed type of another package", "shapes/shapes.go", "struct{ name string }", "struct{ first, name string }"},
	{"generic function", "util/util.go", "var list []K", "list := make([]K, 0, len(m))"},
	{"method of a generic type", "util/util.go", "{ s.list = append(s.list, x) }", "{ s.list = append(s.list, x, x) }"},
	{"closure", "main.go", "return keys[i] < keys[j]", "return keys[i] > keys[j]"},
	{"closure in a variable", "main.go", "return n + 1 }", "return n + 11 }"},
	{"variable", "main.go", "sum(1, 2)", "sum(1, 2, 3)"},
	{"order of initialisation", "main.go", "func double(n int) int {", "func double(n int) int {\n\tn += total\n\t"},
	{"new method", "main.go", "func (c counter) String", "func (c *counter) twice() { c.add(c.n) }\n\nfunc (c counter) String"},
	{"use of it", "main.go", "bound(1)", "bound(1)\n\tc.twice()"},
	{"method that hides a promoted one", "main.go", "func (c counter) String", "func (c counter) Name() string { return \"own\" }\n\nfunc (c counter) String"},
	{"function that hides a predeclared one", "util/util.go", "// Map maps.", "func append[T any](list []T, x ...T) []T { return list }\n\n// Map maps."},
	{"no recover any more", "main.go", "r := recover(); r != nil {\n\t\tprintln", "r := error(nil); r != nil {\n\t\tprintln"},
	{"recover again", "main.go", "r := error(nil)", "r := recover()"},
	{"initialiser", "main.go", "func init() { total++ }", "func init() { total-- }\n\nfunc init() { println(total) }"},
	{"directive", "main.go", "func double", "//go:noinline\nfunc double"},
	{"local type", "main.go", "type own struct{ counter }", "type own struct {\n\t\tcounter\n\t\tx int\n\t}"},
	{"error: wrong", "main.go", "return n\n", "return \"n\"\n"},
	{"no error", "main.go", "return \"n\"\n", "return n + 0\n"},
	{"deleted function", "shapes/shapes.go", "// Upper converts.\nfunc Upper(s string) string { return strings.ToUpper(s) }\n", ""},
	{"import that nobody uses any more: wrong", "shapes/shapes.go", "strings.ToLower(strings.TrimSpace(s))", "s"},
	{"import removed", "shapes/shapes.go", "import (\n\t\"strconv\"\n\t\"strings\"\n)", "import \"strconv\""},
	{"type of a variable by a function: wrong", "main.go", "func sum(list ...int) (n int) {", "func sum(list ...int64) (n int64) {"},
	{"type of a variable by a function: wrong", "main.go", "a.add(table[1](total))", "a.add(table[1](int(total)))"},
	{"type of a variable by a function", "main.go", "n += total", "n += int(total)"},
	{"interface not implemented any more: wrong", "main.go", "func (c *counter) note()", "func (c *counter) notes()"},
	{"implemented again", "main.go", "func (c *counter) notes()", "func (c *counter) note()"},
	{"interface not implemented in another way: wrong", "shapes/shapes.go", "func suffix", "func (n *Named) note() string { return n.name }\n\ntype more struct{ Named }\n\nvar _ interface{ notes() } = (*more)(nil)\n\nfunc suffix"},
	{"implemented again", "shapes/shapes.go", "interface{ notes() }", "interface{ note() string }"},
	{"table", "primes/primes.go", "17, 19,", "17, 18,"},
	{"longer table", "primes/primes.go", "18, 23", "19, 23, 29"},
	{"table in a table", "primes/primes.go", "{3, -4}", "{3, +4}"},
	{"wrong table: wrong", "primes/primes.go", "19, 23", "-19, 23"},
	{"table with keys", "primes/primes.go", "-19, 23", "12: 19, 8: 23"},
	{"beside tables", "primes/primes.go", "x.to - x.from", "x.to + x.from"},
	{"formatted value", "main.go", "fmt.Println(n)", "fmt.Println(n, c.Named)"},
}

// TestKeptGraphs edits a program, and compares what comes of it with graphs of the time before with what comes of it without.
func TestKeptGraphs(t *testing.T) {
	dir := t.TempDir()
	for name, text := range keptSource {
		file := filepath.Join(dir, name)
		os.MkdirAll(filepath.Dir(file), 0o755)
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	library := NewSession()
	where := Graphs{File: filepath.Join(t.TempDir(), "graphs"), Key: "edits"}
	if first, again := keptText(t, dir, library, Graphs{}), keptText(t, dir, nil, where); first != again {
		t.Fatalf("keeping graphs changes them:%s", difference(first, again))
	}
	for i, e := range keptEdits {
		edit(t, filepath.Join(dir, e.file), e.old, e.new)
		if testing.Short() && i%4 != 0 {
			continue
		}
		fresh, kept := keptText(t, dir, library, Graphs{}), keptText(t, dir, nil, where)
		if wrong := strings.HasPrefix(fresh, "error: "); wrong != strings.HasSuffix(e.name, ": wrong") {
			t.Errorf("%s: %s", e.name, fresh[:min(len(fresh), 300)])
		}
		if fresh != kept {
			t.Errorf("%s: kept graphs lead to another program:%s", e.name, difference(fresh, kept))
		}
	}
}

// TestKeptFew: after a change of one function go/ssa gets to see that one, and those whose graphs cannot be kept.
func TestKeptFew(t *testing.T) {
	dir := t.TempDir()
	for name, text := range keptSource {
		file := filepath.Join(dir, name)
		os.MkdirAll(filepath.Dir(file), 0o755)
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	where := Graphs{File: filepath.Join(t.TempDir(), "graphs"), Key: "few"}
	keptText(t, dir, nil, where)
	edit(t, filepath.Join(dir, "main.go"), "n += x", "n -= -x")
	l, err := Load(Config{Dir: dir, Graphs: where})
	if err != nil {
		t.Fatal(err)
	}
	if !l.keeping.stubbed {
		t.Error("the type checker has seen no stubs, or that was not right")
	}
	if _, err := NewProgram(l); err != nil {
		t.Fatal(err)
	}
	var seen []string
	for _, p := range l.Packages {
		if p.eager == nil {
			t.Errorf("all of %s is built again", p.Path)
		}
		for fn := range p.eager {
			seen = append(seen, strings.ReplaceAll(fn.id, separator, "."))
		}
	}
	for _, name := range seen {
		if name != "main.sum" && name != "main.local" {
			t.Errorf("%s is built again", name)
		}
	}
	if len(seen) != 2 {
		t.Errorf("%v are built again, want main.sum and main.local", seen)
	}
}

// TestKeptDamaged: a file that is damaged, or of another translator, counts as none.
func TestKeptDamaged(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "main.go"), []byte(aheadSource), 0o644); err != nil {
		t.Fatal(err)
	}
	edit(t, filepath.Join(dir, "main.go"), "package main", "package main")
	where := Graphs{File: filepath.Join(t.TempDir(), "graphs"), Key: "a"}
	load := func() string {
		l, err := Load(Config{Patterns: []string{filepath.Join(dir, "main.go")}, Graphs: where})
		if err != nil {
			t.Fatal(err)
		}
		return reachedText(t, l)
	}
	want := load()
	if readKept(where) == nil {
		t.Fatal("nothing is kept")
	}
	if readKept(Graphs{File: where.File, Key: "b"}) != nil {
		t.Error("what another translator has kept is read")
	}
	text, err := os.ReadFile(where.File)
	if err != nil {
		t.Fatal(err)
	}
	for i, n := range []int{0, 5, len(keptMagic) + 3, len(text) / 2, len(text) - 1} {
		broken := append([]byte(nil), text...)
		if broken[n]++; i == 0 {
			broken = broken[:len(broken)/2]
		}
		if err := os.WriteFile(where.File, broken, 0o644); err != nil {
			t.Fatal(err)
		}
		if readKept(where) != nil {
			t.Errorf("a file with another byte at %d is read", n)
		}
		if got := load(); got != want {
			t.Errorf("a file with another byte at %d changes the program", n)
		}
	}
}

func edit(t *testing.T, file, old, new string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), old) {
		t.Fatalf("%s lacks %q", file, old)
	}
	if err := os.WriteFile(file, []byte(strings.Replace(string(text), old, new, 1)), 0o644); err != nil {
		t.Fatal(err)
	}
}

// keptText returns the text of a program, or the errors in it.
func keptText(t *testing.T, dir string, library *Session, where Graphs) string {
	t.Helper()
	l, err := Load(Config{Dir: dir, Session: library, Graphs: where})
	if err != nil {
		return "error: " + err.Error()
	}
	return reachedText(t, l)
}

// reachedText returns the text of everything that a program reaches, in order, with positions.
func reachedText(t *testing.T, l *Loaded) string {
	t.Helper()
	p, err := NewProgram(l)
	if err != nil {
		t.Fatal(err)
	}
	stop := p.Source.Ahead()
	_, err = reach(p)
	stop()
	var b strings.Builder
	if err != nil {
		b.WriteString(err.Error() + "\n")
	}
	for _, g := range p.Graphs {
		b.WriteString(g.Name + " " + g.Doc + " " + g.Pos.String() + "\n")
		if g.Built() {
			b.WriteString(g.String() + "\n")
			for _, block := range g.Blocks {
				b.WriteString(block.Pos.String() + " ")
				for _, op := range block.Ops {
					b.WriteString(op.Pos.String() + " ")
				}
			}
			b.WriteString("\n")
			for _, fault := range flowgraph.Verify(p, g) {
				t.Error(fault)
			}
		}
	}
	for _, o := range p.Globals {
		b.WriteString(o.Name + " " + o.Pos.String() + "\n")
	}
	l.Keep()()
	return b.String()
}

// difference returns the first line that differs.
func difference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range x {
		if i >= len(y) || x[i] != y[i] {
			return "\n" + strings.Join(x[max(0, i-3):min(len(x), i+2)], "\n") + "\nbecomes\n" + strings.Join(y[min(len(y), max(0, i-3)):min(len(y), i+2)], "\n")
		}
	}
	return " there is more"
}
