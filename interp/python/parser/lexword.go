package parser

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// This file reads names, numbers and strings.

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isHexDigit(c byte) bool {
	return isDigit(c) || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

// isNameStart tells whether a byte can start a name. All bytes of characters
// beyond ASCII count; name looks at them closely.
func isNameStart(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_' || c >= utf8.RuneSelf
}

func isNamePart(c byte) bool { return isNameStart(c) || isDigit(c) }

// isPrintable is str.isprintable for one character.
func isPrintable(r rune) bool { return unicode.IsPrint(r) }

// isIdentifierStart is Unicode's XID_Start.
func isIdentifierStart(r rune) bool {
	if r < utf8.RuneSelf {
		return isNameStart(byte(r))
	}
	if unicode.In(r, unicode.Letter, unicode.Nl, unicode.Other_ID_Start) {
		// These change under normalization to something that is no start.
		switch r {
		case 0x037a, 0x0e33, 0x0eb3, 0x2e2f, 0x309b, 0x309c, 0xfe70, 0xfe72, 0xfe74, 0xfe76, 0xfe78, 0xfe7a, 0xfe7c, 0xfe7e, 0xff9e, 0xff9f:
			return false
		}
		return r < 0xfc5e || r > 0xfc63 && (r < 0xfdfa || r > 0xfdfb)
	}
	return false
}

// isIdentifierPart is Unicode's XID_Continue.
func isIdentifierPart(r rune) bool {
	if r < utf8.RuneSelf {
		return isNamePart(byte(r))
	}
	switch r {
	case 0x0e33, 0x0eb3, 0xff9e, 0xff9f:
		return true
	}
	return isIdentifierStart(r) || unicode.In(r, unicode.Mn, unicode.Mc, unicode.Nd, unicode.Pc, unicode.Other_ID_Continue)
}

// IsIdentifier is str.isidentifier.
func IsIdentifier(s string) bool {
	for i, r := range s {
		if i == 0 && !isIdentifierStart(r) || !isIdentifierPart(r) {
			return false
		}
	}
	return s != ""
}

// name reads a name, a keyword, or a string with a prefix.
func (l *lexer) name(start int) {
	src := l.src
	pos := start
	ascii := true
	for pos < len(src) && isNamePart(src[pos]) {
		if src[pos] >= utf8.RuneSelf {
			ascii = false
		}
		pos++
	}
	if pos < len(src) && (src[pos] == '"' || src[pos] == '\'') && isStringPrefix(src[start:pos]) {
		l.quoted(start, pos)
		return
	}
	l.pos = pos
	if !ascii {
		for i, r := range src[start:pos] {
			if i == 0 && !isIdentifierStart(r) || !isIdentifierPart(r) {
				l.invalidCharacter(start + i)
				return
			}
		}
		l.emit(nameToken, start)
		l.tokens[len(l.tokens)-1].wide = true
		return
	}
	kind := nameToken
	if n := pos - start; n >= 2 && n <= 8 {
		kind = keyword(src[start:pos])
	}
	l.emit(kind, start)
}

// isStringPrefix tells whether letters may stand before a quote.
func isStringPrefix(s string) bool {
	if len(s) > 2 {
		return false
	}
	switch strings.ToLower(s) {
	case "r", "u", "b", "f", "br", "rb", "fr", "rf":
		return true
	}
	return false
}

// quoted reads a string literal that starts at offset start, with its first
// quote at offset quote.
func (l *lexer) quoted(start, quote int) {
	src := l.src
	q := src[quote]
	firstLine, firstCol := l.line, l.column(start)
	startInLine := start - l.lineStart
	triple := quote+2 < len(src) && src[quote+1] == q && src[quote+2] == q
	pos := quote + 1
	if triple {
		pos = quote + 3
	}
	for {
		if pos >= len(src) || !triple && src[pos] == '\n' {
			if triple {
				// The implied newline at the end does not count as a line.
				last := int(l.line) - 1
				l.atEnd = true
				l.fail(Syntax, "unterminated triple-quoted string literal (detected at line "+strconv.Itoa(last)+")", firstLine, startInLine, startInLine)
			} else {
				last := int(l.line)
				if pos >= len(src) {
					last--
					l.atEnd = true
				}
				l.fail(Syntax, "unterminated string literal (detected at line "+strconv.Itoa(last)+")", firstLine, startInLine, startInLine)
			}
			return
		}
		c := src[pos]
		pos++
		switch c {
		case '\\':
			if pos < len(src) {
				if src[pos] == '\n' {
					l.line++
					l.lineStart = pos + 1
				}
				pos++
			}
			continue
		case '\n':
			l.line++
			l.lineStart = pos
			continue
		case q:
			if !triple {
				l.pos = pos
			} else if pos+1 < len(src) && src[pos] == q && src[pos+1] == q {
				l.pos = pos + 2
			} else {
				continue
			}
			l.tokens = append(l.tokens, token{
				kind: stringToken, level: uint8(len(l.brackets)), line: firstLine, col: firstCol,
				endLine: l.line, endCol: l.column(l.pos), start: int32(start), finish: int32(l.pos),
			})
			return
		}
	}
}

// number reads a numeric literal.
func (l *lexer) number(start int) {
	l.pos = start
	if l.src[start] == '0' && start+1 < len(l.src) {
		switch l.src[start+1] {
		case 'x', 'X':
			l.radixNumber(start, "hexadecimal", isHexDigit)
			return
		case 'o', 'O':
			l.radixNumber(start, "octal", func(c byte) bool { return '0' <= c && c <= '7' })
			return
		case 'b', 'B':
			l.radixNumber(start, "binary", func(c byte) bool { return c == '0' || c == '1' })
			return
		}
	}
	isFloat := false
	if l.src[start] != '.' {
		if !l.decimals() {
			return
		}
	}
	integerEnd := l.pos
	if l.peekByte() == '.' {
		isFloat = true
		l.pos++
		if isDigit(l.peekByte()) && !l.decimals() {
			return
		}
	}
	if c := l.peekByte(); c == 'e' || c == 'E' {
		mark := l.pos
		l.pos++
		if c := l.peekByte(); c == '+' || c == '-' {
			l.pos++
			if !isDigit(l.peekByte()) {
				l.failHere("invalid decimal literal")
				return
			}
		}
		if isDigit(l.peekByte()) {
			isFloat = true
			if !l.decimals() {
				return
			}
		} else {
			l.pos = mark
		}
	}
	if c := l.peekByte(); c == 'j' || c == 'J' {
		l.pos++
		if l.afterNumber("imaginary") {
			l.emit(numberToken, start)
		}
		return
	}
	if !isFloat && l.src[start] == '0' {
		for i := start; i < integerEnd; i++ {
			if c := l.src[i]; c != '0' && c != '_' {
				l.fail(Syntax, "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers",
					l.line, start-l.lineStart, i-l.lineStart)
				return
			}
		}
	}
	if l.afterNumber("decimal") {
		l.emit(numberToken, start)
	}
}

// peekByte is the next byte, or 0 at the end.
func (l *lexer) peekByte() byte {
	if l.pos < len(l.src) {
		return l.src[l.pos]
	}
	return 0
}

// decimals reads digits with single underscores between them.
func (l *lexer) decimals() bool {
	for {
		for isDigit(l.peekByte()) {
			l.pos++
		}
		if l.peekByte() != '_' {
			return true
		}
		l.pos++
		if !isDigit(l.peekByte()) {
			l.failHere("invalid decimal literal")
			return false
		}
	}
}

// radixNumber reads a literal with a base prefix.
func (l *lexer) radixNumber(start int, base string, isBaseDigit func(byte) bool) {
	l.pos = start + 2
	for {
		if l.peekByte() == '_' {
			l.pos++
		}
		if c := l.peekByte(); !isBaseDigit(c) {
			if isDigit(c) {
				l.pos++
				l.failHere("invalid digit '" + string(rune(c)) + "' in " + base + " literal")
			} else {
				l.failHere("invalid " + base + " literal")
			}
			return
		}
		for isBaseDigit(l.peekByte()) {
			l.pos++
		}
		if l.peekByte() != '_' {
			break
		}
	}
	if c := l.peekByte(); isDigit(c) {
		l.pos++
		l.failHere("invalid digit '" + string(rune(c)) + "' in " + base + " literal")
		return
	}
	if l.afterNumber(base) {
		l.emit(numberToken, start)
	}
}

// afterNumber checks what follows a number: a name may not, apart from the
// keywords that can follow an operand.
func (l *lexer) afterNumber(kind string) bool {
	c := l.peekByte()
	rest := l.src[l.pos:]
	switch c {
	case 'a', 'e', 'f', 'i', 'o', 'n':
		for _, word := range [...]string{"and", "else", "for", "if", "in", "is", "or", "not"} {
			if strings.HasPrefix(rest, word) {
				l.warnHere("invalid " + kind + " literal")
				return true
			}
		}
	}
	if isNameStart(c) {
		r, size := utf8.DecodeRuneInString(rest)
		if c >= utf8.RuneSelf && !isIdentifierStart(r) {
			l.invalidCharacter(l.pos)
			return false
		}
		l.pos += size
		l.pos = l.pos - size
		l.failHere("invalid " + kind + " literal")
		return false
	}
	return true
}
