package main

// This file keeps the table of docs/choose-a-gc.md, a few columns of what was measured, up to date.

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"rgo/tests/bench/measure"
)

// chooseColumns are the columns of the table, by the names of builds.
var chooseColumns = []string{"llvm-immix", "llvm-marksweep", "llvm-semispace", "llvm-boehm", "llvm-none"}

const chooseHeader = "| program | immix | marksweep | semispace | boehm | none |\n"

// writeChoose puts the table in the place of the one in docs/choose-a-gc.md, if all of its builds were measured.
func (r *results) writeChoose() error {
	for _, name := range chooseColumns {
		if !slices.Contains(r.Builds, name) {
			fmt.Fprintf(os.Stderr, "docs/choose-a-gc.md stays as it is: %s was not measured\n", name)
			return nil
		}
	}
	path := filepath.Join("docs", "choose-a-gc.md")
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	before, after, ok := strings.Cut(string(data), chooseHeader)
	_, after, more := strings.Cut(after, "\n\n")
	if !ok || !more {
		return fmt.Errorf("%s has no table that starts with %q", path, chooseHeader)
	}
	return os.WriteFile(path, []byte(before+r.choose()+"\n"+after), 0o644)
}

// choose renders the table: user CPU, and in brackets peak memory, as ratios to plain Go.
func (r *results) choose() string {
	var b strings.Builder
	b.WriteString(chooseHeader + strings.Repeat("|---", len(chooseColumns)+1) + "|\n")
	base := slices.Index(r.Builds, plain)
	for i, program := range r.Programs {
		fmt.Fprintf(&b, "| %s |", label(program))
		for _, name := range chooseColumns {
			ratio := func(of func(measure.Sample) float64) float64 {
				return measure.Median(r.Samples[i][slices.Index(r.Builds, name)], of) / measure.Median(r.Samples[i][base], of)
			}
			if user, peak := ratio(measure.User), ratio(measure.Peak); math.IsNaN(user) {
				b.WriteString(" – |")
			} else {
				fmt.Fprintf(&b, " %.2f (%.1f) |", user, peak)
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

// label says what a program does.
func label(program string) string {
	name, _, _ := strings.Cut(program, " ")
	for _, w := range workloads {
		if w.name == name {
			return name + ": " + w.what
		}
	}
	return strings.TrimPrefix(name, prefix) + ".py on the Python interpreter"
}
