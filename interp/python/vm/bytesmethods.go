package vm

import "strings"

// This file is the methods that bytes and bytearray share with str: searching,
// splitting, trimming and case, on single bytes, of which only ASCII letters
// have case or are letters.

// bytesSelf returns the content of self and a maker of results of its class.
//
//rgo:parallel
func bytesSelf(o Object) (string, func(s string) Object) {
	if x, ok := payloadOf(o).(*ByteArray); ok {
		return x.text(), func(s string) Object { return newByteArray([]byte(s)) }
	}
	s, _ := bytesText(o)
	return s, func(s string) Object { return &Bytes{s} }
}

const byteSpaces = " \t\n\r\v\f"

//rgo:parallel
func isByteSpace(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' }

//rgo:parallel
func isByteUpper(c byte) bool { return c >= 'A' && c <= 'Z' }

//rgo:parallel
func isByteLower(c byte) bool { return c >= 'a' && c <= 'z' }

//rgo:parallel
func isByteAlpha(c byte) bool { return isByteUpper(c) || isByteLower(c) }

//rgo:parallel
func isByteDigit(c byte) bool { return c >= '0' && c <= '9' }

//rgo:parallel
func byteUpper(c byte) byte {
	if isByteLower(c) {
		return c - 32
	}
	return c
}

//rgo:parallel
func byteLower(c byte) byte {
	if isByteUpper(c) {
		return c + 32
	}
	return c
}

// addByteMethods installs the methods.
//
//rgo:parallel
func addByteMethods(c *Type) {
	c.addMethods([]method{
		{"capitalize", 0, 0, mapBytes(func(i int, previous, c byte) byte {
			if i == 0 {
				return byteUpper(c)
			}
			return byteLower(c)
		}), ""},
		{"title", 0, 0, mapBytes(func(i int, previous, c byte) byte {
			if i == 0 || !isByteAlpha(previous) {
				return byteUpper(c)
			}
			return byteLower(c)
		}), ""},
		{"lower", 0, 0, mapBytes(func(i int, previous, c byte) byte { return byteLower(c) }), ""},
		{"upper", 0, 0, mapBytes(func(i int, previous, c byte) byte { return byteUpper(c) }), ""},
		{"swapcase", 0, 0, mapBytes(func(i int, previous, c byte) byte {
			if isByteUpper(c) {
				return byteLower(c)
			}
			return byteUpper(c)
		}), ""},
		{"isalnum", 0, 0, everyByte(func(c byte) bool { return isByteAlpha(c) || isByteDigit(c) }), ""},
		{"isalpha", 0, 0, everyByte(isByteAlpha), ""},
		{"isdigit", 0, 0, everyByte(isByteDigit), ""},
		{"isspace", 0, 0, everyByte(isByteSpace), ""},
		{"islower", 0, 0, func(t *Thread, args []Object) Object {
			s, _ := bytesText(args[0])
			return boolOf(onlyCase(s, isByteLower, isByteUpper))
		}, ""},
		{"isupper", 0, 0, func(t *Thread, args []Object) Object {
			s, _ := bytesText(args[0])
			return boolOf(onlyCase(s, isByteUpper, isByteLower))
		}, ""},
		{"istitle", 0, 0, bytesIsTitle, ""},
		{"find", 1, 3, func(t *Thread, args []Object) Object { return t.bytesFind(args, false, false) }, ""},
		{"rfind", 1, 3, func(t *Thread, args []Object) Object { return t.bytesFind(args, true, false) }, ""},
		{"index", 1, 3, func(t *Thread, args []Object) Object { return t.bytesFind(args, false, true) }, ""},
		{"rindex", 1, 3, func(t *Thread, args []Object) Object { return t.bytesFind(args, true, true) }, ""},
		{"count", 1, 3, bytesCount, ""},
		{"startswith", 1, 3, func(t *Thread, args []Object) Object { return t.bytesAffix(args, false) }, ""},
		{"endswith", 1, 3, func(t *Thread, args []Object) Object { return t.bytesAffix(args, true) }, ""},
		{"removeprefix", 1, 1, func(t *Thread, args []Object) Object {
			ownBytes(args)
			s, result := bytesSelf(args[0])
			p, ok := t.bytesArgument(args[1])
			if !ok {
				return nil
			}
			return result(strings.TrimPrefix(s, p))
		}, ""},
		{"removesuffix", 1, 1, func(t *Thread, args []Object) Object {
			ownBytes(args)
			s, result := bytesSelf(args[0])
			p, ok := t.bytesArgument(args[1])
			if !ok {
				return nil
			}
			return result(strings.TrimSuffix(s, p))
		}, ""},
		{"replace", 2, 3, bytesReplace, ""},
		{"split", 0, 2, func(t *Thread, args []Object) Object { return t.bytesSplit(args, false) }, "sep,maxsplit"},
		{"rsplit", 0, 2, func(t *Thread, args []Object) Object { return t.bytesSplit(args, true) }, "sep,maxsplit"},
		{"splitlines", 0, 1, bytesSplitLines, "keepends"},
		{"partition", 1, 1, func(t *Thread, args []Object) Object { return t.bytesPartition(args, false) }, ""},
		{"rpartition", 1, 1, func(t *Thread, args []Object) Object { return t.bytesPartition(args, true) }, ""},
		{"strip", 0, 1, func(t *Thread, args []Object) Object { return t.bytesStrip(args, true, true) }, ""},
		{"lstrip", 0, 1, func(t *Thread, args []Object) Object { return t.bytesStrip(args, true, false) }, ""},
		{"rstrip", 0, 1, func(t *Thread, args []Object) Object { return t.bytesStrip(args, false, true) }, ""},
		{"ljust", 1, 2, func(t *Thread, args []Object) Object { return t.bytesPad("ljust", args) }, ""},
		{"rjust", 1, 2, func(t *Thread, args []Object) Object { return t.bytesPad("rjust", args) }, ""},
		{"center", 1, 2, func(t *Thread, args []Object) Object { return t.bytesPad("center", args) }, ""},
		{"zfill", 1, 1, bytesZfill, ""},
		{"expandtabs", 0, 1, bytesExpandTabs, "tabsize"},
		{"join", 1, 1, bytesJoin, ""},
	})
}

// mapBytes makes a method that converts byte by byte.
//
//rgo:parallel
func mapBytes(fn func(i int, previous, c byte) byte) BuiltinFunc {
	return func(t *Thread, args []Object) Object {
		s, result := bytesSelf(args[0])
		out := make([]byte, len(s))
		previous := byte(0)
		for i := 0; i < len(s); i++ {
			out[i] = fn(i, previous, s[i])
			previous = s[i]
		}
		return result(string(out))
	}
}

// everyByte makes a method that tests that there are bytes, and all are such.
//
//rgo:parallel
func everyByte(is func(c byte) bool) BuiltinFunc {
	return func(t *Thread, args []Object) Object {
		s, _ := bytesText(args[0])
		for i := 0; i < len(s); i++ {
			if !is(s[i]) {
				return False
			}
		}
		return boolOf(s != "")
	}
}

//rgo:parallel
func onlyCase(s string, want, other func(c byte) bool) bool {
	found := false
	for i := 0; i < len(s); i++ {
		if other(s[i]) {
			return false
		}
		found = found || want(s[i])
	}
	return found
}

//rgo:parallel
func bytesIsTitle(t *Thread, args []Object) Object {
	s, _ := bytesText(args[0])
	found, inWord := false, false
	for i := 0; i < len(s); i++ {
		c := s[i]
		if isByteUpper(c) && inWord || isByteLower(c) && !inWord {
			return False
		}
		inWord = isByteAlpha(c)
		found = found || inWord
	}
	return boolOf(found)
}

// byteRange resolves optional start and end arguments; ok is false with an
// exception, valid is false if start is beyond the end.
//
//rgo:parallel
func (t *Thread) byteRange(args []Object, n int) (start, end int, ok bool) {
	bounds := &Slice{None, None, None}
	if len(args) > 0 && args[0] != nil {
		bounds.start = args[0]
	}
	if len(args) > 1 && args[1] != nil {
		bounds.stop = args[1]
	}
	start, end = 0, n
	if bounds.start != None {
		if start, ok = t.sliceIndex(bounds.start); !ok {
			return 0, 0, false
		}
		if start < 0 {
			start = max(start+n, 0)
		}
	}
	if bounds.stop != None {
		if end, ok = t.sliceIndex(bounds.stop); !ok {
			return 0, 0, false
		}
		if end < 0 {
			end = max(end+n, 0)
		}
		end = min(end, n)
	}
	return start, end, true
}

// subBytes reads an argument that is bytes-like or the number of a byte.
//
//rgo:parallel
func (t *Thread) subBytes(o Object) (string, bool) {
	if s, ok := bytesText(o); ok {
		return s, true
	}
	if !hasIndex(o) {
		t.typeError("argument should be integer or bytes-like object, not '" + o.Class().name + "'")
		return "", false
	}
	i := t.indexObject(o)
	if i == nil {
		return "", false
	}
	n, ok := smallValue(i)
	if !ok || n < 0 || n > 255 {
		t.valueError("byte must be in range(0, 256)")
		return "", false
	}
	return string([]byte{byte(n)}), true
}

//rgo:parallel
func (t *Thread) bytesFind(args []Object, last, must bool) Object {
	ownBytes(args)
	s, _ := bytesText(args[0])
	sub, ok := t.subBytes(args[1])
	if !ok {
		return nil
	}
	start, end, ok := t.byteRange(args[2:], len(s))
	if !ok {
		return nil
	}
	i := -1
	if start <= end {
		if last {
			i = strings.LastIndex(s[start:end], sub)
		} else {
			i = strings.Index(s[start:end], sub)
		}
	}
	if i < 0 {
		if must {
			return t.valueError("subsection not found")
		}
		return newInt(-1)
	}
	return intOf(start + i)
}

//rgo:parallel
func bytesCount(t *Thread, args []Object) Object {
	ownBytes(args)
	s, _ := bytesText(args[0])
	sub, ok := t.subBytes(args[1])
	if !ok {
		return nil
	}
	start, end, ok := t.byteRange(args[2:], len(s))
	if !ok {
		return nil
	}
	if start > end {
		return newInt(0)
	}
	if sub == "" {
		return intOf(end - start + 1)
	}
	return intOf(strings.Count(s[start:end], sub))
}

//rgo:parallel
func (t *Thread) bytesAffix(args []Object, suffix bool) Object {
	ownBytes(args)
	s, _ := bytesText(args[0])
	start, end, ok := t.byteRange(args[2:], len(s))
	if !ok {
		return nil
	}
	choices := []Object{args[1]}
	name := "startswith"
	if suffix {
		name = "endswith"
	}
	p := tuplePayload(args[1])
	if p != nil {
		choices = p.items
	}
	for _, o := range choices {
		x, ok := bytesText(o)
		if !ok {
			if p != nil {
				return t.typeError("a bytes-like object is required, not '" + o.Class().name + "'")
			}
			return t.typeError(name + " first arg must be bytes or a tuple of bytes, not " + o.Class().name)
		}
		if start > end {
			continue
		}
		if suffix && strings.HasSuffix(s[start:end], x) || !suffix && strings.HasPrefix(s[start:end], x) {
			return True
		}
	}
	return False
}

//rgo:parallel
func bytesReplace(t *Thread, args []Object) Object {
	ownBytes(args)
	s, result := bytesSelf(args[0])
	from, ok := t.bytesArgument(args[1])
	if !ok {
		return nil
	}
	to, ok := t.bytesArgument(args[2])
	if !ok {
		return nil
	}
	n := -1
	if len(args) > 3 {
		if n, ok = t.index(args[3]); !ok {
			return nil
		}
	}
	if from == "" {
		// strings.Replace counts UTF-8 sequences here; bytes are counted one by one.
		var b []byte
		for i := 0; i <= len(s); i++ {
			if n != 0 {
				b = append(b, to...)
				n--
			}
			if i < len(s) {
				b = append(b, s[i])
			}
		}
		return result(string(b))
	}
	return result(strings.Replace(s, from, to, n))
}

//rgo:parallel
func (t *Thread) bytesSplit(args []Object, right bool) Object {
	ownBytes(args)
	s, result := bytesSelf(args[0])
	sep := ""
	if args[1] != nil && args[1] != None {
		var ok bool
		if sep, ok = t.bytesArgument(args[1]); !ok {
			return nil
		}
		if sep == "" {
			return t.valueError("empty separator")
		}
	}
	limit := -1
	if args[2] != nil {
		var ok bool
		if limit, ok = t.index(args[2]); !ok {
			return nil
		}
	}
	var parts []string
	if right {
		parts = splitBytesRight(s, sep, limit)
	} else {
		parts = splitBytes(s, sep, limit)
	}
	items := make([]Object, len(parts))
	for i, p := range parts {
		items[i] = result(p)
	}
	return newList(items)
}

// splitBytes splits at sep, or at runs of spaces if sep is empty.
//
//rgo:parallel
func splitBytes(s, sep string, limit int) []string {
	var parts []string
	if sep != "" {
		for limit < 0 || len(parts) < limit {
			i := strings.Index(s, sep)
			if i < 0 {
				break
			}
			parts = append(parts, s[:i])
			s = s[i+len(sep):]
		}
		return append(parts, s)
	}
	for {
		s = strings.TrimLeft(s, byteSpaces)
		if s == "" {
			return parts
		}
		if limit >= 0 && len(parts) >= limit {
			return append(parts, s)
		}
		end := strings.IndexAny(s, byteSpaces)
		if end < 0 {
			end = len(s)
		}
		parts = append(parts, s[:end])
		s = s[end:]
	}
}

// splitBytesRight is splitBytes from the end.
//
//rgo:parallel
func splitBytesRight(s, sep string, limit int) []string {
	var parts []string
	if sep != "" {
		for limit < 0 || len(parts) < limit {
			i := strings.LastIndex(s, sep)
			if i < 0 {
				break
			}
			parts = append(parts, s[i+len(sep):])
			s = s[:i]
		}
		parts = append(parts, s)
	} else {
		for {
			s = strings.TrimRight(s, byteSpaces)
			if s == "" {
				break
			}
			if limit >= 0 && len(parts) >= limit {
				parts = append(parts, s)
				break
			}
			start := strings.LastIndexAny(s, byteSpaces) + 1
			parts = append(parts, s[start:])
			s = s[:start]
		}
	}
	for i, j := 0, len(parts)-1; i < j; i, j = i+1, j-1 {
		parts[i], parts[j] = parts[j], parts[i]
	}
	return parts
}

//rgo:parallel
func bytesSplitLines(t *Thread, args []Object) Object {
	s, result := bytesSelf(args[0])
	keep := false
	if args[1] != nil {
		var ok bool
		if keep, ok = t.truth(args[1]); !ok {
			return nil
		}
	}
	var items []Object
	for s != "" {
		i := strings.IndexAny(s, "\r\n")
		if i < 0 {
			items = append(items, result(s))
			break
		}
		next := i + 1
		if s[i] == '\r' && next < len(s) && s[next] == '\n' {
			next++
		}
		if keep {
			i = next
		}
		items = append(items, result(s[:i]))
		s = s[next:]
	}
	return newList(items)
}

//rgo:parallel
func (t *Thread) bytesPartition(args []Object, right bool) Object {
	ownBytes(args)
	s, result := bytesSelf(args[0])
	sep, ok := t.bytesArgument(args[1])
	if !ok {
		return nil
	}
	if sep == "" {
		return t.valueError("empty separator")
	}
	if right {
		if i := strings.LastIndex(s, sep); i >= 0 {
			return tupleOf(result(s[:i]), result(sep), result(s[i+len(sep):]))
		}
		return tupleOf(result(""), result(""), result(s))
	}
	if i := strings.Index(s, sep); i >= 0 {
		return tupleOf(result(s[:i]), result(sep), result(s[i+len(sep):]))
	}
	return tupleOf(result(s), result(""), result(""))
}

//rgo:parallel
func (t *Thread) bytesStrip(args []Object, left, right bool) Object {
	ownBytes(args)
	s, result := bytesSelf(args[0])
	set := byteSpaces
	if len(args) > 1 && args[1] != nil && args[1] != None {
		var ok bool
		if set, ok = t.bytesArgument(args[1]); !ok {
			return nil
		}
	}
	for left && s != "" && strings.IndexByte(set, s[0]) >= 0 {
		s = s[1:]
	}
	for right && s != "" && strings.IndexByte(set, s[len(s)-1]) >= 0 {
		s = s[:len(s)-1]
	}
	return result(s)
}

//rgo:parallel
func (t *Thread) bytesPad(name string, args []Object) Object {
	s, result := bytesSelf(args[0])
	width, ok := t.index(args[1])
	if !ok {
		return nil
	}
	fill := " "
	if len(args) > 2 {
		fill, ok = bytesText(args[2])
		_, isView := args[2].(*MemoryView)
		if !ok || len(fill) != 1 || isView {
			return t.typeError(name + "() argument 2 must be a byte string of length 1, not " + args[2].Class().name)
		}
	}
	if width <= len(s) {
		return result(s)
	}
	if !t.fits(1, width) {
		return nil
	}
	pad := width - len(s)
	left := 0
	switch name {
	case "rjust":
		left = pad
	case "center":
		left = pad/2 + pad&width&1
	}
	return result(repeatText(fill, left) + s + repeatText(fill, pad-left))
}

//rgo:parallel
func bytesZfill(t *Thread, args []Object) Object {
	s, result := bytesSelf(args[0])
	width, ok := t.index(args[1])
	if !ok {
		return nil
	}
	if width <= len(s) {
		return result(s)
	}
	if !t.fits(1, width) {
		return nil
	}
	sign := ""
	if s != "" && (s[0] == '+' || s[0] == '-') {
		sign, s = s[:1], s[1:]
	}
	return result(sign + repeatText("0", width-len(s)-len(sign)) + s)
}

//rgo:parallel
func bytesExpandTabs(t *Thread, args []Object) Object {
	s, result := bytesSelf(args[0])
	size := 8
	if args[1] != nil {
		var ok bool
		if size, ok = t.index(args[1]); !ok {
			return nil
		}
	}
	var b []byte
	column := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; c {
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
			b = append(b, c)
			column = 0
		default:
			b = append(b, c)
			column++
		}
	}
	return result(string(b))
}

//rgo:parallel
func bytesJoin(t *Thread, args []Object) Object {
	_, result := bytesSelf(args[0])
	items, ok := t.view(args[1])
	if !ok {
		if t.exc.cls == TypeError && !t.isIterable(args[1]) {
			t.exc = nil
			return t.typeError("can only join an iterable")
		}
		return nil
	}
	ownBytes(args[:1])
	ownBytes(items)
	sep, _ := bytesText(args[0])
	var b []byte
	for i, o := range items {
		s, ok := bytesText(o)
		if !ok {
			if x, found, fine := t.bufferText(o); !fine {
				return nil
			} else if found {
				s = x
			} else {
				return t.typeError("sequence item " + intText(intOf(i)) + ": expected a bytes-like object, " + o.Class().name + " found")
			}
		}
		if i > 0 {
			b = append(b, sep...)
		}
		b = append(b, s...)
	}
	return result(string(b))
}

// bufferText is the content of an object that shows memory.
//
//rgo:parallel
func (t *Thread) bufferText(o Object) (s string, found, ok bool) {
	b, ok := t.bufferOf(o)
	if !ok || b == nil {
		return "", false, ok
	}
	return string(b.bytes()), true, true
}
