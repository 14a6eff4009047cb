package golang

// This file picks values that are computed again wherever they are used, instead of being kept in a variable: cheap ones
// that are used far away, such as the next program counter in a dispatch loop. A variable for each would have to be
// spilled at the head of the loop; what they are computed from is there anyway.

import (
	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

// maxAgain is how many operations are repeated for one value.
const maxAgain = 3

// cheap reports whether op is a single instruction with one variable operand, and returns that.
func (p *plan) cheap(op *flowgraph.Op) (*flowgraph.Var, bool) {
	if op == nil || len(op.Args) == 0 {
		return nil, false
	}
	operand, ok := p.value(op.Args[0]).(*flowgraph.Var)
	if !ok {
		return nil, false
	}
	switch op.Kind {
	case flowgraph.OpIntAdd, flowgraph.OpIntSub, flowgraph.OpIntAnd, flowgraph.OpIntShl, flowgraph.OpIntShr:
		_, ok := p.value(op.Args[1]).(*flowgraph.Const)
		return operand, ok
	case flowgraph.OpConvert:
		from, to := prim(op.Args[0].Type()), prim(op.Results[0].Typ)
		return operand, from.IsInt() && to.IsInt() && from != lltype.Bool
	}
	return nil, false
}

// findAgain picks the values, from the uses counted so far. It reports whether there are any.
func (p *plan) findAgain() bool {
	found := false
	for _, n := range p.nodes {
		for _, op := range n.block.Ops {
			if len(op.Results) != 1 {
				continue
			}
			d := &p.vars[op.Results[0].ID]
			if d.uses < 2 || !d.far {
				continue
			}
			var chain []*variable
			for at := d; ; {
				operand, ok := p.cheap(at.op)
				if !ok || len(chain) == maxAgain {
					chain = nil
					break
				}
				chain = append(chain, at)
				next := &p.vars[operand.ID]
				if next.far || next.merges || next.op == nil || next.again {
					break
				}
				if next.uses != 1 {
					break
				}
				at = next
			}
			for _, c := range chain {
				c.again = true
				found = true
			}
		}
	}
	return found
}

// computeAgain returns the expression for a value picked by findAgain.
func (f *function) computeAgain(op *flowgraph.Op) expr {
	switch op.Kind {
	case flowgraph.OpConvert:
		return f.conversion(op)
	case flowgraph.OpIntShl:
		return f.shift(op, "<<")
	case flowgraph.OpIntShr:
		return f.shift(op, ">>")
	}
	return f.binary(op, binaries[op.Kind])
}
