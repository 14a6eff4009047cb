// Package inspect answers questions about one translation: what a function looks like at each stage, what calls it, what
// a pass decided about it and why, where a fact comes from, what it became in the backend's language and in machine code.
//
// In comes a session of the translator that has not run yet. Open runs its passes and keeps a copy of every graph at the
// end of each stage, since passes rewrite graphs in place. What then holds: every answer is about the translation that
// the same command line would make, because it is that translation. `rgo graph`, `rgo why`, `rgo view` and `rgo stats`
// are thin layers over this package.
package inspect

import (
	"io"
	"sort"
	"sync"

	"rgo/flowgraph"
	"rgo/flowgraph/draw"
	"rgo/translator"
)

// A Program is a translation that can be asked.
type Program struct {
	Session *translator.Session
	Stage   flowgraph.Stage // how far it has come

	stages [flowgraph.Lowered + 1]map[string]*flowgraph.Graph // by name; flow and annotated are the same graphs
	names  []string                                           // of all graphs of all stages, sorted
	calls  callGraph

	mu      sync.Mutex
	sources map[string][]string // lines by file name
	stored  *stores

	code    codeCache
	binary  *Binary
	profile *Profile
}

// Open runs the passes of s up to stage.
func Open(s *translator.Session, stage flowgraph.Stage) (*Program, error) {
	p := &Program{Session: s, Stage: max(stage, flowgraph.Annotated), sources: map[string][]string{}}
	for st := flowgraph.Annotated; st <= p.Stage; st++ {
		if err := s.To(st); err != nil {
			return nil, translator.Wrap(err)
		}
		byName := make(map[string]*flowgraph.Graph, len(s.Prog.Graphs))
		for _, g := range s.Prog.Graphs {
			byName[g.Name] = g
		}
		// The last stage stays as it is: nothing changes it any more.
		if st < p.Stage {
			list := s.Prog.Graphs
			copies := make([]*flowgraph.Graph, len(list))
			flowgraph.Parallel(len(list), func(i int) { copies[i] = list[i].Snapshot() })
			for i, g := range list {
				byName[g.Name] = copies[i]
			}
		}
		p.stages[st] = byName
		if st == flowgraph.Annotated {
			p.stages[flowgraph.Flow] = byName
			s.Prog.Decisions = &flowgraph.Decisions{}
			p.calls = p.findCalls() // later, the front end cannot be asked for methods any more
		}
	}
	seen := map[string]bool{}
	for _, m := range p.stages {
		for name := range m {
			if !seen[name] {
				seen[name] = true
				p.names = append(p.names, name)
			}
		}
	}
	sort.Strings(p.names)
	return p, nil
}

// Names returns the names of all functions, sorted.
func (p *Program) Names() []string { return p.names }

// Graph returns the graph called name at stage, or nil if there is none: it may have been inlined everywhere, or be made
// by a later stage.
func (p *Program) Graph(name string, stage flowgraph.Stage) *flowgraph.Graph {
	return p.stages[stage][name]
}

// Stages returns the stages at which the function called name exists.
func (p *Program) Stages(name string) []flowgraph.Stage {
	var list []flowgraph.Stage
	for st, m := range p.stages {
		if m[name] != nil && flowgraph.Stage(st) <= p.Stage {
			list = append(list, flowgraph.Stage(st))
		}
	}
	return list
}

// Draw describes the graph called name at stage; nil if there is none.
func (p *Program) Draw(name string, stage flowgraph.Stage) *draw.Graph {
	g := p.Graph(name, stage)
	if g == nil {
		return nil
	}
	var notes draw.Notes
	if stage == flowgraph.Annotated {
		notes = p.Session.Facts.Describe
	}
	d := draw.New(g, stage.String(), notes)
	p.addSamples(d)
	return d
}

// Write writes the function that name means at stage in the given format: text, dot, svg or json.
func (p *Program) Write(w io.Writer, name string, stage flowgraph.Stage, format string) error {
	full, err := p.Find(name, stage)
	if err != nil {
		return err
	}
	d := p.Draw(full, stage)
	switch format {
	case "dot":
		return draw.DOT(w, d)
	case "svg":
		return draw.SVG(w, d, true)
	case "json":
		return draw.JSON(w, d)
	}
	return p.writeText(w, full, stage, d)
}
