package eval

// This file compiles graphs: cells for variables and constants, blocks, links.

import (
	"fmt"
	"go/types"
	"math"

	"rgo/backends/ssaform"
	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

// compiler compiles one graph.
type compiler struct {
	m     *Machine
	g     *flowgraph.Graph
	c     *code
	form  *ssaform.Form
	vars  []int32                    // by Var.ID: first cell plus one
	plain map[uint64]int32           // cells of constants by what is in them, if that is bits only
	other map[*flowgraph.Const]int32 // cells of other constants
	start map[*flowgraph.Block]int32
	fixes []fix
	next  int32
	op    *flowgraph.Op // being compiled
	uses  []int32       // by Var.ID: number of uses
}

// A fix is a place that holds the number of a block instead of an instruction.
type fix struct {
	at    *int32
	ins   int // index of the instruction to patch, if at is nil
	field uint8
	block *flowgraph.Block
}

// compile fills in c.
func (m *Machine) compile(c *code) {
	g := c.graph
	if m.prog.Source != nil {
		if err := m.prog.Source.Build(g); err != nil {
			m.stop(&Fault{Graph: g.Name, Pos: g.Pos, Msg: err.Error(), Build: err})
		}
	}
	if !g.Built() {
		m.fail("graph %s has no body", g.Name)
	}
	k := &compiler{m: m, g: g, c: c, form: ssaform.New(g), plain: map[uint64]int32{},
		other: map[*flowgraph.Const]int32{}, start: map[*flowgraph.Block]int32{}}
	highest := g.NextVar
	size := 1
	for _, b := range g.Blocks {
		size += len(b.Ops) + len(b.Exits)
	}
	c.ins, c.ops = make([]instr, 0, size), make([]*flowgraph.Op, 0, size)
	k.vars = make([]int32, highest+1)
	k.uses = make([]int32, highest+1)
	for _, v := range g.Start.Args {
		k.define(v)
	}
	c.params = int(k.next)
	k.constants()
	for _, b := range g.Blocks {
		k.block(b)
	}
	for _, f := range k.fixes {
		target := k.start[f.block]
		switch {
		case f.at != nil:
			*f.at = target
		case f.field == 'a':
			c.ins[f.ins].a = target
		case f.field == 'b':
			c.ins[f.ins].b = target
		case f.field == 'c':
			c.ins[f.ins].c = target
		default:
			c.ins[f.ins].n = target
		}
	}
	c.cells = int(k.next)
	c.ready = true
}

// width returns the number of cells of a type.
func (k *compiler) width(t flowgraph.Type) int32 { return k.m.width(t) }

func (m *Machine) width(t flowgraph.Type) int32 {
	if gt, ok := t.(types.Type); ok {
		return int32(m.types.of(gt).regs)
	}
	return 1
}

// define gives v its cells.
func (k *compiler) define(v *flowgraph.Var) int32 {
	if k.vars[v.ID] == 0 {
		k.vars[v.ID] = k.next + 1
		k.next += k.width(v.Typ)
	}
	return k.vars[v.ID] - 1
}

// constants gives every constant operand its cells, and counts the uses of variables.
func (k *compiler) constants() {
	operand := func(v *flowgraph.Value) {
		switch v := k.form.Value(*v).(type) {
		case *flowgraph.Const:
			k.constant(v)
		case *flowgraph.Var:
			k.uses[v.ID]++
		}
	}
	for _, b := range k.g.Blocks {
		b.Operands(operand)
	}
}

func (k *compiler) constant(c *flowgraph.Const) int32 {
	bits, plain := plainBits(c)
	if plain {
		if at, ok := k.plain[bits]; ok {
			return at
		}
	} else if at, ok := k.other[c]; ok {
		return at
	}
	at := int32(k.c.params + len(k.c.consts))
	if plain {
		k.c.consts = append(k.c.consts, cell{bits: bits})
		k.plain[bits] = at
	} else {
		k.c.consts = append(k.c.consts, k.m.constCells(c)...)
		k.other[c] = at
	}
	k.next = int32(k.c.params + len(k.c.consts))
	return at
}

// plainBits returns what is in the cell of a constant that has one, with bits only.
func plainBits(c *flowgraph.Const) (bits uint64, ok bool) {
	switch v := c.Val.(type) {
	case bool:
		if v {
			bits = 1
		}
		return bits, true
	case int64:
		return uint64(v), true
	case uint64:
		return v, true
	case float64:
		return floatBits(c.Typ, v), true
	}
	return 0, false
}

// constCells returns the value of a constant.
func (m *Machine) constCells(c *flowgraph.Const) []cell {
	if bits, ok := plainBits(c); ok {
		return []cell{{bits: bits}}
	}
	switch v := c.Val.(type) {
	case nil, flowgraph.Undef:
		return make([]cell, m.width(c.Typ))
	case complex128:
		if p := m.types.of(c.Typ.(types.Type)); p.shape == shapeComplex64 {
			return []cell{{bits: uint64(math.Float32bits(float32(real(v))))}, {bits: uint64(math.Float32bits(float32(imag(v))))}}
		}
		return []cell{{bits: math.Float64bits(real(v))}, {bits: math.Float64bits(imag(v))}}
	case string:
		a, b := m.stringCells(v)
		return []cell{a, b}
	case *flowgraph.Graph:
		if _, low := c.Typ.(lltype.Prim); low {
			return []cell{{bits: m.low.codeAddress(m.codeOf(v))}}
		}
		return []cell{{obj: m.staticClosure(m.codeOf(v))}}
	case flowgraph.Pointer:
		o := m.objectOf(v.Obj)
		return []cell{{obj: o, bits: uint64(m.leafCell(v.Obj.Type, v.Leaf))}}
	case flowgraph.StaticRef:
		return []cell{{bits: m.low.staticAddress(v.Static) + uint64(v.Off)}}
	}
	m.fail("constant of kind %T", c.Val)
	return nil
}

func floatBits(t flowgraph.Type, v float64) uint64 {
	if p, _ := flowgraph.PrimOf(t); p == lltype.Float32 {
		return uint64(math.Float32bits(float32(v)))
	}
	return math.Float64bits(v)
}

// leafCell returns the number of the cell that leaf number leaf of type t starts at.
func (m *Machine) leafCell(t types.Type, leaf int) int {
	if leaf == 0 {
		return 0
	}
	r := m.types.of(t)
	switch u := t.Underlying().(type) {
	case *types.Struct:
		for i := range u.NumFields() {
			f := u.Field(i).Type()
			n := flowgraph.NumLeaves(f)
			if leaf < n {
				return r.fields[i] + m.leafCell(f, leaf)
			}
			leaf -= n
		}
		return r.n
	case *types.Array:
		n := flowgraph.NumLeaves(u.Elem())
		if n == 0 {
			return 0
		}
		return leaf/n*r.elem.n + m.leafCell(u.Elem(), leaf%n)
	}
	return r.n
}

// value returns the first cell of an operand.
func (k *compiler) value(v flowgraph.Value) int32 {
	switch v := k.form.Value(v).(type) {
	case *flowgraph.Var:
		return k.define(v)
	case *flowgraph.Const:
		return k.constant(v)
	}
	panic(fmt.Sprintf("eval: missing operand in %s", k.g.Name))
}

// flat appends the cells of an operand to list.
func (k *compiler) flat(list []int32, v flowgraph.Value) []int32 {
	at := k.value(v)
	for i := range k.width(v.Type()) {
		list = append(list, at+i)
	}
	return list
}

func (k *compiler) flatAll(values []flowgraph.Value) []int32 {
	var list []int32
	for _, v := range values {
		list = k.flat(list, v)
	}
	return list
}

func (k *compiler) flatResults(vars []*flowgraph.Var) []int32 {
	var list []int32
	for _, v := range vars {
		at := k.define(v)
		for i := range k.width(v.Typ) {
			list = append(list, at+i)
		}
	}
	return list
}

func (k *compiler) emit(in instr) {
	k.c.ins = append(k.c.ins, in)
	k.c.ops = append(k.c.ops, k.op)
}

func (k *compiler) block(b *flowgraph.Block) {
	k.start[b] = int32(len(k.c.ins))
	k.op = nil
	if b == k.g.Return {
		var list []int32
		for _, v := range b.Args {
			list = k.flat(list, v)
		}
		k.c.results = len(list)
		k.emit(instr{op: opReturn, x: list})
		return
	}
	fused := k.fusable(b)
	for _, o := range b.Ops {
		if o == fused {
			continue
		}
		k.op = o
		k.m.compileOp(k, o)
	}
	k.op = nil
	switch {
	case len(b.Exits) == 0:
		if n := len(b.Ops); n > 0 {
			k.op = b.Ops[n-1]
		}
		k.emit(instr{op: opUnreachable})
	case len(b.Exits) == 1:
		k.link(b.Exits[0])
	case k.isBool(b.Switch):
		k.branch(b, fused)
	default:
		k.switchOp(b)
	}
}

func (k *compiler) isBool(v flowgraph.Value) bool {
	p, ok := flowgraph.PrimOf(v.Type())
	return ok && p == lltype.Bool
}

// fusable returns the comparison at the end of b that only the branch uses, or nil.
func (k *compiler) fusable(b *flowgraph.Block) *flowgraph.Op {
	v, ok := b.Switch.(*flowgraph.Var)
	if !ok || len(b.Ops) == 0 || k.uses[v.ID] != 1 || len(b.Exits) != 2 {
		return nil
	}
	o := b.Ops[len(b.Ops)-1]
	if o.Kind < flowgraph.OpIntEq || o.Kind > flowgraph.OpIntGe || o.Results[0] != v {
		return nil
	}
	return o
}

// moves returns the pairs of cells (to, from) that l has to copy.
func (k *compiler) moves(l *flowgraph.Link) [][2]int32 {
	var list [][2]int32
	add := func(i int) {
		to, from := k.define(l.Target.Args[i]), k.value(l.Args[i])
		for j := range k.width(l.Target.Args[i].Typ) {
			if to+j != from+j {
				list = append(list, [2]int32{to + j, from + j})
			}
		}
	}
	if l.Target == k.g.Return {
		return nil
	}
	for _, i := range k.form.Merges(l.Target) {
		add(i)
	}
	return list
}

// link emits the copies of l and the jump.
func (k *compiler) link(l *flowgraph.Link) {
	if l.Target == k.g.Return {
		list := k.flatAll(l.Args)
		k.c.results = len(list)
		k.emit(instr{op: opReturn, x: list})
		return
	}
	k.parallel(k.moves(l))
	k.fixes = append(k.fixes, fix{ins: len(k.c.ins), field: 'n', block: l.Target})
	k.emit(instr{op: opJump})
}

// parallel emits copies that happen at once.
func (k *compiler) parallel(moves [][2]int32) {
	if len(moves) == 1 {
		k.emit(instr{op: opMove, a: moves[0][0], b: moves[0][1]})
		return
	}
	// A copy whose target nobody still reads can go first. What remains are cycles: break one by saving a source.
	readers := map[int32]int{}
	for _, mv := range moves {
		readers[mv[1]]++
	}
	pending := moves
	for len(pending) > 0 {
		var rest [][2]int32
		for _, mv := range pending {
			if readers[mv[0]] == 0 {
				k.emit(instr{op: opMove, a: mv[0], b: mv[1]})
				readers[mv[1]]--
			} else {
				rest = append(rest, mv)
			}
		}
		if len(rest) == len(pending) {
			temp := k.next
			k.next++
			victim := rest[0][0] // its old content moves to temp
			k.emit(instr{op: opMove, a: temp, b: victim})
			for i := range rest {
				if rest[i][1] == victim {
					rest[i][1] = temp
				}
			}
			readers[temp] = readers[victim]
			readers[victim] = 0
		}
		pending = rest
	}
}

// target makes field of the next instruction the start of l: of its target block if nothing is to be copied, else of
// copies that are emitted after the branch.
func (k *compiler) target(ins int, field uint8, at *int32, l *flowgraph.Link, later *[]func()) {
	set := func(n int32) {
		switch {
		case at != nil:
			*at = n
		case field == 'a':
			k.c.ins[ins].a = n
		case field == 'b':
			k.c.ins[ins].b = n
		case field == 'c':
			k.c.ins[ins].c = n
		default:
			k.c.ins[ins].n = n
		}
	}
	_, backwards := k.start[l.Target] // such a jump counts a step
	if l.Target != k.g.Return && !backwards && len(k.moves(l)) == 0 {
		k.fixes = append(k.fixes, fix{at: at, ins: ins, field: field, block: l.Target})
		return
	}
	*later = append(*later, func() {
		set(int32(len(k.c.ins)))
		k.link(l)
	})
}

var fusedOps = map[flowgraph.OpKind]struct {
	signed, unsigned opcode
	swap             bool
}{
	flowgraph.OpIntEq: {opBrEq, opBrEq, false},
	flowgraph.OpIntNe: {opBrNe, opBrNe, false},
	flowgraph.OpIntLt: {opBrLtS, opBrLtU, false},
	flowgraph.OpIntLe: {opBrLeS, opBrLeU, false},
	flowgraph.OpIntGt: {opBrLtS, opBrLtU, true},
	flowgraph.OpIntGe: {opBrLeS, opBrLeU, true},
}

func (k *compiler) branch(b *flowgraph.Block, fused *flowgraph.Op) {
	var later []func()
	ins := len(k.c.ins)
	if fused != nil {
		row := fusedOps[fused.Kind]
		x, y := k.value(fused.Args[0]), k.value(fused.Args[1])
		if row.swap {
			x, y = y, x
		}
		op := row.unsigned
		if p, _ := flowgraph.PrimOf(fused.Args[0].Type()); p.IsSigned() {
			op = row.signed
		}
		k.emit(instr{op: op, b: x, c: y})
		k.target(ins, 'a', nil, b.Exits[0], &later)
		k.target(ins, 'n', nil, b.Exits[1], &later)
	} else {
		k.emit(instr{op: opBranch, a: k.value(b.Switch)})
		k.target(ins, 'b', nil, b.Exits[0], &later)
		k.target(ins, 'c', nil, b.Exits[1], &later)
	}
	for _, f := range later {
		f()
	}
}

func (k *compiler) switchOp(b *flowgraph.Block) {
	t := &switchTable{}
	var later []func()
	k.emit(instr{op: opSwitch, a: k.value(b.Switch), x: t})
	n := len(b.Exits) - 1
	cases := make([]uint64, n)
	targets := make([]int32, n)
	low, high := uint64(0), uint64(0)
	for i, l := range b.Exits[:n] {
		cases[i], _ = l.Case.IntBits()
		if i == 0 || int64(cases[i]) < int64(low) {
			low = cases[i]
		}
		if i == 0 || int64(cases[i]) > int64(high) {
			high = cases[i]
		}
		k.target(0, 0, &targets[i], l, &later)
	}
	k.target(0, 0, &t.other, b.Exits[n], &later)
	for _, f := range later {
		f()
	}
	// The targets are known when all fixes have been applied, so the table is made then.
	k.m.finish = append(k.m.finish, func() {
		if span := high - low; span < uint64(4*n+16) {
			t.low = low
			t.targets = make([]int32, span+1)
			for i := range t.targets {
				t.targets[i] = t.other
			}
			for i := n - 1; i >= 0; i-- {
				t.targets[cases[i]-low] = targets[i]
			}
			return
		}
		t.sparse = make(map[uint64]int32, n)
		for i := n - 1; i >= 0; i-- {
			t.sparse[cases[i]] = targets[i]
		}
	})
}
