package build

// This file maps the types of go/ssa to those of graphs, and finds the instances of runtime types.

import (
	"go/types"

	"rgo/flowgraph"
)

// typ returns the type that a variable of type t has in a graph: untyped types get their default, and the type that
// go/ssa invents for a list of deferred calls is that of the runtime.
func (p *program) typ(t types.Type) types.Type {
	switch t := t.(type) {
	case *types.Basic:
		if t.Info()&types.IsUntyped != 0 && t.Kind() != types.UntypedNil {
			return types.Default(t)
		}
	case *types.Pointer:
		if isDeferStack(t.Elem()) {
			return types.NewPointer(p.frameType())
		}
	case *types.Alias:
		return p.typ(types.Unalias(t))
	case *types.Named:
		if isDeferStack(t) {
			return p.frameType()
		}
	}
	return t
}

func isDeferStack(t types.Type) bool {
	n, ok := t.(*types.Named)
	return ok && n.Obj().Name() == "deferStack" && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == "$ssa"
}

// frameType returns *runtime.DeferFrame.
func (p *program) frameType() types.Type {
	return types.NewPointer(p.runtimeType(pathRuntime, "DeferFrame"))
}

// runtimeType returns a named type of a runtime package.
func (p *program) runtimeType(path, name string) types.Type {
	return p.paths[path].Types.Scope().Lookup(name).Type()
}

// mapType returns *maps.Map[K, V] for a map type.
func (p *program) mapType(t types.Type) *types.Pointer {
	p.typesMu.Lock()
	defer p.typesMu.Unlock()
	m := t.Underlying().(*types.Map)
	if impl := p.mapImpl.At(m); impl != nil {
		return impl.(*types.Pointer)
	}
	ptr := types.NewPointer(p.instance(p.runtimeType(pathMaps, "Map"), m.Key(), m.Elem()))
	p.mapImpl.Set(m, ptr)
	return ptr
}

// chanType returns *channels.Chan[T] for a channel type, whatever its direction.
func (p *program) chanType(t types.Type) *types.Pointer {
	p.typesMu.Lock()
	defer p.typesMu.Unlock()
	elem := t.Underlying().(*types.Chan).Elem()
	if impl := p.chanImpl.At(elem); impl != nil {
		return impl.(*types.Pointer)
	}
	ptr := types.NewPointer(p.instance(p.runtimeType(pathChannels, "Chan"), elem))
	p.chanImpl.Set(elem, ptr)
	return ptr
}

// opsType returns slices.Ops[T].
func (p *program) opsType(elem types.Type) types.Type {
	p.typesMu.Lock()
	defer p.typesMu.Unlock()
	if impl := p.opsImpl.At(elem); impl != nil {
		return impl.(types.Type)
	}
	ops := p.instance(p.runtimeType(pathSlices, "Ops"), elem)
	p.opsImpl.Set(elem, ops)
	return ops
}

// instance returns generic[args].
func (p *program) instance(generic types.Type, args ...types.Type) types.Type {
	t, err := types.Instantiate(nil, generic, args, false)
	if err != nil {
		panic(err)
	}
	return t
}

// mapMethod returns the graph of a method of the implementation of map type t.
func (s scope) mapMethod(t types.Type, name string) *flowgraph.Graph {
	return s.mustMethod(s.mapType(t), name)
}

// mustMethod returns the graph of an exported method of a runtime type.
func (s scope) mustMethod(t types.Type, name string) *flowgraph.Graph {
	g := s.method(t, nil, name, false)
	if g == nil {
		panic("runtime type " + t.String() + " has no method " + name)
	}
	return g
}

// Tests for the kind of a type, looking through names.

func basic(t types.Type) *types.Basic {
	b, _ := t.Underlying().(*types.Basic)
	return b
}

func hasInfo(t types.Type, info types.BasicInfo) bool {
	b := basic(t)
	return b != nil && b.Info()&info != 0
}

func isString(t types.Type) bool  { return hasInfo(t, types.IsString) }
func isInteger(t types.Type) bool { return hasInfo(t, types.IsInteger) }
func isFloat(t types.Type) bool   { return hasInfo(t, types.IsFloat) }
func isComplex(t types.Type) bool { return hasInfo(t, types.IsComplex) }

func isUnsigned(t types.Type) bool { return hasInfo(t, types.IsUnsigned) }

func isUnsafePointer(t types.Type) bool {
	b := basic(t)
	return b != nil && b.Kind() == types.UnsafePointer
}

func isUintptr(t types.Type) bool {
	b := basic(t)
	return b != nil && b.Kind() == types.Uintptr
}

// partType returns the float type of the parts of a complex type.
func partType(t types.Type) types.Type {
	if b := basic(t); b.Kind() == types.Complex64 {
		return types.Typ[types.Float32]
	}
	return types.Typ[types.Float64]
}
