package golang

// This file finds what each function mentions outside of itself, and names it.

import (
	"rgo/flowgraph"
)

// refs is what the text of a function mentions.
type refs struct {
	calls   []*flowgraph.Graph // called, or used as a value
	codes   []*flowgraph.Graph // whose code numbers are mentioned
	tries   []*flowgraph.Graph
	statics []*flowgraph.Static
}

// findNames looks at every operation once and names what the functions mention.
func (p *program) findNames() error {
	for _, g := range p.Graphs {
		p.names[g] = p.namer.global("", g.Name)
	}
	var mentioned []*flowgraph.Graph
	found := make([]*refs, len(p.Graphs))
	flowgraph.Parallel(len(p.Graphs), func(i int) { found[i] = findRefs(p.Graphs[i]) })
	for i, g := range p.Graphs {
		r := found[i]
		p.refs[g] = r
		for _, s := range r.statics {
			p.nameStatic(s)
		}
		for _, h := range r.codes {
			p.codes.take(h)
			mentioned = append(mentioned, h)
		}
		for _, h := range r.tries {
			if p.tries[h] == "" {
				p.tries[h] = p.namer.global("try_", p.names[h])
			}
		}
	}
	for _, s := range p.Statics {
		for _, r := range s.Relocs {
			if r.Graph != nil {
				p.codes.take(r.Graph)
			}
		}
	}
	for _, g := range mentioned {
		if p.codes.names[g] == "" {
			p.codes.names[g] = p.namer.global("code_", p.names[g])
		}
	}
	return p.codes.assign()
}

// findRefs returns what g mentions, each thing once.
func findRefs(g *flowgraph.Graph) *refs {
	r := &refs{}
	seen := map[any]bool{}
	isNew := func(x any) bool {
		if seen[x] {
			return false
		}
		seen[x] = true
		return true
	}
	type code struct{ g *flowgraph.Graph }
	type try struct{ g *flowgraph.Graph }
	constant := func(c *flowgraph.Const) {
		switch x := c.Val.(type) {
		case *flowgraph.Graph:
			if isNew(code{x}) {
				r.codes = append(r.codes, x)
			}
			if isNew(x) {
				r.calls = append(r.calls, x)
			}
		case flowgraph.StaticRef:
			if isNew(x.Static) {
				r.statics = append(r.statics, x.Static)
			}
		}
	}
	for _, b := range g.Blocks {
		b.Constants(constant)
		for _, op := range b.Ops {
			switch x := op.Aux.(type) {
			case *flowgraph.Graph:
				if op.Kind != flowgraph.OpTry {
					if isNew(x) {
						r.calls = append(r.calls, x)
					}
				} else if isNew(try{x}) {
					r.tries = append(r.tries, x)
				}
			}
		}
	}
	return r
}
