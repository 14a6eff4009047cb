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
	keeping  *keeping // nil: graphs are not kept

	names map[string]int // how often each graph name has been asked for

	mu      sync.Mutex // for what follows
	graphs  map[variant]*named
	globals map[*types.Var]*named
	tasks   map[*flowgraph.Graph]*task // to build what is not built yet
	runtime map[string]*ssa.Function
	recover map[*ssa.Function]bool // whether the function calls recover itself
	ahead   queue

	capturesMu sync.Mutex
	constants  map[*ssa.Function]map[ssa.Value]bool // see constantVars

	typesMu  sync.Mutex
	mapImpl  typeutil.Map // *types.Map to the type of its implementation
	shapes   typeutil.Map // type to the methods that package fmt asks for, by name; mu is for it
	chanImpl typeutil.Map // element type to the type of the channel's implementation
	opsImpl  typeutil.Map // element type to slices.Ops of it
}

// variant names a graph: the identity of a function, and whether recover works in it.
type variant struct {
	fn       any
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
		graphs:    map[variant]*named{},
		globals:   map[*types.Var]*named{},
		tasks:     map[*flowgraph.Graph]*task{},
		names:     map[string]int{},
		runtime:   map[string]*ssa.Function{},
		recover:   map[*ssa.Function]bool{},
		constants: map[*ssa.Function]map[ssa.Value]bool{},
	}
	p.out.Source = p
	l.program = p
	l.session.building.Wait()
	if k := l.keeping; k != nil && k.worth {
		p.keeping = k
		k.second = sync.OnceValue(p.makeSecond)
	}
	for _, pkg := range l.Packages {
		p.packages[pkg.Types] = pkg
		p.paths[pkg.Path] = pkg
		l.session.create(pkg)
	}
	// Whoever asks for a function waits for its package: the initialisers of what others import run meanwhile.
	for _, pkg := range l.Packages {
		if pkg.wanted() {
			l.session.building.Go(pkg.ssa.Build)
		}
	}
	for _, pkg := range initOrder(l.Packages) {
		init := flowgraph.PackageInit{Path: pkg.Path, Graph: p.front().graph(pkg.ssa.Func("init"), false)}
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

// create makes the functions of pkg known, without their instructions. No package is being built.
func (s *Session) create(pkg *Package) {
	if pkg.ssa == nil {
		files, info := pkg.sparse()
		pkg.ssa = s.prog.CreatePackage(pkg.Types, files, info, pkg.Origin != User)
		pkg.ssa.SetDebugMode(pkg.Origin == User)
	}
}

// buildAhead begins to build the functions of all packages that have been loaded. It does so once, since no package can be created
// before that is done.
func (l *loader) buildAhead() {
	if l.begun || l.keeping != nil && l.keeping.hasOld() {
		return
	}
	l.begun = true
	var list []*Package
	for _, packages := range []map[string]*Package{l.packages, l.user} {
		for _, path := range sortedKeys(packages) {
			if pkg := packages[path]; pkg.Types != nil && pkg.ssa == nil {
				l.create(pkg)
				list = append(list, pkg)
			}
		}
	}
	for _, pkg := range list {
		l.building.Go(pkg.ssa.Build)
	}
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
	front := p.front()
	for _, pkg := range p.loaded.Packages {
		if pkg.Origin != Runtime {
			continue
		}
		for _, name := range sortedKeys(pkg.ssa.Members) {
			if v, ok := pkg.ssa.Members[name].(*ssa.Global); ok {
				front.global(v)
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
		call(start, p.front().graph(fn, false))
	}
	ok := g.NewVar("ok", types.Typ[types.Bool])
	start.Ops = append(start.Ops, &flowgraph.Op{Kind: flowgraph.OpTry, Aux: p.front().graph(mainFn, false), Results: []*flowgraph.Var{ok}})
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
func (p *program) Build(g *flowgraph.Graph) error {
	p.mu.Lock()
	t := p.tasks[g]
	delete(p.tasks, g)
	p.mu.Unlock()
	if t == nil {
		return nil
	}
	t.run()
	for _, m := range t.mentions {
		p.publish(m.named)
	}
	if t.err != nil {
		return t.err
	}
	g.Start, g.Return, g.Blocks, g.NextVar, g.NextBlock = t.body.Start, t.body.Return, t.body.Blocks, t.body.NextVar, t.body.NextBlock
	return nil
}

// Method returns the graph of a method.
func (p *program) Method(t types.Type, pkg *types.Package, name string, deferred bool) *flowgraph.Graph {
	return p.front().method(t, pkg, name, deferred)
}

// Runtime returns the graph of a function by its full name, nil if there is none.
func (p *program) Runtime(name string) *flowgraph.Graph { return p.front().Runtime(name) }

// initialiser is what go/ssa says of the function that initialises a package.
const initialiser = "package initializer"

// built makes sure that fn has its instructions, and so has what they mention of functions that belong to no package.
func (p *program) built(fn *ssa.Function) {
	if fn.Pkg != nil {
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
	if fn.Parent() == nil {
		return p.loaded.session.directive(fn.Object(), p.packages)
	}
	// Function literals are marked as the function or variable around them is.
	outer := fn
	for outer.Parent() != nil {
		outer = outer.Parent()
	}
	if outer.Synthetic != "" && outer.Origin() == nil {
		if outer.Pkg == nil {
			return directive{}
		}
		return literalDirective(p.packages[outer.Pkg.Pkg], fn.Pos())
	}
	return directive{attr: p.directive(outer).attr & flowgraph.Together}
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
// over a function, or it is a wrapper of such a function. p.mu is held.
func (p *program) callsRecover(fn *ssa.Function) bool {
	if fn.Synthetic == initialiser {
		return false // nobody defers it
	}
	if r, ok := p.recover[fn]; ok {
		return r
	}
	if r := p.record(fn); r.known() {
		return r.recovers
	}
	fn = p.complete(fn)
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

// deref returns the type that a pointer type points to.
func (p *program) deref(t types.Type) types.Type {
	return p.typ(t.Underlying().(*types.Pointer).Elem())
}

// positionOf returns the place of pos.
func (p *program) positionOf(pos token.Pos) flowgraph.Pos { return position(p.loaded.Fset, pos) }
