package main

// This file keeps what was measured, so that a page can be measured in parts.

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"

	"rgo/tests/bench/measure"
)

// results are the samples of programs on builds.
type results struct {
	Builds   []string
	Programs []string
	Rounds   int // the least of any part
	Samples  []measure.Samples
}

func (r *results) write(path string) error {
	data, err := json.Marshal(r)
	if err != nil {
		return err
	}
	return os.WriteFile(path, data, 0o644)
}

// merged joins several parts: different programs on the same builds.
func merged(paths []string) (*results, error) {
	var all results
	for i, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		var r results
		if err := json.Unmarshal(data, &r); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		if i == 0 {
			all = r
			continue
		}
		if !slices.Equal(all.Builds, r.Builds) {
			return nil, fmt.Errorf("%s has other builds than %s", path, paths[0])
		}
		all.Programs = append(all.Programs, r.Programs...)
		all.Samples = append(all.Samples, r.Samples...)
		all.Rounds = min(all.Rounds, r.Rounds)
	}
	return &all, nil
}
