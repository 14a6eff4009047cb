package build

// This file makes graphs and globals when they are first mentioned. Graphs can be built on another processor before
// anybody asks for their bodies (ahead.go has the same for packages), and still everything gets its name and its place in
// the program's lists in the order in which bodies are asked for: what the building of a body mentions is noted with it,
// and published, in the order of the mentions, when the body is.

import (
	"fmt"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"rgo/flowgraph"
)

// A scope is who mentions something: a body that is being built or, without a task, whoever uses the program.
type scope struct {
	*program
	task *task
}

// A named is a graph or a global.
type named struct {
	graph     *flowgraph.Graph
	object    *flowgraph.Object
	base      string           // its name, which need not be unique
	parent    *flowgraph.Graph // whose name goes in front of base, or nil
	deferred  *named           // the variant that a defer statement calls, or nil
	published bool

	// For keptgraphs.go.
	variable   *types.Var    // the global
	home       *record       // the function that it is part of, or nil
	wraps      *ssa.Function // a wrapper of a method for a set of methods, or nil
	method     *types.Func   // that it stands for as a value, or nil
	inline     bool          // its body is made with that of another graph
	head, code *bodyCode
}

// front returns the scope of whoever uses the program.
func (p *program) front() scope { return scope{program: p} }

// mention notes that n is mentioned, and whether it is what has been found for the variant for defer statements.
func (s scope) mention(n *named, deferred bool) {
	if s.task != nil {
		s.task.mentions = append(s.task.mentions, mention{n, deferred})
		return
	}
	s.publish(n)
}

// publish gives n its name and puts it on the program's list, unless that has been done.
func (p *program) publish(n *named) {
	if n.published {
		return
	}
	n.published = true
	name := n.base
	if n.parent != nil {
		name = n.parent.Name + name
	}
	name = p.unique(name)
	if n.object != nil {
		n.object.Name = name
		p.out.Globals = append(p.out.Globals, n.object)
		return
	}
	n.graph.Name = name
	p.out.Graphs = append(p.out.Graphs, n.graph)
	if n.deferred != nil {
		p.publish(n.deferred)
	}
}

// unique returns name, with a number if it has been used already: types declared inside functions can lead to two
// functions of one name.
func (p *program) unique(name string) string {
	p.names[name]++
	if n := p.names[name]; n > 1 {
		return fmt.Sprintf("%s#%d", name, n)
	}
	return name
}

// locked returns what find does, with p.mu held.
func (p *program) locked(find func() *named) *named {
	p.mu.Lock()
	defer p.mu.Unlock()
	return find()
}

// graph returns the graph of fn. Asking for the deferred variant of a function that has none gives the plain one.
func (s scope) graph(fn *ssa.Function, deferred bool) *flowgraph.Graph {
	n := s.locked(func() *named {
		n := s.namedGraph(fn, deferred)
		if n.method != nil && n.home == nil && s.task != nil {
			n.home = s.task.named.home
			n.home.addInner(n)
		}
		return n
	})
	s.mention(n, deferred)
	return n.graph
}

// namedGraph is graph, mentioned by nobody. p.mu is held.
func (p *program) namedGraph(fn *ssa.Function, deferred bool) *named {
	key := variant{p.identity(fn), deferred}
	if n := p.graphs[key]; n != nil {
		return n
	}
	r := p.record(fn)
	if n := p.keptGraph(r, deferred); n != nil {
		return n
	}
	if !r.known() {
		fn = p.complete(fn)
		if fn.Synthetic != initialiser { // those are asked for before any has to be there
			p.built(fn)
		}
	}
	if deferred && !p.callsRecover(fn) {
		return p.namedGraph(fn, false)
	}
	base := p.functionName(fn)
	if deferred {
		base += "$deferred"
	}
	n := &named{graph: p.makeGraph(base, position(p.loaded.Fset, fn.Pos()), signatureOf(fn)), base: base}
	for _, fv := range fn.FreeVars {
		n.graph.Captures = append(n.graph.Captures, p.captureType(fv))
	}
	n.graph.Attr = p.directive(fn).attr
	n.graph.Doc = fn.Synthetic
	p.graphs[key] = n
	p.setHome(n, fn, r, deferred)
	if !deferred && p.callsRecover(fn) {
		n.deferred = p.namedGraph(fn, true)
		n.graph.Deferred = n.deferred.graph
	}
	p.add(n, func(s scope, body *flowgraph.Graph) error {
		return s.buildFunction(p.complete(fn), body, deferred)
	})
	return n
}

// makeGraph returns an unbuilt graph with the given parameter and result types.
func (p *program) makeGraph(name string, pos flowgraph.Pos, sig signature) *flowgraph.Graph {
	g := &flowgraph.Graph{Name: name, Pos: pos}
	for _, t := range sig.params {
		g.Params = append(g.Params, p.typ(t))
	}
	for _, t := range sig.results {
		g.Results = append(g.Results, p.typ(t))
	}
	return g
}

// newGraph returns an unbuilt graph that belongs to the one that is being built. Its name is that of the other and suffix.
func (s scope) newGraph(suffix string, pos flowgraph.Pos, sig signature) *named {
	g := s.makeGraph(s.task.body.Name+suffix, pos, sig)
	n := &named{graph: g, base: suffix, parent: s.task.graph, home: s.task.named.home}
	s.locked(func() *named {
		n.home.addInner(n)
		return nil
	})
	s.mention(n, false)
	return n
}

// method returns the graph of a method, nil if t has none of that name.
func (s scope) method(t types.Type, pkg *types.Package, name string, deferred bool) *flowgraph.Graph {
	n := s.locked(func() *named { return s.namedMethod(t, pkg, name) })
	if n == nil {
		return nil
	}
	s.mention(n, false)
	if deferred && n.deferred != nil {
		return n.deferred.graph
	}
	return n.graph
}

// namedMethod is method, mentioned by nobody. p.mu is held.
func (p *program) namedMethod(t types.Type, pkg *types.Package, name string) *named {
	if n := p.namedShape(t, pkg, name); n != nil {
		return n
	}
	sel := p.prog.MethodSets.MethodSet(t).Lookup(pkg, name)
	if sel == nil {
		return nil
	}
	if n := p.keptMethod(sel); n != nil {
		return n
	}
	fn := p.prog.MethodValue(sel)
	if fn == nil {
		return nil
	}
	return p.namedGraph(fn, false)
}

// Runtime returns the graph of a function by its full name, nil if there is none.
func (s scope) Runtime(name string) *flowgraph.Graph {
	n := s.locked(func() *named { return s.namedRuntime(name) })
	if n == nil {
		return nil
	}
	s.mention(n, false)
	return n.graph
}

// namedRuntime is Runtime, mentioned by nobody. p.mu is held.
func (p *program) namedRuntime(name string) *named {
	fn := p.runtime[name]
	if fn == nil {
		dot := strings.LastIndexByte(name, '.')
		pkg := p.paths[name[:dot]]
		if pkg == nil {
			return nil
		}
		if fn = pkg.ssa.Func(name[dot+1:]); fn == nil {
			return nil
		}
		p.runtime[name] = fn
	}
	return p.namedGraph(fn, false)
}

// global returns the object of a package-level variable.
func (s scope) global(v *ssa.Global) *flowgraph.Object {
	n := s.locked(func() *named { return s.globalOf(v.Object().(*types.Var)) })
	s.mention(n, false)
	return n.object
}

// globalOf is global, mentioned by nobody. p.mu is held.
func (p *program) globalOf(v *types.Var) *named {
	if n := p.globals[v]; n != nil {
		return n
	}
	base := p.packagePath(v.Pkg()) + "." + v.Name()
	n := &named{base: base, variable: v, object: &flowgraph.Object{
		Name:   base,
		Type:   p.typ(v.Type()),
		Global: true,
		Pos:    position(p.loaded.Fset, v.Pos()),
	}}
	p.globals[v] = n
	return n
}
