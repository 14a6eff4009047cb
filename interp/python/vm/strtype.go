package vm

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"rgo/interp/python/code"
	"rgo/rlib/thread"
)

// This file is the methods of str: searching, splitting, joining. The tests
// and conversions of characters are in strcase.go.

//rgo:parallel
func init() {
	StrType.setNew(newStrObject)
	addContainerMethods(StrType)
	StrType.addText(true)
	StrType.addHash()
	StrType.addCompare(true)
	StrType.addBinary(code.Add, code.Remainder)
	StrType.addRepeat()
	StrType.addFormat()
	StrType.addMethods([]method{
		{"join", 1, 1, strJoin, ""},
		{"split", 0, 2, strSplit, "sep,maxsplit"},
		{"rsplit", 0, 2, strRsplit, "sep,maxsplit"},
		{"splitlines", 0, 1, strSplitLines, "keepends"},
		{"partition", 1, 1, strPartition, ""},
		{"rpartition", 1, 1, strRpartition, ""},
		{"replace", 2, 3, strReplace, ""},
		{"find", 1, 3, func(t *Thread, args []Object) Object { return strFind(t, args, false, false) }, ""},
		{"rfind", 1, 3, func(t *Thread, args []Object) Object { return strFind(t, args, true, false) }, ""},
		{"index", 1, 3, func(t *Thread, args []Object) Object { return strFind(t, args, false, true) }, ""},
		{"rindex", 1, 3, func(t *Thread, args []Object) Object { return strFind(t, args, true, true) }, ""},
		{"count", 1, 3, strCount, ""},
		{"startswith", 1, 3, func(t *Thread, args []Object) Object { return strAffix(t, args, false) }, ""},
		{"endswith", 1, 3, func(t *Thread, args []Object) Object { return strAffix(t, args, true) }, ""},
		{"removeprefix", 1, 1, func(t *Thread, args []Object) Object {
			s, p := strOf(args[0]), strOf(args[1])
			if p == nil {
				return t.typeError("removeprefix() argument must be str, not " + args[1].Class().name)
			}
			return NewStr(strings.TrimPrefix(s.s, p.s))
		}, ""},
		{"removesuffix", 1, 1, func(t *Thread, args []Object) Object {
			s, p := strOf(args[0]), strOf(args[1])
			if p == nil {
				return t.typeError("removesuffix() argument must be str, not " + args[1].Class().name)
			}
			return NewStr(strings.TrimSuffix(s.s, p.s))
		}, ""},
		{"strip", 0, 1, func(t *Thread, args []Object) Object { return strStrip(t, args, true, true) }, ""},
		{"lstrip", 0, 1, func(t *Thread, args []Object) Object { return strStrip(t, args, true, false) }, ""},
		{"rstrip", 0, 1, func(t *Thread, args []Object) Object { return strStrip(t, args, false, true) }, ""},
		{"center", 1, 2, func(t *Thread, args []Object) Object { return strPad(t, args, "center") }, ""},
		{"ljust", 1, 2, func(t *Thread, args []Object) Object { return strPad(t, args, "ljust") }, ""},
		{"rjust", 1, 2, func(t *Thread, args []Object) Object { return strPad(t, args, "rjust") }, ""},
		{"zfill", 1, 1, strZfill, ""},
		{"expandtabs", 0, 1, strExpandTabs, "tabsize"},
		{"encode", 0, 2, strEncode, "encoding,errors"},
		{"translate", 1, 1, strTranslate, ""},
		{"format_map", 1, 1, func(t *Thread, args []Object) Object {
			return t.formatTemplate(strOf(args[0]), nil, args[1])
		}, ""},
		{"__getnewargs__", 0, 0, func(t *Thread, args []Object) Object { return tupleOf(NewStr(strOf(args[0]).s)) }, ""},
	})
	StrType.addRaw([]rawMethod{{"format", strFormat}})
	StrType.addStatic([]method{{"maketrans", 1, 3, strMakeTrans, ""}})
}

// newStrObject is str(object, encoding, errors).
//
//rgo:parallel
func newStrObject(t *Thread, args []Object, kwNames []*Str) Object {
	if thread.Parallel && len(args) == 2 && len(kwNames) == 0 && args[0] == Object(StrType) {
		switch args[1].(type) {
		case Int, Float, *Str:
			return t.str(args[1])
		}
	}
	return newStrOf(t, args, kwNames)
}

//rgo:parallel
func newStrOf(t *Thread, args []Object, kwNames []*Str) Object {
	c := args[0].(*Type)
	var fields [3]Object
	if !t.bindNames("str", args[1:], kwNames, []string{"object", "encoding", "errors"}, fields[:]) {
		return nil
	}
	if fields[0] == nil {
		return wrapNew(c, StrType, emptyStr)
	}
	if fields[1] != nil || fields[2] != nil {
		s, ok := bytesText(fields[0])
		if !ok {
			return t.typeError("decoding to str: need a bytes-like object, " + fields[0].Class().name + " found")
		}
		r := t.decode(s, fields[1], fields[2])
		if r == nil {
			return nil
		}
		return wrapNew(c, StrType, r)
	}
	if i, ok := fields[0].(*Instance); ok && c == StrType {
		return t.strOfInstance(i)
	}
	s := t.str(fields[0])
	if s == nil {
		return nil
	}
	return wrapNew(c, StrType, s)
}

// strArg checks that an argument is a str.
//
//rgo:parallel
func (t *Thread) strArg(o Object, fn string) *Str {
	s := strOf(o)
	if s == nil {
		t.typeError(fn + " must be str, not " + o.Class().name)
	}
	return s
}

//rgo:parallel
func strJoin(t *Thread, args []Object) Object {
	sep := strOf(args[0])
	items, ok := t.view(args[1])
	if !ok {
		if t.exc.cls == TypeError && !t.isIterable(args[1]) {
			t.exc = nil
			return t.typeError("can only join an iterable")
		}
		return nil
	}
	size, runes := 0, 0
	for i, o := range items {
		s := strOf(o)
		if s == nil {
			return t.typeError("sequence item " + strconv.Itoa(i) + ": expected str instance, " + o.Class().name + " found")
		}
		size += len(s.s)
		runes += s.n
	}
	if len(items) == 1 {
		if s, ok := items[0].(*Str); ok {
			return s
		}
	}
	if len(items) > 1 {
		size += len(sep.s) * (len(items) - 1)
		runes += sep.n * (len(items) - 1)
	}
	return &Str{s: joinTexts(sep.s, items, size), n: runes}
}

// joinTexts concatenates strs, size bytes with those of sep between them.
//
//rgo:parallel
func joinTexts(sep string, items []Object, size int) string {
	var b strings.Builder
	b.Grow(size)
	for i, o := range items {
		if i > 0 && sep != "" {
			b.WriteString(sep)
		}
		if s := strOf(o).s; len(s) == 1 {
			b.WriteByte(s[0])
		} else {
			b.WriteString(s)
		}
	}
	return b.String()
}

// splitArgs reads sep and maxsplit.
//
//rgo:parallel
func (t *Thread) splitArgs(args []Object) (sep *Str, limit int, ok bool) {
	limit = -1
	if len(args) > 1 && args[1] != nil && args[1] != None {
		if sep = strOf(args[1]); sep == nil {
			t.typeError("must be str or None, not " + args[1].Class().name)
			return nil, 0, false
		}
		if sep.s == "" {
			t.valueError("empty separator")
			return nil, 0, false
		}
	}
	if len(args) > 2 && args[2] != nil {
		if limit, ok = t.index(args[2]); !ok {
			return nil, 0, false
		}
	}
	return sep, limit, true
}

// part makes the str of a piece of s.
//
//rgo:parallel
func part(s *Str, text string) *Str {
	if s.isASCII() {
		if len(text) == 1 {
			return latin[text[0]]
		}
		return newASCII(text)
	}
	return NewStr(text)
}

//rgo:parallel
func strSplit(t *Thread, args []Object) Object {
	s := strOf(args[0])
	sep, limit, ok := t.splitArgs(args)
	if !ok {
		return nil
	}
	var items []Object
	rest := s.s
	if sep == nil {
		for {
			rest = strings.TrimLeftFunc(rest, isSpace)
			if rest == "" {
				break
			}
			if limit >= 0 && len(items) >= limit {
				items = append(items, part(s, rest))
				break
			}
			end := strings.IndexFunc(rest, isSpace)
			if end < 0 {
				end = len(rest)
			}
			items = append(items, part(s, rest[:end]))
			rest = rest[end:]
		}
		return newList(items)
	}
	for limit < 0 || len(items) < limit {
		i := strings.Index(rest, sep.s)
		if i < 0 {
			break
		}
		items = append(items, part(s, rest[:i]))
		rest = rest[i+len(sep.s):]
	}
	return newList(append(items, part(s, rest)))
}

//rgo:parallel
func strRsplit(t *Thread, args []Object) Object {
	s := strOf(args[0])
	sep, limit, ok := t.splitArgs(args)
	if !ok {
		return nil
	}
	if limit < 0 {
		limit = len(s.s) + 1
	}
	var items []Object
	rest := s.s
	if sep == nil {
		for {
			rest = strings.TrimRightFunc(rest, isSpace)
			if rest == "" {
				break
			}
			if len(items) >= limit {
				items = append(items, part(s, rest))
				break
			}
			start := strings.LastIndexFunc(rest, isSpace)
			_, size := 0, 0
			if start >= 0 {
				_, size = decodeRune(rest[start:])
			} else {
				start = 0
			}
			items = append(items, part(s, rest[start+size:]))
			rest = rest[:start]
		}
	} else {
		for len(items) < limit {
			i := strings.LastIndex(rest, sep.s)
			if i < 0 {
				break
			}
			items = append(items, part(s, rest[i+len(sep.s):]))
			rest = rest[:i]
		}
		items = append(items, part(s, rest))
	}
	for i, j := 0, len(items)-1; i < j; i, j = i+1, j-1 {
		items[i], items[j] = items[j], items[i]
	}
	return newList(items)
}

// lineEnd finds the first line boundary: its place and size.
//
//rgo:parallel
func lineEnd(s string) (at, size int) {
	for i := 0; i < len(s); {
		r, n := decodeRune(s[i:])
		switch r {
		case '\r':
			if i+1 < len(s) && s[i+1] == '\n' {
				return i, 2
			}
			return i, 1
		case '\n', '\v', '\f', 0x1c, 0x1d, 0x1e, 0x85, 0x2028, 0x2029:
			return i, n
		}
		i += n
	}
	return -1, 0
}

//rgo:parallel
func strSplitLines(t *Thread, args []Object) Object {
	s := strOf(args[0])
	keep := false
	if len(args) > 1 && args[1] != nil {
		var ok bool
		if keep, ok = t.truth(args[1]); !ok {
			return nil
		}
	}
	var items []Object
	rest := s.s
	for rest != "" {
		at, size := lineEnd(rest)
		if at < 0 {
			items = append(items, part(s, rest))
			break
		}
		if keep {
			items = append(items, part(s, rest[:at+size]))
		} else {
			items = append(items, part(s, rest[:at]))
		}
		rest = rest[at+size:]
	}
	return newList(items)
}

//rgo:parallel
func strPartition(t *Thread, args []Object) Object {
	s, sep := strOf(args[0]), t.strArg(args[1], "argument")
	if sep == nil {
		return nil
	}
	if sep.s == "" {
		return t.valueError("empty separator")
	}
	if i := strings.Index(s.s, sep.s); i >= 0 {
		return tupleOf(part(s, s.s[:i]), sep, part(s, s.s[i+len(sep.s):]))
	}
	return tupleOf(s, emptyStr, emptyStr)
}

//rgo:parallel
func strRpartition(t *Thread, args []Object) Object {
	s, sep := strOf(args[0]), t.strArg(args[1], "argument")
	if sep == nil {
		return nil
	}
	if sep.s == "" {
		return t.valueError("empty separator")
	}
	if i := strings.LastIndex(s.s, sep.s); i >= 0 {
		return tupleOf(part(s, s.s[:i]), sep, part(s, s.s[i+len(sep.s):]))
	}
	return tupleOf(emptyStr, emptyStr, s)
}

//rgo:parallel
func strReplace(t *Thread, args []Object) Object {
	s := strOf(args[0])
	from, to := t.strArg(args[1], "replace() argument 1"), (*Str)(nil)
	if from == nil {
		return nil
	}
	if to = t.strArg(args[2], "replace() argument 2"); to == nil {
		return nil
	}
	n := -1
	if len(args) > 3 {
		var ok bool
		if n, ok = t.index(args[3]); !ok {
			return nil
		}
	}
	return NewStr(strings.Replace(s.s, from.s, to.s, n))
}

// searchBounds reads optional start and stop arguments as code point indexes.
//
//rgo:parallel
func (t *Thread) searchBounds(args []Object, first, n int) (start, stop int, ok bool) {
	start, stop = 0, n
	if len(args) > first && args[first] != nil && args[first] != None {
		if start, ok = t.sliceIndex(args[first]); !ok {
			return 0, 0, false
		}
		if start < 0 {
			start = max(0, start+n)
		}
	}
	if len(args) > first+1 && args[first+1] != nil && args[first+1] != None {
		if stop, ok = t.sliceIndex(args[first+1]); !ok {
			return 0, 0, false
		}
		stop = clampBound(stop, n, 0, n)
	}
	return start, stop, true
}

// strFind is find, rfind, index and rindex.
//
//rgo:parallel
func strFind(t *Thread, args []Object, last, must bool) Object {
	s, sub := strOf(args[0]), t.strArg(args[1], "must be str, not "+args[1].Class().name+"; argument")
	if sub == nil {
		t.exc = nil
		return t.typeError("must be str, not " + args[1].Class().name)
	}
	start, stop, ok := t.searchBounds(args, 2, s.n)
	if !ok {
		return nil
	}
	result := -1
	if start <= stop {
		low, high := s.byteOffset(start), s.byteOffset(stop)
		var i int
		if last {
			i = strings.LastIndex(s.s[low:high], sub.s)
		} else {
			i = strings.Index(s.s[low:high], sub.s)
		}
		if i >= 0 {
			result = s.runeOffset(low + i)
		}
	}
	if result < 0 && must {
		return t.valueError("substring not found")
	}
	return intOf(result)
}

//rgo:parallel
func strCount(t *Thread, args []Object) Object {
	s, sub := strOf(args[0]), strOf(args[1])
	if sub == nil {
		return t.typeError("must be str, not " + args[1].Class().name)
	}
	start, stop, ok := t.searchBounds(args, 2, s.n)
	if !ok {
		return nil
	}
	if start > stop {
		return newInt(0)
	}
	if sub.s == "" {
		return intOf(stop - start + 1)
	}
	return intOf(strings.Count(s.s[s.byteOffset(start):s.byteOffset(stop)], sub.s))
}

// strAffix is startswith and endswith.
//
//rgo:parallel
func strAffix(t *Thread, args []Object, suffix bool) Object {
	s := strOf(args[0])
	start, stop, ok := t.searchBounds(args, 2, s.n)
	if !ok {
		return nil
	}
	if start > stop {
		return False
	}
	text := s.s[s.byteOffset(start):s.byteOffset(stop)]
	name := "startswith"
	if suffix {
		name = "endswith"
	}
	options := []Object{args[1]}
	if p := tuplePayload(args[1]); p != nil {
		options = p.items
	}
	for _, o := range options {
		x := strOf(o)
		if x == nil {
			if tuplePayload(args[1]) != nil {
				return t.typeError("tuple for " + name + " must only contain str, not " + o.Class().name)
			}
			return t.typeError(name + " first arg must be str or a tuple of str, not " + o.Class().name)
		}
		if suffix && strings.HasSuffix(text, x.s) || !suffix && strings.HasPrefix(text, x.s) {
			return True
		}
	}
	return False
}

//rgo:parallel
func strStrip(t *Thread, args []Object, left, right bool) Object {
	s := strOf(args[0])
	text := s.s
	if len(args) < 2 || args[1] == None {
		if left {
			text = strings.TrimLeftFunc(text, isSpace)
		}
		if right {
			text = strings.TrimRightFunc(text, isSpace)
		}
	} else {
		chars := strOf(args[1])
		if chars == nil {
			return t.typeError("strip arg must be None or str")
		}
		if left {
			text = strings.TrimLeft(text, chars.s)
		}
		if right {
			text = strings.TrimRight(text, chars.s)
		}
	}
	if len(text) == len(s.s) {
		return s
	}
	return part(s, text)
}

// strPad is center, ljust and rjust.
//
//rgo:parallel
func strPad(t *Thread, args []Object, how string) Object {
	s := strOf(args[0])
	width, ok := t.index(args[1])
	if !ok {
		return nil
	}
	fill := " "
	if len(args) > 2 {
		f := strOf(args[2])
		if f == nil || f.n != 1 {
			return t.typeError("The fill character must be exactly one character long")
		}
		fill = f.s
	}
	space := width - s.n
	if space <= 0 {
		return s
	}
	if !t.fits(len(fill), space) {
		return nil
	}
	left := 0
	switch how {
	case "rjust":
		left = space
	case "center":
		left = space/2 + space&width&1
	}
	return NewStr(repeatText(fill, left) + s.s + repeatText(fill, space-left))
}

//rgo:parallel
func strZfill(t *Thread, args []Object) Object {
	s := strOf(args[0])
	width, ok := t.index(args[1])
	if !ok {
		return nil
	}
	if width <= s.n {
		return s
	}
	if !t.fits(1, width) {
		return nil
	}
	zeros := repeatText("0", width-s.n)
	if s.s != "" && (s.s[0] == '-' || s.s[0] == '+') {
		return NewStr(s.s[:1] + zeros + s.s[1:])
	}
	return NewStr(zeros + s.s)
}

//rgo:parallel
func strExpandTabs(t *Thread, args []Object) Object {
	size := 8
	if len(args) > 1 && args[1] != nil {
		var ok bool
		if size, ok = t.index(args[1]); !ok {
			return nil
		}
	}
	var b []byte
	column := 0
	for _, r := range strOf(args[0]).s {
		switch r {
		case '\t':
			if size > 0 {
				n := size - column%size
				if !t.fits(1, len(b)+n) {
					return nil
				}
				b = append(b, repeatText(" ", n)...)
				column += n
			}
		case '\n', '\r':
			b = append(b, byte(r))
			column = 0
		default:
			b = appendRune(b, r)
			column++
		}
	}
	return NewStr(string(b))
}

// strTranslate maps code points through a table.
//
//rgo:parallel
func strTranslate(t *Thread, args []Object) Object {
	s := strOf(args[0])
	b := make([]byte, 0, len(s.s))
	var seen [0x80]translation
	for i, size := 0, 0; i < len(s.s); i += size {
		r := rune(s.s[i])
		if size = 1; r >= 0x80 {
			r, size = decodeRune(s.s[i:])
		}
		if r < 0x80 && seen[r] != unseen {
			if c := seen[r]; c != deleted {
				b = append(b, byte(c-1))
			}
			continue
		}
		before := len(b)
		var ok bool
		if b, ok = t.translateRune(b, r, args[1]); !ok {
			return nil
		}
		if r < 0x80 {
			switch len(b) - before {
			case 0:
				seen[r] = deleted
			case 1:
				seen[r] = translation(b[before]) + 1
			}
		}
	}
	return NewStr(string(b))
}

// translation is what an ASCII character became: a byte plus one.
type translation uint8

const (
	unseen  translation = 0
	deleted translation = 0xff
)

// translateRune appends what becomes of a code point; ok is false with an
// exception. The table is asked once for each ASCII character that becomes one
// or none, as in CPython.
//
//rgo:parallel
func (t *Thread) translateRune(b []byte, r rune, table Object) (result []byte, ok bool) {
	var v Object
	if d, isDict := table.(*Dict); isDict {
		key := newInt(int64(r))
		if v = moreItem(d, key); v == nil && d.hasTogether(key) != 0 {
			v = d.get(t, key)
		}
		if v == nil && t.exc == nil {
			return appendRune(b, r), true
		}
	} else {
		v = t.getItem(table, newInt(int64(r)))
	}
	if v == nil {
		if !t.catch(LookupError) {
			return nil, false
		}
		return appendRune(b, r), true
	}
	switch x := payloadOf(v).(type) {
	case *noneObject:
		return b, true
	case Int:
		if x.v < 0 || x.v > unicode.MaxRune {
			t.valueError("character mapping must be in range(0x110000)")
			return nil, false
		}
		return appendRune(b, rune(x.v)), true
	case *Str:
		return append(b, x.s...), true
	}
	t.typeError("character mapping must return integer, None or str")
	return nil, false
}

//rgo:parallel
func strMakeTrans(t *Thread, args []Object) Object {
	d := NewDict()
	if len(args) == 1 {
		src := dictOf(args[0])
		if src == nil {
			return t.typeError("if you give only one argument to maketrans it must be a dict")
		}
		src.bias.Own()
		entries := slices.Clone(src.entries)
		for _, e := range entries {
			if e.key == nil {
				continue
			}
			k := e.key
			if s := strOf(k); s != nil {
				if s.n != 1 {
					return t.valueError("string keys in translate table must be of length 1")
				}
				k = newInt(int64(s.runeAt(0)))
			}
			if !d.set(t, k, e.value) {
				return nil
			}
		}
		return d
	}
	from, to := strOf(args[0]), strOf(args[1])
	if from == nil || to == nil {
		return t.typeError("first maketrans argument must be a string if there is a second argument")
	}
	if from.n != to.n {
		return t.valueError("the first two maketrans arguments must have equal length")
	}
	for i := 0; i < from.n; i++ {
		d.set(t, newInt(int64(from.runeAt(i))), newInt(int64(to.runeAt(i))))
	}
	if len(args) > 2 {
		drop := strOf(args[2])
		if drop == nil {
			return t.typeError("maketrans() argument 3 must be str, not " + args[2].Class().name)
		}
		for i := 0; i < drop.n; i++ {
			d.set(t, newInt(int64(drop.runeAt(i))), None)
		}
	}
	return d
}

// isSpace is str.isspace for one code point.
//
//rgo:parallel
func isSpace(r rune) bool {
	if r < 0x80 {
		return r == ' ' || r >= '\t' && r <= '\r' || r >= 0x1c && r <= 0x1f
	}
	return unicode.IsSpace(r)
}
