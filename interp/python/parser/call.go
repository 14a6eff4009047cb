package parser

import "rgo/interp/python/ast"

// This file parses the arguments of calls and class statements.

// call is a call of a function, at its open parenthesis.
func (p *parser) call(start int, function ast.Expr) ast.Expr {
	open := p.pos
	p.advance()
	args, keywords := p.arguments(open, false)
	p.expect(rightParen)
	return &ast.Call{Span: p.span(start), Func: function, Args: args, Keywords: keywords}
}

// arguments is everything up to the closing parenthesis; open is the index
// of the opening one. In a class statement none may be a generator
// expression without parentheses.
func (p *parser) arguments(open int, inClass bool) (args []ast.Expr, keywords []*ast.Keyword) {
	unpacked := false // a ** was there
	for p.err == nil && !p.at(rightParen) {
		start := p.pos
		switch {
		case p.at(doubleStar):
			p.advance()
			value := p.expression()
			unpacked = true
			keywords = append(keywords, &ast.Keyword{Span: p.span(start), Value: value})
		case p.at(star):
			p.advance()
			value := p.expression()
			if unpacked {
				if p.diagnosing && p.err == nil {
					first, last := p.tokenSpan(open+1), p.tokenSpan(start-2)
					p.raise(Syntax, between(first, last), "iterable argument unpacking follows keyword argument unpacking")
				}
				p.fail()
				return
			}
			if p.diagnosing && p.at(kwFor) && start == open+1 && !inClass {
				p.raise(Syntax, p.span(start), "iterable unpacking cannot be used in comprehension")
				return
			}
			args = append(args, &ast.Starred{Span: p.span(start), Value: value})
		case p.at(nameToken) && p.peek() == assign:
			name := p.name()
			p.advance()
			value := p.expression()
			if p.diagnosing && p.at(kwFor) {
				p.keywordGeneratorMistake(start)
			}
			keywords = append(keywords, &ast.Keyword{Span: p.span(start), Name: name, Value: value})
		default:
			value := p.argument()
			if inClass && (p.at(kwFor) || p.at(kwAsync)) {
				p.fail()
			} else if p.at(kwFor) || p.at(kwAsync) {
				value = p.generatorArgument(open, start, value, len(args)+len(keywords) > 0)
			}
			if p.err == nil && len(keywords) > 0 {
				message := "positional argument follows keyword argument"
				if unpacked {
					message = "positional argument follows keyword argument unpacking"
				}
				p.misplacedArgument(message)
				return
			}
			args = append(args, value)
		}
		if p.at(rightParen) {
			break
		}
		if !p.expect(comma) {
			return
		}
	}
	return args, keywords
}

// argument is a positional argument that is not starred.
func (p *parser) argument() ast.Expr {
	if p.at(nameToken) && p.peek() == colonAssign {
		return p.assignmentExpression()
	}
	if p.diagnosing {
		p.constantKeywordMistake()
	}
	value := p.expression()
	if p.diagnosing && p.err == nil {
		p.argumentMistakes(value)
	}
	if p.at(colonAssign) {
		return p.fail()
	}
	return value
}

// generatorArgument is a generator expression without parentheses of its own,
// which must be the only argument.
func (p *parser) generatorArgument(open, start int, element ast.Expr, others bool) ast.Expr {
	generators := p.comprehensionClauses()
	if p.err != nil {
		return p.bad
	}
	if others || !p.at(rightParen) {
		if p.diagnosing && (others && (p.at(rightParen) || p.at(comma)) || p.at(comma)) {
			return p.raise(Syntax, p.span(start), "Generator expression must be parenthesized")
		}
		return p.fail()
	}
	// The parentheses of the call are those of the generator expression.
	p.advance()
	generator := &ast.GeneratorExp{Span: p.span(open), Elt: element, Generators: generators}
	p.pos--
	return generator
}

// misplacedArgument tells of an argument that its predecessors do not allow.
func (p *parser) misplacedArgument(message string) {
	if !p.diagnosing {
		p.fail()
		return
	}
	for p.err == nil && p.accept(comma) && !p.at(rightParen) {
		if p.at(star) || p.at(doubleStar) {
			p.advance()
		} else if p.at(nameToken) && p.peek() == assign {
			p.pos += 2
		}
		p.expression()
	}
	if p.err != nil {
		return
	}
	p.raiseLast(Syntax, message)
}
