// Package unchecked is for slices whose indices an interpreter has proven right in another way than by asking each time.
package unchecked

// Slice is a slice with elements of type T. Translated programs do not check indices and bounds of expressions like s[i]
// and s[i:j] where s has this type: the author promises that they are right. Plain Go checks them, and so does the evaluator,
// which is where to run tests.
//
// It is for what runs with each instruction of an interpreter: its program, constants, and operand stack. The compiler of
// bytecode knows how deep the stack gets; a verifier of bytecode that comes from elsewhere (JVM specification, 4.10) must
// know it as well, or a wrong program reads and writes memory that is not its own.
type Slice[T any] []T
