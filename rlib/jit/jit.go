// Package jit holds the hints that an interpreter gives to a later tracing JIT. Under plain Go, and in builds without a
// JIT, they do nothing and cost nothing.
//
// Struct fields that never change after construction carry the tag `rgo:"immutable"`; functions whose result depends on
// their arguments only carry the directive //rgo:elidable above their declaration.
package jit

// Promote returns x and tells the JIT to specialise the trace on its value: from here on it is a constant.
//
//rgo:inline
func Promote[T any](x T) T { return x }
