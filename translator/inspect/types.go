package inspect

import "go/types"

// typeText writes t with the names of packages, not their paths.
func typeText(t types.Type) string {
	return types.TypeString(t, func(p *types.Package) string { return p.Name() })
}
