package build

// This file finds all that a program consists of, as text: enough to tell whether it is still the same.

import (
	"fmt"
	"go/parser"
	"io"
)

// Sources are the files of a program and of all packages that it uses.
type Sources struct {
	root     string
	located  map[string]*files // the program's own
	packages map[string]*reading
}

// Locate finds the sources of the program that cfg names. Only their imports have been looked at: the program may still be
// wrong. Errors are those of Load for a program that cannot be found.
func Locate(cfg Config) (*Sources, error) {
	if cfg.Threads == "" {
		cfg.Threads = "none"
	}
	r := newReader(cfg)
	r.mode = parser.ImportsOnly
	r.begin(needs(cfg)) // while the go command is asked about the program
	root, located, err := locate(cfg)
	if err != nil {
		return nil, err
	}
	r.start(root, located)
	return &Sources{root: root, located: located, packages: r.all()}, nil
}

// Dir returns the directory of the main package, "" if that is none of the program's own.
func (s *Sources) Dir() string { return directory(s.located[s.root]) }

// Hash writes what makes the program the one that it is: every package, every file with its text.
func (s *Sources) Hash(w io.Writer) {
	for _, path := range sortedKeys(s.packages) {
		p := s.packages[path]
		fmt.Fprintf(w, "package %q\n", path)
		if p.source == nil {
			continue
		}
		for _, list := range [][]sourceFile{p.source.list, p.source.overlay} {
			for _, f := range list {
				fmt.Fprintf(w, "file %q %d\n", f.name, len(f.text))
				w.Write(f.text)
			}
		}
	}
}

// Size returns how many bytes of text there are.
func (s *Sources) Size() (n int) {
	for _, p := range s.packages {
		if p.source != nil {
			n += p.source.size()
		}
	}
	return n
}

// find is the find of a reader of the same program.
func (s *Sources) find(importPath string, _ map[string]*files) (*files, error) {
	if p := s.packages[importPath]; p != nil {
		return p.source, p.err
	}
	return nil, nil
}
