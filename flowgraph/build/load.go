// Package build is the front end: from Go packages to flow graphs.
//
// What comes in is a package pattern as `go build` takes it. What goes out is a flowgraph.Program at stage Flow, whose
// graphs are built on demand. On the way there are
//
//	locate.go    which files make up the program's packages (go/packages, for what is not standard or ours)
//	source.go    where a package's files come from: the program, GOROOT with patches, or the embedded runtime
//	sources.go   the texts of all packages, to tell whether anything has changed
//	ahead.go     reading and parsing, ahead of
//	load.go      loading everything from source, with typecheck.go for the types, which checkahead.go finds on all processors
//	subset.go    refusing what is outside of the subset, all at once
//	program.go   graphs by name, lazily; package initialisers; the entry point
//	scope.go     what a graph mentions, and when that gets its name
//	task.go      building graphs ahead, on other processors
//	function.go  one ssa.Function to one flow graph, and the files it calls for each kind of instruction
//	order.go     the order of evaluation that the compiler has
//	ssi.go       from variables visible everywhere to variables local to their block
//	keptgraphs.go  graphs of functions that have not changed since an earlier translation, with graphkeys.go, keptcode.go,
//	               kepttypes.go, keptfile.go and keptsave.go; stubs.go has the type checker do without their bodies
//
// After Load the program type-checks and is inside the subset, as far as that can be seen without knowing what is
// reachable. Errors of the program come as Errors; any other error is not the program's fault.
package build

import (
	"errors"
	"fmt"
	"go/ast"
	"go/scanner"
	"go/token"
	"go/types"
	"path"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/tools/go/ssa"

	"rgo/flowgraph"
)

// Config says what to load.
type Config struct {
	Dir      string   // working directory; "" is the current one
	Patterns []string // one import path or directory, or a list of .go files of one package
	Session  *Session // what has been loaded before; nil starts afresh
	// Also lists runtime packages to load besides those that every program needs: the collector's.
	Also []string
	// Threads is the threading model: "none" (also ""), or one with goroutines. A Session keeps to that of its first Load.
	Threads string
	// Graphs says where the graphs of the program are kept between translations. Not with a Session.
	Graphs Graphs
	// Sources is what Locate has found for this Config, nil if it has not been asked.
	Sources *Sources
	// Unchecked leaves out the subset check. For tests of the later stages.
	Unchecked bool
}

// A Session keeps the standard library and runtime packages between loads. It must not be used concurrently, and
// neither must the programs loaded with it.
type Session struct {
	fset     *token.FileSet
	threads  string // the model of the first Load
	packages map[string]*Package
	links    map[string]link
	prog     *ssa.Program
	building sync.WaitGroup // packages whose functions are being built
}

const ssaMode = ssa.InstantiateGenerics | ssa.BareInits

// threaded reports whether programs can have goroutines.
func (s *Session) threaded() bool { return s.threads != "none" }

// NewSession returns an empty session.
func NewSession() *Session {
	fset := token.NewFileSet()
	return &Session{
		fset:     fset,
		packages: map[string]*Package{},
		links:    map[string]link{},
		prog:     ssa.NewProgram(fset, ssaMode),
	}
}

// Loaded is a type-checked program.
type Loaded struct {
	Fset *token.FileSet
	Main *Package
	Dir  string // of the main package: absolute, or relative to the working directory of the process
	// Packages holds every package of the program, after those it imports. Those that the translation itself needs come first.
	Packages []*Package

	session *Session
	keeping *keeping // nil: graphs are not kept
	program *program // once there is one
}

// Origin says where a package comes from, which decides what it may do.
type Origin uint8

// The origins.
const (
	User     Origin = iota // the program: the subset check applies
	Standard               // GOROOT, perhaps patched
	Runtime                // embedded in the translator: may use directives and package unsafe
)

// A Package is one package of the program, parsed and type-checked.
type Package struct {
	Path    string // import path; "main" for the main package
	Origin  Origin
	Files   []*ast.File
	Types   *types.Package
	Info    *types.Info
	Imports []*Package
	Texts   map[string][]byte // source by the file name that positions have

	incomplete bool // an import is missing or refused
	ssa        *ssa.Package
	directives map[types.Object]directive
	together   bool           // all functions are marked //rgo:parallel
	tables     []*ast.GenDecl // variables that are

	// For keptgraphs.go.
	keys  *packageKeys
	eager map[*function]bool // functions that go/ssa gets to see; nil: all
	// The Go version of the package, and how many bytes of it the type checker sees no more.
	goVersion string
	stubbed   int
}

// implicit lists the packages that translated code needs without importing them.
var implicit = [...]string{"runtime", pathStrs, pathSlices, pathMaps}

// The import paths of runtime packages that the builder calls into.
const (
	pathRuntime = "runtime"
	pathStrs    = "rgo/runtime/strs"
	pathSlices  = "rgo/runtime/slices"
	pathMaps    = "rgo/runtime/maps"

	pathChannels  = "rgo/runtime/channels"
	pathScheduler = "rgo/runtime/scheduler"
)

// needs returns the runtime packages that a program is loaded with: those of implicit, those that goroutines need, and
// what cfg names.
func needs(cfg Config) []string {
	list := implicit[:len(implicit):len(implicit)]
	if cfg.Threads != "none" {
		list = append(list, pathScheduler, pathChannels)
	}
	return append(list, cfg.Also...)
}

// loader is the state of one Load.
type loader struct {
	*Session
	located map[string]*files // the program's own packages
	reader  *reader
	checker *typechecker
	begun   bool // see buildAhead
	user    map[string]*Package
	seen    map[*Package]bool
	result  *Loaded
	keeping *keeping // nil: graphs are not kept
	errs    Errors
	stack   []string // paths being loaded, to find cycles
}

// Load locates, parses, type-checks and checks a program.
func Load(cfg Config) (*Loaded, error) {
	if cfg.Graphs.File == "" || cfg.Session != nil {
		return load(cfg, nil)
	}
	k := startKeeping(cfg.Graphs, true)
	l, err := load(cfg, k)
	if err == nil && k.check(l) || !k.stubbed {
		return l, err
	}
	// Stubs are for programs that are right, and where what has been assumed holds.
	k = startKeeping(cfg.Graphs, false)
	if l, err = load(cfg, k); err == nil {
		k.check(l)
	}
	return l, err
}

func load(cfg Config, k *keeping) (*Loaded, error) {
	s := cfg.Session
	if s == nil {
		s = NewSession()
	}
	if cfg.Threads == "" {
		cfg.Threads = "none"
	}
	if s.threads == "" {
		s.threads = cfg.Threads
	}
	if s.threads != cfg.Threads {
		return nil, fmt.Errorf("internal error: a session for --threads %s loads a program with --threads %s", s.threads, cfg.Threads)
	}
	s.building.Wait()
	l := &loader{Session: s, user: map[string]*Package{}, seen: map[*Package]bool{}}
	l.keeping = k
	l.result = &Loaded{Fset: s.fset, session: s, keeping: k}
	needed := needs(cfg)
	l.reader = newReader(cfg)
	l.reader.fset = s.fset
	for path := range s.packages {
		l.reader.known[path] = true
	}
	if cfg.Sources != nil {
		l.reader.find = cfg.Sources.find
	}
	l.reader.begin(needed) // while the go command is asked about the program
	root, err := l.locate(cfg)
	if err != nil {
		return nil, err
	}
	l.reader.start(root, l.located)
	for _, path := range sortedKeys(l.located) {
		l.reader.start(path, l.located)
	}
	if k != nil {
		k.prepare(l.reader, s.fset)
	}
	l.checker = newChecker(s, l.reader, l.located)
	defer l.checker.end()
	for _, p := range append(needed, root) {
		l.checker.start(packagePath(p))
	}
	for _, p := range needed {
		pkg := l.load(p, flowgraph.Pos{})
		if pkg == nil && len(l.errs) == 0 {
			return nil, fmt.Errorf("internal error: runtime package %s is missing", p)
		}
		l.include(pkg)
	}
	if len(l.errs) > 0 {
		return nil, fmt.Errorf("internal error: runtime packages do not load: %w", l.errs.err())
	}
	main := l.load(root, flowgraph.Pos{})
	if !cfg.Unchecked {
		for _, name := range sortedKeys(l.user) {
			l.checkSubset(l.user[name])
		}
	}
	if main != nil && main.Types != nil && main.Types.Name() != "main" {
		l.fail(flowgraph.Pos{File: l.fset.Position(main.Files[0].Pos()).Filename}, codeNoMain, "package "+main.Types.Name()+" is not a command", "")
	}
	if len(l.errs) > 0 {
		return nil, l.errs.err()
	}
	l.include(main)
	l.result.Main, l.result.Dir = main, directory(l.located[root])
	return l.result, nil
}

// locate sets the program's own packages and returns the path of the main one.
func (l *loader) locate(cfg Config) (root string, err error) {
	if src := cfg.Sources; src != nil {
		l.located = src.located
		return src.root, nil
	}
	root, l.located, err = locate(cfg)
	return root, err
}

// include appends p to the result, after what it imports.
func (l *loader) include(p *Package) {
	if p == nil || l.seen[p] {
		return
	}
	l.seen[p] = true
	for _, imp := range p.Imports {
		l.include(imp)
	}
	l.result.Packages = append(l.result.Packages, p)
}

// packagePath returns the path under which the package imported as importPath is known.
func packagePath(importPath string) string {
	return strings.TrimPrefix(importPath, "rgo/runtime/std/")
}

// load returns the package with the given import path, or nil after recording why there is none. at is the import.
func (l *loader) load(importPath string, at flowgraph.Pos) *Package {
	importPath = packagePath(importPath)
	if p, ok := l.packages[importPath]; ok {
		return p
	}
	if p, ok := l.user[importPath]; ok {
		return p
	}
	for i, p := range l.stack {
		if p == importPath {
			l.fail(at, codeImportCycle, "import cycle: "+strings.Join(append(l.stack[i:], importPath), " imports "), "")
			return nil
		}
	}
	read := l.reader.get(importPath, l.located)
	src := read.source
	if read.err != nil {
		l.fail(at, codeNoPackage, read.err.Error(), "")
		return nil
	}
	if src == nil {
		l.failMissing(importPath, at)
		return nil
	}
	l.stack = append(l.stack, importPath)
	p := l.check(importPath, read)
	l.stack = l.stack[:len(l.stack)-1]
	switch {
	case src.origin == User:
		l.user[importPath] = p
	case p.Types != nil:
		l.packages[importPath] = p
	}
	return p
}

// muchSource is the size of a package, in bytes, that takes the type checker so long that other processors should not wait for it.
const muchSource = 1 << 20

// check returns one package, type-checked like those that it imports.
func (l *loader) check(importPath string, read *reading) *Package {
	p := read.assemble(l.fset, importPath)
	if !read.whole() {
		for i, f := range read.parsed {
			if f.err != nil {
				l.failSyntax(read.source.list[i].name, f.err)
			}
		}
		return p
	}
	imports := l.loadImports(p)
	if read.source.size() > muchSource && !p.incomplete {
		l.buildAhead()
	}
	if p.incomplete || !l.checker.checked(importPath, p) {
		l.typeCheck(p, read.source, imports)
	}
	if p.Types == nil {
		return p
	}
	p.collectDirectives(l.links)
	return p
}

// loadImports loads what p's files import. A package that is missing or refused is replaced by an empty one, so that the
// rest of p can be checked, and p is incomplete.
func (l *loader) loadImports(p *Package) importer {
	imports := importer{"unsafe": types.Unsafe}
	for _, f := range p.Files {
		for _, spec := range f.Imports {
			name, err := strconv.Unquote(spec.Path.Value)
			if err != nil || imports[name] != nil {
				continue
			}
			if imp := l.loadImport(p, name, l.position(spec.Path.Pos())); imp != nil && imp.Types != nil {
				imports[name] = imp.Types
				p.Imports = append(p.Imports, imp)
				continue
			}
			p.incomplete = true
			imports[name] = types.NewPackage(name, path.Base(name))
			imports[name].MarkComplete()
		}
	}
	return imports
}

// loadImport loads what p imports as name, nil if there is no such package or it is refused.
func (l *loader) loadImport(p *Package, name string, at flowgraph.Pos) *Package {
	if l.reader.refuses(p.Origin, name) {
		return nil // checkSubset reports it
	}
	return l.load(name, at)
}

// position returns the place of pos, ignoring line directives.
func (l *loader) position(pos token.Pos) flowgraph.Pos { return position(l.fset, pos) }

func position(fset *token.FileSet, pos token.Pos) flowgraph.Pos {
	if !pos.IsValid() {
		return flowgraph.Pos{}
	}
	p := fset.PositionFor(pos, false)
	return flowgraph.Pos{File: p.Filename, Line: p.Line, Col: p.Column}
}

// fail records an error.
func (l *loader) fail(at flowgraph.Pos, code, msg, hint string) {
	l.errs = append(l.errs, &Error{Pos: at, Code: code, Msg: msg, Hint: hint})
}

// failMissing records that no package importPath exists.
func (l *loader) failMissing(importPath string, at flowgraph.Pos) {
	hint := ""
	if first, _, _ := strings.Cut(importPath, "/"); strings.Contains(first, ".") {
		hint = "go get " + importPath
	}
	l.fail(at, codeNoPackage, fmt.Sprintf("package %s not found", importPath), hint)
}

// failSyntax records the errors of the parser in file name.
func (l *loader) failSyntax(name string, err error) {
	var list scanner.ErrorList
	if !errors.As(err, &list) {
		l.fail(flowgraph.Pos{File: name}, codeSyntax, err.Error(), "")
		return
	}
	for _, e := range list {
		at := flowgraph.Pos{File: e.Pos.Filename, Line: e.Pos.Line, Col: e.Pos.Column}
		l.fail(at, codeSyntax, "syntax error: "+e.Msg, "")
	}
}

// sourceFile is one file: the name that positions show, and the text.
type sourceFile struct {
	name string
	text []byte
}

// files is where a package comes from.
type files struct {
	origin    Origin
	dir       string // of the program's own packages: absolute, or relative to the working directory of the process
	goVersion string
	list      []sourceFile
	overlay   []sourceFile // declarations that replace those in list
}

// size returns how many bytes of source there are.
func (f *files) size() (n int) {
	for _, s := range f.list {
		n += len(s.text)
	}
	return n
}

// directory returns where f is, "" if f is nil.
func directory(f *files) string {
	if f == nil {
		return ""
	}
	return f.dir
}

// displayName is the short stable path that positions show for a file of an embedded or standard package.
func displayName(importPath, base string) string { return path.Join(importPath, base) }
