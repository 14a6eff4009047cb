package build

// This file turns a graph whose variables are visible everywhere, and may be assigned more than once, into single static
// information form. The instruction builders can so name a variable wherever its definition dominates, split blocks as
// they like, and keep state (a position in a string, the fields of a local struct) in variables that change.
//
// Before: an operation may use any variable; opAssign gives a variable a new value.
// After: a variable is local to its block and defined once; what a block needs from before is among its arguments.

import (
	"math/bits"
	"slices"

	"rgo/flowgraph"
)

// opAssign is the pseudo-operation "Results[0] := Args[0]". It exists only until makeSSI.
const opAssign = flowgraph.OpInvalid

// makeSSI converts g, whose blocks have been linked but not listed.
func makeSSI(g *flowgraph.Graph) {
	g.Relink()
	removeDead(g)
	s := &ssi{g: g, vars: make([]ssiVar, g.NextVar+1), number: make([]int32, g.NextBlock+1)}
	s.findShared()
	s.liveness()
	for i, b := range g.Blocks {
		s.rewrite(i, b)
	}
}

// removeDead removes operations without effects whose results nobody uses, and allocations of that kind.
func removeDead(g *flowgraph.Graph) {
	uses := make([]int32, g.NextVar+1)             // by ID
	defs := make([]*flowgraph.Op, g.NextVar+1)     // by ID, the first one
	others := map[*flowgraph.Var][]*flowgraph.Op{} // the others, of what is assigned several times
	for _, b := range g.Blocks {
		for _, op := range b.Ops {
			for _, r := range op.Results {
				if defs[r.ID] == nil {
					defs[r.ID] = op
				} else {
					others[r] = append(others[r], op)
				}
			}
		}
		b.Operands(func(v *flowgraph.Value) {
			if x, ok := (*v).(*flowgraph.Var); ok {
				uses[x.ID]++
			}
		})
	}
	dead := map[*flowgraph.Op]bool{}
	var work []*flowgraph.Op
	consider := func(op *flowgraph.Op) {
		if op == nil || !removable(op) || dead[op] {
			return
		}
		for _, r := range op.Results {
			if uses[r.ID] > 0 {
				return
			}
		}
		dead[op] = true
		work = append(work, op)
	}
	for _, b := range g.Blocks {
		for _, op := range b.Ops {
			consider(op)
		}
	}
	for len(work) > 0 {
		op := work[len(work)-1]
		work = work[:len(work)-1]
		for _, a := range op.Args {
			if x, ok := a.(*flowgraph.Var); ok {
				if uses[x.ID]--; uses[x.ID] == 0 {
					consider(defs[x.ID])
					for _, d := range others[x] {
						consider(d)
					}
				}
			}
		}
	}
	if len(dead) == 0 {
		return
	}
	for _, b := range g.Blocks {
		kept := b.Ops[:0]
		for _, op := range b.Ops {
			if !dead[op] {
				kept = append(kept, op)
			}
		}
		b.Ops = kept
	}
}

// removable reports whether op has no effect besides its results.
func removable(op *flowgraph.Op) bool {
	if op.Kind == opAssign {
		return true
	}
	return len(op.Results) > 0 && op.Kind.Info().Effects&^flowgraph.Allocs == 0
}

// ssi is the state of one conversion.
type ssi struct {
	g      *flowgraph.Graph
	vars   []ssiVar // by ID
	shared []*flowgraph.Var
	number []int32 // of a block, by ID
	livein []bitset
}

// An ssiVar is what is known of a variable.
type ssiVar struct {
	index   int32 // in ssi.shared, plus 1, if it is used outside of the block that defines it
	defined int32 // how often; a variable keeps its identity at the only definition
	local   int32 // number of the last block in which a definition has been seen, plus 1
	block   int32 // number of the block, plus 1, in which now stands for it
	now     flowgraph.Value
}

type bitset []uint64

func (s bitset) has(i int) bool { return s[i/64]&(1<<(i%64)) != 0 }
func (s bitset) set(i int)      { s[i/64] |= 1 << (i % 64) }

// findShared numbers the variables that cross block boundaries, in order of their creation.
func (s *ssi) findShared() {
	for i, b := range s.g.Blocks {
		s.number[b.ID] = int32(i)
		define := func(v *flowgraph.Var) {
			s.vars[v.ID].local = int32(i) + 1
			s.vars[v.ID].defined++
		}
		for _, a := range b.Args {
			define(a)
		}
		use := func(v flowgraph.Value) {
			if x, ok := v.(*flowgraph.Var); ok {
				if y := &s.vars[x.ID]; y.local != int32(i)+1 && y.index == 0 {
					y.index = 1
					s.shared = append(s.shared, x)
				}
			}
		}
		s.walk(b, use, define)
	}
	slices.SortFunc(s.shared, func(a, b *flowgraph.Var) int { return a.ID - b.ID })
	for i, v := range s.shared {
		s.vars[v.ID].index = int32(i) + 1
	}
}

// walk calls use and def for the operands and results of b in order.
func (s *ssi) walk(b *flowgraph.Block, use func(flowgraph.Value), def func(*flowgraph.Var)) {
	for _, op := range b.Ops {
		for _, a := range op.Args {
			use(a)
		}
		for _, r := range op.Results {
			def(r)
		}
	}
	if b.Switch != nil {
		use(b.Switch)
	}
	for _, l := range b.Exits {
		for _, a := range l.Args {
			use(a)
		}
	}
}

// liveness computes which shared variables each block needs at its start.
func (s *ssi) liveness() {
	words := (len(s.shared) + 63) / 64
	n := len(s.g.Blocks)
	gen, kill := make([]bitset, n), make([]bitset, n)
	s.livein = make([]bitset, n)
	room := make(bitset, 3*n*words)
	take := func() bitset {
		set := room[:words:words]
		room = room[words:]
		return set
	}
	for i, b := range s.g.Blocks {
		gen[i], kill[i], s.livein[i] = take(), take(), take()
		define := func(v *flowgraph.Var) {
			if k := s.vars[v.ID].index; k != 0 {
				kill[i].set(int(k) - 1)
			}
		}
		for _, a := range b.Args {
			define(a)
		}
		s.walk(b, func(v flowgraph.Value) {
			if x, ok := v.(*flowgraph.Var); ok {
				if k := s.vars[x.ID].index; k != 0 && !kill[i].has(int(k)-1) {
					gen[i].set(int(k) - 1)
				}
			}
		}, define)
	}
	out := make(bitset, words)
	for changed := true; changed; {
		changed = false
		for i := n - 1; i >= 0; i-- {
			clear(out)
			for _, l := range s.g.Blocks[i].Exits {
				for w, bits := range s.livein[s.number[l.Target.ID]] {
					out[w] |= bits
				}
			}
			for w := range out {
				in := gen[i][w] | out[w]&^kill[i][w]
				if in != s.livein[i][w] {
					s.livein[i][w] = in
					changed = true
				}
			}
		}
	}
}

// each calls f with the shared variables in set, in order.
func (s *ssi) each(set bitset, f func(*flowgraph.Var)) {
	for w, word := range set {
		for word != 0 {
			f(s.shared[w*64+bits.TrailingZeros64(word)])
			word &= word - 1
		}
	}
}

// rewrite gives block b its arguments and renames what it uses.
func (s *ssi) rewrite(i int, b *flowgraph.Block) {
	// What stands for a variable at this point is in ssiVar.now, if that is of this block.
	set := func(v *flowgraph.Var, to flowgraph.Value) {
		s.vars[v.ID].now, s.vars[v.ID].block = to, int32(i)+1
	}
	s.each(s.livein[i], func(v *flowgraph.Var) {
		if b == s.g.Start {
			// Live at the start without being a parameter: a variable that is assigned on every path that uses it.
			set(v, &flowgraph.Const{Typ: v.Typ, Val: flowgraph.Undef{}})
			return
		}
		a := s.g.NewVar(v.Name, v.Typ)
		b.Args = append(b.Args, a)
		set(v, a)
	})
	rename := func(p *flowgraph.Value) {
		if x, ok := (*p).(*flowgraph.Var); ok {
			if x.ID < len(s.vars) && s.vars[x.ID].block == int32(i)+1 { // others are new
				*p = s.vars[x.ID].now
			}
		}
	}
	kept := b.Ops[:0]
	for _, op := range b.Ops {
		for k := range op.Args {
			rename(&op.Args[k])
		}
		if op.Kind == opAssign {
			set(op.Results[0], op.Args[0])
			continue
		}
		for k, r := range op.Results {
			if s.vars[r.ID].defined > 1 {
				fresh := s.g.NewVar(r.Name, r.Typ)
				set(r, fresh)
				op.Results[k] = fresh
			} else {
				s.vars[r.ID].block = 0
			}
		}
		kept = append(kept, op)
	}
	b.Ops = kept
	if b.Switch != nil {
		rename(&b.Switch)
	}
	for _, l := range b.Exits {
		for k := range l.Args {
			rename(&l.Args[k])
		}
		s.each(s.livein[s.number[l.Target.ID]], func(v *flowgraph.Var) {
			var a flowgraph.Value = v
			rename(&a)
			l.Args = append(l.Args, a)
		})
	}
}
