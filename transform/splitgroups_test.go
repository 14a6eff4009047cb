package transform

import (
	"slices"
	"testing"

	"rgo/rtyper/lltype"
)

// TestGroupExits divides ways out of two kinds, and one that is alone in needing a float.
func TestGroupExits(t *testing.T) {
	ints := func(n int) need { return need{slotKey{nil, lltype.Int64}: n} }
	var needs []need
	for range maxGroups {
		needs = append(needs, ints(1), need{slotKey{nil, lltype.Ref}: 9})
	}
	needs = append(needs, need{slotKey{nil, lltype.Float64}: 1, slotKey{nil, lltype.Int64}: 1})
	groups := groupExits(needs)
	if len(groups) > maxGroups {
		t.Fatalf("%d groups", len(groups))
	}
	seen := map[int]bool{}
	for _, g := range groups {
		if len(g.targets) < 2 {
			t.Errorf("target %v is alone", g.targets)
		}
		for _, k := range g.targets {
			if seen[k] {
				t.Errorf("target %d is in two groups", k)
			}
			seen[k] = true
			if !covers(g.need, needs[k]) {
				t.Errorf("target %d needs %v of %v", k, needs[k], g.need)
			}
			if k%2 == 1 && slices.ContainsFunc(g.targets, func(j int) bool { return j%2 == 0 }) {
				t.Errorf("targets %v fill nine references for each other", g.targets)
			}
		}
	}
	if len(seen) != len(needs) {
		t.Errorf("%d of %d targets are in groups", len(seen), len(needs))
	}
	if one := groupExits(needs[:1]); len(one) != 1 {
		t.Errorf("one target is in %d groups", len(one))
	}
}

func covers(n, m need) bool {
	for k, c := range m {
		if n[k] < c {
			return false
		}
	}
	return true
}
