package parser

import (
	"strconv"

	"rgo/interp/python/ast"
	"rgo/interp/python/code"
)

// This file parses match statements.

// match parses a match statement, or returns nil if match is a plain name
// here.
func (p *parser) match() ast.Stmt {
	start := p.pos
	switch next := p.peek(); next {
	case star, leftParen, leftBracket, minus, plus:
	default:
		if !startsExpression(next) {
			return nil
		}
	}
	before := p.mark()
	p.advance()
	s := &ast.Match{Subject: p.matchSubject()}
	if p.err == nil && p.diagnosing && p.at(newlineToken) {
		p.raiseLast(Syntax, "expected ':'")
		return s
	}
	if p.err != nil || !p.at(colon) || p.peek() != newlineToken {
		p.back(before)
		return nil
	}
	p.pos += 2
	if !p.at(indentToken) {
		if p.diagnosing {
			p.raiseLast(Indentation, "expected an indented block after 'match' statement on line "+strconv.Itoa(int(p.tokens[start].line)))
		}
		p.fail()
		return s
	}
	p.advance()
	if !p.atSoft("case") {
		p.fail()
		return s
	}
	for p.err == nil && p.atSoft("case") {
		s.Cases = append(s.Cases, p.matchCase())
	}
	p.expect(dedentToken)
	p.since(10, "Pattern matching is")
	s.Span = p.span(start)
	return s
}

func (p *parser) matchSubject() ast.Expr {
	start := p.pos
	first := p.starNamedExpression()
	if !p.at(comma) {
		if isStarred(first) {
			return p.fail()
		}
		return first
	}
	elts := p.moreElements(first, colon)
	return &ast.Tuple{Span: p.span(start), Elts: elts}
}

func (p *parser) matchCase() *ast.MatchCase {
	start := p.pos
	p.advance()
	c := &ast.MatchCase{Pattern: p.patterns()}
	if p.accept(kwIf) {
		c.Guard = p.namedExpression()
	}
	p.colonAfter()
	c.Body = p.block(start, "'case' statement")
	return c
}

// patterns is what follows case: a pattern, or a sequence without brackets.
func (p *parser) patterns() ast.Pattern {
	start := p.pos
	first := p.starPattern()
	_, isStar := first.(*ast.MatchStar)
	if !p.at(comma) {
		if isStar {
			p.fail()
		}
		return first
	}
	list := p.morePatterns(first, colon)
	return &ast.MatchSequence{Span: p.span(start), Patterns: list}
}

// morePatterns reads the rest of a sequence after its first pattern.
func (p *parser) morePatterns(first ast.Pattern, end tokenKind) []ast.Pattern {
	list := []ast.Pattern{first}
	for p.accept(comma) {
		if p.at(end) || p.at(kwIf) {
			break
		}
		list = append(list, p.starPattern())
	}
	return list
}

// starPattern is *name or a pattern.
func (p *parser) starPattern() ast.Pattern {
	if !p.at(star) {
		return p.pattern()
	}
	start := p.pos
	p.advance()
	name := p.name()
	if name == "_" {
		name = ""
	}
	return &ast.MatchStar{Span: p.span(start), Name: name}
}

// pattern is alternatives, which may be given a name.
func (p *parser) pattern() ast.Pattern {
	if !p.enter() {
		return &ast.MatchAs{}
	}
	start := p.pos
	value := p.orPattern()
	if p.accept(kwAs) {
		if p.diagnosing && p.err == nil {
			p.asPatternMistake()
		}
		index := p.pos
		name := p.name()
		if p.err == nil && (name == "_" || p.at(dot) || p.at(leftParen) || p.at(assign)) {
			p.pos = index
			p.lookFurther()
			p.fail()
		}
		value = &ast.MatchAs{Span: p.span(start), Pattern: value, Name: name}
	}
	p.leave()
	return value
}

func (p *parser) orPattern() ast.Pattern {
	start := p.pos
	first := p.closedPattern()
	if !p.at(bar) {
		return first
	}
	list := []ast.Pattern{first}
	for p.accept(bar) {
		list = append(list, p.closedPattern())
	}
	return &ast.MatchOr{Span: p.span(start), Patterns: list}
}

func (p *parser) closedPattern() ast.Pattern {
	start := p.pos
	switch p.kind() {
	case kwNone:
		p.advance()
		return &ast.MatchSingleton{Span: p.span(start), Value: code.None{}}
	case kwTrue, kwFalse:
		p.advance()
		return &ast.MatchSingleton{Span: p.span(start), Value: code.Bool(p.tokens[start].kind == kwTrue)}
	case numberToken, minus, stringToken:
		value := p.literalPattern()
		return &ast.MatchValue{Span: p.span(start), Value: value}
	case leftParen, leftBracket:
		return p.sequencePattern()
	case leftBrace:
		return p.mappingPattern()
	case nameToken:
		return p.namePattern()
	}
	p.fail()
	return &ast.MatchAs{}
}

// literalPattern is a number, which may be complex, or strings.
func (p *parser) literalPattern() ast.Expr {
	if p.at(stringToken) {
		return p.strings()
	}
	start := p.pos
	left := p.signedNumber()
	op := code.Add
	switch p.kind() {
	case plus:
	case minus:
		op = code.Subtract
	default:
		return left
	}
	p.advance()
	index := p.pos
	if !p.expect(numberToken) {
		return p.bad
	}
	if isImaginary(left) {
		return p.raise(Syntax, left.Range(), "real number required in complex literal")
	}
	right := &ast.Constant{Span: p.span(index), Value: p.number(p.text(index))}
	if p.err == nil && !isImaginary(right) {
		return p.raise(Syntax, right.Range(), "imaginary number required in complex literal")
	}
	return &ast.BinOp{Span: p.span(start), Left: left, Op: op, Right: right}
}

// isImaginary tells whether a number, which may have a sign, is imaginary.
func isImaginary(e ast.Expr) bool {
	if u, ok := e.(*ast.UnaryOp); ok {
		e = u.Operand
	}
	if c, ok := e.(*ast.Constant); ok {
		_, ok := c.Value.(code.Complex)
		return ok
	}
	return false
}

func (p *parser) signedNumber() ast.Expr {
	start := p.pos
	negative := p.accept(minus)
	index := p.pos
	if !p.expect(numberToken) {
		return p.bad
	}
	number := &ast.Constant{Span: p.span(index), Value: p.number(p.text(index))}
	if !negative {
		return number
	}
	return &ast.UnaryOp{Span: p.span(start), Op: ast.USub, Operand: number}
}

// sequencePattern is a sequence in brackets or parentheses, or a group.
func (p *parser) sequencePattern() ast.Pattern {
	start := p.pos
	end, group := rightBracket, false
	if p.at(leftParen) {
		end, group = rightParen, true
	}
	p.advance()
	if p.accept(end) {
		return &ast.MatchSequence{Span: p.span(start)}
	}
	first := p.starPattern()
	if _, isStar := first.(*ast.MatchStar); group && !isStar && !p.at(comma) {
		p.expect(end)
		return first
	} else if group && isStar && !p.at(comma) {
		p.fail()
	}
	list := p.morePatterns(first, end)
	p.expect(end)
	return &ast.MatchSequence{Span: p.span(start), Patterns: list}
}

func (p *parser) mappingPattern() ast.Pattern {
	start := p.pos
	p.advance()
	m := &ast.MatchMapping{}
	for p.err == nil && !p.at(rightBrace) {
		if p.accept(doubleStar) {
			if p.atSoft("_") {
				p.fail()
				break
			}
			m.Rest = p.name()
			p.accept(comma)
			break
		}
		m.Keys = append(m.Keys, p.mappingKey())
		p.expect(colon)
		m.Patterns = append(m.Patterns, p.pattern())
		if !p.accept(comma) {
			break
		}
	}
	p.expect(rightBrace)
	m.Span = p.span(start)
	return m
}

func (p *parser) mappingKey() ast.Expr {
	start := p.pos
	switch p.kind() {
	case numberToken, minus, stringToken:
		return p.literalPattern()
	case kwNone, kwTrue, kwFalse:
		return p.atom()
	case nameToken:
		if p.peek() == dot {
			return p.attributes(start)
		}
		p.advance()
	}
	return p.fail()
}

// attributes is a name with attributes.
func (p *parser) attributes(start int) ast.Expr {
	id := p.name()
	var value ast.Expr = &ast.Name{Span: p.span(start), ID: id}
	for p.accept(dot) {
		attr := p.name()
		value = &ast.Attribute{Span: p.span(start), Value: value, Attr: attr}
	}
	return value
}

// namePattern is a capture, the wildcard, a value or a class pattern.
func (p *parser) namePattern() ast.Pattern {
	start := p.pos
	value := p.attributes(start)
	if p.at(leftParen) {
		return p.classPattern(start, value)
	}
	name, ok := value.(*ast.Name)
	if !ok {
		return &ast.MatchValue{Span: p.span(start), Value: value}
	}
	if p.at(assign) {
		p.fail()
	}
	if name.ID == "_" {
		return &ast.MatchAs{Span: p.span(start)}
	}
	return &ast.MatchAs{Span: p.span(start), Name: name.ID}
}

func (p *parser) classPattern(start int, class ast.Expr) ast.Pattern {
	p.advance()
	m := &ast.MatchClass{Class: class}
	for p.err == nil && !p.at(rightParen) {
		if p.at(nameToken) && p.peek() == assign {
			m.KwdAttrs = append(m.KwdAttrs, p.name())
			p.advance()
			m.KwdPatterns = append(m.KwdPatterns, p.pattern())
		} else {
			index := p.pos
			sub := p.pattern()
			if p.err == nil && len(m.KwdAttrs) > 0 {
				if p.diagnosing {
					p.raise(Syntax, p.span(index), "positional patterns follow keyword patterns")
				}
				p.fail()
			}
			m.Patterns = append(m.Patterns, sub)
		}
		if !p.accept(comma) {
			break
		}
	}
	p.expect(rightParen)
	m.Span = p.span(start)
	return m
}
