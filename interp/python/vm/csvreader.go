package vm

import (
	"strconv"

	"rgo/rlib/thread"
)

// This file reads csv: a state machine over the characters of lines.

// csvReadState is what a reader is doing.
type csvReadState uint8

const (
	csvStartRecord csvReadState = iota
	csvStartField
	csvEscaped
	csvInField
	csvInQuoted
	csvEscapedInQuoted
	csvQuoteInQuoted
	csvEatNewline
	csvAfterEscapedNewline
)

// CSVReader is a csv reader.
type CSVReader struct {
	bias    thread.Bias
	input   Object
	dialect *Dialect
	shared  *csvState
	state   csvReadState
	field   []rune
	numeric bool
	fields  []Object
	lines   int
}

// Class returns _csv.reader.
//
//rgo:parallel
func (*CSVReader) Class() *Type { return csvReaderType }

var csvReaderType = newIteratorType("reader")

//rgo:parallel
func init() {
	csvReaderType.module = newASCII("_csv")
	addIteratorMethods(csvReaderType)
	csvReaderType.addGetSets([]getset{
		{"dialect", func(t *Thread, o Object) Object { return o.(*CSVReader).dialect }, nil},
		{"line_num", func(t *Thread, o Object) Object { return intOf(o.(*CSVReader).lines) }, nil},
	})
}

//rgo:parallel
func newCSVReader(t *Thread, state *csvState, args []Object, kwNames []*Str) Object {
	positional := len(args) - len(kwNames)
	if positional < 1 || positional > 2 {
		return t.typeError("reader expected at least 1 argument, got " + strconv.Itoa(positional))
	}
	it := t.iter(args[0])
	if it == nil {
		return nil
	}
	d := t.csvDialect(state, args[1:], kwNames)
	if d == nil {
		return nil
	}
	return &CSVReader{bias: thread.Mine(), input: it, dialect: d, shared: state}
}

const csvEnd rune = -2 // stands for the end of a line

//rgo:parallel
func (r *CSVReader) fault(t *Thread, message string) bool {
	t.raise(csvError, message)
	return false
}

// save ends a field.
//
//rgo:parallel
func (r *CSVReader) save(t *Thread) bool {
	var v Object = runesStr(r.field)
	r.field = r.field[:0]
	if r.numeric {
		r.numeric = false
		if v = t.toFloat(v); v == nil {
			return false
		}
	}
	r.fields = append(r.fields, v)
	return true
}

//rgo:parallel
func (r *CSVReader) add(t *Thread, c rune) bool {
	if len(r.field) >= r.shared.limit {
		return r.fault(t, "field larger than field limit ("+strconv.Itoa(r.shared.limit)+")")
	}
	r.field = append(r.field, c)
	return true
}

// step takes one character.
//
//rgo:parallel
func (r *CSVReader) step(t *Thread, c rune) bool {
	d := r.dialect
	newline := c == '\n' || c == '\r' || c == csvEnd
	switch r.state {
	case csvStartRecord:
		if c == csvEnd {
			return true // an empty line
		}
		if newline {
			r.state = csvEatNewline
			return true
		}
		r.state = csvStartField
		return r.startField(t, c, newline)
	case csvStartField:
		return r.startField(t, c, newline)
	case csvEscaped:
		if c == '\n' || c == '\r' {
			r.state = csvAfterEscapedNewline
			return r.add(t, c)
		}
		if c == csvEnd {
			c = '\n'
		}
		r.state = csvInField
		return r.add(t, c)
	case csvAfterEscapedNewline:
		if c == csvEnd {
			return true
		}
		r.state = csvInField
		return r.inField(t, c, newline)
	case csvInField:
		return r.inField(t, c, newline)
	case csvInQuoted:
		switch {
		case c == csvEnd:
		case c == d.escapeChar:
			r.state = csvEscapedInQuoted
		case c == d.quoteChar && d.quoting != csvQuoteNone:
			r.state = csvInField
			if d.doubleQuote {
				r.state = csvQuoteInQuoted
			}
		default:
			return r.add(t, c)
		}
		return true
	case csvEscapedInQuoted:
		if c == csvEnd {
			c = '\n'
		}
		r.state = csvInQuoted
		return r.add(t, c)
	case csvQuoteInQuoted:
		switch {
		case d.quoting != csvQuoteNone && c == d.quoteChar:
			r.state = csvInQuoted
			return r.add(t, c)
		case c == d.delimiter:
			r.state = csvStartField
			return r.save(t)
		case newline:
			r.endOfLine(c)
			return r.save(t)
		case !d.strict:
			r.state = csvInField
			return r.add(t, c)
		}
		return r.fault(t, "'"+string(d.delimiter)+"' expected after '"+string(d.quoteChar)+"'")
	case csvEatNewline:
		if c == csvEnd {
			r.state = csvStartRecord
		} else if !newline {
			return r.fault(t, "new-line character seen in unquoted field - do you need to open the file with newline=''?")
		}
	}
	return true
}

//rgo:parallel
func (r *CSVReader) endOfLine(c rune) {
	r.state = csvEatNewline
	if c == csvEnd {
		r.state = csvStartRecord
	}
}

//rgo:parallel
func (r *CSVReader) startField(t *Thread, c rune, newline bool) bool {
	d := r.dialect
	switch {
	case newline:
		r.endOfLine(c)
		return r.save(t)
	case c == d.quoteChar && d.quoting != csvQuoteNone:
		r.state = csvInQuoted
	case c == d.escapeChar:
		r.state = csvEscaped
	case c == ' ' && d.skipSpace:
	case c == d.delimiter:
		return r.save(t)
	default:
		if d.quoting == csvQuoteNonNumeric {
			r.numeric = true
		}
		r.state = csvInField
		return r.add(t, c)
	}
	return true
}

//rgo:parallel
func (r *CSVReader) inField(t *Thread, c rune, newline bool) bool {
	switch {
	case newline:
		r.endOfLine(c)
		return r.save(t)
	case c == r.dialect.escapeChar:
		r.state = csvEscaped
	case c == r.dialect.delimiter:
		r.state = csvStartField
		return r.save(t)
	default:
		return r.add(t, c)
	}
	return true
}

// Next returns the next row.
//
//rgo:parallel
func (r *CSVReader) Next(t *Thread) Object {
	r.bias.Take()
	r.fields, r.field, r.numeric, r.state = nil, r.field[:0], false, csvStartRecord
	for {
		line := t.next(r.input)
		r.bias.Take()
		if line == nil {
			if t.exc != nil {
				return nil
			}
			if len(r.field) == 0 && r.state != csvInQuoted {
				return nil
			}
			if r.dialect.strict {
				r.fault(t, "unexpected end of data")
				return nil
			}
			if !r.save(t) {
				return nil
			}
			break
		}
		s := strOf(line)
		if s == nil {
			r.fault(t, "iterator should return strings, not "+line.Class().name+" (the file should be opened in text mode)")
			return nil
		}
		r.lines++
		for _, c := range s.runes() {
			if !r.step(t, c) {
				return nil
			}
		}
		if !r.step(t, csvEnd) {
			return nil
		}
		if r.state == csvStartRecord {
			break
		}
		thread.BeAlone() // so that no other thread comes in between while this one waits for the next line's iterator
	}
	row := newList(r.fields)
	r.fields = nil
	return row
}
