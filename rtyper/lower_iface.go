package rtyper

// This file lowers operations on interfaces.

import (
	"go/types"
	"slices"

	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

var ifaceLowerers = map[flowgraph.OpKind]lowerer{
	flowgraph.OpMakeIface:  (*lowering).makeIface,
	flowgraph.OpAssert:     (*lowering).assert,
	flowgraph.OpAssertOk:   (*lowering).assertOk,
	flowgraph.OpIfaceEqual: (*lowering).ifaceEqual,
	flowgraph.OpIfaceIsNil: func(l *lowering, op *flowgraph.Op) { l.set(op.Result(), l.isNil(l.one(op.Args[0]))) },
	flowgraph.OpTypeString: func(l *lowering, op *flowgraph.Op) { l.set(op.Result(), l.typeString(l.one(op.Args[0]))...) },
	flowgraph.OpInvoke:     (*lowering).invoke,
}

func (l *lowering) makeIface(op *flowgraph.Op) {
	a := op.Args[0]
	x := l.t.dyn.of(flowType(a))
	if x == nil {
		l.t.errorf(op.Pos, "internal error: the annotator does not know dynamic type %s", flowType(a))
		l.newVars(op.Results)
		return
	}
	if from, _, ok := l.inMemory(a); ok && x.boxed() && x.immediate == nil {
		p := l.opAux(flowgraph.OpAlloc, lltype.Ref, x.layout)
		l.moveBytes(start(p), from, x.repr)
		l.setNonNil(op.Result(), p)
		return
	}
	l.setNonNil(op.Result(), l.box(x, l.values(a), l.isNonNil(a)))
}

// asserted returns the value of type typ of the interface word p, for which ok holds; if it does not, zero.
func (l *lowering) asserted(v, p, ok value, typ types.Type) []value {
	r := l.t.repr(typ)
	x := l.t.dyn.of(typ)
	switch {
	case types.IsInterface(typ):
		return []value{l.choose(ok, p, l.t.nil())}
	case x == nil || r.leafless():
		return l.t.zeros(r)
	case x.immediate != nil:
		from := l.choose(ok, p, l.t.address(x.immediate.object, 0))
		return l.unbox(x, from)
	case x.boxed():
		from := l.choose(ok, p, l.t.address(l.t.statics.zeroes(r.Size), 0))
		return l.load(r, somewhere(from), true)
	case x.nilLayout != nil && ok != l.t.bool(false):
		ok = l.op(flowgraph.OpIntEq, lltype.Bool, l.typeIDOf(v, p), l.t.id(x.layout.ID))
	}
	return []value{l.choose(ok, p, l.t.nil())}
}

func (l *lowering) assertOk(op *flowgraph.Op) {
	typ := op.Aux.(types.Type)
	p := l.one(op.Args[0])
	if x := l.t.dyn.of(typ); x != nil && x.immediate != nil && slices.Contains(l.immediatesOf(op.Args[0]), x) {
		val, ok := l.assertImmediate(x, op.Args[0], p)
		l.set(op.Results[0], val)
		l.set(op.Results[1], ok)
		return
	}
	if x := l.t.dyn.of(typ); x != nil && !x.boxed() {
		if ranges, all := idRanges(l.candidates(op.Args[0], typ)); len(ranges) > 0 && !all {
			val, ok := l.assertPointer(x, op.Args[0], p)
			l.set(op.Results[0], val)
			l.set(op.Results[1], ok)
			return
		}
	}
	ok := l.test(op.Args[0], p, typ)
	l.set(op.Results[0], l.asserted(op.Args[0], p, ok, typ)...)
	l.set(op.Results[1], ok)
}

// assertPointer asks whether interface v, whose word is p, holds the pointer type x, and for the pointer if it does. As in
// assertImmediate there is one exit for each answer.
func (l *lowering) assertPointer(x *dynamic, v, p value) (val, ok value) {
	join := l.newBlock(lltype.Ref, lltype.Bool)
	yes := &flowgraph.Link{Target: join, Args: []value{p, l.t.bool(true)}}
	no := &flowgraph.Link{Target: join, Args: []value{l.t.nil(), l.t.bool(false)}}
	id := l.ids[p]
	if id == nil {
		if is := l.isAddress(v, p); is != nil {
			object := l.newBlock()
			l.branch(is, &flowgraph.Link{Target: object}, &flowgraph.Link{Target: join, Args: no.Args})
			l.cur = object
		}
		id = l.op(flowgraph.OpTypeID, lltype.Uint32, p)
	}
	if x.nilLayout == nil {
		l.branch(l.op(flowgraph.OpIntEq, lltype.Bool, id, l.t.id(x.layout.ID)), yes, no)
	} else {
		other := l.newBlock()
		l.branch(l.op(flowgraph.OpIntEq, lltype.Bool, id, l.t.id(x.layout.ID)), yes, &flowgraph.Link{Target: other})
		l.cur = other
		isNil := &flowgraph.Link{Target: join, Args: []value{l.t.nil(), l.t.bool(true)}}
		l.branch(l.op(flowgraph.OpIntEq, lltype.Bool, id, l.t.id(x.nilLayout.ID)), isNil, no)
	}
	l.cur = join
	return join.Args[0], join.Args[1]
}

func (l *lowering) assert(op *flowgraph.Op) {
	typ := op.Aux.(types.Type)
	p := l.one(op.Args[0])
	x := l.t.dyn.of(typ)
	var val, ok value
	if _, all := idRanges(l.candidates(op.Args[0], typ)); !all && x != nil && slices.Contains(l.immediatesOf(op.Args[0]), x) {
		val, ok = l.assertImmediate(x, op.Args[0], p)
	} else {
		ok = l.test(op.Args[0], p, typ)
	}
	if ok != l.t.bool(true) {
		if l.recording() {
			l.record(flowgraph.AskCheck, false, "", "type check stays: %s %s, not only %s", l.nameOf(op.Args[0]), l.factText(op.Args[0]), typeText(typ))
		}
		l.require(ok, l.assertBlock(flowType(op.Args[0]), typ), p)
	}
	l.known[check{kind: "nil", a: p}] = true
	switch {
	case val != nil:
		l.set(op.Result(), val)
	case types.IsInterface(typ):
		l.setNonNil(op.Result(), p)
	case x == nil:
		l.set(op.Result(), l.t.zeros(l.t.repr(typ))...)
	default:
		l.set(op.Result(), l.unbox(x, p)...)
	}
}

// assertBlock returns the block that panics because its argument, an interface of type from, is not a typ.
func (l *lowering) assertBlock(from, typ types.Type) *block {
	key := "assert " + longName(from) + " " + longName(typ)
	if b := l.cold[key]; b != nil {
		return b
	}
	b := l.newBlock(lltype.Ref)
	l.cold[key] = b
	l.at(b, func() {
		p := value(b.Args[0])
		concrete := l.typeString(p)
		concrete[1] = l.choose(l.notNil(p), concrete[1], l.t.int(0))
		var args []value
		// Go names the static type only in assertions to concrete types.
		if types.IsInterface(typ) {
			args = append(args, l.t.string("interface")...)
		} else {
			args = append(args, l.t.string(flowgraph.RuntimeTypeString(from))...)
		}
		args = append(args, concrete...)
		args = append(args, l.t.string(flowgraph.RuntimeTypeString(typ))...)
		if types.IsInterface(typ) {
			args = append(args, l.missingMethod(typ, p)...)
		} else {
			args = append(args, l.t.string("")...)
		}
		l.call(l.t.runtime(panicAssert), args, nil)
		l.add(flowgraph.OpUnreachable, nil, nil)
	})
	return b
}

func (l *lowering) ifaceEqual(op *flowgraph.Op) {
	a, b := l.one(op.Args[0]), l.one(op.Args[1])
	switch {
	case a == l.t.nil():
		l.set(op.Result(), l.isNil(b))
	case b == l.t.nil():
		l.set(op.Result(), l.isNil(a))
	case l.onlyPointers(op.Args[0]) || l.onlyPointers(op.Args[1]):
		l.set(op.Result(), l.op(flowgraph.OpPtrEq, lltype.Bool, a, b))
	default:
		l.set(op.Result(), l.equalInterfaces(a, b))
	}
}

// onlyPointers reports whether interface v holds nothing but pointers that are not boxed: equal ones are the same word.
func (l *lowering) onlyPointers(v value) bool {
	for _, typ := range l.t.facts.TypesOf(v) {
		if x := l.t.dyn.of(typ); x == nil || x.boxed() {
			return false
		}
	}
	return true
}
