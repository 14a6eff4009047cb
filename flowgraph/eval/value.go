package eval

// This file is the memory of the flow stages. A value is a row of cells: one for a scalar, a pointer, a map, a function or
// an interface; two for a string or a complex number; three for a slice; a struct or an array is the cells of its parts.
//
//	bool, integers     bits, extended to 64 bits by signedness
//	float64, float32   bits: the IEEE pattern
//	complex            real, imaginary: two float64 or float32 cells
//	pointer            obj and bits: object and number of the cell; nil has no obj
//	string             {obj, bits: first byte} {bits: length}; obj holds bytes
//	slice              {obj, bits: first cell} {bits: length} {bits: capacity}
//	func               obj: a closure; nil has none
//	interface          nil: {}; a pointer or map: {obj, bits: type id << 32 | cell}; else {obj: box with type and cells}

import (
	"go/types"
	"sort"

	"golang.org/x/tools/go/types/typeutil"

	"rgo/flowgraph"
)

// A cell is one slot of a frame or of an object.
type cell struct {
	bits uint64
	obj  *object
}

// An object is a piece of memory: a variable, an array, a closure or the box of an interface value. Arrays of bytes are
// compact. Content is made when it is first touched.
type object struct {
	cells []cell
	bytes []byte // instead of cells if bytemk

	typ    *rtype // of the memory, or of an element; the dynamic type of a box; nil for closures
	fn     *code  // of a closure
	origin *flowgraph.Object
	size   int    // number of cells or bytes
	serial uint32 // when it was made or last saved, see journal.go
	bytemk bool   // compact: bytes instead of cells
	array  bool   // typ is that of an element
	filled bool   // cells or bytes exist
	addr   uint64 // its address as an integer, if anybody asked
}

// A value that takes more than wideCells cells is a single cell in a frame, see wide.go.
//
// An rtype is a Go type with what the evaluator needs to know. Identical types have the same rtype.
type rtype struct {
	typ    types.Type
	id     uint32
	n      int   // cells in memory
	regs   int   // cells in a frame: n, or 1 if it is wide, see wide.go
	fields []int // struct: first cell of each field
	elem   *rtype
	size   int64 // of a struct: see goSize
	types  *typeTable
	shape  shape
	key    bool // can stand in one interface cell together with its type id: pointers and maps
	name   string

	methods map[methodKey]*code
	impl    map[*rtype]string // interface → missing method, or "" if it has all
}

type methodKey struct {
	pkg, name string
	deferred  bool
}

// A shape is a kind of type, as far as operations on its values differ.
type shape uint8

const (
	shapeBool shape = iota
	shapeInt
	shapeUint
	shapeFloat32
	shapeFloat64
	shapeComplex64
	shapeComplex128
	shapeString
	shapePointer // also unsafe.Pointer and channels
	shapeMap
	shapeSlice
	shapeFunc
	shapeIface
	shapeStruct
	shapeArray
)

// typeTable makes rtypes.
type typeTable struct {
	fast  map[types.Type]*rtype
	canon typeutil.Map
	byID  []*rtype
}

func newTypeTable() *typeTable {
	return &typeTable{fast: map[types.Type]*rtype{}, byID: []*rtype{nil}}
}

func (tt *typeTable) of(t types.Type) *rtype {
	if r := tt.fast[t]; r != nil {
		return r
	}
	if r, ok := tt.canon.At(t).(*rtype); ok {
		tt.fast[t] = r
		return r
	}
	r := &rtype{typ: t, id: uint32(len(tt.byID)), n: 1, types: tt}
	tt.byID = append(tt.byID, r)
	tt.fast[t] = r
	tt.canon.Set(t, r)
	switch u := t.Underlying().(type) {
	case *types.Basic:
		r.shape, r.n = basicShape(u)
		r.key = u.Kind() == types.UnsafePointer
	case *types.Pointer, *types.Chan:
		r.shape, r.key = shapePointer, true
	case *types.Map:
		r.shape, r.key = shapeMap, true
	case *types.Slice:
		r.shape, r.n = shapeSlice, 3
		r.elem = tt.of(u.Elem())
	case *types.Signature:
		r.shape = shapeFunc
	case *types.Interface:
		r.shape = shapeIface
	case *types.Struct:
		r.shape, r.n = shapeStruct, 0
		for i := range u.NumFields() {
			r.fields = append(r.fields, r.n)
			r.n += tt.of(u.Field(i).Type()).n
		}
	case *types.Array:
		r.shape = shapeArray
		r.elem = tt.of(u.Elem())
		r.n = int(u.Len()) * r.elem.n
	}
	r.regs = r.n
	if r.n > wideCells {
		r.regs = 1
	}
	return r
}

func basicShape(b *types.Basic) (shape, int) {
	switch b.Kind() {
	case types.Float32:
		return shapeFloat32, 1
	case types.Float64, types.UntypedFloat:
		return shapeFloat64, 1
	case types.Complex64:
		return shapeComplex64, 2
	case types.Complex128, types.UntypedComplex:
		return shapeComplex128, 2
	case types.String, types.UntypedString:
		return shapeString, 2
	case types.UnsafePointer, types.UntypedNil:
		return shapePointer, 1
	}
	switch info := b.Info(); {
	case info&types.IsBoolean != 0:
		return shapeBool, 1
	case info&types.IsUnsigned != 0:
		return shapeUint, 1
	}
	return shapeInt, 1
}

// field returns the rtype of a field of a struct.
func (tt *typeTable) field(r *rtype, i int) *rtype {
	return tt.of(r.typ.Underlying().(*types.Struct).Field(i).Type())
}

// text returns the type as the runtime prints it.
func (r *rtype) text() string {
	if r.name == "" {
		r.name = flowgraph.RuntimeTypeString(r.typ)
	}
	return r.name
}

// isByte reports whether a value of r takes one byte of memory, so that arrays of it are compact.
func (r *rtype) isByte() bool {
	switch u := r.typ.Underlying().(type) {
	case *types.Basic:
		return u.Kind() == types.Uint8 || u.Kind() == types.Int8 || u.Kind() == types.Bool
	}
	return false
}

// newObject returns a zeroed object that holds a t.
func (m *Machine) newObject(t *rtype) *object {
	if t.n == 0 {
		return m.zero // all of no size are one, as in gc
	}
	o := &object{typ: t, size: t.n, serial: m.serial}
	if t.shape == shapeArray && t.elem.isByte() {
		o.bytemk = true
	} else if t.n <= 4 && t.n > 0 {
		o.cells, o.filled = smallCells(t.n), true
	}
	return o
}

func smallCells(n int) []cell {
	switch n {
	case 1:
		return new([1]cell)[:]
	case 2:
		return new([2]cell)[:]
	case 3:
		return new([3]cell)[:]
	}
	return new([4]cell)[:]
}

// newArray returns a zeroed object with n elements of type elem, as behind a slice.
func (m *Machine) newArray(elem *rtype, n int) *object {
	o := &object{typ: elem, array: true, size: n * elem.n, serial: m.serial}
	o.bytemk = elem.isByte()
	if !o.bytemk {
		o.cells, o.filled = make([]cell, o.size), true
	}
	return o
}

// bytesObject returns an object whose bytes are b.
func (m *Machine) bytesObject(b []byte) *object {
	return &object{typ: m.byteType, array: true, bytes: b, size: len(b), bytemk: true, filled: true, serial: m.serial}
}

// fill makes the content of o.
func (m *Machine) fill(o *object) {
	o.filled = true
	if o.bytemk {
		o.bytes = make([]byte, o.size)
	} else {
		o.cells = make([]cell, o.size)
	}
	if o.origin != nil {
		m.importLeaves(o)
	}
}

// stringCells makes a string.
func (m *Machine) stringCells(s string) (cell, cell) {
	if s == "" {
		return cell{}, cell{}
	}
	o := m.strings[s]
	if o == nil {
		o = m.bytesObject([]byte(s))
		if len(s) < 1<<12 {
			m.strings[s] = o
		}
	}
	return cell{obj: o}, cell{bits: uint64(len(s))}
}

// goString returns the string in two cells.
func goString(a, b cell) string {
	if b.bits == 0 {
		return ""
	}
	return string(a.obj.bytes[a.bits : a.bits+b.bits])
}

// addresses turns objects into integers and back.
type addresses struct {
	next uint64
	list []*object // ascending by addr
}

// take returns the address of cell or byte number i of o.
func (a *addresses) take(o *object, i uint64) uint64 {
	if o.addr == 0 {
		if a.next == 0 {
			a.next = 1 << 32
		}
		o.addr = a.next
		size := uint64(o.size)
		if !o.bytemk {
			size *= 8
		}
		a.next += (size + 31) &^ 15
		a.list = append(a.list, o)
	}
	if o.bytemk {
		return o.addr + i
	}
	return o.addr + 8*i
}

// find returns the object at an address, and the number of the cell or byte.
func (a *addresses) find(addr uint64) (*object, uint64) {
	i := sort.Search(len(a.list), func(i int) bool { return a.list[i].addr > addr }) - 1
	if i < 0 {
		return nil, 0
	}
	o := a.list[i]
	off := addr - o.addr
	if !o.bytemk {
		off /= 8
	}
	if off > uint64(o.size) {
		return nil, 0
	}
	return o, off
}
