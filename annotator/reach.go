package annotator

// This file finds what can run: the closed world. It follows calls, function values, and, for every interface method
// that live code invokes, the methods of every type that live code (or the frozen heap) puts in an interface.

import (
	"fmt"
	"go/types"

	"golang.org/x/tools/go/types/typeutil"

	"rgo/flowgraph"
)

// Options steer Run.
type Options struct {
	// RuntimeRoots are full names of runtime functions that later stages call, besides Program.Roots.
	RuntimeRoots []string
	// NoValues leaves out the value analysis: only reachability is computed.
	NoValues bool
	// Beside, if not nil, is called with the program's graphs at a time when nothing changes them, perhaps in a goroutine of its own.
	Beside func(graphs []*flowgraph.Graph)
}

// Run annotates p. Errors are those of building graphs.
func Run(p *flowgraph.Program, o Options) (*Facts, error) {
	r := &reacher{
		known: map[[2]types.Type]bool{},
		f: &Facts{
			prog:     p,
			isLive:   map[*flowgraph.Graph]bool{},
			isObject: map[*flowgraph.Object]bool{},
			dyn:      &TypeSet{},
			isTaken:  map[*flowgraph.Graph]bool{},
			invokes:  map[*flowgraph.Op]bool{},
			reason:   map[*flowgraph.Graph]Reason{},
			methods:  map[methodOf]*flowgraph.Graph{},
		},
	}
	r.reach(p.Entry, Reason{How: "root"})
	for _, g := range p.Roots {
		r.reach(g, Reason{How: "root"})
	}
	for _, name := range o.RuntimeRoots {
		g := p.Source.Runtime(name)
		if g == nil {
			return nil, fmt.Errorf("internal error: the runtime has no function %s", name)
		}
		r.reach(g, Reason{How: "root"})
		p.Roots = append(p.Roots, g)
	}
	stop := p.Source.Ahead()
	err := r.run()
	stop()
	if err != nil {
		return nil, err
	}
	p.Graphs = r.f.reached
	p.Stage = flowgraph.Annotated
	if !o.NoValues {
		r.f.analyseValues(o.Beside)
	} else if o.Beside != nil {
		o.Beside(p.Graphs)
	}
	return r.f, nil
}

// reacher computes reachability by a worklist of graphs; invokes and dynamic types meet pairwise.
type reacher struct {
	f       *Facts
	next    int // index in f.reached of the next graph to scan
	methods []invoked
	precise bool                   // dynamic types and callees are known for each operation
	seen    typeutil.Map           // interface type to the map[flowgraph.Method]bool of its methods in methods
	known   map[[2]types.Type]bool // whether a type implements an interface; types may come under several pointers
}

// An invoked is an interface method that live code calls.
type invoked struct {
	iface  types.Type
	method *flowgraph.Method
	by     *flowgraph.Graph
	pos    flowgraph.Pos
}

func (r *reacher) run() error {
	for r.next < len(r.f.reached) {
		g := r.f.reached[r.next]
		r.next++
		if err := r.f.prog.Source.Build(g); err != nil {
			return err
		}
		r.scan(g)
	}
	return nil
}

func (r *reacher) reach(g *flowgraph.Graph, why Reason) {
	if g == nil || r.f.isLive[g] {
		return
	}
	r.f.isLive[g] = true
	r.f.reason[g] = why
	r.f.reached = append(r.f.reached, g)
}

func (r *reacher) scan(g *flowgraph.Graph) {
	for _, b := range g.Blocks {
		for _, op := range b.Ops {
			for _, a := range op.Args {
				r.value(g, a, op.Pos)
			}
			r.op(g, op)
		}
		for _, l := range b.Exits {
			for _, a := range l.Args {
				r.value(g, a, b.Pos)
			}
		}
	}
}

func (r *reacher) op(g *flowgraph.Graph, op *flowgraph.Op) {
	switch op.Kind {
	case flowgraph.OpCall, flowgraph.OpTry, flowgraph.OpSwitchStack:
		r.reach(op.Aux.(*flowgraph.Graph), Reason{g, op.Pos, "called"})
	case flowgraph.OpMakeClosure:
		r.take(op.Aux.(*flowgraph.Graph), Reason{g, op.Pos, "used as a value"})
	case flowgraph.OpMakeIface:
		r.dynamic(op.Args[0].Type().(types.Type))
	case flowgraph.OpInvoke:
		if r.precise {
			for _, t := range r.f.InvokeTargets(op) {
				r.reach(t.Graph, Reason{g, op.Pos, "method of a dynamic type"})
			}
			return
		}
		r.invoke(invoked{op.Args[0].Type().(types.Type), op.Aux.(*flowgraph.Method), g, op.Pos})
	case flowgraph.OpDeferredVariant:
		if r.precise {
			for _, h := range r.f.Callees(op.Args[0]) {
				r.reach(h.Deferred, Reason{g, op.Pos, "deferred"})
			}
			return
		}
		if sig, ok := op.Args[0].Type().(types.Type).Underlying().(*types.Signature); ok {
			r.wantVariants(r.f.shapeOf(sig), op.Pos)
		}
	}
}

// value notes what a constant operand keeps alive.
func (r *reacher) value(g *flowgraph.Graph, v flowgraph.Value, pos flowgraph.Pos) {
	c, ok := v.(*flowgraph.Const)
	if !ok {
		return
	}
	switch x := c.Val.(type) {
	case *flowgraph.Graph:
		r.take(x, Reason{g, pos, "used as a value"})
	case flowgraph.Pointer:
		r.object(g, x.Obj, pos)
	}
}

// object notes a frozen object and all it leads to, without recursion: frozen lists can be long.
func (r *reacher) object(g *flowgraph.Graph, o *flowgraph.Object, pos flowgraph.Pos) {
	if o == nil || r.f.isObject[o] {
		return
	}
	queue := []*flowgraph.Object{o}
	r.f.isObject[o] = true
	var leaf func(x any)
	leaf = func(x any) {
		switch x := x.(type) {
		case flowgraph.Pointer:
			if x.Obj != nil && !r.f.isObject[x.Obj] {
				r.f.isObject[x.Obj] = true
				queue = append(queue, x.Obj)
			}
		case flowgraph.SliceValue:
			leaf(x.Data)
		case flowgraph.FuncValue:
			r.take(x.Graph, Reason{g, pos, "used as a value"})
			for _, b := range x.Bound {
				leaf(b)
			}
		case flowgraph.IfaceValue:
			r.dynamic(x.Type)
			for _, l := range x.Leaves {
				leaf(l)
			}
		}
	}
	for len(queue) > 0 {
		o := queue[0]
		queue = queue[1:]
		r.f.objects = append(r.f.objects, o)
		for _, l := range o.Leaves {
			leaf(l)
		}
	}
}

// take notes that g is used as a function value.
func (r *reacher) take(g *flowgraph.Graph, why Reason) {
	r.reach(g, why)
	if g == nil || r.f.isTaken[g] {
		return
	}
	r.f.isTaken[g] = true
	r.f.taken = append(r.f.taken, g)
	s := r.f.graphShape(g)
	s.taken = append(s.taken, g)
	if s.variants {
		r.reach(g.Deferred, Reason{g, g.Pos, "deferred"})
	}
}

func (r *reacher) wantVariants(s *shape, pos flowgraph.Pos) {
	if s.variants {
		return
	}
	s.variants = true
	for _, g := range s.taken {
		r.reach(g.Deferred, Reason{g, pos, "deferred"})
	}
}

// dynamic notes that values of type t are put in interfaces.
func (r *reacher) dynamic(t types.Type) {
	if types.IsInterface(t) || !r.f.dyn.Add(t) {
		return
	}
	for _, m := range r.methods {
		r.meet(t, m)
	}
}

func (r *reacher) invoke(m invoked) {
	seen, _ := r.seen.At(m.iface).(map[flowgraph.Method]bool)
	if seen == nil {
		seen = map[flowgraph.Method]bool{}
		r.seen.Set(m.iface, seen)
	}
	if seen[*m.method] {
		return
	}
	seen[*m.method] = true
	r.methods = append(r.methods, m)
	for _, t := range r.f.dyn.List() {
		r.meet(t, m)
	}
}

// meet reaches the method that dynamic type t has for the interface method m.
func (r *reacher) meet(t types.Type, m invoked) {
	pair := [2]types.Type{t, m.iface}
	implements, known := r.known[pair]
	if !known {
		implements = flowgraph.Implements(t, m.iface)
		r.known[pair] = implements
	}
	if !implements {
		return
	}
	g := r.f.method(t, m.method)
	r.reach(g, Reason{m.by, m.pos, "method of a dynamic type"})
}
