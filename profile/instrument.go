package profile

// This file makes a program count.

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strings"

	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

// Package is the part of the runtime that writes profiles.
const Package = "rgo/runtime/profile"

const writer = Package + ".Write"

// RuntimeRoots returns the full names of the functions that Instrument will call.
func RuntimeRoots() []string { return []string{writer} }

// Instrument makes p count, and write what it has counted before it ends. It returns the graphs that it changed.
func Instrument(p *flowgraph.Program) ([]*flowgraph.Graph, error) {
	write := findGraph(p, writer)
	if write == nil {
		return nil, fmt.Errorf("internal error: %s is not part of the program", writer)
	}
	i := &instrumenter{counters: &flowgraph.Static{Name: "rgo.profile_counters", Align: 8}}
	i.text.WriteString(rawMagic + "\n")
	var changed []*flowgraph.Graph
	for _, g := range p.Graphs {
		if g.Built() && !strings.HasPrefix(g.Name, Package+".") && !strings.Contains(g.Name, "\n") {
			i.graph(g)
			changed = append(changed, g)
		}
	}
	fmt.Fprintf(&i.text, "counters %d\n", i.n)
	i.counters.Size = 8 * int64(i.n)
	text := []byte(i.text.String())
	description := &flowgraph.Static{Name: "rgo.profile_text", Align: 8, ReadOnly: true, Data: text, Size: int64(len(text))}
	sizes := &flowgraph.Static{Name: "rgo.profile_sizes", Align: 8, ReadOnly: true, Size: 16}
	sizes.Data = binary.LittleEndian.AppendUint64(nil, uint64(len(text)))
	sizes.Data = binary.LittleEndian.AppendUint64(sizes.Data, uint64(i.counters.Size))
	p.Statics = append(p.Statics, i.counters, description, sizes)
	answer(write, map[string]*flowgraph.Static{"profile_counters": i.counters, "profile_text": description, "profile_sizes": sizes})
	changed = append(changed, write)
	callAtEnds(p, write)
	return changed, nil
}

func findGraph(p *flowgraph.Program, name string) *flowgraph.Graph {
	for _, g := range p.Graphs {
		if g.Name == name && g.Built() {
			return g
		}
	}
	return nil
}

// An instrumenter is one run of Instrument.
type instrumenter struct {
	text     strings.Builder
	counters *flowgraph.Static
	n        int // counters so far
}

// graph makes g count its entries and the exits of its branches.
func (i *instrumenter) graph(g *flowgraph.Graph) {
	list := branches(g)
	fmt.Fprintf(&i.text, "graph %x %s\n", graphShape(g), g.Name)
	preds := g.Preds()
	if len(preds.Of(g.Start)) > 0 {
		newStart(g)
	}
	entry := i.count(g, g.Start.Pos)
	shapes := make([]uint32, len(list))
	for k, b := range list {
		shapes[k] = blockShape(b)
	}
	for k, b := range list {
		fmt.Fprintf(&i.text, "%x %d\n", shapes[k], len(b.Exits))
		for _, l := range b.Exits {
			at := l.Target
			if len(preds.Of(at)) > 1 || at == g.Return {
				at = splitLink(g, l)
			}
			at.Ops = slices.Insert(at.Ops, 0, i.count(g, b.Pos)...)
		}
	}
	g.Start.Ops = slices.Insert(g.Start.Ops, 0, entry...)
	g.Relink()
}

// count returns operations that add one to the next counter.
func (i *instrumenter) count(g *flowgraph.Graph, pos flowgraph.Pos) []*flowgraph.Op {
	at := &flowgraph.Const{Typ: lltype.Addr, Val: flowgraph.StaticRef{Static: i.counters, Off: 8 * int64(i.n)}}
	i.n++
	old, sum := g.NewVar("", lltype.Uint64), g.NewVar("", lltype.Uint64)
	return []*flowgraph.Op{
		{Kind: flowgraph.OpMemLoad, Args: []flowgraph.Value{at}, Results: []*flowgraph.Var{old}, Aux: int64(0), Pos: pos},
		{Kind: flowgraph.OpIntAdd, Args: []flowgraph.Value{old, flowgraph.NewConst(lltype.Uint64, uint64(1))}, Results: []*flowgraph.Var{sum}, Pos: pos},
		{Kind: flowgraph.OpMemStore, Args: []flowgraph.Value{at, sum}, Aux: int64(0), Pos: pos},
	}
}

// newStart puts a block in front of the first one of g, for what runs once a call.
func newStart(g *flowgraph.Graph) {
	b := g.NewBlock()
	b.Pos = g.Start.Pos
	link := &flowgraph.Link{Target: g.Start}
	for _, a := range g.Start.Args {
		v := g.NewVar(a.Name, a.Typ)
		b.Args = append(b.Args, v)
		link.Args = append(link.Args, v)
	}
	b.Exits = []*flowgraph.Link{link}
	g.Start = b
}

// splitLink puts a block on l and returns it.
func splitLink(g *flowgraph.Graph, l *flowgraph.Link) *flowgraph.Block {
	b := g.NewBlock()
	onward := &flowgraph.Link{Target: l.Target}
	args := l.Args
	l.Args = nil
	for k, a := range args {
		if v, ok := a.(*flowgraph.Var); ok {
			n := g.NewVar(l.Target.Args[k].Name, v.Typ)
			b.Args = append(b.Args, n)
			l.Args = append(l.Args, a)
			a = n
		}
		onward.Args = append(onward.Args, a)
	}
	b.Exits = []*flowgraph.Link{onward}
	l.Target = b
	return b
}

// answer puts the addresses of statics in the place of the external functions that return them.
func answer(g *flowgraph.Graph, statics map[string]*flowgraph.Static) {
	for _, b := range g.Blocks {
		known := map[*flowgraph.Var]flowgraph.Value{}
		b.Ops = slices.DeleteFunc(b.Ops, func(op *flowgraph.Op) bool {
			name, _ := op.Extern()
			if statics[name] == nil {
				return false
			}
			known[op.Results[0]] = &flowgraph.Const{Typ: op.Results[0].Typ, Val: flowgraph.StaticRef{Static: statics[name]}}
			return true
		})
		b.Substitute(known)
	}
}

// callAtEnds has write called before the program ends: where its entry returns, and in front of the external function
// exit.
func callAtEnds(p *flowgraph.Program, write *flowgraph.Graph) {
	for _, g := range p.Graphs {
		for _, b := range g.Blocks {
			for i, op := range b.Ops {
				if name, _ := op.Extern(); name == "exit" {
					b.Ops = slices.Insert(b.Ops, i, &flowgraph.Op{Kind: flowgraph.OpCall, Aux: write, Pos: op.Pos})
					break // it does not return
				}
			}
		}
	}
	entry := p.Entry
	for _, b := range entry.Blocks {
		for _, l := range b.Exits {
			if l.Target == entry.Return {
				splitLink(entry, l).Ops = []*flowgraph.Op{{Kind: flowgraph.OpCall, Aux: write}}
			}
		}
	}
	entry.Relink()
}
