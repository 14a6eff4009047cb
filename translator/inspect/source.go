package inspect

// This file finds the source of functions.

import (
	"fmt"
	"go/ast"
	"strings"

	"rgo/flowgraph"
)

// A Source is the text of a function.
type Source struct {
	File  string   `json:"file"`
	First int      `json:"first"` // number of the first line
	Lines []string `json:"lines"`
}

// Source returns the source of the function called name, with the comment in front of it.
func (p *Program) Source(name string) (*Source, error) {
	var pos flowgraph.Pos
	doc := ""
	for st := flowgraph.Annotated; st <= p.Stage && pos.Line == 0; st++ {
		if g := p.Graph(name, st); g != nil {
			pos, doc = g.Pos, g.Doc
		}
	}
	if pos.Line == 0 {
		if doc != "" {
			return nil, fmt.Errorf("%s has no source: %s", name, doc)
		}
		return nil, fmt.Errorf("%s has no source: the translator made it", name)
	}
	lines, file := p.file(pos.File)
	if lines == nil {
		return nil, fmt.Errorf("the source of %s, %s, is not part of this translation", name, pos.File)
	}
	first, last := p.extent(file, pos)
	return &Source{File: pos.File, First: first, Lines: lines[first-1 : min(last, len(lines))]}, nil
}

// file returns the lines and the syntax of a file by the name that positions have.
func (p *Program) file(name string) ([]string, *ast.File) {
	loaded := p.Session.Loaded
	for _, pkg := range loaded.Packages {
		text, ok := pkg.Texts[name]
		if !ok {
			continue
		}
		for _, f := range pkg.Files {
			if loaded.Fset.File(f.FileStart).Name() == name {
				return strings.Split(string(text), "\n"), f
			}
		}
		return strings.Split(string(text), "\n"), nil
	}
	return nil, nil
}

// extent returns the lines of the innermost function that pos lies in.
func (p *Program) extent(f *ast.File, pos flowgraph.Pos) (first, last int) {
	first, last = pos.Line, pos.Line
	if f == nil {
		return first, last
	}
	fset := p.Session.Loaded.Fset
	ast.Inspect(f, func(n ast.Node) bool {
		if n == nil {
			return false
		}
		from, to := fset.Position(n.Pos()), fset.Position(n.End())
		if from.Line > pos.Line || to.Line < pos.Line {
			return n == ast.Node(f)
		}
		switch x := n.(type) {
		case *ast.FuncDecl:
			first, last = from.Line, to.Line
			if x.Doc != nil {
				first = fset.Position(x.Doc.Pos()).Line
			}
		case *ast.FuncLit:
			at := fset.Position(x.Type.Func)
			if at.Line == pos.Line && at.Column <= pos.Col && (to.Line > pos.Line || to.Column >= pos.Col) {
				first, last = from.Line, to.Line
			}
		}
		return true
	})
	return first, last
}
