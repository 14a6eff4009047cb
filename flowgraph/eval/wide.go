package eval

// This file handles wide values: structs and arrays of more than wideCells cells. In a frame such a value is one cell, the
// address of an object that nobody changes; no object is the zero value. In memory it is as many cells as its parts have.

// wideCells is the number of cells from which on a value is wide.
const wideCells = 256

func (t *rtype) wide() bool { return t.n > wideCells }

type widePart struct {
	at  int   // cell in the value
	reg int32 // first cell in the frame
	typ *rtype
}

type wideInfo struct {
	typ   *rtype
	parts []widePart
}

type wideIndex struct {
	indexInfo
	elem *rtype
}

// snapshot returns the object behind a wide value of type t.
func (m *Machine) snapshot(t *rtype, v cell) *object {
	if v.obj == nil {
		return m.newObject(t)
	}
	if v.obj.typ == t {
		return v.obj
	}
	o := m.newObject(t)
	m.copyCells(cell{obj: o}, v, t.n)
	return o
}

// inCells returns the cells that a value has in memory, given those in a frame.
func (m *Machine) inCells(t *rtype, v []cell) []cell {
	if !t.wide() {
		return v
	}
	o := v[0].obj
	switch {
	case o == nil:
		return make([]cell, t.n)
	case !o.filled:
		m.fill(o)
	}
	if !o.bytemk {
		return o.cells
	}
	cells := make([]cell, t.n)
	m.copyCells(cell{obj: &object{cells: cells, size: t.n, filled: true, serial: m.serial}}, v[0], t.n)
	return cells
}

// inFrame is the inverse of inCells.
func (m *Machine) inFrame(t *rtype, cells []cell) []cell {
	if !t.wide() {
		return cells
	}
	o := m.newObject(t)
	m.copyCells(cell{obj: o}, cell{obj: &object{cells: cells, size: t.n, filled: true}}, t.n)
	return []cell{{obj: o}}
}

// wideOp executes an operation on wide values. False means that frames have changed.
func (m *Machine) wideOp(f *frame, in *instr) bool {
	regs := f.regs
	switch in.op {
	case opWideLoad:
		t := in.x.(*rtype)
		p := regs[in.b]
		if p.obj == nil {
			m.raise("PanicNil")
			return false
		}
		o := m.newObject(t)
		m.copyCells(cell{obj: o}, p, t.n)
		regs[in.a] = cell{obj: o}
	case opWideStore:
		t := in.x.(*rtype)
		p, v := regs[in.a], regs[in.b]
		switch {
		case p.obj == nil:
			m.raise("PanicNil")
			return false
		case v.obj == nil:
			m.clearCells(p, t.n)
		default:
			m.copyCells(p, v, t.n)
		}
	case opWideField:
		m.widePartOf(f, in.a, regs[in.b], int(in.n), in.x.(*rtype))
	case opWideIndex:
		x := in.x.(*wideIndex)
		i := regs[in.c].bits
		if i >= uint64(x.length) {
			m.raise("PanicIndex", cell{bits: i}, cell{bits: b2u(!x.signed)}, cell{bits: uint64(x.length)})
			return false
		}
		m.widePartOf(f, in.a, regs[in.b], int(i)*int(x.step), x.elem)
	case opWideMake:
		x := in.x.(*wideInfo)
		o := m.newObject(x.typ)
		for _, part := range x.parts {
			to := cell{obj: o, bits: uint64(part.at)}
			if part.typ.wide() {
				if v := regs[part.reg]; v.obj != nil {
					m.copyCells(to, v, part.typ.n)
				}
				continue
			}
			m.store(to, regs[part.reg:part.reg+int32(part.typ.n)], part.typ)
		}
		regs[in.a] = cell{obj: o}
	}
	return true
}

// widePartOf puts the part of v that starts at a cell into the frame.
func (m *Machine) widePartOf(f *frame, to int32, v cell, at int, t *rtype) {
	dst := f.regs[to : to+int32(t.regs)]
	switch {
	case v.obj == nil:
		clear(dst)
	case t.wide():
		o := m.newObject(t)
		m.copyCells(cell{obj: o}, cell{obj: v.obj, bits: uint64(at)}, t.n)
		dst[0] = cell{obj: o}
	default:
		m.load(dst, cell{obj: v.obj, bits: uint64(at)}, t)
	}
}
