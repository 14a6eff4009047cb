package layered

// This file routes edges: downwards through their bends, and upwards, where they close cycles, in lanes beside the nodes.

import "sort"

func (l *layout) route() {
	ports := l.ports()
	for i := range l.g.Edges {
		e := &l.g.Edges[i]
		if e.Back {
			continue
		}
		from, to := &l.g.Nodes[e.From], &l.g.Nodes[e.To]
		e.Points = append(e.Points[:0], Point{ports[i], from.Y + from.H})
		if from.H < l.highs[from.Rank] {
			// Straight down to the end of the rank, past neighbours that are higher.
			e.Points = append(e.Points, Point{ports[i], l.tops[from.Rank] + l.highs[from.Rank]})
		}
		chain := l.chains[i]
		for _, b := range chain[1 : len(chain)-1] {
			r := l.vs[b].rank
			e.Points = append(e.Points, Point{l.vs[b].x, l.tops[r]}, Point{l.vs[b].x, l.tops[r] + l.highs[r]})
		}
		e.Points = append(e.Points, Point{to.X + to.W/2, to.Y})
	}
	l.routeBack(ports)
}

// ports spreads the edges that leave a node over its lower side, in the order in which they go on.
func (l *layout) ports() []float64 {
	byNode := make([][]int, len(l.g.Nodes))
	for i, e := range l.g.Edges {
		byNode[e.From] = append(byNode[e.From], i)
	}
	toward := func(i int) float64 {
		if c := l.chains[i]; c != nil {
			return l.vs[c[1]].x
		}
		return 1e9 // edges that go back leave at the right
	}
	ports := make([]float64, len(l.g.Edges))
	for v, list := range byNode {
		n := &l.g.Nodes[v]
		sort.SliceStable(list, func(a, b int) bool { return toward(list[a]) < toward(list[b]) })
		step := min(float64(portGap), n.W/float64(len(list)+1))
		for k, i := range list {
			ports[i] = n.X + n.W/2 + (float64(k)-float64(len(list)-1)/2)*step
		}
	}
	return ports
}

// routeBack puts the edges that close cycles into lanes at the right of everything between their ends, all edges to one
// target into the same lane; short lanes come first, so that loops lie inside of each other.
func (l *layout) routeBack(ports []float64) {
	byTarget := map[int][]int{}
	var targets []int
	for i, e := range l.g.Edges {
		if e.Back {
			if byTarget[e.To] == nil {
				targets = append(targets, e.To)
			}
			byTarget[e.To] = append(byTarget[e.To], i)
		}
	}
	last := map[int]int{} // the lowest rank that a lane reaches, by target
	for to, list := range byTarget {
		for _, i := range list {
			last[to] = max(last[to], l.g.Nodes[l.g.Edges[i].From].Rank)
		}
	}
	span := func(to int) int { return last[to] - l.g.Nodes[to].Rank }
	sort.SliceStable(targets, func(a, b int) bool { return span(targets[a]) < span(targets[b]) })
	right := make([]float64, len(l.layers)) // where the next lane can be
	for r, list := range l.layers {
		for _, v := range list {
			right[r] = max(right[r], l.vs[v].x+l.vs[v].w/2)
		}
	}
	out, in := make([]int, len(l.layers)), make([]int, len(l.layers)) // levels used below and above a rank
	for _, t := range targets {
		to := &l.g.Nodes[t]
		lane := 0.0
		for r := to.Rank; r <= last[t]; r++ {
			lane = max(lane, right[r])
		}
		lane += laneGap
		for r := to.Rank; r <= last[t]; r++ {
			right[r] = lane
		}
		above := to.Y - 2*tickGap - tickGap*float64(in[to.Rank]%gapShare)/2
		in[to.Rank]++
		x := to.X + to.W/2 + min(float64(entryGap), to.W/4)
		for _, i := range byTarget[t] {
			e := &l.g.Edges[i]
			from := &l.g.Nodes[e.From]
			below := l.tops[from.Rank] + l.highs[from.Rank] + tickGap*float64(1+out[from.Rank]%gapShare)/2
			out[from.Rank]++
			e.Points = []Point{{ports[i], from.Y + from.H}, {ports[i], below}, {lane, below}, {lane, above}, {x, above}, {x, to.Y}}
		}
	}
}

// normalize moves everything so that the upper left corner is 0, 0.
func (l *layout) normalize() {
	g := l.g
	left, top := g.Nodes[0].X, g.Nodes[0].Y
	each := func(f func(x, y *float64, w, h float64)) {
		for i := range g.Nodes {
			n := &g.Nodes[i]
			f(&n.X, &n.Y, n.W, n.H)
		}
		for i := range g.Edges {
			for k := range g.Edges[i].Points {
				p := &g.Edges[i].Points[k]
				f(&p.X, &p.Y, 0, 0)
			}
		}
	}
	each(func(x, y *float64, _, _ float64) { left, top = min(left, *x), min(top, *y) })
	g.W, g.H = 0, 0
	each(func(x, y *float64, w, h float64) {
		*x -= left
		*y -= top
		g.W, g.H = max(g.W, *x+w), max(g.H, *y+h)
	})
}
