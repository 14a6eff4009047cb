package rtyper

// This file lowers operations on scalars, and those that every stage has.

import (
	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

// lowerers says what becomes of each flow operation. Its parts are beside the functions that it names.
var lowerers = joinLowerers(scalarLowerers, valueLowerers, sliceLowerers, memoryLowerers, ifaceLowerers, callLowerers)

type lowerer func(l *lowering, op *flowgraph.Op)

func joinLowerers(parts ...map[flowgraph.OpKind]lowerer) *[flowgraph.NumOps]lowerer {
	var all [flowgraph.NumOps]lowerer
	for k := flowgraph.OpIntAdd; k <= flowgraph.OpSelect; k++ {
		all[k] = (*lowering).same
	}
	for _, p := range parts {
		for k, f := range p {
			all[k] = f
		}
	}
	return &all
}

var scalarLowerers = map[flowgraph.OpKind]lowerer{
	flowgraph.OpIntDiv:      (*lowering).divide,
	flowgraph.OpIntMod:      (*lowering).divide,
	flowgraph.OpConvert:     (*lowering).convertOp,
	flowgraph.OpBitcast:     (*lowering).convertOp,
	flowgraph.OpSelect:      (*lowering).selectOp,
	flowgraph.OpPtrEq:       (*lowering).pointersEqual,
	flowgraph.OpPtrNe:       (*lowering).pointersEqual,
	flowgraph.OpThrow:       (*lowering).same,
	flowgraph.OpUnreachable: (*lowering).same,
	flowgraph.OpStackCheck:  (*lowering).same,
	flowgraph.OpPoll:        (*lowering).same,
	flowgraph.OpKeepAlive:   (*lowering).same,
	flowgraph.OpExtern:      (*lowering).extern,
}

// same lowers an operation that stays what it is.
func (l *lowering) same(op *flowgraph.Op) {
	args := l.valuesOf(op.Args)
	l.add(op.Kind, op.Aux, args, l.newVars(op.Results)...)
}

func (l *lowering) divide(op *flowgraph.Op) {
	b := l.one(op.Args[1])
	if n, ok := constInt(b); !ok || n == 0 {
		lo, hi, ranged := l.t.facts.Range(op.Args[1])
		if !ranged || lo <= 0 && hi >= 0 {
			if l.recording() {
				l.record(flowgraph.AskCheck, false, "", "division check stays: divisor %s %s", l.nameOf(op.Args[1]), l.factText(op.Args[1]))
			}
			l.require(l.op(flowgraph.OpIntNe, lltype.Bool, b, l.t.zero(prim(b))), l.panicBlock(panicDivide, "", nil, nil))
		}
	}
	l.same(op)
}

func (l *lowering) convertOp(op *flowgraph.Op) {
	v := l.one(op.Args[0])
	to := l.t.reprOf(op.Result().Typ).Leaves[0].Prim
	if prim(v) == to {
		l.set(op.Result(), v)
		return
	}
	if to.IsInt() && prim(v).IsInt() {
		l.set(op.Result(), l.convert(v, to))
		return
	}
	l.same(op)
}

func (l *lowering) selectOp(op *flowgraph.Op) {
	cond := l.one(op.Args[0])
	a, b := l.values(op.Args[1]), l.values(op.Args[2])
	l.set(op.Result(), l.selects(cond, a, b)...)
}

// pointersEqual compares the first variables: that of a slice or function, compared with nil, counts alone.
func (l *lowering) pointersEqual(op *flowgraph.Op) {
	v := l.opAux(op.Kind, lltype.Bool, nil, l.one(op.Args[0]), l.one(op.Args[1]))
	l.set(op.Result(), v)
}

// extern gives addresses the type Addr and integers that of a word.
func (l *lowering) extern(op *flowgraph.Op) {
	name := op.Aux.(string)
	row := flowgraph.FindExtern(name)
	if row == nil || len(row.Params) != len(op.Args) || len(row.Results) != len(op.Results) {
		l.t.errorf(op.Pos, "internal error: call of external function %q does not match its declaration", name)
		l.newVars(op.Results)
		return
	}
	var args []value
	for i, a := range op.Args {
		args = append(args, l.scalarAs(l.one(a), externPrims[row.Params[i]]))
	}
	var results []*flowgraph.Var
	for i := range op.Results {
		results = append(results, l.t.newVar(l.g, "", externPrims[row.Results[i]]))
	}
	l.add(flowgraph.OpExtern, name, args, results...)
	for i, r := range op.Results {
		l.set(r, l.scalarAs(results[i], l.t.reprOf(r.Typ).Leaves[0].Prim))
	}
}

var externPrims = map[byte]lltype.Prim{'i': lltype.Int64, 'u': lltype.Uint64, 'p': lltype.Addr, 'f': lltype.Float64}

// scalarAs returns v, an integer or address, with type p.
func (e *emitter) scalarAs(v value, p lltype.Prim) value {
	from := prim(v)
	switch {
	case from == p:
		return v
	case from.IsPointer() && p.IsPointer():
		return e.op(flowgraph.OpCastPtr, p, v)
	case from.IsPointer():
		return e.convert(e.op(flowgraph.OpRefToInt, lltype.Uint64, v), p)
	case p.IsPointer():
		return e.op(flowgraph.OpIntToRef, p, e.convert(v, lltype.Uint64))
	case from == lltype.Bool || p == lltype.Bool:
		return e.op(flowgraph.OpIntNe, lltype.Bool, v, e.t.zero(from))
	}
	return e.convert(v, p)
}
