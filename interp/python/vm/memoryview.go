package vm

import (
	"slices"

	"rgo/interp/python/code"
	"rgo/rlib/thread"
)

// This file is memoryview. A view does not keep its exporter from changing
// size, which CPython forbids while its reference count knows of a view: a
// bytearray that grew leaves the view with the memory it had.

// MemoryView is a memoryview; view is nil after release.
type MemoryView struct {
	weakHolder
	view   *buffer
	hash   uint64
	hashed bool
}

// Class returns memoryview.
//
//rgo:parallel
func (*MemoryView) Class() *Type { return MemoryViewType }

// MemoryViewType is memoryview.
var MemoryViewType = newBuiltinType("memoryview", ObjectType, final|byTable|weakrefs)

// exportBuffer shows the memory that the view shows.
//
//rgo:parallel
func (m *MemoryView) exportBuffer(t *Thread) (*buffer, bool) {
	b := m.open(t)
	if b != nil {
		b.own()
	}
	return b, b != nil
}

// open returns the view, or nil with ValueError if it was released.
//
//rgo:parallel
func (m *MemoryView) open(t *Thread) *buffer {
	if m.view == nil {
		t.valueError("operation forbidden on released memoryview object")
	}
	return m.view
}

//rgo:parallel
func (m *MemoryView) reprText(t *Thread) (string, bool) {
	if m.view == nil {
		return "<released memory at " + t.address(m) + ">", true
	}
	return "<memory at " + t.address(m) + ">", true
}

//rgo:parallel
func init() {
	MemoryViewType.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
		var fields [1]Object
		if !t.bindNames("memoryview", args[1:], kwNames, []string{"object"}, fields[:]) {
			return nil
		}
		if fields[0] == nil {
			return t.typeError("memoryview() missing required argument 'object' (pos 1)")
		}
		return t.newMemoryView(fields[0])
	})
	view := func(o Object) *MemoryView { return o.(*MemoryView) }
	// with makes a method that needs an open view.
	with := func(fn func(t *Thread, b *buffer, args []Object) Object) BuiltinFunc {
		return func(t *Thread, args []Object) Object {
			b := view(args[0]).open(t)
			if b == nil {
				return nil
			}
			return fn(t, b, args)
		}
	}
	release := func(t *Thread, args []Object) Object {
		view(args[0]).view = nil
		return None
	}
	MemoryViewType.addMethods([]method{
		{"__len__", 0, 0, with(func(t *Thread, b *buffer, args []Object) Object {
			if len(b.shape) == 0 {
				return newInt(1)
			}
			return intOf(b.shape[0])
		}), ""},
		{"__getitem__", 1, 1, with(func(t *Thread, b *buffer, args []Object) Object { return t.viewGetItem(b, args[1]) }), ""},
		{"__setitem__", 2, 2, with(func(t *Thread, b *buffer, args []Object) Object {
			if !t.viewSetItem(b, args[1], args[2]) {
				return nil
			}
			return None
		}), ""},
		{"__delitem__", 1, 1, func(t *Thread, args []Object) Object {
			return t.typeError("cannot delete memory")
		}, ""},
		{"__iter__", 0, 0, with(func(t *Thread, b *buffer, args []Object) Object {
			if len(b.shape) != 1 {
				if len(b.shape) == 0 {
					return t.typeError("invalid indexing of 0-dim memory")
				}
				return t.raise(NotImplementedError, "multi-dimensional sub-views are not implemented")
			}
			return &SeqIter{bias: thread.Mine(), obj: args[0]}
		}), ""},
		{"__eq__", 1, 1, func(t *Thread, args []Object) Object { return t.compareViews(args[0], args[1]) }, ""},
		{"__ne__", 1, 1, func(t *Thread, args []Object) Object {
			r := t.compareViews(args[0], args[1])
			if b, ok := r.(*Bool); ok {
				return boolOf(!b.v)
			}
			return r
		}, ""},
		{"__hash__", 0, 0, func(t *Thread, args []Object) Object { return t.hashView(view(args[0])) }, ""},
		{"__repr__", 0, 0, func(t *Thread, args []Object) Object {
			s, _ := view(args[0]).reprText(t)
			return NewStr(s)
		}, ""},
		{"__enter__", 0, 0, with(func(t *Thread, b *buffer, args []Object) Object { return args[0] }), ""},
		{"__exit__", 0, -1, release, ""},
		{"release", 0, 0, release, ""},
		{"tobytes", 0, 1, with(viewToBytes), "order"},
		{"tolist", 0, 0, with(func(t *Thread, b *buffer, args []Object) Object {
			letter := formatLetter(b.format)
			if letter == 0 {
				return t.raise(NotImplementedError, "memoryview: format "+b.format+" not supported")
			}
			b.own()
			return t.viewList(b, letter, 0, b.offset)
		}), ""},
		{"toreadonly", 0, 0, with(func(t *Thread, b *buffer, args []Object) Object {
			c := *b
			c.readonly = true
			return newView(&c)
		}), ""},
		{"hex", 0, 2, with(func(t *Thread, b *buffer, args []Object) Object {
			b.own()
			return t.hexText(slices.Clone(b.bytes()), args[1], args[2])
		}), "sep,bytes_per_sep"},
		{"cast", 1, 2, with(func(t *Thread, b *buffer, args []Object) Object { return t.castView(b, args[1], args[2]) }), "format,shape"},
	})
	field := func(get func(b *buffer) Object) func(t *Thread, o Object) Object {
		return func(t *Thread, o Object) Object {
			b := view(o).open(t)
			if b == nil {
				return nil
			}
			return get(b)
		}
	}
	MemoryViewType.addGetSets([]getset{
		{"obj", field(func(b *buffer) Object { return b.obj }), nil},
		{"nbytes", field(func(b *buffer) Object { return intOf(b.count() * b.itemSize) }), nil},
		{"readonly", field(func(b *buffer) Object { return boolOf(b.readonly) }), nil},
		{"itemsize", field(func(b *buffer) Object { return intOf(b.itemSize) }), nil},
		{"format", field(func(b *buffer) Object { return NewStr(b.format) }), nil},
		{"ndim", field(func(b *buffer) Object { return intOf(len(b.shape)) }), nil},
		{"shape", field(func(b *buffer) Object { return intTuple(b.shape) }), nil},
		{"strides", field(func(b *buffer) Object { return intTuple(b.strides) }), nil},
		{"suboffsets", field(func(b *buffer) Object { return emptyTuple }), nil},
		{"c_contiguous", field(func(b *buffer) Object { return boolOf(b.contiguous(false)) }), nil},
		{"f_contiguous", field(func(b *buffer) Object { return boolOf(b.contiguous(true)) }), nil},
		{"contiguous", field(func(b *buffer) Object { return boolOf(b.contiguous(false) || b.contiguous(true)) }), nil},
	})
}

// newMemoryView is memoryview(o).
//
//rgo:parallel
func (t *Thread) newMemoryView(o Object) Object {
	b, ok := t.bufferOf(o)
	if !ok {
		return nil
	}
	if b == nil {
		return t.typeError("memoryview: a bytes-like object is required, not '" + o.Class().name + "'")
	}
	c := *b
	return newView(&c)
}

// viewToBytes is tobytes(order).
//
//rgo:parallel
func viewToBytes(t *Thread, b *buffer, args []Object) Object {
	order := "C"
	if args[1] != nil && args[1] != None {
		s := strOf(args[1])
		if s == nil {
			return t.typeError("tobytes() argument 'order' must be str or None, not " + args[1].Class().name)
		}
		order = s.s
	}
	b.own()
	switch order {
	case "A":
		if b.contiguous(true) && !b.contiguous(false) {
			return &Bytes{string(b.fortranBytes())}
		}
	case "F":
		return &Bytes{string(b.fortranBytes())}
	case "C":
	default:
		return t.valueError("order must be 'C', 'F' or 'A'")
	}
	return &Bytes{string(b.bytes())}
}

// viewList is tolist().
//
//rgo:parallel
func (t *Thread) viewList(b *buffer, letter byte, dim, offset int) Object {
	if dim == len(b.shape) {
		return t.unpackItem(letter, b.data[offset:offset+b.itemSize])
	}
	items := make([]Object, b.shape[dim])
	for i := range items {
		if items[i] = t.viewList(b, letter, dim+1, offset+i*b.strides[dim]); items[i] == nil {
			return nil
		}
	}
	return newList(items)
}

// viewIndex resolves an index in dimension dim.
//
//rgo:parallel
func (t *Thread) viewIndex(b *buffer, dim int, key Object) (int, bool) {
	i, ok := t.itemIndex(key)
	if !ok {
		return 0, false
	}
	n := b.shape[dim]
	if i < 0 {
		i += n
	}
	if i < 0 || i >= n {
		t.indexError("index out of bounds on dimension " + intText(intOf(dim+1)))
		return 0, false
	}
	return i, true
}

// viewOffset finds the item that key selects; found is false if key selects
// something else.
//
//rgo:parallel
func (t *Thread) viewOffset(b *buffer, key Object) (offset int, found, ok bool) {
	switch k := key.(type) {
	case *Tuple:
		if len(b.shape) == 0 && len(k.items) == 0 {
			return b.offset, true, true
		}
		for _, o := range k.items {
			if !hasIndex(o) {
				return 0, false, true
			}
		}
		if len(k.items) < len(b.shape) {
			t.raise(NotImplementedError, "sub-views are not implemented")
			return 0, false, false
		}
		if len(k.items) > len(b.shape) {
			t.typeError("cannot index " + dimensionText(len(b.shape)) + "ension view with " + intText(intOf(len(k.items))) + "-element tuple")
			return 0, false, false
		}
		at := b.offset
		for d, o := range k.items {
			i, ok := t.viewIndex(b, d, o)
			if !ok {
				return 0, false, false
			}
			at += i * b.strides[d]
		}
		return at, true, true
	}
	if !hasIndex(key) {
		return 0, false, true
	}
	switch len(b.shape) {
	case 0:
		t.typeError("invalid indexing of 0-dim memory")
		return 0, false, false
	case 1:
		i, ok := t.viewIndex(b, 0, key)
		return b.offset + i*b.strides[0], ok, ok
	}
	t.raise(NotImplementedError, "multi-dimensional sub-views are not implemented")
	return 0, false, false
}

// viewGetItem is m[key].
//
//rgo:parallel
func (t *Thread) viewGetItem(b *buffer, key Object) Object {
	if key == Ellipsis && len(b.shape) == 0 {
		return newView(b)
	}
	letter := formatLetter(b.format)
	if s, ok := key.(*Slice); ok {
		return t.viewSlice(b, s)
	}
	if letter == 0 {
		return t.raise(NotImplementedError, "memoryview: unsupported format "+b.format)
	}
	at, found, ok := t.viewOffset(b, key)
	if !ok {
		return nil
	}
	if found {
		b.own()
		return t.unpackItem(letter, b.data[at:at+b.itemSize])
	}
	if p, ok := key.(*Tuple); ok && allSlices(p.items) {
		return t.raise(NotImplementedError, "multi-dimensional slicing is not implemented")
	}
	return t.typeError("memoryview: invalid slice key")
}

//rgo:parallel
func allSlices(items []Object) bool {
	for _, o := range items {
		if _, ok := o.(*Slice); !ok {
			return false
		}
	}
	return true
}

// viewSlice is m[start:stop:step]: a view of part of the memory.
//
//rgo:parallel
func (t *Thread) viewSlice(b *buffer, s *Slice) Object {
	if len(b.shape) == 0 {
		return t.typeError("invalid indexing of 0-dim memory")
	}
	start, stop, step, ok := t.sliceBounds(s, b.shape[0])
	if !ok {
		return nil
	}
	c := *b
	c.shape = append([]int{sliceLength(start, stop, step)}, b.shape[1:]...)
	c.strides = append([]int{b.strides[0] * step}, b.strides[1:]...)
	c.offset += start * b.strides[0]
	return newView(&c)
}

// viewSetItem is m[key] = value.
//
//rgo:parallel
func (t *Thread) viewSetItem(b *buffer, key, value Object) bool {
	if b.readonly {
		t.typeError("cannot modify read-only memory")
		return false
	}
	letter := formatLetter(b.format)
	if letter == 0 {
		t.raise(NotImplementedError, "memoryview: unsupported format "+b.format)
		return false
	}
	if len(b.shape) == 0 {
		if p, ok := key.(*Tuple); key == Ellipsis || ok && len(p.items) == 0 {
			return t.storeItem(b, letter, b.offset, value)
		}
		t.typeError("invalid indexing of 0-dim memory")
		return false
	}
	if s, ok := key.(*Slice); ok {
		return t.viewSetSlice(b, s, value)
	}
	at, found, ok := t.viewOffset(b, key)
	if !ok {
		return false
	}
	if !found {
		if p, ok := key.(*Tuple); ok && allSlices(p.items) {
			t.raise(NotImplementedError, "memoryview slice assignments are currently restricted to ndim = 1")
			return false
		}
		t.typeError("memoryview: invalid slice key")
		return false
	}
	return t.storeItem(b, letter, at, value)
}

// storeItem stores the item at an offset.
//
//rgo:parallel
func (t *Thread) storeItem(b *buffer, letter byte, at int, value Object) bool {
	item := make([]byte, b.itemSize)
	if !t.packItem(letter, value, item) {
		return false
	}
	b.own()
	copy(b.data[at:], item)
	return true
}

// viewSetSlice copies the content of another object into part of a view.
//
//rgo:parallel
func (t *Thread) viewSetSlice(b *buffer, s *Slice, value Object) bool {
	if len(b.shape) != 1 {
		t.raise(NotImplementedError, "memoryview slice assignments are currently restricted to ndim = 1")
		return false
	}
	src, ok := t.bufferOf(value)
	if !ok {
		return false
	}
	if src == nil {
		t.typeError("a bytes-like object is required, not '" + value.Class().name + "'")
		return false
	}
	part := t.viewSlice(b, s)
	if part == nil {
		return false
	}
	dst := part.(*MemoryView).view
	if len(src.shape) != 1 || src.shape[0] != dst.shape[0] || formatLetter(src.format) != formatLetter(dst.format) {
		t.valueError("memoryview assignment: lvalue and rvalue have different structures")
		return false
	}
	src.own()
	dst.own()
	content := append([]byte(nil), src.bytes()...)
	for i := 0; i < dst.shape[0]; i++ {
		copy(dst.data[dst.offset+i*dst.strides[0]:], content[i*dst.itemSize:(i+1)*dst.itemSize])
	}
	return true
}

// compareViews is == of a view and another object.
//
//rgo:parallel
func (t *Thread) compareViews(a, b Object) Object {
	v := a.(*MemoryView).view
	if v == nil {
		return boolOf(a == b)
	}
	if w, ok := b.(*MemoryView); ok && w.view == nil {
		return boolOf(a == b)
	}
	w, ok := t.bufferOf(b)
	if !ok {
		t.exc = nil
		return NotImplemented
	}
	if w == nil {
		return NotImplemented
	}
	if len(v.shape) != len(w.shape) {
		return False
	}
	for i := range v.shape {
		if v.shape[i] != w.shape[i] {
			return False
		}
		if v.shape[i] == 0 {
			break
		}
	}
	x, y := formatLetter(v.format), formatLetter(w.format)
	if x == 0 || y == 0 {
		return boolOf(a == b)
	}
	v.own()
	w.own()
	s, u := v.bytes(), w.bytes()
	if x == y && x != 'f' && x != 'd' && x != 'e' {
		return boolOf(string(s) == string(u))
	}
	for i := 0; i < v.count(); i++ {
		l := t.unpackItem(x, s[i*v.itemSize:(i+1)*v.itemSize])
		r := t.unpackItem(y, u[i*w.itemSize:(i+1)*w.itemSize])
		if same, ok := t.equal(l, r); !ok || !same {
			t.exc = nil
			return False
		}
	}
	return True
}

// hashView is the hash of a read-only view of bytes, which stays known after
// release.
func (t *Thread) hashView(m *MemoryView) Object {
	if !m.hashed {
		b := m.open(t)
		if b == nil {
			return nil
		}
		if !b.readonly {
			return t.valueError("cannot hash writable memoryview object")
		}
		if !isByteFormat(formatLetter(b.format)) {
			return t.valueError("memoryview: hashing is restricted to formats 'B', 'b' or 'c'")
		}
		if b.obj != Object(m) {
			if _, ok := t.hash(b.obj); !ok {
				return nil
			}
		}
		m.hash, m.hashed = hashBytes(string(b.bytes())), true
	}
	return newInt(int64(m.hash))
}

// castView is cast(format, shape).
//
//rgo:parallel
func (t *Thread) castView(b *buffer, format, shape Object) Object {
	f := strOf(format)
	if f == nil {
		return t.typeError("cast() argument 'format' must be str, not " + format.Class().name)
	}
	if !b.contiguous(false) {
		return t.typeError("memoryview: casts are restricted to C-contiguous views")
	}
	if (shape != nil || len(b.shape) != 1) && shape != None {
		if len(b.shape) != 1 && shape != nil {
			return t.typeError("memoryview: cast must be 1D -> ND or ND -> 1D")
		}
	}
	for _, n := range b.shape {
		if n == 0 && (shape != nil || len(b.shape) != 1) {
			return t.typeError("memoryview: cannot cast view with zeros in shape or strides")
		}
	}
	to, from := formatLetter(f.s), formatLetter(b.format)
	if to == 0 {
		return t.valueError("memoryview: destination format must be a native single character format prefixed with an optional '@'")
	}
	if from == 0 {
		return t.valueError("memoryview: source format must be a native single character format prefixed with an optional '@'")
	}
	if !isByteFormat(to) && !isByteFormat(from) {
		return t.typeError("memoryview: cannot cast between two non-byte formats")
	}
	size := formatSize(to)
	total := b.count() * b.itemSize
	if total%size != 0 {
		return t.typeError("memoryview: length is not a multiple of itemsize")
	}
	c := *b
	c.format, c.itemSize = f.s, size
	c.shape, c.strides = []int{total / size}, []int{size}
	if shape == nil || shape == None {
		return newView(&c)
	}
	items, ok := sequenceItems(shape)
	if !ok {
		return t.typeError("shape must be a list or a tuple")
	}
	if len(items) > 64 {
		return t.valueError("memoryview: number of dimensions must not exceed 64")
	}
	c.shape, c.strides = make([]int, len(items)), make([]int, len(items))
	n := size
	for i, o := range items {
		if !isInt(o) {
			return t.typeError("memoryview.cast(): elements of shape must be integers")
		}
		k, ok := t.index(o)
		if !ok {
			return nil
		}
		if k <= 0 {
			return t.valueError("memoryview.cast(): elements of shape must be integers > 0")
		}
		c.shape[i] = k
		if k > total+1 {
			k = total + 1
		}
		n *= k
		if n > total+size {
			n = total + size
		}
	}
	if n != total {
		return t.typeError("memoryview: product(shape) * itemsize != buffer size")
	}
	stride := size
	for i := len(items) - 1; i >= 0; i-- {
		c.strides[i] = stride
		stride *= c.shape[i]
	}
	return newView(&c)
}

// hexText is hex(sep, bytes_per_sep) of bytes-like objects.
//
//rgo:parallel
func (t *Thread) hexText(data []byte, sep, group Object) Object {
	mark := byte(0)
	per := 1
	if sep != nil {
		s, isBytes := bytesText(sep)
		if x := strOf(sep); x != nil {
			if x.n != 1 {
				return t.valueError("sep must be length 1.")
			}
			if !x.isASCII() {
				return t.valueError("sep must be ASCII.")
			}
			s = x.s
		} else if !isBytes {
			return t.typeError("sep must be str or bytes.")
		}
		if len(s) != 1 {
			return t.valueError("sep must be length 1.")
		}
		if s[0] >= 0x80 {
			return t.valueError("sep must be ASCII.")
		}
		mark = s[0]
	}
	if group != nil {
		n, ok := t.index(group)
		if !ok {
			return nil
		}
		per = n
	}
	out := make([]byte, 0, 2*len(data))
	for i, c := range data {
		if sep != nil && i > 0 && per != 0 && (per > 0 && (len(data)-i)%per == 0 || per < 0 && i%-per == 0) {
			out = append(out, mark)
		}
		out = append(out, hexDigits[c>>4], hexDigits[c&15])
	}
	return newASCII(string(out))
}

// operatorSlot looks up the special method of an operator for builtin types
// whose operators are only in their method tables.
//
//rgo:parallel
func operatorSlot(o Object, name *Str) Object {
	c := o.Class()
	if c.flags&byTable == 0 {
		return nil
	}
	return c.lookup(name)
}

// tableBinary is the binary operators of such types.
//
//rgo:parallel
func (t *Thread) tableBinary(op int, a, b Object) Object {
	if m := operatorSlot(a, binaryName(op)); m != nil {
		if r := t.callMethodObject(m, a, b); r != NotImplemented {
			return r
		}
	}
	if m := operatorSlot(b, reflectedName(op)); m != nil {
		return t.callMethodObject(m, b, a)
	}
	return NotImplemented
}

// tableCompare is the comparisons of such types.
//
//rgo:parallel
func (t *Thread) tableCompare(op int, a, b Object) Object {
	if m := operatorSlot(a, compareNames[op]); m != nil {
		if r := t.callMethodObject(m, a, b); r != NotImplemented {
			return r
		}
	}
	if m := operatorSlot(b, compareNames[mirrored[op]]); m != nil {
		return t.callMethodObject(m, b, a)
	}
	if op == code.Equal {
		return boolOf(a == b)
	}
	return NotImplemented
}
