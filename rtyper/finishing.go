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
	list   chan []*flowgraph.Graph
	next   []*flowgraph.Graph // to be put on the list
	done   chan struct{}
	failed string // what finish has panicked with
}

func startFinishing() *finishing {
	f := &finishing{list: make(chan []*flowgraph.Graph, 1024), done: make(chan struct{})}
	go func() {
		defer close(f.done)
		for list := range f.list {
			for _, g := range list {
				f.finish(g)
			}
		}
	}()
	return f
}

// together is how many graphs are put on the list at a time: to wake the other goroutine takes longer than to finish a small one.
const together = 32

// add puts g on the list.
func (f *finishing) add(g *flowgraph.Graph) {
	if f.next = append(f.next, g); len(f.next) == together {
		f.list <- f.next
		f.next = nil
	}
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
	f.list <- f.next
	close(f.list)
	<-f.done
	if f.failed != "" {
		panic(f.failed)
	}
}
