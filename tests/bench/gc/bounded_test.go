package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"rgo/tests/bench/measure"
	"rgo/tests/matrix"
	"rgo/translator"
)

// TestBoundedMemory runs the program that allocates much and keeps little alive, under every collector that collects: the
// memory that it takes at most must not depend on how much it allocates. In the full test that is 100 GB.
func TestBoundedMemory(t *testing.T) {
	const alive = 50 // MB
	const limit = 5 * alive
	gigabytes, builds := 2, matrix.Spread()
	if os.Getenv("RGO_TEST_FULL") != "" {
		gigabytes, builds = 100, matrix.Builds()
	}
	want := ""
	for _, b := range builds {
		if b.Options.GC == "none" {
			continue
		}
		t.Run(b.Name, func(t *testing.T) {
			if missing := b.Missing(); missing != "" {
				t.Skip(missing)
			}
			s := &translator.Session{Patterns: []string{"rgo/tests/bench/gc/programs/bounded"}, Options: b.Options}
			s.Options.Output = filepath.Join(t.TempDir(), "bounded")
			if _, err := s.Options.Resolve(true); err != nil {
				t.Fatal(err)
			}
			if err := s.Translate(); err != nil {
				t.Fatal(err)
			}
			cmd := exec.Command(s.Options.Output, strconv.Itoa(gigabytes), strconv.Itoa(alive))
			var out bytes.Buffer
			cmd.Stdout, cmd.Stderr = &out, &out
			peak, err := measure.RunPeak(cmd)
			if err != nil || !strings.Contains(out.String(), " items, sum ") {
				t.Fatalf("%v\n%s", err, out.Bytes())
			}
			if want == "" {
				want = out.String()
			} else if out.String() != want {
				t.Errorf("printed %s, and in another build %s", out.Bytes(), want)
			}
			t.Logf("%d MB at most, %s", peak>>10, cmd.ProcessState.UserTime())
			if peak>>10 > limit {
				t.Errorf("took %d MB of memory, want at most %d", peak>>10, limit)
			}
		})
	}
}
