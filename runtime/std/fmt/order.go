package fmt

// This file brings the entries of a map in order, as Go's package does: numbers and strings by size, NaN first, false
// before true, complex numbers by their real part first, arrays and structs by their parts, pointers and channels by
// address. In interfaces nil comes first, then the type decides; Go takes the address of its description there, which
// differs from program to program, we take its text.

import (
	"cmp"
	"slices"
)

// An entry is one of a map.
type entry struct{ key, element any }

// sorted returns the entries, which come as key, element, key, element ..., in order.
func sorted(flat []any) []entry {
	entries := make([]entry, len(flat)/2)
	for i := range entries {
		entries[i] = entry{flat[2*i], flat[2*i+1]}
	}
	slices.SortStableFunc(entries, func(a, b entry) int { return compare(a.key, b.key) })
	return entries
}

// compare compares two keys of a map.
func compare(a, b any) int {
	switch x := a.(type) {
	case string:
		if y, ok := b.(string); ok {
			return cmp.Compare(x, y)
		}
	case int:
		if y, ok := b.(int); ok {
			return cmp.Compare(x, y)
		}
	}
	switch {
	case a == nil && b == nil:
		return 0
	case a == nil:
		return -1
	case b == nil:
		return 1
	}
	if c := cmp.Compare(typeString(a), typeString(b)); c != 0 {
		return c
	}
	s, t := shapeOf(a), shapeOf(b)
	switch kind := s.shapeKind(-1); {
	case plain(kind):
		return comparePlain(s.shapePart(0), t.shapePart(0))
	case kind == kindArray || kind == kindStruct:
		for i := range s.shapeLen() {
			if c := compare(s.shapePart(i), t.shapePart(i)); c != 0 {
				return c
			}
		}
		return 0
	}
	return cmp.Compare(s.shapeAddress(), t.shapeAddress())
}

// comparePlain compares two values of the same predeclared type.
func comparePlain(a, b any) int {
	if x, ok := signedValue(a); ok {
		y, _ := signedValue(b)
		return cmp.Compare(x, y)
	}
	if x, ok := unsignedValue(a); ok {
		y, _ := unsignedValue(b)
		return cmp.Compare(x, y)
	}
	switch x := a.(type) {
	case string:
		return cmp.Compare(x, b.(string))
	case float32:
		return cmp.Compare(x, b.(float32))
	case float64:
		return cmp.Compare(x, b.(float64))
	case complex64:
		return compareComplex(complex128(x), complex128(b.(complex64)))
	case complex128:
		return compareComplex(x, b.(complex128))
	case bool:
		switch y := b.(bool); {
		case x == y:
			return 0
		case y:
			return -1
		}
		return 1
	}
	return 0
}

func compareComplex(x, y complex128) int {
	if c := cmp.Compare(real(x), real(y)); c != 0 {
		return c
	}
	return cmp.Compare(imag(x), imag(y))
}

// signedValue returns x if it is a signed integer of a predeclared type.
func signedValue(x any) (int64, bool) {
	switch x := x.(type) {
	case int:
		return int64(x), true
	case int8:
		return int64(x), true
	case int16:
		return int64(x), true
	case int32:
		return int64(x), true
	case int64:
		return x, true
	}
	return 0, false
}

// unsignedValue returns x if it is an unsigned integer of a predeclared type.
func unsignedValue(x any) (uint64, bool) {
	switch x := x.(type) {
	case uint:
		return uint64(x), true
	case uint8:
		return uint64(x), true
	case uint16:
		return uint64(x), true
	case uint32:
		return uint64(x), true
	case uint64:
		return x, true
	case uintptr:
		return uint64(x), true
	}
	return 0, false
}
