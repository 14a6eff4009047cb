package gctest

// This file is the model of package handles: weak pointers, finalizers, cleanups.
//
// The program does not see when a collection happens, but dead objects do not change: whatever would be cleared or queued
// if there were a collection now stays so until the program takes something out of the queue. So the model, before each
// comparison, does what an exact collection would do, and a collector may be behind it; after Collect an exact one must
// not be.

import (
	"rgo/runtime/gc/handles"
	"rgo/runtime/raw"
)

type entryKind int

const (
	weak entryKind = iota
	finalizer
	cleanup
)

type entryState int

const (
	active entryState = iota
	done              // a collection would clear or queue it now
	gone              // taken, cleared and checked, or removed
)

// An entry is the model of an entry of package handles.
type entry struct {
	kind   entryKind
	state  entryState
	target ref
	object *object // the word of a weak pointer, or the function
	id     uint64  // of a cleanup
	number uint64  // by which the function is known again
}

// closure returns all objects that list leads to, as a set.
func closure(list []*object) map[*object]bool {
	set := map[*object]bool{}
	extend(set, list)
	return set
}

func extend(set map[*object]bool, list []*object) {
	list = append([]*object(nil), list...)
	for len(list) > 0 {
		o := list[len(list)-1]
		list = list[:len(list)-1]
		if o == nil || set[o] {
			continue
		}
		set[o] = true
		for _, s := range o.slots() {
			list = append(list, o.refs[s].to)
		}
	}
}

// strong returns what the program can reach, functions and targets in the queue included.
func (m *model) strong() map[*object]bool {
	set := closure(m.reachable())
	for _, e := range m.entries {
		if e.kind != weak && e.state != gone {
			extend(set, []*object{e.object})
		}
		if e.kind == finalizer && e.state == done {
			extend(set, []*object{e.target.to})
		}
	}
	return set
}

// settle does to the entries what an exact collection would do.
func (m *model) settle() {
	if len(m.entries) == 0 {
		return
	}
	set := m.strong()
	var dead []*entry
	for _, e := range m.entries {
		if e.kind == finalizer && e.state == active && !set[e.target.to] {
			dead = append(dead, e)
		}
	}
	for _, e := range dead {
		for _, r := range e.target.to.refs {
			extend(set, []*object{r.to})
		}
	}
	var queued []*object
	for _, e := range dead {
		if !set[e.target.to] {
			e.state = done
			queued = append(queued, e.target.to)
		}
	}
	for _, e := range m.entries {
		if e.kind == weak && e.state == active && !set[e.target.to] {
			e.state = done
		}
	}
	extend(set, queued)
	for _, e := range m.entries {
		if e.kind == cleanup && e.state == active && !set[e.target.to] {
			e.state = done
		}
	}
}

// compareHandles compares the words of weak pointers with what they should be. All objects that can be reached have the
// addresses that they have now.
func (m *model) compareHandles(collected bool) {
	if !m.Handles {
		return
	}
	m.settle()
	set := closure(m.reachable())
	for _, e := range m.entries {
		if e.kind != weak || !set[e.object] {
			continue
		}
		word := raw.LoadWord(e.object.addr)
		switch {
		case e.state == active && set[e.target.to] && word != e.target.word():
			failf("weak pointer is %x, want %x", word, e.target.word())
		case e.state == active && word == 0:
			failf("weak pointer is cleared too early")
		case e.state == done && word != 0 && collected && m.exact():
			failf("weak pointer is not cleared")
		}
	}
	if collected && m.exact() {
		for _, e := range m.entries {
			if e.kind != weak && e.state == done && !handles.Waiting() {
				failf("a function that should be in the queue is not")
			}
		}
	}
}

func (m *model) exact() bool { return m.Exact && !m.conservative }

// rooted allocates an object of a layout and returns it in a root.
func (m *model) rooted(id int) *object {
	o := &object{id: id, refs: map[int64]ref{}}
	m.make(o)
	m.setRoot(m.intn(stackSlots), ref{to: o})
	return o
}

// target returns a reference to an object that can have handles: one of no bytes has no place of its own, and what belongs
// to an entry is known to nobody else.
func (m *model) target() ref {
	r := m.random()
	if !m.Handles || r.to == nil || r.to.special || r.to.bytes() == 0 {
		return ref{}
	}
	if r.inside == r.to.bytes() {
		r.inside--
	}
	return r
}

// addWeak makes a weak pointer, or finds the one that there is.
func (m *model) addWeak() {
	if m.target().to == nil {
		return
	}
	o := m.rooted(hidden)
	o.special = true
	r := m.target() // after the allocation, and o may have taken the place of the last reference
	if r.to == nil {
		return
	}
	m.settle()
	var known *entry
	set := closure(m.reachable())
	for _, e := range m.entries {
		if e.kind == weak && e.state == active && e.target == r {
			known = e
		}
	}
	p := raw.Address(handles.FindWeak(raw.Pointer(r.word())))
	switch {
	case p == 0 && known != nil && set[known.object]:
		failf("weak pointer to %x is not found", r.word())
	case p != 0 && known == nil:
		failf("weak pointer to %x comes from nowhere", r.word())
	case p != 0:
		if set[known.object] && known.object.addr != p {
			failf("weak pointer to %x is at %x, want %x", r.word(), p, known.object.addr)
		}
		known.object.addr = p
		m.setRoot(m.intn(stackSlots), ref{to: known.object})
	default:
		if known != nil {
			known.state = gone
		}
		handles.Weak(raw.Pointer(r.word()), raw.Pointer(o.addr))
		m.entries = append(m.entries, &entry{kind: weak, target: r, object: o})
	}
}

// function makes the object of a finalizer or cleanup.
func (m *model) function() (*object, uint64) {
	o := m.rooted(callback)
	o.special = true
	m.number++
	raw.StoreWord(o.addr, uintptr(m.number))
	if m.intn(4) == 0 {
		r := m.random()
		o.refs[8] = r
		m.store(o.addr, o.addr+8, r)
	}
	return o, m.number
}

func (m *model) addFinalizer() {
	if m.target().to == nil {
		return
	}
	o, number := m.function()
	r := m.target()
	if r.to == nil {
		return
	}
	r.inside = 0
	m.settle()
	known := false
	for _, e := range m.entries {
		known = known || e.kind == finalizer && e.state == active && e.target == r
	}
	if handles.SetFinalizer(raw.Pointer(r.word()), raw.Pointer(o.addr)) == known {
		failf("object at %x has a finalizer: %v, want %v", r.word(), !known, known)
	}
	if !known {
		m.entries = append(m.entries, &entry{kind: finalizer, target: r, object: o, number: number})
	}
}

func (m *model) clearFinalizer() {
	r := m.target()
	if r.to == nil {
		return
	}
	m.settle()
	handles.ClearFinalizer(raw.Pointer(r.to.addr))
	for _, e := range m.entries {
		if e.kind == finalizer && e.state == active && e.target.to == r.to {
			e.state = gone
		}
	}
}

func (m *model) addCleanup() {
	if m.target().to == nil {
		return
	}
	o, number := m.function()
	r := m.target()
	if r.to == nil {
		return
	}
	id := handles.AddCleanup(raw.Pointer(r.word()), raw.Pointer(o.addr))
	m.entries = append(m.entries, &entry{kind: cleanup, target: r, object: o, number: number, id: id})
}

// stopCleanup removes a cleanup. Whether it still could is not known where the target is dead.
func (m *model) stopCleanup() {
	if len(m.entries) == 0 {
		return
	}
	m.settle()
	e := m.entries[m.intn(len(m.entries))]
	if e.kind == cleanup && (e.state == gone || e.state == active) {
		handles.StopCleanup(e.id)
		e.state = gone
	}
}

// take takes a function out of the queue and, as it would, brings its target back.
func (m *model) take() {
	if !m.Handles {
		return
	}
	m.settle()
	f, t := handles.Take()
	function, target := raw.Address(f), raw.Address(t)
	if function == 0 {
		return
	}
	number := uint64(raw.LoadWord(function))
	for i, e := range m.entries {
		if e.kind == weak || e.number != number {
			continue
		}
		if e.state != done {
			failf("function %d is queued but should not be", number)
		}
		if (target != 0) != (e.kind == finalizer) {
			failf("function %d has target %x", number, target)
		}
		e.object.addr = function
		m.setRoot(0, ref{to: e.object})
		if e.kind == finalizer {
			e.target.to.addr = target
			m.setRoot(1+m.intn(stackSlots-1), e.target)
		}
		m.entries = append(m.entries[:i], m.entries[i+1:]...)
		m.refresh()
		m.compare(false)
		return
	}
	failf("function %d is queued but was taken, or never set", number)
}

// takeAll takes what there is, after everything has been let go of, until nothing comes any more.
func (m *model) takeAll() {
	for m.Handles && handles.Waiting() {
		for handles.Waiting() {
			m.take()
		}
		m.dropAll()
		m.collect()
	}
	if !m.exact() {
		return
	}
	for _, e := range m.entries {
		if e.kind != weak && e.state == done {
			failf("function %d never came out of the queue", e.number)
		}
	}
}
