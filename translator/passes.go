package translator

// This file is the pass table: everything that happens to a program, in order. `rgo passes` prints it, the driver runs
// it, docs/pipeline.md is made from it.

import (
	"fmt"
	"slices"
	"strings"

	"rgo/annotator"
	"rgo/flowgraph"
	"rgo/flowgraph/build"
	"rgo/optimizer"
	"rgo/rtyper"
	"rgo/transform"
	"rgo/translator/initialise"
)

// A Pass is a row of the pass table.
type Pass struct {
	Name    string
	In, Out flowgraph.Stage
	Needs   string // names of passes that must have run, or ""
	Level   int    // runs at -O Level and above
	Why     string
	// One of the two is set.
	run  func(s *Session) ([]*flowgraph.Graph, error) // returns the graphs it changed
	each func(s *Session) (graphPass, error)          // prepares work on single graphs
}

// A graphPass works on one graph, whatever happens to others meanwhile, and reports whether it changed it. If it is nil
// there is nothing to do.
type graphPass func(g *flowgraph.Graph) (changed bool, err error)

// Passes returns the pass table.
func Passes() []Pass {
	table := []Pass{
		whole("load", flowgraph.Flow, flowgraph.Flow, "", 0, "parses and type-checks the program and the library it uses, refuses what is outside of the subset", (*Session).load),
		whole("init", flowgraph.Flow, flowgraph.Flow, "load", 0, "runs package initialisers and freezes the heap they leave", (*Session).initialise),
		whole("annotate", flowgraph.Flow, flowgraph.Annotated, "init", 0, "finds what can run, builds its graphs, infers facts about every variable", (*Session).annotate),
		whole("rtype", flowgraph.Annotated, flowgraph.Rtyped, "annotate", 0, "chooses representations, makes memory, checks and dispatch explicit", (*Session).rtype),
		whole("polls", flowgraph.Rtyped, flowgraph.Rtyped, "rtype", 0, "for --threads gil and free: has loops let other goroutines run now and then", (*Session).loopPolls),
		whole("company", flowgraph.Rtyped, flowgraph.Rtyped, "rtype", 0, "for --threads free: has functions of an interpreter wait until they are alone, but for those made for company", (*Session).company),
	}
	for _, p := range optimizer.Passes() {
		if p.Name == "inline" {
			// Here a graph is still a function of the source, cleaned up.
			table = append(table, whole("profile", flowgraph.Rtyped, flowgraph.Optimized, "rtype", 0,
				"says how often what ran in a profile, or makes a program that counts that", (*Session).profile))
		}
		row := Pass{Name: p.Name, In: flowgraph.Rtyped, Out: flowgraph.Optimized, Needs: "rtype", Level: p.MinLevel, Why: p.Why}
		if p.Graph != nil {
			row.each = always(p.Graph)
		} else {
			row.run = func(s *Session) ([]*flowgraph.Graph, error) {
				if p.Name == "merge" && s.Options.Debug == "on" {
					return nil, nil // a debugger could not tell which of them runs
				}
				return p.Program(s.Prog), nil
			}
		}
		table = append(table, row)
	}
	return append(table,
		whole("stackcheck", flowgraph.Optimized, flowgraph.Lowered, "rtype", 0, "breaks every cycle of calls with a check of the machine stack", (*Session).stackChecks),
		whole("frames", flowgraph.Optimized, flowgraph.Lowered, "rtype", 1, "for the LLVM backend: makes objects in the frame of the call that makes them, if none of them outlives it", (*Session).frameObjects),
		whole("barriers", flowgraph.Optimized, flowgraph.Lowered, "rtype", 0, "tells the collector about stores of references, if it asks for that", (*Session).barriers),
		whole("gc", flowgraph.Optimized, flowgraph.Lowered, "rtype", 0, "turns allocations into calls of the collector and builds its tables", (*Session).collector),
		whole("inlinegc", flowgraph.Lowered, flowgraph.Lowered, "gc", 2, "copies the allocation fast path into its callers", (*Session).inlineAllocation),
		whole("dropagain", flowgraph.Lowered, flowgraph.Lowered, "gc", 0, "forgets what only the passes before needed", (*Session).drop),
		single("roots", 0, "keeps references on the shadow stack where a collection can happen", (*Session).roots),
		single("sink", 2, "for the LLVM backend: moves what only some cases of a large switch need into those cases", (*Session).sink),
		single("splitloops", 2, "for the Go backend: makes cases of a loop's switch that call nothing a loop of their own", (*Session).splitLoops),
		single("homes", 2, "for the Go backend: loads references from the shadow stack where they are used, if many paths, or all turns of a loop, bring them back from there", (*Session).homes),
	)
}

// whole is a row of a pass that works on the whole program.
func whole(name string, in, out flowgraph.Stage, needs string, level int, why string, run func(s *Session) ([]*flowgraph.Graph, error)) Pass {
	return Pass{Name: name, In: in, Out: out, Needs: needs, Level: level, Why: why, run: run}
}

// single is a row of a pass that works on single graphs after gc.
func single(name string, level int, why string, each func(s *Session) (graphPass, error)) Pass {
	return Pass{Name: name, In: flowgraph.Lowered, Out: flowgraph.Lowered, Needs: "gc", Level: level, Why: why, each: each}
}

// always prepares a pass that needs no preparation.
func always(pass func(g *flowgraph.Graph) bool) func(s *Session) (graphPass, error) {
	return func(*Session) (graphPass, error) {
		return func(g *flowgraph.Graph) (bool, error) { return pass(g), nil }, nil
	}
}

// PassesText renders the pass table.
func PassesText() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%-11s %-10s %-10s %-9s %-3s %s\n", "pass", "in", "out", "needs", "-O", "why")
	for _, p := range Passes() {
		needs := p.Needs
		if needs == "" {
			needs = "-"
		}
		fmt.Fprintf(&b, "%-11s %-10s %-10s %-9s %-3d %s\n", p.Name, p.In, p.Out, needs, p.Level, p.Why)
	}
	return b.String()
}

func (s *Session) load() ([]*flowgraph.Graph, error) {
	loaded, err := build.Load(s.loadConfig())
	if err != nil {
		return nil, err
	}
	s.Loaded = loaded
	for _, p := range loaded.Packages {
		if p.Origin == build.User {
			s.own = append(s.own, p.Path+".")
		}
		s.interprets = s.interprets || p.Path+"." == transform.OwnTurns
	}
	if s.Prog, err = build.NewProgram(loaded); err != nil {
		return nil, err
	}
	if s.memory != nil {
		s.Prog.Memory = s.memory
	}
	return nil, s.readProfile()
}

func (s *Session) loadConfig() build.Config {
	return build.Config{Dir: s.Dir, Patterns: s.Patterns, Session: s.Shared, Threads: s.Options.Threads,
		Also: s.runtimePackages(), Sources: s.sources, Graphs: s.keptGraphs()}
}

func (s *Session) initialise() ([]*flowgraph.Graph, error) {
	if _, err := initialise.Run(s.Prog, 0); err != nil {
		return nil, err
	}
	return nil, transform.Configure(s.Prog, s.gcOptions())
}

func (s *Session) annotate() ([]*flowgraph.Graph, error) {
	facts, err := annotator.Run(s.Prog, annotator.Options{
		RuntimeRoots: slices.Concat(rtyper.RuntimeRoots(), transform.RuntimeRoots(s.gcOptions()), s.profileRoots(), s.pollRoots()),
		NoValues:     s.level() == 0,
		Beside:       s.verifyAhead(),
	})
	s.Facts = facts
	if err == nil {
		for _, g := range facts.Pruned() {
			delete(s.verified, g)
		}
		s.keep()
		if what := transform.Refused(s.Prog, s.gcOptions()); what != "" {
			err = &UsageError{fmt.Sprintf("the program uses %s, which --gc %s does not support: choose another collector", what, s.Options.GC)}
		}
	}
	return s.Prog.Graphs, err
}

func (s *Session) rtype() ([]*flowgraph.Graph, error) {
	err := rtyper.Run(s.Prog, s.Facts)
	if s.forget {
		s.Loaded, s.Facts = nil, nil
	}
	return s.Prog.Graphs, err
}

// pollRoots returns the functions that polls call.
func (s *Session) pollRoots() []string {
	switch {
	case s.hasCompany():
		return []string{transform.Offer, transform.BeAlone}
	case s.polled():
		return []string{transform.Offer}
	}
	return nil
}

// hasCompany reports whether this is an interpreter whose threads run at the same time.
func (s *Session) hasCompany() bool { return s.interprets && s.Options.Threads == "free" }

// company has functions of the program wait until they are alone.
func (s *Session) company() ([]*flowgraph.Graph, error) {
	if !s.hasCompany() {
		return nil, nil
	}
	return transform.Company(s.Prog, s.own)
}

// polled reports whether goroutines are interrupted.
func (s *Session) polled() bool { return s.Options.Threads == "gil" || s.Options.Threads == "free" }

func (s *Session) loopPolls() ([]*flowgraph.Graph, error) {
	if !s.polled() {
		return nil, nil
	}
	return transform.LoopPolls(s.Prog)
}

func (s *Session) stackChecks() ([]*flowgraph.Graph, error) {
	s.calls = transform.FindCalls(s.Prog)
	changed, err := transform.StackChecks(s.Prog, s.gcOptions())
	if err == nil && s.polled() {
		_, err = transform.EntryPolls(s.Prog, changed)
	}
	return changed, err
}

func (s *Session) collector() ([]*flowgraph.Graph, error) {
	return transform.GC(s.Prog, s.gcOptions())
}

func (s *Session) frameObjects() ([]*flowgraph.Graph, error) {
	if s.Options.Backend != "llvm" {
		return nil, nil
	}
	return transform.FrameObjects(s.Prog, s.gcOptions()), nil
}

func (s *Session) barriers() ([]*flowgraph.Graph, error) {
	return transform.Barriers(s.Prog, s.gcOptions())
}

func (s *Session) roots() (graphPass, error) {
	each, known, err := transform.Roots(s.Prog, s.gcOptions())
	s.collects, s.calls = known, nil
	return each, err
}

func (s *Session) inlineAllocation() ([]*flowgraph.Graph, error) {
	return optimizer.InlineMarked(s.Prog), nil
}

func (s *Session) sink() (graphPass, error) {
	if s.Options.Backend != "llvm" {
		return nil, nil
	}
	return always(optimizer.Sink)(s)
}

func (s *Session) splitLoops() (graphPass, error) {
	if s.Options.Backend != "go" {
		return nil, nil
	}
	return always(transform.SplitLoops)(s)
}

func (s *Session) homes() (graphPass, error) {
	each := transform.Homes(s.gcOptions(), s.collects)
	if s.Options.Backend != "go" || each == nil {
		return nil, nil
	}
	return always(each)(s)
}

func (s *Session) drop() ([]*flowgraph.Graph, error) {
	return optimizer.DropUnreached(s.Prog), nil
}

func (s *Session) gcOptions() transform.Options {
	return transform.Options{GC: s.Options.GC, Roots: s.Options.Roots, Parallel: s.Options.Threads == "free", Calls: s.calls}
}
