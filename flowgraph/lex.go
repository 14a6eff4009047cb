package flowgraph

// This file reads the words of the text form: names, variables, numbers, strings.

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// scanName returns the length of the name that s starts with: of a graph, global, static or layout. A name is made of
// letters, digits and the characters in nameChars; of balanced square brackets with anything inside, for type arguments;
// and of balanced parentheses that a dot follows, for method receivers as in "main.(*T).m".
func scanName(s string) int {
	i := 0
	for i < len(s) {
		switch c := s[i]; {
		case c == '[':
			n := balanced(s[i:], '[', ']')
			if n < 0 {
				return i
			}
			i += n
		case c == '(':
			n := balanced(s[i:], '(', ')')
			if n < 0 || i+n >= len(s) || s[i+n] != '.' {
				return i
			}
			i += n
		case c < utf8.RuneSelf:
			if !isNameChar(c) {
				return i
			}
			i++
		default:
			r, n := utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError || !unicode.IsPrint(r) {
				return i
			}
			i += n
		}
	}
	return i
}

func isNameChar(c byte) bool {
	return isWordChar(c) || strings.IndexByte(nameChars, c) >= 0
}

func isWordChar(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_'
}

const nameChars = ".$/-#~%"

// balanced returns the length of the bracketed text that s starts with, or -1 if it does not end on this line.
func balanced(s string, open, close byte) int {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case open:
			depth++
		case close:
			depth--
			if depth == 0 {
				return i + 1
			}
		case '"':
			q, err := strconv.QuotedPrefix(s[i:])
			if err != nil {
				return -1
			}
			i += len(q) - 1
		case '\n':
			return -1
		}
	}
	return -1
}

// quoteName returns name as it is written: in quotes where it would not read back.
func quoteName(name string) string {
	if name == "" || name[0] == '"' || name[0] == '(' || name[0] == '-' || scanName(name) != len(name) || !utf8.ValidString(name) {
		return strconv.Quote(name)
	}
	return name
}

// scanVar returns the length of the variable name that s starts with.
func scanVar(s string) int {
	for i, r := range s {
		if r < utf8.RuneSelf && !isWordChar(byte(r)) && !strings.ContainsRune(varChars, r) || r == utf8.RuneError {
			return i
		}
		if r >= utf8.RuneSelf && !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '·' {
			return i
		}
	}
	return len(s)
}

const varChars = "$.~"

// splitVar takes the text of a variable apart into source name and number.
func splitVar(s string) (name string, id int, ok bool) {
	i := len(s)
	for i > 0 && '0' <= s[i-1] && s[i-1] <= '9' {
		i--
	}
	if i == len(s) || i == 0 || s[i] == '0' && i+1 < len(s) {
		return "", 0, false
	}
	id, err := strconv.Atoi(s[i:])
	if err != nil {
		return "", 0, false
	}
	switch {
	case s[:i] == "v":
		return "", id, true
	case i > 1 && s[i-1] == '_':
		return s[:i-1], id, true
	}
	return "", 0, false
}

// FindOp returns the operation called name, or OpInvalid.
func FindOp(name string) OpKind { return opNames[name] }

// opNames is the inverse of the names in the table of operations.
var opNames = func() map[string]OpKind {
	m := map[string]OpKind{}
	for k := OpInvalid + 1; k < NumOps; k++ {
		m[opTable[k].Name] = k
	}
	return m
}()
