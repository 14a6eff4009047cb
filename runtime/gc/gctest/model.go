package gctest

// This file is the model of the heap: objects as they should be, and the comparison with memory.

import "rgo/runtime/raw"

// An object is the model of an object.
type object struct {
	addr    uintptr
	id      int
	n       int64
	refs    map[int64]ref // by offset; absent is nil
	tag     byte          // content of all bytes that are no references
	pins    int
	hashed  bool
	hash    uintptr
	special bool // its content is that of an entry of package handles
	round   int  // of comparison in which addr was last looked up
}

// A ref is a pointer to an object, or into it.
type ref struct {
	to     *object
	inside int64
}

func (o *object) bytes() int64 { return layouts[o.id].size + o.n*layouts[o.id].stride }

// slots returns the offsets of all references.
func (o *object) slots() []int64 {
	l := layouts[o.id]
	list := append([]int64(nil), l.refs...)
	for i := range o.n {
		for _, e := range l.elems {
			list = append(list, i*l.stride+e)
		}
	}
	return list
}

// footprint returns the least memory that o takes.
func (o *object) footprint() uintptr {
	n := uintptr(o.bytes()+header+7) &^ 7
	if layouts[o.id].stride != 0 {
		n += header
	}
	return n
}

func (r ref) word() uintptr {
	if r.to == nil {
		return 0
	}
	return r.to.addr + uintptr(r.inside)
}

// model is the heap as it should be.
type model struct {
	*world
	source
	roots   [stackSlots]ref
	fixed   [staticSlots]ref // the fields of the static object
	pinned  []*object
	entries []*entry // of package handles
	number  uint64
	next    byte
	steps   int
	round   int
}

// reachable returns the objects that roots lead to, nearest first.
func (m *model) reachable() []*object {
	m.round++
	var list []*object
	add := func(r ref) {
		if r.to != nil && r.to.round != m.round {
			r.to.round = m.round
			list = append(list, r.to)
		}
	}
	for _, r := range m.roots {
		add(r)
	}
	for _, r := range m.fixed {
		add(r)
	}
	for _, o := range m.pinned {
		add(ref{to: o})
	}
	for i := 0; i < len(list); i++ {
		o := list[i]
		for _, s := range o.slots() {
			add(o.refs[s])
		}
	}
	return list
}

// compare compares what is reachable with memory. Objects may have moved since the last time if moved is set.
func (m *model) compare(moved bool) {
	m.round++
	var list []*object
	size := uintptr(0)
	follow := func(r ref, word uintptr, from *object, where int64) {
		if r.to == nil {
			if word != 0 {
				failf("%s at %d is %x, want nil", m.name(from), where, word)
			}
			return
		}
		addr := word - uintptr(r.inside)
		if r.to.round != m.round {
			r.to.round = m.round
			if addr != r.to.addr && (!moved || r.to.pins > 0 || m.conservative && from == nil && where >= 0 && where < stackSlots) {
				failf("%s at %d is %x, want %x", m.name(from), where, word, r.word())
			}
			r.to.addr = addr
			list = append(list, r.to)
			return
		}
		if addr != r.to.addr {
			failf("%s at %d is %x, want %x", m.name(from), where, word, r.word())
		}
	}
	for i, o := range m.pinned {
		follow(ref{to: o}, raw.LoadWord(m.pinSlot(i)), nil, int64(stackSlots+i))
	}
	for i, r := range m.roots {
		follow(r, raw.LoadWord(m.stack+uintptr(i)*8), nil, int64(i))
	}
	for i, r := range m.fixed {
		follow(r, raw.LoadWord(m.static+uintptr(i)*8), nil, int64(-1-i))
	}
	for i := 0; i < len(list); i++ {
		o := list[i]
		m.compareHeader(o)
		size += o.footprint()
		at := int64(0)
		for _, s := range o.slots() {
			m.compareBytes(o, at, s)
			follow(o.refs[s], raw.LoadWord(o.addr+uintptr(s)), o, s)
			at = s + 8
		}
		m.compareBytes(o, at, o.bytes())
	}
	if moved && m.Live != nil && !m.conservative && m.Live() < size {
		failf("%d bytes are live, want %d at least", m.Live(), size)
	}
}

func (m *model) compareHeader(o *object) {
	if o.addr&7 != 0 {
		failf("object of type %d at %x is not aligned", o.id, o.addr)
	}
	if got := raw.Load32(o.addr - header); got != uint32(o.id) {
		failf("object at %x has type %d, want %d", o.addr, got, o.id)
	}
	if layouts[o.id].stride != 0 && raw.LoadInt(o.addr-arrayHeader) != o.n {
		failf("object of type %d at %x has length %d, want %d", o.id, o.addr, raw.LoadInt(o.addr-arrayHeader), o.n)
	}
	if o.hashed && m.IdentityHash(o.addr) != o.hash {
		failf("object of type %d at %x has hash %x, want %x", o.id, o.addr, m.IdentityHash(o.addr), o.hash)
	}
}

// compareBytes compares the bytes of o from a up to b, which are no references.
func (m *model) compareBytes(o *object, a, b int64) {
	if o.special {
		return
	}
	for i := a; i < b; i++ {
		if raw.Load8(o.addr+uintptr(i)) != o.tag {
			failf("object of type %d at %x is overwritten at %d", o.id, o.addr, i)
		}
	}
}

func (m *model) name(o *object) string {
	if o == nil {
		return "root"
	}
	return "object"
}
