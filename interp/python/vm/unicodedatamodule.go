package vm

import (
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/bidi"
	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"

	"rgo/interp/python/ucd"
)

// This file is the module unicodedata.

func init() {
	builtinModules["unicodedata"] = makeUnicodeData
	ucdType.module = newASCII("unicodedata")
	ucdType.addMethods(unicodeFunctions(true))
	ucdType.addGetSets([]getset{{"unidata_version", func(t *Thread, o Object) Object { return newASCII("3.2.0") }, nil}})
}

// oldDatabase is unicodedata.ucd_3_2_0, which some network protocols ask for.
// It answers from the tables of Unicode 14.0 for what both have.
type oldDatabase struct{ _ int }

// Class returns unicodedata.UCD.
func (*oldDatabase) Class() *Type { return ucdType }

var ucdType = newBuiltinType("UCD", ObjectType, final)

// makeUnicodeData makes the module.
func makeUnicodeData(t *Thread) *Module {
	m := newModule("unicodedata")
	m.set("unidata_version", newASCII(ucd.Version))
	m.set("UCD", ucdType)
	m.set("ucd_3_2_0", &oldDatabase{})
	m.addFunctions(unicodeFunctions(false))
	return m
}

// unicodeFunctions are the functions, as methods if self is the first argument.
func unicodeFunctions(methods bool) []method {
	skip := 0
	if methods {
		skip = 1
	}
	var rows []method
	add := func(name string, min, max int, fn BuiltinFunc) {
		rows = append(rows, method{name, min, max, func(t *Thread, args []Object) Object { return fn(t, args[skip:]) }, ""})
	}
	character := func(name string, fn func(r rune) Object) {
		add(name, 1, 1, func(t *Thread, args []Object) Object {
			r, ok := t.characterArg(name, args[0], "")
			if !ok {
				return nil
			}
			return fn(r)
		})
	}
	character("category", func(r rune) Object { return newASCII(ucd.Category(r)) })
	character("bidirectional", func(r rune) Object { return newASCII(bidirectional(r)) })
	character("combining", func(r rune) Object { return intOf(combiningClass(r)) })
	character("mirrored", func(r rune) Object { return newInt(boolInt(isMirrored(r))) })
	character("east_asian_width", func(r rune) Object { return newASCII(eastAsianWidth(r)) })
	character("decomposition", func(r rune) Object { return newASCII(decomposition(r)) })
	number := func(name, what string, fn func(r rune) Object) {
		add(name, 1, 2, func(t *Thread, args []Object) Object {
			r, ok := t.characterArg(name, args[0], " 1")
			if !ok {
				return nil
			}
			if v := fn(r); v != nil {
				return v
			}
			if len(args) > 1 {
				return args[1]
			}
			return t.valueError("not a " + what)
		})
	}
	number("decimal", "decimal", func(r rune) Object {
		if !unicode.Is(unicode.Nd, r) || ucd.Category(r) != "Nd" {
			return nil
		}
		return newInt(int64(ucd.DecimalValue(r)))
	})
	number("digit", "digit", func(r rune) Object {
		if v, ok := ucd.DigitValue(r); ok {
			return newInt(int64(v))
		}
		return nil
	})
	number("numeric", "numeric character", func(r rune) Object {
		if v, ok := ucd.NumericValue(r); ok {
			return newFloat(v)
		}
		return nil
	})
	add("name", 1, 2, func(t *Thread, args []Object) Object {
		r, ok := t.characterArg("name", args[0], " 1")
		if !ok {
			return nil
		}
		if name := ucd.Name(r); name != "" {
			return newASCII(name)
		}
		if len(args) > 1 {
			return args[1]
		}
		return t.valueError("no such name")
	})
	add("lookup", 1, 1, func(t *Thread, args []Object) Object {
		s := strOf(args[0])
		if s == nil {
			return t.typeError("lookup() argument must be str, not " + args[0].Class().name)
		}
		r, ok := ucd.Lookup(s.s)
		if !ok {
			return t.raiseInstance(newException(KeyError, NewStr("undefined character name '"+s.s+"'")))
		}
		return runeStr(r)
	})
	add("normalize", 2, 2, func(t *Thread, args []Object) Object {
		s, form, ok := t.normalForm("normalize", args)
		if !ok {
			return nil
		}
		if s.isASCII() {
			return s
		}
		return NewStr(normalize(form, s.s))
	})
	add("is_normalized", 2, 2, func(t *Thread, args []Object) Object {
		s, form, ok := t.normalForm("is_normalized", args)
		if !ok {
			return nil
		}
		return boolOf(s.isASCII() || normalize(form, s.s) == s.s)
	})
	return rows
}

// normalize leaves lone surrogates and what Unicode 14.0 does not have alone.
func normalize(form norm.Form, s string) string {
	var out strings.Builder
	start := 0
	for i := 0; i < len(s); {
		r, size := decodeRune(s[i:])
		if isSurrogate(r) || ucd.IsLater(r) {
			out.WriteString(form.String(s[start:i]))
			out.WriteString(s[i : i+size])
			start = i + size
		}
		i += size
	}
	out.WriteString(form.String(s[start:]))
	return out.String()
}

func (t *Thread) normalForm(fn string, args []Object) (*Str, norm.Form, bool) {
	name, s := strOf(args[0]), strOf(args[1])
	if name == nil || s == nil {
		i := 0
		if name != nil {
			i = 1
		}
		t.typeError(fn + "() argument " + strconv.Itoa(i+1) + " must be str, not " + args[i].Class().name)
		return nil, 0, false
	}
	switch name.s {
	case "NFC":
		return s, norm.NFC, true
	case "NFD":
		return s, norm.NFD, true
	case "NFKC":
		return s, norm.NFKC, true
	case "NFKD":
		return s, norm.NFKD, true
	}
	t.valueError("invalid normalization form")
	return nil, 0, false
}

// characterArg takes a str of one character.
func (t *Thread) characterArg(fn string, o Object, place string) (rune, bool) {
	s := strOf(o)
	if s == nil || s.n != 1 {
		t.typeError(fn + "() argument" + place + " must be a unicode character, not " + o.Class().name)
		return 0, false
	}
	return s.runeAt(0), true
}

func combiningClass(r rune) int {
	if ucd.IsLater(r) {
		return 0
	}
	return int(norm.NFD.PropertiesString(string(r)).CCC())
}

// bidiNames are the classes by their numbers in package bidi.
var bidiNames = map[bidi.Class]string{bidi.L: "L", bidi.R: "R", bidi.EN: "EN", bidi.ES: "ES", bidi.ET: "ET", bidi.AN: "AN",
	bidi.CS: "CS", bidi.B: "B", bidi.S: "S", bidi.WS: "WS", bidi.ON: "ON", bidi.BN: "BN", bidi.NSM: "NSM", bidi.AL: "AL",
	bidi.LRO: "LRO", bidi.RLO: "RLO", bidi.LRE: "LRE", bidi.RLE: "RLE", bidi.PDF: "PDF", bidi.LRI: "LRI", bidi.RLI: "RLI",
	bidi.FSI: "FSI", bidi.PDI: "PDI"}

func bidirectional(r rune) string {
	if ucd.Category(r) == "Cn" {
		return ""
	}
	if isSurrogate(r) {
		return "L"
	}
	switch r { // one class in package bidi
	case 0x202A:
		return "LRE"
	case 0x202B:
		return "RLE"
	case 0x202C:
		return "PDF"
	case 0x202D:
		return "LRO"
	case 0x202E:
		return "RLO"
	case 0x2066:
		return "LRI"
	case 0x2067:
		return "RLI"
	case 0x2068:
		return "FSI"
	case 0x2069:
		return "PDI"
	}
	p, _ := bidi.LookupRune(r)
	return bidiNames[p.Class()]
}

// isMirrored reports whether a character is mirrored in text from the right.
func isMirrored(r rune) bool {
	if ucd.Category(r) == "Cn" {
		return false
	}
	p, _ := bidi.LookupRune(r)
	return p.IsBracket() || unicode.Is(ucd.Mirrored, r)
}

func eastAsianWidth(r rune) string {
	switch width.LookupRune(r).Kind() {
	case width.EastAsianFullwidth:
		return "F"
	case width.EastAsianHalfwidth:
		return "H"
	case width.EastAsianWide:
		return "W"
	case width.EastAsianNarrow:
		return "Na"
	case width.EastAsianAmbiguous:
		return "A"
	}
	if ucd.Category(r) == "Cn" {
		return "F" // what CPython says of code points that are not assigned
	}
	return "N"
}

// decomposition is the mapping of one step, with its kind.
func decomposition(r rune) string {
	if r >= 0xAC00 && r <= 0xD7A3 || ucd.IsLater(r) {
		return ""
	}
	s := string(r)
	full := norm.NFKD.String(s)
	if full == s {
		return ""
	}
	text := ""
	if norm.NFD.String(s) == s {
		text = "<compat>"
		if tag := ucd.CompatibilityTag(r); tag != "" {
			text = tag
		}
	} else if d := ucd.CanonicalStep(r); d != nil {
		full = string(d)
	}
	for _, c := range full {
		if text != "" {
			text += " "
		}
		hex := strings.ToUpper(strconv.FormatInt(int64(c), 16))
		for len(hex) < 4 {
			hex = "0" + hex
		}
		text += hex
	}
	return text
}
