package main

import (
	"strconv"
	"unicode/utf8"
)

// This file reads data from text.

// A Fault is an error of the program being run.
type Fault struct {
	Line int // 0 if no line is known
	Text string
}

func (f *Fault) Error() string {
	if f.Line == 0 {
		return " " + f.Text
	}
	return strconv.Itoa(f.Line) + ": " + f.Text
}

// fail ends the evaluation under way; Machine.Run returns the fault.
//
//rgo:cold
func fail(line int, text string) {
	panic(&Fault{line, text})
}

// charNames are the characters that are written by names.
var charNames = []struct {
	name string
	char rune
}{{"space", ' '}, {"newline", '\n'}, {"tab", '\t'}, {"return", '\r'}, {"null", 0}}

// quotations are the names of the forms that marks in front of a datum stand for.
var quotations = map[string]string{"'": "quote", "`": "quasiquote", ",": "unquote", ",@": "unquote-splicing"}

// A reader takes data from text.
type reader struct {
	m    *Machine
	text string
	at   int
	line int
}

// skip goes on to the next token; it is false at the end of the text.
func (r *reader) skip() bool {
	for r.at < len(r.text) {
		switch c := r.text[r.at]; {
		case c == '\n':
			r.line++
			r.at++
		case c == ' ' || c == '\t' || c == '\r':
			r.at++
		case c == ';':
			for r.at < len(r.text) && r.text[r.at] != '\n' {
				r.at++
			}
		default:
			return true
		}
	}
	return false
}

func delimiter(c byte) bool {
	switch c {
	case ' ', '\t', '\r', '\n', '(', ')', '"', ';', '\'':
		return true
	}
	return false
}

// token takes characters up to a delimiter, at least one.
func (r *reader) token() string {
	start := r.at
	_, size := utf8.DecodeRuneInString(r.text[r.at:])
	r.at += size
	for r.at < len(r.text) && !delimiter(r.text[r.at]) {
		r.at++
	}
	return r.text[start:r.at]
}

// read takes one datum. The text must not be at its end.
func (r *reader) read() Value {
	switch c := r.text[r.at]; c {
	case '(':
		return r.list()
	case ')':
		fail(r.line, "there is a ) too much")
	case '"':
		return r.str()
	case '\'', '`', ',':
		mark := string(c)
		r.at++
		if c == ',' && r.at < len(r.text) && r.text[r.at] == '@' {
			mark = ",@"
			r.at++
		}
		line := r.line
		return &Pair{r.m.intern(quotations[mark]), &Pair{r.inner(line), empty, line}, line}
	case '#':
		return r.special()
	}
	return r.atom(r.token())
}

// inner is read where something has begun at a line.
func (r *reader) inner(began int) Value {
	if !r.skip() {
		fail(began, "the text ends in what begins here")
	}
	return r.read()
}

// closing skips to the next datum of a list; it is true, and behind the ), at the end of it.
func (r *reader) closing(began int) bool {
	if !r.skip() {
		fail(began, "the list that begins here has no )")
	}
	if r.text[r.at] != ')' {
		return false
	}
	r.at++
	return true
}

func (r *reader) list() Value {
	line := r.line
	r.at++
	var values []Value
	var lines []int
	var tail Value = empty
	for !r.closing(line) {
		if r.text[r.at] == '.' && r.at+1 < len(r.text) && delimiter(r.text[r.at+1]) && len(values) > 0 {
			r.at++
			tail = r.inner(line)
			if !r.closing(line) {
				fail(r.line, "one datum belongs between . and )")
			}
			break
		}
		lines = append(lines, r.line)
		values = append(values, r.read())
	}
	for i := len(values) - 1; i >= 0; i-- {
		tail = &Pair{values[i], tail, lines[i]}
	}
	if p, ok := tail.(*Pair); ok {
		p.line = line
	}
	return tail
}

func (r *reader) str() Value {
	line := r.line
	var b []byte
	for r.at++; r.at < len(r.text); r.at++ {
		switch c := r.text[r.at]; c {
		case '"':
			r.at++
			return &Str{string(b)}
		case '\\':
			if r.at++; r.at == len(r.text) {
				break
			}
			switch c := r.text[r.at]; c {
			case 'n':
				b = append(b, '\n')
			case 't':
				b = append(b, '\t')
			default:
				b = append(b, c)
			}
		default:
			if c == '\n' {
				r.line++
			}
			b = append(b, c)
		}
	}
	fail(line, "the text that begins here has no \" at its end")
	return nil
}

// special reads what begins with #.
func (r *reader) special() Value {
	rest := r.text[r.at:]
	if len(rest) > 1 && rest[1] == '(' {
		r.at++
		values, ok := items(r.list())
		if !ok {
			fail(r.line, "a vector has no .")
		}
		return &Vector{values}
	}
	if len(rest) > 2 && rest[1] == '\\' {
		r.at += 2
		name := r.token()
		for _, row := range charNames {
			if row.name == name {
				return Char{row.char}
			}
		}
		if c, size := utf8.DecodeRuneInString(name); size == len(name) {
			return Char{c}
		}
		fail(r.line, "#\\"+name+" is no character")
	}
	switch t := r.token(); t {
	case "#t", "#true":
		return yes
	case "#f", "#false":
		return no
	default:
		fail(r.line, t+" means nothing")
	}
	return nil
}

// atom makes a number or a symbol of a token.
func (r *reader) atom(t string) Value {
	if c := t[len(t)-1]; c >= '0' && c <= '9' || c == '.' {
		if v := number(t); v != nil {
			return v
		}
	}
	return r.m.intern(t)
}

// number returns the number that a text is, or nil.
func number(t string) Value {
	if n, err := strconv.ParseInt(t, 10, 64); err == nil {
		return Int{n}
	}
	if c := t[0]; c != '+' && c != '-' && c != '.' && (c < '0' || c > '9') {
		return nil
	}
	if f, err := strconv.ParseFloat(t, 64); err == nil {
		return Float{f}
	}
	return nil
}
