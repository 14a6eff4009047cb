package vm

import (
	"strings"
	"unicode/utf8"

	"rgo/rlib/thread"
)

// This file is _io.TextIOWrapper: opening, writing, and what both sides share.
// Reading is in iotextread.go.

// textIO is the state of a TextIOWrapper.
type textIO struct {
	bias      thread.Bias
	self      weakPointer // as in buffered
	buffer    Object      // nil before __init__ and after detach
	under     *buffered   // buffer's state if that is exactly one of _io's
	detached  bool
	encoding  Object
	errors    Object
	own       string // the encoding, if this file's decoders and encoders are the VM's
	newline   string // as given
	universal bool   // reading recognises all line ends
	translate bool   // reading turns them into \n
	writeNL   string // what \n is written as; empty: as it is
	lineMode  bool
	through   bool
	seekable  bool
	telling   bool
	hasRead1  bool
	dirty     bool

	finalizing bool
	readOnly   bool

	encoder Object // incremental encoder, if not own
	out     []byte

	decoder  textDecoder // made when something is read
	lines    *newlineDecoder
	text     string // decoded
	at       int    // of text that is consumed, in bytes
	snapshot *textSnapshot
	ratio    float64
	chunk    int
}

// textSnapshot is the decoder's state before the last chunk, and the bytes of
// the chunk.
type textSnapshot struct {
	flags Object
	input string
}

// Class returns TextIOWrapper.
func (*textIO) Class() *Type { return TextIOType }

// TextIOType is _io.TextIOWrapper.
var TextIOType = newFileType("TextIOWrapper", TextIOBaseType)

// textChunk is how much is decoded at once, and how much is kept back for one
// write.
const textChunk = 8192

// textOf returns the state, nil with ValueError if there is no buffer.
func (t *Thread) textOf(o Object) *textIO {
	x := payloadOf(o).(*textIO)
	if x.buffer == nil {
		if x.detached {
			t.valueError("underlying buffer has been detached")
		} else {
			t.valueError("I/O operation on uninitialized object")
		}
		return nil
	}
	return x
}

// textOpen is textOf for an open file.
func (t *Thread) textOpen(o Object) *textIO {
	x := t.textOf(o)
	if x == nil {
		return nil
	}
	if x.under != nil && x.under.file != nil {
		if x.under.file.fd >= 0 {
			return x
		}
		t.valueError("I/O operation on closed file.")
		return nil
	}
	closed, ok := t.isClosed(x.buffer)
	if ok && closed {
		t.valueError("I/O operation on closed file.")
		return nil
	}
	if !ok {
		return nil
	}
	return x
}

// setNewline reads the argument newline.
//
//rgo:parallel
func (x *textIO) setNewline(t *Thread, o Object) bool {
	x.newline, x.universal, x.translate, x.writeNL = "", true, true, ""
	if o == nil || o == None {
		return true
	}
	s := strOf(o)
	if s == nil {
		t.typeError("TextIOWrapper() argument 'newline' must be str or None, not " + o.Class().name)
		return false
	}
	if strings.IndexByte(s.s, 0) >= 0 {
		t.valueError("embedded null character")
		return false
	}
	switch s.s {
	case "", "\n", "\r", "\r\n":
	default:
		t.valueError("illegal newline value: " + t.displayRepr(s))
		return false
	}
	x.newline = s.s
	x.universal, x.translate = s.s == "", false
	if s.s == "\r" || s.s == "\r\n" {
		x.writeNL = s.s
	}
	return true
}

// ownCodecs are the encodings that need no registry, by lower-case name.
func ownCodec(name string) string {
	switch strings.ReplaceAll(strings.ToLower(name), "_", "-") {
	case "utf-8", "utf8":
		return "utf-8"
	case "ascii", "us-ascii":
		return "ascii"
	case "latin-1", "latin1", "iso-8859-1", "iso8859-1":
		return "latin-1"
	}
	return ""
}

// ownErrors reports whether an error handler needs no registry.
func ownErrors(name string) bool {
	switch name {
	case "strict", "ignore", "replace", "surrogateescape", "backslashreplace":
		return true
	}
	return false
}

// localeEncoding is the encoding of files for which none is given. It is UTF-8
// everywhere; the locale and UTF-8 mode write it in different ways.
func (t *Thread) localeEncoding() *Str {
	if t.interp.config.Utf8Mode != 0 {
		return newASCII("utf-8")
	}
	return newASCII("UTF-8")
}

// textInit is __init__(buffer, encoding, errors, newline, line_buffering, write_through).
func textInit(t *Thread, args []Object) Object {
	x := payloadOf(args[0]).(*textIO)
	*x = textIO{self: makeWeak(args[0], nil), chunk: textChunk}
	encoding := args[2]
	if encoding == nil {
		encoding = None
	}
	if encoding == None {
		if t.interp.config.WarnEncoding != 0 && !t.warn(EncodingWarning, "'encoding' argument not specified", 1) {
			return nil
		}
		encoding = t.localeEncoding()
	} else if s := strOf(encoding); s == nil {
		return t.typeError("TextIOWrapper() argument 'encoding' must be str or None, not " + encoding.Class().name)
	} else if strings.IndexByte(s.s, 0) >= 0 {
		return t.valueError("embedded null character")
	} else if s.s == "locale" {
		encoding = t.localeEncoding()
	}
	errors := args[3]
	if errors == nil || errors == None {
		errors = newASCII("strict")
	} else if s := strOf(errors); s == nil {
		return t.typeError("TextIOWrapper() argument 'errors' must be str or None, not " + errors.Class().name)
	} else if strings.IndexByte(s.s, 0) >= 0 {
		return t.valueError("embedded null character")
	}
	if !x.setNewline(t, args[4]) {
		return nil
	}
	lineMode, ok := t.truthArg(args[5], false)
	if !ok {
		return nil
	}
	through, ok := t.truthArg(args[6], false)
	if !ok {
		return nil
	}
	x.lineMode, x.through = lineMode, through
	x.encoding, x.errors = encoding, errors
	if !x.findCodec(t, args[1]) {
		return nil
	}
	if i, ok := args[1].(*Instance); ok && (i.cls == BufferedReaderType || i.cls == BufferedWriterType || i.cls == BufferedRandomType) {
		x.under, _ = i.payload.(*buffered)
	}
	able := t.callAttr(args[1], nameSeekable)
	if able == nil {
		return nil
	}
	if x.seekable, ok = t.truth(able); !ok {
		return nil
	}
	x.telling = x.seekable
	if x.under != nil {
		x.hasRead1 = true
	} else if m, ok := t.findAttr(args[1], intern("read1")); !ok {
		return nil
	} else {
		x.hasRead1 = m != nil
	}
	x.buffer = args[1]
	return t.textStart(x)
}

// textStart looks where in the file writing begins: encoders with a mark at
// the start must not write it again.
func (t *Thread) textStart(x *textIO) Object {
	if !x.seekable || x.encoder == nil {
		return None
	}
	able := t.callAttr(x.buffer, nameWritable)
	if able == nil {
		return nil
	}
	if able != True {
		return None
	}
	at := t.callAttr(x.buffer, nameTell)
	if at == nil {
		return nil
	}
	n, ok := t.index(at)
	if !ok {
		return nil
	}
	if n != 0 && t.callAttr(x.encoder, intern("setstate"), newInt(0)) == nil {
		return nil
	}
	return None
}

// findCodec finds out how to encode and decode.
func (x *textIO) findCodec(t *Thread, buffer Object) bool {
	name := strOf(x.encoding).s
	x.own, x.encoder, x.decoder, x.lines = "", nil, nil, nil
	if own := ownCodec(name); own != "" && ownErrors(strOf(x.errors).s) {
		x.own = own
		if _, under := payloadOf(buffer).(*buffered); under {
			return true // whose class says what can be done with it
		}
		able := t.callAttr(buffer, nameWritable)
		x.readOnly = able == False
		return able != nil
	}
	info := t.lookupCodec(name)
	if info == nil {
		return false
	}
	if is, ok := t.findAttr(info, intern("_is_text_encoding")); ok && is == False {
		t.raise(LookupError, t.displayRepr(x.encoding)+" is not a text encoding; use codecs.open() to handle arbitrary codecs")
		return false
	} else if !ok {
		return false
	}
	if t.codecErrors(strOf(x.errors).s) == nil {
		return false
	}
	able := t.callAttr(buffer, nameWritable)
	if able == nil {
		return false
	}
	if able == True {
		make := t.getAttr(info, intern("incrementalencoder"))
		if make == nil {
			return false
		}
		if x.encoder = t.call1(make, x.errors); x.encoder == nil {
			return false
		}
	}
	return true
}

// makeDecoder makes the decoder for reading.
func (x *textIO) makeDecoder(t *Thread) bool {
	if x.decoder != nil {
		return true
	}
	var inner textDecoder
	if x.own != "" {
		inner = &ownDecoder{encoding: x.own, errors: x.errors}
	} else {
		info := t.lookupCodec(strOf(x.encoding).s)
		if info == nil {
			return false
		}
		make := t.getAttr(info, intern("incrementaldecoder"))
		if make == nil {
			return false
		}
		o := t.call1(make, x.errors)
		if o == nil {
			return false
		}
		inner = &objectDecoder{o}
	}
	x.decoder = inner
	if x.universal {
		x.lines = &newlineDecoder{inner: inner, translate: x.translate, made: true}
		x.decoder = x.lines
	}
	return true
}

// encodeText encodes what is written.
func (t *Thread) encodeText(x *textIO, s *Str) (string, bool) {
	if x.readOnly {
		t.unsupported("not writable")
		return "", false
	}
	if x.own != "" {
		if s.isASCII() {
			return s.s, true
		}
		if x.own == "utf-8" && utf8.ValidString(s.s) {
			return s.s, true
		}
		b := t.encode(s, newASCII(x.own), x.errors)
		if b == nil {
			return "", false
		}
		return b.s, true
	}
	if x.encoder == nil {
		t.unsupported("not writable")
		return "", false
	}
	r := t.callAttr(x.encoder, intern("encode"), s)
	if r == nil {
		return "", false
	}
	b, ok := payloadOf(r).(*Bytes)
	if !ok {
		t.typeError("encoder should return a bytes object, not '" + r.Class().name + "'")
		return "", false
	}
	return b.s, true
}

// writeText writes text; it reports success.
func (t *Thread) textWrite(x *textIO, s *Str) bool {
	hasLF := false
	if x.writeNL != "" || x.lineMode {
		hasLF = strings.IndexByte(s.s, '\n') >= 0
	}
	text := s
	if hasLF && x.writeNL != "" {
		text = NewStr(strings.ReplaceAll(s.s, "\n", x.writeNL))
	}
	flush := x.lineMode && (hasLF || strings.IndexByte(s.s, '\r') >= 0)
	if x.under != nil && x.under.cls == BufferedReaderType {
		t.unsupported("not writable")
		return false
	}
	b, ok := t.encodeText(x, text)
	if !ok {
		return false
	}
	if len(x.out)+len(b) > x.chunk {
		if len(x.out) > 0 && !t.textFlushOut(x) {
			return false
		}
	}
	x.out = append(x.out, b...)
	if !x.dirty {
		x.dirty = true
		t.noteDirty(x.self)
	}
	if len(x.out) >= x.chunk || flush || x.through {
		if !t.textFlushOut(x) {
			return false
		}
	}
	if flush && t.callAttr(x.buffer, nameFlush) == nil {
		return false
	}
	if x.snapshot != nil || x.at < len(x.text) {
		x.text, x.at, x.snapshot = "", 0, nil
		if x.decoder != nil && !x.decoder.reset(t) {
			return false
		}
	}
	return true
}

// textFlushOut hands what is encoded to the buffer.
func (t *Thread) textFlushOut(x *textIO) bool {
	if len(x.out) == 0 {
		return true
	}
	data := string(x.out)
	x.out = x.out[:0]
	if b := x.under; b != nil {
		if !t.enterFile(b) {
			return false
		}
		ok := t.bufferedOpen(b, "write to closed file") && t.rewind(b) && t.writeBuffered(b, data)
		t.leaveFile(b)
		return ok
	}
	for {
		if t.callAttr(x.buffer, nameWrite, &Bytes{data}) != nil {
			return true
		}
		if !t.exc.cls.isSubtype(InterruptedError) || !t.runSignalsAfter() {
			return false
		}
	}
}

// textFlush is flush.
func (t *Thread) textFlush(x *textIO) bool {
	x.telling = x.seekable
	if !t.textFlushOut(x) {
		return false
	}
	return t.callAttr(x.buffer, nameFlush) != nil
}

func textClose(t *Thread, args []Object) Object {
	x := t.textOf(args[0])
	if x == nil {
		return nil
	}
	closed, ok := t.isClosed(x.buffer)
	if !ok {
		return nil
	}
	if closed {
		return None
	}
	t.warnDying(x.finalizing, x.buffer, args[0])
	return t.closeBoth(args[0], nameFlush, x.buffer)
}

// textReconfigure is reconfigure(*, encoding, errors, newline, line_buffering, write_through).
func textReconfigure(t *Thread, args []Object) Object {
	x := t.textOf(args[0])
	if x == nil {
		return nil
	}
	encoding, errors, newline := args[1], args[2], args[3]
	if encoding == None {
		encoding = nil
	}
	if errors == None {
		errors = nil
	}
	if x.decoder != nil && (encoding != nil || errors != nil || newline != nil) {
		return t.unsupported("It is not possible to set the encoding or newline of stream after the first read")
	}
	lineMode, ok := x.lineMode, true
	if args[4] != nil && args[4] != None {
		if lineMode, ok = t.truth(args[4]); !ok {
			return nil
		}
	}
	through := x.through
	if args[5] != nil && args[5] != None {
		if through, ok = t.truth(args[5]); !ok {
			return nil
		}
	}
	for i, o := range []Object{encoding, errors} {
		if o != nil && strOf(o) == nil {
			return t.typeError("reconfigure() argument '" + []string{"encoding", "errors"}[i] + "' must be str or None, not " + o.Class().name)
		}
	}
	if t.callAttr(args[0], nameFlush) == nil {
		return nil
	}
	if newline != nil && !x.setNewline(t, newline) {
		return nil
	}
	if encoding != nil || errors != nil || newline != nil {
		if encoding != nil {
			if s := strOf(encoding); s.s == "locale" {
				encoding = t.localeEncoding()
			}
			if errors == nil {
				errors = newASCII("strict")
			}
			x.encoding = encoding
		}
		if errors != nil {
			x.errors = errors
		}
		if !x.findCodec(t, x.buffer) || t.textStart(x) == nil {
			return nil
		}
	}
	x.lineMode, x.through = lineMode, through
	return None
}

func init() {
	c := TextIOType
	c.payloads(func() Object { return &textIO{} })
	pass := func(name string) method {
		key := intern(name)
		return method{name, 0, 0, func(t *Thread, args []Object) Object {
			x := t.textOf(args[0])
			if x == nil {
				return nil
			}
			return t.callAttr(x.buffer, key)
		}, ""}
	}
	c.addMethods([]method{
		{"__init__", 1, 6, textInit, "buffer,encoding,errors,newline,line_buffering,write_through"},
		{"reconfigure", 0, 5, textReconfigure, "encoding,errors,newline,line_buffering,write_through"},
		pass("readable"), pass("writable"), pass("seekable"), pass("fileno"), pass("isatty"),
		{"write", 1, 1, textWriteMethod, ""},
		{"flush", 0, 0, func(t *Thread, args []Object) Object {
			x := t.textOpen(args[0])
			if x == nil || !t.textFlush(x) {
				return nil
			}
			return None
		}, ""},
		{"close", 0, 0, textClose, ""},
		{"detach", 0, 0, func(t *Thread, args []Object) Object {
			x := t.textOf(args[0])
			if x == nil || t.callAttr(args[0], nameFlush) == nil {
				return nil
			}
			b := x.buffer
			x.buffer, x.under, x.detached = nil, nil, true
			return b
		}, ""},
		{"__repr__", 0, 0, func(t *Thread, args []Object) Object {
			x := payloadOf(args[0]).(*textIO)
			if x.encoding == nil {
				return t.valueError("I/O operation on uninitialized object")
			}
			out := "<" + args[0].Class().fullName()
			for _, key := range []*Str{nameFileName, nameMode} {
				v, ok := t.findAttr(args[0], key)
				if !ok {
					if !t.catch(ValueError) {
						return nil
					}
					v = nil
				}
				if v != nil {
					s, ok := t.guardedRepr(args[0], v)
					if !ok {
						return nil
					}
					out += " " + key.s + "=" + s
				}
			}
			return NewStr(out + " encoding=" + t.displayRepr(x.encoding) + ">")
		}, ""},
		{"__reduce_ex__", 1, 1, cannotPickle, ""},
		{"__getstate__", 0, 0, cannotPickle, ""},
	})
	c.addGetSets([]getset{
		{"buffer", func(t *Thread, o Object) Object {
			x := t.textOf(o)
			if x == nil {
				return nil
			}
			return x.buffer
		}, nil},
		{"encoding", func(t *Thread, o Object) Object { return orNone(payloadOf(o).(*textIO).encoding) }, nil},
		{"errors", func(t *Thread, o Object) Object {
			return orNone(payloadOf(o).(*textIO).errors)
		}, nil},
		{"line_buffering", func(t *Thread, o Object) Object { return boolOf(payloadOf(o).(*textIO).lineMode) }, nil},
		{"write_through", func(t *Thread, o Object) Object { return boolOf(payloadOf(o).(*textIO).through) }, nil},
		{"closed", func(t *Thread, o Object) Object {
			x := t.textOf(o)
			if x == nil {
				return nil
			}
			return t.getAttr(x.buffer, nameClosed)
		}, nil},
		{"name", func(t *Thread, o Object) Object {
			x := t.textOf(o)
			if x == nil {
				return nil
			}
			return t.getAttr(x.buffer, nameFileName)
		}, nil},
		{"newlines", func(t *Thread, o Object) Object {
			x := t.textOf(o)
			if x == nil {
				return nil
			}
			if x.lines == nil {
				return None
			}
			return x.lines.newlines()
		}, nil},
		{"_CHUNK_SIZE", func(t *Thread, o Object) Object { return intOf(payloadOf(o).(*textIO).chunk) }, func(t *Thread, o, v Object) bool {
			if v == nil {
				t.raise(AttributeError, "cannot delete attribute")
				return false
			}
			n, ok := t.index(v)
			if !ok {
				return false
			}
			if n <= 0 {
				t.valueError("a strictly positive integer is required")
				return false
			}
			payloadOf(o).(*textIO).chunk = n
			return true
		}},
	})
	initTextReading(c)
}
