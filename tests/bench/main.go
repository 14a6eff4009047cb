// Command bench measures the Python interpreter in several builds, side by side: plain `go build`, the same with a larger
// heap and with Go's profile-guided optimization, the Go backend, the LLVM backend, CPython 3.11, and PyPy where it is
// installed. It prints user-CPU medians and ratios as tables. Collectors are compared by tests/bench/gc.
//
//	go run ./tests/bench                 all programs of tests/python/bench.tsv, 5 rounds
//	go run ./tests/bench -rounds 3 queens nbody
//	go run ./tests/bench scheme          only programs that are not Python: see others.go
//	go run ./tests/bench -profile off    our builds without interp/python/default.rgoprof
//	go run ./tests/bench -write          the tables go to docs/benchmarks.md too
//	go run ./tests/bench -save FILE      keeps the medians, for
//	go run ./tests/bench -compare OLD NEW
package main

import (
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"rgo/tests/bench/measure"
)

func main() {
	rounds := flag.Int("rounds", 5, "how often each build runs each program")
	write := flag.Bool("write", false, "also write the tables to docs/benchmarks.md")
	save := flag.String("save", "", "also write the medians to a file")
	versus := flag.Bool("compare", false, "compare two such files instead")
	rgo := flag.String("rgo", "bin/rgo", "the translator")
	profile := flag.String("profile", "auto", "what our builds are made with: --profile of rgo translate")
	flag.Parse()
	var err error
	switch {
	case !*versus:
		err = run(*rounds, *write, *save, *rgo, *profile, flag.Args())
	case flag.NArg() != 2:
		err = fmt.Errorf("-compare takes two files that -save has written")
	default:
		var table string
		table, err = compare(flag.Arg(0), flag.Arg(1))
		fmt.Print(table)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench: "+err.Error())
		os.Exit(1)
	}
}

func run(rounds int, write bool, save, rgo, profile string, only []string) error {
	dir, err := os.MkdirTemp("", "rgo-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if onlyOthers(only) {
		table, err := measureOthers(dir, rgo, rounds, only)
		fmt.Print(machine() + table)
		return err
	}
	scripts, err := measure.Scripts(only)
	if err != nil {
		return err
	}
	builds, err := prepare(dir, rgo, profile, scripts)
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
			var c *measure.Command
			if b.reads(s.Args[0]) {
				c = &measure.Command{Args: append(b.command[:len(b.command):len(b.command)], s.Args...), Env: b.env}
			}
			p.Commands = append(p.Commands, c)
		}
		programs = append(programs, p)
	}
	samples, err := measure.Run(names, programs, rounds, os.Stderr)
	if err != nil {
		return err
	}
	start, err := measure.Run(names, []measure.Program{startUp(builds)}, 4*rounds, os.Stderr)
	if err != nil {
		return err
	}
	more, err := measureOthers(dir, rgo, rounds, only)
	if err != nil {
		return err
	}
	table := machine() + render(builds, names, programs, samples, start[0], rounds) + more
	fmt.Print(table)
	if save != "" {
		if err := collect(names, programs, samples).save(save); err != nil {
			return err
		}
	}
	if write {
		return os.WriteFile(filepath.Join("docs", "benchmarks.md"), []byte(page(table)), 0o644)
	}
	return nil
}

// startUp is the program that does nothing.
func startUp(builds []build) measure.Program {
	p := measure.Program{Name: "start-up"}
	for _, b := range builds {
		args := append(b.command[:len(b.command):len(b.command)], b.start...)
		p.Commands = append(p.Commands, &measure.Command{Args: append(args, "-c", "pass"), Env: b.env})
	}
	return p
}

// machine says what the figures were taken on.
func machine() string {
	model := "unknown processor"
	if data, err := os.ReadFile("/proc/cpuinfo"); err == nil {
		for _, line := range strings.Split(string(data), "\n") {
			if name, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(name) == "model name" {
				model = strings.TrimSpace(value)
				break
			}
		}
	}
	load := "?"
	if data, err := os.ReadFile("/proc/loadavg"); err == nil {
		load = strings.Fields(string(data))[0]
	}
	return fmt.Sprintf("%s, %d cores, %s/%s, %s; load at the end: %s.\n\n", model, runtime.NumCPU(), runtime.GOOS, runtime.GOARCH, runtime.Version(), load)
}

// render makes the tables: time of the baseline, every build's time relative to it, peak memory, start-up and size.
func render(builds []build, names []string, programs []measure.Program, samples []measure.Samples, start measure.Samples, rounds int) string {
	once := []measure.Program{{Name: "user and system time of `-S -E -c pass`, ms"}, {Name: "size of the executable, MB"}}
	return fmt.Sprintf("User CPU, median of %d runs. Ratios are to plain `go build` (%s): below 1 is faster.\n\n", rounds, runtime.Version()) +
		measure.Ratios(names, programs, samples, 0, "s", measure.User) + "\nPeak memory, MB.\n\n" +
		peaks(names, programs, samples) + "\nStart-up and size.\n\n" +
		measure.Table(names, once, func(row, b int) string {
			if row == 0 {
				return fmt.Sprintf("%.1f", 1000*measure.Median(start[b], measure.Total))
			}
			info, err := os.Stat(builds[b].command[0])
			if err != nil {
				return "–"
			}
			return fmt.Sprintf("%.1f", float64(info.Size())/1e6)
		})
}

// peaks is the table of peak memory.
func peaks(names []string, programs []measure.Program, samples []measure.Samples) string {
	return measure.Table(names, programs, func(program, build int) string {
		peak := measure.Median(samples[program][build], measure.Peak)
		if math.IsNaN(peak) {
			return "–"
		}
		return fmt.Sprintf("%.0f", peak)
	})
}

func page(table string) string {
	return "# Benchmarks\n\nPrinted by `make bench` (tests/bench): all builds run in turn in the same session on one machine, so only ratios mean\nanything. The programs are in tests/python, their sizes in tests/python/bench.tsv. What Go's PGO is given is a profile of\nthese very programs; our builds have one of the programs in tests/python/train, of which none is measured (docs/profiles.md).\nDebian's PyPy is Python 3.9: programs with newer syntax have no figure there, and means are over those that have. `go run ./tests/bench -save FILE` keeps the medians, `make bench-compare OLD=FILE NEW=FILE` compares two.\n\n" + table
}
