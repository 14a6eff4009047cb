package code

import (
	"math"
	"math/big"
)

// This file reads what encode.go wrote. Most functions of a library are never
// called by the program that imports it, so that only the heads of code objects
// are read at first.

// rest is what is left to read of a code object.
type rest struct {
	data    string
	strings []string // of the whole file
	slots   int
	frees   int
	doc     string
	hasDoc  bool
}

// decoder reads bytes. After a fault everything reads as zero.
type decoder struct {
	in      string
	at      int
	bad     bool
	strings []string
}

// Decode reads what Encode wrote; ok is false if data is something else, or if a
// virtual machine could not run it. Code objects among the constants are not
// complete: see Complete.
func Decode(data string) (c *Code, ok bool) {
	d := &decoder{in: data}
	texts := make([]string, d.count())
	for i := range texts {
		texts[i] = d.bytes(d.count())
	}
	d.strings = texts
	c = d.code()
	return c, !d.bad && d.at == len(data) && c.Complete()
}

// Pending reports whether only the head of c is there: what its code is called,
// the counts of its parameters, Flags, StackSize, Slots, Frees and Doc.
func (c *Code) Pending() bool { return c.rest != nil }

// Slots is the number of slots of a frame's locals: the length of LocalsPlus.
func (c *Code) Slots() int {
	if c.rest != nil {
		return c.rest.slots
	}
	return len(c.LocalsPlus)
}

// Frees is the number of variables of outer scopes: the length of FreeVars.
func (c *Code) Frees() int {
	if c.rest != nil {
		return c.rest.frees
	}
	return len(c.FreeVars)
}

// Doc is the docstring of a function, if it has one: the first constant.
func (c *Code) Doc() (string, bool) {
	if c.rest != nil {
		return c.rest.doc, c.rest.hasDoc
	}
	if len(c.Consts) > 0 && c.Flags&Optimized != 0 {
		s, ok := c.Consts[0].(Str)
		return string(s), ok
	}
	return "", false
}

// Complete reads the rest of c, if that was put off, and verifies it. It is
// false, and c stays as it is, if a virtual machine could not run it.
func (c *Code) Complete() bool {
	r := c.rest
	if r == nil {
		return true
	}
	full := *c
	full.rest = nil
	d := &decoder{in: r.data, strings: r.strings}
	d.complete(&full)
	if d.bad || d.at != len(r.data) || len(full.LocalsPlus) != r.slots || len(full.FreeVars) != r.frees || full.Fault() != "" {
		return false
	}
	if doc, ok := full.Doc(); ok != r.hasDoc || doc != r.doc {
		return false
	}
	*c = full
	return true
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
	if n >= uint64(len(d.strings)) {
		d.bad = true
		return ""
	}
	return d.strings[n]
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

// code reads the head of a code object and passes over its rest.
func (d *decoder) code() *Code {
	c, r := &Code{}, &rest{strings: d.strings}
	c.Name, c.QualName, c.FileName = d.string(), d.string(), d.string()
	c.FirstLine, c.ArgCount, c.PosOnlyCount = int(d.int()), int(d.int()), int(d.int())
	c.KwOnlyCount, c.Flags, c.StackSize = int(d.int()), Flags(d.int()), int(d.int())
	r.slots, r.frees = int(d.int()), int(d.int())
	if d.byte() != 0 {
		r.doc, r.hasDoc = d.string(), true
	}
	r.data = d.bytes(d.count())
	if !c.fits(r.slots, r.frees) {
		d.bad = true
	}
	c.rest = r
	return c
}

// complete reads what encoder.rest wrote.
func (d *decoder) complete(c *Code) {
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
	c.places = len(c.Instrs)
	c.packed = d.bytes(d.count())
	if len(c.packed) < c.places {
		d.bad = true
	}
}

// positions reads n positions. Broken ones are zero.
func (d *decoder) positions(n int) []Position {
	list := make([]Position, n)
	var last Position
	for i := range list {
		var p Position
		p.Line = last.Line + int32(d.int())
		p.EndLine = p.Line + int32(d.int())
		p.Col = last.Col + int32(d.int())
		p.EndCol = p.Col + int32(d.int())
		list[i], last = p, p
	}
	return list
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
