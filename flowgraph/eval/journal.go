package eval

// This file undoes what a package initialiser did, if it cannot be finished at translation time. While an initialiser
// runs, objects that are older than it are saved before their first change; Rollback puts the saved contents back. New
// objects need nothing: nobody refers to them then.

import "rgo/flowgraph"

// saved is the content of an object before a change.
type saved struct {
	o      *object
	cells  []cell
	bytes  []byte
	serial uint32
}

// save notes the content of o, once for each Begin.
func (m *Machine) save(o *object) {
	s := saved{o: o, serial: o.serial}
	if o.bytemk {
		s.bytes = append([]byte(nil), o.bytes...)
	} else {
		s.cells = append([]cell(nil), o.cells...)
	}
	m.journal = append(m.journal, s)
	o.serial = m.serial
}

// Begin starts a part of the run that can be undone; what ran before is final. In it, calls of external functions that
// are not pure end the run with ErrImpure, and more than steps jumps and calls with ErrSteps.
func (m *Machine) Begin(steps int64) {
	m.serial++
	m.barrier = m.serial
	m.journal = nil
	m.pure = true
	m.steps = steps
}

// End ends the part that Begin started, and makes it final.
func (m *Machine) End() {
	m.journal, m.barrier, m.pure = nil, 0, false
	m.steps = 1 << 62
}

// Rollback undoes everything since Begin.
func (m *Machine) Rollback() {
	for i := len(m.journal) - 1; i >= 0; i-- {
		s := m.journal[i]
		if s.o.bytemk {
			copy(s.o.bytes, s.bytes)
		} else {
			copy(s.o.cells, s.cells)
		}
		s.o.serial = s.serial
	}
	m.End()
}

// objectOf returns the memory of a global or frozen object.
func (m *Machine) objectOf(fo *flowgraph.Object) *object {
	o := m.objects[fo]
	if o == nil {
		o = m.newObject(m.types.of(fo.Type))
		if o == m.zero {
			m.objects[fo] = o
			return o
		}
		o.origin = fo
		o.serial = 0
		if fo.Leaves != nil {
			o.cells, o.filled = nil, false // fill imports them
		}
		m.objects[fo] = o
	}
	return o
}
