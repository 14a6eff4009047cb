package build

// This file keeps local structs whose address goes nowhere in variables instead of memory, one for each field.

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"rgo/flowgraph"
)

// maxLeaves is the number of variables that one local may become.
const maxLeaves = 16

// A local is a struct variable that is kept as one variable for each leaf.
type local struct {
	typ    types.Type
	leaves []types.Type
	slots  []*flowgraph.Var
}

// A part is the address of one field, or of the whole, of a local.
type part struct {
	alloc *ssa.Alloc
	leaf  int
	typ   types.Type
}

// scalarLocals finds the locals of fn that can be kept in variables, and the addresses inside of them.
func scalarLocals(fn *ssa.Function) (map[*ssa.Alloc]*local, map[ssa.Value]part) {
	locals := map[*ssa.Alloc]*local{}
	parts := map[ssa.Value]part{}
	for _, sb := range fn.Blocks {
		for _, instr := range sb.Instrs {
			a, ok := instr.(*ssa.Alloc)
			if !ok || a.Heap || usedIn(a, fn.Recover) {
				continue
			}
			t := a.Type().Underlying().(*types.Pointer).Elem()
			if _, ok := t.Underlying().(*types.Struct); !ok {
				continue
			}
			leaves := flatten(nil, t)
			if len(leaves) > maxLeaves {
				continue
			}
			found := map[ssa.Value]part{}
			if collectParts(a, part{a, 0, t}, found) {
				locals[a] = &local{typ: t, leaves: leaves}
				for v, p := range found {
					parts[v] = p
				}
			}
		}
	}
	return locals, parts
}

// usedIn reports whether an instruction of block sb uses a: a result that a recovered panic leaves in place.
func usedIn(a *ssa.Alloc, sb *ssa.BasicBlock) bool {
	for _, use := range *a.Referrers() {
		if sb != nil && use.Block() == sb {
			return true
		}
	}
	return false
}

// collectParts records addr, the address p, and the addresses of fields computed from it. It returns false if any of
// them is used for anything but loads, stores and further fields.
func collectParts(addr ssa.Value, p part, found map[ssa.Value]part) bool {
	found[addr] = p
	for _, use := range *addr.Referrers() {
		switch use := use.(type) {
		case *ssa.DebugRef:
		case *ssa.UnOp:
			if use.Op != token.MUL {
				return false
			}
		case *ssa.Store:
			if use.Val == addr {
				return false
			}
		case *ssa.FieldAddr:
			s := p.typ.Underlying().(*types.Struct)
			q := part{p.alloc, p.leaf, s.Field(use.Field).Type()}
			for i := range use.Field {
				q.leaf += len(flatten(nil, s.Field(i).Type()))
			}
			if !collectParts(use, q, found) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// flatten appends the leaves of t: the fields of structs, recursively; everything else is a leaf, arrays too.
func flatten(list []types.Type, t types.Type) []types.Type {
	s, ok := t.Underlying().(*types.Struct)
	if !ok {
		return append(list, t)
	}
	for f := range s.Fields() {
		list = flatten(list, f.Type())
	}
	return list
}

// enter makes the variables of l, if that has not been done, and zeroes them.
func (b *builder) enter(a *ssa.Alloc, l *local) {
	if l.slots == nil {
		l.slots = make([]*flowgraph.Var, len(l.leaves))
		for i, t := range l.leaves {
			l.slots[i] = b.g.NewVar(b.names[a], b.typ(t))
		}
	}
	for i, s := range l.slots {
		b.assign(s, zero(b.typ(l.leaves[i])))
	}
}

// loadPart returns the value at p.
func (b *builder) loadPart(p part) flowgraph.Value {
	v, _ := b.gather(b.locals[p.alloc].slots[p.leaf:], p.typ)
	return v
}

// gather builds a value of type t from the first variables of slots, and returns the others.
func (b *builder) gather(slots []*flowgraph.Var, t types.Type) (flowgraph.Value, []*flowgraph.Var) {
	s, ok := t.Underlying().(*types.Struct)
	if !ok {
		return b.copyOf(slots[0]), slots[1:]
	}
	fields := make([]flowgraph.Value, s.NumFields())
	for i := range fields {
		fields[i], slots = b.gather(slots, s.Field(i).Type())
	}
	return b.op1(flowgraph.OpMakeStruct, t, fields...), slots
}

// copyOf returns a variable that keeps the present value of slot.
func (b *builder) copyOf(slot *flowgraph.Var) flowgraph.Value {
	v := b.g.NewVar(slot.Name, slot.Typ)
	b.assign(v, slot)
	return v
}

// storePart stores v at p.
func (b *builder) storePart(p part, v flowgraph.Value) {
	b.scatter(b.locals[p.alloc].slots[p.leaf:], p.typ, v)
}

// scatter assigns the leaves of v to the first variables of slots, and returns the others.
func (b *builder) scatter(slots []*flowgraph.Var, t types.Type, v flowgraph.Value) []*flowgraph.Var {
	s, ok := t.Underlying().(*types.Struct)
	if !ok {
		b.assign(slots[0], v)
		return slots[1:]
	}
	c, isConst := v.(*flowgraph.Const)
	for i := range s.NumFields() {
		ft := b.typ(s.Field(i).Type())
		var field flowgraph.Value
		if isConst && c.Val == nil {
			field = zero(ft)
		} else {
			field = b.op1aux(flowgraph.OpField, int64(i), ft, v)
		}
		slots = b.scatter(slots, s.Field(i).Type(), field)
	}
	return slots
}
