package rtyper

// This file lowers calls of graphs and of function values. Calls through interfaces are in invoke.go.

import (
	"go/types"

	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

var callLowerers = map[flowgraph.OpKind]lowerer{
	flowgraph.OpCall:            (*lowering).same,
	flowgraph.OpTry:             (*lowering).same,
	flowgraph.OpSwitchStack:     (*lowering).same,
	flowgraph.OpMakeClosure:     (*lowering).makeClosure,
	flowgraph.OpFuncIsNil:       func(l *lowering, op *flowgraph.Op) { l.set(op.Result(), l.isNil(l.one(op.Args[0]))) },
	flowgraph.OpDeferredVariant: (*lowering).deferredVariant,
	flowgraph.OpCallIndirect:    (*lowering).callIndirect,
}

func (l *lowering) makeClosure(op *flowgraph.Op) {
	captures := make([][]value, len(op.Args))
	for i, a := range op.Args {
		captures[i] = l.values(a)
	}
	l.setNonNil(op.Result(), l.closure(op.Aux.(*flowgraph.Graph), captures))
}

func (l *lowering) deferredVariant(op *flowgraph.Op) {
	f := op.Args[0]
	p := l.one(f)
	if g := l.t.deferredVariant(l.t.facts.Callees(f)); g != nil {
		p = l.call(g, []value{p}, []flowgraph.Type{lltype.Ref})[0]
	}
	l.set(op.Result(), p)
}

// callIndirect calls a function value: directly where only one graph can be behind it.
func (l *lowering) callIndirect(op *flowgraph.Op) {
	f := op.Args[0]
	callees := l.t.facts.Callees(f)
	l.checkNil(f)
	l.recordIndirect(f, callees, len(callees) == 1 && !l.mayBeVariant(callees[0]))
	if len(callees) == 0 {
		// Only nil is left.
		l.dead()
		l.newVars(op.Results)
		return
	}
	self := l.one(f)
	args := l.valuesOf(op.Args[1:])
	if g := callees[0]; len(callees) == 1 && !l.mayBeVariant(g) {
		args = append(args, l.captures(g, self)...)
		l.add(flowgraph.OpCall, g, args, l.newVars(op.Results)...)
		return
	}
	sig := &flowgraph.Signature{}
	for _, a := range args {
		sig.Params = append(sig.Params, a.Type())
	}
	sig.Params = append(sig.Params, lltype.Ref)
	for _, r := range op.Results {
		sig.Results = append(sig.Results, l.t.explode([]types.Type{r.Typ.(types.Type)})...)
	}
	code := l.opAux(flowgraph.OpMemLoad, lltype.Code, int64(0), self)
	all := append([]value{code}, args...)
	l.add(flowgraph.OpCallCode, sig, append(all, self), l.newVars(op.Results)...)
}

// mayBeVariant reports whether a function value of g can have been replaced by its variant for defer statements.
func (l *lowering) mayBeVariant(g *flowgraph.Graph) bool {
	return g.Deferred != nil && l.t.facts.Live(g.Deferred)
}
