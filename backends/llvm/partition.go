package llvm

// This file decides which graphs are compiled together.

import (
	"hash/fnv"
	"slices"
	"strings"

	"rgo/flowgraph"
)

// Weights are counted in operations and blocks.
const (
	wholeWeight = 12000 // programs up to this weight are one module, which optimizes best
	partMin     = 5000
	partMax     = 16000
	copyWeight  = 12 // graphs up to this weight are copied into modules that call them, so that they can be inlined
)

// weight estimates the work that compiling g is.
func weight(g *flowgraph.Graph) int {
	n := 0
	for _, b := range g.Blocks {
		n += 1 + len(b.Ops)
	}
	return n
}

// partition splits graphs into parts of similar weight. They are taken by name, and where a part ends depends on names,
// too, so that a change in one place leaves the other parts, and with them their cached objects, as they are.
func partition(graphs []*flowgraph.Graph, whole bool) [][]*flowgraph.Graph {
	if whole {
		return [][]*flowgraph.Graph{graphs}
	}
	graphs = slices.SortedFunc(slices.Values(graphs), func(a, b *flowgraph.Graph) int { return strings.Compare(a.Name, b.Name) })
	var parts [][]*flowgraph.Graph
	start, sum := 0, 0
	for i, g := range graphs {
		sum += weight(g)
		if sum >= partMax || sum >= partMin && boundary(g) {
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

// worthCopying reports whether g is so small that a call of it costs more than its body.
func worthCopying(g *flowgraph.Graph) bool {
	if g.Attr&(flowgraph.NoInline|flowgraph.Cold|flowgraph.NoReturn) != 0 {
		return false
	}
	for _, b := range g.Blocks {
		for _, o := range b.Ops {
			switch o.Kind {
			case flowgraph.OpTry, flowgraph.OpSwitchStack, flowgraph.OpStackAlloc, flowgraph.OpExtern:
				return false
			}
		}
	}
	return g.Attr&flowgraph.Inline != 0 || weight(g) <= copyWeight
}
