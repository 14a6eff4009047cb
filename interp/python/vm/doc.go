// Package vm is the Python virtual machine: object model, interpreter loop,
// builtin functions and builtin modules.
//
// In: code objects (package code), made by the front end.
// Out: the effects of running them: output, exit status, exceptions.
// Holds: every Python value is an Object, a pointer to a whole Go struct.
// A Python exception is a Go result, never a Go panic: a function that may
// raise returns a nil Object (or ok == false) and leaves the exception pending
// in Thread.exc.
//
// Builtin types and their method tables are made by package initialisers, so
// that a translated VM finds them ready in its frozen heap. Initialisers touch
// neither the environment, nor files, nor the clock.
//
// Representation. Exact builtin values have Go types of their own (Int, *Str,
// *List ...). An instance of a user class is an *Instance; where the class
// derives from a builtin type the builtin value is the instance's payload. So
// a Go type switch tells exact builtin values, which cannot be overridden, from
// everything that has to ask its class.
package vm
