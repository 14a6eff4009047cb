package flowgraph

// This file copies whole graphs, so that what a graph was like before a pass can be looked at after it.

import "slices"

// Snapshot returns a copy of g that shares nothing that passes change in place: blocks, operations, links and variables
// are new, with the same numbers; graphs that it mentions are those that g mentions.
func (g *Graph) Snapshot() *Graph {
	n := *g
	n.Params, n.Results, n.Captures = slices.Clone(g.Params), slices.Clone(g.Results), slices.Clone(g.Captures)
	vars := make(map[*Var]*Var, g.NextVar)
	define := func(list []*Var) []*Var {
		out := make([]*Var, len(list))
		for i, v := range list {
			c := *v
			vars[v], out[i] = &c, &c
		}
		return out
	}
	value := func(v Value) Value {
		if x, ok := v.(*Var); ok {
			if c := vars[x]; c != nil {
				return c
			}
		}
		return v
	}
	values := func(list []Value) []Value {
		out := make([]Value, len(list))
		for i, v := range list {
			out[i] = value(v)
		}
		return out
	}
	blocks := make(map[*Block]*Block, len(g.Blocks))
	n.Blocks = make([]*Block, len(g.Blocks))
	for i, b := range g.Blocks {
		c := &Block{ID: b.ID, Args: define(b.Args), Pos: b.Pos, Ops: make([]*Op, len(b.Ops)), Exits: make([]*Link, len(b.Exits))}
		for k, o := range b.Ops {
			c.Ops[k] = &Op{Kind: o.Kind, Args: values(o.Args), Results: define(o.Results), Aux: o.Aux, Pos: o.Pos}
		}
		if b.Switch != nil {
			c.Switch = value(b.Switch)
		}
		blocks[b], n.Blocks[i] = c, c
	}
	for _, b := range g.Blocks {
		for k, l := range b.Exits {
			blocks[b].Exits[k] = &Link{Args: values(l.Args), Target: blocks[l.Target], Case: l.Case, Weight: l.Weight}
		}
	}
	n.Start, n.Return = blocks[g.Start], blocks[g.Return]
	return &n
}
