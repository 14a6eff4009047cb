package golang

// This file prints the operations with two results or with a choice: arithmetic that reports overflow, high products and
// select.

import (
	"strconv"

	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

// plainArithmetic are the operations that do the same without reporting overflow.
var plainArithmetic = map[flowgraph.OpKind]flowgraph.OpKind{
	flowgraph.OpIntAddOvf: flowgraph.OpIntAdd, flowgraph.OpIntSubOvf: flowgraph.OpIntSub, flowgraph.OpIntMulOvf: flowgraph.OpIntMul,
}

// several prints operations that need statements of their own but have no effect.
func (f *function) several(n *node, op *flowgraph.Op) bool {
	if plain, ok := plainArithmetic[op.Kind]; ok && f.plan.vars[op.Results[1].ID].uses == 0 {
		f.reads = false
		f.set(n, op.Results[0], f.binary(op, binaries[plain]), f.reads)
		return true
	}
	switch op.Kind {
	case flowgraph.OpSelect:
		f.choose(n, op)
	case flowgraph.OpIntAddOvf, flowgraph.OpIntSubOvf:
		f.sumOverflow(n, op)
	case flowgraph.OpIntMulOvf:
		f.productOverflow(n, op)
	case flowgraph.OpIntMulHigh:
		f.mulHigh(n, op)
	default:
		return false
	}
	return true
}

func (f *function) choose(n *node, op *flowgraph.Op) {
	r := op.Results[0]
	if f.plan.vars[r.ID].uses == 0 {
		return
	}
	f.reads = false
	cond := f.operand(op.Args[0])
	if e, ok := f.logical(op, cond); ok {
		f.set(n, r, e, f.reads)
		return
	}
	otherwise, then := f.typed(op.Args[2]), f.operand(op.Args[1])
	if f.isOuter(r) {
		f.print(f.name(r), " = ", otherwise.text)
	} else {
		f.print(f.name(r), " := ", otherwise.text)
	}
	f.print("if ", cond.text, " {")
	f.depth++
	f.print(f.name(r), " = ", then.text)
	f.depth--
	f.print("}")
}

// logical turns a choice between a boolean and a boolean constant into && or ||.
func (f *function) logical(op *flowgraph.Op, cond expr) (expr, bool) {
	if prim(op.Results[0].Typ) != lltype.Bool || cond.constant {
		return expr{}, false
	}
	if c, ok := f.plan.value(op.Args[1]).(*flowgraph.Const); ok && c.Val == true {
		return expr{text: cond.paren(2) + " || " + f.operand(op.Args[2]).paren(2), prec: 1}, true
	}
	if c, ok := f.plan.value(op.Args[2]).(*flowgraph.Const); ok && (c.Val == false || c.Val == nil) {
		return expr{text: cond.paren(2) + " && " + f.operand(op.Args[1]).paren(3), prec: 2}, true
	}
	return expr{}, false
}

// wrapped gives the wrapped result of an overflow operation a name.
func (f *function) wrapped(v *flowgraph.Var, text string) string {
	if f.plan.vars[v.ID].uses == 0 {
		return f.hold(primary(text))
	}
	f.assign(v, primary(text))
	return f.name(v)
}

func (f *function) sumOverflow(n *node, op *flowgraph.Op) {
	p := prim(op.Results[0].Typ)
	a, b := f.variable(op.Args[0]), f.simple(op.Args[1])
	sign := "+"
	if op.Kind == flowgraph.OpIntSubOvf {
		sign = "-"
	}
	c, constant := constInt(f.plan.value(op.Args[1]))
	if constant {
		b = f.constant(f.plan.value(op.Args[1]).(*flowgraph.Const), false).text
	}
	r := f.wrapped(op.Results[0], a+" "+sign+" "+b)
	var e expr
	compare := func(sign, opposite string) {
		e = expr{text: r + " " + sign + " " + a, negated: r + " " + opposite + " " + a, prec: precCompare}
	}
	switch {
	case !p.IsSigned() && sign == "+", p.IsSigned() && constant && (c >= 0) == (sign == "+"):
		compare("<", ">=")
	case !p.IsSigned(), p.IsSigned() && constant:
		compare(">", "<=")
	case sign == "+":
		text := "(" + a + "^" + r + ")&(" + b + "^" + r + ")"
		e = expr{text: text + " < 0", negated: text + " >= 0", prec: precCompare}
	default:
		text := "(" + a + "^" + b + ")&(" + a + "^" + r + ")"
		e = expr{text: text + " < 0", negated: text + " >= 0", prec: precCompare}
	}
	f.set(n, op.Results[1], e, false)
}

func (f *function) productOverflow(n *node, op *flowgraph.Op) {
	p := prim(op.Results[0].Typ)
	a, b := f.variable(op.Args[0]), f.variable(op.Args[1])
	var e expr
	if p.Size() < 8 {
		wide := "int64"
		if !p.IsSigned() {
			wide = "uint64"
		}
		w := f.hold(primary(wide + "(" + a + ") * " + wide + "(" + b + ")"))
		r := f.wrapped(op.Results[0], goTypes[p]+"("+w+")")
		e = expr{text: wide + "(" + r + ") != " + w, negated: wide + "(" + r + ") == " + w, prec: precCompare}
	} else {
		hi, lo := f.temp(), f.temp()
		if p.IsSigned() {
			f.print(hi, ", ", lo, " := bits.Mul64(uint64(", a, "), uint64(", b, "))")
			r := f.wrapped(op.Results[0], "int64("+lo+")")
			high := signedHigh(hi, a, b)
			e = expr{text: high + " != " + r + ">>63", negated: high + " == " + r + ">>63", prec: precCompare}
		} else {
			if f.plan.vars[op.Results[0].ID].uses == 0 {
				lo = "_"
			}
			f.print(hi, ", ", lo, " := bits.Mul64(", a, ", ", b, ")")
			if lo != "_" {
				f.assign(op.Results[0], primary(lo))
			}
			e = expr{text: hi + " != 0", negated: hi + " == 0", prec: precCompare}
		}
	}
	f.set(n, op.Results[1], e, false)
}

// signedHigh corrects the high word of an unsigned product for signed factors.
func signedHigh(hi, a, b string) string {
	return "int64(" + hi + ")-" + a + ">>63&" + b + "-" + b + ">>63&" + a
}

func (f *function) mulHigh(n *node, op *flowgraph.Op) {
	if f.plan.vars[op.Results[0].ID].uses == 0 {
		return
	}
	p := prim(op.Results[0].Typ)
	a, b := f.variable(op.Args[0]), f.variable(op.Args[1])
	if p.Size() != 8 {
		f.program.fault(op.Pos, "int_mul_high of "+strconv.FormatInt(p.Size()*8, 10)+"-bit integers is not supported by the Go backend")
		return
	}
	hi := f.temp()
	if p.IsSigned() {
		f.print(hi, ", _ := bits.Mul64(uint64(", a, "), uint64(", b, "))")
		f.set(n, op.Results[0], expr{text: signedHigh(hi, a, b), prec: precAdd}, false)
		return
	}
	f.print(hi, ", _ := bits.Mul64(", a, ", ", b, ")")
	f.set(n, op.Results[0], primary(hi), false)
}
