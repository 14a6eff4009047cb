package vm

import "rgo/interp/python/code"

// This file shows code objects as CPython 3.11 lays them out: co_code with its
// cache entries, EXTENDED_ARG prefixes, PRECALL and relative jumps, and the
// tables of locations and exception handlers beside it. Offsets that programs
// see (f_lasti, co_lines) are offsets in that form.

// Opcodes that only CPython's form has.
const (
	opExtendedArg = 144
	opPrecall     = 166
)

// cacheUnits is the number of cache entries after an instruction.
func cacheUnits(op code.Opcode) int {
	switch op {
	case code.BinaryOp, code.UnpackSequence, code.StoreSubscr:
		return 1
	case code.CompareOp:
		return 2
	case code.BinarySubscr, code.LoadAttr, code.StoreAttr, code.Call:
		return 4
	case code.LoadGlobal:
		return 5
	case code.LoadMethod:
		return 10
	}
	return 0
}

// codeLayout is where each instruction is in CPython's form, in units of two
// bytes: from start on, with its opcode at op, up to the next one's start.
type codeLayout struct {
	start, op []int
	args      []int
}

func prefixUnits(arg int) int {
	n := 0
	for arg > 0xff {
		arg >>= 8
		n++
	}
	return n
}

// layout computes the layout of c, once.
func (c *Code) layout() *codeLayout {
	if c.laidOut != nil {
		return c.laidOut
	}
	instrs := c.instrs
	n := len(instrs)
	l := &codeLayout{start: make([]int, n+1), op: make([]int, n), args: make([]int, n)}
	for i, instr := range instrs {
		l.args[i] = code.Arg(instr)
		if code.Op(instr).HasJump() {
			l.args[i] = 0
		}
	}
	for changed := true; changed; {
		changed = false
		at := 0
		for i, instr := range instrs {
			op := code.Op(instr)
			l.start[i] = at
			at += prefixUnits(l.args[i])
			if op == code.Call { // PRECALL, its cache entry, and prefixes again
				at += 2 + prefixUnits(l.args[i])
			}
			l.op[i] = at
			at += 1 + cacheUnits(op)
		}
		l.start[n] = at
		for i, instr := range instrs {
			if !code.Op(instr).HasJump() {
				continue
			}
			arg := l.start[code.Arg(instr)] - (l.op[i] + 1)
			if arg < 0 {
				arg = -arg
			}
			if prefixUnits(arg) > prefixUnits(l.args[i]) {
				changed = true
			}
			if arg > l.args[i] || !changed {
				l.args[i] = arg
			}
		}
	}
	c.laidOut = l
	return l
}

// byteOffset is the offset of instruction i; negative before the first.
func (c *Code) byteOffset(i int) int {
	if i < 0 || i >= len(c.instrs) {
		return -1
	}
	return 2 * c.layout().op[i]
}

// codeBytes is co_code.
func (c *Code) codeBytes() []byte {
	l := c.layout()
	b := make([]byte, 0, 2*l.start[len(c.instrs)])
	emit := func(op byte, arg int) {
		for shift := 8 * prefixUnits(arg); shift > 0; shift -= 8 {
			b = append(b, opExtendedArg, byte(arg>>uint(shift)))
		}
		b = append(b, op, byte(arg))
	}
	for i, instr := range c.instrs {
		op := code.Op(instr)
		if op == code.Call {
			emit(opPrecall, l.args[i])
			b = append(b, 0, 0)
		}
		emit(byte(op), l.args[i])
		for k := cacheUnits(op); k > 0; k-- {
			b = append(b, 0, 0)
		}
	}
	return b
}

// appendVarint writes an unsigned number in groups of six bits, the lowest
// first; appendSigned has the sign in the lowest bit.
func appendVarint(b []byte, v int) []byte {
	for v >= 64 {
		b = append(b, byte(0x40|v&63))
		v >>= 6
	}
	return append(b, byte(v))
}

func appendSigned(b []byte, v int) []byte {
	if v < 0 {
		return appendVarint(b, -v<<1|1)
	}
	return appendVarint(b, v<<1)
}

// entries calls fn for each entry of the location table: the index of an
// instruction, where its bytes start, and their number in units, at most eight.
func (c *Code) entries(fn func(i, start, units int)) {
	l := c.layout()
	for i, instr := range c.instrs {
		start := l.start[i]
		parts := [2]int{l.start[i+1] - start}
		if code.Op(instr) == code.Call { // PRECALL is an instruction of its own
			parts[0] = 2 + prefixUnits(l.args[i])
			parts[1] = l.start[i+1] - start - parts[0]
		}
		for _, units := range parts {
			for ; units > 0; units -= 8 {
				if c.made != nil && start >= c.made.units {
					return
				}
				fn(i, start, min(units, 8))
				start += min(units, 8)
			}
		}
	}
}

// lineTable is co_linetable.
func (c *Code) lineTable() []byte {
	if c.made != nil {
		return []byte(c.made.lines)
	}
	var b []byte
	line := c.src.FirstLine
	c.entries(func(i, start, units int) {
		p := c.position(i)
		b = appendLocation(b, p, line, units)
		if p.Line >= 0 {
			line = int(p.Line)
		}
	})
	return b
}

func (c *Code) position(i int) code.Position { return c.src.Place(i) }

// appendLocation writes one entry of the location table, in the shortest form
// that can hold it.
func appendLocation(b []byte, p code.Position, line, units int) []byte {
	first := func(kind int) { b = append(b, byte(0x80|kind<<3|(units-1))) }
	if p.Line < 0 {
		first(15)
		return b
	}
	delta := int(p.Line) - line
	col, end := int(p.Col), int(p.EndCol)
	switch {
	case col < 0 || end < 0:
		if p.EndLine == p.Line || p.EndLine < 0 {
			first(13)
			return appendSigned(b, delta)
		}
	case p.EndLine == p.Line && delta == 0 && col < 80 && end-col < 16 && end >= col:
		first(col >> 3)
		return append(b, byte((col&7)<<4|(end-col)))
	case p.EndLine == p.Line && delta >= 0 && delta < 3 && col < 128 && end < 128:
		first(10 + delta)
		return append(b, byte(col), byte(end))
	}
	first(14)
	b = appendSigned(b, delta)
	b = appendVarint(b, int(p.EndLine-p.Line))
	b = appendVarint(b, col+1)
	return appendVarint(b, end+1)
}

// positions reads a location table: the position of each instruction, and how
// many units the table covers. Instructions that it does not cover have no position.
func (l *codeLayout) positions(table string, line int) (positions []code.Position, at int) {
	nowhere := code.Position{Line: code.NoLine, EndLine: code.NoLine, Col: code.NoColumn, EndCol: code.NoColumn}
	positions = make([]code.Position, len(l.op))
	for i := range positions {
		positions[i] = nowhere
	}
	next := 0 // instruction whose opcode the table has not reached yet
	varint := func() int {
		v, shift := 0, uint(0)
		for len(table) > 0 {
			b := table[0]
			table = table[1:]
			v |= int(b&63) << shift
			shift += 6
			if b&64 == 0 {
				break
			}
		}
		return v
	}
	signed := func() int {
		v := varint()
		if v&1 != 0 {
			return -(v >> 1)
		}
		return v >> 1
	}
	take := func() int {
		if table == "" {
			return 0
		}
		b := table[0]
		table = table[1:]
		return int(b)
	}
	for table != "" {
		first := take()
		units := first&7 + 1
		p := nowhere
		switch kind := first >> 3 & 15; {
		case kind == 15:
		case kind == 14:
			line += signed()
			p.Line = int32(line)
			p.EndLine = int32(line + varint())
			p.Col = int32(varint() - 1)
			p.EndCol = int32(varint() - 1)
		case kind == 13:
			line += signed()
			p.Line, p.EndLine = int32(line), int32(line)
		case kind >= 10:
			line += kind - 10
			p = code.Position{Line: int32(line), EndLine: int32(line), Col: int32(take()), EndCol: int32(take())}
		default:
			b := take()
			col := kind<<3 | b>>4
			p = code.Position{Line: int32(line), EndLine: int32(line), Col: int32(col), EndCol: int32(col + b&15)}
		}
		at += units
		for next < len(l.op) && l.op[next] < at {
			positions[next] = p
			next++
		}
	}
	return positions, at
}

// exceptionBytes is co_exceptiontable.
func (c *Code) exceptionBytes() []byte {
	l := c.layout()
	var b []byte
	item := func(v int, first bool) {
		mark := byte(0)
		if first {
			mark = 0x80
		}
		for shift := uint(24); shift > 0; shift -= 6 {
			if v >= 1<<shift {
				b = append(b, mark|0x40|byte(v>>shift&63))
				mark = 0
			}
		}
		b = append(b, mark|byte(v&63))
	}
	for i := range c.src.ExceptionTable {
		h := &c.src.ExceptionTable[i]
		item(l.start[h.Start], true)
		item(l.start[h.End]-l.start[h.Start], false)
		item(l.start[h.Target], false)
		v := h.Depth << 1
		if h.LastI {
			v |= 1
		}
		item(v, false)
	}
	return b
}

// lineRanges returns (start, end, line) in bytes for each entry of the location
// table; the line is NoLine where there is none.
func (c *Code) lineRanges() [][3]int {
	var ranges [][3]int
	c.entries(func(i, start, units int) {
		ranges = append(ranges, [3]int{2 * start, 2 * (start + units), int(c.position(i).Line)})
	})
	return ranges
}

// lineNumberTable is co_lnotab, the form before Python 3.10.
func (c *Code) lineNumberTable() []byte {
	var b []byte
	line, at := c.src.FirstLine, 0
	for _, r := range c.lineRanges() {
		if r[2] == code.NoLine || r[2] == line {
			continue
		}
		code, delta := r[0]-at, r[2]-line
		for ; code > 255; code -= 255 {
			b = append(b, 255, 0)
		}
		for ; delta > 127; delta -= 127 {
			b = append(b, byte(code), 127)
			code = 0
		}
		for ; delta < -128; delta += 128 {
			b = append(b, byte(code), 0x80)
			code = 0
		}
		b = append(b, byte(code), byte(delta))
		at, line = r[0], r[2]
	}
	return b
}
