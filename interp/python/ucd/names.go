package ucd

import (
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/runenames"
)

// This file is the names of characters.

// Parts of the names of Hangul syllables, in the order of their numbers.
var (
	hangulLeads  = strings.Split("G GG N D DD R M B BB S SS  J JJ C K T P H", " ")
	hangulVowels = strings.Split("A AE YA YAE EO E YEO YE O WA WAE OE YO U WEO WE WI YU EU YI I", " ")
	hangulTails  = strings.Split(" G GG GS N NJ NH D L LG LM LB LS LT LP LH M B BS S SS NG J C K T P H", " ")
)

const (
	hangulFirst = 0xAC00
	hangulLast  = 0xD7A3
)

// ideographs are the ranges of unified ideographs.
var ideographs = []struct{ first, last rune }{
	{0x3400, 0x4DBF}, {0x4E00, 0x9FFF}, {0x20000, 0x2A6DF}, {0x2A700, 0x2B738}, {0x2B740, 0x2B81D}, {0x2B820, 0x2CEA1},
	{0x2CEB0, 0x2EBE0}, {0x30000, 0x3134A},
}

func isIdeograph(r rune) bool {
	for _, x := range ideographs {
		if r >= x.first && r <= x.last {
			return true
		}
	}
	return false
}

const (
	ideographName = "CJK UNIFIED IDEOGRAPH-"
	hangulName    = "HANGUL SYLLABLE "
)

// Name returns the name of a character, "" if it has none.
func Name(r rune) string {
	switch {
	case r >= hangulFirst && r <= hangulLast:
		i := int(r - hangulFirst)
		tails, vowels := len(hangulTails), len(hangulVowels)
		return hangulName + hangulLeads[i/(tails*vowels)] + hangulVowels[i/tails%vowels] + hangulTails[i%tails]
	case isIdeograph(r):
		return ideographName + strings.ToUpper(strconv.FormatInt(int64(r), 16))
	case isLater(r):
		return ""
	}
	name := runenames.Name(r)
	if strings.HasPrefix(name, "<") {
		return ""
	}
	return name
}

// index finds characters by name; it is made when the first name is looked up.
type index struct{ byName map[string]rune }

var names = &index{}

func (x *index) build() {
	x.byName = make(map[string]rune, 36000)
	for _, table := range []*unicode.RangeTable{unicode.L, unicode.M, unicode.N, unicode.P, unicode.S, unicode.Z, unicode.Cf} {
		for _, span := range table.R16 {
			x.add(rune(span.Lo), rune(span.Hi), rune(span.Stride))
		}
		for _, span := range table.R32 {
			x.add(rune(span.Lo), rune(span.Hi), rune(span.Stride))
		}
	}
	for _, line := range strings.Split(aliases, "\n") {
		code, list, ok := strings.Cut(line, " ")
		if !ok {
			continue
		}
		r, _ := strconv.ParseInt(code, 16, 32)
		for _, name := range strings.Split(list, ";") {
			x.byName[name] = rune(r)
		}
	}
	for i := 0; i < 256; i++ { // variation selectors
		r := rune(0xFE00 + i)
		if i >= 16 {
			r = rune(0xE0100 + i - 16)
		}
		x.byName["VS"+strconv.Itoa(i+1)] = r
	}
}

func (x *index) add(first, last, stride rune) {
	for r := first; r <= last; r += stride {
		if r >= hangulFirst && r <= hangulLast || isIdeograph(r) {
			continue
		}
		if name := Name(r); name != "" {
			x.byName[name] = r
		}
	}
}

// Lookup finds a character by its name or alias, without regard to case except
// in computed names.
func Lookup(name string) (rune, bool) {
	if hex, ok := strings.CutPrefix(name, ideographName); ok {
		r, err := strconv.ParseUint(hex, 16, 32)
		if err != nil || len(hex) < 4 || len(hex) > 5 || !isIdeograph(rune(r)) {
			return 0, false
		}
		return rune(r), true
	}
	if rest, ok := strings.CutPrefix(name, hangulName); ok {
		return hangul(rest)
	}
	if names.byName == nil {
		names.build()
	}
	r, ok := names.byName[strings.ToUpper(name)]
	return r, ok
}

// hangul finds a syllable: the longest parts that fit.
func hangul(s string) (rune, bool) {
	lead, s := longest(hangulLeads, s)
	vowel, s := longest(hangulVowels, s)
	tail, s := longest(hangulTails, s)
	if lead < 0 || vowel < 0 || tail < 0 || s != "" {
		return 0, false
	}
	return rune(hangulFirst + (lead*len(hangulVowels)+vowel)*len(hangulTails) + tail), true
}

func longest(parts []string, s string) (int, string) {
	best := -1
	for i, p := range parts {
		if strings.HasPrefix(s, p) && (best < 0 || len(p) > len(parts[best])) {
			best = i
		}
	}
	if best < 0 {
		return -1, s
	}
	return best, s[len(parts[best]):]
}
