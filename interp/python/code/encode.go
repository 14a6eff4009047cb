package code

import (
	"math"
	"math/big"
)

// This file writes code objects as bytes: what .pyc files hold.
//
// Numbers are in base 128, least significant group first; signed ones are
// zigzag-coded. A string is 0, its length and its bytes where it comes first,
// later its number among the strings so far, counted from 1. Positions are
// written as differences to the one before.

type encoder struct {
	out     []byte
	strings map[string]int
}

// Encode returns c and the code objects in its constants as bytes.
func Encode(c *Code) []byte {
	e := &encoder{strings: map[string]int{}}
	e.code(c)
	return e.out
}

func (e *encoder) uint(v uint64) {
	for v >= 0x80 {
		e.out = append(e.out, byte(v)|0x80)
		v >>= 7
	}
	e.out = append(e.out, byte(v))
}

func (e *encoder) int(v int64) { e.uint(uint64(v)<<1 ^ uint64(v>>63)) }

func (e *encoder) string(s string) {
	if n := e.strings[s]; n > 0 {
		e.uint(uint64(n))
		return
	}
	e.strings[s] = len(e.strings) + 1
	e.uint(0)
	e.uint(uint64(len(s)))
	e.out = append(e.out, s...)
}

func (e *encoder) list(texts []string) {
	e.uint(uint64(len(texts)))
	for _, s := range texts {
		e.string(s)
	}
}

func (e *encoder) code(c *Code) {
	for _, s := range []string{c.Name, c.QualName, c.FileName} {
		e.string(s)
	}
	for _, n := range []int{c.FirstLine, c.ArgCount, c.PosOnlyCount, c.KwOnlyCount, int(c.Flags), c.StackSize} {
		e.int(int64(n))
	}
	for _, l := range [][]string{c.VarNames, c.CellVars, c.FreeVars, c.LocalsPlus, c.Names} {
		e.list(l)
	}
	for _, k := range c.LocalKinds {
		e.out = append(e.out, byte(k))
	}
	e.consts(c.Consts)
	e.uint(uint64(len(c.Instrs)))
	for _, i := range c.Instrs {
		e.uint(uint64(i))
	}
	e.uint(uint64(len(c.ExceptionTable)))
	for _, h := range c.ExceptionTable {
		lasti := uint64(0)
		if h.LastI {
			lasti = 1
		}
		for _, n := range []int{h.Start, h.End, h.Target, h.Depth} {
			e.uint(uint64(n))
		}
		e.uint(lasti)
	}
	e.uint(uint64(len(c.Positions)))
	var last Position
	for _, p := range c.Positions {
		e.int(int64(p.Line - last.Line))
		e.int(int64(p.EndLine - p.Line))
		e.int(int64(p.Col - last.Col))
		e.int(int64(p.EndCol - p.Col))
		last = p
	}
}

func (e *encoder) consts(list []Const) {
	e.uint(uint64(len(list)))
	for _, k := range list {
		e.constant(k)
	}
}

func (e *encoder) constant(k Const) {
	switch k := k.(type) {
	case None:
		e.out = append(e.out, 'N')
	case Ellipsis:
		e.out = append(e.out, '.')
	case Bool:
		if k {
			e.out = append(e.out, 'T')
		} else {
			e.out = append(e.out, 'F')
		}
	case Int:
		e.out = append(e.out, 'i')
		e.int(int64(k))
	case BigInt:
		e.out = append(e.out, 'l')
		e.int(int64(k.Value.Sign()))
		b := k.Value.Bytes()
		e.uint(uint64(len(b)))
		e.out = append(e.out, b...)
	case Float:
		e.out = append(e.out, 'g')
		e.word(math.Float64bits(float64(k)))
	case Complex:
		e.out = append(e.out, 'y')
		e.word(math.Float64bits(real(complex128(k))))
		e.word(math.Float64bits(imag(complex128(k))))
	case Str:
		e.out = append(e.out, 'u')
		e.string(string(k))
	case Bytes:
		e.out = append(e.out, 's')
		e.string(string(k))
	case Tuple:
		e.out = append(e.out, '(')
		e.consts(k)
	case FrozenSet:
		e.out = append(e.out, '>')
		e.consts(k)
	case *Code:
		e.out = append(e.out, 'c')
		e.code(k)
	}
}

func (e *encoder) word(v uint64) {
	for range 8 {
		e.out = append(e.out, byte(v))
		v >>= 8
	}
}

// decoder reads what encoder wrote. After a fault everything reads as zero.
type decoder struct {
	in      string
	at      int
	bad     bool
	strings []string
}

// Decode reads what Encode wrote; ok is false if data is something else, or if a
// virtual machine could not run it.
func Decode(data string) (c *Code, ok bool) {
	d := &decoder{in: data}
	c = d.code()
	return c, !d.bad && d.at == len(data)
}

func (d *decoder) byte() byte {
	if d.at >= len(d.in) {
		d.bad = true
		return 0
	}
	b := d.in[d.at]
	d.at++
	return b
}

func (d *decoder) uint() uint64 {
	v := uint64(0)
	for shift := 0; shift < 64; shift += 7 {
		b := d.byte()
		v |= uint64(b&0x7f) << shift
		if b < 0x80 {
			return v
		}
	}
	d.bad = true
	return 0
}

func (d *decoder) int() int64 {
	v := d.uint()
	return int64(v>>1) ^ -int64(v&1)
}

// count reads a length; each element takes a byte at least.
func (d *decoder) count() int {
	n := d.uint()
	if n > uint64(len(d.in)-d.at) {
		d.bad = true
		return 0
	}
	return int(n)
}

func (d *decoder) bytes(n int) string {
	s := d.in[d.at : d.at+n]
	d.at += n
	return s
}

func (d *decoder) string() string {
	n := d.uint()
	if n == 0 {
		s := d.bytes(d.count())
		d.strings = append(d.strings, s)
		return s
	}
	if n > uint64(len(d.strings)) {
		d.bad = true
		return ""
	}
	return d.strings[n-1]
}

func (d *decoder) list() []string {
	n := d.count()
	if n == 0 {
		return nil
	}
	list := make([]string, n)
	for i := range list {
		list[i] = d.string()
	}
	return list
}

func (d *decoder) code() *Code {
	c := &Code{}
	c.Name, c.QualName, c.FileName = d.string(), d.string(), d.string()
	c.FirstLine, c.ArgCount, c.PosOnlyCount = int(d.int()), int(d.int()), int(d.int())
	c.KwOnlyCount, c.Flags, c.StackSize = int(d.int()), Flags(d.int()), int(d.int())
	c.VarNames, c.CellVars, c.FreeVars, c.LocalsPlus, c.Names = d.list(), d.list(), d.list(), d.list(), d.list()
	for range c.LocalsPlus {
		c.LocalKinds = append(c.LocalKinds, LocalKind(d.byte()))
	}
	c.Consts = d.consts()
	c.Instrs = make([]uint32, d.count())
	for i := range c.Instrs {
		c.Instrs[i] = uint32(d.uint())
	}
	if n := d.count(); n > 0 {
		c.ExceptionTable = make([]Handler, n)
	}
	for i := range c.ExceptionTable {
		h := &c.ExceptionTable[i]
		h.Start, h.End, h.Target, h.Depth = int(d.uint()), int(d.uint()), int(d.uint()), int(d.uint())
		h.LastI = d.uint() != 0
	}
	c.Positions = make([]Position, d.count())
	var last Position
	for i := range c.Positions {
		var p Position
		p.Line = last.Line + int32(d.int())
		p.EndLine = p.Line + int32(d.int())
		p.Col = last.Col + int32(d.int())
		p.EndCol = p.Col + int32(d.int())
		c.Positions[i], last = p, p
	}
	if !d.bad && c.Fault() != "" {
		d.bad = true
	}
	return c
}

func (d *decoder) consts() []Const {
	n := d.count()
	if d.bad {
		return nil
	}
	list := make([]Const, n)
	for i := range list {
		list[i] = d.constant()
	}
	return list
}

func (d *decoder) constant() Const {
	switch d.byte() {
	case 'N':
		return None{}
	case '.':
		return Ellipsis{}
	case 'T':
		return Bool(true)
	case 'F':
		return Bool(false)
	case 'i':
		return Int(d.int())
	case 'l':
		sign := d.int()
		v := new(big.Int).SetBytes([]byte(d.bytes(d.count())))
		if sign < 0 {
			v.Neg(v)
		}
		return BigInt{v}
	case 'g':
		return Float(math.Float64frombits(d.word()))
	case 'y':
		re := math.Float64frombits(d.word())
		return Complex(complex(re, math.Float64frombits(d.word())))
	case 'u':
		return Str(d.string())
	case 's':
		return Bytes(d.string())
	case '(':
		return Tuple(d.consts())
	case '>':
		return FrozenSet(d.consts())
	case 'c':
		return d.code()
	}
	d.bad = true
	return None{}
}

func (d *decoder) word() uint64 {
	v := uint64(0)
	for i := range 8 {
		v |= uint64(d.byte()) << (8 * i)
	}
	return v
}
