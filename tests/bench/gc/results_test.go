package main

import (
	"path/filepath"
	"testing"
	"time"

	"rgo/tests/bench/measure"
)

// TestMerged joins a part with all builds and one with the last of them only.
func TestMerged(t *testing.T) {
	sample := func(d time.Duration) []measure.Sample { return []measure.Sample{{User: d}} }
	parts := []results{
		{Builds: []string{plain, boehm}, Programs: []string{"a"}, Rounds: 2, Samples: []measure.Samples{{sample(1), sample(2)}}},
		{Builds: []string{boehm}, Programs: []string{"b"}, Rounds: 1, Samples: []measure.Samples{{sample(3)}}},
	}
	var paths []string
	for i := range parts {
		paths = append(paths, filepath.Join(t.TempDir(), "part"))
		if err := parts[i].write(paths[i]); err != nil {
			t.Fatal(err)
		}
	}
	r, err := merged(paths)
	if err != nil {
		t.Fatal(err)
	}
	b := r.Samples[1]
	if r.Rounds != 2 || len(r.Programs) != 2 || len(b) != 2 || b[0] != nil || b[1][0].User != 3 {
		t.Errorf("merged to %+v", r)
	}
	if _, err := merged([]string{paths[1], paths[0]}); err == nil {
		t.Error("a part has builds that the first one has not, and nobody minds")
	}
}
