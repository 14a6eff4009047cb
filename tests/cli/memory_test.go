package cli

// This file tests what translated programs see of their collector.

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rgo/tests/matrix"
	"rgo/transform"
)

// builds returns the ways to translate that are tested: all, or a spread if tests are to be short.
func builds() []matrix.Build {
	if testing.Short() {
		return matrix.Spread()
	}
	return matrix.Builds()
}

func flags(b matrix.Build) []string {
	return []string{"--backend", b.Options.Backend, "--gc", b.Options.GC, "--roots", b.Options.Roots}
}

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
	for _, b := range builds() {
		if b.Options.GC == "none" {
			continue
		}
		t.Run(b.Name, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "vm")
			r := run(t, dir, nil, rgo, append([]string{"translate", ".", "-o", out}, flags(b)...)...)
			if b.Options.GC == "boehm" {
				const want = "rgo: the program uses runtime.SetFinalizer, which --gc boehm does not support: choose another collector\n"
				if r.status != statusUsage || !strings.HasSuffix(r.stderr, want) {
					t.Errorf("status %d: %s", r.status, r.stderr)
				}
				return
			}
			if r.status != 0 {
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

// greedy asks for more memory than there is, in the way that its argument says.
const greedy = `package main

import "os"

type node struct {
	next *node
	pad  [10]int
}

var list *node

func main() {
	switch os.Args[1] {
	case "requests":
		for _, n := range []int{-1, 1 << 50, 1 << 62} {
			func() {
				defer func() { println(recover().(error).Error()) }()
				b := make([]byte, n)
				b[0] = 1
				println(len(b))
			}()
		}
		defer func() { println(recover().(error).Error()) }()
		n := 1 << 60
		println(len(make([]node, 0, n)))
	case "large":
		n := 1 << 46
		b := make([]byte, n)
		b[n-1] = 1
		println(len(b), b[n/2])
	case "small":
		for {
			list = &node{next: list}
		}
	case "growing":
		var s []*node
		for {
			s = append(s, list)
		}
	}
}
`

const wantRequests = `runtime error: makeslice: len out of range
runtime error: makeslice: len out of range
runtime error: makeslice: len out of range
runtime error: makeslice: cap out of range
`

// TestOutOfMemory checks that too much is a panic where Go panics, and else Go's fatal error.
func TestOutOfMemory(t *testing.T) {
	dir := project(t, map[string]string{"main.go": greedy})
	for _, b := range builds() {
		t.Run(b.Name, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "vm")
			if r := run(t, dir, nil, rgo, append([]string{"translate", ".", "-o", out}, flags(b)...)...); r.status != 0 {
				t.Fatal(r.stderr)
			}
			if r := run(t, dir, nil, out, "requests"); r.status != 0 || r.stderr != wantRequests {
				t.Errorf("requests: status %d: %s", r.status, r.stderr)
			}
			for _, how := range []string{"large", "small", "growing"} {
				r := run(t, dir, []string{"RGO_GC_MAX=40M"}, out, how)
				if r.status != 2 || r.stderr != "fatal error: runtime: out of memory\n" {
					t.Errorf("%s: status %d: %s", how, r.status, r.stderr)
				}
			}
		})
	}
}

// TestManyVMs translates one interpreter, unchanged, into a VM for every combination of backend, collector and way to
// find roots that the table of collectors allows, and runs it; every other combination is one clear line.
func TestManyVMs(t *testing.T) {
	calc, err := filepath.Abs("../../interp/calc")
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(calc, "testdata", "primes.calc")
	plain := exec.Command("go", "run", calc, program)
	want, err := plain.Output()
	if err != nil || len(want) == 0 {
		t.Fatalf("plain Go: %v %s", err, want)
	}
	for _, b := range builds() {
		t.Run(b.Name, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "calc")
			if r := run(t, calc, nil, rgo, append([]string{"translate", ".", "-o", out}, flags(b)...)...); r.status != 0 {
				t.Fatal(r.stderr)
			}
			for _, env := range [][]string{nil, {"RGO_GC_STRESS=20"}} {
				if r := run(t, calc, env, out, program); r.status != 0 || r.stdout != string(want) {
					t.Errorf("%v: status %d, got %s%s, want %s", env, r.status, r.stdout, r.stderr, want)
				}
			}
		})
	}
	if n := len(matrix.Builds()); n < 9 {
		t.Errorf("%d VMs", n)
	}
	for _, c := range transform.Collectors() {
		for _, backend := range []string{"llvm", "go"} {
			for _, roots := range []string{"conservative", "shadowstack"} {
				if slices.Contains(c.Backends, backend) && slices.Contains(c.Roots, roots) && (backend == "llvm" || roots == "shadowstack") {
					continue
				}
				out := filepath.Join(t.TempDir(), "calc")
				args := []string{"translate", ".", "-o", out, "--backend", backend, "--gc", c.Name, "--roots", roots}
				r := run(t, calc, nil, rgo, args...)
				if r.status != statusUsage || strings.Count(r.stderr, "\n") != 1 || !strings.HasPrefix(r.stderr, "rgo: --") || !strings.Contains(r.stderr, " needs --") {
					t.Errorf("%v: status %d: %s", args, r.status, r.stderr)
				}
				if _, err := os.Stat(out); err == nil {
					t.Errorf("%v: wrote a file", args)
				}
			}
		}
	}
}

// TestNoLibgc checks that --gc boehm without libgc is one clear line.
func TestNoLibgc(t *testing.T) {
	dir := project(t, map[string]string{"main.go": "package main\n\nfunc main() {}\n"})
	clang, err := exec.LookPath("clang-19")
	if err != nil {
		t.Skip("no clang-19")
	}
	bin := t.TempDir()
	script := fmt.Sprintf("#!/bin/sh\ncase $1 in -print-file-name=*) echo ${1#*=};; *) exec %s \"$@\";; esac\n", clang)
	if err := os.WriteFile(filepath.Join(bin, "clang-19"), []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	r := run(t, dir, []string{"PATH=" + bin + ":" + os.Getenv("PATH")}, rgo, "translate", ".", "--gc", "boehm")
	const want = "rgo: --gc boehm needs libgc, which is not installed: apt install libgc-dev, or scripts/setup.sh boehm\n"
	if r.status != statusTool || r.stderr != want {
		t.Errorf("status %d: %s", r.status, r.stderr)
	}
}
