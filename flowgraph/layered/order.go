package layered

// This file reduces crossings: ranks are sorted by the medians of their neighbours' positions, down and up in turn, and
// neighbours that are better the other way round change places (Gansner, Koutsofios, North and Vo, "A technique for
// drawing directed graphs", 1993).

import (
	"slices"
	"sort"
)

const (
	sweeps        = 12
	swapUpTo      = 4000 // vertices: beyond this, neighbours are not swapped one by one
	rankSwapUpTo  = 120  // the same for one rank
	patientSweeps = 3    // stop after so many without a gain
)

func (l *layout) order() {
	best := l.crossings()
	kept := l.saved()
	idle := 0
	for i := 0; i < sweeps && best > 0 && idle < patientSweeps; i++ {
		l.sweep(i%2 == 0)
		if len(l.vs) <= swapUpTo {
			l.swap()
		}
		if n := l.crossings(); n < best {
			best, kept, idle = n, l.saved(), 0
		} else {
			idle++
		}
	}
	l.layers = kept
	l.number()
}

func (l *layout) saved() [][]int {
	c := make([][]int, len(l.layers))
	for i, list := range l.layers {
		c[i] = slices.Clone(list)
	}
	return c
}

func (l *layout) number() {
	for _, list := range l.layers {
		for i, v := range list {
			l.vs[v].pos = i
		}
	}
}

// sweep sorts each rank by the medians of the rank before it.
func (l *layout) sweep(down bool) {
	for k := range l.layers {
		r := k
		if !down {
			r = len(l.layers) - 1 - k
		}
		l.sortRank(r, down)
	}
}

// sortRank sorts rank r; vertices without neighbours on that side keep their places.
func (l *layout) sortRank(r int, down bool) {
	list := l.layers[r]
	median := make(map[int]float64, len(list))
	var movable []int
	for _, v := range list {
		near := l.vs[v].up
		if !down {
			near = l.vs[v].down
		}
		if len(near) == 0 {
			continue
		}
		median[v] = l.median(near)
		movable = append(movable, v)
	}
	sort.SliceStable(movable, func(i, j int) bool { return median[movable[i]] < median[movable[j]] })
	k := 0
	for i, v := range list {
		if _, ok := median[v]; ok {
			list[i] = movable[k]
			k++
		}
	}
	for i, v := range list {
		l.vs[v].pos = i
	}
}

func (l *layout) median(near []int) float64 {
	pos := make([]int, len(near))
	for i, v := range near {
		pos[i] = l.vs[v].pos
	}
	slices.Sort(pos)
	m := len(pos) / 2
	if len(pos)%2 == 1 {
		return float64(pos[m])
	}
	return float64(pos[m-1]+pos[m]) / 2
}

// swap exchanges neighbours while that removes crossings.
func (l *layout) swap() {
	for _, list := range l.layers {
		if len(list) > rankSwapUpTo {
			continue
		}
		for again := true; again; {
			again = false
			for i := 0; i+1 < len(list); i++ {
				v, w := list[i], list[i+1]
				if l.pairCrossings(v, w) > l.pairCrossings(w, v) {
					list[i], list[i+1] = w, v
					l.vs[v].pos, l.vs[w].pos = i+1, i
					again = true
				}
			}
		}
	}
}

// pairCrossings counts crossings between the edges of v and those of w if v is on the left.
func (l *layout) pairCrossings(v, w int) int {
	n := 0
	count := func(a, b []int) {
		for _, x := range a {
			for _, y := range b {
				if l.vs[x].pos > l.vs[y].pos {
					n++
				}
			}
		}
	}
	count(l.vs[v].up, l.vs[w].up)
	count(l.vs[v].down, l.vs[w].down)
	return n
}

// crossings counts all crossings with a tree of counts for each pair of ranks (Barth, Jünger and Mutzel, 2002).
func (l *layout) crossings() int {
	total := 0
	for r := 0; r+1 < len(l.layers); r++ {
		width := len(l.layers[r+1])
		tree := make([]int, width+1)
		seen := 0
		for _, v := range l.layers[r] {
			var ends []int
			for _, w := range l.vs[v].down {
				ends = append(ends, l.vs[w].pos)
			}
			for _, p := range ends {
				upTo := 0
				for i := p + 1; i > 0; i -= i & -i {
					upTo += tree[i]
				}
				total += seen - upTo
			}
			for _, p := range ends {
				for i := p + 1; i <= width; i += i & -i {
					tree[i]++
				}
				seen++
			}
		}
	}
	return total
}
