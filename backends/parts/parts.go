// Package parts divides a program into pieces that a compiler gets one by one, so that several can be compiled at the same
// time, and so that after a small change of the program most of them are what they were and need no compiling at all.
//
// In: the graphs and statics of a lowered program. Nothing is changed. What it returns depends on names and contents
// only, never on the order in which a program happens to list things.
package parts

import (
	"hash/fnv"
	"slices"
	"strings"

	"rgo/flowgraph"
)

// copyWeight is the weight up to which graphs are copied into parts that call them, so that they can be inlined.
const copyWeight = 12

// Weight estimates the work that compiling g is, in operations and blocks.
func Weight(g *flowgraph.Graph) int {
	n := 0
	for _, b := range g.Blocks {
		n += 1 + len(b.Ops)
	}
	return n
}

// Split splits graphs into parts that weigh at least least, and at most most but for their last graph. They are taken by
// name, and where a part ends depends on names, too, so that a change in one place leaves the other parts, and with them
// what is kept of their compilation, as they are.
func Split(graphs []*flowgraph.Graph, least, most int) [][]*flowgraph.Graph {
	graphs = slices.SortedFunc(slices.Values(graphs), func(a, b *flowgraph.Graph) int { return strings.Compare(a.Name, b.Name) })
	var parts [][]*flowgraph.Graph
	start, sum := 0, 0
	for i, g := range graphs {
		sum += Weight(g)
		if sum >= most || sum >= least && boundary(g) {
			parts = append(parts, graphs[start:i+1])
			start, sum = i+1, 0
		}
	}
	if start < len(graphs) {
		parts = append(parts, graphs[start:])
	}
	return parts
}

// boundary reports whether a part may end behind g: one graph in sixteen.
func boundary(g *flowgraph.Graph) bool {
	h := fnv.New32a()
	h.Write([]byte(g.Name))
	return h.Sum32()>>8&15 == 0
}

// WorthCopying reports whether g is so small that a call of it costs more than its body.
func WorthCopying(g *flowgraph.Graph) bool {
	if g.Attr&(flowgraph.NoInline|flowgraph.Cold|flowgraph.NoReturn) != 0 {
		return false
	}
	for _, b := range g.Blocks {
		for _, o := range b.Ops {
			switch o.Kind {
			case flowgraph.OpTry, flowgraph.OpSwitchStack, flowgraph.OpStackAlloc, flowgraph.OpStackSpace, flowgraph.OpExtern:
				return false
			}
		}
	}
	return g.Attr&flowgraph.Inline != 0 || Weight(g) <= copyWeight
}
