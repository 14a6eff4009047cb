package flowgraph

import "go/types"

// IsShape reports whether t is the interface by which package fmt looks into values: the front end makes its methods for
// every type that is asked for them, so all concrete types implement it.
func IsShape(t types.Type) bool {
	named, ok := types.Unalias(t).(*types.Named)
	if !ok || named.Obj().Pkg() == nil {
		return false
	}
	return named.Obj().Name() == "shape" && named.Obj().Pkg().Path() == "fmt"
}

// Implements is types.Implements of a concrete type t and an interface, with the exception of IsShape.
func Implements(t, iface types.Type) bool {
	it, ok := iface.Underlying().(*types.Interface)
	return ok && (IsShape(iface) || types.Implements(t, it))
}
