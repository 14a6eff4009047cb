package sre

// This file tests characters against one-character operations. What they say
// of the first 256 code points is kept as bit maps.

// charset evaluates the set that starts at code[at].
func (p *Program) charset(at int, r rune) bool {
	code := p.code
	ok := true
	for {
		op := code[at]
		at++
		switch op {
		case opFailure:
			return !ok
		case opLiteral:
			if r == rune(code[at]) {
				return ok
			}
			at++
		case opCategory:
			if inCategory(code[at], r) {
				return ok
			}
			at++
		case opCharset:
			if r < 256 && code[at+int(r>>5)]&(1<<(uint32(r)&31)) != 0 {
				return ok
			}
			at += charsetWords
		case opRange:
			if uint32(r) >= code[at] && uint32(r) <= code[at+1] {
				return ok
			}
			at += 2
		case opRangeUniIgnore:
			if uint32(r) >= code[at] && uint32(r) <= code[at+1] {
				return ok
			}
			if u := upper(r); uint32(u) >= code[at] && uint32(u) <= code[at+1] {
				return ok
			}
			at += 2
		case opNegate:
			ok = !ok
		case opBigCharset:
			blocks := int(code[at])
			at++
			if r < 1<<16 {
				high := int(r >> 8)
				block := int(code[at+high/4]>>(8*(high%4))) & 0xff
				word := at + bigCharsetIndexWords + block*charsetWords + int(r&0xff)>>5
				if code[word]&(1<<(uint32(r)&31)) != 0 {
					return ok
				}
			}
			at += bigCharsetIndexWords + blocks*charsetWords
		default:
			return false // not reached in valid code
		}
	}
}

// accepts tests a character against the one-character operation at pc.
func (p *Program) accepts(pc int, r rune) bool {
	code := p.code
	switch code[pc] {
	case opAny:
		return r != '\n'
	case opAnyAll:
		return true
	case opLiteral:
		return r == rune(code[pc+1])
	case opNotLiteral:
		return r != rune(code[pc+1])
	case opIn:
		return p.charset(pc+2, r)
	case opInIgnore:
		return p.charset(pc+2, LowerASCII(r))
	case opInUniIgnore:
		return p.charset(pc+2, Lower(r))
	case opInLocIgnore:
		return p.charset(pc+2, LowerASCII(r)) || p.charset(pc+2, upperASCII(r))
	case opCategory:
		return inCategory(code[pc+1], r)
	case opLiteralIgnore:
		return LowerASCII(r) == rune(code[pc+1])
	case opNotLiteralIgnore:
		return LowerASCII(r) != rune(code[pc+1])
	case opLiteralUniIgnore:
		return Lower(r) == rune(code[pc+1])
	case opNotLiteralUniIgnore:
		return Lower(r) != rune(code[pc+1])
	case opLiteralLocIgnore:
		return sameInLocale(rune(code[pc+1]), r)
	case opNotLiteralLocIgnore:
		return !sameInLocale(rune(code[pc+1]), r)
	}
	return false
}

// sameInLocale compares without case in the C locale.
func sameInLocale(a, b rune) bool { return a == b || LowerASCII(b) == a || upperASCII(b) == a }

// bitmap says for each code point below 256 whether something accepts it.
type bitmap [8]uint32

func (b *bitmap) has(c uint32) bool { return b[c>>5]&(1<<(c&31)) != 0 }

// map256 returns the bit map of the one-character operation at pc.
func (p *Program) map256(pc int) *bitmap {
	if b := p.maps[pc]; b != nil {
		return b
	}
	b := &bitmap{}
	for c := uint32(0); c < 256; c++ {
		if p.accepts(pc, rune(c)) {
			b[c>>5] |= 1 << (c & 31)
		}
	}
	p.maps[pc] = b
	return b
}

// startMap is the bit map of the set in the information block.
func (p *Program) startMap(at int) *bitmap {
	if p.start == nil {
		b := &bitmap{}
		for c := uint32(0); c < 256; c++ {
			if p.charset(at, rune(c)) {
				b[c>>5] |= 1 << (c & 31)
			}
		}
		p.start = b
	}
	return p.start
}
