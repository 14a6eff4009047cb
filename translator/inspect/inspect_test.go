package inspect

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"rgo/backends/golang"
	"rgo/flowgraph"
	"rgo/flowgraph/draw"
	"rgo/translator"
)

var update = flag.Bool("update", false, "rewrite golden files")

// open translates the program that the tests look at, once.
var open = sync.OnceValues(func() (*Program, error) {
	o := translator.Options{Backend: "llvm"}
	if _, err := o.Resolve(true); err != nil {
		return nil, err
	}
	return Open(&translator.Session{Options: o, Patterns: []string{"testdata/shapes/main.go"}}, flowgraph.Lowered)
})

func shapes(t *testing.T) *Program {
	t.Helper()
	p, err := open()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// golden compares got with a file of testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; look at what -update makes of it. Got:\n%s", path, got)
	}
}

// TestStages compares text and picture of a few functions at every stage with golden files.
func TestStages(t *testing.T) {
	p := shapes(t)
	for _, fn := range []string{"gcd", "total", "side"} {
		var text, pictures bytes.Buffer
		for st := flowgraph.Flow; st <= flowgraph.Lowered; st++ {
			io.WriteString(&text, "-- "+st.String()+" --\n")
			if err := p.Write(&text, fn, st, "text"); err != nil {
				t.Fatal(err)
			}
			var svg bytes.Buffer
			if err := p.Write(&svg, fn, st, "svg"); err != nil {
				t.Fatal(err)
			}
			wellFormed(t, fn+" at "+st.String(), svg.Bytes())
			_, drawing, _ := strings.Cut(svg.String(), "</style>\n")
			io.WriteString(&pictures, "-- "+st.String()+" --\n"+drawing)
		}
		golden(t, fn+".txt", typeIDs.ReplaceAllString(text.String(), "case N ->"))
		if fn != "total" { // its type ids depend on what types the runtime has
			golden(t, fn+".svg.txt", pictures.String())
		}
	}
}

var typeIDs = regexp.MustCompile(`case \d+ ->`)

func wellFormed(t *testing.T, what string, svg []byte) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(svg))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Errorf("%s: the SVG is not well-formed: %v", what, err)
			return
		}
	}
}

// TestWhy compares all answers about the functions of the program with a golden file.
func TestWhy(t *testing.T) {
	p := shapes(t)
	var b bytes.Buffer
	for _, fn := range []string{"gcd", "sum", "total", "say", "find", "newSquare", "side", "fib"} {
		io.WriteString(&b, "-- "+fn+" --\n")
		if err := p.WriteWhy(&b, fn, 0, true); err != nil {
			t.Fatal(err)
		}
	}
	golden(t, "why.txt", b.String())
}

// TestWhyLine asks for one line, and without --all.
func TestWhyLine(t *testing.T) {
	p := shapes(t)
	var b strings.Builder
	if err := p.WriteWhy(&b, "say", 63, false); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"is indirect, through a table", "n7", "main.go:90"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("the answer does not mention %q:\n%s", want, b.String())
		}
	}
	if strings.Contains(b.String(), "is alive") {
		t.Errorf("the answer about a line speaks of the function:\n%s", b.String())
	}
}

// TestWhyShared asks about a function that another one stands for, and about an object in a frame.
func TestWhyShared(t *testing.T) {
	file := filepath.Join(t.TempDir(), "main.go")
	text := `package main

type a struct{ x, y int }
type b struct{ u, v int }

//go:noinline
func (p *a) sum(q *int) int { return p.x + p.y**q }

//go:noinline
func (p *b) sum(q *int) int { return p.u + p.v**q }

//go:noinline
func twice(n int) int {
	p := new(int)
	*p = n
	return (&a{n, n}).sum(p) + (&b{n, n}).sum(p)
}

func main() {
	for i := range 5 {
		println(twice(i))
	}
}
`
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	o := translator.Options{Backend: "llvm"}
	if _, err := o.Resolve(true); err != nil {
		t.Fatal(err)
	}
	p, err := Open(&translator.Session{Options: o, Patterns: []string{file}}, flowgraph.Lowered)
	if err != nil {
		t.Fatal(err)
	}
	for fn, want := range map[string]string{
		"main.(*b).sum": "no code of its own is left: it does the same as main.(*a).sum",
		"main.twice":    "does not allocate: nothing refers to the object when the call ends",
	} {
		var b strings.Builder
		if err := p.WriteWhy(&b, fn, 0, true); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(b.String(), want) {
			t.Errorf("the answer about %s does not say %q:\n%s", fn, want, b.String())
		}
	}
	if _, err := p.Backend("main.(*b).sum"); err == nil || !strings.Contains(err.Error(), "does the same as") {
		t.Errorf("the code of main.(*b).sum: %v", err)
	}
}

func TestFind(t *testing.T) {
	p := shapes(t)
	for name, want := range map[string]string{
		"main.gcd": "main.gcd", "gcd": "main.gcd", "(*square).area": "main.(*square).area", "square.area": "main.(*square).area",
	} {
		if got, err := p.Find(name, flowgraph.Flow); err != nil || got != want {
			t.Errorf("Find(%q) = %q, %v, want %q", name, got, err, want)
		}
	}
	for name, want := range map[string]string{
		"area":  "\"area\" is ambiguous:\n\tmain.(*square).area\n\tmain.box.area",
		"gdc":   "no function \"gdc\" is reached: did you mean main.gcd",
		"Shape": "no function \"Shape\" is reached",
	} {
		if _, err := p.Find(name, flowgraph.Flow); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("Find(%q): error %v, want %q", name, err, want)
		}
	}
	if _, err := p.Find("newSquare", flowgraph.Lowered); err == nil || !strings.Contains(err.Error(), "every call of it has been inlined") {
		t.Errorf("a function that was inlined: error %v", err)
	}
}

// TestPositions checks that operations keep their source positions to the end: of the functions of the program itself,
// all of those that read, write, call, allocate or branch, and nearly all of the others.
func TestPositions(t *testing.T) {
	p := shapes(t)
	for st := flowgraph.Flow; st <= flowgraph.Lowered; st++ {
		for name, g := range p.stages[st] {
			if !strings.HasPrefix(name, "main.") || g.Doc != "" {
				continue
			}
			for _, b := range g.Blocks {
				for _, op := range b.Ops {
					if op.Pos.Line == 0 && op.Kind.Has(flowgraph.Panics|flowgraph.Allocs|flowgraph.Reads|flowgraph.Writes|flowgraph.Calls) && !placeless(op.Kind) {
						t.Errorf("%s at %s: %s has no position", name, st, flowgraph.OpString(op))
					}
				}
				if b.Switch != nil && b.Pos.Line == 0 {
					t.Errorf("%s at %s: the branch at the end of block %d has no position", name, st, b.ID)
				}
			}
		}
	}
}

// placeless reports whether operations of kind k belong to the whole function.
func placeless(k flowgraph.OpKind) bool {
	switch k {
	case flowgraph.OpRootEnter, flowgraph.OpRootLeave, flowgraph.OpStackCheck, flowgraph.OpKeepAlive:
		return true
	}
	return false
}

// TestInlinedPositions checks that what was inlined knows the call that it came by.
func TestInlinedPositions(t *testing.T) {
	d := shapes(t).Draw("main.find", flowgraph.Optimized)
	found := false
	for _, b := range d.Blocks {
		for _, op := range b.Ops {
			if op.Op != "alloc" {
				continue
			}
			found = true
			if len(op.Via) != 1 || op.Via[0].Callee != "main.newSquare" || op.Own != op.Via[0].Pos || !strings.Contains(op.Own, "main.go:70:") || !strings.Contains(op.Pos, "main.go:73:") {
				t.Errorf("the allocation of newSquare in find: %+v", op.Place)
			}
		}
	}
	if !found {
		t.Error("find does not allocate")
	}
}

func TestCalls(t *testing.T) {
	p := shapes(t)
	c := p.Calls("main.total", 1, flowgraph.Lowered, nil)
	var b strings.Builder
	if err := c.Text(&b); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"main.main  size", "-> main.(*square).area  (through an address, in a loop)", "-> main.box.area"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("calls do not mention %q:\n%s", want, b.String())
		}
	}
	for _, format := range []string{"svg", "dot", "json"} {
		b.Reset()
		if err := p.WriteCalls(&b, "total", 2, flowgraph.Lowered, format); err != nil || !strings.Contains(b.String(), "main.box.area") {
			t.Errorf("format %s: %v\n%s", format, err, b.String())
		}
	}
}

// TestFactOrigins asks where the facts about two variables come from.
func TestFactOrigins(t *testing.T) {
	p := shapes(t)
	f, ok := p.FactOf("main.side", "s")
	if !ok || len(f.Origin) != 1 || f.Origin[0].Title != "can be nil" {
		t.Fatalf("the parameter of side: %+v", f)
	}
	var b strings.Builder
	stepsText(&b, "", f.Origin[0].Steps)
	for _, want := range []string{"argument s of main.side", "returned by main.find", "the constant nil"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("the origin does not mention %q:\n%s", want, b.String())
		}
	}
	if f, ok = p.FactOf("main.total", "s"); !ok || !strings.Contains(f.Text, "one of") || len(f.Origin) < 2 {
		t.Errorf("the shape in total: %+v", f)
	}
	if _, ok = p.FactOf("main.total", "nothing"); ok {
		t.Error("a variable that is not there has a fact")
	}
}

// TestCode checks that lines of LLVM IR, assembly and printed Go lead back to the source.
func TestCode(t *testing.T) {
	p := shapes(t)
	check := func(l *Listing, err error, wantText, wantPos string) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range l.Lines {
			if strings.Contains(line.Text, wantText) && strings.HasPrefix(line.Pos, wantPos) {
				return
			}
		}
		t.Errorf("no line with %q from %s in the %s:\n%+v", wantText, wantPos, l.Language, l.Lines)
	}
	ir, err := p.Backend("main.gcd")
	check(ir, err, "srem", "main.go:39:")
	if translator.HaveClang() {
		asm, err := p.Machine(context.Background(), "main.gcd")
		check(asm, err, "idiv", "main.go:39:")
	}
	if _, err := p.Backend("main.newSquare"); err == nil || !strings.Contains(err.Error(), "has no code of its own") {
		t.Errorf("a function that was inlined: error %v", err)
	}
	printer, err := golang.NewPrinter(p.Session.Prog)
	if err != nil {
		t.Fatal(err)
	}
	text, err := printer.Function(p.Graph("main.gcd", flowgraph.Lowered))
	if err != nil {
		t.Fatal(err)
	}
	c := &codeCache{names: map[string]string{}}
	check(&Listing{Language: "go", Lines: c.goLines(string(text))}, nil, "%", "main.go:39")
}

func TestSource(t *testing.T) {
	p := shapes(t)
	s, err := p.Source("main.gcd")
	if err != nil {
		t.Fatal(err)
	}
	if s.First != 36 || len(s.Lines) != 7 || s.Lines[1] != "func gcd(a, b int) int {" || s.Lines[6] != "}" {
		t.Errorf("the source of gcd: %+v", s)
	}
	if _, err := p.Source("rgo.entry"); err == nil {
		t.Error("the entry of the program has a source")
	}
}

// TestDiff compares total before and after inlining: the calls are gone, the bodies are new, the rest is the same.
func TestDiff(t *testing.T) {
	p := shapes(t)
	before, after := p.Diff("main.total", flowgraph.Rtyped, flowgraph.Optimized)
	marks := func(g *draw.Graph, mark string) string {
		var list []string
		for _, b := range g.Blocks {
			for _, op := range b.Ops {
				if op.Change == mark {
					list = append(list, op.Op)
				}
			}
		}
		return strings.Join(list, " ")
	}
	if got := marks(before, "gone"); got != "call call" {
		t.Errorf("gone: %s", got)
	}
	if got := marks(after, "new"); got != "mem_load mem_load int_mul int_mul" {
		t.Errorf("new: %s", got)
	}
	same, _ := p.Diff("main.total", flowgraph.Optimized, flowgraph.Optimized)
	if got := marks(same, "new") + marks(same, "gone") + marks(same, "changed"); got != "" {
		t.Errorf("a stage compared with itself differs: %s", got)
	}
}

func TestSplitLine(t *testing.T) {
	if name, line, err := SplitLine("(*T).m:12"); name != "(*T).m" || line != 12 || err != nil {
		t.Errorf("%q, %d, %v", name, line, err)
	}
	if name, line, err := SplitLine("f"); name != "f" || line != 0 || err != nil {
		t.Errorf("%q, %d, %v", name, line, err)
	}
	for _, bad := range []string{"f:", "f:x", "f:0"} {
		if _, _, err := SplitLine(bad); err == nil {
			t.Errorf("%q is taken for a line", bad)
		}
	}
}
