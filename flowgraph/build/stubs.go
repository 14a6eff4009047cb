package build

// This file gives the type checker a stub in place of the body of a function whose graphs are kept: the body has been found correct before, and
// nothing that it depends on has changed. A stub mentions what the order of initialisation depends on, the variables and
// functions of its package that the body mentions, and something of each package that it uses, so that imports are used:
//
//	func (t *T) m(x int) string { _ = variable; _ = function; _ = (*U).method; _ = fmt.Println; var _ io.Writer; for { } }
//
// Whether a body is right depends on more than its graph does: on whether types implement interfaces. So there are no stubs in the program's own
// packages if a method has come, gone or changed. If the type checker finds anything wrong, or what has been assumed turns out not to hold, all is loaded again without stubs.

import (
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strings"
)

// The first byte of a mention in a stub. The names follow, with separators.
const (
	stubAlways   = '.' // nothing: a stub is never empty
	stubValue    = 'v' // a variable or function of the package
	stubMethod   = 'm' // the type, the method
	stubImport   = 'i' // the package as it is called, a variable or function of it
	stubConstant = 'c' // the same, a constant
	stubType     = 't' // the same, a type
)

// stub returns the stub of the function that r is about, nil if there is none.
func (p *Package) stub(r *record) []string {
	fn := r.fn
	if r.instance || fn.decl == nil || fn.decl.Body == nil || fn.generic || fn.object.Name() == "_" {
		return nil
	}
	c := stubber{p: p, found: map[string]bool{string(stubAlways): true}, imports: map[string]string{}, ok: true}
	for _, list := range [...]*ast.FieldList{fn.decl.Recv, fn.decl.Type.Params, fn.decl.Type.Results} {
		if list != nil {
			for _, f := range list.List {
				c.hidden = append(c.hidden, f.Names...)
			}
		}
	}
	ast.Inspect(fn.decl.Body, c.node)
	for _, how := range c.imports {
		c.ok = c.ok && how != ""
		c.found[how] = true
	}
	if !c.ok {
		return nil
	}
	return slices.Sorted(maps.Keys(c.found))
}

// A stubber finds what a stub has to mention.
type stubber struct {
	p       *Package
	hidden  []*ast.Ident // parameters
	found   map[string]bool
	imports map[string]string // by the name of the package: how to mention something of it, "" if nothing that has been seen will do
	ok      bool
}

func (c *stubber) node(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.SelectorExpr:
		if id, ok := n.X.(*ast.Ident); ok {
			if _, ok := c.p.Info.Uses[id].(*types.PkgName); ok {
				how := imported(c.p.Info.Uses[n.Sel])
				if how != 0 {
					c.imports[id.Name] = string(how) + id.Name + separator + n.Sel.Name
				} else if c.imports[id.Name] == "" {
					c.imports[id.Name] = ""
				}
			}
		}
	case *ast.Ident:
		switch obj := c.p.Info.Uses[n].(type) {
		case *types.Var:
			if obj.Pkg() == c.p.Types && obj.Parent() == c.p.Types.Scope() {
				c.found[string(stubValue)+n.Name] = true
			}
		case *types.Func:
			if obj.Pkg() == c.p.Types {
				c.function(obj)
			}
		}
	}
	return true
}

// imported returns how a stub mentions an object of another package, 0 if it cannot.
func imported(obj types.Object) byte {
	switch obj := obj.(type) {
	case *types.Var:
		return stubImport
	case *types.Func:
		if obj.Signature().TypeParams().Len() == 0 {
			return stubImport
		}
	case *types.Const:
		return stubConstant
	case *types.TypeName:
		if named, ok := types.Unalias(obj.Type()).(*types.Named); ok && named.TypeParams().Len() > 0 {
			return 0
		}
		if alias, ok := obj.Type().(*types.Alias); ok && alias.TypeParams().Len() > 0 {
			return 0
		}
		if i, ok := obj.Type().Underlying().(*types.Interface); ok && !i.IsMethodSet() {
			return 0
		}
		return stubType
	}
	return 0
}

// function adds a function or method of the package.
func (c *stubber) function(obj *types.Func) {
	recv := obj.Signature().Recv()
	if recv == nil {
		c.ok = c.ok && obj.Signature().TypeParams().Len() == 0
		c.found[string(stubValue)+obj.Name()] = true
		return
	}
	t := recv.Type()
	if ptr, ok := types.Unalias(t).(*types.Pointer); ok {
		t = ptr.Elem()
	}
	if types.IsInterface(t) {
		return
	}
	named, ok := types.Unalias(t).(*types.Named)
	if !ok || named.TypeArgs().Len() > 0 || named.TypeParams().Len() > 0 || named.Obj().Parent() != c.p.Types.Scope() ||
		slices.ContainsFunc(c.hidden, func(id *ast.Ident) bool { return id.Name == named.Obj().Name() }) {
		c.ok = false
		return
	}
	c.found[string(stubMethod)+named.Obj().Name()+separator+obj.Name()] = true
}

// useStubs gives functions stubs, as far as their records hold.
func (p *Package) useStubs(records map[string]*keptRecord) {
	if p.Origin == User && slices.ContainsFunc(p.Files, func(f *ast.File) bool {
		return slices.ContainsFunc(f.Imports, func(s *ast.ImportSpec) bool { return s.Name != nil && s.Name.Name == "." })
	}) {
		return
	}
	known := make(map[*ast.FuncDecl]*keptRecord, len(p.keys.functions))
	for _, fn := range p.keys.functions {
		if r := records[fn.id]; r != nil && r.holds && len(r.stub) > 0 && len(r.graphs) > 0 && fn.decl.Body != nil && fn.decl.Name.Name != "_" {
			known[fn.decl] = r
		}
	}
	inits := records[p.keys.inits.id]
	if inits != nil && (!inits.holds || len(inits.graphs) == 0) {
		inits = nil
	}
	files := make([]*ast.File, len(p.Files))
	for i, f := range p.Files {
		c := *f
		c.Decls = slices.Clone(f.Decls)
		for j, d := range c.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if known[d] != nil {
					p.stubbed += int(d.Body.End() - d.Body.Pos())
					c.Decls[j] = stubOf(d, known[d])
					known[d].stubbed = true
				}
			case *ast.GenDecl:
				if inits == nil || d.Tok != token.VAR {
					continue
				}
				if short, saved := withoutTables(d); saved > 0 {
					p.stubbed += saved
					c.Decls[j] = short
					inits.stubbed = true
				}
			}
		}
		files[i] = &c
	}
	p.Files = files
}

// stubOf returns d with a stub in place of its body.
func stubOf(d *ast.FuncDecl, r *keptRecord) *ast.FuncDecl {
	at := d.Body.Lbrace
	name := func(s string) *ast.Ident { return &ast.Ident{NamePos: at, Name: s} }
	body := &ast.BlockStmt{Lbrace: at, Rbrace: d.Body.Rbrace}
	mention := func(e ast.Expr) {
		body.List = append(body.List, &ast.AssignStmt{Lhs: []ast.Expr{name("_")}, TokPos: at, Tok: token.ASSIGN, Rhs: []ast.Expr{e}})
	}
	declare := func(tok token.Token, s *ast.ValueSpec) {
		s.Names = []*ast.Ident{name("_")}
		body.List = append(body.List, &ast.DeclStmt{Decl: &ast.GenDecl{TokPos: at, Tok: tok, Specs: []ast.Spec{s}}})
	}
	for _, number := range r.stub {
		text := r.file.strings[number]
		first, second, _ := strings.Cut(text[1:], separator)
		selector := func() ast.Expr { return &ast.SelectorExpr{X: name(first), Sel: name(second)} }
		switch text[0] {
		case stubValue:
			mention(name(first))
		case stubMethod:
			mention(&ast.SelectorExpr{X: &ast.ParenExpr{Lparen: at, X: &ast.StarExpr{Star: at, X: name(first)}, Rparen: at}, Sel: name(second)})
		case stubImport:
			mention(selector())
		case stubConstant:
			declare(token.CONST, &ast.ValueSpec{Values: []ast.Expr{selector()}})
		case stubType:
			declare(token.VAR, &ast.ValueSpec{Type: selector()})
		}
	}
	body.List = append(body.List, &ast.ForStmt{For: at, Body: &ast.BlockStmt{Lbrace: at, Rbrace: at}})
	c := *d
	c.Body = body
	return &c
}
