package build

// This file finds the program's own packages: those that are neither standard nor part of the runtime.

import (
	"errors"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/tools/go/packages"

	"rgo/flowgraph"
)

// goVersion is the language version of files that no go.mod covers, and of the standard library.
const goVersion = "go1.26"

// buildTags are set besides those that GOOS, GOARCH and the release imply.
var buildTags = [...]string{"math_big_pure_go", "rgo"}

// locate returns the import path of the package that cfg names, and the files of every package of the program that
// is not standard and not ours, by import path.
func locate(cfg Config) (string, map[string]*files, error) {
	if len(cfg.Patterns) == 0 {
		cfg.Patterns = []string{"."}
	}
	if strings.HasSuffix(cfg.Patterns[0], ".go") {
		return locateFiles(cfg)
	}
	if len(cfg.Patterns) > 1 {
		return "", nil, errors.New("one package at a time: got " + strings.Join(cfg.Patterns, " "))
	}
	return locatePackages(cfg)
}

// locateFiles reads a list of .go files. Only if they import something that is not standard, the go command is asked.
func locateFiles(cfg Config) (string, map[string]*files, error) {
	src := &files{goVersion: goVersion}
	others := false
	for _, name := range cfg.Patterns {
		full := name
		if !filepath.IsAbs(full) {
			full = filepath.Join(cfg.Dir, name)
		}
		text, err := os.ReadFile(full)
		if err != nil {
			return "", nil, missingFile(name, err)
		}
		src.list = append(src.list, sourceFile{filepath.Base(name), text})
		others = others || importsOthers(full, text)
	}
	if others {
		return locatePackages(cfg)
	}
	const root = "command-line-arguments"
	return root, map[string]*files{root: src}, nil
}

// missingFile is the error for a file or directory that cannot be read.
func missingFile(name string, err error) error {
	msg := err.Error()
	var pe *fs.PathError
	if errors.As(err, &pe) {
		msg = pe.Err.Error()
	}
	return Errors{{Pos: flowgraph.Pos{File: name}, Code: codeNoPackage, Msg: msg}}
}

// importsOthers reports whether a file imports packages that only the go command can find.
func importsOthers(name string, text []byte) bool {
	f, err := parser.ParseFile(token.NewFileSet(), name, text, parser.ImportsOnly)
	if err != nil {
		return false // reported when the whole file is parsed
	}
	for _, spec := range f.Imports {
		p, err := strconv.Unquote(spec.Path.Value)
		if err != nil || p == "C" || p == "unsafe" || embeddedPath(p) {
			continue
		}
		first, _, _ := strings.Cut(p, "/")
		if strings.Contains(first, ".") || !standardExists(p) {
			return true
		}
	}
	return false
}

// locatePackages asks the go command. It is not asked about the meaning of anything: only about files and modules.
func locatePackages(cfg Config) (string, map[string]*files, error) {
	pc := &packages.Config{
		Dir: cfg.Dir,
		Mode: packages.NeedName | packages.NeedFiles | packages.NeedCompiledGoFiles | packages.NeedImports |
			packages.NeedDeps | packages.NeedModule,
		Env:        append(os.Environ(), "GOOS=linux", "GOARCH=amd64", "CGO_ENABLED=0"),
		BuildFlags: []string{"-tags=" + strings.Join(buildTags[:], ",")},
	}
	patterns := cfg.Patterns
	if len(patterns) == 1 && !strings.HasSuffix(patterns[0], ".go") {
		dir := patterns[0]
		if !filepath.IsAbs(dir) {
			dir = filepath.Join(cfg.Dir, dir)
		}
		if st, err := os.Stat(dir); err == nil && st.IsDir() && !standardExists(patterns[0]) && !strings.HasPrefix(patterns[0], ".") {
			if abs, err := filepath.Abs(dir); err == nil {
				patterns = []string{abs}
			}
		}
	}
	roots, err := packages.Load(pc, patterns...)
	if err != nil {
		return "", nil, err
	}
	if len(roots) != 1 {
		if len(roots) == 0 {
			return "", nil, Errors{{Code: codeNoPackage, Msg: "no packages match " + strings.Join(cfg.Patterns, " ")}}
		}
		return "", nil, Errors{{Code: codeNoPackage, Msg: strings.Join(cfg.Patterns, " ") + " matches more than one package"}}
	}
	c := &collector{dir: cfg.Dir, located: map[string]*files{}, seen: map[string]bool{}}
	c.add(roots[0])
	if len(c.errs) > 0 {
		return "", nil, c.errs.err()
	}
	return roots[0].PkgPath, c.located, nil
}

// collector turns what go/packages says into files.
type collector struct {
	dir     string
	located map[string]*files
	seen    map[string]bool
	errs    Errors
}

func (c *collector) add(p *packages.Package) {
	if c.seen[p.PkgPath] || p.PkgPath == "unsafe" || p.PkgPath == "C" {
		return
	}
	c.seen[p.PkgPath] = true
	if embeddedPath(p.PkgPath) || p.Module == nil && p.PkgPath != "command-line-arguments" && standardExists(p.PkgPath) {
		return
	}
	if len(p.GoFiles) == 0 {
		c.packageErrors(p)
		return
	}
	src := &files{goVersion: goVersion}
	base := ""
	if p.Module != nil {
		if p.Module.GoVersion != "" {
			src.goVersion = "go" + p.Module.GoVersion
		}
		base = p.Module.Dir
	}
	for _, name := range p.GoFiles {
		text, err := os.ReadFile(name)
		if err != nil {
			c.errs = append(c.errs, &Error{Pos: flowgraph.Pos{File: name}, Code: codeNoPackage, Msg: err.Error()})
			continue
		}
		src.list = append(src.list, sourceFile{c.display(base, name, p), text})
	}
	c.located[p.PkgPath] = src
	for _, name := range sortedKeys(p.Imports) {
		c.add(p.Imports[name])
	}
}

// display returns the name that positions in file name show: relative to the module of the program, or to the import
// path for packages of other modules.
func (c *collector) display(base, name string, p *packages.Package) string {
	if p.PkgPath == "command-line-arguments" {
		return filepath.Base(name)
	}
	if p.Module != nil && !p.Module.Main {
		return displayName(p.PkgPath, filepath.Base(name))
	}
	if rel, err := filepath.Rel(base, name); base != "" && err == nil {
		return filepath.ToSlash(rel)
	}
	return filepath.Base(name)
}

// packageErrors records why a package has no files. A missing import is reported where it is imported, so only a root
// or a directory without Go files ends up here with something to say.
func (c *collector) packageErrors(p *packages.Package) {
	if len(c.seen) > 1 {
		return
	}
	msg := "no Go files in package " + p.PkgPath
	if len(p.Errors) > 0 {
		msg = strings.ReplaceAll(strings.TrimSpace(p.Errors[0].Msg), "\n", " ")
	}
	c.errs = append(c.errs, &Error{Code: codeNoPackage, Msg: msg})
}
