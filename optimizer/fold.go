package optimizer

// This file folds operations: on constants, by algebraic identities, and by local value numbering (an operation without
// effects that the same block has computed already).

import (
	"math"
	"sort"
	"strconv"
	"strings"

	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

func floatBits(f float64) uint64 { return math.Float64bits(f) }

// Fold reports whether it changed g.
func Fold(g *flowgraph.Graph) bool {
	changed := false
	for _, b := range g.Blocks {
		changed = foldBlock(b) || changed
	}
	return changed
}

func foldBlock(b *flowgraph.Block) bool {
	known := map[*flowgraph.Var]flowgraph.Value{}
	defs := map[*flowgraph.Var]*flowgraph.Op{}
	seen := map[string]*flowgraph.Op{}
	kept := b.Ops[:0]
	changed := false
	for _, op := range b.Ops {
		for i, a := range op.Args {
			if v, ok := a.(*flowgraph.Var); ok {
				if n, ok := known[v]; ok {
					op.Args[i] = n
				}
			}
		}
		directCall(op)
		if len(op.Results) == 1 {
			if v := foldOp(op, defs); v != nil {
				known[op.Results[0]] = v
				changed = true
				continue
			}
		}
		if key := valueKey(op); key != "" {
			if first, ok := seen[key]; ok {
				for i, r := range op.Results {
					known[r] = first.Results[i]
				}
				changed = true
				continue
			}
			seen[key] = op
		}
		for _, r := range op.Results {
			defs[r] = op
		}
		kept = append(kept, op)
	}
	for i := len(kept); i < len(b.Ops); i++ {
		b.Ops[i] = nil
	}
	b.Ops = kept
	b.Substitute(known)
	return changed
}

// directCall turns a call through a known address into a direct call.
func directCall(op *flowgraph.Op) {
	if op.Kind != flowgraph.OpCallCode {
		return
	}
	if c, ok := op.Args[0].(*flowgraph.Const); ok {
		if g, ok := c.Val.(*flowgraph.Graph); ok {
			op.Kind, op.Aux, op.Args = flowgraph.OpCall, g, op.Args[1:]
		}
	}
}

// valueKey identifies what a pure operation computes, or is "" if it cannot be shared. The address of an object as a
// number holds only until the next collection, which may move the object.
func valueKey(op *flowgraph.Op) string {
	info := op.Kind.Info()
	if info.Effects&^flowgraph.Panics != 0 || len(op.Results) == 0 || op.Kind == flowgraph.OpStackAlloc || op.Kind == flowgraph.OpStackSpace || op.Kind == flowgraph.OpStackCheck || op.Kind == flowgraph.OpRefToInt {
		return ""
	}
	if op.Aux != nil {
		if _, ok := op.Aux.(int64); !ok {
			return ""
		}
	}
	var s strings.Builder
	s.WriteString(strconv.Itoa(int(op.Kind)))
	for _, r := range op.Results {
		s.WriteByte(' ')
		s.WriteString(r.Typ.String())
	}
	for _, a := range op.Args {
		s.WriteByte(',')
		switch a := a.(type) {
		case *flowgraph.Var:
			s.WriteByte('v')
			s.WriteString(strconv.Itoa(a.ID))
		case *flowgraph.Const:
			n, ok := a.IntBits()
			if !ok {
				return ""
			}
			s.WriteString(a.Typ.String())
			s.WriteString(strconv.FormatUint(n, 16))
		}
	}
	if n, ok := op.Aux.(int64); ok {
		s.WriteByte('@')
		s.WriteString(strconv.FormatInt(n, 10))
	}
	return s.String()
}

// foldOp returns the value of op's only result if it is a constant or an operand, else nil.
func foldOp(op *flowgraph.Op, defs map[*flowgraph.Var]*flowgraph.Op) flowgraph.Value {
	r := op.Results[0]
	switch op.Kind {
	case flowgraph.OpConvert:
		return foldConvert(op.Args[0], r.Typ)
	case flowgraph.OpSelect:
		if sameValue(op.Args[1], op.Args[2]) {
			return op.Args[1]
		}
		if c, ok := op.Args[0].(*flowgraph.Const); ok {
			if n, ok := c.IntBits(); ok && n != 0 {
				return op.Args[1]
			} else if ok {
				return op.Args[2]
			}
		}
		return nil
	case flowgraph.OpBoolNot:
		if c, ok := op.Args[0].(*flowgraph.Const); ok {
			n, _ := c.IntBits()
			return boolConst(r.Typ, n == 0)
		}
		if d := defOf(op.Args[0], defs); d != nil && d.Kind == flowgraph.OpBoolNot {
			return d.Args[0]
		}
		return nil
	case flowgraph.OpIntToRef:
		if isInt(op.Args[0], 0) {
			return &flowgraph.Const{Typ: r.Typ}
		}
		return nil
	case flowgraph.OpCastPtr:
		if isNil(op.Args[0]) {
			return &flowgraph.Const{Typ: r.Typ}
		}
		return nil
	case flowgraph.OpPtrEq, flowgraph.OpPtrNe:
		if same, ok := comparePointers(op.Args[0], op.Args[1], defs); ok {
			return boolConst(r.Typ, same == (op.Kind == flowgraph.OpPtrEq))
		}
		return nil
	case flowgraph.OpRefToInt:
		if c, ok := op.Args[0].(*flowgraph.Const); ok && c.IsNil() {
			return flowgraph.NewConst(r.Typ, uint64(0))
		}
		return nil
	case flowgraph.OpPtrAdd:
		if c, ok := op.Args[1].(*flowgraph.Const); ok {
			n, _ := c.IntBits()
			if n == 0 {
				return op.Args[0]
			}
			if s, ok := op.Args[0].(*flowgraph.Const); ok {
				if ref, ok := s.Val.(flowgraph.StaticRef); ok {
					ref.Off += int64(n)
					return &flowgraph.Const{Typ: r.Typ, Val: ref}
				}
			}
		}
		return nil
	}
	if v := foldStatic(op, r.Typ); v != nil {
		return v
	}
	if v := foldConstant(op, r.Typ); v != nil {
		return v
	}
	return identity(op)
}

func defOf(v flowgraph.Value, defs map[*flowgraph.Var]*flowgraph.Op) *flowgraph.Op {
	x, ok := v.(*flowgraph.Var)
	if !ok {
		return nil
	}
	return defs[x]
}

func boolConst(t flowgraph.Type, v bool) *flowgraph.Const { return &flowgraph.Const{Typ: t, Val: v} }

// foldStatic reads headers of static objects, and data of those that nobody writes to.
func foldStatic(op *flowgraph.Op, t flowgraph.Type) flowgraph.Value {
	if len(op.Args) != 1 {
		return nil
	}
	c, ok := op.Args[0].(*flowgraph.Const)
	if !ok {
		return nil
	}
	ref, ok := c.Val.(flowgraph.StaticRef)
	if !ok {
		return nil
	}
	s := ref.Static
	switch op.Kind {
	case flowgraph.OpTypeID:
		if s.Layout != nil && ref.Off == 0 {
			return flowgraph.NewConst(t, uint64(s.Layout.ID))
		}
	case flowgraph.OpLength:
		if s.Layout != nil && s.Layout.Variable() && ref.Off == 0 {
			return flowgraph.NewConst(t, s.Len)
		}
	case flowgraph.OpMemLoad:
		if s.ReadOnly {
			return readStatic(s, ref.Off+op.Aux.(int64), t)
		}
	}
	return nil
}

// readStatic returns the constant of type t at offset off of s, or nil.
func readStatic(s *flowgraph.Static, off int64, t flowgraph.Type) flowgraph.Value {
	p, ok := t.(lltype.Prim)
	if !ok || off < 0 || off+p.Size() > s.Size {
		return nil
	}
	first := sort.Search(len(s.Relocs), func(i int) bool { return s.Relocs[i].Off+lltype.Ref.Size() > off })
	for _, r := range s.Relocs[first:] {
		if off+p.Size() <= r.Off {
			break
		}
		switch {
		case r.Off != off || !p.IsPointer():
			return nil
		case r.Graph != nil:
			return &flowgraph.Const{Typ: t, Val: r.Graph}
		default:
			return &flowgraph.Const{Typ: t, Val: flowgraph.StaticRef{Static: r.Static, Off: r.Addend}}
		}
	}
	var n uint64
	for i := p.Size() - 1; i >= 0; i-- {
		n <<= 8
		if off+i < int64(len(s.Data)) {
			n |= uint64(s.Data[off+i])
		}
	}
	switch {
	case p.IsPointer():
		if n != 0 {
			return nil
		}
		return &flowgraph.Const{Typ: t}
	case p == lltype.Float32:
		return flowgraph.NewConst(t, float64(math.Float32frombits(uint32(n))))
	case p == lltype.Float64:
		return flowgraph.NewConst(t, math.Float64frombits(n))
	case p == lltype.Bool:
		return boolConst(t, n != 0)
	}
	return flowgraph.NewConst(t, n)
}

// foldConstant computes integer and float operations whose operands are all constant.
func foldConstant(op *flowgraph.Op, t flowgraph.Type) flowgraph.Value {
	if len(op.Args) == 0 || len(op.Args) > 2 {
		return nil
	}
	var ints [2]uint64
	var floats [2]float64
	p, ok := flowgraph.PrimOf(op.Args[0].Type())
	if !ok {
		return nil
	}
	for i, a := range op.Args {
		c, isConst := a.(*flowgraph.Const)
		if !isConst {
			return nil
		}
		if p.IsFloat() {
			if floats[i], ok = c.Val.(float64); !ok && c.Val != nil {
				return nil
			}
		} else if ints[i], ok = c.IntBits(); !ok {
			return nil
		}
	}
	var val any
	if p.IsFloat() {
		val, ok = flowgraph.FoldFloat(op.Kind, p, floats[0], floats[1])
	} else {
		val, ok = flowgraph.FoldInt(op.Kind, p, ints[0], ints[1])
	}
	if !ok {
		return nil
	}
	return flowgraph.NewConst(t, val)
}

// identity simplifies x+0, x*1, x-x and the like.
func identity(op *flowgraph.Op) flowgraph.Value {
	if len(op.Args) != 2 {
		return nil
	}
	a, b := op.Args[0], op.Args[1]
	p, ok := flowgraph.PrimOf(a.Type())
	if !ok || !(p.IsInt() || p == lltype.Bool) {
		return nil
	}
	right := func(n uint64) bool { return isInt(b, n) }
	switch op.Kind {
	case flowgraph.OpIntAdd, flowgraph.OpIntOr, flowgraph.OpIntXor:
		if right(0) {
			return a
		}
		if isInt(a, 0) {
			return b
		}
	case flowgraph.OpIntSub, flowgraph.OpIntShl, flowgraph.OpIntShr, flowgraph.OpIntAndNot:
		if right(0) {
			return a
		}
		if a == b && op.Kind == flowgraph.OpIntSub {
			return flowgraph.NewConst(op.Results[0].Typ, int64(0))
		}
	case flowgraph.OpIntMul:
		if right(1) {
			return a
		}
		if isInt(a, 1) {
			return b
		}
		if right(0) || isInt(a, 0) {
			return flowgraph.NewConst(a.Type(), int64(0))
		}
	case flowgraph.OpIntDiv:
		if right(1) {
			return a
		}
	case flowgraph.OpIntAnd:
		if right(0) {
			return b
		}
		if isInt(a, 0) {
			return a
		}
	case flowgraph.OpIntEq, flowgraph.OpIntLe, flowgraph.OpIntGe:
		if a == b {
			return boolConst(op.Results[0].Typ, true)
		}
	case flowgraph.OpIntNe, flowgraph.OpIntLt, flowgraph.OpIntGt:
		if a == b {
			return boolConst(op.Results[0].Typ, false)
		}
	}
	return nil
}

func isInt(v flowgraph.Value, n uint64) bool {
	c, ok := v.(*flowgraph.Const)
	if !ok {
		return false
	}
	m, ok := c.IntBits()
	return ok && m == n
}

// comparePointers reports whether two addresses are equal, where that can be known.
func comparePointers(a, b flowgraph.Value, defs map[*flowgraph.Var]*flowgraph.Op) (same, ok bool) {
	if a == b {
		return true, true
	}
	x, okx := a.(*flowgraph.Const)
	y, oky := b.(*flowgraph.Const)
	if okx && oky {
		if x.Val == nil || y.Val == nil {
			return x.Val == nil && y.Val == nil, true
		}
		r, ok1 := x.Val.(flowgraph.StaticRef)
		s, ok2 := y.Val.(flowgraph.StaticRef)
		if ok1 && ok2 && (r.Static == s.Static || r.Off == 0 && s.Off == 0 && r.Static.Size > 0 && s.Static.Size > 0) {
			return r == s, true
		}
		return false, false
	}
	// A fresh object is not nil.
	if okx {
		a, b, y = b, a, x
		oky = true
	}
	if d := defOf(a, defs); oky && y.Val == nil && d != nil && (d.Kind == flowgraph.OpAlloc || d.Kind == flowgraph.OpAllocArray) {
		return false, true
	}
	return false, false
}

// foldConvert folds conversions of constants between integers, and of integers to floats, and conversions to the same type.
func foldConvert(v flowgraph.Value, to flowgraph.Type) flowgraph.Value {
	from, ok1 := flowgraph.PrimOf(v.Type())
	p, ok2 := flowgraph.PrimOf(to)
	if !ok1 || !ok2 {
		return nil
	}
	if from == p && v.Type() == to {
		return v
	}
	c, ok := v.(*flowgraph.Const)
	if !ok || !from.IsInt() {
		return nil
	}
	n, ok := c.IntBits()
	if !ok {
		return nil
	}
	switch {
	case p.IsInt():
		return &flowgraph.Const{Typ: to, Val: flowgraph.WrapInt(p, n)}
	case p == lltype.Float64 && from.IsSigned():
		return &flowgraph.Const{Typ: to, Val: float64(int64(n))}
	case p == lltype.Float64:
		return &flowgraph.Const{Typ: to, Val: float64(n)}
	}
	return nil
}
