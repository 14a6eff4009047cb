package annotator

import (
	"go/types"

	"rgo/flowgraph"
)

// values holds the facts about variables.
type values struct{}

func (f *Facts) analyseValues() error { return nil }

func (v *values) typesOf(flowgraph.Value) ([]types.Type, bool)         { return nil, false }
func (v *values) calleesOf(flowgraph.Value) ([]*flowgraph.Graph, bool) { return nil, false }
func (v *values) nonNil(flowgraph.Value) bool                          { return false }
func (v *values) rangeOf(flowgraph.Value) (lo, hi int64, ok bool)      { return 0, 0, false }
