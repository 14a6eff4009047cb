package build

// This file keeps the graphs of functions from one translation to the next, so that after a change go/ssa need build only the
// functions that have changed, and the builder only their graphs. A record is one function, with all that is inside of it;
// graphkeys.go says when it still holds. Everything is type-checked all the same, so what is wrong with a program, and the
// order in which it is initialised, come from the program as it is.
//
// What a graph mentions it names, and the names are looked up in the program as it is when the body is asked for. So a kept
// graph leads to the same mentions in the same order as one that is built, and later stages cannot tell them apart.
//
// A function of which no record holds is built. A package gets to go/ssa without the bodies of all the others; should one of
// them, which nobody has mentioned before, be needed after all, its package is built a second time, whole.

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/ssa"

	"rgo/flowgraph"
)

// Graphs says where the graphs of a program are kept. The zero value keeps none.
type Graphs struct {
	File  string // made and replaced as needed
	Key   string // identifies the translator and all options that graphs depend on
	Least int    // bytes of source from which a program is worth a file, what is not its own left out
}

// A keeping is what is known of the graphs of one program.
type keeping struct {
	where  Graphs
	old    *keptFile           // nil: none
	read   chan struct{}       // closed when old is known
	own    map[string]bool     // files of the program's own packages
	names  map[string]digest   // what functions depend on by name
	second func() *ssa.Program // the program without anything left out

	functions map[string]*function // by identity
	stubs     bool                 // the type checker may see stubs
	prepared  bool                 // prepare has done all
	stubbed   bool                 // it has seen some
	worth     bool                 // graphs are kept: all has been found, and the program is large or they have been before

	// program.mu is for these.
	records map[string]*record
	ids     map[*ssa.Function]any // see program.identity

	mu    sync.Mutex // for what follows
	types map[string]types.Type
	texts map[types.Type]string

	coders sync.Pool
}

// A record is a function, with its graphs as far as there are any. program.mu is for it.
type record struct {
	id       string
	fn       *function // the function, or the generic one of which it is an instance
	instance bool
	packages []string // of which it depends on the declarations
	recovers bool     // it calls recover itself
	kept     *keptRecord
	frames   []frame
	bad      bool // cannot be kept

	// The graph of the function; that for defer statements, or nil; and those of what is inside of it.
	graphs []*named
}

// startKeeping begins to read what is kept.
func startKeeping(where Graphs, stubs bool) *keeping {
	k := &keeping{
		where: where, stubs: stubs, read: make(chan struct{}), records: map[string]*record{}, own: map[string]bool{}, ids: map[*ssa.Function]any{},
		types: map[string]types.Type{}, texts: map[types.Type]string{},
	}
	go func() {
		defer close(k.read)
		k.old = readKept(where)
	}()
	return k
}

// hasOld waits until it is known what is kept, and reports whether that is anything.
func (k *keeping) hasOld() bool {
	<-k.read
	return k.old != nil
}

// prepare finds the records that hold, as far as the text of the program says, and has the type checker see stubs of the functions
// that they are about. Nothing has been type-checked.
func (k *keeping) prepare(r *reader, fset *token.FileSet) {
	if !k.hasOld() {
		return
	}
	packages := map[string]*Package{}
	for path, read := range r.all() {
		if read.err != nil || read.source == nil || !read.whole() {
			return // the loader says so
		}
		p := read.assemble(fset, path)
		packages[p.Path] = p
	}
	if !k.findKeys(packages, fset) {
		return
	}
	k.prepared = true
	byID := make(map[string]*keptRecord, len(k.old.records))
	for i := range k.old.records {
		byID[k.old.records[i].id] = &k.old.records[i]
	}
	if k.stubs {
		methods := k.old.same(allMethods, k.names)
		paths := sortedKeys(packages)
		flowgraph.Parallel(len(paths), func(i int) {
			if p := packages[paths[i]]; p.Origin != User || methods {
				p.useStubs(byID)
			}
		})
		for _, p := range packages {
			k.stubbed = k.stubbed || p.stubbed > 0
		}
	}
}

// findKeys sets the keys of all packages, and finds the records that hold as far as their text says. It returns false if something
// is missing.
func (k *keeping) findKeys(packages map[string]*Package, fset *token.FileSet) bool {
	paths := sortedKeys(packages)
	flowgraph.Parallel(len(paths), func(i int) { packages[paths[i]].findKeys(fset, packages[paths[i]].goVersion) })
	if k.names = closeKeys(packages); k.names == nil {
		return false
	}
	k.functions = map[string]*function{}
	for _, p := range packages {
		for _, fn := range p.keys.functions {
			k.functions[fn.id] = fn
		}
		k.functions[p.keys.inits.id] = p.keys.inits
	}
	if k.old != nil {
		k.old.check(packages, k.functions, k.names)
	}
	return true
}

// check finds the records that hold, and what of each package go/ssa need not see. The program has been type-checked. It returns false
// if the type checker has seen the stub of a function of which no record holds.
func (k *keeping) check(l *Loaded) bool {
	if !k.hasOld() && l.ownSize() < k.where.Least {
		return true
	}
	packages := map[string]*Package{}
	for _, p := range l.Packages {
		packages[p.Path] = p
		if p.Origin == User {
			for name := range p.Texts {
				k.own[name] = true
			}
		}
	}
	if !k.prepared && !k.findKeys(packages, l.Fset) {
		return true
	}
	k.worth = true
	flowgraph.Parallel(len(l.Packages), func(i int) { l.Packages[i].findTypes() })
	closeTypes(l.Packages)
	if k.old == nil {
		return true
	}
	if !k.old.checkTypes(packages, k.functions) {
		return false
	}
	for i := range k.old.records {
		r := &k.old.records[i]
		if !r.holds {
			continue
		}
		known := &record{id: r.id, fn: k.functions[r.origin], instance: r.instance, recovers: r.recovers, kept: r}
		for _, path := range r.packages {
			known.packages = append(known.packages, k.old.strings[path])
		}
		k.records[r.id] = known
	}
	for _, p := range l.Packages {
		p.eager = k.eager(p)
	}
	return true
}

// ownSize returns how many bytes of source the program's own packages have.
func (l *Loaded) ownSize() (n int) {
	for _, p := range l.Packages {
		if p.Origin == User {
			for _, text := range p.Texts {
				n += len(text)
			}
		}
	}
	return n
}

// eager returns the functions of p that go/ssa must build, nil for all.
func (k *keeping) eager(p *Package) map[*function]bool {
	if full, ok := k.old.full[p.Path]; !ok || full != p.keys.full {
		return nil
	}
	found := map[*function]bool{}
	if r := k.records[p.keys.inits.id]; r == nil || len(r.kept.graphs) == 0 {
		found[p.keys.inits] = true
	}
	for _, fn := range p.keys.functions {
		if fn.generic || fn.object.Name() == "_" {
			continue
		}
		r := k.records[fn.id]
		if r == nil && p.Origin == User || r != nil && r.kept.always {
			found[fn] = true
		}
	}
	return found
}

// sparse returns what of p go/ssa gets to see: files without the bodies of functions that need not be built.
func (p *Package) sparse() ([]*ast.File, *types.Info) {
	if p.eager == nil {
		return p.Files, p.Info
	}
	files := make([]*ast.File, len(p.Files))
	for i, f := range p.Files {
		c := *f
		c.Decls = slices.Clone(f.Decls)
		for j, d := range c.Decls {
			d, ok := d.(*ast.FuncDecl)
			if !ok || d.Body == nil {
				continue
			}
			if fn := p.keys.byObject[p.Info.Defs[d.Name].(*types.Func)]; fn.generic || p.eager[fn] {
				continue
			}
			without := *d
			without.Body = nil
			c.Decls[j] = &without
		}
		p.Info.FileVersions[&c] = p.Info.FileVersions[f]
		files[i] = &c
	}
	info := *p.Info
	if !p.eager[p.keys.inits] {
		info.InitOrder = nil
	}
	return files, &info
}

// wanted reports whether go/ssa has anything to build in p.
func (p *Package) wanted() bool { return p.eager == nil || len(p.eager) > 0 }

// declared returns what is known of a function, nil if it is none of the source.
func (p *program) declared(fn *ssa.Function) *function {
	switch {
	case fn.Parent() != nil || fn.Pkg == nil:
		return nil
	case fn.Synthetic == initialiser:
		return p.packages[fn.Pkg.Pkg].keys.inits
	case fn.Synthetic != "" || fn.Object() == nil:
		return nil
	}
	return p.packages[fn.Pkg.Pkg].keys.byObject[fn.Object().(*types.Func)]
}

// identity returns what stands for fn among all functions of the program: go/ssa may have several for one. p.mu is held.
func (p *program) identity(fn *ssa.Function) any {
	k := p.keeping
	if k == nil {
		return fn
	}
	if id, ok := k.ids[fn]; ok {
		return id
	}
	id := any(fn)
	if d := p.declared(fn); d != nil && !d.generic {
		id = d
	} else if name, ok := p.instanceID(fn); ok {
		id = name
	}
	k.ids[fn] = id
	return id
}

// instanceID returns what identifies the instance of a generic function.
func (p *program) instanceID(fn *ssa.Function) (string, bool) {
	if fn.Parent() != nil || !strings.HasPrefix(fn.Synthetic, "instance of ") {
		return "", false
	}
	origin, ok := fn.Origin().Object().(*types.Func)
	if !ok {
		return "", false
	}
	return p.instanceOf(origin, fn.TypeArgs())
}

func (p *program) instanceOf(origin *types.Func, args []types.Type) (string, bool) {
	pkg := p.packages[origin.Pkg()]
	if pkg == nil || pkg.keys.byObject[origin] == nil {
		return "", false
	}
	for _, t := range args {
		if _, ok := p.typeText(t); !ok {
			return "", false
		}
	}
	return pkg.keys.byObject[origin].id + separator + flowgraph.TypeArgs(args, (*types.Package).Path), true
}

// record returns the record of fn, nil if it can have none of its own. p.mu is held.
func (p *program) record(fn *ssa.Function) *record {
	k := p.keeping
	if k == nil {
		return nil
	}
	switch id := p.identity(fn).(type) {
	case *function:
		r := k.records[id.id]
		if r == nil {
			r = &record{id: id.id, fn: id, packages: []string{id.pkg.Path}}
			k.records[id.id] = r
		}
		return r
	case string:
		r := k.records[id]
		if r == nil {
			origin := fn.Origin().Object().(*types.Func)
			r = &record{id: id, fn: p.packages[origin.Pkg()].keys.byObject[origin], instance: true}
			r.packages = p.instancePackages(origin, fn.TypeArgs())
			k.records[id] = r
		}
		return r
	}
	return nil
}

// instancePackages returns the packages on the declarations of which an instance depends.
func (p *program) instancePackages(origin *types.Func, args []types.Type) []string {
	found := map[string]bool{origin.Pkg().Path(): true}
	w := typeCoder{p: p, seen: func(pkg *types.Package) { found[pkg.Path()] = true }}
	for _, t := range args {
		w.write(types.Unalias(t))
	}
	return sortedKeys(found)
}

// framesOf sets what the positions of r are relative to.
func (p *program) framesOf(r *record) {
	if r.frames != nil || r.fn.pkg.Origin != User {
		return
	}
	add := func(n ast.Node) {
		first, last := p.positionOf(n.Pos()), p.positionOf(n.End())
		r.frames = append(r.frames, frame{first.File, first.Line, last.Line})
	}
	if r.fn.decl != nil {
		add(r.fn.decl)
		return
	}
	for _, d := range r.fn.pkg.keys.variables {
		add(d)
	}
}

// complete returns fn with its instructions, if it is declared: from the program without anything left out, if need be.
func (p *program) complete(fn *ssa.Function) *ssa.Function {
	if p.keeping == nil || fn.Prog != p.prog {
		return fn
	}
	d := p.declared(fn)
	if d == nil || d.pkg.eager == nil || d.pkg.eager[d] {
		return fn
	}
	if d.object == nil {
		return p.keeping.second().Package(d.pkg.Types).Func("init")
	}
	return p.keeping.second().FuncValue(d.object)
}

// makeSecond makes the program without anything left out. Nothing of it is built.
func (p *program) makeSecond() *ssa.Program {
	prog := ssa.NewProgram(p.loaded.Fset, ssaMode)
	for _, pkg := range p.loaded.Packages {
		prog.CreatePackage(pkg.Types, pkg.Files, pkg.Info, pkg.Origin != User).SetDebugMode(pkg.Origin == User)
	}
	return prog
}

// keptGraph returns the graph of a function that is kept, nil if it is not. p.mu is held.
func (p *program) keptGraph(r *record, deferred bool) *named {
	if r == nil || r.kept == nil || len(r.kept.graphs) == 0 {
		return nil
	}
	p.open(r)
	if deferred && r.graphs[1] != nil {
		return r.graphs[1]
	}
	return r.graphs[0]
}

// keptMethod returns the graph of a method of an instance of a generic type, nil if none is kept. p.mu is held.
func (p *program) keptMethod(sel *types.Selection) *named {
	method := sel.Obj().(*types.Func)
	origin := method.Origin()
	if p.keeping == nil || origin == method || len(sel.Index()) != 1 {
		return nil
	}
	recv := types.Unalias(method.Signature().Recv().Type())
	ptr, isPointer := recv.(*types.Pointer)
	if _, ok := types.Unalias(sel.Recv()).(*types.Pointer); ok != isPointer {
		return nil // a wrapper
	}
	if isPointer {
		recv = types.Unalias(ptr.Elem())
	}
	t, ok := recv.(*types.Named)
	if !ok {
		return nil
	}
	id, ok := p.instanceOf(origin, slices.Collect(t.TypeArgs().Types()))
	if !ok {
		return nil
	}
	return p.keptGraph(p.keeping.records[id], false)
}

// known reports whether it is known of r, which may be nil, whether the function calls recover.
func (r *record) known() bool { return r != nil && r.kept != nil && !r.kept.always }

// ssaOf returns the function of go/ssa for a declared one.
func (p *program) ssaOf(fn *function) *ssa.Function {
	if fn.object == nil {
		return fn.pkg.ssa.Func("init")
	}
	return p.prog.FuncValue(fn.object)
}

// byID returns the graph of the function that id identifies. p.mu is held.
func (p *program) byID(id string, deferred bool) *named {
	if n := p.keptGraph(p.keeping.records[id], deferred); n != nil {
		return n
	}
	fn := p.keeping.functions[id]
	if fn == nil {
		panic(damaged("function " + strings.ReplaceAll(id, separator, " ")))
	}
	return p.namedGraph(p.ssaOf(fn), deferred)
}

// open makes the graphs of a record, without their bodies. p.mu is held.
func (p *program) open(r *record) {
	if r.graphs != nil {
		return
	}
	p.framesOf(r)
	k := p.keeping
	r.graphs = make([]*named, len(r.kept.graphs))
	for i := range r.graphs {
		if i != 1 || r.recovers {
			r.graphs[i] = &named{graph: &flowgraph.Graph{}, home: r}
		}
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	for i, n := range r.graphs {
		if n != nil {
			r.kept.graphs[i].head(p, r, n)
		}
	}
	if r.recovers {
		r.graphs[0].deferred = r.graphs[1]
	}
	for i, n := range r.graphs {
		if n == nil {
			continue
		}
		if n.deferred != nil {
			n.graph.Deferred = n.deferred.graph
		}
		if code := r.kept.graphs[i].code; code != nil {
			p.add(n, func(s scope, body *flowgraph.Graph) error {
				s.readBody(code, body)
				return nil
			})
		}
	}
	var id any = r.id
	if !r.instance {
		id = r.fn
	}
	p.graphs[variant{id, false}] = r.graphs[0]
	if r.recovers {
		p.graphs[variant{id, true}] = r.graphs[1]
	}
}

// setHome notes of which record the graph of fn, which has been made, is part. r is the record of fn itself, or nil. p.mu is held.
func (p *program) setHome(n *named, fn *ssa.Function, r *record, deferred bool) {
	if p.keeping == nil {
		return
	}
	switch {
	case r != nil:
		n.home = r
		if r.graphs == nil {
			r.graphs = make([]*named, 2)
		}
		i := 0
		if deferred {
			i = 1
		}
		r.graphs[i] = n
	case fn.Parent() != nil:
		root := fn
		for root.Parent() != nil {
			root = root.Parent()
		}
		if n.home = p.record(root); n.home != nil {
			n.home.addInner(n)
		}
	case strings.HasPrefix(fn.Synthetic, "wrapper for "):
		n.wraps = fn
	case isWrapper(fn):
		n.method, _ = fn.Object().(*types.Func)
	}
}

// addInner adds a graph that is inside of r, if there is an r. program.mu is held.
func (r *record) addInner(n *named) {
	if r == nil {
		return
	}
	if r.graphs == nil {
		r.graphs = make([]*named, 2)
	}
	r.graphs = append(r.graphs, n)
}
