package translator

import (
	"strings"
	"testing"

	"rgo/flowgraph"
)

func TestResolve(t *testing.T) {
	for _, c := range []struct {
		name  string
		in    Options
		clang bool
		want  Options // of the fields below
		note  bool
		err   string
	}{
		{"defaults with clang", Options{}, true, Options{Backend: "llvm", GC: "immix", Roots: "conservative"}, false, ""},
		{"defaults without clang", Options{}, false, Options{Backend: "go", GC: "immix", Roots: "shadowstack"}, true, ""},
		{"go sets roots", Options{Backend: "go"}, true, Options{Backend: "go", GC: "immix", Roots: "shadowstack"}, false, ""},
		{"emit sets backend", Options{Emit: "go"}, true, Options{Backend: "go", GC: "immix", Roots: "shadowstack"}, false, ""},
		{"llvm with shadow stack", Options{Roots: "shadowstack"}, true, Options{Backend: "llvm", GC: "immix", Roots: "shadowstack"}, false, ""},
		{"conflict", Options{Backend: "go", Roots: "conservative"}, true, Options{}, false, "--backend go needs --roots shadowstack"},
		{"conflict through two rules", Options{Emit: "go", Roots: "conservative"}, true, Options{}, false, "--backend go needs --roots shadowstack"},
		{"conservative without clang", Options{Roots: "conservative"}, false, Options{}, false, "needs --backend llvm"},
		{"planned", Options{Backend: "wasm"}, true, Options{}, false, "--backend wasm is not there yet"},
		{"threads at the same time", Options{Threads: "free"}, true, Options{Backend: "llvm", GC: "marksweep", Roots: "conservative"}, false, ""},
		{"not on Go", Options{Threads: "free", Backend: "go"}, true, Options{}, false, "--threads free needs --backend llvm"},
		{"not with every collector", Options{Threads: "free", GC: "immix"}, true, Options{}, false, "--threads free needs --gc marksweep"},
		{"not with a shadow stack", Options{Threads: "free", Roots: "shadowstack"}, true, Options{}, false, "--threads free needs --roots conservative"},
		{"unknown", Options{Opt: "9"}, true, Options{}, false, `unknown value "9" for --O`},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := c.in
			note, err := o.Resolve(c.clang)
			if c.err != "" {
				if err == nil || !strings.Contains(err.Error(), c.err) {
					t.Fatalf("error is %v, want %q", err, c.err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if o.Backend != c.want.Backend || o.GC != c.want.GC || o.Roots != c.want.Roots {
				t.Errorf("got --backend %s --gc %s --roots %s", o.Backend, o.GC, o.Roots)
			}
			if (note != "") != c.note {
				t.Errorf("note is %q", note)
			}
		})
	}
}

// TestPassTable checks that the table is in the order of the stages and that needs come first.
func TestPassTable(t *testing.T) {
	seen := map[string]bool{"": true}
	stage := flowgraph.Flow
	for _, p := range Passes() {
		if !seen[p.Needs] {
			t.Errorf("pass %s runs before %s, which it needs", p.Name, p.Needs)
		}
		if seen[p.Name] {
			t.Errorf("pass %s is there twice", p.Name)
		}
		seen[p.Name] = true
		if p.Out < stage || p.In > p.Out {
			t.Errorf("pass %s goes from stage %s to %s after stage %s has been reached", p.Name, p.In, p.Out, stage)
		}
		stage = p.Out
	}
}

// TestMarks asks which functions of testdata/turns are marked //rgo:parallel: literals as the function or variable around them, and all
// of a package whose clause is.
func TestMarks(t *testing.T) {
	s := Session{Patterns: []string{"./testdata/turns"}, Options: Options{Threads: "free"}}
	if _, err := s.Options.Resolve(true); err != nil {
		t.Fatal(err)
	}
	if err := s.To(flowgraph.Annotated); err != nil {
		t.Fatal(err)
	}
	const at = "rgo/translator/testdata/turns"
	want := map[string]bool{".main": false, ".main$1": false, ".around": true, ".around$1": true, "/marked.Marked": true, ".init$1": true, ".init$2": false,
		".ends": true, ".ends$body": true, ".ends$1": true, ".ends$body$defer1": true, ".add": false}
	for _, g := range s.Prog.Graphs {
		name := strings.Replace(strings.TrimPrefix(g.Name, at), "main.", ".", 1)
		mark, asked := want[name]
		if !asked {
			continue
		}
		delete(want, name)
		if got := g.Attr&flowgraph.Together != 0; got != mark {
			t.Errorf("%s is marked: %v, want %v", g.Name, got, mark)
		}
	}
	if len(want) > 0 {
		var names []string
		for _, g := range s.Prog.Graphs {
			if strings.Contains(g.Name, "main") || strings.Contains(g.Name, "marked") {
				names = append(names, g.Name)
			}
		}
		t.Errorf("not there: %v among %v", want, names)
	}
}

// TestCompany translates a program that says itself where its threads take turns for threads that take none: its functions wait until they
// are alone.
func TestCompany(t *testing.T) {
	for threads, want := range map[string]bool{"free": true, "gil": false} {
		s := Session{Patterns: []string{"./testdata/turns"}, Options: Options{Threads: threads}}
		if _, err := s.Options.Resolve(true); err != nil {
			t.Fatal(err)
		}
		if err := s.To(flowgraph.Rtyped); err != nil {
			t.Fatal(err)
		}
		for _, g := range s.Prog.Graphs {
			if g.Name == "main.main" && strings.Contains(g.String(), "call rgo/rlib/thread.BeAlone()") != want {
				t.Errorf("--threads %s: main waits to be alone: %v, want %v\n%s", threads, !want, want, g)
			}
		}
	}
}
