package rtyper

// This file records why calls and checks became what they are, for those who ask: see flowgraph.Decisions.

import (
	"fmt"
	"go/types"
	"strings"

	"rgo/annotator"
	"rgo/flowgraph"
)

// maxNamed is how many types or functions a sentence names.
const maxNamed = 8

// recording reports whether anybody will ask.
func (l *lowering) recording() bool { return l.t.prog.Decisions.Wanted() }

func (l *lowering) record(q flowgraph.Question, done bool, callee, format string, args ...any) {
	l.t.prog.Decisions.Add(flowgraph.Decision{
		Question: q, Pass: "rtype", Graph: l.g.Name, Pos: l.pos, Done: done, Callee: callee, Text: fmt.Sprintf(format, args...),
	})
}

// factText is what the annotator knows about v, for a sentence.
func (l *lowering) factText(v value) string {
	x, ok := v.(*flowgraph.Var)
	if !ok {
		return "is constant"
	}
	if text := l.t.facts.Describe(x); text != "" {
		return "is known to be " + text
	}
	return "can be anything of its type"
}

// recordNil notes what became of the nil check of v.
func (l *lowering) recordNil(v value, stays bool) {
	if !l.recording() {
		return
	}
	x, isVar := v.(*flowgraph.Var)
	if isVar && !stays && x.Name == "" {
		return // the address of a field or element: nobody expects a check
	}
	switch {
	case stays:
		l.record(flowgraph.AskCheck, false, "", "nil check stays: nothing says that %s is never nil", l.nameOf(v))
	case isVar && l.factNonNil(x):
		l.record(flowgraph.AskCheck, true, "", "no nil check: %s is never nil, as the annotator found", l.nameOf(v))
	case isVar:
		l.record(flowgraph.AskCheck, true, "", "no nil check: %s has just been made or checked", l.nameOf(v))
	default:
		l.record(flowgraph.AskCheck, true, "", "no nil check: %s is the address of a variable or function", l.nameOf(v))
	}
}

// recordIndex notes what became of the check of index i against n.
func (l *lowering) recordIndex(i, n value, why string) {
	if !l.recording() {
		return
	}
	if why != "" {
		l.record(flowgraph.AskCheck, true, "", "no bounds check: %s", why)
		return
	}
	length := "the length is not known"
	if m, ok := constInt(n); ok {
		length = fmt.Sprintf("the length is %d", m)
	}
	l.record(flowgraph.AskCheck, false, "", "bounds check stays: index %s %s, and %s", l.nameOf(i), l.factText(i), length)
}

// recordInvoke notes how the method of an interface is called.
func (l *lowering) recordInvoke(op *flowgraph.Op, all []annotator.Target, ids int) {
	if !l.recording() {
		return
	}
	method := op.Aux.(*flowgraph.Method).Name
	var names []string
	for _, t := range all {
		names = append(names, typeText(t.Type))
	}
	who := fmt.Sprintf("%s can hold %s", l.nameOf(op.Args[0]), listed(names))
	switch {
	case len(all) == 0:
		l.record(flowgraph.AskCall, true, "", "the call of %s never happens: %s is always nil", method, l.nameOf(op.Args[0]))
	case len(all) == 1:
		l.record(flowgraph.AskCall, true, all[0].Graph.Name, "the call of %s is direct: %s", method, who)
	case ids <= maxSwitchedTargets:
		l.record(flowgraph.AskCall, true, "", "the call of %s is a switch with direct calls: %s", method, who)
	default:
		l.record(flowgraph.AskCall, false, "", "the call of %s is indirect, through a table: %s, and a switch has at most %d cases", method, who, maxSwitchedTargets)
	}
}

// recordIndirect notes how a function value is called.
func (l *lowering) recordIndirect(f value, callees []*flowgraph.Graph, isDirect bool) {
	if !l.recording() {
		return
	}
	var names []string
	for _, g := range callees {
		names = append(names, g.Name)
	}
	switch {
	case len(callees) == 0:
		l.record(flowgraph.AskCall, true, "", "the call never happens: %s is always nil", l.nameOf(f))
	case isDirect:
		l.record(flowgraph.AskCall, true, names[0], "the call of %s is direct: it can only be %s", l.nameOf(f), names[0])
	case len(callees) == 1:
		l.record(flowgraph.AskCall, false, "", "the call of %s is indirect: it is %s, or the variant of it that defer statements call", l.nameOf(f), names[0])
	default:
		l.record(flowgraph.AskCall, false, "", "the call of %s is indirect: it can be %s", l.nameOf(f), listed(names))
	}
}

// typeText is t as people write it: with the names of packages, not their paths.
func typeText(t types.Type) string {
	return types.TypeString(t, func(p *types.Package) string { return p.Name() })
}

// listed joins names, of which it writes the first few.
func listed(names []string) string {
	more := ""
	if n := len(names) - maxNamed; n > 0 {
		names, more = names[:maxNamed], fmt.Sprintf(" and %d more", n)
	}
	return strings.Join(names, ", ") + more
}
