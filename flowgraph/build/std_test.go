package build

import (
	"errors"
	"go/types"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/ssa"

	"rgo/flowgraph"
)

// exported returns the graphs of the exported functions and methods of a package that are not generic.
func exported(p *program, pkg *Package) []*flowgraph.Graph {
	var list []*flowgraph.Graph
	for _, name := range sortedKeys(pkg.ssa.Members) {
		switch m := pkg.ssa.Members[name].(type) {
		case *ssa.Function:
			if m.TypeParams().Len() == 0 && m.Object() != nil && m.Object().Exported() {
				list = append(list, p.front().graph(m, false))
			}
		case *ssa.Type:
			t, ok := m.Type().(*types.Named)
			if !ok || t.TypeParams().Len() > 0 || types.IsInterface(t) || !m.Object().Exported() {
				continue
			}
			set := types.NewMethodSet(types.NewPointer(t))
			for i := range set.Len() {
				if f := set.At(i).Obj(); f.Exported() {
					list = append(list, p.Method(types.NewPointer(t), f.Pkg(), f.Name(), false))
				}
			}
		}
	}
	return list
}

// refusedStandard lists what the exported functions of supported packages reach that is refused when graphs are built.
var refusedStandard = map[string]string{
	"runtime.SetFinalizer":       codeFinalizer, // not by itself: only where the types are known
	"errors.As":                  codeTyped,
	"path/filepath.walkSymlinks": codeNoBody,
	"sort.Slice":                 codeTyped,
	"sort.SliceIsSorted":         codeTyped,
	"sort.SliceStable":           codeTyped,
}

// TestStandard builds every exported function of the supported standard packages, and what they reach.
func TestStandard(t *testing.T) {
	if testing.Short() {
		t.Skip("all of the standard library")
	}
	var src strings.Builder
	src.WriteString("package main\n\n")
	for _, name := range sortedKeys(supported) {
		src.WriteString("import _ \"" + name + "\"\n")
	}
	src.WriteString("\nfunc main() {}\n")
	file := filepath.Join(t.TempDir(), "main.go")
	if err := os.WriteFile(file, []byte(src.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	l, err := Load(Config{Patterns: []string{file}, Threads: "green"})
	if err != nil {
		t.Fatal(err)
	}
	fp, err := NewProgram(l)
	if err != nil {
		t.Fatal(err)
	}
	p := fp.Source.(*program)
	var roots []*flowgraph.Graph
	for _, name := range sortedKeys(supported) {
		if name != "unsafe" {
			roots = append(roots, exported(p, p.paths[name])...)
		}
	}
	r := newReacher(fp)
	for _, g := range roots {
		r.add(g)
	}
	r.run()
	refused := map[string]bool{}
	for g, err := range r.failed {
		refused[g.Name] = true
		var list Errors
		if !errors.As(err, &list) || list[0].Code != refusedStandard[g.Name] {
			t.Errorf("%s: %v", g.Name, err)
		}
	}
	for name := range refusedStandard {
		if !refused[name] {
			t.Errorf("%s is not refused any more: take it off the list", name)
		}
	}
	for _, g := range r.all {
		for i, err := range flowgraph.Verify(fp, g) {
			if i == 0 {
				t.Error(err)
			}
		}
	}
	t.Logf("%d functions, %d graphs", len(roots), len(r.all))
}
