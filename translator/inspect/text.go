package inspect

// This file writes the text form of one graph.

import (
	"fmt"
	"io"

	"rgo/flowgraph"
	"rgo/flowgraph/draw"
)

// writeText writes the text form of a graph, and under it, at stage annotated, what is known about its variables.
func (p *Program) writeText(w io.Writer, name string, stage flowgraph.Stage, d *draw.Graph) error {
	if err := flowgraph.PrintGraph(w, p.Graph(name, stage)); err != nil || stage != flowgraph.Annotated {
		return err
	}
	line := func(v draw.Var) error {
		if v.Note == "" {
			return nil
		}
		_, err := fmt.Fprintf(w, "// %s: %s\n", v.Name, v.Note)
		return err
	}
	for _, b := range d.Blocks {
		for _, a := range b.Args {
			if err := line(a); err != nil {
				return err
			}
		}
		for _, op := range b.Ops {
			for _, r := range op.Results {
				if err := line(r); err != nil {
					return err
				}
			}
		}
	}
	return nil
}
