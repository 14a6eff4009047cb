package build

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rgo/flowgraph"
)

// aheadSource has functions of one name (wrappers of local types), deferred calls with graphs of their own, closures,
// instances, and globals that only bodies mention.
const aheadSource = `package main

type base struct{ n int }

func (b base) get() int { return b.n + first }

type getter interface{ get() int }

var first, second, third = 1, 2, 3

var nothing = recover() // in an initialiser, which has no graph for defer statements

func one() getter { type local struct{ base }; return local{base{second}} }
func two() getter { type local struct{ base }; return local{base{third}} }

func each[T any](list []T, f func(T)) {
	for _, x := range list {
		f(x)
	}
}

func try(f func()) (err any) {
	defer func() { err = recover() }()
	defer print(second)
	f()
	return nil
}

func main() {
	println(nothing == nil)
	m := map[string]getter{"one": one(), "two": two()}
	each([]string{"one", "two"}, func(s string) { println(m[s].get()) })
	each([]int{1, 2}, func(i int) { println(try(func() { println(1 / (i - 1)) })) })
}
`

// TestAhead: graphs that are built ahead have the same names, order and bodies as others.
func TestAhead(t *testing.T) {
	file := filepath.Join(t.TempDir(), "main.go")
	if err := os.WriteFile(file, []byte(aheadSource), 0o644); err != nil {
		t.Fatal(err)
	}
	text := func(ahead bool) string {
		l, err := Load(Config{Patterns: []string{file}})
		if err != nil {
			t.Fatal(err)
		}
		p, err := NewProgram(l)
		if err != nil {
			t.Fatal(err)
		}
		stop := func() {}
		if ahead {
			stop = p.Source.Ahead()
		}
		all, err := reach(p)
		stop()
		if err != nil {
			t.Fatal(err)
		}
		return programText(p, all)
	}
	want := text(false)
	if !strings.Contains(want, "#2") {
		t.Error("no two functions have one name")
	}
	for range 3 {
		if got := text(true); got != want {
			t.Fatalf("built ahead:\n%s\nbuilt when asked for:\n%s", got, want)
		}
	}
}

// programText lists what a program knows of, and the bodies of some graphs.
func programText(p *flowgraph.Program, bodies []*flowgraph.Graph) string {
	var b strings.Builder
	for _, g := range p.Graphs {
		b.WriteString(g.Name + "\n")
	}
	for _, o := range p.Globals {
		b.WriteString(o.Name + "\n")
	}
	for _, g := range bodies {
		b.WriteString(g.String())
	}
	return b.String()
}
