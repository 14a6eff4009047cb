package inspect

// This file knows who calls whom: as the annotator saw it, so that calls through interfaces and function values lead to
// what they can mean.

import (
	"fmt"
	"sort"

	"rgo/flowgraph"
	"rgo/flowgraph/draw"
	"rgo/translator"
)

// How a call gets to its callee.
const (
	direct   = "direct"
	indirect = "address" // an interface method or a function value
	taken    = "value"   // no call: the function is used as a value
)

// A callSite is one way from a function to another.
type callSite struct {
	from, to string
	pos      flowgraph.Pos
	kind     string
	hot      bool // in a loop of from
	how      string
	op       *flowgraph.Op // nil where a link passes a function
}

// callGraph holds the sites by caller and by callee.
type callGraph struct {
	out, in map[string][]callSite
}

// findCalls reads all calls from the annotated graphs.
func (p *Program) findCalls() callGraph {
	c := callGraph{out: map[string][]callSite{}, in: map[string][]callSite{}}
	names := make([]string, 0, len(p.stages[flowgraph.Annotated]))
	for name := range p.stages[flowgraph.Annotated] {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		for _, s := range p.sitesOf(p.stages[flowgraph.Annotated][name]) {
			c.out[s.from] = append(c.out[s.from], s)
			c.in[s.to] = append(c.in[s.to], s)
		}
	}
	return c
}

func (p *Program) sitesOf(g *flowgraph.Graph) []callSite {
	facts := p.Session.Facts
	loops := loopBlocks(g)
	var list []callSite
	for _, b := range g.Blocks {
		var at *flowgraph.Op
		add := func(to *flowgraph.Graph, pos flowgraph.Pos, kind, how string) {
			if to != nil {
				list = append(list, callSite{g.Name, to.Name, pos, kind, loops[b.ID], how, at})
			}
		}
		for _, op := range b.Ops {
			at = op
			for _, a := range op.Args {
				if c, ok := a.(*flowgraph.Const); ok {
					if h, ok := c.Val.(*flowgraph.Graph); ok {
						add(h, op.Pos, taken, "uses it as a value")
					}
				}
			}
			switch op.Kind {
			case flowgraph.OpCall, flowgraph.OpTry, flowgraph.OpSwitchStack:
				add(op.Aux.(*flowgraph.Graph), op.Pos, direct, "calls it")
			case flowgraph.OpMakeClosure:
				add(op.Aux.(*flowgraph.Graph), op.Pos, taken, "makes a closure of it")
			case flowgraph.OpInvoke:
				targets := facts.InvokeTargets(op)
				kind := indirect
				if len(targets) == 1 {
					kind = direct
				}
				for _, t := range targets {
					add(t.Graph, op.Pos, kind, fmt.Sprintf("calls method %s of an interface that can hold %s", op.Aux.(*flowgraph.Method).Name, typeText(t.Type)))
				}
			case flowgraph.OpCallIndirect:
				callees := facts.Callees(op.Args[0])
				kind := indirect
				if len(callees) == 1 {
					kind = direct
				}
				for _, h := range callees {
					add(h, op.Pos, kind, "calls a function value that can be it")
				}
			}
		}
		at = nil
		for _, l := range b.Exits {
			for _, a := range l.Args {
				if c, ok := a.(*flowgraph.Const); ok {
					if h, ok := c.Val.(*flowgraph.Graph); ok {
						add(h, b.Pos, taken, "uses it as a value")
					}
				}
			}
		}
	}
	return list
}

// loopBlocks returns the numbers of the blocks of g that lie on a cycle.
func loopBlocks(g *flowgraph.Graph) map[int]bool {
	in := map[int]bool{}
	for _, list := range flowgraph.Components(g.Blocks, targets) {
		if len(list) > 1 {
			for _, b := range list {
				in[b.ID] = true
			}
			continue
		}
		for _, l := range list[0].Exits {
			if l.Target == list[0] {
				in[list[0].ID] = true
			}
		}
	}
	return in
}

func targets(b *flowgraph.Block) []*flowgraph.Block {
	list := make([]*flowgraph.Block, len(b.Exits))
	for i, l := range b.Exits {
		list[i] = l.Target
	}
	return list
}

// Limits of a picture of calls.
const (
	maxFunctions = 60
	maxFan       = 12 // callers or callees shown of one function
)

// Calls returns the call graph around a function: callers and callees up to depth calls away. Sizes are those at stage.
func (p *Program) Calls(name string, depth int, stage flowgraph.Stage, samples func(name string) float64) *draw.Calls {
	c := &draw.Calls{Version: draw.Version, Around: name, Stage: stage.String(), Functions: []draw.Function{}, Calls: []draw.Call{}}
	index := map[string]int{}
	add := func(n string) {
		if _, ok := index[n]; ok {
			return
		}
		index[n] = len(c.Functions)
		f := draw.Function{Name: n}
		for st := stage; ; st-- {
			if g := p.stages[st][n]; g != nil {
				f.Size = g.Size()
				if g.Pos.Line != 0 {
					f.Pos = g.Pos.String()
				}
				break
			}
			if st == 0 {
				break
			}
		}
		if samples != nil {
			f.Samples = samples(n)
		}
		c.Functions = append(c.Functions, f)
	}
	add(name)
	for _, down := range []bool{false, true} {
		level := []string{name}
		for range depth {
			var next []string
			for _, n := range level {
				near := neighbours(p.calls.out[n], func(s callSite) string { return s.to })
				if !down {
					near = neighbours(p.calls.in[n], func(s callSite) string { return s.from })
				}
				for i, m := range near {
					if i == maxFan || len(c.Functions) == maxFunctions {
						break
					}
					if _, ok := index[m]; !ok {
						add(m)
						next = append(next, m)
					}
				}
			}
			level = next
		}
	}
	p.addEdges(c, index)
	return c
}

// neighbours returns the functions at the other ends of sites: those called in loops first, then those called most.
func neighbours(sites []callSite, other func(callSite) string) []string {
	weight := map[string]int{}
	var list []string
	for _, s := range sites {
		n := other(s)
		if weight[n] == 0 {
			list = append(list, n)
		}
		weight[n]++
		if s.hot {
			weight[n] += 1000
		}
	}
	sort.SliceStable(list, func(i, j int) bool { return weight[list[i]] > weight[list[j]] })
	return list
}

func (p *Program) addEdges(c *draw.Calls, index map[string]int) {
	for i := range c.Functions {
		f := &c.Functions[i]
		edges := map[int]*draw.Call{}
		var order []int
		missing := map[string]bool{}
		for _, s := range p.calls.out[f.Name] {
			to, ok := index[s.to]
			if !ok {
				missing[s.to] = true
				continue
			}
			e := edges[to]
			if e == nil {
				e = &draw.Call{From: i, To: to, Kind: s.kind}
				edges[to] = e
				order = append(order, to)
			}
			e.Sites++
			e.Hot = e.Hot || s.hot
			if s.kind == direct {
				e.Kind = direct
			}
		}
		for _, s := range p.calls.in[f.Name] {
			if _, ok := index[s.from]; !ok {
				missing[s.from] = true
			}
		}
		f.More = len(missing)
		for _, to := range order {
			c.Calls = append(c.Calls, *edges[to])
		}
	}
}

// WriteCalls writes the call graph around the function that name means.
func (p *Program) WriteCalls(w interface{ Write([]byte) (int, error) }, name string, depth int, stage flowgraph.Stage, format string) error {
	full, err := p.FindAny(name)
	if err != nil {
		return err
	}
	if depth < 1 {
		return &translator.UsageError{Text: "--depth must be at least 1"}
	}
	c := p.Calls(full, depth, stage, nil)
	switch format {
	case "dot":
		return c.DOT(w)
	case "svg":
		return c.SVG(w, true)
	case "json":
		return draw.JSON(w, c)
	}
	return c.Text(w)
}
