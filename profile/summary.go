package profile

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Summary lists the n graphs whose branches ran most often, for people: how often each was called, how many exits of
// branches it took, and its share of all of them.
func (p *Profile) Summary(n int) string {
	type row struct {
		g     *Graph
		taken uint64
	}
	var rows []row
	var total uint64
	for _, g := range p.sorted() {
		r := row{g: g}
		for _, b := range g.Branches {
			for _, c := range b.Counts {
				r.taken += c
			}
		}
		total += r.taken
		rows = append(rows, r)
	}
	slices.SortStableFunc(rows, func(a, b row) int { return cmp.Compare(b.taken, a.taken) })
	var b strings.Builder
	fmt.Fprintf(&b, "%d functions ran, %d branches were taken\n", len(rows), total)
	fmt.Fprintf(&b, "%7s %14s %14s  %s\n", "share", "branches", "calls", "function")
	for _, r := range rows[:min(n, len(rows))] {
		fmt.Fprintf(&b, "%6.2f%% %14d %14d  %s\n", 100*float64(r.taken)/float64(max(total, 1)), r.taken, r.g.Entries, r.g.Name)
	}
	return b.String()
}
