package profile

// This file describes graphs so that they can be found again in a program that has changed. The shape of a block is
// which operations it has, whom it calls by name, and how many exits; constants, offsets, type ids and variables, which
// change with things elsewhere in the program, are no part of it. The shape of a graph is that of its blocks and where
// their exits lead.

import (
	"hash/fnv"
	"unicode"

	"rgo/flowgraph"
)

// branches returns the blocks of g with several exits, in order.
func branches(g *flowgraph.Graph) []*flowgraph.Block {
	var list []*flowgraph.Block
	for _, b := range g.Blocks {
		if len(b.Exits) > 1 {
			list = append(list, b)
		}
	}
	return list
}

func blockShape(b *flowgraph.Block) uint32 {
	h := fnv.New32a()
	for _, op := range b.Ops {
		h.Write([]byte(op.Kind.String()))
		switch aux := op.Aux.(type) {
		case *flowgraph.Graph:
			h.Write([]byte(stableName(aux.Name)))
		case string:
			h.Write([]byte(aux))
		}
	}
	h.Write([]byte{byte(len(b.Exits)), byte(len(b.Exits) >> 8)})
	return h.Sum32()
}

func graphShape(g *flowgraph.Graph) uint32 {
	number := make(map[*flowgraph.Block]int, len(g.Blocks))
	for i, b := range g.Blocks {
		number[b] = i
	}
	h := fnv.New32a()
	put := func(n uint32) { h.Write([]byte{byte(n), byte(n >> 8), byte(n >> 16), byte(n >> 24)}) }
	for _, b := range g.Blocks {
		put(blockShape(b))
		for _, l := range b.Exits {
			put(uint32(number[l.Target]))
		}
	}
	return h.Sum32()
}

// stableName returns name without digits: closures are named by the lines they stand in.
func stableName(name string) string {
	kept := make([]byte, 0, len(name))
	for i := range len(name) {
		if !unicode.IsDigit(rune(name[i])) {
			kept = append(kept, name[i])
		}
	}
	return string(kept)
}
