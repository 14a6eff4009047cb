package build

// This file is the table of what is refused: one row a code, with an example that a test loads.

// A Code is a row of the table.
type Code struct {
	Code  string
	Title string // the message, or the kind of message where it says more
	Why   string // one or two sentences
	Hint  string // what to write instead, or ""
	// Example is the text of main.go, or several files in txtar form, of a program that is refused with this code.
	Example string
}

// The codes of faults that any Go compiler would report.
const (
	codeSyntax      = "SUB001"
	codeType        = "SUB002"
	codeNoPackage   = "SUB003"
	codeImportCycle = "SUB004"
	codeNoMain      = "SUB005"
	codeVersion     = "SUB006"
)

// The codes of what is not Go source that can be analysed.
const (
	codeCgo      = "SUB010"
	codeNoBody   = "SUB011"
	codePrint    = "SUB012"
	codeTyped    = "SUB013"
	codeLinkname = "SUB014"
	codeUnsafe   = "SUB015"
	codeReflect  = "SUB016"
	codePackage  = "SUB017"
	codeAssembly = "SUB019"
	codeEmbed    = "SUB020"
)

// The codes of what needs threads or the scheduler.
const (
	codeGo     = "SUB021"
	codeChan   = "SUB022"
	codePull   = "SUB023"
	codeSelect = "SUB024"
	codeTimer  = "SUB025"
	codeGoexit = "SUB026"
)

// The codes of what the runtime does not offer.
const (
	codeFinalizer = "SUB030"
	codeCaller    = "SUB031"
	codeInternal  = "SUB032"
	codeMissing   = "SUB033"
	codeProcess   = "SUB034"
	codeLarge     = "SUB035"
)

var codes = []Code{
	{codeSyntax, "syntax error", "The file is not Go.", "", "package main\n\nfunc main() { x := }\n"},
	{codeType, "type error", "The program does not type-check.", "", "package main\n\nfunc main() { var x int = \"a\"; _ = x }\n"},
	{codeNoPackage, "package not found", "An imported package, or the one to load, does not exist.", "",
		"package main\n\nimport \"example.org/none\"\n\nfunc main() { none.F() }\n"},
	{codeImportCycle, "import cycle", "Packages must not import each other in a circle.", "",
		"-- main.go --\npackage main\n\nimport \"example/a\"\n\nfunc main() { a.F() }\n" +
			"-- a/a.go --\npackage a\n\nimport \"example/b\"\n\nfunc F() { b.F() }\n" +
			"-- b/b.go --\npackage b\n\nimport \"example/a\"\n\nfunc F() { a.F() }\n"},
	{codeNoMain, "no function main", "Only commands are translated: package main with a function main.", "", "package lib\n\nfunc F() {}\n"},
	{codeVersion, "newer Go version", "The module asks for a newer version of the language than this translator knows.", "",
		"-- go.mod --\nmodule example\n\ngo 1.99\n-- main.go --\npackage main\n\nfunc main() {}\n"},

	{codeCgo, "cgo is not supported", "Functions written in C cannot be analysed.", "write the function in Go",
		"package main\n\n// int one(void) { return 1; }\nimport \"C\"\n\nfunc main() { println(C.one()) }\n"},
	{codeNoBody, "function without a Go body", "Functions written in assembly cannot be analysed.", "write the function in Go",
		"package main\n\nfunc add(a, b int) int\n\nfunc main() { println(add(1, 2)) }\n"},
	{codePrint, "print of a function value", "Function values have no address that could be printed.", "compare the function with nil and print that",
		"package main\n\nfunc main() { println(main) }\n"},
	{codeTyped, "argument of unknown type", "There is no reflection: sort.Slice and errors.As must see the type of the slice or target at the call.",
		"pass the slice, or the pointer to the target of errors.As, directly",
		"package main\n\nimport \"sort\"\n\nfunc f(x any) {\n\tsort.Slice(x, func(i, j int) bool { return i < j })\n}\n\nfunc main() { f([]int{2, 1}) }\n"},
	{codeLinkname, "linkname is not supported", "Names of other packages' functions are not stable.", "export the function, or copy it",
		"package main\n\nimport _ \"unsafe\"\n\n//go:linkname now time.now\nfunc now() {}\n\nfunc main() { now() }\n"},
	{codeUnsafe, "unsafe memory access is not supported", "Memory has another layout than in Go; only unsafe.Sizeof, Alignof and Offsetof may be used.",
		"math.Float64bits and its relatives, encoding/binary, or ordinary conversions",
		"package main\n\nimport \"unsafe\"\n\nfunc main() {\n\tx := 1.5\n\tprintln(*(*uint64)(unsafe.Pointer(&x)))\n}\n"},
	{codeReflect, "reflection is not supported", "Types do not exist at run time, apart from what type switches and assertions need.",
		"a type switch, or an interface with a method",
		"package main\n\nimport \"reflect\"\n\nfunc main() { println(reflect.TypeOf(1).String()) }\n"},
	{codePackage, "package is not supported", "The package needs reflection, threads, assembly or the operating system in ways that are not there yet, or has not been tried.", "",
		"package main\n\nimport \"net/http\"\n\nfunc main() { http.ListenAndServe(\"\", nil) }\n"},
	{codeAssembly, "assembly is not supported", "The package has files that are not Go.", "write the function in Go",
		"-- main.go --\npackage main\n\nfunc main() {}\n-- add.s --\nTEXT ·add(SB), $0\n\tRET\n"},
	{codeEmbed, "embedded files are not supported", "", "a string constant, or os.ReadFile",
		"-- main.go --\npackage main\n\nimport _ \"embed\"\n\n//go:embed a.txt\nvar text string\n\nfunc main() { print(text) }\n-- a.txt --\nhello\n"},

	{codeGo, "goroutine in a build without threads", "There is one thread and no scheduler.", "translate with --threads green or gil",
		"package main\n\nfunc main() { go println(1) }\n"},
	{codeChan, "channel in a build without threads", "A channel operation can block, and nobody would go on.", "translate with --threads green or gil, or use a slice as a queue",
		"package main\n\nfunc main() {\n\tc := make(chan int, 1)\n\tc <- 1\n\tprintln(<-c)\n\tclose(c)\n}\n"},
	{codePull, "iter.Pull in a build without threads", "It needs a coroutine.", "translate with --threads green or gil, or range over the sequence",
		"package main\n\nimport \"iter\"\n\nfunc seq(yield func(int) bool) { yield(1) }\n\nfunc main() {\n\tnext, stop := iter.Pull(seq)\n\tprintln(next())\n\tstop()\n}\n"},
	{codeSelect, "select in a build without threads", "There are no channels.", "translate with --threads green or gil", "package main\n\nfunc main() { select {} }\n"},
	{codeTimer, "timers need threads", "A timer runs beside the program.", "translate with --threads green or gil, or use time.Sleep",
		"package main\n\nimport \"time\"\n\nfunc main() { time.AfterFunc(time.Second, func() { println(1) }) }\n"},
	{codeGoexit, "runtime.Goexit in a build without threads", "There is only the main goroutine, which cannot end before the program.", "translate with --threads green or gil, or return, or os.Exit",
		"package main\n\nimport \"runtime\"\n\nfunc main() { runtime.Goexit() }\n"},

	{codeFinalizer, "finalizer of unknown type", "Which finalizer is set on what type of object must be known where runtime.SetFinalizer is called, since there is no reflection.", "a pointer of a concrete type and a function of one parameter that takes it",
		"package main\n\nimport \"runtime\"\n\nfunc main() {\n\tvar x any = new(int)\n\tset(x)\n}\n\nfunc set(x any) {\n\truntime.SetFinalizer(x, func(*int) {})\n}\n"},
	{codeCaller, "the call stack is not available", "Frames of functions are not recorded.", "pass the information as a parameter",
		"package main\n\nimport \"runtime\"\n\nfunc main() {\n\t_, file, _, _ := runtime.Caller(0)\n\tprintln(file)\n}\n"},
	{codeInternal, "import of a package of the runtime", "The packages below rgo/runtime are for translated code, not for programs.", "the packages below rgo/rlib",
		"package main\n\nimport \"rgo/runtime/strs\"\n\nfunc main() { println(strs.Concat(\"a\", \"b\")) }\n"},
	{codeMissing, "not available in translated programs", "The package is there, but this part of it is not.", "",
		"package main\n\nimport \"runtime\"\n\nfunc main() {\n\tvar m runtime.MemProfileRecord\n\t_ = m\n}\n"},
	{codeProcess, "processes are not supported", "A translated program cannot start others.", "",
		"package main\n\nimport \"os\"\n\nfunc main() { os.StartProcess(\"a\", nil, nil) }\n"},
	{codeLarge, "type is too large", "Objects are limited to 1 GiB.", "a slice that grows", "package main\n\nvar a [1 << 40]byte\n\nfunc main() { println(a[0]) }\n"},
}

// Codes returns the table.
func Codes() []Code { return codes }

// findCode returns the row of a code.
func findCode(code string) Code {
	for _, c := range codes {
		if c.Code == code {
			return c
		}
	}
	return Code{Code: code}
}
