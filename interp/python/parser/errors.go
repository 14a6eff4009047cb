package parser

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"rgo/interp/python/ast"
)

// This file has SyntaxError and how CPython prints it.

// ErrorKind is the Python class of a SyntaxError.
type ErrorKind uint8

// The kinds.
const (
	Syntax ErrorKind = iota
	Indentation
	Tab
	Recursion // a RecursionError: the source nests too deeply
)

// String is the name of the Python class.
func (k ErrorKind) String() string {
	switch k {
	case Indentation:
		return "IndentationError"
	case Tab:
		return "TabError"
	case Recursion:
		return "RecursionError"
	}
	return "SyntaxError"
}

// NoPlace is a line or column that is None.
const NoPlace = -1 << 31

// SyntaxError is what Python's SyntaxError says. Columns count characters
// from 1; 0 means not known. EndLine and EndCol are 0 if only a point is
// known. Text is the source line, with its newline if it has one; HasText is
// false where CPython has None.
type SyntaxError struct {
	Kind     ErrorKind
	Message  string
	FileName string
	Line     int
	Col      int
	EndLine  int
	EndCol   int
	Text     string
	HasText  bool
	Warnings []ast.Warning // what was noted before the error
}

// Error describes the error on one line.
func (e *SyntaxError) Error() string {
	if e.Line == NoPlace {
		return e.FileName + ": " + e.Kind.String() + ": " + e.Message
	}
	return e.FileName + ":" + strconv.Itoa(e.Line) + ":" + strconv.Itoa(e.Col) + ": " + e.Kind.String() + ": " + e.Message
}

// Report is what CPython's traceback printer writes for the error.
func (e *SyntaxError) Report() string {
	var out strings.Builder
	if e.Line == NoPlace {
		return e.Kind.String() + ": " + e.Message + "\n"
	}
	out.WriteString("  File \"" + e.FileName + "\", line " + strconv.Itoa(e.Line) + "\n")
	if e.HasText {
		text := strings.TrimRight(e.Text, "\n")
		stripped := strings.TrimLeft(text, " \t\n\f")
		spaces := len(text) - len(stripped)
		out.WriteString("    " + stripped + "\n")
		if col := e.Col; col > 0 {
			end := e.EndCol
			if e.Kind != Syntax {
				end = col // CPython shows only where subclasses start
			}
			if end == NoPlace || end == 0 || end == -1 {
				end = col
			}
			if e.EndLine > e.Line {
				end = utf8.RuneCountInString(text) + 1
			}
			if col == end || end < col {
				end = col + 1
			}
			first := col - 1 - spaces
			last := end - 1 - spaces
			if first >= 0 {
				out.WriteString("    ")
				i := 0
				for _, r := range stripped {
					if i == first {
						break
					}
					if r == '\t' || r == '\f' {
						out.WriteRune(r)
					} else {
						out.WriteByte(' ')
					}
					i++
				}
				for ; i < first; i++ {
					out.WriteByte(' ')
				}
				out.WriteString(strings.Repeat("^", last-first) + "\n")
			}
		}
	}
	out.WriteString(e.Kind.String() + ": " + e.Message + "\n")
	return out.String()
}

// sourceLine returns line number line (from 1) of src with its newline.
func sourceLine(src string, line int) string {
	start := 0
	for ; line > 1; line-- {
		i := strings.IndexByte(src[start:], '\n')
		if i < 0 {
			return ""
		}
		start += i + 1
	}
	if i := strings.IndexByte(src[start:], '\n'); i >= 0 {
		return src[start : start+i+1]
	}
	return src[start:]
}

// characterColumn turns a byte offset from 1 in text into a character offset
// from 1.
func characterColumn(text string, col int) int {
	if col <= 0 {
		return col
	}
	before := col - 1
	if before > len(text) {
		return utf8.RuneCountInString(text) + before - len(text) + 1
	}
	return utf8.RuneCountInString(text[:before]) + 1
}

// NewError makes the error of a later stage that concerns the source range
// given: lines from 1, byte columns from 0. src may be nil if the
// source is not at hand.
func NewError(kind ErrorKind, message, fileName string, src []byte, line, col, endLine, endCol int) *SyntaxError {
	e := &SyntaxError{Kind: kind, Message: message, FileName: fileName, Line: line, Col: col + 1, EndLine: endLine, EndCol: endCol + 1}
	if src != nil {
		e.attachText(string(src))
	}
	return e
}

// AttachSource gives an error of a later stage than the parser the line of
// the source that it concerns. Its columns stay byte columns, as in CPython.
func (e *SyntaxError) AttachSource(src []byte) {
	if e.HasText || e.Line < 1 {
		return
	}
	text, err := decode(e.FileName, src)
	if err == nil {
		e.Text, e.HasText = sourceLine(text, e.Line), true
	}
}

// attachText sets Text from the source and turns byte columns into character
// columns.
func (e *SyntaxError) attachText(src string) {
	e.Text = sourceLine(src, e.Line)
	e.HasText = true
	e.Col = characterColumn(e.Text, e.Col)
	if e.EndCol > 0 {
		e.EndCol = characterColumn(sourceLine(src, e.EndLine), e.EndCol)
	}
}
