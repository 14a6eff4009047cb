package eval

// This file executes the flow operations on memory, strings and slices.

import (
	"encoding/binary"
	"math"

	"rgo/flowgraph"
)

// flowOp executes an instruction that exec.go leaves to others. False means that frames have changed.
func (m *Machine) flowOp(f *frame, in *instr) bool {
	regs := f.regs
	switch in.op {
	case opMakeSlice:
		return m.makeSlice(f, in)
	case opStrSlice:
		return m.strSlice(f, in)
	case opSlice:
		return m.slice(f, in)
	case opSliceToArray:
		want, have := in.x.(int64), int64(regs[in.b+1].bits)
		if have < want {
			m.raise("PanicSliceConvert", cell{bits: uint64(have)}, cell{bits: uint64(want)})
			return false
		}
		regs[in.a] = regs[in.b]
	case opCopy:
		dst, n := regs[in.b], min(regs[in.b+1].bits, regs[in.c+1].bits)
		m.copyCells(dst, regs[in.c], int(n)*int(in.n))
		regs[in.a] = cell{bits: n}
	case opClear:
		m.clearCells(regs[in.b], int(regs[in.b+1].bits)*int(in.n))
	case opMakeString:
		n := regs[in.c].bits
		s := cell{}
		if n > 0 {
			s = m.asBytes(regs[in.b], int(n))
		}
		regs[in.a], regs[in.a+1] = s, cell{bits: n}
	case opPtrToInt:
		p := regs[in.b]
		regs[in.a] = cell{}
		if p.obj != nil {
			regs[in.a].bits = m.addresses.take(p.obj, p.bits)
		}
	case opIntToPtr:
		addr := regs[in.b].bits
		regs[in.a] = cell{}
		if addr != 0 {
			o, i := m.addresses.find(addr)
			if o == nil {
				m.fail("no object at address %#x", addr)
			}
			regs[in.a] = cell{obj: o, bits: i}
		}
	case opMakeIface:
		if t := in.x.(*rtype); t.wide() {
			regs[in.a] = cell{obj: m.snapshot(t, regs[in.b])}
		} else {
			regs[in.a] = m.makeIface(t, regs[in.b:])
		}
	case opAssert:
		return m.assert(f, in)
	case opEqualT:
		t := in.x.(*rtype)
		equal, bad := m.equal(t, m.inCells(t, regs[in.b:]), m.inCells(t, regs[in.c:]))
		if bad != nil {
			return m.raiseText("PanicUncomparable", bad.text())
		}
		regs[in.a] = cell{bits: b2u(equal)}
	case opHash:
		t := in.x.(*rtype)
		h, bad := m.hash(t, m.inCells(t, regs[in.b:]), regs[in.c].bits)
		if bad != nil {
			return m.raiseText("PanicUnhashable", bad.text())
		}
		regs[in.a] = cell{bits: h}
	case opTypeString:
		text := "nil"
		if t := m.dynamicType(regs[in.b]); t != nil {
			text = t.text()
		}
		regs[in.a], regs[in.a+1] = m.stringCells(text)
	case opClosure:
		x := in.x.(*closureInfo)
		regs[in.a] = cell{obj: m.makeClosure(x, regs)}
	case opDeferredVariant:
		regs[in.a] = m.deferredVariant(regs[in.b])
	case opWideField, opWideMake, opWideIndex, opWideLoad, opWideStore:
		return m.wideOp(f, in)
	default:
		m.fail("bad instruction %d", in.op)
	}
	return true
}

// raiseText raises a panic function that takes a string.
func (m *Machine) raiseText(name, text string) bool {
	a, b := m.stringCells(text)
	m.raise(name, a, b)
	return false
}

// load copies *p to dst. False means that frames have changed: p is nil.
func (m *Machine) load(dst []cell, p cell, t *rtype) bool {
	o := p.obj
	if o == nil {
		m.raise("PanicNil")
		return false
	}
	if !o.filled {
		m.fill(o)
	}
	if o.bytemk {
		m.loadBytes(dst, o, p.bits, t)
		return true
	}
	n := uint64(len(dst))
	if p.bits+n > uint64(len(o.cells)) {
		m.fail("load of %d cells at %d of an object of %d", n, p.bits, len(o.cells))
	}
	copy(dst, o.cells[p.bits:])
	return true
}

// store copies src to *p. False means that frames have changed.
func (m *Machine) store(p cell, src []cell, t *rtype) bool {
	o := p.obj
	if o == nil {
		m.raise("PanicNil")
		return false
	}
	m.touch(o)
	if o.bytemk {
		m.storeBytes(o, p.bits, src, t)
		return true
	}
	n := uint64(len(src))
	if p.bits+n > uint64(len(o.cells)) {
		m.fail("store of %d cells at %d of an object of %d", n, p.bits, len(o.cells))
	}
	copy(o.cells[p.bits:], src)
	return true
}

// touch prepares o for a write.
func (m *Machine) touch(o *object) {
	if !o.filled {
		m.fill(o)
	}
	if o.serial < m.barrier {
		m.save(o)
	}
}

// loadBytes reads a value from compact memory: each cell is as many bytes as its type has.
func (m *Machine) loadBytes(dst []cell, o *object, at uint64, t *rtype) {
	if t.isByte() {
		if at >= uint64(len(o.bytes)) {
			m.fail("load at %d of %d bytes", at, len(o.bytes))
		}
		v := uint64(o.bytes[at])
		if t.shape == shapeInt {
			v = uint64(int8(v))
		}
		dst[0] = cell{bits: v}
		return
	}
	switch t.shape {
	case shapeArray:
		n := t.elem.n
		for i := range len(dst) / max(n, 1) {
			m.loadBytes(dst[i*n:(i+1)*n], o, at+uint64(i)*byteSize(t.elem), t.elem)
		}
	case shapeInt, shapeUint, shapeFloat32, shapeFloat64:
		size := byteSize(t)
		if at+size > uint64(len(o.bytes)) {
			m.fail("load of %d bytes at %d of %d", size, at, len(o.bytes))
		}
		var buf [8]byte
		copy(buf[:], o.bytes[at:at+size])
		v := binary.LittleEndian.Uint64(buf[:])
		if p, ok := flowgraph.PrimOf(t.typ); ok {
			v = norm(p, v)
		}
		dst[0] = cell{bits: v}
	default:
		m.fail("load of %s from memory of bytes", t.text())
	}
}

func (m *Machine) storeBytes(o *object, at uint64, src []cell, t *rtype) {
	if t.isByte() {
		if at >= uint64(len(o.bytes)) {
			m.fail("store at %d of %d bytes", at, len(o.bytes))
		}
		o.bytes[at] = byte(src[0].bits)
		return
	}
	switch t.shape {
	case shapeArray:
		n := t.elem.n
		for i := range len(src) / max(n, 1) {
			m.storeBytes(o, at+uint64(i)*byteSize(t.elem), src[i*n:(i+1)*n], t.elem)
		}
	case shapeInt, shapeUint, shapeFloat32, shapeFloat64:
		size := byteSize(t)
		if at+size > uint64(len(o.bytes)) {
			m.fail("store of %d bytes at %d of %d", size, at, len(o.bytes))
		}
		var buf [8]byte
		binary.LittleEndian.PutUint64(buf[:], src[0].bits)
		copy(o.bytes[at:], buf[:size])
	default:
		m.fail("store of %s to memory of bytes", t.text())
	}
}

// byteSize returns the size in memory of a type without pointers.
func byteSize(t *rtype) uint64 {
	if t.shape == shapeArray {
		if t.elem.n == 0 {
			return 0
		}
		return uint64(t.n/t.elem.n) * byteSize(t.elem)
	}
	if p, ok := flowgraph.PrimOf(t.typ); ok {
		return uint64(p.Size())
	}
	return 8
}

// copyCells moves n cells or bytes.
func (m *Machine) copyCells(dst, src cell, n int) {
	if n == 0 {
		return
	}
	d, s := dst.obj, src.obj
	m.touch(d)
	if !s.filled {
		m.fill(s)
	}
	i, j := int(dst.bits), int(src.bits)
	switch {
	case d.bytemk && s.bytemk:
		copy(d.bytes[i:i+n], s.bytes[j:j+n])
	case d.bytemk:
		for k := range n {
			d.bytes[i+k] = byte(s.cells[j+k].bits)
		}
	case s.bytemk:
		for k := range n {
			d.cells[i+k] = cell{bits: uint64(s.bytes[j+k])}
		}
	default:
		copy(d.cells[i:i+n], s.cells[j:j+n])
	}
}

func (m *Machine) clearCells(p cell, n int) {
	if n == 0 {
		return
	}
	m.touch(p.obj)
	if p.obj.bytemk {
		clear(p.obj.bytes[p.bits : int(p.bits)+n])
	} else {
		clear(p.obj.cells[p.bits : int(p.bits)+n])
	}
}

// asBytes returns the address of n bytes at p in compact memory: p itself, or a copy.
func (m *Machine) asBytes(p cell, n int) cell {
	if p.obj == nil {
		m.fail("string of %d bytes at nil", n)
	}
	if !p.obj.filled {
		m.fill(p.obj)
	}
	if p.obj.bytemk {
		return p
	}
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(p.obj.cells[int(p.bits)+i].bits)
	}
	return cell{obj: m.bytesObject(b)}
}

// maxObject limits the size of an object in cells, as the address space limits that of the real program.
const maxObject = 1 << 34

func (m *Machine) makeSlice(f *frame, in *instr) bool {
	elem := in.x.(*rtype)
	n, c := int64(f.regs[in.b].bits), int64(f.regs[in.c].bits)
	limit := int64(math.MaxInt64)
	if size := goSize(elem); size > 0 {
		limit = 1 << 47 / size
	}
	switch {
	case n < 0 || n > limit:
		m.raise("PanicMakeSliceLen")
		return false
	case c < n || c > limit:
		m.raise("PanicMakeSliceCap")
		return false
	case elem.n > 0 && c > maxObject/int64(elem.n):
		m.raise("PanicOutOfMemory")
		return false
	}
	f.regs[in.a] = cell{obj: m.newArray(elem, int(c))}
	f.regs[in.a+1] = cell{bits: uint64(n)}
	f.regs[in.a+2] = cell{bits: uint64(c)}
	return true
}

func (m *Machine) strSlice(f *frame, in *instr) bool {
	regs, b := f.regs, in.x.(bounds)
	n, lo, hi := regs[in.b+1].bits, regs[in.c].bits, regs[in.n].bits
	switch {
	case hi > n:
		m.raise("PanicSliceAlen", cell{bits: hi}, cell{bits: b2u(!b.hi)}, cell{bits: n})
		return false
	case lo > hi:
		m.raise("PanicSliceB", cell{bits: lo}, cell{bits: b2u(!b.lo)}, cell{bits: hi})
		return false
	}
	s := regs[in.b]
	if lo == hi {
		s = cell{}
	} else {
		s.bits += lo
	}
	regs[in.a], regs[in.a+1] = s, cell{bits: hi - lo}
	return true
}

func (m *Machine) slice(f *frame, in *instr) bool {
	regs, x := f.regs, in.x.(*sliceInfo)
	p, lo, hi, top := regs[in.b], regs[in.c].bits, regs[x.hi].bits, regs[x.max].bits
	limit, name := uint64(x.length), "PanicSliceAlen"
	if x.length < 0 {
		limit, name = regs[in.b+2].bits, "PanicSliceAcap"
	} else if p.obj == nil {
		m.raise("PanicNil")
		return false
	}
	switch {
	case top > limit: // the front end checks three-index slices itself
		m.raise(name, cell{bits: top}, cell{bits: 0}, cell{bits: limit})
		return false
	case hi > top:
		m.raise(name, cell{bits: hi}, cell{bits: b2u(!x.bounds.hi)}, cell{bits: top})
		return false
	case lo > hi:
		m.raise("PanicSliceB", cell{bits: lo}, cell{bits: b2u(!x.bounds.lo)}, cell{bits: hi})
		return false
	}
	if top > lo {
		p.bits += lo * uint64(x.step)
	}
	regs[in.a], regs[in.a+1], regs[in.a+2] = p, cell{bits: hi - lo}, cell{bits: top - lo}
	return true
}
