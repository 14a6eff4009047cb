package eval

// This file compiles operations on scalars and calls, which every stage has.

import (
	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

// compileOp emits the instructions of o.
func (m *Machine) compileOp(k *compiler, o *flowgraph.Op) {
	switch {
	case o.Kind <= flowgraph.OpSelect:
		k.scalarOp(o)
	case o.Kind >= flowgraph.OpCall && o.Kind <= flowgraph.OpUnreachable:
		k.callOp(o)
	case o.Kind.Info().Stages == flowgraph.FlowOnly:
		k.flowOp(o)
	default:
		k.lowOp(o)
	}
}

// A scalarRow is the fast form of an integer operation: for signed and for unsigned words.
type scalarRow struct {
	signed, unsigned opcode
	swap             bool // a > b is b < a
	closed           bool // the result of narrow operands needs no cut
}

var intRows = map[flowgraph.OpKind]scalarRow{
	flowgraph.OpIntAdd:    {opAdd, opAdd, false, false},
	flowgraph.OpIntSub:    {opSub, opSub, false, false},
	flowgraph.OpIntMul:    {opMul, opMul, false, false},
	flowgraph.OpIntAnd:    {opAnd, opAnd, false, true},
	flowgraph.OpIntOr:     {opOr, opOr, false, true},
	flowgraph.OpIntXor:    {opXor, opXor, false, true},
	flowgraph.OpIntAndNot: {opAndNot, opAndNot, false, true},
	flowgraph.OpIntShl:    {opShl, opShl, false, false},
	flowgraph.OpIntShr:    {opShrS, opShrU, false, true},
	flowgraph.OpIntDiv:    {opDivS, opDivU, false, false},
	flowgraph.OpIntMod:    {opModS, opModU, false, false},
	flowgraph.OpIntEq:     {opEq, opEq, false, true},
	flowgraph.OpIntNe:     {opNe, opNe, false, true},
	flowgraph.OpIntLt:     {opLtS, opLtU, false, true},
	flowgraph.OpIntLe:     {opLeS, opLeU, false, true},
	flowgraph.OpIntGt:     {opLtS, opLtU, true, true},
	flowgraph.OpIntGe:     {opLeS, opLeU, true, true},
}

var floatRows = map[flowgraph.OpKind]struct {
	op   opcode
	swap bool
}{
	flowgraph.OpFloatAdd: {opFAdd, false},
	flowgraph.OpFloatSub: {opFSub, false},
	flowgraph.OpFloatMul: {opFMul, false},
	flowgraph.OpFloatDiv: {opFDiv, false},
	flowgraph.OpFloatEq:  {opFEq, false},
	flowgraph.OpFloatNe:  {opFNe, false},
	flowgraph.OpFloatLt:  {opFLt, false},
	flowgraph.OpFloatLe:  {opFLe, false},
	flowgraph.OpFloatGt:  {opFLt, true},
	flowgraph.OpFloatGe:  {opFLe, true},
}

// prim returns the primitive type of a scalar.
func (k *compiler) prim(t flowgraph.Type) lltype.Prim {
	p, ok := flowgraph.PrimOf(t)
	if !ok {
		k.m.failAt(k.op, "%s is no scalar type", t)
	}
	return p
}

func (k *compiler) scalarOp(o *flowgraph.Op) {
	switch o.Kind {
	case flowgraph.OpPtrEq, flowgraph.OpPtrNe:
		op := opPtrEq
		if o.Kind == flowgraph.OpPtrNe {
			op = opPtrNe
		}
		k.emit(instr{op: op, a: k.define(o.Results[0]), b: k.value(o.Args[0]), c: k.value(o.Args[1])})
		return
	case flowgraph.OpSelect:
		n := k.width(o.Results[0].Typ)
		k.emit(instr{op: opSelect, a: k.define(o.Results[0]), b: k.value(o.Args[0]), c: k.value(o.Args[1]), n: k.value(o.Args[2]), x: n})
		return
	}
	args := make([]int32, 3)
	for i, a := range o.Args {
		args[i] = k.value(a)
	}
	p := k.prim(o.Args[0].Type())
	dst := k.define(o.Results[0])
	in := instr{a: dst, b: args[0], c: args[1], w: uint8(p)}
	if row, ok := intRows[o.Kind]; ok {
		if in.op = row.unsigned; p.IsSigned() {
			in.op = row.signed
		}
		if row.swap {
			in.b, in.c = in.c, in.b
		}
		k.emit(in)
		if !row.closed && p.Size() < 8 {
			k.emit(instr{op: opNorm, a: dst, b: dst, w: uint8(p)})
		}
		return
	}
	if row, ok := floatRows[o.Kind]; ok && p == lltype.Float64 {
		if in.op = row.op; row.swap {
			in.b, in.c = in.c, in.b
		}
		k.emit(in)
		return
	}
	in.x = o.Kind
	switch {
	case o.Kind == flowgraph.OpBoolNot:
		in.op = opNot
	case o.Kind == flowgraph.OpFloatFMA:
		in.op, in.n = opFMA, args[2]
	case o.Kind >= flowgraph.OpFloatAdd && o.Kind <= flowgraph.OpFloatCopysign:
		in.op = opFloat
	case o.Kind == flowgraph.OpIntAddOvf || o.Kind == flowgraph.OpIntSubOvf || o.Kind == flowgraph.OpIntMulOvf:
		in.op, in.n = opOverflow, k.define(o.Results[1])
	case o.Kind == flowgraph.OpConvert:
		in.op, in.flag, in.w = opConvert, uint8(p), uint8(k.prim(o.Results[0].Typ))
		if p.IsInt() && lltype.Prim(in.w).IsInt() {
			in.op = opNorm
		}
	case o.Kind == flowgraph.OpBitcast:
		in.op, in.w = opNorm, uint8(k.prim(o.Results[0].Typ))
		// The pattern of a Float32 is kept without sign, an int32 with it.
		if to := lltype.Prim(in.w); to == lltype.Float32 {
			in.w = uint8(lltype.Uint32)
		} else if to == lltype.Float64 {
			in.w = uint8(lltype.Uint64)
		}
	default:
		in.op = opScalar
	}
	k.emit(in)
}

// callOp compiles calls, externals and the other operations of every stage that change the flow of control.
func (k *compiler) callOp(o *flowgraph.Op) {
	switch o.Kind {
	case flowgraph.OpCall:
		k.emit(instr{op: opCall, x: &callInfo{target: k.m.codeOf(o.Aux.(*flowgraph.Graph)), args: k.flatAll(o.Args), dst: k.flatResults(o.Results)}})
	case flowgraph.OpTry:
		k.emit(instr{op: opCall, x: &callInfo{target: k.m.codeOf(o.Aux.(*flowgraph.Graph)), args: k.flatAll(o.Args),
			dst: k.flatResults(o.Results[1:]), try: true, ok: k.define(o.Results[0])}})
	case flowgraph.OpSwitchStack:
		k.emit(instr{op: opSwitchStack, a: k.value(o.Args[0]), x: k.m.codeOf(o.Aux.(*flowgraph.Graph))})
	case flowgraph.OpThrow:
		k.emit(instr{op: opThrow})
	case flowgraph.OpExtern:
		name := o.Aux.(string)
		row := externTable[name]
		e := flowgraph.FindExtern(name)
		if row == nil || e == nil {
			k.m.failAt(o, "the evaluator has no external function %s", name)
		}
		k.emit(instr{op: opExtern, x: &externInfo{name: name, run: row, pure: e.Pure, args: k.flatAll(o.Args), dst: k.flatResults(o.Results), low: k.m.prog.Stage.Low()}})
	case flowgraph.OpStackCheck:
		k.emit(instr{op: opStackCheck, a: k.define(o.Results[0])})
	case flowgraph.OpPoll:
		k.emit(instr{op: opPoll, a: k.define(o.Results[0])})
	case flowgraph.OpUnreachable:
		k.emit(instr{op: opUnreachable})
	}
}
