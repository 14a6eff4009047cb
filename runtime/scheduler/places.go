//go:build rgo_free

package scheduler

// This file is for goroutines that share places for their stacks, of which there are very many: see backends/llvm/support/stacks.c. Of those
// with the same place one can run, on whatever machine, and it has the place until it hands over to another one. Who is ready
// meanwhile stays in the queue. So nobody may keep a place who waits for the system: the idle goroutine of the machine makes the call then.

import "rgo/runtime/raw"

// hasPlace reports whether this machine can go on with g: none other runs in its place.
//
//rgo:inline
func hasPlace(g *G) bool { return g.class != shared || raw.StackTaken(g.stack) == 0 }

// someoneHasPlace reports whether a machine could run one of those that are ready.
func someoneHasPlace() bool {
	for g := sched.ready.first; g != nil; g = g.next {
		if hasPlace(g) {
			return true
		}
	}
	return false
}

// placed returns g, or, if its place is taken, the goroutine to go on with until it is not.
func placed(g *G) *G {
	if hasPlace(g) {
		return g
	}
	sched.ready.PutFirst(g)
	return pick()
}

// leavePlace has a machine look who is ready: it may be one that waited for the place of me.
func leavePlace(me *G) {
	if me.class == shared && !sched.ready.Empty() {
		wake()
	}
}

// A request is a call that an idle goroutine makes for another one.
type request struct {
	call   Call
	by, to *G
	result int
	next   *request
}

// requests are those that nobody has seen yet.
var requests *request

// elsewhere makes the call for a goroutine that leaves its place. What is there cannot be used during the call.
func (c *Call) elsewhere() int {
	var b outside
	r := &request{call: *c, by: current()}
	inside := c.isInside()
	if inside {
		r.call.Pointers = b.take(c)
	}
	before := raw.BeAway()
	raw.Lock()
	idle := (*G)(raw.Pointer(raw.Local(raw.MachineIdle)))
	r.to, r.next = idle, requests
	requests = r
	machines.calls++
	handOver(idle)
	raw.Unlock()
	raw.Return(before)
	if inside {
		b.give(c)
	}
	return r.result
}

// isInside reports whether c refers to the stack that runs.
func (c *Call) isInside() bool {
	low, high := raw.Address(raw.StackPointer()), raw.Address(raw.StackTop())
	for _, p := range c.Pointers {
		if a := uintptr(p); low <= a && a < high {
			return true
		}
	}
	return false
}

// serve makes the call that somebody wants from g, the idle goroutine of this machine, if there is one. It has the lock.
func serve(g *G) {
	at := &requests
	for *at != nil && (*at).to != g {
		at = &(*at).next
	}
	r := *at
	if r == nil {
		return
	}
	*at, r.next = r.next, nil
	if !sched.ready.Empty() {
		wake()
	}
	raw.Unlock()
	r.result = r.call.apart(&r.call.Pointers)
	raw.Lock()
	machines.calls--
	makeReady(r.by)
}
