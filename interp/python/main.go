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
)

const usage = "usage: pygo [-V] [-c CODE | -m MODULE | FILE | -] [ARG]...\n"

func main() {
	os.Exit(run(os.Args[1:]))
}

// run executes a command line and returns the exit status.
func run(args []string) int {
	for len(args) > 0 {
		arg := args[0]
		switch {
		case arg == "-V" || arg == "--version":
			os.Stdout.WriteString("Python " + vm.Version + "\n")
			return 0
		case arg == "-h" || arg == "--help":
			os.Stdout.WriteString(usage)
			return 0
		case arg == "-c" || arg == "-m":
			if len(args) < 2 {
				os.Stderr.WriteString("Argument expected for the " + arg + " option\n" + usage)
				return 2
			}
			if arg == "-c" {
				return runText([]byte(args[1]+"\n"), "<string>", append([]string{"-c"}, args[2:]...), "")
			}
			return runModule(args[1], args[2:])
		case arg == "-":
			return runInput(args)
		case arg == "-u" || arg == "-B" || arg == "-E" || arg == "-s" || arg == "-I" || arg == "-S":
			args = args[1:] // accepted and without effect
		case strings.HasPrefix(arg, "-"):
			os.Stderr.WriteString("Unknown option: " + arg + "\n" + usage)
			return 2
		default:
			return runFile(arg, args)
		}
	}
	return runInput([]string{""})
}

// runFile runs a script.
func runFile(file string, argv []string) int {
	source, err := os.ReadFile(file)
	if err != nil {
		os.Stderr.WriteString("pygo: can't open file '" + absolute(file) + "': " + vm.ErrorText(err) + "\n")
		return 2
	}
	return runText(source, absolute(file), argv, directory(file))
}

// absolute is the path of a file from the root.
func absolute(file string) string {
	if strings.HasPrefix(file, "/") {
		return file
	}
	dir, err := os.Getwd()
	if err != nil {
		return file
	}
	return dir + "/" + file
}

// directory is the directory of a file as sys.path shows it.
func directory(file string) string {
	i := strings.LastIndexByte(file, '/')
	if i < 0 {
		dir, err := os.Getwd()
		if err != nil {
			return ""
		}
		return dir
	}
	if i == 0 {
		return "/"
	}
	return absolute(file[:i])
}

// runText runs source text as __main__.
func runText(source []byte, file string, argv []string, dir string) int {
	t := vm.NewInterp()
	t.SetArguments(argv, dir)
	t.RunMain(source, file, ast.File)
	return t.Finish()
}

// runModule runs a module as __main__; dis shows the code of a file.
func runModule(name string, args []string) int {
	if name == "dis" {
		return disassemble(args)
	}
	dir, err := os.Getwd()
	if err != nil {
		dir = ""
	}
	base := dir + "/" + strings.ReplaceAll(name, ".", "/")
	pkg := ""
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		pkg = name[:i]
	}
	file := base + ".py"
	source, err := os.ReadFile(file)
	if err != nil {
		pkg, file = name, base+"/__main__.py"
		if source, err = os.ReadFile(file); err != nil {
			os.Stderr.WriteString("pygo: No module named " + name + "\n")
			return 1
		}
	}
	t := vm.NewInterp()
	t.SetArguments(append([]string{file}, args...), dir)
	if t.EnterPackage(pkg) {
		t.RunMain(source, file, ast.File)
	}
	return t.Finish()
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

// runInput runs the standard input: the prompt on a terminal, else a script.
func runInput(argv []string) int {
	if info, err := os.Stdin.Stat(); err == nil && info.Mode()&os.ModeCharDevice != 0 {
		return prompt(argv)
	}
	source, err := io.ReadAll(os.Stdin)
	if err != nil {
		os.Stderr.WriteString("pygo: " + vm.ErrorText(err) + "\n")
		return 1
	}
	return runText(source, "<stdin>", argv, "")
}
