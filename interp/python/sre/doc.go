// Package sre is the matching engine of the module re: it runs the code that
// the library's re/_compiler.py makes of a pattern.
//
// In: code words, and a subject: bytes, ASCII text or code points.
// Out: whether there is a match, where, and what the groups caught.
// Holds: code is validated before it runs, so that no code can take the engine
// out of bounds. Matching does not recurse: choices, group changes and
// repetition counts are on stacks of the Matcher, whose size is bounded by
// memory only. Nothing here calls Python code.
//
//rgo:parallel
package sre
