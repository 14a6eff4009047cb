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
			if v := fn(r); v != nil {
				return v
			}
			return t.raise(NotImplementedError, "unicodedata."+name+"() has no tables in this build")
		})
	}
	text := func(s string, ok bool) Object {
		if !ok {
			return nil
		}
		return newASCII(s)
	}
	character("category", func(r rune) Object { return newASCII(ucd.Category(r)) })
	character("bidirectional", func(r rune) Object { return text(bidirectional(r)) })
	character("combining", func(r rune) Object {
		class, ok := ucd.CombiningClass(r)
		if !ok {
			return nil
		}
		if ucd.IsLater(r) {
			class = 0
		}
		return intOf(class)
	})
	character("mirrored", func(r rune) Object { return newInt(boolInt(unicode.Is(ucd.Mirrored, r))) })
	character("east_asian_width", func(r rune) Object { return text(eastAsianWidth(r)) })
	character("decomposition", func(r rune) Object { return text(decomposition(r)) })
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
		if r, ok := normalize(form, s.s); ok {
			return NewStr(r)
		}
		return t.raise(NotImplementedError, "unicodedata.normalize() has no tables in this build")
	})
	add("is_normalized", 2, 2, func(t *Thread, args []Object) Object {
		s, form, ok := t.normalForm("is_normalized", args)
		if !ok {
			return nil
		}
		if s.isASCII() {
			return True
		}
		r, ok := normalize(form, s.s)
		if !ok {
			return t.raise(NotImplementedError, "unicodedata.is_normalized() has no tables in this build")
		}
		return boolOf(r == s.s)
	})
	return rows
}

// normalize leaves lone surrogates and what Unicode 14.0 does not have alone.
func normalize(form ucd.Form, s string) (string, bool) {
	var out strings.Builder
	start := 0
	for i := 0; i < len(s); {
		r, size := decodeRune(s[i:])
		if isSurrogate(r) || ucd.IsLater(r) {
			part, ok := ucd.Normalize(form, s[start:i])
			if !ok {
				return "", false
			}
			out.WriteString(part)
			out.WriteString(s[i : i+size])
			start = i + size
		}
		i += size
	}
	part, ok := ucd.Normalize(form, s[start:])
	out.WriteString(part)
	return out.String(), ok
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

func bidirectional(r rune) (string, bool) {
	if ucd.Category(r) == "Cn" {
		return "", true
	}
	if isSurrogate(r) {
		return "L", true
	}
	switch r { // one class in package bidi
	case 0x202A:
		return "LRE", true
	case 0x202B:
		return "RLE", true
	case 0x202C:
		return "PDF", true
	case 0x202D:
		return "LRO", true
	case 0x202E:
		return "RLO", true
	case 0x2066:
		return "LRI", true
	case 0x2067:
		return "RLI", true
	case 0x2068:
		return "FSI", true
	case 0x2069:
		return "PDI", true
	}
	return ucd.BidiClass(r)
}

// eastAsianWidth is the width as CPython has it: "F" for what is not assigned.
func eastAsianWidth(r rune) (string, bool) {
	kind, ok := ucd.EastAsianWidth(r)
	if kind == "N" && ucd.Category(r) == "Cn" {
		kind = "F"
	}
	return kind, ok
}

// decomposition is the mapping of one step, with its kind.
func decomposition(r rune) (string, bool) {
	if r >= 0xAC00 && r <= 0xD7A3 || ucd.IsLater(r) || isSurrogate(r) {
		return "", true
	}
	s := string(r)
	full, ok := ucd.Normalize(ucd.NFKD, s)
	if !ok || full == s {
		return "", ok
	}
	text := ""
	if d, _ := ucd.Normalize(ucd.NFD, s); d == s {
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
	return text, true
}
