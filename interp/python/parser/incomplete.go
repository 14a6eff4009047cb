package parser

import (
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
	if l.err != nil {
		return l.atEnd
	}
	if len(l.brackets) > 0 {
		return true
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
