package code

import "math/big"

// This file has the constants of code objects.

// Const is a constant of a Code object. It is independent of the virtual
// machine's objects; the machine converts the constants once, when it first
// loads a Code.
type Const interface{ constant() }

// The kinds of constants. Strings are UTF-8, except that a lone surrogate
// (from an escape such as "\ud800") is encoded in three bytes as if it were a
// character.
type (
	// None is Python's None.
	None struct{}
	// Ellipsis is Python's Ellipsis.
	Ellipsis struct{}
	// Bool is True or False.
	Bool bool
	// Int is an int that fits a machine word.
	Int int64
	// BigInt is an int that does not fit a machine word. It is never changed.
	BigInt struct{ Value *big.Int }
	// Float is a float.
	Float float64
	// Complex is a complex.
	Complex complex128
	// Str is a str.
	Str string
	// Bytes is a bytes object.
	Bytes string
	// Tuple is a tuple of constants.
	Tuple []Const
	// FrozenSet is a frozenset; its elements differ from each other.
	FrozenSet []Const
)

func (None) constant()      {}
func (Ellipsis) constant()  {}
func (Bool) constant()      {}
func (Int) constant()       {}
func (BigInt) constant()    {}
func (Float) constant()     {}
func (Complex) constant()   {}
func (Str) constant()       {}
func (Bytes) constant()     {}
func (Tuple) constant()     {}
func (FrozenSet) constant() {}
func (*Code) constant()     {}
