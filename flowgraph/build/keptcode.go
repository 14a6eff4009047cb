package build

// This file writes the bodies of graphs as bytes, and reads them. What a body mentions stands beside the bytes, in the order of the
// mentions; so do types, as text, and strings. Variables are numbered in the order of their definition in a block.
//
// Positions are lines of a frame: a declaration of which the graph's text is part, so that it does not matter what stands before it
// in its file; or, of files that are not the program's own, whole files.

import (
	"encoding/binary"
	"errors"
	"fmt"
	"go/types"
	"math"
	"slices"

	"rgo/flowgraph"
)

var errDamaged = errors.New("a kept graph does not fit")

// A frame is a declaration that positions are relative to.
type frame struct {
	file        string
	first, last int // lines
}

// A mention is a graph or a global that a body mentions, and whether that is of the variant for defer statements.
type mention struct {
	*named
	deferred bool
}

// A bodyCode is the body of a graph, and those of the graphs that are built together with it.
type bodyCode struct {
	data     []byte
	types    []string
	strings  []string
	mentions []mention
}

// The kinds of operands and of what operations have fixed. Operands that are variables are written as their number plus numConsts.
const (
	constZero = iota
	constFalse
	constTrue
	constInt64
	constUint64
	constFloat
	constComplex
	constText
	constGraph
	constPointer
	constUndef
	numConsts
)

const (
	auxNone = iota
	auxType
	auxGraph
	auxInt
	auxName
	auxMethod
)

// A coder writes one body.
type coder struct {
	p       *program
	rec     *record
	code    bodyCode
	types   map[types.Type]int
	strings map[string]int
	graphs  map[*flowgraph.Graph]int
	objects map[*flowgraph.Object]int
	numbers []int // of the variables of a block, by ID
	bad     bool  // it cannot be written

	last  flowgraph.Pos
	frame int // of last, and the line in it
	line  int
}

// encode returns the code of a body and of the graphs made with it; ok is false if there is none.
func (p *program) encode(rec *record, body *flowgraph.Graph, mentions []mention, inline []*named) (code *bodyCode, ok bool) {
	c := p.newCoder(rec)
	defer p.keeping.coders.Put(c)
	for _, m := range mentions {
		c.mention(m)
	}
	c.graph(body)
	c.number(len(inline))
	for _, n := range inline {
		c.number(c.graphs[n.graph])
		c.graph(n.graph)
	}
	return c.finish()
}

// newCoder returns a coder, perhaps one that has been used.
func (p *program) newCoder(rec *record) *coder {
	c, _ := p.keeping.coders.Get().(*coder)
	if c == nil {
		c = &coder{types: map[types.Type]int{}, strings: map[string]int{}, graphs: map[*flowgraph.Graph]int{}, objects: map[*flowgraph.Object]int{}}
	}
	c.p, c.rec, c.bad = p, rec, false
	c.last, c.frame, c.line = flowgraph.Pos{}, -1, 0
	return c
}

// finish returns what c has written, and makes it ready for something else.
func (c *coder) finish() (code *bodyCode, ok bool) {
	code = &bodyCode{slices.Clone(c.code.data), slices.Clone(c.code.types), slices.Clone(c.code.strings), slices.Clone(c.code.mentions)}
	c.code = bodyCode{c.code.data[:0], c.code.types[:0], c.code.strings[:0], c.code.mentions[:0]}
	clear(c.types)
	clear(c.strings)
	clear(c.graphs)
	clear(c.objects)
	return code, !c.bad
}

func (c *coder) mention(m mention) {
	if m.object != nil {
		if _, ok := c.objects[m.object]; !ok {
			c.objects[m.object] = len(c.code.mentions)
			c.code.mentions = append(c.code.mentions, m)
		}
		return
	}
	if i, ok := c.graphs[m.graph]; ok {
		// Whether a function has a variant may change: then it matters which of the two was asked for.
		c.bad = c.bad || c.code.mentions[i].deferred != m.deferred
		return
	}
	c.graphs[m.graph] = len(c.code.mentions)
	c.code.mentions = append(c.code.mentions, m)
}

func (c *coder) number(n int)    { c.code.data = binary.AppendUvarint(c.code.data, uint64(n)) }
func (c *coder) signed(n int64)  { c.code.data = binary.AppendVarint(c.code.data, n) }
func (c *coder) bits(n uint64)   { c.code.data = binary.LittleEndian.AppendUint64(c.code.data, n) }
func (c *coder) float(f float64) { c.bits(math.Float64bits(f)) }

func (c *coder) str(s string) {
	i, ok := c.strings[s]
	if !ok {
		i = len(c.code.strings)
		c.strings[s] = i
		c.code.strings = append(c.code.strings, s)
	}
	c.number(i)
}

// typ writes a type, or that there is none.
func (c *coder) typ(t flowgraph.Type) {
	if t == nil {
		c.number(0)
		return
	}
	gt, ok := t.(types.Type)
	if !ok {
		c.bad = true
		return
	}
	i, ok := c.types[gt]
	if !ok {
		text, ok := c.p.typeText(gt)
		c.bad = c.bad || !ok
		i = len(c.code.types)
		c.types[gt] = i
		c.code.types = append(c.code.types, text)
	}
	c.number(i + 1)
}

func (c *coder) graphNumber(g *flowgraph.Graph) {
	i, ok := c.graphs[g]
	c.bad = c.bad || !ok
	c.number(i)
}

// graph writes the body of a graph.
func (c *coder) graph(g *flowgraph.Graph) {
	c.last, c.frame = g.Pos, -1
	vars, ops, operands, consts := 0, 0, 0, 0
	count := func(list []flowgraph.Value) {
		operands += len(list)
		for _, v := range list {
			if _, ok := v.(*flowgraph.Const); ok {
				consts++
			}
		}
	}
	for _, b := range g.Blocks {
		vars += len(b.Args)
		ops += len(b.Ops)
		for _, op := range b.Ops {
			vars += len(op.Results)
			count(op.Args)
		}
		if _, ok := b.Switch.(*flowgraph.Const); ok {
			consts++
		}
		for _, l := range b.Exits {
			count(l.Args)
			if l.Case != nil {
				consts++
			}
		}
	}
	for _, n := range [...]int{g.NextVar, g.NextBlock, len(g.Blocks), vars, ops, operands, consts} {
		c.number(n)
	}
	if len(c.numbers) < g.NextVar+1 {
		c.numbers = make([]int, g.NextVar+1)
	}
	index := make(map[*flowgraph.Block]int, len(g.Blocks))
	for i, b := range g.Blocks {
		index[b] = i
	}
	if g.Blocks[0] != g.Start || g.Blocks[len(g.Blocks)-1] != g.Return {
		c.bad = true
	}
	for _, b := range g.Blocks {
		c.block(b, index)
	}
}

func (c *coder) block(b *flowgraph.Block, index map[*flowgraph.Block]int) {
	next := 0
	define := func(list []*flowgraph.Var) {
		c.number(len(list))
		for _, v := range list {
			c.number(v.ID)
			c.str(v.Name)
			c.typ(v.Typ)
			c.numbers[v.ID] = next
			next++
		}
	}
	c.number(b.ID)
	define(b.Args)
	c.number(len(b.Ops))
	for _, op := range b.Ops {
		c.number(int(op.Kind))
		c.values(op.Args)
		define(op.Results)
		c.aux(op.Aux)
		c.pos(op.Pos)
		c.bad = c.bad || op.Into != 0
	}
	c.pos(b.Pos)
	if b.Switch == nil {
		c.number(0)
	} else {
		c.number(1)
		c.value(b.Switch)
	}
	c.number(len(b.Exits))
	for _, l := range b.Exits {
		c.number(index[l.Target])
		c.number(int(l.Weight))
		if l.Case == nil {
			c.number(0)
		} else {
			c.number(1)
			c.value(l.Case)
		}
		c.values(l.Args)
	}
}

func (c *coder) values(list []flowgraph.Value) {
	c.number(len(list))
	for _, v := range list {
		c.value(v)
	}
}

func (c *coder) value(v flowgraph.Value) {
	if x, ok := v.(*flowgraph.Var); ok {
		c.number(c.numbers[x.ID] + numConsts)
		return
	}
	k := v.(*flowgraph.Const)
	kind := func(n int) {
		c.number(n)
		c.typ(k.Typ)
	}
	switch x := k.Val.(type) {
	case nil:
		kind(constZero)
	case bool:
		if x {
			kind(constTrue)
		} else {
			kind(constFalse)
		}
	case int64:
		kind(constInt64)
		c.signed(x)
	case uint64:
		kind(constUint64)
		c.code.data = binary.AppendUvarint(c.code.data, x)
	case float64:
		kind(constFloat)
		c.float(x)
	case complex128:
		kind(constComplex)
		c.float(real(x))
		c.float(imag(x))
	case string:
		kind(constText)
		c.str(x)
	case *flowgraph.Graph:
		kind(constGraph)
		c.graphNumber(x)
	case flowgraph.Pointer:
		kind(constPointer)
		i, ok := c.objects[x.Obj]
		c.bad = c.bad || !ok
		c.number(i)
		c.number(x.Leaf)
	case flowgraph.Undef:
		kind(constUndef)
	default:
		c.bad = true
	}
}

func (c *coder) aux(x any) {
	switch x := x.(type) {
	case nil:
		c.number(auxNone)
	case types.Type:
		c.number(auxType)
		c.typ(x)
	case *flowgraph.Graph:
		c.number(auxGraph)
		c.graphNumber(x)
	case int64:
		c.number(auxInt)
		c.signed(x)
	case string:
		c.number(auxName)
		c.str(x)
	case *flowgraph.Method:
		c.number(auxMethod)
		path := ""
		if x.Pkg != nil {
			path = x.Pkg.Path()
		}
		c.str(path)
		c.str(x.Name)
		deferred := 0
		if x.Deferred {
			deferred = 1
		}
		c.number(deferred)
	default:
		c.bad = true
	}
}

// The first number of a position. What follows has the lines since the position before, or from the start of the frame, twice, plus
// one if there is a frame.
const (
	posSame = iota
	posNone
	numPos
)

func (c *coder) pos(pos flowgraph.Pos) {
	switch {
	case pos == c.last:
		c.number(posSame)
		return
	case pos.Line == 0:
		c.number(posNone)
		c.last = pos
		return
	}
	at, line, ok := c.place(pos)
	if !ok {
		c.bad = true
		return
	}
	c.last = pos
	if at != c.frame {
		c.number(int(zigzag(line))<<1 + 1 + numPos)
		c.number(at)
		c.frame = at
	} else {
		c.number(int(zigzag(line-c.line))<<1 + numPos)
	}
	c.line = line
	c.number(pos.Col)
}

func zigzag(n int) uint64   { return uint64(n<<1) ^ uint64(n>>63) }
func unzigzag(n uint64) int { return int(n>>1) ^ -int(n&1) }

// place returns the frame of a position, and the line in it: of a whole file the number of its name, behind the others.
func (c *coder) place(pos flowgraph.Pos) (frame, line int, ok bool) {
	frames := c.rec.frames
	if i := c.frame; i >= 0 && i < len(frames) && frames[i].has(pos) {
		return i, pos.Line - frames[i].first, true
	}
	for i, f := range frames {
		if f.has(pos) {
			return i, pos.Line - f.first, true
		}
	}
	if c.p.keeping.own[pos.File] {
		return 0, 0, false
	}
	i, ok := c.strings[pos.File]
	if !ok {
		i = len(c.code.strings)
		c.strings[pos.File] = i
		c.code.strings = append(c.code.strings, pos.File)
	}
	return len(frames) + i, pos.Line, true
}

func (f frame) has(pos flowgraph.Pos) bool {
	return f.file == pos.File && f.first <= pos.Line && pos.Line <= f.last
}

// A decoder reads one body. What is wrong panics with an error.
type decoder struct {
	data    []byte
	p       *program
	rec     *record
	types   []types.Type
	strings []string
	named   []*named // what is mentioned

	vars     []flowgraph.Var
	ops      []flowgraph.Op
	operands []flowgraph.Value
	results  []*flowgraph.Var
	consts   []flowgraph.Const
	defined  []*flowgraph.Var // in the block

	last  flowgraph.Pos
	frame int
	line  int
}

func (d *decoder) number() int {
	if len(d.data) > 0 && d.data[0] < 128 {
		n := int(d.data[0])
		d.data = d.data[1:]
		return n
	}
	n, size := binary.Uvarint(d.data)
	if size <= 0 {
		panic(errDamaged)
	}
	d.data = d.data[size:]
	return int(n)
}

func (d *decoder) signed() int64 {
	n, size := binary.Varint(d.data)
	if size <= 0 {
		panic(errDamaged)
	}
	d.data = d.data[size:]
	return n
}

func (d *decoder) float() float64 {
	f := math.Float64frombits(binary.LittleEndian.Uint64(d.data))
	d.data = d.data[8:]
	return f
}

func (d *decoder) str() string { return d.strings[d.number()] }

func (d *decoder) typ() flowgraph.Type {
	if n := d.number(); n > 0 {
		return d.types[n-1]
	}
	return nil
}

// all reads a body and those of the graphs made with it.
func (d *decoder) all(body *flowgraph.Graph) {
	d.graph(body)
	for range d.number() {
		d.graph(d.named[d.number()].graph)
	}
	if len(d.data) > 0 {
		panic(errDamaged)
	}
}

func (d *decoder) graph(g *flowgraph.Graph) {
	d.last, d.frame = g.Pos, -1
	g.NextVar, g.NextBlock = d.number(), d.number()
	g.Blocks = make([]*flowgraph.Block, d.number())
	vars := d.number()
	d.vars = make([]flowgraph.Var, vars)
	d.results = make([]*flowgraph.Var, vars)
	d.ops = make([]flowgraph.Op, d.number())
	d.operands = make([]flowgraph.Value, d.number())
	d.consts = make([]flowgraph.Const, d.number())
	list := make([]flowgraph.Block, len(g.Blocks))
	for i := range list {
		g.Blocks[i] = &list[i]
	}
	for i := range list {
		d.block(&list[i], g.Blocks)
	}
	g.Start, g.Return = g.Blocks[0], g.Blocks[len(g.Blocks)-1]
}

// define reads variables.
func (d *decoder) define() []*flowgraph.Var {
	n := d.number()
	if n == 0 {
		return nil
	}
	list := d.results[:n:n]
	d.results = d.results[n:]
	for i := range list {
		v := &d.vars[0]
		d.vars = d.vars[1:]
		v.ID, v.Name, v.Typ = d.number(), d.str(), d.typ()
		list[i] = v
		d.defined = append(d.defined, v)
	}
	return list
}

func (d *decoder) block(b *flowgraph.Block, blocks []*flowgraph.Block) {
	d.defined = d.defined[:0]
	b.ID = d.number()
	b.Args = d.define()
	if n := d.number(); n > 0 {
		b.Ops = make([]*flowgraph.Op, n)
		for i := range b.Ops {
			op := &d.ops[0]
			d.ops = d.ops[1:]
			op.Kind = flowgraph.OpKind(d.number())
			op.Args = d.values()
			op.Results = d.define()
			op.Aux = d.aux()
			op.Pos = d.pos()
			b.Ops[i] = op
		}
	}
	b.Pos = d.pos()
	if d.number() == 1 {
		b.Switch = d.value()
	}
	if n := d.number(); n > 0 {
		b.Exits = make([]*flowgraph.Link, n)
		links := make([]flowgraph.Link, n)
		for i := range b.Exits {
			l := &links[i]
			l.Target = blocks[d.number()]
			l.Weight = uint32(d.number())
			if d.number() == 1 {
				l.Case = d.value().(*flowgraph.Const)
			}
			l.Args = d.values()
			b.Exits[i] = l
		}
	}
}

func (d *decoder) values() []flowgraph.Value {
	n := d.number()
	if n == 0 {
		return nil
	}
	list := d.operands[:n:n]
	d.operands = d.operands[n:]
	for i := range list {
		list[i] = d.value()
	}
	return list
}

func (d *decoder) value() flowgraph.Value {
	kind := d.number()
	if kind >= numConsts {
		return d.defined[kind-numConsts]
	}
	c := &d.consts[0]
	d.consts = d.consts[1:]
	c.Typ = d.typ()
	switch kind {
	case constZero:
	case constFalse, constTrue:
		c.Val = kind == constTrue
	case constInt64:
		c.Val = d.signed()
	case constUint64:
		n, size := binary.Uvarint(d.data)
		d.data = d.data[size:]
		c.Val = n
	case constFloat:
		c.Val = d.float()
	case constComplex:
		re := d.float()
		c.Val = complex(re, d.float())
	case constText:
		c.Val = d.str()
	case constGraph:
		c.Val = d.named[d.number()].graph
	case constPointer:
		obj := d.named[d.number()].object
		c.Val = flowgraph.Pointer{Obj: obj, Leaf: d.number()}
	case constUndef:
		c.Val = flowgraph.Undef{}
	}
	return c
}

func (d *decoder) aux() any {
	switch d.number() {
	case auxNone:
		return nil
	case auxType:
		return d.typ()
	case auxGraph:
		return d.named[d.number()].graph
	case auxInt:
		return d.signed()
	case auxName:
		return d.str()
	case auxMethod:
		m := &flowgraph.Method{}
		if path := d.str(); path != "" {
			m.Pkg = d.p.typesOf(path)
		}
		m.Name = d.str()
		m.Deferred = d.number() != 0
		return m
	}
	panic(errDamaged)
}

func (d *decoder) pos() flowgraph.Pos {
	n := d.number()
	switch n {
	case posSame:
		return d.last
	case posNone:
		d.last = flowgraph.Pos{}
		return d.last
	}
	n -= numPos
	line := unzigzag(uint64(n >> 1))
	if n&1 != 0 {
		d.frame, d.line = d.number(), line
	} else {
		d.line += line
	}
	d.last = d.place(d.frame, d.line, d.number())
	return d.last
}

// place returns a position by its frame, and the line in that.
func (d *decoder) place(frame, line, col int) flowgraph.Pos {
	if frames := d.rec.frames; frame < len(frames) {
		return flowgraph.Pos{File: frames[frame].file, Line: frames[frame].first + line, Col: col}
	}
	return flowgraph.Pos{File: d.strings[frame-len(d.rec.frames)], Line: line, Col: col}
}

// damaged says what does not fit.
func damaged(what string) error { return fmt.Errorf("%w: %s", errDamaged, what) }

// The kinds of positions of graphs.
const (
	headNone = iota
	headPlace
	headMethod // a graph that stands for a method is where the method is
)

// encodeHead returns what is known of a graph without its body.
func (p *program) encodeHead(n *named) (code *bodyCode, ok bool) {
	c := p.newCoder(n.home)
	defer p.keeping.coders.Put(c)
	c.str(n.base)
	parent, deferred := 0, 0
	for i, other := range n.home.graphs {
		switch {
		case other == nil:
		case other.graph == n.parent:
			parent = i + 1
		case other == n.deferred:
			deferred = i + 1
		}
	}
	c.bad = parent == 0 && n.parent != nil || deferred == 0 && n.deferred != nil
	c.number(parent)
	c.number(deferred)
	c.str(n.graph.Doc)
	c.number(int(n.graph.Attr))
	c.headPos(n)
	for _, list := range [...][]flowgraph.Type{n.graph.Params, n.graph.Results, n.graph.Captures} {
		c.number(len(list))
		for _, t := range list {
			c.typ(t)
		}
	}
	return c.finish()
}

func (c *coder) headPos(n *named) {
	pos := n.graph.Pos
	switch {
	case pos.Line == 0:
		c.number(headNone)
		return
	case n.method != nil && n.method.Signature().Recv() != nil:
		c.number(headMethod)
		c.typ(n.method.Signature().Recv().Type())
		path := ""
		if n.method.Pkg() != nil {
			path = n.method.Pkg().Path()
		}
		c.str(path)
		c.str(n.method.Name())
		return
	}
	at, line, ok := c.place(pos)
	c.bad = c.bad || !ok
	c.number(headPlace)
	c.number(at)
	c.number(line)
	c.number(pos.Col)
}

func (d *decoder) headPos() flowgraph.Pos {
	switch d.number() {
	case headNone:
		return flowgraph.Pos{}
	case headMethod:
		t := d.typ().(types.Type)
		var pkg *types.Package
		if path := d.str(); path != "" {
			pkg = d.p.typesOf(path)
		}
		obj, _, _ := types.LookupFieldOrMethod(t, true, pkg, d.str())
		if obj == nil {
			panic(damaged("method of " + t.String()))
		}
		return d.p.positionOf(obj.Pos())
	}
	at := d.number()
	line := d.number()
	return d.place(at, line, d.number())
}

// readBody reads the body of a kept graph.
func (s scope) readBody(code []byte, body *flowgraph.Graph) {
	p, r := s.program, s.task.named.home
	p.keeping.mu.Lock()
	d, mentions := p.decoder(r, code)
	p.keeping.mu.Unlock()
	d.named = make([]*named, len(mentions))
	strings := r.kept.file.strings
	for i, m := range mentions {
		d.named[i] = p.locked(func() *named {
			switch m[0] {
			case mentionFunction, mentionVariant:
				return p.byID(strings[m[1]], m[0] == mentionVariant)
			case mentionInner:
				return r.graphs[m[1]]
			case mentionGlobal:
				return p.globalOf(p.lookup(strings[m[1]], strings[m[2]]).(*types.Var))
			}
			return p.wrapper(strings[m[1]], strings[m[2]], strings[m[3]])
		})
	}
	for _, n := range d.named {
		s.mention(n, false)
	}
	d.all(body)
}

// wrapper returns the graph of a wrapper of a method. p.mu is held.
func (p *program) wrapper(recv, path, name string) *named {
	p.keeping.mu.Lock()
	t := p.typeOfText(recv)
	p.keeping.mu.Unlock()
	var pkg *types.Package
	if path != "" {
		pkg = p.typesOf(path)
	}
	n := p.namedMethod(t, pkg, name)
	if n == nil {
		panic(damaged("method of " + t.String()))
	}
	return n
}
