package build

// This file builds everything that a program may reach, to find what is refused only when graphs are built. It reaches
// more than the annotator does, so only what it says about the program's own packages is a fault.

import (
	"errors"
	"go/types"

	"golang.org/x/tools/go/types/typeutil"

	"rgo/flowgraph"
)

// Check builds every graph of l's program p that may be reached and returns what is refused in the program's own packages,
// as Errors, or nil.
func Check(l *Loaded, p *flowgraph.Program) error {
	own := map[string]bool{}
	for _, pkg := range l.Packages {
		if pkg.Origin == User {
			for _, f := range pkg.Files {
				own[position(l.Fset, f.Pos()).File] = true
			}
		}
	}
	r := newReacher(p)
	r.run()
	var found Errors
	for _, err := range r.failed {
		var list Errors
		if !errors.As(err, &list) {
			return err
		}
		for _, e := range list {
			if own[e.Pos.File] {
				found = append(found, e)
			}
		}
	}
	return found.err()
}

// A reacher builds every graph that is reached from some, going by static calls, mentioned functions and the method sets
// of types that become interfaces.
type reacher struct {
	p      *flowgraph.Program
	seen   map[*flowgraph.Graph]bool
	types  typeutil.Map // types that become interfaces
	work   []*flowgraph.Graph
	all    []*flowgraph.Graph
	failed map[*flowgraph.Graph]error
	first  error
}

// newReacher returns a reacher that starts from the entry and the package initialisers.
func newReacher(p *flowgraph.Program) *reacher {
	r := &reacher{p: p, seen: map[*flowgraph.Graph]bool{}, failed: map[*flowgraph.Graph]error{}}
	r.add(p.Entry)
	for _, init := range p.Inits {
		r.add(init.Graph)
	}
	return r
}

func (r *reacher) add(g *flowgraph.Graph) {
	if g != nil && !r.seen[g] {
		r.seen[g] = true
		r.work = append(r.work, g)
	}
}

func (r *reacher) run() {
	for len(r.work) > 0 {
		g := r.work[0]
		r.work = r.work[1:]
		if err := r.p.Source.Build(g); err != nil {
			r.failed[g] = err
			if r.first == nil {
				r.first = err
			}
			continue
		}
		r.all = append(r.all, g)
		for _, b := range g.Blocks {
			for _, op := range b.Ops {
				if callee, ok := op.Aux.(*flowgraph.Graph); ok {
					r.add(callee)
				}
				if op.Kind == flowgraph.OpMakeIface {
					r.methods(op.Args[0].Type().(types.Type))
				}
			}
			b.Operands(func(v *flowgraph.Value) {
				if c, ok := (*v).(*flowgraph.Const); ok {
					if callee, ok := c.Val.(*flowgraph.Graph); ok {
						r.add(callee)
					}
				}
			})
		}
	}
}

// methods adds the methods of a type that becomes an interface.
func (r *reacher) methods(t types.Type) {
	if r.types.At(t) != nil {
		return
	}
	r.types.Set(t, true)
	set := types.NewMethodSet(t)
	for i := range set.Len() {
		m := set.At(i).Obj()
		r.add(r.p.Source.Method(t, m.Pkg(), m.Name(), false))
	}
}

// reach builds every graph that p reaches. It returns the graphs and the first error.
func reach(p *flowgraph.Program) ([]*flowgraph.Graph, error) {
	r := newReacher(p)
	r.run()
	return r.all, r.first
}
