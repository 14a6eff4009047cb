package main

// This file keeps results in files, and compares two of them.

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"

	"rgo/tests/bench/measure"
)

// results are medians of user CPU in seconds, by build and program.
type results map[string]map[string]float64

func collect(names []string, programs []measure.Program, samples []measure.Samples) results {
	r := results{}
	for b, name := range names {
		r[name] = map[string]float64{}
		for p := range programs {
			if m := measure.Median(samples[p][b], measure.User); !math.IsNaN(m) {
				r[name][programs[p].Name] = m
			}
		}
	}
	return r
}

func (r results) save(file string) error {
	data, err := json.MarshalIndent(r, "", "\t")
	if err != nil {
		return err
	}
	return os.WriteFile(file, append(data, '\n'), 0o644)
}

func readResults(file string) (results, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	r := results{}
	if err := json.Unmarshal(data, &r); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return r, nil
}

// compare renders, for each build of both files, what became of its ratio to a build that neither change touches: CPython
// if it is there. Times of different sessions cannot be compared, ratios can.
func compare(oldFile, newFile string) (string, error) {
	before, err := readResults(oldFile)
	if err != nil {
		return "", err
	}
	after, err := readResults(newFile)
	if err != nil {
		return "", err
	}
	base := "CPython 3.11"
	if before[base] == nil || after[base] == nil {
		base = baseline
	}
	var b strings.Builder
	fmt.Fprintf(&b, "Ratios to %s: before, after, and after to before.\n\n| build | program | before | after | change |\n|---|---|---|---|---|\n", base)
	for _, name := range sortedKeys(after) {
		if name == base || before[name] == nil {
			continue
		}
		sum, n := 0.0, 0
		for _, p := range sortedKeys(after[name]) {
			x, y := before[name][p]/before[base][p], after[name][p]/after[base][p]
			if !(x > 0) || !(y > 0) || math.IsInf(x+y, 0) {
				continue
			}
			fmt.Fprintf(&b, "| %s | %s | %.2f | %.2f | %.2f |\n", name, p, x, y, y/x)
			sum += math.Log(y / x)
			n++
		}
		if n > 0 {
			fmt.Fprintf(&b, "| %s | geometric mean | | | %.2f |\n", name, math.Exp(sum/float64(n)))
		}
	}
	return b.String(), nil
}

func sortedKeys[V any](m map[string]V) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
