package build

// This file is the table of patches to standard packages: which files with assembly behind them are left out, and
// which of their portable twins are taken instead. Single declarations are replaced by the files below _overlay.

import (
	"embed"
	"go/ast"
	"go/parser"
	"go/token"
)

//go:embed all:_overlay
var overlays embed.FS

// patch says what happens to one file.
type patch uint8

const (
	keep   patch = iota
	blank        // left out
	enable       // taken whatever its build constraint says
)

// patches maps files of standard packages, by import path and name.
var patches = map[string]patch{
	"math/dim_asm.go":   blank,
	"math/exp_asm.go":   blank,
	"math/exp_amd64.go": blank,
	"math/floor_asm.go": blank,
	"math/hypot_asm.go": blank,
	"math/log_asm.go":   blank,

	"math/dim_noasm.go":   enable,
	"math/exp_noasm.go":   enable,
	"math/floor_noasm.go": enable,
	"math/hypot_noasm.go": enable,
	"math/log_stub.go":    enable,

	"internal/bytealg/compare_native.go":   blank,
	"internal/bytealg/count_native.go":     blank,
	"internal/bytealg/equal_native.go":     blank,
	"internal/bytealg/index_native.go":     blank,
	"internal/bytealg/index_amd64.go":      blank,
	"internal/bytealg/indexbyte_native.go": blank,

	"internal/bytealg/compare_generic.go":   enable,
	"internal/bytealg/count_generic.go":     enable,
	"internal/bytealg/index_generic.go":     enable,
	"internal/bytealg/indexbyte_generic.go": enable,

	"hash/crc32/crc32_amd64.go":     blank,
	"hash/crc32/crc32_otherarch.go": enable,
}

// overlay adds files to a package: a function, method, type, constant or variable that they declare replaces the
// original one.
func overlay(fset *token.FileSet, original []*ast.File, extra []sourceFile) []*ast.File {
	replaced := map[string]bool{}
	var added []*ast.File
	for _, src := range extra {
		f, err := parser.ParseFile(fset, src.name, src.text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			panic(err) // the embedded file itself is broken
		}
		added = append(added, f)
		for _, d := range f.Decls {
			for _, name := range declared(d) {
				replaced[name] = true
			}
		}
	}
	for _, f := range original {
		kept := f.Decls[:0]
		for _, d := range f.Decls {
			if d = without(d, replaced); d != nil {
				kept = append(kept, d)
			}
		}
		f.Decls = kept
	}
	return append(original, added...)
}

// declared returns the names a declaration declares; methods as "Type.Method".
func declared(d ast.Decl) []string {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Recv == nil && d.Name.Name == "init" {
			return nil
		}
		return []string{funcName(d)}
	case *ast.GenDecl:
		var names []string
		for _, s := range d.Specs {
			switch s := s.(type) {
			case *ast.TypeSpec:
				names = append(names, s.Name.Name)
			case *ast.ValueSpec:
				for _, n := range s.Names {
					names = append(names, n.Name)
				}
			}
		}
		return names
	}
	return nil
}

// funcName returns "F" or "Type.Method".
func funcName(d *ast.FuncDecl) string {
	if d.Recv == nil || len(d.Recv.List) == 0 {
		return d.Name.Name
	}
	t := d.Recv.List[0].Type
	for {
		switch x := t.(type) {
		case *ast.StarExpr:
			t = x.X
		case *ast.ParenExpr:
			t = x.X
		case *ast.IndexExpr:
			t = x.X
		case *ast.IndexListExpr:
			t = x.X
		case *ast.Ident:
			return x.Name + "." + d.Name.Name
		default:
			return d.Name.Name
		}
	}
}

// without returns d without the declarations in replaced, nil if nothing is left. Constants that follow others by iota
// are replaced as a whole group only.
func without(d ast.Decl, replaced map[string]bool) ast.Decl {
	names := declared(d)
	hit := false
	for _, n := range names {
		hit = hit || replaced[n] && n != "_"
	}
	if !hit {
		return d
	}
	g, ok := d.(*ast.GenDecl)
	if !ok {
		return nil
	}
	kept := g.Specs[:0]
	for _, s := range g.Specs {
		if !specReplaced(s, replaced) {
			kept = append(kept, s)
		}
	}
	if len(kept) == 0 {
		return nil
	}
	g.Specs = kept
	return g
}

func specReplaced(s ast.Spec, replaced map[string]bool) bool {
	switch s := s.(type) {
	case *ast.TypeSpec:
		return replaced[s.Name.Name]
	case *ast.ValueSpec:
		for _, n := range s.Names {
			if replaced[n.Name] {
				return true
			}
		}
	}
	return false
}
