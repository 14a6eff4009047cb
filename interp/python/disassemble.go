package main

import (
	"io"
	"os"

	"rgo/interp/python/compile"
	"rgo/interp/python/dis"
	"rgo/interp/python/parser"
	"rgo/interp/python/vm"
)

// This file is "-m dis": it shows the code of a file, or of the standard
// input.

func disassemble(args []string) int {
	name := "<stdin>"
	var source []byte
	var err error
	if len(args) > 0 && args[0] != "-" {
		name = args[0]
		source, err = os.ReadFile(name)
	} else {
		source, err = io.ReadAll(os.Stdin)
	}
	if err != nil {
		os.Stderr.WriteString("pygo: can't open file '" + name + "': " + vm.ErrorText(err) + "\n")
		return 2
	}
	module, fault := parser.ParseFile(name, source)
	if fault == nil {
		c, late := compile.Module(module, name, compile.Options{})
		if late == nil {
			os.Stdout.WriteString(dis.String(c))
			return 0
		}
		fault = late
		fault.AttachSource(source)
	}
	os.Stderr.WriteString(fault.Report())
	return 1
}
