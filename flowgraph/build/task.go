package build

// This file builds bodies of graphs, when they are asked for and, while Ahead is on, before that on other processors.

import (
	"fmt"
	"runtime"
	"sync"

	"rgo/flowgraph"
)

// A task is to build the body of a graph. The body is that of a graph of its own until somebody asks for it, so that nobody
// sees one that is in the making, or that is never asked for.
type task struct {
	once    sync.Once
	program *program
	*named
	body     *flowgraph.Graph
	build    func(s scope, body *flowgraph.Graph) error
	mentions []mention // by the body, in order
	err      error
}

// run builds the body, unless that has been done, and waits until it is there.
func (t *task) run() {
	t.once.Do(func() {
		defer func() {
			if r := recover(); r != nil {
				if e, ok := r.(*Error); ok {
					t.err = Errors{e}
					return
				}
				t.err = fmt.Errorf("internal error: building graph %s: %v", t.body.Name, r)
			}
		}()
		if t.err = t.build(scope{t.program, t}, t.body); t.err == nil {
			t.keep()
		}
	})
}

// add notes how to build the graph of n. p.mu is held.
func (p *program) add(n *named, build func(s scope, body *flowgraph.Graph) error) {
	g := n.graph
	body := &flowgraph.Graph{Name: g.Name, Pos: g.Pos, Params: g.Params, Results: g.Results, Captures: g.Captures}
	t := &task{program: p, named: n, body: body, build: build}
	p.tasks[g] = t
	p.ahead.list = append(p.ahead.list, t)
	if p.ahead.more != nil {
		p.ahead.more.Signal()
	}
}

// A queue holds what can be built ahead, in the order in which it was mentioned. program.mu is for it, too.
type queue struct {
	list []*task
	more *sync.Cond // while Ahead is on
	stop bool
}

// Ahead begins to build graphs that have been mentioned on other processors, until stop is called.
func (p *program) Ahead() (stop func()) {
	workers := runtime.GOMAXPROCS(0) - 1
	if workers == 0 {
		return func() {}
	}
	p.mu.Lock()
	p.ahead.more, p.ahead.stop = sync.NewCond(&p.mu), false
	p.mu.Unlock()
	var group sync.WaitGroup
	for range workers {
		group.Go(p.work)
	}
	return func() {
		p.mu.Lock()
		p.ahead.stop = true
		p.ahead.more.Broadcast()
		p.mu.Unlock()
		group.Wait()
		p.ahead.more = nil
	}
}

// work builds what is in the queue until Ahead is off.
func (p *program) work() {
	for {
		p.mu.Lock()
		for len(p.ahead.list) == 0 && !p.ahead.stop {
			p.ahead.more.Wait()
		}
		if p.ahead.stop {
			p.mu.Unlock()
			return
		}
		t := p.ahead.list[0]
		p.ahead.list = p.ahead.list[1:]
		p.mu.Unlock()
		t.run()
	}
}
