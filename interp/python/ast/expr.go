package ast

import "rgo/interp/python/code"

// This file has the expressions.

// The expressions.
type (
	// BoolOp is values joined by and, or by or.
	BoolOp struct {
		Span
		Or     bool
		Values []Expr
	}
	// NamedExpr is target := value.
	NamedExpr struct {
		Span
		Target *Name
		Value  Expr
	}
	// BinOp is left op right; Op is one of code.Add to code.Xor.
	BinOp struct {
		Span
		Left  Expr
		Op    int
		Right Expr
	}
	// UnaryOp is op operand.
	UnaryOp struct {
		Span
		Op      UnaryOperator
		Operand Expr
	}
	// Lambda is lambda args: body.
	Lambda struct {
		Span
		Scoped
		Args *Arguments
		Body Expr
	}
	// IfExp is body if test else orelse.
	IfExp struct {
		Span
		Test, Body, Orelse Expr
	}
	// Dict is a dict display; a nil key stands for **value.
	Dict struct {
		Span
		Keys   []Expr
		Values []Expr
	}
	// Set is a set display.
	Set struct {
		Span
		Elts []Expr
	}
	// ListComp is a list comprehension.
	ListComp struct {
		Span
		Scoped
		Elt        Expr
		Generators []*Comprehension
	}
	// SetComp is a set comprehension.
	SetComp struct {
		Span
		Scoped
		Elt        Expr
		Generators []*Comprehension
	}
	// DictComp is a dict comprehension.
	DictComp struct {
		Span
		Scoped
		Key, Value Expr
		Generators []*Comprehension
	}
	// GeneratorExp is a generator expression.
	GeneratorExp struct {
		Span
		Scoped
		Elt        Expr
		Generators []*Comprehension
	}
	// Await is await value.
	Await struct {
		Span
		Value Expr
	}
	// Yield is yield value; the value may be nil.
	Yield struct {
		Span
		Value Expr
	}
	// YieldFrom is yield from value.
	YieldFrom struct {
		Span
		Value Expr
	}
	// Compare is left ops[0] comparators[0] ops[1] ...
	Compare struct {
		Span
		Left        Expr
		Ops         []CompareOperator
		Comparators []Expr
	}
	// Call is func(args, keywords).
	Call struct {
		Span
		Func     Expr
		Args     []Expr
		Keywords []*Keyword
	}
	// FormattedValue is {value!conversion:spec} in an f-string. Conversion
	// is 0, 's', 'r' or 'a'; Spec is nil or a JoinedStr.
	FormattedValue struct {
		Span
		Value      Expr
		Conversion byte
		Spec       Expr
	}
	// JoinedStr is an f-string.
	JoinedStr struct {
		Span
		Values []Expr
	}
	// Constant is a literal. Unicode tells of a u prefix.
	Constant struct {
		Span
		Value   code.Const
		Unicode bool
	}
	// Attribute is value.attr.
	Attribute struct {
		Span
		Value Expr
		Attr  string
		Ctx   Context
	}
	// Subscript is value[index].
	Subscript struct {
		Span
		Value Expr
		Index Expr
		Ctx   Context
	}
	// Starred is *value.
	Starred struct {
		Span
		Value Expr
		Ctx   Context
	}
	// Name is an identifier.
	Name struct {
		Span
		ID  string
		Ctx Context
	}
	// List is a list display.
	List struct {
		Span
		Elts []Expr
		Ctx  Context
	}
	// Tuple is a tuple display.
	Tuple struct {
		Span
		Elts []Expr
		Ctx  Context
	}
	// Slice is lower:upper:step inside a Subscript.
	Slice struct {
		Span
		Lower, Upper, Step Expr
	}
)

func (*BoolOp) expr()         {}
func (*NamedExpr) expr()      {}
func (*BinOp) expr()          {}
func (*UnaryOp) expr()        {}
func (*Lambda) expr()         {}
func (*IfExp) expr()          {}
func (*Dict) expr()           {}
func (*Set) expr()            {}
func (*ListComp) expr()       {}
func (*SetComp) expr()        {}
func (*DictComp) expr()       {}
func (*GeneratorExp) expr()   {}
func (*Await) expr()          {}
func (*Yield) expr()          {}
func (*YieldFrom) expr()      {}
func (*Compare) expr()        {}
func (*Call) expr()           {}
func (*FormattedValue) expr() {}
func (*JoinedStr) expr()      {}
func (*Constant) expr()       {}
func (*Attribute) expr()      {}
func (*Subscript) expr()      {}
func (*Starred) expr()        {}
func (*Name) expr()           {}
func (*List) expr()           {}
func (*Tuple) expr()          {}
func (*Slice) expr()          {}
