package rtyper

// This file finds stores that need no write barrier because of a promise: a field with the tag rgo:"rooted" holds slices
// of arrays that package rlib/gc made, which the collector looks at in every collection.

import (
	"go/types"
	"reflect"

	"rgo/flowgraph"
)

// rootedTag is the value of the tag.
const rootedTag = "rooted"

// findRooted returns the variables of g, a flow graph, that are slices loaded from such fields, pieces of them, the same of
// another type, or addresses of their elements. An argument of a block is one if all that is passed to it are: that is
// assumed of all arguments at first, and taken back until it holds.
func findRooted(g *flowgraph.Graph) map[*flowgraph.Var]bool {
	rooted := map[*flowgraph.Var]bool{}
	found := false
	for _, b := range g.Blocks {
		fields := map[*flowgraph.Var]bool{} // addresses of fields with the tag
		for _, op := range b.Ops {
			if op.Kind == flowgraph.OpFieldAddr && isRootedField(op) {
				fields[op.Result()] = true
			}
			if op.Kind == flowgraph.OpLoad && fields[asVar(op.Args[0])] {
				rooted[op.Result()] = true
				found = true
			}
		}
	}
	if !found {
		return nil
	}
	for _, b := range g.Blocks {
		if b == g.Start {
			continue
		}
		for _, a := range b.Args {
			switch a.Typ.(types.Type).Underlying().(type) {
			case *types.Slice, *types.Pointer:
				rooted[a] = true
			}
		}
	}
	for changed := true; changed; {
		changed = false
		for _, b := range g.Blocks {
			for _, op := range b.Ops {
				if op.Kind == flowgraph.OpSlice || op.Kind == flowgraph.OpIndexAddr || op.Kind == flowgraph.OpRetype {
					if from := rooted[asVar(op.Args[0])]; from != rooted[op.Result()] {
						rooted[op.Result()] = from
						changed = true
					}
				}
			}
			for _, l := range b.Exits {
				for i, a := range l.Args {
					if i < len(l.Target.Args) && rooted[l.Target.Args[i]] && !rooted[asVar(a)] {
						delete(rooted, l.Target.Args[i])
						changed = true
					}
				}
			}
		}
	}
	return rooted
}

func isRootedField(op *flowgraph.Op) bool {
	p, ok := flowType(op.Args[0]).Underlying().(*types.Pointer)
	if !ok {
		return false
	}
	s, ok := p.Elem().Underlying().(*types.Struct)
	return ok && reflect.StructTag(s.Tag(int(op.Aux.(int64)))).Get("rgo") == rootedTag
}

func asVar(v value) *flowgraph.Var {
	x, _ := v.(*flowgraph.Var)
	return x
}
