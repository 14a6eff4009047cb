package rtyper

// This file finds names for values in recorded decisions: that of the source variable, or how the value is made.

import (
	"go/types"
	"strings"

	"rgo/flowgraph"
)

// maxNesting is how deep a name goes into what a value is made of.
const maxNesting = 4

// nameOf is what people call v: "x", "f.code", "len(stack) - 1", "the result of main.parse".
func (l *lowering) nameOf(v value) string {
	if text := l.made(v, 0); text != "" {
		return text
	}
	return "a value of type " + typeText(flowType(v))
}

// made returns the name of v, or how it is made, or "".
func (l *lowering) made(v value, depth int) string {
	switch x := v.(type) {
	case *flowgraph.Const:
		if p, ok := x.Val.(flowgraph.Pointer); ok && p.Obj != nil {
			return p.Obj.Name
		}
		return x.String()
	case *flowgraph.Var:
		if x.Name != "" {
			return x.Name
		}
		if op := l.definition(x); op != nil && depth < maxNesting {
			return l.expression(op, depth+1)
		}
	}
	return ""
}

// definition returns the operation of the current flow block that makes v, or nil.
func (l *lowering) definition(v *flowgraph.Var) *flowgraph.Op {
	for _, op := range l.flow.Ops {
		for _, r := range op.Results {
			if r == v {
				return op
			}
		}
	}
	return nil
}

// operators are the operations that are written between their operands.
var operators = map[flowgraph.OpKind]string{
	flowgraph.OpIntAdd: "+", flowgraph.OpIntSub: "-", flowgraph.OpIntMul: "*", flowgraph.OpIntDiv: "/", flowgraph.OpIntMod: "%",
	flowgraph.OpIntAnd: "&", flowgraph.OpIntShl: "<<", flowgraph.OpIntShr: ">>",
}

// expression writes op as in the source, as far as that is short; "" if it is not.
func (l *lowering) expression(op *flowgraph.Op, depth int) string {
	part := func(i int) string { return l.made(op.Args[i], depth) }
	wrap := func(before string, i int, after string) string {
		if text := part(i); text != "" {
			return before + text + after
		}
		return ""
	}
	if sign := operators[op.Kind]; sign != "" {
		a, b := part(0), part(1)
		if a == "" || b == "" {
			return ""
		}
		return a + " " + sign + " " + b
	}
	switch op.Kind {
	case flowgraph.OpLoad:
		text := part(0)
		return strings.TrimPrefix(text, "&")
	case flowgraph.OpFieldAddr:
		st := flowType(op.Args[0]).Underlying().(*types.Pointer).Elem().Underlying().(*types.Struct)
		return wrap("&", 0, "."+st.Field(int(op.Aux.(int64))).Name())
	case flowgraph.OpIndexAddr:
		return wrap("&", 0, "[…]")
	case flowgraph.OpField:
		st := flowType(op.Args[0]).Underlying().(*types.Struct)
		return wrap("", 0, "."+st.Field(int(op.Aux.(int64))).Name())
	case flowgraph.OpLen:
		return wrap("len(", 0, ")")
	case flowgraph.OpCap:
		return wrap("cap(", 0, ")")
	case flowgraph.OpConvert, flowgraph.OpRetype:
		return part(0)
	case flowgraph.OpStrIndex:
		return wrap("", 0, "[…]")
	case flowgraph.OpAssert, flowgraph.OpAssertOk:
		return wrap("", 0, ".("+typeText(op.Aux.(types.Type))+")")
	case flowgraph.OpCall:
		return "the result of " + op.Aux.(*flowgraph.Graph).Name
	case flowgraph.OpInvoke:
		return "the result of method " + op.Aux.(*flowgraph.Method).Name
	}
	return ""
}
