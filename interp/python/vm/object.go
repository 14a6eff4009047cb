package vm

import "rgo/rlib/thread"

// This file defines Object, instances of user classes and the singletons.

// Object is any Python value. All implementations are pointers to structs.
type Object interface {
	Class() *Type
}

// classOf is o.Class(), without a call for the most frequent classes.
//
//rgo:inline
//rgo:parallel
func classOf(o Object) *Type {
	switch x := o.(type) {
	case *Instance:
		return x.cls
	case *Str:
		return StrType
	case *List:
		return ListType
	case *Dict:
		return DictType
	case *Set:
		return SetType
	case *Tuple:
		return TupleType
	case Int:
		return IntType
	}
	return o.Class()
}

// Instance is an object of a class that a program defined. Attributes live in
// slots, in the order that shape tells. After a program asked for __dict__ the
// attributes live in dict and shape is in dict mode.
type Instance struct {
	bias    thread.Bias // whose thread adds slots
	cls     *Type
	shape   *Shape
	slots   []Object
	dict    *Dict
	payload Object // the builtin value, for subclasses of int, list, ...
	ext     *instanceExt
}

// instanceExt is what few instances have: an identity that was asked for, and
// weak references to it.
type instanceExt struct {
	weakHolder
	id int
}

// extension returns the extension of the instance, making it if needed. Marked functions do so with idBias.
//
//rgo:parallel
func (i *Instance) extension() *instanceExt {
	if i.ext == nil {
		i.ext = &instanceExt{}
	}
	return i.ext
}

// Class returns the class of the instance.
//
//rgo:parallel
func (i *Instance) Class() *Type { return i.cls }

// newInstance allocates an instance of a user class.
//
//rgo:parallel
func newInstance(cls *Type, payload Object) *Instance {
	i := &Instance{bias: thread.Mine(), cls: cls, shape: cls.rootShape, payload: payload}
	if cls.flags&finalizes != 0 {
		finalizers.watch(i)
	}
	return i
}

// wrapNew returns value itself if cls is its exact class, else an instance of
// the subclass cls that carries it.
//
//rgo:parallel
func wrapNew(cls *Type, exact *Type, value Object) Object {
	if cls == exact {
		return value
	}
	return newInstance(cls, value)
}

// payloadOf returns the builtin value that o is or carries.
//
//rgo:parallel
func payloadOf(o Object) Object {
	if i, ok := o.(*Instance); ok && i.payload != nil {
		return i.payload
	}
	return o
}

// noneObject is the type of None.
type noneObject struct{ _ int }

// Class returns NoneType.
func (*noneObject) Class() *Type { return NoneType }

type notImplementedObject struct{ _ int }

// Class returns NotImplementedType.
func (*notImplementedObject) Class() *Type { return NotImplementedType }

type ellipsisObject struct{ _ int }

// Class returns EllipsisType.
func (*ellipsisObject) Class() *Type { return EllipsisType }

// Singletons. noneValue and its like have pointer types so that comparisons
// with them are pointer comparisons.
var (
	noneValue                 = &noneObject{}
	None               Object = noneValue
	NotImplemented     Object = &notImplementedObject{}
	Ellipsis           Object = &ellipsisObject{}
	trueValue                 = &Bool{true}
	falseValue                = &Bool{false}
	True               Object = trueValue
	False              Object = falseValue
	NoneType                  = newBuiltinType("NoneType", ObjectType, final)
	NotImplementedType        = newBuiltinType("NotImplementedType", ObjectType, final)
	EllipsisType              = newBuiltinType("ellipsis", ObjectType, final)
)

// Bool is True or False; there are exactly two.
type Bool struct {
	v bool `rgo:"immutable"`
}

// Class returns bool.
func (*Bool) Class() *Type { return BoolType }

// boolOf returns True or False.
//
//rgo:parallel
func boolOf(v bool) Object {
	if v {
		return True
	}
	return False
}

// Cell is a variable that closures share.
type Cell struct{ v Object }

// Class returns the cell type.
func (*Cell) Class() *Type { return CellType }

// CellType is the type of closure cells.
var CellType = newBuiltinType("cell", ObjectType, final)
