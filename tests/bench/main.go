// Command bench measures the Python interpreter in several builds, side by side: plain `go build`, the Go backend, the
// LLVM backend, and CPython 3.11. It prints user-CPU medians and ratios as a table. Collectors are compared by
// tests/bench/gc.
//
//	go run ./tests/bench                 all programs of tests/python/bench.tsv, 5 rounds
//	go run ./tests/bench -rounds 3 queens nbody
//	go run ./tests/bench -write          the table goes to docs/benchmarks.md too
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"

	"rgo/tests/bench/measure"
)

// A build is one way to run Python programs.
type build struct {
	name    string
	command []string // before the program's path
	make    []string // makes it, or nil
	env     []string
}

const baseline = "plain go"

func main() {
	rounds := flag.Int("rounds", 5, "how often each build runs each program")
	write := flag.Bool("write", false, "also write the table to docs/benchmarks.md")
	rgo := flag.String("rgo", "bin/rgo", "the translator")
	flag.Parse()
	if err := run(*rounds, *write, *rgo, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "bench: "+err.Error())
		os.Exit(1)
	}
}

func run(rounds int, write bool, rgo string, only []string) error {
	dir, err := os.MkdirTemp("", "rgo-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	builds, err := prepare(dir, rgo)
	if err != nil {
		return err
	}
	scripts, err := measure.Scripts(only)
	if err != nil {
		return err
	}
	var names []string
	for _, b := range builds {
		names = append(names, b.name)
	}
	var programs []measure.Program
	for _, s := range scripts {
		p := measure.Program{Name: strings.Join(append([]string{s.Name + ".py"}, s.Args[1:]...), " ")}
		for _, b := range builds {
			p.Commands = append(p.Commands, &measure.Command{Args: append(b.command[:len(b.command):len(b.command)], s.Args...), Env: b.env})
		}
		programs = append(programs, p)
	}
	samples, err := measure.Run(names, programs, rounds, os.Stderr)
	if err != nil {
		return err
	}
	table := render(names, programs, samples, rounds)
	fmt.Print(table)
	if write {
		return os.WriteFile(filepath.Join("docs", "benchmarks.md"), []byte(page(table)), 0o644)
	}
	return nil
}

// prepare makes the builds that can be made on this machine.
func prepare(dir, rgo string) ([]build, error) {
	plain, viaGo, viaLLVM := filepath.Join(dir, "pygo-plain"), filepath.Join(dir, "pygo-go"), filepath.Join(dir, "pygo-llvm")
	builds := []build{
		{name: baseline, command: []string{plain}, make: []string{"go", "build", "-o", plain, "./interp/python"}},
		{name: "plain, GOGC=3200", command: []string{plain}, env: []string{"GOGC=3200"}},
		{name: "Go backend", command: []string{viaGo}, make: []string{rgo, "translate", "./interp/python", "--backend", "go", "-o", viaGo}},
		{name: "LLVM backend", command: []string{viaLLVM}, make: []string{rgo, "translate", "./interp/python", "--backend", "llvm", "-o", viaLLVM}},
	}
	for _, b := range builds {
		if b.make == nil {
			continue
		}
		if err := measure.Make(b.name, b.make, os.Stderr); err != nil {
			return nil, err
		}
	}
	// Debian's own CPython, not another one that may come first in PATH.
	const cpython = "/usr/bin/python3"
	out, err := exec.Command(cpython, "-c", "import sys; print('%d.%d' % sys.version_info[:2])").Output()
	if err == nil && strings.TrimSpace(string(out)) == "3.11" {
		builds = append(builds, build{name: "CPython 3.11", command: []string{cpython}})
	} else {
		fmt.Fprintln(os.Stderr, "no CPython 3.11 at "+cpython+": that column is missing")
	}
	return builds, nil
}

// render makes the tables: time of the baseline, every build's time relative to it, peak memory.
func render(builds []string, programs []measure.Program, samples []measure.Samples, rounds int) string {
	return fmt.Sprintf("User CPU, median of %d runs. Ratios are to plain `go build` (%s): below 1 is faster.\n\n", rounds, runtime.Version()) +
		measure.Ratios(builds, programs, samples, 0, "s", measure.User) + "\nPeak memory, MB.\n\n" +
		measure.Table(builds, programs, func(program, build int) string {
			return fmt.Sprintf("%.0f", measure.Median(samples[program][build], measure.Peak))
		})
}

func page(table string) string {
	return "# Benchmarks\n\nPrinted by `make bench` (tests/bench): all builds run in turn in the same session on one machine, so only ratios mean\nanything. The programs are in tests/python, their sizes in tests/python/bench.tsv.\n\n" + table
}
