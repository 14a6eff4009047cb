package flowgraph

// This file records decisions: what a pass did or left undone at a place of the source, and why, for people who ask.
// Passes that decide something hold a *Decisions, which is nil unless somebody will ask; a nil one takes nothing, and a
// pass makes texts only after Wanted.

import (
	"slices"
	"sync"
)

// A Question is what a decision answers.
type Question string

// The questions.
const (
	AskCall   Question = "call"   // why is this call direct, switched, or through an address?
	AskInline Question = "inline" // why has this call been inlined, or not?
	AskCheck  Question = "check"  // why has this check stayed, or gone?
	AskBody   Question = "body"   // what runs instead of this function? Callee does
)

// A Decision is one answer.
type Decision struct {
	Question Question
	Pass     string
	Graph    string // the function that it is about
	Pos      Pos
	Done     bool   // the cheaper code was chosen: direct call, inlined, no check
	Callee   string // of a call, if there is one
	Text     string // a sentence without the place: "nil check stays: nothing says that p is never nil"
}

// Decisions collects decisions. Its methods can be called by several goroutines.
type Decisions struct {
	mu      sync.Mutex
	byGraph map[string][]Decision
}

// Wanted reports whether anybody will ask.
func (d *Decisions) Wanted() bool { return d != nil }

// Add notes a decision.
func (d *Decisions) Add(x Decision) {
	if d == nil {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.byGraph == nil {
		d.byGraph = map[string][]Decision{}
	}
	d.byGraph[x.Graph] = append(d.byGraph[x.Graph], x)
}

// About returns the decisions about the graph called name, by position, in the order in which they were made.
func (d *Decisions) About(name string) []Decision {
	if d == nil {
		return nil
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	list := slices.Clone(d.byGraph[name])
	slices.SortStableFunc(list, func(a, b Decision) int {
		if a.Pos.Line != b.Pos.Line {
			return a.Pos.Line - b.Pos.Line
		}
		return a.Pos.Col - b.Pos.Col
	})
	return list
}
