package llvm

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// manyGraphs returns the text of a program of n graphs, each of which calls the one before it and a small one.
func manyGraphs(n int) string {
	var b strings.Builder
	b.WriteString("program lowered\nentry main.main\nstatic counter size 8 align 8\n")
	fmt.Fprintf(&b, `
graph main.main()
b1():
    r_1: Signed = call main.f%d(1)
    c_2: Signed = mem_load[0]($counter: Addr)
    bad_3 = int_ne(c_2, %d)
    s_4: Signed = convert(bad_3)
    if bad_3 -> b2() else ret()
b2():
    extern exit(1)
    unreachable()

graph main.small(x_1: Signed) Signed
b1(x_1):
    c_2: Signed = mem_load[0]($counter: Addr)
    d_3 = int_add(c_2, 1)
    mem_store[0]($counter: Addr, d_3)
    y_4 = int_add(x_1, 1)
    jump ret(y_4)

graph main.f0(x_1: Signed) Signed
b1(x_1):
    jump ret(x_1)
`, n, n)
	for i := 1; i <= n; i++ {
		fmt.Fprintf(&b, "\ngraph main.f%d(x_1: Signed) Signed {noinline}\nb1(x_1):\n", i)
		for k := 2; k < 40; k++ {
			fmt.Fprintf(&b, "    x_%d = int_mul(x_%d, %d)\n", k, k-1, k*i)
		}
		fmt.Fprintf(&b, "    y_40: Signed = call main.small(x_39)\n    z_41: Signed = call main.f%d(y_40)\n    jump ret(z_41)\n", i-1)
	}
	return strings.Replace(b.String(), "    s_4: Signed = convert(bad_3)\n", "", 1)
}

// TestParts compiles a program in several modules: it runs, a second build takes all of them from the cache, and two
// builds give the same bytes.
func TestParts(t *testing.T) {
	needClang(t)
	dir := t.TempDir()
	text := manyGraphs(600)
	build := func(name, cacheDir string, text string) (Report, []byte) {
		out := filepath.Join(dir, name)
		r, err := Build(parse(t, text), Options{Opt: 1, Output: out, CacheDir: cacheDir, Debug: name == "debug"})
		if err != nil {
			t.Fatal(err)
		}
		b, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		if got := execute(t, out); got.status != 0 {
			t.Errorf("%s: %+v", name, got)
		}
		return r, b
	}
	cached := filepath.Join(dir, "cache")
	first, a := build("a", cached, text)
	if first.Modules < 3 || first.Cached != 0 {
		t.Errorf("first build: %+v", first)
	}
	second, b := build("b", cached, text)
	if second.Cached != second.Modules {
		t.Errorf("second build: %+v", second)
	}
	if _, c := build("c", "", text); !bytes.Equal(a, b) || !bytes.Equal(a, c) {
		t.Error("builds differ")
	}
	// A change in one graph leaves the other parts as they are.
	changed, _ := build("d", cached, strings.Replace(text, "x_20 = int_mul(x_19, 20)", "x_20 = int_add(x_19, 20)", 1))
	if changed.Modules != first.Modules || changed.Cached != first.Modules-1 {
		t.Errorf("after a change: %+v", changed)
	}
	build("debug", cached, text)
}

// noFiles checks that dir holds nothing but the files named.
func noFiles(t *testing.T, dir string, but ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !strings.Contains(strings.Join(but, " "), e.Name()) {
			t.Errorf("%s left behind", e.Name())
		}
	}
}

func TestErrors(t *testing.T) {
	p := parse(t, manyGraphs(1))
	dir := t.TempDir()
	out := filepath.Join(dir, "out")

	t.Run("no clang", func(t *testing.T) {
		t.Setenv("PATH", "/nonexistent")
		if _, err := Build(p, Options{Output: out}); !errors.Is(err, ErrNoClang) {
			t.Errorf("got %v", err)
		}
		noFiles(t, dir)
	})
	t.Run("clang fails", func(t *testing.T) {
		bin, keep := t.TempDir(), t.TempDir()
		script := "#!/bin/sh\nif [ \"$1\" = --version ]; then echo clang version 19.1.7; exit; fi\necho no such luck >&2\nexit 1\n"
		if err := os.WriteFile(filepath.Join(bin, "clang-19"), []byte(script), 0o755); err != nil {
			t.Fatal(err)
		}
		t.Setenv("PATH", bin+":"+os.Getenv("PATH"))
		t.Setenv("TMPDIR", keep)
		_, err := Build(p, Options{Output: out})
		var failed *ToolError
		if !errors.As(err, &failed) {
			t.Fatalf("got %v", err)
		}
		if !strings.Contains(err.Error(), "no such luck") {
			t.Errorf("message: %v", err)
		}
		if _, err := os.Stat(failed.Kept); err != nil {
			t.Errorf("input not kept: %v", err)
		}
		noFiles(t, dir)
	})
	t.Run("old clang", func(t *testing.T) {
		bin := t.TempDir()
		for _, name := range candidates {
			script := "#!/bin/sh\necho clang version 14.0.6\n"
			if err := os.WriteFile(filepath.Join(bin, name), []byte(script), 0o755); err != nil {
				t.Fatal(err)
			}
		}
		t.Setenv("PATH", bin)
		if _, err := Build(p, Options{Output: out}); !errors.Is(err, ErrNoClang) {
			t.Errorf("got %v", err)
		}
	})
	t.Run("no directory", func(t *testing.T) {
		needClang(t)
		_, err := Build(p, Options{Output: filepath.Join(dir, "missing", "out")})
		if err == nil || !strings.HasSuffix(err.Error(), "missing/out: no such file or directory") {
			t.Errorf("got %v", err)
		}
	})
	t.Run("directory", func(t *testing.T) {
		needClang(t)
		_, err := Build(p, Options{Output: dir})
		if err == nil || !strings.HasSuffix(err.Error(), ": is a directory") {
			t.Errorf("got %v", err)
		}
		noFiles(t, filepath.Dir(dir), filepath.Base(dir))
	})
	t.Run("device full", func(t *testing.T) {
		needClang(t)
		bin := t.TempDir()
		real, err := FindToolchain()
		if err != nil {
			t.Fatal(err)
		}
		// A clang that compiles, but whose linked file does not fit.
		script := "#!/bin/sh\ncase \"$*\" in *-static*) echo \"ld: error: failed to write output: No space left on device\" >&2; exit 1;; esac\nexec " + real.Clang + " \"$@\"\n"
		if err := os.WriteFile(filepath.Join(bin, "clang-19"), []byte(script), 0o755); err != nil {
			t.Fatal(err)
		}
		t.Setenv("PATH", bin+":"+os.Getenv("PATH"))
		if _, err := Build(p, Options{Output: out}); err == nil || !strings.Contains(err.Error(), "No space left on device") {
			t.Errorf("got %v", err)
		}
		noFiles(t, dir)
	})
}

// TestEmit writes IR and assembly instead of a program.
func TestEmit(t *testing.T) {
	needClang(t)
	p := parse(t, manyGraphs(1))
	for _, o := range []Options{{EmitLL: true}, {EmitAsm: true}} {
		o.Output = filepath.Join(t.TempDir(), "out")
		if _, err := Build(p, o); err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(o.Output)
		if err != nil || !bytes.Contains(text, []byte("main.small")) {
			t.Errorf("%+v: %v, %d bytes", o, err, len(text))
		}
	}
}
