package llvm

// This file compiles single functions of a program, for those who want to see what becomes of one without waiting for
// all: as LLVM IR, and as assembly. Small functions that it calls come along, as in a build in parts.

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"

	"rgo/backends/parts"
	"rgo/flowgraph"
)

// A Printer makes modules of one function each. It can be used by several goroutines.
type Printer struct {
	program *program
	options Options
}

// NewPrinter prepares what modules share. The program must be at stage Lowered; positions are always written.
func NewPrinter(p *flowgraph.Program, o Options) (*Printer, error) {
	if p.Stage != flowgraph.Lowered {
		return nil, fmt.Errorf("internal error: llvm backend: program is at stage %s", p.Stage)
	}
	o.Debug = true
	q := newProgram(p, o)
	q.whole = false
	for _, g := range p.Graphs {
		q.copied[g] = o.Opt > 0 && !q.allocators[g] && parts.WorthCopying(g)
	}
	return &Printer{q, o}, nil
}

// Symbol returns the linker symbol of g.
func (x *Printer) Symbol(g *flowgraph.Graph) string { return x.program.names[g] }

// Module returns the text of a module that defines g and declares what it uses.
func (x *Printer) Module(g *flowgraph.Graph) ([]byte, error) {
	m := newModule(x.program)
	if err := m.addGraphs([]*flowgraph.Graph{g}); err != nil {
		return nil, err
	}
	var text bytes.Buffer
	err := m.writeTo(&text)
	return text.Bytes(), err
}

// Assembly compiles a module to assembly in Intel's syntax, at the optimization level of the options.
func (x *Printer) Assembly(ctx context.Context, module []byte) ([]byte, error) {
	tools, err := FindToolchain()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "rgo-function-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	in, out := filepath.Join(dir, "function.ll"), filepath.Join(dir, "function.s")
	if err := os.WriteFile(in, module, 0o666); err != nil {
		return nil, err
	}
	if err := tools.run(ctx, append(tools.compileFlags(x.options.Opt), "-S", "-masm=intel", in, "-o", out)...); err != nil {
		return nil, err
	}
	return os.ReadFile(out)
}
