package eval

// This file is the loop that executes instructions.

import (
	"math"

	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

// A frame is one call in progress.
type frame struct {
	code  *code
	regs  []cell
	pc    int               // next instruction, while the frame is not on top
	call  *callInfo         // of the call in progress above it
	chunk int               // of the stack
	base  int               // in the chunk
	mark  uint64            // low level: top of the machine stack before the call
	roots uint64            // low level: first shadow-stack slot of the call, or 0
	space map[*instr]uint64 // low level: addresses of stack_space
}

const chunkCells = 1 << 16

// push makes a frame for c.
func (m *Machine) push(c *code) *frame {
	n := c.cells
	if len(m.stack) == 0 {
		m.stack = append(m.stack, make([]cell, chunkCells))
	}
	chunk, base := m.chunk, m.top
	if base+n > len(m.stack[chunk]) {
		chunk, base = chunk+1, 0
		if chunk == len(m.stack) {
			m.stack = append(m.stack, make([]cell, max(min(chunkCells, 8*len(m.stack[chunk-1])), n)))
		} else if len(m.stack[chunk]) < n {
			m.stack[chunk] = make([]cell, n)
		}
	}
	m.frames = append(m.frames, frame{code: c, regs: m.stack[chunk][base : base+n : base+n], chunk: m.chunk, base: m.top})
	m.chunk, m.top = chunk, base+n
	m.cells += n
	f := &m.frames[len(m.frames)-1]
	copy(f.regs[c.params:], c.consts)
	if m.low != nil {
		f.mark = m.low.enter(c)
	}
	if m.cells+8*len(m.frames) > m.opts.Depth {
		m.tooDeep()
	}
	return f
}

// pop removes the top frame.
func (m *Machine) pop() {
	f := &m.frames[len(m.frames)-1]
	m.chunk, m.top = f.chunk, f.base
	m.cells -= len(f.regs)
	if m.low != nil {
		m.low.leave(f.mark)
		if f.roots != 0 {
			m.low.shadow = f.roots
		}
	}
	f.regs, f.call = nil, nil
	m.frames = m.frames[:len(m.frames)-1]
}

// tooDeep is reached when the stack is used up. The runtime gets some room to report it.
func (m *Machine) tooDeep() {
	if m.overflow {
		m.fail("stack overflow")
	}
	m.overflow = true
	m.opts.Depth += 1 << 16
	m.raise("PanicStackOverflow")
}

// raise calls a function of the runtime that panics. The current instruction is not continued.
func (m *Machine) raise(name string, args ...cell) {
	g := m.runtimeGraph("runtime." + name)
	if g == nil {
		m.fail("the program has no function runtime.%s", name)
	}
	c := m.codeOf(g)
	if !c.ready {
		m.prepare(c)
	}
	if len(args) != c.params {
		m.fail("runtime.%s takes %d cells, not %d", name, c.params, len(args))
	}
	m.frames[len(m.frames)-1].call = &callInfo{}
	f := m.push(c)
	copy(f.regs, args)
}

// throw unwinds to the innermost try above frame number floor.
func (m *Machine) throw(floor int) {
	for len(m.frames) > floor {
		m.pop()
		f := &m.frames[len(m.frames)-1]
		if f.call != nil && f.call.try {
			f.regs[f.call.ok].bits = 0
			for _, d := range f.call.dst {
				f.regs[d] = cell{}
			}
			if m.overflow {
				m.overflow = false
				m.opts.Depth -= 1 << 16
			}
			return
		}
	}
	m.stop(ErrUncaught)
}

// run executes until the frames above number floor are gone.
func (m *Machine) run(floor int) {
	var f *frame
	var regs []cell
	var code []instr
	var pc int
reload:
	f = &m.frames[len(m.frames)-1]
	regs, code, pc = f.regs, f.code.ins, f.pc
	for {
		in := &code[pc]
		pc++
		switch in.op {
		case opMove:
			regs[in.a] = regs[in.b]
		case opMoveN:
			copy(regs[in.a:in.a+in.n], regs[in.b:in.b+in.n])
		case opJump:
			pc = int(in.n)
			if m.steps--; m.steps < 0 {
				f.pc = pc
				m.stop(ErrSteps)
			}
		case opBranch:
			if regs[in.a].bits != 0 {
				pc = int(in.b)
			} else {
				pc = int(in.c)
			}
		case opSwitch:
			pc = int(in.x.(*switchTable).find(regs[in.a].bits))
		case opReturn:
			src := in.x.([]int32)
			caller := &m.frames[len(m.frames)-2]
			call := caller.call
			if len(src) != len(call.dst) {
				f.pc = pc
				m.fail("%d cells returned where the caller takes %d", len(src), len(call.dst))
			}
			for i, d := range call.dst {
				caller.regs[d] = regs[src[i]]
			}
			if call.try {
				caller.regs[call.ok].bits = 1
			}
			m.pop()
			if len(m.frames) == floor {
				return
			}
			goto reload
		case opCall:
			call := in.x.(*callInfo)
			f.pc, f.call = pc, call
			c := call.target
			if !c.ready {
				m.prepare(c)
			}
			if m.steps--; m.steps < 0 {
				m.stop(ErrSteps)
			}
			if len(call.args) != c.params {
				m.fail("%d cells passed to %s, which takes %d", len(call.args), c.graph.Name, c.params)
			}
			callee := m.push(c)
			for i, a := range call.args {
				callee.regs[i] = regs[a]
			}
			goto reload
		case opCallDyn:
			f.pc = pc
			m.callFunc(f, in.x.(*callInfo), regs[in.a].obj)
			goto reload
		case opInvoke:
			f.pc = pc
			m.invoke(f, in.x.(*callInfo), regs[in.a])
			goto reload
		case opSwitchStack:
			f.pc = pc
			m.switchStack(regs[in.a].bits, in.x, floor)
			goto reload
		case opThrow:
			f.pc = pc
			m.throw(floor)
			goto reload
		case opExtern:
			f.pc = pc
			m.extern(f, in.x.(*externInfo))
		case opUnreachable:
			f.pc = pc
			m.fail("the end of a block that never ends was reached")
		case opStackCheck:
			regs[in.a].bits = b2u(m.cells+8*len(m.frames) > m.opts.Depth-m.opts.Depth/16)
		case opPoll:
			m.polls++
			regs[in.a].bits = b2u(m.polls%pollInterval == 0)

		case opAdd:
			regs[in.a].bits = regs[in.b].bits + regs[in.c].bits
		case opSub:
			regs[in.a].bits = regs[in.b].bits - regs[in.c].bits
		case opMul:
			regs[in.a].bits = regs[in.b].bits * regs[in.c].bits
		case opAnd:
			regs[in.a].bits = regs[in.b].bits & regs[in.c].bits
		case opOr:
			regs[in.a].bits = regs[in.b].bits | regs[in.c].bits
		case opXor:
			regs[in.a].bits = regs[in.b].bits ^ regs[in.c].bits
		case opAndNot:
			regs[in.a].bits = regs[in.b].bits &^ regs[in.c].bits
		case opShl:
			regs[in.a].bits = regs[in.b].bits << regs[in.c].bits
		case opShrS:
			regs[in.a].bits = uint64(int64(regs[in.b].bits) >> regs[in.c].bits)
		case opShrU:
			regs[in.a].bits = regs[in.b].bits >> regs[in.c].bits
		case opDivS, opDivU, opModS, opModU:
			if regs[in.c].bits == 0 {
				f.pc = pc
				if m.low != nil {
					m.fail("division by zero")
				}
				m.raise("PanicDivide")
				goto reload
			}
			regs[in.a].bits = divide(in.op, regs[in.b].bits, regs[in.c].bits)
		case opEq:
			regs[in.a].bits = b2u(regs[in.b].bits == regs[in.c].bits)
		case opNe:
			regs[in.a].bits = b2u(regs[in.b].bits != regs[in.c].bits)
		case opLtS:
			regs[in.a].bits = b2u(int64(regs[in.b].bits) < int64(regs[in.c].bits))
		case opLeS:
			regs[in.a].bits = b2u(int64(regs[in.b].bits) <= int64(regs[in.c].bits))
		case opLtU:
			regs[in.a].bits = b2u(regs[in.b].bits < regs[in.c].bits)
		case opLeU:
			regs[in.a].bits = b2u(regs[in.b].bits <= regs[in.c].bits)
		case opNot:
			regs[in.a].bits = regs[in.b].bits ^ 1
		case opBrEq:
			if regs[in.b].bits == regs[in.c].bits {
				pc = int(in.a)
			} else {
				pc = int(in.n)
			}
		case opBrNe:
			if regs[in.b].bits != regs[in.c].bits {
				pc = int(in.a)
			} else {
				pc = int(in.n)
			}
		case opBrLtS:
			if int64(regs[in.b].bits) < int64(regs[in.c].bits) {
				pc = int(in.a)
			} else {
				pc = int(in.n)
			}
		case opBrLeS:
			if int64(regs[in.b].bits) <= int64(regs[in.c].bits) {
				pc = int(in.a)
			} else {
				pc = int(in.n)
			}
		case opBrLtU:
			if regs[in.b].bits < regs[in.c].bits {
				pc = int(in.a)
			} else {
				pc = int(in.n)
			}
		case opBrLeU:
			if regs[in.b].bits <= regs[in.c].bits {
				pc = int(in.a)
			} else {
				pc = int(in.n)
			}
		case opNorm:
			regs[in.a].bits = norm(lltype.Prim(in.w), regs[in.b].bits)
		case opScalar:
			v, ok := intOp(in.x.(flowgraph.OpKind), lltype.Prim(in.w), regs[in.b].bits, regs[in.c].bits)
			if !ok {
				f.pc = pc
				m.fail("undefined result")
			}
			regs[in.a].bits = v
		case opOverflow:
			v, over := overflowing(in.x.(flowgraph.OpKind), lltype.Prim(in.w), regs[in.b].bits, regs[in.c].bits)
			regs[in.a].bits, regs[in.n].bits = v, b2u(over)
		case opFAdd:
			regs[in.a].bits = math.Float64bits(math.Float64frombits(regs[in.b].bits) + math.Float64frombits(regs[in.c].bits))
		case opFSub:
			regs[in.a].bits = math.Float64bits(math.Float64frombits(regs[in.b].bits) - math.Float64frombits(regs[in.c].bits))
		case opFMul:
			regs[in.a].bits = math.Float64bits(math.Float64frombits(regs[in.b].bits) * math.Float64frombits(regs[in.c].bits))
		case opFDiv:
			regs[in.a].bits = math.Float64bits(math.Float64frombits(regs[in.b].bits) / math.Float64frombits(regs[in.c].bits))
		case opFEq:
			regs[in.a].bits = b2u(math.Float64frombits(regs[in.b].bits) == math.Float64frombits(regs[in.c].bits))
		case opFNe:
			regs[in.a].bits = b2u(math.Float64frombits(regs[in.b].bits) != math.Float64frombits(regs[in.c].bits))
		case opFLt:
			regs[in.a].bits = b2u(math.Float64frombits(regs[in.b].bits) < math.Float64frombits(regs[in.c].bits))
		case opFLe:
			regs[in.a].bits = b2u(math.Float64frombits(regs[in.b].bits) <= math.Float64frombits(regs[in.c].bits))
		case opFloat:
			regs[in.a].bits = floatOp(in.x.(flowgraph.OpKind), lltype.Prim(in.w), regs[in.b].bits, regs[in.c].bits)
		case opFMA:
			regs[in.a].bits = fma(lltype.Prim(in.w), regs[in.b].bits, regs[in.c].bits, regs[in.n].bits)
		case opConvert:
			regs[in.a].bits = convert(lltype.Prim(in.flag), lltype.Prim(in.w), regs[in.b].bits)
		case opSelect:
			from := in.c
			if regs[in.b].bits == 0 {
				from = in.n
			}
			n := in.x.(int32)
			copy(regs[in.a:in.a+n], regs[from:from+n])

		case opLoad:
			p := regs[in.b]
			o := p.obj
			if o != nil && uint64(p.bits) < uint64(len(o.cells)) {
				regs[in.a] = o.cells[p.bits]
				continue
			}
			f.pc = pc
			if !m.load(regs[in.a:in.a+1], p, in.x.(*rtype)) {
				goto reload
			}
		case opLoadN:
			f.pc = pc
			if !m.load(regs[in.a:in.a+in.n], regs[in.b], in.x.(*rtype)) {
				goto reload
			}
		case opStore:
			p := regs[in.a]
			o := p.obj
			if o != nil && uint64(p.bits) < uint64(len(o.cells)) && o.serial >= m.barrier {
				o.cells[p.bits] = regs[in.b]
				continue
			}
			f.pc = pc
			if !m.store(p, regs[in.b:in.b+1], in.x.(*rtype)) {
				goto reload
			}
		case opStoreN:
			f.pc = pc
			if !m.store(regs[in.a], regs[in.b:in.b+in.n], in.x.(*rtype)) {
				goto reload
			}
		case opNew:
			regs[in.a] = cell{obj: m.newObject(in.x.(*rtype))}
		case opFieldAddr:
			p := regs[in.b]
			if p.obj == nil {
				f.pc = pc
				m.raise("PanicNil")
				goto reload
			}
			p.bits += uint64(in.n)
			regs[in.a] = p
		case opIndexAddr:
			x := in.x.(*indexInfo)
			p, i := regs[in.b], regs[in.c].bits
			n := uint64(x.length)
			if x.length < 0 {
				n = regs[in.b+1].bits
			} else if p.obj == nil {
				f.pc = pc
				m.raise("PanicNil")
				goto reload
			}
			if i >= n {
				f.pc = pc
				m.raise("PanicIndex", cell{bits: i}, cell{bits: b2u(!x.signed)}, cell{bits: n})
				goto reload
			}
			p.bits += i * uint64(x.step)
			regs[in.a] = p
		case opIndexVal:
			x := in.x.(*indexInfo)
			i := regs[in.c].bits
			if i >= uint64(x.length) {
				f.pc = pc
				m.raise("PanicIndex", cell{bits: i}, cell{bits: b2u(!x.signed)}, cell{bits: uint64(x.length)})
				goto reload
			}
			at := in.b + int32(i)*x.step
			copy(regs[in.a:in.a+x.step], regs[at:at+x.step])
		case opStrIndex:
			i, n := regs[in.c].bits, regs[in.b+1].bits
			if i >= n {
				f.pc = pc
				m.raise("PanicIndex", cell{bits: i}, cell{bits: b2u(!in.x.(*indexInfo).signed)}, cell{bits: n})
				goto reload
			}
			s := regs[in.b]
			regs[in.a].bits = uint64(s.obj.bytes[s.bits+i])
		case opPtrEq:
			regs[in.a].bits = b2u(regs[in.b] == regs[in.c])
		case opPtrNe:
			regs[in.a].bits = b2u(regs[in.b] != regs[in.c])
		case opIfaceNil:
			regs[in.a].bits = b2u(regs[in.b] == cell{})
		case opFuncNil:
			regs[in.a].bits = b2u(regs[in.b].obj == nil)
		case opNilCheck:
			if regs[in.b].obj == nil {
				f.pc = pc
				m.raise("PanicNil")
				goto reload
			}
		case opLowLoad:
			addr := regs[in.b].bits + uint64(int64(in.n))
			f.pc = pc
			regs[in.a].bits = m.low.load(addr, lltype.Prim(in.w))
		case opLowStore:
			addr := regs[in.a].bits + uint64(int64(in.n))
			f.pc = pc
			m.low.store(addr, lltype.Prim(in.w), regs[in.b].bits)
		case opLowOp:
			f.pc = pc
			if in.x.(*lowInfo).run(m, f, in) {
				goto reload
			}
		default:
			f.pc = pc
			if !m.flowOp(f, in) {
				goto reload
			}
		}
	}
}

func b2u(b bool) uint64 {
	if b {
		return 1
	}
	return 0
}

func (t *switchTable) find(v uint64) int32 {
	if t.sparse != nil {
		if target, ok := t.sparse[v]; ok {
			return target
		}
		return t.other
	}
	if i := v - t.low; i < uint64(len(t.targets)) {
		return t.targets[i]
	}
	return t.other
}
