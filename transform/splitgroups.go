package transform

// This file divides the ways out of a fast loop among the blocks that they lead through. A way out fills all arguments of
// its block, also those that only others need; so ways out that need much the same share one. What they have in common
// is counted, nothing else: how often each is taken is not known everywhere.

import "rgo/flowgraph"

// maxGroups is how many blocks there are at most.
const maxGroups = 8

// A slotKey says what an argument of such a block is for: a value of the loop's state, or any value of a type.
type slotKey struct {
	value flowgraph.Value // nil for any
	typ   flowgraph.Type
}

// A need is how many arguments of each kind ways out need.
type need map[slotKey]int

func (n need) size() int {
	sum := 0
	for _, c := range n {
		sum += c
	}
	return sum
}

// union returns what is enough for both.
func (n need) union(m need) need {
	u := need{}
	for k, c := range n {
		u[k] = c
	}
	for k, c := range m {
		u[k] = max(u[k], c)
	}
	return u
}

// An exitGroup is a set of targets outside of the loop, by index.
type exitGroup struct {
	targets []int
	need    need // of all of them
	size    int  // of need
}

// cost returns how many arguments targets of g and h would fill for others if the groups were one.
func (g *exitGroup) cost(h *exitGroup) int {
	size := h.size
	for k, c := range g.need {
		size += max(c-h.need[k], 0)
	}
	return len(g.targets)*(size-g.size) + len(h.targets)*(size-h.size)
}

func (g *exitGroup) join(h *exitGroup) *exitGroup {
	j := &exitGroup{targets: append(append([]int(nil), g.targets...), h.targets...), need: g.need.union(h.need)}
	j.size = j.need.size()
	return j
}

// groupExits divides targets with these needs: greedily, joining what costs least, until there are few groups and none has
// just one target, whose arguments would be no new variables in the eyes of the Go compiler.
func groupExits(needs []need) []*exitGroup {
	groups := make([]*exitGroup, len(needs))
	for i, n := range needs {
		groups[i] = &exitGroup{targets: []int{i}, need: n, size: n.size()}
	}
	for len(groups) > 1 {
		a, b, cost := -1, -1, 0
		for i, g := range groups {
			for j, h := range groups[:i] {
				if len(groups) <= maxGroups && len(g.targets) > 1 && len(h.targets) > 1 {
					continue
				}
				if c := g.cost(h); a < 0 || c < cost {
					a, b, cost = j, i, c
					if c == 0 {
						break
					}
				}
			}
			if a >= 0 && cost == 0 {
				break
			}
		}
		if a < 0 {
			break
		}
		groups[a] = groups[a].join(groups[b])
		groups = append(groups[:b], groups[b+1:]...)
	}
	return groups
}
