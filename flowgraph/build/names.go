package build

// This file gives graphs their names: "main.f", "main.(*T).m", "main.f$1", "slices.Sort[int]".

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"rgo/flowgraph"
)

// packagePath returns the path that names show.
func (p *program) packagePath(pkg *types.Package) string {
	if known := p.packages[pkg]; known != nil {
		return known.Path
	}
	return pkg.Path()
}

// functionName returns the name of fn, which need not be unique.
func (p *program) functionName(fn *ssa.Function) string {
	if parent := fn.Parent(); parent != nil {
		return p.functionName(parent) + strings.TrimPrefix(fn.Name(), parent.Name())
	}
	if recv := receiver(fn); recv != nil {
		return p.receiverName(recv) + "." + fn.Name()
	}
	var pkg *types.Package
	switch {
	case fn.Pkg != nil:
		pkg = fn.Pkg.Pkg
	case fn.Origin() != nil && fn.Origin().Pkg != nil:
		pkg = fn.Origin().Pkg.Pkg
	case fn.Object() != nil:
		pkg = fn.Object().Pkg()
	}
	if pkg == nil {
		return fn.Name()
	}
	if origin := fn.Origin(); origin != nil {
		// go/ssa names an instance by how its first user spells the type arguments.
		return p.packagePath(pkg) + "." + origin.Name() + flowgraph.TypeArgs(fn.TypeArgs(), p.packagePath)
	}
	return p.packagePath(pkg) + "." + fn.Name()
}

// receiver returns the type of the receiver that fn is about: bound methods capture it, method expressions take it as
// first parameter.
func receiver(fn *ssa.Function) types.Type {
	switch {
	case fn.Signature.Recv() != nil:
		return fn.Signature.Recv().Type()
	case strings.HasSuffix(fn.Name(), "$bound") && len(fn.FreeVars) == 1:
		return fn.FreeVars[0].Type()
	case strings.HasSuffix(fn.Name(), "$thunk"):
		return fn.Signature.Params().At(0).Type()
	}
	return nil
}

// receiverName returns "path.T" or "path.(*T)".
func (p *program) receiverName(t types.Type) string {
	name := flowgraph.TypeName(t, p.packagePath)
	elem, ok := t.(*types.Pointer)
	if !ok {
		return name
	}
	named, ok := types.Unalias(elem.Elem()).(*types.Named)
	if !ok || named.Obj().Pkg() == nil {
		return "(" + name + ")"
	}
	path := p.packagePath(named.Obj().Pkg())
	return path + ".(*" + strings.TrimPrefix(name[1:], path+".") + ")"
}
