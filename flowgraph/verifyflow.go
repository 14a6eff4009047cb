package flowgraph

// This file holds the type rules of the operations that exist at the flow stages only.

import "go/types"

func flowRules(rules *[NumOps]typeRule) {
	anyInt := []kind{kindInt, kindUint}
	rules[OpRetype] = retype
	rules[OpComplexMake] = arg(0, arg(1, resultKind(kindComplex), kindFloat), kindFloat)
	rules[OpComplexReal] = arg(0, resultKind(kindFloat), kindComplex)
	rules[OpComplexImag] = rules[OpComplexReal]
	rules[OpField] = func(v *verifier, o *Op) {
		if f := v.fieldType(o, argType(o, 0)); f != nil {
			v.same(o, "result", o.Results[0].Typ, f)
		}
	}
	rules[OpMakeStruct] = makeStruct
	rules[OpIndex] = arg(1, func(v *verifier, o *Op) {
		if a, ok := under(argType(o, 0)).(*types.Array); !ok {
			v.bad(o, "index of type %s", typeText(argType(o, 0)))
		} else {
			v.same(o, "result", o.Results[0].Typ, a.Elem())
		}
	}, anyInt...)
	rules[OpEqual] = func(v *verifier, o *Op) {
		if v.same(o, "operand", argType(o, 1), argType(o, 0)) {
			v.implied(o)
		}
	}
	rules[OpHash] = arg(1, resultKind(kindUint), kindUint)
	rules[OpLen] = lengthOf
	rules[OpCap] = lengthOf
	rules[OpStrIndex] = arg(0, arg(1, resultKind(kindUint), anyInt...), kindString)
	rules[OpStrSlice] = arg(0, arg(1, arg(2, resultKind(kindString), anyInt...), anyInt...), kindString)
	rules[OpStrData] = arg(0, pointerResult, kindString)
	rules[OpMakeString] = arg(1, resultKind(kindString), anyInt...)
	rules[OpSliceData] = func(v *verifier, o *Op) { v.element(o, argType(o, 0), o.Results[0].Typ) }
	rules[OpMakeSliceRaw] = func(v *verifier, o *Op) { v.element(o, o.Results[0].Typ, argType(o, 0)) }
	rules[OpSlice] = slice
	rules[OpSliceToArrayPtr] = pointerResult
	rules[OpNew] = func(v *verifier, o *Op) { v.pointsTo(o, o.Results[0].Typ, o.Aux.(types.Type)) }
	rules[OpMakeSlice] = func(v *verifier, o *Op) {
		if _, ok := under(o.Results[0].Typ).(*types.Slice); !ok {
			v.bad(o, "result of type %s", typeText(o.Results[0].Typ))
		}
	}
	rules[OpFieldAddr] = func(v *verifier, o *Op) {
		if f := v.fieldType(o, v.elem(o, argType(o, 0))); f != nil {
			v.pointsTo(o, o.Results[0].Typ, f)
		}
	}
	rules[OpIndexAddr] = arg(1, indexAddr, anyInt...)
	rules[OpLoad] = func(v *verifier, o *Op) { v.pointsTo(o, argType(o, 0), o.Results[0].Typ) }
	rules[OpStore] = func(v *verifier, o *Op) { v.pointsTo(o, argType(o, 0), argType(o, 1)) }
	rules[OpNilCheck] = arg(0, func(*verifier, *Op) {}, kindOther)
	rules[OpCopy] = arg(0, func(*verifier, *Op) {}, kindOther)
	rules[OpMakeIface] = func(v *verifier, o *Op) {
		if _, ok := under(o.Results[0].Typ).(*types.Interface); !ok || isInterface(argType(o, 0)) {
			v.bad(o, "%s from %s", typeText(o.Results[0].Typ), typeText(argType(o, 0)))
		}
	}
	assert := func(v *verifier, o *Op) {
		if !isInterface(argType(o, 0)) {
			v.bad(o, "operand of type %s", typeText(argType(o, 0)))
			return
		}
		v.same(o, "result", o.Results[0].Typ, o.Aux.(types.Type))
	}
	rules[OpAssert], rules[OpAssertOk] = assert, assert
	iface := func(v *verifier, o *Op) {
		for i := range o.Args {
			if !isInterface(argType(o, i)) {
				v.bad(o, "operand of type %s", typeText(argType(o, i)))
			}
		}
	}
	rules[OpIfaceEqual], rules[OpIfaceIsNil], rules[OpTypeString] = iface, iface, iface
	rules[OpMakeClosure] = makeClosure
	rules[OpFuncIsNil] = func(v *verifier, o *Op) { v.signature(o, argType(o, 0)) }
	rules[OpDeferredVariant] = func(v *verifier, o *Op) {
		if v.signature(o, argType(o, 0)) != nil {
			v.same(o, "result", o.Results[0].Typ, argType(o, 0))
		}
	}
	rules[OpInvoke] = invoke
	rules[OpCallIndirect] = func(v *verifier, o *Op) {
		if sig := v.signature(o, argType(o, 0)); sig != nil {
			params, results := signatureTypes(sig)
			v.passed(o, o.Args[1:], params, o.Results, results)
		}
	}
}

// under returns the underlying Go type.
func under(t Type) types.Type {
	if gt, ok := t.(types.Type); ok {
		return gt.Underlying()
	}
	return nil
}

func isInterface(t Type) bool {
	_, ok := under(t).(*types.Interface)
	return ok
}

// elem returns what pointer type t points to, or reports a fault.
func (v *verifier) elem(o *Op, t Type) Type {
	if p, ok := under(t).(*types.Pointer); ok {
		return p.Elem()
	}
	v.bad(o, "%s is no pointer type", typeText(t))
	return nil
}

func (v *verifier) pointsTo(o *Op, ptr, elem Type) {
	if e := v.elem(o, ptr); e != nil {
		v.same(o, "what the pointer points to", e, elem)
	}
}

// fieldType returns the type of the field that Aux numbers in struct type t.
func (v *verifier) fieldType(o *Op, t Type) Type {
	if t == nil {
		return nil
	}
	s, ok := under(t).(*types.Struct)
	if i := o.Aux.(int64); !ok || i < 0 || i >= int64(s.NumFields()) {
		v.bad(o, "no field %d in %s", i, typeText(t))
		return nil
	}
	return s.Field(int(o.Aux.(int64))).Type()
}

func retype(v *verifier, o *Op) {
	from, to := argType(o, 0), o.Results[0].Typ
	if kindOf(from) == kindOf(to) {
		return
	}
	// uintptr is no pointer: ptr_to_int and int_to_ptr convert.
	v.bad(o, "retype of %s to %s", typeText(from), typeText(to))
}

func makeStruct(v *verifier, o *Op) {
	s, ok := under(o.Results[0].Typ).(*types.Struct)
	if !ok || s.NumFields() != len(o.Args) {
		v.bad(o, "%d fields for type %s", len(o.Args), typeText(o.Results[0].Typ))
		return
	}
	for i := range o.Args {
		v.same(o, "field", argType(o, i), s.Field(i).Type())
	}
}

func lengthOf(v *verifier, o *Op) {
	_, ok := under(argType(o, 0)).(*types.Slice)
	if !ok && (o.Kind == OpCap || kindOf(argType(o, 0)) != kindString) {
		v.bad(o, "operand of type %s", typeText(argType(o, 0)))
		return
	}
	v.implied(o)
}

func pointerResult(v *verifier, o *Op) { v.elem(o, o.Results[0].Typ) }

// element checks that ptr points to an element of a slice type.
func (v *verifier) element(o *Op, slice, ptr Type) {
	s, ok := under(slice).(*types.Slice)
	if !ok {
		v.bad(o, "%s is no slice type", typeText(slice))
		return
	}
	v.pointsTo(o, ptr, s.Elem())
}

// sequence returns the element type of a slice or of an array that t points to.
func (v *verifier) sequence(o *Op, t Type) Type {
	switch u := under(t).(type) {
	case *types.Slice:
		return u.Elem()
	case *types.Pointer:
		if a, ok := u.Elem().Underlying().(*types.Array); ok {
			return a.Elem()
		}
	}
	v.bad(o, "operand of type %s", typeText(t))
	return nil
}

func slice(v *verifier, o *Op) {
	e := v.sequence(o, argType(o, 0))
	if e == nil {
		return
	}
	for _, a := range o.Args[1:] {
		if k := kindOf(a.Type()); k != kindInt && k != kindUint {
			v.bad(o, "bound of type %s", typeText(a.Type()))
		}
	}
	if s, ok := under(o.Results[0].Typ).(*types.Slice); !ok {
		v.bad(o, "result of type %s", typeText(o.Results[0].Typ))
	} else {
		v.same(o, "element", s.Elem(), e)
	}
}

func indexAddr(v *verifier, o *Op) {
	if e := v.sequence(o, argType(o, 0)); e != nil {
		v.pointsTo(o, o.Results[0].Typ, e)
	}
}

// signature returns t as a function type, or reports a fault.
func (v *verifier) signature(o *Op, t Type) *types.Signature {
	sig, ok := under(t).(*types.Signature)
	if !ok {
		v.bad(o, "%s is no function type", typeText(t))
	}
	return sig
}

func makeClosure(v *verifier, o *Op) {
	sig := v.signature(o, o.Results[0].Typ)
	if sig == nil {
		return
	}
	g := o.Aux.(*Graph)
	v.passed(o, o.Args, g.Captures, nil, nil)
	params, results := signatureTypes(sig)
	if len(params) != len(g.Params) || len(results) != len(g.Results) {
		v.fault(13, o, "graph %s has other parameters or results than %s", g.Name, typeText(o.Results[0].Typ))
		return
	}
	for i, t := range params {
		if !SameType(t, g.Params[i]) {
			v.fault(13, o, "parameter of type %s, %s has %s", typeText(t), g.Name, typeText(g.Params[i]))
		}
	}
	for i, t := range results {
		if !SameType(t, g.Results[i]) {
			v.fault(13, o, "result of type %s, %s has %s", typeText(t), g.Name, typeText(g.Results[i]))
		}
	}
}

func invoke(v *verifier, o *Op) {
	m := o.Aux.(*Method)
	iface, ok := under(argType(o, 0)).(*types.Interface)
	if !ok {
		v.bad(o, "receiver of type %s", typeText(argType(o, 0)))
		return
	}
	for i := range iface.NumMethods() {
		f := iface.Method(i)
		if f.Name() != m.Name || !f.Exported() && m.Pkg != nil && f.Pkg() != nil && f.Pkg().Path() != m.Pkg.Path() {
			continue
		}
		params, results := signatureTypes(f.Type().(*types.Signature))
		v.passed(o, o.Args[1:], params, o.Results, results)
		return
	}
	v.bad(o, "%s has no method %s", typeText(argType(o, 0)), m.Name)
}
