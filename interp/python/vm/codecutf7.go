package vm

// This file is UTF-7: RFC 2152.

// directUTF7 reports whether a character stands for itself.
func directUTF7(r rune) bool {
	switch {
	case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9':
		return true
	}
	for _, c := range "'(),-./:? \t\n\r!\"#$%&*;<=>@[]^_`{|}" {
		if r == c {
			return true
		}
	}
	return false
}

// encodeUTF7 encodes text.
func encodeUTF7(s *Str) string {
	var out []byte
	shifted := false
	bits, n := uint32(0), 0
	put := func(unit uint32) {
		bits, n = bits<<16|unit, n+16
		for n >= 6 {
			n -= 6
			out = append(out, base64Alphabet[bits>>n&63])
			bits &= 1<<n - 1
		}
	}
	leave := func(next rune) {
		if n > 0 {
			out = append(out, base64Alphabet[bits<<(6-n)&63])
		}
		bits, n, shifted = 0, 0, false
		if next < 128 && (base64Value(byte(next)) >= 0 || next == '-') {
			out = append(out, '-')
		}
	}
	for _, r := range s.runes() {
		if directUTF7(r) {
			if shifted {
				leave(r)
			}
			out = append(out, byte(r))
			continue
		}
		if !shifted && r == '+' {
			out = append(out, "+-"...)
			continue
		}
		if !shifted {
			out = append(out, '+')
			shifted = true
		}
		if r >= 0x10000 {
			r -= 0x10000
			put(0xD800 + uint32(r>>10))
			r = 0xDC00 + r&0x3ff
		}
		put(uint32(r))
	}
	if shifted {
		if n > 0 {
			out = append(out, base64Alphabet[bits<<(6-n)&63])
		}
		out = append(out, '-')
	}
	return string(out)
}

// decodeUTF7 decodes text; without final a shift sequence that does not end is
// left.
func decodeUTF7(t *Thread, data, mode string, final bool) (*Str, int, bool) {
	var out []byte
	at := 0
	fault := func(start, end int, why string) bool {
		s, after, next, ok := t.decodeFault(mode, "utf7", data, start, end, why)
		out = append(out, s...)
		data, at = after, next
		return ok
	}
	for at < len(data) {
		c := data[at]
		if c != '+' {
			if c >= 0x80 {
				if !fault(at, at+1, "unexpected special character") {
					return nil, 0, false
				}
				continue
			}
			out = append(out, c)
			at++
			continue
		}
		start, mark := at, len(out)
		at++
		if at < len(data) && data[at] == '-' {
			out = append(out, '+')
			at++
			continue
		}
		if at < len(data) && base64Value(data[at]) < 0 {
			if !fault(start, at+1, "ill-formed sequence") {
				return nil, 0, false
			}
			continue
		}
		bits, n := uint32(0), 0
		high := rune(0)
		for at < len(data) && base64Value(data[at]) >= 0 {
			bits, n = bits<<6|uint32(base64Value(data[at])), n+6
			at++
			if n < 16 {
				continue
			}
			n -= 16
			unit := rune(bits >> n & 0xffff)
			bits &= 1<<n - 1
			switch {
			case high != 0 && unit >= 0xDC00 && unit <= 0xDFFF:
				out = appendRune(out, (high-0xD800)<<10+(unit-0xDC00)+0x10000)
				high = 0
				continue
			case high != 0:
				out = appendRune(out, high)
				high = 0
			}
			if unit >= 0xD800 && unit <= 0xDBFF {
				high = unit
			} else {
				out = appendRune(out, unit)
			}
		}
		if at >= len(data) {
			if !final {
				return NewStr(string(out[:mark])), start, true
			}
			if high != 0 || n >= 6 || n > 0 && bits != 0 {
				if !fault(start, len(data), "unterminated shift sequence") {
					return nil, 0, false
				}
				continue
			}
			if !fault(start, len(data), "unterminated shift sequence") {
				return nil, 0, false
			}
			continue
		}
		why := ""
		if n >= 6 {
			why = "partial character in base64 sequence"
		} else if bits != 0 {
			why = "non-zero padding bits in base64 sequence"
		}
		if why != "" {
			if !fault(start, at+1, why) {
				return nil, 0, false
			}
			continue
		}
		if high != 0 {
			out = appendRune(out, high)
		}
		if data[at] == '-' {
			at++
		}
	}
	return NewStr(string(out)), at, true
}
