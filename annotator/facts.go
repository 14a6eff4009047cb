// Package annotator infers facts about a whole program, from its entry outwards.
//
// In: a program at stage Flow whose package initialisers have run, so that Objects have their frozen content; graphs are
// built on demand through Program.Source. Out: the same graphs, now at stage Annotated, and Facts. Then holds: every
// graph in Facts.Reached is built, Program.Graphs is exactly that list, and Program.Source may be used no more except
// for graphs that are reached already. What nobody reaches does not exist for later stages.
//
// Types come from go/types; the annotator never checks them. A fact is sound for every execution, or it is not given:
// each query has a "don't know" answer that is always correct.
package annotator

import (
	"go/types"

	"golang.org/x/tools/go/types/typeutil"

	"rgo/flowgraph"
)

// A Target is one possible callee of an invoke: the method that dynamic type Type has.
type Target struct {
	Type  types.Type
	Graph *flowgraph.Graph
}

// Facts is what the annotator knows about a program.
type Facts struct {
	prog     *flowgraph.Program
	reached  []*flowgraph.Graph
	isLive   map[*flowgraph.Graph]bool
	objects  []*flowgraph.Object
	isObject map[*flowgraph.Object]bool
	dyn      *TypeSet
	taken    []*flowgraph.Graph // graphs used as function values, in order of discovery
	isTaken  map[*flowgraph.Graph]bool
	shapes   typeutil.Map // taken graphs by signature: *shape
	invokes  map[*flowgraph.Op]bool
	reason   map[*flowgraph.Graph]Reason
	impls    typeutil.Map // interface to []types.Type: the dynamic types that implement it
	methods  map[methodOf]*flowgraph.Graph
	pruned   []*flowgraph.Graph
	values   *values // nil if the value analysis was switched off
}

// A Reason says why a graph is reached: Caller mentions it at Pos.
type Reason struct {
	Caller *flowgraph.Graph // nil for the entry and for graphs that the runtime asks for
	Pos    flowgraph.Pos
	How    string // "called", "used as a value", "method of a dynamic type", "root"
}

// Reached returns every graph that can run, in a deterministic order.
func (f *Facts) Reached() []*flowgraph.Graph { return f.reached }

// Live reports whether g can run.
func (f *Facts) Live(g *flowgraph.Graph) bool { return f.isLive[g] }

// Objects returns every global and frozen object that live code can reach, in a deterministic order.
func (f *Facts) Objects() []*flowgraph.Object { return f.objects }

// DynamicTypes returns every concrete type that live code or the frozen heap puts in an interface, in a deterministic order.
func (f *Facts) DynamicTypes() []types.Type { return f.dyn.List() }

// Why returns the reason for which g was reached first. Following Caller leads to the entry.
func (f *Facts) Why(g *flowgraph.Graph) Reason { return f.reason[g] }

// Taken returns the graphs that are used as function values.
func (f *Facts) Taken() []*flowgraph.Graph { return f.taken }

// Implementers returns the dynamic types that implement interface t.
func (f *Facts) Implementers(t types.Type) []types.Type {
	if list := f.impls.At(t); list != nil {
		return list.([]types.Type)
	}
	var list []types.Type
	for _, d := range f.dyn.List() {
		if flowgraph.Implements(d, t) {
			list = append(list, d)
		}
	}
	f.impls.Set(t, list)
	return list
}

// TypesOf returns the dynamic types that interface value v can have; nil interfaces are not counted.
func (f *Facts) TypesOf(v flowgraph.Value) []types.Type {
	if f.values != nil {
		if list, ok := f.values.typesOf(v); ok {
			return list
		}
	}
	return f.Implementers(v.Type().(types.Type))
}

// CanBe reports whether dynamic type t is one of those that TypesOf(v) lists.
func (f *Facts) CanBe(v flowgraph.Value, t types.Type) bool {
	if f.values != nil {
		if can, ok := f.values.canBe(v, t); ok {
			return can
		}
	}
	return f.dyn.Has(t) && flowgraph.Implements(t, v.Type().(types.Type))
}

// InvokeTargets returns the possible callees of an invoke, one for each dynamic type its receiver can have.
func (f *Facts) InvokeTargets(op *flowgraph.Op) []Target {
	m := op.Aux.(*flowgraph.Method)
	var list []Target
	for _, t := range f.TypesOf(op.Args[0]) {
		if g := f.method(t, m); g != nil {
			list = append(list, Target{t, g})
		}
	}
	return list
}

// A methodOf is a question for the method that a dynamic type has for one of interfaces.
type methodOf struct {
	t types.Type
	m flowgraph.Method
}

func (f *Facts) method(t types.Type, m *flowgraph.Method) *flowgraph.Graph {
	key := methodOf{t, *m}
	if g, ok := f.methods[key]; ok {
		return g
	}
	var pkg *types.Package
	if m.Pkg != nil {
		pkg, _ = m.Pkg.(*types.Package)
	}
	g := f.prog.Source.Method(t, pkg, m.Name, m.Deferred)
	f.methods[key] = g
	return g
}

// Callees returns the graphs that function value v can stand for; nil functions are not counted.
func (f *Facts) Callees(v flowgraph.Value) []*flowgraph.Graph {
	if f.values != nil {
		if list, ok := f.values.calleesOf(v); ok {
			return list
		}
	}
	sig, ok := v.Type().(types.Type).Underlying().(*types.Signature)
	if !ok {
		return f.taken
	}
	return f.shapeOf(sig).taken
}

// NonNil reports whether v, a pointer, map, function or interface, is never nil.
func (f *Facts) NonNil(v flowgraph.Value) bool {
	if c, ok := v.(*flowgraph.Const); ok {
		switch c.Val.(type) {
		case flowgraph.Pointer, *flowgraph.Graph:
			return true
		}
		return false
	}
	return f.values != nil && f.values.nonNil(v)
}

// Range returns bounds of integer v, inclusive, as far as they fit in an int64; ok is false if nothing is known beyond
// v's type.
func (f *Facts) Range(v flowgraph.Value) (lo, hi int64, ok bool) {
	if c, isConst := v.(*flowgraph.Const); isConst {
		switch n := c.Val.(type) {
		case int64:
			return n, n, true
		case uint64:
			return int64(n), int64(n), n <= 1<<63-1
		}
		return 0, 0, false
	}
	if f.values == nil {
		return 0, 0, false
	}
	return f.values.rangeOf(v)
}

// A shape is what the graphs of one function type have in common.
type shape struct {
	taken    []*flowgraph.Graph // used as values
	variants bool               // some value of this type is asked for its deferred variant
}

// shapeOf returns the shape of sig; receivers and parameter names make no difference.
func (f *Facts) shapeOf(sig *types.Signature) *shape {
	plain := types.NewSignatureType(nil, nil, nil, unnamed(sig.Params()), unnamed(sig.Results()), false)
	if s := f.shapes.At(plain); s != nil {
		return s.(*shape)
	}
	s := &shape{}
	f.shapes.Set(plain, s)
	return s
}

// graphShape returns the shape of g as a function value.
func (f *Facts) graphShape(g *flowgraph.Graph) *shape {
	return f.shapeOf(types.NewSignatureType(nil, nil, nil, tuple(g.Params), tuple(g.Results), false))
}

func unnamed(t *types.Tuple) *types.Tuple {
	var list []flowgraph.Type
	for i := 0; i < t.Len(); i++ {
		list = append(list, t.At(i).Type())
	}
	return tuple(list)
}

func tuple(list []flowgraph.Type) *types.Tuple {
	var vars []*types.Var
	for _, t := range list {
		vars = append(vars, types.NewVar(0, nil, "", t.(types.Type)))
	}
	return types.NewTuple(vars...)
}
