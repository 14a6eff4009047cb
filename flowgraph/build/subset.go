package build

// This file is the subset check: what can be seen in one package without knowing what is reachable. It works on syntax
// and, as far as it is there, type information, so that it also has something to say about a program with type errors.

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strconv"
	"strings"

	"rgo/flowgraph"
)

// A Finding is one place that is outside of the subset.
type Finding struct {
	Pos  token.Pos
	Code string
	Msg  string
	Hint string
}

// largest is the size of the largest type.
const largest = 1 << 30

// CheckSyntax returns what is outside of the subset in the files of one package. info holds at least Types, Defs, Uses
// and Selections; entries may be missing. sizes are those of the target. threads is the threading model.
func CheckSyntax(files []*ast.File, info *types.Info, sizes types.Sizes, threads string) []Finding {
	c := &checker{info: info, sizes: sizes, threaded: threads != "none"}
	for _, f := range files {
		c.imports(f)
		c.comments(f)
		ast.Inspect(f, c.node)
	}
	return c.found
}

// checker is the state of one check.
type checker struct {
	info  *types.Info
	sizes types.Sizes
	found []Finding
	// threaded says that there are goroutines.
	threaded bool
}

// report adds a finding with the words of the table; text, if not empty, replaces the title.
func (c *checker) report(pos token.Pos, code, text string) {
	if c.threaded && needsThreads[code] {
		return
	}
	row := findCode(code)
	if text == "" {
		text = row.Title
	}
	c.found = append(c.found, Finding{pos, code, text, row.Hint})
}

// imports reports packages that programs cannot use.
func (c *checker) imports(f *ast.File) {
	for _, spec := range f.Imports {
		name, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			continue
		}
		if code, text := refusedImport(name, c.threaded); code != "" {
			c.report(spec.Path.Pos(), code, text)
		}
	}
}

// refusedImport returns why programs cannot import a package: a code and a message, or nothing.
func refusedImport(name string, threaded bool) (code, text string) {
	switch {
	case strings.HasPrefix(name, "rgo/runtime/"), name == "rgo/runtime":
		return codeInternal, "import of " + name + ", a package of the runtime"
	case refusedPackages[name] != "":
		return refusedPackages[name], ""
	case supported[name], threaded && supportedThreaded[name], !isStandard(name):
		return "", ""
	}
	return codePackage, "package " + name + " is not supported"
}

// isStandard reports whether an import path looks like one of the standard library and exists there.
func isStandard(name string) bool {
	first, _, _ := strings.Cut(name, "/")
	return !strings.Contains(first, ".") && first != "rgo" && standardExists(name)
}

// comments reports directives that reach around the language.
func (c *checker) comments(f *ast.File) {
	for _, group := range f.Comments {
		for _, line := range group.List {
			switch word, _, _ := strings.Cut(line.Text, " "); word {
			case "//go:linkname":
				c.report(line.Pos(), codeLinkname, "")
			case "//go:embed":
				c.report(line.Pos(), codeEmbed, "")
			}
		}
	}
}

// node looks at one node of the syntax.
func (c *checker) node(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.FuncDecl:
		if n.Body == nil {
			c.report(n.Name.Pos(), codeNoBody, fmt.Sprintf("function %s has no Go body", n.Name.Name))
		}
	case *ast.GoStmt:
		c.report(n.Pos(), codeGo, "")
	case *ast.SelectStmt:
		c.report(n.Pos(), codeSelect, "")
	case *ast.SendStmt:
		c.report(n.Arrow, codeChan, "")
	case *ast.UnaryExpr:
		if n.Op == token.ARROW {
			c.report(n.Pos(), codeChan, "")
		}
	case *ast.RangeStmt:
		if t := c.typeOf(n.X); t != nil && isChan(t) {
			c.report(n.X.Pos(), codeChan, "")
		}
	case *ast.ChanType:
		c.report(n.Pos(), codeChan, "channel type in a build without threads")
	case *ast.CallExpr:
		c.call(n)
	case *ast.SelectorExpr:
		c.selector(n)
	case *ast.Ident:
		c.declared(n)
	}
	return true
}

func (c *checker) typeOf(e ast.Expr) types.Type { return c.info.Types[e].Type }

func isChan(t types.Type) bool {
	_, ok := t.Underlying().(*types.Chan)
	return ok
}

// call reports builtin functions with operands that they do not work on.
func (c *checker) call(n *ast.CallExpr) {
	id, ok := ast.Unparen(n.Fun).(*ast.Ident)
	if !ok {
		return
	}
	b, ok := c.info.Uses[id].(*types.Builtin)
	if !ok {
		return
	}
	switch b.Name() {
	case "close":
		c.report(n.Pos(), codeChan, "")
	case "make":
		_, literal := n.Args[0].(*ast.ChanType) // reported as such
		if t := c.typeOf(n.Args[0]); t != nil && isChan(t) && !literal {
			c.report(n.Pos(), codeChan, "")
		}
	case "print", "println":
		for _, a := range n.Args {
			if t := c.typeOf(a); t != nil {
				if _, ok := t.Underlying().(*types.Signature); ok {
					c.report(a.Pos(), codePrint, "")
				}
			}
		}
	}
}

// selector reports names of other packages that are refused.
func (c *checker) selector(n *ast.SelectorExpr) {
	id, ok := n.X.(*ast.Ident)
	if !ok {
		return
	}
	pkg, ok := c.info.Uses[id].(*types.PkgName)
	if !ok {
		return
	}
	name := pkg.Imported().Path() + "." + n.Sel.Name
	if code := refusedNames[name]; code != "" {
		text := ""
		if code != codePull && code != codeGoexit {
			text = name + ": " + findCode(code).Title
		}
		c.report(n.Sel.Pos(), code, text)
	}
}

// declared reports variables that no memory is large enough for.
func (c *checker) declared(n *ast.Ident) {
	v, ok := c.info.Defs[n].(*types.Var)
	if !ok || c.sizes == nil || !concrete(v.Type()) {
		return
	}
	if size := c.sizes.Sizeof(v.Type()); size > largest || size < 0 {
		c.report(n.Pos(), codeLarge, "")
	}
}

// concrete reports whether the size of t is known: it is not made of type parameters, going by its arrays and structs.
func concrete(t types.Type) bool {
	switch u := t.(type) {
	case *types.Basic:
		return u.Kind() != types.Invalid
	case *types.TypeParam:
		return false
	case *types.Array:
		return concrete(u.Elem())
	case *types.Struct:
		for f := range u.Fields() {
			if !concrete(f.Type()) {
				return false
			}
		}
	case *types.Named:
		return u.TypeArgs().Len() == 0 && u.TypeParams().Len() == 0 && concrete(u.Underlying())
	case *types.Alias:
		return concrete(types.Unalias(u))
	}
	return true
}

// checkSubset adds what CheckSyntax finds in p to the errors, in place of type errors at the same place.
func (l *loader) checkSubset(p *Package) {
	at := map[flowgraph.Pos]bool{}
	for _, f := range CheckSyntax(p.Files, p.Info, sizes(), l.threads) {
		pos := l.position(f.Pos)
		if at[pos] {
			continue
		}
		at[pos] = true
		l.errs = append(l.errs, &Error{Pos: pos, Code: f.Code, Msg: f.Msg, Hint: f.Hint})
	}
	kept := l.errs[:0]
	for _, e := range l.errs {
		if (e.Code == codeType || e.Code == codeMissing) && at[e.Pos] {
			continue
		}
		kept = append(kept, e)
	}
	l.errs = kept
}
