package initialise

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rgo/flowgraph"
	"rgo/flowgraph/build"
)

const source = `package main

import "os"

type node struct {
	next  *node
	value int
	names []string
	any   any
	f     func() int
	inner [3]byte
}

var (
	ring   = makeRing(3)
	lookup = map[string]*node{"ring": ring}
	middle = &ring.names[1]
	shared = ring.names[:1]
	text   = "abc"[1:]
	count  = 5
	bump   = func() int { count++; return count }
	six    = bump()
	table  = [...]float32{1.5, -0.0, 2}
	bytes  = []byte("xyz")
	late   = len(os.Args) // os is initialised at start-up
)

func makeRing(n int) *node {
	first := &node{value: 1, names: []string{"a", "b"}, any: 3.5, inner: [3]byte{1, 0, 3}}
	last := first
	for i := 2; i <= n; i++ {
		k := i
		last.next = &node{value: i, any: first, f: func() int { return k }}
		last = last.next
	}
	last.next = first
	return first
}

func main() { println(lookup["ring"] == ring, *middle, shared[0], text, six, late) }
`

func load(t *testing.T, src string) *flowgraph.Program {
	t.Helper()
	file := filepath.Join(t.TempDir(), "prog.go")
	if err := os.WriteFile(file, []byte(src), 0o644); err != nil {
		t.Fatal(err)
	}
	l, err := build.Load(build.Config{Patterns: []string{file}})
	if err != nil {
		t.Fatal(err)
	}
	p, err := build.NewProgram(l)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func global(t *testing.T, p *flowgraph.Program, name string) *flowgraph.Object {
	t.Helper()
	for _, g := range p.Globals {
		if g.Name == name {
			return g
		}
	}
	t.Fatalf("no global %s", name)
	return nil
}

// TestLate: package main calls os, whose initialiser looks at the command line, so all of main is left to start-up.
func TestLate(t *testing.T) {
	p := load(t, source)
	deferred, err := Run(p, 0)
	if err != nil {
		t.Fatal(err)
	}
	paths := ""
	for _, d := range deferred {
		paths += d.Path + " "
	}
	if !strings.Contains(paths, "main ") && !global(t, p, "main.count").Deferred {
		t.Skip("package os does not look at the command line in its initialiser")
	}
	for _, name := range []string{"main.ring", "main.count", "main.six"} {
		if g := global(t, p, name); g.Leaves != nil || !g.Deferred {
			t.Errorf("%s = %v, deferred %v", name, g.Leaves, g.Deferred)
		}
	}
}

// TestFrozen checks the heap that initialisers leave.
func TestFrozen(t *testing.T) {
	src := strings.Replace(source, `import "os"`, "", 1)
	src = strings.Replace(src, "len(os.Args) //", "7 //", 1)
	p := load(t, src)
	deferred, err := Run(p, 0)
	if err != nil || len(deferred) > 0 {
		t.Fatal(deferred, err)
	}
	ring := global(t, p, "main.ring").Leaves[0].(flowgraph.Pointer)
	// Leaves: next, value, names, any, f, inner[0..2].
	first := ring.Obj.Leaves
	second := first[0].(flowgraph.Pointer).Obj.Leaves
	third := second[0].(flowgraph.Pointer).Obj.Leaves
	if third[0].(flowgraph.Pointer) != ring {
		t.Error("the ring is not closed")
	}
	if first[1] != int64(1) || second[1] != int64(2) || third[1] != int64(3) {
		t.Error("values:", first[1], second[1], third[1])
	}
	if v := first[3].(flowgraph.IfaceValue); v.Type.String() != "float64" || v.Leaves[0] != 3.5 {
		t.Error("interface:", v)
	}
	if v := second[3].(flowgraph.IfaceValue); v.Leaves[0] != ring {
		t.Error("interface:", v)
	}
	f := third[4].(flowgraph.FuncValue)
	if cell, ok := f.Bound[0].(flowgraph.Pointer); ok && cell.Obj.Leaves[0] != int64(3) || !ok && f.Bound[0] != int64(3) {
		t.Error("closure:", f.Bound)
	}
	if first[5] != uint64(1) || first[6] != nil || first[7] != uint64(3) {
		t.Error("array in struct:", first[5:])
	}
	names := first[2].(flowgraph.SliceValue)
	if names.Len != 2 || names.Data.Obj.Leaves[1] != "b" {
		t.Error("slice:", names)
	}
	if m := global(t, p, "main.middle").Leaves[0].(flowgraph.Pointer); m.Obj != names.Data.Obj || m.Leaf != 1 {
		t.Error("interior pointer:", m)
	}
	if s := global(t, p, "main.shared").Leaves[0].(flowgraph.SliceValue); s.Data != names.Data || s.Len != 1 || s.Cap != 2 {
		t.Error("shared slice:", s)
	}
	for name, want := range map[string]any{"main.text": "bc", "main.count": int64(6), "main.six": int64(6), "main.late": int64(7)} {
		if g := global(t, p, name); g.Leaves[0] != want {
			t.Errorf("%s = %v, want %v", name, g.Leaves[0], want)
		}
	}
	if b := global(t, p, "main.bytes").Leaves[0].(flowgraph.SliceValue); b.Data.Obj.Leaves[2] != uint64('z') {
		t.Error("bytes:", b)
	}
	if strings.Contains(p.String(), "bad") {
		t.Error("the program does not print")
	}
}

// TestDeterministic runs the initialisers twice.
func TestDeterministic(t *testing.T) {
	var texts [2]string
	for i := range texts {
		p := load(t, source)
		if _, err := Run(p, 0); err != nil {
			t.Fatal(err)
		}
		// Temporary directories differ; positions name the file.
		var b strings.Builder
		for _, g := range p.Globals {
			b.WriteString(g.Name)
		}
		full := p.String()
		texts[i] = b.String() + full[:strings.Index(full, "\ngraph ")]
		texts[i] = strings.ReplaceAll(texts[i], "002", "001")
	}
	if texts[0] != texts[1] {
		t.Error("two runs differ")
	}
}

func TestTooLong(t *testing.T) {
	p := load(t, "package main\n\nvar x = loop()\nvar y = 3\n\nfunc loop() int {\n\tn := 0\n\tfor n < 1000000000 {\n\t\tn++\n\t}\n\treturn n\n}\n\nfunc main() { println(x, y) }\n")
	deferred, err := Run(p, 100000)
	if err != nil || len(deferred) != 1 || deferred[0].Path != "main" {
		t.Fatal(deferred, err)
	}
	if global(t, p, "main.y").Leaves != nil {
		t.Error("main.y is not undone")
	}
}
