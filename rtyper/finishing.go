package rtyper

// This file finishes graphs on another processor while the next ones are lowered: lowering gives out names, type ids and
// static data in order, so that it is done by one, but finishing a graph concerns nothing else.

import (
	"fmt"
	"runtime/debug"

	"rgo/flowgraph"
)

// finishing is a goroutine that finishes graphs.
type finishing struct {
	list   chan *flowgraph.Graph
	done   chan struct{}
	failed string // what finish has panicked with
}

func startFinishing() *finishing {
	f := &finishing{list: make(chan *flowgraph.Graph, 1024), done: make(chan struct{})}
	go func() {
		defer close(f.done)
		for g := range f.list {
			f.finish(g)
		}
	}()
	return f
}

func (f *finishing) finish(g *flowgraph.Graph) {
	defer func() {
		if e := recover(); e != nil && f.failed == "" {
			f.failed = fmt.Sprintf("finishing %s: %v\n%s", g.Name, e, debug.Stack())
		}
	}()
	finish(g)
}

// wait waits until everything on the list, which gets no longer, is finished. A panic becomes one of the caller.
func (f *finishing) wait() {
	close(f.list)
	<-f.done
	if f.failed != "" {
		panic(f.failed)
	}
}
