package transform

// This file looks for addresses of objects that are kept as numbers while their objects can move, and then used as
// addresses. No language construct does so; runtime code could, through package raw. The collector cannot see it, so that is
// refused. Printing such a number, or hashing it, does no harm.

import (
	"fmt"

	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

// checkAddresses reports a number that comes from a Ref and becomes one again, or is used as an address, after an operation
// during which objects can move.
func checkAddresses(g *flowgraph.Graph, collects *Collecting) error {
	from := findAddresses(g)
	if len(from) == 0 {
		return nil
	}
	to := usedAsAddress(g)
	for _, b := range g.Blocks {
		live := map[*flowgraph.Var]bool{}
		use := func(v flowgraph.Value) {
			if x, ok := v.(*flowgraph.Var); ok && from[x] != nil && to[x] {
				live[x] = true
			}
		}
		for _, l := range b.Exits {
			for _, a := range l.Args {
				use(a)
			}
		}
		for i := len(b.Ops) - 1; i >= 0; i-- {
			op := b.Ops[i]
			for _, r := range op.Results {
				delete(live, r)
			}
			if collects.during(op) {
				for v := range live {
					return fmt.Errorf("%s: internal error: %s keeps the address of an object as a number, %s, while the object can move at %s [GCT003]",
						from[v].Pos, g.Name, v, op.Pos)
				}
			}
			for _, a := range op.Args {
				use(a)
			}
		}
	}
	return nil
}

// findAddresses returns the variables of g that hold addresses of objects without being Refs, each with the operation
// that it comes from.
func findAddresses(g *flowgraph.Graph) map[*flowgraph.Var]*flowgraph.Op {
	from := map[*flowgraph.Var]*flowgraph.Op{}
	for {
		known := len(from)
		for _, b := range g.Blocks {
			for _, op := range b.Ops {
				if why := addressFrom(op, from); why != nil && from[op.Results[0]] == nil {
					from[op.Results[0]] = why
				}
			}
			for _, l := range b.Exits {
				if l.Target == g.Return {
					continue
				}
				for i, a := range l.Args {
					if v, ok := a.(*flowgraph.Var); ok && from[v] != nil && from[l.Target.Args[i]] == nil {
						from[l.Target.Args[i]] = from[v]
					}
				}
			}
		}
		if len(from) == known {
			return from
		}
	}
}

// addressFrom returns the operation from which op's result is the address of an object, if it is and is no Ref.
func addressFrom(op *flowgraph.Op, from map[*flowgraph.Var]*flowgraph.Op) *flowgraph.Op {
	switch op.Kind {
	case flowgraph.OpRefToInt, flowgraph.OpCastPtr:
		v, ok := op.Args[0].(*flowgraph.Var)
		switch {
		case !ok || op.Results[0].Typ == flowgraph.Type(lltype.Ref):
			return nil
		case v.Typ == flowgraph.Type(lltype.Ref):
			return op
		}
		return from[v]
	case flowgraph.OpIntAdd, flowgraph.OpIntSub, flowgraph.OpPtrAdd, flowgraph.OpConvert:
		if v, ok := op.Args[0].(*flowgraph.Var); ok && op.Results[0].Typ != flowgraph.Type(lltype.Ref) {
			return from[v]
		}
	}
	return nil
}

// usedAsAddress returns the variables of g, other than Refs, that something uses as addresses.
func usedAsAddress(g *flowgraph.Graph) map[*flowgraph.Var]bool {
	used := map[*flowgraph.Var]bool{}
	use := func(v flowgraph.Value) {
		if x, ok := v.(*flowgraph.Var); ok && x.Typ != flowgraph.Type(lltype.Ref) {
			used[x] = true
		}
	}
	for {
		known := len(used)
		for _, b := range g.Blocks {
			for _, op := range b.Ops {
				switch op.Kind {
				case flowgraph.OpIntToRef:
					use(op.Args[0])
				case flowgraph.OpIntAdd, flowgraph.OpIntSub, flowgraph.OpConvert:
					if used[op.Results[0]] {
						use(op.Args[0])
					}
				default:
					for _, a := range op.Args {
						if a.Type() == flowgraph.Type(lltype.Addr) {
							use(a)
						}
					}
				}
			}
			for _, l := range b.Exits {
				for i, a := range l.Args {
					if l.Target != g.Return && used[l.Target.Args[i]] {
						use(a)
					}
				}
			}
		}
		if len(used) == known {
			return used
		}
	}
}
