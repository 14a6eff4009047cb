// Command scheme runs programs of a small Scheme: proper tail calls, closures, lists, vectors, quasiquotation, and
// escapes by call/cc. It is RGo's interpreter of another kind than interp/python: no bytecode, but a tree of nodes that
// evaluate themselves.
//
//	go run ./interp/scheme FILE [ARG...]     as an ordinary Go program
//	rgo translate ./interp/scheme            as a native program
//
// A text becomes data (reader.go), and each form of it a tree of nodes in which variables are places (compile.go,
// syntax.go); nodes.go and calls.go evaluate them, prim*.go are the procedures that are there from the start.
package main

import "os"

func main() {
	if len(os.Args) < 2 {
		os.Stderr.WriteString("usage: scheme FILE [ARG...]\n")
		os.Exit(2)
	}
	text, err := os.ReadFile(os.Args[1])
	if err != nil {
		os.Stderr.WriteString("scheme: " + err.Error() + "\n")
		os.Exit(2)
	}
	m := NewMachine(os.Stdout, os.Args[2:])
	fault := m.Run(string(text))
	m.out.Flush()
	if fault != nil {
		os.Stderr.WriteString(os.Args[1] + ":" + fault.Error() + "\n")
		os.Exit(1)
	}
}
