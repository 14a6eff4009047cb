package parser

import (
	"strings"

	"rgo/interp/python/ast"
)

// This file makes errors: it decides between those of the lexer and the
// parser, and places them.

// diagnose parses again, looking for known mistakes, and returns the error.
func (p *parser) diagnose(again func(*parser)) *SyntaxError {
	if p.err != nil && !p.generic {
		// What was raised without a second parse yields only to the lexer's errors.
		return p.preferLexical(p.err)
	}
	last := p.furthest
	if p.isLexical(last) {
		return p.lexicalError()
	}
	second := &parser{
		fileName: p.fileName, src: p.src, lexer: p.lexer, tokens: p.tokens, nested: p.nested, typed: p.typed,
		colShift: p.colShift, lineShift: p.lineShift, bad: p.bad, furthest: last, diagnosing: true, maxDigits: p.maxDigits, minor: p.minor,
	}
	again(second)
	if p.isLexical(second.furthest) {
		return p.lexicalError()
	}
	if second.err != nil && !second.generic {
		return second.preferLexical(second.err)
	}
	p.err = nil
	switch t := &p.tokens[last]; t.kind {
	case indentToken:
		p.raiseAt(Indentation, last, "unexpected indent")
		return p.err
	case dedentToken:
		p.raiseAt(Indentation, last, "unexpected unindent")
		return p.err
	default:
		p.raiseToken(last, "invalid syntax")
		return p.preferLexical(p.err)
	}
}

// preferLexical returns the error of the lexer where CPython, which reads the
// rest of the tokens after an error of its parser, would find one: it tells
// of bad tokens, and of a bracket that was opened on an earlier line.
func (p *parser) preferLexical(err *SyntaxError) *SyntaxError {
	l := p.lexer
	if l.err != nil && !l.quiet {
		return p.lexicalError()
	}
	if n := len(l.brackets); n > 0 && !p.typed && p.tokens[p.lastLooked()].line > l.brackets[n-1].line {
		return p.unclosedError()
	}
	return err
}

// lastLooked is the furthest token that was looked at, other than the end.
func (p *parser) lastLooked() int {
	last := p.furthest
	if last >= len(p.tokens)-1 {
		last = len(p.tokens) - 2
	}
	return last
}

// isLexical tells whether the token at index stands for an error of the lexer. An open end is none of what is typed.
func (p *parser) isLexical(index int) bool {
	open := p.lexer.err == nil || p.lexer.atEnd
	return p.tokens[index].kind == errorToken && !(p.typed && open)
}

// lexicalError is the error that ended the list of tokens, or nil.
func (p *parser) lexicalError() *SyntaxError {
	l := p.lexer
	if l.err != nil {
		err := *l.err
		err.FileName = p.fileName
		if p.nested {
			err.Message = "f-string: " + err.Message
		}
		p.place(&err)
		return &err
	}
	if len(l.brackets) > 0 {
		return p.unclosedError()
	}
	return nil
}

// unclosedError tells of the innermost open bracket.
func (p *parser) unclosedError() *SyntaxError {
	open := p.lexer.brackets[len(p.lexer.brackets)-1]
	err := &SyntaxError{
		Message: "'" + string(rune(open.char)) + "' was never closed", FileName: p.fileName,
		Line: int(open.line), Col: int(open.col) + 1, EndLine: int(open.line), EndCol: 0,
	}
	if p.nested {
		err.Message = "f-string: " + err.Message
	}
	p.place(err)
	return err
}

// place fills in the text of an error and turns byte columns into character
// columns. Inside an f-string lines and columns are those of the expression's
// own text.
func (p *parser) place(err *SyntaxError) {
	text := sourceLine(p.src, err.Line-p.lineShift)
	err.Text, err.HasText = text, true
	if p.nested && err.Line-p.lineShift == 1 {
		err.Col -= p.colShift
		if err.EndCol > 0 {
			err.EndCol -= p.colShift
		}
	}
	err.Col = characterColumn(text, err.Col)
	if err.EndCol > 0 {
		err.EndCol = characterColumn(sourceLine(p.src, err.EndLine-p.lineShift), err.EndCol)
	}
}

// raise sets the error, which concerns a span.
func (p *parser) raise(kind ErrorKind, span ast.Span, message string) ast.Expr {
	p.look()
	if p.diagnosing && p.isLexical(p.furthest) {
		// Whoever reads that far finds the error of the lexer first.
		return p.fail()
	}
	if p.err == nil || p.generic {
		if p.nested {
			message = "f-string: " + message
		}
		p.look()
		p.err = &SyntaxError{
			Kind: kind, Message: message, FileName: p.fileName, Line: int(span.Line), Col: int(span.Col) + 1,
			EndLine: int(span.EndLine), EndCol: int(span.EndCol) + 1,
		}
		p.place(p.err)
		p.generic = false
		p.pos = len(p.tokens) - 1
	}
	return p.bad
}

// raiseFrom sets an error that concerns everything from the start of a span
// to the last token that was looked at.
func (p *parser) raiseFrom(start ast.Span, message string) ast.Expr {
	p.look()
	last := &p.tokens[p.lastLooked()]
	return p.raise(Syntax, ast.Span{Line: start.Line, Col: start.Col, EndLine: last.endLine, EndCol: last.endCol - 1}, message)
}

// raiseToken sets an error that concerns one token.
func (p *parser) raiseToken(index int, message string) ast.Expr {
	t := &p.tokens[index]
	return p.raise(Syntax, ast.Span{Line: t.line, Col: t.col, EndLine: t.endLine, EndCol: t.endCol}, message)
}

// raiseAt sets an error that concerns a token which may have no text; then
// the place is the end of what was read with it.
func (p *parser) raiseAt(kind ErrorKind, index int, message string) ast.Expr {
	t := &p.tokens[index]
	span := ast.Span{Line: t.line, Col: t.col, EndLine: t.endLine, EndCol: t.endCol}
	if t.col == noColumn {
		end := int(t.start)
		if end == len(p.src) && end > 0 {
			end--
		}
		start := strings.LastIndexByte(p.src[:end], '\n') + 1
		span.Col = t.start - int32(start) - 1
		span.EndCol = -2
	}
	return p.raise(kind, span, message)
}

// raiseLast sets an error at the furthest token that was looked at.
func (p *parser) raiseLast(kind ErrorKind, message string) ast.Expr {
	p.look()
	return p.raiseAt(kind, p.lastLooked(), message)
}
