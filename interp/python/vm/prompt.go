package vm

import (
	"bufio"
	"errors"
	"os"
	"strings"

	"rgo/interp/python/ast"
	"rgo/interp/python/parser"
	"rgo/rlib/lineedit"
)

// This file is the interactive prompt.

// Prompt reads statements and runs each when it is complete, until the input ends or the program asks to exit. It returns
// the exit status. startup says that nothing ran before, so the file PYTHONSTARTUP comes first.
func (t *Thread) Prompt(startup bool) int {
	in := t.interp
	in.config.Inspect = 0 // SystemExit ends the process from here on
	setDefault := func(name, text string) {
		if in.sys.dict.getStr(intern(name)) == nil {
			in.sys.set(name, newASCII(text))
		}
	}
	setDefault("ps1", ">>> ")
	setDefault("ps2", "... ")
	t.mainModule() // completion imports it
	if startup {
		t.runStartupFile()
	}
	t.runInteractiveHook()
	read := t.blockReader()
	for {
		text, err := read(t.promptText("ps1"), t.promptText("ps2"))
		switch {
		case errors.Is(err, lineedit.ErrInterrupted):
			t.writeError("KeyboardInterrupt\n")
		case err != nil:
			return t.Finish()
		case strings.TrimSpace(text) != "":
			in.interrupted = false // only the last statement counts
			if t.runTyped(text) {
				continue
			}
			if status, exit := t.Report(); exit {
				t.Finish()
				return status
			}
		}
	}
}

// promptText is a prompt as the program set it.
func (t *Thread) promptText(name string) string {
	o := t.interp.sys.dict.getStr(intern(name))
	if o == nil {
		return ""
	}
	s := t.str(o)
	if s == nil {
		t.exc = nil
		return ""
	}
	return escapeSurrogates(s.s)
}

// runStartupFile runs the file that PYTHONSTARTUP names.
func (t *Thread) runStartupFile() {
	path := ""
	if t.interp.config.IgnoreEnvironment == 0 {
		path = environmentValue("PYTHONSTARTUP")
	}
	if path == "" || !t.audit("cpython.run_startup", NewStr(path)) {
		return
	}
	source, err := os.ReadFile(path)
	if err != nil {
		t.writeError("Could not open PYTHONSTARTUP\n")
		t.osError(err, fsDecode(path))
	} else if t.RunMain(source, path, ast.File) {
		return
	}
	t.Report()
}

// runInteractiveHook calls sys.__interactivehook__, with which the library sets up completion and the history.
func (t *Thread) runInteractiveHook() {
	hook := t.interp.sys.dict.getStr(intern("__interactivehook__"))
	if hook == nil || !t.audit("cpython.run_interactivehook", hook) {
		return
	}
	if t.call0(hook) == nil {
		t.writeError("Failed calling sys.__interactivehook__\n")
		t.Report()
	}
}

// runTyped runs what was typed. Several statements, which a paste can bring, run one after the other.
func (t *Thread) runTyped(text string) bool {
	c := t.compileTyped(text)
	if c == nil {
		return false
	}
	m := t.mainModule()
	ok := t.runCode(c, m.dict, m.dict, nil) != nil
	t.Flush()
	return ok
}

func (t *Thread) compileTyped(text string) *Code {
	const file = "<stdin>"
	tree, fault := parser.ParseTyped(file, []byte(text+"\n"))
	return t.compileParsed(tree, fault, []byte(text), file, 0)
}

// blockReader returns the function that asks for a statement: with editing at a terminal, otherwise line by line, with the
// prompts on the standard error output as CPython has them.
func (t *Thread) blockReader() func(first, next string) (string, error) {
	if lineedit.IsTerminal(0) && lineedit.IsTerminal(1) {
		r := t.lineReader()
		return func(first, next string) (string, error) {
			t.Flush()
			return t.readEdited(r, first, next, func(text string) bool { return parser.Incomplete([]byte(text)) })
		}
	}
	in := bufio.NewReader(os.Stdin)
	return func(first, next string) (string, error) {
		t.Flush()
		t.writeError(first)
		text := ""
		for {
			line, err := in.ReadString('\n')
			text += line
			if err != nil {
				if text != "" {
					err = nil
				}
				return text, err
			}
			if !parser.Incomplete([]byte(text)) {
				return strings.TrimSuffix(text, "\n"), nil
			}
			t.writeError(next)
		}
	}
}
