package flowgraph

// This file writes graphs of stage Rtyped and later as bytes, and reads them: to tell whether two translations have the same function
// in hand, and to keep what has become of it for the next one.

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"sync"

	"rgo/rtyper/lltype"
)

// A Coder writes graphs as bytes. Graphs that get the same bytes differ in nothing but in positions in the source, and in
// objects to which the functions below give the same name.
type Coder struct {
	Graph  func(g *Graph) string         // names a graph that is mentioned, and what matters of it
	Static func(s *Static) string        // the same for static data
	Layout func(l *lltype.Layout) string // the same for layouts; nil: none are expected
	Op     func(op *Op) byte             // what else matters of an operation; nil: nothing, else a Decoder cannot read it
}

// What values and Aux begin with. Zero is what is not there.
const (
	markVar = 1 + iota
	markInt
	markUint
	markFloat
	markGraph
	markStatic
	markString
	markSignature
	markUndef
	markZero
	markBool
	markLayout
)

// Append adds g to b. It fails if something is not of a low-level graph, such as Go's types.
func (c *Coder) Append(b []byte, g *Graph) (_ []byte, err error) {
	w := &coding{c, b, nil}
	w.text(g.Name)
	w.uint(uint64(g.Attr))
	w.int(int64(g.NextVar))
	w.int(int64(g.NextBlock))
	w.int(int64(g.Start.ID))
	w.int(int64(g.Return.ID))
	w.int(int64(len(g.Blocks)))
	for _, block := range g.Blocks {
		w.block(block)
	}
	return w.b, w.err
}

// A coding is one graph being written.
type coding struct {
	*Coder
	b   []byte
	err error
}

func (w *coding) int(n int64)   { w.b = binary.AppendVarint(w.b, n) }
func (w *coding) uint(n uint64) { w.b = binary.AppendUvarint(w.b, n) }
func (w *coding) byte(n byte)   { w.b = append(w.b, n) }

func (w *coding) text(s string) {
	w.uint(uint64(len(s)))
	w.b = append(w.b, s...)
}

func (w *coding) fail(what string, x any) {
	if w.err == nil {
		w.err = fmt.Errorf("%s %T cannot be written as bytes", what, x)
	}
}

func (w *coding) block(block *Block) {
	w.int(int64(block.ID))
	w.byte(byte(block.Heat))
	w.vars(block.Args)
	w.int(int64(len(block.Ops)))
	for _, op := range block.Ops {
		w.op(op)
	}
	w.value(block.Switch)
	w.int(int64(len(block.Exits)))
	for _, l := range block.Exits {
		w.int(int64(l.Target.ID))
		w.uint(uint64(l.Weight))
		if l.Case != nil {
			w.value(l.Case)
		} else {
			w.byte(0)
		}
		w.values(l.Args)
	}
}

func (w *coding) op(op *Op) {
	w.uint(uint64(op.Kind))
	w.byte(byte(op.Into))
	w.aux(op.Aux)
	w.vars(op.Results)
	w.values(op.Args)
	if w.Op != nil {
		w.byte(w.Op(op))
	}
}

func (w *coding) vars(list []*Var) {
	w.int(int64(len(list)))
	for _, v := range list {
		w.int(int64(v.ID))
		w.text(v.Name)
		w.typ(v.Typ)
	}
}

func (w *coding) typ(t Type) {
	p, ok := t.(lltype.Prim)
	if !ok {
		w.fail("type", t)
	}
	w.byte(byte(p))
}

func (w *coding) types(list []Type) {
	w.int(int64(len(list)))
	for _, t := range list {
		w.typ(t)
	}
}

func (w *coding) values(list []Value) {
	w.int(int64(len(list)))
	for _, v := range list {
		w.value(v)
	}
}

func (w *coding) value(v Value) {
	switch v := v.(type) {
	case nil:
		w.byte(0)
	case *Var:
		w.byte(markVar)
		w.int(int64(v.ID))
	case *Const:
		w.constant(v)
	default:
		w.fail("value", v)
	}
}

func (w *coding) constant(c *Const) {
	switch x := c.Val.(type) {
	case nil:
		w.byte(markZero)
	case bool:
		w.byte(markBool)
		if x {
			w.byte(1)
		} else {
			w.byte(0)
		}
	case int64:
		w.byte(markInt)
		w.int(x)
	case uint64:
		w.byte(markUint)
		w.uint(x)
	case float64:
		w.byte(markFloat)
		w.b = binary.LittleEndian.AppendUint64(w.b, math.Float64bits(x))
	case *Graph:
		w.byte(markGraph)
		w.text(w.Graph(x))
	case StaticRef:
		w.byte(markStatic)
		w.text(w.Static(x.Static))
		w.int(x.Off)
	case Undef:
		w.byte(markUndef)
	default:
		w.fail("constant", x)
	}
	w.typ(c.Typ)
}

func (w *coding) aux(aux any) {
	switch x := aux.(type) {
	case nil:
		w.byte(0)
	case int64:
		w.byte(markInt)
		w.int(x)
	case string:
		w.byte(markString)
		w.text(x)
	case *Graph:
		w.byte(markGraph)
		w.text(w.Graph(x))
	case *Signature:
		w.byte(markSignature)
		w.types(x.Params)
		w.types(x.Results)
	case *lltype.Layout:
		if w.Layout == nil {
			w.fail("aux", x)
			return
		}
		w.byte(markLayout)
		w.text(w.Layout(x))
	default:
		w.fail("aux", x)
	}
}

// A Decoder reads graphs that a Coder has written, several at a time.
type Decoder struct {
	slabs sync.Pool // *slabs: what one graph leaves is for the next
}

// Names are what graphs mention, by the names that the Coder gave it.
type Names struct {
	Graphs  map[string]*Graph
	Statics map[string]*Static
	Layouts map[string]*lltype.Layout
}

// find returns what is called name: a *Graph, a *lltype.Layout or, off bytes into it, a StaticRef, as mark says; nil if there is none.
func (n *Names) find(mark byte, name []byte, off int64) any {
	switch mark {
	case markGraph:
		if g := n.Graphs[string(name)]; g != nil {
			return g
		}
	case markLayout:
		if l := n.Layouts[string(name)]; l != nil {
			return l
		}
	case markStatic:
		if s := n.Statics[string(name)]; s != nil {
			return StaticRef{Static: s, Off: off}
		}
	}
	return nil
}

// A Body is the body of a graph that has been read. What it mentions has names only.
type Body struct {
	name               string
	attr               GraphAttr
	nextVar, nextBlock int
	start, ret         *Block
	blocks             []*Block
	ops                []named[*Op]    // with what is named as Aux: a graph or a layout
	consts             []named[*Const] // the same as Val: a graph or a static
}

// A named thing mentions another one.
type named[T any] struct {
	at   T
	name []byte
	mark byte
	off  int64 // of a StaticRef
}

var errDecode = errors.New("this is not what a graph was written as")

// Read reads what has been written as b. Positions stay unknown. It fails if b is damaged.
func (d *Decoder) Read(b []byte) (*Body, error) {
	memory, _ := d.slabs.Get().(*slabs)
	if memory == nil {
		memory = &slabs{}
	}
	defer d.slabs.Put(memory)
	r := &decoding{Body: &Body{}, slabs: memory, b: b}
	r.name = string(r.bytes())
	r.attr = GraphAttr(r.uint())
	r.nextVar, r.nextBlock = r.length(), r.length()
	if r.failed || r.nextVar > 1<<26 || r.nextBlock > 1<<26 {
		return nil, errDecode
	}
	r.byVar, r.byBlock = make([]*Var, r.nextVar+1), make([]*Block, r.nextBlock+1)
	r.start, r.ret = r.target(), r.target()
	r.Body.blocks = make([]*Block, r.count())
	for i := range r.Body.blocks {
		r.Body.blocks[i] = r.block()
	}
	if r.failed || len(r.b) > 0 {
		return nil, errDecode
	}
	return r.Body, nil
}

// Give makes x, which is not given twice, the body of g: of the graph of the same name. It fails, and leaves g alone, if something that is mentioned has no
// such name any more.
func (x *Body) Give(g *Graph, names *Names) error {
	if x.name != g.Name {
		return errDecode
	}
	for _, m := range x.ops {
		if m.at.Aux = names.find(m.mark, m.name, 0); m.at.Aux == nil {
			return errDecode
		}
	}
	for _, m := range x.consts {
		if m.at.Val = names.find(m.mark, m.name, m.off); m.at.Val == nil {
			return errDecode
		}
	}
	if g.Attr != x.attr { // others may look at it
		g.Attr = x.attr
	}
	g.NextVar, g.NextBlock = x.nextVar, x.nextBlock
	g.Start, g.Return, g.Blocks = x.start, x.ret, x.blocks
	return nil
}

// A decoding is one graph being read.
type decoding struct {
	*Body
	*slabs
	b       []byte
	failed  bool
	byVar   []*Var   // by ID
	byBlock []*Block // by ID
}

// slabs are what small things come from.
type slabs struct {
	varSlab    Slab[Var]
	opSlab     Slab[Op]
	linkSlab   Slab[Link]
	constSlab  Slab[Const]
	values     Slab[Value]
	results    Slab[*Var]
	operations Slab[*Op]
	links      Slab[*Link]
}

func (r *decoding) fail() { r.b, r.failed = nil, true }

func (r *decoding) uint() uint64 {
	n, k := binary.Uvarint(r.b)
	if k <= 0 {
		r.fail()
		return 0
	}
	r.b = r.b[k:]
	return n
}

func (r *decoding) int() int64 {
	n, k := binary.Varint(r.b)
	if k <= 0 {
		r.fail()
		return 0
	}
	r.b = r.b[k:]
	return n
}

func (r *decoding) byte() byte {
	if len(r.b) == 0 {
		r.fail()
		return 0
	}
	c := r.b[0]
	r.b = r.b[1:]
	return c
}

// length reads a number that is not negative.
func (r *decoding) length() int {
	n := r.int()
	if n < 0 || n > math.MaxInt32 {
		r.fail()
		return 0
	}
	return int(n)
}

// count reads the number of things that follow, each of which takes a byte at least.
func (r *decoding) count() int {
	n := r.length()
	if n > len(r.b) {
		r.fail()
		return 0
	}
	return n
}

func (r *decoding) bytes() []byte {
	n := r.uint()
	if n > uint64(len(r.b)) {
		r.fail()
		return nil
	}
	s := r.b[:n]
	r.b = r.b[n:]
	return s
}

func (r *decoding) text() string { return string(r.bytes()) }

// target returns the block with the number that comes next.
func (r *decoding) target() *Block {
	id := r.length()
	if id >= len(r.byBlock) {
		r.fail()
		id = 0
	}
	if r.byBlock[id] == nil {
		r.byBlock[id] = &Block{ID: id}
	}
	return r.byBlock[id]
}

func (r *decoding) block() *Block {
	b := r.target()
	b.Heat = Heat(r.byte())
	b.Args = r.define()
	b.Ops = r.operations.Take(r.count())
	for i := range b.Ops {
		b.Ops[i] = r.op()
	}
	b.Switch = r.value()
	b.Exits = r.links.Take(r.count())
	for i := range b.Exits {
		l := r.linkSlab.One()
		l.Target = r.target()
		l.Weight = uint32(r.uint())
		l.Case, _ = r.value().(*Const)
		l.Args = r.operands()
		b.Exits[i] = l
	}
	return b
}

func (r *decoding) op() *Op {
	op := r.opSlab.One()
	op.Kind = OpKind(r.uint())
	op.Into = Into(r.byte())
	op.Aux = r.aux(op)
	op.Results = r.define()
	op.Args = r.operands()
	return op
}

func (r *decoding) define() []*Var {
	list := r.results.Take(r.count())
	for i := range list {
		v := r.varSlab.One()
		v.ID = r.length()
		v.Name = r.text()
		v.Typ = r.typ()
		if v.ID >= len(r.byVar) {
			r.fail()
			v.ID = 0
		}
		r.byVar[v.ID] = v
		list[i] = v
	}
	return list
}

func (r *decoding) operands() []Value {
	list := r.values.Take(r.count())
	for i := range list {
		list[i] = r.value()
	}
	return list
}

func (r *decoding) typ() Type { return lltype.Prim(r.byte()) }

func (r *decoding) types() []Type {
	list := make([]Type, r.count())
	for i := range list {
		list[i] = r.typ()
	}
	return list
}

func (r *decoding) value() Value {
	var val any
	switch r.byte() {
	case 0:
		return nil
	case markVar:
		id := r.length()
		if id >= len(r.byVar) || r.byVar[id] == nil {
			r.fail()
			id = 0
		}
		return r.byVar[id]
	case markZero:
	case markBool:
		val = r.byte() == 1
	case markInt:
		val = r.int()
	case markUint:
		val = r.uint()
	case markFloat:
		if len(r.b) < 8 {
			r.fail()
			return nil
		}
		val = math.Float64frombits(binary.LittleEndian.Uint64(r.b))
		r.b = r.b[8:]
	case markGraph:
		k := r.constSlab.One()
		r.consts = append(r.consts, named[*Const]{at: k, name: r.bytes(), mark: markGraph})
		k.Typ = r.typ()
		return k
	case markStatic:
		k := r.constSlab.One()
		r.consts = append(r.consts, named[*Const]{at: k, name: r.bytes(), mark: markStatic, off: r.int()})
		k.Typ = r.typ()
		return k
	case markUndef:
		val = Undef{}
	default:
		r.fail()
	}
	k := r.constSlab.One()
	k.Typ, k.Val = r.typ(), val
	return k
}

func (r *decoding) aux(op *Op) any {
	switch mark := r.byte(); mark {
	case 0:
		return nil
	case markInt:
		return r.int()
	case markString:
		return r.text()
	case markGraph, markLayout:
		r.ops = append(r.ops, named[*Op]{at: op, name: r.bytes(), mark: mark})
		return nil
	case markSignature:
		return &Signature{Params: r.types(), Results: r.types()}
	}
	r.fail()
	return nil
}
