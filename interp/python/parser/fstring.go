package parser

import (
	"math"
	"strings"

	"rgo/interp/python/ast"
)

// This file takes f-strings apart. As in CPython 3.11 the expressions in them
// are cut out and parsed as sources of their own.

// formatScan is a place in the text of an f-string.
type formatScan struct{ pos, end int }

// formatted reads an f-string, or a format specification in one, into j.
func (p *parser) formatted(j *joiner, lit literal, s *formatScan, level int) {
	for p.err == nil {
		start := s.pos
		doubled := p.formatText(lit, s, level, &start, j)
		if p.err != nil {
			return
		}
		if doubled {
			continue
		}
		if s.pos >= s.end || p.src[s.pos] == '}' {
			break
		}
		p.formatField(j, lit, s, level)
	}
	if p.err == nil && level == 0 && s.pos < s.end {
		p.raiseLast(Syntax, "f-string: unexpected end of string")
	}
}

// formatText reads text up to a brace. It tells whether it ended at a
// doubled one.
func (p *parser) formatText(lit literal, s *formatScan, level int, start *int, j *joiner) bool {
	pos := s.pos
	end := -1
	doubled := false
	for pos < s.end {
		c := p.src[pos]
		pos++
		if !lit.raw && c == '\\' && pos < s.end {
			c = p.src[pos]
			pos++
			if c == 'N' && pos < s.end && p.src[pos] == '{' {
				for pos < s.end && p.src[pos] != '}' {
					pos++
				}
				if pos < s.end {
					pos++
				}
				continue
			}
		}
		if c != '{' && c != '}' {
			continue
		}
		if level == 0 {
			if pos < s.end && p.src[pos] == c {
				end = pos
				pos++
				doubled = true
				break
			}
			if c == '}' {
				p.raiseLast(Syntax, "f-string: single '}' is not allowed")
				return false
			}
		}
		pos--
		break
	}
	if end < 0 {
		end = pos
	}
	if end > *start {
		j.text.WriteString(p.unescape(lit, *start, end))
	}
	s.pos = pos
	return doubled
}

// formatField reads {expression=!conversion:specification}.
func (p *parser) formatField(j *joiner, lit literal, s *formatScan, level int) {
	if level >= 2 {
		p.raiseLast(Syntax, "f-string: expressions nested too deeply")
		return
	}
	open := s.pos
	s.pos++
	if !p.skipFieldExpression(s) {
		return
	}
	if s.pos >= s.end {
		p.raiseLast(Syntax, "f-string: expecting '}'")
		return
	}
	value := p.fieldExpression(lit, open, s.pos)
	if p.err != nil {
		return
	}
	selfDocumenting := false
	if p.src[s.pos] == '=' {
		s.pos++
		for s.pos < s.end && isSpace(p.src[s.pos]) {
			s.pos++
		}
		j.text.WriteString(p.src[open+1 : s.pos])
		selfDocumenting = true
		p.since(8, "f-string: self documenting expressions are")
	}
	field := &ast.FormattedValue{Span: j.span, Value: value}
	if s.pos < s.end && p.src[s.pos] == '!' && !p.conversion(field, s) {
		return
	}
	if s.pos < s.end && p.src[s.pos] == ':' {
		s.pos++
		inner := &joiner{span: j.span, unicode: j.unicode, formatted: true}
		p.formatted(inner, lit, s, level+1)
		if p.err != nil {
			return
		}
		// CPython gives the specification, and the text that ends it, the place of
		// its own string among adjacent ones.
		inner.span = p.tokenSpan(lit.index)
		inner.unicode = false
		field.Spec = inner.finish()
	}
	if s.pos >= s.end || p.src[s.pos] != '}' {
		p.raiseLast(Syntax, "f-string: expecting '}'")
		return
	}
	s.pos++
	if selfDocumenting && field.Spec == nil && field.Conversion == 0 {
		field.Conversion = 'r'
	}
	j.flush()
	j.values = append(j.values, field)
}

func isSpace(c byte) bool { return c == ' ' || '\t' <= c && c <= '\r' }

// conversion reads !s, !r or !a.
func (p *parser) conversion(field *ast.FormattedValue, s *formatScan) bool {
	s.pos++
	start := s.pos
	for s.pos < s.end && p.src[s.pos] != '}' && p.src[s.pos] != ':' {
		s.pos++
	}
	if s.pos >= s.end {
		p.raiseLast(Syntax, "f-string: expecting '}'")
		return false
	}
	switch name := p.src[start:s.pos]; name {
	case "s", "r", "a":
		field.Conversion = name[0]
		return true
	}
	p.raiseLast(Syntax, "f-string: invalid conversion character: expected 's', 'r', or 'a'")
	return false
}

// skipFieldExpression moves to the end of an expression: past brackets and
// strings, to !, :, = or }.
func (p *parser) skipFieldExpression(s *formatScan) bool {
	var quote byte
	triple := false
	var open []byte
scan:
	for ; s.pos < s.end; s.pos++ {
		c := p.src[s.pos]
		if c == '\\' {
			p.raiseLast(Syntax, "f-string expression part cannot include a backslash")
			return false
		}
		isTriple := s.pos+2 < s.end && p.src[s.pos+1] == c && p.src[s.pos+2] == c
		if quote != 0 {
			if c == quote && (!triple || isTriple) {
				if triple {
					s.pos += 2
				}
				quote, triple = 0, false
			}
			continue
		}
		switch c {
		case '\'', '"':
			quote, triple = c, isTriple
			if triple {
				s.pos += 2
			}
			continue
		case '(', '[', '{':
			if len(open) >= maxBrackets {
				p.raiseLast(Syntax, "f-string: too many nested parenthesis")
				return false
			}
			open = append(open, c)
			continue
		case '#':
			p.raiseLast(Syntax, "f-string expression part cannot include '#'")
			return false
		}
		if len(open) == 0 && strings.IndexByte("!:}=<>", c) >= 0 {
			if s.pos+1 < s.end && p.src[s.pos+1] == '=' && strings.IndexByte("!=<>", c) >= 0 {
				s.pos++
				continue
			}
			if c == '<' || c == '>' {
				continue
			}
			break scan
		}
		if c == ')' || c == ']' || c == '}' {
			if len(open) == 0 {
				p.raiseLast(Syntax, "f-string: unmatched '"+string(rune(c))+"'")
				return false
			}
			last := open[len(open)-1]
			open = open[:len(open)-1]
			if !(last == '(' && c == ')' || last == '[' && c == ']' || last == '{' && c == '}') {
				p.raiseLast(Syntax, "f-string: closing parenthesis '"+string(rune(c))+"' does not match opening parenthesis '"+string(rune(last))+"'")
				return false
			}
		}
	}
	switch {
	case quote != 0:
		p.raiseLast(Syntax, "f-string: unterminated string")
	case len(open) > 0:
		p.raiseLast(Syntax, "f-string: unmatched '"+string(rune(open[len(open)-1]))+"'")
	default:
		return true
	}
	return false
}

// fieldExpression parses the expression between an open brace and end.
func (p *parser) fieldExpression(lit literal, open, end int) ast.Expr {
	text := p.src[open+1 : end]
	if strings.Trim(text, " \t\n\f\r") == "" {
		if c := p.src[end]; c == '!' || c == ':' || c == '=' {
			return p.raiseLast(Syntax, "f-string: expression required before '"+string(rune(c))+"'")
		}
		return p.raiseLast(Syntax, "f-string: empty expression not allowed")
	}
	t := &p.tokens[lit.index]
	before := p.src[t.start:open]
	lines := strings.Count(before, "\n")
	col := 0
	if blank := strings.TrimLeft(text, " \t\f"); blank == "" || blank[0] != '\n' {
		col = len(before)
		if lines > 0 {
			col = len(before) - strings.LastIndexByte(before, '\n') - 1
		}
	}
	if lines == 0 {
		col += int(t.col)
	}
	// The parentheses allow for white space and newlines around the expression.
	source := "(" + text + ")\n"
	line := t.line + int32(lines)
	inner := newParser(p.fileName, lex(source, line, int32(col)), true)
	inner.maxDigits, inner.minor = p.maxDigits, p.minor
	inner.colShift, inner.lineShift = col, int(line)-1
	inner.depth = p.depth
	value := inner.starExpressions()
	p.warnings = append(p.warnings, inner.found(math.MaxInt)...)
	if inner.err != nil {
		p.err = inner.diagnose(func(second *parser) { second.starExpressions() })
		p.generic = false
		p.pos = len(p.tokens) - 1
		return p.bad
	}
	return value
}
