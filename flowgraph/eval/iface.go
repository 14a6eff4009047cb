package eval

// This file executes the operations on interfaces and functions, equality and hashing.

import (
	"go/types"
	"math"

	"rgo/flowgraph"
)

// makeIface returns the interface value that holds a t.
func (m *Machine) makeIface(t *rtype, v []cell) cell {
	if t.key {
		return cell{obj: v[0].obj, bits: uint64(t.id)<<32 | v[0].bits}
	}
	o := &object{typ: t, size: t.n, serial: m.serial, filled: true}
	o.cells = append(o.cells, v[:t.n]...)
	return cell{obj: o}
}

// dynamic returns the dynamic type of an interface value and the cells of the value; a nil type for nil.
func (m *Machine) dynamic(x cell) (*rtype, []cell) {
	if id := x.bits >> 32; id != 0 {
		return m.types.byID[id], []cell{{obj: x.obj, bits: uint64(uint32(x.bits))}}
	}
	if x.obj == nil {
		return nil, nil
	}
	if !x.obj.filled {
		m.fill(x.obj)
	}
	if x.obj.typ.wide() {
		return x.obj.typ, []cell{{obj: x.obj}}
	}
	return x.obj.typ, x.obj.cells
}

// dynamicType returns the dynamic type of an interface value, nil for nil.
func (m *Machine) dynamicType(x cell) *rtype {
	switch id := x.bits >> 32; {
	case id != 0:
		return m.types.byID[id]
	case x.obj == nil:
		return nil
	}
	return x.obj.typ
}

// unbox copies the value in an interface to dst, in the form it has in a frame.
func (m *Machine) unbox(dst []cell, x cell) {
	if x.bits>>32 != 0 {
		dst[0] = cell{obj: x.obj, bits: uint64(uint32(x.bits))}
		return
	}
	_, v := m.dynamic(x)
	copy(dst, v)
}

// assert executes assert and assert_ok.
func (m *Machine) assert(f *frame, in *instr) bool {
	regs, x := f.regs, in.x.(*assertInfo)
	value := regs[in.b]
	t := m.dynamicType(value)
	ok, missing := t == x.to, ""
	if x.to.shape == shapeIface {
		if t == nil {
			ok = false
		} else {
			missing = m.lacks(t, x.to)
			ok = missing == ""
		}
	}
	switch {
	case ok && x.to.shape == shapeIface:
		regs[in.a] = value
	case ok:
		m.unbox(regs[in.a:in.a+int32(x.to.regs)], value)
	case x.ok >= 0:
		clear(regs[in.a : in.a+int32(x.to.regs)])
	default:
		have, static := "", x.from.text()
		if t != nil {
			have = t.text()
		}
		if x.to.shape == shapeIface {
			static = ""
		}
		var args []cell
		for _, s := range []string{static, have, x.to.text(), missing} {
			a, b := m.stringCells(s)
			args = append(args, a, b)
		}
		m.raise("PanicAssert", args...)
		return false
	}
	if x.ok >= 0 {
		regs[x.ok] = cell{bits: b2u(ok)}
	}
	return true
}

// lacks returns the first method, by name, that t lacks to be an iface; "" if it has all.
func (m *Machine) lacks(t, iface *rtype) string {
	if s, ok := t.impl[iface]; ok {
		return s
	}
	s := ""
	it := iface.typ.Underlying().(*types.Interface)
	if !types.Implements(t.typ, it) {
		set := types.NewMethodSet(t.typ)
		for i := range it.NumMethods() {
			want := it.Method(i)
			sel := set.Lookup(want.Pkg(), want.Name())
			if sel == nil || !types.Identical(sel.Type(), want.Type()) {
				s = want.Name()
				break
			}
		}
		if s == "" {
			s = "?"
		}
	}
	if t.impl == nil {
		t.impl = map[*rtype]string{}
	}
	t.impl[iface] = s
	return s
}

// invoke makes the frame of a method call.
func (m *Machine) invoke(f *frame, call *callInfo, x cell) {
	t := m.dynamicType(x)
	if t == nil {
		m.raise("PanicNil")
		return
	}
	c := call.cache[t]
	if c == nil {
		c = m.methodOf(t, call)
		call.cache[t] = c
	}
	if !c.ready {
		m.prepare(c)
	}
	if c.params != t.regs+len(call.args) {
		m.fail("method %s takes %d cells, not %d", c.graph.Name, c.params, t.regs+len(call.args))
	}
	f.call = call
	regs := f.regs
	callee := m.push(c)
	m.unbox(callee.regs[:t.regs], x)
	for i, a := range call.args {
		callee.regs[t.regs+i] = regs[a]
	}
}

func (m *Machine) methodOf(t *rtype, call *callInfo) *code {
	if c := t.methods[call.method]; c != nil {
		return c
	}
	var g *flowgraph.Graph
	if m.prog.Source != nil {
		pkg, _ := call.pkg.(*types.Package)
		g = m.prog.Source.Method(t.typ, pkg, call.method.name, call.method.deferred)
	} else {
		g = m.methodByName(t, call.method)
	}
	if g == nil {
		m.fail("type %s has no method %s", t.text(), call.method.name)
	}
	c := m.codeOf(g)
	if t.methods == nil {
		t.methods = map[methodKey]*code{}
	}
	t.methods[call.method] = c
	return c
}

// methodByName finds a method in a program without a source, by the names that the front end gives.
func (m *Machine) methodByName(t *rtype, key methodKey) *flowgraph.Graph {
	m.runtimeGraph("")
	typ, star := t.typ, ""
	if p, ok := typ.(*types.Pointer); ok {
		typ, star = p.Elem(), "*"
	}
	n, ok := typ.(*types.Named)
	if !ok || n.Obj().Pkg() == nil {
		return nil
	}
	path, name := n.Obj().Pkg().Path(), n.Obj().Name()
	g := m.byName[path+".("+star+name+")."+key.name]
	if g == nil && star == "" {
		g = m.byName[path+"."+name+"."+key.name]
	}
	if g != nil && key.deferred && g.Deferred != nil {
		g = g.Deferred
	}
	return g
}

// staticClosure returns the function value of a graph without captures.
func (m *Machine) staticClosure(c *code) *object {
	if c.closure == nil {
		c.closure = &object{fn: c, filled: true}
	}
	return c.closure
}

func (m *Machine) makeClosure(x *closureInfo, regs []cell) *object {
	if len(x.args) == 0 {
		return m.staticClosure(x.code)
	}
	o := &object{fn: x.code, filled: true, serial: m.serial, size: len(x.args)}
	o.cells = make([]cell, len(x.args))
	for i, a := range x.args {
		o.cells[i] = regs[a]
	}
	return o
}

// callFunc makes the frame of a call of a function value.
func (m *Machine) callFunc(f *frame, call *callInfo, fn *object) {
	if fn == nil {
		m.raise("PanicNil")
		return
	}
	c := fn.fn
	if c == nil {
		m.fail("call of something that is no function")
	}
	if !c.ready {
		m.prepare(c)
	}
	if c.params != len(call.args)+len(fn.cells) {
		m.fail("function %s takes %d cells, not %d", c.graph.Name, c.params, len(call.args)+len(fn.cells))
	}
	f.call = call
	regs := f.regs
	callee := m.push(c)
	for i, a := range call.args {
		callee.regs[i] = regs[a]
	}
	copy(callee.regs[len(call.args):], fn.cells)
}

// deferredVariant returns the function value that a defer statement calls for f.
func (m *Machine) deferredVariant(f cell) cell {
	if f.obj == nil || f.obj.fn.graph.Deferred == nil {
		return f
	}
	c := m.codeOf(f.obj.fn.graph.Deferred)
	if len(f.obj.cells) == 0 {
		return cell{obj: m.staticClosure(c)}
	}
	return cell{obj: &object{fn: c, filled: true, serial: m.serial, size: f.obj.size, cells: f.obj.cells}}
}

// equal compares two values of type t. bad is the dynamic type that cannot be compared, if there is one.
func (m *Machine) equal(t *rtype, a, b []cell) (result bool, bad *rtype) {
	switch t.shape {
	case shapeFloat32, shapeComplex64, shapeFloat64, shapeComplex128:
		p := primOf(t)
		for i := range t.n {
			if toFloat(p, a[i].bits) != toFloat(p, b[i].bits) {
				return false, nil
			}
		}
		return true, nil
	case shapeString:
		n := a[1].bits
		if n != b[1].bits {
			return false, nil
		}
		return n == 0 || a[0] == b[0] ||
			string(a[0].obj.bytes[a[0].bits:a[0].bits+n]) == string(b[0].obj.bytes[b[0].bits:b[0].bits+n]), nil
	case shapeIface:
		ta, va := m.dynamic(a[0])
		tb, vb := m.dynamic(b[0])
		if ta != tb || ta == nil {
			return ta == tb, nil
		}
		return m.equal(ta, m.inCells(ta, va), m.inCells(ta, vb))
	case shapeStruct:
		return m.equalStruct(t, a, b)
	case shapeArray:
		for i := 0; i < t.n; i += t.elem.n {
			if ok, bad := m.equal(t.elem, a[i:], b[i:]); !ok {
				return false, bad
			}
		}
		if t.n == 0 || types.Comparable(t.elem.typ) {
			return true, nil
		}
		return false, t
	case shapeSlice, shapeMap, shapeFunc:
		return false, t
	}
	return a[0] == b[0], nil
}

func (m *Machine) equalStruct(t *rtype, a, b []cell) (bool, *rtype) {
	if !types.Comparable(t.typ) {
		return false, t
	}
	s := t.typ.Underlying().(*types.Struct)
	for i := range s.NumFields() {
		f := s.Field(i)
		if f.Name() == "_" {
			continue
		}
		if ok, bad := m.equal(m.types.of(f.Type()), a[t.fields[i]:], b[t.fields[i]:]); !ok {
			return false, bad
		}
	}
	return true, nil
}

// hash returns a hash that agrees with equal. bad is a dynamic type without one.
func (m *Machine) hash(t *rtype, a []cell, seed uint64) (h uint64, bad *rtype) {
	const prime = 0x9e3779b97f4a7c15
	mix := func(h, x uint64) uint64 {
		h = (h ^ x) * prime
		return h ^ h>>29
	}
	switch t.shape {
	case shapeFloat32, shapeFloat64, shapeComplex64, shapeComplex128:
		for i := range t.n {
			f := toFloat(primOf(t), a[i].bits)
			switch {
			case f == 0:
				f = 0 // -0 too
			case f != f:
				m.nan++ // NaN is not equal to itself: any hash will do
				return m.nan * prime, nil
			}
			seed = mix(seed, math.Float64bits(f))
		}
		return seed, nil
	case shapeString:
		h = mix(seed, a[1].bits)
		if n := a[1].bits; n > 0 {
			for _, c := range a[0].obj.bytes[a[0].bits : a[0].bits+n] {
				h = (h ^ uint64(c)) * 0x100000001b3
			}
		}
		return mix(h, 1), nil
	case shapeIface:
		dt, v := m.dynamic(a[0])
		if dt == nil {
			return mix(seed, 0), nil
		}
		return m.hash(dt, m.inCells(dt, v), mix(seed, uint64(dt.id)))
	case shapeStruct:
		if !types.Comparable(t.typ) {
			return 0, t
		}
		s := t.typ.Underlying().(*types.Struct)
		for i := range s.NumFields() {
			if s.Field(i).Name() == "_" {
				continue
			}
			if seed, bad = m.hash(m.types.of(s.Field(i).Type()), a[t.fields[i]:], seed); bad != nil {
				return 0, bad
			}
		}
		return mix(seed, 2), nil
	case shapeArray:
		if !types.Comparable(t.typ) {
			return 0, t
		}
		for i := 0; i < t.n; i += t.elem.n {
			if seed, bad = m.hash(t.elem, a[i:], seed); bad != nil {
				return 0, bad
			}
		}
		return mix(seed, 3), nil
	case shapeSlice, shapeMap, shapeFunc:
		return 0, t
	case shapePointer:
		if a[0].obj == nil {
			return mix(seed, 0), nil
		}
		return mix(seed, m.addresses.take(a[0].obj, a[0].bits)), nil
	}
	return mix(seed, a[0].bits), nil
}
