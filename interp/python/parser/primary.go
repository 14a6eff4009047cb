package parser

import (
	"rgo/interp/python/ast"
	"rgo/interp/python/code"
)

// This file parses primaries (attributes, subscripts, calls) and atoms
// (names, literals, displays, comprehensions).

// primary is an atom with what follows it.
func (p *parser) primary() ast.Expr {
	start := p.pos
	value := p.atom()
	for {
		switch p.kind() {
		case dot:
			p.advance()
			name := p.name()
			value = &ast.Attribute{Span: p.span(start), Value: value, Attr: name}
		case leftParen:
			value = p.call(start, value)
		case leftBracket:
			p.advance()
			index := p.subscript()
			p.expect(rightBracket)
			value = &ast.Subscript{Span: p.span(start), Value: value, Index: index}
		default:
			return value
		}
	}
}

// subscript is what stands in brackets after a primary.
func (p *parser) subscript() ast.Expr {
	start := p.pos
	first := p.slice()
	if _, ok := first.(*ast.Starred); !ok && !p.at(comma) {
		return first
	}
	elts := []ast.Expr{first}
	for p.accept(comma) {
		if p.at(rightBracket) {
			break
		}
		elts = append(elts, p.slice())
	}
	return &ast.Tuple{Span: p.span(start), Elts: elts}
}

// slice is one index or range.
func (p *parser) slice() ast.Expr {
	start := p.pos
	if p.at(star) {
		p.advance()
		value := p.expression()
		return &ast.Starred{Span: p.span(start), Value: value}
	}
	var lower, upper, step ast.Expr
	if !p.at(colon) {
		lower = p.namedExpression()
		if !p.at(colon) {
			return lower
		}
		if _, ok := lower.(*ast.NamedExpr); ok && p.tokens[start].kind == nameToken {
			return p.fail()
		}
	}
	p.advance()
	if startsExpression(p.kind()) {
		upper = p.expression()
	}
	if p.accept(colon) && startsExpression(p.kind()) {
		step = p.expression()
	}
	return &ast.Slice{Span: p.span(start), Lower: lower, Upper: upper, Step: step}
}

// atom is a name, literal, display or comprehension.
func (p *parser) atom() ast.Expr {
	start := p.pos
	switch p.kind() {
	case nameToken:
		p.advance()
		return &ast.Name{Span: p.span(start), ID: p.identifier(start)}
	case numberToken:
		p.advance()
		value := p.number(p.text(start))
		return &ast.Constant{Span: p.span(start), Value: value}
	case stringToken:
		return p.strings()
	case kwTrue, kwFalse:
		p.advance()
		return &ast.Constant{Span: p.span(start), Value: code.Bool(p.tokens[start].kind == kwTrue)}
	case kwNone:
		p.advance()
		return &ast.Constant{Span: p.span(start), Value: code.None{}}
	case ellipsis:
		p.advance()
		return &ast.Constant{Span: p.span(start), Value: code.Ellipsis{}}
	case leftParen:
		return p.parenthesized()
	case leftBracket:
		return p.listDisplay()
	case leftBrace:
		return p.braceDisplay()
	}
	return p.fail()
}

// parenthesized is a group, a tuple or a generator expression.
func (p *parser) parenthesized() ast.Expr {
	start := p.pos
	p.advance()
	if p.accept(rightParen) {
		return &ast.Tuple{Span: p.span(start)}
	}
	if p.at(kwYield) {
		value := p.yield()
		p.expect(rightParen)
		return value
	}
	if p.diagnosing && p.at(doubleStar) {
		p.doubleStarGroupMistake()
	}
	first := p.starNamedExpression()
	if p.at(kwFor) || p.at(kwAsync) {
		if p.diagnosing {
			p.comprehensionMistakes(first)
		}
		generators := p.comprehensionClauses()
		p.expect(rightParen)
		if isStarred(first) {
			return p.fail()
		}
		return &ast.GeneratorExp{Span: p.span(start), Elt: first, Generators: generators}
	}
	if p.at(comma) {
		elts := p.moreElements(first, rightParen)
		p.expect(rightParen)
		return &ast.Tuple{Span: p.span(start), Elts: elts}
	}
	if isStarred(first) {
		if p.diagnosing && p.at(rightParen) {
			return p.raise(Syntax, first.Range(), "cannot use starred expression here")
		}
		return p.fail()
	}
	p.expect(rightParen)
	return first
}

func isStarred(e ast.Expr) bool {
	_, ok := e.(*ast.Starred)
	return ok
}

// moreElements reads the rest of a display after its first element.
func (p *parser) moreElements(first ast.Expr, end tokenKind) []ast.Expr {
	elts := []ast.Expr{first}
	for p.accept(comma) {
		if p.at(end) || !startsStarExpression(p.kind()) {
			break
		}
		elts = append(elts, p.starNamedExpression())
	}
	return elts
}

// listDisplay is a list or a list comprehension.
func (p *parser) listDisplay() ast.Expr {
	start := p.pos
	p.advance()
	if p.accept(rightBracket) {
		return &ast.List{Span: p.span(start)}
	}
	first := p.starNamedExpression()
	if p.at(kwFor) || p.at(kwAsync) {
		if p.diagnosing {
			p.comprehensionMistakes(first)
		}
		generators := p.comprehensionClauses()
		p.expect(rightBracket)
		if isStarred(first) {
			return p.fail()
		}
		return &ast.ListComp{Span: p.span(start), Elt: first, Generators: generators}
	}
	elts := p.moreElements(first, rightBracket)
	if p.diagnosing {
		p.unparenthesizedElementMistake(elts)
	}
	p.expect(rightBracket)
	return &ast.List{Span: p.span(start), Elts: elts}
}

// braceDisplay is a dict, a set, or a comprehension of one.
func (p *parser) braceDisplay() ast.Expr {
	start := p.pos
	p.advance()
	if p.accept(rightBrace) {
		return &ast.Dict{Span: p.span(start)}
	}
	if p.at(doubleStar) {
		return p.dictDisplay(start, nil, nil)
	}
	first := p.starNamedExpression()
	if p.at(colon) && !isStarred(first) {
		if _, ok := first.(*ast.NamedExpr); ok && p.tokens[start+1].kind == nameToken {
			return p.fail()
		}
		p.advance()
		value := p.dictValue()
		if p.at(kwFor) || p.at(kwAsync) {
			generators := p.comprehensionClauses()
			p.expect(rightBrace)
			return &ast.DictComp{Span: p.span(start), Key: first, Value: value, Generators: generators}
		}
		return p.dictDisplay(start, first, value)
	}
	if p.at(kwFor) || p.at(kwAsync) {
		if p.diagnosing {
			p.comprehensionMistakes(first)
		}
		generators := p.comprehensionClauses()
		p.expect(rightBrace)
		if isStarred(first) {
			return p.fail()
		}
		return &ast.SetComp{Span: p.span(start), Elt: first, Generators: generators}
	}
	elts := p.moreElements(first, rightBrace)
	if p.diagnosing {
		p.unparenthesizedElementMistake(elts)
	}
	p.expect(rightBrace)
	return &ast.Set{Span: p.span(start), Elts: elts}
}

// dictValue is the value after a key and a colon.
func (p *parser) dictValue() ast.Expr {
	if p.diagnosing {
		p.dictValueMistakes()
	}
	return p.expression()
}

// dictDisplay reads the rest of a dict, of which the first pair may be known.
func (p *parser) dictDisplay(start int, key, value ast.Expr) ast.Expr {
	dict := &ast.Dict{}
	if value != nil {
		dict.Keys = append(dict.Keys, key)
		dict.Values = append(dict.Values, value)
	}
	for value == nil && len(dict.Values) == 0 || p.accept(comma) {
		if p.at(rightBrace) && len(dict.Values) > 0 {
			break
		}
		if p.accept(doubleStar) {
			dict.Keys = append(dict.Keys, nil)
			dict.Values = append(dict.Values, p.binary(precedenceOr))
			if p.diagnosing && len(dict.Values) == 1 && p.at(kwFor) {
				return p.raiseToken(start+1, "dict unpacking cannot be used in dict comprehension")
			}
			continue
		}
		key := p.expression()
		if p.diagnosing && p.err == nil && !p.at(colon) {
			end := key.Range()
			p.raise(Syntax, ast.Span{Line: end.Line, Col: end.EndCol - 1, EndLine: end.EndLine, EndCol: -1}, "':' expected after dictionary key")
		}
		p.expect(colon)
		dict.Keys = append(dict.Keys, key)
		dict.Values = append(dict.Values, p.dictValue())
	}
	p.expect(rightBrace)
	dict.Span = p.span(start)
	return dict
}

// comprehensionClauses is one or more for clauses.
func (p *parser) comprehensionClauses() []*ast.Comprehension {
	var clauses []*ast.Comprehension
	for p.at(kwFor) || p.at(kwAsync) {
		clause := &ast.Comprehension{}
		if p.accept(kwAsync) {
			clause.Async = true
		}
		if !p.expect(kwFor) {
			break
		}
		clause.Target = p.forTargets()
		p.expect(kwIn)
		clause.Iter = p.disjunction()
		for p.accept(kwIf) {
			clause.Ifs = append(clause.Ifs, p.disjunction())
		}
		clauses = append(clauses, clause)
	}
	return clauses
}
