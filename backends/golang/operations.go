package golang

// This file prints operations that compute a value without an effect: each is an expression, or a few lines and an
// expression.

import (
	"math/bits"
	"strconv"

	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

// An operator is an operation that Go has as an operator.
type operator struct {
	sign    string
	prec    int
	negated string // the opposite comparison, if it is that for operands of any type
}

var binaries = map[flowgraph.OpKind]operator{
	flowgraph.OpIntAdd: {"+", precAdd, ""}, flowgraph.OpIntSub: {"-", precAdd, ""}, flowgraph.OpIntMul: {"*", precMul, ""},
	flowgraph.OpIntDiv: {"/", precMul, ""}, flowgraph.OpIntMod: {"%", precMul, ""},
	flowgraph.OpIntAnd: {"&", precMul, ""}, flowgraph.OpIntOr: {"|", precAdd, ""}, flowgraph.OpIntXor: {"^", precAdd, ""},
	flowgraph.OpIntAndNot: {"&^", precMul, ""},
	flowgraph.OpIntEq:     {"==", precCompare, "!="}, flowgraph.OpIntNe: {"!=", precCompare, "=="},
	flowgraph.OpIntLt: {"<", precCompare, ">="}, flowgraph.OpIntLe: {"<=", precCompare, ">"},
	flowgraph.OpIntGt: {">", precCompare, "<="}, flowgraph.OpIntGe: {">=", precCompare, "<"},
	flowgraph.OpFloatAdd: {"+", precAdd, ""}, flowgraph.OpFloatSub: {"-", precAdd, ""},
	flowgraph.OpFloatMul: {"*", precMul, ""}, flowgraph.OpFloatDiv: {"/", precMul, ""},
	flowgraph.OpFloatEq: {"==", precCompare, "!="}, flowgraph.OpFloatNe: {"!=", precCompare, "=="},
	flowgraph.OpFloatLt: {"<", precCompare, ""}, flowgraph.OpFloatLe: {"<=", precCompare, ""},
	flowgraph.OpFloatGt: {">", precCompare, ""}, flowgraph.OpFloatGe: {">=", precCompare, ""},
	flowgraph.OpPtrEq: {"==", precCompare, "!="}, flowgraph.OpPtrNe: {"!=", precCompare, "=="},
	flowgraph.OpPtrLt: {"<", precCompare, ">="},
}

// float64Functions are operations that a function of package math does for float64.
var float64Functions = map[flowgraph.OpKind]string{
	flowgraph.OpFloatSqrt: "math.Sqrt", flowgraph.OpFloatFloor: "math.Floor", flowgraph.OpFloatCeil: "math.Ceil",
	flowgraph.OpFloatTrunc: "math.Trunc", flowgraph.OpFloatAbs: "math.Abs", flowgraph.OpFloatCopysign: "math.Copysign",
	flowgraph.OpFloatFMA: "math.FMA",
}

// bitFunctions are operations that a function of package math/bits does; the width of the operand is appended.
var bitFunctions = map[flowgraph.OpKind]string{
	flowgraph.OpIntLeadingZeros: "bits.LeadingZeros", flowgraph.OpIntTrailingZeros: "bits.TrailingZeros",
	flowgraph.OpIntOnesCount: "bits.OnesCount", flowgraph.OpIntReverseBytes: "bits.ReverseBytes",
}

// pure prints op if it is without effect; ok is false if it is another kind of operation.
func (f *function) pure(n *node, op *flowgraph.Op) bool {
	f.reads = op.Kind.Has(flowgraph.Reads)
	if b, ok := binaries[op.Kind]; ok {
		f.set(n, op.Results[0], f.binary(op, b), f.reads)
		return true
	}
	if name, ok := float64Functions[op.Kind]; ok {
		f.set(n, op.Results[0], f.floatFunction(op, name), f.reads)
		return true
	}
	if name, ok := bitFunctions[op.Kind]; ok {
		f.set(n, op.Results[0], f.bitFunction(op, name), f.reads)
		return true
	}
	e, ok := f.other(op)
	if !ok {
		return false
	}
	f.set(n, op.Results[0], e, f.reads)
	return true
}

// other prints the operations that are not in the tables above.
func (f *function) other(op *flowgraph.Op) (expr, bool) {
	switch op.Kind {
	case flowgraph.OpIntShl:
		return f.shift(op, "<<"), true
	case flowgraph.OpIntShr:
		return f.shift(op, ">>"), true
	case flowgraph.OpIntNeg, flowgraph.OpFloatNeg:
		return f.unary(op, "-"), true
	case flowgraph.OpIntNot:
		return f.unary(op, "^"), true
	case flowgraph.OpBoolNot:
		return f.boolNot(op), true
	case flowgraph.OpConvert, flowgraph.OpRefToInt, flowgraph.OpIntToRef:
		return f.conversion(op), true
	case flowgraph.OpBitcast:
		return f.bitcast(op), true
	case flowgraph.OpPtrAdd:
		return f.pointerAdd(op), true
	case flowgraph.OpPtrSub:
		a, b := f.typed(op.Args[0]), f.operand(op.Args[1])
		if a.constant {
			a = primary(f.hold(a))
		}
		return primary("int64(" + a.paren(precAdd) + " - " + b.paren(precMul) + ")"), true
	case flowgraph.OpMemLoad:
		off, _ := op.Aux.(int64)
		t := goType(op.Results[0].Typ)
		return f.operand(op.Args[0]).at(t, off), true
	case flowgraph.OpTypeID:
		return f.operand(op.Args[0]).at("uint32", lltype.HeaderOffset), true
	case flowgraph.OpLength:
		return f.operand(op.Args[0]).at("int64", lltype.LengthOffset), true
	case flowgraph.OpMemEqual:
		return f.memEqual(op), true
	case flowgraph.OpPoll:
		return expr{text: "Polled()", prec: precPrimary}, true
	case flowgraph.OpStackCheck:
		f.here = true
		return expr{text: "uintptr(Pointer(&here)) < StackLimit", prec: precCompare}, true
	}
	return expr{}, false
}

// hold gives an expression a variable of its own, so that Go does not compute with it as with a constant.
func (f *function) hold(e expr) string {
	t := f.temp()
	f.print(t, " := ", e.text)
	return t
}

// operands returns both operands of op, not both of them constants.
func (f *function) operands(op *flowgraph.Op) (a, b expr) {
	_, bothConst := f.plan.value(op.Args[0]).(*flowgraph.Const)
	if bothConst {
		_, bothConst = f.plan.value(op.Args[1]).(*flowgraph.Const)
	}
	if bothConst {
		return primary(f.hold(f.typed(op.Args[0]))), f.operand(op.Args[1])
	}
	return f.operand(op.Args[0]), f.operand(op.Args[1])
}

func (f *function) binary(op *flowgraph.Op, sign operator) expr {
	a, b := f.operands(op)
	if op.Kind == flowgraph.OpIntDiv || op.Kind == flowgraph.OpIntMod {
		if c, ok := constInt(f.plan.value(op.Args[1])); ok && c == 0 {
			b = primary(f.hold(f.typed(op.Args[1]))) // never executed, but it must compile
		}
	}
	if op.Kind == flowgraph.OpFloatAdd || op.Kind == flowgraph.OpFloatSub {
		a, b = unfused(a, op), unfused(b, op)
	}
	left, right := a.paren(sign.prec), b.paren(sign.prec+1)
	e := expr{text: left + " " + sign.sign + " " + right, prec: sign.prec, product: op.Kind == flowgraph.OpFloatMul}
	if f.isLong(op) {
		e = f.distributed(op, a, e)
	}
	if sign.negated != "" {
		e.negated = left + " " + sign.negated + " " + right
	}
	return e
}

// isLong reports whether op has two integers of 64 bits for operands, the second of which is a constant.
func (f *function) isLong(op *flowgraph.Op) bool {
	t := prim(op.Results[0].Typ)
	_, ok := constInt(f.plan.value(op.Args[1]))
	return ok && (t == lltype.Int64 || t == lltype.Uint64)
}

// distributed returns e, the text of op, or (x + c) * k as x*k + c*k: the Go compiler makes the last sum of an index part of the
// load. a is the first operand.
func (f *function) distributed(op *flowgraph.Op, a, e expr) expr {
	k, _ := constInt(f.plan.value(op.Args[1]))
	switch op.Kind {
	case flowgraph.OpIntAdd:
		e.sum, e.addend = a.paren(precMul), k
	case flowgraph.OpIntSub:
		e.sum, e.addend = a.paren(precMul), -k
	case flowgraph.OpIntMul:
		if high, low := bits.Mul64(uint64(max(k, 0)), uint64(max(a.addend, -a.addend))); a.sum != "" && a.addend != 0 && k > 0 && high == 0 && low < 1<<31 {
			return expr{text: a.sum + "*" + strconv.FormatInt(k, 10) + signed(a.addend*k), prec: precAdd}
		}
	}
	return e
}

// unfused keeps a product from being fused with the sum it is part of.
func unfused(e expr, op *flowgraph.Op) expr {
	if !e.product {
		return e
	}
	return primary(goType(op.Results[0].Typ) + "(" + e.text + ")")
}

func (f *function) unary(op *flowgraph.Op, sign string) expr {
	e := f.typed(op.Args[0])
	if e.constant {
		e = primary(f.hold(e))
	}
	return expr{text: sign + e.paren(precPrimary), prec: precUnary}
}

func (f *function) boolNot(op *flowgraph.Op) expr {
	e := f.operand(op.Args[0])
	return expr{text: e.not(), prec: notPrec(e), negated: e.text}
}

// not returns the text of !e.
func (e expr) not() string {
	if e.negated != "" {
		return e.negated
	}
	return "!" + e.paren(precUnary)
}

func notPrec(e expr) int {
	if e.negated != "" && e.prec != precPrimary {
		return precCompare
	}
	return precUnary
}

// shift prints a shift: Go's counts may be as large as they like too, but are taken as unsigned here.
func (f *function) shift(op *flowgraph.Op, sign string) expr {
	count := op.Args[1]
	a := f.typed(op.Args[0])
	var text string
	if c, ok := constInt(f.plan.value(count)); ok {
		if a.constant {
			a = primary(f.hold(a))
		}
		text = strconv.FormatUint(min(uint64(c), 1000), 10)
	} else {
		p := prim(count.Type())
		b := f.operand(count)
		text = b.paren(precUnary)
		if p.IsSigned() {
			text = "u" + goTypes[p] + "(" + b.text + ")"
		}
	}
	return expr{text: a.paren(precMul) + " " + sign + " " + text, prec: precMul}
}

func (f *function) conversion(op *flowgraph.Op) expr {
	e := f.typed(op.Args[0])
	to, from := goType(op.Results[0].Typ), goType(op.Args[0].Type())
	if to == from {
		e.base = ""
		return e
	}
	if e.constant {
		e = primary(f.hold(e))
	}
	return primary(to + "(" + e.text + ")")
}

func (f *function) bitcast(op *flowgraph.Op) expr {
	e := f.typed(op.Args[0])
	if e.constant {
		e = primary(f.hold(e))
	}
	from, to := prim(op.Args[0].Type()), prim(op.Results[0].Typ)
	text := e.text
	if from.IsFloat() && !to.IsFloat() {
		text = "math.Float" + strconv.FormatInt(from.Size()*8, 10) + "bits(" + text + ")"
		if to.IsSigned() {
			text = goTypes[to] + "(" + text + ")"
		}
		return primary(text)
	}
	if to.IsFloat() && !from.IsFloat() {
		if from.IsSigned() {
			text = "u" + goTypes[from] + "(" + text + ")"
		}
		return primary("math.Float" + strconv.FormatInt(to.Size()*8, 10) + "frombits(" + text + ")")
	}
	return primary(goTypes[to] + "(" + text + ")")
}

// pointerAdd keeps base, index and offset apart for the loads and stores that use the sum.
func (f *function) pointerAdd(op *flowgraph.Op) expr {
	p := f.operand(op.Args[0])
	if c, ok := constInt(f.plan.value(op.Args[1])); ok {
		if base, ok := f.plan.value(op.Args[0]).(*flowgraph.Const); ok && base.IsNil() { // in dead code: the sum wraps around
			return number(strconv.FormatUint(uint64(c), 10), prim(op.Results[0].Typ), true)
		}
		e := expr{base: p.text, offset: c, prec: precAdd, constant: p.constant}
		if p.base != "" {
			e.base, e.index, e.offset = p.base, p.index, p.offset+c
		}
		e.text = p.paren(precAdd) + signed(c)
		if c == 0 {
			e.text, e.prec = p.text, p.prec
		}
		if p.constant {
			e.base, e.offset = "", 0
		}
		return e
	}
	n := f.operand(op.Args[1])
	if p.constant {
		p = primary("uintptr(" + p.text + ")")
	}
	e := expr{base: p.text, index: n.paren(precAdd), prec: precAdd}
	if p.base != "" && p.index == "" {
		e.base, e.offset = p.base, p.offset
	}
	e.text = p.paren(precAdd) + " + uintptr(" + n.text + ")"
	return e
}

func (f *function) floatFunction(op *flowgraph.Op, name string) expr {
	narrow := prim(op.Results[0].Typ) == lltype.Float32
	text := name + "("
	for i, a := range op.Args {
		if i > 0 {
			text += ", "
		}
		e := f.operand(a)
		if narrow {
			text += "float64(" + e.text + ")"
		} else {
			text += e.text
		}
	}
	text += ")"
	if narrow {
		if op.Kind == flowgraph.OpFloatFMA {
			f.program.fault(op.Pos, "float_fma of a 32-bit float is not supported by the Go backend")
		}
		text = "float32(" + text + ")"
	}
	return primary(text)
}

func (f *function) bitFunction(op *flowgraph.Op, name string) expr {
	p := prim(op.Args[0].Type())
	e := f.typed(op.Args[0])
	text := e.text
	if p.IsSigned() {
		if e.constant {
			text = f.hold(e)
		}
		text = "u" + goTypes[p] + "(" + text + ")"
	}
	result := goType(op.Results[0].Typ)
	if op.Kind == flowgraph.OpIntReverseBytes && p.Size() == 1 {
		return primary(result + "(" + text + ")")
	}
	return primary(result + "(" + name + strconv.FormatInt(p.Size()*8, 10) + "(" + text + "))")
}

// memEqual compares memory: a few bytes at once, more by a function.
func (f *function) memEqual(op *flowgraph.Op) expr {
	size, ok := constInt(f.plan.value(op.Args[2]))
	a, b := f.operand(op.Args[0]), f.operand(op.Args[1])
	if ok {
		if t := wordOf(size); t != "" {
			left, right := a.at(t, 0).text, b.at(t, 0).text
			return expr{text: left + " == " + right, prec: precCompare, negated: left + " != " + right}
		}
	}
	text := "MemEqual(" + a.text + ", " + b.text + ", " + f.operand(op.Args[2]).text + ")"
	return expr{text: text, prec: precPrimary, negated: "!" + text}
}

// wordOf returns the unsigned type of that many bytes, or "".
func wordOf(size int64) string {
	switch size {
	case 1:
		return "uint8"
	case 2:
		return "uint16"
	case 4:
		return "uint32"
	case 8:
		return "uint64"
	}
	return ""
}
