package parser

import (
	"rgo/interp/python/ast"
	"rgo/interp/python/code"
)

// This file parses statements of one line.

// statement parses a compound statement or a line of simple ones, and appends
// what it got to list.
func (p *parser) statement(list []ast.Stmt) []ast.Stmt {
	switch p.kind() {
	case kwIf, kwWhile, kwFor, kwTry, kwWith, kwDef, kwClass, kwAsync, at:
		return append(list, p.compound())
	case nameToken:
		if p.text(p.pos) == "match" {
			if s := p.match(); s != nil {
				return append(list, s)
			}
		}
	}
	return p.simpleStatements(list)
}

// simpleStatements parses a line of statements between semicolons.
func (p *parser) simpleStatements(list []ast.Stmt) []ast.Stmt {
	for {
		list = append(list, p.simple())
		if !p.accept(semicolon) {
			break
		}
		if p.at(newlineToken) {
			break
		}
	}
	p.expect(newlineToken)
	return list
}

// simple parses one simple statement.
func (p *parser) simple() ast.Stmt {
	start := p.pos
	switch p.kind() {
	case kwPass:
		p.advance()
		return &ast.Pass{Span: p.span(start)}
	case kwBreak:
		p.advance()
		return &ast.Break{Span: p.span(start)}
	case kwContinue:
		p.advance()
		return &ast.Continue{Span: p.span(start)}
	case kwReturn:
		p.advance()
		var value ast.Expr
		if startsStarExpression(p.kind()) {
			value = p.starExpressions()
		}
		return &ast.Return{Span: p.span(start), Value: value}
	case kwRaise:
		return p.raiseStatement()
	case kwGlobal:
		names := p.nameList()
		return &ast.Global{Span: p.span(start), Names: names}
	case kwNonlocal:
		names := p.nameList()
		return &ast.Nonlocal{Span: p.span(start), Names: names}
	case kwDel:
		return p.delete()
	case kwAssert:
		p.advance()
		test := p.expression()
		var message ast.Expr
		if p.accept(comma) {
			message = p.expression()
		}
		return &ast.Assert{Span: p.span(start), Test: test, Msg: message}
	case kwImport:
		return p.importStatement()
	case kwFrom:
		return p.importFrom()
	}
	return p.expressionStatement()
}

func (p *parser) raiseStatement() ast.Stmt {
	start := p.pos
	p.advance()
	s := &ast.Raise{}
	if startsExpression(p.kind()) {
		s.Exc = p.expression()
		if p.accept(kwFrom) {
			s.Cause = p.expression()
		}
	}
	s.Span = p.span(start)
	return s
}

// nameList is the names of a global or nonlocal statement.
func (p *parser) nameList() []string {
	p.advance()
	names := []string{p.name()}
	for p.accept(comma) {
		names = append(names, p.name())
	}
	return names
}

func (p *parser) delete() ast.Stmt {
	start := p.pos
	p.advance()
	first := p.pos
	var targets []ast.Expr
	for {
		targets = append(targets, p.deleteTarget())
		if !p.accept(comma) || p.at(newlineToken) || p.at(semicolon) {
			break
		}
	}
	if p.err == nil && !p.at(newlineToken) && !p.at(semicolon) || p.diagnosing && p.generic {
		if p.diagnosing && p.back(mark{first, p.depth}) {
			return p.deleteMistake()
		}
		p.fail()
	}
	return &ast.Delete{Span: p.span(start), Targets: targets}
}

func (p *parser) deleteTarget() ast.Expr {
	target := p.primary()
	if p.err == nil && !setDelete(target) {
		return p.fail()
	}
	return target
}

// expressionStatement is an assignment or an expression.
func (p *parser) expressionStatement() ast.Stmt {
	start := p.pos
	value := p.yieldOrStarExpressions()
	switch p.kind() {
	case newlineToken, semicolon:
		return &ast.ExprStmt{Span: p.span(start), Value: value}
	case assign:
		return p.assignment(start, value)
	case colon:
		return p.annotated(start, value)
	}
	if op, ok := augmentedOperator(p.kind()); ok {
		if !isSingleTarget(value) {
			if p.diagnosing {
				return p.augmentedMistake(value)
			}
			p.fail()
			return &ast.Pass{}
		}
		setStore(value)
		p.advance()
		right := p.yieldOrStarExpressions()
		return &ast.AugAssign{Span: p.span(start), Target: value, Op: op, Value: right}
	}
	if p.diagnosing && p.at(colonAssign) && (p.pos != start+1 || p.tokens[start].kind != nameToken) {
		p.namedMistakes(start, value)
	}
	if p.err == nil {
		p.expectLineEnd()
	}
	return &ast.ExprStmt{Span: p.span(start), Value: value}
}

// expectLineEnd fails unless a simple statement can end here.
func (p *parser) expectLineEnd() {
	if !p.at(newlineToken) && !p.at(semicolon) {
		p.fail()
	}
}

// assignment is target = target = ... = value, of which the first target is
// read.
func (p *parser) assignment(start int, target ast.Expr) ast.Stmt {
	s := &ast.Assign{}
	value := target
	for p.at(assign) {
		if !isTarget(value) {
			if p.diagnosing {
				p.assignmentMistake(start, value)
			}
			p.fail()
			return s
		}
		setStore(value)
		s.Targets = append(s.Targets, value)
		p.advance()
		value = p.yieldOrStarExpressions()
	}
	s.Value = value
	s.Span = p.span(start)
	if p.err == nil {
		p.expectLineEnd()
	}
	return s
}

// annotated is target: annotation = value, of which the target is read.
func (p *parser) annotated(start int, target ast.Expr) ast.Stmt {
	s := &ast.AnnAssign{Target: target}
	parenthesized := p.tokens[start].kind == leftParen
	ok := isSingleTarget(target)
	if name, isName := target.(*ast.Name); isName {
		s.Simple = !parenthesized
		ok = name.ID != "" || p.err != nil
	}
	if !ok {
		if p.diagnosing {
			p.annotationMistake(target)
		}
		p.fail()
		return s
	}
	setStore(target)
	p.advance()
	s.Annotation = p.expression()
	if p.accept(assign) {
		s.Value = p.yieldOrStarExpressions()
	}
	p.since(6, "Variable annotation syntax is")
	s.Span = p.span(start)
	return s
}

// augmentedOperator is the operator of an augmented assignment.
func augmentedOperator(kind tokenKind) (int, bool) {
	switch kind {
	case plusAssign:
		return code.Add, true
	case minusAssign:
		return code.Subtract, true
	case starAssign:
		return code.Multiply, true
	case slashAssign:
		return code.TrueDivide, true
	case doubleSlashAssign:
		return code.FloorDivide, true
	case percentAssign:
		return code.Remainder, true
	case atAssign:
		return code.MatrixMultiply, true
	case doubleStarAssign:
		return code.Power, true
	case leftShiftAssign:
		return code.LeftShift, true
	case rightShiftAssign:
		return code.RightShift, true
	case ampersandAssign:
		return code.And, true
	case barAssign:
		return code.Or, true
	case caretAssign:
		return code.Xor, true
	}
	return 0, false
}

func (p *parser) importStatement() ast.Stmt {
	start := p.pos
	p.advance()
	s := &ast.Import{}
	for {
		first := p.pos
		alias := &ast.Alias{Name: p.dottedName()}
		if p.accept(kwAs) {
			alias.AsName = p.name()
		}
		alias.Span = p.span(first)
		s.Names = append(s.Names, alias)
		if !p.accept(comma) {
			break
		}
	}
	s.Span = p.span(start)
	return s
}

func (p *parser) dottedName() string {
	name := p.name()
	for p.at(dot) {
		p.advance()
		name += "." + p.name()
	}
	return name
}

func (p *parser) importFrom() ast.Stmt {
	start := p.pos
	p.advance()
	s := &ast.ImportFrom{}
	for {
		if p.accept(dot) {
			s.Level++
		} else if p.accept(ellipsis) {
			s.Level += 3
		} else {
			break
		}
	}
	if s.Level == 0 || p.at(nameToken) {
		s.Module = p.dottedName()
	}
	p.expect(kwImport)
	first := p.pos
	switch {
	case p.accept(star):
		s.Names = []*ast.Alias{{Span: p.span(first), Name: "*"}}
	case p.accept(leftParen):
		s.Names = p.importedNames(true)
		p.expect(rightParen)
	default:
		s.Names = p.importedNames(false)
	}
	s.Span = p.span(start)
	return s
}

// importedNames is the names after import; only in parentheses they may end
// in a comma.
func (p *parser) importedNames(parenthesized bool) []*ast.Alias {
	var names []*ast.Alias
	for {
		start := p.pos
		alias := &ast.Alias{Name: p.name()}
		if p.accept(kwAs) {
			alias.AsName = p.name()
		}
		alias.Span = p.span(start)
		names = append(names, alias)
		if !p.accept(comma) {
			return names
		}
		if parenthesized && p.at(rightParen) {
			return names
		}
		if p.diagnosing && !parenthesized && p.at(newlineToken) {
			p.raiseLast(Syntax, "trailing comma not allowed without surrounding parentheses")
			return names
		}
	}
}
