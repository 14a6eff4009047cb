// Package ast has the syntax tree of Python 3.11.
//
// It is CPython's abstract syntax with these differences: Async is a field and not a node
// of its own for def, for and with; operators are numbers of package code;
// type comments are not kept. The parser makes the tree; the symbol table numbers
// its scopes, and the compiler folds its constant expressions. Every statement, expression, pattern, argument,
// keyword, alias and handler has a Span. Optional children are nil.
package ast

import "rgo/interp/python/code"

// Span is the source range of a node: lines count from 1, columns are byte
// offsets from 0, the end is exclusive.
type Span struct {
	Line, Col, EndLine, EndCol int32
}

// Range returns the span; nodes have it by embedding.
func (s Span) Range() Span { return s }

// After tells whether s begins behind the beginning of o.
func (s Span) After(o Span) bool { return s.Line > o.Line || s.Line == o.Line && s.Col > o.Col }

// Scoped is part of the nodes that open a scope; package symtable numbers
// the scopes.
type Scoped struct {
	Scope int32
}

// Mode tells what kind of source was parsed.
type Mode uint8

// The modes of compile().
const (
	File   Mode = iota // "exec": statements
	Eval               // "eval": one expression
	Single             // "single": one statement at the prompt; its value is printed
)

// Module is a whole source: Body for File and Single, Expr for Eval.
type Module struct {
	Mode Mode
	Body []Stmt
	Expr Expr
	// Warnings is what the parser and the compiler noted, in the order of the source.
	Warnings []Warning
}

// Warning is something that is likely a mistake: a SyntaxWarning or a
// DeprecationWarning about a place in the source, whose columns count bytes
// from 0.
type Warning struct {
	Span
	Deprecation bool
	Message     string
}

// Stmt is a statement.
type Stmt interface {
	Range() Span
	stmt()
}

// Expr is an expression.
type Expr interface {
	Range() Span
	expr()
}

// Pattern is a pattern of a match statement.
type Pattern interface {
	Range() Span
	pattern()
}

// Context tells what is done with a name, attribute, subscript, list, tuple
// or starred expression.
type Context uint8

// The contexts.
const (
	Load Context = iota
	Store
	Del
)

// Arguments are the parameters of a function. Defaults belong to the last
// ones of PosOnly followed by Args; KwDefaults has one entry for each of
// KwOnly, nil where there is no default.
type Arguments struct {
	PosOnly    []*Arg
	Args       []*Arg
	VarArg     *Arg
	KwOnly     []*Arg
	KwDefaults []Expr
	KwArg      *Arg
	Defaults   []Expr
}

// Arg is a parameter.
type Arg struct {
	Span
	Name       string
	Annotation Expr
}

// Keyword is a keyword argument; Name is "" for **value.
type Keyword struct {
	Span
	Name  string
	Value Expr
}

// Alias is one imported name; AsName is "" without an as part.
type Alias struct {
	Span
	Name   string
	AsName string
}

// WithItem is one context manager of a with statement.
type WithItem struct {
	Context Expr
	Vars    Expr
}

// Comprehension is one for clause with its conditions.
type Comprehension struct {
	Target Expr
	Iter   Expr
	Ifs    []Expr
	Async  bool
}

// ExceptHandler is one except clause. Type is nil for a bare except.
type ExceptHandler struct {
	Span
	Type Expr
	Name string
	Body []Stmt
}

// MatchCase is one case clause.
type MatchCase struct {
	Pattern Pattern
	Guard   Expr
	Body    []Stmt
}

// UnaryOperator is the operator of a UnaryOp.
type UnaryOperator uint8

// The unary operators.
const (
	Invert UnaryOperator = iota
	Not
	UAdd
	USub
)

// CompareOperator is an operator of a Compare.
type CompareOperator uint8

// The comparison operators; those that COMPARE_OP knows have its numbers.
const (
	Lt    CompareOperator = code.Less
	LtE   CompareOperator = code.LessEqual
	Eq    CompareOperator = code.Equal
	NotEq CompareOperator = code.NotEqual
	Gt    CompareOperator = code.Greater
	GtE   CompareOperator = code.GreaterEqual
	In    CompareOperator = 6
	NotIn CompareOperator = 7
	Is    CompareOperator = 8
	IsNot CompareOperator = 9
)

// IsDocstring returns the string that statement s is, if it is one.
func IsDocstring(s Stmt) (code.Str, bool) {
	if e, ok := s.(*ExprStmt); ok {
		if c, ok := e.Value.(*Constant); ok {
			text, ok := c.Value.(code.Str)
			return text, ok
		}
	}
	return "", false
}
