package ast

import "rgo/interp/python/code"

// This file has the statements and the patterns.

// The statements.
type (
	// FunctionDef is def or async def. The span starts at def, not at the
	// decorators.
	FunctionDef struct {
		Span
		Scoped
		Name       string
		Args       *Arguments
		Body       []Stmt
		Decorators []Expr
		Returns    Expr
		Async      bool
	}
	// ClassDef is class.
	ClassDef struct {
		Span
		Scoped
		Name       string
		Bases      []Expr
		Keywords   []*Keyword
		Body       []Stmt
		Decorators []Expr
	}
	// Return is return; the value may be nil.
	Return struct {
		Span
		Value Expr
	}
	// Delete is del.
	Delete struct {
		Span
		Targets []Expr
	}
	// Assign is target = target = value.
	Assign struct {
		Span
		Targets []Expr
		Value   Expr
	}
	// AugAssign is target op= value; Op is one of code.Add to code.Xor.
	AugAssign struct {
		Span
		Target Expr
		Op     int
		Value  Expr
	}
	// AnnAssign is target: annotation = value; the value may be nil. Simple
	// tells that the target is a name without parentheses.
	AnnAssign struct {
		Span
		Target     Expr
		Annotation Expr
		Value      Expr
		Simple     bool
	}
	// For is for or async for.
	For struct {
		Span
		Target Expr
		Iter   Expr
		Body   []Stmt
		Orelse []Stmt
		Async  bool
	}
	// While is while.
	While struct {
		Span
		Test   Expr
		Body   []Stmt
		Orelse []Stmt
	}
	// If is if; an elif is an If in Orelse.
	If struct {
		Span
		Test   Expr
		Body   []Stmt
		Orelse []Stmt
	}
	// With is with or async with.
	With struct {
		Span
		Items []*WithItem
		Body  []Stmt
		Async bool
	}
	// Match is match.
	Match struct {
		Span
		Subject Expr
		Cases   []*MatchCase
	}
	// Raise is raise exc from cause; both may be nil.
	Raise struct {
		Span
		Exc   Expr
		Cause Expr
	}
	// Try is try; with Star its handlers are except* clauses.
	Try struct {
		Span
		Body     []Stmt
		Handlers []*ExceptHandler
		Orelse   []Stmt
		Final    []Stmt
		Star     bool
	}
	// Assert is assert test, msg; msg may be nil.
	Assert struct {
		Span
		Test Expr
		Msg  Expr
	}
	// Import is import names.
	Import struct {
		Span
		Names []*Alias
	}
	// ImportFrom is from module import names; Level counts the dots.
	ImportFrom struct {
		Span
		Module string
		Names  []*Alias
		Level  int
	}
	// Global is global names.
	Global struct {
		Span
		Names []string
	}
	// Nonlocal is nonlocal names.
	Nonlocal struct {
		Span
		Names []string
	}
	// ExprStmt is an expression as a statement.
	ExprStmt struct {
		Span
		Value Expr
	}
	// Pass is pass.
	Pass struct{ Span }
	// Break is break.
	Break struct{ Span }
	// Continue is continue.
	Continue struct{ Span }
)

func (*FunctionDef) stmt() {}
func (*ClassDef) stmt()    {}
func (*Return) stmt()      {}
func (*Delete) stmt()      {}
func (*Assign) stmt()      {}
func (*AugAssign) stmt()   {}
func (*AnnAssign) stmt()   {}
func (*For) stmt()         {}
func (*While) stmt()       {}
func (*If) stmt()          {}
func (*With) stmt()        {}
func (*Match) stmt()       {}
func (*Raise) stmt()       {}
func (*Try) stmt()         {}
func (*Assert) stmt()      {}
func (*Import) stmt()      {}
func (*ImportFrom) stmt()  {}
func (*Global) stmt()      {}
func (*Nonlocal) stmt()    {}
func (*ExprStmt) stmt()    {}
func (*Pass) stmt()        {}
func (*Break) stmt()       {}
func (*Continue) stmt()    {}

// The patterns.
type (
	// MatchValue matches by equality.
	MatchValue struct {
		Span
		Value Expr
	}
	// MatchSingleton matches None, True or False by identity.
	MatchSingleton struct {
		Span
		Value code.Const
	}
	// MatchSequence matches a sequence; one pattern may be a MatchStar.
	MatchSequence struct {
		Span
		Patterns []Pattern
	}
	// MatchMapping matches a mapping; Rest is the name after **, or "".
	MatchMapping struct {
		Span
		Keys     []Expr
		Patterns []Pattern
		Rest     string
	}
	// MatchClass matches an instance.
	MatchClass struct {
		Span
		Class       Expr
		Patterns    []Pattern
		KwdAttrs    []string
		KwdPatterns []Pattern
	}
	// MatchStar is *name in a sequence; the name is "" for *_.
	MatchStar struct {
		Span
		Name string
	}
	// MatchAs is pattern as name. Without a pattern it is a capture, without
	// either the wildcard.
	MatchAs struct {
		Span
		Pattern Pattern
		Name    string
	}
	// MatchOr is alternatives.
	MatchOr struct {
		Span
		Patterns []Pattern
	}
)

func (*MatchValue) pattern()     {}
func (*MatchSingleton) pattern() {}
func (*MatchSequence) pattern()  {}
func (*MatchMapping) pattern()   {}
func (*MatchClass) pattern()     {}
func (*MatchStar) pattern()      {}
func (*MatchAs) pattern()        {}
func (*MatchOr) pattern()        {}
