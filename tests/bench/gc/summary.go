package main

// This file renders what the default collector is judged by.

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"rgo/tests/bench/measure"
	"rgo/translator/gclog"
)

const (
	usual       = "llvm-immix" // the build with the default collector
	uncollected = "llvm-none"
)

// summary renders a row for each program that the default collector was measured with: ratios to plain Go and to Boehm's
// collector, and how long minor collections work.
func (r *results) summary() string {
	k := slices.Index(r.Builds, usual)
	if k < 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString("| program | user CPU | without a collector | peak memory | user CPU against libgc | p99 of minor collections |\n|---|---|---|---|---|---|\n")
	for i, program := range r.Programs {
		if len(r.Samples[i][k]) == 0 {
			continue
		}
		ratio := func(build, base string, of func(measure.Sample) float64) string {
			x, y := slices.Index(r.Builds, build), slices.Index(r.Builds, base)
			if x < 0 || y < 0 {
				return "–"
			}
			v := measure.Median(r.Samples[i][x], of) / measure.Median(r.Samples[i][y], of)
			if math.IsNaN(v) {
				return "–"
			}
			return fmt.Sprintf("%.2f", v)
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s |\n", program,
			ratio(usual, plain, measure.User), ratio(uncollected, plain, measure.User), ratio(usual, plain, measure.Peak),
			ratio(usual, boehm, measure.User), longest(r.Samples[i][k]))
	}
	return b.String()
}

// longest returns the 99th percentile of the processor time of minor collections.
func longest(list []measure.Sample) string {
	all, err := collections(list, true, func(c gclog.Collection) time.Duration { return c.CPU })
	if err != nil {
		return err.Error()
	}
	if len(all) == 0 {
		return "–"
	}
	return gclog.Time(gclog.Distribution(all).P99)
}
