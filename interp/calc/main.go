// Command calc runs programs of a small language: expressions, variables, functions, loops. It is the finished form of
// the interpreter that docs/your-first-interpreter.md builds, written in RGo's subset:
//
//	go run ./interp/calc FILE          as an ordinary Go program
//	rgo translate ./interp/calc        as a native VM
//
// A source text becomes bytecode in one pass (lexer.go, compiler.go), which a stack machine executes (vm.go).
package main

import "os"

func main() {
	if len(os.Args) != 2 {
		os.Stderr.WriteString("usage: calc FILE\n")
		os.Exit(2)
	}
	src, err := os.ReadFile(os.Args[1])
	if err != nil {
		os.Stderr.WriteString("calc: " + err.Error() + "\n")
		os.Exit(2)
	}
	program, fault := Compile(string(src))
	if fault == nil {
		fault = NewVM(program, os.Stdout).Run()
	}
	if fault != nil {
		os.Stderr.WriteString(os.Args[1] + ":" + fault.Error() + "\n")
		os.Exit(1)
	}
}
