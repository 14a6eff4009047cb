// Package measure runs programs in several builds side by side and compares what they cost.
//
// In each round every build runs each program once, in turn, so that what else happens on the machine hits all of them
// alike; only ratios between builds mean anything. A run whose output differs from that of the other builds is an error.
package measure

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"
)

// A Command is how one build runs one program.
type Command struct {
	Args []string // the program and its arguments
	Env  []string // in addition
	Log  string   // file for RGO_GC_LOG, or "": see Sample.Log
}

// A Program is a row of the result: one command for each build; nil where a build cannot run it.
type Program struct {
	Name     string
	Commands []*Command
	Rounds   int // at most so many; 0: as many as there are
}

// A Sample is one run.
type Sample struct {
	User, System time.Duration
	Peak         int64 // KiB of memory
	Log          []byte
}

// Samples are the runs of a program, by build.
type Samples [][]Sample

// Run runs every program on every build, rounds times, and says on progress how far it is.
func Run(builds []string, programs []Program, rounds int, progress io.Writer) ([]Samples, error) {
	samples := make([]Samples, len(programs))
	for round := range rounds {
		for i, p := range programs {
			if p.Rounds > 0 && round >= p.Rounds {
				continue
			}
			if samples[i] == nil {
				samples[i] = make(Samples, len(builds))
			}
			var want []byte
			for k := range builds {
				b := (k + round) % len(builds)
				if p.Commands[b] == nil {
					continue
				}
				s, out, err := once(p.Commands[b])
				if err != nil {
					return nil, fmt.Errorf("%s on %s: %w", p.Name, builds[b], err)
				}
				if want == nil {
					want = out
				} else if !bytes.Equal(want, out) {
					return nil, fmt.Errorf("%s on %s: output differs from that of other builds", p.Name, builds[b])
				}
				samples[i][b] = append(samples[i][b], s)
			}
			fmt.Fprintf(progress, "round %d of %d: %s\n", round+1, rounds, p.Name)
		}
	}
	return samples, nil
}

// once runs a command.
func once(c *Command) (Sample, []byte, error) {
	cmd := exec.Command(c.Args[0], c.Args[1:]...)
	cmd.Env = append(os.Environ(), c.Env...)
	if c.Log != "" {
		cmd.Env = append(cmd.Env, "RGO_GC_LOG="+c.Log)
	}
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	peak, err := RunPeak(cmd)
	if err != nil {
		return Sample{}, nil, fmt.Errorf("%w\n%s", err, errs.Bytes())
	}
	s := Sample{User: cmd.ProcessState.UserTime(), System: cmd.ProcessState.SystemTime(), Peak: peak}
	if c.Log != "" {
		data, err := os.ReadFile(c.Log)
		if err != nil {
			return Sample{}, nil, err
		}
		s.Log = data
	}
	return s, out.Bytes(), nil
}

// Median returns the middle of what of gives for the samples; NaN without any.
func Median(list []Sample, of func(Sample) float64) float64 {
	values := make([]float64, 0, len(list))
	for _, s := range list {
		values = append(values, of(s))
	}
	if len(values) == 0 {
		return math.NaN()
	}
	slices.Sort(values)
	return values[len(values)/2]
}

// What samples are compared by.
var (
	User  = func(s Sample) float64 { return s.User.Seconds() }
	Total = func(s Sample) float64 { return (s.User + s.System).Seconds() }
	Peak  = func(s Sample) float64 { return float64(s.Peak) / 1024 } // MB
)

// Ratios renders a table: the build number base in its own unit, each other one as its ratio to that, and the geometric
// mean of the ratios of each build, over the programs that it and the base run.
func Ratios(builds []string, programs []Program, samples []Samples, base int, unit string, of func(Sample) float64) string {
	var b strings.Builder
	fmt.Fprintf(&b, "| program | %s, %s |", builds[base], unit)
	for k, name := range builds {
		if k != base {
			fmt.Fprintf(&b, " %s |", name)
		}
	}
	b.WriteString("\n|---|---|" + strings.Repeat("---|", len(builds)-1) + "\n")
	logs, counts := make([]float64, len(builds)), make([]int, len(builds))
	for i, p := range programs {
		one := Median(samples[i][base], of)
		fmt.Fprintf(&b, "| %s | %s |", p.Name, number(one))
		for k := range builds {
			if k == base {
				continue
			}
			ratio := Median(samples[i][k], of) / one
			if ratio > 0 { // not NaN
				logs[k] += math.Log(ratio)
				counts[k]++
			}
			fmt.Fprintf(&b, " %s |", number(ratio))
		}
		b.WriteString("\n")
	}
	b.WriteString("| geometric mean | 1 |")
	for k := range builds {
		if k != base {
			fmt.Fprintf(&b, " %s |", number(math.Exp(logs[k]/float64(counts[k]))))
		}
	}
	return b.String() + "\n"
}

// number renders f with two decimals, without any where it is large; a dash for what is not there.
func number(f float64) string {
	switch {
	case math.IsNaN(f):
		return "–"
	case f >= 100:
		return fmt.Sprintf("%.0f", f)
	}
	return fmt.Sprintf("%.2f", f)
}

// Table renders what cell gives for each program and build.
func Table(builds []string, programs []Program, cell func(program, build int) string) string {
	var b strings.Builder
	b.WriteString("| program |")
	for _, name := range builds {
		fmt.Fprintf(&b, " %s |", name)
	}
	b.WriteString("\n|---|" + strings.Repeat("---|", len(builds)) + "\n")
	for i, p := range programs {
		fmt.Fprintf(&b, "| %s |", p.Name)
		for k := range builds {
			fmt.Fprintf(&b, " %s |", cell(i, k))
		}
		b.WriteString("\n")
	}
	return b.String()
}

// Make runs a command that makes a build, and says on progress how long it took.
func Make(name string, args []string, progress io.Writer) error {
	start := time.Now()
	if out, err := exec.Command(args[0], args[1:]...).CombinedOutput(); err != nil {
		return fmt.Errorf("cannot make %s: %w\n%s", name, err, out)
	}
	fmt.Fprintf(progress, "made %s in %.1f s\n", name, time.Since(start).Seconds())
	return nil
}
