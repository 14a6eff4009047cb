package vm

import "strconv"

// This file is the module binascii.

var (
	binasciiError      = newExceptionType("Error", ValueError)
	binasciiIncomplete = newExceptionType("Incomplete", ExceptionType)
)

func init() {
	binasciiError.module = newASCII("binascii")
	binasciiIncomplete.module = newASCII("binascii")
	builtinModules["binascii"] = func(t *Thread) *Module {
		m := newModule("binascii")
		m.set("Error", binasciiError)
		m.set("Incomplete", binasciiIncomplete)
		m.addFunctions(binasciiFunctions)
		return m
	}
}

//rgo:parallel
var binasciiFunctions = []method{
	{"a2b_hex", 1, 1, unhexlify, "hexstr"},
	{"unhexlify", 1, 1, unhexlify, "hexstr"},
	{"b2a_hex", 1, 3, hexlify, "data,sep,bytes_per_sep"},
	{"hexlify", 1, 3, hexlify, "data,sep,bytes_per_sep"},
	{"a2b_base64", 1, 2, func(t *Thread, args []Object) Object {
		data, ok := t.asciiArg(args[0])
		strict, ok2 := t.optionalTruth(args[1], false)
		if !ok || !ok2 {
			return nil
		}
		return t.decodeBase64(data, strict)
	}, ",strict_mode"},
	{"b2a_base64", 1, 2, func(t *Thread, args []Object) Object {
		data, ok := t.bytesArg(args[0])
		newline, ok2 := t.optionalTruth(args[1], true)
		if !ok || !ok2 {
			return nil
		}
		return &Bytes{encodeBase64(data, newline)}
	}, ",newline"},
	{"a2b_uu", 1, 1, decodeUU, ""},
	{"b2a_uu", 1, 2, encodeUU, ",backtick"},
	{"a2b_qp", 1, 2, func(t *Thread, args []Object) Object {
		data, ok := t.asciiArg(args[0])
		header, ok2 := t.optionalTruth(args[1], false)
		if !ok || !ok2 {
			return nil
		}
		return &Bytes{decodeQP(data, header)}
	}, "data,header"},
	{"b2a_qp", 1, 4, func(t *Thread, args []Object) Object {
		data, ok := t.bytesArg(args[0])
		tabs, ok2 := t.optionalTruth(args[1], false)
		text, ok3 := t.optionalTruth(args[2], true)
		header, ok4 := t.optionalTruth(args[3], false)
		if !ok || !ok2 || !ok3 || !ok4 {
			return nil
		}
		return &Bytes{encodeQP(data, tabs, text, header)}
	}, "data,quotetabs,istext,header"},
	checkSum("crc32", 0, crcUpdate),
	{"crc_hqx", 2, 2, func(t *Thread, args []Object) Object {
		data, ok := t.bytesArg(args[0])
		if !ok {
			return nil
		}
		i := t.indexObject(args[1])
		if i == nil {
			return nil
		}
		crc := uint16(maskInt(i))
		for k := 0; k < len(data); k++ {
			crc ^= uint16(data[k]) << 8
			for bit := 0; bit < 8; bit++ {
				if crc&0x8000 != 0 {
					crc = crc<<1 ^ 0x1021
				} else {
					crc <<= 1
				}
			}
		}
		return newInt(int64(crc))
	}, ""},
}

// maskInt is the low 64 bits of an int.
//
//rgo:parallel
func maskInt(o Object) uint64 {
	if x, ok := o.(Int); ok {
		return uint64(x.v)
	}
	v := bigValue(o)
	low := uint64(0)
	for i := 0; i < 64; i++ {
		low |= uint64(v.Bit(i)) << uint(i)
	}
	return low
}

// optionalTruth is bool(o), or the default if o was not given.
//
//rgo:parallel
func (t *Thread) optionalTruth(o Object, missing bool) (value, ok bool) {
	if o == nil {
		return missing, true
	}
	return t.truth(o)
}

// asciiArg takes bytes-like data or ASCII text.
//
//rgo:parallel
func (t *Thread) asciiArg(o Object) (string, bool) {
	if s := strOf(o); s != nil {
		if !s.isASCII() {
			t.valueError("string argument should contain only ASCII characters")
			return "", false
		}
		return s.s, true
	}
	if !isBytesLike(o) {
		t.typeError("argument should be bytes, buffer or ASCII string, not '" + o.Class().name + "'")
		return "", false
	}
	return t.bytesArg(o)
}

//rgo:parallel
func hexValue(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

//rgo:parallel
func unhexlify(t *Thread, args []Object) Object {
	s, ok := t.asciiArg(args[0])
	if !ok {
		return nil
	}
	if len(s)%2 != 0 {
		return t.raise(binasciiError, "Odd-length string")
	}
	out := make([]byte, len(s)/2)
	for i := range out {
		high, low := hexValue(s[2*i]), hexValue(s[2*i+1])
		if high < 0 || low < 0 {
			return t.raise(binasciiError, "Non-hexadecimal digit found")
		}
		out[i] = byte(high<<4 | low)
	}
	return &Bytes{string(out)}
}

//rgo:parallel
func hexlify(t *Thread, args []Object) Object {
	data, ok := t.bytesArg(args[0])
	if !ok {
		return nil
	}
	separator := ""
	if args[1] != nil {
		if s := strOf(args[1]); s != nil {
			separator = s.s
			if s.n == 1 && !s.isASCII() {
				return t.valueError("sep must be ASCII.")
			}
		} else if b, ok := payloadOf(args[1]).(*Bytes); ok {
			separator = b.s
		} else {
			return t.typeError("sep must be str or bytes.")
		}
		if len(separator) != 1 {
			return t.valueError("sep must be length 1.")
		}
		if separator[0] >= 0x80 {
			return t.valueError("sep must be ASCII.")
		}
	}
	group := 1
	if args[2] != nil {
		if group, ok = t.index(args[2]); !ok {
			return nil
		}
	}
	return &Bytes{hexText(data, separator, group)}
}

// hexText writes data in hexadecimal digits, with a separator between groups:
// counted from the end if group is positive, else from the start.
//
//rgo:parallel
func hexText(data, separator string, group int) string {
	out := make([]byte, 0, 3*len(data))
	for i := 0; i < len(data); i++ {
		if i > 0 && separator != "" && (group > 0 && (len(data)-i)%group == 0 || group < 0 && i%-group == 0) {
			out = append(out, separator...)
		}
		out = append(out, hexDigits[data[i]>>4], hexDigits[data[i]&15])
	}
	return string(out)
}

const base64Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

//rgo:parallel
func base64Value(c byte) int {
	switch {
	case c >= 'A' && c <= 'Z':
		return int(c - 'A')
	case c >= 'a' && c <= 'z':
		return int(c-'a') + 26
	case c >= '0' && c <= '9':
		return int(c-'0') + 52
	case c == '+':
		return 62
	case c == '/':
		return 63
	}
	return -1
}

//rgo:parallel
func encodeBase64(data string, newline bool) string {
	out := make([]byte, 0, len(data)*4/3+5)
	for i := 0; i < len(data); i += 3 {
		v := uint32(data[i]) << 16
		if i+1 < len(data) {
			v |= uint32(data[i+1]) << 8
		}
		if i+2 < len(data) {
			v |= uint32(data[i+2])
		}
		quad := []byte{base64Alphabet[v>>18], base64Alphabet[v>>12&63], base64Alphabet[v>>6&63], base64Alphabet[v&63]}
		if i+2 >= len(data) {
			quad[3] = '='
		}
		if i+1 >= len(data) {
			quad[2] = '='
		}
		out = append(out, quad...)
	}
	if newline {
		out = append(out, '\n')
	}
	return string(out)
}

// decodeBase64 skips other characters unless strict.
//
//rgo:parallel
func (t *Thread) decodeBase64(s string, strict bool) Object {
	fault := func(message string) Object { return t.raise(binasciiError, message) }
	if strict && len(s) > 0 && s[0] == '=' {
		return fault("Leading padding not allowed")
	}
	out := make([]byte, 0, len(s)*3/4+3)
	quad, left, pads, padding := 0, 0, 0, false
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '=' {
			padding = true
			if quad >= 2 {
				if pads++; quad+pads >= 4 {
					if strict && i+1 < len(s) {
						return fault("Excess data after padding")
					}
					return &Bytes{string(out)}
				}
			}
			continue
		}
		v := base64Value(c)
		if v < 0 {
			if strict {
				return fault("Only base64 data is allowed")
			}
			continue
		}
		if strict && padding {
			return fault("Discontinuous padding not allowed")
		}
		pads = 0
		switch quad {
		case 0:
			left = v
		case 1:
			out = append(out, byte(left<<2|v>>4))
			left = v & 15
		case 2:
			out = append(out, byte(left<<4|v>>2))
			left = v & 3
		case 3:
			out = append(out, byte(left<<6|v))
			left = 0
		}
		quad = (quad + 1) & 3
	}
	switch quad {
	case 0:
		return &Bytes{string(out)}
	case 1:
		return fault("Invalid base64-encoded string: number of data characters (" + strconv.Itoa(len(out)/3*4+1) +
			") cannot be 1 more than a multiple of 4")
	}
	return fault("Incorrect padding")
}

//rgo:parallel
func decodeUU(t *Thread, args []Object) Object {
	s, ok := t.asciiArg(args[0])
	if !ok {
		return nil
	}
	at := func(i int) byte {
		if i < len(s) {
			return s[i]
		}
		return 0
	}
	n := int(at(0)-' ') & 63
	i := 1
	out := make([]byte, 0, n)
	left, bits := 0, 0
	for ; len(out) < n; i++ {
		c := at(i)
		v := 0
		if c != '\n' && c != '\r' && i < len(s) {
			if c < ' ' || c > ' '+64 {
				return t.raise(binasciiError, "Illegal char")
			}
			v = int(c-' ') & 63
		}
		left = left<<6 | v
		if bits += 6; bits >= 8 {
			bits -= 8
			out = append(out, byte(left>>uint(bits)))
			left &= 1<<uint(bits) - 1
		}
	}
	for ; i < len(s); i++ {
		if c := s[i]; c != ' ' && c != ' '+64 && c != '\n' && c != '\r' {
			return t.raise(binasciiError, "Trailing garbage")
		}
	}
	return &Bytes{string(out)}
}

//rgo:parallel
func encodeUU(t *Thread, args []Object) Object {
	data, ok := t.bytesArg(args[0])
	backtick, ok2 := t.optionalTruth(args[1], false)
	if !ok || !ok2 {
		return nil
	}
	if len(data) > 45 {
		return t.raise(binasciiError, "At most 45 bytes at once")
	}
	letter := func(v uint32) byte {
		if v == 0 && backtick {
			return '`'
		}
		return byte(v) + ' '
	}
	out := []byte{letter(uint32(len(data)))}
	for i := 0; i < len(data); i += 3 {
		v := uint32(0)
		for k := 0; k < 3; k++ {
			v <<= 8
			if i+k < len(data) {
				v |= uint32(data[i+k])
			}
		}
		out = append(out, letter(v>>18), letter(v>>12&63), letter(v>>6&63), letter(v&63))
	}
	return &Bytes{string(append(out, '\n'))}
}

//rgo:parallel
func decodeQP(s string, header bool) string {
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); {
		c := s[i]
		i++
		switch {
		case c == '_' && header:
			out = append(out, ' ')
		case c != '=':
			out = append(out, c)
		case i >= len(s):
			return string(out)
		case s[i] == '\n' || s[i] == '\r':
			for i < len(s) && s[i] != '\n' {
				i++
			}
			i = min(i+1, len(s))
		case s[i] == '=':
			out = append(out, '=')
			i++
		case i+1 < len(s) && hexValue(s[i]) >= 0 && hexValue(s[i+1]) >= 0:
			out = append(out, byte(hexValue(s[i])<<4|hexValue(s[i+1])))
			i += 2
		default:
			out = append(out, '=')
		}
	}
	return string(out)
}

// qpLine is the longest line of quoted-printable text.
const qpLine = 76

const upperHexDigits = "0123456789ABCDEF"

//rgo:parallel
func encodeQP(s string, tabs, text, header bool) string {
	crlf := false
	for i := 0; i < len(s); i++ {
		if s[i] == '\n' {
			crlf = i > 0 && s[i-1] == '\r'
			break
		}
	}
	var out []byte
	newline := func() {
		if crlf {
			out = append(out, '\r')
		}
		out = append(out, '\n')
	}
	line := 0
	for i := 0; i < len(s); {
		c := s[i]
		last := i+1 == len(s)
		quote := c > 126 || c == '=' || header && c == '_' ||
			c == '.' && line == 0 && (last || s[i+1] == '\n' || s[i+1] == '\r' || s[i+1] == 0) ||
			!text && (c == '\r' || c == '\n') || (c == '\t' || c == ' ') && last ||
			c < 33 && c != '\r' && c != '\n' && (tabs || c != '\t' && c != ' ')
		switch {
		case quote:
			if line+3 >= qpLine {
				out = append(out, '=')
				newline()
				line = 0
			}
			out = append(out, '=', upperHexDigits[c>>4], upperHexDigits[c&15])
			i++
			line += 3
		case text && (c == '\n' || c == '\r' && !last && s[i+1] == '\n'):
			line = 0
			if n := len(out); n > 0 && (out[n-1] == ' ' || out[n-1] == '\t') {
				end := out[n-1]
				out = append(out[:n-1], '=', upperHexDigits[end>>4], upperHexDigits[end&15])
			}
			newline()
			if c == '\r' {
				i++
			}
			i++
		default:
			if !last && s[i+1] != '\n' && line+1 >= qpLine {
				out = append(out, '=')
				newline()
				line = 0
			}
			line++
			if header && c == ' ' {
				c = '_'
			}
			out = append(out, c)
			i++
		}
	}
	return string(out)
}
