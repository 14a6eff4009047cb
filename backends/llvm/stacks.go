package llvm

// This file is operation switch_stack: a call of the start-up code, which programs without it are not linked with.

import (
	"fmt"
	"maps"
	"slices"
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

// poll asks for a flag that another OS thread sets.
func poll(f *function, o *flowgraph.Op) {
	flag := f.temp(types.I64, "load atomic i64, ", f.m.state("rgo_poll"), " monotonic, align 8")
	f.define(o, 0, "icmp ne ", flag.String(), ", 0")
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

// usesExtern reports whether p calls the external function.
func usesExtern(p *flowgraph.Program, name string) bool {
	for _, g := range p.Graphs {
		for _, b := range g.Blocks {
			for _, op := range b.Ops {
				if n, ok := op.Extern(); ok && n == name {
					return true
				}
			}
		}
	}
	return false
}

// switchesStacks reports whether p has goroutines.
func switchesStacks(p *flowgraph.Program) bool { return hasOp(p, flowgraph.OpSwitchStack) }

// blockDefines returns the offsets of the words of a control block, for the preprocessor.
func blockDefines() string {
	words := flowgraph.BlockWords()
	names := slices.Sorted(maps.Keys(words))
	var b strings.Builder
	for _, name := range names {
		fmt.Fprintf(&b, "#define BLOCK_%s %d\n", strings.ToUpper(name), words[name])
	}
	return b.String()
}

// findHelp returns the function of the collector that threads call which help it, or nil.
func findHelp(p *flowgraph.Program) *flowgraph.Graph {
	for _, g := range p.Graphs {
		if g.Name == "rgo/runtime/gc/marksweep.Help" {
			return g
		}
	}
	return nil
}

// parallelDefine tells the support code that goroutines run at the same time.
const parallelDefine = "#define RGO_FREE 1\n"

// startWithStacks returns start.c with what goroutines need.
func startWithStacks(p *flowgraph.Program) ([]byte, error) {
	var text strings.Builder
	if hasOp(p, flowgraph.OpRootEnter) {
		text.WriteString("#define RGO_SHADOW 1\n")
	}
	text.WriteString(blockDefines())
	names := []string{"start.c", "stacks.c"}
	if p.RunsInParallel() {
		text.WriteString(parallelDefine)
		names = append(names, "free.c", "helpers.c", "company.c", "alonelog.c")
	} else if usesExtern(p, "machines_start") {
		text.WriteString("#define RGO_MACHINES 1\n")
		names = append(names, "machines.c")
	}
	for _, name := range names {
		part, err := support.ReadFile("support/" + name)
		if err != nil {
			return nil, err
		}
		text.Write(part)
	}
	return []byte(text.String()), nil
}
