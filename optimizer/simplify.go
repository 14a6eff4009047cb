package optimizer

// This file simplifies the shape of a graph: constant switches become jumps, links skip blocks that do nothing, straight
// lines of blocks become one block.

import (
	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

// Simplify reports whether it changed g.
func Simplify(g *flowgraph.Graph) bool {
	changed := false
	for {
		again := false
		for _, b := range g.Blocks {
			again = cutUnreachable(b) || again
			again = foldSwitch(b) || again
			again = learnFromBranch(b) || again
			for _, l := range b.Exits {
				again = skipEmpty(g, l) || again
			}
			again = sameExits(b) || again
		}
		if again {
			g.Relink()
		}
		again = constantArgs(g) || again
		again = mergeChains(g) || again
		if !again {
			return changed
		}
		changed = true
	}
}

// cutUnreachable drops what follows an operation that never returns.
func cutUnreachable(b *flowgraph.Block) bool {
	for i, op := range b.Ops {
		if !neverReturns(op) {
			continue
		}
		if i == len(b.Ops)-1 && len(b.Exits) == 0 {
			return false
		}
		if op.Kind == flowgraph.OpUnreachable || op.Kind == flowgraph.OpThrow {
			b.Ops = b.Ops[:i+1]
		} else {
			if i == len(b.Ops)-2 && b.Ops[i+1].Kind == flowgraph.OpUnreachable && len(b.Exits) == 0 {
				return false
			}
			b.Ops = append(b.Ops[:i+1:i+1], &flowgraph.Op{Kind: flowgraph.OpUnreachable, Pos: op.Pos})
		}
		b.Switch, b.Exits = nil, nil
		return true
	}
	return false
}

func neverReturns(op *flowgraph.Op) bool {
	switch op.Kind {
	case flowgraph.OpUnreachable, flowgraph.OpThrow:
		return true
	case flowgraph.OpCall:
		return op.Aux.(*flowgraph.Graph).Attr&flowgraph.NoReturn != 0
	}
	return false
}

// foldSwitch turns a switch on a constant into a jump.
func foldSwitch(b *flowgraph.Block) bool {
	c, ok := b.Switch.(*flowgraph.Const)
	if !ok {
		return false
	}
	n, ok := c.IntBits()
	if !ok {
		return false
	}
	b.Exits = []*flowgraph.Link{chooseExit(b, n)}
	b.Exits[0].Case, b.Exits[0].Weight, b.Switch = nil, 0, nil
	return true
}

// chooseExit returns the exit of b that is taken when its switch has the value n.
func chooseExit(b *flowgraph.Block, n uint64) *flowgraph.Link {
	for _, l := range b.Exits {
		if l.Case == nil {
			return l
		}
		if k, _ := l.Case.IntBits(); k == n {
			return l
		}
	}
	return b.Exits[len(b.Exits)-1]
}

// learnFromBranch passes the constant that the switch variable is known to be, instead of the variable, and instead of a
// select by it the value that it selects.
func learnFromBranch(b *flowgraph.Block) bool {
	v, ok := b.Switch.(*flowgraph.Var)
	if !ok {
		return false
	}
	changed := false
	for _, op := range b.Ops {
		if op.Kind == flowgraph.OpSelect && op.Args[0] == flowgraph.Value(v) {
			changed = chosen(b, op) || changed
		}
	}
	for _, l := range b.Exits {
		if l.Case == nil {
			continue
		}
		for i, a := range l.Args {
			if a == flowgraph.Value(v) {
				l.Args[i] = &flowgraph.Const{Typ: v.Typ, Val: l.Case.Val}
				changed = true
			}
		}
	}
	return changed
}

// chosen passes on, where b branches on the condition of the select op, what op selects there.
func chosen(b *flowgraph.Block, op *flowgraph.Op) bool {
	changed := false
	for _, l := range b.Exits {
		value := op.Args[2]
		if l.Case.Val == true {
			value = op.Args[1]
		}
		for i, a := range l.Args {
			if a == flowgraph.Value(op.Results[0]) {
				l.Args[i] = value
				changed = true
			}
		}
	}
	return changed
}

// skipEmpty makes l bypass a target that does nothing but pass on: its operands can only be its own arguments.
func skipEmpty(g *flowgraph.Graph, l *flowgraph.Link) bool {
	changed := false
	for range 8 {
		t := l.Target
		if t == g.Return || len(t.Ops) > 0 || len(t.Exits) == 0 {
			break
		}
		value := func(v flowgraph.Value) flowgraph.Value {
			for i, a := range t.Args {
				if v == flowgraph.Value(a) {
					return l.Args[i]
				}
			}
			return v
		}
		var exit *flowgraph.Link
		if t.Switch == nil {
			exit = t.Exits[0]
		} else if c, ok := value(t.Switch).(*flowgraph.Const); ok {
			n, ok := c.IntBits()
			if !ok {
				break
			}
			exit = chooseExit(t, n)
		} else {
			break
		}
		if exit.Target == t {
			break // an empty endless loop
		}
		args := make([]flowgraph.Value, len(exit.Args))
		for i, a := range exit.Args {
			args[i] = value(a)
		}
		l.Args, l.Target = args, exit.Target
		changed = true
	}
	return changed
}

// sameExits turns a switch whose exits all do the same into a jump, and drops cases that do what the default does.
func sameExits(b *flowgraph.Block) bool {
	if b.Switch == nil {
		return false
	}
	last := b.Exits[len(b.Exits)-1]
	if p, ok := flowgraph.PrimOf(b.Switch.Type()); ok && p == lltype.Bool {
		if !sameLink(b.Exits[0], last) {
			return false
		}
		b.Exits = []*flowgraph.Link{last}
	} else {
		kept := b.Exits[:0:0]
		for _, l := range b.Exits[:len(b.Exits)-1] {
			if !sameLink(l, last) {
				kept = append(kept, l)
			}
		}
		if len(kept) == len(b.Exits)-1 && len(kept) > 0 {
			return false
		}
		b.Exits = append(kept, last)
	}
	if len(b.Exits) == 1 {
		b.Switch, last.Case, last.Weight = nil, nil, 0
	}
	return true
}

func sameLink(a, b *flowgraph.Link) bool {
	if a.Target != b.Target {
		return false
	}
	for i := range a.Args {
		if !sameValue(a.Args[i], b.Args[i]) {
			return false
		}
	}
	return true
}

func sameValue(a, b flowgraph.Value) bool {
	if a == b {
		return true
	}
	x, ok1 := a.(*flowgraph.Const)
	y, ok2 := b.(*flowgraph.Const)
	return ok1 && ok2 && x.Typ == y.Typ && sameBits(x.Val, y.Val)
}

// sameBits compares constants; floats by their bits, so that zero and minus zero differ.
func sameBits(x, y any) bool {
	f, ok1 := x.(float64)
	h, ok2 := y.(float64)
	if ok1 && ok2 {
		return floatBits(f) == floatBits(h)
	}
	return x == y
}

// constantArgs replaces a block argument that every link passes the same constant for.
func constantArgs(g *flowgraph.Graph) bool {
	preds := g.Preds()
	changed := false
	for _, b := range g.Blocks {
		in := preds.Of(b)
		if b == g.Start || b == g.Return || len(in) == 0 || len(b.Args) == 0 {
			continue
		}
		var known map[*flowgraph.Var]flowgraph.Value
		kept := 0
		for i, a := range b.Args {
			c, ok := in[0].Link.Args[i].(*flowgraph.Const)
			for _, p := range in[1:] {
				ok = ok && sameValue(p.Link.Args[i], c)
			}
			if ok {
				if known == nil {
					known = map[*flowgraph.Var]flowgraph.Value{}
				}
				known[a] = c
				continue
			}
			b.Args[kept] = a
			for _, p := range in {
				p.Link.Args[kept] = p.Link.Args[i]
			}
			kept++
		}
		if known == nil {
			continue
		}
		b.Args = b.Args[:kept]
		for _, p := range in {
			p.Link.Args = p.Link.Args[:kept]
		}
		b.Substitute(known)
		changed = true
	}
	return changed
}

// mergeChains appends to each block the block it jumps to, if nothing else goes there.
func mergeChains(g *flowgraph.Graph) bool {
	preds := map[*flowgraph.Block]int{g.Start: 1}
	for _, b := range g.Blocks {
		for _, l := range b.Exits {
			preds[l.Target]++
		}
	}
	changed := false
	gone := map[*flowgraph.Block]bool{}
	for _, b := range g.Blocks {
		if gone[b] {
			continue
		}
		for b.Switch == nil && len(b.Exits) == 1 {
			t := b.Exits[0].Target
			if t == g.Return || t == b || preds[t] != 1 {
				break
			}
			known := make(map[*flowgraph.Var]flowgraph.Value, len(t.Args))
			for i, a := range t.Args {
				known[a] = b.Exits[0].Args[i]
			}
			t.Substitute(known)
			b.Ops = append(b.Ops, t.Ops...)
			b.Switch, b.Exits, b.Pos = t.Switch, t.Exits, t.Pos
			gone[t] = true
			changed = true
		}
	}
	if changed {
		g.Relink()
	}
	return changed
}
