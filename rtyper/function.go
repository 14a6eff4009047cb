package rtyper

// This file represents function values. A function value is the address of a closure object: the address of code, then
// the captured values. The code takes the parameters and, last, the function value itself. It is that of an adapter,
// which loads the captures and calls the graph; who knows the graph calls it directly.

import (
	"slices"
	"strings"

	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

// functions holds what has been made for function values.
type functions struct {
	t        *typer
	adapters map[*flowgraph.Graph]*flowgraph.Graph
	closures map[*flowgraph.Graph]*flowgraph.Static // of graphs without captures
}

func newFunctions(t *typer) *functions {
	return &functions{t: t, adapters: map[*flowgraph.Graph]*flowgraph.Graph{}, closures: map[*flowgraph.Graph]*flowgraph.Static{}}
}

// signature returns what g looked like at the flow stages.
func (t *typer) signature(g *flowgraph.Graph) signature {
	s, ok := t.sigs[g]
	if !ok {
		t.errorf(g.Pos, "internal error: %s is used, but the annotator did not reach it", g.Name)
	}
	return s
}

// adapter returns the graph whose code stands in the function values of g.
func (f *functions) adapter(g *flowgraph.Graph) *flowgraph.Graph {
	if a := f.adapters[g]; a != nil {
		return a
	}
	sig := f.t.signature(g)
	params, results := f.t.explode(sig.params), f.t.explode(sig.results)
	e := f.t.newGraph(g.Name+"$closure", append(slices.Clone(params), lltype.Ref), results)
	f.adapters[g] = e.g
	e.pos, e.g.Pos = g.Pos, g.Pos
	e.g.Doc = "code of function values"
	e.g.Attr = g.Attr & flowgraph.Together
	args := e.params()[:len(params)]
	args = append(args, e.captures(g, e.params()[len(params)])...)
	e.ret(e.call(g, args, results)...)
	finish(e.g)
	return e.g
}

// captures loads the captured values of the function value self of g.
func (e *emitter) captures(g *flowgraph.Graph, self value) []value {
	var out []value
	offs, _ := e.t.captureOffsets(g)
	for i, c := range e.t.signature(g).captures {
		out = append(out, e.load(e.t.repr(c), somewhere(self).plus(offs[i]), true)...)
	}
	return out
}

// static returns the function value of a graph without captures.
func (f *functions) static(g *flowgraph.Graph) *flowgraph.Static {
	if s := f.closures[g]; s != nil {
		return s
	}
	im := newImage(8)
	im.putCode(0, f.adapter(g))
	s := f.t.statics.add(im.static("func "+g.Name, 8))
	f.closures[g] = s
	return s
}

// frozen returns the static for a function value that a package initialiser made.
func (f *functions) frozen(v flowgraph.FuncValue) *flowgraph.Static {
	sig := f.t.signature(v.Graph)
	if len(sig.captures) == 0 {
		return f.static(v.Graph)
	}
	offs, size := f.t.captureOffsets(v.Graph)
	im := newImage(size)
	im.putCode(0, f.adapter(v.Graph))
	w := &leafWriter{t: f.t, im: im, leaves: boundLeaves(v), name: v.Graph.Name}
	for i, c := range sig.captures {
		w.value(f.t.repr(c), offs[i])
	}
	return f.t.statics.add(im.static("func "+v.Graph.Name, 8))
}

// closure makes a function value of g with captured values.
func (e *emitter) closure(g *flowgraph.Graph, captures [][]value) value {
	t := e.t
	sig := t.signature(g)
	if len(sig.captures) == 0 {
		return t.address(t.funcs.static(g), 0)
	}
	p := e.opAux(flowgraph.OpAlloc, lltype.Ref, t.layouts.closure(g))
	e.add(flowgraph.OpMemStore, int64(0), []value{p, t.code(t.funcs.adapter(g))})
	offs, _ := t.captureOffsets(g)
	for i, c := range sig.captures {
		e.store(t.repr(c), start(p).plus(offs[i]), captures[i])
	}
	return p
}

func (t *typer) code(g *flowgraph.Graph) *flowgraph.Const {
	c := t.codes[g]
	if c == nil {
		c = &flowgraph.Const{Typ: lltype.Code, Val: g}
		t.codes[g] = c
	}
	return c
}

// deferredVariant returns the graph that turns a function value of type sig into its variant for defer statements, or
// nil if it is the same for every function value that there can be.
func (t *typer) deferredVariant(callees []*flowgraph.Graph) *flowgraph.Graph {
	var list []*flowgraph.Graph
	for _, g := range callees {
		if g.Deferred != nil && t.facts.Live(g.Deferred) {
			list = append(list, g)
		}
	}
	if len(list) == 0 {
		return nil
	}
	slices.SortFunc(list, func(a, b *flowgraph.Graph) int { return strings.Compare(a.Name, b.Name) })
	names := make([]string, len(list))
	for i, g := range list {
		names[i] = g.Name
	}
	return t.helper("rgo.deferred "+strings.Join(names, " "), lltype.Ref, []flowgraph.Type{lltype.Ref}, func(e *emitter) {
		self := e.params()[0]
		nonNil := e.newBlock()
		same := e.newBlock()
		e.ifElse(e.notNil(self), nonNil, same)
		e.cur = nonNil
		code := e.opAux(flowgraph.OpMemLoad, lltype.Code, int64(0), self)
		for _, g := range list {
			found, next := e.newBlock(), e.newBlock()
			e.ifElse(e.op(flowgraph.OpPtrEq, lltype.Bool, code, t.code(t.funcs.adapter(g))), found, next)
			e.cur = found
			e.ret(e.variantOf(g, self))
			e.cur = next
		}
		e.jump(same)
		e.cur = same
		e.ret(self)
	})
}

// variantOf returns the function value of g.Deferred with the captures of self, a function value of g.
func (e *emitter) variantOf(g *flowgraph.Graph, self value) value {
	t := e.t
	sig := t.signature(g)
	captures := make([][]value, len(sig.captures))
	offs, _ := t.captureOffsets(g)
	for i, c := range sig.captures {
		captures[i] = e.load(t.repr(c), somewhere(self).plus(offs[i]), true)
	}
	return e.closure(g.Deferred, captures)
}

// helper returns the graph called name, making it with body the first time.
func (t *typer) helper(name string, result lltype.Prim, params []flowgraph.Type, body func(e *emitter)) *flowgraph.Graph {
	if g := t.helpers[name]; g != nil {
		return g
	}
	e := t.newGraph(name, params, []flowgraph.Type{result})
	t.helpers[name] = e.g
	body(e)
	finish(e.g)
	return e.g
}
