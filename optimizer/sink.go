package optimizer

// This file moves work from in front of a large switch to the cases that need it.
//
//	b(pc):  next = pc + 1; arg = instr >> 8; switch instr & 255: 1 -> A(next, arg), 2 -> B(next), ...
//
// becomes
//
//	b(pc):  switch instr & 255: 1 -> A'(pc, instr), 2 -> B'(pc), ...
//	A'(pc, instr):  next = pc + 1; arg = instr >> 8; jump A(next, arg)
//	B'(pc):  next = pc + 1; jump B(next)
//
// It is for the loop of an interpreter. What its cases share is in registers from the switch on, in each copy of the switch
// where backends copy it to the ends of cases, and both the old and the new program counter live on as soon as one case
// asks for the old one (as pc - 1, which is folded).

import (
	"slices"

	"rgo/flowgraph"
)

// sinkExits is from how many exits on a switch is large.
const sinkExits = 16

// Sink works on g after all inlining, and reports whether it changed it.
func Sink(g *flowgraph.Graph) bool { return sink(g, sinkExits) }

// sink reports whether it changed g: for switches with so many exits.
func sink(g *flowgraph.Graph, exits int) bool {
	changed := false
	for _, b := range g.Blocks {
		if len(b.Exits) >= exits {
			changed = widenEarly(g, b) || changed
			changed = sinkOps(g, b) || changed
		}
	}
	if changed {
		g.Relink()
		Simplify(g)
	}
	return changed
}

// widenEarly turns the conversion of a shifted or masked unsigned integer to a longer type into the shift or mask of the
// converted one, and reports whether there was any. Machines convert as they load; LLVM would have one conversion for each case back
// in front of the switch.
func widenEarly(g *flowgraph.Graph, b *flowgraph.Block) bool {
	defs := map[flowgraph.Value]*flowgraph.Op{}
	wide := map[flowgraph.Value]*flowgraph.Var{}
	var ops []*flowgraph.Op
	changed := false
	for _, op := range b.Ops {
		if inner := widens(op, defs); inner != nil {
			changed = true
			x, r := inner.Args[0], op.Results[0]
			w := wide[x]
			if w == nil || w.Typ != r.Typ {
				w = g.NewVar("", r.Typ)
				wide[x] = w
				ops = append(ops, &flowgraph.Op{Kind: flowgraph.OpConvert, Args: []flowgraph.Value{x}, Results: []*flowgraph.Var{w}, Pos: op.Pos})
			}
			n, _ := inner.Args[1].(*flowgraph.Const).IntBits()
			k := flowgraph.NewConst(r.Typ, n)
			if p, _ := flowgraph.PrimOf(r.Typ); p.IsSigned() {
				k = flowgraph.NewConst(r.Typ, int64(n))
			}
			op = &flowgraph.Op{Kind: inner.Kind, Args: []flowgraph.Value{w, k}, Results: op.Results, Pos: op.Pos}
		}
		for _, r := range op.Results {
			defs[r] = op
		}
		ops = append(ops, op)
	}
	b.Ops = ops
	return changed
}

// widens returns the shift or mask by a constant whose result op, a conversion, makes longer, or nil.
func widens(op *flowgraph.Op, defs map[flowgraph.Value]*flowgraph.Op) *flowgraph.Op {
	if op.Kind != flowgraph.OpConvert {
		return nil
	}
	inner := defs[op.Args[0]]
	if inner == nil || inner.Kind != flowgraph.OpIntShr && inner.Kind != flowgraph.OpIntAnd {
		return nil
	}
	from, _ := flowgraph.PrimOf(op.Args[0].Type())
	to, _ := flowgraph.PrimOf(op.Results[0].Typ)
	k, ok := inner.Args[1].(*flowgraph.Const)
	if !ok || !fits31(k) || !from.IsInt() || !to.IsInt() || from.IsSigned() || to.Size() <= from.Size() {
		return nil
	}
	return inner
}

// fits31 reports whether k is the same number in all types of 32 bits and more.
func fits31(k *flowgraph.Const) bool {
	n, ok := k.IntBits()
	return ok && n < 1<<31
}

// sinkOps moves operations of b to blocks of their own between b and the targets of its exits.
func sinkOps(g *flowgraph.Graph, b *flowgraph.Block) bool {
	moves := sinkable(b)
	var kept, moved []*flowgraph.Op
	for i, op := range b.Ops {
		if moves[i] {
			moved = append(moved, op)
		} else {
			kept = append(kept, op)
		}
	}
	if len(moved) == 0 {
		return false
	}
	type diverted struct {
		was flowgraph.Link
		now *flowgraph.Link
	}
	var made []diverted
	for _, l := range b.Exits {
		same := slices.IndexFunc(made, func(d diverted) bool {
			return d.was.Target == l.Target && slices.EqualFunc(d.was.Args, l.Args, sameValue)
		})
		if same >= 0 {
			now := made[same].now
			l.Target, l.Args = now.Target, slices.Clone(now.Args)
		} else if was := *l; sinkInto(g, l, moved) {
			made = append(made, diverted{was, l})
		}
	}
	b.Ops = kept
	return true
}

// stay are operations without effects that do not move. For conversions see widenEarly.
var stay = map[flowgraph.OpKind]bool{flowgraph.OpConvert: true, flowgraph.OpStackAlloc: true, flowgraph.OpStackSpace: true, flowgraph.OpKeepAlive: true}

// sinkable says for each operation of b whether it can move: it has no effects and depends on none, and only the exits and
// operations that move as well use it.
func sinkable(b *flowgraph.Block) []bool {
	stays := map[flowgraph.Value]bool{b.Switch: true}
	moves := make([]bool, len(b.Ops))
	for i := len(b.Ops) - 1; i >= 0; i-- {
		op := b.Ops[i]
		moves[i] = op.Kind.Info().Effects == 0 && len(op.Results) == 1 && !stays[op.Results[0]] && !stay[op.Kind]
		if !moves[i] {
			for _, a := range op.Args {
				stays[a] = true
			}
		}
	}
	return moves
}

// sinkInto has l lead to its target by way of a new block with those of the moved operations that it needs, and reports
// whether it needs any.
func sinkInto(g *flowgraph.Graph, l *flowgraph.Link, moved []*flowgraph.Op) bool {
	needed := map[flowgraph.Value]bool{}
	for _, a := range l.Args {
		needed[a] = true
	}
	var ops []*flowgraph.Op
	for _, op := range slices.Backward(moved) {
		if needed[op.Results[0]] {
			ops = append(ops, op)
			delete(needed, op.Results[0])
			for _, a := range op.Args {
				needed[a] = true
			}
		}
	}
	if len(ops) == 0 {
		return false
	}
	slices.Reverse(ops)
	c := flowgraph.NewCloner(g)
	e := g.NewBlock()
	e.Pos, e.Heat = l.Target.Pos, l.Target.Heat
	var args []flowgraph.Value
	pass := func(list []flowgraph.Value) {
		for _, a := range list {
			if v, ok := a.(*flowgraph.Var); ok && needed[a] {
				delete(needed, a)
				args = append(args, a)
				e.Args = append(e.Args, c.Value(v).(*flowgraph.Var))
			}
		}
	}
	pass(l.Args)
	for _, op := range ops {
		pass(op.Args)
	}
	for _, op := range ops {
		e.Ops = append(e.Ops, c.Op(op))
	}
	e.Exits = []*flowgraph.Link{{Target: l.Target, Args: c.Values(l.Args)}}
	l.Target, l.Args = e, args
	return true
}
