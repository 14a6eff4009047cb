package build

import (
	"bufio"
	"go/types"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/types/typeutil"

	"rgo/flowgraph"
)

// reach builds every graph that p can reach, going by static calls, mentioned functions and the method sets of types
// that become interfaces. It returns the graphs and the first error.
func reach(p *flowgraph.Program) ([]*flowgraph.Graph, error) {
	seen := map[*flowgraph.Graph]bool{}
	var work, all []*flowgraph.Graph
	add := func(g *flowgraph.Graph) {
		if g != nil && !seen[g] {
			seen[g] = true
			work = append(work, g)
		}
	}
	add(p.Entry)
	for _, init := range p.Inits {
		add(init.Graph)
	}
	var types_ typeutil.Map
	for len(work) > 0 {
		g := work[0]
		work = work[1:]
		all = append(all, g)
		if err := p.Source.Build(g); err != nil {
			return all, err
		}
		for _, b := range g.Blocks {
			for _, op := range b.Ops {
				if callee, ok := op.Aux.(*flowgraph.Graph); ok {
					add(callee)
				}
				if op.Kind == flowgraph.OpMakeIface {
					t := op.Args[0].Type().(types.Type)
					if types_.At(t) == nil {
						types_.Set(t, true)
						set := types.NewMethodSet(t)
						for i := range set.Len() {
							m := set.At(i).Obj()
							add(p.Source.Method(t, m.Pkg(), m.Name(), false))
						}
					}
				}
			}
			b.Operands(func(v *flowgraph.Value) {
				if c, ok := (*v).(*flowgraph.Const); ok {
					if callee, ok := c.Val.(*flowgraph.Graph); ok {
						add(callee)
					}
				}
			})
		}
	}
	return all, nil
}

// corpus returns the paths of the programs of a tier, and skips the test if there is none.
func corpus(t *testing.T, tier string) []string {
	dir := os.Getenv("RGO_CORPUS")
	if dir == "" {
		dir = "../../tests/corpus"
	}
	f, err := os.Open(filepath.Join(dir, tier+".txt"))
	if err != nil {
		t.Skip(err)
	}
	defer f.Close()
	var list []string
	for s := bufio.NewScanner(f); s.Scan(); {
		if words := strings.Fields(s.Text()); len(words) > 0 {
			list = append(list, filepath.Join(goroot(), "test", words[0]))
		}
	}
	return list
}

// TestCorpus builds all graphs of the programs of the first two tiers: of all if RGO_TEST_FULL is set.
func TestCorpus(t *testing.T) {
	for _, tier := range []string{"T0", "T1"} {
		t.Run(tier, func(t *testing.T) {
			s := NewSession()
			for i, path := range corpus(t, tier) {
				if i%12 != 0 && os.Getenv("RGO_TEST_FULL") == "" {
					continue // a spread
				}
				t.Run(filepath.Base(path), func(t *testing.T) {
					l, err := Load(Config{Patterns: []string{path}, Session: s})
					if err != nil {
						t.Fatal(err)
					}
					p, err := NewProgram(l)
					if err != nil {
						t.Fatal(err)
					}
					graphs, err := reach(p)
					if err != nil {
						t.Fatal(err)
					}
					for _, g := range graphs {
						for i, err := range flowgraph.Verify(p, g) {
							if i == 0 {
								t.Error(err)
							}
						}
					}
				})
			}
		})
	}
}
