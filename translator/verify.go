package translator

// This file has graphs verified: after each pass those that it changed, or, which takes half the time, at the end of each
// stage those that any pass of it changed. If that finds something, or a pass panics, then the translation is done once more
// with a look after each pass, which tells whose fault it is.

import (
	"errors"
	"fmt"
	"os"

	"rgo/flowgraph"
)

// check verifies what p and the passes since the last look have changed, if it is time for that: next is the pass after p, nil
// if p is the last one. What is left to the backend is verified there.
func (s *Session) check(p *Pass, changed []*flowgraph.Graph, next *Pass) error {
	if !s.Options.VerifyStages {
		return s.verify(s.Prog, p, changed)
	}
	if s.unverified == nil {
		s.unverified = make(map[*flowgraph.Graph]bool, len(changed))
	}
	for _, g := range changed {
		s.unverified[g] = true
	}
	if next != nil && next.Out == p.Out || next == nil && s.lazy {
		return nil
	}
	var list []*flowgraph.Graph // without those that are no longer part of the program
	for _, g := range s.Prog.Graphs {
		if s.unverified[g] && !s.verified[g] {
			list = append(list, g)
		}
	}
	clear(s.unverified)
	s.verified = nil
	return s.verify(s.Prog, p, list)
}

// verifyAhead returns what verifies graphs while facts about them are found, or nil if they are to be looked at after each pass.
func (s *Session) verifyAhead() func(graphs []*flowgraph.Graph) {
	if !s.Options.VerifyStages {
		return nil
	}
	return func(graphs []*flowgraph.Graph) {
		defer func() { _ = recover() }() // verifying that graph once more will panic again, where that is told
		s.verified = make(map[*flowgraph.Graph]bool, len(graphs))
		for _, g := range graphs {
			if len(flowgraph.Verify(s.Prog, g)) == 0 {
				s.verified[g] = true
			}
		}
	}
}

// verify checks the graphs of prog that p changed, and writes the first broken one to a file.
func (s *Session) verify(prog *flowgraph.Program, p *Pass, changed []*flowgraph.Graph) error {
	all := make([][]error, len(changed))
	flowgraph.Parallel(len(changed), func(i int) { all[i] = flowgraph.Verify(prog, changed[i]) })
	for i, g := range changed {
		faults := all[i]
		if len(faults) == 0 {
			continue
		}
		e := &InternalError{Pass: p.Name, Err: fmt.Errorf("broke graph %s: %w", g.Name, faults[0])}
		if s.Options.VerifyStages {
			return e
		}
		text := flowgraph.FaultText(g, faults)
		if f, err := os.CreateTemp("", "rgo-broken-*.graph"); err == nil {
			if _, err := f.WriteString(text); err == nil {
				e.Dump = f.Name()
			}
			f.Close()
		}
		return e
	}
	return nil
}

// blamed returns err, an error of s.To(stage), or what a translation with a look after each pass says instead.
func (s *Session) blamed(err error, stage flowgraph.Stage) error {
	var internal *InternalError
	if !s.Options.VerifyStages || !errors.As(err, &internal) {
		return err
	}
	again := &Session{Options: s.Options, Dir: s.Dir, Patterns: s.Patterns, passes: s.passes}
	again.Options.VerifyStages, again.Options.Dump = false, ""
	if found := again.To(stage); errors.As(found, &internal) {
		return found
	}
	return err
}
