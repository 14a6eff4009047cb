package build

// This file is the front end as later stages see it: graphs by function, made on demand.

import (
	"fmt"
	"go/token"
	"go/types"
	"slices"
	"sort"
	"strings"
	"sync"

	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/types/typeutil"

	"rgo/flowgraph"
)

// program builds the graphs of one loaded program. It implements flowgraph.Source.
type program struct {
	loaded   *Loaded
	out      *flowgraph.Program
	prog     *ssa.Program
	packages map[*types.Package]*Package
	paths    map[string]*Package

	graphs    map[variant]*flowgraph.Graph
	pending   map[*flowgraph.Graph]func() error // how to build what is not built yet
	globals   map[*ssa.Global]*flowgraph.Object
	previews  map[*ssa.Function]*preview
	ahead     chan struct{}  // room for those that are being looked at
	names     map[string]int // how often each graph name has been asked for
	runtime   map[string]*ssa.Function
	recover   map[*ssa.Function]bool               // whether the function calls recover itself
	constants map[*ssa.Function]map[ssa.Value]bool // see constantVars
	mapImpl   typeutil.Map                         // *types.Map to the type of its implementation
	chanImpl  typeutil.Map                         // element type to the type of the channel's implementation
	opsImpl   typeutil.Map                         // element type to slices.Ops of it
}

// variant names a graph: a function, and whether recover works in it.
type variant struct {
	fn       *ssa.Function
	deferred bool
}

// NewProgram returns the program at stage Flow. Its graphs are known by name and type; bodies are built by its Source.
func NewProgram(l *Loaded) (*flowgraph.Program, error) {
	p := &program{
		loaded:    l,
		out:       &flowgraph.Program{Stage: flowgraph.Flow},
		prog:      l.session.prog,
		packages:  map[*types.Package]*Package{},
		paths:     map[string]*Package{},
		graphs:    map[variant]*flowgraph.Graph{},
		pending:   map[*flowgraph.Graph]func() error{},
		globals:   map[*ssa.Global]*flowgraph.Object{},
		previews:  map[*ssa.Function]*preview{},
		ahead:     make(chan struct{}, maxAhead),
		names:     map[string]int{},
		runtime:   map[string]*ssa.Function{},
		recover:   map[*ssa.Function]bool{},
		constants: map[*ssa.Function]map[ssa.Value]bool{},
	}
	p.out.Source = p
	for _, pkg := range l.Packages {
		p.packages[pkg.Types] = pkg
		p.paths[pkg.Path] = pkg
		if pkg.ssa == nil {
			pkg.ssa = p.prog.CreatePackage(pkg.Types, pkg.Files, pkg.Info, pkg.Origin != User)
			pkg.ssa.SetDebugMode(pkg.Origin == User)
		}
	}
	var building sync.WaitGroup
	for _, pkg := range l.Packages {
		building.Go(pkg.ssa.Build)
	}
	building.Wait()
	for _, pkg := range initOrder(l.Packages) {
		init := flowgraph.PackageInit{Path: pkg.Path, Graph: p.graph(pkg.ssa.Func("init"), false)}
		init.Graph.Attr |= flowgraph.Init
		for _, imp := range pkg.Imports {
			init.Imports = append(init.Imports, imp.Path)
		}
		sort.Strings(init.Imports)
		p.out.Inits = append(p.out.Inits, init)
	}
	p.runtimeGlobals()
	if err := p.entry(); err != nil {
		return nil, err
	}
	return p.out, nil
}

// initOrder returns the packages in the order of their initialisation: the program's own as the language says, always the
// first by path of those whose imports are done; the others before them, in the order of their imports.
func initOrder(list []*Package) []*Package {
	var order, own []*Package
	done := map[*Package]bool{}
	for _, p := range list {
		if p.Origin == User {
			own = append(own, p)
		} else {
			order = append(order, p)
			done[p] = true
		}
	}
	sort.SliceStable(own, func(i, j int) bool { return own[i].Path < own[j].Path })
	for len(own) > 0 {
		next := slices.IndexFunc(own, func(p *Package) bool {
			return !slices.ContainsFunc(p.Imports, func(imp *Package) bool { return !done[imp] })
		})
		order = append(order, own[next])
		done[own[next]] = true
		own = slices.Delete(own, next, next+1)
	}
	return order
}

// runtimeGlobals makes the variables of runtime packages, some of which later passes set. Others are made when a graph
// mentions them.
func (p *program) runtimeGlobals() {
	for _, pkg := range p.loaded.Packages {
		if pkg.Origin != Runtime {
			continue
		}
		for _, name := range sortedKeys(pkg.ssa.Members) {
			if v, ok := pkg.ssa.Members[name].(*ssa.Global); ok {
				p.global(v)
			}
		}
	}
}

// entry makes the graph that a translated program starts with:
//
//	runtime.Init(); every start-up function; if main.main did not return, runtime.Fatal()
//
// (where there are goroutines, scheduler.MainFailed).
//
// Initialisers that must run at start-up are inserted before the try of main.main by whoever finds that out.
func (p *program) entry() error {
	mainFn := p.loaded.Main.ssa.Func("main")
	if mainFn == nil {
		return Errors{{Pos: flowgraph.Pos{File: p.loaded.Main.Path}, Code: codeNoMain, Msg: "not a program: package " + p.loaded.Main.Types.Name() + " has no function main"}}
	}
	g := &flowgraph.Graph{Name: "rgo.entry", Doc: "entry point"}
	start, fatal := g.NewBlock(), g.NewBlock()
	g.Return = g.NewBlock()
	g.Start = start
	call := func(b *flowgraph.Block, callee *flowgraph.Graph) {
		b.Ops = append(b.Ops, &flowgraph.Op{Kind: flowgraph.OpCall, Aux: callee})
	}
	runtimeInit, runtimeFatal := p.Runtime("runtime.Init"), p.Runtime("runtime.Fatal")
	if p.loaded.session.threaded() {
		runtimeFatal = p.Runtime(pathScheduler + ".MainFailed")
	}
	if runtimeInit == nil || runtimeFatal == nil {
		return fmt.Errorf("internal error: package runtime lacks Init or Fatal")
	}
	call(start, runtimeInit)
	for _, fn := range p.startups() {
		call(start, p.graph(fn, false))
	}
	ok := g.NewVar("ok", types.Typ[types.Bool])
	start.Ops = append(start.Ops, &flowgraph.Op{Kind: flowgraph.OpTry, Aux: p.graph(mainFn, false), Results: []*flowgraph.Var{ok}})
	start.Switch = ok
	start.Exits = []*flowgraph.Link{
		{Target: g.Return, Case: flowgraph.NewConst(types.Typ[types.Bool], true)},
		{Target: fatal, Case: flowgraph.NewConst(types.Typ[types.Bool], false)},
	}
	call(fatal, runtimeFatal)
	fatal.Exits = []*flowgraph.Link{{Target: g.Return}}
	g.Relink()
	p.out.Entry = g
	p.out.Graphs = append(p.out.Graphs, g)
	return nil
}

// startups returns the functions with the directive startup, in dependency order.
func (p *program) startups() []*ssa.Function {
	var list []*ssa.Function
	for _, pkg := range p.loaded.Packages {
		var names []string
		for obj, d := range pkg.directives {
			if d.startup {
				names = append(names, obj.Name())
			}
		}
		sort.Strings(names)
		for _, name := range names {
			list = append(list, pkg.ssa.Func(name))
		}
	}
	return list
}

// Build fills in the body of g.
func (p *program) Build(g *flowgraph.Graph) (err error) {
	f := p.pending[g]
	if f == nil {
		return nil
	}
	defer func() {
		if r := recover(); r != nil {
			if e, ok := r.(*Error); ok {
				err = Errors{e}
				return
			}
			err = fmt.Errorf("internal error: building graph %s: %v", g.Name, r)
		}
	}()
	delete(p.pending, g)
	return f()
}

// Method returns the graph of a method.
func (p *program) Method(t types.Type, pkg *types.Package, name string, deferred bool) *flowgraph.Graph {
	sel := p.prog.MethodSets.MethodSet(t).Lookup(pkg, name)
	if sel == nil {
		return nil
	}
	fn := p.prog.MethodValue(sel)
	if fn == nil {
		return nil
	}
	return p.deferredOf(p.graph(fn, false), deferred)
}

// deferredOf returns g, or the variant of it that a defer statement calls.
func (p *program) deferredOf(g *flowgraph.Graph, deferred bool) *flowgraph.Graph {
	if deferred && g.Deferred != nil {
		return g.Deferred
	}
	return g
}

// Runtime returns the graph of a function by its full name, nil if there is none.
func (p *program) Runtime(name string) *flowgraph.Graph {
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
	return p.graph(fn, false)
}

// built makes sure that fn has its instructions.
func (p *program) built(fn *ssa.Function) {
	if fn.Blocks == nil && fn.Pkg != nil {
		fn.Pkg.Build()
	}
}

// directive returns the directives of fn, or of the function that it is an instance of.
func (p *program) directive(fn *ssa.Function) directive {
	if fn.Synthetic != "" && fn.Origin() == nil {
		return directive{}
	}
	if o := fn.Origin(); o != nil {
		fn = o
	}
	return p.loaded.session.directive(fn.Object(), p.packages)
}

// graph returns the graph of fn. Asking for the deferred variant of a function that has none gives the plain one.
func (p *program) graph(fn *ssa.Function, deferred bool) *flowgraph.Graph {
	key := variant{fn, deferred}
	if g := p.graphs[key]; g != nil {
		return g
	}
	p.built(fn)
	if deferred && !p.callsRecover(fn) {
		return p.graph(fn, false)
	}
	name := p.functionName(fn)
	if deferred {
		name += "$deferred"
	}
	g := p.newGraph(name, position(p.loaded.Fset, fn.Pos()), signatureOf(fn))
	for _, fv := range fn.FreeVars {
		g.Captures = append(g.Captures, p.captureType(fv))
	}
	g.Attr = p.directive(fn).attr
	g.Doc = fn.Synthetic
	p.graphs[key] = g
	p.pending[g] = func() error { return p.buildFunction(fn, g, deferred) }
	p.lookAhead(fn)
	if !deferred && p.callsRecover(fn) {
		g.Deferred = p.graph(fn, true)
	}
	return g
}

// newGraph returns an unbuilt graph of the program with the given parameter and result types.
func (p *program) newGraph(name string, pos flowgraph.Pos, sig signature) *flowgraph.Graph {
	g := &flowgraph.Graph{Name: p.unique(name), Pos: pos}
	for _, t := range sig.params {
		g.Params = append(g.Params, p.typ(t))
	}
	for _, t := range sig.results {
		g.Results = append(g.Results, p.typ(t))
	}
	p.out.Graphs = append(p.out.Graphs, g)
	return g
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

// signature is a list of parameter types, receiver first, and one of result types.
type signature struct{ params, results []types.Type }

func signatureOf(fn *ssa.Function) signature {
	var s signature
	if r := fn.Signature.Recv(); r != nil {
		s.params = append(s.params, r.Type())
	}
	for v := range fn.Signature.Params().Variables() {
		s.params = append(s.params, v.Type())
	}
	for v := range fn.Signature.Results().Variables() {
		s.results = append(s.results, v.Type())
	}
	return s
}

// callsRecover reports whether fn needs a variant for defer statements: it calls recover itself, in the body of a range
// over a function, or it is a wrapper of such a function.
func (p *program) callsRecover(fn *ssa.Function) bool {
	if r, ok := p.recover[fn]; ok {
		return r
	}
	p.recover[fn] = false // for cycles through wrappers, which do not exist
	p.built(fn)
	r := false
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			switch c := instr.(type) {
			case *ssa.Call:
				r = r || p.recoverCall(fn, &c.Call)
			case *ssa.Defer: // "defer recover()" recovers like a call of recover here
				r = r || isRecover(c.Call.Value)
			}
		}
	}
	for _, anon := range fn.AnonFuncs {
		r = r || anon.Synthetic == yieldFunction && p.callsRecover(anon)
	}
	p.recover[fn] = r
	return r
}

const yieldFunction = "range-over-func yield"

func (p *program) recoverCall(fn *ssa.Function, c *ssa.CallCommon) bool {
	if isRecover(c.Value) {
		return true
	}
	if !isWrapper(fn) {
		return false
	}
	if c.IsInvoke() {
		return true // depends on the dynamic type
	}
	callee := c.StaticCallee()
	return callee != nil && p.callsRecover(callee)
}

func isRecover(v ssa.Value) bool {
	b, ok := v.(*ssa.Builtin)
	return ok && b.Name() == "recover"
}

// isWrapper reports whether fn only calls another function, so that a defer of it is a defer of that.
func isWrapper(fn *ssa.Function) bool {
	for _, kind := range [...]string{"wrapper for ", "thunk for ", "bound method wrapper for "} {
		if strings.HasPrefix(fn.Synthetic, kind) {
			return true
		}
	}
	return false
}

// global returns the object of a package-level variable.
func (p *program) global(v *ssa.Global) *flowgraph.Object {
	if o := p.globals[v]; o != nil {
		return o
	}
	o := &flowgraph.Object{
		Name:   p.unique(p.packagePath(v.Pkg.Pkg) + "." + v.Name()),
		Type:   p.deref(v.Type()),
		Global: true,
		Pos:    position(p.loaded.Fset, v.Pos()),
	}
	p.globals[v] = o
	p.out.Globals = append(p.out.Globals, o)
	return o
}

// deref returns the type that a pointer type points to.
func (p *program) deref(t types.Type) types.Type {
	return p.typ(t.Underlying().(*types.Pointer).Elem())
}

// positionOf returns the place of pos.
func (p *program) positionOf(pos token.Pos) flowgraph.Pos { return position(p.loaded.Fset, pos) }
