package parser

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// This file reads operators and matches brackets.

func (l *lexer) operator(start int) {
	c := l.src[start]
	kind, size := operator(l.src[start:])
	if c == '<' && strings.HasPrefix(l.src[start:], "<>") {
		kind, size = notEqual, 2
	}
	if kind == errorToken {
		l.invalidCharacter(start)
		return
	}
	l.pos += size
	switch kind {
	case leftParen, leftBracket, leftBrace:
		if len(l.brackets) >= maxBrackets {
			l.failHere("too many nested parentheses")
			return
		}
		l.brackets = append(l.brackets, bracket{c, l.line, l.column(start)})
	case rightParen, rightBracket, rightBrace:
		if !l.closeBracket(c) {
			return
		}
	}
	l.emit(kind, start)
}

// closeBracket matches a closing bracket with the last open one.
func (l *lexer) closeBracket(c byte) bool {
	if len(l.brackets) == 0 {
		l.failHere("unmatched '" + string(rune(c)) + "'")
		return false
	}
	open := l.brackets[len(l.brackets)-1]
	l.brackets = l.brackets[:len(l.brackets)-1]
	if open.char == '(' && c == ')' || open.char == '[' && c == ']' || open.char == '{' && c == '}' {
		return true
	}
	message := "closing parenthesis '" + string(rune(c)) + "' does not match opening parenthesis '" + string(rune(open.char)) + "'"
	if open.line != l.line {
		message += " on line " + strconv.Itoa(int(open.line))
	}
	l.failHere(message)
	return false
}

// invalidCharacter reports the character at offset start.
func (l *lexer) invalidCharacter(start int) {
	r, size := utf8.DecodeRuneInString(l.src[start:])
	l.pos = start + size
	hex := strings.ToUpper(strconv.FormatInt(int64(r), 16))
	for len(hex) < 4 {
		hex = "0" + hex
	}
	col := start - l.lineStart
	if isPrintable(r) {
		if r < utf8.RuneSelf {
			// $, ?, ! and ` are tokens that no rule wants.
			l.emit(exclamation, start)
			return
		}
		l.fail(Syntax, "invalid character '"+string(r)+"' (U+"+hex+")", l.line, col, col)
		return
	}
	l.fail(Syntax, "invalid non-printable character U+"+hex, l.line, col, col)
}
