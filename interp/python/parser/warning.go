package parser

import (
	"strings"

	"rgo/interp/python/ast"
)

// This file is what the parser warns of: escapes in literals that mean nothing, and numbers that run into a keyword.

// warnEscape notes the first backslash that begins no escape in a part of a literal, or one that begins an octal escape beyond
// a byte: escape is what follows it. The part begins at start; a part that the parser comes to again is not noted twice.
func (p *parser) warnEscape(lit literal, start int, escape string) {
	if p.diagnosing || p.escaped[start] {
		return
	}
	message := "invalid escape sequence '\\" + escape + "'"
	if isOctal(escape[0]) {
		message = "invalid octal escape sequence '\\" + escape + "'"
	}
	if p.escaped == nil {
		p.escaped = map[int]bool{}
	}
	p.escaped[start] = true
	t := &p.tokens[lit.index]
	p.warnings = append(p.warnings, ast.Warning{Deprecation: true, Message: message,
		Span: ast.Span{Line: t.line, Col: t.col, EndLine: t.endLine, EndCol: t.endCol}})
}

// warnHere notes something about the last character read.
func (l *lexer) warnHere(message string) {
	col := int32(l.pos-l.lineStart) - 1
	if l.line == l.firstLine {
		col += l.firstCol
	}
	l.warnings = append(l.warnings, ast.Warning{Message: message, Span: ast.Span{Line: l.line, Col: col, EndLine: l.line, EndCol: col}})
}

// found is what the lexer and the parser noted up to a line, in the order of the source.
func (p *parser) found(last int) []ast.Warning {
	var list []ast.Warning
	numbers, escapes := p.lexer.warnings, p.warnings
	for len(numbers)+len(escapes) > 0 {
		from := &numbers
		if len(numbers) == 0 || len(escapes) > 0 && !escapes[0].After(numbers[0].Span) {
			from = &escapes
		}
		if int((*from)[0].Line) <= last {
			list = append(list, (*from)[0])
		}
		*from = (*from)[1:]
	}
	return list
}

// WarningError is the SyntaxError that a warning becomes if warnings are errors, with its line of the source if that is given.
// characters tells to count columns in characters as the parser's errors do.
func WarningError(w ast.Warning, fileName string, src []byte, characters bool) *SyntaxError {
	e := NewError(Syntax, w.Message, fileName, nil, int(w.Line), int(w.Col), int(w.EndLine), int(w.EndCol))
	if src == nil {
		return e
	}
	if text, err := decode(fileName, src); err == nil && characters {
		e.attachText(text)
		if !w.Deprecation { // the lexer's, which has not read the end of the line
			e.Text = strings.TrimSuffix(e.Text, "\n")
		}
	} else if err == nil {
		e.Text, e.HasText = sourceLine(text, e.Line), true
	}
	return e
}
