package vm

import (
	"strconv"
	"strings"
	"unicode"

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
	character("combining", func(r rune) Object {
		if ucd.IsLater(r) {
			return newInt(0)
		}
		return intOf(ucd.CombiningClass(r))
	})
	character("mirrored", func(r rune) Object { return newInt(boolInt(unicode.Is(ucd.Mirrored, r))) })
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
		return NewStr(ucd.Normalized(form, s.s))
	})
	add("is_normalized", 2, 2, func(t *Thread, args []Object) Object {
		s, form, ok := t.normalForm("is_normalized", args)
		if !ok {
			return nil
		}
		if s.isASCII() {
			return True
		}
		return boolOf(ucd.Normalized(form, s.s) == s.s)
	})
	return rows
}

func (t *Thread) normalForm(fn string, args []Object) (*Str, ucd.Form, bool) {
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
		return s, ucd.NFC, true
	case "NFD":
		return s, ucd.NFD, true
	case "NFKC":
		return s, ucd.NFKC, true
	case "NFKD":
		return s, ucd.NFKD, true
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
	return ucd.BidiClass(r)
}

// eastAsianWidth is the width as CPython has it: "F" for what is not assigned.
func eastAsianWidth(r rune) string {
	kind := ucd.EastAsianWidth(r)
	switch {
	case isSurrogate(r):
		return "N"
	case ucd.Category(r) == "Cn":
		return "F"
	}
	return kind
}

// decomposition is the mapping of one step, with its kind.
func decomposition(r rune) string {
	if r >= 0xAC00 && r <= 0xD7A3 || ucd.IsLater(r) || isSurrogate(r) {
		return ""
	}
	s := string(r)
	full := ucd.Normalize(ucd.NFKD, s)
	if full == s {
		return ""
	}
	text := ""
	if d := ucd.Normalize(ucd.NFD, s); d == s {
		text = "<compat>"
		if tag := ucd.CompatibilityTag(r); tag != "" {
			text = tag
		}
	} else if step := ucd.CanonicalStep(r); step != nil {
		full = string(step)
	} else {
		full = d
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
