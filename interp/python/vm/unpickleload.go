package vm

import (
	"math"
	"math/big"
	"strings"
)

// This file runs the instructions of pickles that make values.

// load reads one pickle. self is the object that programs see, nil in the
// functions of the module.
func (u *Unpickler) load(t *Thread, self Object) Object {
	u.stack, u.marks, u.protocol = nil, nil, 0
	u.find = nil
	if i, ok := self.(*Instance); ok {
		fn, ok := t.findAttr(i, nameFindClass)
		if !ok {
			return nil
		}
		u.find = fn
	}
	for {
		s, ok := u.take(t, 1)
		if !ok {
			if t.catch(unpickleError) {
				t.raise(EOFError, "Ran out of input")
			}
			return nil
		}
		if s[0] == opStop {
			v := u.pop(t)
			u.stack, u.marks = nil, nil
			return v
		}
		if !u.step(t, s[0]) {
			return nil
		}
	}
}

// step runs one instruction.
func (u *Unpickler) step(t *Thread, op byte) bool {
	if done, ok := u.stepStack(t, op); done {
		return ok
	}
	switch op {
	case opNone:
		return u.push(None)
	case opNewTrue:
		return u.push(True)
	case opNewFalse:
		return u.push(False)
	case opInt:
		return u.loadInt(t)
	case opBinInt, opBinInt1, opBinInt2:
		return u.loadBinInt(t, op)
	case opLong:
		line, ok := u.takeLine(t)
		return ok && u.push(t.parseInt(NewStr(strings.TrimSuffix(line, "L")), 0))
	case opLong1:
		return u.loadLong(t, 1)
	case opLong4:
		return u.loadLong(t, 4)
	case opFloat:
		line, ok := u.takeLine(t)
		return ok && u.push(t.call1(FloatType, NewStr(line)))
	case opBinFloat:
		s, ok := u.take(t, 8)
		if !ok {
			return false
		}
		bits := uint64(0)
		for i := 0; i < 8; i++ {
			bits = bits<<8 | uint64(s[i])
		}
		return u.push(newFloat(math.Float64frombits(bits)))
	case opShortBinBytes, opBinBytes, opBinBytes8:
		s, ok := u.takeSized(t, sizeOfSize(op), "BINBYTES")
		return ok && u.push(&Bytes{s})
	case opByteArray8:
		s, ok := u.takeSized(t, 8, "BYTEARRAY8")
		return ok && u.push(newByteArray([]byte(s)))
	case opShortBinUnicode, opBinUnicode, opBinUnicode8:
		s, ok := u.takeSized(t, sizeOfSize(op), "BINUNICODE")
		return ok && u.push(t.decode(s, newASCII("utf-8"), newASCII("surrogatepass")))
	case opUnicode:
		line, ok := u.takeLine(t)
		return ok && u.push(t.decode(line, newASCII("raw-unicode-escape"), nil))
	case opString, opBinString, opShortBinString:
		return u.loadString(t, op)
	case opProto:
		n, ok := u.takeNumber(t, 1)
		if ok && n > highestPickle {
			t.valueError("unsupported pickle protocol: " + intText(intOf(int(n))))
			return false
		}
		u.protocol = int(n)
		return ok
	case opFrame:
		return u.loadFrame(t)
	case opNextBuffer, opReadonlyBuffer:
		return u.loadBuffer(t, op)
	}
	return u.stepObject(t, op)
}

// sizeOfSize is how many bytes the size behind an opcode has.
func sizeOfSize(op byte) int {
	switch op {
	case opShortBinBytes, opShortBinUnicode, opShortBinString:
		return 1
	case opBinBytes8, opBinUnicode8:
		return 8
	}
	return 4
}

// loadFrame reads a frame whole.
func (u *Unpickler) loadFrame(t *Thread) bool {
	size, ok := u.takeNumber(t, 8)
	if !ok {
		return false
	}
	if int(size) < 0 {
		t.raise(OverflowError, "FRAME length exceeds system's maximum of 9223372036854775807 bytes")
		return false
	}
	data, ok := u.take(t, int(size))
	u.in = data + u.in
	return ok
}

// loadInt reads the text of an int, or of a bool.
func (u *Unpickler) loadInt(t *Thread) bool {
	line, ok := u.takeLine(t)
	switch {
	case !ok:
		return false
	case line == "00":
		return u.push(False)
	case line == "01":
		return u.push(True)
	case line == "":
		return u.truncated(t)
	}
	return u.push(t.call1(IntType, NewStr(line)))
}

func (u *Unpickler) loadBinInt(t *Thread, op byte) bool {
	size := 1
	switch op {
	case opBinInt:
		size = 4
	case opBinInt2:
		size = 2
	}
	v, ok := u.takeNumber(t, size)
	if size == 4 {
		v = uint64(int32(v))
	}
	return ok && u.push(newInt(int64(v)))
}

// loadLong reads an int as two's complement.
func (u *Unpickler) loadLong(t *Thread, size int) bool {
	n, ok := u.takeNumber(t, size)
	if !ok {
		return false
	}
	if size == 4 && int32(n) < 0 {
		return u.fails(t, "LONG pickle has negative byte count")
	}
	s, ok := u.take(t, int(n))
	if !ok {
		return false
	}
	data := []byte(s)
	reverseBytes(data)
	v := new(big.Int).SetBytes(data)
	if len(data) > 0 && data[0]&0x80 != 0 {
		v.Sub(v, new(big.Int).Lsh(big.NewInt(1), uint(8*len(data))))
	}
	return u.push(newBig(v))
}

// loadString reads a str of Python 2.
func (u *Unpickler) loadString(t *Thread, op byte) bool {
	var s string
	var ok bool
	if op == opString {
		if s, ok = u.takeLine(t); !ok {
			return false
		}
		n := len(s)
		if n < 2 || s[0] != s[n-1] || s[0] != '"' && s[0] != '\'' {
			return u.fails(t, "the STRING opcode argument must be quoted")
		}
		r := escapeDecode(t, []Object{&Bytes{s[1 : n-1]}})
		if r == nil {
			return false
		}
		s = r.(*Tuple).items[0].(*Bytes).s
	} else {
		n, ok := u.takeNumber(t, sizeOfSize(op))
		if !ok {
			return false
		}
		if op == opBinString && int32(n) < 0 {
			return u.fails(t, "BINSTRING pickle has negative byte count")
		}
		if s, ok = u.take(t, int(n)); !ok {
			return false
		}
	}
	if u.bytesStrings {
		return u.push(&Bytes{s})
	}
	return u.push(t.decode(s, u.encoding, u.errors))
}

// loadBuffer takes a buffer that comes beside the stream, or makes the last
// one a view that cannot write.
func (u *Unpickler) loadBuffer(t *Thread, op byte) bool {
	if op == opNextBuffer {
		if u.buffers == nil {
			return u.fails(t, "pickle stream refers to out-of-band data but no *buffers* argument was given")
		}
		v := t.next(u.buffers)
		if v == nil {
			return t.exc == nil && u.fails(t, "not enough out-of-band buffers")
		}
		return u.push(v)
	}
	o := u.top(t)
	if o == nil {
		return false
	}
	b, ok := t.bufferOf(o)
	if !ok {
		return false
	}
	if b == nil {
		t.typeError("a bytes-like object is required, not '" + o.Class().name + "'")
		return false
	}
	if !b.readonly {
		c := *b
		c.readonly = true
		u.stack[len(u.stack)-1] = newView(&c)
	}
	return true
}
