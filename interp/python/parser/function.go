package parser

import "rgo/interp/python/ast"

// This file parses functions and their parameters.

// function parses def; start is the index of its first token.
func (p *parser) function(start int, decorators []ast.Expr, async bool) ast.Stmt {
	owner := p.pos
	p.advance()
	s := &ast.FunctionDef{Decorators: decorators, Async: async}
	s.Name = p.name()
	if p.err == nil {
		p.expectForced(leftParen, "(")
	}
	s.Args = p.parameters(rightParen, true)
	p.expect(rightParen)
	if p.at(arrow) {
		before := p.mark()
		p.advance()
		s.Returns = p.expression()
		if p.err != nil {
			// Without an expression the arrow is not expected.
			p.back(before)
		}
	}
	if p.err == nil {
		p.expectForced(colon, ":")
	}
	s.Body = p.block(owner, "function definition")
	p.sinceAsync(async, "functions")
	s.Span = p.span(start)
	return s
}

// parameters parses the parameters of a function or lambda, up to a token.
// Only those of functions have annotations.
func (p *parser) parameters(end tokenKind, annotations bool) *ast.Arguments {
	args := &ast.Arguments{}
	sawStar, sawSlash := false, false
	for p.err == nil && !p.at(end) {
		switch p.kind() {
		case slash:
			if sawSlash || sawStar || len(args.Args) == 0 {
				p.slashMistake(sawSlash, sawStar)
				return args
			}
			p.advance()
			sawSlash = true
			p.since(8, "Positional-only parameters are")
			args.PosOnly, args.Args = args.Args, nil
		case star:
			if sawStar {
				if p.diagnosing {
					p.raiseToken(p.pos, "* argument may appear only once")
				}
				p.fail()
				return args
			}
			sawStar = true
			if !p.starParameter(args, end, annotations) {
				return args
			}
		case doubleStar:
			p.advance()
			args.KwArg = p.parameter(annotations, false)
			if p.diagnosing && p.at(assign) {
				p.raiseToken(p.pos, "var-keyword argument cannot have default value")
			}
			if p.accept(comma) && !p.at(end) {
				if p.diagnosing && p.err == nil {
					switch p.kind() {
					case nameToken, star, doubleStar, slash:
						p.raiseToken(p.pos, "arguments cannot follow var-keyword argument")
					}
				}
				p.fail()
			}
			return args
		default:
			p.plainParameter(args, end, sawStar, annotations)
		}
		if p.err != nil || p.at(end) {
			break
		}
		if !p.expect(comma) {
			break
		}
	}
	return args
}

// starParameter parses *args or a bare star.
func (p *parser) starParameter(args *ast.Arguments, end tokenKind, annotations bool) bool {
	index := p.pos
	p.advance()
	if p.at(comma) {
		// A bare star needs a keyword-only parameter after it.
		if next := p.peek(); next != nameToken {
			if next == slash {
				p.advance()
				p.slashMistake(false, true)
				return false
			}
			if p.diagnosing && (next == end || next == doubleStar) {
				p.bareStarMistake(index, end)
			}
			p.advance()
			p.fail()
			return false
		}
		return true
	}
	if p.at(end) {
		if p.diagnosing {
			p.bareStarMistake(index, end)
		}
		p.fail()
		return false
	}
	args.VarArg = p.parameter(annotations, true)
	if p.diagnosing && p.at(assign) {
		p.raiseToken(p.pos, "var-positional argument cannot have default value")
	}
	return p.err == nil
}

// bareStarMistake tells of a * after which no parameter comes.
func (p *parser) bareStarMistake(index int, end tokenKind) {
	if end == colon {
		index = p.pos
	}
	p.raiseToken(index, "named arguments must follow bare *")
}

// plainParameter parses a parameter that may have a default.
func (p *parser) plainParameter(args *ast.Arguments, end tokenKind, keywordOnly, annotations bool) {
	if p.diagnosing && p.at(leftParen) {
		p.parenthesizedParameterMistake(end)
	}
	arg := p.parameter(annotations, false)
	var value ast.Expr
	if p.accept(assign) {
		if p.diagnosing && (p.at(rightParen) || p.at(comma)) {
			p.raiseToken(p.pos-1, "expected default value expression")
		}
		value = p.expression()
	}
	switch {
	case keywordOnly:
		args.KwOnly = append(args.KwOnly, arg)
		args.KwDefaults = append(args.KwDefaults, value)
		return
	case value != nil:
		args.Defaults = append(args.Defaults, value)
	case len(args.Defaults) > 0 && p.err == nil:
		if p.diagnosing && (p.at(comma) || p.at(end)) {
			p.raise(Syntax, ast.Span{Line: arg.Line, Col: arg.Col, EndLine: arg.EndLine, EndCol: arg.EndCol},
				"non-default argument follows default argument")
		}
		p.fail()
	}
	args.Args = append(args.Args, arg)
}

// parameter parses a name with its annotation, which may be starred if so
// told.
func (p *parser) parameter(annotations, starAnnotation bool) *ast.Arg {
	start := p.pos
	arg := &ast.Arg{Name: p.name()}
	if annotations && p.at(colon) {
		p.advance()
		if starAnnotation {
			arg.Annotation = p.starExpression()
		} else {
			arg.Annotation = p.expression()
		}
	}
	arg.Span = p.span(start)
	return arg
}

// slashMistake tells what is wrong with a / among parameters.
func (p *parser) slashMistake(sawSlash, sawStar bool) {
	if p.diagnosing {
		switch {
		case sawSlash:
			p.raiseToken(p.pos, "/ may appear only once")
		case sawStar:
			p.raiseToken(p.pos, "/ must be ahead of *")
		}
	}
	p.fail()
}
