package rtyper

// This file lowers graphs: it walks over the flow operations of each block and emits low-level ones. What an operation
// becomes is in the files named after families of types, lower_*.go.

import (
	"go/types"
	"slices"

	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

// A lowering lowers one graph.
type lowering struct {
	emitter
	vals   []lowered               // by ID of the flow variable
	known  map[check]bool          // checks that hold in the current flow block
	ids    map[value]value         // type ids of interface words loaded in the current flow block
	flow   *block                  // the current flow block
	uses   blockUses               // of the current flow block
	adds   *appends                // of the current flow block
	rooted map[*flowgraph.Var]bool // slices and addresses of elements: see rooted.go
}

// lowered is what a flow variable has become. Addresses inside objects, and values still lying in memory, are made
// into variables only where somebody needs them as such.
type lowered struct {
	vals []value
	// at is set if vals is not: for a pointer, its value; with lazy set, the memory that holds the variable's value,
	// which does not change up to the variable's last use.
	at      address
	lazy    bool
	nonNil  bool // pointers and interfaces
	pending bool // at counts
	defined bool
}

// A check is a condition that has been established.
type check struct {
	kind string
	a, b value
}

// lowerGraph rewrites g, which is to be finished.
func (t *typer) lowerGraph(g *flowgraph.Graph) {
	sig := t.sigs[g]
	l := &lowering{
		emitter: emitter{t: t, g: g, cold: map[string]*block{}},
		vals:    t.roomFor(g.NextVar + 1),
		known:   map[check]bool{},
		ids:     map[value]value{},
		rooted:  findRooted(g),
	}
	old := g.Blocks
	blocks := g.NextBlock
	g.NextVar, g.NextBlock = 0, 0
	target := make([]*block, blocks+1) // by ID of the flow block
	for _, b := range old {
		n := g.NewBlock()
		target[b.ID] = n
		for _, a := range b.Args {
			r := t.reprOf(a.Typ)
			vals := t.values.Take(len(r.Leaves))
			n.Args = slices.Grow(n.Args, len(r.Leaves))
			for i, leaf := range r.Leaves {
				v := t.newVar(g, leafName(a.Name, leaf.Suffix), leaf.Prim)
				vals[i] = v
				n.Args = append(n.Args, v)
			}
			l.vals[a.ID] = lowered{defined: true, vals: vals, nonNil: l.factNonNil(a)}
		}
	}
	start, ret := g.Start, g.Return
	for _, b := range old {
		if b == ret {
			continue
		}
		l.cur = target[b.ID]
		clear(l.known)
		clear(l.ids)
		l.flow = b
		l.uses = blockUses{block: b}
		l.adds = t.findAppends(b)
		for i, op := range b.Ops {
			l.pos = op.Pos
			l.lower(i, op)
		}
		l.pos = b.Pos
		l.exits(b, target)
	}
	g.Start, g.Return = target[start.ID], target[ret.ID]
	g.Params, g.Results, g.Captures = t.explode(sig.params), t.explode(sig.results), t.explode(sig.captures)
}

// roomFor returns n zeros, in the place of those that the graph before had.
func (t *typer) roomFor(n int) []lowered {
	t.room = slices.Grow(t.room[:0], n)[:n]
	clear(t.room)
	return t.room
}

// factNonNil asks the annotator whether pointer or interface v can be nil.
func (l *lowering) factNonNil(v value) bool {
	switch v.Type().(types.Type).Underlying().(type) {
	case *types.Pointer, *types.Interface, *types.Map, *types.Signature, *types.Chan:
		return l.t.facts.NonNil(v)
	}
	return false
}

func leafName(name, suffix string) string {
	if name == "" || suffix == "" || suffix == "_" {
		return name
	}
	return name + "_" + suffix
}

// exits lowers the end of a block.
func (l *lowering) exits(b *block, target []*block) {
	if len(b.Exits) == 0 {
		return
	}
	args := make([][]value, len(b.Exits))
	for i, link := range b.Exits {
		args[i] = l.valuesOf(link.Args)
	}
	if b.Switch != nil {
		l.cur.Switch = l.one(b.Switch)
	}
	l.cur.Pos = b.Pos
	l.cur.Exits = slices.Grow(l.cur.Exits, len(b.Exits))
	for i, link := range b.Exits {
		n := &flowgraph.Link{Args: args[i], Target: target[link.Target.ID], Weight: link.Weight}
		if link.Case != nil {
			n.Case = l.t.constValues(link.Case)[0].(*flowgraph.Const)
		}
		l.cur.Exits = append(l.cur.Exits, n)
	}
}

// values returns the variables of v.
func (l *lowering) values(v value) []value {
	x, ok := v.(*flowgraph.Var)
	if !ok {
		return l.t.constValues(v.(*flowgraph.Const))
	}
	w := l.vals[x.ID]
	switch {
	case !w.defined:
		l.t.errorf(l.pos, "internal error: %s: %s is used before its definition", l.g.Name, v)
		w.vals = l.t.zeros(l.t.reprOf(x.Typ))
	case !w.pending:
		return w.vals
	case w.lazy:
		r := l.t.reprOf(x.Typ)
		w.vals = l.load(r, w.at, false)
	default:
		w.vals = []value{l.pointer(w.at)}
	}
	w.pending = false
	l.vals[x.ID] = w
	return w.vals
}

// one returns the only variable of v.
func (l *lowering) one(v value) value { return l.values(v)[0] }

// valuesOf returns the variables of all operands, in order.
func (l *lowering) valuesOf(list []value) []value {
	if len(list) == 0 {
		return nil
	}
	out := make([]value, 0, len(list))
	for _, v := range list {
		out = append(out, l.values(v)...)
	}
	return out
}

// set gives flow variable v its low-level values.
func (l *lowering) set(v *flowgraph.Var, vals ...value) {
	for i, leaf := range l.t.reprOf(v.Typ).Leaves {
		if x, ok := vals[i].(*flowgraph.Var); ok && x.Name == "" {
			x.Name = leafName(v.Name, leaf.Suffix)
		}
	}
	l.vals[v.ID] = lowered{defined: true, vals: vals, nonNil: l.factNonNil(v)}
}

// setNonNil is set for a pointer that is not nil.
func (l *lowering) setNonNil(v *flowgraph.Var, p value) {
	l.set(v, p)
	w := l.vals[v.ID]
	w.nonNil = true
	l.vals[v.ID] = w
}

// setAddress gives pointer v its value, which is not nil.
func (l *lowering) setAddress(v *flowgraph.Var, a address) {
	l.vals[v.ID] = lowered{defined: true, at: a, pending: true, nonNil: true}
}

// newVars makes variables for the flow variables list and binds them.
func (l *lowering) newVars(list []*flowgraph.Var) []*flowgraph.Var {
	if len(list) == 0 {
		return nil
	}
	out := make([]*flowgraph.Var, 0, len(list))
	for _, v := range list {
		r := l.t.reprOf(v.Typ)
		vals := l.t.values.Take(len(r.Leaves))
		for i, leaf := range r.Leaves {
			n := l.t.newVar(l.g, "", leaf.Prim)
			vals[i] = n
			out = append(out, n)
		}
		l.set(v, vals...)
	}
	return out
}

// flowType returns the Go type of a flow value.
func flowType(v value) types.Type { return v.Type().(types.Type) }

// isNonNil reports whether pointer, function or interface v is known not to be nil here.
func (l *lowering) isNonNil(v value) bool {
	switch v := v.(type) {
	case *flowgraph.Var:
		w := l.vals[v.ID]
		return w.nonNil || !w.pending && len(w.vals) == 1 && l.known[check{kind: "nil", a: w.vals[0]}]
	case *flowgraph.Const:
		switch x := v.Val.(type) {
		case flowgraph.Pointer:
			return x.Obj != nil
		case *flowgraph.Graph:
			return true
		}
	}
	return false
}

// checkNil panics if v is nil.
func (l *lowering) checkNil(v value) {
	if l.isNonNil(v) {
		l.recordNil(v, false)
		return
	}
	l.recordNil(v, true)
	p := l.one(v)
	l.require(l.notNil(p), l.panicBlock(panicNil, "", nil, nil))
	l.known[check{kind: "nil", a: p}] = true
}

// addressOf returns the address that pointer v is.
func (l *lowering) addressOf(v value) address {
	if x, ok := v.(*flowgraph.Var); ok {
		if w := l.vals[x.ID]; w.pending && !w.lazy {
			return w.at
		}
	}
	a := somewhere(l.one(v))
	if p, ok := flowType(v).Underlying().(*types.Pointer); ok {
		a.whole = l.t.dyn.interior.At(p.Elem()) == nil
	}
	return a
}

// checkedAddress is addressOf after a check that v is not nil.
func (l *lowering) checkedAddress(v value) address {
	l.checkNil(v)
	return l.addressOf(v)
}

// checkIndex panics if index i, of any integer type, is not below n. It returns the index as Signed.
func (l *lowering) checkIndex(i value, n value) value {
	old := i
	i = l.one(i)
	unsigned := prim(i) == lltype.Uint64
	x := l.convert(i, lltype.Int64)
	if k, ok := constInt(x); ok {
		if m, ok := constInt(n); ok && 0 <= k && k < m {
			l.recordIndex(old, n, "index and length are constant")
			return x
		}
	}
	lo, hi, ok := l.t.facts.Range(old)
	if m, isConst := constInt(n); ok && isConst && lo >= 0 && hi < m {
		l.recordIndex(old, n, "the index is in range, as the annotator found")
		return x
	}
	c := check{"index", x, n}
	if l.known[c] {
		l.recordIndex(old, n, "the same index has been checked before")
		return x
	}
	l.recordIndex(old, n, "")
	bad := l.boundsBlock(panicIndex, unsigned)
	var good value
	if ok && lo >= 0 {
		good = l.op(flowgraph.OpIntLt, lltype.Bool, x, n)
	} else {
		good = l.below(x, n)
	}
	l.require(good, bad, x, n)
	l.known[c] = true
	return x
}

// lower lowers operation number i of the current flow block.
func (l *lowering) lower(i int, op *flowgraph.Op) {
	f := lowerers[op.Kind]
	if f == nil {
		l.t.errorf(op.Pos, "internal error: %s: operation %s has no low-level form", l.g.Name, op.Kind)
		l.newVars(op.Results)
		return
	}
	l.uses.now = i
	if l.adds.parts[op] {
		l.skipPart(op)
	} else if site := l.adds.sites[op]; site != nil {
		l.appendElements(op, site)
	} else {
		f(l, op)
	}
}
