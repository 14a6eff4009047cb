// Command python is a Python 3.11 interpreter: the program that rgo translates
// into the virtual machine pygo, and that plain Go runs too.
//
// In: the command line, a script, the standard input.
// Out: what the Python program prints, and its exit status.
package main

import (
	"io"
	"os"
	"strings"

	"rgo/interp/python/ast"
	"rgo/interp/python/vm"
	"rgo/rlib/gc"
)

func main() {
	gc.Growth(growth)
	os.Exit(run(os.Args))
}

// growth is by how many percent the heap grows between two collections of all of it: with more, programs are a little faster, and
// need more memory than on CPython.
const growth = 100

// run executes a command line, program name first, and returns the exit status.
func run(argv []string) int {
	c, status := parseCommand(argv)
	if c == nil {
		return status
	}
	if c.kind == runModule && c.what == "dis" && c.config.NoSite != 0 {
		return disassemble(c.rest)
	}
	if fault := c.config.ReadEnvironment(); fault != "" {
		os.Stderr.WriteString("Fatal Python error: " + fault + "\nPython runtime state: preinitialized\n")
		return 1
	}
	interactive := c.kind == runStdin && (c.config.Interactive != 0 || isTerminal(os.Stdin))
	if c.kind == runStdin && !interactive {
		c.config.Interactive = 0
	}
	t := vm.New(&c.config)
	if !t.Start() {
		return 1
	}
	switch c.kind {
	case runText:
		t.PrependPath("")
		t.RunMain([]byte(c.what+"\n"), "<string>", ast.File)
	case runModule:
		if dir, err := os.Getwd(); err == nil {
			t.PrependPath(dir)
		}
		t.RunModule(c.what, true)
	case runFile:
		if status := runScript(t, c); status != 0 {
			return status
		}
	default:
		t.PrependPath("")
		if interactive {
			if c.config.Quiet == 0 {
				os.Stderr.WriteString(t.Banner())
			}
			return t.Prompt(true)
		}
		source, err := io.ReadAll(os.Stdin)
		if err != nil {
			os.Stderr.WriteString("pygo: " + vm.ErrorText(err) + "\n")
			return 1
		}
		t.RunMain(source, "<stdin>", ast.File)
	}
	if c.config.Inspect != 0 && (isTerminal(os.Stdin) || c.config.Interactive != 0) {
		if !t.Pending() || !t.ReportBeforeInspect() {
			return t.Prompt(false)
		}
	}
	return t.Finish()
}

// runScript runs a file, or a directory or archive with __main__ in it.
func runScript(t *vm.Thread, c *command) int {
	info, err := os.Stat(c.what)
	if err == nil && (info.IsDir() || strings.HasSuffix(c.what, ".zip") || strings.HasSuffix(c.what, ".pyz")) {
		t.PrependPath(c.what)
		t.RunModule("__main__", false)
		return 0
	}
	source, err := os.ReadFile(c.what)
	if err != nil {
		os.Stderr.WriteString(c.config.Program + ": can't open file '" + vm.AbsolutePath(c.what) + "': " + vm.ErrorText(err) + "\n")
		return 2
	}
	if c.skipLine {
		i := strings.IndexByte(string(source), '\n')
		source = source[max(i, 0):]
	}
	t.PrependPath(vm.ScriptDirectory(c.what))
	t.RunFile(source, c.what)
	return 0
}

// isTerminal reports whether a file is a terminal.
func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0 && info.Mode()&os.ModeDevice != 0 && info.Name() != "null"
}

// disassemble prints the code of a file, or of the standard input.
func disassemble(args []string) int {
	file := "<stdin>"
	var source []byte
	var err error
	if len(args) > 0 && args[0] != "-" {
		file = args[0]
		source, err = os.ReadFile(file)
	} else {
		source, err = io.ReadAll(os.Stdin)
	}
	if err != nil {
		os.Stderr.WriteString("pygo: can't open file '" + file + "': " + vm.ErrorText(err) + "\n")
		return 2
	}
	t := vm.NewInterp()
	t.Disassemble(source, file)
	return t.Finish()
}
