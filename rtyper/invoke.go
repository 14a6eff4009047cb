package rtyper

// This file lowers calls through interfaces: a direct call where only one method can be meant, a switch on the type id
// for a few, and a table of code addresses, indexed by type id, for many.

import (
	"cmp"
	"go/types"
	"slices"

	"rgo/annotator"
	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

// A branchTarget is what an invoke does for one type id.
type branchTarget struct {
	id    uint32
	x     *dynamic
	graph *flowgraph.Graph
}

// receiver returns the receiver for the method, from the interface word p.
func (b branchTarget) receiver(e *emitter, p value) []value {
	switch {
	case b.x.nilLayout != nil && b.id == b.x.nilLayout.ID:
		return []value{e.t.nil()}
	case b.x.immediate != nil:
		return e.unbox(b.x, p)
	case b.x.boxed():
		return e.load(b.x.repr, somewhere(p), true)
	}
	return []value{p}
}

// branchTargets returns the targets by type id.
func (t *typer) branchTargets(list []annotator.Target) []branchTarget {
	var out []branchTarget
	for _, target := range list {
		x := t.dyn.of(target.Type)
		if x == nil {
			t.errorf(flowgraph.Pos{}, "internal error: the annotator does not know dynamic type %s", target.Type)
			continue
		}
		for _, id := range x.ids() {
			out = append(out, branchTarget{id, x, target.Graph})
		}
	}
	slices.SortFunc(out, func(a, b branchTarget) int { return cmp.Compare(a.id, b.id) })
	return out
}

func (l *lowering) invoke(op *flowgraph.Op) {
	all := l.t.facts.InvokeTargets(op)
	targets := l.t.branchTargets(all)
	l.recordInvoke(op, all, len(targets))
	l.checkNil(op.Args[0])
	p := l.one(op.Args[0])
	args := l.valuesOf(op.Args[1:])
	switch n := len(targets); {
	case n == 0:
		l.dead()
		l.newVars(op.Results)
	case n == 1:
		l.add(flowgraph.OpCall, targets[0].graph, append(targets[0].receiver(&l.emitter, p), args...), l.newVars(op.Results)...)
	case n == 2 && targets[0].x == targets[1].x:
		recv := l.unbox(targets[0].x, p)
		l.add(flowgraph.OpCall, targets[0].graph, append(recv, args...), l.newVars(op.Results)...)
	case n <= maxSwitchedTargets:
		l.invokeSwitch(op, targets, p, args)
	default:
		l.invokeTable(op, p, args)
	}
}

// invokeSwitch makes a direct call for each type id.
func (l *lowering) invokeSwitch(op *flowgraph.Op, targets []branchTarget, p value, args []value) {
	results := l.resultTypes(op)
	join := l.newBlock(results...)
	id := l.typeIDOf(op.Args[0], p)
	from := l.cur
	from.Switch = id
	from.Pos = l.pos
	for i, target := range targets {
		b := l.newBlock()
		link := &flowgraph.Link{Target: b}
		if i < len(targets)-1 { // every possible type has been named, so the last needs no test
			link.Case = l.t.id(target.id)
		}
		from.Exits = append(from.Exits, link)
		l.cur = b
		vals := l.call(target.graph, append(target.receiver(&l.emitter, p), args...), results)
		l.jump(join, vals...)
	}
	l.cur = join
	l.bindResults(op, varValues(join.Args))
}

// invokeTable calls through the table of the method.
func (l *lowering) invokeTable(op *flowgraph.Op, p value, args []value) {
	iface := flowType(op.Args[0])
	table, first := l.t.methodTable(iface, op.Aux.(*flowgraph.Method))
	id := l.convert(l.typeIDOf(op.Args[0], p), lltype.Int64)
	at := l.offset(l.t.address(table, 0), l.scale(l.difference(id, l.t.int(int64(first))), 8))
	code := l.opAux(flowgraph.OpMemLoad, lltype.Code, int64(0), at)
	sig := &flowgraph.Signature{Params: []flowgraph.Type{lltype.Ref}, Results: l.resultTypes(op)}
	for _, a := range args {
		sig.Params = append(sig.Params, a.Type())
	}
	l.add(flowgraph.OpCallCode, sig, append([]value{code, p}, args...), l.newVars(op.Results)...)
}

// resultTypes returns the low-level types of the results of op.
func (l *lowering) resultTypes(op *flowgraph.Op) []flowgraph.Type {
	var list []types.Type
	for _, r := range op.Results {
		list = append(list, r.Typ.(types.Type))
	}
	return l.t.explode(list)
}

// bindResults gives the results of op the values in vals, in order.
func (l *lowering) bindResults(op *flowgraph.Op, vals []value) {
	for _, r := range op.Results {
		n := len(l.t.reprOf(r.Typ).Leaves)
		l.set(r, vals[:n]...)
		vals = vals[n:]
	}
}

// A methodKey names a method for defer statements or other calls.
type methodKey struct {
	method flowgraph.Method
}

// methodTable returns the code of method m of interface iface for each type id from first on.
func (t *typer) methodTable(iface types.Type, m *flowgraph.Method) (table *flowgraph.Static, first uint32) {
	type entry struct {
		table *flowgraph.Static
		first uint32
	}
	all, _ := t.tables.At(iface).(map[methodKey]entry)
	if all == nil {
		all = map[methodKey]entry{}
		t.tables.Set(iface, all)
	}
	if e, ok := all[methodKey{*m}]; ok {
		return e.table, e.first
	}
	var list []annotator.Target
	pkg, _ := m.Pkg.(*types.Package)
	for _, typ := range t.facts.Implementers(iface) {
		if g := t.prog.Source.Method(typ, pkg, m.Name, m.Deferred); g != nil && t.facts.Live(g) {
			list = append(list, annotator.Target{Type: typ, Graph: g})
		}
	}
	targets := t.branchTargets(list)
	first = targets[0].id
	im := newImage(int64(targets[len(targets)-1].id-first+1) * 8)
	for _, b := range targets {
		im.putCode(int64(b.id-first)*8, t.methodCode(b))
	}
	table = t.statics.add(im.static("methods "+longName(iface)+"."+m.Name, 8))
	all[methodKey{*m}] = entry{table, first}
	return table, first
}

// methodCode returns a graph that takes the interface word as receiver.
func (t *typer) methodCode(b branchTarget) *flowgraph.Graph {
	isNil := b.x.nilLayout != nil && b.id == b.x.nilLayout.ID
	if !b.x.boxed() && !isNil {
		return b.graph
	}
	name := b.graph.Name + "$boxed"
	if isNil {
		name = b.graph.Name + "$nil"
	}
	if g := t.helpers[name]; g != nil {
		return g
	}
	sig := t.signature(b.graph)
	params := append([]flowgraph.Type{lltype.Ref}, t.explode(sig.params[1:])...)
	results := t.explode(sig.results)
	e := t.newGraph(name, params, results)
	t.helpers[name] = e.g
	e.pos, e.g.Pos = b.graph.Pos, b.graph.Pos
	e.g.Doc = "method that takes an interface word"
	e.g.Attr |= flowgraph.Together // it only looks into a box, which never changes
	args := append(b.receiver(e, e.params()[0]), e.params()[1:]...)
	e.ret(e.call(b.graph, args, results)...)
	finish(e.g)
	return e.g
}
