package annotator

import (
	"go/types"
	"strconv"
	"strings"

	"rgo/flowgraph"
)

// maxListed is how many members of a set Describe names.
const maxListed = 6

// Describe returns what is known about v beyond its type, for people: "never nil", "0..255", "one of *main.Int,
// *main.Str". It is "" if nothing is.
func (f *Facts) Describe(v *flowgraph.Var) string {
	if f.values == nil {
		return ""
	}
	fact := f.values.facts[v.Fact]
	if !fact.Some {
		return "never computed"
	}
	var parts []string
	k := kindOf(v.Typ)
	if k == kindInt {
		lo, hi := bounds(v.Typ)
		switch {
		case fact.Lo == fact.Hi:
			parts = append(parts, "= "+strconv.FormatInt(fact.Lo, 10))
		case fact.Lo > lo || fact.Hi < hi:
			parts = append(parts, boundText(fact.Lo, lo)+".."+boundText(fact.Hi, hi))
		}
	}
	if k == kindPointer || k == kindFunc || k == kindIface {
		switch {
		case !fact.Full:
			parts = append(parts, "nil")
		case !fact.Null:
			parts = append(parts, "never nil")
		}
	}
	if n := fact.Set.Len(); (k == kindIface || k == kindFunc) && n > 0 && n <= maxListed {
		var names []string
		fact.Set.Each(func(i int) {
			if k == kindFunc {
				names = append(names, f.values.taken[i].Name)
			} else {
				names = append(names, types.TypeString(f.values.order[i], func(p *types.Package) string { return p.Name() }))
			}
		})
		parts = append(parts, "one of "+strings.Join(names, ", "))
	}
	return strings.Join(parts, "; ")
}

func boundText(n, limit int64) string {
	if n == limit {
		return ""
	}
	return strconv.FormatInt(n, 10)
}
