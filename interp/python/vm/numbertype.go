package vm

import (
	"math"
	"math/big"
	"math/bits"
	"strconv"
	"strings"

	"rgo/interp/python/code"
	"rgo/interp/python/libm"
	"rgo/interp/python/parser"
	"rgo/rlib/thread"
)

// This file is the constructors and methods of int, bool, float and complex.

var intOperators = []int{code.Add, code.And, code.FloorDivide, code.LeftShift, code.Multiply, code.Remainder, code.Or,
	code.RightShift, code.Subtract, code.TrueDivide, code.Xor, divmodOp}

var floatOperators = []int{code.Add, code.FloorDivide, code.Multiply, code.Remainder, code.Subtract, code.TrueDivide, divmodOp}

//rgo:parallel
func init() {
	IntType.setNew(newIntObject)
	BoolType.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
		if len(kwNames) > 0 {
			return t.typeError("bool() takes no keyword arguments")
		}
		if len(args) == 1 {
			return False
		}
		if len(args) > 2 {
			return t.typeError("bool expected at most 1 argument, got " + strconv.Itoa(len(args)-1))
		}
		b, ok := t.truth(args[1])
		if !ok {
			return nil
		}
		return boolOf(b)
	})
	FloatType.setNew(newFloatObject)
	ComplexType.setNew(newComplexObject)
	for _, c := range []*Type{IntType, FloatType, ComplexType} {
		c.addHash()
		c.addText(false)
		c.addFormat()
		c.addUnary(c == IntType)
		c.addCompare(c != ComplexType)
		ops := floatOperators
		if c == IntType {
			ops = intOperators
		} else if c == ComplexType {
			ops = []int{code.Add, code.Multiply, code.Subtract, code.TrueDivide}
		}
		c.addBinary(ops...)
		c.addReflected(ops...)
		c.addMethods([]method{
			{"__pow__", 1, 2, func(t *Thread, args []Object) Object {
				if len(args) > 2 && args[2] != None {
					return t.powMod(args[0], args[1], args[2])
				}
				return t.builtinBinary(code.Power, args[0], args[1])
			}, ""},
			{"__rpow__", 1, 2, func(t *Thread, args []Object) Object {
				return t.builtinBinary(code.Power, args[1], args[0])
			}, ""},
		})
	}
	BoolType.addText(false)
	BoolType.addBinary(code.And, code.Or, code.Xor)
	initIntMethods()
	initFloatMethods()
	initComplexMethods()
}

//rgo:parallel
func initIntMethods() {
	self := func(t *Thread, args []Object) Object { return plainInt(args[0]) }
	IntType.addMethods([]method{
		{"__int__", 0, 0, self, ""},
		{"__index__", 0, 0, self, ""},
		{"__trunc__", 0, 0, self, ""},
		{"__floor__", 0, 0, self, ""},
		{"__ceil__", 0, 0, self, ""},
		{"conjugate", 0, 0, self, ""},
		{"__float__", 0, 0, func(t *Thread, args []Object) Object {
			f, ok := t.floatValue(plainInt(args[0]))
			if !ok {
				return nil
			}
			return newFloat(f)
		}, ""},
		{"__round__", 0, 1, func(t *Thread, args []Object) Object {
			if len(args) < 2 || args[1] == None {
				return plainInt(args[0])
			}
			return t.roundInt(plainInt(args[0]), args[1])
		}, ""},
		{"bit_length", 0, 0, func(t *Thread, args []Object) Object {
			if x, ok := args[0].(Int); ok {
				return intOf(bits.Len64(uint64(max(x.v, -x.v))))
			}
			return intOf(bigValue(args[0]).BitLen())
		}, ""},
		{"bit_count", 0, 0, func(t *Thread, args []Object) Object {
			n := 0
			for _, w := range bigValue(args[0]).Bits() {
				for ; w != 0; w &= w - 1 {
					n++
				}
			}
			return intOf(n)
		}, ""},
		{"as_integer_ratio", 0, 0, func(t *Thread, args []Object) Object { return tupleOf(plainInt(args[0]), newInt(1)) }, ""},
		{"__getnewargs__", 0, 0, func(t *Thread, args []Object) Object { return tupleOf(plainInt(args[0])) }, ""},
		{"to_bytes", 0, 3, intToBytes, "length,byteorder,signed"},
	})
	IntType.addClassMethods([]method{{"from_bytes", 1, 3, intFromBytes, "bytes,byteorder,signed"}})
	IntType.addGetSets([]getset{
		{"real", func(t *Thread, o Object) Object { return plainInt(o) }, nil},
		{"imag", func(t *Thread, o Object) Object { return newInt(0) }, nil},
		{"numerator", func(t *Thread, o Object) Object { return plainInt(o) }, nil},
		{"denominator", func(t *Thread, o Object) Object { return newInt(1) }, nil},
	})
}

// intToBytes is int.to_bytes.
//
//rgo:parallel
func intToBytes(t *Thread, args []Object) Object {
	length, order, signed := 1, "big", false
	var ok bool
	if len(args) > 1 && args[1] != nil {
		if length, ok = t.index(args[1]); !ok {
			return nil
		}
	}
	if len(args) > 2 && args[2] != nil {
		if s := strOf(args[2]); s != nil {
			order = s.s
		}
	}
	if len(args) > 3 && args[3] != nil {
		signed, _ = t.truth(args[3])
	}
	if order != "big" && order != "little" {
		return t.valueError("byteorder must be either 'little' or 'big'")
	}
	if length < 0 {
		return t.valueError("length argument must be non-negative")
	}
	v := new(big.Int).Set(bigValue(args[0]))
	if v.Sign() < 0 {
		if !signed {
			return t.raise(OverflowError, "can't convert negative int to unsigned")
		}
		v.Add(v, new(big.Int).Lsh(big.NewInt(1), uint(8*length)))
	}
	limit := uint(8 * length)
	if signed && bigValue(args[0]).Sign() >= 0 && limit > 0 {
		limit--
	}
	if v.Sign() < 0 || v.BitLen() > int(limit) && (bigValue(args[0]).Sign() >= 0 || v.BitLen() > 8*length) {
		return t.raise(OverflowError, "int too big to convert")
	}
	b := make([]byte, length)
	v.FillBytes(b)
	if order == "little" {
		reverseBytes(b)
	}
	return &Bytes{string(b)}
}

//rgo:parallel
func reverseBytes(b []byte) {
	for i, j := 0, len(b)-1; i < j; i, j = i+1, j-1 {
		b[i], b[j] = b[j], b[i]
	}
}

// intFromBytes is int.from_bytes.
//
//rgo:parallel
func intFromBytes(t *Thread, args []Object) Object {
	little := false
	if len(args) > 2 && args[2] != nil {
		order := strOf(args[2])
		if order == nil {
			return t.typeError("from_bytes() argument 'byteorder' must be str, not " + args[2].Class().name)
		}
		if little = order.s == "little"; !little && order.s != "big" {
			return t.valueError("byteorder must be either 'little' or 'big'")
		}
	}
	s, ok := t.bytesOfObject(args[1])
	if !ok {
		return nil
	}
	b := []byte(s)
	if little {
		reverseBytes(b)
	}
	v := new(big.Int).SetBytes(b)
	if len(args) > 3 && args[3] != nil {
		if signed, _ := t.truth(args[3]); signed && len(b) > 0 && b[0] >= 0x80 {
			v.Sub(v, new(big.Int).Lsh(big.NewInt(1), uint(8*len(b))))
		}
	}
	r := newBig(v)
	if c := args[0].(*Type); c != IntType {
		return t.call1(c, r)
	}
	return r
}

// newIntObject is int(x, base).
//
//rgo:parallel
func newIntObject(t *Thread, args []Object, kwNames []*Str) Object {
	if thread.Parallel && len(args) == 2 && len(kwNames) == 0 && args[0] == Object(IntType) {
		switch x := args[1].(type) {
		case Int:
			return x
		case Float:
			if -1<<62 < x.v && x.v < 1<<62 {
				return newInt(int64(x.v))
			}
		}
	}
	return newIntOf(t, args, kwNames)
}

//rgo:parallel
func newIntOf(t *Thread, args []Object, kwNames []*Str) Object {
	c := args[0].(*Type)
	if c == BoolType {
		return t.typeError("int.__new__(bool) is not safe, use bool.__new__()")
	}
	if len(kwNames) == 1 && kwNames[0].s == "base" && len(args) == 3 {
		kwNames = nil
	}
	if len(kwNames) > 0 {
		return t.typeError("'" + kwNames[0].s + "' is an invalid keyword argument for int()")
	}
	if len(args) > 3 {
		return t.typeError("int() takes at most 2 arguments (" + strconv.Itoa(len(args)-1) + " given)")
	}
	if len(args) == 1 {
		return wrapNew(c, IntType, newInt(0))
	}
	var v Object
	if len(args) == 3 {
		base, ok := t.index(args[2])
		if !ok {
			if !t.catch(OverflowError) {
				return nil
			}
			base = -1 // out of range, as any number that large is
		}
		s := strOf(args[1])
		if s == nil {
			text, ok := bytesText(args[1])
			if !ok {
				return t.typeError("int() can't convert non-string with explicit base")
			}
			return t.wrapInt(c, t.parseIntBytes(text, base))
		}
		v = t.parseInt(s, base)
	} else {
		v = t.toInt(args[1])
	}
	return t.wrapInt(c, v)
}

//rgo:parallel
func (t *Thread) wrapInt(c *Type, v Object) Object {
	if v == nil {
		return nil
	}
	return wrapNew(c, IntType, v)
}

// parseIntBytes is parseInt of bytes, which the error shows as such.
//
//rgo:parallel
func (t *Thread) parseIntBytes(s string, base int) Object {
	v := t.parseInt(decodeLatin(s), base)
	if v == nil && t.exc.cls == ValueError && strings.HasPrefix(t.displayText(t.exc), "invalid literal") {
		t.exc = nil
		return t.valueError("invalid literal for int() with base " + strconv.Itoa(base) + ": " + quoteBytes(s))
	}
	return v
}

// toInt is int(o).
//
//rgo:parallel
func (t *Thread) toInt(o Object) Object {
	switch x := o.(type) {
	case Int, *BigInt:
		return x
	case *Bool:
		return newInt(boolInt(x.v))
	case Float:
		return t.intOfFloat(x.v)
	case *Str:
		return t.parseInt(x, 10)
	case *Bytes, *ByteArray:
		s, _ := bytesText(o)
		return t.parseIntBytes(s, 10)
	}
	for _, name := range []*Str{nameInt, nameIndex} {
		if r, found := t.callSpecial(o, name); found {
			if r == nil {
				return nil
			}
			return t.strictInt(name, r)
		}
	}
	if r, found := t.callTrunc(o); found {
		return r
	}
	if s := strOf(o); s != nil {
		return t.parseInt(s, 10)
	}
	if s, found, ok := t.bufferText(o); found || !ok {
		if !ok {
			return nil
		}
		return t.parseIntBytes(s, 10)
	}
	return t.typeError("int() argument must be a string, a bytes-like object or a real number, not '" + o.Class().name + "'")
}

// strictInt checks what __int__ or __index__ returned; instances of strict
// subclasses of int are deprecated.
//
//rgo:parallel
func (t *Thread) strictInt(name *Str, r Object) Object {
	switch r.(type) {
	case Int, *BigInt:
		return r
	}
	if !isInt(r) {
		return t.typeError(name.s + " returned non-int (type " + r.Class().name + ")")
	}
	if !t.warn(DeprecationWarning, name.s+" returned non-int (type "+r.Class().name+
		").  The ability to return an instance of a strict subclass of int is deprecated, "+
		"and may not be supported in a future version of Python.", 1) {
		return nil
	}
	return plainInt(r)
}

// callTrunc is int(o) by the deprecated way of __trunc__.
func (t *Thread) callTrunc(o Object) (result Object, found bool) {
	m := o.Class().lookup(nameTrunc)
	if m == nil {
		return nil, false
	}
	if !t.warn(DeprecationWarning, "The delegation of int() to __trunc__ is deprecated.", 1) {
		return nil, true
	}
	r := t.callMethod(m, o, nil, nil)
	if r == nil || isInt(r) {
		if r != nil {
			r = plainInt(r)
		}
		return r, true
	}
	if r.Class().lookup(nameIndex) == nil {
		return t.typeError("__trunc__ returned non-Integral (type " + r.Class().name + ")"), true
	}
	return t.indexObject(r), true
}

// intOfFloat truncates.
//
//rgo:parallel
func (t *Thread) intOfFloat(v float64) Object {
	if math.IsNaN(v) {
		return t.valueError("cannot convert float NaN to integer")
	}
	if math.IsInf(v, 0) {
		return t.raise(OverflowError, "cannot convert float infinity to integer")
	}
	return floatToInt(v)
}

// parseInt converts text to an int.
//
//rgo:parallel
func (t *Thread) parseInt(s *Str, base int) Object {
	if base != 0 && (base < 2 || base > 36) {
		return t.valueError("int() base must be >= 2 and <= 36, or 0")
	}
	text := strings.TrimFunc(asciiDigits(s), isSpace)
	negative := false
	if text != "" && (text[0] == '-' || text[0] == '+') {
		negative = text[0] == '-'
		text = text[1:]
	}
	given := base
	if len(text) > 1 && text[0] == '0' {
		prefix := 0
		switch text[1] {
		case 'x', 'X':
			prefix = 16
		case 'o', 'O':
			prefix = 8
		case 'b', 'B':
			prefix = 2
		}
		if prefix != 0 && (base == 0 || base == prefix) {
			base = prefix
			text = strings.TrimPrefix(text[2:], "_")
		}
	}
	if base == 0 {
		base = 10
		if len(text) > 1 && text[0] == '0' && strings.Trim(text, "0_") != "" {
			text = ""
		}
	}
	digits, ok := cleanDigits(text)
	if ok {
		if v, err := strconv.ParseInt(digits, base, 64); err == nil {
			if negative {
				v = -v
			}
			return newInt(v)
		}
		limit := t.interp.config.MaxDigits
		if base&(base-1) != 0 && limit > 0 && len(digits) > limit {
			return t.valueError("Exceeds the limit (" + strconv.Itoa(limit) + " digits) for integer string conversion: value has " +
				strconv.Itoa(len(digits)) + " digits; use sys.set_int_max_str_digits() to increase the limit")
		}
		if v, good := new(big.Int).SetString(digits, base); good {
			if negative {
				v.Neg(v)
			}
			return newBig(v)
		}
	}
	return t.valueError("invalid literal for int() with base " + strconv.Itoa(given) + ": " + quoteStr(s.s))
}

// checkDigits raises ValueError if the decimal text of an int is longer than
// sys.get_int_max_str_digits() allows.
//
//rgo:parallel
func (t *Thread) checkDigits(o Object) bool {
	x, ok := payloadOf(o).(*BigInt)
	limit := t.interp.config.MaxDigits
	if !ok || limit == 0 || float64(x.v.BitLen())*0.30103 < float64(limit)-1 {
		return true
	}
	if float64(x.v.BitLen()-1)*0.30102 < float64(limit) && len(new(big.Int).Abs(x.v).String()) <= limit {
		return true
	}
	t.valueError("Exceeds the limit (" + strconv.Itoa(limit) + " digits) for integer string conversion; " +
		"use sys.set_int_max_str_digits() to increase the limit")
	return false
}

// cleanDigits removes single underscores between digits.
//
//rgo:parallel
func cleanDigits(s string) (string, bool) {
	if s == "" || s[0] == '_' || s[len(s)-1] == '_' || strings.Contains(s, "__") || s[0] == '-' || s[0] == '+' {
		return "", false
	}
	if strings.IndexByte(s, '_') < 0 {
		return s, true
	}
	return strings.ReplaceAll(s, "_", ""), true
}

// newFloatObject is float(x).
//
//rgo:parallel
func newFloatObject(t *Thread, args []Object, kwNames []*Str) Object {
	if thread.Parallel && len(args) == 2 && len(kwNames) == 0 && args[0] == Object(FloatType) {
		switch x := args[1].(type) {
		case Int:
			return Float{float64(x.v)}
		case Float:
			return x
		}
	}
	return newFloatOf(t, args, kwNames)
}

//rgo:parallel
func newFloatOf(t *Thread, args []Object, kwNames []*Str) Object {
	c := args[0].(*Type)
	args, ok := t.dropKeywords(FloatType, args, kwNames)
	if !ok {
		return nil
	}
	if len(args) > 2 {
		return t.typeError("float expected at most 1 argument, got " + strconv.Itoa(len(args)-1))
	}
	if len(args) == 1 {
		return wrapNew(c, FloatType, newFloat(0))
	}
	v := t.toFloat(args[1])
	if v == nil {
		return nil
	}
	return wrapNew(c, FloatType, v)
}

// toFloat is float(o).
//
//rgo:parallel
func (t *Thread) toFloat(o Object) Object {
	text := ""
	switch x := o.(type) {
	case Float:
		return x
	case *Str:
		text = asciiDigits(x)
	case *Bytes, *ByteArray:
		text, _ = bytesText(o)
	default:
		if s := strOf(o); s != nil && o.Class().lookup(nameFloat) == nil {
			text = asciiDigits(s)
			break
		}
		if o.Class().lookup(nameFloat) == nil && o.Class().lookup(nameIndex) == nil {
			if s, found, ok := t.bufferText(o); found && ok {
				text = s
				break
			} else if !ok {
				return nil
			}
		}
		f, ok := t.floatValue(o)
		if !ok {
			if t.exc.cls == TypeError && o.Class().lookup(nameFloat) == nil && o.Class().lookup(nameIndex) == nil {
				t.exc = nil
				return t.typeError("float() argument must be a string or a real number, not '" + o.Class().name + "'")
			}
			return nil
		}
		return newFloat(f)
	}
	if f, ok := parseFloat(text); ok {
		return newFloat(f)
	}
	s, _ := t.repr(o)
	return t.valueError("could not convert string to float: " + s)
}

// parseFloat reads a float as Python writes it.
//
//rgo:parallel
func parseFloat(text string) (float64, bool) {
	text = strings.TrimFunc(text, isSpace)
	body := strings.ToLower(strings.TrimLeft(text, "+-"))
	if len(text)-len(body) > 1 {
		return 0, false
	}
	switch body {
	case "nan":
		if text[0] == '-' {
			return math.Copysign(math.NaN(), -1), true
		}
		return math.NaN(), true
	case "inf", "infinity":
	default:
		for i := 0; i < len(body); i++ {
			c := body[i]
			if (c < '0' || c > '9') && c != '.' && c != 'e' && c != '+' && c != '-' {
				if c != '_' || i == 0 || i+1 == len(body) || !isDigitByte(body[i-1]) || !isDigitByte(body[i+1]) {
					return 0, false
				}
			}
		}
		text = strings.ReplaceAll(text, "_", "")
	}
	f, err := parser.ParseFloat(text)
	if err != nil && !math.IsInf(f, 0) {
		return 0, false
	}
	return f, true
}

//rgo:parallel
func isDigitByte(c byte) bool { return c >= '0' && c <= '9' }

//rgo:parallel
func initFloatMethods() {
	FloatType.addMethods([]method{
		{"__float__", 0, 0, func(t *Thread, args []Object) Object { return payloadOf(args[0]) }, ""},
		{"conjugate", 0, 0, func(t *Thread, args []Object) Object { return payloadOf(args[0]) }, ""},
		{"__int__", 0, 0, floatTrunc, ""},
		{"__trunc__", 0, 0, floatTrunc, ""},
		{"__floor__", 0, 0, func(t *Thread, args []Object) Object { return t.intOfFloat(math.Floor(floatOf(args[0]))) }, ""},
		{"__ceil__", 0, 0, func(t *Thread, args []Object) Object { return t.intOfFloat(math.Ceil(floatOf(args[0]))) }, ""},
		{"__round__", 0, 1, func(t *Thread, args []Object) Object {
			var digits Object = None
			if len(args) > 1 {
				digits = args[1]
			}
			return t.roundFloat(floatOf(args[0]), digits)
		}, ""},
		{"is_integer", 0, 0, func(t *Thread, args []Object) Object {
			v := floatOf(args[0])
			return boolOf(v == math.Trunc(v) && !math.IsInf(v, 0))
		}, ""},
		{"as_integer_ratio", 0, 0, func(t *Thread, args []Object) Object {
			v := floatOf(args[0])
			if math.IsInf(v, 0) {
				return t.raise(OverflowError, "cannot convert Infinity to integer ratio")
			}
			if math.IsNaN(v) {
				return t.valueError("cannot convert NaN to integer ratio")
			}
			r := new(big.Rat)
			r.SetFloat64(v)
			return tupleOf(newBig(r.Num()), newBig(r.Denom()))
		}, ""},
		{"hex", 0, 0, func(t *Thread, args []Object) Object { return newASCII(floatHex(floatOf(args[0]))) }, ""},
		{"__getnewargs__", 0, 0, func(t *Thread, args []Object) Object { return tupleOf(payloadOf(args[0])) }, ""},
	})
	FloatType.addClassMethods([]method{{"fromhex", 1, 1, func(t *Thread, args []Object) Object {
		s := strOf(args[1])
		if s == nil {
			return t.typeError("bad argument type for built-in operation")
		}
		f, fault := parseHexFloat(strings.TrimFunc(s.s, isSpace))
		if fault == hexOverflow {
			return t.raise(OverflowError, fault)
		}
		if fault != "" {
			return t.valueError(fault)
		}
		if c := args[0].(*Type); c != FloatType {
			return t.call1(c, newFloat(f))
		}
		return newFloat(f)
	}, ""}})
	FloatType.addGetSets([]getset{
		{"real", func(t *Thread, o Object) Object { return payloadOf(o) }, nil},
		{"imag", func(t *Thread, o Object) Object { return newFloat(0) }, nil},
	})
}

// floatHex is float.hex.
//
//rgo:parallel
func floatHex(v float64) string {
	if math.IsInf(v, 0) || math.IsNaN(v) {
		return floatText(v)
	}
	if v == 0 {
		if math.Signbit(v) {
			return "-0x0.0p+0"
		}
		return "0x0.0p+0"
	}
	if math.Abs(v) < 0x1p-1022 { // subnormal: C shows the bits as they are, Go shifts them
		s := strconv.FormatUint(math.Float64bits(math.Abs(v)), 16)
		s = "0x0." + strings.Repeat("0", 13-len(s)) + s + "p-1022"
		if v < 0 {
			s = "-" + s
		}
		return s
	}
	s := strconv.FormatFloat(v, 'x', 13, 64)
	// Go writes at least two digits of exponent, C the shortest.
	p := strings.IndexByte(s, 'p')
	exponent := s[p+2:]
	exponent = strings.TrimLeft(exponent, "0")
	if exponent == "" {
		exponent = "0"
	}
	return s[:p+2] + exponent
}

//rgo:parallel
func floatOf(o Object) float64 { return payloadOf(o).(Float).v }

//rgo:parallel
func floatTrunc(t *Thread, args []Object) Object { return t.intOfFloat(floatOf(args[0])) }

//rgo:parallel
func initComplexMethods() {
	ComplexType.addMethods([]method{
		{"conjugate", 0, 0, func(t *Thread, args []Object) Object {
			v := payloadOf(args[0]).(*Complex).v
			return &Complex{complex(real(v), -imag(v))}
		}, ""},
		{"__complex__", 0, 0, func(t *Thread, args []Object) Object { return payloadOf(args[0]) }, ""},
	})
	ComplexType.addGetSets([]getset{
		{"real", func(t *Thread, o Object) Object { return newFloat(real(payloadOf(o).(*Complex).v)) }, nil},
		{"imag", func(t *Thread, o Object) Object { return newFloat(imag(payloadOf(o).(*Complex).v)) }, nil},
	})
	ComplexType.markMembers("real", "imag")
}

// newComplexObject is complex(real, imag).
//
//rgo:parallel
func newComplexObject(t *Thread, args []Object, kwNames []*Str) Object {
	var parts [2]Object
	if !t.bindNames("complex", args[1:], kwNames, []string{"real", "imag"}, parts[:]) {
		return nil
	}
	c := args[0].(*Type)
	v := complex128(0)
	if parts[0] != nil {
		if s := strOf(parts[0]); s != nil {
			if parts[1] != nil {
				return t.typeError("complex() can't take second arg if first is a string")
			}
			z, ok := parseComplex(asciiDigits(s))
			if !ok {
				return t.valueError("complex() arg is a malformed string")
			}
			return wrapNew(c, ComplexType, &Complex{z})
		}
		x, ok := t.toComplex(parts[0])
		if !ok {
			return nil
		}
		if same, exact := parts[0].(*Complex); exact && parts[1] == nil && c == ComplexType {
			return same
		}
		v = x
	}
	if parts[1] != nil {
		if strOf(parts[1]) != nil {
			return t.typeError("complex() second arg can't be a string")
		}
		y, ok := t.toComplex(parts[1])
		if !ok {
			if t.catch(TypeError) {
				t.typeError("complex() second argument must be a number, not '" + parts[1].Class().name + "'")
			}
			return nil
		}
		im := real(y) // a sum would lose the sign of -0.0
		if imag(v) != 0 {
			im += imag(v)
		}
		v = complex(real(v)-imag(y), im)
	}
	return wrapNew(c, ComplexType, &Complex{v})
}

//rgo:parallel
func (t *Thread) toComplex(o Object) (complex128, bool) {
	if x, ok := o.(*Complex); ok {
		return x.v, true
	}
	if i, ok := o.(*Instance); ok {
		if m := i.cls.lookup(nameComplex); m != nil {
			r := t.callMethod(m, o, nil, nil)
			if r == nil {
				return 0, false
			}
			if x, ok := payloadOf(r).(*Complex); ok {
				return x.v, r == Object(x) || t.warn(DeprecationWarning, "__complex__ returned non-complex (type "+r.Class().name+
					").  The ability to return an instance of a strict subclass of complex is deprecated, "+
					"and may not be supported in a future version of Python.", 1)
			}
			t.typeError("__complex__ returned non-complex (type " + r.Class().name + ")")
			return 0, false
		}
	}
	f, ok := t.floatValue(o)
	if !ok && t.exc.cls == TypeError {
		t.exc = nil
		t.typeError("complex() first argument must be a string or a number, not '" + o.Class().name + "'")
	}
	return complex(f, 0), ok
}

// roundInt is round(int, digits).
//
//rgo:parallel
func (t *Thread) roundInt(o, digits Object) Object {
	n, ok := t.digitsArg(digits)
	if !ok {
		return nil
	}
	if n >= 0 {
		return o
	}
	if -n > bigValue(o).BitLen() {
		return newInt(0) // 10**-n is more than twice the number
	}
	unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(-n)), nil)
	q, r := floorDivBig(bigValue(o), unit)
	twice := new(big.Int).Lsh(r, 1)
	if c := twice.Cmp(unit); c > 0 || c == 0 && q.Bit(0) == 1 {
		q.Add(q, big.NewInt(1))
	}
	return newBig(q.Mul(q, unit))
}

// roundFloat is round(float, digits): half to even, correctly rounded.
//
//rgo:parallel
func (t *Thread) roundFloat(v float64, digits Object) Object {
	if digits == None {
		return t.intOfFloat(math.RoundToEven(v))
	}
	n, ok := t.digitsArg(digits)
	if !ok {
		return nil
	}
	if math.IsNaN(v) || math.IsInf(v, 0) || v == 0 || n > 323 {
		return newFloat(v)
	}
	if n < -308 {
		return newFloat(math.Copysign(0, v))
	}
	if n >= 0 {
		f, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'f', n, 64), 64)
		return newFloat(f)
	}
	exact := new(big.Float).SetPrec(2000).SetFloat64(v)
	whole, _ := exact.Int(nil)
	unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(-n)), nil)
	half := new(big.Float).SetPrec(2000).SetInt(whole)
	r := t.roundInt(newBig(whole), digits)
	if half.Cmp(exact) != 0 {
		// A fraction pushes an exact half away from it.
		rem := new(big.Int).Abs(new(big.Int).Rem(whole, unit))
		if new(big.Int).Lsh(rem, 1).Cmp(unit) == 0 {
			q := new(big.Int).Quo(whole, unit)
			q.Add(q, big.NewInt(int64(sign(v))))
			r = newBig(q.Mul(q, unit))
		}
	}
	f, ok := bigToFloat(bigValue(r))
	if !ok {
		return t.raise(OverflowError, "rounded value too large to represent")
	}
	return newFloat(f)
}

// digitsArg is the number of digits that round is asked for, clamped to what
// can make a difference.
//
//rgo:parallel
func (t *Thread) digitsArg(o Object) (int, bool) {
	if !hasIndex(o) {
		return t.index(o)
	}
	return t.sliceIndex(o)
}

func sign(v float64) int {
	if v < 0 {
		return -1
	}
	return 1
}

// abs is abs(o).
//
//rgo:parallel
func (t *Thread) abs(o Object) Object {
	switch x := o.(type) {
	case Int:
		if x.v < 0 {
			return subInts(0, x.v)
		}
		return x
	case *Bool:
		return newInt(boolInt(x.v))
	case *BigInt:
		return newBig(new(big.Int).Abs(x.v))
	case Float:
		return newFloat(math.Abs(x.v))
	case *Complex:
		r := libm.Hypot(real(x.v), imag(x.v))
		if math.IsInf(r, 0) && !isInfComplex(x.v) {
			return t.raise(OverflowError, "absolute value too large")
		}
		return newFloat(r)
	}
	if r, found := t.callSpecial(o, nameAbs); found {
		return r
	}
	return t.typeError("bad operand type for abs(): '" + o.Class().name + "'")
}

func isInfComplex(v complex128) bool { return math.IsInf(real(v), 0) || math.IsInf(imag(v), 0) }

// powMod is pow(a, b, m).
//
//rgo:parallel
func (t *Thread) powMod(a, b, m Object) Object {
	if _, is := payloadOf(a).(*Complex); is {
		return t.valueError("complex modulo")
	}
	if !isInt(a) || !isInt(b) || !isInt(m) {
		return t.typeError("pow() 3rd argument not allowed unless all arguments are integers")
	}
	x, y, z := bigValue(a), bigValue(b), bigValue(m)
	if z.Sign() == 0 {
		return t.valueError("pow() 3rd argument cannot be 0")
	}
	mod := new(big.Int).Abs(z)
	base := new(big.Int).Mod(x, mod)
	if y.Sign() < 0 {
		if base = new(big.Int).ModInverse(base, mod); base == nil {
			return t.valueError("base is not invertible for the given modulus")
		}
		y = new(big.Int).Neg(y)
	}
	r := new(big.Int).Exp(base, y, mod)
	if z.Sign() < 0 && r.Sign() != 0 {
		r.Add(r, z)
	}
	return newBig(r)
}
