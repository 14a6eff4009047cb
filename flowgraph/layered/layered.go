// Package layered draws directed graphs in layers, from top to bottom, after Sugiyama, Tagawa and Toda: nodes get ranks,
// the order inside of each rank is chosen to have few crossings, and coordinates make edges straight where they can be.
//
// In come the sizes of nodes and the edges between them; node 0 is the entry. Out go the place of every node and the
// route of every edge. Then holds: no two nodes overlap, an edge that does not close a cycle runs downwards and crosses
// no node, and the edges that close cycles run in lanes of their own beside the nodes. The result depends on nothing but
// the input. What is drawn, and how, is left to the caller.
package layered

// A Node is a box. W and H are its size; X and Y, the upper left corner, are computed.
type Node struct {
	W, H float64
	X, Y float64
	Rank int
}

// A Point is a place on an edge.
type Point struct{ X, Y float64 }

// An Edge goes from the lower side of one node to the upper side of another.
type Edge struct {
	From, To int
	Points   []Point // computed: at least two
	Back     bool    // computed: it closes a cycle, and Points are the corners of a lane beside the nodes
}

// A Graph is what Layout takes and fills in.
type Graph struct {
	Nodes []Node
	Edges []Edge
	W, H  float64 // computed: the size of everything
}

// Distances, in the units of the nodes' sizes.
const (
	nodeGap  = 24 // between nodes of one rank
	lineGap  = 12 // between an edge that passes through a rank and its neighbours
	rankGap  = 34 // between ranks
	laneGap  = 10 // between lanes
	portGap  = 44 // between edges at the lower side of a node
	entryGap = 14 // between where edges from above and those that go back arrive
	tickGap  = 4  // between the levels of lanes in the space between two ranks
	gapShare = 8  // at most so many levels
)

// Layout computes places and routes.
func Layout(g *Graph) {
	if len(g.Nodes) == 0 {
		return
	}
	l := &layout{g: g}
	l.findBackEdges()
	l.rank()
	l.split()
	l.order()
	l.place()
	l.route()
	l.normalize()
}

// A layout is one run.
type layout struct {
	g      *Graph
	vs     []vertex // the nodes, and after them the bends
	layers [][]int  // vertices by rank, in order
	tops   []float64
	highs  []float64 // heights of the ranks
	chains [][]int   // by edge: the vertices it runs through, its ends included; nil for back edges
}

// A vertex is a node, or a bend: where edges to one target pass through a rank.
type vertex struct {
	rank, pos int
	bend      bool
	w         float64
	x         float64 // of the centre
	up, down  []int
}

// findBackEdges marks edges that lead to a node on the current path of a depth-first walk, without recursion: graphs of
// generated functions are deep.
func (l *layout) findBackEdges() {
	n := len(l.g.Nodes)
	out := make([][]int, n)
	for i, e := range l.g.Edges {
		out[e.From] = append(out[e.From], i)
		l.g.Edges[i].Back = false
	}
	const unseen, open, done = 0, 1, 2
	state := make([]int, n)
	next := make([]int, n)
	for root := range n {
		if state[root] != unseen {
			continue
		}
		state[root] = open
		stack := []int{root}
		for len(stack) > 0 {
			v := stack[len(stack)-1]
			if next[v] == len(out[v]) {
				state[v] = done
				stack = stack[:len(stack)-1]
				continue
			}
			e := &l.g.Edges[out[v][next[v]]]
			next[v]++
			switch state[e.To] {
			case open:
				e.Back = true
			case unseen:
				state[e.To] = open
				stack = append(stack, e.To)
			}
		}
	}
}

// rank puts every node below its predecessors: the longest path. Nodes without predecessors move down to just above
// their successors.
func (l *layout) rank() {
	n := len(l.g.Nodes)
	waiting := make([]int, n)
	out := make([][]int, n)
	ins := make([]int, n)
	for _, e := range l.g.Edges {
		if !e.Back {
			waiting[e.To]++
			ins[e.To]++
			out[e.From] = append(out[e.From], e.To)
		}
	}
	rank := make([]int, n)
	var queue []int
	for v := range n {
		if waiting[v] == 0 {
			queue = append(queue, v)
		}
	}
	for i := 0; i < len(queue); i++ {
		v := queue[i]
		for _, w := range out[v] {
			rank[w] = max(rank[w], rank[v]+1)
			if waiting[w]--; waiting[w] == 0 {
				queue = append(queue, w)
			}
		}
	}
	for v := 1; v < n; v++ {
		if ins[v] > 0 || len(out[v]) == 0 {
			continue
		}
		low := rank[out[v][0]]
		for _, w := range out[v] {
			low = min(low, rank[w])
		}
		rank[v] = max(0, low-1)
	}
	for v := range n {
		l.g.Nodes[v].Rank = rank[v]
	}
}

// split makes edges over several ranks into chains of edges over one. All edges to the same target share their bends:
// a block that a hundred checks jump to has one line through each rank, not a hundred.
func (l *layout) split() {
	ranks := 0
	for _, n := range l.g.Nodes {
		l.vs = append(l.vs, vertex{rank: n.Rank, w: n.W})
		ranks = max(ranks, n.Rank+1)
	}
	type place struct{ target, rank int }
	bends := map[place]int{}
	linked := map[[2]int]bool{}
	link := func(a, b int) {
		if !linked[[2]int{a, b}] {
			linked[[2]int{a, b}] = true
			l.vs[a].down = append(l.vs[a].down, b)
			l.vs[b].up = append(l.vs[b].up, a)
		}
	}
	l.chains = make([][]int, len(l.g.Edges))
	for i, e := range l.g.Edges {
		if e.Back {
			continue
		}
		chain := []int{e.From}
		for r := l.vs[e.From].rank + 1; r < l.vs[e.To].rank; r++ {
			key := place{e.To, r}
			b, ok := bends[key]
			if !ok {
				b = len(l.vs)
				bends[key] = b
				l.vs = append(l.vs, vertex{rank: r, bend: true})
			}
			link(chain[len(chain)-1], b)
			chain = append(chain, b)
		}
		link(chain[len(chain)-1], e.To)
		l.chains[i] = append(chain, e.To)
	}
	l.layers = make([][]int, ranks)
	l.firstOrder()
}

// firstOrder puts vertices into their ranks in the order of a depth-first walk, which keeps what belongs together
// together.
func (l *layout) firstOrder() {
	seen := make([]bool, len(l.vs))
	for root := range l.vs {
		if seen[root] || len(l.vs[root].up) > 0 {
			continue
		}
		stack := []int{root}
		for len(stack) > 0 {
			v := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			if seen[v] {
				continue
			}
			seen[v] = true
			x := &l.vs[v]
			x.pos = len(l.layers[x.rank])
			l.layers[x.rank] = append(l.layers[x.rank], v)
			for i := len(x.down) - 1; i >= 0; i-- {
				stack = append(stack, x.down[i])
			}
		}
	}
}
