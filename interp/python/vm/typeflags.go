package vm

// This file is __flags__ and the sizes that classes tell: the bits and numbers
// of CPython's type objects (Include/object.h) that the library looks at.

const (
	flagNoNew     = 1 << 7
	flagImmutable = 1 << 8
	flagHeapType  = 1 << 9
	flagBaseType  = 1 << 10
	flagReady     = 1 << 12
	flagHasGC     = 1 << 14
	flagAbstract  = 1 << 20
	flagLong      = 1 << 24
)

// subclassFlags are the bits of the builtin classes that CPython marks in all
// their subclasses, beginning with flagLong.
var subclassFlags = []*Type{IntType, ListType, TupleType, BytesType, StrType, DictType, BaseExceptionType, TypeType}

// pythonFlags is __flags__.
func (c *Type) pythonFlags() int {
	bits := flagReady
	if c.isUser() {
		bits |= flagHeapType | flagBaseType | flagHasGC
	} else {
		bits |= flagImmutable
		if c.flags&final == 0 {
			bits |= flagBaseType
		}
	}
	if c.hasAbstract() {
		bits |= flagAbstract
	}
	if c.lookup(nameNew) == nil {
		bits |= flagNoNew
	}
	for i, k := range subclassFlags {
		if c.isSubtype(k) {
			bits |= flagLong << i
		}
	}
	return bits
}

const (
	wordSize   = 8
	headerSize = 2 * wordSize // reference count and class
)

// basicSizes are the bytes that instances of builtin classes have beside
// their items, as in CPython; other classes have a header.
var basicSizes = []struct {
	cls         *Type
	basic, item int
}{
	{IntType, 24, 4}, {FloatType, 24, 0}, {ComplexType, 32, 0}, {StrType, 80, 0}, {BytesType, 33, 1}, {ByteArrayType, 56, 0},
	{ListType, 40, 0}, {TupleType, 24, 8}, {DictType, 48, 0}, {SetType, 200, 0}, {FrozenSetType, 200, 0}, {RangeType, 48, 0},
	{SliceType, 40, 0}, {TypeType, 912, 40}, {MemoryViewType, 144, 8}, {BaseExceptionType, 72, 0},
}

// sizes returns __basicsize__ and __itemsize__.
func (c *Type) sizes() (basic, item int) {
	basic = headerSize
	for _, row := range basicSizes {
		if c.isSubtype(row.cls) {
			basic, item = row.basic, row.item
			break
		}
	}
	for k := c; k != nil && k.isUser(); k = k.base {
		basic += wordSize * len(k.slotNames)
		if k.flags&weakrefs != 0 && k.base.flags&weakrefs == 0 {
			basic += wordSize
		}
	}
	return basic, item
}

func init() {
	TypeType.addGetSets([]getset{
		{"__flags__", func(t *Thread, o Object) Object { return intOf(o.(*Type).pythonFlags()) }, nil},
		{"__basicsize__", func(t *Thread, o Object) Object {
			basic, _ := o.(*Type).sizes()
			return intOf(basic)
		}, nil},
		{"__itemsize__", func(t *Thread, o Object) Object {
			_, item := o.(*Type).sizes()
			return intOf(item)
		}, nil},
		{"__dictoffset__", func(t *Thread, o Object) Object {
			c := o.(*Type)
			switch {
			case !c.hasDict():
				return newInt(0)
			case c.isUser():
				return newInt(-3 * wordSize)
			}
			return newInt(headerSize)
		}, nil},
		{"__weakrefoffset__", func(t *Thread, o Object) Object {
			if o.(*Type).flags&weakrefs == 0 {
				return newInt(0)
			}
			return newInt(headerSize)
		}, nil},
	})
}
