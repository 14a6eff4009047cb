package vm

import (
	"math"
	"math/big"
	"strconv"
)

// This file writes objects of the builtin classes into pickles.

// save writes an object. id tells that it is the persistent id of another.
func (p *Pickler) save(t *Thread, o Object, id bool) bool {
	if !p.boundary(t) {
		return false
	}
	if p.persist != nil && !id {
		if done, ok := p.saveByID(t, o); done || !ok {
			return ok
		}
	}
	if p.saveAtom(o) {
		return true
	}
	if at, ok := p.memo[o]; ok {
		return p.get(at)
	}
	switch x := o.(type) {
	case *Bytes:
		return p.saveBytes(t, x)
	case *Str:
		return p.saveStr(t, x)
	}
	if !t.enterDeep("while pickling an object") {
		return false
	}
	ok := p.saveDeep(t, o)
	t.leave()
	return ok
}

// saveByID writes the persistent id of an object that has one.
func (p *Pickler) saveByID(t *Thread, o Object) (done, ok bool) {
	id := t.call1(p.persist, o)
	if id == nil || id == None {
		return false, id != nil
	}
	if p.binary {
		if !p.save(t, id, true) {
			return false, false
		}
		p.emit(opBinPersID)
		return true, true
	}
	s := t.str(id)
	if s == nil {
		return false, false
	}
	if !s.isASCII() {
		t.raise(picklingError, "persistent IDs in protocol 0 must be ASCII strings")
		return false, false
	}
	p.emitText("P" + s.s + "\n")
	return true, true
}

// saveAtom writes what needs no memo.
func (p *Pickler) saveAtom(o Object) bool {
	switch x := o.(type) {
	case *noneObject:
		p.emit(opNone)
	case *Bool:
		switch {
		case p.protocol >= 2 && x.v:
			p.emit(opNewTrue)
		case p.protocol >= 2:
			p.emit(opNewFalse)
		case x.v:
			p.emitText("I01\n")
		default:
			p.emitText("I00\n")
		}
	case Int:
		p.saveInt(x.v)
	case *BigInt:
		p.saveLong(x.v)
	case Float:
		if !p.binary {
			p.emitText("F" + floatText(x.v) + "\n")
			break
		}
		bits := math.Float64bits(x.v)
		p.emit(opBinFloat)
		for shift := 56; shift >= 0; shift -= 8 {
			p.out = append(p.out, byte(bits>>uint(shift)))
		}
	default:
		return false
	}
	return true
}

func (p *Pickler) saveInt(v int64) {
	switch {
	case v != int64(int32(v)):
		p.saveLong(big.NewInt(v))
	case !p.binary:
		p.emitText("I" + strconv.FormatInt(v, 10) + "\n")
	case v == int64(uint8(v)):
		p.emit(opBinInt1, byte(v))
	case v == int64(uint16(v)):
		p.emitNumber(opBinInt2, uint64(v), 2)
	default:
		p.emitNumber(opBinInt, uint64(v), 4)
	}
}

// saveLong writes an int of any size: as two's complement, least byte first.
func (p *Pickler) saveLong(v *big.Int) {
	if p.protocol < 2 {
		p.emitText("L" + v.String() + "L\n")
		return
	}
	data := twosComplement(v)
	if len(data) < 256 {
		p.emit(opLong1, byte(len(data)))
	} else {
		p.emitNumber(opLong4, uint64(len(data)), 4)
	}
	p.emitText(string(data))
}

// twosComplement is the shortest form of v, least byte first.
func twosComplement(v *big.Int) []byte {
	if v.Sign() < 0 {
		n := v.BitLen()/8 + 1
		positive := new(big.Int).Add(v, new(big.Int).Lsh(big.NewInt(1), uint(8*n)))
		data := positive.Bytes()
		reverseBytes(data)
		if n > 1 && data[n-1] == 0xff && data[n-2]&0x80 != 0 {
			data = data[:n-1]
		}
		return data
	}
	data := v.Bytes()
	reverseBytes(data)
	if len(data) > 0 && data[len(data)-1]&0x80 != 0 {
		data = append(data, 0)
	}
	return data
}

// saveSized writes a string of bytes with the shortest of the opcodes that may
// hold its size: short for a byte, four and eight bytes. what is for errors.
func (p *Pickler) saveSized(t *Thread, what string, short, four, eight byte, data string, whole Object) bool {
	switch n := len(data); {
	case n <= 0xff && short != 0:
		return p.emitData(t, short, 1, data, whole)
	case n <= math.MaxUint32 && four != 0:
		return p.emitData(t, four, 4, data, whole)
	case p.protocol >= 4:
		return p.emitData(t, eight, 8, data, whole)
	}
	t.raise(OverflowError, "serializing a "+what+" larger than 4 GiB requires pickle protocol 4 or higher")
	return false
}

func (p *Pickler) saveBytes(t *Thread, x *Bytes) bool {
	if p.protocol >= 3 {
		return p.saveSized(t, "bytes object", opShortBinBytes, opBinBytes, opBinBytes8, x.s, x) && p.put(x)
	}
	if x.s == "" {
		return p.saveReduce(t, tupleOf(BytesType, emptyTuple), x)
	}
	encode := t.moduleAttr("codecs", "encode")
	if encode == nil {
		return false
	}
	runes := make([]rune, len(x.s))
	for i := range runes {
		runes[i] = rune(x.s[i])
	}
	return p.saveReduce(t, tupleOf(encode, tupleOf(runesStr(runes), newASCII("latin1"))), x)
}

func (p *Pickler) saveByteArray(t *Thread, x *ByteArray) bool {
	if p.protocol >= 5 {
		return p.saveSized(t, "bytearray object", 0, 0, opByteArray8, string(x.b), x) && p.put(x)
	}
	if len(x.b) == 0 {
		return p.saveReduce(t, tupleOf(ByteArrayType, emptyTuple), x)
	}
	return p.saveReduce(t, tupleOf(ByteArrayType, tupleOf(&Bytes{string(x.b)})), x)
}

func (p *Pickler) saveBuffer(t *Thread, x *PickleBuffer) bool {
	if p.protocol < 5 {
		t.raise(picklingError, "PickleBuffer can only pickled with protocol >= 5")
		return false
	}
	b := x.open(t)
	if b == nil {
		return false
	}
	if !b.contiguous(false) && !b.contiguous(true) {
		t.raise(picklingError, "PickleBuffer can not be pickled when pointing to a non-contiguous buffer")
		return false
	}
	inBand := p.callback == nil
	if !inBand {
		r := t.call1(p.callback, x)
		if r == nil {
			return false
		}
		var ok bool
		if inBand, ok = t.truth(r); !ok {
			return false
		}
	}
	switch {
	case inBand && b.readonly:
		return p.saveSized(t, "bytes object", opShortBinBytes, opBinBytes, opBinBytes8, string(b.memory()), nil) && p.put(x)
	case inBand:
		return p.saveSized(t, "bytearray object", 0, 0, opByteArray8, string(b.memory()), nil) && p.put(x)
	}
	p.emit(opNextBuffer)
	if b.readonly {
		p.emit(opReadonlyBuffer)
	}
	return true
}

func (p *Pickler) saveStr(t *Thread, x *Str) bool {
	if !p.binary {
		out := []byte{opUnicode}
		for _, r := range x.runes() {
			if r >= 0x100 || r == '\\' || r == 0 || r == '\n' || r == '\r' || r == 0x1a {
				out = appendWideEscape(out, r)
			} else {
				out = append(out, byte(r))
			}
		}
		p.emitText(string(out) + "\n")
		return p.put(x)
	}
	short := byte(0)
	if p.protocol >= 4 {
		short = opShortBinUnicode
	}
	return p.saveSized(t, "string", short, opBinUnicode, opBinUnicode8, x.s, nil) && p.put(x)
}

// appendWideEscape appends \uXXXX or \UXXXXXXXX.
func appendWideEscape(out []byte, r rune) []byte {
	const digits = "0123456789abcdef"
	size := 4
	out = append(out, '\\', 'u')
	if r > 0xffff {
		size = 8
		out[len(out)-1] = 'U'
	}
	for i := size - 1; i >= 0; i-- {
		out = append(out, digits[r>>uint(4*i)&15])
	}
	return out
}
