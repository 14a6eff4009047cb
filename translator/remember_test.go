package translator

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const changing = `package main

type shape interface{ area() int }

type square struct{ side int }

func (s square) area() int { return s.side * s.side }

type pair struct {
	a, b int
	name string
}

func (p *pair) area() int { return p.a * p.b }

const limit = 10

var table = []string{"zero", "one", "two"}

func word(n int) string {
	if n < len(table) {
		return table[n]
	}
	return "many"
}

func total(list []shape) int {
	sum := 0
	for _, s := range list {
		sum += s.area()
	}
	return sum
}

func grow(n int) []shape {
	var list []shape
	for i := range n {
		if i%2 == 0 {
			list = append(list, square{i})
		} else {
			list = append(list, &pair{a: i, b: i + 1, name: word(i)})
		}
	}
	return list
}

func main() {
	println(total(grow(limit)), word(1))
}
`

// TestRemembered translates a program, and then, one after the other, what it becomes by changes: with what is remembered each comes to
// what it comes to without.
func TestRemembered(t *testing.T) {
	translate := func(cache, dir, source string) []byte {
		t.Helper()
		t.Setenv("XDG_CACHE_HOME", cache)
		path := filepath.Join(dir, "main.go")
		if err := os.WriteFile(path, []byte(source), 0o666); err != nil {
			t.Fatal(err)
		}
		o := Options{Backend: "llvm", Emit: "ll", Output: filepath.Join(dir, "out.ll"), VerifyStages: true}
		if _, err := o.Resolve(true); err != nil {
			t.Fatal(err)
		}
		s := &Session{Options: o, Patterns: []string{path}}
		if err := s.Translate(); err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(o.Output)
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	cache, dir := t.TempDir(), t.TempDir()
	translate(cache, dir, changing)
	kept, err := filepath.Glob(filepath.Join(cache, "rgo", "functions", "*"))
	if err != nil || len(kept) != 1 {
		t.Fatalf("remembered are %q, %v", kept, err)
	}
	source := changing
	for _, c := range [][2]string{
		{"return s.side * s.side", "return s.side*s.side + 1"},
		{`"many"`, `"quite many"`},
		{"limit = 10", "limit = 12"},
		{"a, b int", "b, a int"},
		{"\tname string", "\tname string\n\tmore [3]int"},
		{`return "quite many"`, `return unknown(n)`},
		{"func main() {", "func unknown(n int) string {\n\tif n > 100 {\n\t\treturn \"lots\"\n\t}\n\treturn table[0]\n}\n\nfunc main() {"},
		{"println(total", "defer func() { println(\"end\") }()\n\tprintln(total"},
		{`"zero", `, `"none", `},
		{"table[0]\n", "table[1]\n"},
	} {
		was := source
		if source = strings.Replace(source, c[0], c[1], 1); source == was {
			t.Fatalf("there is no %q", c[0])
		}
		if strings.Contains(source, "unknown(n)") && !strings.Contains(source, "func unknown") {
			continue // with the next change
		}
		if got, want := translate(cache, dir, source), translate(t.TempDir(), dir, source); !bytes.Equal(got, want) {
			t.Errorf("%q instead of %q: not what comes without memory", c[1], c[0])
		}
	}
}
