package profile

// This file tells a program what a profile says about it.

import (
	"fmt"
	"slices"
	"strings"

	"rgo/flowgraph"
)

// A Match says what of a profile belongs to a program.
type Match struct {
	Exact   int      // graphs that are as they were
	Partly  []string // names of graphs that have changed, and keep what is known of branches that have not
	Missing []string // names of graphs in the profile that the program does not have
}

// Text says in one line what did not match, or is "" if everything did.
func (m *Match) Text() string {
	if len(m.Partly)+len(m.Missing) == 0 {
		return ""
	}
	var parts []string
	if n := len(m.Partly); n > 0 {
		parts = append(parts, fmt.Sprintf("%d functions have changed (%s)", n, some(m.Partly)))
	}
	if n := len(m.Missing); n > 0 {
		parts = append(parts, fmt.Sprintf("%d are not in this program (%s)", n, some(m.Missing)))
	}
	return fmt.Sprintf("of the %d functions of the profile, %s", m.Exact+len(m.Partly)+len(m.Missing), strings.Join(parts, ", "))
}

func some(names []string) string {
	const most = 3
	if len(names) > most {
		return strings.Join(names[:most], ", ") + ", ..."
	}
	return strings.Join(names, ", ")
}

// Apply sets weights of links and the heat of blocks in p, which is at the point of the pipeline where Instrument works.
// It returns the graphs that it changed.
func Apply(p *flowgraph.Program, prof *Profile) ([]*flowgraph.Graph, *Match) {
	limits := prof.limits()
	found, missing := prof.find(p)
	m := &Match{Missing: missing}
	var changed []*flowgraph.Graph
	for _, g := range p.Graphs {
		if !g.Built() {
			continue
		}
		pg := found[g]
		switch {
		case pg == nil && prof.Idle[nameNumber(g.Name)]:
			for _, b := range g.Blocks {
				b.Heat = flowgraph.Cool
			}
		case pg == nil:
			continue
		case pg.Shape == graphShape(g) && limits.exact(g, pg):
			m.Exact++
		default:
			m.Partly = append(m.Partly, pg.Name)
			limits.partly(g, pg)
		}
		changed = append(changed, g)
	}
	return changed, m
}

// find returns the graph of the profile for each of p that has one, and the names of the rest. A closure, whose name
// changes with its line, is also found by its shape.
func (prof *Profile) find(p *flowgraph.Program) (map[*flowgraph.Graph]*Graph, []string) {
	type nameless struct {
		name  string
		shape uint32
	}
	found := map[*flowgraph.Graph]*Graph{}
	left := map[string]*Graph{}
	for name, g := range prof.Graphs {
		left[name] = g
	}
	others := map[nameless][]*flowgraph.Graph{}
	for _, g := range p.Graphs {
		if pg := left[g.Name]; pg != nil && g.Built() {
			found[g] = pg
			delete(left, g.Name)
		}
	}
	for _, g := range p.Graphs {
		if found[g] == nil && g.Built() && stableName(g.Name) != g.Name {
			k := nameless{stableName(g.Name), graphShape(g)}
			others[k] = append(others[k], g)
		}
	}
	wanted := map[nameless][]*Graph{}
	for _, pg := range left {
		k := nameless{stableName(pg.Name), pg.Shape}
		wanted[k] = append(wanted[k], pg)
	}
	for k, list := range wanted {
		if len(list) == 1 && len(others[k]) == 1 {
			found[others[k][0]] = list[0]
			delete(left, list[0].Name)
		}
	}
	var missing []string
	for name := range left {
		missing = append(missing, name)
	}
	slices.Sort(missing)
	return found, missing
}

// exact applies pg to g, which has its shape, and reports whether that was so: two shapes can be equal by chance.
func (l limits) exact(g *flowgraph.Graph, pg *Graph) bool {
	list := branches(g)
	for _, b := range pg.Branches {
		if b.Index >= len(list) || len(list[b.Index].Exits) != len(b.Counts) {
			return false
		}
	}
	taken := map[*flowgraph.Link]uint64{}
	for _, b := range pg.Branches {
		weigh(list[b.Index], b.Counts)
		for k, link := range list[b.Index].Exits {
			taken[link] = b.Counts[k]
		}
	}
	counts := blockCounts(g, pg.Entries, taken)
	for _, b := range g.Blocks {
		b.Heat = l.heat(counts[b])
	}
	return true
}

// blockCounts returns how often each block ran: as often as what leads to it. The exits of branches are counted; what
// comes from a block with one exit is as much as comes to that block.
func blockCounts(g *flowgraph.Graph, entries uint64, taken map[*flowgraph.Link]uint64) map[*flowgraph.Block]uint64 {
	preds := g.Preds()
	counts := map[*flowgraph.Block]uint64{}
	begun := map[*flowgraph.Block]bool{}
	var count func(b *flowgraph.Block) uint64
	count = func(b *flowgraph.Block) uint64 {
		if begun[b] {
			return counts[b] // done, or in an endless loop
		}
		begun[b] = true
		var n uint64
		if len(b.Exits) > 1 {
			for _, l := range b.Exits {
				n += taken[l]
			}
		} else {
			if b == g.Start {
				n = entries
			}
			for _, p := range preds.Of(b) {
				if len(p.From.Exits) > 1 {
					n += taken[p.Link]
				} else {
					n += count(p.From)
				}
			}
		}
		counts[b] = n
		return n
	}
	for _, b := range g.Blocks {
		count(b)
	}
	return counts
}

// partly applies to g what is left of pg: branches whose blocks do the same, in the same order.
func (l limits) partly(g *flowgraph.Graph, pg *Graph) {
	list := branches(g)
	shapes := make([]uint32, len(list))
	for i, b := range list {
		shapes[i] = blockShape(b)
	}
	preds := g.Preds()
	if len(preds.Of(g.Start)) == 0 && len(g.Start.Exits) < 2 {
		g.Start.Heat = l.heat(pg.Entries)
	}
	for i, k := range align(pg.Branches, shapes) {
		if k < 0 || len(list[k].Exits) != len(pg.Branches[i].Counts) {
			continue
		}
		counts := pg.Branches[i].Counts
		weigh(list[k], counts)
		var sum uint64
		for j, link := range list[k].Exits {
			sum += counts[j]
			if len(preds.Of(link.Target)) == 1 {
				link.Target.Heat = l.heat(counts[j])
			}
		}
		list[k].Heat = l.heat(sum)
	}
}

// align returns for each branch of the profile the index of the block in shapes that it belongs to, or -1: a longest
// common subsequence.
func align(branches []Branch, shapes []uint32) []int {
	n, m := len(branches), len(shapes)
	to := make([]int, n)
	longest := make([][]int32, n+1)
	for i := range longest {
		longest[i] = make([]int32, m+1)
	}
	for i := n - 1; i >= 0; i-- {
		for k := m - 1; k >= 0; k-- {
			if branches[i].Shape == shapes[k] {
				longest[i][k] = longest[i+1][k+1] + 1
			} else {
				longest[i][k] = max(longest[i+1][k], longest[i][k+1])
			}
		}
	}
	k := 0
	for i := range to {
		to[i] = -1
		for k < m && longest[i][k] > longest[i+1][k] {
			if branches[i].Shape == shapes[k] {
				to[i] = k
				k++
				break
			}
			k++
		}
	}
	return to
}

// maxWeight is the largest sum of weights of a block's exits: backends add them up in 32 bits.
const maxWeight = 1 << 30

// weigh sets the weights of b's exits. What did not happen in the profile counts as if it had once.
func weigh(b *flowgraph.Block, counts []uint64) {
	var sum uint64
	for _, c := range counts {
		sum += c + 1
	}
	if sum == uint64(len(counts)) {
		return // it never ran
	}
	unit := sum/maxWeight + 1
	for i, l := range b.Exits {
		l.Weight = uint32(max(1, (counts[i]+1)/unit))
	}
}

// limits are the counts from which on blocks are hot, and from which on they are not cold.
type limits struct{ hot, warm uint64 }

// Shares of all that runs, in millionths.
const (
	hotShare  = 990000 // the hot blocks together
	warmShare = 999990 // all that are not cold
)

// limits sorts the counts and takes the largest until they have their share.
func (prof *Profile) limits() limits {
	var counts []uint64
	var total float64
	for _, g := range prof.Graphs {
		for _, b := range g.Branches {
			for _, c := range b.Counts {
				counts = append(counts, c)
				total += float64(c)
			}
		}
	}
	slices.Sort(counts)
	l := limits{hot: 1, warm: 1}
	sum := 0.0
	hot := false
	for _, c := range slices.Backward(counts) {
		sum += float64(c)
		if !hot && sum*1e6 >= total*hotShare {
			l.hot, hot = max(c, 1), true
		}
		if sum*1e6 >= total*warmShare {
			l.warm = max(c, 1)
			break
		}
	}
	return l
}

func (l limits) heat(count uint64) flowgraph.Heat {
	switch {
	case count >= l.hot:
		return flowgraph.Hot
	case count >= l.warm:
		return flowgraph.Warm
	}
	return flowgraph.Cool
}
