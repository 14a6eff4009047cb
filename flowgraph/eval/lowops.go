package eval

// This file compiles and executes the low-level operations but loads and stores, which exec.go has.

import (
	"bytes"

	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

// A lowFunc executes an operation. True means that frames have changed.
type lowFunc func(m *Machine, f *frame, in *instr) bool

// lowInfo is the fixed part of a low-level operation.
type lowInfo struct {
	run    lowFunc
	n      int64 // Aux
	layout *lltype.Layout
	call   *callInfo
}

func (k *compiler) lowOp(o *flowgraph.Op) {
	in := instr{op: opLowOp}
	if len(o.Results) > 0 {
		in.a = k.define(o.Results[0])
	}
	for i, a := range o.Args {
		switch i {
		case 0:
			in.b = k.value(a)
		case 1:
			in.c = k.value(a)
		case 2:
			in.n = k.value(a)
		}
	}
	x := &lowInfo{}
	in.x = x
	switch a := o.Aux.(type) {
	case int64:
		x.n = a
	case *lltype.Layout:
		x.layout = a
	}
	switch o.Kind {
	case flowgraph.OpMemLoad:
		k.emit(instr{op: opLowLoad, a: in.a, b: in.b, n: int32(x.n), w: uint8(k.prim(o.Results[0].Typ))})
		return
	case flowgraph.OpMemStore:
		k.emit(instr{op: opLowStore, a: in.b, b: in.c, n: int32(x.n), w: uint8(k.prim(o.Args[1].Type()))})
		return
	case flowgraph.OpPtrAdd:
		in.op = opAdd
	case flowgraph.OpPtrSub:
		in.op = opSub
	case flowgraph.OpPtrLt:
		in.op = opLtU
	case flowgraph.OpRefToInt, flowgraph.OpIntToRef, flowgraph.OpCastPtr:
		in.op = opMove
	case flowgraph.OpKeepAlive:
		return
	case flowgraph.OpCallCode:
		x.call = &callInfo{args: k.flatAll(o.Args[1:]), dst: k.flatResults(o.Results)}
		x.run = callCode
	default:
		x.run = lowTable[o.Kind]
		if x.run == nil {
			k.m.failAt(o, "the evaluator has no operation %s", o.Kind)
		}
	}
	k.emit(in)
}

func callCode(m *Machine, f *frame, in *instr) bool {
	call := in.x.(*lowInfo).call
	c := m.low.codeAt(f.regs[in.b].bits)
	if !c.ready {
		m.prepare(c)
	}
	if c.params != len(call.args) {
		m.fail("%d arguments for %s, which takes %d", len(call.args), c.graph.Name, c.params)
	}
	f.call = call
	regs := f.regs
	callee := m.push(c)
	for i, a := range call.args {
		callee.regs[i] = regs[a]
	}
	return true
}

var lowTable = map[flowgraph.OpKind]lowFunc{
	flowgraph.OpMemCopy: func(m *Machine, f *frame, in *instr) bool {
		if n := int64(f.regs[in.n].bits); n != 0 {
			dst, src := f.regs[in.b].bits, f.regs[in.c].bits
			m.low.checkRange(dst, n, true)
			m.low.checkRange(src, n, false)
			copy(m.low.bytes(dst, n), m.low.bytes(src, n))
		}
		return false
	},
	flowgraph.OpMemZero: func(m *Machine, f *frame, in *instr) bool {
		if n := int64(f.regs[in.c].bits); n != 0 {
			m.low.checkRange(f.regs[in.b].bits, n, true)
			clear(m.low.bytes(f.regs[in.b].bits, n))
		}
		return false
	},
	flowgraph.OpMemEqual: func(m *Machine, f *frame, in *instr) bool {
		equal := true
		if n := int64(f.regs[in.n].bits); n != 0 {
			p, q := f.regs[in.b].bits, f.regs[in.c].bits
			m.low.checkRange(p, n, false)
			m.low.checkRange(q, n, false)
			equal = bytes.Equal(m.low.bytes(p, n), m.low.bytes(q, n))
		}
		f.regs[in.a].bits = b2u(equal)
		return false
	},
	flowgraph.OpAlloc: func(m *Machine, f *frame, in *instr) bool {
		f.regs[in.a].bits = m.low.alloc(in.x.(*lowInfo).layout, 0)
		return false
	},
	flowgraph.OpAllocArray: func(m *Machine, f *frame, in *instr) bool {
		f.regs[in.a].bits = m.low.alloc(in.x.(*lowInfo).layout, int64(f.regs[in.b].bits))
		return false
	},
	flowgraph.OpTypeID: func(m *Machine, f *frame, in *instr) bool {
		f.regs[in.a].bits = uint64(uint32(m.low.header(f.regs[in.b].bits, lltype.HeaderOffset)))
		return false
	},
	flowgraph.OpLength: func(m *Machine, f *frame, in *instr) bool {
		f.regs[in.a].bits = m.low.header(f.regs[in.b].bits, lltype.LengthOffset)
		return false
	},
	flowgraph.OpStackAlloc: func(m *Machine, f *frame, in *instr) bool {
		f.regs[in.a].bits = m.low.stackAlloc(in.x.(*lowInfo).n)
		return false
	},
	flowgraph.OpStackSpace: func(m *Machine, f *frame, in *instr) bool {
		p, ok := f.space[in]
		if !ok {
			p = m.low.stackAlloc(in.x.(*lowInfo).n)
			if f.space == nil {
				f.space = map[*instr]uint64{}
			}
			f.space[in] = p
		}
		f.regs[in.a].bits = p
		return false
	},
	flowgraph.OpRootEnter: func(m *Machine, f *frame, in *instr) bool {
		n := in.x.(*lowInfo).n
		f.roots = m.low.shadow
		m.low.shadow += uint64(n) * 8
		clear(m.low.bytes(f.roots, n*8))
		return false
	},
	flowgraph.OpRootLeave: func(m *Machine, f *frame, in *instr) bool {
		m.low.shadow = f.roots
		f.roots = 0
		return false
	},
	flowgraph.OpRootSave: func(m *Machine, f *frame, in *instr) bool {
		m.low.store(f.slot(m, in), lltype.Ref, f.regs[in.b].bits)
		return false
	},
	flowgraph.OpRootLoad: func(m *Machine, f *frame, in *instr) bool {
		f.regs[in.a].bits = m.low.load(f.slot(m, in), lltype.Ref)
		return false
	},
}

// slot returns the address of the shadow-stack slot that an instruction names.
func (f *frame) slot(m *Machine, in *instr) uint64 {
	addr := f.roots + uint64(in.x.(*lowInfo).n)*8
	if f.roots == 0 || addr >= m.low.shadow {
		m.fail("shadow-stack slot %d has not been reserved", in.x.(*lowInfo).n)
	}
	return addr
}

// checkRange checks that n bytes at addr are allocated, and may be written.
func (l *lowMemory) checkRange(addr uint64, n int64, write bool) {
	s, off := l.at(addr, n, "access")
	if s.kinds == nil {
		return
	}
	for _, k := range s.kinds[off/8 : (off+uint64(n)+7)/8] {
		switch {
		case k&^wordRead == wordFree:
			l.m.fail("access to %d bytes at address %#x, which are not all allocated", n, addr)
		case k&^wordRead == wordHeader:
			l.m.fail("access to %d bytes at address %#x, over the end of an object", n, addr)
		case write && k&wordRead != 0:
			l.m.fail("store to %d bytes at address %#x, which are read-only", n, addr)
		}
	}
}
