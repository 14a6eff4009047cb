// Package llvm is the native backend: it compiles a program through LLVM.
//
// In goes a flowgraph.Program at stage lowered: low-level types, explicit memory, the collector's work spelled out.
// Out comes an executable file, made in three steps: LLVM IR in memory (built with github.com/llir/llvm), object files
// (clang, any version from 15 on), and one linked file (lld if there is one). What then holds: the file is complete or
// does not exist, and the same program with the same options gives the same bytes. The program is left alone.
//
// The map of the package:
//
//	build.go      Build: the steps in order
//	partition.go  which graph is compiled in which module
//	module.go     one LLVM module: declarations of what it uses
//	function.go   a graph: blocks, phis, branches
//	emit*.go      operations, by family; the table is in emit.go
//	static.go     static data, as constants with headers and relocations
//	debug.go      source positions
//	toolchain.go  finding and running clang and the linker; cache.go keeps objects by content
//	support/      start-up, external functions and stack switching, in C and assembly
//
// Conventions of the emitted code. Every graph is a function with calling convention fastcc, or preserve_mostcc if it is a
// cold leaf such as the slow paths of collectors; it never unwinds as C++ does. Several results are returned as a struct. Bool is i1 in registers and i8 in memory. Ref, Addr and Code are
// opaque pointers. Floating point is exactly IEEE: nothing is contracted or reassociated.
package llvm
