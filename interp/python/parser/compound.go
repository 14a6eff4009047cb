package parser

import (
	"strconv"

	"rgo/interp/python/ast"
)

// This file parses statements with blocks.

// compound parses a statement with a block.
func (p *parser) compound() ast.Stmt {
	switch p.kind() {
	case kwIf:
		return p.ifStatement()
	case kwWhile:
		return p.while()
	case kwFor:
		return p.forStatement(p.pos, false)
	case kwTry:
		return p.try()
	case kwWith:
		return p.with(p.pos, false)
	case kwDef:
		return p.function(p.pos, nil, false)
	case kwClass:
		return p.class(nil)
	case at:
		return p.decorated()
	}
	start := p.pos
	p.advance() // async
	switch p.kind() {
	case kwDef:
		return p.function(start, nil, true)
	case kwFor:
		return p.forStatement(start, true)
	case kwWith:
		return p.with(start, true)
	}
	p.fail()
	return &ast.Pass{}
}

// colonAfter expects the colon that ends the head of a statement.
func (p *parser) colonAfter() {
	if p.diagnosing && p.err == nil && p.at(newlineToken) {
		p.raiseLast(Syntax, "expected ':'")
		return
	}
	p.expect(colon)
}

// block parses the body of a statement, whose first token is index owner and
// which errors call what.
func (p *parser) block(owner int, what string) []ast.Stmt {
	if !p.enter() {
		return nil
	}
	body := p.blockBody(owner, what)
	p.leave()
	return body
}

func (p *parser) blockBody(owner int, what string) []ast.Stmt {
	if !p.at(newlineToken) {
		if p.err != nil {
			return nil
		}
		switch p.kind() {
		case kwIf, kwWhile, kwFor, kwTry, kwWith, kwDef, kwClass, kwAsync, at:
			p.fail()
			return nil
		}
		return p.simpleStatements(nil)
	}
	p.advance()
	if !p.at(indentToken) {
		if p.diagnosing {
			p.raiseLast(Indentation, "expected an indented block after "+what+" on line "+strconv.Itoa(int(p.tokens[owner].line)))
		} else {
			p.fail()
		}
		return nil
	}
	p.advance()
	var body []ast.Stmt
	for p.err == nil && !p.at(dedentToken) {
		body = p.statement(body)
	}
	p.expect(dedentToken)
	return body
}

// ifStatement parses if with its elif parts, of which each is the orelse of
// the one before. There may be thousands, so this is no recursion.
func (p *parser) ifStatement() ast.Stmt {
	var chain []*ast.If
	var starts []int
	what := "'if' statement"
	for {
		start := p.pos
		p.advance()
		s := &ast.If{Test: p.namedExpression()}
		p.colonAfter()
		s.Body = p.block(start, what)
		chain, starts = append(chain, s), append(starts, start)
		if !p.at(kwElif) {
			break
		}
		what = "'elif' statement"
	}
	last := len(chain) - 1
	chain[last].Orelse = p.elseBlock()
	for i := last; i >= 0; i-- {
		chain[i].Span = p.span(starts[i])
		if i < last {
			chain[i].Orelse = []ast.Stmt{chain[i+1]}
		}
	}
	return chain[0]
}

// elseBlock parses else: and its block, if there is one.
func (p *parser) elseBlock() []ast.Stmt {
	if !p.at(kwElse) {
		return nil
	}
	start := p.pos
	p.advance()
	p.expectForced(colon, ":")
	return p.block(start, "'else' statement")
}

func (p *parser) while() ast.Stmt {
	start := p.pos
	p.advance()
	s := &ast.While{Test: p.namedExpression()}
	p.colonAfter()
	s.Body = p.block(start, "'while' statement")
	s.Orelse = p.elseBlock()
	s.Span = p.span(start)
	return s
}

func (p *parser) forStatement(start int, async bool) ast.Stmt {
	owner := p.pos
	p.advance()
	s := &ast.For{Async: async}
	s.Target = p.forTargets()
	p.expect(kwIn)
	s.Iter = p.starExpressions()
	p.colonAfter()
	s.Body = p.block(owner, "'for' statement")
	s.Orelse = p.elseBlock()
	p.sinceAsync(async, "for loops")
	s.Span = p.span(start)
	return s
}

func (p *parser) try() ast.Stmt {
	start := p.pos
	p.advance()
	s := &ast.Try{}
	p.expectForced(colon, ":")
	s.Body = p.block(start, "'try' statement")
	for p.at(kwExcept) {
		if isStar := p.peek() == star; len(s.Handlers) > 0 && isStar != s.Star {
			if p.diagnosing {
				span := p.tokenSpan(p.pos)
				if isStar {
					span = between(span, p.tokenSpan(p.pos+1))
				}
				p.raise(Syntax, span, "cannot have both 'except' and 'except*' on the same 'try'")
			}
			p.fail()
			break
		}
		handler, isStar := p.except()
		s.Star = isStar
		s.Handlers = append(s.Handlers, handler)
	}
	if len(s.Handlers) > 0 {
		s.Orelse = p.elseBlock()
	}
	if p.at(kwFinally) {
		owner := p.pos
		p.advance()
		p.expectForced(colon, ":")
		s.Final = p.block(owner, "'finally' statement")
	} else if len(s.Handlers) == 0 {
		if p.diagnosing && p.err == nil {
			p.raiseLast(Syntax, "expected 'except' or 'finally' block")
		}
		p.fail()
	}
	s.Span = p.span(start)
	return s
}

// except parses one except or except* clause.
func (p *parser) except() (handler *ast.ExceptHandler, isStar bool) {
	start := p.pos
	p.advance()
	handler = &ast.ExceptHandler{}
	isStar = p.accept(star)
	if isStar || !p.at(colon) && !p.at(newlineToken) {
		if p.diagnosing && isStar && (p.at(colon) || p.at(newlineToken)) {
			p.raiseLast(Syntax, "expected one or more exception types")
			return handler, isStar
		}
		handler.Type = p.expression()
		if p.diagnosing && p.err == nil && p.at(comma) {
			p.exceptTupleMistake(start, handler.Type)
		}
		if p.accept(kwAs) {
			handler.Name = p.name()
		}
	}
	p.colonAfter()
	what := "'except' statement"
	if isStar {
		what = "'except*' statement"
	}
	handler.Body = p.block(start, what)
	if isStar {
		p.since(11, "Exception groups are")
	}
	handler.Span = p.span(start)
	return handler, isStar
}

func (p *parser) with(start int, async bool) ast.Stmt {
	owner := p.pos
	p.advance()
	s := &ast.With{Async: async}
	if p.at(leftParen) {
		before := p.mark()
		p.advance()
		s.Items = p.withItems(rightParen)
		p.expect(rightParen)
		if p.diagnosing && p.err == nil && p.at(newlineToken) {
			p.raiseLast(Syntax, "expected ':'")
		}
		if !p.at(colon) {
			p.fail()
		}
		if p.err != nil && p.back(before) {
			s.Items = nil
		}
	}
	parenthesized := s.Items != nil
	if s.Items == nil && p.err == nil {
		s.Items = p.withItems(colon)
	}
	p.colonAfter()
	s.Body = p.block(owner, "'with' statement")
	if parenthesized {
		p.since(9, "Parenthesized context managers are")
	}
	p.sinceAsync(async, "with statements")
	s.Span = p.span(start)
	return s
}

// withItems parses context managers up to a closing token. Only in
// parentheses they may end in a comma.
func (p *parser) withItems(end tokenKind) []*ast.WithItem {
	var items []*ast.WithItem
	for {
		item := &ast.WithItem{Context: p.expression()}
		if p.accept(kwAs) {
			item.Vars = p.withTarget(end)
		}
		items = append(items, item)
		if !p.accept(comma) || end == rightParen && p.at(rightParen) {
			return items
		}
	}
}

// withTarget is the target after as.
func (p *parser) withTarget(end tokenKind) ast.Expr {
	var target ast.Expr
	if p.at(star) {
		target = p.starred()
	} else {
		target = p.primary()
	}
	if p.diagnosing && p.err == nil && isTarget(target) && p.at(newlineToken) {
		return target // colonAfter tells of it
	}
	if p.err == nil && (!isTarget(target) || !p.at(comma) && !p.at(end)) {
		if p.diagnosing && !isTarget(target) && (p.at(comma) || p.at(rightParen) || p.at(colon)) {
			return p.invalidTarget(target, assignTarget)
		}
		return p.fail()
	}
	setStore(target)
	return target
}

// decorated parses decorators and what they decorate.
func (p *parser) decorated() ast.Stmt {
	var decorators []ast.Expr
	for p.accept(at) {
		decorators = append(decorators, p.namedExpression())
		p.expect(newlineToken)
	}
	switch p.kind() {
	case kwClass:
		return p.class(decorators)
	case kwAsync:
		start := p.pos
		p.advance()
		if p.at(kwDef) {
			return p.function(start, decorators, true)
		}
	case kwDef:
		return p.function(p.pos, decorators, false)
	}
	p.fail()
	return &ast.Pass{}
}

func (p *parser) class(decorators []ast.Expr) ast.Stmt {
	start := p.pos
	p.advance()
	s := &ast.ClassDef{Decorators: decorators, Name: p.name()}
	if p.at(leftParen) {
		open := p.pos
		p.advance()
		s.Bases, s.Keywords = p.arguments(open, true)
		p.expect(rightParen)
	}
	p.colonAfter()
	s.Body = p.block(start, "class definition")
	s.Span = p.span(start)
	return s
}
