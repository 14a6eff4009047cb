package fmt

// This file scans operands one after the other, or as a format says.

import "unicode/utf8"

// scan is Fscan and Fscanln.
func (s *scanner) scan(a []any) (n int, err error) {
	defer result(&err)
	for _, target := range a {
		s.operand('v', target)
		n++
	}
	for s.lineEnds {
		switch r := s.next(); {
		case r == '\n' || r == eof:
			return n, nil
		case !isSpace(r):
			s.failText("expected newline")
		}
	}
	return n, nil
}

// scanf is Fscanf.
func (s *scanner) scanf(format string, a []any) (n int, err error) {
	defer result(&err)
	for i := 0; i < len(format); {
		matched := s.match(format[i:])
		if matched > 0 {
			i += matched
			continue
		}
		if format[i] != '%' {
			if matched < 0 {
				s.failText("input does not match format")
			}
			break
		}
		var hasWidth bool
		s.width, hasWidth, i = number(format, i+1, len(format)-1)
		if !hasWidth {
			s.width = unlimited
		}
		verb, size := utf8.DecodeRuneInString(format[i:])
		if verb != 'c' {
			s.SkipSpace()
		}
		if verb == '%' {
			s.notEnded()
			if !s.accept("%") {
				s.failText("missing literal %")
			}
			i += size
			continue
		}
		s.limit = min(unlimited, s.count+s.width)
		if n >= len(a) {
			s.failText("too few operands for format '%" + format[i:] + "'")
		}
		i += size
		s.operand(verb, a[n])
		n++
		s.limit = unlimited
	}
	if n < len(a) {
		s.failText("too many operands")
	}
	return n, nil
}

// match compares the input with the format up to the next verb. It returns how many bytes of the format it has matched; less
// than none if the input is another one.
func (s *scanner) match(format string) int {
	i := 0
	for i < len(format) {
		c, size := utf8.DecodeRuneInString(format[i:])
		if isSpace(c) {
			i += s.matchSpace(format[i:])
			continue
		}
		if c == '%' {
			if i+1 == len(format) {
				s.failText("missing verb: % at end of format string")
			}
			if format[i+1] != '%' {
				return i
			}
			i++
		}
		if s.mustNext() != c {
			s.UnreadRune()
			return -1
		}
		i += size
	}
	return i
}

// matchSpace compares the input with the space at the beginning of format, of which it returns the length. A newline is
// matched by space and a newline or the end of the input, space behind the last newline by any, and space without a newline
// by some or the end of the input.
func (s *scanner) matchSpace(format string) int {
	i, lines, behind := 0, 0, false
	for i < len(format) {
		c, size := utf8.DecodeRuneInString(format[i:])
		if !isSpace(c) {
			break
		}
		behind = c != '\n'
		if !behind {
			lines++
		}
		i += size
	}
	for range lines {
		if r := s.skipBlanks(); r != '\n' && r != eof {
			s.failText("newline in format does not match input")
		}
	}
	if !behind {
		return i
	}
	before := s.count
	r := s.skipBlanks()
	if lines == 0 && s.count == before+1 && r != eof { // no blank was skipped
		if r == '\n' {
			s.failText("newline in input does not match format")
		}
		s.failText("expected space in input to match format")
	}
	if r != eof {
		s.UnreadRune()
	}
	return i
}

// skipBlanks reads space up to a newline and returns what comes then: a newline, another character or eof.
func (s *scanner) skipBlanks() rune {
	for {
		if r := s.next(); r == '\n' || !isSpace(r) {
			return r
		}
	}
}
