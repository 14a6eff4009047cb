package annotator

import (
	"go/types"

	"golang.org/x/tools/go/types/typeutil"
)

// A TypeSet is a set of types under types.Identical that remembers the order of insertion.
type TypeSet struct {
	index typeutil.Map
	list  []types.Type
}

// Add inserts t and reports whether it is new.
func (s *TypeSet) Add(t types.Type) bool {
	if s.index.At(t) != nil {
		return false
	}
	s.list = append(s.list, t)
	s.index.Set(t, len(s.list))
	return true
}

// Has reports whether t is in the set.
func (s *TypeSet) Has(t types.Type) bool { return s.index.At(t) != nil }

// List returns the members in order of insertion. The caller must not change it.
func (s *TypeSet) List() []types.Type { return s.list }
