package parser

import (
	"rgo/interp/python/ast"
	"rgo/interp/python/code"
)

// This file parses expressions down to operators.

// startsExpression tells whether a token can start an expression.
func startsExpression(kind tokenKind) bool {
	switch kind {
	case nameToken, numberToken, stringToken, leftParen, leftBracket, leftBrace, ellipsis, plus, minus, tilde,
		kwFalse, kwNone, kwTrue, kwAwait, kwLambda, kwNot:
		return true
	}
	return false
}

// startsStarExpression tells whether a token can start an expression or a
// starred one.
func startsStarExpression(kind tokenKind) bool { return kind == star || startsExpression(kind) }

// expressions is an expression, or a tuple of them without parentheses.
func (p *parser) expressions() ast.Expr {
	start := p.pos
	first := p.expression()
	if !p.at(comma) {
		return first
	}
	elts := []ast.Expr{first}
	for p.accept(comma) {
		if !startsExpression(p.kind()) {
			break
		}
		elts = append(elts, p.expression())
	}
	return &ast.Tuple{Span: p.span(start), Elts: elts}
}

// starExpressions is expressions whose elements may be starred.
func (p *parser) starExpressions() ast.Expr {
	start := p.pos
	first := p.starExpression()
	if !p.at(comma) {
		return first
	}
	elts := []ast.Expr{first}
	for p.accept(comma) {
		if !startsStarExpression(p.kind()) {
			break
		}
		elts = append(elts, p.starExpression())
	}
	return &ast.Tuple{Span: p.span(start), Elts: elts}
}

// starExpression is *operand or an expression.
func (p *parser) starExpression() ast.Expr {
	if p.at(star) {
		return p.starred()
	}
	return p.expression()
}

// starred is *operand, where the operand is no comparison.
func (p *parser) starred() ast.Expr {
	start := p.pos
	p.advance()
	value := p.binary(precedenceOr)
	return &ast.Starred{Span: p.span(start), Value: value}
}

// starNamedExpression is an element of a display.
func (p *parser) starNamedExpression() ast.Expr {
	if p.at(star) {
		return p.starred()
	}
	return p.namedExpression()
}

// yieldOrStarExpressions is the right side of an assignment.
func (p *parser) yieldOrStarExpressions() ast.Expr {
	if p.at(kwYield) {
		return p.yield()
	}
	return p.starExpressions()
}

// namedExpression is an expression or name := expression.
func (p *parser) namedExpression() ast.Expr {
	if p.at(nameToken) && p.peek() == colonAssign {
		return p.assignmentExpression()
	}
	start := p.pos
	value := p.expression()
	if p.diagnosing {
		p.namedMistakes(start, value)
	}
	if p.at(colonAssign) {
		return p.fail()
	}
	return value
}

// assignmentExpression is name := expression; both tokens are there.
func (p *parser) assignmentExpression() ast.Expr {
	start := p.pos
	id := p.name()
	target := &ast.Name{Span: p.span(start), ID: id, Ctx: ast.Store}
	p.advance()
	value := p.expression()
	p.since(8, "Assignment expressions are")
	return &ast.NamedExpr{Span: p.span(start), Target: target, Value: value}
}

// yield is a yield expression.
func (p *parser) yield() ast.Expr {
	start := p.pos
	p.advance()
	if p.accept(kwFrom) {
		value := p.expression()
		return &ast.YieldFrom{Span: p.span(start), Value: value}
	}
	var value ast.Expr
	if startsStarExpression(p.kind()) {
		value = p.starExpressions()
	}
	return &ast.Yield{Span: p.span(start), Value: value}
}

// expression is a conditional expression, a lambda, or what binds tighter.
func (p *parser) expression() ast.Expr {
	if !p.enter() {
		return p.bad
	}
	var value ast.Expr
	if p.quietly(quietExpression) {
		p.diagnosing = false
		value = p.conditional()
		p.diagnosing = true
	} else {
		value = p.conditional()
	}
	p.leave()
	return value
}

func (p *parser) conditional() ast.Expr {
	start := p.pos
	if p.at(kwLambda) {
		return p.lambda()
	}
	var body ast.Expr
	if p.quietly(quietDisjunction) {
		p.diagnosing = false
		body = p.disjunction()
		p.diagnosing = true
	} else {
		body = p.disjunction()
	}
	if p.diagnosing {
		p.expressionMistakes(start, body)
	}
	if !p.at(kwIf) {
		return body
	}
	p.advance()
	test := p.disjunction()
	if p.diagnosing && p.err == nil && !p.at(kwElse) && !p.at(colon) {
		return p.raise(Syntax, between(body.Range(), test.Range()), "expected 'else' after 'if' expression")
	}
	if !p.expect(kwElse) {
		return p.bad
	}
	orelse := p.expression()
	return &ast.IfExp{Span: p.span(start), Test: test, Body: body, Orelse: orelse}
}

// lambda is a lambda expression.
func (p *parser) lambda() ast.Expr {
	start := p.pos
	p.advance()
	args := p.parameters(colon, false)
	p.expectForced(colon, ":")
	body := p.expression()
	return &ast.Lambda{Span: p.span(start), Args: args, Body: body}
}

// disjunction is operands of or.
func (p *parser) disjunction() ast.Expr {
	start := p.pos
	first := p.conjunction()
	if !p.at(kwOr) {
		return first
	}
	values := []ast.Expr{first}
	for p.accept(kwOr) {
		values = append(values, p.conjunction())
	}
	return &ast.BoolOp{Span: p.span(start), Or: true, Values: values}
}

// conjunction is operands of and.
func (p *parser) conjunction() ast.Expr {
	start := p.pos
	first := p.inversion()
	if !p.at(kwAnd) {
		return first
	}
	values := []ast.Expr{first}
	for p.accept(kwAnd) {
		values = append(values, p.inversion())
	}
	return &ast.BoolOp{Span: p.span(start), Values: values}
}

// inversion is not operand, or a comparison.
func (p *parser) inversion() ast.Expr {
	if !p.at(kwNot) {
		return p.comparison()
	}
	start := p.pos
	p.advance()
	if !p.enter() {
		return p.bad
	}
	operand := p.inversion()
	p.leave()
	return &ast.UnaryOp{Span: p.span(start), Op: ast.Not, Operand: operand}
}

// comparison is operands of comparison operators.
func (p *parser) comparison() ast.Expr {
	start := p.pos
	left := p.binary(precedenceOr)
	op, ok := p.compareOperator()
	if !ok {
		return left
	}
	compare := &ast.Compare{Left: left}
	for ok {
		compare.Ops = append(compare.Ops, op)
		compare.Comparators = append(compare.Comparators, p.binary(precedenceOr))
		op, ok = p.compareOperator()
	}
	compare.Span = p.span(start)
	return compare
}

// compareOperator reads a comparison operator, if one is next.
func (p *parser) compareOperator() (ast.CompareOperator, bool) {
	switch p.kind() {
	case less:
		p.advance()
		return ast.Lt, true
	case lessEqual:
		p.advance()
		return ast.LtE, true
	case equal:
		p.advance()
		return ast.Eq, true
	case notEqual:
		if p.text(p.pos) == "<>" {
			return 0, false
		}
		p.advance()
		return ast.NotEq, true
	case greater:
		p.advance()
		return ast.Gt, true
	case greaterEqual:
		p.advance()
		return ast.GtE, true
	case kwIn:
		p.advance()
		return ast.In, true
	case kwNot:
		if p.peek() == kwIn {
			p.pos += 2
			return ast.NotIn, true
		}
		p.lookFurther()
	case kwIs:
		p.advance()
		if p.accept(kwNot) {
			return ast.IsNot, true
		}
		return ast.Is, true
	}
	return 0, false
}

// The precedences of binary operators.
const (
	precedenceOr = iota + 1
	precedenceXor
	precedenceAnd
	precedenceShift
	precedenceSum
	precedenceTerm
)

// binaryOperator is the precedence of a binary operator, or 0, and its number.
func binaryOperator(kind tokenKind) (precedence, op int) {
	switch kind {
	case bar:
		return precedenceOr, code.Or
	case caret:
		return precedenceXor, code.Xor
	case ampersand:
		return precedenceAnd, code.And
	case leftShift:
		return precedenceShift, code.LeftShift
	case rightShift:
		return precedenceShift, code.RightShift
	case plus:
		return precedenceSum, code.Add
	case minus:
		return precedenceSum, code.Subtract
	case star:
		return precedenceTerm, code.Multiply
	case slash:
		return precedenceTerm, code.TrueDivide
	case doubleSlash:
		return precedenceTerm, code.FloorDivide
	case percent:
		return precedenceTerm, code.Remainder
	case at:
		return precedenceTerm, code.MatrixMultiply
	}
	return 0, 0
}

// binary is operands of operators that bind at least as tight as a
// precedence.
func (p *parser) binary(least int) ast.Expr {
	start := p.pos
	left := p.factor()
	for {
		precedence, op := binaryOperator(p.kind())
		if precedence < least {
			return left
		}
		p.advance()
		right := p.binary(precedence + 1)
		left = &ast.BinOp{Span: p.span(start), Left: left, Op: op, Right: right}
	}
}

// factor is a sign and its operand, or a power.
func (p *parser) factor() ast.Expr {
	var op ast.UnaryOperator
	switch p.kind() {
	case plus:
		op = ast.UAdd
	case minus:
		op = ast.USub
	case tilde:
		op = ast.Invert
	default:
		return p.power()
	}
	start := p.pos
	p.advance()
	if !p.enter() {
		return p.bad
	}
	operand := p.factor()
	p.leave()
	return &ast.UnaryOp{Span: p.span(start), Op: op, Operand: operand}
}

// power is base ** exponent, or a primary, which may be awaited.
func (p *parser) power() ast.Expr {
	start := p.pos
	var base ast.Expr
	if p.accept(kwAwait) {
		value := p.primary()
		p.since(5, "Await expressions are")
		base = &ast.Await{Span: p.span(start), Value: value}
	} else {
		base = p.primary()
	}
	if !p.at(doubleStar) {
		return base
	}
	p.advance()
	if !p.enter() {
		return p.bad
	}
	exponent := p.factor()
	p.leave()
	return &ast.BinOp{Span: p.span(start), Left: base, Op: code.Power, Right: exponent}
}
