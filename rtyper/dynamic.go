package rtyper

// This file represents interfaces. An interface value is one word: nil, or the address of an object whose header names
// the dynamic type.
//
// A pointer *T is that word itself if every *T that gets in an interface points to a whole object that was made as a T.
// Where some such *T may point into another object, and for every other dynamic type, the word is the address of a box: an
// object that holds the value and never changes. The survey decides it for each T over the whole program, before any
// layout exists.
//
// A nil *T in an interface must be told from a nil interface. It is the address of a static object with a type id of
// its own, which is the next one after that of T; there is none if no nil *T ever gets in an interface.

import (
	"go/types"

	"golang.org/x/tools/go/types/typeutil"

	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

// A dynamic is a type that some interface value has.
type dynamic struct {
	typ    types.Type
	repr   *Repr
	layout *lltype.Layout
	elem   *Repr // of an unboxed pointer *T: T; else nil
	// Of an unboxed pointer that can be nil in an interface:
	nilLayout *lltype.Layout
	nilStatic *flowgraph.Static
	immediate *immediate // of a boxed type whose values need no box, or most do not
	text      string
}

// boxed reports whether interfaces hold the address of a box.
func (d *dynamic) boxed() bool { return d.elem == nil }

// dynamics is the list of dynamic types, and what the survey found out about pointers.
type dynamics struct {
	t        *typer
	list     []*dynamic
	byType   typeutil.Map            // to *dynamic
	asked    map[types.Type]*dynamic // what byType has said, by types that need not be identical to be the same
	byElem   typeutil.Map            // T to the *dynamic of an unboxed *T
	interior typeutil.Map            // T of which some *T may point into another object
	shown    typeutil.Map            // T of which some such *T may get in an interface; for dynamic types *T only
	resliced typeutil.Map            // T of which some []T may start within its array
	nilable  typeutil.Map            // T of which some nil *T may get in an interface
	byID     []*dynamic              // dynamic types by type id
	accepts  typeutil.Map            // type to map[*dynamic]bool: those for which an assertion to it holds
	tables   typeutil.Map            // type to the table that tells for each type id whether an assertion to it holds
	missing  typeutil.Map            // interface type to the table of missing methods
	texts    *flowgraph.Static
	nothing  *flowgraph.Static // stands for a nil interface where its type id is loaded

	immediates []*dynamic // types whose values stand in interface words themselves: see immediate.go
}

func newDynamics(t *typer) *dynamics { return &dynamics{t: t, asked: map[types.Type]*dynamic{}} }

// number makes the list of dynamic types. They get the lowest type ids, so that tables by type id are short, and each
// nil variant the id after that of its type.
func (d *dynamics) number(list []types.Type, boxed *typeMap) {
	t := d.t
	for _, typ := range list {
		x := &dynamic{typ: typ, repr: t.repr(typ), text: flowgraph.RuntimeTypeString(typ)}
		if p, ok := types.Unalias(typ).(*types.Pointer); ok && !d.isShown(p.Elem()) {
			x.elem = t.repr(p.Elem())
			d.byElem.Set(p.Elem(), x)
		}
		d.list = append(d.list, x)
		d.byType.Set(typ, x)
	}
	for _, x := range d.list {
		if x.boxed() {
			x.layout = t.layouts.box(x.typ)
		} else {
			x.layout = t.layouts.object(x.elem.Type)
		}
		x.layout.DynType = x.text
		d.register(x.layout, x)
		if !x.boxed() && d.nilable.At(x.elem.Type) != nil {
			x.nilLayout = t.layouts.add(&lltype.Layout{Name: "nil " + longName(x.typ), Size: 8, DynType: x.text})
			x.nilStatic = t.statics.add(&flowgraph.Static{Name: "nil " + longName(x.typ), Layout: x.nilLayout, Size: 8, Align: 8, ReadOnly: true})
			d.register(x.nilLayout, x)
		}
	}
	d.chooseImmediates(boxed)
	d.nothing = t.statics.add(&flowgraph.Static{Name: "rgo.nil", Layout: t.layouts.list[1], Size: 8, Align: 8, ReadOnly: true})
}

func (d *dynamics) register(l *lltype.Layout, x *dynamic) {
	for len(d.byID) <= int(l.ID) {
		d.byID = append(d.byID, nil)
	}
	d.byID[l.ID] = x
}

// isInterior reports whether a *T may point into another object. Arrays count: their objects are told by their elements.
func (d *dynamics) isInterior(elem types.Type) bool {
	if _, ok := elem.Underlying().(*types.Array); ok {
		return true
	}
	return d.interior.At(elem) != nil
}

// isShown reports whether some *T in an interface may point into another object. Arrays count as in isInterior.
func (d *dynamics) isShown(elem types.Type) bool {
	if _, ok := elem.Underlying().(*types.Array); ok {
		return true
	}
	return d.shown.At(elem) != nil
}

// of returns the entry of a dynamic type, or nil if no interface ever holds one.
func (d *dynamics) of(typ types.Type) *dynamic {
	x := d.asked[typ]
	if x == nil {
		if x, _ = d.byType.At(typ).(*dynamic); x != nil {
			d.asked[typ] = x
		}
	}
	return x
}

// pointerTo returns the entry of *elem if it is a dynamic type that is not boxed, else nil.
func (d *dynamics) pointerTo(elem types.Type) *dynamic {
	x, _ := d.byElem.At(elem).(*dynamic)
	return x
}

// ids returns the type ids that mean x.
func (x *dynamic) ids() []uint32 {
	if x.nilLayout != nil {
		return []uint32{x.layout.ID, x.nilLayout.ID}
	}
	return []uint32{x.layout.ID}
}

// typeID loads the type id of interface x, which may be nil: then it is that of no type.
func (e *emitter) typeID(x value) value {
	p := e.addressed(e.choose(e.notNil(x), x, e.t.address(e.t.dyn.nothing, 0)), e.t.dyn.immediates)
	return e.op(flowgraph.OpTypeID, lltype.Uint32, p)
}

// typeIDOf is typeID for interface v, whose word is p: it knows of nil checks and earlier loads in the block.
func (l *lowering) typeIDOf(v, p value) value {
	if id := l.ids[p]; id != nil {
		return id
	}
	is := l.isAddress(v, p)
	if is == nil {
		l.ids[p] = l.op(flowgraph.OpTypeID, lltype.Uint32, p)
		return l.ids[p]
	}
	object, other, join := l.newBlock(), l.newBlock(), l.newBlock(lltype.Uint32)
	l.ifElse(is, object, other)
	l.cur = object
	l.jump(join, l.op(flowgraph.OpTypeID, lltype.Uint32, p))
	l.cur = other
	l.otherIDs(v, p, join)
	l.cur = join
	l.ids[p] = join.Args[0]
	return join.Args[0]
}

// otherIDs goes to join with the type id of the word p of interface v, which is no address.
func (l *lowering) otherIDs(v, p value, join *block) {
	can := l.immediatesOf(v)
	exit := func(x *flowgraph.Static) *flowgraph.Link {
		return &flowgraph.Link{Target: join, Args: []value{l.t.id(x.Layout.ID)}}
	}
	var exits []*flowgraph.Link
	for _, x := range can {
		exits = append(exits, exit(x.immediate.object))
	}
	if l.maybeNil(v, p) {
		exits = append(exits, exit(l.t.dyn.nothing))
	}
	for i, x := range can[:min(len(can), len(exits)-1)] {
		next := l.newBlock()
		l.branch(l.isImmediateOf(x, p, can), exits[i], &flowgraph.Link{Target: next})
		l.cur = next
	}
	last := exits[len(exits)-1]
	l.jump(join, last.Args...)
}

// box makes an interface word of the value of dynamic type x.
func (e *emitter) box(x *dynamic, vals []value, nonNil bool) value {
	t := e.t
	switch {
	case !x.boxed() && (nonNil || x.nilLayout == nil):
		return vals[0]
	case !x.boxed():
		return e.choose(e.notNil(vals[0]), vals[0], t.address(x.nilStatic, 0))
	case x.immediate != nil:
		return e.boxImmediate(x, vals[0])
	}
	return e.newBox(x, vals)
}

// newBox returns a box that holds the value of dynamic type x.
func (e *emitter) newBox(x *dynamic, vals []value) value {
	t := e.t
	if s := t.statics.boxOf(x, vals); s != nil {
		return t.address(s, 0)
	}
	if x.repr.Size == 1 && vals[0].Type() == lltype.Bool {
		yes, no := t.statics.boxOf(x, []value{t.bool(true)}), t.statics.boxOf(x, []value{t.bool(false)})
		return e.choose(vals[0], t.address(yes, 0), t.address(no, 0))
	}
	p := e.opAux(flowgraph.OpAlloc, lltype.Ref, x.layout)
	e.store(x.repr, start(p), vals)
	return p
}

// unbox returns the value of the interface word p, which has dynamic type x.
func (e *emitter) unbox(x *dynamic, p value) []value {
	switch {
	case x.immediate != nil:
		return []value{e.unboxImmediate(x, p)}
	case x.boxed():
		return e.load(x.repr, start(p), true)
	case x.nilLayout != nil:
		return []value{e.choose(e.op(flowgraph.OpPtrEq, lltype.Bool, p, e.t.address(x.nilStatic, 0)), e.t.nil(), p)}
	}
	return []value{p}
}

// typeString returns the text of the dynamic type of interface x, and "nil" without one.
func (e *emitter) typeString(x value) []value {
	d := e.t.dyn
	if d.texts == nil {
		list := make([]string, max(2, len(d.byID)))
		for id, x := range d.byID {
			if x != nil {
				list[id] = x.text
			}
		}
		list[1] = "nil"
		d.texts = e.t.statics.stringTable("rgo.type_texts", list)
	}
	return e.tableString(d.texts, x)
}

// tableString loads the string that table has for the type id of interface x.
func (e *emitter) tableString(table *flowgraph.Static, x value) []value {
	at := e.scale(e.convert(e.typeID(x), lltype.Int64), 16)
	p := e.offset(e.t.address(table, 0), at)
	return e.load(e.t.repr(types.Typ[types.String]), start(p), true)
}

// missingMethod returns the name of the method of interface typ that the dynamic type of x lacks.
func (e *emitter) missingMethod(typ types.Type, x value) []value {
	d := e.t.dyn
	table, ok := d.missing.At(typ).(*flowgraph.Static)
	if !ok {
		list := make([]string, max(2, len(d.byID)))
		for id, x := range d.byID {
			if x == nil {
				continue
			}
			if m, _ := types.MissingMethod(x.typ, typ.Underlying().(*types.Interface), true); m != nil {
				list[id] = firstMissing(x.typ, typ.Underlying().(*types.Interface))
			}
		}
		table = e.t.statics.stringTable("missing of "+longName(typ), list)
		d.missing.Set(typ, table)
	}
	return e.tableString(table, x)
}

// firstMissing returns the first method of iface, by name, that typ does not have with the same type.
func firstMissing(typ types.Type, iface *types.Interface) string {
	set := types.NewMethodSet(typ)
	for i := range iface.NumMethods() { // sorted by Id
		m := iface.Method(i)
		sel := set.Lookup(m.Pkg(), m.Name())
		if sel == nil || !types.Identical(sel.Type(), m.Type()) {
			return m.Name()
		}
	}
	return ""
}
