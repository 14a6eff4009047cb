package optimizer

// This file removes allocations of objects that never leave the function that makes them: their fields become variables.
// It is malloc removal as RPython has it, on values named as in SSA form.
//
// Values that links merge must be treated alike, so values fall into classes; a class stands for one object at a time.
// It can be removed if all its values come from allocations of one layout, if they are only used as the address of loads
// and stores at known offsets, and if no block has two different objects of the class at once: then the fields of the one
// object are variables, one for each offset, that take the place of the reference wherever it is passed on.

import (
	"rgo/backends/ssaform"
	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

// maxFields is up to how many fields in use an object is worth removing: each costs an argument of every block that the
// object lives through.
const maxFields = 12

// RemoveAllocations reports whether it changed g. Objects that only removed objects refer to are removed as well.
func RemoveAllocations(g *flowgraph.Graph) bool {
	changed := false
	for allocates(g) {
		r := newRemoval(g)
		if !r.find() {
			break
		}
		for _, b := range g.Blocks {
			r.rewrite(b)
		}
		changed = true
		Clean(g)
	}
	return changed
}

func allocates(g *flowgraph.Graph) bool {
	for _, b := range g.Blocks {
		for _, op := range b.Ops {
			if op.Kind.Has(flowgraph.Allocs) {
				return true
			}
		}
	}
	return false
}

// A class is a set of values that merge with one another.
type class struct {
	parent *class // of a class that was joined to another; nil for one that stands for itself
	bad    bool
	layout *lltype.Layout // of the allocations
	count  int64          // elements, for layouts with a variable part
	fields []field        // in the order of their first use
}

func (c *class) find() *class {
	for c.parent != nil {
		c = c.parent
	}
	return c
}

// A field is a part of an object that is loaded or stored.
type field struct {
	offset int64
	typ    lltype.Prim
}

// A removal is one round over a graph.
type removal struct {
	g       *flowgraph.Graph
	form    *ssaform.Form
	classes []*class // by Var.ID of the value that stands for a variable; nil if it cannot be removed
}

func newRemoval(g *flowgraph.Graph) *removal {
	return &removal{g: g, form: ssaform.New(g), classes: make([]*class, g.NextVar+1)}
}

// value returns what stands for v in the whole graph, or nil if v is no reference.
func (r *removal) value(v flowgraph.Value) flowgraph.Value {
	if v.Type() != flowgraph.Type(lltype.Ref) {
		return nil
	}
	return r.form.Value(v)
}

// class returns the class that v belongs to, or nil if it is no reference, or a constant one.
func (r *removal) class(v flowgraph.Value) *class {
	x, ok := r.value(v).(*flowgraph.Var)
	if !ok {
		return nil
	}
	c := r.classes[x.ID]
	if c == nil {
		c = &class{}
		r.classes[x.ID] = c
	}
	return c.find()
}

// removable returns the class of v if it will be removed, else nil.
func (r *removal) removable(v flowgraph.Value) *class {
	if x, ok := v.(*flowgraph.Var); ok && x.ID >= len(r.classes) {
		return nil // a field
	}
	if c := r.class(v); c != nil && !c.bad && c.layout != nil {
		return c
	}
	return nil
}

func (r *removal) spoil(v flowgraph.Value) {
	if c := r.class(v); c != nil {
		c.bad = true
	}
}

// find looks for classes that can be removed and reports whether there are any.
func (r *removal) find() bool {
	for _, a := range r.g.Start.Args {
		r.spoil(a)
	}
	for _, b := range r.g.Blocks {
		for _, op := range b.Ops {
			r.use(op)
		}
		for _, l := range b.Exits {
			r.pass(l)
		}
	}
	found := false
	for _, b := range r.g.Blocks {
		r.checkAlone(b)
	}
	for _, b := range r.g.Blocks {
		for _, op := range b.Ops {
			found = found || op.Kind.Has(flowgraph.Allocs) && r.removable(op.Results[0]) != nil
		}
	}
	return found
}

// pass joins the classes of values that l merges.
func (r *removal) pass(l *flowgraph.Link) {
	for i, a := range l.Args {
		switch {
		case a.Type() != flowgraph.Type(lltype.Ref):
		case l.Target == r.g.Return:
			r.spoil(a)
		default:
			from, to := r.class(a), r.class(l.Target.Args[i])
			switch {
			case to == nil:
			case from == nil:
				to.bad = true
			case from != to:
				r.join(from, to)
			}
		}
	}
}

func (r *removal) join(a, b *class) {
	a.parent = b
	b.bad = b.bad || a.bad
	if a.layout != nil {
		b.allocate(a.layout, a.count)
	}
	for _, f := range a.fields {
		b.access(f.offset, f.typ)
	}
}

func (c *class) allocate(layout *lltype.Layout, count int64) {
	if c.layout != nil && (c.layout != layout || c.count != count) {
		c.bad = true
	}
	c.layout, c.count = layout, count
}

// access notes a load or store of type t at an offset. Parts that overlap are too much for it.
func (c *class) access(offset int64, t lltype.Prim) {
	for _, f := range c.fields {
		if f.offset == offset && f.typ == t {
			return
		}
		if f.offset < offset+t.Size() && offset < f.offset+f.typ.Size() {
			c.bad = true
		}
	}
	c.fields = append(c.fields, field{offset, t})
	c.bad = c.bad || len(c.fields) > maxFields || offset < 0
}

// use notes what op does with references.
func (r *removal) use(op *flowgraph.Op) {
	switch op.Kind {
	case flowgraph.OpAlloc:
		r.class(op.Results[0]).allocate(op.Aux.(*lltype.Layout), 0)
	case flowgraph.OpAllocArray:
		c := r.class(op.Results[0])
		if n, ok := op.Args[0].(*flowgraph.Const); ok {
			count, _ := n.IntBits()
			c.allocate(op.Aux.(*lltype.Layout), int64(count))
		} else {
			c.bad = true
		}
	case flowgraph.OpMemLoad:
		r.access(op, op.Results[0].Typ)
		r.spoilResults(op)
	case flowgraph.OpMemStore:
		r.access(op, op.Args[1].Type())
		r.spoil(op.Args[1])
	case flowgraph.OpTypeID, flowgraph.OpLength, flowgraph.OpKeepAlive:
	case flowgraph.OpPtrEq, flowgraph.OpPtrNe:
		if !isNil(op.Args[0]) && !isNil(op.Args[1]) {
			r.spoil(op.Args[0])
			r.spoil(op.Args[1])
		}
	default:
		for _, a := range op.Args {
			r.spoil(a)
		}
		r.spoilResults(op)
	}
}

func (r *removal) spoilResults(op *flowgraph.Op) {
	for _, v := range op.Results {
		r.spoil(v)
	}
}

// access notes that op loads or stores a t.
func (r *removal) access(op *flowgraph.Op, t flowgraph.Type) {
	if c := r.class(op.Args[0]); c != nil {
		c.access(op.Aux.(int64), t.(lltype.Prim))
	}
}

func isNil(v flowgraph.Value) bool {
	c, ok := v.(*flowgraph.Const)
	return ok && c.IsNil()
}

// checkAlone spoils classes of which b has two objects at once: their fields could not be told apart, or, if they are the
// same object after all, would have to be kept equal.
func (r *removal) checkAlone(b *flowgraph.Block) {
	current := map[*class]flowgraph.Value{}
	see := func(v flowgraph.Value) {
		if c := r.class(v); c != nil && current[c] != r.value(v) {
			c.bad = true
		}
	}
	for _, a := range b.Args {
		c := r.class(a)
		if c == nil {
			continue
		}
		if current[c] == nil {
			current[c] = r.value(a)
		}
		see(a)
	}
	for _, op := range b.Ops {
		for _, a := range op.Args {
			see(a)
		}
		if op.Kind.Has(flowgraph.Allocs) {
			if c := r.class(op.Results[0]); c != nil {
				current[c] = r.value(op.Results[0])
			}
		}
	}
	for _, l := range b.Exits {
		for _, a := range l.Args {
			see(a)
		}
	}
}

// rewrite replaces the objects in b by their fields.
func (r *removal) rewrite(b *flowgraph.Block) {
	fields := map[*class][]flowgraph.Value{}
	known := map[*flowgraph.Var]flowgraph.Value{}
	resolve := func(v flowgraph.Value) flowgraph.Value {
		if x, ok := v.(*flowgraph.Var); ok && known[x] != nil {
			return known[x]
		}
		return v
	}
	var args []*flowgraph.Var
	for _, a := range b.Args {
		c := r.removable(a)
		switch {
		case c == nil:
			args = append(args, a)
		case fields[c] == nil:
			for _, f := range c.fields {
				v := r.g.NewVar(a.Name, f.typ)
				args = append(args, v)
				fields[c] = append(fields[c], v)
			}
			if fields[c] == nil {
				fields[c] = []flowgraph.Value{}
			}
		}
	}
	b.Args = args
	kept := b.Ops[:0]
	for _, op := range b.Ops {
		for i, a := range op.Args {
			op.Args[i] = resolve(a)
		}
		if !r.perform(op, fields, known) {
			kept = append(kept, op)
		}
	}
	clear(b.Ops[len(kept):])
	b.Ops = kept
	if b.Switch != nil {
		b.Switch = resolve(b.Switch)
	}
	for _, l := range b.Exits {
		var args []flowgraph.Value
		passed := map[*class]bool{}
		for _, a := range l.Args {
			c := r.removable(a)
			switch {
			case c == nil:
				args = append(args, resolve(a))
			case !passed[c]:
				passed[c] = true
				args = append(args, fields[c]...)
			}
		}
		l.Args = args
	}
}

// perform does what op does to removed objects, to their fields, and reports whether that is all of it. What its results
// are is added to known.
func (r *removal) perform(op *flowgraph.Op, fields map[*class][]flowgraph.Value, known map[*flowgraph.Var]flowgraph.Value) bool {
	if op.Kind.Has(flowgraph.Allocs) {
		c := r.removable(op.Results[0])
		if c == nil {
			return false
		}
		values := make([]flowgraph.Value, len(c.fields))
		for i, f := range c.fields {
			values[i] = flowgraph.NewConst(f.typ, nil)
		}
		fields[c] = values
		return true
	}
	if op.Kind == flowgraph.OpKeepAlive {
		args := op.Args[:0]
		for _, a := range op.Args {
			if r.removable(a) == nil {
				args = append(args, a)
			}
		}
		op.Args = args
		return len(args) == 0
	}
	var c *class
	for _, a := range op.Args {
		if c == nil {
			c = r.removable(a)
		}
	}
	if c == nil {
		return false
	}
	var result flowgraph.Value
	switch op.Kind {
	case flowgraph.OpMemStore:
		i := c.field(op.Aux.(int64))
		fields[c] = append([]flowgraph.Value(nil), fields[c]...)
		fields[c][i] = op.Args[1]
		return true
	case flowgraph.OpMemLoad:
		result = fields[c][c.field(op.Aux.(int64))]
	case flowgraph.OpTypeID:
		result = flowgraph.NewConst(lltype.Uint32, uint64(c.layout.ID))
	case flowgraph.OpLength:
		result = flowgraph.NewConst(op.Results[0].Typ, c.count)
	case flowgraph.OpPtrEq: // with nil
		result = flowgraph.NewConst(lltype.Bool, false)
	case flowgraph.OpPtrNe:
		result = flowgraph.NewConst(lltype.Bool, true)
	default:
		return false
	}
	known[op.Results[0]] = result
	return true
}

// field returns the index of the field at an offset.
func (c *class) field(offset int64) int {
	for i, f := range c.fields {
		if f.offset == offset {
			return i
		}
	}
	return -1
}
