package build

// This file finds the program's own packages: those that are neither standard nor part of the runtime.

import (
	"errors"
	"go/ast"
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

// tagsFor returns the build tags of a threading model: rgo_threads where there are goroutines, and rgo_ with its name.
func tagsFor(threads string) []string {
	list := buildTags[:len(buildTags):len(buildTags)]
	if threads != "none" {
		list = append(list, "rgo_threads", "rgo_"+threads)
	}
	return list
}

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
		src.dir = filepath.Dir(full)
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

// trusted tells whether a package outside of the standard library may use what standard packages may, like the part of package
// fmt that is there for them: those with the tables of Unicode, which are the standard library's own, split off.
func trusted(importPath string) bool { return strings.HasPrefix(importPath, "golang.org/x/text/") }

// locatePackages asks the go command. It is not asked about the meaning of anything: only about files and modules.
func locatePackages(cfg Config) (string, map[string]*files, error) {
	pc := &packages.Config{
		Dir: cfg.Dir,
		Mode: packages.NeedName | packages.NeedFiles | packages.NeedCompiledGoFiles | packages.NeedImports |
			packages.NeedDeps | packages.NeedModule,
		Env:        append(os.Environ(), "GOOS=linux", "GOARCH=amd64", "CGO_ENABLED=0"),
		BuildFlags: []string{"-tags=" + strings.Join(tagsFor(cfg.Threads), ",")},
	}
	patterns := cfg.Patterns
	if name := patterns[0]; !strings.HasSuffix(name, ".go") && !strings.Contains(name, "...") {
		dir := name
		if !filepath.IsAbs(dir) {
			dir = filepath.Join(cfg.Dir, dir)
		}
		st, err := os.Stat(dir)
		switch {
		case err != nil && isDirectory(name):
			return "", nil, missingFile(name, err)
		case err == nil && st.IsDir() && (isDirectory(name) || !standardExists(name)):
			// Asked from inside of it, the go command finds the module of the directory.
			pc.Dir, patterns = dir, []string{"."}
		}
	}
	roots, err := packages.Load(pc, patterns...)
	if err != nil {
		return "", nil, goCommandError(err)
	}
	if len(roots) != 1 {
		if len(roots) == 0 {
			return "", nil, Errors{{Pos: flowgraph.Pos{File: cfg.Patterns[0]}, Code: codeNoPackage, Msg: "no packages match " + strings.Join(cfg.Patterns, " ")}}
		}
		return "", nil, Errors{{Pos: flowgraph.Pos{File: cfg.Patterns[0]}, Code: codeNoPackage, Msg: strings.Join(cfg.Patterns, " ") + " matches more than one package"}}
	}
	c := &collector{pattern: cfg.Patterns[0], located: map[string]*files{}, seen: map[string]bool{}}
	c.add(roots[0])
	if len(c.errs) > 0 {
		return "", nil, c.errs.err()
	}
	return roots[0].PkgPath, c.located, nil
}

// isDirectory reports whether a pattern names a directory rather than an import path.
func isDirectory(pattern string) bool {
	return pattern == "." || pattern == ".." || strings.HasPrefix(pattern, "./") || strings.HasPrefix(pattern, "../") || filepath.IsAbs(pattern)
}

// goCommandError turns a failure of the go command into a fault of the program, if it is one.
func goCommandError(err error) error {
	_, msg, ok := strings.Cut(err.Error(), "stderr: go: ")
	if !ok {
		return err
	}
	msg, _, _ = strings.Cut(strings.TrimSpace(msg), "\n")
	code := codeNoPackage
	if strings.Contains(msg, "requires go >= ") {
		code = codeVersion
	}
	return Errors{{Pos: flowgraph.Pos{File: "go.mod"}, Code: code, Msg: msg}}
}

// collector turns what go/packages says into files.
type collector struct {
	pattern string // what was asked for
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
	src := &files{goVersion: goVersion}
	if trusted(p.PkgPath) {
		src.origin = Standard
	}
	base := ""
	if p.Module != nil {
		if p.Module.GoVersion != "" {
			src.goVersion = "go" + p.Module.GoVersion
		}
		base = p.Module.Dir
	}
	if c.notGo(base, p); len(p.GoFiles) == 0 {
		c.packageErrors(p)
		return
	}
	for _, name := range p.GoFiles {
		text, err := os.ReadFile(name)
		if err != nil {
			c.errs = append(c.errs, &Error{Pos: flowgraph.Pos{File: name}, Code: codeNoPackage, Msg: err.Error()})
			continue
		}
		src.dir = filepath.Dir(name)
		src.list = append(src.list, sourceFile{c.display(base, name, p), text})
	}
	c.located[p.PkgPath] = src
	for _, name := range sortedKeys(p.Imports) {
		c.add(p.Imports[name])
	}
}

// notGo reports the files of p that are assembly, C, or Go that imports C.
func (c *collector) notGo(base string, p *packages.Package) {
	for _, name := range p.OtherFiles {
		switch filepath.Ext(name) {
		case ".s", ".S", ".c", ".cc", ".cpp", ".syso":
			pos := flowgraph.Pos{File: c.display(base, name, p)}
			c.errs = append(c.errs, &Error{Pos: pos, Code: codeAssembly, Msg: findCode(codeAssembly).Title, Hint: findCode(codeAssembly).Hint})
		}
	}
	for _, name := range p.IgnoredFiles {
		if filepath.Ext(name) != ".go" {
			continue
		}
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, name, nil, parser.ImportsOnly|parser.ParseComments)
		if err != nil || f.Name.Name != p.Name && p.Name != "" {
			continue
		}
		for _, spec := range f.Imports {
			if spec.Path.Value == `"C"` && !constrained(f) {
				pos := position(fset, spec.Path.Pos())
				pos.File = c.display(base, name, p)
				c.errs = append(c.errs, &Error{Pos: pos, Code: codeCgo, Msg: findCode(codeCgo).Title, Hint: findCode(codeCgo).Hint})
			}
		}
	}
}

// constrained reports whether a file has a build constraint, so that leaving it out is what its author planned.
func constrained(f *ast.File) bool {
	for _, group := range f.Comments {
		for _, line := range group.List {
			if strings.HasPrefix(line.Text, "//go:build ") {
				return true
			}
		}
	}
	return false
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
	if len(c.seen) > 1 || len(c.errs) > 0 {
		return
	}
	msg := "no Go files in package " + p.PkgPath
	if len(p.Errors) > 0 {
		msg = strings.ReplaceAll(strings.TrimSpace(p.Errors[0].Msg), "\n", " ")
		if before, _, ok := strings.Cut(msg, " is not in std ("); ok {
			msg = before + " not found"
		}
	}
	c.errs = append(c.errs, &Error{Pos: flowgraph.Pos{File: c.pattern}, Code: codeNoPackage, Msg: msg})
}
