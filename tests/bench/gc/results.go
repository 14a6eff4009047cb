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
	Rounds   int // the most of any part
	Samples  []measure.Samples
}

func (r *results) write(path string) error {
	data, err := json.Marshal(r)
	if err != nil {
		return err
	}
	return os.WriteFile(path, data, 0o644)
}

// spread returns the samples of a program of r in the order of builds, with none for those that r has not.
func (r *results) spread(samples measure.Samples, builds []string) measure.Samples {
	list := make(measure.Samples, len(builds))
	for i, build := range builds {
		if k := slices.Index(r.Builds, build); k >= 0 && k < len(samples) {
			list[i] = samples[k]
		}
	}
	return list
}

// merged joins several parts: different programs, on the builds of the first part or on some of them.
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
		for _, build := range r.Builds {
			if !slices.Contains(all.Builds, build) {
				return nil, fmt.Errorf("%s has build %s, which %s has not", path, build, paths[0])
			}
		}
		all.Programs = append(all.Programs, r.Programs...)
		for _, samples := range r.Samples {
			all.Samples = append(all.Samples, r.spread(samples, all.Builds))
		}
		all.Rounds = max(all.Rounds, r.Rounds)
	}
	return &all, nil
}
