package vm

import "strconv"

// This file writes csv.

// CSVWriter is a csv writer.
type CSVWriter struct {
	write   Object
	dialect *Dialect
}

// Class returns _csv.writer.
//
//rgo:parallel
func (*CSVWriter) Class() *Type { return csvWriterType }

var csvWriterType = newBuiltinType("writer", ObjectType, final)

//rgo:parallel
func init() {
	csvWriterType.module = newASCII("_csv")
	csvWriterType.addGetSets([]getset{{"dialect", func(t *Thread, o Object) Object { return o.(*CSVWriter).dialect }, nil}})
	csvWriterType.addMethods([]method{
		{"writerow", 1, 1, func(t *Thread, args []Object) Object { return args[0].(*CSVWriter).row(t, args[1]) }, ""},
		{"writerows", 1, 1, func(t *Thread, args []Object) Object {
			it := t.iter(args[1])
			if it == nil {
				return nil
			}
			for {
				row := t.next(it)
				if row == nil {
					if t.exc != nil {
						return nil
					}
					return None
				}
				if args[0].(*CSVWriter).row(t, row) == nil {
					return nil
				}
			}
		}, ""},
	})
}

//rgo:parallel
func newCSVWriter(t *Thread, state *csvState, args []Object, kwNames []*Str) Object {
	positional := len(args) - len(kwNames)
	if positional < 1 || positional > 2 {
		return t.typeError("writer expected at least 1 argument, got " + strconv.Itoa(positional))
	}
	write, ok := t.findAttr(args[0], intern("write"))
	if !ok {
		return nil
	}
	if write == nil || !isCallable(write) {
		return t.typeError("argument 1 must have a \"write\" method")
	}
	d := t.csvDialect(state, args[1:], kwNames)
	if d == nil {
		return nil
	}
	return &CSVWriter{write: write, dialect: d}
}

// row writes one row.
//
//rgo:parallel
func (w *CSVWriter) row(t *Thread, row Object) Object {
	d := w.dialect
	it := t.iter(row)
	if it == nil {
		if t.catch(TypeError) {
			return t.raise(csvError, "iterable expected, not "+row.Class().name)
		}
		return nil
	}
	var out []rune
	n := 0
	emptyNone := false
	for {
		v := t.next(it)
		if v == nil {
			if t.exc != nil {
				return nil
			}
			break
		}
		quoted := d.quoting == csvQuoteAll || d.quoting == csvQuoteNonNumeric && !isNumber(payloadOf(v))
		var text *Str
		switch x := v.(type) {
		case *Str:
			text = x
		case *noneObject:
			text = emptyStr
			emptyNone = true
		default:
			if text = t.str(v); text == nil {
				return nil
			}
		}
		if n > 0 {
			out = append(out, d.delimiter)
		}
		n++
		var ok bool
		if out, ok = w.field(t, out, text.runes(), quoted); !ok {
			return nil
		}
		emptyNone = emptyNone || text.n == 0
	}
	if n == 1 && len(out) == 0 && emptyNone {
		if d.quoting == csvQuoteNone {
			return t.raise(csvError, "single empty field record must be quoted")
		}
		out = append(out, d.quoteChar, d.quoteChar)
	}
	out = append(out, d.terminator.runes()...)
	return t.call1(w.write, runesStr(out))
}

// field appends one field.
//
//rgo:parallel
func (w *CSVWriter) field(t *Thread, out, text []rune, quoted bool) ([]rune, bool) {
	d := w.dialect
	start := len(out)
	if quoted {
		out = append(out, d.quoteChar)
	}
	wantQuotes := quoted
	for _, c := range text {
		escape := false
		if c == d.delimiter || c == d.escapeChar || c == d.quoteChar || c == '\n' || c == '\r' || w.inTerminator(c) {
			switch {
			case d.quoting == csvQuoteNone:
				escape = true
			case c == d.quoteChar:
				if d.doubleQuote {
					out = append(out, d.quoteChar)
				} else {
					escape = true
				}
				if !escape {
					wantQuotes = true
				}
			case c == d.escapeChar:
				escape = true
			default:
				wantQuotes = true
			}
			if escape {
				if d.escapeChar < 0 {
					t.raise(csvError, "need to escape, but no escapechar set")
					return nil, false
				}
				out = append(out, d.escapeChar)
			}
		}
		out = append(out, c)
	}
	if wantQuotes && !quoted {
		out = append(out, 0)
		copy(out[start+1:], out[start:])
		out[start] = d.quoteChar
	}
	if wantQuotes {
		out = append(out, d.quoteChar)
	}
	return out, true
}

//rgo:parallel
func (w *CSVWriter) inTerminator(c rune) bool {
	for _, r := range w.dialect.terminator.runes() {
		if r == c {
			return true
		}
	}
	return false
}
