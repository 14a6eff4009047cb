package main

import "strings"

// A token is a word of the source: an operator or keyword (kind is its text), or one of the kinds below.
type token struct {
	kind string
	text string
	line int
}

const (
	tokName   = "name"
	tokNumber = "number"
	tokText   = "text"
	tokEnd    = "end of file"
)

var keywords = map[string]bool{
	"let": true, "fn": true, "if": true, "else": true, "while": true, "return": true, "print": true,
	"true": true, "false": true, "and": true, "or": true, "not": true,
}

var doubles = []string{"==", "!=", "<=", ">="}

// lex splits src into tokens. Comments run from # to the end of the line.
func lex(src string) ([]token, *Fault) {
	var out []token
	line := 1
	for i := 0; i < len(src); {
		c := src[i]
		switch {
		case c == '\n':
			line++
			i++
		case c == ' ' || c == '\t' || c == '\r':
			i++
		case c == '#':
			for i < len(src) && src[i] != '\n' {
				i++
			}
		case isLetter(c):
			start := i
			for i < len(src) && (isLetter(src[i]) || isDigit(src[i])) {
				i++
			}
			word := src[start:i]
			if keywords[word] {
				out = append(out, token{word, word, line})
			} else {
				out = append(out, token{tokName, word, line})
			}
		case isDigit(c):
			start := i
			for i < len(src) && isDigit(src[i]) {
				i++
			}
			out = append(out, token{tokNumber, src[start:i], line})
		case c == '"':
			end := strings.IndexByte(src[i+1:], '"')
			if end < 0 {
				return nil, &Fault{line, "text without closing quote"}
			}
			out = append(out, token{tokText, src[i+1 : i+1+end], line})
			i += end + 2
		default:
			op := src[i : i+1]
			for _, d := range doubles {
				if strings.HasPrefix(src[i:], d) {
					op = d
				}
			}
			if len(op) == 1 && !strings.Contains("+-*/%<>=(){},", op) {
				return nil, &Fault{line, "unexpected character " + op}
			}
			out = append(out, token{op, op, line})
			i += len(op)
		}
	}
	return append(out, token{tokEnd, "", line}), nil
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_' }
func isDigit(c byte) bool  { return '0' <= c && c <= '9' }
