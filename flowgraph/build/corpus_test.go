package build

import (
	"bufio"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rgo/flowgraph"
)

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
