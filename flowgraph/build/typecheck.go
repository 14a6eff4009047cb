package build

// This file runs the type checker on one package and words what it says.

import (
	"errors"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"go/version"
	"path"
	"strings"

	"rgo/flowgraph"
)

// importer gives the type checker the packages that loadImports has found.
type importer map[string]*types.Package

// Import returns the package imported as name.
func (m importer) Import(name string) (*types.Package, error) {
	if p := m[name]; p != nil {
		return p, nil
	}
	return nil, fmt.Errorf("package %s is not loaded", name)
}

// explain reports whether the error message msg comes from a package of m being only a stand-in.
func (m importer) explain(msg string) bool {
	if strings.Contains(msg, "unknown type") || strings.Contains(msg, "invalid type") {
		return true
	}
	name, ok := strings.CutPrefix(msg, "undefined: ")
	name, _, _ = strings.Cut(name, ".")
	for _, p := range m {
		if ok && p.Name() == name && p.Scope().Len() == 0 && p != types.Unsafe {
			return true
		}
	}
	return false
}

// What is usual: so many bytes of source to one entry.
const (
	bytesPerExpr       = 9
	bytesPerDefinition = 80
	bytesPerUse        = 16
)

// newInfo returns maps for a package whose files have so many bytes. The large ones get room for what is usual.
func newInfo(size int) *types.Info {
	return &types.Info{
		Types:        make(map[ast.Expr]types.TypeAndValue, size/bytesPerExpr),
		Defs:         make(map[*ast.Ident]types.Object, size/bytesPerDefinition),
		Uses:         make(map[*ast.Ident]types.Object, size/bytesPerUse),
		Implicits:    map[ast.Node]types.Object{},
		Instances:    map[*ast.Ident]types.Instance{},
		Scopes:       map[ast.Node]*types.Scope{},
		Selections:   map[*ast.SelectorExpr]*types.Selection{},
		FileVersions: map[*ast.File]string{},
	}
}

// typeCheck type-checks p for the loader, and says what is wrong with it.
func (l *loader) typeCheck(p *Package, src *files, imports importer) {
	if src.tooNew() {
		l.fail(flowgraph.Pos{File: p.Path}, codeVersion, "package needs "+src.goVersion+", this is "+goVersion, "")
		return
	}
	p.typeCheck(l.fset, src, imports, func(err error) {
		if !p.incomplete || !imports.explain(err.(types.Error).Msg) {
			l.failType(err)
		}
	})
}

// typeCheck fills in p.Info and reports whether there are no errors. Then it sets p.Types.
func (p *Package) typeCheck(fset *token.FileSet, src *files, imports importer, fail func(error)) bool {
	if src.tooNew() {
		return false
	}
	failed := false
	cfg := types.Config{
		GoVersion:                src.goVersion,
		Importer:                 imports,
		Sizes:                    sizes(),
		DisableUnusedImportCheck: src.origin != User,
		Error: func(err error) {
			failed = true
			fail(err)
		},
	}
	p.Info = newInfo(src.size() - p.stubbed)
	pkg, _ := cfg.Check(p.Path, fset, p.Files, p.Info)
	if failed || p.incomplete {
		return false
	}
	fixUntypedShifts(p.Files, p.Info)
	p.Types = pkg
	return true
}

// tooNew reports whether f needs a later version of Go than ours.
func (f *files) tooNew() bool { return version.Compare(version.Lang(f.goVersion), goVersion) > 0 }

// sizes returns the sizes that memory layouts follow: those of the gc compiler on amd64.
func sizes() types.Sizes { return types.SizesFor("gc", "amd64") }

// failType records an error of the type checker.
func (l *loader) failType(err error) {
	var e types.Error
	if !errors.As(err, &e) {
		l.fail(flowgraph.Pos{}, codeType, err.Error(), "")
		return
	}
	msg := strings.Join(strings.Fields(strings.ReplaceAll(e.Msg, "\n", ", ")), " ")
	if strings.HasPrefix(e.Msg, "\t") && len(l.errs) > 0 { // continuation of the error before
		last := l.errs[len(l.errs)-1]
		last.Note = l.position(e.Pos).String() + ": " + msg
		return
	}
	at := l.position(e.Pos)
	for _, known := range l.errs {
		if known.Pos == at {
			return // an import that is missing is also unused
		}
	}
	if name, ok := l.missingName(msg); ok {
		l.fail(at, codeMissing, name+" is not available in translated programs", "")
		return
	}
	l.fail(at, codeType, msg, "")
}

// missingName returns the name that a type error calls undefined, if it is one that the real standard library has.
func (l *loader) missingName(msg string) (string, bool) {
	name, ok := strings.CutPrefix(msg, "undefined: ")
	if !ok {
		return "", false
	}
	pkg, sel, ok := strings.Cut(name, ".")
	if !ok {
		return "", false
	}
	for p := range supported {
		if path.Base(p) == pkg && standardDeclares(p, sel) {
			return p + "." + sel, true
		}
	}
	return "", false
}
