package translator

// This file names the stages for people.

import (
	"fmt"
	"strings"

	"rgo/flowgraph"
)

var stages = []flowgraph.Stage{flowgraph.Flow, flowgraph.Annotated, flowgraph.Rtyped, flowgraph.Optimized, flowgraph.Lowered}

// ParseStage returns the stage called name.
func ParseStage(name string) (flowgraph.Stage, error) {
	for _, s := range stages {
		if s.String() == name {
			return s, nil
		}
	}
	return 0, &UsageError{fmt.Sprintf("unknown stage %q: use %s", name, StageNames())}
}

// StageNames lists the stages for people.
func StageNames() string {
	var names []string
	for _, s := range stages {
		names = append(names, s.String())
	}
	return strings.Join(names, ", ")
}
