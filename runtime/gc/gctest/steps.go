package gctest

// This file is what a step of a run can be.

import "rgo/runtime/raw"

// A step is an operation with its weight among all.
type step struct {
	weight int
	do     func(m *model)
}

var steps = []step{
	{30, (*model).allocate},
	{30, (*model).write},
	{10, (*model).drop},
	{6, (*model).copyRange},
	{2, (*model).collect},
	{4, (*model).minor},
	{3, (*model).pin},
	{3, (*model).unpin},
	{4, (*model).identify},
	{1, (*model).burst},
	{1, (*model).litter},
	{4, (*model).addWeak},
	{3, (*model).addFinalizer},
	{1, (*model).clearFinalizer},
	{3, (*model).addCleanup},
	{1, (*model).stopCleanup},
	{4, (*model).take},
}

// step does one operation.
func (m *model) step() {
	total := 0
	for _, s := range steps {
		total += s.weight
	}
	k := m.intn(total)
	for _, s := range steps {
		if k -= s.weight; k < 0 {
			s.do(m)
			return
		}
	}
}

// allocate makes an object and puts a reference to it somewhere.
func (m *model) allocate() { m.put(ref{to: m.alloc()}) }

// write puts a reference to an object that is there, or into it, somewhere.
func (m *model) write() { m.put(m.random()) }

// drop clears a root or a field.
func (m *model) drop() { m.put(ref{}) }

// put stores r in a root or in a field of an object.
func (m *model) put(r ref) {
	switch k := m.intn(12); {
	case k < 5:
		m.setRoot(m.intn(stackSlots), r)
	case k < 6:
		i := m.intn(staticSlots)
		m.fixed[i] = r
		m.store(m.static, m.static+uintptr(i)*8, r)
	default:
		to := m.random().to
		if to == nil {
			return
		}
		if slots := to.slots(); len(slots) > 0 {
			s := slots[m.intn(len(slots))]
			to.refs[s] = r
			m.store(to.addr, to.addr+uintptr(s), r)
		}
	}
}

func (m *model) setRoot(i int, r ref) {
	m.roots[i] = r
	raw.StoreWord(m.stack+uintptr(i)*8, r.word())
}

// store stores r at an address in an object, with one of the barriers, before or after.
func (m *model) store(object, address uintptr, r ref) {
	barrier := func() {}
	if m.Barrier != nil {
		switch m.intn(4) {
		case 0:
			barrier = func() { m.BarrierInterior(address) }
		case 1:
			barrier = func() { m.BarrierRange(address, 8) }
		default:
			barrier = func() { m.Barrier(object) }
			if m.BarrierElement != nil && raw.Load32(object-header) == referenceRow {
				barrier = func() { m.BarrierElement(object, address) }
			}
		}
		if m.intn(2) == 0 {
			barrier()
			barrier = func() {}
		}
	}
	raw.StoreWord(address, r.word())
	barrier()
}

// copyRange copies elements from one array of references to another one.
func (m *model) copyRange() {
	from, to := m.random().to, m.random().to
	if from == nil || to == nil || from.id != referenceRow || to.id != referenceRow {
		return
	}
	n := min(from.n, to.n)
	if n == 0 {
		return
	}
	n = int64(1 + m.intn(int(n)))
	a, b := int64(m.intn(int(from.n-n+1))), int64(m.intn(int(to.n-n+1)))
	first := m.intn(2) == 0
	if m.BarrierRange != nil && first {
		m.BarrierRange(to.addr+uintptr(b)*8, n*8)
	}
	raw.Copy(to.addr+uintptr(b)*8, from.addr+uintptr(a)*8, int(n)*8)
	if m.BarrierRange != nil && !first {
		m.BarrierRange(to.addr+uintptr(b)*8, n*8)
	}
	moved := make([]ref, n)
	for i := range n {
		moved[i] = from.refs[(a+i)*8]
	}
	for i, r := range moved {
		to.refs[(b+int64(i))*8] = r
	}
}

// alloc makes an object and checks that it is fresh. It can collect.
func (m *model) alloc() *object {
	o := &object{id: 1 + m.intn(hidden-1), refs: map[int64]ref{}}
	if o.id == huge && (m.intn(20) != 0 || m.Small) {
		o.id = pair
	}
	if layouts[o.id].stride != 0 {
		o.n = int64(m.intn([]int{2, 10, 100, 3000}[m.intn(4)]))
		if m.intn(100) == 0 {
			o.n *= 100
		}
		if m.Small {
			o.n %= 100
		}
	}
	m.make(o)
	return o
}

// make allocates o.
func (m *model) make(o *object) {
	l := layouts[o.id]
	if l.stride != 0 {
		o.addr = m.AllocArray(uint32(o.id), o.n, l.stride)
	} else {
		o.addr = m.Alloc(uint32(o.id), l.size)
	}
	m.refresh()
	m.compareHeader(o)
	for i := range o.bytes() {
		if raw.Load8(o.addr+uintptr(i)) != 0 {
			failf("object of type %d at %x is not zeroed at %d", o.id, o.addr, i)
		}
	}
	m.next++
	o.tag = m.next
	at := int64(0)
	fill := func(to int64) {
		for ; at < to; at++ {
			raw.Store8(o.addr+uintptr(at), o.tag)
		}
	}
	for _, s := range o.slots() {
		fill(s)
		at += 8
	}
	fill(o.bytes())
}

// refresh looks objects up that may have moved.
func (m *model) refresh() {
	if m.Moving {
		m.relocate()
	}
}

// relocate finds the new addresses of all objects through the roots, without comparing contents.
func (m *model) relocate() {
	m.round++
	var list []*object
	follow := func(r ref, word uintptr) {
		if r.to != nil && r.to.round != m.round {
			r.to.round = m.round
			r.to.addr = word - uintptr(r.inside)
			list = append(list, r.to)
		}
	}
	for i, o := range m.pinned {
		follow(ref{to: o}, raw.LoadWord(m.pinSlot(i)))
	}
	for i, r := range m.roots {
		follow(r, raw.LoadWord(m.stack+uintptr(i)*8))
	}
	for i, r := range m.fixed {
		follow(r, raw.LoadWord(m.static+uintptr(i)*8))
	}
	for i := 0; i < len(list); i++ {
		o := list[i]
		for _, s := range o.slots() {
			follow(o.refs[s], raw.LoadWord(o.addr+uintptr(s)))
		}
	}
}

// random returns a reference to an object that is reachable, often into it or one past its end.
func (m *model) random() ref {
	r := m.roots[m.intn(stackSlots)]
	for r.to != nil && len(r.to.refs) > 0 && m.intn(3) != 0 {
		slots := r.to.slots()
		next, ok := r.to.refs[slots[m.intn(len(slots))]]
		if !ok || next.to == nil {
			break
		}
		r = next
	}
	if r.to != nil {
		switch m.intn(3) {
		case 0:
			r.inside = 0
		case 1:
			r.inside = int64(m.intn(int(r.to.bytes()) + 1))
		}
	}
	return r
}

// collect does a full collection.
func (m *model) collect() { m.afterwards(m.Collect, true) }

// minor does a young collection.
func (m *model) minor() {
	if m.Minor != nil {
		m.afterwards(m.Minor, false)
	}
}

func (m *model) afterwards(collection func(), full bool) {
	m.compare(m.Moving)
	collection()
	m.compare(m.Moving)
	m.compareHandles(full)
	if m.Check != nil {
		m.Check()
	}
}

// pin pins an object.
func (m *model) pin() {
	o := m.random().to
	if m.Pin == nil || o == nil || o.pins == 0 && len(m.pinned) >= pinSlots {
		return
	}
	o.pins++
	if o.pins == 1 {
		raw.StoreWord(m.pinSlot(len(m.pinned)), o.addr)
		m.pinned = append(m.pinned, o)
	}
	before := o.addr
	m.Pin(o.addr + uintptr(m.intn(int(o.bytes())+1)))
	m.refresh()
	if o.addr != before {
		failf("object moved when it was pinned")
	}
}

// unpin takes one pin of an object back.
func (m *model) unpin() {
	if len(m.pinned) == 0 {
		return
	}
	i := m.intn(len(m.pinned))
	o := m.pinned[i]
	m.Unpin(o.addr + uintptr(m.intn(int(o.bytes())+1)))
	if o.pins--; o.pins == 0 {
		m.pinned = append(m.pinned[:i], m.pinned[i+1:]...)
		for k, o := range m.pinned {
			raw.StoreWord(m.pinSlot(k), o.addr)
		}
		raw.StoreWord(m.pinSlot(len(m.pinned)), 0)
	}
}

func (m *model) pinSlot(i int) uintptr { return m.stack + uintptr(stackSlots+i)*8 }

// identify asks for the identity hash of an object.
func (m *model) identify() {
	r := m.random()
	if m.IdentityHash == nil || r.to == nil {
		return
	}
	h := m.IdentityHash(r.word()) - uintptr(r.inside)
	if r.to.hashed && r.to.hash != h {
		failf("identity hash of object at %x is %x, was %x", r.to.addr, h, r.to.hash)
	}
	r.to.hashed, r.to.hash = true, h
}

// burst allocates much that is dead at once.
func (m *model) burst() {
	for range 200 {
		m.alloc()
	}
}

// litter allocates much of which every sixth object stays, on a list, so that there is free memory between them later, and asks
// on the way for hashes of objects, for which a collector may have to find out where objects start.
func (m *model) litter() {
	if !m.Litter {
		return
	}
	root := m.intn(stackSlots)
	for range 60 {
		for range 5 {
			m.alloc()
		}
		m.identify()
		link := &object{id: pair, refs: map[int64]ref{}}
		m.make(link)
		link.refs[0] = m.roots[root]
		m.store(link.addr, link.addr, link.refs[0])
		m.setRoot(root, ref{to: link})
	}
}

// dropAll lets go of everything.
func (m *model) dropAll() {
	for len(m.pinned) > 0 {
		m.unpin()
	}
	for i := range m.roots {
		m.setRoot(i, ref{})
	}
	for i := range m.fixed {
		m.fixed[i] = ref{}
		m.store(m.static, m.static+uintptr(i)*8, ref{})
	}
}
