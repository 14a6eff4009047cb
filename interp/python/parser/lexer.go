package parser

import (
	"strings"

	"rgo/interp/python/ast"
)

// This file splits a source into tokens: lines, indentation, brackets.

const (
	tabSize     = 8
	maxIndent   = 100
	maxBrackets = 200
)

// bracket is an open bracket.
type bracket struct {
	char byte
	line int32
	col  int32
}

// lexer makes the tokens of one source, all at once. The first error ends
// the list with an errorToken.
type lexer struct {
	src       string
	pos       int
	line      int32
	lineStart int   // offset of the current line
	firstLine int32 // number of the first line
	firstCol  int32 // added to the columns of the first line
	tokens    []token
	brackets  []bracket
	indents   []int32 // columns with tabs at multiples of 8
	altCols   []int32 // columns with tabs as single columns: both must agree
	err       *SyntaxError
	quiet     bool // err is told only if the parser gets that far
	atEnd     bool // err is that the source ends too early
	warnings  []ast.Warning
}

// lex splits src, whose last line must end in a newline. Lines are numbered
// from line and columns of the first line start at col.
func lex(src string, line, col int32) *lexer {
	l := &lexer{
		src: src, line: line, firstLine: line, firstCol: col,
		tokens: make([]token, 0, len(src)/4+16),
	}
	l.indents = append(l.indents, 0)
	l.altCols = append(l.altCols, 0)
	atLineStart := true
	for l.err == nil {
		if atLineStart {
			atLineStart = false
			if !l.indentation() {
				break
			}
		}
		more, newline := l.next()
		if !more {
			break
		}
		atLineStart = newline
	}
	return l
}

// column is the column of offset pos, which is in the current line.
func (l *lexer) column(pos int) int32 {
	col := int32(pos - l.lineStart)
	if l.line == l.firstLine {
		col += l.firstCol
	}
	return col
}

// emit adds a token that starts at offset start of the current line and ends
// at l.pos.
func (l *lexer) emit(kind tokenKind, start int) {
	l.tokens = append(l.tokens, token{
		kind: kind, level: uint8(len(l.brackets)), line: l.line, col: l.column(start),
		endLine: l.line, endCol: l.column(l.pos), start: int32(start), finish: int32(l.pos),
	})
}

// emitEmpty adds a token without text.
func (l *lexer) emitEmpty(kind tokenKind) {
	l.tokens = append(l.tokens, token{
		kind: kind, level: uint8(len(l.brackets)), line: l.line, col: noColumn,
		endLine: l.line, endCol: noColumn, start: int32(l.pos), finish: int32(l.pos),
	})
}

// noEnd stands for the end column of an error that has none.
const noEnd = -1

// fail records an error at byte column col (from 0, in the current line).
func (l *lexer) fail(kind ErrorKind, message string, line int32, col, endCol int) {
	if l.err == nil {
		l.err = &SyntaxError{Kind: kind, Message: message, Line: int(line), Col: col + 1, EndLine: int(line), EndCol: endCol + 1}
		l.emitEmpty(errorToken)
	}
}

// failHere records an error whose place is the last character read.
func (l *lexer) failHere(message string) {
	col := l.pos - l.lineStart
	l.fail(Syntax, message, l.line, col-1, col-1)
}

// indentation measures the indent of a line and emits indents and dedents.
// Lines without a statement emit nothing. It returns false at an error.
func (l *lexer) indentation() bool {
	src := l.src
	for {
		var col, altCol, continued int32
		pos := l.pos
	measure:
		for pos < len(src) {
			switch src[pos] {
			case ' ':
				col++
				altCol++
			case '\t':
				col = (col/tabSize + 1) * tabSize
				altCol++
			case '\f':
				col, altCol = 0, 0
			case '\\':
				// A line with only a backslash lends its indent to the next.
				if continued == 0 {
					continued = col
				}
				l.pos = pos + 1
				if !l.continuation() {
					return false
				}
				pos = l.pos
				continue
			default:
				break measure
			}
			pos++
		}
		l.pos = pos
		if pos < len(src) {
			if src[pos] == '#' {
				if i := strings.IndexByte(src[pos:], '\n'); i >= 0 {
					pos += i
				} else {
					pos = len(src)
				}
			}
			if pos < len(src) && src[pos] == '\n' {
				l.pos = pos + 1
				l.newLine()
				continue
			}
		}
		l.pos = pos
		if pos >= len(src) {
			return true
		}
		if len(l.brackets) > 0 {
			return true
		}
		if continued > 0 {
			col, altCol = continued, continued
		}
		return l.indentTo(col, altCol)
	}
}

// indentTo emits the indent or dedents that lead to a column.
func (l *lexer) indentTo(col, altCol int32) bool {
	top := len(l.indents) - 1
	switch {
	case col == l.indents[top]:
		if altCol != l.altCols[top] {
			return l.inconsistentTabs()
		}
	case col > l.indents[top]:
		if len(l.indents) >= maxIndent {
			l.quiet = true
			l.fail(Indentation, "too many levels of indentation", l.line, 0, noEnd)
			return false
		}
		if altCol <= l.altCols[top] {
			return l.inconsistentTabs()
		}
		l.indents = append(l.indents, col)
		l.altCols = append(l.altCols, altCol)
		l.emitEmpty(indentToken)
	default:
		for top > 0 && col < l.indents[top] {
			top--
			l.indents = l.indents[:top+1]
			l.altCols = l.altCols[:top+1]
			l.emitEmpty(dedentToken)
		}
		if col != l.indents[top] {
			// CPython places this one at the end of the line.
			end := len(l.src)
			if i := strings.IndexByte(l.src[l.pos:], '\n'); i >= 0 {
				end = l.pos + i
			}
			// The dedents before the error are not seen by its parser.
			for n := len(l.tokens); n > 0 && l.tokens[n-1].kind == dedentToken; n-- {
				l.tokens = l.tokens[:n-1]
			}
			l.quiet = true
			l.fail(Indentation, "unindent does not match any outer indentation level", l.line, end-l.lineStart, -2)
			return false
		}
		if altCol != l.altCols[top] {
			return l.inconsistentTabs()
		}
	}
	return true
}

func (l *lexer) inconsistentTabs() bool {
	l.quiet = true
	l.fail(Tab, "inconsistent use of tabs and spaces in indentation", l.line, 0, noEnd)
	return false
}

// newLine counts a line; l.pos is its start.
func (l *lexer) newLine() {
	l.line++
	l.lineStart = l.pos
}

// continuation reads the newline after a backslash.
func (l *lexer) continuation() bool {
	if l.pos < len(l.src) && l.src[l.pos] != '\n' {
		l.quiet = true
		l.fail(Syntax, "unexpected character after line continuation character", l.line, l.pos-l.lineStart, noEnd)
		return false
	}
	l.pos++
	if l.pos >= len(l.src) {
		l.pos = len(l.src)
		l.quiet, l.atEnd = true, true
		l.fail(Syntax, "unexpected EOF while parsing", l.line, l.pos-1-l.lineStart, -2)
		return false
	}
	l.newLine()
	return true
}

// next reads one token. more is false at the end, newline is true after the
// end of a logical line.
func (l *lexer) next() (more, newline bool) {
	src := l.src
	for {
		for l.pos < len(src) && (src[l.pos] == ' ' || src[l.pos] == '\t' || src[l.pos] == '\f') {
			l.pos++
		}
		start := l.pos
		if l.pos < len(src) && src[l.pos] == '#' {
			if i := strings.IndexByte(src[l.pos:], '\n'); i >= 0 {
				l.pos += i
			} else {
				l.pos = len(src)
			}
		}
		if l.pos >= len(src) {
			l.end()
			return false, false
		}
		c := src[l.pos]
		if c == '\n' {
			if len(l.brackets) > 0 {
				l.pos++
				l.newLine()
				continue
			}
			// The token starts at a comment before it.
			l.emit(newlineToken, start)
			l.pos++
			l.newLine()
			return true, true
		}
		if c == '\\' {
			l.pos++
			if !l.continuation() {
				return false, false
			}
			continue
		}
		break
	}
	start := l.pos
	c := src[start]
	switch {
	case isNameStart(c):
		l.name(start)
	case isDigit(c) || c == '.' && start+1 < len(src) && isDigit(src[start+1]):
		l.number(start)
	case c == '"' || c == '\'':
		l.quoted(start, start)
	default:
		l.operator(start)
	}
	return l.err == nil, false
}

// hideNewline takes the place from the last newline token: the source has no such
// newline.
func (l *lexer) hideNewline() {
	for i := len(l.tokens) - 1; i >= 0; i-- {
		if t := &l.tokens[i]; t.kind == newlineToken {
			t.col, t.endCol = noColumn, noColumn
			return
		}
	}
}

// end emits the tokens at the end of the source.
func (l *lexer) end() {
	// The end belongs to the last line.
	if l.line > l.firstLine && l.pos > 0 {
		l.line--
		l.lineStart = strings.LastIndexByte(l.src[:l.pos-1], '\n') + 1
	}
	if len(l.brackets) == 0 {
		for len(l.indents) > 1 {
			l.indents = l.indents[:len(l.indents)-1]
			l.emitEmpty(dedentToken)
		}
		l.emitEmpty(endMarker)
		return
	}
	// The parser words this error: it names the bracket.
	l.emitEmpty(errorToken)
}
