package llvm

// This file is operation switch_stack: a call of the start-up code, which programs without it are not linked with.

import (
	"strings"

	"github.com/llir/llvm/ir/types"

	"rgo/flowgraph"
)

func switchStack(f *function, o *flowgraph.Op) {
	g, ok := o.Aux.(*flowgraph.Graph)
	if !ok {
		f.fail(o, "Aux is %T, not a graph", o.Aux)
	}
	to := f.word(f.value(o.Args[0]), primOf(o.Args[0]), 'p')
	routine := f.m.declare("rgo_switch", types.Void, ptr{}, ptr{})
	f.emit("call void ", routine, "(", to.String(), ", ptr ", f.m.function(g), ")")
}

// hasOp reports whether an operation of p is of the given kind.
func hasOp(p *flowgraph.Program, kind flowgraph.OpKind) bool {
	for _, g := range p.Graphs {
		for _, b := range g.Blocks {
			for _, op := range b.Ops {
				if op.Kind == kind {
					return true
				}
			}
		}
	}
	return false
}

// switchesStacks reports whether p has goroutines.
func switchesStacks(p *flowgraph.Program) bool { return hasOp(p, flowgraph.OpSwitchStack) }

// startWithStacks returns start.c with what goroutines need.
func startWithStacks(p *flowgraph.Program) ([]byte, error) {
	var text strings.Builder
	if hasOp(p, flowgraph.OpRootEnter) {
		text.WriteString("#define RGO_SHADOW 1\n")
	}
	for _, name := range []string{"start.c", "stacks.c"} {
		part, err := support.ReadFile("support/" + name)
		if err != nil {
			return nil, err
		}
		text.Write(part)
	}
	return []byte(text.String()), nil
}
