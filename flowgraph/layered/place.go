package layered

// This file computes coordinates after Brandes and Köpf, "Fast and simple horizontal coordinate assignment" (2001): each
// vertex is aligned with a median neighbour, which makes columns of vertices; columns are packed; this is done for the
// four combinations of up or down and left or right, and the middle of the four results is taken. Packing solves the
// order of columns by longest paths instead of the paper's shifts of classes, which can let columns overlap.

import (
	"math"
	"sort"
)

func (l *layout) place() {
	conflict := l.conflicts()
	var all [4][]float64
	for k := range all {
		all[k] = l.align(conflict, k&1 != 0, k&2 != 0)
	}
	l.alignAll(&all)
	for v := range l.vs {
		x := []float64{all[0][v], all[1][v], all[2][v], all[3][v]}
		sort.Float64s(x)
		l.vs[v].x = (x[1] + x[2]) / 2
	}
	l.mend()
	l.tops = make([]float64, len(l.layers))
	l.highs = make([]float64, len(l.layers))
	y := 0.0
	for r, list := range l.layers {
		h := 0.0
		for _, v := range list {
			if v < len(l.g.Nodes) {
				h = max(h, l.g.Nodes[v].H)
			}
		}
		l.tops[r], l.highs[r] = y, h
		y += h + rankGap
	}
	for v := range l.g.Nodes {
		n := &l.g.Nodes[v]
		n.X, n.Y = l.vs[v].x-n.W/2, l.tops[n.Rank]
	}
}

// distance is how far the centres of neighbours v and w have to be apart.
func (l *layout) distance(v, w int) float64 {
	gap := float64(nodeGap)
	if l.vs[v].bend || l.vs[w].bend {
		gap = lineGap
	}
	return (l.vs[v].w+l.vs[w].w)/2 + gap
}

// conflicts returns the edges, as pairs of upper and lower vertex, that cross an edge between two bends: such an edge
// shall be straight, so the others give way.
func (l *layout) conflicts() map[[2]int]bool {
	marked := map[[2]int]bool{}
	for r := 1; r+1 < len(l.layers); r++ {
		upper, lower := l.layers[r], l.layers[r+1]
		left, next := 0, 0
		for i, v := range lower {
			inner := -1
			if l.vs[v].bend {
				for _, u := range l.vs[v].up {
					if l.vs[u].bend {
						inner = u
					}
				}
			}
			if i < len(lower)-1 && inner < 0 {
				continue
			}
			right := len(upper) - 1
			if inner >= 0 {
				right = l.vs[inner].pos
			}
			for ; next <= i; next++ {
				w := lower[next]
				for _, u := range l.vs[w].up {
					if p := l.vs[u].pos; (p < left || p > right) && !(l.vs[u].bend && l.vs[w].bend) {
						marked[[2]int{u, w}] = true
					}
				}
			}
			left = right
		}
	}
	return marked
}

// align computes one of the four assignments.
func (l *layout) align(conflict map[[2]int]bool, fromBelow, fromRight bool) []float64 {
	n := len(l.vs)
	root, next := make([]int, n), make([]int, n)
	for v := range n {
		root[v], next[v] = v, v
	}
	ranks := len(l.layers)
	for k := range ranks {
		r := k
		if fromBelow {
			r = ranks - 1 - k
		}
		l.alignRank(conflict, r, fromBelow, fromRight, root, next)
	}
	x := l.pack(root, fromRight)
	for v := range n {
		if root[v] != v {
			x[v] = x[root[v]]
		}
	}
	return x
}

func (l *layout) alignRank(conflict map[[2]int]bool, r int, fromBelow, fromRight bool, root, next []int) {
	list := l.layers[r]
	last := -1
	if fromRight {
		last = math.MaxInt
	}
	for i := range list {
		v := list[i]
		if fromRight {
			v = list[len(list)-1-i]
		}
		near := l.vs[v].up
		if fromBelow {
			near = l.vs[v].down
		}
		if len(near) == 0 {
			continue
		}
		sorted := append([]int(nil), near...)
		sort.Slice(sorted, func(a, b int) bool { return l.vs[sorted[a]].pos < l.vs[sorted[b]].pos })
		first, second := (len(sorted)-1)/2, len(sorted)/2
		if fromRight {
			first, second = second, first
		}
		for _, m := range []int{first, second} {
			if next[v] != v {
				break
			}
			u := sorted[m]
			edge := [2]int{u, v}
			if fromBelow {
				edge = [2]int{v, u}
			}
			p := l.vs[u].pos
			if conflict[edge] || !fromRight && p <= last || fromRight && p >= last {
				continue
			}
			next[u] = v
			root[v] = root[u]
			next[v] = root[v]
			last = p
		}
	}
}

// pack gives each column, named by its root, its place: as far to the left as its neighbours allow, then as far to the
// right as those on its other side do, so that no column stays behind.
func (l *layout) pack(root []int, fromRight bool) []float64 {
	n := len(l.vs)
	type arc struct {
		to   int
		dist float64
	}
	right, left := make([][]arc, n), make([][]arc, n)
	for _, list := range l.layers {
		for i := 0; i+1 < len(list); i++ {
			a, b := root[list[i]], root[list[i+1]]
			d := l.distance(list[i], list[i+1])
			right[a] = append(right[a], arc{b, d})
			left[b] = append(left[b], arc{a, d})
		}
	}
	order := make([]int, 0, n)
	waiting := make([]int, n)
	for v := range n {
		if root[v] == v {
			waiting[v] = len(left[v])
			if waiting[v] == 0 {
				order = append(order, v)
			}
		}
	}
	for i := 0; i < len(order); i++ {
		for _, a := range right[order[i]] {
			if waiting[a.to]--; waiting[a.to] == 0 {
				order = append(order, a.to)
			}
		}
	}
	x := make([]float64, n)
	if fromRight {
		for i := len(order) - 1; i >= 0; i-- {
			v := order[i]
			for _, a := range right[v] {
				x[v] = min(x[v], x[a.to]-a.dist)
			}
		}
		for _, v := range order {
			bound := math.Inf(-1)
			for _, a := range left[v] {
				bound = max(bound, x[a.to]+a.dist)
			}
			if !math.IsInf(bound, -1) && len(right[v]) > 0 {
				x[v] = max(bound, min(x[v], bound))
			}
		}
		return x
	}
	for _, v := range order {
		for _, a := range left[v] {
			x[v] = max(x[v], x[a.to]+a.dist)
		}
	}
	for i := len(order) - 1; i >= 0; i-- {
		v := order[i]
		bound := math.Inf(1)
		for _, a := range right[v] {
			bound = min(bound, x[a.to]-a.dist)
		}
		if !math.IsInf(bound, 1) && len(left[v]) > 0 {
			x[v] = min(bound, max(x[v], bound))
		}
	}
	return x
}

// alignAll shifts the four assignments so that the narrowest and the others share their left or right side.
func (l *layout) alignAll(all *[4][]float64) {
	lows, highs := [4]float64{}, [4]float64{}
	narrow := 0
	for k := range all {
		lows[k], highs[k] = math.Inf(1), math.Inf(-1)
		for v, x := range all[k] {
			lows[k] = min(lows[k], x-l.vs[v].w/2)
			highs[k] = max(highs[k], x+l.vs[v].w/2)
		}
		if highs[k]-lows[k] < highs[narrow]-lows[narrow] {
			narrow = k
		}
	}
	for k := range all {
		shift := lows[narrow] - lows[k]
		if k&2 != 0 {
			shift = highs[narrow] - highs[k]
		}
		for v := range all[k] {
			all[k][v] += shift
		}
	}
}

// mend moves vertices apart that are too near each other. The middle of four valid assignments is valid in theory, and
// in floating-point numbers but for rounding; columns that no order relates may still share a place.
func (l *layout) mend() {
	for _, list := range l.layers {
		for i := 0; i+1 < len(list); i++ {
			v, w := list[i], list[i+1]
			l.vs[w].x = max(l.vs[w].x, l.vs[v].x+l.distance(v, w))
		}
	}
}
