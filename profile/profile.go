// Package profile is about how often what of a program runs: it makes programs that count, reads what they have counted,
// and tells a program that is being translated.
//
// Counting happens at one point of the pipeline, after the rtyper and before inlining, where a graph is still one
// function of the source. Counted are entries of graphs, and exits of blocks that have more than one; everything else
// follows from those. A count belongs to a graph by its name and to a branch by its place and by what its block does
// (shape.go), so a profile is of use for a program that has changed a little since.
//
// Instrument makes the program that counts. Its runtime part is rgo/runtime/profile, which writes a raw profile: the
// description of what was counted, then the counters. Parse reads that and the text form, in which profiles are kept; Add
// sums profiles up. Apply puts weights on links and marks blocks as hot or cold.
package profile

import (
	"cmp"
	"hash/fnv"
	"slices"
)

// A Profile says how often the graphs of a program ran.
type Profile struct {
	Graphs map[string]*Graph // those that ran, by name
	// Idle holds numbers of the names of those that did not, see nameNumber. What is in neither was not there.
	Idle map[uint32]bool
}

// A Graph says how often one graph ran.
type Graph struct {
	Name     string
	Shape    uint32 // of the whole graph
	Entries  uint64
	Branches []Branch // those that ran, ascending by Index
}

// A Branch says how often each exit of a block with several was taken.
type Branch struct {
	Index  int    // among the blocks of the graph that have several exits, in the graph's order
	Shape  uint32 // of the block
	Counts []uint64
}

// New returns an empty profile.
func New() *Profile { return &Profile{Graphs: map[string]*Graph{}, Idle: map[uint32]bool{}} }

// nameNumber returns a number of 24 bits for the name of a graph: enough to tell what did not run from what is new.
func nameNumber(name string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(stableName(name)))
	return h.Sum32() >> 8
}

// Total returns the sum of all counts.
func (p *Profile) Total() uint64 {
	var n uint64
	for _, g := range p.Graphs {
		n += g.Entries
		for _, b := range g.Branches {
			for _, c := range b.Counts {
				n += c
			}
		}
	}
	return n
}

// Add adds the counts of q to p. It returns the names of graphs that are not the same in both: of those p keeps its own
// counts.
func (p *Profile) Add(q *Profile) []string {
	var conflicts []string
	for name, g := range q.Graphs {
		old := p.Graphs[name]
		if old == nil {
			old = &Graph{Name: name, Shape: g.Shape}
			p.Graphs[name] = old
		}
		if old.Shape != g.Shape || !old.add(g) {
			conflicts = append(conflicts, name)
		}
	}
	for n := range q.Idle {
		p.Idle[n] = true
	}
	slices.Sort(conflicts)
	return conflicts
}

// add adds the counts of h to g and reports whether they fit.
func (g *Graph) add(h *Graph) bool {
	merged := make([]Branch, 0, max(len(g.Branches), len(h.Branches)))
	a, b := g.Branches, h.Branches
	for len(a) > 0 || len(b) > 0 {
		switch {
		case len(b) == 0 || len(a) > 0 && a[0].Index < b[0].Index:
			merged, a = append(merged, a[0]), a[1:]
		case len(a) == 0 || b[0].Index < a[0].Index:
			m := b[0]
			m.Counts = slices.Clone(m.Counts)
			merged, b = append(merged, m), b[1:]
		default:
			m := a[0]
			if m.Shape != b[0].Shape || len(m.Counts) != len(b[0].Counts) {
				return false
			}
			m.Counts = slices.Clone(m.Counts)
			for i, c := range b[0].Counts {
				m.Counts[i] += c
			}
			merged, a, b = append(merged, m), a[1:], b[1:]
		}
	}
	g.Entries += h.Entries
	g.Branches = merged
	return true
}

// sorted returns the graphs by name.
func (p *Profile) sorted() []*Graph {
	list := make([]*Graph, 0, len(p.Graphs))
	for _, g := range p.Graphs {
		list = append(list, g)
	}
	slices.SortFunc(list, func(a, b *Graph) int { return cmp.Compare(a.Name, b.Name) })
	return list
}
