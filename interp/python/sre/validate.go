package sre

// This file checks code before it runs: every operand and jump is within the
// code, every group exists, every sub-program ends as its operation expects.

// Program is validated code.
type Program struct {
	code   []uint32
	groups int
	maps   []*bitmap // by position of the operation, made on demand
	start  *bitmap
	prefix string // the literal prefix, if it is below 256 in all characters
	wide   []rune // the literal prefix
}

// New validates code. It returns nil if the code is invalid.
func New(code []uint32, groups int) *Program {
	p := &Program{code: code, groups: groups}
	n := len(code)
	if groups < 0 || groups > MaxGroups || n == 0 || code[n-1] != opSuccess {
		return nil
	}
	v := &validator{code: code, groups: groups}
	if !v.check(0, n-1, 0) {
		return nil
	}
	p.maps = make([]*bitmap, n)
	p.findPrefix()
	return p
}

// Code returns the words of the program; the caller must not change them.
func (p *Program) Code() []uint32 { return p.code }

func (p *Program) findPrefix() {
	code := p.code
	if code[0] != opInfo || code[2]&infoPrefix == 0 {
		return
	}
	n := int(code[5])
	b := make([]byte, 0, n)
	narrow := true
	for _, c := range code[7 : 7+n] {
		p.wide = append(p.wide, rune(c))
		narrow = narrow && c < 256
		b = append(b, byte(c))
	}
	if narrow {
		p.prefix = string(b)
	}
}

type validator struct {
	code   []uint32
	groups int
}

// maxNesting bounds the depth of sub-programs, for the recursion of check.
const maxNesting = 10000

// skip reads the jump at position at and returns its target, or -1 if that is
// beyond end.
func (v *validator) skip(at, end int) int {
	if at >= end {
		return -1
	}
	s := int(v.code[at])
	if s > end-at {
		return -1
	}
	return at + s
}

// check validates code[pc:end].
func (v *validator) check(pc, end, depth int) bool {
	if depth > maxNesting {
		return false
	}
	code := v.code
	for pc < end {
		op := code[pc]
		pc++
		switch op {
		case opMark:
			if pc >= end || code[pc] >= uint32(2*v.groups) {
				return false
			}
			pc++
		case opLiteral, opNotLiteral, opLiteralIgnore, opNotLiteralIgnore, opLiteralUniIgnore, opNotLiteralUniIgnore,
			opLiteralLocIgnore, opNotLiteralLocIgnore:
			if pc >= end {
				return false
			}
			pc++
		case opSuccess, opFailure, opAny, opAnyAll:
		case opAt:
			if pc >= end || code[pc] >= atCount {
				return false
			}
			pc++
		case opIn, opInIgnore, opInUniIgnore, opInLocIgnore:
			next := v.skip(pc, end)
			if next < pc+2 || code[next-1] != opFailure || !v.charset(pc+1, next-1) {
				return false
			}
			pc = next
		case opInfo:
			next := v.skip(pc, end)
			if next < 0 || !v.info(pc, next) {
				return false
			}
			pc = next
		case opBranch:
			if pc = v.branch(pc, end, depth); pc < 0 {
				return false
			}
		case opRepeatOne, opMinRepeatOne, opPossessiveRepeatOne:
			next := v.skip(pc, end)
			if next < pc+4 || !v.bounds(pc) || code[next-1] != opSuccess || !v.single(pc+3, next-1, depth) {
				return false
			}
			pc = next
		case opRepeat, opPossessiveRepeat:
			next := v.skip(pc, end)
			if next < pc+3 || next >= end || !v.bounds(pc) || !v.check(pc+3, next, depth+1) {
				return false
			}
			last := code[next]
			if op == opRepeat && last != opMaxUntil && last != opMinUntil || op == opPossessiveRepeat && last != opSuccess {
				return false
			}
			pc = next + 1
		case opAtomicGroup:
			next := v.skip(pc, end)
			if next < pc+2 || code[next-1] != opSuccess || !v.check(pc+1, next-1, depth+1) {
				return false
			}
			pc = next
		case opGroupRef, opGroupRefIgnore, opGroupRefUniIgnore, opGroupRefLocIgnore:
			if pc >= end || code[pc] >= uint32(v.groups) {
				return false
			}
			pc++
		case opGroupRefExists:
			if pc = v.conditional(pc, end, depth); pc < 0 {
				return false
			}
		case opAssert, opAssertNot:
			next := v.skip(pc, end)
			if next < pc+3 || code[pc+1]&0x80000000 != 0 || code[next-1] != opSuccess || !v.check(pc+2, next-1, depth+1) {
				return false
			}
			pc = next
		default:
			return false
		}
	}
	return pc == end
}

// bounds checks the bounds of a repetition.
func (v *validator) bounds(pc int) bool { return v.code[pc+1] <= v.code[pc+2] }

// single checks that code[pc:end] is one operation that takes one character.
func (v *validator) single(pc, end, depth int) bool {
	if pc >= end || !v.check(pc, end, depth+1) {
		return false
	}
	size := 0
	switch v.code[pc] {
	case opAny, opAnyAll:
		size = 1
	case opLiteral, opNotLiteral, opLiteralIgnore, opNotLiteralIgnore, opLiteralUniIgnore, opNotLiteralUniIgnore,
		opLiteralLocIgnore, opNotLiteralLocIgnore:
		size = 2
	case opIn, opInIgnore, opInUniIgnore, opInLocIgnore:
		size = 1 + int(v.code[pc+1])
	default:
		return false
	}
	return pc+size == end
}

// branch checks the alternatives of a branch and returns the position after
// them, or -1.
func (v *validator) branch(pc, end, depth int) int {
	code := v.code
	target := -1
	for {
		if pc >= end {
			return -1
		}
		if code[pc] == 0 {
			break
		}
		next := v.skip(pc, end)
		if next < pc+3 || !v.check(pc+1, next-2, depth+1) || code[next-2] != opJump {
			return -1
		}
		after := v.skip(next-1, end)
		if after < 0 || target >= 0 && after != target {
			return -1
		}
		target = after
		pc = next
	}
	if target >= 0 && target != pc+1 {
		return -1
	}
	return pc + 1
}

// conditional checks (?(group)yes|no) and returns the position after it, or -1.
func (v *validator) conditional(pc, end, depth int) int {
	code := v.code
	if pc+1 >= end || code[pc] >= uint32(v.groups) {
		return -1
	}
	// The jump counts from the group number.
	skip := int(code[pc+1])
	if skip < 2 || skip > end-pc {
		return -1
	}
	no := pc + skip
	yes := pc + 2
	if no-yes >= 2 && code[no-2] == opJump {
		after := v.skip(no-1, end)
		if after >= no && v.check(yes, no-2, depth+1) {
			if !v.check(no, after, depth+1) {
				return -1
			}
			return after
		}
	}
	if !v.check(yes, no, depth+1) {
		return -1
	}
	return no
}

// info checks the information block: flags, widths, prefix or set.
func (v *validator) info(pc, end int) bool {
	code := v.code
	if end-pc < 4 || pc != 1 {
		return false
	}
	flags := code[pc+1]
	if flags&^(infoPrefix|infoLiteral|infoCharset) != 0 || flags&infoPrefix != 0 && flags&infoCharset != 0 ||
		flags&infoLiteral != 0 && flags&infoPrefix == 0 {
		return false
	}
	pc += 4
	if flags&infoPrefix != 0 {
		if end-pc < 2 {
			return false
		}
		n := int(code[pc])
		if n == 0 || int(code[pc+1]) > n || end-pc-2 != 2*n {
			return false
		}
		return true
	}
	if flags&infoCharset != 0 {
		return end > pc && code[end-1] == opFailure && v.charset(pc, end-1)
	}
	return pc == end
}

// charset checks the members of a set.
func (v *validator) charset(pc, end int) bool {
	code := v.code
	for pc < end {
		op := code[pc]
		pc++
		switch op {
		case opNegate:
		case opLiteral:
			pc++
		case opRange, opRangeUniIgnore:
			pc += 2
		case opCharset:
			pc += charsetWords
		case opBigCharset:
			if end-pc < 1+bigCharsetIndexWords {
				return false
			}
			blocks := code[pc]
			if blocks > bigCharsetBlocksLimit {
				return false
			}
			for _, word := range code[pc+1 : pc+1+bigCharsetIndexWords] {
				for ; word != 0; word >>= 8 {
					if word&0xff >= blocks {
						return false
					}
				}
			}
			if blocks == 0 {
				return false
			}
			pc += 1 + bigCharsetIndexWords + int(blocks)*charsetWords
		case opCategory:
			if pc >= end || code[pc] >= categoryCount {
				return false
			}
			pc++
		default:
			return false
		}
	}
	return pc == end
}
