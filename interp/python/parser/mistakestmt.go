package parser

import "rgo/interp/python/ast"

// This file recognizes common mistakes in statements, during the second parse.

// assignmentMistake tells why the left side of = cannot be assigned to.
func (p *parser) assignmentMistake(start int, value ast.Expr) {
	if p.err != nil {
		return
	}
	first := p.statementStart(start)
	if p.tokens[first].kind == kwYield {
		p.raise(Syntax, value.Range(), "assignment to yield expression not possible")
		return
	}
	if start == first {
		if tuple, ok := value.(*ast.Tuple); ok && len(tuple.Elts) > 0 && p.tokens[p.pos-1].kind != comma && !p.isParenthesized(tuple) {
			p.namedMistakes(p.pos-1, tuple.Elts[len(tuple.Elts)-1])
		} else {
			p.namedMistakes(start, value)
		}
	}
	if p.err == nil {
		p.invalidTarget(value, assignTarget)
	}
}

// isParenthesized tells whether a tuple that ends before the next token has
// parentheses.
func (p *parser) isParenthesized(tuple *ast.Tuple) bool {
	first := tuple.Elts[0].Range()
	return first.Line != tuple.Line || first.Col != tuple.Col
}

// statementStart is start if the value before the next token is the first of the
// statement.
func (p *parser) statementStart(start int) int {
	for i := start; i < p.pos; i++ {
		if t := &p.tokens[i]; t.kind == assign && t.level == 0 {
			return i + 1
		}
	}
	return start
}

// annotationMistake tells why a target cannot be annotated.
func (p *parser) annotationMistake(target ast.Expr) {
	if p.err != nil {
		return
	}
	before := p.mark()
	p.advance()
	_, ok := p.attempt(p.expression)
	if !p.back(before) || !ok {
		return
	}
	switch e := target.(type) {
	case *ast.List:
		p.raise(Syntax, e.Span, "only single target (not list) can be annotated")
	case *ast.Tuple:
		if len(e.Elts) > 0 {
			if first := e.Elts[0].Range(); first.Line == e.Line && first.Col == e.Col {
				p.raise(Syntax, first, "only single target (not tuple) can be annotated")
				return
			}
		}
		p.raise(Syntax, e.Span, "only single target (not tuple) can be annotated")
	default:
		p.raise(Syntax, target.Range(), "illegal target for annotation")
	}
}

// augmentedMistake tells why a target cannot be augmented.
func (p *parser) augmentedMistake(target ast.Expr) ast.Stmt {
	before := p.mark()
	p.advance()
	_, ok := p.attempt(p.yieldOrStarExpressions)
	if p.back(before) && ok {
		p.raise(Syntax, target.Range(), "'"+describe(target)+"' is an illegal expression for augmented assignment")
	}
	p.fail()
	return &ast.Pass{}
}

// deleteMistake tells why something cannot be deleted.
func (p *parser) deleteMistake() ast.Stmt {
	value := p.starExpressions()
	if p.err == nil {
		p.invalidTarget(value, deleteTarget)
	}
	p.fail()
	return &ast.Pass{}
}

// exceptTupleMistake tells of except a, b:
func (p *parser) exceptTupleMistake(start int, first ast.Expr) {
	before := p.mark()
	p.advance()
	_, ok := p.attempt(p.expressions)
	if ok && p.accept(kwAs) {
		ok = p.accept(nameToken)
	}
	ok = ok && p.at(colon)
	if !p.back(before) || !ok {
		return
	}
	p.raiseFrom(first.Range(), "multiple exception types must be parenthesized")
}

// asPatternMistake tells what cannot follow as in a pattern.
func (p *parser) asPatternMistake() {
	if p.atSoft("_") {
		p.raiseToken(p.pos, "cannot use '_' as a target")
		return
	}
	if p.at(nameToken) {
		return
	}
	if value, ok := p.attempt(p.expression); ok {
		p.raise(Syntax, value.Range(), "invalid pattern target")
	}
}

// parenthesizedParameterMistake tells of def f((a, b)):
func (p *parser) parenthesizedParameterMistake(end tokenKind) {
	index := p.pos
	for i := index + 1; i < len(p.tokens); i++ {
		switch p.tokens[i].kind {
		case nameToken, comma:
			continue
		case rightParen:
			what := "Function"
			if end == colon {
				what = "Lambda expression"
			}
			p.raise(Syntax, between(p.tokenSpan(index), p.tokenSpan(i)), what+" parameters cannot be parenthesized")
		}
		return
	}
}
