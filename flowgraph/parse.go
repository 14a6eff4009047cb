package flowgraph

// This file parses the text form that print.go and printprog.go write. The text is read in several passes over its lines:
// named types, then graph headers, layouts, statics and objects, so that everything can refer to everything, then the
// contents of objects and statics, and the bodies of graphs (parsebody.go).
//
// A line in error is reported and skipped. Lines that start with "//" are comments.

import (
	"errors"
	"fmt"
	"go/types"
	"strconv"
	"strings"

	"rgo/rtyper/lltype"
)

// ParseProgram parses the text of a program. file is its name in error messages.
func ParseProgram(file, text string) (*Program, error) {
	return parse(file, text, Flow)
}

// ParseGraphs parses graphs of the given stage, with the declarations before them if there are any.
func ParseGraphs(file, text string, stage Stage) (*Program, error) {
	return parse(file, text, stage)
}

func parse(file, text string, stage Stage) (*Program, error) {
	p := &textParser{
		file:    file,
		prog:    &Program{Stage: stage},
		named:   map[string]*types.Named{},
		pkgs:    map[string]*types.Package{},
		graphs:  map[string]*Graph{},
		objects: map[string]*Object{},
		layouts: map[string]*lltype.Layout{},
		statics: map[string]*Static{},
	}
	p.split(text)
	// Each pass relies on what the ones before have declared, so an error ends the work after its pass.
	for _, pass := range []func(){
		func() { p.each(p.stages) },
		func() { p.each(p.typeDecls) },
		func() { p.each(p.typeBodies) },
		p.checkContainment,
		func() { p.each(p.layoutsAndStatics) },
		func() { p.each(p.headers) },
		func() { p.each(p.objectDecls) },
		func() { p.each(p.contents) },
		p.bodies,
	} {
		if pass(); len(p.errs) > 0 {
			return nil, errors.Join(p.errs...)
		}
	}
	return p.prog, nil
}

// textParser holds what is known so far.
type textParser struct {
	file string
	errs []error
	prog *Program

	lines []textLine

	named   map[string]*types.Named
	pkgs    map[string]*types.Package
	graphs  map[string]*Graph
	objects map[string]*Object
	layouts map[string]*lltype.Layout
	statics map[string]*Static
}

// A textLine is a line of the text: its first word says what it declares; lines of a graph's body have none.
type textLine struct {
	num  int
	word string
	rest string
}

// split takes the text apart into lines, without empty ones and comments.
func (p *textParser) split(text string) {
	num := 0
	for line := range strings.Lines(text) {
		num++
		line = strings.TrimRight(line, " \t\r\n")
		trimmed := strings.TrimLeft(line, " \t")
		if trimmed == "" || strings.HasPrefix(trimmed, "//") {
			continue
		}
		word, rest, _ := strings.Cut(line, " ")
		if trimmed != line || !declWords[word] {
			word, rest = "", trimmed
		}
		p.lines = append(p.lines, textLine{num, word, rest})
	}
}

var declWords = map[string]bool{"program": true, "entry": true, "root": true, "type": true, "method": true,
	"global": true, "object": true, "layout": true, "static": true, "graph": true, "declare": true}

// each calls f with a scanner on every line that declares something.
func (p *textParser) each(f func(s *scanner, word string)) {
	for _, l := range p.lines {
		if l.word != "" {
			p.line(l, func(s *scanner) { f(s, l.word) })
		}
	}
}

// A syntaxError is what a scanner panics with; line reports it.
type syntaxError struct{ msg string }

// line calls f and reports the error it stops with.
func (p *textParser) line(l textLine, f func(s *scanner)) {
	s := &scanner{p: p, text: l.rest}
	defer func() {
		switch r := recover().(type) {
		case nil:
		case syntaxError:
			p.errs = append(p.errs, fmt.Errorf("%s:%d: %s", p.file, l.num, r.msg))
		default:
			panic(r)
		}
	}()
	f(s)
}

func (p *textParser) stages(s *scanner, word string) {
	if word != "program" {
		return
	}
	name := s.name()
	for st := Flow; st < numStages; st++ {
		if st.String() == name {
			p.prog.Stage = st
			return
		}
	}
	s.fail("unknown stage %q", name)
}

// typeDecls declares named types, without their underlying types.
func (p *textParser) typeDecls(s *scanner, word string) {
	if word != "type" {
		return
	}
	text := s.name()
	if p.named[text] != nil {
		s.fail("type %s declared twice", text)
	}
	path, name := splitTypeName(text)
	if path == "" {
		s.fail("type %s has no package", text)
	}
	if i := strings.LastIndexByte(name, '#'); i > 0 {
		name = name[:i]
	}
	t := types.NewNamed(types.NewTypeName(0, p.pkg(path), name, nil), nil, nil)
	p.named[text] = t
}

// splitTypeName splits "a/b.T[c/d.U]" at the dot that ends the package path.
func splitTypeName(s string) (path, name string) {
	head := s
	if i := strings.IndexByte(s, '['); i >= 0 {
		head = s[:i]
	}
	slash := strings.LastIndexByte(head, '/')
	dot := strings.IndexByte(head[slash+1:], '.')
	if dot < 0 {
		return "", s
	}
	dot += slash + 1
	return s[:dot], s[dot+1:]
}

func (p *textParser) pkg(path string) *types.Package {
	if p.pkgs[path] == nil {
		p.pkgs[path] = types.NewPackage(path, path[strings.LastIndexByte(path, '/')+1:])
	}
	return p.pkgs[path]
}

func (p *textParser) typeBodies(s *scanner, word string) {
	switch word {
	case "type":
		t := p.named[s.name()]
		if t == nil {
			return // reported
		}
		s.pkg = t.Obj().Pkg()
		u := s.goType()
		if n, ok := u.(*types.Named); ok {
			s.fail("type %s needs an underlying type, not %s", t.Obj().Name(), n.Obj().Name())
		}
		t.SetUnderlying(u)
	case "method":
		s.want("(")
		ptr := s.accept("*")
		name := s.name()
		t := p.named[name]
		if t == nil {
			s.fail("method of unknown type %s", name)
		}
		s.want(")")
		s.pkg = t.Obj().Pkg()
		m := s.word()
		sig := s.signature()
		var rt types.Type = t
		if ptr {
			rt = types.NewPointer(t)
		}
		recv := types.NewVar(0, s.pkg, "", rt)
		sig = types.NewSignatureType(recv, nil, nil, sig.Params(), sig.Results(), sig.Variadic())
		t.AddMethod(types.NewFunc(0, s.pkg, m, sig))
	}
}

// maxLeaves limits the size of objects with a content.
const maxLeaves = 1 << 24

// checkContainment reports named types that contain themselves by value, which would have no size.
func (p *textParser) checkContainment() {
	const visiting, done = 1, 2
	state := map[*types.Named]int{}
	var visit func(t types.Type) bool
	visit = func(t types.Type) bool {
		switch t := t.(type) {
		case *types.Named:
			if state[t] != 0 || t.Underlying() == nil {
				return state[t] != visiting
			}
			state[t] = visiting
			ok := visit(t.Underlying())
			state[t] = done
			return ok
		case *types.Struct:
			for i := range t.NumFields() {
				if !visit(t.Field(i).Type()) {
					return false
				}
			}
		case *types.Array:
			return visit(t.Elem())
		}
		return true
	}
	p.each(func(s *scanner, word string) {
		if word == "type" {
			if t := p.named[s.name()]; t != nil && !visit(t) {
				s.fail("type %s contains itself", t.Obj().Name())
			}
		}
	})
}

func (p *textParser) layoutsAndStatics(s *scanner, word string) {
	switch word {
	case "layout":
		l := &lltype.Layout{ID: uint32(s.int()), Name: s.name()}
		s.keyword("size")
		l.Size = s.int()
		s.keyword("refs")
		l.Refs = s.ints()
		s.keyword("stride")
		l.Stride = s.int()
		s.keyword("elem")
		l.Elem = s.ints()
		if s.acceptWord("dyn") {
			l.DynType = s.quoted()
		}
		s.end()
		if p.layouts[l.Name] != nil {
			s.fail("layout %s declared twice", l.Name)
		}
		p.layouts[l.Name] = l
		for len(p.prog.Layouts) <= int(l.ID) && l.ID < 1<<20 {
			p.prog.Layouts = append(p.prog.Layouts, nil)
		}
		p.prog.Layouts[l.ID] = l
	case "static":
		st := &Static{Name: s.name()}
		if p.statics[st.Name] != nil {
			s.fail("static %s declared twice", st.Name)
		}
		p.statics[st.Name] = st
		p.prog.Statics = append(p.prog.Statics, st)
	}
}

// headers declares graphs.
func (p *textParser) headers(s *scanner, word string) {
	if word != "graph" && word != "declare" {
		return
	}
	g := &Graph{Name: s.name()}
	if p.graphs[g.Name] != nil {
		s.fail("graph %s declared twice", g.Name)
	}
	p.graphs[g.Name] = g
	p.prog.Graphs = append(p.prog.Graphs, g)
	var vars []*Var
	s.want("(")
	g.Params = s.paramList(")", word == "graph", &vars)
	if s.acceptWord("captures") {
		s.want("(")
		g.Captures = s.paramList(")", word == "graph", &vars)
	}
	g.Results = s.results(s.typ)
	if s.accept("{") {
		g.Attr = s.attrs()
	}
	if word == "graph" {
		g.Start = &Block{Args: vars}
	}
}

// headerTail parses what can refer to other graphs.
func (p *textParser) headerTail(s *scanner, g *Graph) {
	if s.acceptWord("deferred") {
		g.Deferred = p.graph(s)
	}
	if s.acceptWord("doc") {
		g.Doc = s.quoted()
	}
	g.Pos = s.pos("")
	s.end()
}

func (p *textParser) graph(s *scanner) *Graph {
	name := s.name()
	g := p.graphs[name]
	if g == nil {
		s.fail("no graph %s", name)
	}
	return g
}

func (p *textParser) objectDecls(s *scanner, word string) {
	if word != "global" && word != "object" {
		return
	}
	o := &Object{Name: s.name(), Global: word == "global"}
	if p.objects[o.Name] != nil {
		s.fail("object %s declared twice", o.Name)
	}
	p.objects[o.Name] = o
	s.want(":")
	o.Type = s.goType()
	if o.Global {
		p.prog.Globals = append(p.prog.Globals, o)
	}
}

// contents parses what lines say about declared things: leaves of objects, data of statics, tails of headers.
func (p *textParser) contents(s *scanner, word string) {
	switch word {
	case "entry":
		p.prog.Entry = p.graph(s)
	case "root":
		p.prog.Roots = append(p.prog.Roots, p.graph(s))
	case "graph", "declare":
		if g := p.graphs[s.name()]; g != nil {
			s.skipHeader(word == "graph")
			p.headerTail(s, g)
		}
	case "global", "object":
		if o := p.objects[s.name()]; o != nil {
			s.want(":")
			s.goType()
			o.Deferred = s.acceptWord("deferred")
			if s.accept("=") {
				if NumLeaves(o.Type) > maxLeaves {
					s.fail("%s is too large to be written out", o.Name)
				}
				o.Leaves = s.leaves(LeafTypes(o.Type))
			}
			o.Pos = s.pos("")
			s.end()
		}
	case "static":
		if st := p.statics[s.name()]; st != nil {
			p.staticBody(s, st)
		}
	}
}

func (p *textParser) staticBody(s *scanner, st *Static) {
	if s.acceptWord("layout") {
		name := s.name()
		if st.Layout = p.layouts[name]; st.Layout == nil {
			s.fail("no layout %s", name)
		}
		if s.acceptWord("len") {
			st.Len = s.int()
		}
	}
	s.keyword("size")
	st.Size = s.int()
	s.keyword("align")
	st.Align = s.int()
	st.ReadOnly = s.acceptWord("readonly")
	if s.acceptWord("data") {
		st.Data = []byte(s.quoted())
	}
	if s.acceptWord("relocs") {
		s.want("{")
		for !s.accept("}") {
			r := Reloc{Off: s.int()}
			s.want(":")
			if s.accept("&") {
				r.Graph = p.graph(s)
			} else {
				ref := s.staticRef()
				r.Static, r.Addend = ref.Static, ref.Off
			}
			st.Relocs = append(st.Relocs, r)
			s.accept(",")
		}
	}
	st.Pos = s.pos("")
	s.end()
}

// pos parses a position comment at the end of a line. file is the file of positions without one.
func (s *scanner) pos(file string) Pos {
	s.space()
	text, ok := strings.CutPrefix(s.text[s.i:], "// ")
	if !ok {
		return Pos{}
	}
	s.i = len(s.text)
	rest, col, ok := cutLast(text)
	if !ok {
		return Pos{}
	}
	n, err1 := strconv.Atoi(col)
	if f, line, ok := cutLast(rest); ok {
		file, rest = f, line
	}
	l, err2 := strconv.Atoi(rest)
	if err1 != nil || err2 != nil {
		return Pos{}
	}
	return Pos{File: file, Line: l, Col: n}
}

func cutLast(s string) (before, after string, ok bool) {
	i := strings.LastIndexByte(s, ':')
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+1:], true
}
