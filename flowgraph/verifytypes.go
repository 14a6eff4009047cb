package flowgraph

// This file checks operations: against the table (V9), their types (V10), constants (V12) and calls (V13).

import (
	"go/types"
	"strings"

	"rgo/rtyper/lltype"
)

// A shape is the number of operands and results of an operation, read from OpInfo.Sig; -1 is any number.
type shape struct{ args, results int }

var shapes = func() (list [NumOps]shape) {
	for k := range list {
		args, results, _ := strings.Cut(opTable[k].Sig, "->")
		list[k] = shape{countNames(args), countNames(results)}
	}
	return list
}()

func countNames(s string) int {
	s = strings.TrimSpace(s)
	switch {
	case s == "":
		return 0
	case strings.HasSuffix(s, "..."):
		return -1 - strings.Count(s, ",") // at least that many before it, minus one
	}
	return strings.Count(s, ",") + 1
}

// countFits reports whether n fits a count of countNames.
func countFits(n, count int) bool {
	if count >= 0 {
		return n == count
	}
	return n >= -1-count
}

// counts checks o against its row of the table.
func (v *verifier) counts(o *Op) {
	info := o.Kind.Info()
	stage := FlowOnly
	if v.low {
		stage = LowOnly
	}
	if info.Stages&stage == 0 {
		v.fault(9, o, "%s does not belong to this stage", info.Name)
	}
	s := shapes[o.Kind]
	if !countFits(len(o.Args), s.args) {
		v.fault(9, o, "%d operands, expected %q", len(o.Args), info.Sig)
	}
	if !countFits(len(o.Results), s.results) {
		v.fault(9, o, "%d results, expected %q", len(o.Results), info.Sig)
	}
	ok := false
	switch a := o.Aux.(type) {
	case nil:
		ok = info.Aux == NoAux || info.Aux == AuxOptName
	case *Graph:
		ok = info.Aux == AuxGraph && a != nil
	case int64:
		ok = info.Aux == AuxInt
	case string:
		ok = info.Aux == AuxName || info.Aux == AuxOptName
	case *Method:
		ok = info.Aux == AuxMethod && a != nil
	case *Signature:
		ok = info.Aux == AuxSig && a != nil
	case *lltype.Layout:
		ok = info.Aux == AuxLayout && a != nil
	case types.Type:
		ok = info.Aux == AuxType
	}
	if !ok {
		v.fault(9, o, "wrong kind of Aux: %T", o.Aux)
	}
}

// A typeRule checks the types of one operation. It stops at the first fault.
type typeRule func(v *verifier, o *Op)

// bad reports a type fault.
func (v *verifier) bad(o *Op, format string, args ...any) { v.fault(10, o, format, args...) }

// opTypes checks the types of o.
func (v *verifier) opTypes(o *Op) {
	if rule := typeRules[o.Kind]; rule != nil {
		rule(v, o)
	}
}

func argType(o *Op, i int) Type { return o.Args[i].Type() }

// same checks that types are equal, named for the message.
func (v *verifier) same(o *Op, what string, got, want Type) bool {
	if SameType(got, want) {
		return true
	}
	v.bad(o, "%s has type %s, expected %s", what, typeText(got), typeText(want))
	return false
}

// kinds returns a rule: the first n operands are of one type and of one of the given kinds, and the results follow the
// result rule of the operation.
func kinds(n int, allowed ...kind) typeRule {
	return func(v *verifier, o *Op) {
		k := kindOf(argType(o, 0))
		ok := false
		for _, a := range allowed {
			ok = ok || a == k
		}
		if !ok {
			v.bad(o, "operand of type %s", typeText(argType(o, 0)))
			return
		}
		for i := 1; i < n; i++ {
			if !v.same(o, "operand", argType(o, i), argType(o, 0)) {
				return
			}
		}
		v.implied(o)
	}
}

// implied checks results whose type follows from the operands. Comparisons may give any boolean type.
func (v *verifier) implied(o *Op) {
	for i, r := range o.Results {
		want := impliedResult(o, i)
		if want == nil || kindOf(want) == kindBool && kindOf(r.Typ) == kindBool {
			continue
		}
		v.same(o, "result", r.Typ, want)
	}
}

// arg returns a rule that the operand i is of one of the given kinds, after rule.
func arg(i int, rule typeRule, allowed ...kind) typeRule {
	return func(v *verifier, o *Op) {
		k := kindOf(argType(o, i))
		for _, a := range allowed {
			if a == k {
				rule(v, o)
				return
			}
		}
		v.bad(o, "operand %s of type %s", o.Args[i], typeText(argType(o, i)))
	}
}

// prims returns a rule on low-level types: of the operands and of the results, in order, written as letters: p any
// address, r Ref or Addr, i Signed, u Unsigned, b Bool, * anything.
func prims(args, results string) typeRule {
	return func(v *verifier, o *Op) {
		for i := range args {
			if !primFits(argType(o, i), args[i]) {
				v.bad(o, "operand %s of type %s", o.Args[i], typeText(argType(o, i)))
				return
			}
		}
		for i := range results {
			if !primFits(o.Results[i].Typ, results[i]) {
				v.bad(o, "result of type %s", typeText(o.Results[i].Typ))
				return
			}
		}
		v.implied(o)
	}
}

func primFits(t Type, letter byte) bool {
	p, ok := t.(lltype.Prim)
	if !ok {
		return false
	}
	switch letter {
	case 'p':
		return p.IsPointer()
	case 'r':
		return p == lltype.Ref || p == lltype.Addr
	case 'i':
		return p == lltype.Int64
	case 'u':
		return p == lltype.Uint64
	case 'f':
		return p == lltype.Float64
	case 'b':
		return p == lltype.Bool
	case 'c':
		return p == lltype.Code
	case 'R':
		return p == lltype.Ref
	}
	return true
}

// constFits reports whether the value of c has the form that its type needs.
func constFits(c *Const) bool {
	k := kindOf(c.Typ)
	switch v := c.Val.(type) {
	case nil, Undef:
		return true
	case bool:
		return k == kindBool
	case int64:
		return k == kindInt && fitsInt(c.Typ, v)
	case uint64:
		return k == kindUint && fitsUint(c.Typ, v)
	case float64:
		return k == kindFloat && (bitsOf(c.Typ) == 64 || v != v || float64(float32(v)) == v)
	case complex128:
		return k == kindComplex
	case string:
		return k == kindString
	case *Graph:
		if p, ok := c.Typ.(lltype.Prim); ok {
			return p == lltype.Code
		}
		return v != nil && isSignature(c.Typ)
	case Pointer:
		return v.Obj != nil && k == kindOther && !isLow(c.Typ)
	case StaticRef:
		return v.Static != nil && (c.Typ == lltype.Ref || c.Typ == lltype.Addr)
	}
	return false
}

func isSignature(t Type) bool {
	gt, ok := t.(types.Type)
	if !ok {
		return false
	}
	_, ok = gt.Underlying().(*types.Signature)
	return ok
}

// bitsOf returns the width of a numeric type.
func bitsOf(t Type) int {
	switch t := t.(type) {
	case lltype.Prim:
		return int(t.Size()) * 8
	case types.Type:
		if b, ok := t.Underlying().(*types.Basic); ok {
			switch b.Kind() {
			case types.Int8, types.Uint8:
				return 8
			case types.Int16, types.Uint16:
				return 16
			case types.Int32, types.Uint32, types.Float32:
				return 32
			}
		}
	}
	return 64
}

func fitsInt(t Type, v int64) bool {
	n := 64 - bitsOf(t)
	return v<<n>>n == v
}

func fitsUint(t Type, v uint64) bool {
	n := 64 - bitsOf(t)
	return v<<n>>n == v
}

// hasTypeParam reports whether a type mentions a type parameter where one can see it without looking into named types.
func hasTypeParam(t Type) bool {
	switch t := t.(type) {
	case *types.TypeParam:
		return true
	case *types.Named:
		if args := t.TypeArgs(); args != nil {
			for i := range args.Len() {
				if hasTypeParam(args.At(i)) {
					return true
				}
			}
			return false
		}
		return t.TypeParams().Len() > 0
	case *types.Pointer:
		return hasTypeParam(t.Elem())
	case *types.Slice:
		return hasTypeParam(t.Elem())
	case *types.Array:
		return hasTypeParam(t.Elem())
	case *types.Chan:
		return hasTypeParam(t.Elem())
	case *types.Map:
		return hasTypeParam(t.Key()) || hasTypeParam(t.Elem())
	}
	return false
}
