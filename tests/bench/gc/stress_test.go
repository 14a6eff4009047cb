package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"rgo/tests/matrix"
	"rgo/translator"
)

// underStress are the workloads in small, and the distance between allocations that collect.
var underStress = []struct {
	name     string
	args     []string
	interval int
}{
	{"trees", []string{"6"}, 7},
	{"longlived", []string{"1"}, 101},
	{"mutate", []string{"1"}, 11},
	{"text", []string{"1"}, 101},
	{"bounded", []string{"1", "1"}, 1009},
}

// TestStress runs the workloads with a collection and a check of the heap at every Nth allocation: they must print what
// they print by plain Go.
func TestStress(t *testing.T) {
	builds := matrix.Spread()
	if os.Getenv("RGO_TEST_FULL") != "" {
		builds = matrix.Builds()
	}
	dir := t.TempDir()
	for _, w := range underStress {
		pkg := "rgo/tests/bench/gc/programs/" + w.name
		binary := filepath.Join(dir, w.name)
		if out, err := exec.Command("go", "build", "-o", binary, pkg).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		want, err := exec.Command(binary, w.args...).CombinedOutput()
		if err != nil {
			t.Fatalf("%s: %v\n%s", w.name, err, want)
		}
		for _, b := range builds {
			if !b.Ours() || b.Missing() != "" {
				continue
			}
			t.Run(w.name+"/"+b.Name, func(t *testing.T) {
				s := &translator.Session{Patterns: []string{pkg}, Options: b.Options}
				s.Options.Output = filepath.Join(dir, w.name+"-"+b.Name)
				if _, err := s.Options.Resolve(true); err != nil {
					t.Fatal(err)
				}
				if err := s.Translate(); err != nil {
					t.Fatal(err)
				}
				cmd := exec.Command(s.Options.Output, w.args...)
				cmd.Env = append(os.Environ(), "RGO_GC_STRESS="+strconv.Itoa(w.interval))
				if got, err := cmd.CombinedOutput(); err != nil || string(got) != string(want) {
					t.Errorf("RGO_GC_STRESS=%d %s: %v\n%s\nwant\n%s", w.interval, w.args, err, got, want)
				}
			})
		}
	}
}
