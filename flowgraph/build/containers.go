package build

// This file builds what concerns slices, maps and ranges over strings and maps.

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"rgo/flowgraph"
)

// intOperand returns a length or bound as an int. One that does not fit becomes negative, which is as wrong.
func (b *builder) intOperand(v ssa.Value) flowgraph.Value {
	x := b.typed(v, types.Typ[types.Int])
	return b.convert(x, x.Type().(types.Type), types.Typ[types.Int])
}

// bound is intOperand for slicing: a huge unsigned bound panics here, with the text that Go has for it. The name is
// that of the runtime function that panics; limit is what it reports as the limit.
func (b *builder) bound(v ssa.Value, name string, limit flowgraph.Value) flowgraph.Value {
	t := b.typ(v.Type())
	n := b.intOperand(v)
	c, isConst := n.(*flowgraph.Const)
	if isConst {
		fits, _ := c.Val.(int64)
		isConst = fits >= 0
	}
	if !isConst && isUnsigned(t) && sizes().Sizeof(t) == 8 {
		wide := b.convert(n, types.Typ[types.Int], types.Typ[types.Int64])
		b.check(b.op1(flowgraph.OpIntLt, types.Typ[types.Bool], n, constInt(0)), name, wide, constBool(true), limit)
	}
	return n
}

// slice builds x[lo:hi:max] of a string, slice or pointer to an array.
func (b *builder) slice(instr *ssa.Slice) flowgraph.Value {
	if a, ok := instr.X.(*ssa.Alloc); ok && isMakeSlice(a) {
		n := constInt(b.deref(a.Type()).Underlying().(*types.Array).Len())
		return b.op1(flowgraph.OpMakeSlice, b.typ(instr.Type()), b.intOperand(instr.High), n)
	}
	x := b.value(instr.X)
	t := b.typ(instr.Type())
	integer := types.Typ[types.Int]
	if isString(instr.X.Type()) {
		return b.sliceString(instr, x, t)
	}
	var length, capacity flowgraph.Value
	limitName := "PanicSliceAcap"
	if _, ok := instr.X.Type().Underlying().(*types.Slice); ok {
		capacity = b.op1(flowgraph.OpCap, integer, x)
		if instr.High == nil {
			length = b.op1(flowgraph.OpLen, integer, x)
		}
	} else {
		n := b.deref(instr.X.Type()).Underlying().(*types.Array).Len()
		length, capacity = constInt(n), constInt(n)
		limitName = "PanicSliceAlen"
	}
	limit := capacity
	if instr.Max != nil {
		return b.slice3(instr, x, t, limit)
	}
	hi := length
	if instr.High != nil {
		hi = b.bound(instr.High, limitName, limit)
	}
	var lo flowgraph.Value = constInt(0)
	if instr.Low != nil {
		lo = b.bound(instr.Low, "PanicSliceB", hi)
	}
	return b.op1(flowgraph.OpSlice, t, x, lo, hi, limit)
}

// isMakeSlice reports whether a and the slice expression that uses it stand for a make with a constant capacity, which
// panics with another text than the slice expression does.
func isMakeSlice(a *ssa.Alloc) bool { return a.Comment == "makeslice" }

func (b *builder) sliceString(instr *ssa.Slice, x flowgraph.Value, t types.Type) flowgraph.Value {
	var lo flowgraph.Value = constInt(0)
	hi := b.op1(flowgraph.OpLen, types.Typ[types.Int], x)
	if instr.High != nil {
		hi = b.bound(instr.High, "PanicSliceAlen", hi)
	}
	if instr.Low != nil {
		lo = b.bound(instr.Low, "PanicSliceB", hi)
	}
	return b.op1(flowgraph.OpStrSlice, t, x, lo, hi)
}

// slice3 builds x[lo:hi:max]. Its bounds are checked here, since its panics have texts of their own; the operation
// itself never panics then, but for a nil pointer to an array.
func (b *builder) slice3(instr *ssa.Slice, x flowgraph.Value, t types.Type, limit flowgraph.Value) flowgraph.Value {
	name := "PanicSlice3Acap"
	if _, ok := instr.X.Type().Underlying().(*types.Slice); !ok {
		name = "PanicSlice3Alen"
		b.effect(flowgraph.OpNilCheck, x)
	}
	maxi := b.bound(instr.Max, name, limit)
	b.checkBound(maxi, limit, name)
	hi := b.bound(instr.High, "PanicSlice3B", maxi)
	b.checkBound(hi, maxi, "PanicSlice3B")
	var lo flowgraph.Value = constInt(0)
	if instr.Low != nil {
		lo = b.bound(instr.Low, "PanicSlice3C", hi)
		b.checkBound(lo, hi, "PanicSlice3C")
	}
	return b.op1(flowgraph.OpSlice, t, x, lo, hi, maxi)
}

// checkBound calls the runtime function name unless 0 <= n <= limit.
func (b *builder) checkBound(n, limit flowgraph.Value, name string) {
	unsigned, boolean := types.Typ[types.Uint], types.Typ[types.Bool]
	un := b.convert(n, types.Typ[types.Int], unsigned)
	ul := b.convert(limit, types.Typ[types.Int], unsigned)
	bad := b.op1(flowgraph.OpIntGt, boolean, un, ul)
	b.check(bad, name, b.convert(n, types.Typ[types.Int], types.Typ[types.Int64]), constBool(false), limit)
}

func (b *builder) makeMap(instr *ssa.MakeMap) {
	var hint flowgraph.Value = constInt(0)
	if instr.Reserve != nil {
		hint = b.intOperand(instr.Reserve)
	}
	m := b.call(b.mapMethod(instr.Type(), "Make"), zero(b.mapType(instr.Type())), hint)[0]
	b.set(instr, b.retype(m, instr.Type()))
}

func (b *builder) lookup(instr *ssa.Lookup) {
	if isString(instr.X.Type()) {
		b.set(instr, b.op1(flowgraph.OpStrIndex, instr.Type(), b.value(instr.X), b.value(instr.Index)))
		return
	}
	b.mapLookup(instr)
}

// rangeInstr builds the start of a range: over a string the position in it, a variable that next changes; over a map
// an iterator of the runtime.
func (b *builder) rangeInstr(instr *ssa.Range) {
	if isString(instr.X.Type()) {
		at := b.g.NewVar("", types.Typ[types.Int])
		b.assign(at, constInt(0))
		b.values[instr] = at
		return
	}
	t := instr.X.Type()
	b.values[instr] = b.call(b.mapMethod(t, "Iter"), b.retype(b.value(instr.X), b.mapType(t)))[0]
}

// next builds one step of a range; its values are ok, key and element.
func (b *builder) next(instr *ssa.Next) {
	r := instr.Iter.(*ssa.Range)
	state := b.values[r]
	if !instr.IsString {
		iter := state.Type().(types.Type)
		b.setTuple(instr, asValues(b.call(b.mustMethod(iter, "Next"), state))...)
		return
	}
	b.nextRune(instr, b.retype(b.value(r.X), types.Typ[types.String]), state.(*flowgraph.Var))
}

// nextRune builds "if at < len(s) { ok, key = true, at; r, at = DecodeRune(s, at) }". Where the end of the block is the
// usual test of ok, the decoding happens at the start of the block that the test leads to.
func (b *builder) nextRune(instr *ssa.Next, s flowgraph.Value, at *flowgraph.Var) {
	integer, boolean := types.Typ[types.Int], types.Typ[types.Bool]
	key, elem := b.g.NewVar("", integer), b.g.NewVar("", types.Universe.Lookup("rune").Type())
	n := b.op1(flowgraph.OpLen, integer, s)
	more := b.op1(flowgraph.OpIntLt, boolean, at, n)
	b.setTuple(instr, more, key, elem)
	decode := func() {
		b.assign(key, at)
		decoded := b.callNamed(pathStrs+".DecodeRune", s, at)
		b.assign(elem, decoded[0])
		b.assign(at, decoded[1])
	}
	if body := loopBody(instr); body != nil {
		b.before[body] = decode
		return
	}
	b.assign(key, constInt(0))
	b.assign(elem, zero(elem.Typ.(types.Type)))
	yes, no := b.branch(more)
	b.cur = yes
	decode()
	b.jump(no)
	b.cur = no
}

// loopBody returns the block that is entered, from nowhere else, exactly if instr has found another element and nothing
// has happened since, or nil.
func loopBody(instr *ssa.Next) *ssa.BasicBlock {
	instrs := instr.Block().Instrs
	branch, ok := instrs[len(instrs)-1].(*ssa.If)
	if !ok {
		return nil
	}
	cond, ok := branch.Cond.(*ssa.Extract)
	if !ok || cond.Tuple != instr || cond.Index != 0 {
		return nil
	}
	for _, use := range *instr.Referrers() {
		if x, ok := use.(*ssa.Extract); ok && x != cond && x.Block() == instr.Block() && !unused(x) {
			if !onlyIn(x, instr.Block().Succs[0]) {
				return nil
			}
		}
	}
	if body := instr.Block().Succs[0]; len(body.Preds) == 1 {
		return body
	}
	return nil
}

// onlyIn reports whether all uses of v are in blocks that body dominates.
func onlyIn(v ssa.Value, body *ssa.BasicBlock) bool {
	for _, use := range *v.Referrers() {
		if !body.Dominates(use.Block()) {
			return false
		}
	}
	return true
}
