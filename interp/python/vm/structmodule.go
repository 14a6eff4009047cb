package vm

import (
	"math"
	"math/big"
	"strconv"

	"rgo/rlib/thread"
)

// This file is the module _struct: values packed in bytes by a format.

// structField is a run of values of one kind in a format.
type structField struct {
	letter byte
	offset int // of the first value
	size   int // of a value
	count  int // of values
}

// StructObject is a compiled format.
type StructObject struct {
	weakHolder
	format string
	fields []structField
	values int // how many they are
	size   int
	native bool // native sizes
	big    bool // big-endian
}

// Class returns Struct.
//
//rgo:parallel
func (*StructObject) Class() *Type { return StructType }

var (
	// StructType is struct.Struct.
	StructType = newBuiltinType("Struct", ObjectType, byTable|weakrefs)

	structIterType = newIteratorType("unpack_iterator")
	structError    = newExceptionType("error", ExceptionType)
)

// structCache keeps compiled formats of the module's functions.
type structCache struct{ formats map[string]*StructObject }

const structCacheSize = 100

//rgo:parallel
func init() {
	StructType.module = newASCII("_struct")
	structIterType.module = newASCII("_struct")
	structError.module = newASCII("struct")
	addIteratorMethods(structIterType)
	structIterType.addMethods([]method{{"__length_hint__", 0, 0, func(t *Thread, args []Object) Object {
		i := args[0].(*structIter)
		return intOf((len(i.data) - i.at) / i.s.size)
	}, ""}})
	builtinModules["_struct"] = makeStruct
	StructType.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
		var fields [1]Object
		c := args[0].(*Type)
		if c != StructType {
			return newInstance(c, &StructObject{}) // __init__ fills it
		}
		if !t.bindNames("Struct", args[1:], kwNames, []string{"format"}, fields[:]) {
			return nil
		}
		if fields[0] == nil {
			return t.typeError("Struct() missing required argument 'format' (pos 1)")
		}
		s := t.structOf(fields[0])
		if s == nil {
			return nil
		}
		return s
	})
	StructType.addMethods([]method{{"__init__", 1, 1, initStruct, "format"}})
	StructType.addGetSets([]getset{
		{"format", func(t *Thread, o Object) Object { return NewStr(structSelf(o).format) }, nil},
		{"size", func(t *Thread, o Object) Object { return intOf(structSelf(o).size) }, nil},
	})
	StructType.addMethods([]method{
		{"pack", 0, -1, func(t *Thread, args []Object) Object { return t.structPack(structSelf(args[0]), args[1:]) }, ""},
		{"pack_into", 0, -1, func(t *Thread, args []Object) Object { return t.structPackInto(structSelf(args[0]), args[1:]) }, ""},
		{"unpack", 1, 1, func(t *Thread, args []Object) Object { return t.structUnpack(structSelf(args[0]), args[1]) }, ""},
		{"unpack_from", 1, 2, func(t *Thread, args []Object) Object {
			return t.structUnpackFrom(structSelf(args[0]), args[1], args[2])
		}, "buffer,offset"},
		{"iter_unpack", 1, 1, func(t *Thread, args []Object) Object { return t.structIterate(structSelf(args[0]), args[1]) }, ""},
	})
}

// initStruct is __init__ of a subclass.
func initStruct(t *Thread, args []Object) Object {
	s := t.structOf(args[1])
	if s == nil {
		return nil
	}
	x := payloadOf(args[0]).(*StructObject)
	x.format, x.fields, x.values, x.size, x.native, x.big = s.format, s.fields, s.values, s.size, s.native, s.big
	return None
}

//rgo:parallel
func structSelf(o Object) *StructObject { return payloadOf(o).(*StructObject) }

// makeStruct makes the module.
//
//rgo:parallel
func makeStruct(t *Thread) *Module {
	m := newModule("_struct")
	m.set("Struct", StructType)
	m.set("error", structError)
	cache := &structCache{formats: map[string]*StructObject{}}
	with := func(fn func(t *Thread, s *StructObject, args []Object) Object) BuiltinFunc {
		return func(t *Thread, args []Object) Object {
			s := t.cachedStruct(cache, args[0])
			if s == nil {
				return nil
			}
			return fn(t, s, args[1:])
		}
	}
	m.addFunctions([]method{
		{"calcsize", 1, 1, with(func(t *Thread, s *StructObject, args []Object) Object { return intOf(s.size) }), ""},
		{"pack", 1, -1, with(func(t *Thread, s *StructObject, args []Object) Object { return t.structPack(s, args) }), ""},
		{"pack_into", 1, -1, with(func(t *Thread, s *StructObject, args []Object) Object { return t.structPackInto(s, args) }), ""},
		{"unpack", 2, 2, with(func(t *Thread, s *StructObject, args []Object) Object { return t.structUnpack(s, args[0]) }), ""},
		{"unpack_from", 2, 3, with(func(t *Thread, s *StructObject, args []Object) Object {
			return t.structUnpackFrom(s, args[0], args[1])
		}), "format,buffer,offset"},
		{"iter_unpack", 2, 2, with(func(t *Thread, s *StructObject, args []Object) Object { return t.structIterate(s, args[0]) }), ""},
		{"_clearcache", 0, 0, func(t *Thread, args []Object) Object {
			cache.formats = map[string]*StructObject{}
			return None
		}, ""},
	})
	return m
}

// cachedStruct compiles a format or finds it compiled.
//
//rgo:parallel
func (t *Thread) cachedStruct(cache *structCache, o Object) *StructObject {
	if s, ok := payloadOf(o).(*StructObject); ok {
		return s
	}
	text, ok := structFormat(o)
	if s := cache.formats[text]; ok && s != nil {
		return s
	}
	s := t.structOf(o)
	if s != nil {
		cache.add(text, s)
	}
	return s
}

func (c *structCache) add(text string, s *StructObject) {
	if len(c.formats) >= structCacheSize {
		c.formats = map[string]*StructObject{}
	}
	c.formats[text] = s
}

//rgo:parallel
func structFormat(o Object) (string, bool) {
	if s := strOf(o); s != nil {
		return s.s, true
	}
	b, ok := payloadOf(o).(*Bytes)
	if !ok {
		return "", false
	}
	return b.s, true
}

//rgo:parallel
func (t *Thread) structFault(message string) bool {
	t.raise(structError, message)
	return false
}

// structOf compiles a format.
//
//rgo:parallel
func (t *Thread) structOf(o Object) *StructObject {
	text, ok := structFormat(o)
	if !ok {
		t.typeError("Struct() argument 1 must be a str or bytes object, not " + o.Class().name)
		return nil
	}
	s := &StructObject{format: text, native: true}
	align := true
	i := 0
	if i < len(text) {
		switch text[0] {
		case '@':
			i++
		case '=', '<':
			s.native, align = false, false
			i++
		case '>', '!':
			s.native, align, s.big = false, false, true
			i++
		}
	}
	const limit = math.MaxInt64
	for ; i < len(text); i++ {
		c := text[i]
		if isSpace(rune(c)) && c < 0x80 {
			continue
		}
		count, given := 1, false
		for i < len(text) && isDigitByte(text[i]) {
			if !given {
				count, given = 0, true
			}
			if count > (limit-9)/10 {
				t.structFault("total struct size too long")
				return nil
			}
			count = count*10 + int(text[i]-'0')
			i++
		}
		if i == len(text) {
			t.structFault("repeat count given without format specifier")
			return nil
		}
		c = text[i]
		size := structSize(c, s.native)
		if size == 0 {
			t.structFault("bad char in struct format")
			return nil
		}
		if align && size > 1 {
			s.size = (s.size + size - 1) / size * size
		}
		if count > 0 && size > (limit-s.size)/count {
			t.structFault("total struct size too long")
			return nil
		}
		switch c {
		case 'x':
			s.size += count
		case 's', 'p':
			s.fields = append(s.fields, structField{c, s.size, count, 1})
			s.values++
			s.size += count
		default:
			s.fields = append(s.fields, structField{c, s.size, size, count})
			s.values += count
			s.size += count * size
		}
	}
	return s
}

// structSize is the size of a value; 0 if there is no such format.
//
//rgo:parallel
func structSize(letter byte, native bool) int {
	switch letter {
	case 'x', 's', 'p':
		return 1
	case 'n', 'N', 'P':
		if !native {
			return 0
		}
	case 'l', 'L':
		if !native {
			return 4
		}
	}
	return formatSize(letter)
}

// structPack packs into new bytes.
//
//rgo:parallel
func (t *Thread) structPack(s *StructObject, values []Object) Object {
	if len(values) != s.values {
		t.structFault("pack expected " + strconv.Itoa(s.values) + " items for packing (got " + strconv.Itoa(len(values)) + ")")
		return nil
	}
	out := make([]byte, s.size)
	if !t.structFill(s, out, values) {
		return nil
	}
	return &Bytes{string(out)}
}

// structFill stores the values.
//
//rgo:parallel
func (t *Thread) structFill(s *StructObject, out []byte, values []Object) bool {
	next := 0
	for i := range s.fields {
		f := &s.fields[i]
		for k := range f.count {
			at := f.offset + k*f.size
			if !t.structStoreAny(s, f, out[at:at+f.size], values[next]) {
				return false
			}
			next++
		}
	}
	return true
}

// structStoreAny stores one value.
//
//rgo:parallel
func (t *Thread) structStoreAny(s *StructObject, f *structField, place []byte, v Object) bool {
	if f.letter != 's' && f.letter != 'p' {
		return t.structStore(s, f, place, v)
	}
	text, ok := t.structBytes(f.letter, v)
	if !ok {
		return false
	}
	if f.letter == 'p' {
		if f.size == 0 {
			return true
		}
		text = text[:min(len(text), f.size-1)]
		place[0] = byte(min(len(text), 255))
		place = place[1:]
	}
	copy(place, text)
	return true
}

// structBytes takes the value of 's' or 'p'.
//
//rgo:parallel
func (t *Thread) structBytes(letter byte, o Object) (string, bool) {
	switch x := payloadOf(o).(type) {
	case *Bytes:
		return x.s, true
	case *ByteArray:
		return x.text(), true
	}
	return "", t.structFault("argument for '" + string(rune(letter)) + "' must be a bytes object")
}

// structStore packs one value.
//
//rgo:parallel
func (t *Thread) structStore(s *StructObject, f *structField, place []byte, o Object) bool {
	v := uint64(0)
	switch f.letter {
	case 'c':
		b, ok := payloadOf(o).(*Bytes)
		if !ok || len(b.s) != 1 {
			return t.structFault("char format requires a bytes object of length 1")
		}
		v = uint64(b.s[0])
	case '?':
		yes, ok := t.truth(o)
		if !ok {
			return false
		}
		v = uint64(boolInt(yes))
	case 'e', 'f', 'd':
		x, ok := t.floatValue(o)
		if !ok {
			if t.catch(TypeError) {
				return t.structFault("required argument is not a float")
			}
			return false
		}
		if v, ok = floatBits(f.letter, x); !ok {
			t.raise(OverflowError, "float too large to pack with "+string(rune(f.letter))+" format")
			return false
		}
	default:
		var ok bool
		if v, ok = t.structInt(s, f, o); !ok {
			return false
		}
	}
	for i := range place {
		at := i
		if s.big {
			at = len(place) - 1 - i
		}
		place[at] = byte(v >> (8 * uint(i)))
	}
	return true
}

// floatBits are the bits of a float in a format; ok is false if it overflows.
//
//rgo:parallel
func floatBits(letter byte, x float64) (bits uint64, ok bool) {
	switch letter {
	case 'd':
		return math.Float64bits(x), true
	case 'f':
		single := float32(x)
		if math.IsInf(float64(single), 0) && !math.IsInf(x, 0) {
			return 0, false
		}
		return uint64(math.Float32bits(single)), true
	}
	half, ok := toHalf(x)
	return uint64(half), ok
}

// structInt takes the value of an integer format. As in CPython it is first
// converted to a C long or unsigned long, and then compared with the range.
//
//rgo:parallel
func (t *Thread) structInt(s *StructObject, f *structField, o Object) (uint64, bool) {
	value, isSmall := o.(Int)
	var large *big.Int
	if !isSmall {
		i := t.structIndex(o)
		if i == nil {
			return 0, false
		}
		if value, isSmall = i.(Int); !isSmall {
			large = bigValue(i)
		}
	}
	unsigned := false
	switch f.letter {
	case 'I', 'L', 'Q', 'N':
		unsigned = true
	case 'H':
		unsigned = s.big
	}
	bits := uint(8 * f.size)
	switch {
	case large != nil && (f.letter == 'P' || unsigned && f.size == 8) && large.IsUint64():
		return large.Uint64(), true
	case large != nil && unsigned && large.IsUint64():
		return 0, t.structRange(f)
	case large != nil || unsigned && value.v < 0:
		if s.big && (f.letter == 'q' || f.letter == 'Q') {
			return 0, t.structFault("int too large to convert")
		}
		return 0, t.structFault("argument out of range")
	}
	v := value.v
	if isSignedLetter(f.letter) {
		if bits < 64 && (v < -1<<(bits-1) || v > 1<<(bits-1)-1) {
			return 0, t.structRange(f)
		}
	} else if bits < 64 && (v < 0 || v > 1<<bits-1) {
		return 0, t.structRange(f)
	}
	return uint64(v), true
}

//rgo:parallel
func (t *Thread) structIndex(o Object) Object {
	if !hasIndex(o) && !isInt(o) {
		t.structFault("required argument is not an integer")
		return nil
	}
	return t.indexObject(o)
}

//rgo:parallel
func isSignedLetter(letter byte) bool {
	switch letter {
	case 'b', 'h', 'i', 'l', 'q', 'n':
		return true
	}
	return false
}

// structNames are how error messages call some formats.
var structNames = map[byte]string{'b': "byte", 'B': "ubyte", 'h': "short", 'H': "ushort"}

// structRange raises struct.error for a value out of range.
//
//rgo:parallel
func (t *Thread) structRange(f *structField) bool {
	bits := uint(8 * f.size)
	low, high := "0", strconv.FormatUint(1<<bits-1, 10)
	if isSignedLetter(f.letter) {
		low = strconv.FormatInt(-1<<(bits-1), 10)
		high = strconv.FormatInt(1<<(bits-1)-1, 10)
	}
	what := structNames[f.letter]
	if what == "" {
		what = "'" + string(rune(f.letter)) + "'"
	}
	return t.structFault(what + " format requires " + low + " <= number <= " + high)
}

// load reads one value.
//
//rgo:parallel
func (s *StructObject) load(f *structField, part string) Object {
	switch f.letter {
	case 's', 'c':
		return &Bytes{part}
	case 'p':
		if f.size == 0 {
			return &Bytes{}
		}
		return &Bytes{part[1 : 1+min(int(part[0]), f.size-1)]}
	}
	v := uint64(0)
	for k := 0; k < len(part); k++ {
		if s.big {
			v = v<<8 | uint64(part[k])
		} else {
			v |= uint64(part[k]) << (8 * uint(k))
		}
	}
	return structValue(f.letter, f.size, v)
}

// structValues unpacks data, whose length is that of the format.
//
//rgo:parallel
func (t *Thread) structValues(s *StructObject, data string) Object {
	values := make([]Object, 0, s.values)
	for i := range s.fields {
		f := &s.fields[i]
		for k := range f.count {
			at := f.offset + k*f.size
			values = append(values, s.load(f, data[at:at+f.size]))
		}
	}
	return newTuple(values)
}

// structValue makes a value of its bits.
//
//rgo:parallel
func structValue(letter byte, size int, v uint64) Object {
	switch letter {
	case '?':
		return boolOf(v != 0)
	case 'e':
		return newFloat(halfFloat(uint16(v)))
	case 'f':
		return newFloat(float64(math.Float32frombits(uint32(v))))
	case 'd':
		return newFloat(math.Float64frombits(v))
	}
	if isSignedLetter(letter) {
		unused := uint(64 - 8*size)
		return newInt(int64(v<<unused) >> unused)
	}
	if v > math.MaxInt64 {
		return newBig(new(big.Int).SetUint64(v))
	}
	return newInt(int64(v))
}

// bytesArg takes a bytes-like argument.
//
//rgo:parallel
func (t *Thread) bytesArg(o Object) (string, bool) {
	if s, ok := bytesText(o); ok {
		return s, true
	}
	b, ok := t.bufferOf(o)
	if !ok {
		return "", false
	}
	if b == nil {
		t.typeError("a bytes-like object is required, not '" + o.Class().name + "'")
		return "", false
	}
	return string(b.bytes()), true
}

//rgo:parallel
func (t *Thread) structUnpack(s *StructObject, o Object) Object {
	data, ok := t.bytesArg(o)
	if !ok {
		return nil
	}
	if len(data) != s.size {
		t.structFault("unpack requires a buffer of " + strconv.Itoa(s.size) + " bytes")
		return nil
	}
	return t.structValues(s, data)
}

//rgo:parallel
func (t *Thread) structUnpackFrom(s *StructObject, o, where Object) Object {
	data, ok := t.bytesArg(o)
	if !ok {
		return nil
	}
	offset := 0
	if where != nil {
		if offset, ok = t.index(where); !ok {
			return nil
		}
	}
	n, size := len(data), s.size
	if offset < 0 {
		if offset+size > 0 {
			t.structFault("not enough data to unpack " + strconv.Itoa(size) + " bytes at offset " + strconv.Itoa(offset))
			return nil
		}
		if offset+n < 0 {
			t.structFault("offset " + strconv.Itoa(offset) + " out of range for " + strconv.Itoa(n) + "-byte buffer")
			return nil
		}
		offset += n
	}
	if n-offset < size {
		t.structFault("unpack_from requires a buffer of at least " + strconv.FormatUint(uint64(size)+uint64(offset), 10) +
			" bytes for unpacking " + strconv.Itoa(size) + " bytes at offset " + strconv.Itoa(offset) +
			" (actual buffer size is " + strconv.Itoa(n) + ")")
		return nil
	}
	return t.structValues(s, data[offset:offset+size])
}

//rgo:parallel
func (t *Thread) structPackInto(s *StructObject, args []Object) Object {
	if len(args) != s.values+2 {
		switch len(args) {
		case 0:
			t.structFault("pack_into expected buffer argument")
		case 1:
			t.structFault("pack_into expected offset argument")
		default:
			t.structFault("pack_into expected " + strconv.Itoa(s.values) + " items for packing (got " + strconv.Itoa(len(args)-2) + ")")
		}
		return nil
	}
	b, ok := t.bufferOf(args[0])
	if !ok {
		return nil
	}
	if b == nil || b.readonly {
		return t.typeError("pack_into() argument 1 must be read-write bytes-like object, not " + args[0].Class().name)
	}
	offset, ok := t.index(args[1])
	if !ok {
		return nil
	}
	out := b.bytes()
	n, size := len(out), s.size
	if offset < 0 {
		if offset+size > 0 {
			t.structFault("no space to pack " + strconv.Itoa(size) + " bytes at offset " + strconv.Itoa(offset))
			return nil
		}
		if offset+n < 0 {
			t.structFault("offset " + strconv.Itoa(offset) + " out of range for " + strconv.Itoa(n) + "-byte buffer")
			return nil
		}
		offset += n
	}
	if n-offset < size {
		t.structFault("pack_into requires a buffer of at least " + strconv.FormatUint(uint64(size)+uint64(offset), 10) +
			" bytes for packing " + strconv.Itoa(size) + " bytes at offset " + strconv.Itoa(offset) +
			" (actual buffer size is " + strconv.Itoa(n) + ")")
		return nil
	}
	filled := make([]byte, size)
	ok = t.structFill(s, filled, args[2:])
	b.own()
	copy(out[offset:], filled)
	return none(ok)
}

// structIter is what iter_unpack returns.
type structIter struct {
	bias thread.Bias
	s    *StructObject
	data string
	at   int
}

// Class returns unpack_iterator.
//
//rgo:parallel
func (*structIter) Class() *Type { return structIterType }

// Next unpacks the next part.
//
//rgo:parallel
func (i *structIter) Next(t *Thread) Object {
	i.bias.Take()
	if i.at >= len(i.data) {
		return nil
	}
	part := i.data[i.at : i.at+i.s.size]
	i.at += i.s.size
	return t.structValues(i.s, part)
}

//rgo:parallel
func (t *Thread) structIterate(s *StructObject, o Object) Object {
	if s.size == 0 {
		t.structFault("cannot iteratively unpack with a struct of length 0")
		return nil
	}
	data, ok := t.bytesArg(o)
	if !ok {
		return nil
	}
	if len(data)%s.size != 0 {
		t.structFault("iterative unpacking requires a buffer of a multiple of " + strconv.Itoa(s.size) + " bytes")
		return nil
	}
	return &structIter{bias: thread.Mine(), s: s, data: data}
}
