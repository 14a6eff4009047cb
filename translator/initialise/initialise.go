// Package initialise runs package initialisers at translation time.
//
// In comes a program at stage flow with its Inits. Each is run on the evaluator, in order. What they leave in memory is
// frozen: it becomes the initial content of the globals, and objects that the globals lead to. An initialiser that cannot
// finish, because it calls the outside world, panics, or takes too long, is undone, and so are the initialisers of all
// packages that import its package: these run at start-up, in the same order, before main. Afterwards Inits is empty.
package initialise

import (
	"errors"
	"fmt"
	"go/types"
	"strings"

	"rgo/flowgraph"
	"rgo/flowgraph/eval"
)

// DefaultSteps is the number of jumps and calls that one initialiser may take.
const DefaultSteps = 100_000_000

// A Deferral is a package whose initialiser runs at start-up.
type Deferral struct {
	Path   string
	Reason error
}

// errImport is the reason of a package that imports a deferred one.
type importError struct{ path string }

func (e *importError) Error() string {
	return "imports " + e.path + ", which is initialised at start-up"
}

// Run runs the initialisers of p and freezes the heap. steps limits each; 0 is DefaultSteps. It returns the packages
// that are left to start-up.
func Run(p *flowgraph.Program, steps int64) (deferred []Deferral, err error) {
	if steps == 0 {
		steps = DefaultSteps
	}
	if p.Source != nil {
		defer p.Source.Ahead()()
	}
	m := eval.New(p, eval.Options{Depth: 1 << 22})
	late := map[string]bool{}
	var graphs []*flowgraph.Graph
	for _, init := range p.Inits {
		reason := importsLate(init, late)
		if reason == nil {
			reason, err = run(m, init, steps)
			if err != nil {
				return nil, err
			}
		}
		if reason != nil {
			late[init.Path] = true
			deferred = append(deferred, Deferral{init.Path, reason})
			graphs = append(graphs, init.Graph)
		}
	}
	if err := freeze(m); err != nil {
		return nil, err
	}
	for _, g := range p.Globals {
		g.Deferred = late[packageOf(g.Name)]
	}
	p.Inits = nil
	if len(graphs) > 0 {
		atStartup(p, graphs)
	}
	return deferred, nil
}

func importsLate(init flowgraph.PackageInit, late map[string]bool) error {
	for _, path := range init.Imports {
		if late[path] {
			return &importError{path}
		}
	}
	return nil
}

// run runs one initialiser. reason is why it has been undone, nil if it has not; err is an error of the program or tool.
func run(m *eval.Machine, init flowgraph.PackageInit, steps int64) (reason, err error) {
	m.Begin(steps)
	if err := m.Run(init.Graph); err != nil {
		m.Rollback()
		var fault *eval.Fault
		if errors.As(err, &fault) && fault.Build != nil {
			return nil, fault.Build
		}
		return err, nil
	}
	m.End()
	return nil, nil
}

func freeze(m *eval.Machine) error {
	if err := m.Freeze(); err != nil {
		return fmt.Errorf("internal error: freezing the heap: %w", err)
	}
	return nil
}

// packageOf returns the path of the package that a global belongs to: "a/b.x" belongs to "a/b".
func packageOf(name string) string {
	slash := strings.LastIndexByte(name, '/')
	if dot := strings.IndexByte(name[slash+1:], '.'); dot >= 0 {
		return name[:slash+1+dot]
	}
	return name
}

// atStartup makes the entry call the initialisers. A panic in one ends the program as in main:
//
//	runtime.Init(); try rgo.inits; if it threw, runtime.Fatal(); else go on as before
func atStartup(p *flowgraph.Program, inits []*flowgraph.Graph) {
	g := &flowgraph.Graph{Name: "rgo.inits", Doc: "package initialisers left to start-up"}
	b := g.NewBlock()
	g.Start, g.Return = b, g.NewBlock()
	for _, init := range inits {
		b.Ops = append(b.Ops, &flowgraph.Op{Kind: flowgraph.OpCall, Aux: init})
	}
	b.Exits = []*flowgraph.Link{{Target: g.Return}}
	g.Relink()
	p.Graphs = append(p.Graphs, g)

	// The entry's start block is: calls; ok = try main.main; a branch on ok, whose second exit is the fatal block.
	e := p.Entry
	first, n := e.Start, len(e.Start.Ops)-1
	rest := e.NewBlock()
	rest.Ops, rest.Switch, rest.Exits = first.Ops[n:], first.Switch, first.Exits
	ok := e.NewVar("ok", types.Typ[types.Bool])
	first.Ops = append(first.Ops[:n:n], &flowgraph.Op{Kind: flowgraph.OpTry, Aux: g, Results: []*flowgraph.Var{ok}})
	first.Switch = ok
	first.Exits = []*flowgraph.Link{
		{Target: rest, Case: flowgraph.NewConst(types.Typ[types.Bool], true)},
		{Target: rest.Exits[1].Target, Case: flowgraph.NewConst(types.Typ[types.Bool], false)},
	}
	e.Relink()
}
