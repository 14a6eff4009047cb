package vm

import "strconv"

// This file is UnicodeEncodeError and its relatives: their attributes and text.

var unicodeFields = []string{"encoding", "object", "start", "end", "reason"}

// initUnicodeErrors gives the classes their constructor and text. The
// attributes can be set.
func initUnicodeErrors() {
	for _, c := range []*Type{UnicodeDecodeError, UnicodeEncodeError, UnicodeTranslateError} {
		fields := unicodeFields
		if c == UnicodeTranslateError {
			fields = unicodeFields[1:]
		}
		c.addRaw([]rawMethod{{"__init__", func(t *Thread, args []Object, kwNames []*Str) Object {
			e := args[0].(*Instance)
			if len(kwNames) > 0 {
				return t.typeError(e.cls.name + "() takes no keyword arguments")
			}
			if len(args)-1 != len(fields) {
				return t.typeError("function takes exactly " + strconv.Itoa(len(fields)) + " arguments (" + strconv.Itoa(len(args)-1) + " given)")
			}
			excData(e).args = copyTuple(args[1:])
			for i, name := range fields {
				v := args[1+i]
				switch name {
				case "encoding", "reason":
					if strOf(v) == nil {
						return t.typeError("argument " + strconv.Itoa(i+1) + " must be str, not " + v.Class().name)
					}
				case "object":
					if c == UnicodeDecodeError {
						if !isBytesLike(v) {
							return t.typeError("a bytes-like object is required, not '" + v.Class().name + "'")
						}
						if !isBytesText(v) {
							s, ok := t.bytesLike(v)
							if !ok {
								return nil
							}
							v = &Bytes{s}
						}
					} else if strOf(v) == nil {
						return t.typeError("argument " + strconv.Itoa(i+1) + " must be str, not " + v.Class().name)
					}
				default:
					n, ok := t.index(v)
					if !ok {
						return nil
					}
					v = intOf(n)
				}
				e.setSlot(intern(name), v)
			}
			return None
		}}})
		c.addMethods([]method{{"__str__", 0, 0, unicodeErrorText, ""}})
	}
}

// unicodeFault is a UnicodeError taken apart.
type unicodeFault struct {
	encoding, reason string
	text             *Str   // of encode and translate errors
	data             string // of decode errors
	start, end       int
	size             int
}

// unicodeFaultOf reads the attributes of an exception, start and end within
// the object.
func (t *Thread) unicodeFaultOf(o Object) (f unicodeFault, ok bool) {
	e := exceptionOf(o)
	if e == nil {
		return f, false
	}
	get := func(name string) Object { return orNone(e.getSlot(intern(name))) }
	if s := strOf(get("encoding")); s != nil {
		f.encoding = s.s
	} else if r := get("encoding"); r != None {
		f.encoding = t.displayText(r)
	}
	if s := strOf(get("reason")); s != nil {
		f.reason = s.s
	} else if r := get("reason"); r != None {
		f.reason = t.displayText(r)
	}
	f.text = strOf(get("object"))
	if f.text != nil {
		f.size = f.text.n
	} else {
		f.data, _ = bytesText(get("object"))
		f.size = len(f.data)
	}
	start, _ := smallValue(get("start"))
	end, _ := smallValue(get("end"))
	f.start = min(max(int(start), 0), max(f.size-1, 0))
	f.end = min(max(int(end), 1), f.size)
	return f, true
}

// unicodeErrorText is str() of a UnicodeError.
func unicodeErrorText(t *Thread, args []Object) Object {
	e := args[0].(*Instance)
	object := e.getSlot(intern("object"))
	if object == nil {
		return emptyStr
	}
	f, _ := t.unicodeFaultOf(e)
	start, _ := smallValue(orNone(e.getSlot(intern("start"))))
	end, _ := smallValue(orNone(e.getSlot(intern("end"))))
	tail := strconv.Itoa(int(start))
	one := end == start+1 && start >= 0 && int(start) < f.size
	if !one {
		tail += "-" + strconv.Itoa(int(end)-1)
	}
	tail += ": " + f.reason
	what := ""
	switch {
	case e.cls.isSubtype(UnicodeDecodeError) && one:
		what = "decode byte " + string(appendHex(nil, "0x", uint32(f.data[start]), 2)) + " in position "
	case e.cls.isSubtype(UnicodeDecodeError):
		what = "decode bytes in position "
	case one:
		what = "encode character '" + string(appendEscape(nil, f.text.runeAt(int(start)))) + "' in position "
	default:
		what = "encode characters in position "
	}
	if e.cls.isSubtype(UnicodeTranslateError) {
		return NewStr("can't translate" + what[len("encode"):] + tail)
	}
	return NewStr("'" + f.encoding + "' codec can't " + what + tail)
}
