package ast

import (
	"strings"

	"rgo/interp/python/code"
)

// This file writes expressions as source text, the way annotations that are
// not evaluated are kept.

// The precedences, from the loosest.
const (
	atTuple = iota
	atTest
	atOr
	atAnd
	atNot
	atCompare
	atBitOr
	atBitXor
	atBitAnd
	atShift
	atArith
	atTerm
	atFactor
	atPower
	atAwait
	atAtom
)

// Unparse writes an expression.
func Unparse(e Expr) string {
	u := &unparser{}
	u.expr(e, atTest)
	return u.out.String()
}

type unparser struct{ out strings.Builder }

func (u *unparser) write(s string) { u.out.WriteString(s) }

// parens writes inside parentheses if an expression of precedence own stands
// where outer is needed.
func (u *unparser) parens(outer, own int, inside func()) {
	if outer > own {
		u.write("(")
	}
	inside()
	if outer > own {
		u.write(")")
	}
}

// list writes expressions between commas.
func (u *unparser) list(list []Expr) {
	for i, e := range list {
		if i > 0 {
			u.write(", ")
		}
		u.expr(e, atTest)
	}
}

var binaryPrecedence = [...]int{
	code.Add: atArith, code.And: atBitAnd, code.FloorDivide: atTerm, code.LeftShift: atShift,
	code.MatrixMultiply: atTerm, code.Multiply: atTerm, code.Remainder: atTerm, code.Or: atBitOr,
	code.Power: atPower, code.RightShift: atShift, code.Subtract: atArith, code.TrueDivide: atTerm, code.Xor: atBitXor,
}

var unaryText = [...]string{Invert: "~", Not: "not ", UAdd: "+", USub: "-"}

var compareText = [...]string{
	Lt: " < ", LtE: " <= ", Eq: " == ", NotEq: " != ", Gt: " > ", GtE: " >= ",
	In: " in ", NotIn: " not in ", Is: " is ", IsNot: " is not ",
}

func (u *unparser) expr(e Expr, outer int) {
	switch e := e.(type) {
	case *Name:
		u.write(e.ID)
	case *Constant:
		u.constant(e)
	case *Attribute:
		u.expr(e.Value, atAtom)
		if c, ok := e.Value.(*Constant); ok {
			if _, ok := c.Value.(code.Int); ok {
				u.write(" ")
			}
		}
		u.write("." + e.Attr)
	case *Subscript:
		u.expr(e.Value, atAtom)
		u.write("[")
		u.expr(e.Index, atTuple)
		u.write("]")
	case *Call:
		u.call(e)
	case *BoolOp:
		own, word := atAnd, " and "
		if e.Or {
			own, word = atOr, " or "
		}
		u.parens(outer, own, func() {
			for i, value := range e.Values {
				if i > 0 {
					u.write(word)
				}
				u.expr(value, own+1)
			}
		})
	case *BinOp:
		own := binaryPrecedence[e.Op]
		left, right := 0, 1
		if e.Op == code.Power {
			left, right = 1, 0
		}
		u.parens(outer, own, func() {
			u.expr(e.Left, own+left)
			if e.Op == code.Power {
				u.write(" ** ")
			} else {
				u.write(" " + code.BinaryOperators[e.Op] + " ")
			}
			u.expr(e.Right, own+right)
		})
	case *UnaryOp:
		own := atFactor
		if e.Op == Not {
			own = atNot
		}
		u.parens(outer, own, func() {
			u.write(unaryText[e.Op])
			u.expr(e.Operand, own)
		})
	case *Lambda:
		u.parens(outer, atTest, func() {
			u.write("lambda")
			u.arguments(e.Args)
			u.write(": ")
			u.expr(e.Body, atTest)
		})
	case *IfExp:
		u.parens(outer, atTest, func() {
			u.expr(e.Body, atTest+1)
			u.write(" if ")
			u.expr(e.Test, atTest+1)
			u.write(" else ")
			u.expr(e.Orelse, atTest)
		})
	case *Compare:
		u.parens(outer, atCompare, func() {
			u.expr(e.Left, atCompare+1)
			for i, op := range e.Ops {
				u.write(compareText[op])
				u.expr(e.Comparators[i], atCompare+1)
			}
		})
	case *NamedExpr:
		u.parens(outer, atTuple, func() {
			u.expr(e.Target, atAtom)
			u.write(" := ")
			u.expr(e.Value, atAtom)
		})
	case *Await:
		u.parens(outer, atAwait, func() {
			u.write("await ")
			u.expr(e.Value, atAtom)
		})
	case *Yield:
		u.write("(yield")
		if e.Value != nil {
			u.write(" ")
			u.expr(e.Value, atTest)
		}
		u.write(")")
	case *YieldFrom:
		u.write("(yield from ")
		u.expr(e.Value, atTest)
		u.write(")")
	case *Starred:
		u.write("*")
		u.expr(e.Value, atBitOr)
	case *Slice:
		u.slice(e)
	case *JoinedStr, *FormattedValue:
		u.write(formattedText(e))
	default:
		u.collection(e, outer)
	}
}

// collection writes displays and comprehensions.
func (u *unparser) collection(e Expr, outer int) {
	switch e := e.(type) {
	case *Tuple:
		if len(e.Elts) == 0 {
			u.write("()")
			return
		}
		u.parens(outer, atTuple, func() {
			u.list(e.Elts)
			if len(e.Elts) == 1 {
				u.write(",")
			}
		})
	case *List:
		u.write("[")
		u.list(e.Elts)
		u.write("]")
	case *Set:
		u.write("{")
		u.list(e.Elts)
		u.write("}")
	case *Dict:
		u.write("{")
		for i, value := range e.Values {
			if i > 0 {
				u.write(", ")
			}
			if e.Keys[i] == nil {
				u.write("**")
				u.expr(value, atBitOr)
				continue
			}
			u.expr(e.Keys[i], atTest)
			u.write(": ")
			u.expr(value, atTest)
		}
		u.write("}")
	case *ListComp:
		u.comprehension("[", e.Elt, nil, e.Generators, "]")
	case *SetComp:
		u.comprehension("{", e.Elt, nil, e.Generators, "}")
	case *GeneratorExp:
		u.comprehension("(", e.Elt, nil, e.Generators, ")")
	case *DictComp:
		u.comprehension("{", e.Key, e.Value, e.Generators, "}")
	}
}

func (u *unparser) comprehension(open string, elt, value Expr, clauses []*Comprehension, end string) {
	u.write(open)
	u.expr(elt, atTest)
	if value != nil {
		u.write(": ")
		u.expr(value, atTest)
	}
	for _, clause := range clauses {
		if clause.Async {
			u.write(" async")
		}
		u.write(" for ")
		u.expr(clause.Target, atTuple)
		u.write(" in ")
		u.expr(clause.Iter, atTest+1)
		for _, test := range clause.Ifs {
			u.write(" if ")
			u.expr(test, atTest+1)
		}
	}
	u.write(end)
}

func (u *unparser) call(e *Call) {
	u.expr(e.Func, atAtom)
	if len(e.Args) == 1 && len(e.Keywords) == 0 {
		if _, ok := e.Args[0].(*GeneratorExp); ok {
			u.expr(e.Args[0], atTest)
			return
		}
	}
	u.write("(")
	u.list(e.Args)
	for i, keyword := range e.Keywords {
		if i > 0 || len(e.Args) > 0 {
			u.write(", ")
		}
		if keyword.Name == "" {
			u.write("**")
		} else {
			u.write(keyword.Name + "=")
		}
		u.expr(keyword.Value, atTest)
	}
	u.write(")")
}

func (u *unparser) slice(e *Slice) {
	if e.Lower != nil {
		u.expr(e.Lower, atTest)
	}
	u.write(":")
	if e.Upper != nil {
		u.expr(e.Upper, atTest)
	}
	if e.Step != nil {
		u.write(":")
		u.expr(e.Step, atTest)
	}
}

func (u *unparser) constant(e *Constant) {
	text := code.Repr(e.Value)
	switch e.Value.(type) {
	case code.Ellipsis:
		text = "..."
	case code.Float, code.Complex:
		// Infinity has no literal; this one is too large for a float.
		text = strings.ReplaceAll(text, "inf", "1e309")
	}
	if e.Unicode {
		u.write("u")
	}
	u.write(text)
}

func (u *unparser) arguments(args *Arguments) {
	first := true
	separate := func() {
		if first {
			u.write(" ")
		} else {
			u.write(", ")
		}
		first = false
	}
	positional := append(append([]*Arg{}, args.PosOnly...), args.Args...)
	for i, arg := range positional {
		separate()
		u.write(arg.Name)
		if d := i - (len(positional) - len(args.Defaults)); d >= 0 {
			u.write("=")
			u.expr(args.Defaults[d], atTest)
		}
		if i+1 == len(args.PosOnly) {
			u.write(", /")
		}
	}
	if args.VarArg != nil || len(args.KwOnly) > 0 {
		separate()
		u.write("*")
		if args.VarArg != nil {
			u.write(args.VarArg.Name)
		}
	}
	for i, arg := range args.KwOnly {
		separate()
		u.write(arg.Name)
		if args.KwDefaults[i] != nil {
			u.write("=")
			u.expr(args.KwDefaults[i], atTest)
		}
	}
	if args.KwArg != nil {
		separate()
		u.write("**" + args.KwArg.Name)
	}
}

// formattedText is the source of an f-string.
func formattedText(e Expr) string {
	u := &unparser{}
	u.formatted(e, false)
	return "f" + code.Repr(code.Str(u.out.String()))
}

// formatted writes the inside of an f-string.
func (u *unparser) formatted(e Expr, spec bool) {
	switch e := e.(type) {
	case *JoinedStr:
		for _, value := range e.Values {
			u.formatted(value, spec)
		}
	case *Constant:
		if text, ok := e.Value.(code.Str); ok {
			escaped := strings.ReplaceAll(strings.ReplaceAll(string(text), "{", "{{"), "}", "}}")
			u.write(escaped)
		}
	case *FormattedValue:
		inner := &unparser{}
		inner.expr(e.Value, atTest+1)
		text := inner.out.String()
		u.write("{")
		if strings.HasPrefix(text, "{") {
			u.write(" ")
		}
		u.write(text)
		if e.Conversion != 0 {
			u.write("!" + string(rune(e.Conversion)))
		}
		if e.Spec != nil {
			u.write(":")
			u.formatted(e.Spec, true)
		}
		u.write("}")
	}
}
