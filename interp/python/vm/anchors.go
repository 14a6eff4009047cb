package vm

// This file finds the operator in the source text of a binary operation or
// subscript, so that tracebacks mark it: a + b is shown as ~~^~~.

// anchors returns the byte range of the operator in the text of an expression,
// or -1, -1 if the text is no plain binary operation or subscript. CPython
// parses the text; this reads tokens, which gives the same for one operation.
func anchors(text string) (left, right int) {
	s := &anchorScanner{text: text}
	return s.find()
}

// anchorScanner walks over the tokens at nesting depth 0.
type anchorScanner struct {
	text string
	at   int
}

// operators by precedence, lowest first; the last operator of the lowest
// precedence is the root of the expression.
var anchorPrecedence = map[string]int{
	"|": 1, "^": 2, "&": 3, "<<": 4, ">>": 4, "+": 5, "-": 5,
	"*": 6, "/": 6, "//": 6, "%": 6, "@": 6, "**": 8,
}

// find looks for the root operator.
func (s *anchorScanner) find() (left, right int) {
	best, bestLeft, bestRight := 100, -1, -1
	operand := false // the last token ended an operand
	subscript, subscriptEnd := -1, -1
	for s.at < len(s.text) {
		c := s.text[s.at]
		switch {
		case c == ' ' || c == '\t' || c == '\n' || c == '\\':
			s.at++
		case c == '#':
			return -1, -1
		case c == '(' || c == '[' || c == '{':
			start := s.at
			if !s.skipBrackets() {
				return -1, -1
			}
			if c == '[' && operand {
				subscript, subscriptEnd = start, s.at
			} else {
				subscript = -1
			}
			operand = true
		case c == '\'' || c == '"':
			if !s.skipString() {
				return -1, -1
			}
			operand, subscript = true, -1
		case isWordByte(c):
			word := s.word()
			switch word {
			case "and", "or", "not", "in", "is", "if", "else", "lambda", "await", "yield", "for", "return", "raise", "assert", "import", "from", "del", "with", "while", "as":
				return -1, -1
			}
			operand, subscript = true, -1
		case c == '.':
			s.at++
			operand, subscript = false, -1
		default:
			op := s.operator()
			rank, known := anchorPrecedence[op]
			if !known {
				return -1, -1
			}
			if !operand {
				subscript = -1
				continue // unary
			}
			if rank < best || rank == best && op != "**" {
				best = rank
				bestLeft, bestRight = s.at-len(op), s.at
			}
			operand, subscript = false, -1
		}
	}
	if bestLeft >= 0 {
		return bestLeft, bestRight
	}
	if subscript > 0 && subscriptEnd == len(s.text) {
		return subscript, subscriptEnd
	}
	return -1, -1
}

func isWordByte(c byte) bool {
	return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c >= 0x80
}

// word skips a name or number.
func (s *anchorScanner) word() string {
	start := s.at
	number := isDigitByte(s.text[start])
	for s.at < len(s.text) {
		c := s.text[s.at]
		if isWordByte(c) || number && c == '.' {
			s.at++
			continue
		}
		if number && (c == '+' || c == '-') && (s.text[s.at-1] == 'e' || s.text[s.at-1] == 'E') && s.text[start] != '0' {
			s.at++
			continue
		}
		break
	}
	return s.text[start:s.at]
}

// operator skips an operator.
func (s *anchorScanner) operator() string {
	start := s.at
	c := s.text[s.at]
	s.at++
	if s.at < len(s.text) && s.text[s.at] == c && (c == '*' || c == '/' || c == '<' || c == '>') {
		s.at++
	}
	if s.at < len(s.text) && s.text[s.at] == '=' {
		s.at++
	}
	return s.text[start:s.at]
}

// skipString skips a string literal.
func (s *anchorScanner) skipString() bool {
	quote := s.text[s.at : s.at+1]
	if s.at+3 <= len(s.text) && s.text[s.at:s.at+3] == quote+quote+quote {
		quote = s.text[s.at : s.at+3]
	}
	for s.at += len(quote); s.at < len(s.text); s.at++ {
		if s.text[s.at] == '\\' {
			s.at++
			continue
		}
		if s.at+len(quote) <= len(s.text) && s.text[s.at:s.at+len(quote)] == quote {
			s.at += len(quote)
			return true
		}
	}
	return false
}

// skipBrackets skips a bracketed group.
func (s *anchorScanner) skipBrackets() bool {
	depth := 0
	for s.at < len(s.text) {
		switch c := s.text[s.at]; c {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			depth--
			if depth == 0 {
				s.at++
				return true
			}
		case '\'', '"':
			if !s.skipString() {
				return false
			}
			continue
		}
		s.at++
	}
	return false
}
