package build

// This file builds arithmetic and comparisons.

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"rgo/flowgraph"
)

// intOps and floatOps are the operations on two operands of the same type, and comparisons.
var intOps = map[token.Token]flowgraph.OpKind{
	token.ADD: flowgraph.OpIntAdd, token.SUB: flowgraph.OpIntSub, token.MUL: flowgraph.OpIntMul,
	token.QUO: flowgraph.OpIntDiv, token.REM: flowgraph.OpIntMod,
	token.AND: flowgraph.OpIntAnd, token.OR: flowgraph.OpIntOr, token.XOR: flowgraph.OpIntXor,
	token.AND_NOT: flowgraph.OpIntAndNot, token.SHL: flowgraph.OpIntShl, token.SHR: flowgraph.OpIntShr,
	token.EQL: flowgraph.OpIntEq, token.NEQ: flowgraph.OpIntNe, token.LSS: flowgraph.OpIntLt,
	token.LEQ: flowgraph.OpIntLe, token.GTR: flowgraph.OpIntGt, token.GEQ: flowgraph.OpIntGe,
}

var floatOps = map[token.Token]flowgraph.OpKind{
	token.ADD: flowgraph.OpFloatAdd, token.SUB: flowgraph.OpFloatSub, token.MUL: flowgraph.OpFloatMul,
	token.QUO: flowgraph.OpFloatDiv,
	token.EQL: flowgraph.OpFloatEq, token.NEQ: flowgraph.OpFloatNe, token.LSS: flowgraph.OpFloatLt,
	token.LEQ: flowgraph.OpFloatLe, token.GTR: flowgraph.OpFloatGt, token.GEQ: flowgraph.OpFloatGe,
}

// binary builds an operation on two operands.
func (b *builder) binary(instr *ssa.BinOp) flowgraph.Value {
	switch instr.Op {
	case token.EQL, token.NEQ:
		return b.compare(instr)
	case token.SHL, token.SHR:
		return b.shift(instr)
	}
	xt := instr.X.Type()
	if isUntyped(xt) {
		xt = instr.Y.Type()
	}
	t := instr.Type()
	x, y := b.typed(instr.X, xt), b.typed(instr.Y, xt)
	switch {
	case isString(xt):
		return b.stringOp(instr, x, y)
	case isFloat(xt):
		return b.op1(floatOps[instr.Op], t, x, y)
	case isComplex(xt):
		return b.complexOp(instr.Op, t, x, y)
	}
	return b.op1(intOps[instr.Op], t, x, y)
}

// shift builds x << y and x >> y. The count is checked here if it may be negative.
func (b *builder) shift(instr *ssa.BinOp) flowgraph.Value {
	x := b.value(instr.X)
	yt := b.typ(instr.Y.Type())
	y := b.typed(instr.Y, yt)
	if c, ok := y.(*flowgraph.Const); ok {
		if n, ok := c.Val.(int64); ok && n < 0 {
			b.check(constBool(true), "PanicShift")
		}
	} else if !isUnsigned(yt) {
		b.check(b.op1(flowgraph.OpIntLt, types.Typ[types.Bool], y, zero(yt)), "PanicShift")
	}
	return b.op1(intOps[instr.Op], instr.Type(), x, y)
}

// stringOp builds concatenation and ordering of strings.
func (b *builder) stringOp(instr *ssa.BinOp, x, y flowgraph.Value) flowgraph.Value {
	str := types.Typ[types.String]
	x, y = b.retype(x, str), b.retype(y, str)
	if instr.Op == token.ADD {
		return b.retype(b.callNamed(pathStrs+".Concat", x, y)[0], instr.Type())
	}
	order := b.callNamed(pathStrs+".Compare", x, y)[0]
	return b.op1(intOps[instr.Op], instr.Type(), order, constInt(0))
}

// compare builds == and !=.
func (b *builder) compare(instr *ssa.BinOp) flowgraph.Value {
	xt, yt := instr.X.Type(), instr.Y.Type()
	t := instr.Type()
	if isNil(instr.X) && isNil(instr.Y) && isUntyped(xt) && isUntyped(yt) {
		return flowgraph.NewConst(b.typ(t), instr.Op == token.EQL)
	}
	if isUntyped(xt) {
		xt = yt
	}
	x, y := b.typed(instr.X, xt), b.retype(b.typed(instr.Y, xt), xt)
	return b.equal(x, y, xt, t, instr.Op == token.NEQ)
}

// isNil reports whether v is the constant nil.
func isNil(v ssa.Value) bool {
	c, ok := v.(*ssa.Const)
	return ok && c.Value == nil
}

// equal builds x == y, or x != y, of operands of type xt.
func (b *builder) equal(x, y flowgraph.Value, xt, t types.Type, differ bool) flowgraph.Value {
	op := token.EQL
	if differ {
		op = token.NEQ
	}
	switch u := xt.Underlying().(type) {
	case *types.Basic:
		switch {
		case u.Info()&types.IsFloat != 0:
			return b.op1(floatOps[op], t, x, y)
		case u.Info()&types.IsComplex != 0:
			return b.complexEqual(x, y, t, differ)
		case u.Info()&types.IsString != 0:
			return b.not(differ, t, b.op1(flowgraph.OpEqual, t, x, y))
		case u.Kind() == types.UnsafePointer:
			return b.pointerEqual(x, y, t, differ)
		}
		return b.op1(intOps[op], t, x, y)
	case *types.Pointer, *types.Map, *types.Chan:
		return b.pointerEqual(x, y, t, differ)
	case *types.Signature:
		return b.not(differ, t, b.op1(flowgraph.OpFuncIsNil, t, other(x, y)))
	case *types.Slice:
		s := other(x, y)
		p := types.NewPointer(u.Elem())
		return b.pointerEqual(b.op1(flowgraph.OpSliceData, p, s), zero(p), t, differ)
	case *types.Interface:
		if isZero(x) || isZero(y) {
			return b.not(differ, t, b.op1(flowgraph.OpIfaceIsNil, t, other(x, y)))
		}
		return b.not(differ, t, b.op1(flowgraph.OpIfaceEqual, t, x, y))
	}
	return b.not(differ, t, b.op1(flowgraph.OpEqual, t, x, y))
}

// other returns the operand of a comparison that is not the constant nil; if both are, the first.
func other(x, y flowgraph.Value) flowgraph.Value {
	if isZero(x) {
		return y
	}
	return x
}

func isZero(v flowgraph.Value) bool {
	c, ok := v.(*flowgraph.Const)
	return ok && c.Val == nil
}

func (b *builder) pointerEqual(x, y flowgraph.Value, t types.Type, differ bool) flowgraph.Value {
	kind := flowgraph.OpPtrEq
	if differ {
		kind = flowgraph.OpPtrNe
	}
	return b.op1(kind, t, x, y)
}

// not negates v if differ is set.
func (b *builder) not(differ bool, t types.Type, v flowgraph.Value) flowgraph.Value {
	if !differ {
		return v
	}
	return b.op1(flowgraph.OpBoolNot, t, v)
}

// complexParts returns the parts of x.
func (b *builder) complexParts(x flowgraph.Value) (re, im flowgraph.Value) {
	t := x.Type().(types.Type)
	pt := partType(t)
	if c, ok := x.(*flowgraph.Const); ok {
		v, _ := c.Val.(complex128)
		return flowgraph.NewConst(pt, real(v)), flowgraph.NewConst(pt, imag(v))
	}
	return b.op1(flowgraph.OpComplexReal, pt, x), b.op1(flowgraph.OpComplexImag, pt, x)
}

func (b *builder) complexEqual(x, y flowgraph.Value, t types.Type, differ bool) flowgraph.Value {
	xr, xi := b.complexParts(x)
	yr, yi := b.complexParts(y)
	boolean := types.Typ[types.Bool]
	re := b.op1(flowgraph.OpFloatEq, boolean, xr, yr)
	im := b.op1(flowgraph.OpFloatEq, boolean, xi, yi)
	return b.not(differ, t, b.retype(b.op1(flowgraph.OpSelect, boolean, re, im, constBool(false)), t))
}

// complexOp builds arithmetic on complex numbers, in the order of operations that the compiler uses.
func (b *builder) complexOp(op token.Token, t types.Type, x, y flowgraph.Value) flowgraph.Value {
	pt := partType(t)
	if op == token.QUO {
		wide := types.Typ[types.Complex128]
		q := b.callRuntime("ComplexDiv", b.convert(x, t, wide), b.convert(y, t, wide))[0]
		return b.convert(q, wide, t)
	}
	xr, xi := b.complexParts(x)
	yr, yi := b.complexParts(y)
	if op != token.MUL {
		return b.op1(flowgraph.OpComplexMake, t, b.op1(floatOps[op], pt, xr, yr), b.op1(floatOps[op], pt, xi, yi))
	}
	// The compiler multiplies complex64 in double precision and rounds at the end.
	wide := types.Typ[types.Float64]
	xr, xi = b.convert(xr, pt, wide), b.convert(xi, pt, wide)
	yr, yi = b.convert(yr, pt, wide), b.convert(yi, pt, wide)
	mul := func(p, q flowgraph.Value) flowgraph.Value { return b.op1(flowgraph.OpFloatMul, wide, p, q) }
	re := b.op1(flowgraph.OpFloatSub, wide, mul(xr, yr), mul(xi, yi))
	im := b.op1(flowgraph.OpFloatAdd, wide, mul(xr, yi), mul(xi, yr))
	return b.op1(flowgraph.OpComplexMake, t, b.convert(re, wide, pt), b.convert(im, wide, pt))
}
