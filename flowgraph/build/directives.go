package build

// This file reads the comments that give functions of the runtime a meaning of their own, and the linknames of standard
// packages.

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"rgo/flowgraph"
)

// A directive is what the comments in front of a function say.
type directive struct {
	extern  string // calls are calls of this external function
	op      string // calls are this operation
	try     bool   // the function is try of its only argument, a func()
	swap    bool   // calls switch the stack; new stacks begin in function start, declared beside it
	startup bool   // called by the entry point before main
	attr    flowgraph.GraphAttr
}

// A link names a function in another package that provides the body of a function without one.
type link struct{ pkg, name string }

// attributes maps directives to graph attributes.
var attributes = map[string]flowgraph.GraphAttr{
	"//rgo:inline":   flowgraph.Inline,
	"//rgo:noinline": flowgraph.NoInline,
	"//go:noinline":  flowgraph.NoInline,
	"//rgo:cold":     flowgraph.Cold,
	"//rgo:noreturn": flowgraph.NoReturn | flowgraph.Cold,
	"//rgo:nogc":     flowgraph.Leaf,
	"//rgo:parallel": flowgraph.Together,
}

// collectDirectives fills p.directives, and links with the linknames of p.
func (p *Package) collectDirectives(links map[string]link) {
	for _, f := range p.Files {
		p.together = p.together || isTogether(f.Doc)
		bodies := map[string]bool{}
		for _, d := range f.Decls {
			if g, ok := d.(*ast.GenDecl); ok && isTogether(g.Doc) {
				p.tables = append(p.tables, g)
			}
			fn, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			bodies[fn.Name.Name] = fn.Recv == nil && fn.Body != nil
			if fn.Doc == nil {
				continue
			}
			var dir directive
			for _, c := range fn.Doc.List {
				dir.read(c.Text, p.Origin)
			}
			if dir != (directive{}) {
				p.directives[p.Info.Defs[fn.Name]] = dir
			}
		}
		if p.Origin != User {
			p.collectLinks(f, bodies, links)
		}
	}
}

// isTogether reports whether comments have the mark of functions that threads run at the same time: before a package clause for all
// functions of the package, before variables for the function literals in their values.
func isTogether(doc *ast.CommentGroup) bool {
	var d directive
	if doc != nil {
		for _, c := range doc.List {
			d.read(c.Text, User)
		}
	}
	return d.attr&flowgraph.Together != 0
}

// read adds what one comment line says. Programs of the user can set attributes only.
func (d *directive) read(text string, origin Origin) {
	word, rest, _ := strings.Cut(strings.TrimSpace(text), " ")
	d.attr |= attributes[word]
	if origin == User {
		return
	}
	rest = strings.TrimSpace(rest)
	switch word {
	case "//rgo:extern":
		d.extern = rest
	case "//rgo:op":
		d.op = rest
	case "//rgo:try":
		d.try = true
	case "//rgo:switch":
		d.swap = true
	case "//rgo:startup":
		d.startup = true
	}
}

// collectLinks records the linknames in file f: a function with a body is pushed to the name, one without is pulled.
func (p *Package) collectLinks(f *ast.File, bodies map[string]bool, links map[string]link) {
	for _, group := range f.Comments {
		for _, c := range group.List {
			words := strings.Fields(c.Text)
			if len(words) != 3 || words[0] != "//go:linkname" {
				continue
			}
			dot := strings.LastIndex(words[2], ".")
			if dot < 0 {
				continue
			}
			if bodies[words[1]] {
				links[words[2]] = link{p.Path, words[1]}
			} else {
				links[p.Path+"."+words[1]] = link{words[2][:dot], words[2][dot+1:]}
			}
		}
	}
}

// literalDirective returns the directives of a function literal at pos in the value of a variable of pkg.
func literalDirective(p *Package, pos token.Pos) directive {
	if p == nil {
		return directive{}
	}
	marked := p.together
	for _, t := range p.tables {
		marked = marked || t.Pos() <= pos && pos < t.End()
	}
	if marked {
		return directive{attr: flowgraph.Together}
	}
	return directive{}
}

// directive returns the directives of the function obj.
func (s *Session) directive(obj types.Object, user map[*types.Package]*Package) directive {
	if obj == nil || obj.Pkg() == nil {
		return directive{}
	}
	if p := user[obj.Pkg()]; p != nil {
		d := p.directives[obj]
		if p.together {
			d.attr |= flowgraph.Together
		}
		return d
	}
	return directive{}
}
