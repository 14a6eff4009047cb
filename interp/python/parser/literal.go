package parser

import (
	"math/big"
	"strconv"
	"strings"
	"unicode/utf8"

	"rgo/interp/python/ast"
	"rgo/interp/python/code"
	"rgo/interp/python/ucd"
)

// This file gives numbers and strings their values.

// number is the value of a numeric literal.
func (p *parser) number(text string) code.Const {
	if strings.IndexByte(text, '_') >= 0 {
		if p.minor > 0 && p.minor < 6 {
			p.raiseToken(p.pos-1, "Underscores in numeric literals are only supported in Python 3.6 and greater")
		}
		text = strings.ReplaceAll(text, "_", "")
	}
	if len(text) > 2 && text[0] == '0' {
		switch text[1] {
		case 'x', 'X':
			return integer(text[2:], 16)
		case 'o', 'O':
			return integer(text[2:], 8)
		case 'b', 'B':
			return integer(text[2:], 2)
		}
	}
	if last := text[len(text)-1]; last == 'j' || last == 'J' {
		return code.Complex(complex(0, float(text[:len(text)-1])))
	}
	if strings.ContainsAny(text, ".eE") {
		return code.Float(float(text))
	}
	if len(text) > p.maxDigits && p.maxDigits > 0 {
		p.raiseToken(p.pos-1, "Exceeds the limit ("+strconv.Itoa(p.maxDigits)+" digits) for integer string conversion: value has "+strconv.Itoa(len(text))+
			" digits; use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer literals to avoid decimal conversion limits.")
		return code.Int(0)
	}
	return integer(text, 10)
}

func integer(digits string, base int) code.Const {
	if value, err := strconv.ParseInt(digits, base, 64); err == nil {
		return code.Int(value)
	}
	value := new(big.Int)
	value.SetString(digits, base)
	return code.BigInt{Value: value}
}

// float is the value of a float literal; too large ones are infinite.
func float(text string) float64 {
	value, _ := ParseFloat(text)
	return value
}

// literal is a string token taken apart.
type literal struct {
	index      int // of the token
	start, end int // what is between the quotes
	bytes, raw bool
	formatted  bool
}

func (p *parser) splitLiteral(index int) literal {
	text := p.text(index)
	lit := literal{index: index}
	quote := 0
	for text[quote] != '"' && text[quote] != '\'' {
		switch text[quote] {
		case 'b', 'B':
			lit.bytes = true
		case 'r', 'R':
			lit.raw = true
		case 'f', 'F':
			lit.formatted = true
		}
		quote++
	}
	size := 1
	if len(text)-quote >= 6 && text[quote+1] == text[quote] && text[quote+2] == text[quote] {
		size = 3
	}
	lit.start = int(p.tokens[index].start) + quote + size
	lit.end = int(p.tokens[index].finish) - size
	return lit
}

// strings is one or more adjacent string literals.
func (p *parser) strings() ast.Expr {
	start := p.pos
	for p.at(stringToken) {
		p.advance()
	}
	p.look()
	span := p.span(start)
	if p.pos == start+1 {
		// The usual case: one plain string without escapes.
		lit := p.splitLiteral(start)
		body := p.src[lit.start:lit.end]
		if !lit.formatted && !lit.bytes && (lit.raw || strings.IndexByte(body, '\\') < 0) {
			return &ast.Constant{Span: span, Value: code.Str(body), Unicode: p.src[p.tokens[start].start] == 'u'}
		}
	}
	joiner := &joiner{span: span, unicode: p.src[p.tokens[start].start] == 'u'}
	var data strings.Builder
	isBytes := false
	for i := start; i < start+countStrings(p.tokens[start:]) && p.err == nil; i++ {
		lit := p.splitLiteral(i)
		if i > start && lit.bytes != isBytes {
			return p.raiseLast(Syntax, "cannot mix bytes and nonbytes literals")
		}
		isBytes = lit.bytes
		switch {
		case lit.bytes:
			data.WriteString(p.bytesLiteral(lit))
		case lit.formatted:
			joiner.formatted = true
			p.formatted(joiner, lit, &formatScan{pos: lit.start, end: lit.end}, 0)
		default:
			joiner.text.WriteString(p.unescape(lit, lit.start, lit.end))
		}
	}
	if p.err != nil {
		return p.bad
	}
	if isBytes {
		return &ast.Constant{Span: span, Value: code.Bytes(data.String())}
	}
	return joiner.finish()
}

func countStrings(tokens []token) int {
	n := 0
	for tokens[n].kind == stringToken {
		n++
	}
	return n
}

// joiner collects the parts of adjacent strings.
type joiner struct {
	span      ast.Span
	unicode   bool
	formatted bool
	text      strings.Builder // text since the last value
	values    []ast.Expr
}

func (j *joiner) flush() {
	if j.text.Len() > 0 {
		j.values = append(j.values, &ast.Constant{Span: j.span, Value: code.Str(j.text.String()), Unicode: j.unicode})
		j.text.Reset()
	}
}

func (j *joiner) finish() ast.Expr {
	if !j.formatted {
		return &ast.Constant{Span: j.span, Value: code.Str(j.text.String()), Unicode: j.unicode}
	}
	j.flush()
	return &ast.JoinedStr{Span: j.span, Values: j.values}
}

// bytesLiteral is the value of a bytes literal.
func (p *parser) bytesLiteral(lit literal) string {
	body := p.src[lit.start:lit.end]
	for i := 0; i < len(body); i++ {
		if body[i] >= utf8.RuneSelf {
			p.raiseLast(Syntax, "bytes can only contain ASCII literal characters")
			return ""
		}
	}
	if lit.raw || strings.IndexByte(body, '\\') < 0 {
		return body
	}
	var out strings.Builder
	for i := 0; i < len(body); i++ {
		if body[i] != '\\' {
			out.WriteByte(body[i])
			continue
		}
		i++
		c := body[i]
		if simple, ok := simpleEscape(c); ok {
			if c != '\n' {
				out.WriteByte(simple)
			}
			continue
		}
		switch {
		case isOctal(c):
			value, size := octal(body[i:])
			if value > 0xFF {
				p.warnEscape(lit, lit.start, body[i:i+3])
			}
			out.WriteByte(byte(value))
			i += size - 1
		case c == 'x':
			if i+2 >= len(body) || !isHexDigit(body[i+1]) || !isHexDigit(body[i+2]) {
				p.raiseLast(Syntax, "(value error) invalid \\x escape at position "+strconv.Itoa(i-1))
				return ""
			}
			value, _ := strconv.ParseUint(body[i+1:i+3], 16, 8)
			out.WriteByte(byte(value))
			i += 2
		default:
			p.warnEscape(lit, lit.start, body[i:i+1])
			out.WriteByte('\\')
			out.WriteByte(c)
		}
	}
	return out.String()
}

// simpleEscape is the character that a backslash and c stand for. An escaped
// newline stands for nothing.
func simpleEscape(c byte) (byte, bool) {
	switch c {
	case '\n', '\\', '\'', '"':
		return c, true
	case 'a':
		return '\a', true
	case 'b':
		return '\b', true
	case 'f':
		return '\f', true
	case 'n':
		return '\n', true
	case 'r':
		return '\r', true
	case 't':
		return '\t', true
	case 'v':
		return '\v', true
	}
	return 0, false
}

func isOctal(c byte) bool { return '0' <= c && c <= '7' }

// octal reads up to three octal digits.
func octal(text string) (value, size int) {
	for size < 3 && size < len(text) && isOctal(text[size]) {
		value = value<<3 | int(text[size]-'0')
		size++
	}
	return value, size
}

// unescape is the value of part of a str literal.
func (p *parser) unescape(lit literal, start, end int) string {
	body := p.src[start:end]
	if lit.raw || strings.IndexByte(body, '\\') < 0 {
		return body
	}
	var out strings.Builder
	for i := 0; i < len(body); i++ {
		if body[i] != '\\' {
			out.WriteByte(body[i])
			continue
		}
		if i+1 == len(body) {
			out.WriteByte('\\')
			break
		}
		i++
		c := body[i]
		if simple, ok := simpleEscape(c); ok {
			if c != '\n' {
				out.WriteByte(simple)
			}
			continue
		}
		switch {
		case isOctal(c):
			value, size := octal(body[i:])
			if value > 0xFF {
				p.warnEscape(lit, start, body[i:i+3])
			}
			writeCodePoint(&out, uint32(value))
			i += size - 1
		case c == 'x':
			i = p.hexEscape(&out, body, i, 2, "\\xXX")
		case c == 'u':
			i = p.hexEscape(&out, body, i, 4, "\\uXXXX")
		case c == 'U':
			i = p.hexEscape(&out, body, i, 8, "\\UXXXXXXXX")
		case c == 'N':
			i = p.nameEscape(&out, body, i)
		default:
			if c < utf8.RuneSelf { // CPython has these as escapes already
				p.warnEscape(lit, start, body[i:i+1])
			}
			out.WriteByte('\\')
			out.WriteByte(c)
		}
		if p.err != nil {
			return ""
		}
	}
	return out.String()
}

// decodePosition is the offset that CPython's decoder would name for byte i:
// it sees characters beyond ASCII as escapes of ten characters.
func decodePosition(body string, i int) int {
	position := 0
	for j, r := range body {
		if j >= i {
			break
		}
		if r < utf8.RuneSelf {
			position++
		} else {
			position += 10
		}
	}
	return position
}

// hexEscape reads an escape of size hexadecimal digits; body[i] is its letter.
// It returns the offset of the last digit.
func (p *parser) hexEscape(out *strings.Builder, body string, i, size int, form string) int {
	n := 0
	for n < size && i+1+n < len(body) && isHexDigit(body[i+1+n]) {
		n++
	}
	if n < size {
		p.unicodeError(body, i-1, i+n, "truncated "+form+" escape")
		return i
	}
	value, _ := strconv.ParseUint(body[i+1:i+1+size], 16, 32)
	if value > utf8.MaxRune {
		p.unicodeError(body, i-1, i+n, "illegal Unicode character")
		return i
	}
	writeCodePoint(out, uint32(value))
	return i + size
}

// nameEscape decodes \N{name}.
func (p *parser) nameEscape(out *strings.Builder, body string, i int) int {
	end := strings.IndexByte(body[i:], '}')
	if i+1 >= len(body) || body[i+1] != '{' || end <= len("N{") {
		last := i
		if i+1 < len(body) && body[i+1] == '{' {
			last = len(body) - 1
			if end > 0 {
				last = i + 1
			}
		}
		p.unicodeError(body, i-1, last, "malformed \\N character escape")
		return i
	}
	end += i
	if r, ok := ucd.Lookup(body[i+2 : end]); ok {
		out.WriteRune(r)
		return end
	}
	p.unicodeError(body, i-1, end, "unknown Unicode character name")
	return i
}

// unicodeError tells of bytes first to last (inclusive) of body that cannot
// be decoded.
func (p *parser) unicodeError(body string, first, last int, reason string) {
	from, to := decodePosition(body, first), decodePosition(body, last)
	place := "bytes in position " + strconv.Itoa(from) + "-" + strconv.Itoa(to)
	if from == to {
		place = "byte 0x5c in position " + strconv.Itoa(from)
	}
	p.raiseLast(Syntax, "(unicode error) 'unicodeescape' codec can't decode "+place+": "+reason)
}

// writeCodePoint writes a code point in UTF-8; surrogates take three bytes
// like their neighbours.
func writeCodePoint(out *strings.Builder, value uint32) {
	if value < 0xd800 || value > 0xdfff {
		out.WriteRune(rune(value))
		return
	}
	out.WriteByte(0xe0 | byte(value>>12))
	out.WriteByte(0x80 | byte(value>>6)&0x3f)
	out.WriteByte(0x80 | byte(value)&0x3f)
}
