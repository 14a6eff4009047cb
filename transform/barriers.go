package transform

// This file puts write barriers next to stores, for collectors that have to know which objects are modified.
//
// A store of a reference needs one unless it cannot make an old object refer to a young one: what is stored is nil or
// static data; or the object stored into is fresh, which means that no collection can have happened since this function
// allocated it, or that it is in the frame of the call; or it has had its barrier since the last operation that can collect; or it is an array that
// every collection looks at, as the rtyper has marked the store. Which of these hold is found by a
// forward analysis over the graph in SSA form: where paths meet, an object is clean only if it is on all of them. Nor does
// a store that puts back what it found need one: file unchanged.go.
//
// The barrier gets the object where its start is known: the rtyper has marked stores into whole objects, and taking off
// what ptr_add added to the address leads to the start. Else it gets the address of the slot. Static objects are
// objects like others. Collectors' own code has no barriers: it keeps no references to objects in objects.

import (
	"fmt"
	"strings"

	"rgo/backends/ssaform"
	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

// collectorCode is in front of the names of functions that belong to collectors.
const collectorCode = "rgo/runtime/gc/"

// Barriers adds the barriers that the collector asks for, before GC. It returns the graphs that it changed.
func Barriers(p *flowgraph.Program, o Options) ([]*flowgraph.Graph, error) {
	c := o.collector()
	if !c.Barriers {
		return nil, nil
	}
	s := &barriers{}
	for _, f := range []struct {
		name  string
		graph **flowgraph.Graph
	}{{"Barrier", &s.object}, {"BarrierInterior", &s.interior}, {"BarrierRange", &s.ranges}, {"BarrierElement", &s.element}} {
		*f.graph = findGraph(p, Package(o.GC)+"."+f.name)
		if *f.graph == nil && (f.name != "BarrierElement" || c.Elements) {
			return nil, fmt.Errorf("internal error: function %s of collector %s is not part of the program", f.name, o.GC)
		}
	}
	collect := findGraph(p, chosen+".Collect")
	s.collects = findCollecting(p, o.calls(p), func(g *flowgraph.Graph) bool { return g == collect })
	for _, x := range p.Statics {
		if x.Layout != nil && !x.ReadOnly && x.Layout.HasRefs() {
			x.Bits = c.StaticBits
		}
	}
	did := make([]bool, len(p.Graphs))
	flowgraph.Parallel(len(p.Graphs), func(i int) {
		g := p.Graphs[i]
		did[i] = g.Built() && !strings.HasPrefix(g.Name, collectorCode) && s.graph(g)
	})
	var changed []*flowgraph.Graph
	for i, g := range p.Graphs {
		if did[i] {
			changed = append(changed, g)
		}
	}
	return changed, nil
}

// barriers are the functions of the collector, and what all graphs share.
type barriers struct {
	object, interior, ranges *flowgraph.Graph
	element                  *flowgraph.Graph // or nil: then object
	collects                 *Collecting
}

// cleanness says why an object needs no barrier.
type cleanness uint8

const (
	logged cleanness = iota + 1 // it had its barrier
	fresh                       // it has just been allocated
)

// clean is what is known at one place, by variable in SSA form (*flowgraph.Var) or by *flowgraph.Static.
type clean map[any]cleanness

// A barrierPlacer adds barriers to one graph.
type barrierPlacer struct {
	*barriers
	g    *flowgraph.Graph
	form *ssaform.Form
	defs map[*flowgraph.Var]*flowgraph.Op // operations that make Refs
	in   map[*flowgraph.Var][]flowgraph.Value
	name map[*flowgraph.Var]*flowgraph.Var // of a value, in the block that is being walked
	ops  []*flowgraph.Op                   // of that block, with barriers; nil while only analysing
	emit bool

	unchanged map[*flowgraph.Op]bool       // stores that need no barrier, or have it in blocks before
	early     map[*flowgraph.Block][]early // those barriers, at the ends of blocks
}

// graph adds barriers to g and reports whether it did.
func (s *barriers) graph(g *flowgraph.Graph) bool {
	if !storesRefs(g) {
		return false
	}
	b := &barrierPlacer{barriers: s, g: g, form: ssaform.New(g), defs: map[*flowgraph.Var]*flowgraph.Op{}, in: map[*flowgraph.Var][]flowgraph.Value{}}
	for _, block := range g.Blocks {
		for _, op := range block.Ops {
			for _, r := range op.Results {
				if r.Typ == flowgraph.Type(lltype.Ref) {
					b.defs[r] = op
				}
			}
		}
		for _, l := range block.Exits {
			if l.Target == g.Return {
				continue
			}
			for _, i := range b.form.Merges(l.Target) {
				b.in[l.Target.Args[i]] = append(b.in[l.Target.Args[i]], l.Args[i])
			}
		}
	}
	b.findUnchanged()
	entries := b.analyse()
	b.emit = true
	changed := false
	for _, block := range g.Blocks {
		if state, ok := entries[block]; ok {
			b.walk(block, state.copy())
			changed = changed || len(b.ops) != len(block.Ops)
			block.Ops = b.ops
		}
	}
	return changed
}

// storesRefs reports whether g may need barriers at all.
func storesRefs(g *flowgraph.Graph) bool {
	for _, b := range g.Blocks {
		for _, op := range b.Ops {
			if storesRef(op) || copiesRefs(op) {
				return true
			}
		}
	}
	return false
}

func storesRef(op *flowgraph.Op) bool {
	return op.Kind == flowgraph.OpMemStore && op.Into != flowgraph.Rooted && isRef(op.Args[0]) && isRef(op.Args[1])
}

func copiesRefs(op *flowgraph.Op) bool {
	return op.Kind == flowgraph.OpMemCopy && op.Into != flowgraph.NoRefs && op.Into != flowgraph.Rooted && isRef(op.Args[0])
}

func isRef(v flowgraph.Value) bool { return v.Type() == flowgraph.Type(lltype.Ref) }

func (c clean) copy() clean {
	out := make(clean, len(c))
	for k, v := range c {
		out[k] = v
	}
	return out
}

// meet takes out of c what other does not know and reports whether that changed it.
func (c clean) meet(other clean) bool {
	changed := false
	for k, v := range c {
		switch w := other[k]; {
		case w == 0:
			delete(c, k)
			changed = true
		case w < v:
			c[k] = w
			changed = true
		}
	}
	return changed
}

// analyse returns what is clean at the start of every block that control can come to.
func (b *barrierPlacer) analyse() map[*flowgraph.Block]clean {
	number := map[*flowgraph.Block]int{}
	for i, block := range b.g.Blocks {
		number[block] = i
	}
	entries := map[*flowgraph.Block]clean{b.g.Start: {}}
	queued := make([]bool, len(b.g.Blocks))
	queued[number[b.g.Start]] = true
	// Blocks are in reverse postorder: rounds over them settle quickly.
	for again := true; again; {
		again = false
		for i, block := range b.g.Blocks {
			if !queued[i] || block == b.g.Return {
				continue
			}
			queued[i] = false
			out := entries[block].copy()
			b.walk(block, out)
			for _, l := range block.Exits {
				t := l.Target
				known, seen := entries[t]
				if !seen {
					entries[t] = out.copy()
				} else if !known.meet(out) {
					continue
				}
				queued[number[t]] = true
				again = again || number[t] <= i
			}
		}
	}
	return entries
}

// walk goes through block with state, what is clean at its start, and changes it to what is clean at its end. If b.emit
// is set it puts the operations of the block, with barriers, in b.ops.
func (b *barrierPlacer) walk(block *flowgraph.Block, state clean) {
	b.name = map[*flowgraph.Var]*flowgraph.Var{}
	b.ops = nil
	for _, v := range block.Args {
		b.define(v, state)
	}
	for _, op := range block.Ops {
		switch {
		case storesRef(op):
			if !b.unchanged[op] {
				b.store(op, state)
			}
		case copiesRefs(op):
			b.copies(op, state)
		case b.collects.during(op):
			clear(state)
		}
		if b.emit {
			b.ops = append(b.ops, op)
		}
		for _, v := range op.Results {
			b.define(v, state)
			if op.Kind.Has(flowgraph.Allocs) {
				state[v] = fresh
			}
		}
	}
	for _, e := range b.early[block] {
		b.storeEarly(e, state)
	}
}

// define notes that v has its value from here on. What was known of the value of an earlier round does not hold for it.
func (b *barrierPlacer) define(v *flowgraph.Var, state clean) {
	if !isRef(v) {
		return
	}
	if x, ok := b.form.Value(v).(*flowgraph.Var); ok {
		b.name[x] = v
		if x == v {
			delete(state, v)
		}
	}
}

// store handles a mem_store of a Ref.
func (b *barrierPlacer) store(op *flowgraph.Op, state clean) {
	stored := b.form.Value(op.Args[1])
	if _, ok := stored.(*flowgraph.Const); ok {
		return
	}
	if to, _ := b.offset(op.Args[0], 0); b.form.Value(to) == stored {
		return
	}
	object, element := b.base(op.Args[0], op.Into)
	key := keyOf(object)
	switch {
	case key != nil && (state[key] == fresh || b.inFrame(object)):
		return
	case object == nil || element && b.element != nil && key == nil:
	case element && b.element != nil:
		if local := b.local(object); local != nil {
			b.call(op, b.element, b.address(op, local, 0), b.address(op, op.Args[0], op.Aux.(int64)))
			return
		}
	case state[key] == logged:
		return
	default:
		if local := b.local(object); local != nil {
			b.call(op, b.object, b.address(op, local, 0))
			state[key] = logged
			return
		}
	}
	b.call(op, b.interior, b.address(op, op.Args[0], op.Aux.(int64)))
}

// copies handles a mem_copy of what can hold Refs.
func (b *barrierPlacer) copies(op *flowgraph.Op, state clean) {
	object, _ := b.base(op.Args[0], op.Into)
	if key := keyOf(object); key != nil && (state[key] != 0 || b.inFrame(object)) {
		return
	}
	b.call(op, b.ranges, b.address(op, op.Args[0], 0), op.Args[2])
}

// inFrame reports whether object is one of this call's frame: it is looked at in every collection.
func (b *barrierPlacer) inFrame(object flowgraph.Value) bool {
	x, ok := object.(*flowgraph.Var)
	return ok && b.defs[x] != nil && b.defs[x].Into == flowgraph.InFrame
}

// base returns the object that address p lies in: a *flowgraph.Var in SSA form, a constant, or nil if it is not known;
// and whether p is at a place in it that depends on the run.
func (b *barrierPlacer) base(p flowgraph.Value, into flowgraph.Into) (object flowgraph.Value, element bool) {
	for {
		p = b.form.Value(p)
		x, ok := p.(*flowgraph.Var)
		if !ok {
			break
		}
		def := b.defs[x]
		if def == nil || def.Kind != flowgraph.OpPtrAdd {
			break
		}
		if _, ok := def.Args[1].(*flowgraph.Const); !ok {
			element = true
		}
		p = def.Args[0]
	}
	switch x := p.(type) {
	case *flowgraph.Const:
		if s, ok := x.Val.(flowgraph.StaticRef); ok && s.Static.Layout != nil {
			return x, element
		}
		return nil, element
	case *flowgraph.Var:
		if def := b.defs[x]; def != nil && def.Kind.Has(flowgraph.Allocs) || into == flowgraph.Whole && b.starts(x, nil) {
			return x, element
		}
	}
	return nil, element
}

// starts reports whether no address that merges in x has been moved on by ptr_add.
func (b *barrierPlacer) starts(x *flowgraph.Var, seen map[*flowgraph.Var]bool) bool {
	if def := b.defs[x]; def != nil {
		return def.Kind != flowgraph.OpPtrAdd && def.Kind != flowgraph.OpSelect
	}
	if seen[x] {
		return true
	}
	for _, a := range b.in[x] {
		if y, ok := b.form.Value(a).(*flowgraph.Var); ok {
			if seen == nil {
				seen = map[*flowgraph.Var]bool{}
			}
			seen[x] = true
			if !b.starts(y, seen) {
				return false
			}
		}
	}
	return true
}

// keyOf returns what object is known by in a clean: nil if it is nil.
func keyOf(object flowgraph.Value) any {
	switch x := object.(type) {
	case *flowgraph.Var:
		return x
	case *flowgraph.Const:
		return x.Val.(flowgraph.StaticRef).Static
	}
	return nil
}

// local returns the start of object as an operand in the block that is being walked, or nil if there is none.
func (b *barrierPlacer) local(object flowgraph.Value) flowgraph.Value {
	switch x := object.(type) {
	case *flowgraph.Var:
		if v := b.name[x]; v != nil {
			return v
		}
	case *flowgraph.Const:
		return &flowgraph.Const{Typ: lltype.Ref, Val: flowgraph.StaticRef{Static: x.Val.(flowgraph.StaticRef).Static}}
	}
	return nil
}

// address returns p + off as a number.
func (b *barrierPlacer) address(near *flowgraph.Op, p flowgraph.Value, off int64) flowgraph.Value {
	if !b.emit {
		return nil
	}
	if off != 0 {
		q := b.g.NewVar("", lltype.Ref)
		b.ops = append(b.ops, &flowgraph.Op{Kind: flowgraph.OpPtrAdd, Args: []flowgraph.Value{p, flowgraph.NewConst(lltype.Int64, off)}, Results: []*flowgraph.Var{q}, Pos: near.Pos})
		p = q
	}
	n := b.g.NewVar("", lltype.Uint64)
	b.ops = append(b.ops, &flowgraph.Op{Kind: flowgraph.OpRefToInt, Args: []flowgraph.Value{p}, Results: []*flowgraph.Var{n}, Pos: near.Pos})
	return n
}

func (b *barrierPlacer) call(near *flowgraph.Op, f *flowgraph.Graph, args ...flowgraph.Value) {
	if b.emit {
		b.ops = append(b.ops, &flowgraph.Op{Kind: flowgraph.OpCall, Args: args, Aux: f, Pos: near.Pos})
	}
}
