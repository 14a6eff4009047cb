package parser

import (
	"math"
	"strings"

	"rgo/interp/python/ast"
)

// This file tells whether a source typed at the prompt is complete.

// Incomplete tells whether a source typed at the prompt so far, with the
// newline of its last line, wants more lines: because a bracket, a string or a
// line is open, because a statement lacks its end, or because no empty
// line has ended a block yet. Sources with other errors are complete.
func Incomplete(src []byte) bool {
	text, err := decode("", src)
	if err != nil {
		return false
	}
	l := lex(text, 1, 0)
	if l.err != nil && !l.atEnd {
		return false
	}
	if l.atEnd || len(l.brackets) > 0 {
		// Open, unless what is there cannot go on in any way.
		p := newParser("", l, false)
		p.module(ast.Single)
		kind := p.tokens[p.furthest].kind
		return p.err == nil || kind == failed || kind == errorToken || kind == endMarker
	}
	lastLine := strings.TrimSuffix(text, "\n")
	lastLine = lastLine[strings.LastIndexByte(lastLine, '\n')+1:]
	if strings.TrimSpace(lastLine) == "" {
		return false
	}
	p := newParser("", l, false)
	module := p.module(ast.Single)
	if p.err != nil {
		kind := p.tokens[p.furthest].kind
		return kind == endMarker || kind == dedentToken && p.onlyDedentsAfter(p.furthest)
	}
	return len(module.Body) > 0 && isCompound(module.Body[0])
}

// IncompleteError is the SyntaxError "incomplete input" for a source that is
// wrong only because it ends too early, else nil.
// If block is set, so is a compound statement without the newline that ends it.
func IncompleteError(fileName string, src []byte, mode ast.Mode, block bool) *SyntaxError {
	text, err := decode(fileName, src)
	if err != nil {
		return nil
	}
	l := lex(text, 1, 0)
	if n := len(src); mode != ast.File && (n == 0 || src[n-1] != '\n') {
		l.hideNewline()
	}
	p := newParser(fileName, l, false)
	module := p.module(mode)
	fault := &SyntaxError{Message: "incomplete input", FileName: fileName, Line: int(l.line), Col: 1, EndLine: int(l.line), EndCol: 0}
	p.place(fault)
	if p.err == nil {
		if n := len(src); block && mode == ast.Single && n > 0 && src[n-1] != '\n' && len(module.Body) > 0 && isCompound(module.Body[0]) {
			return fault
		}
		return nil
	}
	switch kind := p.tokens[p.furthest].kind; {
	case kind == errorToken && l.err != nil && !l.atEnd:
		return nil
	case kind == errorToken, kind == endMarker, kind == dedentToken && p.onlyDedentsAfter(p.furthest):
		return fault
	}
	return nil
}

// onlyDedentsAfter tells whether nothing but dedents follows a token.
func (p *parser) onlyDedentsAfter(index int) bool {
	for p.tokens[index].kind == dedentToken {
		index++
	}
	return p.tokens[index].kind == endMarker
}

func isCompound(s ast.Stmt) bool {
	switch s.(type) {
	case *ast.If, *ast.While, *ast.For, *ast.Try, *ast.With, *ast.Match, *ast.FunctionDef, *ast.ClassDef:
		return true
	}
	return false
}

// ParseTyped parses what was typed at the prompt: a statement, or several that came at once. Its errors are those of somebody who
// sees one line after the other: a bracket may still be open.
func ParseTyped(fileName string, src []byte) (*ast.Module, *SyntaxError) {
	text, err := decode(fileName, src)
	if err != nil {
		return nil, err
	}
	l := lex(text, 1, 0)
	p := newParser(fileName, l, false)
	p.typed = true
	module := p.module(ast.Single)
	if p.err == nil {
		module.Warnings = p.found(math.MaxInt)
		return module, nil
	}
	if strings.Count(text, "\n") > 1 {
		several := newParser(fileName, l, false)
		if module = several.module(ast.File); several.err == nil {
			module.Mode = ast.Single
			module.Warnings = several.found(math.MaxInt)
			return module, nil
		}
	}
	return nil, p.diagnose(func(second *parser) { second.module(ast.Single) })
}
