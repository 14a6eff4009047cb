package golang

// This file arranges the printed functions in files and writes the package to a directory.

import (
	"bytes"
	"cmp"
	"embed"
	"fmt"
	"go/format"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"rgo/flowgraph"
	"rgo/runtime"
)

//go:embed _support/main.go _support/rt/*.go
var support embed.FS

// fileSize is the size from which a new file is begun.
const fileSize = 400 << 10

// supportFiles are copied into every program that wants them.
var supportFiles = []struct {
	name   string
	wanted func(op *flowgraph.Op) bool // for some operation; nil: always
}{
	{"main.go", nil},
	{"rt/externs.go", nil},
	{"rt/process.go", callsSystem},
	{"rt/firstthread.go", func(op *flowgraph.Op) bool { return op.Kind == flowgraph.OpExtern && op.Aux == "watch_signal" }},
	{"rt/machines.go", usesMachines},
	{"rt/memory.go", nil},
	{"rt/signals.go", nil},
	{"rt/stacks.go", func(op *flowgraph.Op) bool { return op.Kind == flowgraph.OpSwitchStack }},
	{"rt/support.go", nil},
}

// usesMachines reports whether op is of a program whose goroutines run on several OS threads.
func usesMachines(op *flowgraph.Op) bool {
	name, ok := op.Extern()
	return ok && name == "machines_start"
}

// callsSystem reports whether op is of a program that may copy its process.
func callsSystem(op *flowgraph.Op) bool {
	name, ok := op.Extern()
	return ok && name == "syscall" || usesMachines(op)
}

// forkFiles are copied into programs that may copy their process, from the package that does it under plain Go.
var forkFiles = []string{"procfork/procfork.go", "procfork/procfork_amd64.s", "procfork/poller.go", "procfork/interrupt.go"}

// collect makes the files of the packages.
func (p *program) collect() ([]file, error) {
	list := p.parts
	if p.whole {
		list = []*part{{name: "main", own: p.Graphs}}
	}
	printed, err := p.printParts(list)
	if err != nil {
		return nil, err
	}
	var files []file
	for _, f := range supportFiles {
		if f.wanted != nil && !p.anyOp(f.wanted) {
			continue
		}
		text, err := support.ReadFile("_support/" + f.name)
		if err != nil {
			panic(err)
		}
		files = append(files, file{f.name, text})
	}
	if p.anyOp(callsSystem) {
		for _, name := range forkFiles {
			text, err := runtime.Files.ReadFile(name)
			if err != nil {
				panic(err)
			}
			files = append(files, file{name, text})
		}
	}
	files = append(files,
		file{"go.mod", []byte("module translated\n\ngo 1.26\n")},
		file{"image.bin", p.image.bytes},
		file{"program.go", p.programFile()},
		file{p.codes.file(p), p.codes.print(p)})
	for _, f := range slices.Concat(printed...) {
		f.name = strings.TrimPrefix(f.name, "main/")
		files = append(files, f)
	}
	return files, nil
}

// anyOp reports whether the program has an operation that is so.
func (p *program) anyOp(is func(op *flowgraph.Op) bool) bool {
	for _, g := range p.Graphs {
		for _, b := range g.Blocks {
			if slices.ContainsFunc(b.Ops, is) {
				return true
			}
		}
	}
	return false
}

// fileHeader begins each file of functions. The blank uses keep imports that no function of the file needs.
const fileHeader = `package %s

import (
	"math"
	"math/bits"
	. "unsafe"

	. "translated/rt"
)

var (
	_ = math.Sqrt
	_ = bits.Mul64
	_ = MemZero
	_ Pointer
)

`

// programFile declares what the support files need to know of the program.
func (p *program) programFile() []byte {
	var b bytes.Buffer
	b.WriteString("package main\n\nimport (\n\t_ \"embed\"\n")
	if !p.whole {
		fmt.Fprintf(&b, "\t_ \"translated/%s\"\n", codesPackage)
	}
	for _, x := range p.parts {
		fmt.Fprintf(&b, "\t_ \"translated/%s\"\n", x.name)
	}
	b.WriteString("\t_ \"unsafe\"\n)\n\n")
	fmt.Fprintf(&b, "// Static data: how much there is of it, how much is never written.\nconst (\n")
	fmt.Fprintf(&b, "imageSize uintptr = %d\nreadOnlySize uintptr = %d\n)\n\n", p.image.size, p.image.writes)
	fmt.Fprintf(&b, "//go:embed image.bin\nvar image string\n\n")
	entry := p.names[p.Entry]
	if !p.whole {
		b.Write(p.declareFunction(entry, p.Entry, ""))
	}
	fmt.Fprintf(&b, "func entry() { %s() }\n", entry)
	return b.Bytes()
}

// formatFiles runs gofmt over the Go files.
func formatFiles(files []file) error {
	errs := make([]error, len(files))
	var wait sync.WaitGroup
	for i := range files {
		f := &files[i]
		if filepath.Ext(f.name) != ".go" {
			continue
		}
		wait.Go(func() {
			text, err := format.Source(f.text)
			if err != nil {
				errs[i] = fmt.Errorf("internal error: printed Go does not parse: %s: %v", f.name, err)
				return
			}
			f.text = text
		})
	}
	wait.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// writeFiles writes the package to dir, and removes Go files of an earlier one.
func writeFiles(dir string, files []file) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	keep := map[string]bool{}
	for _, f := range files {
		keep[f.name] = true
	}
	for _, pattern := range []string{"code_*.go", "codes.go", codesPackage + "/*.go", partPrefix + "*/code_*.go", idlePrefix + "*/code_*.go", "rt/*.go"} {
		old, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil {
			return err
		}
		for _, path := range old {
			if name, err := filepath.Rel(dir, path); err != nil || keep[name] {
				continue
			}
			if err := os.Remove(path); err != nil {
				return err
			}
		}
	}
	errs := make([]error, len(files))
	flowgraph.Parallel(len(files), func(i int) {
		path := filepath.Join(dir, files[i].name)
		if errs[i] = os.MkdirAll(filepath.Dir(path), 0o777); errs[i] == nil {
			errs[i] = os.WriteFile(path, files[i].text, 0o666)
		}
	})
	return cmp.Or(errs...)
}
