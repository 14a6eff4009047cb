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
func prompt(argv []string) int {
	t := vm.NewInterp()
	t.SetArguments(argv, "")
	os.Stdout.WriteString("Python " + vm.Version + " (rgo)\n")
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
		if unfinished(pending, line) {
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

// unfinished tells whether a statement goes on after this line: it is a block
// that no empty line has ended, or the source ends too early.
func unfinished(source, line string) bool {
	blank := strings.TrimSpace(line) == ""
	_, fault := parser.ParseSingle("<stdin>", []byte(source))
	if fault == nil {
		first := strings.TrimRight(source, " \t\n")
		block := strings.HasSuffix(first, ":") || strings.Contains(source, "\n ") || strings.Contains(source, "\n\t")
		return block && !blank
	}
	if blank {
		return false
	}
	return strings.Contains(fault.Message, "was never closed") || strings.Contains(fault.Message, "unterminated triple-quoted") ||
		strings.Contains(fault.Message, "unexpected EOF") || strings.Contains(fault.Message, "expected an indented block") ||
		strings.Contains(fault.Message, "expected 'except' or 'finally' block")
}
