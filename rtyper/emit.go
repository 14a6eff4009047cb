package rtyper

// This file emits low-level operations. While a graph is being made, a variable may be used in every block that its
// definition dominates; finish (ssi.go) makes variables local to blocks again.

import (
	"fmt"
	"math"
	"slices"

	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

// Short names, since every line here uses them.
type (
	value = flowgraph.Value
	block = flowgraph.Block
)

// An emitter appends operations to the current block of a graph.
type emitter struct {
	t    *typer
	g    *flowgraph.Graph
	cur  *block
	pos  flowgraph.Pos
	cold map[string]*block // blocks that panic, by what distinguishes them
}

// newVar returns a new variable of g.
func (t *typer) newVar(g *flowgraph.Graph, name string, typ flowgraph.Type) *flowgraph.Var {
	g.NextVar++
	v := t.vars.One()
	v.ID, v.Name, v.Typ = g.NextVar, name, typ
	return v
}

// newGraph makes an empty graph with the given low-level parameters and results, and an emitter at its start.
func (t *typer) newGraph(name string, params, results []flowgraph.Type) *emitter {
	g := &flowgraph.Graph{Name: name, Params: params, Results: results, Doc: "made by the rtyper"}
	e := &emitter{t: t, g: g, cold: map[string]*block{}}
	e.cur = g.NewBlock()
	for _, p := range params {
		e.cur.Args = append(e.cur.Args, t.newVar(g, "", p))
	}
	g.Start = e.cur
	g.Return = g.NewBlock()
	for _, r := range results {
		g.Return.Args = append(g.Return.Args, t.newVar(g, "", r))
	}
	t.made = append(t.made, g)
	return e
}

// params returns the parameters of the graph as values.
func (e *emitter) params() []value { return varValues(e.g.Start.Args) }

func varValues(list []*flowgraph.Var) []value {
	out := make([]value, len(list))
	for i, v := range list {
		out[i] = v
	}
	return out
}

// add appends an operation with any number of results.
func (e *emitter) add(k flowgraph.OpKind, aux any, args []value, results ...*flowgraph.Var) {
	op := e.t.ops.One()
	*op = flowgraph.Op{Kind: k, Aux: aux, Args: e.t.values.Copy(args), Results: e.t.results.Copy(results), Pos: e.pos}
	e.cur.Ops = append(e.cur.Ops, op)
}

// last returns the operation that was appended last.
func (e *emitter) last() *flowgraph.Op { return e.cur.Ops[len(e.cur.Ops)-1] }

// op appends an operation with one result of type p.
func (e *emitter) op(k flowgraph.OpKind, p lltype.Prim, args ...value) value {
	v := e.t.newVar(e.g, "", p)
	e.add(k, nil, args, v)
	return v
}

// opAux is op with an Aux.
func (e *emitter) opAux(k flowgraph.OpKind, p lltype.Prim, aux any, args ...value) value {
	v := e.t.newVar(e.g, "", p)
	e.add(k, aux, args, v)
	return v
}

// call calls g and returns its results, which have the given types.
func (e *emitter) call(g *flowgraph.Graph, args []value, results []flowgraph.Type) []value {
	vars := make([]*flowgraph.Var, len(results))
	for i, r := range results {
		vars[i] = e.t.newVar(e.g, "", r)
	}
	e.add(flowgraph.OpCall, g, args, vars...)
	return varValues(vars)
}

// newBlock returns a new block with arguments of the given types.
func (e *emitter) newBlock(args ...flowgraph.Type) *block {
	b := e.g.NewBlock()
	for _, a := range args {
		b.Args = append(b.Args, e.t.newVar(e.g, "", a))
	}
	b.Pos = e.pos
	return b
}

// jump ends the current block.
func (e *emitter) jump(to *block, args ...value) {
	e.cur.Exits = []*flowgraph.Link{{Target: to, Args: slices.Clone(args)}}
}

// branch ends the current block with two exits.
func (e *emitter) branch(cond value, yes, no *flowgraph.Link) {
	e.cur.Switch = cond
	e.cur.Pos = e.pos
	yes.Args, no.Args = slices.Clone(yes.Args), slices.Clone(no.Args)
	yes.Case, no.Case = e.t.bool(true), e.t.bool(false)
	e.cur.Exits = []*flowgraph.Link{yes, no}
}

// ifElse is branch to blocks without arguments.
func (e *emitter) ifElse(cond value, yes, no *block) {
	e.branch(cond, &flowgraph.Link{Target: yes}, &flowgraph.Link{Target: no})
}

// require goes on in a new block if cond holds, and else to the block bad.
func (e *emitter) require(cond value, bad *block, args ...value) {
	next := e.newBlock()
	e.branch(cond, &flowgraph.Link{Target: next, Weight: likely}, &flowgraph.Link{Target: bad, Args: args, Weight: unlikely})
	e.cur = next
}

// ret ends the current block by returning.
func (e *emitter) ret(results ...value) { e.jump(e.g.Return, results...) }

// at emits into block b for the time that f takes.
func (e *emitter) at(b *block, f func()) {
	cur := e.cur
	e.cur = b
	f()
	e.cur = cur
}

// dead ends the current block where control never gets, and goes on in a block that nothing reaches.
func (e *emitter) dead() {
	e.add(flowgraph.OpUnreachable, nil, nil)
	e.cur = e.newBlock()
}

// panicBlock returns the block, one for a graph, that calls a panic function of the runtime. Its arguments have the
// types given; order, if not nil, makes the arguments of the call of them. key tells blocks of one function apart.
func (e *emitter) panicBlock(name, key string, args []flowgraph.Type, order func([]value) []value) *block {
	key = name + " " + key
	if b := e.cold[key]; b != nil {
		return b
	}
	b := e.newBlock(args...)
	e.cold[key] = b
	e.at(b, func() {
		vals := varValues(b.Args)
		if order != nil {
			vals = order(vals)
		}
		e.call(e.t.runtime(name), vals, nil)
		e.add(flowgraph.OpUnreachable, nil, nil)
	})
	return b
}

// boundsBlock returns the block for a panic about bound i, which was unsigned or not, against n. Its arguments are i and n.
func (e *emitter) boundsBlock(name string, unsigned bool) *block {
	key := "signed"
	if unsigned {
		key = "unsigned"
	}
	return e.panicBlock(name, key, []flowgraph.Type{lltype.Int64, lltype.Int64}, func(a []value) []value {
		return []value{a[0], e.t.bool(unsigned), a[1]}
	})
}

// Constants.

func (t *typer) constant(p lltype.Prim, val any) *flowgraph.Const {
	key := constKey{form: uint64(p) << 8}
	switch x := val.(type) {
	case nil:
	case flowgraph.Undef:
		key.form |= 1
	case bool:
		key.form |= 2
		if x {
			key.bits = 1
		}
	case int64:
		key.form |= 3
		key.bits = uint64(x)
	case uint64:
		key.form |= 4
		key.bits = x
	case float64: // not equal to itself, or equal to another
		key.form |= 5
		key.bits = math.Float64bits(x)
	default:
		panic(fmt.Sprintf("rtyper: constant of kind %T", val))
	}
	if c := t.consts[key]; c != nil {
		return c
	}
	c := &flowgraph.Const{Typ: p, Val: val}
	t.consts[key] = c
	return c
}

func (t *typer) int(n int64) *flowgraph.Const   { return t.constant(lltype.Int64, n) }
func (t *typer) uint(n uint64) *flowgraph.Const { return t.constant(lltype.Uint64, n) }
func (t *typer) id(n uint32) *flowgraph.Const   { return t.constant(lltype.Uint32, uint64(n)) }
func (t *typer) bool(b bool) *flowgraph.Const   { return t.constant(lltype.Bool, b) }
func (t *typer) nil() *flowgraph.Const          { return t.constant(lltype.Ref, nil) }
func (t *typer) address(s *flowgraph.Static, off int64) *flowgraph.Const {
	ref := flowgraph.StaticRef{Static: s, Off: off}
	c := t.places[ref]
	if c == nil {
		c = &flowgraph.Const{Typ: lltype.Ref, Val: ref}
		t.places[ref] = c
	}
	return c
}

// zero returns the zero value of p.
func (t *typer) zero(p lltype.Prim) *flowgraph.Const {
	switch {
	case p == lltype.Bool:
		return t.bool(false)
	case p.IsSigned():
		return t.constant(p, int64(0))
	case p.IsInt():
		return t.constant(p, uint64(0))
	case p.IsFloat():
		return t.constant(p, float64(0))
	}
	return t.constant(p, nil)
}

// zeros returns the zero value of r.
func (t *typer) zeros(r *Repr) []value {
	out := make([]value, len(r.Leaves))
	for i, l := range r.Leaves {
		if l.Inline != nil {
			out[i] = t.address(t.statics.zeroes(l.Inline.Size), 0)
		} else {
			out[i] = t.zero(l.Prim)
		}
	}
	return out
}

// prim returns the type of a low-level value.
func prim(v value) lltype.Prim { return v.Type().(lltype.Prim) }

// constInt returns the number that v is, if it is a constant.
func constInt(v value) (int64, bool) {
	c, ok := v.(*flowgraph.Const)
	if !ok {
		return 0, false
	}
	switch n := c.Val.(type) {
	case int64:
		return n, true
	case uint64:
		return int64(n), true
	}
	return 0, false
}

// Common operations, which fold what is constant.

// convert converts integer v to integer type p.
func (e *emitter) convert(v value, p lltype.Prim) value {
	if prim(v) == p {
		return v
	}
	if n, ok := constInt(v); ok && p.Size() == 8 {
		if p.IsSigned() {
			return e.t.constant(p, n)
		}
		return e.t.constant(p, uint64(n))
	}
	return e.op(flowgraph.OpConvert, p, v)
}

// sum returns a + b, both Signed.
func (e *emitter) sum(a, b value) value {
	x, xok := constInt(a)
	y, yok := constInt(b)
	switch {
	case xok && yok:
		return e.t.int(x + y)
	case xok && x == 0:
		return b
	case yok && y == 0:
		return a
	}
	return e.op(flowgraph.OpIntAdd, lltype.Int64, a, b)
}

func (e *emitter) difference(a, b value) value {
	x, xok := constInt(a)
	y, yok := constInt(b)
	switch {
	case xok && yok:
		return e.t.int(x - y)
	case yok && y == 0:
		return a
	}
	return e.op(flowgraph.OpIntSub, lltype.Int64, a, b)
}

// scale returns a * n.
func (e *emitter) scale(a value, n int64) value {
	if x, ok := constInt(a); ok {
		return e.t.int(x * n)
	}
	if n == 1 {
		return a
	}
	return e.op(flowgraph.OpIntMul, lltype.Int64, a, e.t.int(n))
}

// offset returns the address p + n.
func (e *emitter) offset(p value, n value) value {
	if x, ok := constInt(n); ok {
		if x == 0 {
			return p
		}
		if c, ok := p.(*flowgraph.Const); ok {
			if s, ok := c.Val.(flowgraph.StaticRef); ok {
				return e.t.address(s.Static, s.Off+x)
			}
		}
	}
	return e.op(flowgraph.OpPtrAdd, prim(p), p, n)
}

// selects returns one of two values, leaf by leaf.
func (e *emitter) selects(cond value, a, b []value) []value {
	out := make([]value, len(a))
	for i := range a {
		out[i] = e.choose(cond, a[i], b[i])
	}
	return out
}

func (e *emitter) choose(cond, a, b value) value {
	if a == b {
		return a
	}
	if c, ok := cond.(*flowgraph.Const); ok {
		if c.Val == true {
			return a
		}
		return b
	}
	return e.op(flowgraph.OpSelect, prim(a), cond, a, b)
}

// and returns a && b of two computed truth values.
func (e *emitter) and(a, b value) value {
	switch {
	case a == e.t.bool(true):
		return b
	case b == e.t.bool(true):
		return a
	}
	return e.choose(a, b, e.t.bool(false))
}

func (e *emitter) isNil(p value) value  { return e.op(flowgraph.OpPtrEq, lltype.Bool, p, e.t.nil()) }
func (e *emitter) notNil(p value) value { return e.op(flowgraph.OpPtrNe, lltype.Bool, p, e.t.nil()) }

// below reports whether a < b as unsigned words; both are 64-bit integers.
func (e *emitter) below(a, b value) value {
	return e.op(flowgraph.OpIntLt, lltype.Bool, e.convert(a, lltype.Uint64), e.convert(b, lltype.Uint64))
}

// notAbove reports whether a <= b as unsigned words.
func (e *emitter) notAbove(a, b value) value {
	return e.op(flowgraph.OpIntLe, lltype.Bool, e.convert(a, lltype.Uint64), e.convert(b, lltype.Uint64))
}
