package build

// This file type-checks packages ahead of the loader, which would otherwise do that one after the other: each as soon as all that it
// imports is checked, as many at a time as there are processors. A package with an error, and what imports it, is left to
// the loader, which words errors and has them in an order of its own.

import (
	"go/types"
	"maps"
	"strconv"
	"sync"
)

// A typechecker type-checks packages and those that they import.
type typechecker struct {
	reader   *reader
	loaded   map[string]*Package // before
	located  map[string]*files   // the program's own packages
	stop     chan struct{}       // closed when nobody waits any more
	group    sync.WaitGroup
	mu       sync.Mutex
	packages map[string]*checking
}

// A checking is one package being checked.
type checking struct {
	done chan struct{} // closed when ok is known; never if the package is in a cycle of imports
	pkg  *Package
	ok   bool // pkg has types
}

func newChecker(s *Session, r *reader, located map[string]*files) *typechecker {
	return &typechecker{reader: r, loaded: maps.Clone(s.packages), located: located, stop: make(chan struct{}), packages: map[string]*checking{}}
}

// end waits until nothing is being checked. Whoever waits for an import then gives up.
func (c *typechecker) end() {
	close(c.stop)
	c.group.Wait()
}

// start begins to check a package, unless that has been begun.
func (c *typechecker) start(importPath string) *checking {
	c.mu.Lock()
	defer c.mu.Unlock()
	k := c.packages[importPath]
	if k == nil {
		k = &checking{done: make(chan struct{})}
		c.packages[importPath] = k
		c.group.Go(func() { c.run(k, importPath) })
	}
	return k
}

// checked reports whether p, of which all imports are checked, has its types now.
func (c *typechecker) checked(importPath string, p *Package) bool {
	k := c.start(importPath)
	<-k.done
	return k.ok && k.pkg == p
}

func (c *typechecker) run(k *checking, importPath string) {
	read := c.reader.get(importPath, c.located)
	if read.err != nil || read.source == nil {
		close(k.done)
		return
	}
	k.pkg = read.assemble(c.reader.fset, importPath)
	imports, ok, cycle := c.imports(k.pkg)
	if cycle {
		return
	}
	if ok && read.whole() {
		c.reader.slots <- struct{}{}
		k.ok = k.pkg.typeCheck(c.reader.fset, read.source, imports, func(error) {})
		<-c.reader.slots
	}
	close(k.done)
}

// imports waits for what p imports. It is not ok if something there is missing, refused or wrong. If nobody waits for p any more, p
// may be in a cycle.
func (c *typechecker) imports(p *Package) (imports importer, ok, cycle bool) {
	imports = importer{"unsafe": types.Unsafe}
	waiting := map[string]*checking{}
	for _, f := range p.Files {
		for _, spec := range f.Imports {
			name, err := strconv.Unquote(spec.Path.Value)
			if err != nil || imports[name] != nil || waiting[name] != nil {
				continue
			}
			if c.reader.refuses(p.Origin, name) {
				return nil, false, false
			}
			path := packagePath(name)
			if known := c.loaded[path]; known != nil {
				imports[name] = known.Types
			} else {
				waiting[name] = c.start(path)
			}
		}
	}
	for name, k := range waiting {
		select {
		case <-k.done:
		case <-c.stop:
			return nil, false, true
		}
		if !k.ok {
			return nil, false, false
		}
		imports[name] = k.pkg.Types
	}
	return imports, true, false
}
