// Command bench measures the Python interpreter in several builds, side by side: plain `go build`, the Go backend, the
// LLVM backend, and CPython 3.11. It prints user-CPU medians and ratios as a table.
//
//	go run ./tests/bench                 all programs of tests/python/bench.tsv, 5 rounds
//	go run ./tests/bench -rounds 3 queens nbody
//	go run ./tests/bench -write          the table goes to docs/benchmarks.md too
//
// In each round every build runs each program once, in turn, so that what else happens on the machine hits all of them
// alike. A run whose output differs from CPython's is an error, not a time.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"
)

// A build is one way to run Python programs.
type build struct {
	name    string
	command []string // before the program's path
	make    []string // makes it, or nil
	env     []string
}

// A program is a line of bench.tsv: a file in tests/python and its arguments.
type program struct {
	file string
	args []string
}

// A sample is one run.
type sample struct {
	user time.Duration
	rss  int64 // KiB
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
	programs, err := readPrograms(filepath.Join("tests", "python", "bench.tsv"), only)
	if err != nil {
		return err
	}
	samples := map[string]map[string][]sample{} // by program and build
	for _, p := range programs {
		samples[p.file] = map[string][]sample{}
	}
	for round := range rounds {
		for _, p := range programs {
			var want []byte
			for i := range builds {
				b := builds[(i+round)%len(builds)]
				s, out, err := measure(b, p)
				if err != nil {
					return fmt.Errorf("%s on %s: %w", p.file, b.name, err)
				}
				if want == nil {
					want = out
				} else if !bytes.Equal(want, out) {
					return fmt.Errorf("%s on %s: output differs from that of other builds", p.file, b.name)
				}
				samples[p.file][b.name] = append(samples[p.file][b.name], s)
			}
		}
		fmt.Fprintf(os.Stderr, "round %d of %d done\n", round+1, rounds)
	}
	table := render(builds, programs, samples, rounds)
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
		start := time.Now()
		if out, err := exec.Command(b.make[0], b.make[1:]...).CombinedOutput(); err != nil {
			return nil, fmt.Errorf("cannot make %s: %w\n%s", b.name, err, out)
		}
		fmt.Fprintf(os.Stderr, "made %s in %.1f s\n", b.name, time.Since(start).Seconds())
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

func readPrograms(file string, only []string) ([]program, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var list []program
	for _, line := range strings.Split(string(data), "\n") {
		fields := strings.Fields(line)
		if len(fields) == 0 || strings.HasPrefix(fields[0], "#") {
			continue
		}
		name := strings.TrimSuffix(fields[0], ".py")
		if len(only) > 0 && !slices.Contains(only, name) {
			continue
		}
		list = append(list, program{name + ".py", fields[1:]})
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("%s names no such program", file)
	}
	return list, nil
}

func measure(b build, p program) (sample, []byte, error) {
	cmd := exec.Command(b.command[0], append(append(slices.Clone(b.command[1:]), filepath.Join("tests", "python", p.file)), p.args...)...)
	cmd.Env = append(os.Environ(), b.env...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		return sample{}, nil, fmt.Errorf("%w\n%s", err, errs.Bytes())
	}
	usage := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	return sample{cmd.ProcessState.UserTime(), usage.Maxrss}, out.Bytes(), nil
}

func median(list []sample) sample {
	users := make([]time.Duration, 0, len(list))
	rss := make([]int64, 0, len(list))
	for _, s := range list {
		users = append(users, s.user)
		rss = append(rss, s.rss)
	}
	slices.Sort(users)
	slices.Sort(rss)
	return sample{users[len(users)/2], rss[len(rss)/2]}
}

// render makes the tables: time of the baseline, every build's time relative to it, peak memory.
func render(builds []build, programs []program, samples map[string]map[string][]sample, rounds int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "User CPU, median of %d runs. Ratios are to plain `go build` (%s): below 1 is faster.\n\n", rounds, runtime.Version())
	fmt.Fprintf(&b, "| program | %s, s |", baseline)
	for _, x := range builds[1:] {
		fmt.Fprintf(&b, " %s |", x.name)
	}
	b.WriteString("\n|---|---|" + strings.Repeat("---|", len(builds)-1) + "\n")
	logs := make([]float64, len(builds))
	for _, p := range programs {
		base := median(samples[p.file][baseline]).user.Seconds()
		fmt.Fprintf(&b, "| %s %s | %.2f |", p.file, strings.Join(p.args, " "), base)
		for i, x := range builds[1:] {
			ratio := median(samples[p.file][x.name]).user.Seconds() / base
			logs[i+1] += math.Log(ratio)
			fmt.Fprintf(&b, " %.2f |", ratio)
		}
		b.WriteString("\n")
	}
	b.WriteString("| geometric mean | 1 |")
	for i := range builds[1:] {
		fmt.Fprintf(&b, " %.2f |", math.Exp(logs[i+1]/float64(len(programs))))
	}
	b.WriteString("\n\nPeak memory, MB.\n\n| program |")
	for _, x := range builds {
		fmt.Fprintf(&b, " %s |", x.name)
	}
	b.WriteString("\n|---|" + strings.Repeat("---|", len(builds)) + "\n")
	for _, p := range programs {
		fmt.Fprintf(&b, "| %s |", p.file)
		for _, x := range builds {
			fmt.Fprintf(&b, " %.0f |", float64(median(samples[p.file][x.name]).rss)/1024)
		}
		b.WriteString("\n")
	}
	return b.String()
}

func page(table string) string {
	return "# Benchmarks\n\nPrinted by `make bench` (tests/bench): all builds run in turn in the same session on one machine, so only ratios mean\nanything. The programs are in tests/python, their sizes in tests/python/bench.tsv.\n\n" + table
}
