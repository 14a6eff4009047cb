package jit

// This file lists the hints that are no calls: directives above a function's
// declaration, as //rgo:NAME, and tags of struct fields, as `rgo:"NAME"`.

// Place tells what a directive is attached to.
type Place uint8

// The places.
const (
	OnFunction Place = iota
	OnField
)

// Directive is a row of the table of directives.
type Directive struct {
	Name  string
	Place Place
	Doc   string
}

// Directives are all directives that the toolchain reads.
var Directives = []Directive{
	{"inline", OnFunction, "inline every call; a hint to the optimizer as well"},
	{"elidable", OnFunction, "same arguments, same result, and no effect that anyone could miss: calls with constant arguments are done once, while tracing"},
	{"dontlook", OnFunction, "the trace calls the function instead of following it"},
	{"unroll", OnFunction, "loops in the function run a number of times that is constant in a trace: follow every round"},
	{"loopinvariant", OnFunction, "the result does not change within one loop of the user's program"},
	{"immutable", OnField, "never written after the object was made; for a slice, neither are its elements"},
	{"quasiimmutable", OnField, "rarely written: traces take the value for constant and are thrown away when it is written"},
	{"rooted", OnField, "slices of arrays that package rlib/gc has made by Stack: stores of elements need no write barrier"},
}
