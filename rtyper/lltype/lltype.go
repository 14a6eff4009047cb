// Package lltype defines the low-level type system: the types that variables have after the rtyper, and the
// layouts of the memory they point to. It knows nothing of graphs, so that package flowgraph can import it.
//
// A low-level variable holds one scalar of a Prim type. Everything larger (strings, slices, structs, interfaces
// are one word) has been taken apart into several variables by the rtyper, or lies in memory behind a Ref.
package lltype

// Prim is the type of a low-level variable.
type Prim uint8

// The primitive types. Integers wrap around at their width. A word is 64 bits.
const (
	Void Prim = iota
	Bool      // 1 byte in memory, 0 or 1
	Int8      // two's complement
	Int16
	Int32
	Int64 // RPython's Signed; Go's int
	Uint8
	Uint16
	Uint32
	Uint64 // RPython's Unsigned; Go's uint and uintptr
	Float32
	Float64
	Ref  // address that the collector sees: nil, whole object, interior or static
	Addr // address that the collector does not see: raw memory, stack, block tables
	Code // address of a graph's machine code
	numPrims
)

var primNames = [numPrims]string{"Void", "Bool", "Int8", "Int16", "Int32", "Signed", "Uint8", "Uint16", "Uint32",
	"Unsigned", "Float32", "Float", "Ref", "Addr", "Code"}

var primSizes = [numPrims]int64{0, 1, 1, 2, 4, 8, 1, 2, 4, 8, 4, 8, 8, 8, 8}

// String returns the name used in the text form of graphs.
func (p Prim) String() string { return primNames[p] }

// Size returns the number of bytes p takes in memory; its alignment is the same.
func (p Prim) Size() int64 { return primSizes[p] }

// IsInt reports whether p is one of the eight integer types.
func (p Prim) IsInt() bool { return Int8 <= p && p <= Uint64 }

// IsSigned reports whether p is a signed integer type.
func (p Prim) IsSigned() bool { return Int8 <= p && p <= Int64 }

// IsFloat reports whether p is Float32 or Float64.
func (p Prim) IsFloat() bool { return p == Float32 || p == Float64 }

// IsPointer reports whether p is an address of any kind.
func (p Prim) IsPointer() bool { return p == Ref || p == Addr || p == Code }

// Lookup returns the type whose String is name.
func Lookup(name string) (Prim, bool) {
	for i, n := range primNames {
		if n == name {
			return Prim(i), true
		}
	}
	return Void, false
}

// Object headers. A Ref to a whole object is the address of its first field; the header is in front of it.
const (
	HeaderSize   = 8   // every object: type id (low 32 bits), collector's flags (high 32 bits)
	HeaderOffset = -8  // of the header word, from the object's address
	LengthOffset = -16 // of the element count (Signed) of an object with a variable part
	ArrayHeader  = 16  // bytes in front of an object with a variable part
)

// A Layout describes the memory of one kind of heap object. Its ID stands in the header of each such object.
//
// An object is a fixed part of Size bytes, followed, if Stride is not zero, by n elements of Stride bytes, where n
// stands at LengthOffset. Objects with a variable part have Size 0.
type Layout struct {
	ID     uint32
	Name   string  // unique; for people and for the text form
	Size   int64   // bytes of the fixed part
	Refs   []int64 // byte offsets of the Refs in the fixed part, ascending
	Stride int64   // bytes of an element, or 0
	Elem   []int64 // byte offsets of the Refs in an element, ascending

	// Whole and WholeElem list those of Refs and Elem that never lead into the middle of an object: they are nil, or the
	// address of an object's first field. The others may.
	Whole, WholeElem []int64

	// DynType is the text of the Go type that an interface holding such an object has as its dynamic type (as
	// go's runtime prints it: package name, not path), or "" if no interface ever holds one.
	DynType string

	// Immediate says that these are the boxes of a type most of whose values stand in interface words themselves.
	Immediate bool
}

// Variable reports whether objects of l have a variable part.
func (l *Layout) Variable() bool { return l.Stride != 0 }

// HasRefs reports whether objects of l can hold references.
func (l *Layout) HasRefs() bool { return len(l.Refs)+len(l.Elem) > 0 }

// String returns l's name.
func (l *Layout) String() string { return l.Name }
