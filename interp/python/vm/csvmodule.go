package vm

import "strconv"

// This file is the module _csv: dialects and their registry. csvreader.go and
// csvwriter.go have the two directions.

// csvQuoting tells which fields are quoted.
const (
	csvQuoteMinimal = iota
	csvQuoteAll
	csvQuoteNonNumeric
	csvQuoteNone
)

// Dialect is a csv dialect; a rune of -1 stands for None.
type Dialect struct {
	delimiter, quoteChar, escapeChar rune
	doubleQuote, skipSpace, strict   bool
	terminator                       *Str
	quoting                          int
}

// Class returns _csv.Dialect.
//
//rgo:parallel
func (*Dialect) Class() *Type { return DialectType }

// csvState is the registry of dialects and the limit of fields.
type csvState struct {
	dialects *Dict
	limit    int
}

var (
	// DialectType is _csv.Dialect.
	DialectType = newBuiltinType("Dialect", ObjectType, 0)

	csvError = newExceptionType("Error", ExceptionType)
)

//rgo:parallel
func dialectOf(o Object) *Dialect { d, _ := payloadOf(o).(*Dialect); return d }

//rgo:parallel
func init() {
	DialectType.module = newASCII("_csv")
	csvError.module = newASCII("_csv")
	builtinModules["_csv"] = makeCSV
	character := func(get func(d *Dialect) rune) func(t *Thread, o Object) Object {
		return func(t *Thread, o Object) Object {
			if r := get(dialectOf(o)); r >= 0 {
				return runeStr(r)
			}
			return None
		}
	}
	DialectType.addGetSets([]getset{
		{"delimiter", character(func(d *Dialect) rune { return d.delimiter }), nil},
		{"quotechar", character(func(d *Dialect) rune { return d.quoteChar }), nil},
		{"escapechar", character(func(d *Dialect) rune { return d.escapeChar }), nil},
		{"lineterminator", func(t *Thread, o Object) Object { return dialectOf(o).terminator }, nil},
		{"quoting", func(t *Thread, o Object) Object { return intOf(dialectOf(o).quoting) }, nil},
		{"doublequote", func(t *Thread, o Object) Object { return boolOf(dialectOf(o).doubleQuote) }, nil},
		{"skipinitialspace", func(t *Thread, o Object) Object { return boolOf(dialectOf(o).skipSpace) }, nil},
		{"strict", func(t *Thread, o Object) Object { return boolOf(dialectOf(o).strict) }, nil},
	})
	DialectType.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
		positional := len(args) - len(kwNames)
		if positional > 2 {
			return t.typeError("Dialect() takes at most 1 positional argument (" + strconv.Itoa(positional-1) + " given)")
		}
		var base Object
		if positional == 2 {
			base = args[1]
		}
		names, values := kwNames, args[positional:]
		for i, k := range names {
			if k.s == "dialect" {
				base = values[i]
			}
		}
		c := args[0].(*Type)
		d := t.newDialect(base, names, values)
		if d == nil {
			return nil
		}
		return wrapNew(c, DialectType, d)
	})
	DialectType.addMethods([]method{{"__reduce_ex__", 1, 1, func(t *Thread, args []Object) Object {
		return t.typeError("cannot pickle 'Dialect' instances")
	}, ""}})
}

// makeCSV makes the module.
//
//rgo:parallel
func makeCSV(t *Thread) *Module {
	m := newModule("_csv")
	state := &csvState{dialects: NewDict(), limit: 128 * 1024}
	m.set("__version__", newASCII("1.0"))
	m.set("Error", csvError)
	m.set("Dialect", DialectType)
	m.set("Reader", csvReaderType)
	m.set("Writer", csvWriterType)
	m.set("QUOTE_MINIMAL", newInt(csvQuoteMinimal))
	m.set("QUOTE_ALL", newInt(csvQuoteAll))
	m.set("QUOTE_NONNUMERIC", newInt(csvQuoteNonNumeric))
	m.set("QUOTE_NONE", newInt(csvQuoteNone))
	m.set("_dialects", state.dialects)
	m.addRaw([]rawMethod{
		{"reader", func(t *Thread, args []Object, kwNames []*Str) Object { return newCSVReader(t, state, args, kwNames) }},
		{"writer", func(t *Thread, args []Object, kwNames []*Str) Object { return newCSVWriter(t, state, args, kwNames) }},
		{"register_dialect", func(t *Thread, args []Object, kwNames []*Str) Object {
			positional := len(args) - len(kwNames)
			if positional < 1 || positional > 2 {
				return t.typeError("register_dialect expected at least 1 argument, got " + strconv.Itoa(positional))
			}
			if strOf(args[0]) == nil {
				return t.typeError("dialect name must be a string")
			}
			d := t.csvDialect(state, args[1:], kwNames)
			if d == nil {
				return nil
			}
			return none(state.dialects.set(t, args[0], d))
		}},
	})
	m.addFunctions([]method{
		{"unregister_dialect", 1, 1, func(t *Thread, args []Object) Object {
			if state.dialects.remove(t, args[0]) == nil {
				if t.exc != nil {
					return nil
				}
				return t.raise(csvError, "unknown dialect")
			}
			return None
		}, "name"},
		{"get_dialect", 1, 1, func(t *Thread, args []Object) Object { return state.find(t, args[0]) }, "name"},
		{"list_dialects", 0, 0, func(t *Thread, args []Object) Object {
			items, _ := t.collect(state.dialects)
			return newList(items)
		}, ""},
		{"field_size_limit", 0, 1, func(t *Thread, args []Object) Object {
			old := state.limit
			if args[0] != nil {
				if !isInt(args[0]) {
					return t.typeError("limit must be an integer")
				}
				n, ok := t.index(args[0])
				if !ok {
					return nil
				}
				state.limit = n
			}
			return intOf(old)
		}, "limit"},
	})
	return m
}

// find returns a registered dialect.
//
//rgo:parallel
func (s *csvState) find(t *Thread, name Object) Object {
	d := s.dialects.get(t, name)
	if d == nil && t.exc == nil {
		return t.raise(csvError, "unknown dialect")
	}
	return d
}

// csvDialect makes the dialect of arguments: an optional one, and keywords.
//
//rgo:parallel
func (t *Thread) csvDialect(state *csvState, args []Object, kwNames []*Str) *Dialect {
	positional := len(args) - len(kwNames)
	var base Object
	if positional > 0 {
		base = args[0]
	}
	values := args[positional:]
	for i, k := range kwNames {
		if k.s == "dialect" {
			base = values[i]
		}
	}
	if strOf(orNone(base)) != nil {
		if base = state.find(t, base); base == nil {
			return nil
		}
	}
	return t.newDialect(base, kwNames, values)
}

var dialectFields = []string{"delimiter", "doublequote", "escapechar", "lineterminator", "quotechar", "quoting", "skipinitialspace", "strict"}

// newDialect makes a dialect of the attributes of base and of keywords.
//
//rgo:parallel
func (t *Thread) newDialect(base Object, names []*Str, values []Object) *Dialect {
	if d := dialectOf(orNone(base)); d != nil && len(names) == 0 {
		return d
	}
	given := make([]Object, len(dialectFields))
	for i, k := range names {
		known := k.s == "dialect"
		for j, f := range dialectFields {
			if f == k.s {
				given[j], known = values[i], true
			}
		}
		if !known {
			t.typeError("'" + k.s + "' is an invalid keyword argument for this function")
			return nil
		}
	}
	if base != nil && base != None {
		for j, f := range dialectFields {
			if given[j] != nil {
				continue
			}
			v, ok := t.findAttr(base, intern(f))
			if !ok {
				return nil
			}
			given[j] = v
		}
	}
	d := &Dialect{delimiter: ',', quoteChar: '"', escapeChar: -1, doubleQuote: true, terminator: newASCII("\r\n")}
	ok := t.dialectRune(&d.delimiter, given[0], "delimiter", false) && t.dialectBool(&d.doubleQuote, given[1]) &&
		t.dialectRune(&d.escapeChar, given[2], "escapechar", true) && t.dialectText(&d.terminator, given[3]) &&
		t.dialectRune(&d.quoteChar, given[4], "quotechar", true) && t.dialectBool(&d.skipSpace, given[6]) &&
		t.dialectBool(&d.strict, given[7])
	if !ok {
		return nil
	}
	if o := given[5]; o != nil {
		if _, isPlain := o.(Int); !isPlain {
			t.typeError("\"quoting\" must be an integer")
			return nil
		}
		d.quoting, _ = t.index(o)
	}
	if d.quoting < csvQuoteMinimal || d.quoting > csvQuoteNone {
		t.typeError("bad \"quoting\" value")
		return nil
	}
	if given[4] == None && given[5] == nil {
		d.quoting = csvQuoteNone
	}
	if d.quoting != csvQuoteNone && d.quoteChar < 0 {
		t.typeError("quotechar must be set if quoting enabled")
		return nil
	}
	return d
}

//rgo:parallel
func (t *Thread) dialectBool(field *bool, o Object) bool {
	if o == nil {
		return true
	}
	v, ok := t.truth(o)
	*field = v
	return ok
}

//rgo:parallel
func (t *Thread) dialectText(field **Str, o Object) bool {
	if o == nil || o == None {
		if o == None {
			*field = emptyStr
		}
		return true
	}
	s := strOf(o)
	if s == nil {
		t.typeError("\"lineterminator\" must be a string")
		return false
	}
	*field = s
	return true
}

//rgo:parallel
func (t *Thread) dialectRune(field *rune, o Object, name string, optional bool) bool {
	if o == nil {
		return true
	}
	if o == None && optional {
		*field = -1
		return true
	}
	s := strOf(o)
	if s == nil {
		kind := "string"
		if optional {
			kind = "string or None"
		}
		t.typeError("\"" + name + "\" must be " + kind + ", not " + o.Class().name)
		return false
	}
	if s.n != 1 {
		t.typeError("\"" + name + "\" must be a 1-character string")
		return false
	}
	*field = s.runeAt(0)
	return true
}
