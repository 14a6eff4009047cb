package transform

// This file makes roots explicit for collectors that find them on a shadow stack.
//
// A reference that is used after an operation that can collect must lie in a slot of the shadow stack during the
// operation. If the collector moves objects it is loaded from there afterwards (reload.go). Flow graphs name a value differently in every block, so values are first put together as in SSA form; each
// gets a slot, shared where no operation needs both. A value is saved in front of the operation that needs it, unless on
// every path there its slot holds it already; one that comes from outside of the loop that the operation is in is saved
// where it is made. The slots are reserved where all that need them are dominated, so that short paths pay nothing, and
// given back at every return from there. A function where collections happen only on cold paths, which is what is left of
// an inlined allocation, has slots on those paths only.

import (
	"fmt"
	"slices"

	"rgo/backends/ssaform"
	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

// Roots returns what makes roots explicit in one graph of p, after GC, and reports whether it changed it. It is for all graphs
// of p, several at the same time; nil if there is nothing to do. The rest is what it has found out about the program.
func Roots(p *flowgraph.Program, o Options) (each func(g *flowgraph.Graph) (bool, error), known *Collecting, err error) {
	if o.Roots != "shadowstack" || o.GC == "none" {
		return nil, nil, nil
	}
	if !slices.ContainsFunc(p.Graphs, readsShadowStack) {
		return nil, nil, fmt.Errorf("internal error: collector %s never looks at the shadow stack", o.GC)
	}
	collects := findCollecting(p, o.calls(p), readsShadowStack)
	moving := FindCollector(o.GC).Moving
	return func(g *flowgraph.Graph) (bool, error) {
		if !g.Built() || g.Attr&flowgraph.Leaf != 0 {
			return false, nil
		}
		if moving {
			if err := checkAddresses(g, collects); err != nil {
				return false, err
			}
		}
		return addRoots(g, collects, moving)
	}, collects, nil
}

// A rooter adds roots to one graph.
type rooter struct {
	g       *flowgraph.Graph
	form    *ssaform.Form
	flow    *flow
	needs   map[*flowgraph.Op][]*flowgraph.Var // values that must be saved during an operation
	slots   map[*flowgraph.Var]int
	count   int
	eager   map[*flowgraph.Var]bool // saved where they are made
	home    map[*flowgraph.Var]int  // block that makes a value
	moving  bool                    // the collector changes what lies in slots
	returns []bool                  // whether control can return from a block
	entries [][]*flowgraph.Var      // what each slot holds at the start of each block; nil where control never comes
}

// addRoots adds roots to g and reports whether it needs any.
func addRoots(g *flowgraph.Graph, collects *Collecting, moving bool) (bool, error) {
	if !collects.atAll[g] {
		return false, nil
	}
	r := &rooter{g: g, needs: map[*flowgraph.Op][]*flowgraph.Var{}, slots: map[*flowgraph.Var]int{},
		eager: map[*flowgraph.Var]bool{}, home: map[*flowgraph.Var]int{}, moving: moving}
	if loopsToStart(g) {
		prependBlock(g) // slots are reserved outside of loops
	}
	g.Relink()
	r.form = ssaform.New(g)
	for _, b := range g.Blocks {
		r.findNeeds(b, collects)
	}
	if len(r.needs) == 0 {
		return false, nil
	}
	if r.allCold() {
		return true, r.wrap()
	}
	r.flow = newFlow(g)
	r.findHomes()
	r.findReturns()
	r.chooseSlots()
	r.chooseEager()
	enter := r.findEntry()
	r.findHeld(enter)
	if err := r.insertSaves(enter); err != nil {
		return false, err
	}
	if r.moving {
		r.loadWhereIdle()
	}
	r.insertFrame(enter)
	g.Relink()
	return true, nil
}

// prependBlock gives g a start block that only jumps to the old one.
func prependBlock(g *flowgraph.Graph) {
	start := g.NewBlock()
	start.Heat = g.Start.Heat
	l := &flowgraph.Link{Target: g.Start}
	for _, a := range g.Start.Args {
		v := g.NewVar(a.Name, a.Typ)
		start.Args = append(start.Args, v)
		l.Args = append(l.Args, v)
	}
	start.Exits = []*flowgraph.Link{l}
	g.Start = start
}

// root returns the value that v always equals if that is a reference to save.
func (r *rooter) root(v flowgraph.Value) *flowgraph.Var {
	if v.Type() != flowgraph.Type(lltype.Ref) {
		return nil
	}
	x, _ := r.form.Value(v).(*flowgraph.Var)
	if x == nil || x.Typ != flowgraph.Type(lltype.Ref) {
		return nil
	}
	return x
}

// findNeeds finds the references of b that are used after an operation that can collect. Since a block is given what it
// uses, they are those that b itself uses afterwards.
func (r *rooter) findNeeds(b *flowgraph.Block, collects *Collecting) {
	var used []*flowgraph.Var
	in := map[*flowgraph.Var]bool{}
	use := func(v flowgraph.Value) {
		if x := r.root(v); x != nil && !in[x] {
			in[x] = true
			used = append(used, x)
		}
	}
	for _, l := range b.Exits {
		for _, a := range l.Args {
			use(a)
		}
	}
	for i := len(b.Ops) - 1; i >= 0; i-- {
		op := b.Ops[i]
		for _, v := range op.Results {
			if in[v] {
				delete(in, v)
				for k, x := range used {
					if x == v {
						used = append(used[:k], used[k+1:]...)
						break
					}
				}
			}
		}
		if len(used) > 0 && collects.during(op) {
			r.needs[op] = append([]*flowgraph.Var(nil), used...)
		}
		for _, a := range op.Args {
			use(a)
		}
	}
}

// allCold reports whether roots are needed on cold paths only.
func (r *rooter) allCold() bool {
	for op := range r.needs {
		if op.Kind != flowgraph.OpCall || op.Aux.(*flowgraph.Graph).Attr&flowgraph.Cold == 0 {
			return false
		}
	}
	return true
}

// wrap reserves slots for each operation that needs them, and gives them back behind it.
func (r *rooter) wrap() error {
	for _, b := range r.g.Blocks {
		needed := false
		slots := map[*flowgraph.Op]map[*flowgraph.Var]int64{}
		w := newRewriter(r, b)
		for _, op := range b.Ops {
			need := r.needs[op]
			if len(need) == 0 {
				continue
			}
			needed = true
			slots[op] = map[*flowgraph.Var]int64{}
			for s, v := range need {
				slots[op][v] = int64(s)
				w.before[op] = append(w.before[op], v)
			}
		}
		if !needed {
			continue
		}
		w.slot = func(op *flowgraph.Op, v *flowgraph.Var) int64 { return slots[op][v] }
		w.frames = true
		if err := w.rewrite(); err != nil {
			return err
		}
	}
	return nil
}

func (r *rooter) findHomes() {
	for i, b := range r.flow.blocks {
		for _, v := range b.Args {
			r.home[v] = i
		}
		for _, op := range b.Ops {
			for _, v := range op.Results {
				r.home[v] = i
			}
		}
	}
}

// chooseSlots gives values that some operation needs together different slots. An argument that merges values takes the
// slot of one of them if it can, so that a value going round a loop stays where it is.
func (r *rooter) chooseSlots() {
	clash := map[*flowgraph.Var]map[*flowgraph.Var]bool{}
	var order []*flowgraph.Var
	for _, b := range r.flow.blocks {
		for _, op := range b.Ops {
			need := r.needs[op]
			for _, v := range need {
				if clash[v] == nil {
					clash[v] = map[*flowgraph.Var]bool{}
					order = append(order, v)
				}
				for _, w := range need {
					if v != w {
						clash[v][w] = true
					}
				}
			}
		}
	}
	friends := r.friends()
	for _, v := range order {
		taken := map[int]bool{}
		for w := range clash[v] {
			if s, ok := r.slots[w]; ok {
				taken[s] = true
			}
		}
		slot := -1
		for _, w := range friends[v] {
			if s, ok := r.slots[w]; ok && !taken[s] {
				slot = s
				break
			}
		}
		for s := 0; slot < 0; s++ {
			if !taken[s] {
				slot = s
			}
		}
		r.slots[v] = slot
		r.count = max(r.count, slot+1)
	}
}

// friends returns for each merging argument and each value that it merges the other ones.
func (r *rooter) friends() map[*flowgraph.Var][]*flowgraph.Var {
	friends := map[*flowgraph.Var][]*flowgraph.Var{}
	for _, b := range r.flow.blocks {
		for _, l := range b.Exits {
			if l.Target == r.g.Return {
				continue
			}
			for _, i := range r.form.Merges(l.Target) {
				to := l.Target.Args[i]
				if from := r.root(l.Args[i]); from != nil && from != to {
					friends[to] = append(friends[to], from)
					friends[from] = append(friends[from], to)
				}
			}
		}
	}
	return friends
}

// chooseEager picks the values that are saved where they are made: those that a loop needs and does not make.
func (r *rooter) chooseEager() {
	for i, b := range r.flow.blocks {
		for _, op := range b.Ops {
			for _, v := range r.needs[op] {
				if r.flow.depth[r.home[v]] < r.flow.depth[i] {
					r.eager[v] = true
				}
			}
		}
	}
}

// findEntry returns the block where slots are reserved: it dominates every operation that needs them, is in no loop, and
// dominates every return that can be reached from it. (Slots are not given back where control does not return: unwinding
// does that.)
func (r *rooter) findEntry() int {
	enter := -1
	include := func(b int) {
		if enter < 0 {
			enter = b
		} else {
			enter = r.flow.common(enter, b)
		}
	}
	for i, b := range r.flow.blocks {
		for _, op := range b.Ops {
			for _, v := range r.needs[op] {
				include(i)
				if r.eager[v] {
					include(r.home[v])
				}
			}
		}
	}
	for enter != 0 && (r.flow.depth[enter] > 0 || !r.closed(enter)) {
		enter = r.flow.idom[enter]
	}
	return enter
}

// findReturns finds the blocks from which control can return.
func (r *rooter) findReturns() {
	r.returns = make([]bool, len(r.flow.blocks))
	for again := true; again; {
		again = false
		for i := len(r.flow.blocks) - 1; i >= 0; i-- {
			for _, l := range r.flow.blocks[i].Exits {
				if !r.returns[i] && (l.Target == r.g.Return || r.returns[r.flow.number[l.Target]]) {
					r.returns[i], again = true, true
				}
			}
		}
	}
}

// closed reports whether every block that can be reached from block a and from which control can return is dominated by a.
func (r *rooter) closed(a int) bool {
	seen := map[int]bool{a: true}
	work := []int{a}
	for len(work) > 0 {
		b := work[len(work)-1]
		work = work[:len(work)-1]
		if !r.flow.dominates(a, b) && r.returns[b] {
			return false
		}
		for _, l := range r.flow.blocks[b].Exits {
			if l.Target == r.g.Return {
				continue
			}
			if t := r.flow.number[l.Target]; !seen[t] {
				seen[t] = true
				work = append(work, t)
			}
		}
	}
	return true
}

// findHeld computes what the slots hold at the start of every block, as if every save that is needed had been made. It
// is a forward analysis: where paths meet, a slot holds a value only if it does on all of them. Unvisited paths do not
// count, so the first assumption is the best one and gets worse.
func (r *rooter) findHeld(enter int) {
	r.entries = make([][]*flowgraph.Var, len(r.flow.blocks))
	r.entries[0] = make([]*flowgraph.Var, r.count)
	queued := make([]bool, len(r.flow.blocks))
	work := []int{0}
	queued[0] = true
	for len(work) > 0 {
		// The lowest number first, so that most predecessors come before.
		k := 0
		for i := range work {
			if work[i] < work[k] {
				k = i
			}
		}
		b := work[k]
		work = append(work[:k], work[k+1:]...)
		queued[b] = false
		held := append([]*flowgraph.Var(nil), r.entries[b]...)
		r.walk(b, enter, held, nil)
		for _, l := range r.flow.blocks[b].Exits {
			if l.Target == r.g.Return {
				continue
			}
			t := r.flow.number[l.Target]
			if r.meet(t, r.along(l, held)) && !queued[t] {
				queued[t] = true
				work = append(work, t)
			}
		}
	}
}

// meet joins held with what is known of the start of block b and reports whether that changed.
func (r *rooter) meet(b int, held []*flowgraph.Var) bool {
	if r.entries[b] == nil {
		r.entries[b] = held
		return true
	}
	changed := false
	for s, v := range r.entries[b] {
		if v != nil && held[s] != v {
			r.entries[b][s] = nil
			changed = true
		}
	}
	return changed
}

// along returns what the slots hold after following l: values get the names of the arguments they are merged into.
func (r *rooter) along(l *flowgraph.Link, held []*flowgraph.Var) []*flowgraph.Var {
	out := append([]*flowgraph.Var(nil), held...)
	merges := r.form.Merges(l.Target)
	for _, i := range merges {
		m := l.Target.Args[i]
		for s, v := range out {
			if v == m {
				out[s] = nil // the argument's value of an earlier round
			}
		}
	}
	for _, i := range merges {
		m := l.Target.Args[i]
		s, ok := r.slots[m]
		if from := r.root(l.Args[i]); ok && from != nil && held[s] == from {
			out[s] = m
		}
	}
	return out
}

// walk goes through block b with held, what the slots hold. If emit is not nil it is told where to save: in front of an
// operation, or behind it if made is set; a nil operation is the start of the block.
func (r *rooter) walk(b, enter int, held []*flowgraph.Var, emit func(op *flowgraph.Op, made bool, v *flowgraph.Var)) {
	block := r.flow.blocks[b]
	save := func(op *flowgraph.Op, made bool, v *flowgraph.Var) {
		if s := r.slots[v]; held[s] != v {
			held[s] = v
			if emit != nil {
				emit(op, made, v)
			}
		}
	}
	if b == enter || r.flow.dominates(enter, b) {
		for _, v := range block.Args {
			if r.eager[v] && r.form.Value(v) == flowgraph.Value(v) {
				save(nil, false, v)
			}
		}
	}
	for _, op := range block.Ops {
		for _, v := range r.needs[op] {
			save(op, false, v)
		}
		for _, v := range op.Results {
			s, ok := r.slots[v]
			if !ok {
				continue
			}
			if held[s] == v {
				held[s] = nil // the value of an earlier round
			}
			if r.eager[v] {
				save(op, true, v)
			}
		}
	}
}

// insertSaves puts root_save operations where walk asks for them, and root_load operations behind what can move objects.
func (r *rooter) insertSaves(enter int) error {
	for i, b := range r.flow.blocks {
		if r.entries[i] == nil {
			continue
		}
		w := newRewriter(r, b)
		for s, v := range r.entries[i] {
			w.held[int64(s)] = v
		}
		r.walk(i, enter, slices.Clone(r.entries[i]), func(op *flowgraph.Op, made bool, v *flowgraph.Var) {
			switch {
			case op == nil:
				w.first = append(w.first, v)
			case made:
				w.after[op] = append(w.after[op], v)
			default:
				w.before[op] = append(w.before[op], v)
			}
		})
		w.slot = func(_ *flowgraph.Op, v *flowgraph.Var) int64 { return int64(r.slots[v]) }
		if err := w.rewrite(); err != nil {
			return err
		}
	}
	return nil
}

// localNames returns the names that values have in b.
func (r *rooter) localNames(b *flowgraph.Block) map[*flowgraph.Var]*flowgraph.Var {
	names := map[*flowgraph.Var]*flowgraph.Var{}
	add := func(v *flowgraph.Var) {
		if x := r.root(v); x != nil && names[x] == nil {
			names[x] = v
		}
	}
	for _, v := range b.Args {
		add(v)
	}
	for _, op := range b.Ops {
		for _, v := range op.Results {
			add(v)
		}
	}
	return names
}

// insertFrame reserves the slots at the start of block enter and gives them back at every return from there.
func (r *rooter) insertFrame(enter int) {
	slots := int64(r.count)
	b := r.flow.blocks[enter]
	b.Ops = append([]*flowgraph.Op{{Kind: flowgraph.OpRootEnter, Aux: slots, Pos: r.g.Pos}}, b.Ops...)
	for i, b := range r.flow.blocks {
		if !r.flow.dominates(enter, i) {
			continue
		}
		for _, l := range b.Exits {
			if l.Target != r.g.Return {
				continue
			}
			leave := &flowgraph.Op{Kind: flowgraph.OpRootLeave, Aux: slots}
			if len(b.Exits) == 1 {
				b.Ops = slices.Insert(b.Ops, r.lastUse(b), leave)
				continue
			}
			r.split(b, l, leave)
		}
	}
}

// lastUse returns where in b the slots are needed no more: a call whose result is returned need not come before that, and what they hold
// can die during it.
func (r *rooter) lastUse(b *flowgraph.Block) int {
	i := len(b.Ops)
	for ; i > 0; i-- {
		op := b.Ops[i-1]
		switch op.Kind {
		case flowgraph.OpRootEnter, flowgraph.OpRootSave, flowgraph.OpRootLoad:
			return i
		}
		if len(r.needs[op]) > 0 {
			return i
		}
	}
	return i
}

// split puts a block with op between from, the source of l, and the return block.
func (r *rooter) split(from *flowgraph.Block, l *flowgraph.Link, op *flowgraph.Op) {
	block := r.g.NewBlock()
	block.Heat = from.Heat
	out := &flowgraph.Link{Target: r.g.Return}
	l.Target = block
	l.Args, out.Args = nil, l.Args
	for i, a := range out.Args {
		if _, ok := a.(*flowgraph.Const); ok {
			continue
		}
		v := r.g.NewVar("", a.Type())
		block.Args = append(block.Args, v)
		l.Args = append(l.Args, a)
		out.Args[i] = v
	}
	block.Ops = []*flowgraph.Op{op}
	block.Exits = []*flowgraph.Link{out}
}
