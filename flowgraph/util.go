package flowgraph

// This file holds the editing tools that passes share: block lists, substitution, cloning.

// Relink recomputes g.Blocks from g.Start: every reachable block once, in reverse postorder, the return block last even
// if nothing reaches it.
func (g *Graph) Relink() {
	seen := make([]bool, g.NextBlock+1)
	seen[g.Return.ID] = true
	post := make([]*Block, 0, len(g.Blocks))
	type frame struct {
		b    *Block
		next int
	}
	stack := []frame{{b: g.Start}}
	seen[g.Start.ID] = true
	for len(stack) > 0 {
		f := &stack[len(stack)-1]
		if f.next < len(f.b.Exits) {
			// Last exit first, so that the first exit comes first in reverse postorder.
			t := f.b.Exits[len(f.b.Exits)-1-f.next].Target
			f.next++
			if !seen[t.ID] {
				seen[t.ID] = true
				stack = append(stack, frame{b: t})
			}
			continue
		}
		post = append(post, f.b)
		stack = stack[:len(stack)-1]
	}
	g.Blocks = g.Blocks[:0]
	for i := len(post) - 1; i >= 0; i-- {
		if post[i] != g.Return {
			g.Blocks = append(g.Blocks, post[i])
		}
	}
	g.Blocks = append(g.Blocks, g.Return)
}

// A Pred is a link into a block, and the block it comes from.
type Pred struct {
	From *Block
	Link *Link
}

// Preds says which links lead into each block of a graph.
type Preds struct {
	list []Pred
	ends []int32 // where the links into a block end in list, by the block's ID
}

// Of returns the links into b, in the order of the graph's blocks.
func (p Preds) Of(b *Block) []Pred {
	from, to := p.ends[b.ID-1], p.ends[b.ID]
	return p.list[from:to:to]
}

// Preds returns the links into each block of g.
func (g *Graph) Preds() Preds {
	counts := make([]int32, g.NextBlock+2) // first of links into a block, later where they end, by ID plus 1
	for _, b := range g.Blocks {
		for _, l := range b.Exits {
			counts[l.Target.ID+1]++
		}
	}
	for i := 1; i < len(counts); i++ {
		counts[i] += counts[i-1]
	}
	// Now counts[ID] is where the links into a block begin; filling them in moves it to where they end.
	p := Preds{make([]Pred, counts[len(counts)-1]), counts}
	for _, b := range g.Blocks {
		for _, l := range b.Exits {
			at := &counts[l.Target.ID]
			p.list[*at] = Pred{b, l}
			*at++
		}
	}
	return p
}

// Operands calls f with a pointer to every operand of b: of operations, of the switch, of the links.
func (b *Block) Operands(f func(*Value)) {
	for _, op := range b.Ops {
		for i := range op.Args {
			f(&op.Args[i])
		}
	}
	if b.Switch != nil {
		f(&b.Switch)
	}
	for _, l := range b.Exits {
		for i := range l.Args {
			f(&l.Args[i])
		}
	}
}

// Constants calls f with every operand of b that is a constant.
func (b *Block) Constants(f func(*Const)) {
	for _, op := range b.Ops {
		for _, a := range op.Args {
			if c, ok := a.(*Const); ok {
				f(c)
			}
		}
	}
	if c, ok := b.Switch.(*Const); ok {
		f(c)
	}
	for _, l := range b.Exits {
		for _, a := range l.Args {
			if c, ok := a.(*Const); ok {
				f(c)
			}
		}
	}
}

// Substitute replaces variables of b by values of the same type. Chains (a to b to c) are followed.
func (b *Block) Substitute(m map[*Var]Value) {
	if len(m) == 0 {
		return
	}
	b.Operands(func(p *Value) {
		for {
			v, ok := (*p).(*Var)
			if !ok {
				return
			}
			n, ok := m[v]
			if !ok {
				return
			}
			*p = n
		}
	})
}

// A Cloner copies blocks and operations of one graph into another (or the same) one, with new variables.
type Cloner struct {
	To     *Graph
	Vars   map[*Var]Value
	Blocks map[*Block]*Block
	// Pos, if known, is put on copied operations and branches that have no position of their own.
	Pos Pos
	// Site, if not nil, is the inlined call that the copies come from.
	Site  *Site
	sites map[*Site]*Site // copies of sites inside of Site
}

// NewCloner returns a Cloner into g.
func NewCloner(g *Graph) *Cloner {
	return &Cloner{To: g, Vars: map[*Var]Value{}, Blocks: map[*Block]*Block{}}
}

// Value returns the copy of v: constants stay.
func (c *Cloner) Value(v Value) Value {
	x, ok := v.(*Var)
	if !ok {
		return v
	}
	if n, ok := c.Vars[x]; ok {
		return n
	}
	n := c.To.NewVar(x.Name, x.Typ)
	c.Vars[x] = n
	return n
}

// Values returns the copies of list.
func (c *Cloner) Values(list []Value) []Value {
	if list == nil {
		return nil
	}
	out := make([]Value, len(list))
	for i, v := range list {
		out[i] = c.Value(v)
	}
	return out
}

// pos returns p as it is called after inlining at c.Site.
func (c *Cloner) pos(p Pos) Pos {
	if c.Site != nil && p.Line != 0 {
		p.In = c.site(p.In)
	}
	return p
}

func (c *Cloner) site(s *Site) *Site {
	if s == nil {
		return c.Site
	}
	n := c.sites[s]
	if n == nil {
		if c.sites == nil {
			c.sites = map[*Site]*Site{}
		}
		n = &Site{Callee: s.Callee, Pos: s.Pos}
		n.Pos.In = c.site(s.Pos.In)
		c.sites[s] = n
	}
	return n
}

// Op returns a copy of o.
func (c *Cloner) Op(o *Op) *Op {
	n := &Op{Kind: o.Kind, Args: c.Values(o.Args), Aux: o.Aux, Pos: c.pos(o.Pos)}
	n.Into = o.Into
	if n.Pos.Line == 0 {
		n.Pos = c.Pos
	}
	for _, r := range o.Results {
		n.Results = append(n.Results, c.Value(r).(*Var))
	}
	return n
}

// Block returns the copy of b, with its content but with exits still to be copied by Exits.
func (c *Cloner) Block(b *Block) *Block {
	if n, ok := c.Blocks[b]; ok {
		return n
	}
	n := c.To.NewBlock()
	n.Heat = b.Heat
	if n.Pos = c.pos(b.Pos); n.Pos.Line == 0 {
		n.Pos = c.Pos
	}
	c.Blocks[b] = n
	for _, a := range b.Args {
		n.Args = append(n.Args, c.Value(a).(*Var))
	}
	for _, o := range b.Ops {
		n.Ops = append(n.Ops, c.Op(o))
	}
	return n
}

// Exits copies the exits of b to its copy; every target must have been copied with Block, or is in c.Blocks.
func (c *Cloner) Exits(b *Block) {
	n := c.Blocks[b]
	if b.Switch != nil {
		n.Switch = c.Value(b.Switch)
	}
	for _, l := range b.Exits {
		n.Exits = append(n.Exits, &Link{Args: c.Values(l.Args), Target: c.Blocks[l.Target], Case: l.Case, Weight: l.Weight})
	}
}

// Idle reports whether a profile says that g did not run, or next to nothing of it.
func (g *Graph) Idle() bool {
	if !g.Built() || g.Start.Heat != Cool {
		return false
	}
	for _, b := range g.Blocks {
		if b.Heat > Cool {
			return false
		}
	}
	return true
}

// Size returns the number of operations and exits of g: the measure of inlining.
func (g *Graph) Size() int {
	n := 0
	for _, b := range g.Blocks {
		n += len(b.Ops) + len(b.Exits)
	}
	return n
}
