// Command threads measures what two threads of a Python program gain from running at the same time (--threads free) beside
// taking turns (gil), and what one thread pays for that beside a program without threads (none). What it prints are
// wall times and their ratios, so nothing else should run on the machine; two processes of none at the same time, which have
// nothing to do with each other, show what the machine has to give.
//
//	go run ./tests/bench/threads                        5 rounds, a table in markdown
//	go run ./tests/bench/threads -rounds 3 words life   these programs only
//	go run ./tests/bench/threads -twice                 those of tests/python/bench.tsv, each run by two threads
//	go run ./tests/bench/threads -write                 the tables of both go to docs/threads-speed.md too
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
	"time"

	"rgo/tests/bench/measure"
)

// models are the builds, of the LLVM backend.
var models = []string{"none", "gil", "free"}

// A program is run by two threads, and by one. What runs it once in a thread is the same without threads.
type program struct {
	name     string
	two, one []string // arguments of the interpreter
}

// A timing is one kind of run: so many processes of a build at the same time.
type timing struct {
	model     string
	processes int
	args      func(p program) []string
}

func (p program) both() []string  { return p.two }
func (p program) alone() []string { return p.one }

// timings are the columns that ratios are made of.
var timings = []timing{
	{"gil", 1, program.both},
	{"free", 1, program.both},
	{"none", 1, program.alone},
	{"free", 1, program.alone},
	{"none", 2, program.alone},
}

const usage = "usage: go run ./tests/bench/threads [-rounds N] [-twice] [-write] [-rgo FILE] [PROGRAM...]"

func main() {
	rounds := flag.Int("rounds", 5, "how often everything is measured; the best time counts")
	twice := flag.Bool("twice", false, "measure the programs of tests/python/bench.tsv")
	write := flag.Bool("write", false, "measure both lists, and write the tables to docs/threads-speed.md")
	rgo := flag.String("rgo", "", "the translator; the default is to build it")
	flag.Usage = func() {
		fmt.Fprintln(os.Stderr, usage)
		flag.PrintDefaults()
	}
	flag.Parse()
	if err := run(*rounds, *twice, *write, *rgo, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "bench: "+err.Error())
		os.Exit(1)
	}
}

const page = `# What do threads gain that run at the same time?

Printed by ` + "`go run ./tests/bench/threads -write`" + `: Python programs on pygo (LLVM backend), wall times, the best of several
rounds in turn. "Two threads" is what ` + "`gil`" + ` takes for a program of two threads, divided by what ` + "`free`" + ` takes: 2 would be twice as fast. "One
thread" is the time of one thread with ` + "`free`" + `, divided by that of ` + "`none`" + `. "Machine" is what two processes of ` + "`none`" + ` at the same
time do, which share nothing, of what one does: no threads can gain more than that.

`

func run(rounds int, twice, write bool, rgo string, only []string) error {
	dir, err := os.MkdirTemp("", "rgo-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if rgo == "" {
		rgo = filepath.Join(dir, "rgo")
		if err := measure.Make("rgo", []string{"go", "build", "-o", rgo, "./cmd/rgo"}, os.Stderr); err != nil {
			return err
		}
	}
	for _, m := range models {
		args := []string{rgo, "translate", "./interp/python", "--backend", "llvm", "--threads", m, "-o", filepath.Join(dir, m)}
		if err := measure.Make("pygo with "+m, args, os.Stderr); err != nil {
			return err
		}
	}
	text := page
	for _, list := range []bool{false, true} {
		if list != twice && !write {
			continue
		}
		programs, err := choose(list, only)
		if err != nil {
			return err
		}
		table, err := compare(dir, programs, rounds)
		if err != nil {
			return err
		}
		title := "Programs of two threads, `tests/bench/threads/programs`"
		if list {
			title = "Programs of `tests/python/bench.tsv`, each run by two threads at the same time (`tests/python/train/twice/twice.py`)"
		}
		table = fmt.Sprintf("%s. Best of %d, %d processors.\n\n%s\n", title, rounds, runtime.NumCPU(), table)
		fmt.Print(table)
		text += table
	}
	if !write {
		return nil
	}
	return os.WriteFile(filepath.Join("docs", "threads-speed.md"), []byte(strings.TrimSpace(text)+"\n"), 0o644)
}

// choose returns the programs of one of the lists; only, if not empty, says which.
func choose(twice bool, only []string) ([]program, error) {
	var list []program
	if twice {
		scripts, err := measure.Scripts(only)
		if err != nil {
			return nil, err
		}
		for _, s := range scripts {
			list = append(list, program{s.Name, append([]string{"tests/python/train/twice/twice.py"}, s.Args...), s.Args})
		}
		return list, nil
	}
	files, err := filepath.Glob("tests/bench/threads/programs/*.py")
	if err != nil {
		return nil, err
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".py")
		if name != "both" && (len(only) == 0 || slices.Contains(only, name)) {
			list = append(list, program{name, []string{file, "2"}, []string{file, "1"}})
		}
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("tests/bench/threads/programs has no %s", strings.Join(only, ", "))
	}
	return list, nil
}

// compare measures the programs and returns the table.
func compare(dir string, programs []program, rounds int) (string, error) {
	best := make([][]time.Duration, len(programs))
	for round := range rounds {
		for i, p := range programs {
			if best[i] == nil {
				best[i] = make([]time.Duration, len(timings))
			}
			for k := range timings {
				n := (k + round) % len(timings)
				t := timings[n]
				wall, err := clock(filepath.Join(dir, t.model), t.args(p), t.processes)
				if err != nil {
					return "", fmt.Errorf("%s with %s: %w", p.name, t.model, err)
				}
				if best[i][n] == 0 || wall < best[i][n] {
					best[i][n] = wall
				}
			}
			fmt.Fprintf(os.Stderr, "round %d of %d: %s\n", round+1, rounds, p.name)
		}
	}
	var b strings.Builder
	b.WriteString("| program | gil, two threads, s | two threads | one thread | machine |\n|---|---|---|---|---|\n")
	var logs [3]float64
	for i, p := range programs {
		t := best[i]
		ratios := [3]float64{ratio(t[0], t[1]), ratio(t[3], t[2]), 2 * ratio(t[2], t[4])}
		fmt.Fprintf(&b, "| %s | %.2f | %.2f | %.2f | %.2f |\n", p.name, t[0].Seconds(), ratios[0], ratios[1], ratios[2])
		for k, r := range ratios {
			logs[k] += math.Log(r)
		}
	}
	b.WriteString("| geometric mean | |")
	for _, l := range logs {
		fmt.Fprintf(&b, " %.2f |", math.Exp(l/float64(len(programs))))
	}
	return b.String() + "\n", nil
}

func ratio(a, b time.Duration) float64 { return a.Seconds() / b.Seconds() }

// clock returns how long so many processes of a command take that run at the same time.
func clock(binary string, args []string, processes int) (time.Duration, error) {
	var commands []*exec.Cmd
	var errs bytes.Buffer
	start := time.Now()
	var failed error
	for range processes {
		c := exec.Command(binary, args...)
		c.Env = append(os.Environ(), "PYTHONHASHSEED=0")
		if len(commands) == 0 {
			c.Stderr = &errs
		}
		if failed = c.Start(); failed != nil {
			break
		}
		commands = append(commands, c)
	}
	for _, c := range commands {
		if err := c.Wait(); err != nil && failed == nil {
			failed = fmt.Errorf("%w\n%s", err, errs.Bytes())
		}
	}
	return time.Since(start), failed
}
