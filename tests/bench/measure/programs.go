package measure

// This file reads the list of Python programs that are benchmarks.

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A Script is a line of tests/python/bench.tsv.
type Script struct {
	Name string
	Args []string // path and arguments
}

// Scripts reads the list; only, if not empty, says which of them.
func Scripts(only []string) ([]Script, error) {
	dir := filepath.Join("tests", "python")
	file := filepath.Join(dir, "bench.tsv")
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var list []Script
	for _, line := range strings.Split(string(data), "\n") {
		fields := strings.Fields(line)
		if len(fields) == 0 || strings.HasPrefix(fields[0], "#") {
			continue
		}
		name := strings.TrimSuffix(fields[0], ".py")
		if len(only) > 0 && !slices.Contains(only, name) {
			continue
		}
		list = append(list, Script{name, append([]string{filepath.Join(dir, name+".py")}, fields[1:]...)})
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("%s names no such program", file)
	}
	return list, nil
}
