package flowgraph

// This file holds the table of type rules (V10) and the rules of calls (V13).

import "go/types"

var typeRules = func() (rules [NumOps]typeRule) {
	// Any stage.
	integer := []kind{kindInt, kindUint}
	for k := OpIntAdd; k <= OpIntReverseBytes; k++ {
		rules[k] = kinds(shapes[k].args, integer...)
	}
	rules[OpIntEq] = kinds(2, kindInt, kindUint, kindBool)
	rules[OpIntNe] = rules[OpIntEq]
	rules[OpIntShl] = arg(1, kinds(1, integer...), integer...)
	rules[OpIntShr] = rules[OpIntShl]
	for k := OpIntAddOvf; k <= OpIntMulOvf; k++ {
		rules[k] = kinds(2, integer...)
	}
	for k := OpFloatAdd; k <= OpFloatFMA; k++ {
		rules[k] = kinds(shapes[k].args, kindFloat)
	}
	rules[OpBoolNot] = kinds(1, kindBool)
	rules[OpConvert] = arg(0, resultKind(kindInt, kindUint, kindFloat), kindInt, kindUint, kindFloat)
	rules[OpBitcast] = bitcast
	rules[OpPtrEq] = kinds(2, kindOther)
	rules[OpPtrNe] = rules[OpPtrEq]
	rules[OpSelect] = func(v *verifier, o *Op) {
		if kindOf(argType(o, 0)) != kindBool {
			v.bad(o, "operand of type %s", typeText(argType(o, 0)))
		} else if v.same(o, "operand", argType(o, 2), argType(o, 1)) {
			v.implied(o)
		}
	}
	rules[OpCall] = call
	rules[OpTry] = call
	rules[OpSwitchStack] = switchStack
	rules[OpExtern] = externCall
	flag := func(v *verifier, o *Op) {
		if kindOf(o.Results[0].Typ) != kindBool {
			v.bad(o, "result of type %s", typeText(o.Results[0].Typ))
		}
	}
	rules[OpStackCheck] = flag
	rules[OpPoll] = flag

	flowRules(&rules)

	// Low level.
	rules[OpCallCode] = callCode
	rules[OpMemLoad] = prims("r", "*")
	rules[OpMemStore] = prims("r*", "")
	rules[OpPtrAdd] = prims("ri", "r")
	rules[OpPtrSub] = prims("rr", "i")
	rules[OpPtrLt] = prims("rr", "b")
	rules[OpRefToInt] = prims("p", "u")
	rules[OpIntToRef] = prims("u", "p")
	rules[OpCastPtr] = prims("r", "r")
	rules[OpMemCopy] = prims("rri", "")
	rules[OpMemZero] = prims("ri", "")
	rules[OpMemEqual] = prims("rri", "b")
	rules[OpAlloc] = prims("", "R")
	rules[OpAllocArray] = prims("i", "R")
	rules[OpTypeID] = prims("r", "*")
	rules[OpLength] = prims("r", "i")
	rules[OpStackAlloc] = prims("", "r")
	rules[OpStackSpace] = prims("", "r")
	rules[OpRootSave] = prims("R", "")
	rules[OpRootLoad] = prims("", "R")
	return rules
}()

func resultKind(allowed ...kind) typeRule {
	return func(v *verifier, o *Op) {
		k := kindOf(o.Results[0].Typ)
		for _, a := range allowed {
			if a == k {
				return
			}
		}
		v.bad(o, "result of type %s", typeText(o.Results[0].Typ))
	}
}

func bitcast(v *verifier, o *Op) {
	from, to := argType(o, 0), o.Results[0].Typ
	for _, t := range []Type{from, to} {
		if k := kindOf(t); k != kindInt && k != kindUint && k != kindFloat {
			v.bad(o, "bitcast of type %s to %s", typeText(from), typeText(to))
			return
		}
	}
	if bitsOf(from) != bitsOf(to) {
		v.bad(o, "bitcast from %d to %d bits", bitsOf(from), bitsOf(to))
	}
}

// passed compares operands and results with the types a callee has.
func (v *verifier) passed(o *Op, args []Value, params []Type, results []*Var, returns []Type) {
	if len(args) != len(params) {
		v.fault(13, o, "%d arguments, the callee takes %d", len(args), len(params))
		return
	}
	for i, a := range args {
		if !SameType(a.Type(), params[i]) {
			v.fault(13, o, "argument %s has type %s, the callee takes %s", a, typeText(a.Type()), typeText(params[i]))
		}
	}
	if len(results) != len(returns) {
		v.fault(13, o, "%d results, the callee has %d", len(results), len(returns))
		return
	}
	for i, r := range results {
		if !SameType(r.Typ, returns[i]) {
			v.fault(13, o, "result %s has type %s, the callee returns %s", r, typeText(r.Typ), typeText(returns[i]))
		}
	}
}

func call(v *verifier, o *Op) {
	g := o.Aux.(*Graph)
	results := o.Results
	if o.Kind == OpTry {
		if kindOf(results[0].Typ) != kindBool {
			v.bad(o, "result of type %s", typeText(results[0].Typ))
			return
		}
		results = results[1:]
	}
	v.passed(o, o.Args, append(g.Params[:len(g.Params):len(g.Params)], g.Captures...), results, g.Results)
}

func switchStack(v *verifier, o *Op) {
	g := o.Aux.(*Graph)
	v.passed(o, nil, append(g.Params[:len(g.Params):len(g.Params)], g.Captures...), nil, g.Results)
	if kindOf(argType(o, 0)) != kindUint {
		v.bad(o, "stack of type %s", typeText(argType(o, 0)))
	}
}

func callCode(v *verifier, o *Op) {
	if !primFits(argType(o, 0), 'c') {
		v.bad(o, "code of type %s", typeText(argType(o, 0)))
		return
	}
	sig := o.Aux.(*Signature)
	v.passed(o, o.Args[1:], sig.Params, o.Results, sig.Results)
}

// externCall compares a call with the list of external functions; at the flow stages the Go types differ in name.
func externCall(v *verifier, o *Op) {
	name := o.Aux.(string)
	e := FindExtern(name)
	switch {
	case e == nil:
		v.bad(o, "no external function %q", name)
	case len(o.Args) != len(e.Params) || len(o.Results) != len(e.Results):
		v.fault(13, o, "%s takes %q and returns %q", name, e.Params, e.Results)
	case v.low:
		for i, a := range o.Args {
			if !primFits(a.Type(), e.Params[i]) {
				v.fault(13, o, "argument %s of type %s for %q", a, typeText(a.Type()), e.Params[i:i+1])
			}
		}
		for i, r := range o.Results {
			if !primFits(r.Typ, e.Results[i]) {
				v.fault(13, o, "result %s of type %s for %q", r, typeText(r.Typ), e.Results[i:i+1])
			}
		}
	}
}

// signatureTypes returns the parameter and result types of a function type.
func signatureTypes(sig *types.Signature) (params, results []Type) {
	for i := range sig.Params().Len() {
		params = append(params, sig.Params().At(i).Type())
	}
	for i := range sig.Results().Len() {
		results = append(results, sig.Results().At(i).Type())
	}
	return params, results
}
