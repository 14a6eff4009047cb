package rtyper

// This file makes == of every comparable type. Types that need more than a few operations get a graph of their own,
// "equal T", which takes the variables of both values.

import (
	"go/types"

	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

// equal returns whether two values of representation r are equal.
func (e *emitter) equal(r *Repr, a, b []value) value {
	switch u := r.Type.Underlying().(type) {
	case *types.Basic:
		return e.equalBasic(u, a, b)
	case *types.Struct, *types.Array:
		if r.leafless() {
			return e.t.bool(true)
		}
		g := e.t.typeHelper("equal", r, lltype.Bool, false, func(e *emitter, vals []value) {
			n := len(vals) / 2
			e.equalAggregate(r, vals[:n], vals[n:])
		})
		return e.call(g, append(append([]value{}, a...), b...), []flowgraph.Type{lltype.Bool})[0]
	case *types.Interface:
		return e.equalInterfaces(a[0], b[0])
	}
	return e.op(flowgraph.OpPtrEq, lltype.Bool, a[0], b[0])
}

func (e *emitter) equalBasic(b *types.Basic, x, y []value) value {
	info := b.Info()
	switch {
	case info&types.IsString != 0:
		return e.equalStrings(x, y)
	case info&types.IsComplex != 0:
		return e.and(e.op(flowgraph.OpFloatEq, lltype.Bool, x[0], y[0]), e.op(flowgraph.OpFloatEq, lltype.Bool, x[1], y[1]))
	case info&types.IsFloat != 0:
		return e.op(flowgraph.OpFloatEq, lltype.Bool, x[0], y[0])
	case info&(types.IsInteger|types.IsBoolean) != 0:
		return e.op(flowgraph.OpIntEq, lltype.Bool, x[0], y[0])
	}
	return e.op(flowgraph.OpPtrEq, lltype.Bool, x[0], y[0])
}

func (e *emitter) equalStrings(x, y []value) value {
	if n, ok := constInt(x[1]); ok && n == 0 {
		return e.op(flowgraph.OpIntEq, lltype.Bool, y[1], x[1])
	}
	if n, ok := constInt(y[1]); ok && n == 0 {
		return e.op(flowgraph.OpIntEq, lltype.Bool, x[1], y[1])
	}
	params := []flowgraph.Type{lltype.Ref, lltype.Int64, lltype.Ref, lltype.Int64}
	g := e.t.helper("equal string", lltype.Bool, params, func(e *emitter) {
		p := e.params()
		same, apart := e.newBlock(), e.newBlock()
		e.branch(e.op(flowgraph.OpIntEq, lltype.Bool, p[1], p[3]),
			&flowgraph.Link{Target: same}, &flowgraph.Link{Target: e.g.Return, Args: []value{e.t.bool(false)}})
		e.cur = same // names are often the same string: that saves looking at the bytes
		e.branch(e.op(flowgraph.OpPtrEq, lltype.Bool, p[0], p[2]),
			&flowgraph.Link{Target: e.g.Return, Args: []value{e.t.bool(true)}}, &flowgraph.Link{Target: apart})
		e.cur = apart
		e.ret(e.op(flowgraph.OpMemEqual, lltype.Bool, p[0], p[2], p[1]))
	})
	return e.call(g, []value{x[0], x[1], y[0], y[1]}, []flowgraph.Type{lltype.Bool})[0]
}

// equalAggregate makes the body of the graph for a struct or array.
func (e *emitter) equalAggregate(r *Repr, a, b []value) {
	switch {
	case r.Memory && e.t.plain(r):
		e.ret(e.op(flowgraph.OpMemEqual, lltype.Bool, a[0], b[0], e.t.int(r.Size)))
	case r.elem != nil:
		e.loop(r.count, func(i value) {
			x := e.load(r.elem, e.element(somewhere(a[0]), i, r.elem), true)
			y := e.load(r.elem, e.element(somewhere(b[0]), i, r.elem), true)
			e.elseFalse(e.equal(r.elem, x, y))
		})
		e.ret(e.t.bool(true))
	default:
		s := r.Type.Underlying().(*types.Struct)
		for i, f := range r.fields {
			if s.Field(i).Name() == "_" || f.leafless() {
				continue
			}
			e.elseFalse(e.equal(f, e.fieldOf(r, a, i), e.fieldOf(r, b, i)))
		}
		e.ret(e.t.bool(true))
	}
}

// fieldOf returns the variables of field i of a struct value that never changes.
func (e *emitter) fieldOf(r *Repr, vals []value, i int) []value {
	if r.Memory {
		return e.load(r.fields[i], somewhere(vals[0]).plus(r.offsets[i]), true)
	}
	return r.fieldLeaves(vals, i)
}

// elseFalse returns false from the graph unless cond holds.
func (e *emitter) elseFalse(cond value) {
	next := e.newBlock()
	e.branch(cond, &flowgraph.Link{Target: next}, &flowgraph.Link{Target: e.g.Return, Args: []value{e.t.bool(false)}})
	e.cur = next
}

// loop emits body for each i from 0 up to n, which is positive; body must end in another block than it began, or not.
func (e *emitter) loop(n int64, body func(i value)) {
	head, after := e.newBlock(lltype.Int64), e.newBlock()
	e.jump(head, e.t.int(0))
	e.cur = head
	body(head.Args[0])
	next := e.sum(head.Args[0], e.t.int(1))
	e.branch(e.op(flowgraph.OpIntLt, lltype.Bool, next, e.t.int(n)),
		&flowgraph.Link{Target: head, Args: []value{next}}, &flowgraph.Link{Target: after})
	e.cur = after
}

// plain reports whether values of r are equal exactly if their bytes are.
func (t *typer) plain(r *Repr) bool {
	switch u := r.Type.Underlying().(type) {
	case *types.Basic:
		return u.Info()&(types.IsInteger|types.IsBoolean) != 0 || u.Kind() == types.UnsafePointer
	case *types.Pointer, *types.Chan:
		return true
	case *types.Array:
		return t.plain(r.elem)
	case *types.Struct:
		size := int64(0)
		for i, f := range r.fields {
			if u.Field(i).Name() == "_" || !t.plain(f) {
				return false
			}
			size += f.Size
		}
		return size == r.Size
	}
	return false
}

// equalInterfaces compares two interface words. If one is immediate, the other must be the same.
func (e *emitter) equalInterfaces(a, b value) value {
	g := e.t.helper("equal interface", lltype.Bool, []flowgraph.Type{lltype.Ref, lltype.Ref}, (*emitter).equalInterfacesBody)
	compare := func() value { return e.call(g, []value{a, b}, []flowgraph.Type{lltype.Bool})[0] }
	if len(e.t.dyn.immediates) == 0 {
		return compare()
	}
	objects, join := e.newBlock(), e.newBlock(lltype.Bool)
	either := e.op(flowgraph.OpIntOr, lltype.Int64, e.signedWord(a), e.signedWord(b))
	same := e.op(flowgraph.OpPtrEq, lltype.Bool, a, b)
	e.branch(e.op(flowgraph.OpIntLt, lltype.Bool, either, e.t.int(0)),
		&flowgraph.Link{Target: join, Args: []value{same}}, &flowgraph.Link{Target: objects})
	e.cur = objects
	e.jump(join, compare())
	e.cur = join
	return join.Args[0]
}

// equalInterfacesBody compares words that are not immediate: what is in them if both are boxes of one type, else the words.
func (e *emitter) equalInterfacesBody() {
	t := e.t
	a, b := e.params()[0], e.params()[1]
	same := e.newBlock()
	for _, p := range []value{a, b} {
		next := e.newBlock()
		e.ifElse(e.isNil(p), same, next)
		e.cur = next
	}
	e.switchBoxes(e.op(flowgraph.OpTypeID, lltype.Uint32, a), same, func(x *dynamic) {
		if x.immediate != nil && x.immediate.always() {
			e.add(flowgraph.OpUnreachable, nil, nil) // there are no boxes
			return
		}
		e.elseFalse(e.op(flowgraph.OpIntEq, lltype.Bool, e.op(flowgraph.OpTypeID, lltype.Uint32, b), e.t.id(x.layout.ID)))
		if !types.Comparable(x.typ) {
			e.call(t.runtime(panicUncomparable), t.string(x.text), nil)
			e.add(flowgraph.OpUnreachable, nil, nil)
			return
		}
		e.ret(e.equal(x.repr, e.load(x.repr, somewhere(a), true), e.load(x.repr, somewhere(b), true)))
	})
	e.cur = same
	e.ret(e.op(flowgraph.OpPtrEq, lltype.Bool, a, b))
}

// switchBoxes emits body for the type id of each boxed type, and goes to the block other for the rest.
func (e *emitter) switchBoxes(id value, other *block, body func(x *dynamic)) {
	from := e.cur
	for _, x := range e.t.dyn.list {
		if !x.boxed() {
			continue
		}
		b := e.newBlock()
		from.Exits = append(from.Exits, &flowgraph.Link{Target: b, Case: e.t.id(x.layout.ID)})
		e.cur = b
		body(x)
	}
	if len(from.Exits) > 0 {
		from.Switch = id
	}
	from.Exits = append(from.Exits, &flowgraph.Link{Target: other})
}

// typeHelper returns the graph that does what for values of representation r: two of them, or one and a word.
func (t *typer) typeHelper(what string, r *Repr, result lltype.Prim, one bool, body func(e *emitter, vals []value)) *flowgraph.Graph {
	m := t.helperByType[what]
	if m == nil {
		m = new(typeMap)
		t.helperByType[what] = m
	}
	if g, ok := m.At(r.Type).(*flowgraph.Graph); ok {
		return g
	}
	params := t.explode([]types.Type{r.Type})
	if one {
		params = append(params, lltype.Uint64)
	} else {
		params = append(params, params...)
	}
	name := what + " " + longName(r.Type)
	for t.helpers[name] != nil {
		name += "'"
	}
	e := t.newGraph(name, params, []flowgraph.Type{result})
	t.helpers[name] = e.g
	m.Set(r.Type, e.g)
	body(e, e.params())
	finish(e.g)
	return e.g
}
