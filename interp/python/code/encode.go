package code

import "math"

// This file writes code objects as bytes: what .pyc files hold.
//
// Numbers are in base 128, least significant group first; signed ones are
// zigzag-coded. First come all strings, and then the code, which names strings by
// their numbers. A code object is a head, which is all that making a function
// of it needs, and a rest with its length in front, so that a reader can put
// off what it does not run. Positions are written as differences to the one
// before.

type encoder struct {
	out     []byte
	texts   []string
	numbers map[string]int
}

// Encode returns c and the code objects in its constants as bytes. What was
// read and is broken, so that Complete refuses it, becomes code that Decode
// refuses.
func Encode(c *Code) []byte {
	body := &encoder{numbers: map[string]int{}}
	body.code(c)
	e := &encoder{}
	e.uint(uint64(len(body.texts)))
	for _, s := range body.texts {
		e.uint(uint64(len(s)))
		e.out = append(e.out, s...)
	}
	return append(e.out, body.out...)
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
	n, ok := e.numbers[s]
	if !ok {
		n = len(e.texts)
		e.numbers[s] = n
		e.texts = append(e.texts, s)
	}
	e.uint(uint64(n))
}

func (e *encoder) list(texts []string) {
	e.uint(uint64(len(texts)))
	for _, s := range texts {
		e.string(s)
	}
}

func (e *encoder) code(c *Code) {
	c.Complete()
	for _, s := range []string{c.Name, c.QualName, c.FileName} {
		e.string(s)
	}
	for _, n := range []int{c.FirstLine, c.ArgCount, c.PosOnlyCount, c.KwOnlyCount, int(c.Flags), c.StackSize, c.Slots(), c.Frees()} {
		e.int(int64(n))
	}
	if doc, ok := c.Doc(); ok {
		e.out = append(e.out, 1)
		e.string(doc)
	} else {
		e.out = append(e.out, 0)
	}
	outer := e.out
	e.out = nil
	e.rest(c)
	rest := e.out
	e.out = outer
	e.uint(uint64(len(rest)))
	e.out = append(e.out, rest...)
}

func (e *encoder) rest(c *Code) {
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
	outer := e.out
	e.out = nil
	e.positions(c.Places())
	packed := e.out
	e.out = outer
	e.uint(uint64(len(packed)))
	e.out = append(e.out, packed...)
}

// positions writes what decoder.positions reads.
func (e *encoder) positions(list []Position) {
	var last Position
	for _, p := range list {
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
