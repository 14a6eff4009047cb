// Package rgo_test states which part may import which.
package rgo_test

import (
	"os/exec"
	"strings"
	"testing"
)

// layers lists the packages of the module by level, lowest first. A package may import packages of its own row and of
// rows above it (further down the building), as its row allows. A pattern that ends in /... covers what is below it too.
//
// What is in the subset (runtime, rlib, interp) never imports the toolchain, and the toolchain never imports
// interpreters.
var layers = []struct {
	packages string   // pattern
	imports  []string // patterns of what may be imported from this module
}{
	{"rgo", nil},
	{"rgo/runtime", nil}, // the embedded sources
	{"rgo/runtime/...", []string{"rgo/runtime/..."}},
	{"rgo/rlib", nil},
	{"rgo/rlib/linux", []string{"rgo/runtime/raw", "rgo/runtime/scheduler", "rgo/runtime/raw/host", "rgo/runtime/procfork"}}, // in translated programs only
	{"rgo/rlib/thread", []string{"rgo/runtime/scheduler", "rgo/runtime/raw/host"}},
	{"rgo/rlib/...", []string{"rgo/rlib/..."}},
	{"rgo/interp/...", []string{"rgo/interp/...", "rgo/rlib/..."}},

	{"rgo/rtyper/lltype", nil},
	{"rgo/flowgraph", []string{"rgo/rtyper/lltype"}},
	{"rgo/flowgraph/layered", nil},
	{"rgo/flowgraph/draw", []string{"rgo/flowgraph", "rgo/flowgraph/layered", "rgo/rtyper/lltype"}},
	{"rgo/flowgraph/build/...", []string{"rgo/flowgraph", "rgo/flowgraph/build/...", "rgo/rtyper/lltype", "rgo/runtime", "rgo/rlib"}},
	{"rgo/flowgraph/eval", []string{"rgo/flowgraph", "rgo/rtyper/lltype", "rgo/backends/ssaform"}},
	{"rgo/annotator", []string{"rgo/flowgraph", "rgo/rtyper/lltype"}},
	{"rgo/rtyper", []string{"rgo/flowgraph", "rgo/rtyper/lltype", "rgo/annotator"}},
	{"rgo/profile", []string{"rgo/flowgraph", "rgo/rtyper/lltype"}},
	{"rgo/optimizer", []string{"rgo/flowgraph", "rgo/rtyper/lltype", "rgo/backends/ssaform"}},
	{"rgo/transform", []string{"rgo/flowgraph", "rgo/rtyper/lltype", "rgo/optimizer", "rgo/backends/ssaform"}},
	{"rgo/backends/ssaform", []string{"rgo/flowgraph", "rgo/rtyper/lltype"}},
	{"rgo/backends/...", []string{"rgo/flowgraph", "rgo/rtyper/lltype", "rgo/backends/...", "rgo/runtime"}},
	{"rgo/translator/initialise", []string{"rgo/flowgraph", "rgo/flowgraph/eval", "rgo/rtyper/lltype"}},
	{"rgo/translator/inspect", []string{"rgo/flowgraph", "rgo/flowgraph/draw", "rgo/flowgraph/layered", "rgo/rtyper/lltype", "rgo/annotator", "rgo/optimizer", "rgo/backends/...", "rgo/translator"}},
	{"rgo/translator/gclog", nil},
	{"rgo/translator", []string{"rgo/..."}},
	{"rgo/view", []string{"rgo/translator/inspect", "rgo/translator", "rgo/flowgraph", "rgo/flowgraph/draw"}},
	{"rgo/cmd/...", []string{"rgo/..."}},
	{"rgo/tests/...", []string{"rgo/..."}},
}

func matches(pattern, path string) bool {
	if prefix, ok := strings.CutSuffix(pattern, "/..."); ok {
		return path == prefix || strings.HasPrefix(path, prefix+"/")
	}
	return pattern == path
}

func TestImportDirection(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", "{{.ImportPath}}{{range .Imports}} {{.}}{{end}}", "./...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	for _, line := range strings.Split(strings.TrimSpace(string(out)), "\n") {
		words := strings.Fields(line)
		var allowed []string
		known := false
		for _, l := range layers {
			if matches(l.packages, words[0]) {
				allowed, known = l.imports, true
				break
			}
		}
		if !known {
			t.Errorf("package %s has no row in the table of layers", words[0])
			continue
		}
		for _, imp := range words[1:] {
			if imp != "rgo" && !strings.HasPrefix(imp, "rgo/") {
				continue
			}
			ok := false
			for _, a := range allowed {
				ok = ok || matches(a, imp)
			}
			if !ok {
				t.Errorf("%s must not import %s", words[0], imp)
			}
		}
	}
}
