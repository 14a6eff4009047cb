package annotator_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"rgo/annotator"
	"rgo/flowgraph"
	"rgo/flowgraph/build"
	"rgo/translator/initialise"
)

func annotate(t *testing.T, file string) (*flowgraph.Program, *annotator.Facts) {
	t.Helper()
	l, err := build.Load(build.Config{Patterns: []string{file}})
	if err != nil {
		t.Fatal(err)
	}
	p, err := build.NewProgram(l)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := initialise.Run(p, 0); err != nil {
		t.Fatal(err)
	}
	facts, err := annotator.Run(p, annotator.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return p, facts
}

var comment = regexp.MustCompile(`// annot: (\w+): (.*)$`)

// TestFacts checks the comments "// annot: variable: facts" in testdata/facts.go: some variable of that name, defined or
// used on that line, has exactly those facts.
func TestFacts(t *testing.T) {
	const file = "testdata/facts.go"
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	p, facts := annotate(t, file)
	for i, line := range strings.Split(string(src), "\n") {
		m := comment.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		var seen []string
		ok := false
		for _, v := range variablesAt(p, i+1, m[1]) {
			d := facts.Describe(v)
			seen = append(seen, d)
			ok = ok || d == m[2]
		}
		if !ok {
			t.Errorf("%s:%d: facts about %s are %q, want %q", file, i+1, m[1], seen, m[2])
		}
	}
}

// variablesAt returns the variables called name that operations on the line define or use.
func variablesAt(p *flowgraph.Program, line int, name string) []*flowgraph.Var {
	var list []*flowgraph.Var
	add := func(v flowgraph.Value) {
		if x, ok := v.(*flowgraph.Var); ok && x.Name == name {
			list = append(list, x)
		}
	}
	for _, g := range p.Graphs {
		if !strings.HasPrefix(g.Name, "main.") {
			continue
		}
		for _, b := range g.Blocks {
			for _, op := range b.Ops {
				if op.Pos.Line != line {
					continue
				}
				for _, a := range op.Args {
					add(a)
				}
				for _, r := range op.Results {
					add(r)
				}
			}
		}
	}
	return list
}

// TestUnreachedDoesNotExist checks the closed world: what nobody calls has no graph, and types that no interface holds
// have no say in dispatch.
func TestUnreachedDoesNotExist(t *testing.T) {
	p, facts := annotate(t, "testdata/facts.go")
	for _, g := range p.Graphs {
		if g.Name == "main.never" || strings.Contains(g.Name, "unused") {
			t.Errorf("%s is reached: %+v", g.Name, facts.Why(g))
		}
	}
	for _, d := range facts.DynamicTypes() {
		if strings.Contains(d.String(), "unused") {
			t.Errorf("%s is a dynamic type", d)
		}
	}
}
