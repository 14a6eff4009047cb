package build

// This file makes what package fmt needs to know of values (runtime/std/fmt/shape.go) without reflection: methods that no
// source declares, of every type that comes to be formatted. An interface has them as soon as it is made a shape, and since
// the program is closed it is known which types those interfaces can hold. What is in a value of one type comes out as
// interfaces again, so the types of all parts follow.

import (
	"go/types"
	"reflect"

	"rgo/flowgraph"
)

// pathFmt is the package with the interface of shapes.
const pathFmt = "fmt"

// shapeMethod returns the type of a method of shapes, nil if there is none of the name or the program has no package fmt.
func (p *program) shapeMethod(name string) *types.Signature {
	if pkg := p.paths[pathFmt]; pkg != nil {
		if shape := pkg.Types.Scope().Lookup("shape"); shape != nil {
			for m := range shape.Type().Underlying().(*types.Interface).Methods() {
				if m.Name() == name {
					return m.Type().(*types.Signature)
				}
			}
		}
	}
	return nil
}

// namedShape returns the graph of one of the methods of a type, mentioned by nobody, nil if it is none of them. p.mu is held.
func (p *program) namedShape(t types.Type, pkg *types.Package, name string) *named {
	if pkg == nil || pkg.Path() != pathFmt {
		return nil
	}
	sig := p.shapeMethod(name)
	if sig == nil {
		return nil
	}
	all, _ := p.shapes.At(t).(map[string]*named)
	if all == nil {
		all = map[string]*named{}
		p.shapes.Set(t, all)
	}
	if n := all[name]; n != nil {
		return n
	}
	base := p.receiverName(t) + "." + name
	s := signature{params: []types.Type{t}, results: resultTypes(sig)}
	for v := range sig.Params().Variables() {
		s.params = append(s.params, v.Type())
	}
	n := &named{graph: p.makeGraph(base, flowgraph.Pos{}, s), base: base}
	n.graph.Doc = "made for package fmt"
	all[name] = n
	p.add(n, func(sc scope, body *flowgraph.Graph) error {
		sc.buildShape(t, name, s, body)
		return nil
	})
	return n
}

// A shaper builds one method of one type.
type shaper struct {
	builder
	typ types.Type
}

func (s scope) buildShape(t types.Type, name string, sig signature, body *flowgraph.Graph) {
	b := &shaper{builder{scope: s, g: body}, t}
	body.Start, body.Return = body.NewBlock(), body.NewBlock()
	var params []flowgraph.Value
	for _, p := range sig.params {
		v := body.NewVar("", b.scope.typ(p))
		body.Start.Args = append(body.Start.Args, v)
		params = append(params, v)
	}
	for _, r := range body.Results {
		body.Return.Args = append(body.Return.Args, body.NewVar("", r))
	}
	b.cur = body.Start
	b.jump(body.Return, b.method(name, params))
	makeSSI(body)
}

// method builds the method called name, of params[0].
func (b *shaper) method(name string, params []flowgraph.Value) flowgraph.Value {
	x := params[0]
	switch name {
	case "shapeLen":
		return b.length(x)
	case "shapeEntries":
		return b.entries(x)
	case "shapeAddress":
		return b.address(x)
	}
	i := params[1]
	switch name {
	case "shapeKind":
		return b.kind(i)
	case "shapeText":
		return b.text(i)
	case "shapeName":
		return b.name(i)
	}
	return b.part(x, i)
}

// parts returns the types of what a value consists of: of a struct one for each field, of a map those of key and element, else
// one at most, which is that of all parts.
func parts(t types.Type) []types.Type {
	switch u := t.Underlying().(type) {
	case *types.Struct:
		list := make([]types.Type, u.NumFields())
		for i := range list {
			list[i] = u.Field(i).Type()
		}
		return list
	case *types.Map:
		return []types.Type{u.Key(), u.Elem()}
	case *types.Slice, *types.Array, *types.Pointer:
		return []types.Type{u.(interface{ Elem() types.Type }).Elem()}
	}
	return nil
}

// choose returns value k for part k, and own for any other i. Values are built where they are chosen.
func (b *shaper) choose(i flowgraph.Value, result types.Type, own func() flowgraph.Value, n int, value func(k int) flowgraph.Value) flowgraph.Value {
	if n == 0 {
		return own()
	}
	from := b.cur
	from.Switch = i
	join := b.g.NewBlock(b.g.NewVar("", b.scope.typ(result)))
	for k := range n + 1 {
		x := b.g.NewBlock()
		link := &flowgraph.Link{Target: x}
		b.cur = x
		if k < n {
			link.Case = constInt(int64(k))
			b.jump(join, value(k))
		} else {
			b.jump(join, own())
		}
		from.Exits = append(from.Exits, link)
	}
	b.cur = join
	return join.Args[0]
}

// same returns of(own type) if i is negative, and of(type of part i) else: constants.
func (b *shaper) same(i flowgraph.Value, result types.Type, of func(t types.Type) flowgraph.Value) flowgraph.Value {
	list := parts(b.typ)
	own := of(b.typ)
	if _, ok := b.typ.Underlying().(*types.Struct); !ok && len(list) == 1 {
		negative := b.op1(flowgraph.OpIntLt, types.Typ[types.Bool], i, constInt(0))
		return b.op1(flowgraph.OpSelect, result, negative, own, of(list[0]))
	}
	return b.choose(i, result, func() flowgraph.Value { return own }, len(list), func(k int) flowgraph.Value { return of(list[k]) })
}

func (b *shaper) kind(i flowgraph.Value) flowgraph.Value {
	return b.same(i, types.Typ[types.Int], func(t types.Type) flowgraph.Value { return constInt(int64(kindOf(t))) })
}

func (b *shaper) text(i flowgraph.Value) flowgraph.Value {
	return b.same(i, types.Typ[types.String], func(t types.Type) flowgraph.Value { return constString(flowgraph.RuntimeTypeString(t)) })
}

func (b *shaper) name(i flowgraph.Value) flowgraph.Value {
	none := func() flowgraph.Value { return constString("") }
	s, ok := b.typ.Underlying().(*types.Struct)
	if !ok {
		return none()
	}
	return b.choose(i, types.Typ[types.String], none, s.NumFields(), func(k int) flowgraph.Value { return constString(shapeName(s.Field(k))) })
}

// shapeName returns the name of a field, with a dot in front if it is embedded.
func shapeName(f *types.Var) string {
	if f.Embedded() {
		return "." + f.Name()
	}
	return f.Name()
}

func (b *shaper) length(x flowgraph.Value) flowgraph.Value {
	switch u := b.typ.Underlying().(type) {
	case *types.Slice:
		return b.op1(flowgraph.OpLen, types.Typ[types.Int], x)
	case *types.Array:
		return constInt(u.Len())
	case *types.Struct:
		return constInt(int64(u.NumFields()))
	case *types.Map:
		return b.call(b.mapMethod(b.typ, "Len"), b.retype(x, b.mapType(b.typ)))[0]
	}
	return constInt(0)
}

// part builds what part i of x is, as an interface.
func (b *shaper) part(x, i flowgraph.Value) flowgraph.Value {
	none := func() flowgraph.Value { return flowgraph.NewConst(anyType, nil) }
	switch u := b.typ.Underlying().(type) {
	case *types.Slice:
		at := b.op1(flowgraph.OpIndexAddr, types.NewPointer(u.Elem()), x, i)
		return b.boxed(b.op1(flowgraph.OpLoad, u.Elem(), at))
	case *types.Array:
		if u.Len() == 0 {
			return none()
		}
		return b.boxed(b.op1(flowgraph.OpIndex, u.Elem(), x, i))
	case *types.Pointer:
		target := func() flowgraph.Value { return b.boxed(b.op1(flowgraph.OpLoad, u.Elem(), x)) }
		own := none
		if plain := plainTarget(u.Elem()); plain != nil {
			own = func() flowgraph.Value { return b.boxed(b.retype(x, types.NewPointer(plain))) }
		} else if kindOf(u.Elem()) != reflect.Slice { // nobody asks
			return target()
		}
		return b.choose(i, anyType, own, 1, func(int) flowgraph.Value { return target() })
	case *types.Struct:
		return b.choose(i, anyType, none, u.NumFields(), func(k int) flowgraph.Value {
			return b.boxed(b.op1aux(flowgraph.OpField, int64(k), u.Field(k).Type(), x))
		})
	case *types.Basic:
		if u.Kind() != types.UnsafePointer {
			return b.boxed(b.retype(x, u))
		}
	}
	return none()
}

// plainTarget returns the predeclared type, or []byte, that underlies t, nil if there is none or t is it.
func plainTarget(t types.Type) types.Type {
	u := t.Underlying()
	if types.Identical(t, u) {
		return nil
	}
	if basic, ok := u.(*types.Basic); ok && basic.Kind() != types.UnsafePointer || types.Identical(u, types.NewSlice(types.Typ[types.Byte])) {
		return u
	}
	return nil
}

// boxed returns v as an interface.
func (b *shaper) boxed(v flowgraph.Value) flowgraph.Value {
	if types.IsInterface(typeOf(v)) {
		return b.retype(v, anyType)
	}
	return b.op1(flowgraph.OpMakeIface, anyType, v)
}

// entries builds the keys and values of a map.
func (b *shaper) entries(x flowgraph.Value) flowgraph.Value {
	m, ok := b.typ.Underlying().(*types.Map)
	if !ok {
		return flowgraph.NewConst(types.NewSlice(anyType), nil)
	}
	t := b.instance(b.paths[pathFmt].Types.Scope().Lookup("entries").Type(), m.Key(), m.Elem())
	return b.call(b.mustMethod(t, "List"), b.retype(x, t))[0]
}

// address builds where x points.
func (b *shaper) address(x flowgraph.Value) flowgraph.Value {
	word := types.Typ[types.Uintptr]
	pointer := func(p flowgraph.Value) flowgraph.Value { return b.op1(flowgraph.OpPtrToInt, word, p) }
	switch u := b.typ.Underlying().(type) {
	case *types.Pointer:
		return pointer(x)
	case *types.Map:
		return pointer(b.retype(x, b.mapType(b.typ)))
	case *types.Chan:
		return pointer(b.retype(x, b.chanType(b.typ)))
	case *types.Slice:
		return pointer(b.op1(flowgraph.OpSliceData, types.NewPointer(u.Elem()), x))
	case *types.Signature: // its code has no address that would mean anything
		isNil := b.op1(flowgraph.OpFuncIsNil, types.Typ[types.Bool], x)
		return b.op1(flowgraph.OpSelect, word, isNil, flowgraph.NewConst(word, uint64(0)), flowgraph.NewConst(word, uint64(1)))
	case *types.Basic:
		if u.Kind() == types.UnsafePointer {
			return pointer(x)
		}
	}
	return flowgraph.NewConst(word, uint64(0))
}

// basicKinds maps kinds of package types to those of reflect.
var basicKinds = map[types.BasicKind]reflect.Kind{
	types.Bool: reflect.Bool, types.Int: reflect.Int, types.Int8: reflect.Int8, types.Int16: reflect.Int16, types.Int32: reflect.Int32,
	types.Int64: reflect.Int64, types.Uint: reflect.Uint, types.Uint8: reflect.Uint8, types.Uint16: reflect.Uint16,
	types.Uint32: reflect.Uint32, types.Uint64: reflect.Uint64, types.Uintptr: reflect.Uintptr, types.Float32: reflect.Float32,
	types.Float64: reflect.Float64, types.Complex64: reflect.Complex64, types.Complex128: reflect.Complex128,
	types.String: reflect.String, types.UnsafePointer: reflect.UnsafePointer,
}

// kindOf returns the kind of t as package reflect has it.
func kindOf(t types.Type) reflect.Kind {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return basicKinds[u.Kind()]
	case *types.Array:
		return reflect.Array
	case *types.Chan:
		return reflect.Chan
	case *types.Signature:
		return reflect.Func
	case *types.Interface:
		return reflect.Interface
	case *types.Map:
		return reflect.Map
	case *types.Pointer:
		return reflect.Pointer
	case *types.Slice:
		return reflect.Slice
	case *types.Struct:
		return reflect.Struct
	}
	return reflect.Invalid
}
