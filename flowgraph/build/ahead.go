package build

// This file reads and parses packages ahead of the type checker, which takes them one after the other and would otherwise
// wait for each: as soon as a package is parsed, those that it imports are read, as many at a time as there are
// processors. The files of one package have positions that are ordered like them; those of different packages are not compared.

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
)

// A reader reads packages and those that they import.
type reader struct {
	fset     *token.FileSet
	mode     parser.Mode
	find     func(importPath string, located map[string]*files) (*files, error)
	threads  bool            // programs can have goroutines
	checked  bool            // what the subset refuses to the program's own packages is not read for them
	known    map[string]bool // not to be read
	slots    chan struct{}   // one for every processor
	mu       sync.Mutex
	packages map[string]*reading
}

// A reading is one package: where it comes from, and its files.
type reading struct {
	done   chan struct{} // closed when the rest is there
	source *files        // nil if there is no such package
	err    error         // why it cannot be read
	parsed []parsedFile

	once sync.Once
	pkg  *Package // see assemble
}

// A parsedFile is the syntax of one file, or what is wrong with it.
type parsedFile struct {
	file *ast.File
	err  error
}

// assemble returns the package that r, which has been read, is: the files that parse, with what replaces declarations of theirs.
func (r *reading) assemble(fset *token.FileSet, importPath string) *Package {
	r.once.Do(func() {
		p := &Package{Path: importPath, Origin: r.source.origin, Info: newInfo(0), Texts: map[string][]byte{}, directives: map[types.Object]directive{}, goVersion: r.source.goVersion}
		r.pkg = p
		for i, f := range r.source.list {
			if r.parsed[i].err == nil {
				p.Files = append(p.Files, r.parsed[i].file)
				p.Texts[f.name] = f.text
			}
		}
		if !r.whole() {
			return
		}
		if r.source.overlay != nil {
			p.Files = overlay(fset, p.Files, r.source.overlay)
			for _, f := range r.source.overlay {
				p.Texts[f.name] = f.text
			}
		}
		if p.Files[0].Name.Name == "main" {
			p.Path = "main"
		}
	})
	return r.pkg
}

// whole reports whether there are files, and all of them parse.
func (r *reading) whole() bool {
	for _, f := range r.parsed {
		if f.err != nil {
			return false
		}
	}
	return len(r.parsed) > 0
}

func newReader(cfg Config) *reader {
	return &reader{
		fset: token.NewFileSet(),
		mode: parser.ParseComments | parser.SkipObjectResolution,
		find: func(importPath string, located map[string]*files) (*files, error) {
			return find(importPath, located, cfg.Threads)
		},
		threads:  cfg.Threads != "none",
		checked:  !cfg.Unchecked,
		known:    map[string]bool{},
		slots:    make(chan struct{}, runtime.GOMAXPROCS(0)),
		packages: map[string]*reading{},
	}
}

// begin begins to read packages that are not the program's own.
func (r *reader) begin(importPaths []string) {
	for _, p := range importPaths {
		if p = packagePath(p); !r.known[p] {
			r.start(p, nil)
		}
	}
}

// start begins to read a package, unless that has been begun. located are the program's own packages.
func (r *reader) start(importPath string, located map[string]*files) *reading {
	r.mu.Lock()
	defer r.mu.Unlock()
	p := r.packages[importPath]
	if p == nil {
		p = &reading{done: make(chan struct{})}
		r.packages[importPath] = p
		go func() {
			defer close(p.done)
			r.slots <- struct{}{}
			defer func() { <-r.slots }()
			r.read(p, importPath, located)
		}()
	}
	return p
}

// get returns a package when it has been read.
func (r *reader) get(importPath string, located map[string]*files) *reading {
	p := r.start(importPath, located)
	<-p.done
	return p
}

func (r *reader) read(p *reading, importPath string, located map[string]*files) {
	if p.source, p.err = r.find(importPath, located); p.err != nil || p.source == nil {
		return
	}
	list := p.source.list
	p.parsed = make([]parsedFile, len(list))
	places, bases := make([]*token.File, len(list)), r.reserve(importPath, list)
	var next atomic.Int64
	var left sync.WaitGroup
	left.Add(len(list))
	work := func() {
		for i := int(next.Add(1)) - 1; i < len(list); i = int(next.Add(1)) - 1 {
			places[i], p.parsed[i] = r.parse(list[i], bases[i])
			if p.parsed[i].err == nil {
				r.imports(p, p.parsed[i].file, located)
			}
			left.Done()
		}
	}
	for range min(len(list), cap(r.slots)) - 1 {
		go func() {
			r.slots <- struct{}{}
			defer func() { <-r.slots }()
			work()
		}()
	}
	work()
	left.Wait()
	r.fset.AddExistingFiles(places...)
}

// reserve returns where the positions of files begin that are parsed in any order.
func (r *reader) reserve(name string, list []sourceFile) []int {
	size := 0
	for _, f := range list {
		size += len(f.text) + 1
	}
	room := r.fset.AddFile(name, -1, size)
	r.fset.RemoveFile(room)
	bases, at := make([]int, len(list)), room.Base()
	for i, f := range list {
		bases[i] = at
		at += len(f.text) + 1
	}
	return bases
}

// parse parses a file whose positions begin at base.
func (r *reader) parse(f sourceFile, base int) (*token.File, parsedFile) {
	own := token.NewFileSet()
	if base > own.Base() {
		own.AddFile("", own.Base(), base-own.Base()-1)
	}
	file, err := parser.ParseFile(own, f.name, f.text, r.mode)
	return own.File(token.Pos(base)), parsedFile{file, err}
}

// imports begins to read what a file of p imports.
func (r *reader) imports(p *reading, file *ast.File, located map[string]*files) {
	for _, spec := range file.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		if err != nil || path == "unsafe" {
			continue
		}
		if r.refuses(p.source.origin, path) {
			continue
		}
		if path = packagePath(path); !r.known[path] {
			r.start(path, located)
		}
	}
}

// refuses reports whether the subset check refuses the import of path to packages of that origin.
func (r *reader) refuses(origin Origin, path string) bool {
	if origin != User || !r.checked {
		return false
	}
	code, _ := refusedImport(path, r.threads)
	return code != ""
}

// all waits until everything that has been begun is read, and returns it.
func (r *reader) all() map[string]*reading {
	for seen := 0; ; {
		r.mu.Lock()
		list := make([]*reading, 0, len(r.packages))
		for _, p := range r.packages {
			list = append(list, p)
		}
		r.mu.Unlock()
		if len(list) == seen {
			return r.packages
		}
		seen = len(list)
		for _, p := range list {
			<-p.done
		}
	}
}
