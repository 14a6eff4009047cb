package main

import (
	"bufio"
	"os"
	"strings"

	"rgo/interp/python/ast"
	"rgo/interp/python/parser"
	"rgo/interp/python/vm"
)

// This file is the interactive prompt.

// prompt reads statements from the terminal and runs each when it is complete.
func prompt(t *vm.Thread) int {
	in := bufio.NewReader(os.Stdin)
	pending := ""
	for {
		if pending == "" {
			os.Stdout.WriteString(">>> ")
		} else {
			os.Stdout.WriteString("... ")
		}
		line, err := in.ReadString('\n')
		if err != nil && line == "" {
			os.Stdout.WriteString("\n")
			return t.Finish()
		}
		if pending == "" && strings.TrimSpace(line) == "" {
			continue
		}
		pending += line
		if parser.Incomplete([]byte(pending)) {
			continue
		}
		source := pending
		pending = ""
		if !t.RunMain([]byte(source), "<stdin>", ast.Single) {
			if status, exit := t.Report(); exit {
				return status
			}
		}
		t.Flush()
	}
}
