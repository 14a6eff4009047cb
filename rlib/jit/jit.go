// Package jit holds the hints by which an interpreter tells a tracing JIT what
// it may rely on.
//
// In: calls and comments in the interpreter's source. Out: nothing; under
// plain Go, and in builds without a JIT, every function here does nothing and
// inlines away, so a hint costs nothing and changes no result. What holds: the
// program means the same with all hints removed. What a hint promises is the
// author's duty: a wrong promise makes a JIT build wrong.
//
// The vocabulary is that of meta-tracing. A JIT follows the interpreter's own
// code while it runs a hot loop of the user's program. Values are green if
// they are the same whenever the user's program is at the same place (the
// program counter, the code object), and red otherwise.
package jit

// MergePoint marks the head of the dispatch loop. pc and program are the green
// values: together they name a place in the user's program. A trace starts and
// ends at merge points.
//
//rgo:inline
func MergePoint(pc int, program any) {}

// CanEnter marks a backward jump of the user's program: the place to count how
// often a loop runs, and to enter its compiled form. pc is the target.
//
//rgo:inline
func CanEnter(pc int, program any) {}

// Promote returns x and asks for a trace that holds for this value of x only:
// the value is compared once, with a guard, and is a constant from there on.
// Use it for values that are nearly always the same at one place of the user's
// program, such as the class of a receiver.
//
//rgo:inline
func Promote[T any](x T) T { return x }

// PromoteString is Promote for strings, which are compared by content.
//
//rgo:inline
func PromoteString(s string) string { return s }

// Virtualizable marks an object, such as a frame, whose fields the JIT may
// keep in registers while compiled code runs.
//
//rgo:inline
func Virtualizable[T any](x *T) *T { return x }

// InTrace reports whether the caller is being traced or runs as compiled code.
//
//rgo:inline
func InTrace() bool { return false }

// IsConstant reports whether the JIT knows the value of x in this trace.
//
//rgo:inline
func IsConstant[T any](x T) bool { return false }
