// Command mutate changes a linked structure that has been there for long: a graph of nodes with lists of edges, in which
// new nodes and edges take the place of old ones everywhere. Nearly every store is of a young object into an old one, so
// a generational collector's write barrier and remembered set do all the work there is. The argument is the number of
// nodes, in thousands.
package main

import (
	"os"
	"strconv"
)

type node struct {
	id         int
	edges      *edge
	prev, next *node // in a ring of all nodes
	owner      *node
	mark       int
}

type edge struct {
	to   *node
	next *edge
	cost int
}

// random is a linear congruential generator.
type random uint64

func (r *random) below(n int) int {
	*r = *r*6364136223846793005 + 1442695040888963407
	return int(uint64(*r) >> 33 % uint64(n))
}

// graph is all nodes by number.
type graph struct {
	nodes []*node
	rnd   random
	made  int
}

func (g *graph) pick() *node { return g.nodes[g.rnd.below(len(g.nodes))] }

// insert links n into the ring behind at.
func insert(at, n *node) {
	n.prev, n.next = at, at.next
	at.next.prev = n
	at.next = n
}

// connect gives n an edge, in place of its oldest if it has four.
func (g *graph) connect(n, to *node) {
	n.edges = &edge{to, n.edges, g.rnd.below(100)}
	depth := 0
	for e := n.edges; e != nil; e = e.next {
		if depth++; depth == 4 {
			e.next = nil
		}
	}
}

// replace puts a new node in the place of number i.
func (g *graph) replace(i int) {
	old := g.nodes[i]
	n := &node{id: g.made, owner: old.owner, edges: old.edges}
	g.made++
	insert(old, n)
	old.prev.next, n.prev = n, old.prev
	old.prev, old.next, old.edges = nil, nil, nil
	g.nodes[i] = n
}

// walk follows the cheapest edges from n and returns the costs.
func (g *graph) walk(n *node, steps int) int {
	sum := 0
	for range steps {
		var best *edge
		for e := n.edges; e != nil; e = e.next {
			if best == nil || e.cost < best.cost {
				best = e
			}
		}
		if best == nil {
			break
		}
		sum += best.cost
		n = best.to
	}
	return sum
}

func main() {
	thousands := 200
	if len(os.Args) > 1 {
		thousands, _ = strconv.Atoi(os.Args[1])
	}
	g := &graph{nodes: make([]*node, thousands*1000), rnd: 7}
	for i := range g.nodes {
		n := &node{id: i}
		n.prev, n.next = n, n
		g.nodes[i] = n
		if i > 0 {
			insert(g.nodes[g.rnd.below(i)], n)
		}
		g.made++
	}
	sum := 0
	for i := range len(g.nodes) * 20 {
		n := g.pick()
		g.connect(n, g.pick())
		n.owner = g.pick()
		if i%8 == 0 {
			g.replace(g.rnd.below(len(g.nodes)))
		}
		if i%64 == 0 {
			sum += g.walk(n, 10)
		}
	}
	ring := 0
	for n := g.nodes[0]; n.mark == 0; n = n.next {
		n.mark = 1
		ring++
	}
	println(ring, "nodes in the ring,", g.made, "made, sum", sum)
}
