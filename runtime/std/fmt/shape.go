package fmt

// This file is what the package knows of values without reflection.

import "unicode"

// A shape is what the front end gives every type for formatting (flowgraph/build/shapes.go); no source declares these
// methods. The parts of a pointer, i = 0, are of the target's type; of a slice or array, with any i, of the element's; of a
// map of the key's, i = 0, and the element's, i = 1; of a struct they are the fields.
//
// shapePart(i) is an element or field as an interface: what is in it if it is of interface type, nil if that is nil. Of a
// pointer, which is not nil, it is the target, i = 0; if the target is of a named type with an underlying predeclared type or
// []byte, with i = -1 the pointer itself as one to that. Of a bool, number or string it is the value as of the predeclared
// type, i = 0.
type shape interface {
	shapeKind(i int) int    // kind, numbered as reflect.Kind, of the static type of part i; i = -1: of the value's own type
	shapeText(i int) string // text of the static type of part i, as reflect.Type.String has it; i = -1: of the own type
	shapeLen() int          // elements of an array or slice, entries of a map, fields of a struct; 0 for others
	shapePart(i int) any    // see below
	shapeName(i int) string // name of field i of a struct, with a dot in front if it is embedded; "" for others
	shapeEntries() []any    // entries of a map, in any order: key, element, key, element ...
	shapeAddress() uintptr  // of a pointer, map, slice, channel, function, unsafe.Pointer: where it points; 0 is nil
}

// shapeOf returns x, which is not nil, as a shape. The front end has it by name.
func shapeOf(x any) shape { return HostShape(x) }

// HostShape is shapeOf under plain Go; tests set it.
var HostShape func(x any) shape

// The kinds of types, numbered as reflect.Kind.
const (
	kindInvalid = iota
	kindBool
	kindInt
	kindInt8
	kindInt16
	kindInt32
	kindInt64
	kindUint
	kindUint8
	kindUint16
	kindUint32
	kindUint64
	kindUintptr
	kindFloat32
	kindFloat64
	kindComplex64
	kindComplex128
	kindArray
	kindChan
	kindFunc
	kindInterface
	kindMap
	kindPointer
	kindSlice
	kindString
	kindStruct
	kindUnsafePointer
)

// plain reports whether values of the kind have a predeclared type's value as part 0.
func plain(kind int) bool {
	return kindBool <= kind && kind <= kindComplex128 || kind == kindString
}

// An access says whether the methods of a value may be called. As reflection has it, they may not for what was reached
// through a field that is not exported; an exported field of an embedded struct is one of the outer struct as well.
type access int

const (
	open     access = iota
	embedded        // an embedded field that is not exported
	closed
)

// inside returns the access to what is in an array, slice, map or interface.
func (a access) inside() access {
	if a == open {
		return open
	}
	return closed
}

// field returns the access to field i of s, and its name.
func (a access) field(s shape, i int) (string, access) {
	name := s.shapeName(i)
	embeds := name != "" && name[0] == '.'
	if embeds {
		name = name[1:]
	}
	if a == embedded {
		a = open
	}
	switch {
	case exported(name):
	case embeds && s.shapeKind(i) != kindInterface:
		if a == open {
			a = embedded
		}
	default:
		a = closed
	}
	return name, a
}

// exported reports whether a name starts with an upper-case letter.
func exported(name string) bool {
	for _, c := range name {
		return 'A' <= c && c <= 'Z' || c >= 0x80 && unicode.IsUpper(c)
	}
	return false
}
