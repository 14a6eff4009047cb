package golang

// This file is the analysis of one graph before it is printed: which values are needed, how often and where they are
// used, and how blocks are grouped.
//
// Blocks are grouped into regions. A block that several edges lead to starts a region and gets a label; a block with one
// edge into it is printed in place of the jump to it, inside the braces of an if or a case, or just behind its
// predecessor. So labels stand at the top level of a function only, where goto can reach them, and a value that is used
// in its own region only is declared where it is computed.

import (
	"slices"

	"rgo/backends/ssaform"
	"rgo/flowgraph"
)

// maxDepth is how deep ifs and switches are nested before a block gets a label of its own.
const maxDepth = 24

// An edge is one or several links from a block to the same target with the same arguments.
type edge struct {
	to    *node
	link  *flowgraph.Link
	cases []*flowgraph.Const // of the links; nil stands for the default
	weigh uint64
}

// A node is a block with what the printer needs to know about it.
type node struct {
	block  *flowgraph.Block
	edges  []edge
	into   int   // edges that lead here
	root   *node // start of the region; itself if it starts one
	order  int   // position in reverse postorder
	size   int   // nodes printed in place from here
	depth  int
	nested int // index of the edge of an if that is printed inside the braces; the other one follows behind
	gotos  int // jumps to the label that have been printed
}

func (n *node) inline() bool { return n.root != n }

// A variable is what is known about a flowgraph.Var.
type variable struct {
	op     *flowgraph.Op // that computes it; nil for an argument of a block
	home   *node         // where it is defined
	user   *node         // where it is used, if in one block only
	uses   int32
	needed bool
	far    bool // used or assigned outside of the region it is defined in
	merges bool // argument of a block that gets several values
	again  bool // computed wherever it is used
}

// A plan is the analysis of one graph.
type plan struct {
	graph  *flowgraph.Graph
	form   *ssaform.Form
	nodes  []*node // in reverse postorder, return block not included
	byID   []*node // by Block.ID
	vars   []variable
	merged map[*flowgraph.Block][]int
}

func newPlan(g *flowgraph.Graph) *plan {
	p := &plan{graph: g, form: ssaform.New(g)}
	p.findNodes()
	p.findDefinitions()
	p.findNeeded()
	p.findEdges()
	p.findRegions()
	p.countUses()
	if p.findAgain() {
		for i := range p.vars {
			p.vars[i].uses, p.vars[i].user, p.vars[i].far = 0, nil, false
		}
		p.countUses()
	}
	return p
}

// findNodes lists the blocks in reverse postorder.
func (p *plan) findNodes() {
	highest := 0
	for _, b := range p.graph.Blocks {
		highest = max(highest, b.ID)
	}
	p.byID = make([]*node, highest+1)
	type frame struct {
		n    *node
		next int
	}
	enter := func(b *flowgraph.Block) *node {
		n := &node{block: b}
		n.root = n
		p.byID[b.ID] = n
		return n
	}
	stack := []frame{{n: enter(p.graph.Start)}}
	var post []*node
	for len(stack) > 0 {
		f := &stack[len(stack)-1]
		exits := f.n.block.Exits
		if f.next < len(exits) {
			// The last exit first, so that the first comes first in reverse postorder.
			t := exits[len(exits)-1-f.next].Target
			f.next++
			if t != p.graph.Return && p.byID[t.ID] == nil {
				stack = append(stack, frame{n: enter(t)})
			}
			continue
		}
		post = append(post, f.n)
		stack = stack[:len(stack)-1]
	}
	for i := len(post) - 1; i >= 0; i-- {
		post[i].order = len(p.nodes)
		p.nodes = append(p.nodes, post[i])
	}
}

func (p *plan) findDefinitions() {
	highest := p.graph.NextVar
	for _, n := range p.nodes {
		for _, v := range n.block.Args {
			highest = max(highest, v.ID)
		}
		for _, o := range n.block.Ops {
			for _, v := range o.Results {
				highest = max(highest, v.ID)
			}
		}
	}
	p.vars = make([]variable, highest+1)
	for _, n := range p.nodes {
		for _, v := range n.block.Args {
			p.vars[v.ID].home = n
		}
		for _, i := range p.form.Merges(n.block) {
			p.vars[n.block.Args[i].ID].merges = true
		}
		for _, o := range n.block.Ops {
			for _, v := range o.Results {
				p.vars[v.ID].op, p.vars[v.ID].home = o, n
			}
		}
	}
}

// value returns what v always equals. Casts between kinds of addresses are the same value here.
func (p *plan) value(v flowgraph.Value) flowgraph.Value {
	for {
		v = p.form.Value(v)
		x, ok := v.(*flowgraph.Var)
		if !ok {
			return v
		}
		op := p.vars[x.ID].op
		if op == nil || op.Kind != flowgraph.OpCastPtr {
			return v
		}
		v = op.Args[0]
	}
}

// hasEffect reports whether op must be printed even if nobody uses its results.
func (p *plan) hasEffect(op *flowgraph.Op) bool {
	switch op.Kind {
	case flowgraph.OpStackAlloc:
		return true
	case flowgraph.OpKeepAlive:
		return false
	case flowgraph.OpMemCopy, flowgraph.OpMemZero:
		if n, ok := constInt(p.value(op.Args[len(op.Args)-1])); ok && n == 0 {
			return false
		}
	}
	return op.Kind.Has(flowgraph.Writes | flowgraph.Calls | flowgraph.Allocs | flowgraph.IO)
}

// findNeeded marks the variables that something with an effect depends on.
func (p *plan) findNeeded() {
	var work []*flowgraph.Var
	need := func(v flowgraph.Value) {
		if x, ok := p.value(v).(*flowgraph.Var); ok && !p.vars[x.ID].needed {
			p.vars[x.ID].needed = true
			work = append(work, x)
		}
	}
	var open []*flowgraph.Block // whose switch may decide nothing
	into := map[*flowgraph.Block][]*flowgraph.Link{}
	for _, n := range p.nodes {
		for _, op := range n.block.Ops {
			if p.hasEffect(op) {
				for _, a := range op.Args {
					need(a)
				}
			}
		}
		if n.block.Switch != nil {
			open = append(open, n.block)
		}
		for _, l := range n.block.Exits {
			if l.Target == p.graph.Return {
				for _, a := range l.Args {
					need(a)
				}
			} else {
				into[l.Target] = append(into[l.Target], l)
			}
		}
	}
	for {
		if len(work) == 0 {
			p.merged = nil // more is live than in the round before
			open = slices.DeleteFunc(open, func(b *flowgraph.Block) bool {
				if !p.decides(b) {
					return false
				}
				need(b.Switch)
				return true
			})
			if len(work) == 0 {
				return
			}
		}
		v := work[len(work)-1]
		work = work[:len(work)-1]
		d := &p.vars[v.ID]
		if d.op != nil {
			if !p.hasEffect(d.op) {
				for _, a := range d.op.Args {
					need(a)
				}
			}
			continue
		}
		for i, a := range d.home.block.Args {
			if a == v {
				for _, l := range into[d.home.block] {
					need(l.Args[i])
				}
				break
			}
		}
	}
}

// decides reports whether the exits of b differ, in their targets or in arguments that are needed as far as is known.
func (p *plan) decides(b *flowgraph.Block) bool {
	first := b.Exits[0]
	return slices.ContainsFunc(b.Exits[1:], func(l *flowgraph.Link) bool { return l.Target != first.Target || !p.sameArgs(first, l) })
}

// live returns the indexes of the arguments of b that links must assign.
func (p *plan) live(b *flowgraph.Block) []int {
	if m, ok := p.merged[b]; ok {
		return m
	}
	var out []int
	for _, i := range p.form.Merges(b) {
		if p.vars[b.Args[i].ID].needed {
			out = append(out, i)
		}
	}
	if p.merged == nil {
		p.merged = map[*flowgraph.Block][]int{}
	}
	p.merged[b] = out
	return out
}

// findEdges joins links that do the same.
func (p *plan) findEdges() {
	for _, n := range p.nodes {
	links:
		for _, l := range n.block.Exits {
			to := p.byID[l.Target.ID]
			if l.Target == p.graph.Return {
				to = nil
			}
			for i := range n.edges {
				e := &n.edges[i]
				if e.link.Target == l.Target && p.sameArgs(e.link, l) {
					e.cases = append(e.cases, l.Case)
					e.weigh += uint64(l.Weight)
					continue links
				}
			}
			n.edges = append(n.edges, edge{to, l, []*flowgraph.Const{l.Case}, uint64(l.Weight)})
			if to != nil {
				to.into++
			}
		}
	}
}

func (p *plan) sameArgs(a, b *flowgraph.Link) bool {
	if a.Target == p.graph.Return {
		for i := range a.Args {
			if !sameValue(p.value(a.Args[i]), p.value(b.Args[i])) {
				return false
			}
		}
		return true
	}
	for _, i := range p.live(a.Target) {
		if !sameValue(p.value(a.Args[i]), p.value(b.Args[i])) {
			return false
		}
	}
	return true
}

func sameValue(a, b flowgraph.Value) bool {
	if a == b {
		return true
	}
	x, ok := a.(*flowgraph.Const)
	y, ok2 := b.(*flowgraph.Const)
	if !ok || !ok2 || x.Typ != y.Typ {
		return false
	}
	switch x.Val.(type) {
	case float64: // -0 and 0 are different constants
		return false
	}
	return x.Val == y.Val
}

// findRegions decides which nodes are printed in place and how ifs are turned.
func (p *plan) findRegions() {
	in := func(e *edge) bool { return e.to != nil && e.to.into == 1 && e.to != p.nodes[0] }
	for i := len(p.nodes) - 1; i >= 0; i-- {
		n := p.nodes[i]
		n.size = 1 + len(n.block.Ops)/8
		for j := range n.edges {
			if in(&n.edges[j]) {
				n.size += n.edges[j].to.size
			}
		}
	}
	for _, n := range p.nodes {
		if n.root == n {
			n.depth = 1
		}
		n.nested = p.chooseNested(n, in)
		for j := range n.edges {
			e := &n.edges[j]
			if !in(e) {
				continue
			}
			depth := n.depth
			if len(n.edges) == 2 && j == n.nested {
				depth++
			} else if len(n.edges) > 2 && !e.isDefault() {
				depth += 2
			}
			if depth <= maxDepth {
				e.to.root, e.to.depth = n.root, depth
			}
		}
	}
}

func (e *edge) isDefault() bool {
	for _, c := range e.cases {
		if c == nil {
			return true
		}
	}
	return false
}

// chooseNested returns which of two edges goes inside the braces of the if: one that only jumps, else the less likely
// one, else the one with less code.
func (p *plan) chooseNested(n *node, in func(*edge) bool) int {
	if len(n.edges) != 2 {
		return -1
	}
	a, b := &n.edges[0], &n.edges[1]
	switch {
	case !in(a):
		return 0
	case !in(b):
		return 1
	case a.weigh != b.weigh && a.weigh != 0 && b.weigh != 0:
		if a.weigh < b.weigh {
			return 0
		}
		return 1
	case b.to.size < a.to.size:
		return 1
	}
	return 0
}

// countUses counts the places where each value is printed.
func (p *plan) countUses() {
	var use func(v flowgraph.Value, at *node)
	use = func(v flowgraph.Value, at *node) {
		x, ok := p.value(v).(*flowgraph.Var)
		if !ok {
			return
		}
		d := &p.vars[x.ID]
		if d.again {
			use(d.op.Args[0], at)
			return
		}
		if d.uses == 0 {
			d.user = at
		} else if d.user != at {
			d.user = nil
		}
		d.uses++
		if d.home.root != at.root {
			d.far = true
		}
	}
	for _, n := range p.nodes {
		for _, op := range n.block.Ops {
			if p.printed(op) {
				for _, a := range op.Args {
					use(a, n)
				}
			}
		}
		if n.block.Switch != nil && len(n.edges) > 1 {
			use(n.block.Switch, n)
		}
		for i := range n.edges {
			l := n.edges[i].link
			if l.Target == p.graph.Return {
				for _, a := range l.Args {
					use(a, n)
				}
				continue
			}
			for _, k := range p.live(l.Target) {
				use(l.Args[k], n)
			}
		}
	}
}

// printed reports whether op leads to any text.
func (p *plan) printed(op *flowgraph.Op) bool {
	if p.hasEffect(op) {
		return true
	}
	if op.Kind == flowgraph.OpCastPtr || op.Kind == flowgraph.OpKeepAlive {
		return false
	}
	for _, r := range op.Results {
		if p.vars[r.ID].needed && !p.vars[r.ID].again {
			return true
		}
	}
	return false
}
