package marksweep

import (
	"math/rand"
	"testing"
	"unsafe"

	"rgo/runtime/raw"
	_ "rgo/runtime/raw/host"
)

// A layout is a row of the layout table of the tests.
type layout struct {
	size, stride int64
	refs, elems  []int64
}

var layouts = []layout{
	0: {},
	1: {size: 8},
	2: {size: 16, refs: []int64{0, 8}},
	3: {size: 120, refs: []int64{0, 64, 112}},
	4: {size: 700, refs: []int64{8}},
	5: {size: 20000, refs: []int64{19992}},
	6: {stride: 1},
	7: {stride: 8, elems: []int64{0}},
	8: {stride: 24, elems: []int64{8}},
	9: {size: 121},
}

// world is the memory outside of the heap: tables and stacks, in memory that does not move.
type world struct {
	table, static, staticRoots, stack uintptr
}

const stackSlots = 64

func newWorld(t *testing.T, conservative bool) *world {
	p := raw.Address(raw.Mmap(1 << 20))
	if p == 0 {
		t.Fatal("no memory")
	}
	w := &world{table: p}
	take := func(n int64) uintptr {
		q := p
		p += uintptr(n+7) &^ 7
		return q
	}
	take(int64(len(layouts)) * layoutShift)
	offsets := func(list []int64) uintptr {
		q := take(int64(len(list)) * 8)
		for i, o := range list {
			raw.StoreInt(q+uintptr(i)*8, o)
		}
		return q
	}
	for id, l := range layouts {
		row := w.table + uintptr(id)*layoutShift
		raw.StoreInt(row, l.size)
		raw.StoreInt(row+layoutStride, l.stride)
		raw.StoreInt(row+layoutRefs, int64(len(l.refs)))
		raw.StoreWord(row+layoutOffs, offsets(l.refs))
		raw.StoreInt(row+layoutElems, int64(len(l.elems)))
		raw.StoreWord(row+layoutEOffs, offsets(l.elems))
	}
	w.static = take(16+16) + 16
	raw.StoreInt(w.static-arrayHeader, 2)
	raw.StoreWord(w.static-header, 7)
	w.staticRoots = take(16)
	raw.StoreInt(w.staticRoots, 1)
	raw.StoreWord(w.staticRoots+8, w.static)
	w.stack = take(stackSlots * 8)
	host := raw.HostMemory
	t.Cleanup(func() { raw.HostMemory = host })
	raw.HostMemory = func(name string, a int) unsafe.Pointer {
		switch name {
		case "layout_table":
			return raw.Pointer(w.table)
		case "static_roots":
			return raw.Pointer(w.staticRoots)
		case "stack_pointer", "shadow_base":
			return raw.Pointer(w.stack)
		case "stack_top", "shadow_top":
			return raw.Pointer(w.stack + stackSlots*8)
		}
		return host(name, a)
	}
	heap = state{}
	Conservative = conservative
	Init()
	return w
}

// An object is the model of an object: what its fields should hold.
type object struct {
	addr uintptr
	id   int
	n    int64
	refs map[int64]ref // by offset; absent is nil
	tag  byte          // content of all bytes that are no references
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

// cell returns the memory that o takes.
func (o *object) cell() uintptr {
	need := uintptr(o.bytes()+header+7) &^ 7
	if layouts[o.id].stride != 0 {
		need += header
	}
	if need > maxCell {
		return (need + blockSize - 1) &^ (blockSize - 1)
	}
	_, cell := classOf(need)
	return cell
}

// model is the heap as it should be.
type model struct {
	*world
	t     *testing.T
	rnd   *rand.Rand
	roots [stackSlots]ref
	fixed [2]ref // the fields of the static object
	next  byte
}

// alloc makes an object and checks that it is fresh.
func (m *model) alloc() *object {
	o := &object{id: 1 + m.rnd.Intn(len(layouts)-1), refs: map[int64]ref{}}
	if o.id == 5 && m.rnd.Intn(20) != 0 {
		o.id = 2
	}
	l := layouts[o.id]
	if l.stride != 0 {
		o.n = int64(m.rnd.Intn([]int{2, 10, 100, 3000}[m.rnd.Intn(4)]))
		if m.rnd.Intn(100) == 0 {
			o.n *= 100
		}
		o.addr = AllocArray(uint32(o.id), o.n, l.stride)
		if raw.LoadInt(o.addr-arrayHeader) != o.n {
			m.t.Fatalf("length %d, want %d", raw.LoadInt(o.addr-arrayHeader), o.n)
		}
	} else {
		o.addr = Alloc(uint32(o.id), l.size)
	}
	if o.addr&7 != 0 || raw.Load32(o.addr-header) != uint32(o.id) {
		m.t.Fatalf("object at %x has type %d, want %d", o.addr, raw.Load32(o.addr-header), o.id)
	}
	for i := range o.bytes() {
		if raw.Load8(o.addr+uintptr(i)) != 0 {
			m.t.Fatalf("object of type %d at %x is not zeroed at %d", o.id, o.addr, i)
		}
	}
	m.next++
	o.tag = m.next
	m.fill(o)
	return o
}

// fill writes o's tag to all bytes that are no references.
func (m *model) fill(o *object) {
	for i := range o.bytes() {
		raw.Store8(o.addr+uintptr(i), o.tag)
	}
	for _, s := range o.slots() {
		raw.StoreWord(o.addr+uintptr(s), 0)
	}
}

func (r ref) word() uintptr {
	if r.to == nil {
		return 0
	}
	return r.to.addr + uintptr(r.inside)
}

// random returns a reference to an object that is reachable, often into it or one past its end.
func (m *model) random() ref {
	r := m.roots[m.rnd.Intn(stackSlots)]
	for r.to != nil && len(r.to.refs) > 0 && m.rnd.Intn(3) != 0 {
		slots := r.to.slots()
		next, ok := r.to.refs[slots[m.rnd.Intn(len(slots))]]
		if !ok {
			break
		}
		r = next
	}
	if r.to != nil {
		switch m.rnd.Intn(3) {
		case 0:
			r.inside = 0
		case 1:
			r.inside = m.rnd.Int63n(r.to.bytes() + 1)
		}
	}
	return r
}

// step changes the heap somehow.
func (m *model) step() {
	var r ref
	switch m.rnd.Intn(10) {
	case 0:
	case 1, 2, 3:
		r = m.random()
	default:
		r = ref{to: m.alloc()}
	}
	if m.rnd.Intn(3) == 0 {
		i := m.rnd.Intn(stackSlots)
		m.roots[i] = r
		raw.StoreWord(m.stack+uintptr(i)*8, r.word())
		return
	}
	if m.rnd.Intn(50) == 0 {
		i := m.rnd.Intn(2)
		m.fixed[i] = r
		raw.StoreWord(m.static+uintptr(i)*8, r.word())
		return
	}
	if to := m.random().to; to != nil {
		if slots := to.slots(); len(slots) > 0 {
			s := slots[m.rnd.Intn(len(slots))]
			to.refs[s] = r
			raw.StoreWord(to.addr+uintptr(s), r.word())
		}
	}
}

// reachable returns the objects that roots lead to.
func (m *model) reachable() map[*object]bool {
	seen := map[*object]bool{}
	var work []*object
	add := func(r ref) {
		if r.to != nil && !seen[r.to] {
			seen[r.to] = true
			work = append(work, r.to)
		}
	}
	for _, r := range m.roots {
		add(r)
	}
	for _, r := range m.fixed {
		add(r)
	}
	for len(work) > 0 {
		o := work[len(work)-1]
		work = work[:len(work)-1]
		for _, r := range o.refs {
			add(r)
		}
	}
	return seen
}

// check compares every reachable object with its model, and after a collection the size of what is live.
func (m *model) check(collected bool) {
	size := uintptr(0)
	for o := range m.reachable() {
		size += o.cell()
		if raw.Load32(o.addr-header) != uint32(o.id) {
			m.t.Fatalf("object at %x has lost its header", o.addr)
		}
		refs := map[int64]bool{}
		for _, s := range o.slots() {
			if got, want := raw.LoadWord(o.addr+uintptr(s)), o.refs[s].word(); got != want {
				m.t.Fatalf("object at %x: reference at %d is %x, want %x", o.addr, s, got, want)
			}
			for k := range int64(8) {
				refs[s+k] = true
			}
		}
		for i := range o.bytes() {
			if !refs[i] && raw.Load8(o.addr+uintptr(i)) != o.tag {
				m.t.Fatalf("object at %x is overwritten at %d", o.addr, i)
			}
		}
	}
	if collected && (heap.live < size || heap.live > size && !Conservative) {
		m.t.Fatalf("%d bytes are live, want %d", heap.live, size)
	}
}

func TestModel(t *testing.T) {
	for seed := range int64(4) {
		m := &model{world: newWorld(t, seed%2 == 0), t: t, rnd: rand.New(rand.NewSource(seed))}
		for i := range 6000 {
			m.step()
			if i%500 == 0 {
				Collect()
				m.check(true)
			}
		}
		m.check(false)
		for i := range m.roots {
			m.roots[i] = ref{}
			raw.StoreWord(m.stack+uintptr(i)*8, 0)
		}
		m.fixed = [2]ref{}
		raw.StoreWord(m.static, 0)
		raw.StoreWord(m.static+8, 0)
		Collect()
		m.check(true)
		if n := freeBlocks(); n != heap.used {
			t.Errorf("seed %d: %d of %d blocks are free at the end", seed, n, heap.used)
		}
	}
}

// TestStress collects at every allocation.
func TestStress(t *testing.T) {
	t.Setenv("RGO_GC_STRESS", "1")
	for seed := range int64(2) {
		m := &model{world: newWorld(t, seed%2 == 0), t: t, rnd: rand.New(rand.NewSource(seed))}
		before := heap.cycles
		for range 300 {
			m.step()
			m.check(false)
		}
		if heap.cycles-before < 150 {
			t.Errorf("%d collections", heap.cycles-before)
		}
	}
}

func freeBlocks() int {
	n := 0
	for b := heap.free; b != none; b = int(raw.LoadInt(record(b) + recordNext)) {
		n += int(raw.LoadInt(record(b) + recordCells))
	}
	return n
}

// TestGarbage allocates much more than is ever live.
func TestGarbage(t *testing.T) {
	w := newWorld(t, true)
	for i := range 3_000_000 {
		p := Alloc(2, 16)
		if i%1000 == 0 { // a list
			raw.StoreWord(p, raw.LoadWord(w.stack))
			raw.StoreWord(w.stack, p)
		}
		if i%10 == 0 {
			AllocArray(6, int64(i%50), 1)
		}
		if i%100000 == 0 {
			AllocArray(6, 1<<20, 1)
		}
	}
	if heap.cycles < 2 || uintptr(heap.used)<<blockShift > 2*firstThreshold {
		t.Errorf("%d collections, %d blocks", heap.cycles, heap.used)
	}
	n := 0
	for p := raw.LoadWord(w.stack); p != 0; p = raw.LoadWord(p) {
		n++
	}
	if n != 3000 {
		t.Errorf("list has %d objects", n)
	}
}

// TestConservative visits every address around objects: no address does harm, and those inside keep the object.
func TestConservative(t *testing.T) {
	w := newWorld(t, true)
	objects := []uintptr{Alloc(1, 8), Alloc(2, 16), Alloc(4, 700), AllocArray(7, 5, 8), AllocArray(6, 40000, 1), Alloc(5, 20000)}
	sizes := []uintptr{8, 16, 700, 40, 40000, 20000}
	for i, p := range objects {
		for d := -40; d < int(sizes[i])+80; d++ {
			if d > 60 && d < int(sizes[i])-60 && d%997 != 0 {
				continue
			}
			for k, q := range objects { // keep everything, then look for what one word alone keeps
				raw.StoreWord(w.stack+uintptr(k)*8+8, q)
			}
			raw.StoreWord(w.stack, p+uintptr(d))
			Collect()
			if d >= -header && d <= int(sizes[i]) {
				live := heap.live
				raw.StoreWord(w.stack+uintptr(i)*8+8, 0)
				Collect()
				if heap.live != live {
					t.Fatalf("object %d was not kept by the address at %d", i, d)
				}
			}
		}
	}
}

func TestClasses(t *testing.T) {
	last := -1
	for n := uintptr(8); n <= maxCell; n += 8 {
		number, cell := classOf(n)
		if cell < n || number < last || number > last+1 || number >= maxClasses || cell > 16 && (cell-n)*4 > n || cell&7 != 0 {
			t.Fatalf("%d bytes: class %d with cells of %d", n, number, cell)
		}
		last = number
	}
}
