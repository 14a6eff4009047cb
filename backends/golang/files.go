package golang

// This file arranges the printed functions in files and writes the package to a directory.

import (
	"bytes"
	"embed"
	"fmt"
	"go/format"
	"os"
	"path/filepath"
	"sync"

	"rgo/flowgraph"
)

//go:embed _support/*.go
var support embed.FS

// fileSize is the size from which a new file is begun.
const fileSize = 400 << 10

// collect makes the files of the package.
func (p *program) collect(texts [][]byte) []file {
	var files []file
	entries, err := support.ReadDir("_support")
	if err != nil {
		panic(err)
	}
	for _, e := range entries {
		if e.Name() == "stacks.go" && !p.switchesStacks() {
			continue
		}
		text, err := support.ReadFile("_support/" + e.Name())
		if err != nil {
			panic(err)
		}
		files = append(files, file{e.Name(), text})
	}
	files = append(files,
		file{"go.mod", []byte("module translated\n\ngo 1.26\n")},
		file{"image.bin", p.image.bytes},
		file{"program.go", p.programFile()},
		file{"statics.go", p.image.constants()},
		file{"codes.go", p.codes.print(p.names)})
	var current bytes.Buffer
	number := 0
	finish := func() {
		if current.Len() == 0 {
			return
		}
		text := append([]byte(fileHeader), current.Bytes()...)
		files = append(files, file{fmt.Sprintf("code_%03d.go", number), text})
		number++
		current.Reset()
	}
	for _, t := range texts {
		if current.Len() > 0 && current.Len()+len(t) > fileSize {
			finish()
		}
		current.Write(t)
	}
	for _, g := range p.tried {
		current.Write(p.printTry(g))
	}
	finish()
	return files
}

// switchesStacks reports whether the program has goroutines.
func (p *program) switchesStacks() bool {
	for _, g := range p.Graphs {
		for _, b := range g.Blocks {
			for _, op := range b.Ops {
				if op.Kind == flowgraph.OpSwitchStack {
					return true
				}
			}
		}
	}
	return false
}

// fileHeader begins each file of functions. The blank uses keep imports that no function of the file needs.
const fileHeader = `package main

import (
	"math"
	"math/bits"
	"unsafe"
)

var (
	_ = math.Sqrt
	_ = bits.Mul64
	_ unsafe.Pointer
)

`

// programFile declares what the support files need to know of the program.
func (p *program) programFile() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "package main\n\nimport _ \"embed\"\n\n")
	fmt.Fprintf(&b, "// Static data: where it lies, how much of it is never written.\nconst (\n")
	fmt.Fprintf(&b, "staticStart uintptr = %#x\nstaticEnd uintptr = %#x\n", int64(imageBase), imageBase+p.image.size)
	fmt.Fprintf(&b, "imageSize uintptr = %d\nreadOnlySize uintptr = %d\n)\n\n", p.image.size, p.image.writes)
	fmt.Fprintf(&b, "//go:embed image.bin\nvar image string\n\n")
	fmt.Fprintf(&b, "func entry() { %s() }\n", p.names[p.Entry])
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
	old, err := filepath.Glob(filepath.Join(dir, "code_*.go"))
	if err != nil {
		return err
	}
	for _, path := range old {
		if !keep[filepath.Base(path)] {
			if err := os.Remove(path); err != nil {
				return err
			}
		}
	}
	for _, f := range files {
		if err := os.WriteFile(filepath.Join(dir, f.name), f.text, 0o666); err != nil {
			return err
		}
	}
	return nil
}
