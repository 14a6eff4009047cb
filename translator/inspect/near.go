package inspect

// This file tells what is around a function: its size, its callers and its callees.

import "rgo/flowgraph"

// A Near is a caller or a callee.
type Near struct {
	Name string `json:"name"`
	Pos  string `json:"pos,omitempty"` // of the first call
	Kind string `json:"kind"`
	Hot  bool   `json:"hot,omitempty"`
}

// Size returns the number of operations and exits of a function at the last stage that has it.
func (p *Program) Size(name string) int {
	for st := p.Stage; st >= flowgraph.Annotated; st-- {
		if g := p.Graph(name, st); g != nil {
			return g.Size()
		}
	}
	return 0
}

// Callers returns who calls the function or uses it as a value.
func (p *Program) Callers(name string) []Near {
	return nears(p.calls.in[name], func(s callSite) string { return s.from })
}

// Callees returns what the function calls.
func (p *Program) Callees(name string) []Near {
	return nears(p.calls.out[name], func(s callSite) string { return s.to })
}

func nears(sites []callSite, other func(callSite) string) []Near {
	list := []Near{}
	index := map[string]int{}
	for _, s := range sites {
		n := other(s)
		i, ok := index[n]
		if !ok {
			i = len(list)
			index[n] = i
			list = append(list, Near{Name: n, Pos: posText(s.pos), Kind: s.kind})
		}
		list[i].Hot = list[i].Hot || s.hot
	}
	return list
}
