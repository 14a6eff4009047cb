package translator

// This file runs the pass table over one program.

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"

	"rgo/annotator"
	"rgo/flowgraph"
	"rgo/flowgraph/build"
	"rgo/profile"
	"rgo/transform"
)

// A Session is one translation.
type Session struct {
	Options  Options
	Dir      string         // working directory; "" is the current one
	Patterns []string       // what to translate, as `go build` takes it
	Shared   *build.Session // loaded library packages to share between translations, or nil
	Progress Progress       // nil: silent
	Log      io.Writer      // for --dump and --stats; nil: none

	Loaded *build.Loaded
	Prog   *flowgraph.Program
	Facts  *annotator.Facts

	runs       *profile.Profile // what the program did in earlier runs, or nil
	runsFrom   string           // the file it is from, for messages
	profileKey []byte           // a digest of it
	asked      bool             // readProfile has been called

	sources *build.Sources // nil: not located yet

	keeps   bool           // flow graphs are kept from one translation to the next
	keeping sync.WaitGroup // writes them

	calls    *transform.Calls      // from stackcheck to roots
	collects *transform.Collecting // from roots, for homes

	memory *memory // of earlier translations, or nil

	lazy bool // the last passes, over single graphs, are left to the backend, which may know what they come to

	forget bool // nobody will ask for Loaded and Facts after rtype, and for Prog after the last pass: the memory is needed more

	interprets bool     // the program gives threads to a language that it interprets
	own        []string // what the names of the functions of the program's own packages begin with

	passes     []Pass // nil: those of the pass table
	steps      []Step
	done       map[string]bool
	unverified map[*flowgraph.Graph]bool // changed since the verifier looked
	verified   map[*flowgraph.Graph]bool // found good during the pass that has changed them
	dumped     string                    // last text of the graph of --dump
}

// A Step is what one pass did.
type Step struct {
	Pass    string
	Time    time.Duration
	CPU     time.Duration // user time of this process and of those that it waited for
	Graphs  int           // in the program afterwards
	Changed int
	Size    int // operations and exits afterwards
}

// Progress is told about passes as they run.
type Progress interface {
	Begin(name string, number, total int)
	End(step Step)
	Note(text string)
}

// An InternalError is a fault of the translator itself.
type InternalError struct {
	Pass string
	Err  error
	Dump string // file with the broken graph, or ""
}

func (e *InternalError) Error() string {
	text := "internal error: pass " + e.Pass + " " + strings.TrimPrefix(e.Err.Error(), "internal error: ")
	if e.Dump != "" {
		text += "\n\tgraph written to " + e.Dump
	}
	return text
}

func (e *InternalError) Unwrap() error { return e.Err }

// A ToolError is a failure that is not the program's fault: of the system, of a compiler, of the translator.
type ToolError struct{ Err error }

func (e *ToolError) Error() string { return e.Err.Error() }
func (e *ToolError) Unwrap() error { return e.Err }

// Wrap makes sure that err says whose fault it is: it becomes a *ToolError unless it is of the program, of usage, or an
// *InternalError.
func Wrap(err error) error {
	var program build.Errors
	var usage *UsageError
	var internal *InternalError
	var tool *ToolError
	if err == nil || errors.As(err, &program) || errors.As(err, &usage) || errors.As(err, &internal) || errors.As(err, &tool) {
		return err
	}
	return &ToolError{err}
}

func (s *Session) level() int { return int(s.Options.Opt[0] - '0') }

// To runs passes until the program has reached stage, and all passes up to it have run. Errors of the program are
// build.Errors; others are *InternalError, *UsageError or errors of the system.
func (s *Session) To(stage flowgraph.Stage) error {
	if s.done == nil {
		s.done = map[string]bool{}
	}
	todo := s.todo(stage)
	if s.lazy {
		n := len(last(todo))
		s.lazy, todo = n > 0, todo[:len(todo)-n]
	}
	for i := 0; i < len(todo); {
		n := s.together(todo[i:])
		if err := s.step(todo, i, n); err != nil {
			return s.blamed(err, stage)
		}
		i += n
	}
	return nil
}

// todo returns the passes up to stage that have not run.
func (s *Session) todo(stage flowgraph.Stage) (list []Pass) {
	table := s.passes
	if table == nil {
		table = Passes()
	}
	for _, p := range table {
		if p.Out <= stage && p.Level <= s.level() && !s.done[p.Name] {
			list = append(list, p)
		}
	}
	return list
}

// step runs n passes from number i of todo on.
func (s *Session) step(todo []Pass, i, n int) (err error) {
	first := &todo[i]
	defer func() {
		if e := recover(); e != nil {
			err = &InternalError{Pass: first.Name, Err: fmt.Errorf("%v\n%s", e, stack())}
		}
	}()
	if s.Progress != nil {
		s.Progress.Begin(first.Name, i, len(todo))
	}
	start, cpu := time.Now(), userTime()
	var changed [][]*flowgraph.Graph
	shares := []float64{1}
	if first.run != nil {
		list, err := first.run(s)
		if err != nil {
			return s.blame(first, err)
		}
		changed = [][]*flowgraph.Graph{list}
	} else if changed, shares, err = s.runEach(todo[i : i+n]); err != nil {
		return err
	}
	for k := range changed {
		p, next := &todo[i+k], (*Pass)(nil)
		if i+k+1 < len(todo) {
			next = &todo[i+k+1]
		}
		s.done[p.Name] = true
		if s.Prog.Stage < p.Out {
			s.Prog.Stage = p.Out
		}
		if err := s.check(p, changed[k], next); err != nil {
			return err
		}
	}
	wall, used := time.Since(start), userTime()-cpu
	for k := range changed {
		s.ended(&todo[i+k], len(changed[k]), time.Duration(shares[k]*float64(wall)), time.Duration(shares[k]*float64(used)))
	}
	s.dump(first)
	return nil
}

// ended notes what a pass has done.
func (s *Session) ended(p *Pass, changed int, wall, cpu time.Duration) {
	step := Step{Pass: p.Name, Time: wall, CPU: cpu, Graphs: len(s.Prog.Graphs), Changed: changed}
	if s.Options.Stats {
		for _, g := range s.Prog.Graphs {
			step.Size += g.Size()
		}
	}
	s.steps = append(s.steps, step)
	if s.Progress != nil {
		s.Progress.End(step)
	}
}

// blame decides whose fault err is.
func (s *Session) blame(p *Pass, err error) error {
	var program build.Errors
	var usage *UsageError
	var path *os.PathError
	if errors.As(err, &program) || errors.As(err, &usage) || errors.As(err, &path) {
		return err
	}
	if p.Name == "load" {
		return err
	}
	return &InternalError{Pass: p.Name, Err: err}
}

// dump prints the graph of --dump if p changed it.
func (s *Session) dump(p *Pass) {
	if s.Options.Dump == "" || s.Log == nil {
		return
	}
	for _, g := range s.Prog.Graphs {
		if s.dumps(g) {
			s.dumpGraph(p, g)
			return
		}
	}
}

// dumps reports whether --dump means g, unless it means one in front of it.
func (s *Session) dumps(g *flowgraph.Graph) bool {
	return s.Options.Dump != "" && s.Log != nil && g.Built() && strings.HasSuffix(g.Name, s.Options.Dump)
}

func (s *Session) dumpGraph(p *Pass, g *flowgraph.Graph) {
	if text := g.String(); text != s.dumped {
		s.dumped = text
		fmt.Fprintf(s.Log, "--- after %s\n%s\n", p.Name, text)
	}
}

// Steps returns what the passes have done so far.
func (s *Session) Steps() []Step { return s.steps }

// StatsText renders the steps as a table.
func StatsText(steps []Step) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%-12s %9s %9s %8s %8s %10s\n", "pass", "time", "cpu", "graphs", "changed", "operations")
	var total, cpu time.Duration
	for _, s := range steps {
		total += s.Time
		cpu += s.CPU
		fmt.Fprintf(&b, "%-12s %8.2fs %8.2fs %8d %8d %10d\n", s.Pass, s.Time.Seconds(), s.CPU.Seconds(), s.Graphs, s.Changed, s.Size)
	}
	fmt.Fprintf(&b, "%-12s %8.2fs %8.2fs\n", "total", total.Seconds(), cpu.Seconds())
	return b.String()
}

// userTime returns the user time that this process, and children that it waited for, have used.
func userTime() time.Duration {
	var sum time.Duration
	for _, who := range [...]int{syscall.RUSAGE_SELF, syscall.RUSAGE_CHILDREN} {
		var use syscall.Rusage
		if syscall.Getrusage(who, &use) == nil {
			sum += time.Duration(use.Utime.Nano())
		}
	}
	return sum
}

// OutputName returns the path that the result is written to: --output, or the package's name with a suffix that tells
// its kind.
func (s *Session) OutputName() string {
	if s.Options.Output != "" {
		return s.Options.Output
	}
	base := strings.TrimSuffix(filepath.Base(s.Patterns[0]), ".go")
	if base == "." || base == ".." || base == "/" {
		if abs, err := filepath.Abs(filepath.Join(s.Dir, s.Patterns[0])); err == nil {
			base = filepath.Base(abs)
		}
	}
	switch s.Options.Emit {
	case "ll":
		return base + ".ll"
	case "asm":
		return base + ".s"
	case "go":
		return base + "-go"
	}
	return base
}
