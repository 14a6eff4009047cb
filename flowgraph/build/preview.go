package build

// This file looks at functions before their graphs are built. Graphs are built one after another, because what one
// mentions gets its name then. What can be told of a function by itself, without a name for anything, is found on another
// processor meanwhile: with the order of its instructions that is a quarter of the work.

import (
	"go/token"
	"sync"

	"golang.org/x/tools/go/ssa"
)

// maxAhead is how many functions are looked at ahead at a time. A function for which there is no room is looked at when
// its graph is built.
const maxAhead = 64

// A preview is what is known of a function by itself.
type preview struct {
	once   sync.Once
	orders map[*ssa.BasicBlock][]ssa.Instruction // in which its instructions are evaluated
	names  map[ssa.Value]string                  // that the source gives to values
	unread map[token.Pos]bool                    // see unread
}

// look finds what is known of fn.
func (v *preview) look(fn *ssa.Function) {
	v.once.Do(func() {
		syntax := fn.Syntax()
		extents, exprs := statements(syntax), indexExprs(syntax)
		orders := make(map[*ssa.BasicBlock][]ssa.Instruction, len(fn.Blocks))
		for _, sb := range fn.Blocks {
			orders[sb] = evaluationOrder(sb, extents, exprs)
		}
		v.names, v.unread, v.orders = sourceNames(fn), unread(syntax), orders
	})
}

// lookAhead begins to look at fn, whose graph will be built.
func (p *program) lookAhead(fn *ssa.Function) {
	if len(fn.Blocks) == 0 || p.previews[fn] != nil {
		return
	}
	select {
	case p.ahead <- struct{}{}:
	default:
		return
	}
	v := new(preview)
	p.previews[fn] = v
	go func() {
		defer func() {
			_ = recover() // it fails again, and is reported, where the graph is built
			<-p.ahead
		}()
		v.look(fn)
	}()
}

// preview returns what is known of fn.
func (p *program) preview(fn *ssa.Function) *preview {
	v := p.previews[fn]
	if v == nil {
		v = new(preview)
		p.previews[fn] = v
	}
	if v.look(fn); v.orders == nil {
		v = new(preview)
		v.look(fn)
	}
	return v
}
