package parser

import (
	"strings"

	"rgo/interp/python/ast"
	"rgo/interp/python/code"
)

// This file recognizes common mistakes in expressions. Its functions are
// called during the second parse only; those that find nothing leave the
// parser as it was.

// describe names a kind of expression as errors do.
func describe(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Attribute:
		return "attribute"
	case *ast.Subscript:
		return "subscript"
	case *ast.Starred:
		return "starred"
	case *ast.Name:
		return "name"
	case *ast.List:
		return "list"
	case *ast.Tuple:
		return "tuple"
	case *ast.Lambda:
		return "lambda"
	case *ast.Call:
		return "function call"
	case *ast.BoolOp, *ast.BinOp, *ast.UnaryOp:
		return "expression"
	case *ast.GeneratorExp:
		return "generator expression"
	case *ast.Yield, *ast.YieldFrom:
		return "yield expression"
	case *ast.Await:
		return "await expression"
	case *ast.ListComp:
		return "list comprehension"
	case *ast.SetComp:
		return "set comprehension"
	case *ast.DictComp:
		return "dict comprehension"
	case *ast.Dict:
		return "dict literal"
	case *ast.Set:
		return "set display"
	case *ast.JoinedStr, *ast.FormattedValue:
		return "f-string expression"
	case *ast.Constant:
		switch value := e.Value.(type) {
		case code.None:
			return "None"
		case code.Bool:
			if value {
				return "True"
			}
			return "False"
		case code.Ellipsis:
			return "ellipsis"
		}
		return "literal"
	case *ast.Compare:
		return "comparison"
	case *ast.IfExp:
		return "conditional expression"
	case *ast.NamedExpr:
		return "named expression"
	}
	return "expression"
}

// quietRule is a rule that CPython remembers the result of.
type quietRule uint8

const (
	quietExpression quietRule = 1 << iota
	quietDisjunction
)

// quietly tells whether a rule should not look for mistakes here, because
// CPython remembers that it held here when it was not looking for them. It
// notes such places too.
func (p *parser) quietly(rule quietRule) bool {
	if p.remember {
		if p.quiet == nil {
			p.quiet = map[int]quietRule{}
		}
		p.quiet[p.pos] |= rule
		return false
	}
	return p.diagnosing && p.quiet[p.pos]&rule != 0
}

// isSoftKeyword tells whether a token is a name that is a keyword somewhere,
// or the start of one: CPython compares no more than the name's length.
func (p *parser) isSoftKeyword(index int) bool {
	if p.tokens[index].kind != nameToken {
		return false
	}
	name := p.text(index)
	return name == "_" || strings.HasPrefix("case", name) || strings.HasPrefix("match", name)
}

// attempt runs a rule without looking for mistakes and tells whether it held;
// the parser then is behind it, otherwise back where it was. An error that
// the rule raised stays.
func (p *parser) attempt(rule func() ast.Expr) (ast.Expr, bool) {
	before := p.mark()
	p.diagnosing = false
	e := rule()
	p.diagnosing = true
	if p.err != nil {
		p.back(before)
		return nil, false
	}
	return e, true
}

// expressionMistakes looks at what follows a disjunction that starts at
// token start.
func (p *parser) expressionMistakes(start int, value ast.Expr) {
	if p.err == nil && startsExpression(p.kind()) {
		p.missingComma(start, value)
	}
	if p.tokens[start].kind == nameToken && p.tokens[start+1].kind != leftParen && (p.err == nil || p.generic) {
		p.legacyMistake(start)
	}
}

// missingComma tells of two expressions side by side in brackets.
func (p *parser) missingComma(start int, value ast.Expr) {
	first := &p.tokens[start]
	if first.kind == nameToken && p.tokens[start+1].kind == stringToken || p.isSoftKeyword(start) {
		return
	}
	if name, ok := value.(*ast.Name); ok && isLegacyStatement(name.ID) {
		return
	}
	before := p.mark()
	p.remember = true
	right, ok := p.attempt(p.conditional)
	p.remember = false
	if !ok {
		return
	}
	inBrackets := p.tokens[p.pos-1].level > 0
	p.back(before)
	if inBrackets {
		p.raise(Syntax, between(value.Range(), right.Range()), "invalid syntax. Perhaps you forgot a comma?")
	}
}

func isLegacyStatement(name string) bool { return name == "print" || name == "exec" }

// legacyMistake tells of print and exec statements, and of mistakes in what
// follows any name, since CPython looks there for their sake. It looks once
// at every name.
func (p *parser) legacyMistake(start int) {
	if !p.diagnosing || p.legacyTried[start] || !startsStarExpression(p.tokens[start+1].kind) {
		return
	}
	if p.legacyTried == nil {
		p.legacyTried = map[int]bool{}
	}
	p.legacyTried[start] = true
	before, err, generic := p.mark(), p.err, p.generic
	p.look()
	p.err, p.generic = nil, false
	p.pos = start + 1
	right := p.starExpressions()
	if name := p.text(start); p.err == nil && isLegacyStatement(name) {
		p.raise(Syntax, between(p.tokenSpan(start), right.Range()),
			"Missing parentheses in call to '"+name+"'. Did you mean "+name+"(...)?")
		return
	}
	if p.back(before) {
		p.err, p.generic = err, generic
	}
}

// namedMistakes looks for an assignment in the place of a condition or element.
func (p *parser) namedMistakes(start int, value ast.Expr) {
	if p.err != nil {
		return
	}
	if p.at(colonAssign) {
		before := p.mark()
		p.advance()
		_, ok := p.attempt(p.expression)
		if !p.back(before) || !ok {
			return
		}
		p.raise(Syntax, value.Range(), "cannot use assignment expressions with "+describe(value))
		return
	}
	if !p.at(assign) {
		return
	}
	before := p.mark()
	p.advance()
	right, ok := p.attempt(func() ast.Expr { return p.binary(precedenceOr) })
	if !ok {
		p.back(before)
		return
	}
	single := !p.at(assign) && !p.at(colonAssign)
	p.back(before)
	if !single {
		return
	}
	switch e := value.(type) {
	case *ast.Name:
		if p.tokens[start].kind == nameToken {
			p.raise(Syntax, between(e.Span, right.Range()), "invalid syntax. Maybe you meant '==' or ':=' instead of '='?")
			return
		}
	case *ast.List, *ast.Tuple, *ast.GeneratorExp:
		if span := value.Range(); span.Line == p.tokens[start].line && span.Col == p.tokens[start].col {
			return
		}
	case *ast.BoolOp, *ast.Compare, *ast.IfExp, *ast.Lambda:
		return
	case *ast.UnaryOp:
		if e.Op == ast.Not {
			return
		}
	case *ast.Constant:
		switch p.tokens[start].kind {
		case kwNone, kwTrue, kwFalse:
			return
		}
	}
	p.raise(Syntax, value.Range(), "cannot assign to "+describe(value)+" here. Maybe you meant '==' instead of '='?")
}

// doubleStarGroupMistake tells of ** in parentheses.
func (p *parser) doubleStarGroupMistake() {
	index := p.pos
	before := p.mark()
	p.advance()
	if _, ok := p.attempt(p.expression); ok && p.at(rightParen) {
		p.raiseToken(index, "cannot use double starred expression here")
		return
	}
	p.back(before)
}

// comprehensionMistakes looks at the element of a comprehension.
func (p *parser) comprehensionMistakes(element ast.Expr) {
	if p.err == nil && isStarred(element) {
		p.raise(Syntax, element.Range(), "iterable unpacking cannot be used in comprehension")
	}
}

// unparenthesizedElementMistake tells of [a, b for ...].
func (p *parser) unparenthesizedElementMistake(elts []ast.Expr) {
	if p.err != nil || !p.at(kwFor) && !p.at(kwAsync) {
		return
	}
	p.raise(Syntax, between(elts[0].Range(), elts[len(elts)-1].Range()), "did you forget parentheses around the comprehension target?")
}

// dictValueMistakes looks at the place of a value after a key.
func (p *parser) dictValueMistakes() {
	switch p.kind() {
	case rightBrace, comma:
		p.raiseToken(p.pos-1, "expression expected after dictionary key and ':'")
	case star:
		index := p.pos
		before := p.mark()
		p.advance()
		_, ok := p.attempt(func() ast.Expr { return p.binary(precedenceOr) })
		p.back(before)
		if ok {
			p.raiseFrom(p.tokenSpan(index), "cannot use a starred expression in a dictionary value")
		}
	}
}

// constantKeywordMistake tells of True=1 among arguments.
func (p *parser) constantKeywordMistake() {
	switch p.kind() {
	case kwTrue, kwFalse, kwNone:
		if p.peek() == assign {
			p.raise(Syntax, between(p.tokenSpan(p.pos), p.tokenSpan(p.pos+1)), "cannot assign to "+p.text(p.pos))
		}
	}
}

func (p *parser) tokenSpan(index int) ast.Span {
	t := &p.tokens[index]
	return ast.Span{Line: t.line, Col: t.col, EndLine: t.endLine, EndCol: t.endCol}
}

// argumentMistakes looks at what follows a positional argument.
func (p *parser) argumentMistakes(value ast.Expr) {
	if p.at(assign) {
		p.raise(Syntax, between(value.Range(), p.tokenSpan(p.pos)), "expression cannot contain assignment, perhaps you meant \"==\"?")
	}
}

// keywordGeneratorMistake tells of f(a=x for x in y).
func (p *parser) keywordGeneratorMistake(start int) {
	before := p.mark()
	p.diagnosing = false
	p.comprehensionClauses()
	p.diagnosing = true
	ok := p.err == nil
	if !p.back(before) || !ok {
		return
	}
	p.raise(Syntax, between(p.tokenSpan(start), p.tokenSpan(start+1)), "invalid syntax. Maybe you meant '==' or ':=' instead of '='?")
}
