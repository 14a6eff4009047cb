package build

// This file turns a graph whose variables are visible everywhere, and may be assigned more than once, into single static
// information form. The instruction builders can so name a variable wherever its definition dominates, split blocks as
// they like, and keep state (a position in a string, the fields of a local struct) in variables that change.
//
// Before: an operation may use any variable; opAssign gives a variable a new value.
// After: a variable is local to its block and defined once; what a block needs from before is among its arguments.

import (
	"math/bits"
	"sort"

	"rgo/flowgraph"
)

// opAssign is the pseudo-operation "Results[0] := Args[0]". It exists only until makeSSI.
const opAssign = flowgraph.OpInvalid

// makeSSI converts g, whose blocks have been linked but not listed.
func makeSSI(g *flowgraph.Graph) {
	g.Relink()
	removeDead(g)
	s := &ssi{g: g, index: map[*flowgraph.Var]int{}}
	s.findShared()
	s.liveness()
	for i, b := range g.Blocks {
		s.rewrite(i, b)
	}
}

// removeDead removes operations without effects whose results nobody uses, and allocations of that kind.
func removeDead(g *flowgraph.Graph) {
	uses := map[*flowgraph.Var]int{}
	defs := map[*flowgraph.Var][]*flowgraph.Op{}
	for _, b := range g.Blocks {
		for _, op := range b.Ops {
			for _, r := range op.Results {
				defs[r] = append(defs[r], op)
			}
		}
		b.Operands(func(v *flowgraph.Value) {
			if x, ok := (*v).(*flowgraph.Var); ok {
				uses[x]++
			}
		})
	}
	dead := map[*flowgraph.Op]bool{}
	var work []*flowgraph.Op
	consider := func(op *flowgraph.Op) {
		if dead[op] || !removable(op) {
			return
		}
		for _, r := range op.Results {
			if uses[r] > 0 {
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
				if uses[x]--; uses[x] == 0 {
					for _, d := range defs[x] {
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
	index  map[*flowgraph.Var]int // variables used outside of the block that defines them
	shared []*flowgraph.Var
	number map[*flowgraph.Block]int
	livein []bitset
	// define counts definitions; a variable keeps its identity at the only one.
	define map[*flowgraph.Var]int
}

type bitset []uint64

func (s bitset) has(i int) bool { return s[i/64]&(1<<(i%64)) != 0 }
func (s bitset) set(i int)      { s[i/64] |= 1 << (i % 64) }

// findShared numbers the variables that cross block boundaries, in order of their creation.
func (s *ssi) findShared() {
	s.define = map[*flowgraph.Var]int{}
	s.number = map[*flowgraph.Block]int{}
	found := map[*flowgraph.Var]bool{}
	for i, b := range s.g.Blocks {
		s.number[b] = i
		local := map[*flowgraph.Var]bool{}
		for _, a := range b.Args {
			local[a] = true
			s.define[a]++
		}
		use := func(v flowgraph.Value) {
			if x, ok := v.(*flowgraph.Var); ok && !local[x] && !found[x] {
				found[x] = true
				s.shared = append(s.shared, x)
			}
		}
		s.walk(b, use, func(r *flowgraph.Var) {
			local[r] = true
			s.define[r]++
		})
	}
	sort.Slice(s.shared, func(i, j int) bool { return s.shared[i].ID < s.shared[j].ID })
	for i, v := range s.shared {
		s.index[v] = i
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
	for i, b := range s.g.Blocks {
		gen[i], kill[i], s.livein[i] = make(bitset, words), make(bitset, words), make(bitset, words)
		for _, a := range b.Args {
			if k, ok := s.index[a]; ok {
				kill[i].set(k)
			}
		}
		s.walk(b, func(v flowgraph.Value) {
			if x, ok := v.(*flowgraph.Var); ok {
				if k, ok := s.index[x]; ok && !kill[i].has(k) {
					gen[i].set(k)
				}
			}
		}, func(r *flowgraph.Var) {
			if k, ok := s.index[r]; ok {
				kill[i].set(k)
			}
		})
	}
	out := make(bitset, words)
	for changed := true; changed; {
		changed = false
		for i := n - 1; i >= 0; i-- {
			clear(out)
			for _, l := range s.g.Blocks[i].Exits {
				for w, bits := range s.livein[s.number[l.Target]] {
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
	now := map[*flowgraph.Var]flowgraph.Value{} // what stands for a variable at this point
	s.each(s.livein[i], func(v *flowgraph.Var) {
		if b == s.g.Start {
			// Live at the start without being a parameter: a variable that is assigned on every path that uses it.
			now[v] = &flowgraph.Const{Typ: v.Typ, Val: flowgraph.Undef{}}
			return
		}
		a := s.g.NewVar(v.Name, v.Typ)
		b.Args = append(b.Args, a)
		now[v] = a
	})
	rename := func(p *flowgraph.Value) {
		if x, ok := (*p).(*flowgraph.Var); ok {
			if n, ok := now[x]; ok {
				*p = n
			}
		}
	}
	kept := b.Ops[:0]
	for _, op := range b.Ops {
		for k := range op.Args {
			rename(&op.Args[k])
		}
		if op.Kind == opAssign {
			now[op.Results[0]] = op.Args[0]
			continue
		}
		for k, r := range op.Results {
			if s.define[r] > 1 {
				fresh := s.g.NewVar(r.Name, r.Typ)
				now[r], op.Results[k] = fresh, fresh
			} else {
				delete(now, r)
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
		s.each(s.livein[s.number[l.Target]], func(v *flowgraph.Var) {
			var a flowgraph.Value = v
			rename(&a)
			l.Args = append(l.Args, a)
		})
	}
}
