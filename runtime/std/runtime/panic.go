// Package runtime replaces Go's package runtime in a translated program: panics, defer and recover, the run-time errors
// with Go's texts, print and println, and the part of the public API that makes sense there.
//
// The front end and the rtyper call its functions by name. An unwinding is a sequence of operations throw, each caught
// by an operation try: in the wrapper of every function that has defers, in the program's entry, and in this package.
// What is being thrown is kept here, in state.
package runtime

// This file is panic, recover and defer.

import "rgo/runtime/raw"

// A panicking is one panic from its start until its function has recovered or the program has ended.
type panicking struct {
	value      any
	under      *panicking // the panic that was in progress when this one started
	recovered  bool       // recover has returned its value
	repanicked bool       // the panic above has the same value: print it once
	fault      bool       // a nil dereference
	exit       bool       // no panic, but Goexit
}

// A deferredCall is a deferred function while it runs.
type deferredCall struct {
	panicking *panicking // why it runs; nil if its function returns normally
	caller    *deferredCall
}

// A Machine is the state of a goroutine: what is being thrown in it.
type Machine struct {
	panics *panicking    // innermost first
	call   *deferredCall // innermost deferred call in progress
}

// state is that of the goroutine that runs; where goroutines run at the same time, that of the first one: see own.
var state Machine

// own returns the state of the goroutine that runs.
//
//rgo:inline
func own() *Machine {
	if raw.Free {
		if p := raw.Local(raw.MachineState); p != 0 {
			return (*Machine)(raw.Pointer(p))
		}
	}
	return &state
}

// throw unwinds to the innermost try.
//
//rgo:op throw
func throw() { panic(&state) }

// tryCall calls f and reports whether it returned, rather than threw.
//
//rgo:try
func tryCall(f func()) (returned bool) {
	defer func() {
		if !returned {
			if r := recover(); r != any(&state) {
				panic(r)
			}
		}
	}()
	callFunc(f)
	return true
}

func callFunc(f func()) { f() }

// Panic is the panic statement.
//
//rgo:cold
//rgo:noreturn
func Panic(v any) {
	if v == nil {
		v = new(PanicNilError)
	}
	start(&panicking{value: v})
}

//rgo:noreturn
func start(p *panicking) {
	s := own()
	p.under = s.panics
	s.panics = p
	throw()
}

// Recover is recover() in a function that is called as a deferred function.
func Recover() any {
	c := own().call
	if c == nil || c.panicking == nil || c.panicking.recovered {
		return nil
	}
	if raw.Threads && c.panicking.exit {
		return nil
	}
	c.panicking.recovered = true
	return c.panicking.value
}

// A DeferFrame holds the deferred calls of one call of a function.
type DeferFrame struct {
	top    func() // called first
	more   []func()
	pushed bool
	panics *panicking   // state when the first call was deferred, which is that at the function's start
	call   deferredCall // the deferred calls, one after the other
}

// Push defers f.
func (d *DeferFrame) Push(f func()) {
	if !d.pushed {
		d.pushed = true
		s := own()
		d.panics, d.call.caller = s.panics, s.call
	}
	if d.top != nil {
		d.more = append(d.more, d.top)
	}
	d.top = f
}

// pop takes the function to call next.
func (d *DeferFrame) pop() func() {
	f := d.top
	d.top = nil
	if n := len(d.more); n > 0 {
		d.top = d.more[n-1]
		d.more[n-1] = nil
		d.more = d.more[:n-1]
	}
	return f
}

// Run runs the deferred calls when the function returns normally. If one panics, those that remain are left to Unwind.
func (d *DeferFrame) Run() {
	if d.top == nil {
		return
	}
	own().call = &d.call
	for d.top != nil {
		d.pop()()
	}
	own().call = d.call.caller
}

// Unwind runs the deferred calls that remain after something was thrown through the function. It returns if one of them
// recovered, and so does the function; else it throws on. A panic in a deferred call takes the place of the one before.
func (d *DeferFrame) Unwind() {
	if !d.pushed {
		throw()
	}
	p := own().panics
	for d.top != nil {
		d.call.panicking = p
		own().call = &d.call
		returned := tryCall(d.pop())
		s := own()
		s.call = d.call.caller
		switch {
		case !returned:
			p = s.panics
		case p != nil && p.recovered:
			if raw.Threads {
				if p = exitBelow(p, d.panics); p != nil {
					s.panics = p
					continue
				}
			}
			s.panics = d.panics
			p = nil
		}
	}
	if p != nil {
		throw()
	}
}
