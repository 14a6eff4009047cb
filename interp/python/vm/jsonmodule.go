package vm

// This file is the module _json, with which the library's json is fast.

var (
	jsonScannerType = newBuiltinType("Scanner", ObjectType, final)
	jsonEncoderType = newBuiltinType("Encoder", ObjectType, final)
)

//rgo:parallel
func init() {
	jsonScannerType.module, jsonEncoderType.module = newASCII("_json"), newASCII("_json")
	jsonScannerType.setNew(newJSONScanner)
	jsonEncoderType.setNew(newJSONEncoder)
	value := func(name string, get func(s *jsonScanner) Object) getset {
		return getset{name, func(t *Thread, o Object) Object { return orNone(get(o.(*jsonScanner))) }, nil}
	}
	jsonScannerType.addGetSets([]getset{
		value("strict", func(s *jsonScanner) Object { return boolOf(s.strict) }),
		value("object_hook", func(s *jsonScanner) Object { return s.objectHook }),
		value("object_pairs_hook", func(s *jsonScanner) Object { return s.pairsHook }),
		value("parse_float", func(s *jsonScanner) Object { return s.parseFloat }),
		value("parse_int", func(s *jsonScanner) Object { return s.parseInt }),
		value("parse_constant", func(s *jsonScanner) Object { return s.parseConstant }),
	})
	builtinModules["_json"] = func(t *Thread) *Module {
		m := newModule("_json")
		m.set("make_scanner", jsonScannerType)
		m.set("make_encoder", jsonEncoderType)
		m.addFunctions(jsonFunctions)
		for _, ascii := range []bool{true, false} {
			name := jsonEncodeNames[ascii]
			f := &Builtin{name: name, module: "_json", min: 1, max: 1, fn: func(t *Thread, args []Object) Object {
				s := strOf(args[0])
				if s == nil {
					return t.typeError("first argument must be a string, not " + args[0].Class().name)
				}
				return NewStr(string(appendJSONString(nil, s.s, ascii)))
			}}
			m.set(name, f)
		}
		return m
	}
}

var jsonEncodeNames = map[bool]string{true: "encode_basestring_ascii", false: "encode_basestring"}

//rgo:parallel
var jsonFunctions = []method{
	{"scanstring", 2, 3, func(t *Thread, args []Object) Object {
		s := strOf(args[0])
		if s == nil {
			return t.typeError("first argument must be a string, not " + args[0].Class().name)
		}
		end, ok := t.index(args[1])
		if !ok {
			return nil
		}
		r := &jsonReader{jsonScanner: &jsonScanner{strict: true}, t: t, str: s, text: s.s}
		if len(args) > 2 {
			if r.strict, ok = t.truth(args[2]); !ok {
				return nil
			}
		}
		if end < 0 || end > s.n {
			return t.valueError("end is out of bounds")
		}
		text, stop := r.string(s.byteOffset(end))
		if text == nil {
			return nil
		}
		return tupleOf(text, r.characters(stop))
	}, ""},
}

// newJSONScanner makes a scanner of a JSONDecoder.
//
//rgo:parallel
func newJSONScanner(t *Thread, args []Object, kwNames []*Str) Object {
	var out [1]Object
	if !t.bindNames("make_scanner", args[1:], kwNames, []string{"context"}, out[:]) {
		return nil
	}
	if out[0] == nil {
		return t.typeError("make_scanner() missing required argument 'context' (pos 1)")
	}
	s := &jsonScanner{}
	strict := t.getAttr(out[0], intern("strict"))
	if strict == nil {
		return nil
	}
	var ok bool
	if s.strict, ok = t.truth(strict); !ok {
		return nil
	}
	for _, row := range []struct {
		name  string
		place *Object
	}{
		{"object_hook", &s.objectHook}, {"object_pairs_hook", &s.pairsHook}, {"parse_float", &s.parseFloat}, {"parse_int", &s.parseInt},
		{"parse_constant", &s.parseConstant},
	} {
		v := t.getAttr(out[0], intern(row.name))
		if v == nil {
			return nil
		}
		if v != None {
			*row.place = v
		}
	}
	return s
}

// callNative is scanner(string, idx).
//
//rgo:parallel
func (s *jsonScanner) callNative(t *Thread, args []Object, kwNames []*Str) Object {
	var out [2]Object
	if !t.bindNames("scan_once", args, kwNames, []string{"string", "idx"}, out[:]) {
		return nil
	}
	if out[0] == nil || out[1] == nil {
		return t.typeError("scan_once() takes exactly 2 arguments (" + intText(intOf(len(args))) + " given)")
	}
	text := strOf(out[0])
	if text == nil {
		return t.typeError("first argument must be a string, not " + out[0].Class().name)
	}
	idx, ok := t.index(out[1])
	if !ok {
		return nil
	}
	if idx < 0 {
		return t.valueError("idx cannot be negative")
	}
	if idx > text.n {
		return t.raiseInstance(newException(StopIteration, intOf(idx)))
	}
	r := &jsonReader{jsonScanner: s, t: t, str: text, text: text.s}
	v, end := r.value(text.byteOffset(idx))
	if v == nil {
		return nil
	}
	return tupleOf(v, r.characters(end))
}

// newJSONEncoder makes an encoder.
//
//rgo:parallel
func newJSONEncoder(t *Thread, args []Object, kwNames []*Str) Object {
	var out [9]Object
	names := []string{"markers", "default", "encoder", "indent", "key_separator", "item_separator", "sort_keys", "skipkeys", "allow_nan"}
	if !t.bindNames("make_encoder", args[1:], kwNames, names, out[:]) {
		return nil
	}
	for i, o := range out {
		if o == nil {
			return t.typeError("make_encoder() missing required argument '" + names[i] + "' (pos " + intText(intOf(i+1)) + ")")
		}
	}
	e := &jsonEncoder{fallback: out[1], encoder: out[2]}
	if out[0] != None {
		if _, ok := payloadOf(out[0]).(*Dict); !ok {
			return t.typeError("make_encoder() argument 1 must be dict or None, not " + out[0].Class().name)
		}
		e.circles = true
	}
	for i, place := range []*string{&e.keySeparator, &e.itemSeparator} {
		s := strOf(out[4+i])
		if s == nil {
			return t.typeError("make_encoder() argument " + intText(intOf(5+i)) + " must be str, not " + out[4+i].Class().name)
		}
		*place = s.s
	}
	for i, place := range []*bool{&e.sortKeys, &e.skipKeys, &e.allowNaN} {
		v, ok := t.truth(out[6+i])
		if !ok {
			return nil
		}
		*place = v
	}
	if f, ok := e.encoder.(*Builtin); ok && f.module == "_json" {
		e.ascii, e.plain = f.name == jsonEncodeNames[true], f.name == jsonEncodeNames[false]
	}
	return e
}

// callNative is encoder(obj, indent_level): the text, as a tuple of pieces.
//
//rgo:parallel
func (e *jsonEncoder) callNative(t *Thread, args []Object, kwNames []*Str) Object {
	var out [2]Object
	if !t.bindNames("_iterencode", args, kwNames, []string{"obj", "_current_indent_level"}, out[:]) {
		return nil
	}
	if out[0] == nil || out[1] == nil {
		return t.typeError("_iterencode() takes exactly 2 arguments (" + intText(intOf(len(args))) + " given)")
	}
	w := &jsonWriter{jsonEncoder: e}
	b, ok := w.encode(t, nil, out[0])
	if !ok {
		return nil
	}
	return tupleOf(NewStr(string(b)))
}
