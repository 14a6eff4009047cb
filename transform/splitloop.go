package transform

// This file splits loops around a large switch, as interpreters have them, into a fast loop without calls and the rest.
//
// A call leaves nothing in registers, and the Go compiler saves a variable in one place only, which must come before all
// places that load it again. If any case of the switch calls something that place is the head of the loop: every variable
// is saved in every round, whatever the case. So the blocks from which control comes back to the head without any call
// become a loop of their own, and all ways out of it lead through few blocks, where the Go compiler then saves variables:
//
//	outer(s):  jump head(s)                         entered from outside, and after calls
//	head(s):   ... switch, cases without calls ...  jump head(s), or leave(k, s, values)
//	leave:     switch k: to the case that calls     which goes on to outer
//
// Blocks that cases with and without calls share are there twice.

import (
	"strings"

	"rgo/backends/ssaform"
	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

// A loop is worth splitting if its switch has splitExits exits, of which splitFast stay in the fast loop. Copied blocks
// may have splitCopies operations in all.
const (
	splitExits  = 16
	splitFast   = 4
	splitCopies = 4000
)

// SplitLoops splits loops of g for the Go backend and reports whether there were any.
func SplitLoops(g *flowgraph.Graph) bool { return splitLoops(g, splitExits, splitFast) }

func splitLoops(g *flowgraph.Graph, exits, fast int) bool {
	if !g.Built() || strings.HasPrefix(g.Name, collectorCode) {
		return false
	}
	// Splitting makes blocks: only those that were there before are looked at.
	for _, b := range append([]*flowgraph.Block(nil), g.Blocks...) {
		if len(b.Exits) >= exits && splitLoop(g, b, fast) {
			return true
		}
	}
	return false
}

// A splitter splits one loop.
type splitter struct {
	g        *flowgraph.Graph
	form     *ssaform.Form
	head     *flowgraph.Block
	loop     map[*flowgraph.Block]bool // the natural loop
	fast     map[*flowgraph.Block]bool // of those, the blocks of the fast loop
	deadEnds map[*flowgraph.Block]bool // from which control comes neither back nor out
}

// splitLoop splits the innermost loop around block dispatch and reports whether it did.
func splitLoop(g *flowgraph.Graph, dispatch *flowgraph.Block, fast int) bool {
	f := newFlow(g)
	s := &splitter{g: g}
	if s.head, s.loop = f.innermost(dispatch); s.head == nil || s.head == g.Start {
		return false
	}
	s.findFast(f)
	stay := 0
	for _, l := range dispatch.Exits {
		if s.fast[l.Target] {
			stay++
		}
	}
	if !s.fast[dispatch] || stay < fast {
		return false
	}
	s.findDeadEnds(f)
	copies, ok := s.shared(dispatch)
	if !ok || len(s.leaving()) == 0 {
		return false
	}
	s.outer(copies)
	g.Relink()
	// Now, since blocks that were shared have left the loop, more is known to be the same in all of it.
	s.form = ssaform.New(g)
	s.leave(s.leaving())
	g.Relink()
	return true
}

// innermost returns the head and the blocks of the smallest natural loop around b, or nil.
func (f *flow) innermost(b *flowgraph.Block) (head *flowgraph.Block, body map[*flowgraph.Block]bool) {
	for h := range f.blocks {
		var work []int
		for _, p := range f.preds[h] {
			if p >= h && f.dominates(h, p) {
				work = append(work, p)
			}
		}
		in := map[*flowgraph.Block]bool{f.blocks[h]: true}
		for len(work) > 0 {
			n := work[len(work)-1]
			work = work[:len(work)-1]
			if !in[f.blocks[n]] {
				in[f.blocks[n]] = true
				work = append(work, f.preds[n]...)
			}
		}
		if len(in) > 1 && in[b] && (body == nil || len(in) < len(body)) {
			head, body = f.blocks[h], in
		}
	}
	return head, body
}

// calls reports whether b contains anything that the Go backend makes a call of.
func calls(b *flowgraph.Block) bool {
	for _, op := range b.Ops {
		switch op.Kind {
		case flowgraph.OpMemCopy, flowgraph.OpMemZero, flowgraph.OpMemEqual, flowgraph.OpExtern:
			return true
		}
		if op.Kind.Has(flowgraph.Calls | flowgraph.Allocs | flowgraph.IO) {
			return true
		}
	}
	return false
}

// findFast finds the blocks on paths from the head to itself without calls.
func (s *splitter) findFast(f *flow) {
	clean := map[*flowgraph.Block]bool{}
	work := []*flowgraph.Block{s.head}
	for len(work) > 0 {
		b := work[len(work)-1]
		work = work[:len(work)-1]
		if clean[b] || !s.loop[b] || calls(b) {
			continue
		}
		clean[b] = true
		for _, l := range b.Exits {
			work = append(work, l.Target)
		}
	}
	s.fast = map[*flowgraph.Block]bool{}
	back := append([]int(nil), f.preds[f.number[s.head]]...)
	for len(back) > 0 {
		n := back[len(back)-1]
		back = back[:len(back)-1]
		b := f.blocks[n]
		if !clean[b] || s.fast[b] {
			continue
		}
		s.fast[b] = true
		if b != s.head {
			back = append(back, f.preds[n]...)
		}
	}
}

// findDeadEnds finds the blocks from which control neither returns nor gets back to the loop: they lead to panics.
func (s *splitter) findDeadEnds(f *flow) {
	live := map[*flowgraph.Block]bool{s.g.Return: true}
	var work []int
	for i, b := range f.blocks {
		for _, l := range b.Exits {
			if l.Target == s.g.Return || l.Target == s.head {
				work = append(work, i)
			}
		}
	}
	for len(work) > 0 {
		n := work[len(work)-1]
		work = work[:len(work)-1]
		if b := f.blocks[n]; !live[b] {
			live[b] = true
			work = append(work, f.preds[n]...)
		}
	}
	s.deadEnds = map[*flowgraph.Block]bool{}
	for _, b := range f.blocks {
		if !live[b] {
			s.deadEnds[b] = true
		}
	}
}

// shared returns the fast blocks that slow ones lead to, too. It is not ok if that would mean to copy too much.
func (s *splitter) shared(dispatch *flowgraph.Block) (list []*flowgraph.Block, ok bool) {
	seen := map[*flowgraph.Block]bool{}
	size := 0
	var add func(b *flowgraph.Block)
	add = func(b *flowgraph.Block) {
		if b == s.head || !s.fast[b] || seen[b] {
			return
		}
		seen[b] = true
		list = append(list, b)
		size += 1 + len(b.Ops)
		for _, l := range b.Exits {
			add(l.Target)
		}
	}
	for _, b := range s.g.Blocks {
		if !s.fast[b] {
			for _, l := range b.Exits {
				add(l.Target)
			}
		}
	}
	return list, !seen[dispatch] && size <= splitCopies
}

// leaving returns the links out of the fast loop, except for those to panics and out of the function, by target.
func (s *splitter) leaving() (list [][]*flowgraph.Link) {
	index := map[*flowgraph.Block]int{}
	for _, b := range s.g.Blocks {
		if !s.fast[b] {
			continue
		}
		for _, l := range b.Exits {
			t := l.Target
			if s.fast[t] || s.deadEnds[t] || t == s.g.Return {
				continue
			}
			i, ok := index[t]
			if !ok {
				i = len(list)
				index[t] = i
				list = append(list, nil)
			}
			list[i] = append(list[i], l)
		}
	}
	return list
}

// A slot is an argument of a block that ways out lead through. It stands for one value that is the same in the whole
// loop or changes at its head, or is used for any value of its type.
type slot struct {
	v     *flowgraph.Var // the argument
	value flowgraph.Value
	typ   flowgraph.Type
}

// leave leads all links out of the fast loop through few blocks.
func (s *splitter) leave(leaving [][]*flowgraph.Link) {
	state := map[flowgraph.Value]bool{} // what the head knows
	for _, a := range s.head.Args {
		if v, ok := s.form.Value(a).(*flowgraph.Var); ok {
			state[v] = true
		}
	}
	needs := make([]need, len(leaving))
	for k, links := range leaving {
		needs[k] = need{}
		for j, a := range links[0].Target.Args {
			same, one := s.common(links, j)
			switch c, ok := same.(*flowgraph.Const); {
			case one && ok && c != nil:
			case one && state[same]:
				needs[k][slotKey{same, a.Typ}] = 1
			default:
				needs[k][slotKey{nil, a.Typ}]++
			}
		}
	}
	blocks := append([]*flowgraph.Block(nil), s.g.Blocks...)
	for _, group := range groupExits(needs) {
		var through [][]*flowgraph.Link
		for _, k := range group.targets {
			through = append(through, leaving[k])
		}
		s.leaveThrough(through, state, blocks)
	}
}

// leaveThrough leads links, by target, from blocks through one new block.
func (s *splitter) leaveThrough(leaving [][]*flowgraph.Link, state map[flowgraph.Value]bool, blocks []*flowgraph.Block) {
	which := s.g.NewVar("", lltype.Int64)
	x := s.g.NewBlock()
	var slots []*slot
	find := func(value flowgraph.Value, typ flowgraph.Type, skip int) (int, *slot) {
		for i, t := range slots {
			if t.value == value && t.typ == typ && i >= skip {
				return i, t
			}
		}
		t := &slot{s.g.NewVar("", typ), value, typ}
		slots = append(slots, t)
		return len(slots) - 1, t
	}
	filled := map[*flowgraph.Link]map[*slot]flowgraph.Value{}
	number := map[*flowgraph.Link]int64{}
	for k, links := range leaving {
		target := links[0].Target
		used := map[flowgraph.Type]int{} // first slot for any value of a type that is free
		args := make([]flowgraph.Value, len(target.Args))
		for _, l := range links {
			filled[l], number[l] = map[*slot]flowgraph.Value{}, int64(k)
		}
		for j, a := range target.Args {
			same, one := s.common(links, j)
			if c, ok := same.(*flowgraph.Const); ok && one {
				args[j] = c
				continue
			}
			var t *slot
			if one && state[same] {
				_, t = find(same, a.Typ, 0)
			} else {
				var i int
				i, t = find(nil, a.Typ, used[a.Typ])
				used[a.Typ] = i + 1
			}
			args[j] = t.v
			for _, l := range links {
				filled[l][t] = l.Args[j]
			}
		}
		exit := &flowgraph.Link{Target: target, Args: args}
		if k < len(leaving)-1 {
			exit.Case = flowgraph.NewConst(lltype.Int64, int64(k))
		}
		x.Exits = append(x.Exits, exit)
	}
	x.Args = []*flowgraph.Var{which}
	for _, t := range slots {
		x.Args = append(x.Args, t.v)
	}
	if len(x.Exits) > 1 {
		x.Switch = which
	}
	for _, b := range blocks {
		known := s.knownIn(b)
		for _, l := range b.Exits {
			values, ok := filled[l]
			if !ok {
				continue
			}
			l.Target = x
			l.Args = []flowgraph.Value{flowgraph.NewConst(lltype.Int64, number[l])}
			for _, t := range slots {
				v := values[t]
				if v == nil && t.value != nil && known[t.value] != nil {
					v = known[t.value]
				}
				if v == nil {
					v = &flowgraph.Const{Typ: t.typ, Val: flowgraph.Undef{}}
				}
				l.Args = append(l.Args, v)
			}
		}
	}
}

// common returns the value of argument j on all links, if it is one.
func (s *splitter) common(links []*flowgraph.Link, j int) (v flowgraph.Value, one bool) {
	for i, l := range links {
		w := s.form.Value(l.Args[j])
		if i > 0 && w != v {
			return nil, false
		}
		v = w
	}
	return v, true
}

// knownIn returns the variables by which b knows values.
func (s *splitter) knownIn(b *flowgraph.Block) map[flowgraph.Value]*flowgraph.Var {
	if !s.fast[b] {
		return nil
	}
	known := map[flowgraph.Value]*flowgraph.Var{}
	for _, a := range b.Args {
		known[s.form.Value(a)] = a
	}
	return known
}

// outer leads everything but the fast loop to its head through a block in front of it, with copies of shared blocks.
func (s *splitter) outer(copies []*flowgraph.Block) {
	o := s.g.NewBlock()
	o.Pos = s.head.Pos
	var args []flowgraph.Value
	for _, a := range s.head.Args {
		v := s.g.NewVar(a.Name, a.Typ)
		v.Fact = a.Fact
		o.Args = append(o.Args, v)
		args = append(args, v)
	}
	o.Exits = []*flowgraph.Link{{Target: s.head, Args: args}}
	c := flowgraph.NewCloner(s.g)
	for _, b := range copies {
		c.Block(b)
	}
	elsewhere := func(l *flowgraph.Link) {
		if l.Target == s.head {
			l.Target = o
		} else if n := c.Blocks[l.Target]; n != nil {
			l.Target = n
		}
	}
	for _, b := range copies {
		for _, l := range b.Exits {
			if c.Blocks[l.Target] == nil {
				c.Blocks[l.Target] = l.Target
			}
		}
		c.Exits(b)
		for _, l := range c.Blocks[b].Exits {
			elsewhere(l)
		}
	}
	for _, b := range s.g.Blocks {
		if !s.fast[b] {
			for _, l := range b.Exits {
				elsewhere(l)
			}
		}
	}
}
