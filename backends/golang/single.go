package golang

// This file prints single functions of a program, for those who want to see what becomes of one without waiting for all.

import (
	"fmt"
	"go/format"

	"rgo/flowgraph"
)

// A Printer prints functions.
type Printer struct{ program *program }

// NewPrinter prepares what functions share. The program must be at stage Lowered.
func NewPrinter(source *flowgraph.Program) (*Printer, error) {
	if source.Stage != flowgraph.Lowered {
		return nil, fmt.Errorf("internal error: the Go backend needs a program at stage lowered, not %s", source.Stage)
	}
	p, err := newProgram(source, Options{Lines: LineComments})
	if err != nil {
		return nil, err
	}
	return &Printer{p}, nil
}

// Name returns the name of g in the printed package.
func (x *Printer) Name(g *flowgraph.Graph) string { return x.program.names[g] }

// Function returns g as Go source, with a comment wherever the line that it comes from changes.
func (x *Printer) Function(g *flowgraph.Graph) ([]byte, error) {
	text := x.program.printFunction(g)
	x.program.mu.Lock()
	defer x.program.mu.Unlock()
	if len(x.program.faults) > 0 {
		err := x.program.faultError()
		x.program.faults = nil
		return nil, err
	}
	return format.Source(text)
}
