package rtyper_test

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"rgo/annotator"
	"rgo/flowgraph"
	"rgo/flowgraph/build"
	"rgo/rtyper"
)

// corpus returns the paths of the programs of a tier, and skips the test if there is none.
func corpus(t *testing.T, tier string) []string {
	dir := os.Getenv("RGO_CORPUS")
	if dir == "" {
		dir = "../tests/corpus"
	}
	f, err := os.Open(filepath.Join(dir, tier+".txt"))
	if err != nil {
		t.Skip(err)
	}
	defer f.Close()
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Skip(err)
	}
	var list []string
	for s := bufio.NewScanner(f); s.Scan(); {
		if words := strings.Fields(s.Text()); len(words) > 0 {
			list = append(list, filepath.Join(strings.TrimSpace(string(root)), "test", words[0]))
		}
	}
	return list
}

// spread is the part of the programs that the test takes, unless RGO_TEST_FULL is set.
const spread = 12

// TestCorpus lowers programs of the first two tiers and verifies the result. Package initialisers do not run: what they
// would leave does not matter here.
func TestCorpus(t *testing.T) {
	for _, tier := range []string{"T0", "T1"} {
		t.Run(tier, func(t *testing.T) {
			s := build.NewSession()
			for i, path := range corpus(t, tier) {
				if i%spread != 0 && os.Getenv("RGO_TEST_FULL") == "" {
					continue
				}
				t.Run(filepath.Base(path), func(t *testing.T) {
					l, err := build.Load(build.Config{Patterns: []string{path}, Session: s})
					if err != nil {
						t.Fatal(err)
					}
					p, err := build.NewProgram(l)
					if err != nil {
						t.Fatal(err)
					}
					lower(t, p)
				})
			}
		})
	}
}

// lower annotates and lowers p, and verifies it.
func lower(t *testing.T, p *flowgraph.Program) {
	facts, err := annotator.Run(p, annotator.Options{RuntimeRoots: rtyper.RuntimeRoots()})
	if err != nil {
		t.Fatal(err)
	}
	if err := rtyper.Run(p, facts); err != nil {
		t.Fatal(err)
	}
	for _, err := range flowgraph.VerifyProgram(p) {
		t.Error(err)
	}
}
