package vm

import (
	"strings"

	"rgo/interp/python/ast"
	"rgo/interp/python/code"
)

// This file starts an interpreter and runs what the command line names as
// __main__.

// Start readies the signals and imports what every program needs: site, unless that is turned off, and
// warnings if there are options for it. It returns false after telling why.
func (t *Thread) Start() bool {
	t.installSignals()
	if t.interp.config.FaultHandler {
		t.enableFaults(dumpOptions{fd: 2, all: true})
	}
	if t.interp.layout.library == "" {
		return true
	}
	if len(t.interp.config.Warnings) > 0 && t.importPath("warnings") == nil {
		t.exc = nil
	}
	if t.interp.config.NoSite != 0 {
		return true
	}
	if t.importPath("site") == nil {
		t.writeError("Fatal Python error: init_import_site: Failed to import the site module\nPython runtime state: initialized\n")
		t.reportException()
		return false
	}
	return true
}

// Banner is what the prompt begins with.
func (t *Thread) Banner() string {
	return "Python " + FullVersion + " on linux\nType \"help\", \"copyright\", \"credits\" or \"license\" for more information.\n"
}

// Pending reports whether an exception is pending.
func (t *Thread) Pending() bool { return t.exc != nil }

// ReportBeforeInspect prints the pending exception; it returns true if the
// prompt must not follow.
func (t *Thread) ReportBeforeInspect() bool {
	if t.exc == nil {
		return false
	}
	_, exit := t.Report()
	_ = exit
	return false
}

// AbsolutePath makes a path absolute.
func AbsolutePath(path string) string { return absolutePath(path) }

// ScriptDirectory is what sys.path has for a script: the directory of the
// file, links followed.
func ScriptDirectory(file string) string {
	for range 40 {
		target, r := readLink(atFdcwd, file)
		if r < 0 {
			break
		}
		if !strings.HasPrefix(target, "/") {
			if i := strings.LastIndexByte(file, '/'); i >= 0 {
				target = file[:i+1] + target
			}
		}
		file = target
	}
	i := strings.LastIndexByte(file, '/')
	switch {
	case i < 0:
		dir, r := currentDirectory()
		if r < 0 {
			return ""
		}
		return dir
	case i == 0:
		return "/"
	}
	return normalPath(absolutePath(file[:i]))
}

// RunMain compiles and runs text as the module __main__. It returns false with
// an exception pending.
func (t *Thread) RunMain(source []byte, file string, mode ast.Mode) bool {
	c := t.compileSource(source, file, mode, 0)
	if c == nil {
		return false
	}
	m := t.mainModule()
	return t.runCode(c, m.dict, m.dict, nil) != nil
}

// RunFile runs the text of a script.
func (t *Thread) RunFile(source []byte, file string) bool {
	m := t.mainModule()
	full := absolutePath(file)
	m.dict.setStr(nameFile, fsDecode(full))
	m.dict.setStr(intern("__cached__"), None)
	if t.interp.booted && t.interp.importlib != nil {
		if external, ok := t.interp.modules.getStr(intern("_frozen_importlib_external")).(*Module); ok {
			loader := t.call2(orNone(external.dict.getStr(intern("SourceFileLoader"))), nameMain, fsDecode(full))
			if loader == nil {
				return false
			}
			m.dict.setStr(nameLoader, loader)
		}
	}
	if head := magicBytes(); len(source) > 16 && string(source[:4]) == head {
		if c, ok := code.Decode(compiledPart(string(source[16:]))); ok {
			return t.runCode(t.loadCode(c), m.dict, m.dict, nil) != nil
		}
		t.raise(RuntimeError, "Bad code object in .pyc file")
		return false
	}
	c := t.compileSource(source, full, ast.File, 0)
	if c == nil {
		return false
	}
	return t.runCode(c, m.dict, m.dict, nil) != nil
}

// compiledPart is the code in what marshal wrote for a code object.
func compiledPart(s string) string {
	if len(s) < 5 || s[0]&^flagRef != 'c' {
		return ""
	}
	return s[5:]
}

// RunModule runs a module as __main__ as the library's runpy does.
func (t *Thread) RunModule(name string, alterArguments bool) bool {
	t.mainModule() // runpy replaces it
	runpy := t.importPath("runpy")
	if runpy == nil {
		return false
	}
	run := t.getAttr(runpy, intern("_run_module_as_main"))
	if run == nil {
		return false
	}
	t.mainModule()
	return t.call2(run, fsDecode(name), boolOf(alterArguments)) != nil
}

// mainModule returns the module __main__.
func (t *Thread) mainModule() *Module {
	if m, ok := t.interp.modules.getStr(nameMain).(*Module); ok {
		return m
	}
	m := newModule("__main__")
	m.dict.setStr(namePackage, None)
	m.dict.setStr(nameAnnotations, NewDict())
	m.dict.setStr(nameBuiltins, t.interp.builtins)
	if t.interp.importlib != nil {
		m.dict.setStr(nameLoader, orNone(t.interp.importlib.dict.getStr(intern("BuiltinImporter"))))
	}
	t.interp.modules.setStr(nameMain, m)
	return m
}
