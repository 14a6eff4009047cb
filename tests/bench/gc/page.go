package main

// This file renders what was measured.

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"time"

	"rgo/tests/bench/measure"
	"rgo/tests/matrix"
	"rgo/translator/gclog"
)

// bound says what the programs that no collector makes much faster spend their time with: read from profiles.
const bound = `
longlived and bounded are bound by memory rather than by collections. longlived touches it at random, and the processor waits
for it: without any collector it takes nearly as long. bounded writes every byte of the 3 GB that it
allocates, mostly to clear it: with a quarter of the full collections (RGO_GC_GROWTH=400, and 1.8 times the memory) it still takes
three quarters of the time.

How much memory bounded takes with every collector if it allocates 100 GB is in [choose a garbage
collector](choose-a-gc.md#bounded-memory).
`

func (r *results) page() string {
	var programs []measure.Program
	for _, name := range r.Programs {
		programs = append(programs, measure.Program{Name: name})
	}
	var out strings.Builder
	out.WriteString("# Collectors compared\n\nPrinted by `go run ./tests/bench/gc -write`: all builds run in turn in the same session on one machine, so only ratios mean\nanything. Builds are called BACKEND-COLLECTOR, with -shadowstack behind it where conservative roots are usual.\n\n| program | what it does |\n|---|---|\n")
	for _, w := range workloads {
		fmt.Fprintf(&out, "| %s | %s |\n", w.name, w.what)
	}
	fmt.Fprintf(&out, "| %sNAME | the Python program NAME of tests/python, on the Python interpreter |\n", prefix)
	section := func(title, what, table string) {
		fmt.Fprintf(&out, "\n## %s\n\n%s\n\n%s", title, what, table)
	}
	if table := r.summary(); table != "" {
		section("The default collector in short", "Build "+usual+": ratios to plain `go build`, but for those to libgc; below 1 is faster, or less. What the program takes without any\n"+
			"collector is what is left if collecting cost nothing. Minor collections are in processor time.", table+bound)
	}
	section("User CPU", fmt.Sprintf("Medians of up to %d runs. Ratios are to plain `go build` (%s), whose collector's threads count too: below 1 is faster.", r.Rounds, goVersion()),
		measure.Ratios(r.Builds, programs, r.Samples, 0, "s", measure.User))
	section("User and system CPU", "The same with what the system spends for the program, mostly on memory that is touched for the first time.",
		measure.Ratios(r.Builds, programs, r.Samples, 0, "s", measure.Total))
	if k := slices.Index(r.Builds, boehm); k >= 0 {
		section("User CPU against Boehm's collector", "The same runs; ratios are to libgc: below 1 is faster.",
			measure.Ratios(r.Builds, programs, r.Samples, k, "s", measure.User))
	}
	section("Peak memory", "Largest resident size, medians. Ratios are to plain Go: below 1 is less.",
		measure.Ratios(r.Builds, programs, r.Samples, 0, "MB", measure.Peak))
	names, columns := r.logged()
	const figures = "Median / p99 / maximum, and how many there were in a run."
	const processor = figures + " In processor time, so without the time that others took: what the pause is on a machine with nothing else to do."
	pause := func(c gclog.Collection) time.Duration { return c.Pause }
	work := func(c gclog.Collection) time.Duration { return c.CPU }
	for _, kind := range []struct {
		title, text string
		minor       bool
		of          func(gclog.Collection) time.Duration
	}{
		{"Work of minor collections", processor, true, work}, {"Pauses of minor collections", figures, true, pause},
		{"Work of other collections", processor, false, work}, {"Pauses of other collections", figures, false, pause},
	} {
		table := measure.Table(names, programs, func(program, build int) string {
			return pauses(r.Samples[program][columns[build]], kind.minor, kind.of)
		})
		if strings.Contains(table, "/") {
			section(kind.title, kind.text, table)
		}
	}
	return out.String()
}

// logged returns the builds whose collectors write logs, and their numbers.
func (r *results) logged() (names []string, numbers []int) {
	for i, name := range r.Builds {
		if b, ok := matrix.Find(name); ok && b.Ours() {
			names = append(names, name)
			numbers = append(numbers, i)
		}
	}
	return
}

// pauses renders a length of the pauses in all logs of a program on a build: of those of minor collections, or all others.
func pauses(list []measure.Sample, minor bool, of func(gclog.Collection) time.Duration) string {
	all, err := collections(list, minor, of)
	if err != nil {
		return err.Error()
	}
	if len(all) == 0 {
		return "–"
	}
	p := gclog.Distribution(all)
	return fmt.Sprintf("%s / %s / %s (%d)", gclog.Time(p.Median), gclog.Time(p.P99), gclog.Time(p.Max), len(all)/len(list))
}

// collections returns a length of each collection in the logs: of minor ones, or of all others.
func collections(list []measure.Sample, minor bool, of func(gclog.Collection) time.Duration) (all []time.Duration, err error) {
	for _, s := range list {
		log, err := gclog.Parse(bytes.NewReader(s.Log))
		if err != nil {
			return nil, err
		}
		for _, c := range log.Collections {
			if (c.Kind == gclog.Minor) == minor {
				all = append(all, of(c))
			}
		}
	}
	return all, nil
}
