package build

// This file knows where the source of standard and runtime packages comes from. A directory below runtime/std in the
// embedded tree replaces the standard package of that path; other standard packages come from GOROOT, with the patches
// of patches.go.

import (
	"bytes"
	gobuild "go/build"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"sync"

	"rgo/rlib"
	"rgo/runtime"
)

// find returns the files of the package importPath, nil if there is no such package. located are the program's own.
func find(importPath string, located map[string]*files, threads string) (*files, error) {
	if src := located[importPath]; src != nil {
		return src, nil
	}
	if fsys, dir := embedded(importPath); fsys != nil {
		return embeddedFiles(fsys, dir, importPath, threads)
	}
	return standardFiles(importPath, threads)
}

// embeddedPath reports whether importPath belongs to the trees that are part of the translator.
func embeddedPath(importPath string) bool {
	return strings.HasPrefix(importPath, "rgo/runtime/") || strings.HasPrefix(importPath, "rgo/rlib/")
}

// embedded returns the tree and the directory in it that hold importPath, or nil.
func embedded(importPath string) (fs.FS, string) {
	if dir, ok := strings.CutPrefix(importPath, "rgo/runtime/"); ok {
		return runtime.Files, dir
	}
	if dir, ok := strings.CutPrefix(importPath, "rgo/rlib/"); ok {
		return rlib.Files, dir
	}
	dir := path.Join("std", importPath)
	if hasGoFiles(runtime.Files, dir) {
		return runtime.Files, dir
	}
	return nil, ""
}

// Embedded reports whether the package importPath is part of the translator.
func Embedded(importPath string) bool {
	fsys, dir := embedded(importPath)
	return fsys != nil && hasGoFiles(fsys, dir)
}

func hasGoFiles(fsys fs.FS, dir string) bool {
	list, err := fs.ReadDir(fsys, dir)
	if err != nil {
		return false
	}
	for _, e := range list {
		if !e.IsDir() && sourceName(e.Name()) {
			return true
		}
	}
	return false
}

// sourceName reports whether a file can be part of a package, going by its name.
func sourceName(name string) bool {
	return strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") && name[0] != '_' && name[0] != '.'
}

// embeddedFiles reads a package from an embedded tree.
func embeddedFiles(fsys fs.FS, dir, importPath, threads string) (*files, error) {
	list, err := fs.ReadDir(fsys, dir)
	if err != nil {
		return nil, nil
	}
	src := &files{origin: Runtime, goVersion: goVersion}
	ctxt := buildContext(threads)
	for _, e := range list {
		if e.IsDir() || !sourceName(e.Name()) {
			continue
		}
		text, err := fs.ReadFile(fsys, path.Join(dir, e.Name()))
		if err != nil {
			return nil, err
		}
		if matches(ctxt, e.Name(), text) {
			src.list = append(src.list, sourceFile{displayName(importPath, e.Name()), text})
		}
	}
	if len(src.list) == 0 {
		return nil, nil
	}
	return src, nil
}

// standardDir returns the directory of a standard package, or "".
func standardDir(importPath string) string {
	root := filepath.Join(goroot(), "src")
	for _, dir := range []string{filepath.Join(root, importPath), filepath.Join(root, "vendor", importPath)} {
		if list, err := filepath.Glob(filepath.Join(dir, "*.go")); err == nil && len(list) > 0 {
			return dir
		}
	}
	return ""
}

// standardExists reports whether importPath is a standard package.
func standardExists(importPath string) bool {
	return importPath == "unsafe" || !strings.HasPrefix(importPath, ".") && !filepath.IsAbs(importPath) && standardDir(importPath) != ""
}

// standardDeclares reports whether the package importPath in GOROOT declares name.
func standardDeclares(importPath, name string) bool {
	dir := standardDir(importPath)
	entries, err := os.ReadDir(dir)
	if err != nil {
		return false
	}
	for _, e := range entries {
		if !sourceName(e.Name()) {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), filepath.Join(dir, e.Name()), nil, parser.SkipObjectResolution)
		if err != nil {
			continue
		}
		for _, d := range f.Decls {
			if slices.Contains(declared(d), name) {
				return true
			}
		}
	}
	return false
}

// goroot returns the directory of the Go installation that the standard library is taken from.
var goroot = sync.OnceValue(func() string { return gobuild.Default.GOROOT })

// standardFiles reads a standard package, patched.
func standardFiles(importPath, threads string) (*files, error) {
	dir := standardDir(importPath)
	if dir == "" {
		return nil, nil
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	src := &files{origin: Standard, goVersion: goVersion}
	ctxt := buildContext(threads)
	for _, e := range entries {
		name := e.Name()
		action := patches[path.Join(importPath, name)]
		if !sourceName(name) || action == blank {
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return nil, err
		}
		if action == enable {
			text = dropConstraint(text)
		} else if !matches(ctxt, name, text) {
			continue
		}
		src.list = append(src.list, sourceFile{displayName(importPath, name), text})
	}
	src.overlay, err = overlayFiles(importPath, ctxt)
	return src, err
}

// overlayFiles returns the files of _overlay/importPath: their declarations replace those of the same name.
func overlayFiles(importPath string, ctxt *gobuild.Context) ([]sourceFile, error) {
	dir := path.Join("_overlay", importPath)
	list, err := fs.ReadDir(overlays, dir)
	if err != nil {
		return nil, nil // no overlay for this package
	}
	var out []sourceFile
	for _, e := range list {
		if e.IsDir() || !sourceName(e.Name()) {
			continue
		}
		text, err := fs.ReadFile(overlays, path.Join(dir, e.Name()))
		if err != nil {
			return nil, err
		}
		if matches(ctxt, e.Name(), text) {
			out = append(out, sourceFile{displayName("overlay/"+importPath, e.Name()), text})
		}
	}
	return out, nil
}

// buildContext is the platform that programs are translated for.
func buildContext(threads string) *gobuild.Context {
	ctxt := gobuild.Default
	ctxt.GOOS, ctxt.GOARCH, ctxt.Compiler, ctxt.CgoEnabled = "linux", "amd64", "gc", false
	ctxt.BuildTags = tagsFor(threads)
	return &ctxt
}

// matches reports whether the build constraints of a file hold.
func matches(ctxt *gobuild.Context, name string, text []byte) bool {
	c := *ctxt
	c.OpenFile = func(string) (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(text)), nil }
	ok, err := c.MatchFile("", name)
	return ok && err == nil
}

// dropConstraint makes the //go:build line of a file an ordinary comment of the same length.
func dropConstraint(text []byte) []byte {
	return bytes.Replace(text, []byte("//go:build "), []byte("// (dropped) "), 1)
}

// sortedKeys returns the keys of m in order.
func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}
