package cli

// This file tests what translated programs see of their collector.

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// dying makes objects that die at once, in a call whose frame is overwritten afterwards, so that no stale word of the
// stack keeps them.
const dying = `package main

import (
	"rgo/rlib/gc"
	"runtime"
	"weak"
)

type res struct {
	name string
	next *res
}

func (r *res) Close() error { println("close " + r.name); return nil }

type closer interface{ Close() error }

var revived *res

//go:noinline
func make1() weak.Pointer[res] {
	r := &res{name: "one"}
	runtime.SetFinalizer(r, (*res).Close)
	gc.Pin(r)
	gc.Unpin(r)
	return weak.Make(r)
}

//go:noinline
func make2() {
	a := &res{name: "two"}
	runtime.SetFinalizer(a, func(c closer) { c.Close() })
	b := &res{name: "cleaned"}
	runtime.AddCleanup(b, func(n int) { println("cleanup", n) }, 42)
	c := &res{name: "stopped"}
	runtime.AddCleanup(c, func(n int) { println("never", n) }, 1).Stop()
	d := &res{name: "removed"}
	runtime.SetFinalizer(d, func(*res) { println("never") })
	runtime.SetFinalizer(d, nil)
	inner := &res{name: "inner"}
	outer := &res{name: "outer", next: inner}
	runtime.SetFinalizer(inner, func(r *res) { println("inner after outer:", revived != nil) })
	runtime.SetFinalizer(outer, func(r *res) { revived = r })
}

//go:noinline
func make3() {
	runtime.SetFinalizer(new([100]int), func(*[100]int) { panic("from a finalizer") })
}

//go:noinline
func overwrite(n int) int {
	var a [100]int
	for i := range a {
		a[i] = n
	}
	if n > 0 {
		return overwrite(n-1) + a[n%100]
	}
	return 0
}

func main() {
	w := make1()
	make2()
	overwrite(50)
	runtime.GC()
	println("revived", revived != nil && revived.name == "outer" && revived.next.name == "inner")
	revived = &res{}
	overwrite(50)
	runtime.GC()
	gc.Run()
	println("dead", w.Value() == nil)
	s := gc.Read()
	println("counted", s.Collections >= 2, s.TotalBytes > 0)
	defer func() { println("recovered", recover() != nil) }()
	make3()
	overwrite(50)
	runtime.GC()
}
`

// wantDying is what it prints on standard error, in any order, up to the panic that ends it.
const wantDying = `cleanup 42
close one
close two
counted true true
dead true
inner after outer: true
revived true`

func TestFinalizers(t *testing.T) {
	dir := project(t, map[string]string{"main.go": dying})
	for _, flags := range [][]string{
		{"--backend", "llvm", "--gc", "marksweep", "--roots", "conservative"},
		{"--backend", "llvm", "--gc", "marksweep", "--roots", "shadowstack"},
		{"--backend", "go", "--gc", "marksweep"},
	} {
		t.Run(strings.Join(flags, " "), func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "vm")
			if r := run(t, dir, nil, rgo, append([]string{"translate", ".", "-o", out}, flags...)...); r.status != 0 {
				t.Fatal(r.stderr)
			}
			for _, env := range [][]string{nil, {"RGO_GC_STRESS=7"}} {
				r := run(t, dir, env, out)
				text, rest, _ := strings.Cut(r.stderr, "panic: ")
				lines := strings.Split(strings.TrimSpace(text), "\n")
				slices.Sort(lines)
				if got := strings.Join(lines, "\n"); r.status != 2 || got != wantDying || !strings.HasPrefix(rest, "from a finalizer\n") {
					t.Errorf("%v: status %d, standard error, sorted:\n%s\npanic: %s", env, r.status, got, rest)
				}
			}
		})
	}
}
