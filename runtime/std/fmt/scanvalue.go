package fmt

// This file scans values.

import (
	"io"
	"math"
	"math/bits"
	"strconv"
	"strings"
	"unicode/utf8"
)

// operand scans a value into what target points to.
func (s *scanner) operand(verb rune, target any) {
	s.token = s.token[:0]
	if t, ok := target.(Scanner); ok {
		err := t.Scan(s, verb)
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		if err != nil {
			s.fail(err)
		}
		return
	}
	switch t := target.(type) {
	case *bool:
		*t = s.boolean(verb)
	case *int:
		*t = int(s.signed(verb, bits.UintSize))
	case *int8:
		*t = int8(s.signed(verb, 8))
	case *int16:
		*t = int16(s.signed(verb, 16))
	case *int32:
		*t = int32(s.signed(verb, 32))
	case *int64:
		*t = s.signed(verb, 64)
	case *uint:
		*t = uint(s.unsigned(verb, bits.UintSize))
	case *uint8:
		*t = uint8(s.unsigned(verb, 8))
	case *uint16:
		*t = uint16(s.unsigned(verb, 16))
	case *uint32:
		*t = uint32(s.unsigned(verb, 32))
	case *uint64:
		*t = s.unsigned(verb, 64)
	case *uintptr:
		*t = uintptr(s.unsigned(verb, bits.UintSize))
	case *float32:
		*t = float32(s.float(verb, 32, "float32"))
	case *float64:
		*t = s.float(verb, 64, "float64")
	case *complex64:
		*t = complex64(s.complex(verb, 32))
	case *complex128:
		*t = s.complex(verb, 64)
	case *string:
		*t = s.text(verb)
	case *[]byte:
		*t = []byte(s.text(verb))
	case nil:
		s.failText("type not a pointer: <nil>")
	default:
		s.named(verb, target)
	}
}

// named scans a value into what target points to, which is of a type that is not predeclared.
func (s *scanner) named(verb rune, target any) {
	p := shapeOf(target)
	if p.shapeKind(-1) != kindPointer {
		s.failText("type not a pointer: " + typeString(target))
	}
	switch kind := p.shapeKind(0); {
	case kind == kindFloat32 || kind == kindFloat64:
		verb = 'v' // Go's package does not look at it
	case !plain(kind) && kind != kindSlice:
		s.failText("can't scan type: " + typeString(target))
	}
	if t := p.shapePart(-1); t != nil {
		s.operand(verb, t)
		return
	}
	s.failText("can't scan type: " + typeString(target))
}

// verb fails unless the verb is one of good.
func (s *scanner) verb(verb rune, good, of string) {
	if !strings.ContainsRune(good, verb) {
		s.failText("bad verb '%" + string(verb) + "' for " + of)
	}
}

// boolean scans 0, 1, t, true, f or false.
func (s *scanner) boolean(verb rune) bool {
	s.SkipSpace()
	s.notEnded()
	s.verb(verb, "tv", "boolean")
	ok := true
	r := s.next()
	switch r {
	case 't', 'T':
		ok = !s.accept("rR") || s.word("uU", "eE")
	case 'f', 'F':
		ok = !s.accept("aA") || s.word("lL", "sS", "eE")
	}
	if !ok {
		s.failText("syntax error scanning boolean")
	}
	return r == '1' || r == 't' || r == 'T'
}

const (
	binary      = "01_"
	octal       = "01234567_"
	decimal     = "0123456789_"
	hexadecimal = "0123456789aAbBcCdDeEfF_"
)

// integer scans the digits of an integer, and a sign if it is signed.
func (s *scanner) integer(verb rune, signed bool) (token string, base int) {
	s.SkipSpace()
	s.notEnded()
	s.verb(verb, "bdoUxXv", "integer")
	base, digits := 10, decimal
	switch verb {
	case 'b':
		base, digits = 2, binary
	case 'o':
		base, digits = 8, octal
	case 'x', 'X', 'U':
		base, digits = 16, hexadecimal
	}
	digits = strings.TrimSuffix(digits, "_")
	begun := false
	switch {
	case verb == 'U':
		for _, c := range "U+" {
			if s.next() != c {
				s.failText("bad unicode format ")
			}
		}
	case signed:
		s.accept("+-")
	}
	if verb == 'v' {
		base = 0 // which strconv finds by the prefix
		digits, begun = s.prefix()
	}
	if !begun {
		s.notEnded()
		if !s.accept(digits) {
			s.failText("expected integer")
		}
	}
	for s.accept(digits) {
	}
	return string(s.token), base
}

// prefix scans the prefix that tells the base of a number. It returns the digits that may follow, and whether there was a
// zero.
func (s *scanner) prefix() (digits string, zero bool) {
	switch {
	case !s.accept("0"):
		return decimal, false
	case s.accept("bB"):
		return binary, true
	case s.accept("xX"):
		return hexadecimal, true
	}
	s.accept("oO")
	return octal, true
}

// signed scans a signed integer of so many bits.
func (s *scanner) signed(verb rune, bits int) int64 {
	if verb == 'c' {
		return s.character(bits)
	}
	token, base := s.integer(verb, true)
	x, err := strconv.ParseInt(token, base, 64)
	if err != nil {
		s.fail(err)
	}
	if x<<(64-bits)>>(64-bits) != x {
		s.failText("integer overflow on token " + token)
	}
	return x
}

// unsigned scans an unsigned integer of so many bits.
func (s *scanner) unsigned(verb rune, bits int) uint64 {
	if verb == 'c' {
		return uint64(s.character(bits))
	}
	token, base := s.integer(verb, false)
	x, err := strconv.ParseUint(token, base, 64)
	if err != nil {
		s.fail(err)
	}
	if x<<(64-bits)>>(64-bits) != x {
		s.failText("unsigned integer overflow on token " + token)
	}
	return x
}

// character scans a character into an integer of so many bits, as which Go's package takes a signed one in any case.
func (s *scanner) character(bits int) int64 {
	s.notEnded()
	r := int64(s.next())
	if r<<(64-bits)>>(64-bits) != r {
		s.failText("overflow on character value " + string(rune(r)))
	}
	return r
}

// float scans a floating-point number of so many bits.
func (s *scanner) float(verb rune, bits int, of string) float64 {
	s.verb(verb, "beEfFgGv", of)
	s.SkipSpace()
	s.notEnded()
	return s.parseFloat(s.floatToken(), bits)
}

// word accepts characters of one set after the other.
func (s *scanner) word(sets ...string) bool {
	for _, set := range sets {
		if !s.accept(set) {
			return false
		}
	}
	return true
}

// floatToken scans what looks like a floating-point number; strconv says whether it is one.
func (s *scanner) floatToken() string {
	s.token = s.token[:0]
	if s.word("nN", "aA", "nN") {
		return string(s.token)
	}
	s.accept("+-")
	if s.word("iI", "nN", "fF") {
		return string(s.token)
	}
	digits, exponent := decimal, "eEpP"
	if s.word("0", "xX") {
		digits, exponent = hexadecimal, "pP"
	}
	for s.accept(digits) {
	}
	if s.accept(".") {
		for s.accept(digits) {
		}
	}
	if s.accept(exponent) {
		s.accept("+-")
		for s.accept(decimal) {
		}
	}
	return string(s.token)
}

// parseFloat converts a token. A decimal number may have a binary exponent, as 1.5p3.
func (s *scanner) parseFloat(token string, bits int) float64 {
	mantissa, exponent, binary := strings.Cut(token, "p")
	if strings.ContainsAny(token, "xX") || !binary {
		x, err := strconv.ParseFloat(token, bits)
		if err != nil {
			s.fail(err)
		}
		return x
	}
	x, err := strconv.ParseFloat(mantissa, bits)
	e := 0
	if err == nil {
		e, err = strconv.Atoi(exponent)
	}
	if err != nil {
		if wrong, ok := err.(*strconv.NumError); ok {
			wrong.Num = token
		}
		s.fail(err)
	}
	return math.Ldexp(x, e)
}

// complex scans a complex number with parts of so many bits, as 1+2i or (1+2i).
func (s *scanner) complex(verb rune, bits int) complex128 {
	s.verb(verb, "beEfFgGv", "complex")
	s.SkipSpace()
	s.notEnded()
	must := func(set string) {
		if !s.accept(set) {
			s.failText("syntax error scanning complex number")
		}
	}
	paren := s.accept("(")
	re := s.floatToken()
	s.token = s.token[:0]
	must("+-")
	sign := string(s.token)
	im := sign + s.floatToken()
	must("i")
	if paren {
		must(")")
	}
	return complex(s.parseFloat(re, bits), s.parseFloat(im, bits))
}

// text scans a string.
func (s *scanner) text(verb rune) string {
	s.verb(verb, "svqxX", "string")
	s.SkipSpace()
	s.notEnded()
	switch verb {
	case 'q':
		return s.quoted()
	case 'x', 'X':
		return s.hex()
	}
	return string(s.while(isWord))
}

// quoted scans a string in Go syntax.
func (s *scanner) quoted() string {
	quote := s.next()
	if quote != '`' && quote != '"' {
		s.failText("expected quoted string")
	}
	s.token = append(s.token, byte(quote))
	for {
		r := s.mustNext()
		s.token = utf8.AppendRune(s.token, r)
		if r == quote {
			break
		}
		if r == '\\' && quote == '"' {
			s.token = utf8.AppendRune(s.token, s.mustNext())
		}
	}
	if quote == '`' { // strconv would take carriage returns out
		return string(s.token[1 : len(s.token)-1])
	}
	text, err := strconv.Unquote(string(s.token))
	if err != nil {
		s.fail(err)
	}
	return text
}

// hex scans pairs of hexadecimal digits.
func (s *scanner) hex() string {
	const digits = "0123456789abcdefABCDEF"
	for s.peek(digits) {
		high, low := s.next(), s.mustNext()
		if !strings.ContainsRune(digits, low) {
			s.failText("illegal hex digit")
		}
		x, _ := strconv.ParseUint(string([]rune{high, low}), 16, 8)
		s.token = append(s.token, byte(x))
	}
	if len(s.token) == 0 {
		s.failText("no hex data for %x string")
	}
	return string(s.token)
}
