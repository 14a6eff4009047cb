package build

// This file says what the graph of a function depends on, for keptgraphs.go. Of packages that are not the program's own that is all
// of their text. Of the program's own, a function depends on its text; on the declarations of its package and of all that
// it imports, with the bodies of functions and the values of variables left out; and on the signatures of the functions
// and methods that it names. So editing the body of a function, or adding a function, leaves what is known of the others.

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"hash"
	"slices"
	"sort"
	"strconv"
)

// A digest stands for a text.
type digest [16]byte

// add adds e to d, so that the order of what is added makes no difference.
func (d *digest) add(e digest) {
	for i := 0; i < len(d); i += 8 {
		sum := binary.LittleEndian.Uint64(d[i:]) + binary.LittleEndian.Uint64(e[i:])
		binary.LittleEndian.PutUint64(d[i:], sum)
	}
}

func digestOf(h hash.Hash) (d digest) {
	copy(d[:], h.Sum(nil))
	return d
}

// packageKeys is what is known of one package.
type packageKeys struct {
	own       digest // of the text that others, and all of its functions, depend on
	base      digest // of that, and of the packages that it imports
	types     digest // of what is as it is because of types: those of variables
	full      digest // of all that, and of the packages that it imports
	imports   []string
	functions []*function
	byObject  map[*types.Func]*function
	inits     *function         // the package initialiser
	variables []*ast.GenDecl    // with the declarations of variables, in order
	plain     map[string]digest // the program's own: signatures of functions that are no methods
	methods   []namedDigest     // and of methods
}

// A namedDigest is the signature of a method.
type namedDigest struct {
	name   string
	digest digest
}

// A function is one that has been declared.
type function struct {
	id      string
	pkg     *Package
	decl    *ast.FuncDecl // nil: the package initialiser
	object  *types.Func
	key     digest // of its text; zero if all of the package's text counts
	generic bool
}

// separator stands between the parts of what identifies functions; no path has one.
const separator = "\x00"

// findKeys sets p.keys, as far as the text has them.
func (p *Package) findKeys(fset *token.FileSet, goVersion string) {
	k := &packageKeys{plain: map[string]digest{}, byObject: map[*types.Func]*function{}}
	p.keys = k
	k.inits = &function{id: p.Path + separator + "init", pkg: p}
	w := &keyWriter{p: p, fset: fset, whole: p.Origin != User}
	own, inits := sha256.New(), sha256.New()
	fmt.Fprintf(own, "%q %d %s\n", p.Path, p.Origin, goVersion)
	for _, f := range p.Files {
		w.whole = w.whole || slices.ContainsFunc(f.Imports, func(s *ast.ImportSpec) bool { return s.Name != nil && s.Name.Name == "." })
	}
	if w.whole {
		for _, name := range sortedKeys(p.Texts) {
			fmt.Fprintf(own, "%q %d\n", name, len(p.Texts[name]))
			own.Write(p.Texts[name])
		}
	}
	initializers := 0
	for _, f := range p.Files {
		w.open(f)
		for _, s := range f.Imports {
			if path, err := strconv.Unquote(s.Path.Value); err == nil && path != "unsafe" && !slices.Contains(k.imports, packagePath(path)) {
				k.imports = append(k.imports, packagePath(path))
			}
		}
		if !w.whole {
			w.header(own, f)
		}
		for _, d := range f.Decls {
			switch d := d.(type) {
			case *ast.GenDecl:
				if d.Tok == token.VAR {
					k.variables = append(k.variables, d)
				}
				if !w.whole {
					w.declaration(own, inits, d)
				}
			case *ast.FuncDecl:
				fn := w.function(own, d)
				if d.Recv == nil && d.Name.Name == "init" {
					initializers++
					fn.id += "#" + strconv.Itoa(initializers)
				}
				k.functions = append(k.functions, fn)
			}
		}
	}
	if !w.whole {
		fmt.Fprintf(inits, "%d\n", initializers)
		k.inits.key = digestOf(inits)
	}
	k.own = digestOf(own)
}

// findTypes completes p.keys. The package has been type-checked.
func (p *Package) findTypes() {
	k := p.keys
	for _, fn := range k.functions {
		fn.object = p.Info.Defs[fn.decl.Name].(*types.Func)
		k.byObject[fn.object] = fn
	}
	if k.inits.key == (digest{}) {
		return // all text counts
	}
	h := sha256.New()
	h.Write(k.inits.key[:])
	for _, init := range p.Info.InitOrder {
		for _, v := range init.Lhs {
			fmt.Fprintf(h, "%s,", v.Name())
		}
		fmt.Fprintln(h)
	}
	k.inits.key = digestOf(h)
	h.Reset()
	for _, d := range k.variables {
		for _, s := range d.Specs {
			for _, name := range s.(*ast.ValueSpec).Names {
				if v := p.Info.Defs[name]; v != nil && s.(*ast.ValueSpec).Type == nil {
					fmt.Fprintf(h, "%s %s\n", name.Name, types.TypeString(v.Type(), (*types.Package).Path))
				}
			}
		}
	}
	k.types = digestOf(h)
}

// A keyWriter writes what a package consists of.
type keyWriter struct {
	p     *Package
	fset  *token.FileSet
	whole bool // all text counts
	file  *token.File
	name  string
	text  []byte
	lang  string
}

func (w *keyWriter) open(f *ast.File) {
	w.file = w.fset.File(f.FileStart)
	w.name = w.file.Name()
	w.text = w.p.Texts[w.name]
	w.lang = f.GoVersion
}

// span returns the text of a node.
func (w *keyWriter) span(n ast.Node) []byte {
	return w.text[w.file.Offset(n.Pos()):w.file.Offset(n.End())]
}

// header writes what stands before the declarations of a file.
func (w *keyWriter) header(h hash.Hash, f *ast.File) {
	fmt.Fprintf(h, "file %s %s %t\n", f.Name.Name, w.lang, isTogether(f.Doc))
	for _, s := range f.Imports {
		if s.Name != nil {
			fmt.Fprintf(h, "%s ", s.Name.Name)
		}
		fmt.Fprintln(h, s.Path.Value)
	}
}

// declaration writes a declaration that is of no function: to own what others see, to inits the values of variables.
func (w *keyWriter) declaration(own, inits hash.Hash, d *ast.GenDecl) {
	switch d.Tok {
	case token.IMPORT:
	case token.VAR:
		fmt.Fprintf(inits, "%q %s %t\n", w.name, w.lang, isTogether(d.Doc))
		inits.Write(w.span(d))
		for _, s := range d.Specs {
			s := s.(*ast.ValueSpec)
			for _, name := range s.Names {
				fmt.Fprintf(own, "var %s ", name.Name)
			}
			if s.Type != nil {
				own.Write(w.span(s.Type))
			}
			fmt.Fprintln(own)
		}
	default:
		own.Write(w.span(d))
		fmt.Fprintln(own)
	}
}

// function returns a function. What others see of it even if they do not name it, it writes to own.
func (w *keyWriter) function(own hash.Hash, d *ast.FuncDecl) *function {
	fn := &function{pkg: w.p, decl: d, generic: d.Type.TypeParams != nil}
	recv := ""
	if d.Recv != nil {
		name, generic := receiverBase(d)
		fn.generic = fn.generic || generic
		recv = name + separator
	}
	fn.id = w.p.Path + separator + recv + d.Name.Name
	if w.whole {
		return fn
	}
	var doc bytes.Buffer
	if d.Doc != nil {
		for _, c := range d.Doc.List {
			if bytes.HasPrefix([]byte(c.Text), []byte("//rgo:")) || bytes.HasPrefix([]byte(c.Text), []byte("//go:")) {
				doc.WriteString(c.Text + "\n")
			}
		}
	}
	h := sha256.New()
	fmt.Fprintf(h, "%q %s %d\n%s", w.name, w.lang, w.fset.PositionFor(d.Pos(), false).Column, doc.Bytes())
	h.Write(w.span(d))
	fn.key = digestOf(h)
	if fn.generic {
		own.Write(fn.key[:])
		return fn
	}
	h.Reset()
	h.Write(doc.Bytes())
	if d.Recv != nil {
		h.Write(w.span(d.Recv))
	}
	h.Write(w.span(d.Type))
	switch sig := digestOf(h); {
	case d.Recv != nil:
		h.Reset()
		fmt.Fprintf(h, "%q %s\n", w.p.Path, d.Name.Name)
		h.Write(sig[:])
		w.p.keys.methods = append(w.p.keys.methods, namedDigest{d.Name.Name, digestOf(h)})
	case types.Universe.Lookup(d.Name.Name) != nil: // stands in the way of something for all of the package
		own.Write(sig[:])
		fmt.Fprintln(own, d.Name.Name)
	default:
		w.p.keys.plain[d.Name.Name] = sig
	}
	return fn
}

// receiverBase returns the name of the type of a method's receiver, and whether that is generic.
func receiverBase(d *ast.FuncDecl) (name string, generic bool) {
	t := ast.Unparen(d.Recv.List[0].Type)
	if star, ok := t.(*ast.StarExpr); ok {
		t = ast.Unparen(star.X)
	}
	switch x := t.(type) {
	case *ast.IndexExpr:
		t, generic = x.X, true
	case *ast.IndexListExpr:
		t, generic = x.X, true
	}
	if id, ok := t.(*ast.Ident); ok {
		name = id.Name
	}
	return name, generic
}

// closeKeys sets the base of every package, and returns what functions depend on by name; nil if a package is missing, or in a cycle.
func closeKeys(packages map[string]*Package) map[string]digest {
	state := map[*Package]int{} // 1: begun, 2: done
	var visit func(p *Package) bool
	visit = func(p *Package) bool {
		if p == nil || p.keys == nil || state[p] == 1 {
			return false
		}
		if state[p] == 2 {
			return true
		}
		state[p] = 1
		h := sha256.New()
		h.Write(p.keys.own[:])
		for _, path := range p.keys.imports {
			if !visit(packages[path]) {
				return false
			}
			h.Write(packages[path].keys.base[:])
		}
		p.keys.base = digestOf(h)
		state[p] = 2
		return true
	}
	names := map[string]digest{}
	for _, path := range sortedKeys(packages) {
		p := packages[path]
		if !visit(p) {
			return nil
		}
		for name, d := range p.keys.plain {
			names[functionDependency(p.Path, name)] = d
		}
		for _, m := range p.keys.methods {
			for _, name := range [...]string{methodDependency(m.name), allMethods} {
				sum := names[name]
				sum.add(m.digest)
				names[name] = sum
			}
		}
	}
	return names
}

// closeTypes completes what packages, each after those that it imports, depend on.
func closeTypes(list []*Package) {
	for _, p := range list {
		h := sha256.New()
		h.Write(p.keys.own[:])
		h.Write(p.keys.types[:])
		for _, imp := range p.Imports {
			h.Write(imp.keys.full[:])
		}
		p.keys.full = digestOf(h)
	}
}

// allMethods is the name of the methods of all of the program's own packages. Which types implement which interfaces depends on them, and so
// whether a body is right.
const allMethods = "m"

func functionDependency(path, name string) string { return "f" + path + separator + name }
func methodDependency(name string) string         { return "m" + name }

// dependencies returns the names that a function depends on: of functions of the program's own that are no methods, and of all
// methods and fields, since a method that comes or goes may change which one a name means.
func (p *Package) dependencies(fn *function) []string {
	found := map[string]bool{}
	visit := func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok {
			return true
		}
		switch obj := p.Info.Uses[id].(type) {
		case *types.Func:
			if obj.Signature().Recv() != nil {
				found[methodDependency(id.Name)] = true
			} else if obj.Pkg() != nil {
				found[functionDependency(obj.Pkg().Path(), id.Name)] = true
			}
		case *types.Var:
			if obj.IsField() {
				found[methodDependency(id.Name)] = true
			}
		}
		return true
	}
	if fn.decl != nil {
		ast.Inspect(fn.decl, visit)
	} else {
		for _, d := range p.keys.variables {
			ast.Inspect(d, visit)
		}
	}
	list := make([]string, 0, len(found))
	for name := range found {
		list = append(list, name)
	}
	sort.Strings(list)
	return list
}
