package vm

import "strings"

// This file finds modules in archives: the library's zipimport does the work, and is imported when sys.path first has an
// archive in it.

// newZipHook makes what goes into sys.path_hooks: it returns an importer for a path that is an archive, or is inside of one.
func newZipHook() *Builtin {
	return &Builtin{name: "zipimporter", module: "zipimport", min: 1, max: 1, fn: findArchive}
}

func findArchive(t *Thread, args []Object) Object {
	s := strOf(args[0])
	if s != nil {
		path, ok := t.fsEncode(s)
		if !ok {
			return nil
		}
		if !t.interp.bootingZip && insideFile(path) {
			m := t.zipModule()
			if m == nil {
				return nil
			}
			return t.callAttr(m, intern("zipimporter"), s)
		}
	}
	return t.raise(ImportError, "not an archive")
}

// zipModule is zipimport. It is loaded as importlib is, since it cannot be looked for on a path that has an archive in it; what
// it imports itself is not looked for in archives.
func (t *Thread) zipModule() *Module {
	name := intern("zipimport")
	if m, ok := t.interp.modules.getStr(name).(*Module); ok {
		return m
	}
	t.interp.bootingZip = true
	m := t.bootModule(name.s, t.interp.layout.library+"/", "zipimport.py", "<frozen zipimport>")
	t.interp.bootingZip = false
	if m == nil {
		t.interp.modules.deleteStr(name)
	}
	return m
}

// insideFile tells whether a path, or what is left of it without its last parts, is a file.
func insideFile(path string) bool {
	for path != "" {
		if st, r := statAt(atFdcwd, path, true); r == 0 {
			return st.mode&0o170000 == 0o100000
		}
		i := strings.LastIndexByte(path, '/')
		if i < 0 {
			return false
		}
		path = path[:i]
	}
	return false
}
