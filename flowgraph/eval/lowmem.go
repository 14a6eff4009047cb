package eval

// This file is the checked memory of the low-level stages. An address is a segment number and an offset. Each word of a
// checked segment has a kind: what may be loaded and stored there. Memory from the external function mmap is not checked
// beyond its bounds: that is where the collectors of the translated program work.

import (
	"encoding/binary"

	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

// A segment is a range of addresses: number<<32 and up.
type segment struct {
	data  []byte
	kinds []wordKind // by word; nil if unchecked
}

// A wordKind says what a word holds.
type wordKind uint8

const (
	wordFree   wordKind = iota // not allocated
	wordScalar                 // integers, floats, Addr, Code
	wordRef                    // Ref
	wordHeader                 // type id or length: only operations type_id and length look at it
	wordAny                    // untyped data
	wordRead   wordKind = 0x80 // flag: never written
)

const (
	segStatic = 1 + iota
	segStack
	segShadow
	segHeap
	segCode = 0xc0de

	stackBytes  = 1 << 28
	shadowBytes = 1 << 28
	heapBytes   = 1 << 26 // of one heap segment
	maxHeap     = 6 << 30
)

// lowMemory is the memory of a program at a low-level stage.
type lowMemory struct {
	m       *Machine
	segs    []*segment
	statics map[*flowgraph.Static]uint64
	byName  map[string]*flowgraph.Static
	codes   []*code
	codeIDs map[*code]uint64

	top      uint64 // end of the machine stack
	base     uint64 // first slot of the shadow stack
	sp       uint64 // of the machine stack, which grows downwards
	shadow   uint64 // first free slot of the shadow stack
	stacks   uint64 // control block of the first of all stacks, see stacks.go
	heap     int    // segment that objects are put in
	heapNext uint64 // next free offset in it
	total    int64  // bytes allocated
}

func newLowMemory(m *Machine) *lowMemory {
	l := &lowMemory{m: m, statics: map[*flowgraph.Static]uint64{}, byName: map[string]*flowgraph.Static{}, codeIDs: map[*code]uint64{}}
	l.segs = []*segment{nil, l.placeStatics(), {data: make([]byte, stackBytes)}, {data: make([]byte, shadowBytes)}, nil}
	l.top, l.base = segStack<<32+stackBytes, segShadow<<32
	l.sp, l.shadow = l.top, l.base
	l.heapNext = heapBytes
	l.fillStatics()
	return l
}

// placeStatics gives every static its address.
func (l *lowMemory) placeStatics() *segment {
	next := uint64(64)
	for _, s := range l.m.prog.Statics {
		if s.Layout != nil {
			next += lltype.ArrayHeader
		}
		align := uint64(max(s.Align, 8))
		next = (next + align - 1) &^ (align - 1)
		l.statics[s] = segStatic<<32 + next
		l.byName[s.Name] = s
		next += uint64(max(s.Size, 1))
	}
	n := (next + 63) &^ 7
	return &segment{data: make([]byte, n), kinds: make([]wordKind, n/8)}
}

func (l *lowMemory) fillStatics() {
	seg := l.segs[segStatic]
	// In stage lowered the collector is part of the program, and looks at words of every kind.
	scalar, ref, header := wordScalar, wordRef, wordHeader
	if l.m.prog.Stage >= flowgraph.Lowered {
		scalar, ref, header = wordAny, wordAny, wordAny
	}
	for _, s := range l.m.prog.Statics {
		off := uint64(uint32(l.statics[s]))
		copy(seg.data[off:], s.Data)
		flag := wordKind(0)
		if s.ReadOnly {
			flag = wordRead
		}
		kind := wordAny
		if s.Layout != nil {
			kind = scalar
		}
		words := seg.kinds[off/8 : (off+uint64(s.Size)+7)/8]
		for i := range words {
			words[i] = kind | flag
		}
		if s.Layout != nil {
			binary.LittleEndian.PutUint64(seg.data[off-8:], s.Header())
			seg.kinds[off/8-1] = header | flag
			if s.Layout.Variable() {
				binary.LittleEndian.PutUint64(seg.data[off-16:], uint64(s.Len))
				seg.kinds[off/8-2] = header | flag
			}
			markRefs(words, s.Layout, s.Len, ref|flag)
		}
		for _, r := range s.Relocs {
			v := uint64(0)
			if r.Graph != nil {
				v = l.codeAddress(l.m.codeOf(r.Graph))
			} else {
				v = l.staticAddress(r.Static) + uint64(r.Addend)
			}
			binary.LittleEndian.PutUint64(seg.data[off+uint64(r.Off):], v)
		}
	}
}

// markRefs sets the kind of the words that hold references.
func markRefs(words []wordKind, t *lltype.Layout, n int64, kind wordKind) {
	for _, off := range t.Refs {
		words[off/8] = kind
	}
	if len(t.Elem) > 0 {
		for i := range n {
			for _, off := range t.Elem {
				words[(i*t.Stride+off)/8] = kind
			}
		}
	}
}

func (l *lowMemory) staticAddress(s *flowgraph.Static) uint64 {
	a, ok := l.statics[s]
	if !ok {
		l.m.fail("static %s is not listed in the program", s.Name)
	}
	return a
}

func (l *lowMemory) named(name string) uint64 {
	s := l.byName[name]
	if s == nil {
		l.m.fail("the program has no static %s", name)
	}
	return l.statics[s]
}

// codeAddress returns the address of c's code.
func (l *lowMemory) codeAddress(c *code) uint64 {
	if a, ok := l.codeIDs[c]; ok {
		return a
	}
	a := segCode<<32 + uint64(len(l.codes))*16
	l.codes = append(l.codes, c)
	l.codeIDs[c] = a
	return a
}

// codeAt returns the code at an address.
func (l *lowMemory) codeAt(addr uint64) *code {
	i := uint64(uint32(addr)) / 16
	if addr>>32 != segCode || addr%16 != 0 || i >= uint64(len(l.codes)) {
		l.m.fail("call of address %#x, which is no code", addr)
	}
	return l.codes[i]
}

// at checks an access to n bytes at addr and returns the segment and the offset.
func (l *lowMemory) at(addr uint64, n int64, what string) (*segment, uint64) {
	i, off := addr>>32, uint64(uint32(addr))
	if i >= uint64(len(l.segs)) || l.segs[i] == nil {
		if addr < 1<<32 {
			l.m.fail("%s through nil (address %#x)", what, addr)
		}
		l.m.fail("%s at address %#x, where there is no memory", what, addr)
	}
	s := l.segs[i]
	if n < 0 || off+uint64(n) > uint64(len(s.data)) {
		l.m.fail("%s of %d bytes at address %#x, outside of memory", what, n, addr)
	}
	return s, off
}

func (l *lowMemory) load(addr uint64, p lltype.Prim) uint64 {
	i, off := addr>>32, uint64(uint32(addr))
	size := uint64(p.Size())
	if i >= uint64(len(l.segs)) || l.segs[i] == nil || off+size > uint64(len(l.segs[i].data)) || off&(size-1) != 0 {
		l.badAccess(addr, p, "load")
	}
	s := l.segs[i]
	if s.kinds != nil {
		l.checkKind(s.kinds[off/8], addr, p, "load")
	}
	d := s.data[off:]
	switch p {
	case lltype.Bool, lltype.Uint8:
		return uint64(d[0])
	case lltype.Int8:
		return uint64(int8(d[0]))
	case lltype.Int16:
		return uint64(int16(binary.LittleEndian.Uint16(d)))
	case lltype.Uint16:
		return uint64(binary.LittleEndian.Uint16(d))
	case lltype.Int32:
		return uint64(int32(binary.LittleEndian.Uint32(d)))
	case lltype.Uint32, lltype.Float32:
		return uint64(binary.LittleEndian.Uint32(d))
	}
	return binary.LittleEndian.Uint64(d)
}

func (l *lowMemory) store(addr uint64, p lltype.Prim, v uint64) {
	i, off := addr>>32, uint64(uint32(addr))
	size := uint64(p.Size())
	if i >= uint64(len(l.segs)) || l.segs[i] == nil || off+size > uint64(len(l.segs[i].data)) || off&(size-1) != 0 {
		l.badAccess(addr, p, "store")
	}
	s := l.segs[i]
	if s.kinds != nil {
		k := s.kinds[off/8]
		if k&wordRead != 0 {
			l.m.fail("store of %s at address %#x, which is read-only", p, addr)
		}
		l.checkKind(k, addr, p, "store")
	}
	d := s.data[off:]
	switch size {
	case 1:
		d[0] = byte(v)
	case 2:
		binary.LittleEndian.PutUint16(d, uint16(v))
	case 4:
		binary.LittleEndian.PutUint32(d, uint32(v))
	default:
		binary.LittleEndian.PutUint64(d, v)
	}
}

// badAccess reports an access that is out of range or misaligned.
func (l *lowMemory) badAccess(addr uint64, p lltype.Prim, what string) {
	l.at(addr, p.Size(), what)
	l.m.fail("%s of %s at address %#x, which is misaligned", what, p, addr)
}

func (l *lowMemory) checkKind(k wordKind, addr uint64, p lltype.Prim, what string) {
	switch k &^ wordRead {
	case wordAny:
		return
	case wordScalar:
		if p != lltype.Ref {
			return
		}
		l.m.fail("%s of a Ref at address %#x, where the object has none", what, addr)
	case wordRef:
		if p == lltype.Ref {
			return
		}
		l.m.fail("%s of %s at address %#x, where the object has a Ref", what, p, addr)
	case wordHeader:
		l.m.fail("%s of %s at address %#x, in the header of an object", what, p, addr)
	}
	l.m.fail("%s of %s at address %#x, which is not allocated", what, p, addr)
}

// bytes returns n bytes of memory for an external function.
func (l *lowMemory) bytes(addr uint64, n int64) []byte {
	s, off := l.at(addr, n, "access")
	return s.data[off : off+uint64(n) : off+uint64(n)]
}

func (l *lowMemory) cstring(addr uint64) string {
	s, off := l.at(addr, 1, "access")
	for i := off; i < uint64(len(s.data)); i++ {
		if s.data[i] == 0 {
			return string(s.data[off:i])
		}
	}
	l.m.fail("the string at address %#x does not end", addr)
	return ""
}

func (l *lowMemory) cstringAt(s string) uint64 {
	addr := l.mmap(int64(len(s)) + 1)
	copy(l.bytes(addr, int64(len(s))), s)
	return addr
}

// mmap returns n bytes of new unchecked memory, or 0.
func (l *lowMemory) mmap(n int64) uint64 {
	if n <= 0 || n > 1<<40 {
		return 0
	}
	first := len(l.segs)
	// More than one segment's worth of addresses: the memory is one slice, seen through several segments.
	const span = 1 << 32
	data := reserve(n)
	if data == nil {
		return 0
	}
	for off := int64(0); off < n; off += span {
		l.segs = append(l.segs, &segment{data: data[off:min(off+span, n)]})
	}
	return uint64(first) << 32
}

func (l *lowMemory) munmap(addr uint64, n int64) {
	for off := int64(0); off < n; off += 1 << 32 {
		if i := (addr + uint64(off)) >> 32; i > segHeap && i < uint64(len(l.segs)) {
			l.segs[i] = nil
		}
	}
}

// alloc makes an object of layout t with n elements.
func (l *lowMemory) alloc(t *lltype.Layout, n int64) uint64 {
	front := uint64(lltype.HeaderSize)
	size := uint64(t.Size)
	if t.Variable() {
		front = lltype.ArrayHeader
		if n < 0 || n > 1<<40/t.Stride {
			l.m.fail("allocation of %d elements of %s", n, t.Name)
		}
		size = uint64(n * t.Stride)
	}
	need := (front + size + 8 + 15) &^ 15 // a word behind each object is never allocated, or is the next header
	l.total += int64(need)
	if l.total > maxHeap {
		l.m.fail("more than %d bytes allocated: the evaluator has no collector before stage lowered", int64(maxHeap))
	}
	var seg int
	var off uint64
	if need > heapBytes/4 {
		seg, off = len(l.segs), 16
		l.segs = append(l.segs, &segment{data: make([]byte, need+16), kinds: make([]wordKind, need/8+2)})
	} else {
		if l.heapNext+need > heapBytes {
			l.heap, l.heapNext = len(l.segs), 16
			l.segs = append(l.segs, &segment{data: make([]byte, heapBytes), kinds: make([]wordKind, heapBytes/8)})
		}
		seg, off = l.heap, l.heapNext
		l.heapNext += need
	}
	s := l.segs[seg]
	off += front
	binary.LittleEndian.PutUint64(s.data[off-8:], uint64(t.ID))
	s.kinds[off/8-1] = wordHeader
	if t.Variable() {
		binary.LittleEndian.PutUint64(s.data[off-16:], uint64(n))
		s.kinds[off/8-2] = wordHeader
	}
	words := s.kinds[off/8 : (off+size+7)/8]
	for i := range words {
		words[i] = wordScalar
	}
	markRefs(words, t, n, wordRef)
	return uint64(seg)<<32 + off
}

// header returns the word in front of an object at the given (negative) offset.
func (l *lowMemory) header(addr uint64, offset int64) uint64 {
	s, off := l.at(addr+uint64(offset), 8, "access to the header")
	if s.kinds != nil {
		want := wordHeader
		if l.m.prog.Stage >= flowgraph.Lowered {
			want = wordAny
		}
		if s.kinds[off/8]&^wordRead != want {
			l.m.fail("address %#x is no whole object", addr)
		}
	}
	return binary.LittleEndian.Uint64(s.data[off:])
}

// enter and leave bracket a call: what it puts on the machine stack goes away with it.
func (l *lowMemory) enter(*code) uint64 { return l.sp }

func (l *lowMemory) leave(mark uint64) { l.sp = mark }

func (l *lowMemory) stackAlloc(n int64) uint64 {
	l.sp -= uint64(n+15) &^ 15
	l.checkRoom(l.sp)
	clear(l.bytes(l.sp, n))
	return l.sp
}

// checkRoom fails if the machine stack does not reach down to sp.
func (l *lowMemory) checkRoom(sp uint64) {
	if sp < l.top&^(1<<32-1)+1<<12 || sp > l.top {
		l.m.fail("the machine stack is used up")
	}
}

func (l *lowMemory) stackTop() uint64 { return l.top }

// stackPointer writes the variables of all frames to the stack, where a conservative collector looks for references.
func (l *lowMemory) stackPointer() uint64 {
	at := l.sp
	for i := range l.m.frames {
		regs := l.m.frames[i].regs
		at -= uint64(len(regs)) * 8
		l.checkRoom(at)
		b := l.bytes(at, int64(len(regs))*8)
		for j, r := range regs {
			binary.LittleEndian.PutUint64(b[j*8:], r.bits)
		}
	}
	return at
}

func (l *lowMemory) shadowBase() uint64  { return l.base }
func (l *lowMemory) shadowTop() uint64   { return l.shadow }
func (l *lowMemory) staticStart() uint64 { return segStatic << 32 }
func (l *lowMemory) staticEnd() uint64 {
	return segStatic<<32 + uint64(len(l.segs[segStatic].data))
}
