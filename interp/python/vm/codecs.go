package vm

import "strings"

// This file is the registry of codecs, and what str.encode and bytes.decode do
// with it.

// codecRegistry knows the codecs and error handlers.
type codecRegistry struct {
	search   []Object
	cache    *Dict
	handlers *Dict
	loaded   bool // the package encodings was imported
}

// lookupCodec returns the CodecInfo of an encoding, nil with LookupError.
func (t *Thread) lookupCodec(name string) Object {
	r := t.interp.codecs
	if r.cache == nil {
		r.cache = NewDict()
	}
	key := intern(strings.ReplaceAll(asciiLower(name), " ", "_"))
	if info := r.cache.getStr(key); info != nil {
		return info
	}
	if !r.loaded {
		r.loaded = true
		if t.importPath("encodings") == nil {
			return nil
		}
	}
	for _, search := range r.search {
		info := t.call1(search, key)
		if info == nil {
			return nil
		}
		if info == None {
			continue
		}
		if p := tuplePayload(info); p == nil || len(p.items) != 4 {
			return t.typeError("codec search functions must return 4-tuples")
		}
		r.cache.setStr(key, info)
		return info
	}
	return t.raise(LookupError, "unknown encoding: "+name)
}

// asciiLower makes ASCII letters small.
//
//rgo:parallel
func asciiLower(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}

// localeName is the locale that the environment names.
func localeName() string {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if s := environmentValue(name); s != "" {
			return s
		}
	}
	return ""
}

// isCLocale tells whether a locale is one that knows of no encoding.
func isCLocale(name string) bool { return name == "" || name == "C" || name == "POSIX" }

// quickCodec returns the VM's own name of an encoding that it knows without
// the registry.
//
//rgo:parallel
func quickCodec(name string) string {
	switch name {
	case "utf-8", "ascii", "latin-1":
		return name
	}
	switch strings.ReplaceAll(asciiLower(name), "_", "-") {
	case "utf-8", "utf8":
		return "utf-8"
	case "ascii", "us-ascii":
		return "ascii"
	case "latin-1", "latin1", "iso-8859-1", "iso8859-1":
		return "latin-1"
	case "utf-16", "utf16":
		return "utf-16"
	case "utf-32", "utf32":
		return "utf-32"
	}
	return ""
}

// codecArgs reads the arguments encoding and errors.
//
//rgo:parallel
func (t *Thread) codecArgs(encoding, errors Object) (name, mode string, ok bool) {
	name, mode = "utf-8", "strict"
	for i, o := range []Object{encoding, errors} {
		if o == nil || o == None {
			continue
		}
		s := strOf(o)
		if s == nil {
			t.typeError([]string{"encoding", "errors"}[i] + " must be str, not " + o.Class().name)
			return "", "", false
		}
		if strings.IndexByte(s.s, 0) >= 0 {
			t.valueError("embedded null character")
			return "", "", false
		}
		if i == 0 {
			name = s.s
		} else {
			mode = s.s
		}
	}
	return name, mode, true
}

//rgo:parallel
func strEncode(t *Thread, args []Object) Object {
	r := t.encode(strOf(args[0]), args[1], args[2])
	if r == nil {
		return nil
	}
	return r
}

// encode converts text to bytes, or returns nil with an exception pending.
//
//rgo:parallel
func (t *Thread) encode(s *Str, encoding, errors Object) *Bytes {
	name, mode, ok := t.codecArgs(encoding, errors)
	if !ok {
		return nil
	}
	if own := quickCodec(name); own != "" {
		b, ok := t.encodeOwn(own, s, mode)
		if !ok {
			return nil
		}
		return &Bytes{b}
	}
	info := t.lookupTextCodec(name, "str.encode()", "encode() to handle arbitrary codecs")
	if info == nil {
		return nil
	}
	r := t.callCodec(info, 0, name, s, mode, errors != nil)
	if r == nil {
		return nil
	}
	switch x := payloadOf(r).(type) {
	case *Bytes:
		return x
	case *ByteArray:
		if !t.warn(RuntimeWarning, "encoder "+name+" returned bytearray instead of bytes; use codecs.encode() to encode to arbitrary types", 1) {
			return nil
		}
		return &Bytes{string(x.b)}
	}
	t.typeError("'" + name + "' encoder returned '" + r.Class().name + "' instead of 'bytes'; use codecs.encode() to encode to arbitrary types")
	return nil
}

// decode converts bytes to text, or returns nil with an exception pending.
//
//rgo:parallel
func (t *Thread) decode(s string, encoding, errors Object) Object {
	name, mode, ok := t.codecArgs(encoding, errors)
	if !ok {
		return nil
	}
	if own := quickCodec(name); own != "" {
		text, _, ok := t.decodeOwn(own, s, mode, true)
		if !ok {
			return nil
		}
		return text
	}
	info := t.lookupTextCodec(name, "bytes.decode()", "decode() to handle arbitrary codecs")
	if info == nil {
		return nil
	}
	r := t.callCodec(info, 1, name, &Bytes{s}, mode, errors != nil)
	if r == nil {
		return nil
	}
	if strOf(r) == nil {
		return t.typeError("'" + name + "' decoder returned '" + r.Class().name + "' instead of 'str'; use codecs.decode() to decode to arbitrary types")
	}
	return r
}

// lookupTextCodec finds a codec between str and bytes.
func (t *Thread) lookupTextCodec(name, what, hint string) Object {
	info := t.lookupCodec(name)
	if info == nil {
		return nil
	}
	if info.Class() != TupleType {
		is, ok := t.findAttr(info, intern("_is_text_encoding"))
		if !ok {
			return nil
		}
		if is != nil {
			text, ok := t.truth(is)
			if !ok {
				return nil
			}
			if !text {
				return t.raise(LookupError, "'"+name+"' is not a text encoding; use codecs."+hint)
			}
		}
	}
	return info
}

// callCodec calls the encoder (0) or decoder (1) of a codec.
func (t *Thread) callCodec(info Object, which int, name string, value Object, mode string, explicit bool) Object {
	fn := tuplePayload(info).items[which]
	var r Object
	if explicit {
		r = t.call2(fn, value, NewStr(mode))
	} else {
		r = t.call1(fn, value)
	}
	if r == nil {
		return t.codecFailed([]string{"encoding", "decoding"}[which], name)
	}
	p := tuplePayload(r)
	if p == nil || len(p.items) != 2 {
		return t.typeError([]string{"encoder", "decoder"}[which] + " must return a tuple (object, integer)")
	}
	return p.items[0]
}

// codecFailed says in the pending exception which codec it comes from: if it carries nothing but a text, one of its class
// that says so takes its place, with it as the cause.
func (t *Thread) codecFailed(what, name string) Object {
	e := t.exc
	for _, c := range []*Type{SystemExit, ImportError, NameError, AttributeError, OSError, SyntaxErrorType, UnicodeError, StopIteration,
		BaseExceptionGroup} {
		if e.cls.isSubtype(c) {
			return nil
		}
	}
	args := excData(e).args.items
	if len(args) > 1 || e.cls.lookup(nameInit) != BaseExceptionType.lookup(nameInit) ||
		e.cls.lookup(nameNew) != BaseExceptionType.lookup(nameNew) || e.useDict().live > 0 {
		return nil
	}
	text := ""
	if len(args) == 1 {
		s, ok := args[0].(*Str)
		if !ok {
			return nil
		}
		text = s.s
	}
	t.exc = nil
	next := newException(e.cls, NewStr(what+" with '"+name+"' codec failed ("+e.cls.name+": "+text+")"))
	setContext(next, e)
	excData(next).cause = e
	excData(next).suppress = true
	t.exc = next
	return nil
}

// codecFunction makes _codecs.encode and decode.
func codecFunction(name string, which int) method {
	return method{name, 1, 3, func(t *Thread, args []Object) Object {
		encoding, mode, ok := t.codecArgs(args[1], args[2])
		if !ok {
			return nil
		}
		info := t.lookupCodec(encoding)
		if info == nil {
			return nil
		}
		return t.callCodec(info, which, encoding, args[0], mode, args[2] != nil)
	}, "obj,encoding,errors"}
}

// registryFunctions are the functions of _codecs on the registry.
var registryFunctions = []method{
	{"register", 1, 1, func(t *Thread, args []Object) Object {
		if !isCallable(args[0]) {
			return t.typeError("argument must be callable")
		}
		t.interp.codecs.search = append(t.interp.codecs.search, args[0])
		return None
	}, ""},
	{"unregister", 1, 1, func(t *Thread, args []Object) Object {
		r := t.interp.codecs
		for i, o := range r.search {
			if o == args[0] {
				r.search = append(append([]Object{}, r.search[:i]...), r.search[i+1:]...)
				r.cache = NewDict()
				break
			}
		}
		return None
	}, ""},
	{"lookup", 1, 1, func(t *Thread, args []Object) Object {
		s := strOf(args[0])
		if s == nil {
			return t.typeError("lookup() argument must be str, not " + args[0].Class().name)
		}
		if strings.IndexByte(s.s, 0) >= 0 {
			return t.valueError("embedded null character")
		}
		return t.lookupCodec(s.s)
	}, ""},
	{"_forget_codec", 1, 1, func(t *Thread, args []Object) Object {
		if s := strOf(args[0]); s != nil && t.interp.codecs.cache != nil {
			t.interp.codecs.cache.deleteStr(internStr(s))
		}
		return None
	}, ""},
	{"lookup_error", 1, 1, func(t *Thread, args []Object) Object {
		s := strOf(args[0])
		if s == nil {
			return t.typeError("lookup_error() argument must be str, not " + args[0].Class().name)
		}
		return t.codecErrors(s.s)
	}, ""},
	{"register_error", 2, 2, func(t *Thread, args []Object) Object {
		s := strOf(args[0])
		if s == nil {
			return t.typeError("register_error() argument 1 must be str, not " + args[0].Class().name)
		}
		if !isCallable(args[1]) {
			return t.typeError("handler must be callable")
		}
		t.errorHandlers().setStr(internStr(s), args[1])
		return None
	}, ""},
	codecFunction("encode", 0),
	codecFunction("decode", 1),
}
