package flowgraph

// This file describes memory that exists before the program starts: globals, the heap frozen after the package
// initialisers have run, and the static data the rtyper makes of both.

import (
	"go/types"

	"rgo/rtyper/lltype"
)

// An Object is a piece of memory at the flow stages: a global variable or an object made by a package initializer.
//
// Its content is a flat list of leaves. A type is flattened into leaves in order: a struct into the leaves of its fields
// (blank ones included), an array into those of its elements; every other type is one leaf. NumLeaves counts them. A
// pointer into an object is a leaf index, so interior pointers need no special case.
type Object struct {
	Name   string     // unique for globals ("strconv.optimize"); "" or made up for others
	Type   types.Type // what the memory holds: T for new(T) and globals, [n]T for the array behind a slice
	Global bool
	Pos    Pos
	// Leaves holds the initial content; nil is all zero. A leaf is nil (zero) or, by its type,
	//	bool, int64, uint64, float64, complex128, string   as in Const.Val
	//	Pointer      pointers, unsafe pointers, and maps (to a runtime/maps.Map object)
	//	SliceValue, FuncValue, IfaceValue
	Leaves []any
	// Deferred is set on globals of a package whose initialiser could not run at translation time: it runs at start-up.
	Deferred bool
}

// String returns the object's name.
func (o *Object) String() string { return o.Name }

// A Pointer is the address of leaf Leaf of Obj. Leaf can be one past the end.
type Pointer struct {
	Obj  *Object
	Leaf int
}

// A SliceValue is a frozen slice. Len and Cap count elements; the element type is that of the slice.
type SliceValue struct {
	Data     Pointer
	Len, Cap int64
}

// A FuncValue is a frozen function value.
type FuncValue struct {
	Graph *Graph
	Bound []any // one leaf-style value list, flattened, for each of Graph.Captures in order
}

// An IfaceValue is a frozen non-nil interface value: dynamic type and the flattened leaves of the value.
type IfaceValue struct {
	Type   types.Type
	Leaves []any
}

// A Static is a piece of static data at the low-level stages.
type Static struct {
	Name     string         // unique
	Layout   *lltype.Layout // header in front, as a heap object has; nil for raw data without a header
	Bits     uint32         // the collector's half of the header
	Len      int64          // number of elements if Layout is variable
	Data     []byte         // initial content of Size bytes, little endian; may be shorter: the rest is zero
	Size     int64
	Align    int64
	Relocs   []Reloc // places in Data that hold addresses, ascending by Off
	ReadOnly bool    // nobody ever writes to it
	Pos      Pos
}

// Header returns the header word of s, which has a layout.
func (s *Static) Header() uint64 { return uint64(s.Bits)<<32 | uint64(s.Layout.ID) }

// A Reloc says that the word at Off holds an address: of Static plus Addend, or of Graph's code.
type Reloc struct {
	Off    int64
	Static *Static
	Addend int64
	Graph  *Graph
}

// A StaticRef is the address of the byte at Off of a Static: a constant of type Ref or Addr.
type StaticRef struct {
	Static *Static
	Off    int64
}
