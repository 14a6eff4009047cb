package optimizer

// This file names the reasons for which a call is inlined or not, and tells them to those who ask.

import (
	"fmt"

	"rgo/flowgraph"
)

// A verdict is what the inliner thinks of a call.
type verdict uint8

// The verdicts: first those against inlining.
const (
	callsItself verdict = iota
	noBody
	forbidden
	errorPath
	recursive
	ownFrame
	tooLate
	callerFull
	onErrorPath
	neverRuns
	tooLarge
	tooLargeOnce
	demanded // from here on: for it
	small
	runsOften
	onlyCall
)

func (v verdict) yes() bool { return v >= demanded }

// record tells what became of the call of h in g.
func (n *inliner) record(g, h *flowgraph.Graph, pos flowgraph.Pos, v verdict) {
	pass := "inline"
	if n.marked {
		pass = "inlinegc"
	}
	text := "%s is inlined: "
	if !v.yes() {
		text = "%s is not inlined: "
	}
	n.decisions.Add(flowgraph.Decision{Question: flowgraph.AskInline, Pass: pass, Graph: g.Name, Pos: pos, Done: v.yes(), Callee: h.Name,
		Text: fmt.Sprintf(text, h.Name) + n.reason(g, h, v)})
}

// reason is the second half of the sentence.
func (n *inliner) reason(g, h *flowgraph.Graph, v verdict) string {
	cost := func() int { return n.about(h).cost }
	switch v {
	case callsItself:
		return "it calls itself"
	case noBody:
		return "it has no body"
	case forbidden:
		return "it is marked noinline"
	case errorPath:
		return "it is an error path that stays out of line"
	case recursive:
		return "it is on a cycle of calls with " + g.Name
	case ownFrame:
		return "it needs a frame of its own, for memory on the stack or for roots"
	case tooLate:
		return "this late only what is marked for it is"
	case callerFull:
		return fmt.Sprintf("%s has grown to the limit of %d operations", g.Name, callerLimit)
	case onErrorPath:
		return fmt.Sprintf("the call is on an error path, where only callees up to %d are", growthPerCall)
	case neverRuns:
		return fmt.Sprintf("the call did not run in the profile, and only callees up to %d are inlined there", growthPerCall)
	case tooLarge:
		if n.sites[h] == 1 {
			return fmt.Sprintf("its cost is %d, more than %d, and a copy stays, since its address is taken", cost(), inlineNormal)
		}
		return fmt.Sprintf("its cost is %d, more than %d, and it is called at %d places", cost(), inlineNormal, n.sites[h])
	case tooLargeOnce:
		return fmt.Sprintf("its cost is %d, more than %d, even though this is its only call", cost(), inlineOnce)
	case demanded:
		return "it is marked for that"
	case small:
		return fmt.Sprintf("its cost is %d", cost())
	case runsOften:
		return fmt.Sprintf("its cost is %d, and the profile says that the call runs often", cost())
	}
	return "this is its only call"
}
