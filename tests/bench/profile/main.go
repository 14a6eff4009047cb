// Command profile runs a Python program on the interpreter compiled by plain Go and writes a profile of it, for Go's
// profile-guided optimization.
//
//	go run ./tests/bench/profile OUT PROGRAM ARGS
package main

import (
	"fmt"
	"os"
	"runtime/pprof"

	"rgo/interp/python/vm"
)

func main() {
	if len(os.Args) < 3 {
		fmt.Fprintln(os.Stderr, "usage: profile OUT PROGRAM ARGS")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2:]); err != nil {
		fmt.Fprintln(os.Stderr, "profile: "+err.Error())
		os.Exit(1)
	}
}

func run(out string, argv []string) error {
	source, err := os.ReadFile(argv[0])
	if err != nil {
		return err
	}
	file, err := os.Create(out)
	if err != nil {
		return err
	}
	defer file.Close()
	t := vm.New(&vm.Config{Program: "pygo", Argv: argv, Original: argv, MaxDigits: 4300})
	if !t.Start() {
		return fmt.Errorf("the interpreter does not start")
	}
	t.PrependPath(vm.ScriptDirectory(argv[0]))
	if err := pprof.StartCPUProfile(file); err != nil {
		return err
	}
	t.RunFile(source, argv[0])
	pprof.StopCPUProfile()
	return nil
}
